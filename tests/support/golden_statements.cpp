#include "golden_statements.hpp"

#include "sql_tables.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <chrono>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

using Group = StatementGroup;
using Words = DialectWords;

template <class V>
Expr<V> collated(const Expr<V>& e, const Words& words) {
    return Expr<V>(sql::collate(e.node(), words.collation));
}

Group select_group(const Words&) {
    using namespace users;
    return {
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
         {"prefix and another database's hint", select(id).prefix(text("ALL")).hint("oracle", text("FULL(users)"))}}};
}

Group objects_group(const Words&) {
    using namespace users;
    return {
        "objects",
        {{"next number of a sequence", select(next_value(sequence("invoice_no")))},
         {"next number of a sequence elsewhere", select(next_value(sequence("shop.Invoice no")).label<"n">())},
         {"next number in an INSERT", insert(entity<User>).values(id = next_value(sequence("ids")), name = "ed")},
         {"a sample of rows", select(id).tablesample(entity<User>, 12.5)},
         {"a sample of pages, the same each time",
          select(id).tablesample(entity<User>, 10, {.method = sql::SampleMethod::pages, .seed = 7}).where(age > 30)},
         {"a sample of a joined table", select(id, posts::title)
                                            .join(entity<Post>, posts::author_id == id)
                                            .tablesample(entity<Post>, 1, {.method = sql::SampleMethod::pages})}}};
}

Group conditions_group(const Words&) {
    using namespace users;
    return {
        "conditions",
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
         {"starts, ends, contains",
          select(id).where(name.starts_with("50%"), name.ends_with("_x"), name.contains("a/b"), name.contains(nick))},
         {"starts, ends, contains in any case", select(id).where(name.istarts_with("50%"), name.iends_with("_x"),
                                                                 name.icontains("a/b"), name.icontains(nick))},
         {"between", select(id).where(age.between(18, 65), age.not_between(id, id + 10))},
         {"distinct from", select(id).where(nick.is_distinct_from("x"), nick.is_not_distinct_from(name),
                                            nick.is_distinct_from(std::nullopt))},
         {"of NULL", select(id, nick.is_distinct_from(name), nick.is_not_distinct_from(name),
                            nick.is_distinct_from("x"), name.contains(nick), name.istarts_with(nick))},
         {"boolean columns", select(id).where(active, active == true)},
         {"constants", select(id).where(true_() && age > 1, false_() || active)},
         {"tuples",
          select(id).where(tuple_(id, age) == tuple_(1, 2), tuple_(id, age).in(select(posts::id, posts::parent_id)))},
         {"comparison in comparison", select(id).where((age > 1) == (id > 2))},
         {"gathered",
          select(id).where(or_(std::vector<Predicate>{age == 1, age == 2}), and_(std::vector<Predicate>{}))},
         {"literal on both sides of and", select(id).where(and_(age > 1, or_(age < 5, name == "x")))}}};
}

Group expressions_group(const Words& words) {
    using namespace users;
    return {
        "expressions",
        {{"arithmetic", select(age + 1, age - 1, age * 2, age / 2, age % 2, -age, func::floor_div(age, 2))},
         {"precedence", select((age + 1) * 2, age + id * 2, age - (id - 1), (age - id) - 1, age * (id * 2),
                               age / (id + 1), -(age + 1), -(-age))},
         {"concatenation", select(name + " " + nick, name.concat("x"), collated(name + nick, words))},
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
         {"any function", select(func::call<std::string>("upper", name))},
         {"time", select(func::now(), func::current_date(), func::current_time(), func::random())},
         {"extract",
          select(extract(DatePart::year, born), extract(DatePart::quarter, born), extract(DatePart::week, born),
                 extract(DatePart::epoch, born), extract(DatePart::month, born), extract(DatePart::day, born),
                 extract(DatePart::day_of_week, born), extract(DatePart::day_of_year, born))},
         {"windows without an order",
          select(func::row_number().over(), func::rank().over(partition_by(active)), func::lag(age).over(),
                 func::first_value(age).over(), func::sum(age).over(), func::count().over(rows(unbounded_preceding)))},
         {"a fraction in a window's range",
          select(func::sum(height).over(order_by(height), range(preceding(0.5), following(1.25))))},
         {"a time in a window's range",
          select(func::count().over(order_by(born),
                                    range(preceding(std::chrono::days(7)), following(std::chrono::seconds(90)))))},
         {"windows", select(func::row_number().over(order_by(age.desc())),
                            func::sum(age).over(partition_by(active), order_by(id), rows(preceding(2))),
                            func::avg(age).over(order_by(age), range(unbounded_preceding, following(1))),
                            func::count().over(order_by(id), groups(preceding(1), unbounded_following)),
                            func::lag(age).over(order_by(id)), func::rank().over())},
         {"json", select(profile["address"]["lines"][0].as<std::string>(), profile["name"], profile["na'me"].as<int>())
                      .where(profile["age"].as<int>() > 3)},
         {"collate", select(id).where(collated(name, words) == "ED").order_by(collated(name, words).desc())},
         {"nulls", select(id).order_by(age.asc().nulls_first(), nick.desc().nulls_last())}}};
}

