// expect: expected ')' before 'column'
// expect-clang: expected ')'
#include <rowan/orm.hpp>

struct T {
    int id{};
    int n{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<T>("ts", column<&T::id>(primary_key) column<&T::n>(unique));
    }
};
