// The structs that the tour's programs share: people, where they live, what they write.
#pragma once

#include <rowan/orm.hpp>

#include <optional>
#include <string>

struct City;
struct Post;

struct User {
    int id{};
    std::string name{};
    std::string fullname{};
    std::optional<std::string> nickname{};  // std::optional is NULL-able; anything else is NOT NULL
    std::optional<int> age{};
    std::optional<int> city_id{};
    rowan::one<City> city{};    // many-to-one, joined by the foreign key it finds
    rowan::many<Post> posts{};  // one-to-many

    static constexpr auto mapping() {  // says here only what the types don't
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(String{50}, unique),
                           column<&User::nickname>("nick"),  // another name in the database
                           column<&User::age>(default_value(18), check("age >= 0")),
                           column<&User::city_id>(foreign_key("cities.id", {.on_delete = Action::set_null}), indexed),
                           relationship<&User::posts>(cascade_all_delete_orphan));
    }
};

struct City {
    int id{};
    std::string name{};
    rowan::many<User> users{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<City>("cities", column<&City::id>(primary_key), column<&City::name>(unique));
    }
};

struct Post {
    int id{};
    int user_id{};
    std::string title{};
    rowan::one<User> author{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key),
                           column<&Post::user_id>(foreign_key("users.id", {.on_delete = Action::cascade}), indexed));
    }
};
