#include <rowan/orm.hpp>

#include <iostream>

struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};  // optional: may be NULL

    static constexpr auto mapping() {  // says only what the types don't
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(String{50}, unique));
    }
};

int main() {
    using rowan::col, rowan::select;
    rowan::Engine engine = rowan::create_engine("sqlite://");  // in memory; a file: sqlite:///people.db
    rowan::metadata<User>().create_all(engine);

    rowan::Session session(engine);
    User& ed = session.add(User{.name = "ed", .age = 30});
    session.commit();  // INSERT; ed.id is set
    ed.age = 31;
    session.commit();  // UPDATE users SET age=? WHERE users.id = ?

    for (User& user : session.scalars(select<User>().where(col<&User::age> > 30).order_by(col<&User::name>)))
        std::cout << user.id << ' ' << user.name << '\n';
}
