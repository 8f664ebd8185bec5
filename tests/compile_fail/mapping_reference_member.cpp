// expect: rowan: a mapped struct is made by T{} before its row is read into it
#include <rowan/orm.hpp>

struct T {
    int id{};
    int& other;
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
