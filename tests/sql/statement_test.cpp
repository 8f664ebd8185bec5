#include "sql_tables.hpp"
#include <rowan/sql.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan::test {
namespace {

template <class T, class E>
constexpr bool gives = std::is_same_v<typename E::expression_value, T>;

TEST(Statement, IsAValue) {
    const auto base = select(users::id);
    const auto narrower = base.where(users::age > 1);
    const auto ordered = narrower.order_by(users::id).limit(3);
    EXPECT_TRUE(base.data().where.empty());
    EXPECT_EQ(narrower.data().where.size(), 1u);
    EXPECT_TRUE(narrower.data().order_by.empty());
    EXPECT_EQ(ordered.data().order_by.size(), 1u);
    EXPECT_TRUE(ordered.order_by(nullptr).data().order_by.empty());
    EXPECT_TRUE(select(users::id).order_by(users::name).order_by(nullptr).data().order_by.empty());
    EXPECT_EQ(ordered.data().order_by.size(), 1u);
}

TEST(Statement, RefusesANullPointerAsText) {
    const char* const nowhere = nullptr;  // as of std::getenv()
    EXPECT_THROW((void)(users::name == nowhere), ArgumentError);
    EXPECT_THROW((void)users::name.like(nowhere), ArgumentError);
    EXPECT_THROW((void)users::name.starts_with(nowhere), ArgumentError);
    EXPECT_THROW((void)users::name.in(std::vector<const char*>{nowhere}), ArgumentError);
    EXPECT_THROW((void)(users::nick = nowhere), ArgumentError);
}

TEST(Statement, RefusesAnEscapeThatWouldNotWork) {
    EXPECT_THROW((void)users::name.like("a\xE4%", '\xE4'), ArgumentError);
    EXPECT_THROW((void)users::name.ilike("axX%", 'x'), ArgumentError) << "both sides are brought to small letters";
    EXPECT_THROW((void)users::name.not_ilike("axX%", 'X'), ArgumentError);
    EXPECT_NO_THROW((void)users::name.like("ax%", 'x'));
}

TEST(Statement, ATemporaryIsChangedInPlace) {
    auto statement = select(users::id);
    const sql::Node* node = &statement.node();
    statement = std::move(statement).where(users::age > 1).order_by(users::id).limit(1);
    EXPECT_EQ(&statement.node(), node);
}

TEST(Statement, KnowsItsTypes) {
    static_assert(std::is_same_v<decltype(select(users::id, users::age, users::name.label<"n">(), entity<Post>)),
                                 Select<int, std::optional<int>, Labelled<"n", std::string>, Entity<Post>>>);
    static_assert(std::is_same_v<decltype(select(users::id).add_columns(users::age)), Select<int, std::optional<int>>>);
    static_assert(
        std::is_same_v<decltype(select(users::id).with_only_columns(users::age)), Select<std::optional<int>>>);
    static_assert(std::is_same_v<decltype(select(users::id).union_(select(users::id))), Compound<int>>);
    static_assert(std::is_same_v<decltype(insert<User>().returning(users::id)), Insert<int>>);
    static_assert(gives<std::int64_t, decltype(users::id + 1)>);
    static_assert(gives<std::optional<std::int64_t>, decltype(users::age + users::id)>);
    static_assert(gives<std::optional<double>, decltype(users::id / 2)>);
    static_assert(gives<std::optional<double>, decltype(users::height * 2)>);
    static_assert(gives<std::optional<std::string>, decltype(users::name + users::nick)>);
    static_assert(gives<std::string, decltype(users::name + "x")>);
    static_assert(gives<std::string, decltype(func::coalesce(users::nick, "-"))>);
    static_assert(gives<std::optional<std::string>, decltype(func::coalesce(users::nick, users::nick))>);
    static_assert(gives<std::optional<std::int64_t>, decltype(func::sum(users::id))>);
    static_assert(gives<std::optional<std::string>, decltype(func::max(users::name))>);
    static_assert(gives<std::optional<int>, decltype(select(users::id).scalar_subquery())>);
    static_assert(gives<std::optional<std::string>, decltype(cast<std::string>(users::age))>);
    static_assert(gives<std::string, decltype(cast<std::string>(users::id))>);
    static_assert(gives<std::string, decltype(case_(when(users::active, "a")).else_("b"))>);
    const auto sub = select(users::id).subquery("s");
    static_assert(gives<int, decltype(sub[users::id])>);
    static_assert(gives<Dynamic, decltype(sub["id"])>);
}

TEST(Statement, KeepsAnAttachment) {
    auto core = SelectCore(select(users::id));
    core.set_attachment(std::make_shared<const int>(7));
    const Select<int> statement{core};
    EXPECT_EQ(*std::static_pointer_cast<const int>(statement.where(users::id > 1).data().attachment), 7);
}

TEST(Statement, RefusesNegativeNumbersOfRows) {
    EXPECT_THROW(select(users::id).limit(-1), ArgumentError);
    EXPECT_THROW(select(users::id).offset(-1), ArgumentError);
    EXPECT_THROW(select(users::id).slice(-1, 2), ArgumentError);
    EXPECT_THROW(select(users::id).slice(3, 2), ArgumentError);
    EXPECT_THROW(select(users::id).union_(select(users::id)).limit(-1), ArgumentError);
    EXPECT_THROW(select(users::id).union_(select(users::id)).offset(-1), ArgumentError);
}

TEST(Statement, RefusesWhatMakesNoSense) {
    EXPECT_THROW(select(users::id).union_(text("select 1")), ArgumentError);
    EXPECT_THROW(select(users::id).cte(""), ArgumentError);
    EXPECT_THROW(values("v", {"a"}, {}), ArgumentError);
    EXPECT_THROW(values("v", {"a"}, {{Value(1), Value(2)}}), ArgumentError);
    EXPECT_THROW(sql::alias(sql::make<sql::SubqueryNode>(sql::null()), "x"), ArgumentError);
    EXPECT_THROW(sql::column(users_table().source(), "nam"), ArgumentError);
    EXPECT_THROW(select(users::id).subquery("s")[users::id + 1], ArgumentError);
    EXPECT_THROW(excluded(users::id + 1), ArgumentError);
}

TEST(Insert, WantsTheSameColumnsInEachRow) {
    const auto one = insert<User>().values(users::name = "a", users::age = 1);
    EXPECT_EQ(one.values(users::age = 2, users::name = "b").data().rows, 2u);
    EXPECT_THROW(one.values(users::name = "b"), ArgumentError);
    EXPECT_THROW(one.values(users::name = "b", users::age = 1, users::id = 3), ArgumentError);
    EXPECT_THROW(insert<User>().values(users::age = 1, users::age = 2), ArgumentError);
    EXPECT_THROW(insert<User>().values(posts::title = "x"), ArgumentError);
    EXPECT_THROW(one.from_select(select(users::id), users::id), ArgumentError);
    EXPECT_THROW(insert<User>().from_select(select(users::id), users::id).values(users::age = 1), ArgumentError);
    EXPECT_THROW(insert<User>().from_select(text("select 1"), users::id), ArgumentError);
    EXPECT_THROW(insert<User>().from_select(select(users::id), posts::id), ArgumentError);
    EXPECT_THROW(insert<User>().values({{"nam", 1}}), ArgumentError);
    EXPECT_THROW(one.on_conflict_do_update(conflict_on(users::id), posts::title = "x"), ArgumentError);
    EXPECT_THROW(insert<User>().values(Assignment{sql::null(), sql::null()}), ArgumentError);
}

TEST(Statement, RefusesAClauseThatItsKindHasNot) {
    SelectCore selects = select(users::id);
    EXPECT_THROW(selects.add(sql::Clause::returning, sql::null()), ArgumentError);
    InsertCore inserts = insert<User>();
    EXPECT_THROW(inserts.add(sql::Clause::where, sql::null()), ArgumentError);
    UpdateCore updates = update<User>();
    EXPECT_THROW(updates.add(sql::Clause::items, sql::null()), ArgumentError);
    CompoundCore both = select(users::id).union_(select(users::id));
    EXPECT_THROW(both.add(sql::Clause::where, sql::null()), ArgumentError);
    EXPECT_NO_THROW(both.add(sql::Clause::order_by, sql::null()));
}

TEST(Update, SetsAColumnOnce) {
    EXPECT_THROW(update<User>().set(users::age = 1, users::age = 2), ArgumentError);
    EXPECT_THROW(update<User>().set(posts::title = "x"), ArgumentError);
    EXPECT_EQ(update<User>().set({{"age", std::nullopt}}).data().values.at(0)->kind, sql::NodeKind::null);
}

}  // namespace
}  // namespace rowan::test
