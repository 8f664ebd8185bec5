// rowan/sql/function.hpp: functions, windows, CASE and CAST.
//
//     func::count()    func::sum(col<&Item::price>)    func::coalesce(col<&User::nickname>, "-")
//     func::rank().over(partition_by(dept), order_by(salary.desc()))
//     func::count(id).filter(age > 30)
//     case_(when(age < 18, "child"), when(age < 65, "adult")).else_("senior")
//     cast<std::string>(age)
//     func::call<int>("json_array_length", payload)          // any other function, by its name
#pragma once

#include <rowan/sql/clause.hpp>
#include <rowan/sql/source.hpp>
#include <rowan/sql/typed.hpp>

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace rowan {

/// What OVER takes, in any order.
struct PartitionBy {
    std::vector<sql::NodePtr> expressions;
};
struct WindowOrder {
    std::vector<sql::NodePtr> expressions;
};
template <class... E>
PartitionBy partition_by(const E&... expressions) {
    return {{detail::order_node(expressions)...}};
}
template <class... E>
WindowOrder order_by(const E&... expressions) {
    return {{detail::order_node(expressions)...}};
}

/// The edges of a frame: `rows(preceding(2), current_row)`, `range(unbounded_preceding, following(0.5))`,
/// `range(preceding(std::chrono::days(7)))`. Rows and groups are counted; a range goes as far as the values of what the
/// window is ordered by differ by a number or a time.
struct FrameEdge {
    std::uint8_t kind;  ///< of sql::FrameBound
    sql::FrameDistance distance{};
};
inline constexpr FrameEdge unbounded_preceding{0};
inline constexpr FrameEdge current_row{2};
inline constexpr FrameEdge unbounded_following{4};
namespace detail {

template <class D>
constexpr sql::FrameDistance frame_distance(D distance) {
    if constexpr (std::is_integral_v<D>)
        return static_cast<std::int64_t>(distance);
    else if constexpr (std::is_floating_point_v<D>)
        return static_cast<double>(distance);
    else
        return Interval(distance);
}

}  // namespace detail

/// `distance`: a number, or a duration of std::chrono.
template <class D>
constexpr FrameEdge preceding(D distance) {
    return {1, detail::frame_distance(distance)};
}
template <class D>
constexpr FrameEdge following(D distance) {
    return {3, detail::frame_distance(distance)};
}
struct WindowFrame {
    std::uint8_t unit;  ///< of sql::Frame
    FrameEdge from, to;
};
constexpr WindowFrame rows(FrameEdge from, FrameEdge to = current_row) { return {1, from, to}; }
constexpr WindowFrame range(FrameEdge from, FrameEdge to = current_row) { return {2, from, to}; }
constexpr WindowFrame groups(FrameEdge from, FrameEdge to = current_row) { return {3, from, to}; }

/// The next number of a sequence, which nobody else gets: `select(next_value(sequence("invoice_no")))`.
inline Expr<std::int64_t> next_value(SequenceName sequence) {
    return Expr<std::int64_t>(sql::next_value(sequence.name));
}

namespace detail {

sql::NodePtr over(sql::NodePtr function);
void add_to_window(const sql::NodePtr& over, const PartitionBy& partition);
void add_to_window(const sql::NodePtr& over, const WindowOrder& order);
void add_to_window(const sql::NodePtr& over, const WindowFrame& frame);
sql::NodePtr filtered(sql::NodePtr function, sql::NodePtr condition);

}  // namespace detail

/// A call of a function with values V.
template <class V>
class Function : public Expr<V> {
public:
    explicit Function(sql::NodePtr node) noexcept : Expr<V>(std::move(node)) {}

    /// As a window function: `over(partition_by(…), order_by(…), rows(…))`, each of them or none.
    template <class... W>
    Expr<V> over(const W&... parts) const {
        sql::NodePtr node = detail::over(this->node());
        (detail::add_to_window(node, parts), ...);
        return Expr<V>(std::move(node));
    }
    /// An aggregate of those rows only for which the condition holds.
    template <class C>
    Function filter(const C& condition) const {
        return Function(detail::filtered(this->node(), detail::condition(condition)));
    }
};

namespace detail {

template <class V, class... A>
Function<V> call(std::string_view name, const A&... arguments) {
    return Function<V>(sql::function(name, {operand(arguments)...}));
}
template <class A>
using argument_t = value_type_t<A>;
template <class A>
using nullable_t =
    std::conditional_t<std::is_same_v<argument_t<A>, Dynamic>, Dynamic, std::optional<bare_t<argument_t<A>>>>;

template <class A>
consteval auto sum_result() {
    using X = bare_t<argument_t<A>>;
    if constexpr (std::is_same_v<X, Dynamic>)
        return std::type_identity<Dynamic>{};
    else if constexpr (std::is_integral_v<X>)
        return std::type_identity<std::optional<std::int64_t>>{};
    else if constexpr (std::is_floating_point_v<X>)
        return std::type_identity<std::optional<double>>{};
    else
        return std::type_identity<std::optional<X>>{};
}
template <class A, class... More>
struct coalesce_result : coalesce_result<More...> {};
template <class A>
struct coalesce_result<A> {
    static constexpr bool optional = is_optional_v<argument_t<A>> || category_of<argument_t<A>>() == Category::null;
};
/// The type of a literal as a column would have it.
template <class T>
struct stored_type {
    using type = T;
};
template <class T>
    requires(!column_type<T> && std::is_convertible_v<const T&, std::string_view>)
struct stored_type<T> {
    using type = std::string;
};
template <class T>
using stored_t = typename stored_type<T>::type;

}  // namespace detail

namespace func {

/// Any function by its name, which is sent as it stands: never build it from what a user typed.
template <class V, class... A>
Function<V> call(TextLiteral name, const A&... arguments) {
    return detail::call<V>(name.sql(), arguments...);
}

// Aggregates. All but count give NULL where there is no row.
inline Function<std::int64_t> count() { return Function<std::int64_t>(sql::function("count", {sql::star()})); }
template <class E>
Function<std::int64_t> count(const E& e) {
    return detail::call<std::int64_t>("count", e);
}
template <class E>
Function<std::int64_t> count_distinct(const E& e) {
    return Function<std::int64_t>(sql::function("count", {sql::unary(sql::Op::distinct, detail::operand(e))}));
}
/// The sum of a column of decimals is read with the column's digits, also where the database adds in binary (SQLite,
/// which is exact to fifteen digits). avg is a double everywhere.
template <class E>
auto sum(const E& e) {
    static_assert(detail::check_arithmetic<detail::argument_t<E>, int>());
    return detail::call<typename decltype(detail::sum_result<E>())::type>("sum", e);
}
template <class E>
Function<std::optional<double>> avg(const E& e) {
    static_assert(detail::check_arithmetic<detail::argument_t<E>, int>());
    return detail::call<std::optional<double>>("avg", e);
}
template <class E>
Function<detail::nullable_t<E>> min(const E& e) {
    return detail::call<detail::nullable_t<E>>("min", e);
}
template <class E>
Function<detail::nullable_t<E>> max(const E& e) {
    return detail::call<detail::nullable_t<E>>("max", e);
}
/// Texts of all rows, one behind the other.
template <class E>
Function<std::optional<std::string>> string_agg(const E& e, std::string_view separator) {
    return detail::call<std::optional<std::string>>("string_agg", e, separator);
}

// NULL
/// The first argument that is not NULL. A value if the last one can't be NULL.
template <class A, class... More>
auto coalesce(const A& first, const More&... more) {
    static_assert(sizeof...(More) > 0, "rowan: coalesce() chooses among two or more");
    (static_cast<void>(detail::check_comparable<detail::argument_t<A>, detail::argument_t<More>>()), ...);
    using V = detail::stored_t<detail::bare_t<detail::argument_t<A>>>;
    if constexpr (std::is_same_v<V, Dynamic>)
        return detail::call<Dynamic>("coalesce", first, more...);
    else
        return detail::call<detail::with_optional_t<V, detail::coalesce_result<A, More...>::optional>>("coalesce",
                                                                                                       first, more...);
}
template <class A, class B>
Function<detail::nullable_t<A>> nullif(const A& a, const B& b) {
    static_cast<void>(detail::check_comparable<detail::argument_t<A>, detail::argument_t<B>>());
    return detail::call<detail::nullable_t<A>>("nullif", a, b);
}
/// The greatest and the least of several values.
template <class A, class... More>
Function<detail::nullable_t<A>> greatest(const A& first, const More&... more) {
    static_assert(sizeof...(More) > 0,
                  "rowan: greatest() chooses among two or more values of a row; max() is of all rows");
    return detail::call<detail::nullable_t<A>>("greatest", first, more...);
}
template <class A, class... More>
Function<detail::nullable_t<A>> least(const A& first, const More&... more) {
    static_assert(sizeof...(More) > 0,
                  "rowan: least() chooses among two or more values of a row; min() is of all rows");
    return detail::call<detail::nullable_t<A>>("least", first, more...);
}

// Text. `optional` as the argument is.
template <class E>
auto lower(const E& e) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("lower", e);
}
template <class E>
auto upper(const E& e) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("upper", e);
}
template <class E>
auto trim(const E& e) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("trim", e);
}
template <class E>
auto ltrim(const E& e) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("ltrim", e);
}
template <class E>
auto rtrim(const E& e) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("rtrim", e);
}
/// In characters.
template <class E>
auto length(const E& e) {
    return detail::call<detail::with_optional_t<std::int64_t, detail::is_optional_v<detail::argument_t<E>>>>("length",
                                                                                                             e);
}
template <class E, class A, class B>
auto replace(const E& e, const A& what, const B& with) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("replace", e, what, with);
}
/// From character `start` (the first is 1), `count` of them or all.
template <class E, class A>
auto substr(const E& e, const A& start) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("substr", e, start);
}
template <class E, class A, class B>
auto substr(const E& e, const A& start, const B& count) {
    return detail::call<detail::stored_t<detail::argument_t<E>>>("substr", e, start, count);
}
/// Where text begins in another, from 1; 0 if it does not.
template <class E, class A>
auto position(const E& e, const A& what) {
    return detail::call<detail::with_optional_t<std::int64_t, detail::is_optional_v<detail::argument_t<E>>>>("position",
                                                                                                             e, what);
}

