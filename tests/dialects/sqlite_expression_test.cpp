// What expressions mean, found out by SQLite itself.
#include "random_tree.hpp"
#include "sql_tables.hpp"
#include "sqlite_runner.hpp"
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

class SqliteExpression : public testing::Test {
protected:
    template <class E>
    Value value_of(const E& expression) {
        return runner.scalar(select(expression));
    }
    SqliteRunner runner;
};

TEST_F(SqliteExpression, DividesTruly) {
    EXPECT_EQ(value_of(literal(1) / 2), Value(0.5));
    EXPECT_EQ(value_of(literal(7) / (literal(1) + 1)), Value(3.5));
    EXPECT_EQ(value_of(literal(2) * 3 / 4), Value(1.5));
    EXPECT_EQ(value_of(literal(12) / (literal(6) / 4)), Value(8.0));
    EXPECT_EQ(value_of(literal(1) / 0), Value());
    EXPECT_EQ(value_of(func::floor_div(-7, literal(2))), Value(-3));
    EXPECT_EQ(value_of(literal(7) % 4), Value(3));
}

TEST_F(SqliteExpression, KeepsTheShapeOfArithmetic) {
    EXPECT_EQ(value_of(literal(10) - (literal(4) - 3)), Value(9));
    EXPECT_EQ(value_of((literal(10) - 4) - 3), Value(3));
    EXPECT_EQ(value_of((literal(1) + 2) * 3), Value(9));
    EXPECT_EQ(value_of(literal(1) + literal(2) * 3), Value(7));
    EXPECT_EQ(value_of(-(-literal(5))), Value(5));
    EXPECT_EQ(value_of(literal(3) - -literal(2)), Value(5));
    EXPECT_EQ(value_of(literal(6).bit_xor(3)), Value(5));
    EXPECT_EQ(value_of((literal(1) + 1).shift_left(literal(1) + 2)), Value(16));
    EXPECT_EQ(value_of(literal(0).bit_not()), Value(-1));
    EXPECT_EQ(value_of(literal("a") + "b" + (literal("c") + "d")), Value("abcd"));
}

TEST_F(SqliteExpression, TakesLikePatternsAndTextsAsTheyAre) {
    EXPECT_EQ(value_of(literal("50% off").starts_with("50%")), Value(1));
    EXPECT_EQ(value_of(literal("500 off").starts_with("50%")), Value(0));
    EXPECT_EQ(value_of(literal("a_b").contains("_")), Value(1));
    EXPECT_EQ(value_of(literal("ab").contains("_")), Value(0));
    EXPECT_EQ(value_of(literal("a/b").ends_with("/b")), Value(1));
    EXPECT_EQ(value_of(literal("a/").ends_with("/")), Value(1));
    EXPECT_EQ(value_of(literal("100%").ends_with(literal("0%"))), Value(1));
    EXPECT_EQ(value_of(literal("1000").ends_with(literal("0%"))), Value(0));
    EXPECT_EQ(value_of(literal("x/_y").contains(literal("/_"))), Value(1));
    EXPECT_EQ(value_of(literal("x/ay").contains(literal("/_"))), Value(0));
    EXPECT_EQ(value_of(literal("Ed").ilike("ED")), Value(1));
    EXPECT_EQ(value_of(literal("a%").like("a!%", '!')), Value(1));
    EXPECT_EQ(value_of(literal("ab").like("a!%", '!')), Value(0));
}

TEST_F(SqliteExpression, TakesNullForWhatItIs) {
    const auto null = func::nullif(1, 1);
    const auto one = literal(std::optional<int>(1));
    EXPECT_EQ(value_of(null == std::nullopt), Value(1));
    EXPECT_EQ(value_of(std::nullopt != null), Value(0));
    EXPECT_EQ(value_of(one == std::optional<int>()), Value(0));
    EXPECT_EQ(value_of(null == 1), Value());
    EXPECT_EQ(value_of(null.is_distinct_from(1)), Value(1));
    EXPECT_EQ(value_of(null.is_distinct_from(std::nullopt)), Value(0));
    EXPECT_EQ(value_of(null.is_not_distinct_from(null)), Value(1));
    EXPECT_EQ(value_of(one.in(std::vector<std::optional<int>>{2, std::nullopt})), Value(0));
    EXPECT_EQ(value_of(one.not_in(std::vector<std::optional<int>>{2, std::nullopt})), Value(1));
    EXPECT_EQ(value_of(null.in(std::vector<std::optional<int>>{2, std::nullopt})), Value(1));
    EXPECT_EQ(value_of(null.not_in(std::vector<std::optional<int>>{2, std::nullopt})), Value(0));
    EXPECT_EQ(value_of(null.in(std::vector<int>{})), Value(0));
    EXPECT_EQ(value_of(null.not_in(std::vector<int>{})), Value(1));
}

