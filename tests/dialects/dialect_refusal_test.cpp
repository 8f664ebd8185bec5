// What databases other than SQLite can't do, by version, is refused by name or written in another way. The constructs
// that SQLAlchemy sends though the server rejects them, or drops silently, each have a line here.
#include "sql_of.hpp"
#include "sql_tables.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/view.hpp>
#include <rowan/sql.hpp>
#include <rowan/sql/shape.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;
using namespace users;

std::string table_sql(const DialectPtr& dialect, const Table& table) {
    try {
        return dialect->ddl()->create_table(table.data());
    } catch (const UnsupportedError& error) {
        return std::string("refused: ") + error.what();
    }
}

// --- what SQLAlchemy sends in vain ---------------------------------------------------------------------------------

TEST(DialectRefusal, ReturningIsNotSentToMysql) {
    const auto statement = insert<User>().values(name = "x").returning(id);
    EXPECT_EQ(sql_of(mysql_dialect(), statement),
              "refused: RETURNING is not possible on mysql: select the rows in the same transaction");
    EXPECT_THAT(sql_of(mariadb_dialect(10'004'000), statement),
                StartsWith("refused: RETURNING is not possible on mariadb"));
    EXPECT_THAT(sql_of(mariadb_dialect(10'005'000), statement), HasSubstr(" RETURNING users.id"));
}

TEST(DialectRefusal, IntersectAllIsNotSentWhereThereIsNone) {
    const auto statement = select(id).intersect_all(select(posts::id));
    EXPECT_THAT(sql_of(sqlite_dialect(), statement), StartsWith("refused: INTERSECT ALL is not possible on sqlite"));
    EXPECT_THAT(sql_of(mssql_dialect(), statement), StartsWith("refused: INTERSECT ALL is not possible on mssql"));
    EXPECT_THAT(sql_of(oracle_dialect(19'000'000), statement),
                StartsWith("refused: INTERSECT ALL is not possible on oracle"));
    EXPECT_THAT(sql_of(oracle_dialect(21'000'000), statement), HasSubstr(" INTERSECT ALL "));
    EXPECT_THAT(sql_of(mysql_dialect(8'000'030), statement), StartsWith("refused: INTERSECT"));
    EXPECT_THAT(sql_of(mysql_dialect(8'000'031), statement), HasSubstr(" INTERSECT ALL "));
}

TEST(DialectRefusal, NullsLastIsASecondKeyWhereThereIsNone) {
    const auto statement = select(id).order_by(age.asc().nulls_last());
    EXPECT_EQ(sql_of(mysql_dialect(), statement), "SELECT users.id FROM users ORDER BY users.age IS NULL, users.age");
    EXPECT_EQ(sql_of(mssql_dialect(), statement),
              "SELECT users.id FROM users ORDER BY CASE WHEN users.age IS NULL THEN 1 ELSE 0 END, users.age");
}

TEST(DialectRefusal, FullJoinIsNotSentToMysql) {
    const auto statement = select(name).full_join<Post>(posts::author_id == id);
    EXPECT_THAT(sql_of(mysql_dialect(), statement), StartsWith("refused: FULL JOIN is not possible on mysql"));
    EXPECT_THAT(sql_of(mariadb_dialect(), statement), StartsWith("refused: FULL JOIN is not possible on mariadb"));
}

TEST(DialectRefusal, ExistsIsAValueEverywhere) {
    const auto statement = select(exists(select(id)));
    EXPECT_EQ(sql_of(mssql_dialect(), statement),
              "SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END");
    EXPECT_EQ(sql_of(oracle_dialect(19'000'000), statement),
              "SELECT CASE WHEN EXISTS (SELECT users.id FROM users) THEN 1 ELSE 0 END FROM DUAL");
    EXPECT_EQ(sql_of(oracle_dialect(23'000'000), statement), "SELECT EXISTS (SELECT users.id FROM users) FROM DUAL");
}

TEST(DialectRefusal, ALockIsNeverDropped) {
    const auto statement = select(id).for_update({.skip_locked = true});
    EXPECT_THAT(sql_of(sqlite_dialect(), statement), StartsWith("refused: FOR UPDATE"));
    EXPECT_EQ(sql_of(mssql_dialect(), statement), "SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK, READPAST)");
    EXPECT_THAT(sql_of(mysql_dialect(5'006'000), statement), StartsWith("refused: SKIP LOCKED"));
    EXPECT_EQ(sql_of(mariadb_dialect(), statement), "SELECT users.id FROM users FOR UPDATE SKIP LOCKED");
    EXPECT_EQ(sql_of(mysql_dialect(5'006'000), select(id).for_share()),
              "SELECT users.id FROM users LOCK IN SHARE MODE");
    EXPECT_THAT(sql_of(oracle_dialect(), select(id).limit(1).for_update()),
                StartsWith("refused: FOR UPDATE with a limit is not possible on oracle"));
}

TEST(DialectRefusal, ALockIsOfRowsThatThereAre) {
    const auto number = select(func::row_number().over(order_by(id))).for_update();
    const auto count = select(func::count()).for_update();
    const auto own = select(name, posts::title).left_join<Post>(posts::author_id == id).for_update();
    EXPECT_THAT(sql_of(postgresql_dialect(), number),
                StartsWith("refused: FOR UPDATE with a window function is not possible on postgresql"));
    EXPECT_THAT(sql_of(postgresql_dialect(), count),
                StartsWith("refused: FOR UPDATE with an aggregate is not possible on postgresql"));
    EXPECT_THAT(sql_of(oracle_dialect(), count), StartsWith("refused: FOR UPDATE with an aggregate"));
    EXPECT_THAT(sql_of(oracle_dialect(), number), HasSubstr("FOR UPDATE"));
    EXPECT_THAT(sql_of(postgresql_dialect(), own),
                StartsWith("refused: FOR UPDATE of the table on the side of an outer"));
    EXPECT_THAT(sql_of(mariadb_dialect(), own), HasSubstr("FOR UPDATE"));
    for (const auto& statement :
         {select(name).left_join<Post>(posts::author_id == id).for_update({.of = {entity<User>}}),
          select(name).left_join<Post>(posts::author_id == id).where(posts::id > 3).for_update()})
        EXPECT_THAT(sql_of(postgresql_dialect(), statement), HasSubstr("FOR UPDATE"));
    EXPECT_THAT(sql_of(postgresql_dialect(),
                       select(name).right_join<Post>(posts::author_id == id).for_update({.of = {entity<User>}})),
                StartsWith("refused: FOR UPDATE of the table on the side of an outer"));
}