// Numbers
template <class E>
Function<detail::argument_t<E>> abs(const E& e) {
    return detail::call<detail::argument_t<E>>("abs", e);
}
template <class E>
auto round(const E& e, int digits = 0) {
    return detail::call<detail::with_optional_t<double, detail::is_optional_v<detail::argument_t<E>>>>("round", e,
                                                                                                       digits);
}
/// Division of integers as in C++: 7 by 2 is 3, -7 by 2 is -3.
template <class A, class B>
Expr<std::optional<std::int64_t>> floor_div(const A& a, const B& b) {
    return Expr<std::optional<std::int64_t>>(
        sql::binary(sql::Op::floor_divide, detail::operand(a), detail::operand(b)));
}
inline Function<std::int64_t> random() { return detail::call<std::int64_t>("random"); }

// Time, as the database's clock has it (UTC)
inline Function<Timestamp> now() { return detail::call<Timestamp>("now"); }
inline Function<Date> current_date() { return detail::call<Date>("current_date"); }
inline Function<TimeOfDay> current_time() { return detail::call<TimeOfDay>("current_time"); }

// Windows
inline Function<std::int64_t> row_number() { return detail::call<std::int64_t>("row_number"); }
inline Function<std::int64_t> rank() { return detail::call<std::int64_t>("rank"); }
inline Function<std::int64_t> dense_rank() { return detail::call<std::int64_t>("dense_rank"); }
inline Function<double> percent_rank() { return detail::call<double>("percent_rank"); }
inline Function<double> cume_dist() { return detail::call<double>("cume_dist"); }
inline Function<std::int64_t> ntile(std::int64_t buckets) { return detail::call<std::int64_t>("ntile", buckets); }
template <class E>
Function<detail::nullable_t<E>> lag(const E& e, std::int64_t distance = 1) {
    return detail::call<detail::nullable_t<E>>("lag", e, distance);
}
template <class E>
Function<detail::nullable_t<E>> lead(const E& e, std::int64_t distance = 1) {
    return detail::call<detail::nullable_t<E>>("lead", e, distance);
}
template <class E>
Function<detail::nullable_t<E>> first_value(const E& e) {
    return detail::call<detail::nullable_t<E>>("first_value", e);
}
template <class E>
Function<detail::nullable_t<E>> last_value(const E& e) {
    return detail::call<detail::nullable_t<E>>("last_value", e);
}
template <class E>
Function<detail::nullable_t<E>> nth_value(const E& e, std::int64_t n) {
    return detail::call<detail::nullable_t<E>>("nth_value", e, n);
}

}  // namespace func

