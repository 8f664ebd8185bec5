// expect: rowan: a default_value() in mapping() is out of its member's range
#include <rowan/orm.hpp>

struct T {
    int id{};
    std::optional<std::int8_t> small{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::small>(default_value(1000)));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