TEST(DialectRefusal, ALimitedSubqueryOfTheRowAroundItNeedsLateral) {
    const auto last = select(posts::id).where(posts::author_id == id).order_by(posts::id).limit(1);
    for (const auto& condition : {id.in(last), id > any_(last)}) {
        EXPECT_THAT(sql_of(mariadb_dialect(), select(name).where(condition)),
                    StartsWith("refused: a limit in a subquery behind IN, ANY or ALL that reads the statement around"));
        EXPECT_THAT(sql_of(mysql_dialect(8'000'014), select(name).where(condition)), HasSubstr("(SELECT * FROM ("));
    }
    const FromItem u(sql::alias(users_table().source(), "u"));
    const auto twice = delete_from<User>().where(exists(select(u["id"]).where(u["name"] == name, u["id"] < id)));
    EXPECT_THAT(sql_of(mysql_dialect(5'006'000), twice),
                StartsWith("refused: a subquery that reads the table which is written, and the statement around"));
    EXPECT_THAT(sql_of(mariadb_dialect(), twice), StartsWith("DELETE FROM users WHERE EXISTS (SELECT u.id FROM"));
}

TEST(DialectRefusal, HavingOfARollupsExpressionIsNotSentToMysql) {
    const auto statement = select(func::count()).group_by(rollup(age + 1)).having(age + 1 > 3);
    EXPECT_THAT(sql_of(mysql_dialect(), statement), StartsWith("refused: HAVING of an expression that rollup() has"));
    EXPECT_EQ(sql_of(mysql_dialect(), select(func::count()).group_by(age + 1).having(age + 1 > 3)),
              "SELECT count(*) FROM users GROUP BY users.age + ? HAVING min(users.age + ?) > ?");
    const FromItem u(sql::alias(users_table().source(), ""));
    EXPECT_EQ(sql_of(mysql_dialect(),
                     select(func::count()).group_by(age + 1).where(u["id"] == id).having(u.column<int>("age") + 1 > 3)),
              "SELECT count(*) FROM users AS users_1, users WHERE users_1.id = users.id GROUP BY users.age + ? HAVING "
              "users_1.age + ? > ?")
        << "another table's expression is no group";
}

TEST(DialectRefusal, TuplesAreNotSentToSqlServer) {
    EXPECT_THAT(sql_of(mssql_dialect(), select(id).where(tuple_(id, age).in(select(posts::id, posts::parent_id)))),
                StartsWith("refused: a tuple is not possible on mssql"));
    EXPECT_EQ(sql_of(mssql_dialect(), select(id).where(tuple_(id, age) == tuple_(1, 2))),
              "SELECT users.id FROM users WHERE (users.id = @P1 AND users.age = @P2)");
}

// --- by version ----------------------------------------------------------------------------------------------------

TEST(DialectRefusal, AnOldMysqlIsToldByName) {
    const DialectPtr old = mysql_dialect(5'006'000);
    EXPECT_EQ(sql_of(old, select(select(id).cte("c")["id"])),
              "refused: WITH is not possible on mysql: use a subquery instead");
    EXPECT_THAT(sql_of(old, select(func::rank().over())),
                StartsWith("refused: a window function is not possible on mysql"));
    EXPECT_THAT(sql_of(old, select(profile["a"].as<int>())), StartsWith("refused: a path into a JSON document"));
    EXPECT_THAT(sql_of(old, select(id).except_(select(posts::id))),
                StartsWith("refused: EXCEPT is not possible on mysql"));
    EXPECT_EQ(sql_of(old, select(cast<double>(age))), "SELECT (users.age + 0e0) FROM users");
    EXPECT_EQ(sql_of(old, insert<Post>()
                              .values(posts::id = 1, posts::title = "x")
                              .on_conflict_do_update(conflict_on(posts::id), posts::title = excluded(posts::title))),
              "INSERT INTO posts (id, title) VALUES (?, ?) ON DUPLICATE KEY UPDATE title = VALUES(title)");
    MetaData metadata;
    EXPECT_EQ(table_sql(old, Table("t", metadata, Column("a", Integer{}, check("a > 0")))),
              "refused: table 't': mysql has no CHECK constraints");
    EXPECT_THAT(table_sql(old, Table("u", metadata, Column("a", Integer{}, server_default(text("1 + 1"))))),
                StartsWith("refused: column 'u.a': mysql has no defaults that are expressions"));
    EXPECT_EQ(
        table_sql(old, Table("w", metadata, Column("a", String{}, server_default("x")))),
        "refused: column 'w.a': mysql has no defaults of long texts before 8.0.13: give it a length, String{200}");
    EXPECT_THAT(table_sql(old, Table("v", metadata, Column("a", Integer{}), Column("b", Integer{}, computed("a + 1")))),
                StartsWith("refused: table 'v': mysql has no computed columns"));
}

std::string schema_sql(const DialectPtr& dialect, const MetaData& metadata) {
    std::string all;
    try {
        for (const std::string& sql : dialect->ddl()->create_statements(metadata.unsorted_tables(), {}))
            all += sql + "\n";
    } catch (const UnsupportedError& error) {
        return std::string("refused: ") + error.what();
    }
    return all;
}

/// A column has 767 bytes in an index there, and a character 4 of them.
TEST(DialectRefusal, IndexesOfAnOldMysqlTakeTheBeginningOfLongTexts) {
    MetaData metadata;
    Table("t", metadata, Column("id", Integer{}, primary_key), Column("code", String{}, unique),
          Column("body", Text{}, indexed), Column("title", String{300}, indexed),
          Column("name", String{1000}, indexed));
    EXPECT_THAT(schema_sql(mysql_dialect(5'006'024), metadata),
                AllOf(HasSubstr("code VARCHAR(191),"), HasSubstr(" (body(191))"), HasSubstr(" (title(191))"),
                      HasSubstr(" (name(191))")));
    EXPECT_THAT(schema_sql(mysql_dialect(5'007'009), metadata),
                AllOf(HasSubstr("code VARCHAR(255),"), HasSubstr(" (body(255))"), HasSubstr(" (title)"),
                      HasSubstr(" (name(768))")));
    MetaData other;
    Table("u", other, Column("body", Text{}), Index({"body"}, {.unique = true}));
    EXPECT_EQ(schema_sql(mysql_dialect(5'006'024), other),
              "refused: table 'u': mysql has no unique indexes of long texts ('body'): give it a length, at most "
              "String{191}");
}

