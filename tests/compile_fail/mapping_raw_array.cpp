// expect: rowan: this struct has a raw array: make it a std::array or std::string, or list all of its columns
#include <rowan/orm.hpp>

struct T {
    int id{};
    char code[8]{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts");
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