/// An aggregate of values in an order, which `within_group` gives: `func::mode<int>().within_group(order_by(age))`.
template <class V>
class OrderedSet {
public:
    explicit OrderedSet(std::string_view function_name, std::optional<double> which = {})
        : name_(function_name), part_(which) {}
    /// Throws ArgumentError for an order of more than one expression, or a part that is not from 0 to 1.
    Function<V> within_group(const WindowOrder& order) const {
        return Function<V>(sql::within_group(name_, part_, order.expressions));
    }

private:
    std::string_view name_;
    std::optional<double> part_;
};

namespace func {

/// The value below which this part of them lies (0 to 1), between two of them if need be.
inline OrderedSet<std::optional<double>> percentile_cont(double part) {
    return OrderedSet<std::optional<double>>("percentile_cont", part);
}
/// The first of them, of type V, at or above this part (0 to 1).
template <class V = double>
OrderedSet<std::optional<V>> percentile_disc(double part) {
    return OrderedSet<std::optional<V>>("percentile_disc", part);
}
/// The one that is most frequent.
template <class V>
OrderedSet<std::optional<V>> mode() {
    return OrderedSet<std::optional<V>>("mode");
}

// Numbers and texts.
template <class A, class B>
Function<std::optional<double>> power(const A& base, const B& exponent) {
    return detail::call<std::optional<double>>("power", base, exponent);
}
template <class E>
Function<std::optional<double>> sqrt(const E& e) {
    return detail::call<std::optional<double>>("sqrt", e);
}
template <class E>
Function<detail::argument_t<E>> floor(const E& e) {
    return detail::call<detail::argument_t<E>>("floor", e);
}
template <class E>
Function<detail::argument_t<E>> ceil(const E& e) {
    return detail::call<detail::argument_t<E>>("ceil", e);
}
template <class E>
Function<detail::with_optional_t<int, detail::is_optional_v<detail::argument_t<E>>>> sign(const E& e) {
    return detail::call<detail::with_optional_t<int, detail::is_optional_v<detail::argument_t<E>>>>("sign", e);
}
/// Every place of `text` that the regular expression finds becomes `replacement`.
template <class E, class P, class R>
Function<detail::nullable_t<E>> regexp_replace(const E& text, const P& pattern, const R& replacement) {
    return detail::call<detail::nullable_t<E>>("regexp_replace", text, pattern, replacement);
}
/// Who is logged in, as the database calls them.
inline Function<std::string> current_user() { return detail::call<std::string>("current_user"); }

/// Of a column of GROUP BY: 1 in a row that stands for all of its values, else 0.
template <class E>
Function<std::int64_t> grouping(const E& e) {
    return detail::call<std::int64_t>("grouping", e);
}

}  // namespace func