Group joins_group(const Words&) {
    using namespace users;
    const FromItem parent(sql::alias(posts_table().source(), "parent"));
    const FromItem anonymous(sql::alias(posts_table().source(), ""));
    return {"joins",
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
             {"select_from", select(func::count()).select_from(entity<Post>).left_join<User>(posts::author_id == id)}}};
}

Group subqueries_group(const Words&) {
    using namespace users;
    const auto older = select(id, name.label<"called">(), func::count().label<"n">())
                           .where(age > 60)
                           .group_by(id, name)
                           .subquery("older");
    const auto unnamed = select(posts::author_id).where(posts::title == "x").subquery();
    const auto numbers = values("v", {"n", "t"}, {{Value(1), Value("a")}, {Value(2), Value()}});
    const auto both = select(id, posts::id, age + 1, age + 2).where(posts::author_id == id).subquery("both");
    return {
        "subqueries",
        {{"in from", select(older["called"], older[id], older.column<int>("n")).where(older["n"] > 1)},
         {"joined", select(name).join(unnamed, unnamed[posts::author_id] == id)},
         {"all of a subquery", select(older)},
         {"columns of one name and of none", select(func::count()).select_from(both)},
         {"scalar", select(name, select(func::count()).where(posts::author_id == id).scalar_subquery().label<"n">())},
         {"scalar compared", select(name).where(age > select(func::avg(age)).scalar_subquery())},
         {"exists", select(name).where(exists(select(posts::id).where(posts::author_id == id)),
                                       !exists(select(posts::id).where(posts::author_id == id, posts::title == "x")))},
         {"nested correlation",
          select(name).where(exists(select(posts::id).where(
              posts::author_id == id,
              exists(select(literal(1)).where(posts::parent_id == id).correlate(entity<User>, entity<Post>)))))},
         {"values", select(numbers["n"], numbers["t"]).where(numbers["n"] > 1)},
         {"exists selected", select(exists(select(id)))}}};
}

Group set_operations_group(const Words&) {
    using namespace users;
    return {
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
         {"free functions", union_all(union_(select(id), select(id)), select(id))}}};
}

Group cte_group(const Words&) {
    using namespace users;
    const auto adults = select(id, name).where(age >= 18).cte("adults");
    const auto named = select(adults["name"])
                           .where(adults["id"] > 5)
                           .cte("named", {.materialized = sql::Materialized::yes, .columns = {"n"}});
    const auto roots = select(posts::id, posts::parent_id)
                           .where(posts::parent_id.is_null(), posts::title != "x")
                           .cte("tree", {.recursive = true});
    const auto tree = roots.union_all(select(posts::id, posts::parent_id).join(roots, roots["id"] == posts::parent_id));
    const auto counter = select(literal(1).label<"n">()).cte("counter", {.recursive = true});
    const auto to_ten = counter.union_all(select(counter["n"] + 1).where(counter["n"] < 10));
    return {
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
         {"in an insert", insert(entity<Post>).from_select(select(adults["name"]), posts::title)}}};
}

Group writes_group(const Words&) {
    using namespace users;
    const auto one = insert(entity<User>).values(name = "ed", age = 3);
    return {
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
          delete_from<User>().where(!exists(select(posts::id).where(posts::author_id == id)))}}};
}

Group run_time_tables_group(const Words&) {
    MetaData metadata;
    const Table people("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{}),
                       Column("age", Integer{}));
    const Table order("Order", metadata, Column("select", Integer{}), Column("a \"b", String{}),
                      Column("plain", String{}));
    const Table main_users("users", metadata, Column("id", Integer{}), TableOptions{.schema = "main"});
    const FromItem p = alias(people, "p");
    return {
        "run_time_tables",
        {{"columns", select(people["name"]).where(people["age"] > 30, people["name"] == "ed", 3 < people["age"])},
         {"methods",
          select(people["name"]).where(people["name"].like("a%"), people["age"].in({1, 2})).order_by(people["id"])},
         {"all columns", select(people).where(people["age"] == std::nullopt)},
         {"alias", select(p["name"], people["name"]).join(p, p["id"] == people["age"])},
         {"names to quote", select(order["select"], order["a \"b"], order["plain"]).where(order["select"] + 1 > 2)},
         {"quoted alias", select(alias(order, "Where")["select"])},
         {"schema", select(main_users["id"]).where(main_users["id"] == 1)},
         {"insert", insert(people).values({{"name", "ed"}, {"age", 3}}).values({{"age", std::nullopt}, {"name", "x"}})},
         {"update", update(people).set({{"age", 4}}).where(people["name"] == "ed")},
         {"delete", delete_from(people).where(people["name"] == "ed")}}};
}

