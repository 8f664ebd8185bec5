// expect: rowan: a mapped struct is assigned to when its row is read again: it can't have a const member
#include <rowan/orm.hpp>

struct T {
    int id{};
    const int k{5};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
