// expect: rowan: a member has a type that no column can hold
#include <rowan/orm.hpp>

struct T {
    int id{};
    void* p{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
