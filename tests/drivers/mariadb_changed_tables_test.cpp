// Prepared statements whose tables have changed since: they read what is there now, and nothing is done twice.
#include "mariadb_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowan {
namespace {

using test::ask;
using test::message_of;
using test::open_mariadb;
using testing::HasSubstr;

class MariadbChangedTables : public testing::Test {
protected:
    ~MariadbChangedTables() override {
        other->execute(
            "DROP TABLE IF EXISTS changed, logged; DROP FUNCTION IF EXISTS writes; DROP PROCEDURE IF EXISTS p");
    }
    std::int64_t number(std::string_view sql) { return ask(*other, sql).as<std::int64_t>(); }
    static void run(driver::Statement& statement) {
        while (statement.step()) {
        }
        statement.reset();
    }

    std::unique_ptr<driver::Connection> connection = open_mariadb();
    std::unique_ptr<driver::Connection> other = open_mariadb();
};

TEST_F(MariadbChangedTables, AnInsertBehindACommentIsExecutedOnce) {
    other->execute("CREATE TABLE changed (id INT PRIMARY KEY AUTO_INCREMENT, a INT)");
    const auto insert = connection->prepare("/* app */ -- by hand\n INSERT INTO changed (a) VALUES (7) RETURNING *");
    run(*insert);
    other->execute("ALTER TABLE changed ADD b INT");
    EXPECT_THAT(message_of<DatabaseError>([&] { insert->step(); }), HasSubstr("has been executed"));
    insert->reset();
    EXPECT_EQ(number("SELECT count(*) FROM changed"), 2);
    EXPECT_TRUE(insert->step()) << "the next is prepared anew";
    EXPECT_EQ(insert->column_count(), 3);
    insert->reset();
    EXPECT_EQ(number("SELECT count(*) FROM changed"), 3);
}

TEST_F(MariadbChangedTables, AFunctionThatWritesIsCalledOnce) {
    other->execute(
        "CREATE TABLE changed (a INT); INSERT INTO changed VALUES (1); CREATE TABLE logged (x INT);"
        "CREATE FUNCTION writes(x INT) RETURNS INT BEGIN INSERT INTO logged VALUES (x); RETURN x; END");
    const auto select = connection->prepare("SELECT writes(5), changed.* FROM changed");
    run(*select);
    other->execute("ALTER TABLE changed ADD b INT");
    EXPECT_THAT(message_of<DatabaseError>([&] { select->step(); }), HasSubstr("has been executed"));
    select->reset();
    EXPECT_EQ(number("SELECT count(*) FROM logged"), 2);
}

TEST_F(MariadbChangedTables, ACallBehindACommentIsNotStreamed) {
    other->execute(
        "CREATE TABLE logged (x INT);"
        "CREATE PROCEDURE p() BEGIN INSERT INTO logged VALUES (1); SELECT x FROM logged; SELECT 2; END");
    std::int64_t calls = 0;
    for (const char* const sql : {"CALL p()", "/* c */ CALL p()", "-- c\nCALL p()", "/*! CALL p() */"}) {
        const auto call = connection->prepare(sql);
        call->stream();
        ASSERT_TRUE(call->step()) << sql;
        call->reset();
        EXPECT_EQ(ask(*connection, "SELECT count(*) FROM logged"), Value(++calls)) << sql;
    }
}

TEST_F(MariadbChangedTables, ATextThatIsJsonNoMoreIsNotReadAsJson) {
    other->execute("CREATE TABLE changed (a JSON); INSERT INTO changed VALUES ('{}')");
    const auto select = connection->prepare("SELECT a FROM changed");
    ASSERT_TRUE(select->step());
    EXPECT_EQ(select->value(0), Value(JsonText{"{}"}));
    select->reset();
    other->execute("ALTER TABLE changed MODIFY a VARBINARY(9); UPDATE changed SET a = x'ff00fe'");
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE(select->step());
        EXPECT_EQ(select->value(0).as<Bytes>().size(), 3U);
        select->reset();
    }
    other->execute("UPDATE changed SET a = '[]'; ALTER TABLE changed MODIFY a JSON");
    run(*select);
    ASSERT_TRUE(select->step());
    EXPECT_EQ(select->value(0), Value(JsonText{"[]"}));
}

TEST_F(MariadbChangedTables, WhatStaysIsPreparedOnce) {
    other->execute("CREATE TABLE changed (a JSON, b INT); INSERT INTO changed VALUES ('{\"x\": 1}', 2)");
    const auto select = connection->prepare("SELECT *, ?, json_extract(a, '$.x'), b + 1 FROM changed");
    const auto prepared = [&] {
        return ask(*connection,
                   "SELECT variable_value FROM information_schema.session_status "
                   "WHERE variable_name = 'Com_stmt_prepare'")
            .as<std::string>();
    };
    const std::string before = prepared();
    for (int i = 0; i < 5; ++i) {
        select->bind_integer(0, i);
        run(*select);
    }
    EXPECT_EQ(std::stoll(prepared()), std::stoll(before) + 1) << "that of the question";
}

}  // namespace
}  // namespace rowan
