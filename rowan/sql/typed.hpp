// rowan/sql/typed.hpp: expressions whose types are checked when the program is compiled.
//
//     Expr<int> age = …;
//     Predicate grown_up = age >= 18 && age.is_not_null();
//     Ordered order = age.desc().nulls_last();
//
// An Expr<V> is a handle to a node (node.hpp): 16 bytes, cheap to copy, immutable. V is the C++ type of its values, a
// std::optional where they may be NULL, Dynamic where it is known at run time only.
//
// How to plug in an expression of one's own (the orm's Attribute, for instance): derive from ColumnExpr<V> (a column,
// which takes assignments) or Expr<V>, and give its constructor a function that finds the node when it is needed; that
// constructor is constexpr, so the object can be a constant:
//
//     template <auto Member>
//     struct Attribute : ColumnExpr<member_type> {
//         constexpr Attribute() : ColumnExpr<member_type>(&node_of_member<Member>) {}       // NodePtr node_of_member()
//         using ColumnExpr<member_type>::operator=;
//         Assignment operator=(const Attribute& other) const { return this->set(other); }
//         constexpr Attribute(const Attribute&) = default;
//     };
#pragma once

#include <rowan/schema/text_literal.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/internal/check.hpp>
#include <rowan/sql/node.hpp>

#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

template <class V>
class Expr;
class Predicate;
class SelectCore;
class Over;

/// The characters of a name, as a template argument: `label<"total">()`.
template <std::size_t N>
struct Name {
    char characters[N]{};
    consteval Name(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i)
            characters[i] = literal[i];
    }
    constexpr std::string_view view() const noexcept { return {characters, N - 1}; }
};

namespace detail {

template <class T>
sql::NodePtr node_of(const T& expression) {
    return expression.node();
}
inline sql::NodePtr node_of(const TextLiteral& text) { return sql::text(text.sql()); }

/// A value as a node: expressions stay what they are, all else travels as a parameter.
template <class R>
sql::NodePtr operand(const R& right) {
    if constexpr (expression<R>)
        return node_of(right);
    else if constexpr (std::is_same_v<R, std::nullopt_t> || std::is_same_v<R, Null>)
        return sql::null();
    else if constexpr (optional_value<R>::is_optional)
        return right ? operand(*right) : sql::null();
    else if constexpr (std::is_same_v<R, Value>)
        return right.is_null() ? sql::null() : sql::value(right);
    else if constexpr (std::is_same_v<R, bool>)
        return sql::value(right);
    else if constexpr (std::is_floating_point_v<R>)
        return sql::value(static_cast<double>(right));
    else if constexpr (std::is_integral_v<R>) {
        if constexpr (std::is_unsigned_v<R> && sizeof(R) == 8)
            return sql::value(static_cast<std::uint64_t>(right));
        else
            return sql::value(static_cast<std::int64_t>(right));
    } else if constexpr (std::is_pointer_v<R>)
        return sql::value(text_at(right));
    else if constexpr (std::is_convertible_v<const R&, std::string_view>)
        return sql::value(std::string_view(right));
    else
        return sql::value(&right, type_ops<R>);
}

template <class R>
struct value_type {
    using type = R;
};
template <expression R>
struct value_type<R> {
    using type = expression_value_t<R>;
};
template <std::size_t N>
struct value_type<char[N]> {
    using type = const char*;
};
template <class R>
using value_type_t = typename value_type<R>::type;

/// The right side of something with values V: checked, converted where V is a type of the user's.
template <class V, class R>
sql::NodePtr operand_for(const R& right) {
    if constexpr (check_comparable<V, value_type_t<R>>()) {
        if constexpr (category_of<V>() == Category::custom && !expression<R> && !std::is_same_v<bare_t<R>, bare_t<V>> &&
                      category_of<R>() != Category::null && category_of<R>() != Category::dynamic) {
            return operand(static_cast<bare_t<V>>(right));
        } else {
            return operand(right);
        }
    } else {
        return sql::null();
    }
}

template <class V, bool Optional>
using with_optional_t = std::conditional_t<Optional, std::optional<V>, V>;

template <class A>
inline constexpr bool is_optional_v = optional_value<A>::is_optional;

/// The elements of an IN list that may stand in braces.
template <class V>
struct in_item {
    using type = bare_t<V>;
};
template <class V>
    requires(category_of<V>() == Category::text)
struct in_item<V> {
    using type = std::string_view;
};
template <class V>
    requires(category_of<V>() == Category::dynamic)
struct in_item<V> {
    using type = Value;
};

template <class V>
void add_value(std::vector<Value>& values, const V& v) {
    if constexpr (is_optional_v<V>) {
        if (v)
            add_value(values, *v);
        else
            values.emplace_back();
    } else {
        values.emplace_back(v);
    }
}

template <class R>
concept range_of_values = requires(const R& r) {
    r.begin();
    r.end();
} && !std::is_convertible_v<const R&, std::string_view>;

}  // namespace detail

