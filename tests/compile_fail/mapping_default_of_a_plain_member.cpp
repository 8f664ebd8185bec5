// expect: rowan: default_value() fills an empty std::optional; a plain member's default is its own initialiser
#include <rowan/orm.hpp>

struct T {
    int id{};
    int n{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::n>(default_value(3)));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
