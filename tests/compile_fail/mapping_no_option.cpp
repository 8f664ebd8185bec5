// expect: rowan: this is no option of a column; options are a name, a type (String{50}), primary_key,
#include <rowan/orm.hpp>

struct T {
    int id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key, 42));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