/// What an UPDATE or INSERT writes into a column: `column = value`.
struct Assignment {
    sql::NodePtr column;
    sql::NodePtr value;
};

/// An expression in ORDER BY.
class Ordered {
public:
    explicit Ordered(sql::NodePtr node) noexcept : node_(std::move(node)) {}
    /// NULLs before or behind all values. Databases that can't say so order by `x IS NULL` first.
    Ordered nulls_first() const;
    Ordered nulls_last() const;
    const sql::NodePtr& node() const noexcept { return node_; }

private:
    sql::NodePtr node_;
};

template <Name N, class V>
class Labelled;

/// An expression with values of type V.
template <class V>
class Expr {
public:
    using expression_value = V;

    explicit Expr(sql::NodePtr node) noexcept : node_(std::move(node)) {}
    /// An expression whose node is found when it is needed. The function may be called from any thread, at any time.
    constexpr explicit Expr(sql::NodePtr (*find)()) noexcept : find_(find) {}

    sql::NodePtr node() const { return find_ ? find_() : node_; }

    /// One of a list: `in({1, 2})`, `in(vector)`, `in(select(…))`. No row is in an empty list;
    /// an empty optional in the list finds NULL.
    Predicate in(std::initializer_list<typename detail::in_item<V>::type> list) const;
    template <class R>
    Predicate in(const R& list_or_query) const;
    Predicate not_in(std::initializer_list<typename detail::in_item<V>::type> list) const;
    template <class R>
    Predicate not_in(const R& list_or_query) const;
    /// One of several expressions or values: `col<&A::x>.in(col<&A::y>, col<&A::z>, 3)`.
    template <class First, class Second, class... More>
    Predicate in(const First& first, const Second& second, const More&... more) const;
    template <class First, class Second, class... More>
    Predicate not_in(const First& first, const Second& second, const More&... more) const;

    /// Patterns: % stands for any characters, _ for one; `escape`, an ASCII character (for `ilike` no letter, else
    /// ArgumentError), before them takes their meaning away. Whether `like` tells capitals apart is the database's
    /// matter (SQLite: not for ASCII); `ilike` never does.
    template <class R>
    Predicate like(const R& pattern, char escape = 0) const;
    template <class R>
    Predicate not_like(const R& pattern, char escape = 0) const;
    template <class R>
    Predicate ilike(const R& pattern, char escape = 0) const;
    template <class R>
    Predicate not_ilike(const R& pattern, char escape = 0) const;
    /// Text as it stands: % and _ in it have no meaning.
    template <class R>
    Predicate starts_with(const R& text) const;
    template <class R>
    Predicate ends_with(const R& text) const;
    template <class R>
    Predicate contains(const R& text) const;
    /// Likewise, and capitals are as small letters, as far as `ilike` knows them.
    template <class R>
    Predicate istarts_with(const R& text) const;
    template <class R>
    Predicate iends_with(const R& text) const;
    template <class R>
    Predicate icontains(const R& text) const;
    /// A regular expression of the database's own kind; refused where it has none.
    template <class R>
    Predicate matches(const R& pattern) const;

