// expect: rowan: a member has a type that no column can hold
#include <rowan/orm.hpp>

#include <functional>

struct T {
    int id{};
    std::function<void()> call{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
