// expect: rowan: this is no option of a relationship; options are cascade_all_delete_orphan, secondary(...)
#include <rowan/orm.hpp>

struct T {
    int id{};
    std::optional<int> parent_id{};
    rowan::one<T> parent{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), relationship<&T::parent>(unique));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