Group texts_group(const Words&) {
    return {"texts",
            {{"no parameters", text("SELECT 'a:b', \"id\", 1 -- :c\n FROM users /* :d */")},
             {"bound", statement(text("SELECT id FROM users WHERE age > :age AND name <> :name AND age < :age + 10"))
                           .bind({{"age", 3}, {"name", "x"}})},
             {"at run time", text(unsafe("DELETE FROM users WHERE id = 0"))}}};
}

Group booleans_group(const Words&) {
    using namespace users;
    const auto old = age > 30;
    return {"booleans",
            {{"a condition selected", select(age > 30, name == nick, nick.is_null(), !active)},
             {"a condition under a label", select((age > 30).label("old")).order_by((age > 30).label("old"))},
             {"a boolean as a condition", select(id).where(active)},
             {"a boolean compared", select(id).where(active == false, active != (age > 3))},
             {"not", select(id).where(!active, !(active && age > 3))},
             {"or of booleans", select(id).where(active || age > 3 || !active)},
             {"order by a condition", select(id).order_by((age > 30).desc(), active)},
             {"group by a condition", select(old, func::count()).group_by(old)},
             {"in a function", select(func::coalesce(active, false), func::nullif(active, age > 3))},
             {"as a branch", select(case_(when(active, age > 30)).else_(nick.is_null()))},
             {"having", select(name).group_by(name).having(func::count() > 1 && func::max(age) < 9)},
             {"assigned", update<User>().set(active = func::coalesce(age > 30, false)).where(active)},
             {"assigned exists",
              update<User>().set(active = exists(select(posts::id).where(posts::author_id == id))).all_rows()},
             {"inserted", insert<User>().values(name = "x", active = true)},
             {"joined on", select(name).join<Post>(active && posts::author_id == id)},
             {"constants", select(true_(), false_()).where(true_())}}};
}

Group pages_group(const Words&) {
    using namespace users;
    return {"pages",
            {{"limit", select(id).order_by(id).limit(3)},
             {"limit without order", select(id).limit(3)},
             {"offset with order", select(id).order_by(id).offset(3)},
             {"offset without order", select(id).limit(2).offset(3)},
             {"distinct without order", select(name).distinct().limit(2).offset(3)},
             {"distinct, first rows", select(name).distinct().limit(2)},
             {"limit by an expression", select(id).order_by(id).limit(literal(1) + 2)},
             {"set operation without order", select(id).union_(select(posts::id)).limit(2).offset(1)},
             {"set operation with order", select(id).union_(select(posts::id)).order_by(id).limit(2)},
             {"limited scalar", select(select(name).order_by(id).limit(1).scalar_subquery())},
             {"limited subquery", select(select(id).order_by(id).limit(3).subquery("s")["id"])},
             {"ordered subquery", select(select(id).order_by(id).subquery("s")["id"])},
             {"limited in", select(name).where(id.in(select(posts::author_id).order_by(posts::id).limit(2)))},
             {"in of an offset", select(name).where(id.in(select(posts::author_id).order_by(posts::id).offset(2)))},
             {"in of a limited set operation",
              select(name).where(id.in(select(posts::id).union_(select(id)).order_by(posts::id).limit(1)))},
             {"any of some", select(name).where(id > any_(select(posts::author_id).order_by(posts::id).limit(2)))},
             {"limited exists", select(name).where(exists(select(posts::id).limit(1)))},
             {"limited cte", select(select(id).order_by(id).limit(3).cte("c")["id"])},
             {"with ties", select(name).order_by(age.desc()).limit(3).with_ties()},
             {"with ties behind an offset", select(name).order_by(age.desc()).limit(3).offset(1).with_ties()},
             {"with ties, distinct", select(age).distinct().order_by(age).limit(2).with_ties()},
             {"limit in percent", select(name).order_by(age.desc(), id).limit_percent(12.5)},
             {"limit in percent with ties", select(name).order_by(age).limit_percent(50).with_ties()},
             {"limit in percent behind an offset", select(name).order_by(age, id).limit_percent(50).offset(1)},
             {"limit in percent without order",
              select(func::count()).select_from(select(id).limit_percent(100).subquery("s"))},
             {"named limit", select(id).order_by(id).limit(parameter("n")).offset(parameter("from"))}}};
}

Group full_text_group(const Words&) {
    using namespace users;
    return {"full_text",
            {{"words in a text", select(posts::id).where(full_text(posts::title).matches("storm sea"))},
             {"words in texts", select(id).where(full_text(name, nick).matches("storm"))},
             {"not the words", select(posts::id).where(!full_text(posts::title).matches("storm"), posts::id > 3)},
             {"words of a language",
              select(posts::id).where(full_text(posts::title).language("english").matches("storms"))},
             {"whether the words are there", select(posts::id, full_text(posts::title).matches("storm"))}}};
}

