// expect: rowan: mapping() has two lines for one member
#include <rowan/orm.hpp>

struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::id>(unique));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
