// expect: 'agee' is not a member of 'User'
// expect-clang: no member named 'agee' in 'User'
#include <rowan/orm.hpp>

struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
auto use() { return rowan::col<&User::agee> == 3; }
