// expect: passing 'const rowan::many<Post>' as 'this' argument discards qualifiers
// expect-clang: no matching member function for call to 'add'
// holds: R1_8
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
void use(const User& user) { user.posts.add(Post{.title = "x"}); }
