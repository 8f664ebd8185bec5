// What SQL Server would reject, or take for something else, is written in another way or refused by name.
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

std::string sql_of(const Statement& statement) { return test::sql_of(mssql_dialect(), statement); }

TEST(MssqlRefusal, ALockReachesTables) {
    const auto inner = select(id).subquery("inner");
    const auto cte = select(id).cte("c");
    EXPECT_THAT(sql_of(select(inner["id"]).for_update()), StartsWith("refused: FOR UPDATE of a subquery or a CTE"));
    EXPECT_THAT(sql_of(select(cte["id"]).for_update()), StartsWith("refused: FOR UPDATE of a subquery or a CTE"));
    EXPECT_EQ(sql_of(select(name, inner["id"]).where(inner["id"] == id).for_update({.of = {entity<User>}})),
              "SELECT users.name, [inner].id FROM users WITH (UPDLOCK, ROWLOCK), (SELECT users.id FROM users) AS "
              "[inner] WHERE [inner].id = users.id");
    EXPECT_EQ(sql_of(select(select(id).for_update().subquery("x")["id"])),
              "SELECT x.id FROM (SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK)) AS x");
    EXPECT_THAT(sql_of(select(id).for_update({.of = {entity<Post>}})),
                StartsWith("mistaken: FOR UPDATE OF: the table 'posts' does not stand in FROM"));
}

TEST(MssqlRefusal, ABracketInAPatternIsItself) {
    EXPECT_EQ(sql_of(select(id).where(name.like("a[%"))),
              "SELECT users.id FROM users WHERE users.name LIKE replace(@P1, '[', '[[]')");
    EXPECT_EQ(sql_of(select(id).where(name.not_like("a[%", '['))),
              "SELECT users.id FROM users WHERE users.name NOT LIKE @P1 ESCAPE '['");
    EXPECT_EQ(sql_of(select(id).where(name.ilike("a/[b", '/'))),
              "SELECT users.id FROM users WHERE lower(users.name) LIKE replace(replace(replace(replace(replace("
              "lower(@P1), '[', '[1'), '//', '[2'), '/[1', '[1'), '[2', '//'), '[1', '/[') ESCAPE '/'");
    EXPECT_THAT(sql_of(select(id).where(name.like("a1[b", '1'))),
                HasSubstr("(@P1, '[', '[3'), '11', '[4'), '1[3', '[3'), '[4', '11'), '[3', '1[') ESCAPE '1'"));
}

TEST(MssqlRefusal, ANullOfAMergeHasItsType) {
    EXPECT_EQ(sql_of(insert<User>()
                         .values(name = "x", born = std::nullopt)
                         .on_conflict_do_update(conflict_on(name), born = excluded(born))),
              "MERGE INTO users WITH (HOLDLOCK) USING (SELECT @P1 AS name, CAST(NULL AS DATE) AS born) AS excluded ON "
              "(users.name = excluded.name) WHEN MATCHED THEN UPDATE SET born = excluded.born WHEN NOT MATCHED THEN "
              "INSERT (name, born) VALUES (excluded.name, excluded.born);");
}

TEST(MssqlRefusal, AnOrderInsideHasALimit) {
    EXPECT_EQ(sql_of(select(id).where(id.in(select(posts::id).order_by(posts::id)))),
              "SELECT users.id FROM users WHERE users.id IN (SELECT posts.id FROM posts)");
    EXPECT_EQ(
        sql_of(select(select(id).union_(select(posts::id)).order_by(id).subquery("x")["id"])),
        "SELECT x.id FROM (SELECT users.id FROM users UNION SELECT posts.id FROM posts ORDER BY id OFFSET 0 ROWS) "
        "AS x");
}

TEST(MssqlRefusal, ANumberOfASequenceIsNoPartOfAValueThatMayBeLeftOut) {
    const auto number = next_value(sequence("s"));
    const auto refused = StartsWith("refused: a sequence's number in ");
    EXPECT_THAT(sql_of(insert<User>().values(id = number, name = "x").values(id = number, name = "y")),
                StartsWith("INSERT "));
    EXPECT_THAT(sql_of(select(case_(when(age > 3, number)))), refused);
    EXPECT_THAT(sql_of(select(func::coalesce(age, number))), refused);
    EXPECT_THAT(
        sql_of(insert<User>().values(name = "x", age = 1).on_conflict_do_update(conflict_on(name), age = number)),
        refused);
}

TEST(MssqlRefusal, OutputIsOfTheRowAlone) {
    const auto row = insert<User>().values(name = "x");
    EXPECT_THAT(sql_of(row.returning(id, select(func::count()).scalar_subquery())),
                StartsWith("refused: a subquery in OUTPUT"));
    EXPECT_THAT(sql_of(row.returning(exists(select(posts::id)) && age > 3)),
                StartsWith("refused: a subquery in OUTPUT"));
    EXPECT_THAT(sql_of(delete_from<User>().where(id == 1).returning(id.in(select(posts::id)))),
                StartsWith("refused: a subquery in OUTPUT"));
    EXPECT_THAT(sql_of(update<User>().set(age = 1).where(id == 1).returning(func::max(age) + 1)),
                StartsWith("refused: an aggregate in OUTPUT"));
}