Group locks_group(const Words&) {
    using namespace users;
    const FromItem u(sql::alias(users_table().source(), "u"));
    return {"locks",
            {{"for update", select(id).where(age > 3).for_update()},
             {"for update nowait", select(id).for_update({.nowait = true})},
             {"for update, skipping", select(id).order_by(id).for_update({.skip_locked = true})},
             {"the first free row", select(id).order_by(id).limit(1).for_update({.skip_locked = true})},
             {"for share", select(id).for_share()},
             {"for share nowait", select(id).for_share({.nowait = true})},
             {"of a join", select(name, posts::title).join<Post>(posts::author_id == id).for_update()},
             {"of one table of a join",
              select(name, posts::title).join<Post>(posts::author_id == id).for_update({.of = {entity<Post>}})},
             {"of an alias", select(u["name"]).join(entity<Post>, posts::author_id == u[id]).for_update({.of = {u}})},
             {"of two tables, skipping", select(name, posts::title)
                                             .join<Post>(posts::author_id == id)
                                             .for_update({.skip_locked = true, .of = {entity<User>, entity<Post>}})},
             {"for share of", select(name).join<Post>(posts::author_id == id).for_share({.of = {entity<User>}})},
             {"for no key update", select(id).where(age > 3).for_no_key_update()},
             {"for key share, skipping", select(id).for_key_share({.skip_locked = true})},
             {"not of a subquery", select(name).where(id.in(select(posts::author_id))).for_update()}}};
}

Group more_functions_group(const Words&) {
    using namespace users;
    return {
        "more_functions",
        {{"text", select(func::ltrim(name), func::rtrim(name), func::substr(name, 2), func::length(nick))},
         {"searched text", select(id).where(func::position(name, "ed") > 0, func::length(name) < 9)},
         {"rounded", select(func::round(height), func::round(height, 1), func::abs(height))},
         {"division", select(age / 2, height / 2, age / height, cast<double>(age) / 3, func::floor_div(age, id))},
         {"average of integers", select(func::avg(age), func::sum(id), func::sum(height))},
         {"the greatest of three", select(func::greatest(age, id, 3), func::least(height, 1.5))},
         {"gathered texts", select(func::string_agg(name, "; ")).group_by(active)},
         {"filtered aggregates", select(func::sum(age).filter(active), func::count_distinct(name).filter(age > 3),
                                        func::count(age).filter(id > 1), func::string_agg(name, ",").filter(active))},
         {"windows of values",
          select(func::ntile(4).over(order_by(age)), func::lead(age, 2).over(order_by(id)),
                 func::first_value(name).over(partition_by(age), order_by(id)),
                 func::last_value(name).over(order_by(id)), func::nth_value(name, 2).over(order_by(id)))},
         {"ranks", select(func::dense_rank().over(order_by(age)), func::percent_rank().over(order_by(age)),
                          func::cume_dist().over(order_by(age)))},
         {"frames", select(func::sum(age).over(order_by(id), rows(unbounded_preceding, unbounded_following)),
                           func::sum(age).over(order_by(id), rows(current_row, following(2))),
                           func::sum(age).over(order_by(id), range(unbounded_preceding)))},
         {"values in branches", select(case_(when(age > 3, 1)).else_(2), case_(when(age > 3, 1.5)),
                                       case_(when(age > 3, "a"), when(age < 1, "b")).else_("c"))},
         {"values selected", select(literal(1), literal("x"), literal(0.5), literal(true))},
         {"values combined", select(literal(1) + 2, literal("a") + literal("b"))},
         {"casts", select(cast<bool>(age), cast<std::int64_t>(name), cast<Timestamp>(born), cast<std::string>(height))},
         {"bits of values", select(id).where(age.bit_and(4) == 4, age.bit_xor(1) > 8)},
         {"shifted bits", select(age.shift_left(1), age.shift_right(id))},
         {"times of day", select(extract(DatePart::hour, func::now()), extract(DatePart::minute, func::now()),
                                 extract(DatePart::second, func::now()))},
         {"modulo", select(id).where(age % 2 == 0)},
         {"fractions beside integers", select(age + 0.5, id * 1.5).where(age > 30.5, age.between(0.5, 2.5))},
         {"negated", select(-age, -(-id), age.bit_not())},
         {"bits in arithmetic", select(age.bit_not() + 1, -age.bit_not() * 2, (age.bit_not() - id).bit_not())},
         {"shifted by a sum", select((age + 1).shift_left(id + 1))}}};
}

