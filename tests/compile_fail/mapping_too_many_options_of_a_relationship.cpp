// expect: rowan: a relationship takes at most 8 options
#include <rowan/orm.hpp>

struct T {
    int id{};
    std::optional<int> parent_id{};
    rowan::one<T> parent{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::parent_id>(foreign_key("ts.id")),
                        relationship<&T::parent>(peers(1), peers(1), peers(1), peers(1), peers(1), peers(1), peers(1),
                                                 peers(1), peers(1)));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
