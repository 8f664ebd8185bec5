// What Oracle would reject, or take for something else, is written in another way or refused by name.
#include "sql_of.hpp"
#include "sql_tables.hpp"
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

namespace rowan::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace users;

std::string sql_of(const Statement& statement) { return test::sql_of(oracle_dialect(), statement); }

TEST(OracleRefusal, ALimitGivesDoubledColumnsNames) {
    EXPECT_EQ(sql_of(select(id, posts::id, name, posts::title.label<"name">()).where(posts::author_id == id).limit(5)),
              "SELECT users.id, posts.id AS id_2, users.name, posts.title AS name_2 FROM users, posts WHERE "
              "posts.author_id = users.id FETCH FIRST :1 ROWS ONLY");
    EXPECT_THAT(sql_of(select(entity<User>, entity<Post>).offset(5)),
                HasSubstr("users.height, posts.id AS id_2, posts.author_id, posts.title, posts.parent_id FROM"));
    EXPECT_EQ(sql_of(select(id, posts::id)), "SELECT users.id, posts.id FROM users, posts");
    EXPECT_EQ(sql_of(select(func::count(), func::max(age), age + 1, age + 2).limit(1)),
              "SELECT count(*), max(users.age), users.age + :1, users.age + :2 AS item FROM users FETCH FIRST :3 "
              "ROWS ONLY");
}

TEST(OracleRefusal, AnOperandHasNoOrder) {
    const auto posts_of_all = select(posts::author_id).order_by(posts::id);
    EXPECT_EQ(sql_of(select(id).where(id.in(posts_of_all), exists(posts_of_all)).order_by(id)),
              "SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts) AND EXISTS (SELECT "
              "posts.author_id FROM posts) ORDER BY users.id");
    EXPECT_EQ(sql_of(select(id).where(id == select(func::max(id)).order_by(func::max(id)).scalar_subquery())),
              "SELECT users.id FROM users WHERE users.id = (SELECT max(users.id) FROM users)");
    EXPECT_EQ(sql_of(select(id).where(id.in(posts_of_all.limit(2)))),
              "SELECT users.id FROM users WHERE users.id IN (SELECT posts.author_id FROM posts ORDER BY posts.id FETCH "
              "FIRST :1 ROWS ONLY)");
    EXPECT_EQ(sql_of(select(id).where(id.in(select(id).union_(posts_of_all).order_by(id)))),
              "SELECT users.id FROM users WHERE users.id IN (SELECT users.id FROM users UNION SELECT * FROM (SELECT "
              "posts.author_id FROM posts ORDER BY posts.id))");
    EXPECT_EQ(sql_of(select(select(id).order_by(id).subquery("x")["id"])),
              "SELECT x.id FROM (SELECT users.id FROM users ORDER BY users.id) x");
}

TEST(OracleRefusal, AnUpsertLeavesTheColumnsThatItCompares) {
    EXPECT_THAT(
        sql_of(
            insert<User>().values(name = "x", age = 3).on_conflict_do_update(conflict_on(name), name = excluded(name))),
        StartsWith("refused: an upsert that sets the column of the conflict ('name') is not possible on oracle"));
}

TEST(OracleRefusal, NumbersOfASequenceAreOfOneRow) {
    const auto number = next_value(sequence("s"));
    EXPECT_THAT(sql_of(insert<User>().values(id = number, name = "x").values(id = number, name = "y")),
                StartsWith("refused: a sequence's number in "));
    EXPECT_THAT(sql_of(select(case_(when(age > 3, number)))), StartsWith("SELECT "));
}

TEST(OracleRefusal, ADateHasNoTimeOfDay) {
    EXPECT_EQ(
        sql_of(select(cast<Date>(func::now()), try_cast<Date>(name))),
        "SELECT TRUNC(CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE)), TRUNC(CAST(users.name AS DATE DEFAULT NULL ON "
        "CONVERSION ERROR)) FROM users");
}

TEST(OracleRefusal, ATimeOfDayInAViewIsAnInterval) {
    const auto late = select(id).where(literal(TimeOfDay{std::chrono::hours(1)}).is_not_null());
    EXPECT_EQ(late.to_sql(*oracle_dialect(), Literals::definition),
              "SELECT users.id FROM users WHERE INTERVAL '0 01:00:00.000000' DAY TO SECOND IS NOT NULL");
}

