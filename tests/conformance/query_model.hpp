// The structs that the tests of queries share: cities of states, users who live there and write posts, tags.
#pragma once

#include "scratch_database.hpp"
#include <rowan/engine/statement_log.hpp>
#include <rowan/orm.hpp>

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace query_model {

struct City;
struct Post;
struct Tag;

struct State {
    int id{};
    std::string name{};
    rowan::many<City> cities{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<State>("states", column<&State::id>(primary_key));
    }
};

struct City {
    int id{};
    std::string name{};
    std::optional<int> state_id{};
    rowan::one<State> state{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<City>("cities", column<&City::id>(primary_key), column<&City::state_id>(foreign_key("states.id")));
    }
};

struct User {
    int id{};
    std::string name{};
    std::string fullname{};
    std::optional<int> age{};
    std::optional<int> city_id{};
    rowan::one<City> city{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::fullname>("full_name"),
                           column<&User::city_id>(foreign_key("cities.id")));
    }
};

struct Post {
    int id{};
    std::string title{};
    int author_id{};
    rowan::one<User> author{};
    rowan::many<Tag> tags{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")),
                           relationship<&Post::tags>(secondary("post_tags")));
    }
};

struct Tag {
    int id{};
    std::string name{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Tag>("tags", column<&Tag::id>(primary_key), relationship<&Tag::posts>(secondary("post_tags")));
    }
};

/// Without relationships; its mapping loads nothing beside it.
struct Reading {
    std::int64_t id{};
    double value{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Reading>("readings", column<&Reading::id>(primary_key));
    }
};

/// A database in memory with a few rows, and a session that has not read any of them.
class QueryTest : public ::testing::Test {
protected:
    QueryTest() {
        metadata_.create_all(engine_);
        rowan::Session writer(engine_);
        State& texas = writer.add(State{.name = "Texas"});
        State& ohio = writer.add(State{.name = "Ohio"});
        City& austin = writer.add(City{.name = "Austin", .state = texas});
        City& dallas = writer.add(City{.name = "Dallas", .state = texas});
        writer.add(City{.name = "Dayton", .state = ohio});
        writer.add(City{.name = "Nowhere"});
        User& ed = writer.add(User{.name = "ed", .fullname = "Ed Jones", .age = 30, .city = austin});
        User& wendy = writer.add(User{.name = "wendy", .fullname = "Wendy Williams", .age = 25, .city = austin});
        User& mary = writer.add(User{.name = "mary", .fullname = "Mary Contrary", .city = dallas});
        writer.add(User{.name = "fred", .fullname = "Fred Flinstone", .age = 45});
        Tag& red = writer.add(Tag{.name = "red"});
        Tag& blue = writer.add(Tag{.name = "blue"});
        Post& first = writer.add(Post{.title = "first", .author = ed});
        Post& second = writer.add(Post{.title = "second", .author = ed});
        writer.add(Post{.title = "third", .author = wendy});
        first.tags.add(red);
        first.tags.add(blue);
        second.tags.add(red);
        static_cast<void>(mary);
        writer.commit();
    }

    rowan::test::ScratchDatabase database_{};
    rowan::Engine engine_ = database_.engine();
    rowan::MetaData metadata_ = make_metadata();
    rowan::Session session_{engine_};

private:
    static rowan::MetaData make_metadata() {
        auto metadata = rowan::metadata<State, City, User, Post, Tag, Reading>();
        rowan::Table("post_tags", metadata,
                     rowan::Column("post_id", rowan::Integer{}, rowan::ForeignKey("posts.id"), rowan::primary_key),
                     rowan::Column("tag_id", rowan::Integer{}, rowan::ForeignKey("tags.id"), rowan::primary_key));
        return metadata;
    }
};

template <class Range>
std::vector<std::string> names_of(const Range& objects) {
    std::vector<std::string> names;
    for (const auto& object : objects)
        names.push_back(object.name);
    return names;
}

}  // namespace query_model
