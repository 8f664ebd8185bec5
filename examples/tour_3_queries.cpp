// The tour, part 3: queries.
#include "linkedout.hpp"
#include <rowan/orm.hpp>

#include <algorithm>
#include <iostream>

struct Employee {
    int id{};
    std::string name{};
    std::optional<int> reports_to{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Employee>("employees", column<&Employee::id>(primary_key),
                               column<&Employee::reports_to>(foreign_key("employees.id")));
    }
};

int main(int argc, char** argv) {
    using rowan::and_, rowan::col, rowan::entity, rowan::or_, rowan::select, rowan::text;
    namespace func = rowan::func;

    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    rowan::metadata<City, User, Post, Employee>().create_all(engine);
    rowan::Session session(engine);
    City& oslo = session.add(City{.name = "Oslo"});
    session.add(User{.name = "ed", .fullname = "Ed Jones", .age = 31, .city = oslo});
    session.add(User{.name = "wendy", .fullname = "Wendy Williams", .age = 45, .city = oslo});
    session.add(User{.name = "mary", .age = 28});
    Employee& boss = session.add(Employee{.name = "Ann"});
    session.flush();
    session.add_all(Employee{.name = "Bob", .reports_to = boss.id}, Employee{.name = "Cid", .reports_to = boss.id});
    session.commit();

    for (User& user : session.scalars(select<User>().where(col<&User::age> > 30).order_by(col<&User::id>)))
        std::cout << user.name << '\n';

    // The session.query style: statement and session in one.
    std::cout << session.query<User>().all().size() << " users\n";
    const User* ed = session.query<User>().filter(col<&User::name> == "ed", col<&User::fullname> == "Ed Jones").first();
    std::cout << ed->fullname << '\n';
    std::cout << session.query<User>().filter_by(col<&User::fullname> = "Ed Jones").one().name << '\n';
    std::cout << session.query<User>().filter(col<&User::name>.in({"ed", "fakeuser"})).count() << '\n';
    std::cout << session.query<User>().filter(col<&User::name>.like("ed%") || col<&User::name>.ilike("WEN%")).count()
              << '\n';
    std::cout << session.query<User>()
                     .filter(or_(col<&User::name> == "ed", and_(col<&User::age> < 30, !(col<&User::name> != "mary"))))
                     .count()
              << '\n';
    std::cout << session.query<User>().order_by(col<&User::id>).slice(1, 3).all().front().name << '\n';

    for (const auto& [name, fullname] :
         session.query(col<&User::name>, col<&User::fullname>).order_by(col<&User::name>))
        std::cout << name << '/' << fullname << '\n';
    for (auto row : session.query(col<&User::name>.label<"name_label">()).order_by(col<&User::name>).limit(1))
        std::cout << row.get<"name_label">() << '\n';
    for (auto [n, city] : session.query(func::count(col<&User::id>), col<&User::city_id>)
                              .group_by(col<&User::city_id>)
                              .order_by(col<&User::city_id>.asc().nulls_first()))
        std::cout << n << " live in " << (city ? *city : 0) << '\n';
    for (auto [user, city] :
         session.query<User, City>().join<City>(col<&City::id> == col<&User::city_id>).order_by(col<&User::name>))
        std::cout << user.name << " lives in " << city.name << '\n';

    User& wendy = session.query<User>()
                      .from_statement(text("SELECT * FROM users WHERE name = :name"))
                      .params({{"name", "wendy"}})
                      .one();
    std::cout << wendy.fullname << '\n';

    auto manager = rowan::aliased<Employee>("manager");
    for (auto [worker, boss_of] :
         session.execute(select(entity<Employee>, manager)
                             .join(manager, col<&Employee::reports_to> == manager[&Employee::id])
                             .order_by(col<&Employee::name>)))
        std::cout << worker.name << " reports to " << boss_of.name << '\n';

    // A result refers to the session's objects: pointers() to sort, values() to keep.
    auto users = session.scalars(select<User>()).pointers();
    std::sort(users.begin(), users.end(), [](const User* a, const User* b) { return a->age < b->age; });
    std::cout << users.front()->name << " is the youngest\n";

    // Statements are values: build them in pieces, keep them, look at them.
    auto grown_up = select<User>().where(col<&User::age> >= 30);
    auto page = grown_up.order_by(col<&User::name>.desc()).limit(1);
    std::cout << page.to_sql(engine.dialect()) << '\n';
    session.execute(rowan::update<User>().set(col<&User::age> = col<&User::age> + 1).where(col<&User::name> == "ed"));
    std::cout << *session.get<User>(1)->age << '\n';
    session.commit();
    session.close();

    // Tables that are known only at run time; rows are then Rows.
    rowan::MetaData found;
    found.reflect(engine);
    auto runtime_users = found.table("users");
    rowan::Connection connection = engine.connect();
    for (const rowan::Row& row :
         connection
             .execute(select(runtime_users["name"]).where(runtime_users["age"] > 30).order_by(runtime_users["name"]))
             .fetch_all())
        std::cout << row["name"].as<std::string>() << '\n';

    // Plain values, with no session: the fastest way to read and to write.
    std::vector<Employee> employees = connection.fetch<Employee>(select<Employee>());
    std::cout << employees.size() << " employees\n";
    connection.execute(rowan::insert<Employee>(), rowan::list(Employee{.name = "Dan"}, Employee{.name = "Eve"}));
    connection.commit();
    std::cout << connection.scalar(text("SELECT count(*) FROM employees")).as<int>() << '\n';
}
