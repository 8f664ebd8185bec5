// expect: rowan: a line in mapping() is about another struct
#include <rowan/orm.hpp>

struct Other {
    int id{};
};
struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&Other::id>(unique));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
