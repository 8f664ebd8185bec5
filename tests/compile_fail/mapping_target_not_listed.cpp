// expect: rowan: this relationship leads to a struct that is not listed in rowan::metadata<...>()
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
auto use() { return rowan::metadata<User>(); }
