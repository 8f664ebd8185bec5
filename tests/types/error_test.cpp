#include "support.hpp"

#include <string>

namespace {

using namespace rowan;

TEST(Error, SaysMessageSqlAndParametersInThisOrder) {
    const IntegrityError error("users.email must be unique",
                               {.sql = "INSERT INTO users (email) VALUES (?)",
                                .parameters = "['ed@x']",
                                .code = 2067,
                                .sqlstate = "23505",
                                .database_message = "UNIQUE constraint failed: users.email",
                                .constraint = "uq_users_email",
                                .table = "users",
                                .column = "email"});
    EXPECT_STREQ(error.what(),
                 "users.email must be unique\n  SQL: INSERT INTO users (email) VALUES (?)\n  parameters: ['ed@x']");
    EXPECT_EQ(error.sql(), "INSERT INTO users (email) VALUES (?)");
    EXPECT_EQ(error.parameters(), "['ed@x']");
    EXPECT_EQ(error.code(), 2067);
    EXPECT_EQ(error.sqlstate(), "23505");
    EXPECT_EQ(error.database_message(), "UNIQUE constraint failed: users.email");
    EXPECT_EQ(error.constraint(), "uq_users_email");
    EXPECT_EQ(error.table(), "users");
    EXPECT_EQ(error.column(), "email");
    EXPECT_EQ(error.detail().code, 2067);
}

TEST(Error, WithoutDetailIsJustItsMessage) {
    const ArgumentError error("no such thing");
    EXPECT_STREQ(error.what(), "no such thing");
    EXPECT_EQ(error.sql(), "");
    EXPECT_EQ(error.code(), 0);
}

TEST(Error, LearnsItsStatementOnTheWayAndKeepsItsClass) {
    try {
        try {
            throw TimeoutError("locked", {.code = 5});
        } catch (Error& error) {
            error.add_statement("SELECT 1", "[]");
            error.add_statement("another", "[1]");
            throw;
        }
    } catch (const TimeoutError& error) {
        EXPECT_STREQ(error.what(), "locked\n  SQL: SELECT 1\n  parameters: []");
        EXPECT_EQ(error.code(), 5);
    }
}

TEST(Error, IsCopiedWithoutThrowing) {
    static_assert(std::is_nothrow_copy_constructible_v<DataError>);
    static_assert(std::is_nothrow_copy_assignable_v<DataError>);
    DataError copy("first");
    {
        const DataError error("second", {.sql = "SELECT 2"});
        copy = error;
    }
    EXPECT_STREQ(copy.what(), "second\n  SQL: SELECT 2");
}

}  // namespace
