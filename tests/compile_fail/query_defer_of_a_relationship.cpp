// expect: rowan: undefer, defer and load_only name columns; a relationship is loaded by selectinload<...>() or joinedload<...>()
#include <rowan/orm.hpp>

struct Post;
struct User {
    int id{};
    rowan::many<Post> posts{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
void mistake(rowan::Session& session) { session.query<User>().options(rowan::defer<&User::posts>()); }
