// A table made of what a query gives.
#include <rowan/engine/create_table_as.hpp>

#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"

#include <gmock/gmock.h>

namespace rowan::rules {
namespace {

using test::message_of;
using testing::HasSubstr;

class CreateTableAs : public RulesTest {
protected:
    CreateTableAs() {
        for (int i = 0; i < 30; ++i)
            session.add(User{.name = "it's \\ " + std::to_string(i), .age = i});
        session.commit();
    }
    const Table users = metadata.table("users");
};

TEST_F(CreateTableAs, HasTheRowsOfTheQuery) {
    Connection connection = engine.connect();
    const Table grown_up = create_table_as(connection, "grown_up",
                                           select(users["id"], users["name"], (users["age"] + 1).label("next"))
                                               .where(users["age"] >= 18, users["name"] != "it's \\ 20"));
    EXPECT_EQ(connection.scalar(select(func::count()).select_from(grown_up)), Value(11));
    EXPECT_EQ(connection.scalar(select(grown_up["next"]).where(grown_up["name"] == "it's \\ 29")), Value(30));
    connection.commit();
    EXPECT_EQ(number("SELECT count(*) FROM grown_up"), 11);
    MetaData found;
    found.reflect(engine, {.only = {"grown_up"}});
    EXPECT_EQ(found.table("grown_up").columns().size(), 3U);
}

TEST_F(CreateTableAs, TakesListsParametersAndSetOperations) {
    std::vector<int> ages;
    for (int i = 0; i < 25; ++i)
        ages.push_back(i);
    Connection connection = engine.connect();
    const auto some = select(users["id"]).where(users["age"].in(ages), users["age"] > parameter<int>("least"));
    const Table made = create_table_as(
        connection, "some", some.union_all(select(users["id"]).where(users["age"] == 29)), {}, {{"least", 9}});
    EXPECT_EQ(connection.scalar(select(func::count()).select_from(made)), Value(16));
    EXPECT_THROW(create_table_as(connection, "none", some), ArgumentError) << "a parameter has no value";
    connection.rollback();
}

TEST_F(CreateTableAs, IsTemporaryWhereThatIsSaid) {
    Connection connection = engine.connect();
    const Table mine =
        create_table_as(connection, "mine", select(users["name"]).where(users["age"] == 7), {.temporary = true});
    EXPECT_EQ(connection.scalar(select(mine["name"])), Value("it's \\ 7"));
    connection.commit();
    Connection other = engine.connect();
    EXPECT_THROW(other.scalar(select(mine["name"])), DatabaseError);
}

TEST_F(CreateTableAs, RefusesWhatIsNoQuery) {
    Connection connection = engine.connect();
    EXPECT_THROW(create_table_as(connection, "x", insert(users).values({{"name", "x"}})), ArgumentError);
    EXPECT_THAT(message_of<ArgumentError>([&] { create_table_as(connection, "x", select(users["age"] + 1)); }),
                HasSubstr("label"));
    EXPECT_THROW(create_table_as(connection, "users", select(users["id"])), DatabaseError) << "there is one";
    connection.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 30);
}

}  // namespace
}  // namespace rowan::rules