TEST(DialectRefusal, NewerVersionsSayMore) {
    EXPECT_EQ(sql_of(mssql_dialect(16'000'000), select(id).where(nick.is_distinct_from(name))),
              "SELECT users.id FROM users WHERE users.nick IS DISTINCT FROM users.name");
    EXPECT_EQ(sql_of(mssql_dialect(16'000'000), select(age.shift_left(1))), "SELECT users.age << @P1 FROM users");
    EXPECT_EQ(sql_of(oracle_dialect(21'000'000), select(id).except_all(select(posts::id))),
              "SELECT users.id FROM users EXCEPT ALL SELECT posts.id FROM posts");
    MetaData metadata;
    const Table t("t", metadata, Column("a", Integer{}), Column("b", Integer{}, computed("a + 1")));
    EXPECT_THAT(table_sql(postgresql_dialect(15'000'000), t), HasSubstr("GENERATED ALWAYS AS (a + 1) STORED"));
    EXPECT_THAT(table_sql(postgresql_dialect(18'000'000), t), HasSubstr("GENERATED ALWAYS AS (a + 1) VIRTUAL"));
}

// --- parameters ----------------------------------------------------------------------------------------------------

TEST(DialectParameters, AreNumberedInTheOrderOfTheText) {
    const auto adults = select(id).where(age >= 18).cte("adults");
    const Compiled compiled =
        postgresql_dialect()->compile(select(name).where(name == "x", id.in(select(adults.column<int>("id")))));
    EXPECT_EQ(compiled.sql,
              "WITH adults AS (SELECT users.id FROM users WHERE users.age >= $1) SELECT users.name FROM users WHERE "
              "users.name = $2 AND users.id IN (SELECT adults.id FROM adults)");
    ASSERT_EQ(compiled.parameters.size(), 2u);
    EXPECT_NE(compiled.parameters[0].index, compiled.parameters[1].index);
}

TEST(DialectParameters, AnExpressionUsedTwiceIsTheSame) {
    const auto old = age > 30;
    const Compiled compiled = postgresql_dialect()->compile(select(old, func::count()).group_by(old));
    EXPECT_EQ(compiled.sql, "SELECT users.age > $1, count(*) FROM users GROUP BY users.age > $1");
    EXPECT_EQ(compiled.parameters.size(), 1u);
    EXPECT_EQ(mysql_dialect()->compile(select(old, func::count()).group_by(old)).parameters.size(), 2u);
}

TEST(DialectParameters, AnExpressionWrittenAgainIsTheSameWhereItIsGroupedBy) {
    const auto sql = [](const auto& statement) { return postgresql_dialect()->compile(statement).sql; };
    EXPECT_EQ(sql(select(age % 10, func::count())
                      .where(age > 10)
                      .group_by(age % 10)
                      .having(age % 10 > 3, func::count() > 3)
                      .order_by((age % 10).desc())),
              "SELECT users.age % $1, count(*) FROM users WHERE users.age > $2 GROUP BY users.age % $1 HAVING "
              "users.age % $1 > $3 AND count(*) > $4 ORDER BY users.age % $1 DESC");
    EXPECT_EQ(sql(select(func::count()).group_by(age % 10).order_by(age % 10)),
              "SELECT count(*) FROM users GROUP BY users.age % $1 ORDER BY users.age % $1");
    EXPECT_EQ(sql(select(age % 10).distinct().order_by(age % 10)),
              "SELECT DISTINCT users.age % $1 FROM users ORDER BY users.age % $1");
    EXPECT_EQ(sql(select(age % 10, func::count()).group_by(age % 11)),
              "SELECT users.age % $1, count(*) FROM users GROUP BY users.age % $2")
        << "that is the program's mistake, and not another statement";
    EXPECT_EQ(sql(select(age % 10).order_by(age % 10)), "SELECT users.age % $1 FROM users ORDER BY users.age % $2")
        << "nothing is compared";
}

TEST(DialectParameters, AFractionBesideAnIntegerKeepsItsType) {
    EXPECT_EQ(sql_of(postgresql_dialect(), select(id).where(age > 30.5, height > 1.5)),
              "SELECT users.id FROM users WHERE users.age > CAST($1 AS DOUBLE PRECISION) AND users.height > $2");
}

TEST(DialectParameters, TheKindOfAValueIsPartOfTheShape) {
    sql::Shape number, text, same;
    const auto one = select(literal(1)), three = select(literal(5));
    const auto two = select(literal("a"));
    number.read(one);
    text.read(two);
    same.read(three);
    EXPECT_NE(number.bytes(), text.bytes());
    EXPECT_EQ(number.bytes(), same.bytes());
}