    template <class A, class B>
    Predicate between(const A& low, const B& high) const;
    template <class A, class B>
    Predicate not_between(const A& low, const B& high) const;
    Predicate is_null() const;
    Predicate is_not_null() const;
    /// As != and ==, but NULL is a value like others.
    template <class R>
    Predicate is_distinct_from(const R& other) const;
    template <class R>
    Predicate is_not_distinct_from(const R& other) const;

    /// Bits of integers.
    template <class R>
    Expr bit_and(const R& other) const;
    template <class R>
    Expr bit_or(const R& other) const;
    template <class R>
    Expr bit_xor(const R& other) const;
    template <class R>
    Expr shift_left(const R& other) const;
    template <class R>
    Expr shift_right(const R& other) const;
    Expr bit_not() const;

    /// Text behind text, as + does.
    template <class R>
    Expr<detail::with_optional_t<std::string, true>> concat(const R& other) const;

    Expr collate(TextLiteral collation) const { return Expr(sql::collate(node(), collation.sql())); }
    template <Name N>
    Labelled<N, V> label() const;
    Expr label(std::string_view name) const { return Expr(sql::label(node(), name)); }
    Ordered asc() const { return Ordered(sql::ordered(node(), false)); }
    Ordered desc() const { return Ordered(sql::ordered(node(), true)); }

    /// An element inside a JSON document, as JSON: `payload["address"]["lines"][0]`.
    Expr<std::optional<JsonText>> operator[](std::string_view key) const
        requires(detail::category_of<V>() == detail::Category::json || std::is_same_v<V, Dynamic>);
    Expr<std::optional<JsonText>> operator[](int index) const
        requires(detail::category_of<V>() == detail::Category::json || std::is_same_v<V, Dynamic>);
    /// A JSON element as an SQL value: `payload["name"].as<std::string>() == "ed"`.
    template <class T>
    Expr<std::optional<T>> as() const
        requires(detail::category_of<V>() == detail::Category::json);

private:
    sql::NodePtr node_{};
    sql::NodePtr (*find_)() = nullptr;
};

/// A condition. Its value may be NULL, as that of any comparison.
class Predicate : public Expr<std::optional<bool>> {
public:
    explicit Predicate(sql::NodePtr node) noexcept : Expr(std::move(node)) {}
    /// A boolean column or function is a condition.
    Predicate(const Expr<bool>& expression) : Expr(expression.node()) {}
    Predicate(const Expr<std::optional<bool>>& expression) : Expr(expression.node()) {}
    Predicate(const Expr<Dynamic>& expression) : Expr(expression.node()) {}
    Predicate(TextLiteral sql) : Expr(sql::text(sql.sql())) {}
};

/// An expression under a name, by which a row gives its value: `row.get<"total">()`.
template <Name N, class V>
class Labelled : public Expr<V> {
public:
    static constexpr auto name = N;
    explicit Labelled(sql::NodePtr node) noexcept : Expr<V>(std::move(node)) {}
};

namespace detail {

[[noreturn]] void throw_out_of_range(const sql::NodePtr& column, const Value& value, const Value& low,
                                     const Value& high);

template <class T>
concept plain_integer =
    std::is_integral_v<T> && !std::is_same_v<T, bool> && !std::is_same_v<T, char> && !std::is_same_v<T, wchar_t> &&
    !std::is_same_v<T, char8_t> && !std::is_same_v<T, char16_t> && !std::is_same_v<T, char32_t>;

/// Throws DataError if an integer member of type M, whose column may have room for more, can't hold the value.
template <class M, class R>
void require_range(const sql::NodePtr& column, const R& value) {
    using Number = std::remove_cvref_t<R>;
    constexpr M low = std::numeric_limits<M>::min();
    constexpr M high = std::numeric_limits<M>::max();
    if constexpr (is_optional_v<Number>) {
        if (value)
            require_range<M>(column, *value);
    } else if constexpr (plain_integer<Number> && !std::is_same_v<Number, M>) {
        if (!std::in_range<M>(value))
            throw_out_of_range(column, Value(value), Value(low), Value(high));
    } else if constexpr (std::is_floating_point_v<Number>) {
        const auto number = static_cast<double>(value);
        const bool fits = number >= static_cast<double>(low) && number < static_cast<double>(high) + 1 &&
                          static_cast<double>(static_cast<M>(number)) == number;
        if (!fits)
            throw_out_of_range(column, Value(number), Value(low), Value(high));
    }
}

}  // namespace detail

