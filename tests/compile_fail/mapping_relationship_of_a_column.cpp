// expect: rowan: relationship<...> is for members of type rowan::one<...> or rowan::many<...>
#include <rowan/orm.hpp>

struct T {
    int id{};
    int n{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), relationship<&T::n>());
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
