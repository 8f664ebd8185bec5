// expect: rowan: composite<> is for members whose type is a plain aggregate
#include <rowan/orm.hpp>

struct T {
    int id{};
    int n{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), composite<&T::n>());
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
