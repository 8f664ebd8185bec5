// What the tests of the session's rules share: a small model, and a database of its own for each test.
//
//     class Semantics : public rowan::rules::RulesTest {};
//     TEST_F(Semantics, …) { User& ed = session.add(User{.name = "ed"}); … EXPECT_EQ(number("SELECT …"), 1); }
#pragma once

#include "scratch_database.hpp"
#include <rowan/engine/statement_log.hpp>
#include <rowan/orm.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#if defined(__SANITIZE_ADDRESS__)
#define ROWAN_TEST_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ROWAN_TEST_ASAN 1
#endif
#endif

namespace rowan::rules {

struct User;
struct Post;
struct Tag;
struct Profile;

struct City {
    int id{};
    std::string name{};
    many<User> users{};

    static constexpr auto mapping() { return table<City>("cities", column<&City::id>(primary_key)); }
};

struct User {
    int id{};
    std::string name{};
    std::optional<std::string> nickname{};
    std::optional<int> age{};
    std::optional<int> city_id{};
    one<City> city{};
    many<Post> posts{};
    one<Profile> profile{};

    static constexpr auto mapping() {
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(unique),
                           column<&User::nickname>("nick"), column<&User::age>(default_value(18)),
                           column<&User::city_id>(foreign_key("cities.id", {.on_delete = Action::set_null})),
                           relationship<&User::posts>(cascade_all_delete_orphan));
    }
};

struct Post {
    int id{};
    std::string title{};
    int author_id{};
    one<User> author{};
    many<Tag> tags{};

    static constexpr auto mapping() {
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")),
                           relationship<&Post::tags>(secondary("post_tag")));
    }
};

struct Tag {
    int id{};
    std::string name{};
    many<Post> posts{};

    static constexpr auto mapping() {
        return table<Tag>("tags", column<&Tag::id>(primary_key), relationship<&Tag::posts>(secondary("post_tag")));
    }
};

struct Profile {
    int id{};
    std::string words{};
    std::optional<int> user_id{};
    one<User> user{};

    static constexpr auto mapping() {
        return table<Profile>("profiles", column<&Profile::id>(primary_key),
                              column<&Profile::user_id>(unique, foreign_key("users.id")));
    }
};

using test::ScratchDatabase;

/// A database, an engine, and a session on it.
class DatabaseTest : public ::testing::Test {
protected:
    ScratchDatabase database{};
    Engine engine = database.engine();
    Session session{engine};

    /// As another program does it, on a connection of its own.
    void run(std::string_view sql) { test::run_script(engine, sql); }
    /// The first column of the first row, as committed.
    std::int64_t number(std::string_view sql) {
        return engine.connect().exec_driver_sql(sql).scalar().as<std::int64_t>();
    }
    std::string words(std::string_view sql) {
        const Value value = engine.connect().exec_driver_sql(sql).scalar();
        return value.is_null() ? "NULL" : value.to_display();
    }
    /// The first column of all rows, as committed: "1,2,3".
    std::string listed(std::string_view sql) {
        std::string all;
        Result rows = engine.connect().exec_driver_sql(sql);
        for (const Row& row : rows)
            all += (all.empty() ? "" : ",") + row.get<std::string>(0);
        return all;
    }
    /// As the session's own transaction sees it.
    std::int64_t number_inside(std::string_view sql) {
        return session.connection().exec_driver_sql(sql).scalar().as<std::int64_t>();
    }
};

class RulesTest : public DatabaseTest {
protected:
    RulesTest() { metadata.create_all(engine); }

    MetaData metadata = rowan::metadata<City, User, Post, Tag, Profile>();
    Table post_tag{"post_tag", metadata, Column("post_id", Integer{}, ForeignKey("posts.id"), primary_key),
                   Column("tag_id", Integer{}, ForeignKey("tags.id"), primary_key)};

    /// A committed user.
    User& saved_user(std::string name) {
        User& user = session.add(User{.name = std::move(name)});
        session.commit();
        return user;
    }
};

}  // namespace rowan::rules
