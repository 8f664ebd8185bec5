// expect: rowan: this struct has a bit-field: make it a whole member
#include <rowan/orm.hpp>

struct T {
    int id{};
    int flag : 3 {};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
