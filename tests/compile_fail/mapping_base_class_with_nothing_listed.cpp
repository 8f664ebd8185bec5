// expect: rowan: this struct has a base class: list all of its columns, an inherited one with
#include <rowan/orm.hpp>

struct Base {
    int id{};
};
struct T : Base {
    int more{};
    static constexpr auto mapping() { return rowan::table<T>("ts"); }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
