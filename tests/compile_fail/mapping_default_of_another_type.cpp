// expect: rowan: default_value() has another type than the member
#include <rowan/orm.hpp>

struct T {
    int id{};
    std::optional<int> n{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::n>(default_value(1.5)));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