// --- GROUP BY -----------------------------------------------------------------------------------------------------

/// A group for each prefix of the list, down to that of all rows: `group_by(rollup(country, city))`.
template <class... E>
Expr<Dynamic> rollup(const E&... expressions) {
    return Expr<Dynamic>(sql::function("rollup", {detail::order_node(expressions)...}));
}
/// A group for each subset of the list.
template <class... E>
Expr<Dynamic> cube(const E&... expressions) {
    return Expr<Dynamic>(sql::function("cube", {detail::order_node(expressions)...}));
}
/// A list of expressions that are grouped by together; the empty one is all rows.
struct GroupingSet {
    sql::NodePtr node;
};
template <class... E>
GroupingSet grouping_set(const E&... expressions) {
    return {sql::function("", {detail::order_node(expressions)...})};
}
/// A group for each of these: `group_by(grouping_sets(grouping_set(country, city), grouping_set()))`.
template <class... S>
Expr<Dynamic> grouping_sets(const GroupingSet& first, const S&... more) {
    return Expr<Dynamic>(sql::function("grouping sets", {first.node, more.node...}));
}

// --- operators of one database ------------------------------------------------------------------------------------

/// An operator by its name, which is sent as it stands: `operation<bool>("@>", tags, other)`. V is its value's type.
/// Throws ArgumentError for what is neither signs nor words.
template <class V, class A, class B>
auto operation(TextLiteral op, const A& left, const B& right) {
    constexpr bool is_condition = std::is_same_v<detail::bare_t<V>, bool>;
    sql::NodePtr node = sql::operation(op.sql(), detail::operand(left), detail::operand(right), is_condition);
    if constexpr (is_condition)
        return Predicate(std::move(node));
    else
        return Expr<V>(std::move(node));
}

// --- CASE, CAST, EXTRACT ------------------------------------------------------------------------------------------

