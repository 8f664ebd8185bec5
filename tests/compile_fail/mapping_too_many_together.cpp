// expect: rowan: at most 8 columns together
#include <rowan/orm.hpp>

struct T {
    int id{};
    int m1{};
    int m2{};
    int m3{};
    int m4{};
    int m5{};
    int m6{};
    int m7{};
    int m8{};
    int m9{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key),
                        unique_together<&T::m1, &T::m2, &T::m3, &T::m4, &T::m5, &T::m6, &T::m7, &T::m8, &T::m9>());
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
