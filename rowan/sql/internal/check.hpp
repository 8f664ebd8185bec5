// rowan/sql/internal/check.hpp: which types go together in an expression, and what the compiler says if they do not.
//
// The operators of typed.hpp take any operand, so that a mistake meets one static_assert here instead of the compiler's
// list of all operators that did not fit.
#pragma once

#include <rowan/schema/text_literal.hpp>
#include <rowan/types/value.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace rowan {

/// The value type of expressions whose type is known at run time only. Their values are read as rowan::Value.
struct Dynamic {};

namespace detail {

template <class T>
struct expression_of {};
template <class T>
    requires requires { typename T::expression_value; }
struct expression_of<T> {
    using type = typename T::expression_value;
};
template <>
struct expression_of<TextLiteral> {
    using type = Dynamic;
};

}  // namespace detail

/// Something with a place in SQL and a type of its values: Expr<V>, whatever derives from it, text(…).
template <class T>
concept expression = requires { typename detail::expression_of<T>::type; };

namespace detail {

template <class T>
using expression_value_t = typename expression_of<T>::type;

template <class T>
using bare_t = typename optional_value<T>::type;

/// What values are, as far as comparing them goes.
enum class Category : std::uint8_t {
    boolean,
    number,
    text,
    bytes,
    date,
    timestamp,
    time_of_day,
    interval,
    uuid,
    json,
    enumeration,
    custom,  ///< a type of the user's, kept as text or a number
    dynamic,
    null,
    none,  ///< no value
};

constexpr Category category_of_kind(Kind kind, bool adapted) {
    switch (kind) {
        case Kind::boolean:
            return Category::boolean;
        case Kind::text:
            return adapted ? Category::custom : Category::text;
        case Kind::bytes:
            return Category::bytes;
        case Kind::date:
            return Category::date;
        case Kind::timestamp:
            return Category::timestamp;
        case Kind::time_of_day:
            return Category::time_of_day;
        case Kind::interval:
            return Category::interval;
        case Kind::decimal:
            return Category::number;
        case Kind::uuid:
            return Category::uuid;
        case Kind::json:
            return Category::json;
        default:
            return adapted ? Category::custom : Category::number;
    }
}

template <class T>
consteval Category category_of() {
    using V = bare_t<T>;
    if constexpr (std::is_same_v<V, Dynamic> || std::is_same_v<V, Value>)
        return Category::dynamic;
    else if constexpr (std::is_same_v<V, std::nullopt_t> || std::is_same_v<V, Null>)
        return Category::null;
    else if constexpr (std::is_same_v<V, std::nullptr_t>)
        return Category::none;
    else if constexpr (std::is_same_v<V, bool>)
        return Category::boolean;
    else if constexpr (std::is_arithmetic_v<V>)
        return Category::number;
    else if constexpr (std::is_enum_v<V>)
        return std::is_same_v<V, std::byte> ? Category::none : Category::enumeration;
    else if constexpr (std::is_convertible_v<const V&, std::string_view>)
        return Category::text;
    else if constexpr (column_type<V>)
        return category_of_kind(static_cast<Kind>(native_kind<native_of_t<V>>()), !native<V>);
    else
        return Category::none;
}

constexpr bool is_time(Category c) {
    return c == Category::date || c == Category::timestamp || c == Category::time_of_day || c == Category::interval;
}
constexpr bool needs_same_type(Category c) { return c == Category::enumeration || c == Category::custom; }

/// Whether a value of type R may stand beside an expression of values V.
template <class V, class R>
consteval bool comparable() {
    constexpr Category v = category_of<V>(), r = category_of<R>();
    if constexpr (v == Category::none || r == Category::none)
        return false;
    else if constexpr (v == Category::dynamic || r == Category::dynamic || r == Category::null)
        return true;
    else if constexpr (needs_same_type(v) || needs_same_type(r))
        return std::is_same_v<bare_t<V>, bare_t<R>> ||
               (v == Category::custom && std::is_convertible_v<bare_t<R>, bare_t<V>>);
    else
        return v == r;
}

/// One message for each kind of mistake. True if there is none.
template <class V, class R>
consteval bool check_comparable() {
    constexpr Category v = category_of<V>(), r = category_of<R>();
    constexpr bool ok = comparable<V, R>();
    constexpr bool is_null_pointer = std::is_same_v<R, std::nullptr_t>;
    static_assert(!is_null_pointer, "rowan: NULL is written std::nullopt");
    if constexpr (!ok && !is_null_pointer) {
        using enum Category;
        static_assert(!(v == number && r == text), "rowan: a number column is compared with text");
        static_assert(!(v == text && r == number), "rowan: a text column is compared with a number");
        static_assert(!(v == boolean && r == number),
                      "rowan: a boolean column is compared with a number: say true or false");
        static_assert(!(v == number && r == boolean), "rowan: a number column is compared with true or false");
        static_assert(!(v == boolean && r == text), "rowan: a boolean column is compared with text: say true or false");
        static_assert(!(v == text && r == boolean), "rowan: a text column is compared with true or false");
        static_assert(!(is_time(v) && r == text),
                      "rowan: a date or time column is compared with text: give a chrono value");
        static_assert(!(is_time(v) && r == number),
                      "rowan: a date or time column is compared with a number: give a chrono value");
        static_assert(!(is_time(v) && is_time(r)),
                      "rowan: a date or time column is compared with another kind of date or time");
        static_assert(v != enumeration,
                      "rowan: an enum column is compared with something else: give an enumerator of its type");
        static_assert(v != custom,
                      "rowan: a column of a type of its own is compared with another type: give a value of its type");
        static_assert(!(v == uuid && r == text), "rowan: a UUID column is compared with text: give a rowan::Uuid");
        static_assert(r != none, "rowan: a column is compared with something that no column can hold");
        constexpr bool told =
            (v == number && (r == text || r == boolean)) || (v == text && (r == number || r == boolean)) ||
            (v == boolean && (r == number || r == text)) || (is_time(v) && (r == text || r == number || is_time(r))) ||
            v == enumeration || v == custom || (v == uuid && r == text) || r == none;
        static_assert(told, "rowan: a column is compared with a value of another type");
    }
    return ok;
}

}  // namespace detail
}  // namespace rowan
