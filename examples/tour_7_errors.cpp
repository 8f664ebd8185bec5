// The tour, part 7: errors.
#include "linkedout.hpp"
#include <rowan/orm.hpp>

#include <iostream>

int main(int argc, char** argv) {
    rowan::Engine engine = rowan::create_engine(argc > 1 ? argv[1] : "sqlite://");
    rowan::metadata<City, User, Post>().create_all(engine);
    rowan::Session session(engine);
    session.add(User{.name = "ed"});
    session.commit();

    User& second = session.add(User{.name = "ed"});
    try {
        session.commit();
    } catch (const rowan::IntegrityError& error) {
        // Some databases name the column, some the constraint.
        std::cout << "constraint on " << error.table() << '.'
                  << (error.column().empty() ? error.constraint() : error.column()) << '\n'
                  << error.sql() << '\n';
    }
    try {
        session.commit();
    } catch (const rowan::PendingRollbackError&) {
        std::cout << "the session waits for rollback\n";
    }
    session.rollback();  // nothing is half-written, and the object has what the program wrote
    second.name = "eddie";
    session.restore(second);
    session.commit();
    std::cout << second.name << ' ' << second.id << '\n';

    try {
        session.query<User>().filter_by(rowan::col<&User::name> = "nobody").one();
    } catch (const rowan::NoResultFound&) {
        std::cout << "no result\n";
    }
    try {
        rowan::create_engine("oracle://scott@db/orcl");
    } catch (const rowan::ArgumentError& error) {
        std::cout << "no such engine here\n";
    }
}
