// Statements and the SQL that they are for SQLite, kept in files that people can read. Each is prepared by SQLite, so
// that no golden file holds SQL that it would refuse.
#include "golden.hpp"
#include "sql_tables.hpp"
#include "sqlite_runner.hpp"
#include <rowan/sql.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rowan::test {
namespace {

struct Named {
    std::string name;
    Statement statement;
};

class SqliteGolden : public testing::Test {
protected:
    SqliteGolden() {
        runner.connection().execute(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, nick TEXT, age INTEGER, active INTEGER, "
            "born TEXT, profile TEXT, height REAL);"
            "CREATE UNIQUE INDEX nicks ON users (nick) WHERE active;"
            "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT, parent_id INTEGER);"
            "CREATE TABLE \"Order\" (\"select\" INTEGER, \"a \"\"b\" TEXT, plain TEXT);");
    }
    void expect(const std::string& file, const std::vector<Named>& statements) {
        std::string text;
        for (const Named& named : statements) {
            SCOPED_TRACE(named.name);
            const Compiled compiled = runner.dialect().compile(named.statement);
            EXPECT_NO_THROW({
                auto prepared = runner.connection().prepare(compiled.sql);
                EXPECT_EQ(prepared->parameter_count(), static_cast<int>(compiled.parameters.size()));
                if (compiled.returns_rows && !compiled.columns.empty()) {
                    EXPECT_EQ(prepared->column_count(), static_cast<int>(compiled.columns.size()));
                }
            }) << compiled.sql;
            // The text for people must be SQL, too.
            const std::string literal = named.statement.to_sql(runner.dialect(), Literals::inline_);
            EXPECT_NO_THROW(runner.connection().prepare(literal)) << literal;
            text += "-- " + named.name + "\n" + compiled.sql + ";\n";
        }
        expect_golden("sqlite/sql/" + file, text);
    }
    SqliteRunner runner;
};

TEST_F(SqliteGolden, Select) {
    using namespace users;
    expect(
        "select",
        {{"one column", select(id)},
         {"all columns of a mapped struct", select(entity<User>)},
         {"label", select(name.label<"n">(), age.label("years"))},
         {"conditions", select(id).where(age > 30, name == "ed")},
         {"order, limit, offset", select(id).order_by(name.desc(), id.asc().nulls_last(), age).limit(10).offset(20)},
         {"offset alone", select(id).offset(5)},
         {"slice", select(id).slice(5, 69)},
         {"slice from the start", select(id).slice(0, 3)},
         {"distinct", select(name).distinct()},
         {"group", select(name, func::count()).group_by(name).having(func::count() > 1)},
         {"order by a label", select((age + 1).label<"next">()).order_by((age + 1).label<"next">())},
         {"from found by a condition", select(id).where(posts::author_id == id)},
         {"count of a table", select(func::count()).select_from(entity<User>)},
         {"nothing from nowhere", select(literal(1))},
         {"text as item, condition, order",
          select(text("1 + 1"), id).where(text("age > 1 OR age < 0"), id > 0).order_by(text("1"))},
         {"prefix and another database's hint", select(id).prefix(text("ALL")).hint("oracle", text("FULL(users)"))}});
}

TEST_F(SqliteGolden, Conditions) {
    using namespace users;
    expect("conditions",
           {{"comparisons", select(id).where(age == 1, age != 1, age < 1, age <= 1, age > 1, age >= 1)},
            {"value on the left", select(id).where(5 < age, "ed" == name)},
            {"column with column", select(id).where(name == nick)},
            {"null", select(id).where(nick == std::nullopt, age != std::nullopt, born.is_null(), height.is_not_null())},
            {"empty optional", select(id).where(age == std::optional<int>(), age == std::optional<int>(3))},
            {"or in and", select(id).where((age < 18 || age > 65) && active)},
            {"and in or", select(id).where((age < 18 && active) || age > 65)},
            {"or among conditions", select(id).where(age < 18 || age > 65, active)},
            {"or alone", select(id).where(age < 18 || age > 65)},
            {"not", select(id).where(!(age < 18), !(age == 1 || active), !active, !name.like("a%"), !age.in({1}),
                                     !age.between(1, 2), !age.is_null())},
            {"not not", select(id).where(!!active, !(!(age < 1 && active)))},
            {"in", select(id).where(name.in({"ed", "wendy"}), age.in({1, 2, 3}), id.not_in({1}))},
            {"in nothing", select(id).where(age.in(std::vector<int>{}), age.not_in(std::vector<int>{}))},
            {"in with null", select(id).where(age.in(std::vector<std::optional<int>>{1, std::nullopt}),
                                              age.not_in(std::vector<std::optional<int>>{1, std::nullopt}))},
            {"in subquery", select(id).where(id.in(select(posts::author_id).where(posts::title == "x")))},
            {"like", select(id).where(name.like("a%"), name.not_like("b%"), name.like("c/%%", '/'))},
            {"ilike", select(id).where(name.ilike("A%"), name.not_ilike("B%"))},
            {"starts, ends, contains", select(id).where(name.starts_with("50%"), name.ends_with("_x"),
                                                        name.contains("a/b"), name.contains(nick))},
            {"between", select(id).where(age.between(18, 65), age.not_between(id, id + 10))},
            {"distinct from", select(id).where(nick.is_distinct_from("x"), nick.is_not_distinct_from(name),
                                               nick.is_distinct_from(std::nullopt))},
            {"boolean columns", select(id).where(active, active == true)},
            {"constants", select(id).where(true_() && age > 1, false_() || active)},
            {"tuples", select(id).where(tuple_(id, age) == tuple_(1, 2),
                                        tuple_(id, age).in(select(posts::id, posts::parent_id)))},
            {"comparison in comparison", select(id).where((age > 1) == (id > 2))},
            {"gathered",
             select(id).where(or_(std::vector<Predicate>{age == 1, age == 2}), and_(std::vector<Predicate>{}))},
            {"literal on both sides of and", select(id).where(and_(age > 1, or_(age < 5, name == "x")))}});
}

TEST_F(SqliteGolden, Expressions) {
    using namespace users;
    expect(
        "expressions",
        {{"arithmetic", select(age + 1, age - 1, age * 2, age / 2, age % 2, -age, func::floor_div(age, 2))},
         {"precedence", select((age + 1) * 2, age + id * 2, age - (id - 1), (age - id) - 1, age * (id * 2),
                               age / (id + 1), -(age + 1), -(-age))},
         {"concatenation", select(name + " " + nick, name.concat("x"), (name + nick).collate("NOCASE"))},
         {"bits", select(age.bit_and(1), age.bit_or(1), age.bit_xor(id), age.shift_left(2), age.shift_right(2),
                         age.bit_not(), (age + 1).bit_and(id.bit_or(2)))},
         {"case",
          select(case_(when(age < 18, "child"), when(age < 65, "adult")).else_("senior"), case_(when(active, 1)))},
         {"cast", select(cast<std::string>(age), cast<int>(name), cast<Date>(name), cast<double>(age))},
         {"functions", select(func::lower(name), func::upper(nick), func::length(name), func::coalesce(nick, name, "-"),
                              func::nullif(age, 0), func::abs(age), func::round(height, 2), func::substr(name, 1, 2),
                              func::replace(name, "a", "b"), func::trim(name), func::position(name, "a"),
                              func::greatest(age, id), func::least(age, id))},
         {"aggregates", select(func::count(), func::count(age), func::count_distinct(name), func::sum(age),
                               func::avg(height), func::min(name), func::max(age), func::string_agg(name, ", "))},
         {"filter", select(func::count().filter(age > 18 && active))},
         {"any function", select(func::call<int>("json_array_length", profile))},
         {"time", select(func::now(), func::current_date(), func::current_time(), func::random())},
         {"extract",
          select(extract(DatePart::year, born), extract(DatePart::quarter, born), extract(DatePart::week, born),
                 extract(DatePart::epoch, born), extract(DatePart::month, born), extract(DatePart::day, born),
                 extract(DatePart::day_of_week, born), extract(DatePart::day_of_year, born))},
         {"windows", select(func::row_number().over(order_by(age.desc())),
                            func::sum(age).over(partition_by(active), order_by(id), rows(preceding(2))),
                            func::avg(age).over(order_by(age), range(unbounded_preceding, following(1))),
                            func::count().over(order_by(id), groups(preceding(1), unbounded_following)),
                            func::lag(age).over(order_by(id)), func::rank().over())},
         {"json", select(profile["address"]["lines"][0].as<std::string>(), profile["name"], profile["na'me"].as<int>())
                      .where(profile["age"].as<int>() > 3)},
         {"collate", select(id).where(name.collate("NOCASE") == "ED").order_by(name.collate("NOCASE").desc())},
         {"nulls", select(id).order_by(age.asc().nulls_first(), nick.desc().nulls_last())}});
}

TEST_F(SqliteGolden, Joins) {
    using namespace users;
    const FromItem parent(sql::alias(posts_table().source(), "parent"));
    const FromItem anonymous(sql::alias(posts_table().source(), ""));
    expect("joins",
           {{"inner", select(name, posts::title).join(entity<Post>, posts::author_id == id)},
            {"mapped struct by type", select(entity<User>).join<Post>(posts::author_id == id)},
            {"left", select(entity<User>).left_join<Post>(posts::author_id == id).where(posts::id == std::nullopt)},
            {"right and full", select(name)
                                   .right_join<Post>(posts::author_id == id)
                                   .union_all(select(name).full_join<Post>(posts::author_id == id))},
            {"cross", select(name).cross_join(entity<Post>)},
            {"self-join by an alias",
             select(posts::title, parent["title"]).join(parent, parent["id"] == posts::parent_id)},
            {"anonymous alias",
             select(posts::title, anonymous["title"]).left_join(anonymous, anonymous["id"] == posts::parent_id)},
            {"left side found by the condition", select(func::count()).join<Post>(posts::author_id == id)},
            {"two tables brought together",
             select(name, posts::title).join(parent, parent["id"] == posts::parent_id && parent["author_id"] == id)},
            {"two lists", select(name, posts::title)},
            {"select_from", select(func::count()).select_from(entity<Post>).left_join<User>(posts::author_id == id)}});
}

TEST_F(SqliteGolden, Subqueries) {
    using namespace users;
    const auto older = select(id, name.label<"called">(), func::count().label<"n">())
                           .where(age > 60)
                           .group_by(id, name)
                           .subquery("older");
    const auto unnamed = select(posts::author_id).where(posts::title == "x").subquery();
    const auto numbers = values("v", {"n", "t"}, {{Value(1), Value("a")}, {Value(2), Value()}});
    expect(
        "subqueries",
        {{"in from", select(older["called"], older[id], older.column<int>("n")).where(older["n"] > 1)},
         {"joined", select(name).join(unnamed, unnamed[posts::author_id] == id)},
         {"all of a subquery", select(older)},
         {"scalar", select(name, select(func::count()).where(posts::author_id == id).scalar_subquery().label<"n">())},
         {"scalar compared", select(name).where(age > select(func::avg(age)).scalar_subquery())},
         {"exists", select(name).where(exists(select(posts::id).where(posts::author_id == id)),
                                       !exists(select(posts::id).where(posts::author_id == id, posts::title == "x")))},
         {"nested correlation",
          select(name).where(exists(select(posts::id).where(
              posts::author_id == id,
              exists(select(literal(1)).where(posts::parent_id == id).correlate(entity<User>, entity<Post>)))))},
         {"values", select(numbers["n"], numbers["t"]).where(numbers["n"] > 1)},
         {"exists selected", select(exists(select(id)))}});
}

TEST_F(SqliteGolden, SetOperations) {
    using namespace users;
    expect(
        "set_operations",
        {{"union", select(name).union_(select(posts::title))},
         {"union all, ordered",
          select(name, id).union_all(select(posts::title, posts::id)).order_by(name.desc(), id).limit(5).offset(1)},
         {"order by a label",
          select(name.label<"n">()).union_(select(posts::title)).order_by(name, name.label<"n">().desc())},
         {"from left to right",
          select(id).union_(select(posts::id)).intersect(select(posts::author_id)).except_(select(posts::parent_id))},
         {"nested on the right", select(id).except_(select(posts::id).union_(select(posts::author_id)))},
         {"limited parts",
          select(id).order_by(id).limit(1).union_all(select(posts::id).order_by(posts::id.desc()).limit(1))},
         {"subquery", select(select(id).union_(select(posts::id)).subquery("u")["id"])},
         {"in", select(name).where(id.in(select(posts::id).union_(select(posts::author_id))))},
         {"free functions", union_all(union_(select(id), select(id)), select(id))}});
}

TEST_F(SqliteGolden, CommonTableExpressions) {
    using namespace users;
    const auto adults = select(id, name).where(age >= 18).cte("adults");
    const auto named = select(adults["name"])
                           .where(adults["id"] > 5)
                           .cte("named", {.materialized = sql::CteNode::Materialized::yes, .columns = {"n"}});
    const auto roots = select(posts::id, posts::parent_id)
                           .where(posts::parent_id.is_null(), posts::title != "x")
                           .cte("tree", {.recursive = true});
    const auto tree = roots.union_all(select(posts::id, posts::parent_id).join(roots, roots["id"] == posts::parent_id));
    const auto counter = select(literal(1).label<"n">()).cte("counter", {.recursive = true});
    const auto to_ten = counter.union_all(select(counter["n"] + 1).where(counter["n"] < 10));
    expect(
        "cte",
        {{"plain", select(adults["name"]).where(adults["id"] > 1)},
         {"one that needs another", select(named["n"]).where(named["n"] != "x")},
         {"joined with a table", select(posts::title).join(adults, adults["id"] == posts::author_id)},
         {"recursive", select(tree["id"]).order_by(tree["id"])},
         {"counting", select(func::sum(to_ten.column<int>("n")))},
         {"in a subquery", select(name).where(id.in(select(adults.column<int>("id"))))},
         {"said, not used", select(name).with(adults)},
         {"in an update", update(entity<User>).set(active = false).where(id.not_in(select(adults.column<int>("id"))))},
         {"in a delete", delete_from(entity<Post>).where(posts::author_id.in(select(adults.column<int>("id"))))},
         {"in an insert", insert(entity<Post>).from_select(select(adults["name"]), posts::title)}});
}

TEST_F(SqliteGolden, Writes) {
    using namespace users;
    const auto one = insert(entity<User>).values(name = "ed", age = 3);
    expect(
        "writes",
        {{"insert", one},
         {"rows", one.values(age = 4, name = "wendy")},
         {"null and expression",
          insert<User>().values(name = "x", nick = std::nullopt, age = select(func::max(age)).scalar_subquery())},
         {"defaults", insert<User>()},
         {"one default", insert<User>().values(name = "x").returning(id)},
         {"from a select", insert<Post>().from_select(select(name, id).where(active), posts::title, posts::author_id)},
         {"returning", one.returning(id, func::lower(name).label<"l">())},
         {"returning the struct", one.returning(entity<User>)},
         {"ignore conflicts", one.on_conflict_do_nothing()},
         {"ignore one conflict", one.on_conflict_do_nothing(conflict_on(name))},
         {"upsert", one.on_conflict_do_update(conflict_on(name), age = excluded(age), nick = name + "!")
                        .on_conflict_where(age < excluded(age))
                        .returning(id)},
         {"upsert on a partial index", one.on_conflict_do_update(conflict_on(nick).where(active), age = 5)},
         {"upsert from a select", insert<User>().from_select(select(posts::title), name).on_conflict_do_nothing()},
         {"update", update<User>().set(age = age + 1, nick = std::nullopt, active = true).where(name == "ed", age > 3)},
         {"update all", update<User>().set(active = nick.is_null()).all_rows()},
         {"update from", update<User>().set(nick = posts::title).where(posts::author_id == id)},
         {"update by a subquery", update<User>()
                                      .set(age = select(func::count()).where(posts::author_id == id).scalar_subquery())
                                      .all_rows()
                                      .returning(id, age)},
         {"delete", delete_from<User>().where(age < 18)},
         {"delete all", delete_from<Post>().all_rows()},
         {"delete by a subquery",
          delete_from<Post>().where(posts::author_id.in(select(id).where(active))).returning(posts::id)},
         {"delete what nothing refers to",
          delete_from<User>().where(!exists(select(posts::id).where(posts::author_id == id)))}});
}

TEST_F(SqliteGolden, RunTimeTables) {
    MetaData metadata;
    const Table people("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{}),
                       Column("age", Integer{}));
    const Table order("Order", metadata, Column("select", Integer{}), Column("a \"b", String{}),
                      Column("plain", String{}));
    const Table main_users("users", metadata, Column("id", Integer{}), TableOptions{.schema = "main"});
    const FromItem p = alias(people, "p");
    expect(
        "run_time_tables",
        {{"columns", select(people["name"]).where(people["age"] > 30, people["name"] == "ed", 3 < people["age"])},
         {"methods", select(expr(people["name"]))
                         .where(expr(people["name"]).like("a%"), expr(people["age"]).in({1, 2}))
                         .order_by(people["id"])},
         {"all columns", select(people).where(people["age"] == std::nullopt)},
         {"alias", select(p["name"], people["name"]).join(p, p["id"] == people["age"])},
         {"names to quote", select(order["select"], order["a \"b"], order["plain"]).where(order["select"] + 1 > 2)},
         {"quoted alias", select(alias(order, "Where")["select"])},
         {"schema", select(main_users["id"]).where(main_users["id"] == 1)},
         {"insert", insert(people).values({{"name", "ed"}, {"age", 3}}).values({{"age", std::nullopt}, {"name", "x"}})},
         {"update", update(people).set({{"age", 4}}).where(people["name"] == "ed")},
         {"delete", delete_from(people).where(people["name"] == "ed")}});
}

TEST_F(SqliteGolden, Texts) {
    expect("texts",
           {{"no parameters", text("SELECT 'a:b', \"id\", 1 -- :c\n FROM users /* :d */")},
            {"bound", statement(text("SELECT id FROM users WHERE age > :age AND name <> :name AND age < :age + 10"))
                          .bind({{"age", 3}, {"name", "x"}})},
            {"at run time", text(unsafe("DELETE FROM users WHERE id = 0"))}});
}

}  // namespace
}  // namespace rowan::test
