// expect: compiles
#include <rowan/orm.hpp>

struct Post;
struct User {
    int id{};
    std::string name{};
    rowan::many<Post> posts{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
struct Post {
    int id{};
    std::string title{};
    std::optional<int> author_id{};
    rowan::one<User> author{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")));
    }
};
void use(rowan::Session& session) {
    User value{.name = "moved"};
    User& moved = session.add(std::move(value));
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}}});
    session.add<User>({.name = "wendy"});
    session.add_all(User{.name = "mary"}, User{.name = "fred"});
    session.add_all(rowan::list(User{.name = "x"}, User{.name = "y"}));
    Post& post = ed.posts.add(Post{.title = "b"});
    post.author = moved;
    post.author = nullptr;
    for (Post& each : ed.posts)
        each.title += "!";
    const User& reader = ed;
    for (const Post& each : reader.posts)
        static_cast<void>(each.title);
    if (User* found = session.get<User>(1))
        session.remove(*found);
    session.commit();
}
