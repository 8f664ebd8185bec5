// rowan/sql/operators.hpp: the operators of typed expressions. Included by typed.hpp.
//
//     age > 30     30 < age     name == std::nullopt     first + " " + last     price * quantity / 2     !(a || b)
//
// == and != with std::nullopt or an empty optional are IS NULL and IS NOT NULL. `/` is true division on every
// database (1 / 2 is 0.5); func::floor_div divides integers as C++ does. A division may give NULL.
#pragma once

#include <rowan/sql/typed.hpp>

namespace rowan {

template <expression L, class R>
Predicate operator==(const L& left, const R& right) {
    return detail::compare<detail::expression_value_t<L>>(sql::Op::equal, detail::node_of(left), right);
}
template <expression L, class R>
Predicate operator!=(const L& left, const R& right) {
    return detail::compare<detail::expression_value_t<L>>(sql::Op::not_equal, detail::node_of(left), right);
}
template <expression L, class R>
Predicate operator<(const L& left, const R& right) {
    return detail::compare_order<detail::expression_value_t<L>>(sql::Op::less, detail::node_of(left), right);
}
template <expression L, class R>
Predicate operator<=(const L& left, const R& right) {
    return detail::compare_order<detail::expression_value_t<L>>(sql::Op::less_equal, detail::node_of(left), right);
}
template <expression L, class R>
Predicate operator>(const L& left, const R& right) {
    return detail::compare_order<detail::expression_value_t<L>>(sql::Op::greater, detail::node_of(left), right);
}
template <expression L, class R>
Predicate operator>=(const L& left, const R& right) {
    return detail::compare_order<detail::expression_value_t<L>>(sql::Op::greater_equal, detail::node_of(left), right);
}

// The value on the left.
template <class L, expression R>
    requires(!expression<L>)
Predicate operator==(const L& left, const R& right) {
    return right == left;
}
template <class L, expression R>
    requires(!expression<L>)
Predicate operator!=(const L& left, const R& right) {
    return right != left;
}
template <class L, expression R>
    requires(!expression<L>)
Predicate operator<(const L& left, const R& right) {
    return right > left;
}
template <class L, expression R>
    requires(!expression<L>)
Predicate operator<=(const L& left, const R& right) {
    return right >= left;
}
template <class L, expression R>
    requires(!expression<L>)
Predicate operator>(const L& left, const R& right) {
    return right < left;
}
template <class L, expression R>
    requires(!expression<L>)
Predicate operator>=(const L& left, const R& right) {
    return right <= left;
}

// --- conditions ---------------------------------------------------------------------------------------------------

namespace detail {

/// Whatever stands where a condition belongs.
template <class C>
sql::NodePtr condition(const C& c) {
    static_assert(!std::is_base_of_v<Assignment, C>, "rowan: a condition compares with ==; a single = assigns");
    if constexpr (std::is_base_of_v<Assignment, C>) {
        return c.value;
    } else if constexpr (std::is_same_v<C, bool>) {
        return sql::constant(c);
    } else {
        constexpr bool ok = std::is_convertible_v<const C&, Predicate>;
        static_assert(ok, "rowan: a condition is a comparison, a boolean column, exists(...) or text(...)");
        if constexpr (ok) {
            if constexpr (std::is_same_v<C, Predicate>)
                return c.node();
            else
                return static_cast<const Predicate&>(Predicate(c)).node();
        } else {
            return sql::null();
        }
    }
}
template <class A, class B>
concept condition_operands = expression<A> || expression<B>;

}  // namespace detail

/// Conditions joined by AND and OR; both sides travel to the database (nothing is cut short in C++).
template <class A, class B>
    requires detail::condition_operands<A, B>
Predicate operator&&(const A& left, const B& right) {
    return Predicate(sql::logical(sql::Op::and_, detail::condition(left), detail::condition(right)));
}
template <class A, class B>
    requires detail::condition_operands<A, B>
Predicate operator||(const A& left, const B& right) {
    return Predicate(sql::logical(sql::Op::or_, detail::condition(left), detail::condition(right)));
}
template <expression A>
Predicate operator!(const A& operand) {
    return Predicate(sql::negate(detail::condition(operand)));
}

template <class... C>
Predicate and_(const C&... conditions) {
    std::vector<sql::NodePtr> list;
    list.reserve(sizeof...(C));
    (list.push_back(detail::condition(conditions)), ...);
    return Predicate(sql::logical(sql::Op::and_, std::move(list)));
}
template <class... C>
Predicate or_(const C&... conditions) {
    std::vector<sql::NodePtr> list;
    list.reserve(sizeof...(C));
    (list.push_back(detail::condition(conditions)), ...);
    return Predicate(sql::logical(sql::Op::or_, std::move(list)));
}
/// Conditions gathered at run time. None at all is true for and_, false for or_.
Predicate and_(const std::vector<Predicate>& conditions);
Predicate or_(const std::vector<Predicate>& conditions);
template <class C>
Predicate not_(const C& condition) {
    return Predicate(sql::negate(detail::condition(condition)));
}

// --- arithmetic ---------------------------------------------------------------------------------------------------

namespace detail {

/// The values of `A op B`: integers become 64 bits wide, numbers with a fraction double; NULL if either may be NULL.
template <class A, class B>
consteval auto arithmetic_result() {
    using X = bare_t<A>;
    using Y = bare_t<B>;
    constexpr bool optional = is_optional_v<A> || is_optional_v<B>;
    if constexpr (category_of<A>() == Category::dynamic || category_of<B>() == Category::dynamic)
        return std::type_identity<Dynamic>{};
    else if constexpr (std::is_integral_v<X> && std::is_integral_v<Y>)
        return std::type_identity<with_optional_t<std::int64_t, optional>>{};
    else if constexpr (std::is_floating_point_v<X> || std::is_floating_point_v<Y>)
        return std::type_identity<with_optional_t<double, optional>>{};
    else if constexpr (std::is_arithmetic_v<X>)
        return std::type_identity<with_optional_t<Y, optional>>{};
    else
        return std::type_identity<with_optional_t<X, optional>>{};
}
template <class A, class B>
consteval auto quotient_result() {
    using Sum = typename decltype(arithmetic_result<A, B>())::type;
    if constexpr (std::is_same_v<Sum, Dynamic>)
        return std::type_identity<Dynamic>{};
    else if constexpr (std::is_arithmetic_v<bare_t<Sum>>)
        return std::type_identity<std::optional<double>>{};
    else
        return std::type_identity<std::optional<bare_t<Sum>>>{};
}

template <class A, class B>
consteval bool check_arithmetic() {
    constexpr Category a = category_of<A>(), b = category_of<B>();
    constexpr bool ok =
        (a == Category::number || a == Category::dynamic) && (b == Category::number || b == Category::dynamic);
    static_assert(ok, "rowan: arithmetic is for numbers (and + for text)");
    return ok;
}

template <class L, class R, class Sum>
Expr<typename Sum::type> arithmetic(sql::Op op, const L& left, const R& right, Sum) {
    if constexpr (check_arithmetic<value_type_t<L>, value_type_t<R>>())
        return Expr<typename Sum::type>(sql::binary(op, operand(left), operand(right)));
    else
        return Expr<typename Sum::type>(sql::null());
}
template <class L, class R>
concept arithmetic_operands = expression<L> || expression<R>;

template <class L, class R>
using result_t = decltype(arithmetic_result<value_type_t<L>, value_type_t<R>>());
template <class L, class R>
using quotient_t = decltype(quotient_result<value_type_t<L>, value_type_t<R>>());

}  // namespace detail

/// The sum of numbers; of texts, one behind the other.
template <class L, class R>
    requires detail::arithmetic_operands<L, R>
auto operator+(const L& left, const R& right) {
    using A = detail::value_type_t<L>;
    using B = detail::value_type_t<R>;
    if constexpr (detail::category_of<A>() == detail::Category::text ||
                  detail::category_of<B>() == detail::Category::text) {
        if constexpr (detail::check_comparable<A, B>())
            return Expr<detail::with_optional_t<std::string, detail::is_optional_v<A> || detail::is_optional_v<B>>>(
                sql::binary(sql::Op::concat, detail::operand(left), detail::operand(right)));
        else
            return Expr<std::string>(sql::null());
    } else {
        return detail::arithmetic(sql::Op::add, left, right, detail::result_t<L, R>{});
    }
}
template <class L, class R>
    requires detail::arithmetic_operands<L, R>
auto operator-(const L& left, const R& right) {
    return detail::arithmetic(sql::Op::subtract, left, right, detail::result_t<L, R>{});
}
template <class L, class R>
    requires detail::arithmetic_operands<L, R>
auto operator*(const L& left, const R& right) {
    return detail::arithmetic(sql::Op::multiply, left, right, detail::result_t<L, R>{});
}
template <class L, class R>
    requires detail::arithmetic_operands<L, R>
auto operator/(const L& left, const R& right) {
    return detail::arithmetic(sql::Op::divide, left, right, detail::quotient_t<L, R>{});
}
template <class L, class R>
    requires detail::arithmetic_operands<L, R>
auto operator%(const L& left, const R& right) {
    using Sum = typename detail::result_t<L, R>::type;
    using Optional = std::conditional_t<std::is_same_v<Sum, Dynamic>, Dynamic, std::optional<detail::bare_t<Sum>>>;
    return detail::arithmetic(sql::Op::modulo, left, right, std::type_identity<Optional>{});
}
template <expression A>
auto operator-(const A& operand) {
    using V = detail::expression_value_t<A>;
    static_assert(detail::check_arithmetic<V, int>());
    return Expr<V>(sql::unary(sql::Op::negate, detail::node_of(operand)));
}

}  // namespace rowan