/// A branch of CASE.
template <class V>
struct When {
    sql::NodePtr condition;
    sql::NodePtr result;
};
template <class C, class R>
auto when(const C& condition, const R& result) {
    using V = detail::stored_t<detail::value_type_t<R>>;
    return When<V>{detail::condition(condition), detail::operand(result)};
}

/// CASE WHEN … THEN … END, which is NULL where no branch holds.
template <class V>
class Case : public Expr<detail::with_optional_t<detail::bare_t<V>, true>> {
public:
    explicit Case(std::vector<sql::NodePtr> branches)
        : Expr<std::optional<detail::bare_t<V>>>(make(branches, {})), branches_(std::move(branches)) {}
    /// What it is otherwise.
    template <class R>
    auto else_(const R& result) const {
        static_cast<void>(detail::check_comparable<V, detail::value_type_t<R>>());
        constexpr bool optional = detail::is_optional_v<V> || detail::is_optional_v<detail::value_type_t<R>> ||
                                  detail::category_of<detail::value_type_t<R>>() == detail::Category::null;
        return Expr<detail::with_optional_t<detail::bare_t<V>, optional>>(make(branches_, detail::operand(result)));
    }

private:
    static sql::NodePtr make(std::vector<sql::NodePtr> branches, sql::NodePtr otherwise);
    std::vector<sql::NodePtr> branches_;
};
namespace detail {
sql::NodePtr case_node(std::vector<sql::NodePtr> branches, sql::NodePtr otherwise);
}
template <class V>
sql::NodePtr Case<V>::make(std::vector<sql::NodePtr> branches, sql::NodePtr otherwise) {
    return detail::case_node(std::move(branches), std::move(otherwise));
}
template <class V, class... More>
Case<V> case_(const When<V>& first, const More&... more) {
    std::vector<sql::NodePtr> branches{first.condition, first.result};
    ((branches.push_back(more.condition), branches.push_back(more.result)), ...);
    return Case<V>(std::move(branches));
}

/// CAST to the SQL type that members of type T have.
template <class T, class E>
auto cast(const E& e) {
    using V = detail::value_type_t<E>;
    constexpr bool optional = detail::is_optional_v<T> || detail::is_optional_v<V> || std::is_same_v<V, Dynamic>;
    constexpr const TypeOps& ops = detail::type_ops<detail::bare_t<T>>;
    return Expr<detail::with_optional_t<detail::bare_t<T>, optional>>(
        sql::cast(detail::operand(e), SqlType(ops.sql_type, ops.kind)));
}

/// As `cast`, but NULL for what can't be converted.
template <class T, class E>
auto try_cast(const E& e) {
    constexpr const TypeOps& ops = detail::type_ops<detail::bare_t<T>>;
    return Expr<std::optional<detail::bare_t<T>>>(sql::cast(detail::operand(e), SqlType(ops.sql_type, ops.kind), true));
}

/// A value as an expression, where C++ would not see one: `literal(1) + 2`.
template <class T>
auto literal(const T& value) {
    return Expr<detail::stored_t<detail::value_type_t<T>>>(detail::operand(value));
}
inline Predicate true_() { return Predicate(sql::constant(true)); }
inline Predicate false_() { return Predicate(sql::constant(false)); }

/// (a, b): `tuple_(a, b) == tuple_(1, 2)`, `tuple_(a, b).in(select(c, d))`.
class Tuple : public Expr<Dynamic> {
public:
    explicit Tuple(std::vector<sql::NodePtr> items) : Expr<Dynamic>(sql::tuple(std::move(items))) {}
};
template <class... E>
Tuple tuple_(const E&... items) {
    return Tuple({detail::operand(items)...});
}

/// A part of a date or a time: `extract(DatePart::year, col<&User::born>)`.
enum class DatePart : std::uint8_t {
    year,
    month,
    day,
    hour,
    minute,
    second,
    day_of_week,
    day_of_year,
    week,
    quarter,
    epoch
};
namespace detail {
sql::NodePtr extract(DatePart part, sql::NodePtr from);
}
template <expression E>
auto extract(DatePart part, const E& from) {
    using V = detail::expression_value_t<E>;
    constexpr detail::Category category = detail::category_of<V>();
    static_assert(detail::is_time(category) || category == detail::Category::dynamic,
                  "rowan: extract() takes a part of a date or a time");
    return Expr<detail::with_optional_t<std::int64_t, detail::is_optional_v<V>>>(
        detail::extract(part, detail::node_of(from)));
}

}  // namespace rowan
