// expect: rowan: get<T>(key) needs the primary key
#include <rowan/orm.hpp>

struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};
    static constexpr auto mapping() {
        return rowan::table<User>("users", rowan::column<&User::id>(rowan::primary_key));
    }
};
void use(rowan::Session& session) { static_cast<void>(session.get<User>()); }