Group upserts_group(const Words&) {
    using namespace users;
    const auto one = insert<User>().values(name = "ed", age = 3);
    const auto both = one.values(name = "wendy", age = 4);
    const auto post = insert<Post>().values(posts::id = 1, posts::title = "x");
    const auto copied = insert<Post>().from_select(select(id, name), posts::id, posts::title);
    const auto two_keys = insert<User>().values(id = 1, name = "ed");
    return {
        "upserts",
        {{"nothing, any key", one.on_conflict_do_nothing()},
         {"nothing, this key", both.on_conflict_do_nothing(conflict_on(name))},
         {"update", one.on_conflict_do_update(conflict_on(name), age = excluded(age))},
         {"update of several", both.on_conflict_do_update(conflict_on(name), age = excluded(age), nick = name)},
         {"update by what is there", one.on_conflict_do_update(conflict_on(name), age = age + excluded(age))},
         {"update if",
          one.on_conflict_do_update(conflict_on(name), nick = excluded(name)).on_conflict_where(age < excluded(age))},
         {"update and return", one.on_conflict_do_update(conflict_on(name), age = 5).returning(id, age)},
         {"by the primary key",
          post.on_conflict_do_update(conflict_on(posts::id), posts::title = excluded(posts::title))},
         {"from a select", copied.on_conflict_do_update(conflict_on(posts::id), posts::title = excluded(posts::title))},
         {"two keys given", two_keys.on_conflict_do_update(conflict_on(name), age = 1)},
         {"nothing, two keys given", two_keys.on_conflict_do_nothing()},
         {"no key given", insert<Post>().values(posts::title = "x").on_conflict_do_nothing()}}};
}

Group joined_writes_group(const Words&) {
    using namespace users;
    const FromItem p(sql::alias(posts_table().source(), "p"));
    const auto by_posts = update<User>().set(nick = posts::title).where(posts::author_id == id);
    return {
        "joined_writes",
        {{"update from", by_posts},
         {"update from an alias", update<User>().set(nick = p["title"]).where(p["author_id"] == id, p["id"] > 3)},
         {"update from, returning", by_posts.returning(id)},
         {"delete using", delete_from<Post>().where(posts::author_id == id, age > 3)},
         {"delete using, returning", delete_from<Post>().where(posts::author_id == id).returning(posts::id)},
         {"update returning", update<User>().set(age = age + 1).where(id == 1).returning(id, age)},
         {"delete returning", delete_from<User>().where(id == 1).returning(id, name)},
         {"delete returning an expression", delete_from<User>().where(id == 1).returning(func::upper(name).label("n"))},
         {"exchanged columns", update<Post>()
                                   .set(posts::author_id = posts::parent_id, posts::parent_id = posts::author_id)
                                   .where(posts::id == 1)},
         {"a column read beside it", update<User>().set(age = id, height = age * 2.0).where(id == 1)},
         {"read back in a subquery", update<User>().set(age = select(func::max(age)).scalar_subquery()).where(id == 1)},
         {"deleted by its own rows", delete_from<User>().where(age < select(func::avg(age)).scalar_subquery())}}};
}

Group hard_group(const Words&) {
    using namespace users;
    const auto inner = select(posts::id).where(posts::author_id == id).lateral("l");
    InsertCore mixed(users_table().source());
    mixed.add_row({age.set(1), {id.node(), sql::default_()}});
    mixed.add_row({age.set(2), id.set(5)});
    InsertCore nickless(users_table().source());
    nickless.add_row({name.set("x"), {nick.node(), sql::default_()}});
    nickless.add_row({name.set("y"), nick.set("z")});
    InsertCore defaults(users_table().source());
    defaults.add_row({{id.node(), sql::default_()}});
    return {
        "hard",
        {{"returning", insert<User>().values(name = "x").returning(id)},
         {"intersect", select(id).intersect(select(posts::id))},
         {"intersect all", select(id).intersect_all(select(posts::id))},
         {"except", select(id).except_(select(posts::id))},
         {"except all", select(id).except_all(select(posts::id))},
         {"nulls last", select(id).order_by(age.asc().nulls_last())},
         {"nulls first in a set operation", select(age).union_(select(posts::id)).order_by(age.asc().nulls_first())},
         {"full join", select(name).full_join<Post>(posts::author_id == id)},
         {"exists selected", select(exists(select(id)))},
         {"tuple compared", select(id).where(tuple_(id, age) == tuple_(1, 2), tuple_(id, age) != tuple_(3, 4))},
         {"tuple ordered", select(id).where(tuple_(id, age) > tuple_(1, 2))},
         {"tuple in", select(id).where(tuple_(id, age).in(select(posts::id, posts::parent_id)))},
         {"regular expression", select(id).where(name.matches("^e"), !name.matches("x$"))},
         {"composed regular expression", select(id).where((name + "x").matches(literal("^").concat(nick)))},
         {"regular expression in a document", select(id).where(name.matches(profile["pattern"].as<std::string>()))},
         {"distinct on", select(name, age).distinct_on(name).order_by(name, age)},
         {"lateral", select(name, inner["id"])},
         {"writing cte", select(cte("c", insert<User>().values(name = "x").returning(id))["id"])},
         {"some defaults", mixed},
         {"some defaults beside the key's", nickless},
         {"a row of defaults", defaults},
         {"json as json", select(profile["a"])},
         {"json as numbers", select(profile["a"][1].as<int>(), profile["b"].as<double>(), profile["c"].as<bool>())},
         {"patterns with brackets and backslashes", select(id).where(name.like("[a]%"), name.contains("[x]\\"))},
         {"null safe", select(id).where(nick.is_distinct_from(name), age.is_not_distinct_from(3))}}};
}

