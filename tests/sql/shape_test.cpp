#include <rowan/sql/shape.hpp>

#include "sql_tables.hpp"
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

std::string shape_of(const Statement& statement) {
    sql::Shape shape;
    shape.read(statement);
    return std::string(shape.bytes());
}
std::vector<Value> values_of(const Statement& statement) {
    sql::Shape shape;
    shape.read(statement);
    std::vector<Value> values;
    for (const Value* value : shape.values())
        values.push_back(*value);
    return values;
}

TEST(Shape, OfAnEmptyListIsNoneOfAList) {
    const auto of = [](const std::vector<int>& ids) {
        return shape_of(select(users::name).where(users::id.not_in(ids)));
    };
    EXPECT_NE(of({}), of({1})) << "else the SQL of one, which names no row or every row, would be that of the other";
    EXPECT_EQ(of({1}), of({2}));
    EXPECT_EQ(of({1, 2, 3}), of({1, 2, 3, 4}));
}

TEST(Shape, CollectsValuesInOrder) {
    const auto statement =
        select(users::id).where(users::age > 30, users::name == "ed", users::id.in({7, 8, 9})).limit(5).offset(6);
    EXPECT_EQ(values_of(statement), (std::vector<Value>{30, "ed", 7, 8, 9, 9, 5, 6}));
}

TEST(Shape, ReadsAgainFromAnew) {
    sql::Shape shape;
    shape.read(select(users::id).where(users::age > 1));
    const std::string first(shape.bytes());
    const std::uint64_t hash = shape.hash();
    const auto other = select(users::name);
    shape.read(other);
    EXPECT_NE(shape.bytes(), first);
    EXPECT_NE(shape.hash(), hash);
    EXPECT_TRUE(shape.values().empty());
    const auto same = select(users::id).where(users::age > 2);
    shape.read(same);
    EXPECT_EQ(shape.bytes(), first);
    EXPECT_EQ(shape.hash(), hash);
}

/// A statement made with values that depend on `v`; all else is the same.
using Maker = std::function<Statement(int v)>;