TEST(MssqlRefusal, AValueSortsNothing) {
    EXPECT_THAT(sql_of(select(id).order_by(id, literal(2).desc())), StartsWith("refused: ORDER BY of a value"));
    EXPECT_THAT(sql_of(select(func::count()).group_by(literal(1))), StartsWith("refused: GROUP BY of a value"));
    EXPECT_EQ(sql_of(select(id).order_by(age + 1)), "SELECT users.id FROM users ORDER BY users.age + @P1");
}

TEST(MssqlRefusal, ADistinctIsSortedByWhatItGives) {
    EXPECT_THAT(sql_of(select(age).distinct().order_by(age.asc().nulls_last())),
                StartsWith("refused: this place of NULLs in the order of a SELECT DISTINCT"));
    EXPECT_EQ(sql_of(select(age, nick).distinct().order_by(age.asc().nulls_first(), nick.desc().nulls_last())),
              "SELECT DISTINCT users.age, users.nick FROM users ORDER BY users.age, users.nick DESC");
}

TEST(MssqlRefusal, ColumnsOfSubqueriesHaveNames) {
    const auto both = select(id, posts::id, func::count(), age + 1).where(posts::author_id == id);
    const auto inner = both.subquery("x");
    EXPECT_EQ(sql_of(select(func::count()).select_from(inner)),
              "SELECT count_big(*) FROM (SELECT users.id, posts.id AS id_2, count_big(*) AS count, users.age + @P1 AS "
              "item FROM users, posts WHERE posts.author_id = users.id) AS x");
    EXPECT_THAT(sql_of(select(inner["id"])),
                StartsWith("mistaken: 'x' has more than one column 'id': give them names"));
    EXPECT_THAT(sql_of(select(inner)), StartsWith("SELECT x.id, x.id_2, x.count, x.item FROM (SELECT users.id, "));
    EXPECT_EQ(sql_of(select(func::count()).select_from(select(age + 1).union_all(select(id)).cte("c"))),
              "WITH c AS (SELECT users.age + @P1 AS item FROM users UNION ALL SELECT users.id FROM users) SELECT "
              "count_big(*) FROM c");
    EXPECT_EQ(sql_of(select(select(age + 1).cte("c", {.columns = {"n"}})["n"])),
              "WITH c (n) AS (SELECT users.age + @P1 FROM users) SELECT c.n FROM c");
    EXPECT_EQ(
        sql_of(select(age + 1).order_by(id).limit(1).union_all(select(id))),
        "SELECT * FROM (SELECT TOP (@P1) users.age + @P2 AS item FROM users ORDER BY users.id) AS part_1 UNION ALL "
        "SELECT users.id FROM users");
}

TEST(MssqlRefusal, AVersionThatIsTooOldIsAMistake) {
    EXPECT_NO_THROW((void)mssql_dialect(14'000'000));
    try {
        (void)mssql_dialect(14'000'000 - 1);
        FAIL();
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("no version before SQL Server 2017 (14'000'000)"));
    }
}

TEST(MssqlRefusal, AChoiceAmongValuesIsNoSubquery) {
    const DialectPtr newer = mssql_dialect(16'000'000);
    EXPECT_EQ(sql_of(select(func::greatest(age, 7))),
              "SELECT CASE WHEN users.age >= @P1 THEN users.age ELSE @P1 END FROM users");
    EXPECT_EQ(
        sql_of(select(func::max(func::least(age, id, 3)))),
        "SELECT max(CASE WHEN (users.age <= users.id OR users.id IS NULL) AND users.age <= @P1 THEN users.age WHEN "
        "users.id <= @P1 THEN users.id ELSE @P1 END) FROM users");
    EXPECT_EQ(test::sql_of(newer, select(func::greatest(age, 7))), "SELECT greatest(users.age, @P1) FROM users");
    EXPECT_THAT(sql_of(update<User>().set(age = 1).where(id == 1).returning(func::greatest(age, id))),
                HasSubstr(" OUTPUT CASE WHEN inserted.age >= inserted.id OR inserted.id IS NULL THEN inserted.age ELSE "
                          "inserted.id END WHERE "));
}

