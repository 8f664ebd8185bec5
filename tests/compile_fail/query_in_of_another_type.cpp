// expect: rowan: a number column is compared with text
#include <rowan/orm.hpp>

struct User {
    int id{};
    int age{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
auto mistake() { return rowan::col<&User::age>.in(rowan::col<&User::id>, "three"); }