// Each differs from every other in something besides values.
std::vector<Maker> makers() {
    using namespace users;
    static const MetaData metadata;
    const auto base = [](int v) { return select(id, name).where(age > v); };
    std::vector<Maker> list{
        [=](int v) { return base(v); },
        [=](int v) { return select(id, nick).where(age > v); },
        [=](int v) { return select(name, id).where(age > v); },
        [=](int v) { return select(id).where(age > v); },
        [=](int v) { return select(id, name).where(age >= v); },
        [=](int v) { return select(id, name).where(id > v); },
        [=](int v) { return select(id, name).where(v > age); },
        [=](int v) { return select(id, name).where(!(age > v), age > v); },
        [=](int v) { return select(id, name).where(age > v, age > v); },
        [=](int v) { return select(id, name).where(age > v && age > v); },
        [=](int v) { return select(id, name).where(age > v || age > v); },
        [=](int v) { return select(id, name).where((age > v || age > v) && active); },
        [=](int v) { return select(id, name).where(age > v || (age > v && active)); },
        [=](int v) { return base(v).order_by(id); },
        [=](int v) { return base(v).order_by(id.asc()); },
        [=](int v) { return base(v).order_by(id.desc()); },
        [=](int v) { return base(v).order_by(id.desc().nulls_last()); },
        [=](int v) { return base(v).order_by(id.desc().nulls_first()); },
        [=](int v) { return base(v).group_by(id); },
        [=](int v) { return base(v).having(age > v); },
        [=](int v) { return base(v).limit(v); },
        [=](int v) { return base(v).offset(v); },
        [=](int v) { return base(v).limit(v).offset(v); },
        [=](int v) { return base(v).distinct(); },
        [=](int v) { return base(v).for_update(); },
        [=](int v) { return base(v).for_update({.nowait = true}); },
        [=](int v) { return base(v).for_update({.skip_locked = true}); },
        [=](int v) { return base(v).for_share(); },
        [=](int v) { return base(v).prefix(text("ALL")); },
        [=](int v) { return base(v).hint("sqlite", text("x")); },
        [=](int v) { return base(v).hint("other", text("x")); },
        [=](int v) { return base(v).select_from(entity<Post>); },
        [=](int v) { return base(v).correlate(entity<Post>); },
        [=](int v) { return base(v).distinct_on(id); },
        [=](int v) { return base(v).join<Post>(posts::author_id == id); },
        [=](int v) { return base(v).left_join<Post>(posts::author_id == id); },
        [=](int v) { return base(v).full_join<Post>(posts::author_id == id); },
        [=](int v) { return base(v).cross_join(entity<Post>); },
        [=](int v) { return base(v).union_(base(v)); },
        [=](int v) { return base(v).union_all(base(v)); },
        [=](int v) { return base(v).union_all(base(v)).order_by(id); },
        [=](int v) { return base(v).union_all(base(v)).limit(v); },
        [=](int v) { return select(id, name.label<"n">()).where(age > v); },
        [=](int v) { return select(id, name.label<"m">()).where(age > v); },
        [=](int v) { return select(id, name).where(age.in({v})); },
        [=](int v) { return select(id, name).where(age.in({v, v})); },
        [=](int v) { return select(id, name).where(age.in({v, v, v})); },
        [=](int v) { return select(id, name).where(age.not_in({v})); },
        [=](int v) { return select(id, name).where(age.in(std::vector<int>{}), age > v); },
        [=](int v) { return select(id, name).where(age.in(std::vector<std::optional<int>>{v, std::nullopt})); },
        [=](int v) { return select(id, name).where(age.in(select(posts::id).where(posts::id > v))); },
        [=](int v) { return select(id, name).where(exists(select(posts::id).where(posts::id > v))); },
        [=](int v) { return select(id, name).where(!exists(select(posts::id).where(posts::id > v))); },
        [=](int v) { return select(id, name).where(age.between(v, v)); },
        [=](int v) { return select(id, name).where(age.not_between(v, v)); },
        [=](int v) { return select(id, name).where(name.like(std::to_string(v))); },
        [=](int v) { return select(id, name).where(name.like(std::to_string(v), '/')); },
        [=](int v) { return select(id, name).where(name.like(std::to_string(v), '!')); },
        [=](int v) { return select(id, name).where(name.not_like(std::to_string(v))); },
        [=](int v) { return select(id, name).where(name.ilike(std::to_string(v))); },
        [=](int v) { return select(id, name).where(age + v > 1); },
        [=](int v) { return select(id, name).where(age - v > 1); },
        [=](int v) { return select(id, name).where(-(age - v) > 1); },
        [=](int v) { return select(id, name).where(func::lower(name) == std::to_string(v)); },
        [=](int v) { return select(id, name).where(func::upper(name) == std::to_string(v)); },
        [=](int v) { return select(id, name).where(func::upper(nick) == std::to_string(v)); },
        [=](int v) { return select(cast<std::string>(age), literal(v)); },
        [=](int v) { return select(cast<int>(age), literal(v)); },
        [=](int v) { return select(name.collate("a"), literal(v)); },
        [=](int v) { return select(name.collate("b"), literal(v)); },
        [=](int v) { return select(extract(DatePart::year, born), literal(v)); },
        [=](int v) { return select(extract(DatePart::month, born), literal(v)); },
        [=](int v) { return select(profile["a"], literal(v)); },
        [=](int v) { return select(profile["a"]["b"], literal(v)); },
        [=](int v) { return select(profile["ab"], literal(v)); },
        [=](int v) { return select(profile[1], literal(v)); },
        [=](int v) { return select(profile["a"].as<int>(), literal(v)); },
        [=](int v) { return select(profile["a"].as<std::string>(), literal(v)); },
        [=](int v) { return select(case_(when(age > v, v))); },
        [=](int v) { return select(case_(when(age > v, v)).else_(v)); },
        [=](int v) { return select(func::count().filter(age > v)); },
        [=](int v) { return select(func::count().over(), literal(v)); },
        [=](int v) { return select(func::count().over(order_by(id)), literal(v)); },
        [=](int v) { return select(func::count().over(partition_by(id)), literal(v)); },
        [=](int v) { return select(func::count().over(order_by(id), rows(preceding(1))), literal(v)); },
        [=](int v) { return select(func::count().over(order_by(id), rows(preceding(2))), literal(v)); },
        [=](int v) { return select(func::count().over(order_by(id), rows(following(1))), literal(v)); },
        [=](int v) { return select(func::count().over(order_by(id), range(preceding(1))), literal(v)); },
        [=](int v) { return select(text("a"), literal(v)); },
        [=](int v) { return select(text("b"), literal(v)); },
        [=](int v) { return select(text(":a"), literal(v)); },
        [=](int v) { return select(text(":b"), literal(v)); },
        [=](int v) { return select(parameter("a"), literal(v)); },
        [=](int v) { return select(base(v).subquery("s")["id"]); },
        [=](int v) { return select(base(v).subquery("t")["id"]); },
        [=](int v) { return select(base(v).subquery()["id"]); },
        [=](int v) { return select(base(v).lateral("s")["id"]); },
        [=](int v) { return select(base(v).cte("s")["id"]); },
        [=](int v) { return select(base(v).cte("s", {.materialized = sql::Materialized::yes})["id"]); },
        [=](int v) { return select(base(v).cte("s", {.columns = {"id", "n"}})["id"]); },
        [=](int v) { return select(base(v).cte("s", {.recursive = true})["id"]); },
        [=](int v) { return base(v).with(select(id).cte("c")); },
        [=](int v) { return select(values("v", {"id"}, {{Value(v)}})["id"]); },
        [=](int v) { return select(values("v", {"id"}, {{Value(v)}, {Value(v)}})["id"]); },
        [=](int v) { return select(FromItem(sql::alias(users_table().source(), "x"))["id"], literal(v)); },
        [=](int v) { return select(FromItem(sql::alias(users_table().source(), "y"))["id"], literal(v)); },
        [=](int v) { return select(FromItem(sql::alias(users_table().source(), ""))["id"], literal(v)); },
        [=](int v) {
            const auto alias_a = FromItem(sql::alias(users_table().source(), ""));
            const auto alias_b = FromItem(sql::alias(users_table().source(), ""));
            return select(alias_a["id"], alias_b["id"], alias_a["age"], literal(v));
        },
        [=](int v) {
            const auto alias_a = FromItem(sql::alias(users_table().source(), ""));
            const auto alias_b = FromItem(sql::alias(users_table().source(), ""));
            return select(alias_a["id"], alias_b["id"], alias_b["age"], literal(v));
        },
        [=](int v) { return select(entity<User>, literal(v)); },
        [=](int v) { return select(entity<Post>, literal(v)); },
        [=](int v) { return insert<User>().values(age = v); },
        [=](int v) { return insert<User>().values(age = v).values(age = v); },
        [=](int v) { return insert<User>().values(age = v, id = v); },
        [=](int v) { return insert<User>().values(age = v).returning(id); },
        [=](int v) { return insert<User>().values(age = v).on_conflict_do_nothing(); },
        [=](int v) { return insert<User>().values(age = v).on_conflict_do_nothing(conflict_on(id)); },
        [=](int v) { return insert<User>().values(age = v).on_conflict_do_update(conflict_on(id), age = v); },
        [=](int v) {
            return insert<User>().values(age = v).on_conflict_do_update(conflict_on(id), age = excluded(age));
        },
        [=](int v) {
            return insert<User>()
                .values(age = v)
                .on_conflict_do_update(conflict_on(id), age = v)
                .on_conflict_where(age > v);
        },
        [=](int v) { return insert<User>().from_select(select(posts::id).where(posts::id > v), age); },
        [=](int v) { return update<User>().set(age = v).where(id == v); },
        [=](int v) { return update<User>().set(id = v).where(id == v); },
        [=](int v) { return update<User>().set(age = v).all_rows(); },
        [=](int v) { return update<User>().set(age = v).where(id == v).returning(id); },
        [=](int v) { return update<User>().set(age = v).where(id == v).from(entity<Post>); },
        [=](int v) { return delete_from<User>().where(id == v); },
        [=](int v) { return delete_from<Post>().where(id == v); },
        [=](int v) { return delete_from<User>().where(id == v).returning(id); },
        [=](int v) { return delete_from<User>().where(id == v).using_(entity<Post>); },
        [=](int v) { return statement(text("select :a")).bind({{"a", v}}); },
        [=](int v) { return statement(text("select :b")).bind({{"b", v}}); },
        [=](int) { return text("select :a"); },
        [=](int v) { return statement(text("select :a")).bind({{"a", v}}).columns<int>("x"); },
    };
    return list;
}

