// The program that a user of the installed package writes; tests/install/run.py builds it in every way that one can.
#include <rowan/orm.hpp>

#include <iostream>

struct Post;

struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(String{50}, unique));
    }
};

struct Post {
    int id{};
    int user_id{};
    std::string title{};
    rowan::one<User> author{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::user_id>(foreign_key("users.id")));
    }
};

int main() {
    using rowan::col, rowan::select;
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<User, Post>().create_all(engine);
    rowan::Session session(engine);
    session.add(User{.name = "ed", .age = 30, .posts = {Post{.title = "first"}}});
    session.commit();
    for (const User& user : session.scalars(select<User>().where(col<&User::age> > 20)))
        for (const Post& post : user.posts)
            if (post.author->name == "ed")
                std::cout << "rowan is here\n";
}