Group groupings_group(const Words&) {
    using namespace users;
    const auto decade = age / 10;
    const auto middle = func::percentile_cont(0.5).within_group(order_by(age));
    return {"groupings",
            {{"rollup", select(active, name, func::count()).group_by(rollup(active, name))},
             {"rollup beside another", select(active, name, func::count()).group_by(active, rollup(name, age))},
             {"cube", select(active, name, func::sum(age)).group_by(cube(active, name))},
             {"grouping sets",
              select(active, name, func::count())
                  .group_by(grouping_sets(grouping_set(active, name), grouping_set(name), grouping_set()))},
             {"which grouping", select(active, func::grouping(active), func::count()).group_by(rollup(active))},
             {"having of a rollup",
              select(active, func::count()).group_by(rollup(active, name)).having(func::grouping(active) == 0)},
             {"grouped by one value twice",
              select(func::substr(name, 1, 1), func::count()).group_by(func::substr(name, 1, 1))},
             {"having of an expression", select(func::count()).group_by(age + 1).having(age + 1 > 3)},
             {"grouped by an expression", select(decade, func::count()).group_by(decade)},
             {"a median", select(middle)},
             {"a median of each group", select(active, middle).group_by(active)},
             {"the value at a part", select(func::percentile_disc<int>(0.9).within_group(order_by(age.desc())))},
             {"the most frequent", select(func::mode<int>().within_group(order_by(age)))},
             {"a median beside each row", select(name, middle.over(partition_by(active)))},
             {"distinct aggregates", select(func::count_distinct(name), func::count_distinct(age))},
             {"aggregates of booleans", select(func::max(active), func::min(active), func::max(age > 30))},
             {"numbers put together", select(func::string_agg(age, ";"))},
             {"aggregates of a condition", select(func::sum(case_(when(age > 30, 1)).else_(0)), func::count(nick))},
             {"aggregates of aggregates",
              select(func::max(select(func::count().label<"n">()).group_by(name).subquery("c").column<int>("n")))},
             {"no group is left", select(name, func::count()).group_by(name).having(func::count() == 0)}}};
}

Group quantified_group(const Words&) {
    using namespace users;
    const auto authors = select(posts::author_id);
    const auto parents = select(posts::parent_id).where(posts::author_id == id);
    return {"quantified",
            {{"equal to any", select(name).where(id == any_(authors))},
             {"greater than any", select(name).where(age > any_(authors))},
             {"greater than all", select(name).where(age > all_(authors))},
             {"different from all", select(name).where(id != all_(authors))},
             {"of a correlated query", select(name).where(id < all_(parents))},
             {"not", select(name).where(!(age >= any_(parents)))},
             {"an operator by its name", select(id).where(operation<bool>("<", age, id))},
             {"operators inside operators",
              select(operation<int>("+", operation<int>("*", age, id), id)).where(operation<bool>("=", age + 1, id))},
             {"an operator negated", select(id).where(!operation<bool>("<", age, 3), age > 1)}}};
}