TEST(Shape, IsTheSameForOtherValuesAndDiffersInAllElse) {
    const std::vector<Maker> all = makers();
    std::vector<std::string> shapes;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const Statement one = all[i](1);
        shapes.push_back(shape_of(one));
        const Statement two = all[i](2);
        EXPECT_EQ(shapes[i], shape_of(two)) << "number " << i;
        const std::vector<Value> a = values_of(one), b = values_of(two);
        EXPECT_EQ(a.size(), b.size()) << "number " << i;
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j)
            EXPECT_NE(shapes[i], shapes[j]) << i << " and " << j;
    }
}

TEST(Shape, OfRunTimeTablesIsTheirNamesAndTypes) {
    const auto table = [](std::string name, SqlType type) {
        return Table(TableBuilder(std::move(name)).add(Column("a", std::move(type))).finish());
    };
    const Statement statement = select(table("t", Integer{})["a"]);
    EXPECT_EQ(shape_of(statement), shape_of(select(table("t", Integer{})["a"])));
    EXPECT_NE(shape_of(statement), shape_of(select(table("u", Integer{})["a"])));
    EXPECT_NE(shape_of(statement), shape_of(select(table("t", String{5})["a"])));
    EXPECT_NE(shape_of(select(table("t", String{4}))), shape_of(select(table("t", String{5}))));
}

