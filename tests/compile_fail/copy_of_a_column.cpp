// expect: rowan: copy<&T::member, ...>() names relationships and deferred members; other columns are always copied
#include <rowan/orm.hpp>

struct City {
    int id{};
    std::string name{};
    static constexpr auto mapping() {
        return rowan::table<City>("cities", rowan::column<&City::id>(rowan::primary_key));
    }
};
struct User {
    int id{};
    std::string name{};
    std::optional<int> city_id{};
    rowan::one<City> city{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key),
                                  rowan::column<&User::city_id>(rowan::foreign_key("cities.id")));
    }
};

User mistake(const User& user) { return rowan::copy<&User::name>(user); }