TEST_F(SqliteExpression, TakesPartsOfDates) {
    using namespace std::chrono;
    const auto part = [&](DatePart p, year_month_day day) { return value_of(extract(p, literal(sys_days(day)))); };
    EXPECT_EQ(part(DatePart::year, 2024y / 2 / 29), Value(2024));
    EXPECT_EQ(part(DatePart::month, 2024y / 2 / 29), Value(2));
    EXPECT_EQ(part(DatePart::day, 2024y / 2 / 29), Value(29));
    EXPECT_EQ(part(DatePart::quarter, 2024y / 3 / 31), Value(1));
    EXPECT_EQ(part(DatePart::quarter, 2024y / 4 / 1), Value(2));
    EXPECT_EQ(part(DatePart::quarter, 2024y / 12 / 31), Value(4));
    EXPECT_EQ(part(DatePart::day_of_week, 2024y / 2 / 25), Value(0));
    EXPECT_EQ(part(DatePart::day_of_year, 2024y / 12 / 31), Value(366));
    EXPECT_EQ(part(DatePart::epoch, 1970y / 1 / 2), Value(86400));
    // ISO 8601: a week belongs to the year of its Thursday.
    EXPECT_EQ(part(DatePart::week, 2021y / 1 / 3), Value(53));
    EXPECT_EQ(part(DatePart::week, 2021y / 1 / 4), Value(1));
    EXPECT_EQ(part(DatePart::week, 2024y / 12 / 29), Value(52));
    EXPECT_EQ(part(DatePart::week, 2024y / 12 / 30), Value(1));
    EXPECT_EQ(part(DatePart::week, 2023y / 1 / 1), Value(52));
}

TEST_F(SqliteExpression, LooksIntoJson) {
    const auto document = literal(JsonText{R"({"a":{"b.c":[1,"x"]},"it's":null})"});
    EXPECT_EQ(value_of(document["a"]["b.c"][1].as<std::string>()), Value("x"));
    EXPECT_EQ(value_of(document["a"]["b.c"][0].as<int>()), Value(1));
    EXPECT_EQ(value_of(document["a"]["b.c"][1]), Value("\"x\""));
    EXPECT_EQ(value_of(document["it's"].as<int>()), Value());
    EXPECT_THROW(value_of(document["\""].as<int>()), UnsupportedError);
}

TEST_F(SqliteExpression, RunsALongChainOfConditions) {
    std::vector<Predicate> conditions;
    for (int i = 0; i < 5000; ++i)
        conditions.push_back(literal(1) == i);
    EXPECT_EQ(value_of(or_(conditions)), Value(1));
    EXPECT_EQ(value_of(and_(conditions)), Value(0));
    Predicate grown = literal(1) == 0;
    for (int i = 2; i < 2000; ++i)
        grown = grown || literal(1) == i;
    EXPECT_EQ(value_of(grown), Value(0));
    EXPECT_EQ(value_of(grown || literal(2) == 2), Value(1));
}

TEST_F(SqliteExpression, NestedTooDeepIsRefusedWhenBuilt) {
    Expr<std::int64_t> deep = literal(std::int64_t{1});
    EXPECT_THROW(for (int i = 0; i < 2000; ++i) deep = deep + 1, ArgumentError);
}

TEST_F(SqliteExpression, BindsInTheOrderOfTheText) {
    // The CTE stands first in the text and last in the program; the plan must follow.
    const auto numbers = select(literal(1).label<"n">()).cte("numbers");
    const auto statement =
        select(literal(2), numbers.column<int>("n"), literal(3)).where(numbers.column<int>("n") == 1).limit(4);
    EXPECT_EQ(runner.run(statement).at(0), (std::vector<Value>{2, 1, 3}));
    EXPECT_EQ(runner.scalar(select(literal(6).bit_xor(literal(3) + 0))), Value(5));
}

TEST_F(SqliteExpression, CompiledForOneRunsForAllOfItsShape) {
    const auto make = [](int a, int b, std::vector<int> list) { return select(literal(a) + b, literal(b).in(list)); };
    const Statement one = make(1, 2, {5, 6, 7});
    const Statement two = make(10, 20, {20, 21, 22, 23});
    const Compiled compiled = runner.dialect().compile(one);
    EXPECT_EQ(runner.run(compiled, one).at(0), (std::vector<Value>{3, 0}));
    EXPECT_EQ(runner.run(compiled, two).at(0), (std::vector<Value>{30, 1}));
}

// --- random trees -------------------------------------------------------------------------------------------------

TEST_F(SqliteExpression, RandomTreesMeanWhatTheirNodesSay) {
    std::vector<Known> leaves{{sql::null(), std::nullopt}};
    for (std::int64_t number = -3; number <= 3; ++number)
        leaves.push_back({sql::value(number), number});
    for (unsigned seed = 0; seed < 3000; ++seed) {
        RandomTree tree(seed, leaves, RandomTree::Truth::is_a_number);
        const Known known = tree.number(5);
        const auto statement = select(Expr<Dynamic>(known.node));
        const Value expected = known.value ? Value(*known.value) : Value();
        ASSERT_EQ(runner.scalar(statement), expected)
            << seed << ": " << statement.to_sql(runner.dialect(), Literals::inline_);
        // Written with literals it is the same.
        auto literal = runner.connection().prepare(statement.to_sql(runner.dialect(), Literals::inline_));
        ASSERT_TRUE(literal->step());
        ASSERT_EQ(literal->value(0), expected) << seed;
    }
}

}  // namespace
}  // namespace rowan::test
