// expect: rowan: rows with objects among them are for a Session; a ReadSession gives const objects
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

void mistake(rowan::ReadSession& session) {
    static_cast<void>(session.execute(rowan::select(rowan::entity<City>, rowan::col<&City::name>)));
}
