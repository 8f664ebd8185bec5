// What expressions mean, found out by SQLite itself.
#include "sql_tables.hpp"
#include "sqlite_runner.hpp"
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <optional>
#include <random>
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

/// An expression and its value, worked out in C++ as SQL's rules say. Numbers are small integers or NULL.
struct Known {
    sql::NodePtr node;
    std::optional<std::int64_t> value;
};

class RandomTree {
public:
    explicit RandomTree(unsigned seed) : random_(seed) {}

    Known number(int depth) {
        if (depth == 0 || pick(6) == 0) {
            if (pick(8) == 0)
                return {sql::null(), std::nullopt};
            const std::int64_t v = pick(7) - 3;
            return {sql::value(v), v};
        }
        switch (pick(11)) {
            case 0:
                return arithmetic(sql::Op::add, depth, [](auto a, auto b) { return a + b; });
            case 1:
                return arithmetic(sql::Op::subtract, depth, [](auto a, auto b) { return a - b; });
            case 2:
                return arithmetic(
                    sql::Op::multiply, depth, [](auto a, auto b) { return (a % 1000) * (b % 1000); }, true);
            case 3:
                return arithmetic(sql::Op::bit_and, depth, [](auto a, auto b) { return a & b; });
            case 4:
                return arithmetic(sql::Op::bit_or, depth, [](auto a, auto b) { return a | b; });
            case 5:
                return arithmetic(sql::Op::bit_xor, depth, [](auto a, auto b) { return a ^ b; });
            case 6: {
                const Known a = number(depth - 1);
                return {sql::unary(sql::Op::negate, a.node), a.value ? std::optional(-*a.value) : std::nullopt};
            }
            case 7: {
                const Known a = number(depth - 1);
                return {sql::unary(sql::Op::bit_not, a.node), a.value ? std::optional(~*a.value) : std::nullopt};
            }
            case 8: {
                const Known c = condition(depth - 1), a = number(depth - 1), b = number(depth - 1);
                return {detail::case_node({c.node, a.node}, b.node), c.value.value_or(0) ? a.value : b.value};
            }
            case 9: {
                const Known a = number(depth - 1), b = number(depth - 1);
                return {sql::function("coalesce", {a.node, b.node}), a.value ? a.value : b.value};
            }
            // A condition is a number in SQLite.
            default:
                return condition(depth - 1);
        }
    }

    Known condition(int depth) {
        if (depth <= 0) {
            const bool truth = pick(2) == 0;
            return {sql::constant(truth), truth};
        }
        switch (pick(12)) {
            case 0:
                return comparison(sql::Op::equal, depth, [](auto a, auto b) { return a == b; });
            case 1:
                return comparison(sql::Op::not_equal, depth, [](auto a, auto b) { return a != b; });
            case 2:
                return comparison(sql::Op::less, depth, [](auto a, auto b) { return a < b; });
            case 3:
                return comparison(sql::Op::greater_equal, depth, [](auto a, auto b) { return a >= b; });
            case 4: {
                const Known a = number(depth - 1), b = number(depth - 1);
                return {sql::binary(sql::Op::is_distinct, a.node, b.node), a.value != b.value};
            }
            case 5: {
                const Known a = number(depth - 1);
                return {sql::unary(sql::Op::is_null, a.node), !a.value};
            }
            case 6: {
                const Known a = condition(depth - 1);
                return {sql::negate(a.node), not_(a.value)};
            }
            case 7: {
                const Known x = number(depth - 1), a = number(depth - 1), b = number(depth - 1);
                const auto result = and_(compare(x, a, [](auto l, auto r) { return l >= r; }),
                                         compare(x, b, [](auto l, auto r) { return l <= r; }));
                const bool negated = pick(2) == 0;
                return {sql::between(x.node, a.node, b.node, negated), negated ? not_(result) : result};
            }
            case 8: {
                const Known x = number(depth - 1);
                const std::int64_t a = pick(5), b = pick(5);
                std::optional<std::int64_t> result;
                if (x.value)
                    result = *x.value == a || *x.value == b;
                const bool negated = pick(2) == 0;
                return {sql::in(x.node, std::vector<Value>{a, b}, negated), negated ? not_(result) : result};
            }
            case 9:
                return connected(sql::Op::and_, depth);
            case 10:
                return connected(sql::Op::or_, depth);
            default: {
                // Its truth as it stands, whatever the number.
                const Known a = condition(depth - 1), b = condition(depth - 1);
                return {sql::binary(sql::Op::equal, a.node, b.node),
                        compare(a, b, [](auto l, auto r) { return l == r; })};
            }
        }
    }

private:
    using Number = std::optional<std::int64_t>;

    int pick(int below) { return std::uniform_int_distribution<int>(0, below - 1)(random_); }

    template <class F>
    static Number compare(const Known& a, const Known& b, F f) {
        if (!a.value || !b.value)
            return std::nullopt;
        return f(*a.value, *b.value);
    }
    static Number not_(Number a) { return a ? Number(*a == 0) : std::nullopt; }
    static Number and_(Number a, Number b) {
        if ((a && *a == 0) || (b && *b == 0))
            return 0;
        if (!a || !b)
            return std::nullopt;
        return 1;
    }
    static Number or_(Number a, Number b) { return not_(and_(not_(a), not_(b))); }

    template <class F>
    Known arithmetic(sql::Op op, int depth, F f, bool small = false) {
        Known a = number(depth - 1), b = number(depth - 1);
        if (small) {
            // Kept from overflowing, by the same % that the evaluation uses.
            a.node = sql::binary(sql::Op::modulo, a.node, sql::value(std::int64_t{1000}));
            b.node = sql::binary(sql::Op::modulo, b.node, sql::value(std::int64_t{1000}));
        }
        return {sql::binary(op, a.node, b.node), compare(a, b, f)};
    }
    template <class F>
    Known comparison(sql::Op op, int depth, F f) {
        const Known a = number(depth - 1), b = number(depth - 1);
        return {sql::binary(op, a.node, b.node), compare(a, b, f)};
    }
    Known connected(sql::Op op, int depth) {
        const Known a = condition(depth - 1), b = condition(depth - 1);
        return {sql::logical(op, a.node, b.node), op == sql::Op::and_ ? and_(a.value, b.value) : or_(a.value, b.value)};
    }

    std::mt19937 random_;
};

TEST_F(SqliteExpression, RandomTreesMeanWhatTheirNodesSay) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        RandomTree tree(seed);
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
