// Expressions made at random, whose values C++ works out beside the database.
//
//     const Known known = RandomTree(seed, leaves, RandomTree::Truth::is_no_number).number(5);
//     EXPECT_EQ(value of known.node, known.value)
#pragma once

#include <rowan/sql.hpp>

#include <cstdint>
#include <optional>
#include <random>
#include <utility>
#include <vector>

namespace rowan::test {

/// An expression and its value, worked out in C++ as SQL's rules say. Numbers are small integers or NULL.
struct Known {
    sql::NodePtr node;
    std::optional<std::int64_t> value;
};

class RandomTree {
public:
    enum class Truth : std::uint8_t {
        is_a_number,  ///< a condition stands where a number may
        is_no_number,
    };
    RandomTree(unsigned seed, std::vector<Known> leaves, Truth truth)
        : random_(seed), leaves_(std::move(leaves)), truth_(truth) {}

    Known number(int depth) {
        if (depth <= 0 || pick(6) == 0)
            return leaves_[static_cast<std::size_t>(pick(static_cast<int>(leaves_.size())))];
        switch (pick(15)) {
            case 0:
                return arithmetic(sql::Op::add, depth, [](auto a, auto b) { return a + b; });
            case 1:
                return arithmetic(sql::Op::subtract, depth, [](auto a, auto b) { return a - b; });
            case 2: {
                const Known a = small(number(depth - 1)), b = small(number(depth - 1));
                return calculated(sql::Op::multiply, a, b, [](auto l, auto r) { return l * r; });
            }
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
            case 10:
                return shifted(sql::Op::shift_left, depth, [](auto a, auto b) { return a * (std::int64_t{1} << b); });
            case 11:
                return shifted(sql::Op::shift_right, depth, [](auto a, auto b) { return a >> b; });
            case 12:
                return by_number(sql::Op::modulo, depth, [](auto a, auto b) { return a % b; });
            case 13:
                return by_number(sql::Op::floor_divide, depth, [](auto a, auto b) { return a / b; });
            default: {
                Known c = condition(depth - 1);
                if (truth_ == Truth::is_a_number)
                    return c;
                return {detail::case_node({c.node, sql::value(std::int64_t{1})}, sql::value(std::int64_t{0})),
                        c.value.value_or(0) != 0 ? 1 : 0};
            }
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
    static Known calculated(sql::Op op, const Known& a, const Known& b, F f) {
        return {sql::binary(op, a.node, b.node), compare(a, b, f)};
    }
    template <class F>
    Known arithmetic(sql::Op op, int depth, F f) {
        const Known a = number(depth - 1), b = number(depth - 1);
        return calculated(op, a, b, f);
    }
    /// With a plain value on the right.
    template <class F>
    static Known with_value(sql::Op op, const Known& a, std::int64_t b, F f) {
        return calculated(op, a, {sql::value(b), b}, f);
    }
    template <class F>
    Known by_number(sql::Op op, int depth, F f) {
        const Known a = number(depth - 1);
        return with_value(op, a, pick(2) == 0 ? pick(9) + 1 : -pick(9) - 1, f);
    }
    /// Kept from overflowing.
    static Known small(const Known& a) {
        return with_value(sql::Op::modulo, a, 1000, [](auto l, auto r) { return l % r; });
    }
    template <class F>
    Known shifted(sql::Op op, int depth, F f) {
        const Known a = small(number(depth - 1));
        if (pick(2) == 0)
            return with_value(op, a, pick(4), f);
        const Known distance = with_value(sql::Op::bit_and, number(depth - 1), 3, [](auto l, auto r) { return l & r; });
        return calculated(op, a, distance, f);
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
    std::vector<Known> leaves_;
    Truth truth_;
};

}  // namespace rowan::test
