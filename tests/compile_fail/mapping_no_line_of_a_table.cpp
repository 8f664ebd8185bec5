// expect: rowan: table<...>(name, ...) takes column<...>(...), relationship<...>(...), unmapped<...>,
#include <rowan/orm.hpp>

struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), 42);
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