TEST(Shape, RoundsTheLengthOfLists) {
    const auto with = [](std::size_t count) {
        return select(users::id).where(users::id.in(std::vector<int>(count, 3)));
    };
    EXPECT_EQ(shape_of(with(5)), shape_of(with(8)));
    EXPECT_NE(shape_of(with(8)), shape_of(with(9)));
    EXPECT_EQ(values_of(with(5)).size(), 8u);
    for (const auto& [count, rounded] : std::vector<std::pair<std::size_t, std::size_t>>{{0, 0},
                                                                                         {1, 1},
                                                                                         {2, 2},
                                                                                         {3, 4},
                                                                                         {1000, 1024},
                                                                                         {1024, 1024},
                                                                                         {1025, 2048},
                                                                                         {2049, 3072},
                                                                                         {16000, 16384},
                                                                                         {16385, 16385},
                                                                                         {32766, 32766}})
        EXPECT_EQ(sql::rounded_list_size(count), rounded) << count;
}

TEST(Shape, OfASharedValueIsNotThatOfTwo) {
    const auto condition = users::age > 1;
    const Statement shared = select(users::id).where(condition || users::id > 5, condition);
    const Statement apart = select(users::id).where(users::age > 1 || users::id > 5, users::age > 1);
    EXPECT_NE(shape_of(shared), shape_of(apart));
    EXPECT_EQ(values_of(shared), (std::vector<Value>{1, 5}));
    EXPECT_EQ(values_of(apart), (std::vector<Value>{1, 5, 1}));
    // Being known to another statement is not being there twice.
    EXPECT_EQ(shape_of(select(users::id).where(condition)), shape_of(select(users::id).where(users::age > 1)));
}

TEST(Shape, OfASharedListIsNotThatOfTwo) {
    const auto condition = users::age.in({1, 2});
    EXPECT_EQ(values_of(select(users::id).where(condition, condition)).size(), 2u);
    EXPECT_EQ(values_of(select(users::id).where(users::age.in({1, 2}), users::age.in({1, 2}))).size(), 4u);
}

TEST(Shape, OfWhatIsGroupedByRefersToTheList) {
    const auto grouped = [](int listed, int by) {
        return select(users::age + listed, func::count()).group_by(users::age + by);
    };
    EXPECT_EQ(shape_of(grouped(1, 1)), shape_of(grouped(2, 2)));
    EXPECT_NE(shape_of(grouped(1, 1)), shape_of(grouped(1, 2)));
    EXPECT_EQ(values_of(grouped(1, 1)), (std::vector<Value>{1}));
    EXPECT_EQ(values_of(grouped(1, 2)), (std::vector<Value>{1, 2}));

    const auto begun = [](int from, int to) { return func::substr(users::name, from, to); };
    const auto twice = [&](int from, int to) { return select(begun(from, to)).group_by(begun(from, to)); };
    EXPECT_EQ(shape_of(twice(1, 1)), shape_of(twice(2, 3)));
    EXPECT_EQ(values_of(twice(1, 1)), (std::vector<Value>{1, 1}));
    EXPECT_EQ(values_of(select(literal(1), users::age + 1).group_by(users::age + 1)), (std::vector<Value>{1, 1}));
    // A value of its own is none of the expression, though it is equal.
    const auto also = [&](int more) { return twice(1, 2).having(func::count() > more); };
    EXPECT_EQ(shape_of(also(2)), shape_of(also(3)));
}

TEST(Shape, OfACopyIsThatOfTheOriginal) {
    const auto statement = select(users::id).where(users::age > 1);
    const auto longer = statement.where(users::id > 2);
    EXPECT_EQ(shape_of(statement), shape_of(select(users::id).where(users::age > 1)));
    EXPECT_EQ(shape_of(longer), shape_of(select(users::id).where(users::age > 1, users::id > 2)));
}

TEST(Shape, OfStatementsNestedWithoutEndIsRefused) {
    auto statement = select(literal(1).label<"n">());
    for (int i = 0; i < 400; ++i)
        statement = select(statement.subquery("s").column<int>("n").label<"n">());
    sql::Shape shape;
    EXPECT_THROW(shape.read(statement), ArgumentError);
}

}  // namespace
}  // namespace rowan::test
