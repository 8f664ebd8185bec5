// expect: rowan: a listener of rows takes a const T&: it looks at the object; on_before_flush may change it
#include <rowan/orm.hpp>

struct User {
    int id{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
void mistake(rowan::Session& session) {
    session.on_before_insert<User>([](User& user) { user.id = 1; });
}
