// expect: compiles
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

void good(rowan::Session& session) {
    using rowan::col;
    session.query<User>().filter(col<&User::name> == "ed").filter_by(col<&User::id> = 3).join<&User::city>().all();
    for (auto [user, city] : session.query<User, City*>().left_join<City>(col<&User::city_id> == col<&City::id>))
        user.name = city ? city->name : "";
    for (auto row : session.query(col<&User::name>.label<"n">()))
        row.get<"n">() += "x";
}
