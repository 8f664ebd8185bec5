// expect: rowan: column<...> is for columns; a one<> or many<> member is refined by relationship<...>()
#include <rowan/orm.hpp>

struct T {
    int id{};
    std::optional<int> parent_id{};
    rowan::one<T> parent{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key), column<&T::parent>("p"));
    }
};
rowan::MetaData use() { return rowan::metadata<T>(); }
