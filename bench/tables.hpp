// The tables that all benchmarks work on, mapped and as SQL.
#pragma once

#include <rowan/orm.hpp>

#include <cstdint>
#include <optional>
#include <string>

namespace bench {

struct Post;

struct User {
    int id{};
    std::string name{};
    std::string fullname{};
    std::optional<std::string> nickname{};
    int age{};
    double balance{};
    std::int64_t created_at{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key));
    }
};

/// The same table for those benchmarks that walk a graph.
struct Author {
    int id{};
    std::string name{};
    std::string fullname{};
    std::optional<std::string> nickname{};
    int age{};
    double balance{};
    std::int64_t created_at{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Author>("users", column<&Author::id>(primary_key));
    }
};

struct Post {
    int id{};
    int user_id{};
    std::string title{};
    std::string body{};
    int score{};
    rowan::one<Author> author{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key),
                           column<&Post::user_id>(foreign_key("users.id"), indexed));
    }
};

inline constexpr const char* schema =
    "CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, fullname VARCHAR NOT NULL, "
    "nickname VARCHAR, age INTEGER NOT NULL, balance DOUBLE NOT NULL, created_at BIGINT NOT NULL);"
    "CREATE TABLE posts (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), "
    "title VARCHAR NOT NULL, body VARCHAR NOT NULL, score INTEGER NOT NULL);"
    "CREATE INDEX ix_posts_user_id ON posts (user_id);";

inline constexpr const char* insert_user =
    "INSERT INTO users (name, fullname, nickname, age, balance, created_at) VALUES (?, ?, ?, ?, ?, ?)";
inline constexpr const char* select_users = "SELECT id, name, fullname, nickname, age, balance, created_at FROM users";

/// User number i of every benchmark; without a key.
template <class T = User>
T user_number(int i) {
    T user{};
    user.name = "user" + std::to_string(i);
    user.fullname = "The full name of user " + std::to_string(i);
    if (i % 3 == 0)
        user.nickname = "nick" + std::to_string(i);
    user.age = 18 + i % 60;
    user.balance = i * 1.5;
    user.created_at = 1'700'000'000 + i;
    return user;
}

}  // namespace bench
