// The tour, part 2: engine, tables, session.
#include "linkedout.hpp"
#include <rowan/orm.hpp>

#include <filesystem>
#include <iostream>

int main(int argc, char** argv) {
    for (const char* left_behind : {"linkedout.db", "linkedout.db-wal", "linkedout.db-shm"})
        std::filesystem::remove(left_behind);
    auto metadata = rowan::metadata<City, User, Post>();
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite:///linkedout.db");
    metadata.create_all(engine);  // only what is missing, in dependency order

    rowan::Session session(engine);
    User& ed = session.add(User{.name = "ed", .fullname = "Ed Jones"});  // transient -> pending
    session.add_all(User{.name = "wendy"}, User{.name = "mary"}, User{.name = "fred"});
    std::cout << "ed is " << to_string(session.state(ed)) << ", " << session.pending<User>().size() << " are pending\n";
    session.commit();  // pending -> persistent; ed.id is set
    std::cout << "ed is " << to_string(session.state(ed)) << " with key " << ed.id << " and age " << *ed.age << '\n';

    ed.nickname = "eddie";  // a plain assignment; the session finds it at the next flush
    for (const std::string& column : session.modified_columns(ed))
        std::cout << "changed: " << column << '\n';
    session.commit();  // UPDATE users SET nick = ? WHERE users.id = ?   (changed columns only)

    session.remove(ed);  // DELETE at the next flush
    std::cout << "ed is " << to_string(session.state(ed)) << '\n';
    session.rollback();  // … or not: ed is persistent again
    std::cout << "ed is " << to_string(session.state(ed)) << ", called " << *ed.nickname << '\n';

    std::cout << (session.get<User>(1) == &ed ? "twice the same id is twice the same object\n" : "two objects\n");
    std::cout << (session.get<User>(99) == nullptr ? "nobody has key 99\n" : "somebody has\n");

    User& kim = session.add(User{.name = "kim"});
    session.flush();
    session.rollback();  // kim stays where it is, with what the program wrote …
    std::cout << kim.name << " is " << to_string(session.state(kim)) << " with key " << kim.id << '\n';
    session.restore(kim);  // … and may be pending again
    session.commit();
    std::cout << kim.name << " is " << to_string(session.state(kim)) << " with key " << kim.id << '\n';

    {
        rowan::Savepoint savepoint = session.begin_nested();
        ed.fullname = "Edward Jones";
        session.flush();
        savepoint.rollback();
    }
    std::cout << ed.fullname << '\n';

    rowan::ObjectRef<User> reference = session.ref(kim);
    User taken = session.expunge(kim);  // moved out again
    std::cout << taken.name << ' ' << (reference.is_valid() ? "is here" : "has left") << '\n';
    session.close();

    const int age = rowan::transaction(engine,
                                       [](rowan::Session& inner) {
                                           User& user = inner.get_one<User>(1);
                                           user.age = *user.age + 1;
                                           return *user.age;
                                       },
                                       {.retries = 3});
    std::cout << "ed is now " << age << '\n';
}