TEST(OracleRefusal, AVersionThatIsTooOldIsAMistake) {
    EXPECT_NO_THROW((void)oracle_dialect(12'002'000));
    try {
        (void)oracle_dialect(12'002'000 - 1);
        FAIL();
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("no version before Oracle 12.2 (12'002'000)"));
    }
}

TEST(OracleRefusal, ALockIsOfTheWholeStatement) {
    const auto locked = select(id).for_update();
    const auto refused = StartsWith("refused: FOR UPDATE in a subquery, a set operation or a view");
    EXPECT_THAT(sql_of(locked.distinct()), StartsWith("refused: FOR UPDATE with DISTINCT"));
    EXPECT_EQ(sql_of(locked), "SELECT users.id FROM users FOR UPDATE");
    EXPECT_THAT(sql_of(select(locked.subquery("x")["id"])), refused);
    EXPECT_THAT(sql_of(select(name).where(id.in(locked))), refused);
    EXPECT_THAT(sql_of(locked.union_all(select(id))), StartsWith("refused: FOR UPDATE in a set operation"));
}

TEST(OracleRefusal, NothingIsLikeAPatternOfNull) {
    EXPECT_EQ(sql_of(select(id).where(name.starts_with(nick))),
              "SELECT users.id FROM users WHERE users.name LIKE nvl2(users.nick, replace(replace(replace(users.nick, "
              ":1, :2), :3, :4), :5, :6) || :7, NULL) ESCAPE '/'");
    EXPECT_EQ(sql_of(select(id).where(name.not_ilike(nick + "%" + func::replace(name, "a", "b")))),
              "SELECT users.id FROM users WHERE lower(users.name) NOT LIKE lower(nvl2(users.nick, nvl2(users.name, "
              "users.nick || :1 || replace(users.name, :2, :3), NULL), NULL))");
    EXPECT_EQ(sql_of(select(id).where(name.contains("x"), name.like(nick))),
              "SELECT users.id FROM users WHERE users.name LIKE :1 ESCAPE '/' AND users.name LIKE users.nick");
}

TEST(OracleRefusal, ATimeOfDayIsWhatIsPastMidnight) {
    EXPECT_EQ(sql_of(select(cast<TimeOfDay>(func::now()))),
              "SELECT (CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS TIMESTAMP) - TRUNC(SYS_EXTRACT_UTC(SYSTIMESTAMP))) FROM "
              "DUAL");
    EXPECT_EQ(sql_of(select(cast<TimeOfDay>(name), try_cast<TimeOfDay>(name))),
              "SELECT nvl2(users.name, TO_DSINTERVAL('0 ' || users.name), NULL), nvl2(users.name, TO_DSINTERVAL('0 ' "
              "|| users.name DEFAULT NULL ON CONVERSION ERROR), NULL) FROM users");
}

TEST(OracleRefusal, WhatItHasIsWritten) {
    const auto distinct = func::count_distinct(age);
    EXPECT_EQ(
        sql_of(select(distinct.over(), distinct.over(partition_by(active)))),
        "SELECT count(DISTINCT users.age) OVER (), count(DISTINCT users.age) OVER (PARTITION BY users.active) FROM "
        "users");
    const auto refused = StartsWith("refused: DISTINCT in a window function with an order or a frame");
    EXPECT_THAT(sql_of(select(distinct.over(order_by(id)))), refused);
    EXPECT_THAT(sql_of(select(distinct.over(rows(unbounded_preceding)))), refused);
    EXPECT_EQ(test::sql_of(oracle_dialect(12'002'000), select(try_cast<int>(name))),
              "SELECT CAST(users.name AS NUMBER(10) DEFAULT NULL ON CONVERSION ERROR) FROM users");
    const auto joined = update<User>().set(nick = posts::title).where(posts::author_id == id);
    EXPECT_EQ(test::sql_of(oracle_dialect(23'000'000), joined),
              "UPDATE users SET nick = posts.title FROM posts WHERE posts.author_id = users.id");
    EXPECT_THAT(sql_of(joined), StartsWith("refused: UPDATE ... FROM"));
}

}  // namespace
}  // namespace rowan::test