TEST(MssqlRefusal, ADistinctionIsNoSubquery) {
    const auto where = [](const Predicate& condition) {
        return sql_of(select(id).where(condition)).substr(std::string("SELECT users.id FROM users WHERE ").size());
    };
    EXPECT_EQ(where(nick.is_distinct_from(name)),
              "((users.nick <> users.name OR users.nick IS NULL OR users.name IS NULL) AND (users.nick IS NOT NULL OR "
              "users.name IS NOT NULL))");
    EXPECT_EQ(
        where(nick.is_not_distinct_from(name)),
        "(users.nick = users.name AND users.nick IS NOT NULL AND users.name IS NOT NULL OR users.nick IS NULL AND "
        "users.name IS NULL)");
    EXPECT_EQ(where(nick.is_distinct_from("x")), "(users.nick <> @P1 OR users.nick IS NULL)");
    EXPECT_EQ(where(nick.is_not_distinct_from("x")), "(users.nick = @P1 AND users.nick IS NOT NULL)");
    EXPECT_EQ(where(nick.is_distinct_from(std::nullopt)), "users.nick IS NOT NULL");
    EXPECT_EQ(sql_of(select(func::count().filter(nick.is_distinct_from("x")))),
              "SELECT count_big(CASE WHEN (users.nick <> @P1 OR users.nick IS NULL) THEN 1 END) FROM users");
    EXPECT_EQ(test::sql_of(mssql_dialect(16'000'000), select(id).where(nick.is_distinct_from(name))),
              "SELECT users.id FROM users WHERE users.nick IS DISTINCT FROM users.name");
}

TEST(MssqlRefusal, NeitherAnAggregateNorAGroupHasASubquery) {
    const auto newest = select(func::max(posts::id)).scalar_subquery();
    EXPECT_THAT(sql_of(select(func::sum(newest))), StartsWith("refused: a subquery in an aggregate"));
    EXPECT_THAT(sql_of(select(func::count().filter(exists(select(posts::id))))),
                StartsWith("refused: a subquery in an aggregate"));
    EXPECT_THAT(sql_of(select(func::count()).group_by(age + newest)), StartsWith("refused: a subquery in GROUP BY"));
}

TEST(MssqlRefusal, ASumOfIntegersIsOf64Bits) {
    EXPECT_EQ(sql_of(select(func::sum(age), func::sum(height), func::sum(age).over())),
              "SELECT sum(CAST(users.age AS BIGINT)), sum(users.height), sum(CAST(users.age AS BIGINT)) OVER () FROM "
              "users");
    EXPECT_EQ(sql_of(select(func::sum(age).filter(active))),
              "SELECT sum(CAST(CASE WHEN users.active = 1 THEN users.age END AS BIGINT)) FROM users");
    EXPECT_EQ(sql_of(select(func::sum(case_(when(active, height)).else_(0.0)))),
              "SELECT sum(CASE WHEN users.active = 1 THEN users.height ELSE @P1 END) FROM users");
}

TEST(MssqlRefusal, APageHasRows) {
    const auto refused = StartsWith("refused: a limit of 0 behind an offset or of a set operation");
    EXPECT_THAT(sql_of(select(id).slice(2, 2)), refused);
    EXPECT_THAT(sql_of(select(id).union_(select(posts::id)).limit(0)), refused);
    EXPECT_EQ(sql_of(select(id).limit(0)), "SELECT TOP (@P1) users.id FROM users");
}

TEST(MssqlRefusal, AColumnSortsOnce) {
    EXPECT_EQ(sql_of(select(id).order_by(id, age.desc(), id.desc(), age + 1)),
              "SELECT users.id FROM users ORDER BY users.id, users.age DESC, users.age + @P1");
}

TEST(MssqlRefusal, LiteralsOfAViewSayTheirType) {
    const auto view = [](const auto& value) {
        return select(literal(value).template label<"x">()).to_sql(*mssql_dialect(), Literals::definition);
    };
    const Date day = std::chrono::sys_days(std::chrono::year(2024) / 2 / 29);
    EXPECT_EQ(view(day), "SELECT CAST('2024-02-29' AS DATE) AS x");
    EXPECT_EQ(view(Timestamp(day)), "SELECT CAST('2024-02-29 00:00:00.000000' AS DATETIME2) AS x");
    EXPECT_EQ(view(TimeOfDay{std::chrono::hours(1)}), "SELECT CAST('01:00:00.000000' AS TIME) AS x");
    EXPECT_EQ(view(true), "SELECT CAST(1 AS BIT) AS x");
    EXPECT_EQ(view(Uuid{}), "SELECT CAST('00000000-0000-0000-0000-000000000000' AS UNIQUEIDENTIFIER) AS x");
    EXPECT_EQ(view("a\\b\\"), "SELECT N'a\\b\\' AS x");
    EXPECT_EQ(view("a\\\nb"), "SELECT (N'a\\' + N'\nb') AS x");
}

TEST(MssqlRefusal, TheGreatestOfBooleansIsANumber) {
    EXPECT_EQ(
        sql_of(select(func::max(active), func::min(age > 3), func::max(age))),
        "SELECT max(CAST(users.active AS TINYINT)), min(CAST(CASE WHEN users.age > @P1 THEN 1 WHEN NOT (users.age "
        "> @P1) THEN 0 END AS TINYINT)), max(users.age) FROM users");
}

}  // namespace
}  // namespace rowan::test