/// A column that can be assigned to. See the head of this file for how to derive from it.
template <class V>
class ColumnExpr : public Expr<V> {
public:
    using Expr<V>::Expr;
    constexpr ColumnExpr(const ColumnExpr&) = default;

    /// `column = value`, `column = expression`, `column = std::nullopt`.
    template <class R>
    Assignment operator=(const R& value) const {
        return set(value);
    }
    Assignment operator=(const ColumnExpr& other) const { return set(other); }
    template <class R>
    Assignment set(const R& value) const {
        using Right = detail::value_type_t<R>;
        constexpr bool may_be_null = std::is_same_v<Right, std::nullopt_t> || std::is_same_v<Right, Null> ||
                                     (detail::is_optional_v<Right> && !expression<R>);
        constexpr bool takes_null = detail::is_optional_v<V> || std::is_same_v<V, Dynamic>;
        if constexpr (detail::plain_integer<detail::bare_t<V>> && !expression<R>)
            detail::require_range<detail::bare_t<V>>(this->node(), value);
        static_assert(takes_null || !may_be_null,
                      "rowan: an optional is given to a column that is NOT NULL: give its value");
        if constexpr (takes_null || !may_be_null)
            return {this->node(), detail::operand_for<V>(value)};
        else
            return {this->node(), sql::null()};
    }
};

// --- what Expr promised -------------------------------------------------------------------------------------------

namespace detail {

template <class V, class R>
Predicate compare(sql::Op op, sql::NodePtr left, const R& right) {
    return Predicate(sql::compare(op, std::move(left), operand_for<V>(right)));
}
template <class V, class R>
Predicate compare_order(sql::Op op, sql::NodePtr left, const R& right) {
    static_assert(category_of<value_type_t<R>>() != Category::null,
                  "rowan: NULL has no order: compare with == or !=, or is_null()");
    return Predicate(sql::binary(op, std::move(left), operand_for<V>(right)));
}

template <class V>
consteval bool check_text() {
    constexpr Category category = category_of<V>();
    constexpr bool ok = category == Category::text || category == Category::custom || category == Category::dynamic ||
                        category == Category::enumeration;
    static_assert(ok, "rowan: this is for text columns");
    return ok;
}
/// A pattern for text: text, or an expression of text.
template <class V, class R>
sql::NodePtr pattern(const R& text) {
    constexpr Category category = category_of<value_type_t<R>>();
    constexpr bool ok = category == Category::text || category == Category::dynamic || category == Category::custom;
    static_assert(ok, "rowan: this takes text, or an expression of text");
    if constexpr (check_text<V>() && ok)
        return operand(text);
    else
        return sql::null();
}
template <class V, class R>
Predicate match(sql::NodePtr left, const R& text, sql::Match how, bool ignore_case = false) {
    if constexpr (std::is_convertible_v<const R&, std::string_view>) {
        static_cast<void>(check_text<V>());
        if constexpr (std::is_pointer_v<R>)
            return Predicate(sql::like_text(std::move(left), text_at(text), how, ignore_case));
        else
            return Predicate(sql::like_text(std::move(left), std::string_view(text), how, ignore_case));
    } else {
        return Predicate(sql::like_expression(std::move(left), pattern<V>(text), how, ignore_case));
    }
}

template <class V, class R>
sql::NodePtr in_node(sql::NodePtr left, const R& list, bool negated) {
    if constexpr (requires { list.as_query(); }) {
        return sql::in_query(std::move(left), list.as_query(), negated);
    } else if constexpr (range_of_values<R>) {
        std::vector<Value> values;
        for (const auto& item : list) {
            if constexpr (check_comparable<V, std::remove_cvref_t<decltype(item)>>())
                add_value(values, item);
        }
        return sql::in(std::move(left), std::move(values), negated);
    } else {
        static_assert(range_of_values<R>,
                      "rowan: in() takes a list in braces, a container of values, or a select of one column");
        return left;
    }
}
template <class Item>
sql::NodePtr in_list(sql::NodePtr left, std::initializer_list<Item> list, bool negated) {
    std::vector<Value> values;
    values.reserve(list.size());
    for (const Item& item : list)
        values.emplace_back(item);
    return sql::in(std::move(left), std::move(values), negated);
}

sql::NodePtr in_items(sql::NodePtr left, std::initializer_list<sql::NodePtr> items, bool negated);

template <class V, class R>
sql::NodePtr bit_operation(sql::Op op, sql::NodePtr left, const R& right) {
    constexpr bool ok =
        (category_of<V>() == Category::number || category_of<V>() == Category::dynamic) &&
        (category_of<value_type_t<R>>() == Category::number || category_of<value_type_t<R>>() == Category::dynamic);
    static_assert(ok, "rowan: bits are those of integers");
    if constexpr (ok)
        return sql::binary(op, std::move(left), operand(right));
    else
        return left;
}

sql::NodePtr json_step(const sql::NodePtr& document, std::string_view key);
sql::NodePtr json_step(const sql::NodePtr& document, int index);
sql::NodePtr json_value(const sql::NodePtr& element, const TypeSpec& type);

}  // namespace detail

