// Columns that are known at run time only, with the methods of expressions.
#include <rowan/engine.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/sql.hpp>

#include <gtest/gtest.h>

namespace rowan {
namespace {

class TableColumns : public testing::Test {
protected:
    MetaData reflected() {
        connection.execute(text("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INT, extra TEXT)"));
        connection.execute(
            text("INSERT INTO users VALUES (1, 'ed', 30, '{\"a\": 7}'), (2, 'wendy', NULL, NULL), "
                 "(3, 'Edna', 50, NULL)"));
        connection.commit();
        MetaData found;
        found.reflect(connection);
        return found;
    }
    std::string ids(const Predicate& condition) {
        std::string found;
        for (const Row& row :
             connection.execute(select(users["id"]).where(condition).order_by(users["id"])).fetch_all())
            found += std::to_string(row[0].as<int>());
        return found;
    }

    Engine engine = create_engine("sqlite://");
    Connection connection = engine.connect();
    MetaData metadata = reflected();
    Table users = metadata.table("users");
};

TEST_F(TableColumns, HaveTheMethodsOfExpressions) {
    EXPECT_EQ(ids(users["name"].like("ed%")), "13");
    EXPECT_EQ(ids(users["name"].not_like("ed%")), "2");
    EXPECT_EQ(ids(users["name"].starts_with("wen")), "2");
    EXPECT_EQ(ids(users["name"].contains("d")), "123");
    EXPECT_EQ(ids(users["id"].in({1, 3})), "13");
    EXPECT_EQ(ids(users["id"].not_in({1, 3})), "2");
    EXPECT_EQ(ids(users["name"].in({"ed", "wendy"})), "12");
    EXPECT_EQ(ids(users["id"].in(std::vector<int>{2})), "2");
    EXPECT_EQ(ids(users["id"].in(select(users["age"] - 29))), "1");
    EXPECT_EQ(ids(users["age"].is_null()), "2");
    EXPECT_EQ(ids(users["age"].is_not_null()), "13");
    EXPECT_EQ(ids(users["age"].between(30, 40)), "1");
    EXPECT_EQ(ids(users["age"].is_distinct_from(30)), "23");
    EXPECT_EQ(ids(users["name"].collate("BINARY") == "Edna" || !(users["id"] > 1)), "13");
    EXPECT_EQ(ids(users["extra"]["a"].as<int>() == 7), "1");
}

TEST_F(TableColumns, OrderAndNameWhatIsSelected) {
    const auto rows = connection
                          .execute(select(users["name"].label("who"), users["age"].label<"years">())
                                       .order_by(users["age"].desc().nulls_last()))
                          .fetch_all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].get<0>().as<std::string>(), "Edna");
    EXPECT_EQ(rows[0].get<"years">().as<int>(), 50);
    EXPECT_TRUE(rows[2].get<"years">().is_null());
}

TEST_F(TableColumns, AreAssignedTo) {
    connection.execute(update(users).set(users["age"] = 31, users["extra"] = users["name"]).where(users["id"] == 1));
    EXPECT_EQ(connection.scalar(select(users["extra"]).where(users["age"] == 31)).as<std::string>(), "ed");
    connection.execute(update(users).set(users["age"] = std::nullopt).where(users["id"] == 1));
    EXPECT_EQ(ids(users["age"].is_null()), "12");
}

TEST_F(TableColumns, TellWhatTheColumnIs) {
    const TableColumn id = users["id"];
    EXPECT_TRUE(id.primary_key());
    EXPECT_EQ(id.name(), "id");
    EXPECT_EQ(id.table, users);
    EXPECT_THROW(users["nmae"], ArgumentError);
}

}  // namespace
}  // namespace rowan
