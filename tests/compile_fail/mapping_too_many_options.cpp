// expect: rowan: a line of mapping() has more than 8 options or a default out of range
#include <rowan/orm.hpp>

struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>(
            "ts", column<&T::id>(primary_key, unique, indexed, unique, indexed, unique, indexed, unique, indexed));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
