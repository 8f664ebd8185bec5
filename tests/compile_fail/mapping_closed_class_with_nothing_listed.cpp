// expect: rowan: this class is no plain aggregate (a constructor, private or virtual members): list all of its
#include <rowan/orm.hpp>

class T {
public:
    static constexpr auto mapping() { return rowan::table<T>("ts"); }

private:
    int id{};
};
rowan::MetaData use() { return rowan::metadata<T>(); }