template <class V>
Predicate Expr<V>::in(std::initializer_list<typename detail::in_item<V>::type> list) const {
    return Predicate(detail::in_list(node(), list, false));
}
template <class V>
template <class R>
Predicate Expr<V>::in(const R& list_or_query) const {
    return Predicate(detail::in_node<V>(node(), list_or_query, false));
}
template <class V>
Predicate Expr<V>::not_in(std::initializer_list<typename detail::in_item<V>::type> list) const {
    return Predicate(detail::in_list(node(), list, true));
}
template <class V>
template <class R>
Predicate Expr<V>::not_in(const R& list_or_query) const {
    return Predicate(detail::in_node<V>(node(), list_or_query, true));
}
template <class V>
template <class First, class Second, class... More>
Predicate Expr<V>::in(const First& first, const Second& second, const More&... more) const {
    return Predicate(detail::in_items(
        node(), {detail::operand_for<V>(first), detail::operand_for<V>(second), detail::operand_for<V>(more)...},
        false));
}
template <class V>
template <class First, class Second, class... More>
Predicate Expr<V>::not_in(const First& first, const Second& second, const More&... more) const {
    return Predicate(detail::in_items(
        node(), {detail::operand_for<V>(first), detail::operand_for<V>(second), detail::operand_for<V>(more)...},
        true));
}
template <class V>
template <class R>
Predicate Expr<V>::like(const R& pattern, char escape) const {
    return Predicate(sql::like(node(), detail::pattern<V>(pattern), escape, false, false));
}
template <class V>
template <class R>
Predicate Expr<V>::not_like(const R& pattern, char escape) const {
    return Predicate(sql::like(node(), detail::pattern<V>(pattern), escape, false, true));
}
template <class V>
template <class R>
Predicate Expr<V>::ilike(const R& pattern, char escape) const {
    return Predicate(sql::like(node(), detail::pattern<V>(pattern), escape, true, false));
}
template <class V>
template <class R>
Predicate Expr<V>::not_ilike(const R& pattern, char escape) const {
    return Predicate(sql::like(node(), detail::pattern<V>(pattern), escape, true, true));
}
template <class V>
template <class R>
Predicate Expr<V>::starts_with(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::prefix);
}
template <class V>
template <class R>
Predicate Expr<V>::ends_with(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::suffix);
}
template <class V>
template <class R>
Predicate Expr<V>::contains(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::anywhere);
}
template <class V>
template <class R>
Predicate Expr<V>::istarts_with(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::prefix, true);
}
template <class V>
template <class R>
Predicate Expr<V>::iends_with(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::suffix, true);
}
template <class V>
template <class R>
Predicate Expr<V>::icontains(const R& text) const {
    return detail::match<V>(node(), text, sql::Match::anywhere, true);
}
template <class V>
template <class R>
Predicate Expr<V>::matches(const R& pattern) const {
    return Predicate(sql::binary(sql::Op::matches, node(), detail::pattern<V>(pattern)));
}
template <class V>
template <class A, class B>
Predicate Expr<V>::between(const A& low, const B& high) const {
    return Predicate(sql::between(node(), detail::operand_for<V>(low), detail::operand_for<V>(high)));
}
template <class V>
template <class A, class B>
Predicate Expr<V>::not_between(const A& low, const B& high) const {
    return Predicate(sql::between(node(), detail::operand_for<V>(low), detail::operand_for<V>(high), true));
}
template <class V>
Predicate Expr<V>::is_null() const {
    return Predicate(sql::unary(sql::Op::is_null, node()));
}
template <class V>
Predicate Expr<V>::is_not_null() const {
    return Predicate(sql::unary(sql::Op::is_not_null, node()));
}
template <class V>
template <class R>
Predicate Expr<V>::is_distinct_from(const R& other) const {
    return detail::compare<V>(sql::Op::is_distinct, node(), other);
}
template <class V>
template <class R>
Predicate Expr<V>::is_not_distinct_from(const R& other) const {
    return detail::compare<V>(sql::Op::is_not_distinct, node(), other);
}
template <class V>
template <class R>
Expr<V> Expr<V>::bit_and(const R& other) const {
    return Expr(detail::bit_operation<V>(sql::Op::bit_and, node(), other));
}
template <class V>
template <class R>
Expr<V> Expr<V>::bit_or(const R& other) const {
    return Expr(detail::bit_operation<V>(sql::Op::bit_or, node(), other));
}
template <class V>
template <class R>
Expr<V> Expr<V>::bit_xor(const R& other) const {
    return Expr(detail::bit_operation<V>(sql::Op::bit_xor, node(), other));
}
template <class V>
template <class R>
Expr<V> Expr<V>::shift_left(const R& other) const {
    return Expr(detail::bit_operation<V>(sql::Op::shift_left, node(), other));
}
template <class V>
template <class R>
Expr<V> Expr<V>::shift_right(const R& other) const {
    return Expr(detail::bit_operation<V>(sql::Op::shift_right, node(), other));
}
template <class V>
Expr<V> Expr<V>::bit_not() const {
    static_assert(
        detail::category_of<V>() == detail::Category::number || detail::category_of<V>() == detail::Category::dynamic,
        "rowan: bits are those of integers");
    return Expr(sql::unary(sql::Op::bit_not, node()));
}
template <class V>
template <class R>
Expr<detail::with_optional_t<std::string, true>> Expr<V>::concat(const R& other) const {
    return Expr<std::optional<std::string>>(sql::binary(sql::Op::concat, node(), detail::pattern<V>(other)));
}
template <class V>
template <Name N>
Labelled<N, V> Expr<V>::label() const {
    return Labelled<N, V>(sql::label(node(), N.view()));
}
template <class V>
Expr<std::optional<JsonText>> Expr<V>::operator[](std::string_view key) const
    requires(detail::category_of<V>() == detail::Category::json || std::is_same_v<V, Dynamic>)
{
    return Expr<std::optional<JsonText>>(detail::json_step(node(), key));
}
template <class V>
Expr<std::optional<JsonText>> Expr<V>::operator[](int index) const
    requires(detail::category_of<V>() == detail::Category::json || std::is_same_v<V, Dynamic>)
{
    return Expr<std::optional<JsonText>>(detail::json_step(node(), index));
}
template <class V>
template <class T>
Expr<std::optional<T>> Expr<V>::as() const
    requires(detail::category_of<V>() == detail::Category::json)
{
    return Expr<std::optional<T>>(detail::json_value(node(), detail::type_ops<T>.sql_type));
}

}  // namespace rowan

#include <rowan/sql/operators.hpp>
