// What SQLite can't do is refused with a word about what to do instead, or written in another way.
#include "sql_tables.hpp"
#include "sqlite_runner.hpp"
#include <rowan/sql.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rowan::test {
namespace {

using testing::HasSubstr;
using namespace users;

std::string sql_of(const Statement& statement, int version = 3'040'001) {
    return statement.to_sql(*sqlite_dialect(version));
}
template <class E>
std::string message_of(const Statement& statement, int version = 3'040'001) {
    try {
        return "no error: " + sql_of(statement, version);
    } catch (const E& error) {
        return error.what();
    }
}
/// The words of an UnsupportedError that names construct, database and remedy.
void expect_refused(const Statement& statement, const std::string& construct, const std::string& remedy,
                    int version = 3'040'001) {
    const std::string message = message_of<UnsupportedError>(statement, version);
    EXPECT_THAT(message, HasSubstr(construct + " is not possible on sqlite: "));
    EXPECT_THAT(message, HasSubstr(remedy));
}
void expect_mistake(const Statement& statement, const std::string& words) {
    EXPECT_THAT(message_of<ArgumentError>(statement), HasSubstr(words));
}

TEST(SqliteRefusal, NamesWhatNoVersionHas) {
    expect_refused(select(id).for_update(), "FOR UPDATE", "rowan::transaction");
    expect_refused(select(id).for_share({.nowait = true}), "FOR SHARE", "rowan::transaction");
    expect_refused(select(id).intersect_all(select(id)), "INTERSECT ALL", "intersect()");
    expect_refused(select(id).except_all(select(id)), "EXCEPT ALL", "except_()");
    expect_refused(select(id).distinct_on(name), "DISTINCT ON", "row_number()");
    expect_refused(select(id).where(name.matches("^a")), "a regular expression", "like()");
    const auto inner = select(posts::id).where(posts::author_id == id).lateral("l");
    expect_refused(select(inner["id"]), "LATERAL", "scalar subquery");
    expect_refused(delete_from<User>().where(posts::author_id == id), "'users')", "exists(select(...))");
    expect_refused(delete_from<User>().where(id > 1).using_(entity<Post>), "'users')", "exists(select(...))");
    expect_refused(select(cte("c", insert<User>().values(age = 1).returning(id))["id"]),
                   "an INSERT, UPDATE or DELETE in WITH", "of its own");
    InsertCore mixed(users_table().source());
    mixed.add_row({age.set(1), {id.node(), sql::default_()}});
    mixed.add_row({age.set(2), id.set(5)});
    expect_refused(mixed, "DEFAULT beside other values of a column", "apart");
    InsertCore defaults(users_table().source());
    defaults.add_row({{id.node(), sql::default_()}});
    EXPECT_EQ(sql_of(defaults), "INSERT INTO users DEFAULT VALUES");
    defaults.add_row({{id.node(), sql::default_()}});
    expect_refused(defaults, "an INSERT of several rows of nothing but defaults", "one row at a time");
}

TEST(SqliteRefusal, NamesWhatAnOldVersionLacks) {
    const auto one = insert<User>().values(age = 1);
    expect_refused(one.returning(id), "RETURNING", "select the rows", 3'034'000);
    expect_refused(one.on_conflict_do_nothing(), "ON CONFLICT", "first", 3'023'000);
    expect_refused(update<User>().set(nick = posts::title).where(posts::author_id == id), "UPDATE ... FROM",
                   "scalar_subquery()", 3'032'000);
    expect_refused(select(id).full_join<Post>(posts::id == id), "FULL JOIN", "union_all()", 3'038'000);
    expect_refused(select(id).right_join<Post>(posts::id == id), "RIGHT JOIN", "left_join()", 3'038'000);
    expect_refused(select(func::rank().over()), "a window function", "newer version", 3'024'000);
    EXPECT_EQ(sql_of(select(func::count().filter(active), func::sum(age).filter(id > 1)), 3'029'000),
              "SELECT count(CASE WHEN users.active THEN 1 END), sum(CASE WHEN users.id > ? THEN users.age END) FROM "
              "users");
    EXPECT_EQ(sql_of(select(id).where(tuple_(id, age) == tuple_(1, 2)), 3'014'000),
              "SELECT users.id FROM users WHERE (users.id = ? AND users.age = ?)");
    expect_refused(select(id).where(tuple_(id, age) < tuple_(1, 2)), "this comparison of a tuple", "one by one",
                   3'014'000);
    expect_refused(select(id).where(tuple_(id, age).in(select(posts::id, posts::parent_id))), "a tuple", "one by one",
                   3'014'000);
    expect_refused(select(func::count().over(order_by(id), groups(preceding(1)))), "a window's frame in GROUPS",
                   "rows(...)", 3'027'000);
    expect_refused(select(profile["a"]), "an element of a JSON document as JSON", ".as<std::string>()", 3'037'000);
    expect_refused(select(id).union_(select(id)).order_by(id.asc().nulls_last()),
                   "NULLS FIRST or LAST of a set operation", "subquery()", 3'029'000);
    EXPECT_EQ(sql_of(select(id).order_by(age.desc().nulls_last(), id.asc().nulls_first()), 3'029'000),
              "SELECT users.id FROM users ORDER BY users.age IS NULL, users.age DESC, users.id IS NOT NULL, users.id");
    EXPECT_EQ(sql_of(select(select(id).cte("c", {.materialized = sql::Materialized::no})["id"]), 3'034'000),
              "WITH c AS (SELECT users.id FROM users) SELECT c.id FROM c");
}

TEST(SqliteRefusal, CountsParameters) {
    const std::vector<int> many(1000, 1);
    EXPECT_THAT(message_of<UnsupportedError>(select(id).where(id.in(many)), 3'031'000),
                HasSubstr("1024 parameters, and sqlite takes 999"));
    EXPECT_NO_THROW(sql_of(select(id).where(id.in(std::vector<int>(32'766, 1)))));
    EXPECT_THROW(sql_of(select(id).where(id.in(std::vector<int>(32'767, 1)))), UnsupportedError);
}

TEST(SqliteRefusal, NamesMistakesOfTheProgram) {
    expect_mistake(update<User>().set(age = 1), "an UPDATE of 'users' has no condition: say where(...), or all_rows()");
    expect_mistake(update<User>().all_rows(), "an UPDATE of 'users' sets nothing");
    expect_mistake(delete_from<Post>(), "a DELETE from 'posts' has no condition: say where(...), or all_rows()");
    const std::string refused = "has no condition: say where(...), or all_rows()";
    for (const Predicate& none : {and_(std::vector<Predicate>{}), true_(), Predicate(text("1 = 1")), !false_(),
                                  id.not_in(std::vector<int>{}), true_() && true_(), id == 1 || true_()}) {
        expect_mistake(delete_from<Post>().where(none), refused);
        expect_mistake(update<User>().set(age = 1).where(none), refused);
        EXPECT_NO_THROW(sql_of(delete_from<User>().where(none).where(id == 1)));
        EXPECT_NO_THROW(sql_of(delete_from<User>().where(none).all_rows()));
    }
    expect_mistake(delete_from<Post>().where(true), refused);
    EXPECT_NO_THROW(sql_of(delete_from<User>().where(or_(std::vector<Predicate>{}))));
    EXPECT_NO_THROW(sql_of(delete_from<User>().where(id.in(std::vector<int>{}))));
    expect_mistake(SelectCore(), "a SELECT selects nothing");
    expect_mistake(select(func::count()).join<Post>(posts::id == 1), "say select_from(...)");
    expect_mistake(select(id).join<Post>(posts::id == id).join<Post>(posts::id == id), "a table is joined twice");
    const auto named_users = select(posts::id).subquery("users");
    expect_mistake(select(id, named_users["id"]), "'users' stands twice in FROM: give one of them an alias");
    expect_mistake(select(select(id).subquery("s")["nam"]), "'s' has no column 'nam'");
    expect_mistake(select(select(id).cte("c")["x"], select(age).cte("c")["y"]), "'c'");
    const auto one = select(id).cte("c"), two = select(age).cte("c");
    expect_mistake(
        select(func::count()).where(id.in(select(one.column<int>("id"))), age.in(select(two.column<int>("age")))),
        "two CTEs are called 'c'");
    expect_mistake(select(id).union_(select(id)).order_by(name), "ordered by columns or labels of its first SELECT");
    expect_mistake(insert<User>().from_select(select(id, age), name), "the SELECT of an INSERT has 2 columns for 1");
    expect_mistake(insert<User>().values(age = 1).on_conflict_do_update(ConflictTarget{}, age = 2),
                   "which conflict it is about");
    expect_mistake(text("select ?"), "a text has a ? for a parameter: write :name");
    expect_mistake(text("-- nothing"), "the text of a statement is empty");
    expect_mistake(Statement(id.node()), "this is an expression and no statement");
    expect_mistake(select(Expr<int>(users_table().source())),
                   "a table or a statement stands where an expression belongs");
    expect_mistake(select(Expr<int>(sql::default_())), "DEFAULT stands alone");
    expect_mistake(select(Expr<int>(sql::make<sql::BinaryNode>(sql::Op::negate, sql::null(), sql::null()))),
                   "an operator of one operand has two");
    expect_mistake(select(func::count().over(order_by(id), rows(preceding(-1)))), "negative distance");
    expect_mistake(select(id).where(Predicate(sql::exists(text("x").sql().empty() ? sql::null() : sql::null()))),
                   "a subquery is a SELECT");
    expect_mistake(select(id).select_from(FromItem(id.node())),
                   "only a table, a subquery, a CTE or VALUES stands in FROM");
    EXPECT_NO_THROW(sql_of(text("select '?', \"?\" -- ?\n")));
}

TEST(SqliteDialect, QuotesWhatItMust) {
    const auto dialect = sqlite_dialect();
    EXPECT_EQ(dialect->name(), "sqlite");
    EXPECT_EQ(dialect->quote("users"), "users");
    EXPECT_EQ(dialect->quote("a_1"), "a_1");
    EXPECT_EQ(dialect->quote("1a"), "\"1a\"");
    EXPECT_EQ(dialect->quote("Users"), "\"Users\"");
    EXPECT_EQ(dialect->quote("order"), "\"order\"");
    EXPECT_EQ(dialect->quote("a b"), "\"a b\"");
    EXPECT_EQ(dialect->quote("a\"b"), "\"a\"\"b\"");
    EXPECT_EQ(dialect->quote(""), "\"\"");
    EXPECT_EQ(dialect->quote("größe"), "\"größe\"");
}

TEST(Compiled, KnowsTablesAndColumns) {
    const auto dialect = sqlite_dialect();
    const TableName users_name{"", "users"}, posts_name{"", "posts"};
    Compiled c = dialect->compile(
        select(id, name.label<"n">(), func::count(), cast<std::string>(age)).where(id.in(select(posts::author_id))));
    EXPECT_TRUE(c.returns_rows);
    EXPECT_FALSE(c.writes);
    EXPECT_FALSE(c.tables_unknown);
    EXPECT_EQ(c.tables_read, (std::vector<TableName>{users_name, posts_name}));
    EXPECT_TRUE(c.tables_written.empty());
    ASSERT_EQ(c.columns.size(), 4u);
    EXPECT_EQ(c.columns[0].name, "id");
    EXPECT_EQ(c.columns[0].type, SqlType(Integer{}));
    EXPECT_EQ(c.columns[1].name, "n");
    EXPECT_EQ(c.columns[1].type, SqlType(String{50}));
    EXPECT_EQ(c.columns[2].name, "count");
    EXPECT_EQ(c.columns[3].type.family, TypeFamily::string);

    c = dialect->compile(select(entity<Post>));
    ASSERT_EQ(c.columns.size(), 4u);
    EXPECT_EQ(c.columns[2].name, "title");
    c = dialect->compile(select(select(id.label<"x">()).cte("c", {.columns = {"y"}})["y"]));
    EXPECT_EQ(c.columns.at(0).name, "y");
    EXPECT_EQ(c.columns.at(0).type, SqlType(Integer{}));
    c = dialect->compile(select(values("v", {"n"}, {{Value(1)}})));
    EXPECT_EQ(c.columns.at(0).name, "n");

    c = dialect->compile(update<User>().set(nick = posts::title).where(posts::author_id == id).returning(id));
    EXPECT_TRUE(c.writes);
    EXPECT_TRUE(c.returns_rows);
    EXPECT_EQ(c.tables_written, std::vector<TableName>{users_name});
    EXPECT_EQ(c.tables_read, std::vector<TableName>{posts_name});
    EXPECT_EQ(c.columns.size(), 1u);
    c = dialect->compile(delete_from<Post>().all_rows());
    EXPECT_TRUE(c.writes);
    EXPECT_FALSE(c.returns_rows);
    c = dialect->compile(select(id, text("1")));
    EXPECT_TRUE(c.tables_unknown);
    c = dialect->compile(select(id).where(true_()));
    EXPECT_FALSE(c.tables_unknown);
    const auto written = cte("c", text("SELECT 1 AS x"));
    c = dialect->compile(select(written["x"]));
    EXPECT_TRUE(c.tables_unknown);
    EXPECT_EQ(c.sql, "WITH c AS (SELECT 1 AS x) SELECT c.x FROM c");
}

TEST(Compiled, GuessesWhatTextDoes) {
    const auto dialect = sqlite_dialect();
    const auto guess = [&](const char* sql) {
        const Compiled c = dialect->compile(text(unsafe(sql)));
        EXPECT_TRUE(c.tables_unknown);
        return std::string(c.returns_rows ? "rows" : "") + (c.writes ? "+" : "");
    };
    EXPECT_EQ(guess("select 'delete' from t -- insert"), "rows");
    EXPECT_EQ(guess("/* x */ WITH a AS (SELECT 1) SELECT * FROM a"), "rows");
    EXPECT_EQ(guess("with a as (select 1) delete from t"), "rows+");
    EXPECT_EQ(guess("explain select 1"), "rows");
    EXPECT_EQ(guess("PRAGMA user_version"), "rows+");
    EXPECT_EQ(guess("INSERT INTO t VALUES (1)"), "+");
    EXPECT_EQ(guess("update t set a = 1 returning a"), "rows+");
    EXPECT_EQ(guess("create table t (a)"), "+");
    EXPECT_EQ(guess("(select 1)"), "rows");
}

TEST(Compiled, PlansParameters) {
    const auto dialect = sqlite_dialect();
    const Compiled c = dialect->compile(select(id).where(age > parameter("least"), name == "x",
                                                         Expr<int>(sql::placeholder(7)) == id, nick == text(":nick")));
    ASSERT_EQ(c.parameters.size(), 4u);
    EXPECT_EQ(c.parameters[0].kind, ParameterSource::Kind::named);
    EXPECT_EQ(c.parameters[0].name, "least");
    EXPECT_EQ(c.parameters[1].kind, ParameterSource::Kind::value);
    EXPECT_EQ(c.parameters[1].index, 0u);
    EXPECT_EQ(c.parameters[2].kind, ParameterSource::Kind::slot);
    EXPECT_EQ(c.parameters[2].index, 7u);
    EXPECT_EQ(c.parameters[3].name, "nick");
    EXPECT_EQ(select(parameter("a"), literal("it's")).to_sql(*dialect, Literals::inline_), "SELECT :a, 'it''s'");
}

}  // namespace
}  // namespace rowan::test
