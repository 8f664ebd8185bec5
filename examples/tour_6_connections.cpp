// The tour, part 6: connections.
#include <rowan/orm.hpp>

#include <iostream>

int main(int argc, char** argv) {
    using rowan::text;
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    engine.begin([](rowan::Connection& connection) {  // a transaction
        connection.run_script("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER)");
        const auto insert = text("INSERT INTO users (id, name, age) VALUES (:id, :name, :age)");
        connection.execute(insert, {{"id", 1}, {"name", "ed"}, {"age", 31}});
        connection.execute(insert, {{"id", 2}, {"name", "wendy"}, {"age", 45}});
    });

    rowan::Connection connection = engine.connect();  // from the pool; goes back when it leaves scope
    auto result = connection.execute(text("select * from users where age > :age"), {{"age", 30}});
    for (const rowan::Row& row : result.fetch_all())
        std::cout << row["name"].as<std::string>() << ' ' << row["age"].as<int>() << '\n';

    {
        rowan::Transaction savepoint = connection.begin_nested();
        connection.execute(text("DELETE FROM users"));
        savepoint.rollback();
    }
    std::cout << connection.scalar(text("SELECT count(*) FROM users")).as<int>() << " users\n";
    connection.commit();
}