Group numbers_group(const Words&) {
    using namespace users;
    return {"numbers",
            {{"powers and roots", select(func::power(age, 2), func::power(2, age), func::sqrt(height))},
             {"floor, ceiling, sign", select(func::floor(height), func::ceil(height), func::sign(age))},
             {"regexp_replace", select(func::regexp_replace(name, "[aeiou]", "*"))},
             {"who is logged in", select(func::current_user())},
             {"try_cast", select(try_cast<int>(name), try_cast<Date>(name))},
             {"try_cast in a condition", select(id).where(try_cast<int>(name) > 5)},
             {"a cast of a sum", select(cast<std::int64_t>(func::sum(age) * 2))},
             {"the sum of a quotient", select(func::sum(age / 2.0), func::avg(height * 1.5))},
             {"a share", select(cast<double>(func::count().filter(active)) / func::count())},
             {"rounded to tens", select(func::round(height, -1))},
             {"between computed", select(id).where((age * 2).between(id, id + 100))},
             {"an expression in a list", select(id).where(age.in({1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))}}};
}

Group reports_group(const Words&) {
    using namespace users;
    const FromItem other(sql::alias(users_table().source(), "other"));
    const auto ranked =
        select(name, active, func::row_number().over(partition_by(active), order_by(age.desc())).label<"place">())
            .subquery("ranked");
    const auto per_author =
        select(posts::author_id.label<"author">(), func::count().label<"n">()).group_by(posts::author_id);
    const auto counted = per_author.cte("counted");
    const auto totals = per_author.subquery("totals");
    const auto root = select(posts::id, posts::parent_id, literal(0).label<"depth">())
                          .where(posts::parent_id.is_null())
                          .cte("tree", {.recursive = true, .columns = {"id", "parent_id", "depth"}});
    const auto tree = root.union_all(
        select(posts::id, posts::parent_id, root.column<int>("depth") + 1).join(root, root["id"] == posts::parent_id));
    const auto year = extract(DatePart::year, born);
    const auto band = case_(when(age < 18, "young"), when(age < 65, "grown")).else_("old");
    return {
        "reports",
        {{"the first of each group", select(ranked["name"]).where(ranked["place"] <= 3)},
         {"running total", select(id, func::sum(age).over(order_by(id), rows(unbounded_preceding)))},
         {"moving average", select(id, func::avg(age).over(order_by(id), rows(preceding(2), following(2))))},
         {"change to the row before", select(id, age - func::lag(age).over(order_by(id)))},
         {"those without any", select(name).left_join<Post>(posts::author_id == id).where(posts::id.is_null())},
         {"those without any, by not exists",
          select(name).where(!exists(select(posts::id).where(posts::author_id == id)))},
         {"those with more than the average",
          select(totals["author"]).where(totals["n"] > select(func::avg(counted.column<int>("n"))).scalar_subquery())},
         {"pairs of equals",
          select(name, other["name"]).where(age == other.column<int>("age"), id < other.column<int>("id"))},
         {"a column for each value",
          select(name, func::count().filter(active), func::count().filter(!active)).group_by(name)},
         {"by year", select(year, func::count()).group_by(year).order_by(year)},
         {"by year and month", select(year, extract(DatePart::month, born), func::count())
                                   .group_by(year, extract(DatePart::month, born))
                                   .having(func::count() > 1)},
         {"a tree with its depth", select(tree["id"], tree["depth"]).order_by(tree["depth"], tree["id"])},
         {"the deepest of a tree", select(func::max(tree.column<int>("depth")))},
         {"the newest of each", select(name, select(posts::title)
                                                 .where(posts::author_id == id)
                                                 .order_by(posts::id.desc())
                                                 .limit(1)
                                                 .scalar_subquery()
                                                 .label<"newest">())},
         {"joined with their counts",
          select(name, totals["n"]).left_join(totals, totals["author"] == id).order_by(totals["n"].desc())},
         {"both, either, none", select(name).where(active).union_(select(name).where(age > 30)).except_(select(nick))},
         {"shares of the whole", select(name, cast<double>(age) / func::sum(age).over())},
         {"quarters", select(func::ntile(4).over(order_by(age)), name)},
         {"ranked by two", select(name, func::rank().over(order_by(active.desc(), age.asc().nulls_last())))},
         {"set from a count", update<User>()
                                  .set(age = select(func::count()).where(posts::author_id == id).scalar_subquery())
                                  .where(active)},
         {"deleted by rank",
          delete_from<User>().where(id.in(select(ranked.column<int>("place")).where(ranked["place"] > 10)))},
         {"inserted from a report", insert<Post>().from_select(select(name, id).where(age > 30, nick.is_not_null()),
                                                               posts::title, posts::author_id)},
         {"searched without regard to case", select(id).where(func::lower(name).like("%ed%"), name.ilike("%x%"))},
         {"the text around a name", select(literal("<") + name + ">", func::coalesce(nick, name) + "!")},
         {"gaps between keys",
          select(id + 1).where(!exists(select(other["id"]).where(other.column<int>("id") == id + 1)))},
         {"the first and the last of each group",
          select(name, func::first_value(id).over(partition_by(active), order_by(age)),
                 func::max(id).over(partition_by(active)))},
         {"better than most", select(name).where(age >= select(func::avg(age) * 1.5).scalar_subquery(), active)},
         {"those with several, and how many",
          select(totals["author"], totals["n"]).where(totals["n"] > 1).order_by(totals["n"].desc()).limit(5)},
         {"an average that ignores zeros", select(func::avg(func::nullif(age, 0)), func::count(func::nullif(age, 0)))},
         {"bands", select(band, func::count()).group_by(band).order_by(func::count().desc())},
         {"set to what others have",
          update<User>()
              .set(nick = select(func::min(posts::title)).where(posts::author_id == id).scalar_subquery())
              .where(nick.is_null())},
         {"deleted with nobody left",
          delete_from<User>().where(!exists(select(posts::id).where(posts::author_id == id)), !active)},
         {"three in one, in order", select(name)
                                        .where(active)
                                        .union_all(select(nick).where(age > 30))
                                        .union_all(select(posts::title))
                                        .limit(10)}}};
}

Group differences_group(const Words&) {
    using namespace users;
    const FromItem parent(sql::alias(posts_table().source(), "parent"));
    const Date spring{std::chrono::year(1980) / 3 / 1};
    const auto counted = select(posts::author_id.label<"author">(), func::count().label<"n">())
                             .group_by(posts::author_id)
                             .cte("counted");
    const auto oldest = select(id).order_by(age.desc().nulls_last(), id).limit(2);
    const auto three =
        insert<User>().values(name = "ed", age = 1).values(name = "x", age = 2).values(name = "y", age = 3);
    return {
        "differences",
        {{"dates compared",
          select(id).where(born >= spring, born.between(spring, Date{std::chrono::year(1990) / 1 / 1}))},
         {"a date inserted", insert<User>().values(name = "x", born = spring, height = 1.5, active = false)},
         {"a quote, a backslash and a bracket", select(id).where(name == "it's \\ [x]", nick != "''")},
         {"beyond ASCII", select(id, literal("Zo\u00eb \u6f22\u5b57")).where(name != "Zo\u00eb \u6f22\u5b57")},
         {"a number as text", select(cast<std::string>(id) + "-" + name).where(cast<std::string>(age) == "40")},
         {"a condition as a number", select(cast<int>(age > 30), func::sum(case_(when(active, 1)).else_(0)).over())},
         {"a number as a condition", select(id).where(cast<bool>(age), !cast<bool>(id - id))},
         {"exists beside a column", select(name, exists(select(posts::id).where(posts::author_id == id)))},
         {"ordered by exists", select(id).order_by(exists(select(posts::id).where(posts::author_id == id)).desc(), id)},
         {"patterns with an escape, in any case",
          select(id).where(name.ilike("%/%%", '/'), name.not_ilike("_/_%", '/'))},
         {"part of a date in a condition", select(id).where(extract(DatePart::year, born) == 1980)},
         {"of an outer join, nothing", select(name, posts::title)
                                           .left_join<Post>(posts::author_id == id && posts::title != "x")
                                           .where(posts::title.is_null() || posts::title > "a")
                                           .order_by(id, posts::id)},
         {"three tables", select(name, posts::title, parent["title"])
                              .join<Post>(posts::author_id == id)
                              .left_join(parent, parent["id"] == posts::parent_id)
                              .order_by(posts::id)},
         {"a cte beside a table",
          select(name, counted["n"]).left_join(counted, counted["author"] == id).where(counted["n"] > 0)},
         {"a cte used twice",
          select(counted["author"])
              .where(counted["n"] == select(func::max(counted.column<int>("n"))).scalar_subquery())},
         {"deleted, the first of an order", delete_from<User>().where(id.in(oldest))},
         {"updated, the first of an order", update<User>().set(nick = "old").where(id.in(oldest))},
         {"updated by a case",
          update<User>()
              .set(age = case_(when(age > 30, age - 1)).else_(age + 1), nick = func::coalesce(nick, name))
              .all_rows()},
         {"three rows, one known", three.on_conflict_do_update(conflict_on(name), age = excluded(age) * 2)},
         {"three rows, one left", three.on_conflict_do_nothing(conflict_on(name))},
         {"ranked groups",
          select(active, func::count(), func::rank().over(order_by(func::count().desc()))).group_by(active)},
         {"the last page", select(id).order_by(id.desc()).limit(2).offset(1)},
         {"nothing of everything", select(id).where(false_()).limit(0)},
         {"distinct of two", select(active, age.is_null()).distinct().order_by(active)},
         {"the union of pages", select(select(id)
                                           .order_by(id)
                                           .limit(1)
                                           .union_all(select(posts::id).order_by(posts::id).limit(1))
                                           .subquery("u")["id"])},
         {"every text function",
          select(func::upper(func::trim(" a ")), func::length("a "), func::replace(nick, "3", ""),
                 func::substr(name, 2, 3), func::position(name, "0"))},
         {"rounding", select(func::round(height), func::floor(-height), func::ceil(-height), func::abs(-height),
                             func::sign(-age), -age % 7, func::floor_div(-age, 7))}}};
}

}  // namespace

std::vector<StatementGroup> golden_statements(const DialectWords& words) {
    return {
        select_group(words),  objects_group(words),         conditions_group(words),     expressions_group(words),
        joins_group(words),   subqueries_group(words),      set_operations_group(words), cte_group(words),
        writes_group(words),  run_time_tables_group(words), texts_group(words),          booleans_group(words),
        pages_group(words),   full_text_group(words),       locks_group(words),          more_functions_group(words),
        upserts_group(words), joined_writes_group(words),   groupings_group(words),      quantified_group(words),
        numbers_group(words), reports_group(words),         hard_group(words),           differences_group(words)};
}

std::string golden_text(const Statement& statement, const Dialect& dialect, Literals literals) {
    try {
        const std::string sql = statement.to_sql(dialect, literals);
        return sql.ends_with(';') ? sql : sql + ";";
    } catch (const UnsupportedError& error) {
        return std::string("-- refused: ") + error.what();
    }
}

}  // namespace rowan::test