TEST(DialectParameters, LongListsAreParted) {
    const std::vector<int> many(1'001, 1);
    const std::string sql = sql_of(oracle_dialect(), select(id).where(age.in(many)));
    EXPECT_THAT(sql, StartsWith("SELECT users.id FROM users WHERE (users.age IN (:1, "));
    EXPECT_THAT(sql, HasSubstr(":1000) OR users.age IN (:1001"));
    EXPECT_THAT(sql_of(oracle_dialect(), select(id).where(age.not_in(many))),
                HasSubstr(":1000) AND users.age NOT IN ("));
    EXPECT_THAT(sql_of(mssql_dialect(), select(id).where(age.in(std::vector<int>(2'100, 1)))),
                HasSubstr("mssql takes 2098: send it in parts"));
}

TEST(DialectIdentifiers, AreQuotedAsEachDatabaseWants) {
    EXPECT_EQ(postgresql_dialect()->quote("user"), "\"user\"");
    EXPECT_EQ(mysql_dialect()->quote("rank"), "`rank`");
    EXPECT_EQ(mysql_dialect()->quote("a`b"), "`a``b`");
    EXPECT_EQ(mssql_dialect()->quote("plan"), "[plan]");
    EXPECT_EQ(mssql_dialect()->quote("a]b"), "[a]]b]");
    EXPECT_EQ(oracle_dialect()->quote("_a"), "\"_a\"");
    EXPECT_EQ(oracle_dialect()->quote("_a\"b"), "\"_a\"\"b\"");
    EXPECT_EQ(mssql_dialect()->quote("a]b"), "[a]]b]");
    EXPECT_EQ(oracle_dialect()->quote("level"), "\"level\"");
    EXPECT_EQ(oracle_dialect()->quote("_a"), "\"_a\"");
    EXPECT_EQ(oracle_dialect()->quote("users"), "users");
    EXPECT_EQ(postgresql_dialect()->quote("Users"), "\"Users\"");
}

TEST(DialectWrites, ATableOfASchemaIsNamedWhole) {
    MetaData metadata;
    const Table far("users", metadata, Column("id", Integer{}, primary_key), Column("nick", String{9}),
                    TableOptions{.schema = "far"});
    const auto statement = update(far).set({{"nick", "x"}}).where(far["id"] == posts::id);
    EXPECT_EQ(sql_of(mssql_dialect(), statement),
              "UPDATE far.users SET nick = @P1 FROM far.users, posts WHERE far.users.id = posts.id");
    EXPECT_EQ(sql_of(mysql_dialect(), statement),
              "UPDATE far.users, posts SET far.users.nick = ? WHERE far.users.id = posts.id");
}

// --- what no database takes ------------------------------------------------------------------------------------------

/// The message of the ArgumentError that `build` throws; empty if there is none.
template <class Build>
std::string refusal_of(const Build& build) {
    try {
        build();
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return {};
}

TEST(DialectRefusal, FullTextIsSearchedAsEachDatabaseCan) {
    const auto title = full_text(posts::title).matches("storm");
    const auto several = select(id).where(full_text(name, nick).matches("storm"));
    EXPECT_EQ(sql_of(oracle_dialect(), select(posts::id).where(title)),
              "SELECT posts.id FROM posts WHERE CONTAINS(posts.title, :1) > 0");
    for (const DialectPtr& dialect : {sqlite_dialect(), oracle_dialect()})
        EXPECT_THAT(sql_of(dialect, several), StartsWith("refused: a full-text search of several columns"));
    for (const DialectPtr& dialect : {sqlite_dialect(), mariadb_dialect(), mysql_dialect(), oracle_dialect()})
        EXPECT_THAT(sql_of(dialect, select(posts::id).where(full_text(posts::title).language("english").matches("a"))),
                    StartsWith("refused: the language of a full-text search"));
    for (const char* wrong : {"x'", "x\\", "x\"", "x;", "x\n"})
        EXPECT_THAT(refusal_of([&] { (void)full_text(posts::title).language(wrong).matches("a"); }),
                    HasSubstr("no name of a language"));
    sql::Shape english, german;
    english.read(select(posts::id).where(full_text(posts::title).language("english").matches("a")));
    german.read(select(posts::id).where(full_text(posts::title).language("german").matches("a")));
    EXPECT_NE(english.bytes(), german.bytes());
}

TEST(DialectRefusal, AVectorOfWordsIsSearchedAsItIs) {
    MetaData metadata;
    const Table t("t", metadata, Column("id", Integer{}), Column("words", NativeType{"tsvector"}),
                  Column("body", Text{}));
    EXPECT_EQ(sql_of(postgresql_dialect(), select(t["id"]).where(full_text(t["words"]).matches("storm"))),
              "SELECT t.id FROM t WHERE t.words @@ plainto_tsquery($1)");
    EXPECT_EQ(
        sql_of(postgresql_dialect(), select(t["id"]).where(full_text(t["words"], t["body"]).matches("storm"))),
        "SELECT t.id FROM t WHERE coalesce(t.words, '') || to_tsvector(coalesce(t.body, '')) @@ plainto_tsquery($1)");
}

TEST(DialectRefusal, ALimitInPercentIsOneOfFew) {
    const auto statement = select(id).order_by(age).limit_percent(12.5);
    for (const DialectPtr& dialect : {sqlite_dialect(), postgresql_dialect(), mariadb_dialect(), mysql_dialect()})
        EXPECT_THAT(sql_of(dialect, statement), StartsWith("refused: a limit in percent"));
    EXPECT_THAT(sql_of(mssql_dialect(), statement.offset(3)),
                StartsWith("refused: a limit in percent behind an offset"));
    EXPECT_EQ(sql_of(oracle_dialect(), statement.offset(3)),
              "SELECT users.id FROM users ORDER BY users.age OFFSET :1 ROWS FETCH NEXT :2 PERCENT ROWS ONLY");
    EXPECT_EQ(sql_of(postgresql_dialect(), statement.limit(3)),
              "SELECT users.id FROM users ORDER BY users.age LIMIT $1")
        << "the last word counts";
    for (const double wrong : {-1.0, 100.5, std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(refusal_of([&] { (void)select(id).limit_percent(wrong); }),
                    HasSubstr("no percentage from 0 to 100"));
    sql::Shape rows, percent;
    rows.read(select(id).limit(literal(5.0)));
    percent.read(select(id).limit_percent(5));
    EXPECT_NE(rows.bytes(), percent.bytes());
}

TEST(DialectRefusal, SamplesAreOfTablesInFrom) {
    EXPECT_THAT(refusal_of([] { (void)select(id).tablesample(entity<User>, 101); }), HasSubstr("no percentage"));
    EXPECT_THAT(refusal_of([] { (void)select(id).tablesample(entity<Post>, 5).to_sql(*postgresql_dialect()); }),
                HasSubstr("'posts' does not stand in FROM"));
    const auto few = select(id).subquery("few");
    EXPECT_THAT(refusal_of([&] { (void)select(few["id"]).tablesample(few, 5).to_sql(*postgresql_dialect()); }),
                HasSubstr("not of a subquery or a CTE"));
    EXPECT_THAT(sql_of(mssql_dialect(), select(id).tablesample(entity<User>, 5)),
                StartsWith("refused: a sample that is chosen row by row"));
    EXPECT_THAT(sql_of(oracle_dialect(), select(id).tablesample(entity<User>, 100)),
                StartsWith("refused: a sample of nothing or of everything"));
    EXPECT_THAT(sql_of(oracle_dialect(), select(id).tablesample(entity<User>, 5, {.seed = -1})),
                StartsWith("refused: a negative seed"));
}

TEST(DialectRefusal, ViewsKeepWhatHasASureLiteral) {
    const auto view_sql = [](const DialectPtr& dialect, const Statement& statement, ViewOptions options = {}) {
        MetaData metadata;
        view("v", metadata, statement, std::move(options));
        return schema_sql(dialect, metadata);
    };
    for (const double wrong : {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
        EXPECT_THAT(view_sql(mssql_dialect(), select(id).where(height > wrong)),
                    StartsWith("refused: a number that is not finite"));
    EXPECT_THAT(view_sql(mysql_dialect(), select(id), {.temporary = true}), HasSubstr("temporary views"));
    EXPECT_THAT(view_sql(postgresql_dialect(), select(id), {.materialized = true, .temporary = true}),
                HasSubstr("temporary views that are materialized"));
    EXPECT_THAT(view_sql(mssql_dialect(), select(id).order_by(id)), HasSubstr("ORDER BY users.id OFFSET 0 ROWS"));
}

TEST(DialectRefusal, IndexesOfWordsAreOfTheMysqlFamily) {
    MetaData metadata;
    Table("t", metadata, Column("id", Integer{}, primary_key), Column("title", String{}), Column("body", Text{}),
          Column("place", NativeType{"POINT"}, not_null),
          Index({"title", "body"}, {.name = "words", .method = "fulltext"}),
          Index({"place"}, {.name = "near", .method = "spatial"}), Index({"id"}, {.name = "fast", .method = "hash"}));
    EXPECT_THAT(schema_sql(mariadb_dialect(), metadata),
                AllOf(HasSubstr("title LONGTEXT"), HasSubstr("CREATE FULLTEXT INDEX words ON t (title, body)"),
                      HasSubstr("CREATE SPATIAL INDEX near ON t (place)"),
                      HasSubstr("CREATE INDEX fast USING hash ON t (id)")));
    MetaData plain;
    Table("t", plain, Column("id", Integer{}, primary_key), Index({"id"}, {.name = "fast", .method = "hash"}));
    EXPECT_THAT(schema_sql(postgresql_dialect(), plain), HasSubstr("CREATE INDEX fast ON t USING hash (id)"));
    EXPECT_THAT(schema_sql(oracle_dialect(), metadata), HasSubstr("oracle has no index methods ('fulltext')"));
    MetaData other;
    Table("u", other, Column("body", Text{}), Index({"body"}, {.unique = true, .name = "w", .method = "FullText"}));
    EXPECT_THAT(schema_sql(mysql_dialect(), other), HasSubstr("unique indexes by 'FullText'"));
    MetaData classes;
    Table("u", classes, Column("body", String{9}), Index({IndexPart("body").operator_class_of("x")}, {.name = "w"}));
    EXPECT_THAT(schema_sql(mysql_dialect(), classes), HasSubstr("operator classes ('x')"));
}

TEST(DialectRefusal, ForeignKeysOfMysqlHaveTheOrderOfTheKey) {
    MetaData metadata;
    Table("parents", metadata, Column("a", Integer{}), Column("b", Integer{}), Column("c", Integer{}),
          PrimaryKey({"a", "b"}), Unique({"c", "a"}));
    const Table children("children", metadata, Column("x", Integer{}), Column("y", Integer{}),
                         ForeignKey({"y", "x"}, {"parents.b", "parents.a"}),
                         ForeignKey({"x", "y"}, {"parents.a", "parents.c"}));
    EXPECT_THAT(schema_sql(mariadb_dialect(), metadata),
                AllOf(HasSubstr("FOREIGN KEY (x, y) REFERENCES parents (a, b)"),
                      HasSubstr("FOREIGN KEY (y, x) REFERENCES parents (c, a)")));
    EXPECT_THAT(schema_sql(postgresql_dialect(), metadata),
                AllOf(HasSubstr("FOREIGN KEY (y, x) REFERENCES parents (b, a)"),
                      HasSubstr("FOREIGN KEY (x, y) REFERENCES parents (a, c)")));
    EXPECT_EQ(children.foreign_keys()[0].columns, (std::vector<std::string>{"y", "x"})) << "the metadata is as it was";
    MetaData indexed_ones;
    Table("parents", indexed_ones, Column("a", Integer{}), Column("b", Integer{}), Index({"a", "b"}, {.unique = true}));
    Table("children", indexed_ones, Column("x", Integer{}), Column("y", Integer{}),
          ForeignKey({"y", "x"}, {"parents.b", "parents.a"}));
    EXPECT_THAT(schema_sql(mysql_dialect(), indexed_ones), HasSubstr("FOREIGN KEY (x, y) REFERENCES parents (a, b)"));
}

TEST(DialectRefusal, FramesAreOfDistancesThatTheDatabaseHas) {
    using std::chrono::days;
    const auto of = [](const WindowFrame& frame) { return select(func::count().over(order_by(born), frame)); };
    EXPECT_THAT(sql_of(postgresql_dialect(), of(range(preceding(days(7))))),
                HasSubstr("RANGE BETWEEN INTERVAL '604800000000 microseconds' PRECEDING AND CURRENT ROW"));
    EXPECT_THAT(sql_of(mysql_dialect(), of(range(preceding(days(7)), following(std::chrono::milliseconds(1))))),
                HasSubstr("RANGE BETWEEN INTERVAL 7 DAY PRECEDING AND INTERVAL 1000 MICROSECOND FOLLOWING"));
    EXPECT_THAT(sql_of(oracle_dialect(), of(range(preceding(std::chrono::milliseconds(1500))))),
                HasSubstr("RANGE BETWEEN NUMTODSINTERVAL(1.500000, 'SECOND') PRECEDING AND CURRENT ROW"));
    for (const DialectPtr& dialect : {sqlite_dialect(), mariadb_dialect()})
        EXPECT_THAT(sql_of(dialect, of(range(preceding(days(7))))),
                    StartsWith("refused: a time as the distance in a window's RANGE"));
    EXPECT_THAT(sql_of(mssql_dialect(), of(range(preceding(3)))),
                StartsWith("refused: a distance in a window's RANGE is not possible on mssql"));
    EXPECT_THAT(sql_of(mssql_dialect(), of(range(unbounded_preceding))),
                HasSubstr("RANGE BETWEEN UNBOUNDED PRECEDING"));
    const auto mistake = [&](const WindowFrame& frame) {
        return refusal_of([&] { (void)of(frame).to_sql(*postgresql_dialect()); });
    };
    for (const auto& distance : {preceding(-0.5), preceding(std::numeric_limits<double>::infinity()),
                                 preceding(std::numeric_limits<double>::quiet_NaN()), preceding(days(-1))})
        EXPECT_THAT(mistake(range(distance)), HasSubstr("negative distance"));
    EXPECT_THAT(mistake(rows(preceding(0.5))), HasSubstr("a fraction or a time is one of range(...)"));
    EXPECT_THAT(mistake(groups(preceding(days(1)))), HasSubstr("a fraction or a time is one of range(...)"));
    sql::Shape one, other, number;
    one.read(of(range(preceding(1.5))));
    other.read(of(range(preceding(2.5))));
    number.read(of(range(preceding(1))));
    EXPECT_NE(one.bytes(), other.bytes());
    EXPECT_NE(one.bytes(), number.bytes());
}

TEST(DialectRefusal, SomeFunctionsAreCalledWithoutParentheses) {
    const auto user = select(func::call<std::string>("session_user"));
    EXPECT_EQ(sql_of(postgresql_dialect(), user), "SELECT session_user");
    EXPECT_EQ(sql_of(mssql_dialect(), user), "SELECT session_user");
    EXPECT_EQ(sql_of(mysql_dialect(), user), "SELECT session_user()");
    EXPECT_EQ(sql_of(oracle_dialect(), select(func::call<Timestamp>("sysdate"))), "SELECT sysdate FROM DUAL");
}

TEST(DialectRefusal, SetOperationsHaveParenthesesWhereTheirRankAsksForThem) {
    const std::string a = "SELECT users.id FROM users";
    const std::string b = "SELECT posts.id FROM posts";
    const std::string c = "SELECT posts.author_id FROM posts";
    const auto first = select(id);
    const auto second = select(posts::id);
    const auto third = select(posts::author_id);
    for (const DialectPtr& dialect :
         {postgresql_dialect(), mariadb_dialect(), mysql_dialect(8'000'031), mssql_dialect()}) {
        EXPECT_EQ(sql_of(dialect, first.union_(second).except_(third)), a + " UNION " + b + " EXCEPT " + c);
        EXPECT_EQ(sql_of(dialect, first.intersect(second).union_(third)), a + " INTERSECT " + b + " UNION " + c);
        EXPECT_EQ(sql_of(dialect, first.union_(second).intersect(third)), "(" + a + " UNION " + b + ") INTERSECT " + c);
        EXPECT_EQ(sql_of(dialect, first.except_(second.except_(third))), a + " EXCEPT (" + b + " EXCEPT " + c + ")");
    }
}

TEST(DialectRefusal, ACastToABooleanIsNoNumberOfOneDigit) {
    const auto statement = select(cast<bool>(age), try_cast<bool>(name));
    EXPECT_EQ(sql_of(oracle_dialect(19'000'000), statement),
              "SELECT ABS(SIGN(users.age)), ABS(SIGN(CAST(users.name AS NUMBER DEFAULT NULL ON CONVERSION ERROR))) "
              "FROM users");
    EXPECT_EQ(
        sql_of(oracle_dialect(23'000'000), statement),
        "SELECT CAST(users.age AS BOOLEAN), CAST(users.name AS BOOLEAN DEFAULT NULL ON CONVERSION ERROR) FROM users");
}

TEST(DialectRefusal, AGeneratedKeyOfSqlServerTakesNoDefault) {
    InsertCore mixed(users_table().source());
    mixed.add_row({name.set("x"), {id.node(), sql::default_()}});
    mixed.add_row({name.set("y"), id.set(5)});
    EXPECT_THAT(sql_of(mssql_dialect(), mixed), StartsWith("refused: DEFAULT beside other values of a generated key"));
    InsertCore none(users_table().source());
    none.add_row({name.set("x"), {id.node(), sql::default_()}});
    none.add_row({name.set("y"), {id.node(), sql::default_()}});
    EXPECT_EQ(sql_of(mssql_dialect(), none), "INSERT INTO users (name) VALUES (@P1), (@P2)");
}

TEST(DialectRefusal, TiesNeedALimitAndAnOrder) {
    for (const auto& statement :
         {select(id).with_ties(), select(id).limit(3).with_ties(), select(id).order_by(age).with_ties()})
        EXPECT_THAT(refusal_of([&] { (void)statement.to_sql(*postgresql_dialect()); }),
                    HasSubstr("with_ties() belongs to a limit() and an order_by()"));
}

TEST(DialectRefusal, OnlyTablesAreLockedByName) {
    const auto few = select(id).subquery("few");
    const auto statement = select(id).for_update({.of = {few}});
    EXPECT_THAT(refusal_of([&] { (void)statement.to_sql(*postgresql_dialect()); }),
                HasSubstr("FOR UPDATE OF takes tables and their aliases"));
}

TEST(DialectRefusal, AnOperatorIsSignsOrWordsAndNothingElse) {
    EXPECT_THAT(refusal_of([] { (void)operation<bool>("", name, "x"); }), HasSubstr("is no operator"));
    EXPECT_THAT(refusal_of([] { (void)operation<bool>("= 1; DROP", name, "x"); }), HasSubstr("is no operator"));
    EXPECT_THAT(refusal_of([] { (void)operation<bool>("--", name, "x"); }), HasSubstr("is no operator"));
    EXPECT_THAT(refusal_of([] { (void)operation<bool>("/*", name, "x"); }), HasSubstr("is no operator"));
    EXPECT_THAT(refusal_of([] { (void)operation<bool>("'", name, "x"); }), HasSubstr("is no operator"));
}

TEST(DialectRefusal, APartIsANumberFromZeroToOne) {
    const auto by_age = order_by(age);
    for (const double part : {-0.1, 1.1, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_THAT(refusal_of([&] { (void)func::percentile_cont(part).within_group(by_age); }),
                    HasSubstr("percentile_cont(): a part is a number from 0 to 1"));
        EXPECT_THAT(refusal_of([&] { (void)func::percentile_disc<int>(part).within_group(by_age); }),
                    HasSubstr("percentile_disc(): a part is a number from 0 to 1"));
    }
    EXPECT_THAT(refusal_of([] { (void)func::percentile_cont(0.5).within_group(order_by(age, id)); }),
                HasSubstr("within_group() takes the order of one expression"));
}

// --- what servers reject, or take for something else ---------------------------------------------------------------

std::string view_sql(const DialectPtr& dialect, const Statement& statement) {
    MetaData metadata;
    view("v", metadata, statement);
    return schema_sql(dialect, metadata);
}

TEST(DialectRefusal, ABackslashInAPatternOfMysqlIsNoEscape) {
    for (const DialectPtr& dialect : {mariadb_dialect(), mysql_dialect(5'006'000), mysql_dialect()}) {
        EXPECT_EQ(sql_of(dialect, select(id).where(name.like("a\\b"))),
                  R"(SELECT users.id FROM users WHERE users.name LIKE replace(?, '\\', '\\\\'))");
        EXPECT_EQ(sql_of(dialect, select(id).where(name.not_like(nick))),
                  R"(SELECT users.id FROM users WHERE users.name NOT LIKE replace(users.nick, '\\', '\\\\'))");
        EXPECT_EQ(sql_of(dialect, select(id).where(name.ilike("A\\B"))),
                  R"(SELECT users.id FROM users WHERE lower(users.name) LIKE lower(replace(?, '\\', '\\\\')))");
        EXPECT_EQ(sql_of(dialect, select(id).where(name.like("a/_%", '/'))),
                  "SELECT users.id FROM users WHERE users.name LIKE ? ESCAPE '/'");
    }
}

TEST(DialectRefusal, PatternsInViewsOfMysqlNeedNoEscape) {
    const DialectPtr old = mysql_dialect(5'006'000);
    for (const DialectPtr& dialect : {old, mariadb_dialect()}) {
        EXPECT_THAT(view_sql(dialect, select(id).where(name.like("a\\b%"))), HasSubstr(R"(name LIKE 'a\\\\b%')"));
        EXPECT_THAT(view_sql(dialect, select(id).where(name.like("/a\\/_b/", '/'))),
                    HasSubstr(R"(name LIKE '\\a\\\\\\_b/')"));
        EXPECT_THAT(view_sql(dialect, select(id).where(name.icontains("5%'"))),
                    HasSubstr(R"(lower(users.name) LIKE lower('%5\\%''%'))"));
        EXPECT_THAT(view_sql(dialect, select(id).where(name.like(nick))),
                    HasSubstr(R"(name LIKE replace(users.nick, '\\', '\\\\'))"));
    }
    const auto statement = select(id).where(name.contains(nick));
    EXPECT_THAT(view_sql(old, statement), StartsWith("refused: a pattern with an escape in a view"));
    EXPECT_THAT(view_sql(mariadb_dialect(), statement), HasSubstr("ESCAPE '/'"));
}

TEST(DialectRefusal, ALockIsOfRowsOfTables) {
    const DialectPtr dialect = postgresql_dialect();
    for (const auto& statement : {select(age).distinct().for_update(), select(age).distinct_on(age).for_share()})
        EXPECT_EQ(sql_of(dialect, statement),
                  "refused: FOR UPDATE with DISTINCT is not possible on postgresql: select the keys first, then lock "
                  "their rows");
    EXPECT_THAT(sql_of(dialect, select(age).group_by(age).for_update()),
                StartsWith("refused: FOR UPDATE with GROUP BY or HAVING"));
    EXPECT_THAT(sql_of(dialect, select(func::count()).having(func::count() > 1).for_update()),
                StartsWith("refused: FOR UPDATE with GROUP BY or HAVING"));
    EXPECT_THAT(sql_of(dialect, select(id).for_update().union_(select(posts::id))),
                StartsWith("refused: FOR UPDATE in a set operation"));
    EXPECT_EQ(sql_of(mariadb_dialect(), select(age).distinct().for_update()),
              "SELECT DISTINCT users.age FROM users FOR UPDATE");
    for (const DialectPtr& each : {dialect, mariadb_dialect()})
        EXPECT_THAT(
            refusal_of([&] { (void)select(id).for_update({.nowait = true, .skip_locked = true}).to_sql(*each); }),
            HasSubstr("say one"));
}

TEST(DialectRefusal, SomeAggregatesAreNoWindowFunctions) {
    const auto distinct = select(func::count_distinct(age).over());
    const auto filtered = select(func::count_distinct(age).filter(age > 1).over());
    for (const DialectPtr& dialect : {sqlite_dialect(), postgresql_dialect(), mariadb_dialect(), mysql_dialect()}) {
        EXPECT_THAT(sql_of(dialect, distinct), StartsWith("refused: DISTINCT in a window function is not possible on"));
        EXPECT_THAT(sql_of(dialect, filtered), StartsWith("refused: DISTINCT in a window function is not possible on"));
    }
    const auto joined = select(func::string_agg(name, ",").over());
    EXPECT_EQ(sql_of(sqlite_dialect(), joined), "SELECT group_concat(users.name, ?) OVER () FROM users");
    EXPECT_EQ(sql_of(postgresql_dialect(), joined), "SELECT string_agg(users.name, $1) OVER () FROM users");
    for (const DialectPtr& dialect : {mariadb_dialect(), mysql_dialect()})
        EXPECT_THAT(sql_of(dialect, joined), StartsWith("refused: string_agg() as a window function"));
}

TEST(DialectRefusal, AFilterIsACaseOfWhatLeavesNullsOut) {
    const auto array = select(func::call<std::string>("json_arrayagg", id).filter(id < 3));
    const auto deviation = select(func::call<double>("STDDEV_POP", id).filter(id < 3));
    for (const DialectPtr& dialect : {mariadb_dialect(), mysql_dialect(), mssql_dialect(), oracle_dialect()}) {
        EXPECT_THAT(sql_of(dialect, array),
                    StartsWith("refused: FILTER of json_arrayagg(), which is not known to leave NULLs out, is not"));
        EXPECT_THAT(sql_of(dialect, deviation), HasSubstr("STDDEV_POP(CASE WHEN users.id < "));
    }
    EXPECT_EQ(sql_of(sqlite_dialect(), array), "SELECT json_arrayagg(users.id) FILTER (WHERE users.id < ?) FROM users");
}

TEST(DialectRefusal, ARollupOfMysqlHasNoOrder) {
    const auto statement = select(age, func::count()).group_by(rollup(age)).order_by(age);
    for (const DialectPtr& dialect : {mariadb_dialect(), mysql_dialect(8'000'011)})
        EXPECT_THAT(sql_of(dialect, statement), StartsWith("refused: ORDER BY beside rollup()"));
    EXPECT_EQ(sql_of(mysql_dialect(8'000'012), statement),
              "SELECT users.age, count(*) FROM users GROUP BY users.age WITH ROLLUP ORDER BY users.age");
}

TEST(DialectRefusal, TimesInViewsOfPostgresqlSayTheirType) {
    const Date day = std::chrono::sys_days(std::chrono::year(2024) / 2 / 29);
    const auto year = extract(DatePart::year, literal(day)).label<"y">();
    EXPECT_THAT(view_sql(postgresql_dialect(), select(year)), HasSubstr("EXTRACT(YEAR FROM DATE '2024-02-29')"));
    EXPECT_THAT(view_sql(postgresql_dialect(), select(literal(Timestamp(day)).label<"t">())),
                HasSubstr("SELECT TIMESTAMP '2024-02-29 00:00:00.000000' AS t"));
    EXPECT_THAT(view_sql(postgresql_dialect(), select(id).where(born > day)), HasSubstr("born > DATE '2024-02-29'"));
}

TEST(DialectRefusal, ViewsOfSqliteKeepNoApproximations) {
    const auto of = [](const auto& number) {
        return view_sql(sqlite_dialect(), select(literal(number).template label<"n">()));
    };
    EXPECT_THAT(of(std::numeric_limits<std::uint64_t>::max()), StartsWith("refused: an integer above"));
    EXPECT_THAT(of(DecimalText{"12345678901234567890.0123456789"}), StartsWith("refused: a decimal of more than 15"));
    EXPECT_THAT(of(DecimalText{"123456789.012345"}), HasSubstr("SELECT 123456789.012345 AS n"));
    EXPECT_THAT(of(DecimalText{"9223372036854775807.0"}), HasSubstr("SELECT 9223372036854775807 AS n"));
    EXPECT_THAT(of(std::uint64_t{7}), HasSubstr("SELECT 7 AS n"));
}

TEST(DialectRefusal, TextsInViewsAreUtf8) {
    for (const DialectPtr& dialect : {sqlite_dialect(), postgresql_dialect(), mariadb_dialect(), mysql_dialect()})
        EXPECT_THROW((void)view_sql(dialect, select(id).where(name == "a\xff")), DataError);
}

TEST(DialectRefusal, AnOldMysqlHasNoSubqueriesInFromOfAView) {
    const auto few = select(id).subquery("few");
    const auto statement = select(few["id"]);
    EXPECT_THAT(view_sql(mysql_dialect(5'006'000), statement),
                StartsWith("refused: a subquery or VALUES in FROM of a view"));
    EXPECT_THAT(view_sql(mysql_dialect(5'007'007), statement), HasSubstr("FROM (SELECT users.id FROM users) AS few"));
    EXPECT_THAT(sql_of(mysql_dialect(5'006'000), statement), HasSubstr("FROM (SELECT users.id FROM users) AS few"));
}

TEST(DialectRefusal, AConstantIsNotTheNumberOfAColumn) {
    const auto statement = select(name, func::count()).group_by(name, literal(2)).order_by(literal(2));
    for (const DialectPtr& dialect : {mariadb_dialect(), mysql_dialect()})
        EXPECT_EQ(sql_of(dialect, statement),
                  "SELECT users.name, count(*) FROM users GROUP BY users.name, (SELECT ?) ORDER BY (SELECT ?)");
    EXPECT_EQ(sql_of(postgresql_dialect(), statement),
              "SELECT users.name, count(*) FROM users GROUP BY users.name, $1 ORDER BY $2");
    EXPECT_THAT(view_sql(sqlite_dialect(), select(id).order_by(literal(2))), HasSubstr("ORDER BY (SELECT 2)"));
}

TEST(DialectRefusal, AShiftToTheRightKeepsTheSignOnMysql) {
    EXPECT_EQ(sql_of(mariadb_dialect(), select(age.shift_right(2))),
              "SELECT CAST(CAST((users.age ^ 9223372036854775808) >> ? AS DECIMAL(20)) - (9223372036854775808 >> ?) AS "
              "SIGNED) FROM users");
}

TEST(DialectRefusal, ADistinctIsSortedByColumnsThatItGives) {
    const auto by_age = select(name).distinct().order_by(name, age.desc());
    for (const DialectPtr& dialect : {postgresql_dialect(), mssql_dialect(), oracle_dialect()}) {
        EXPECT_THAT(sql_of(dialect, by_age),
                    StartsWith("refused: SELECT DISTINCT ... ORDER BY 'age', which it does not select"));
        EXPECT_THAT(sql_of(dialect, select(name, age).distinct().order_by(age)), StartsWith("SELECT DISTINCT"));
        EXPECT_THAT(sql_of(dialect, select(age.label("years")).distinct().order_by(age)),
                    StartsWith("SELECT DISTINCT"));
        EXPECT_THAT(sql_of(dialect, select(entity<User>).distinct().order_by(age)), StartsWith("SELECT DISTINCT"));
        EXPECT_THAT(sql_of(dialect, select(entity<User>).distinct().order_by(posts::id)), StartsWith("refused: "));
    }
    EXPECT_THAT(sql_of(mariadb_dialect(), by_age), StartsWith("SELECT DISTINCT"));
}

TEST(DialectRefusal, AggregatesOfPostgresqlTakeTheirTypes) {
    EXPECT_EQ(sql_of(postgresql_dialect(), select(func::max(active), func::min(age > 3), func::max(age))),
              "SELECT bool_or(users.active), bool_and(users.age > $1), max(users.age) FROM users");
    EXPECT_EQ(sql_of(postgresql_dialect(), select(func::string_agg(age, ","), func::string_agg(name, ","))),
              "SELECT string_agg(CAST(users.age AS TEXT), $1), string_agg(users.name, $2) FROM users");
}

}  // namespace
}  // namespace rowan::test
