// expect: rowan: this struct has no primary key: say column<&T::id>(primary_key) in its mapping()
#include <rowan/orm.hpp>

struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts");
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
