// rowan/schema/default_value.hpp: a value that rowan puts into an empty std::optional member at INSERT.
//
//     column<&User::age>(default_value(18))
//     column<&User::joined>(default_value([] { return std::chrono::floor<std::chrono::seconds>(clock::now()); }))
//
// The value is kept in a ColumnOption as a number or a text, and the function that makes it again and assigns it to the
// member is chosen when the option meets the member's type, in `detail::option_for<Member>(option)`.
#pragma once

#include <rowan/schema/option.hpp>
#include <rowan/types/field.hpp>

#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

namespace detail {

/// A default that does not know its member yet.
template <class T>
struct DefaultValue {
    ColumnOption option;
};

template <class T>
inline constexpr bool is_date = std::is_same_v<T, std::chrono::year_month_day>;
template <class T>
concept countable_time = requires(const T& value) {
    { value.count() } -> std::convertible_to<std::int64_t>;
};
template <class T>
concept time_point_like = requires(const T& value) {
    { value.time_since_epoch() } -> countable_time;
};
template <class T>
concept stateless_function = std::is_empty_v<T> && std::is_default_constructible_v<T> && std::is_invocable_v<const T&>;

template <class T>
constexpr ColumnOption encode_default(const T& value) {
    ColumnOption option(OptionKind::default_value);
    if constexpr (std::is_floating_point_v<T>) {
        option.real = static_cast<double>(value);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
        option.number = static_cast<std::int64_t>(value);
    } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
        option.text = value;
    } else if constexpr (is_date<T>) {
        option.number = std::chrono::sys_days(value).time_since_epoch().count();
    } else if constexpr (countable_time<T>) {
        option.number = static_cast<std::int64_t>(value.count());
    } else if constexpr (time_point_like<T>) {
        option.number = static_cast<std::int64_t>(value.time_since_epoch().count());
    } else {
        static_assert(stateless_function<T>,
                      "rowan: default_value() takes a number, a string literal, an enumerator, a date or time, or a "
                      "lambda without captures: default_value([] { return ...; })");
    }
    return option;
}

template <class T>
auto decode_default(const ColumnOption& option) {
    if constexpr (std::is_floating_point_v<T>)
        return static_cast<T>(option.real);
    else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>)
        return static_cast<T>(option.number);
    else if constexpr (std::is_convertible_v<const T&, std::string_view>)
        return option.text;
    else if constexpr (is_date<T>)
        return std::chrono::sys_days(std::chrono::days(option.number));
    else if constexpr (countable_time<T>)
        return T(static_cast<typename T::rep>(option.number));
    else if constexpr (time_point_like<T>)
        return T(typename T::duration(static_cast<typename T::rep>(option.number)));
    else
        return T{}();
}

template <class T>
using decoded_t = decltype(decode_default<T>(std::declval<const ColumnOption&>()));

/// Whether a default of (decoded) type D suits a column whose values are V.
template <class V, class D>
constexpr bool default_suits() {
    using Plain = std::remove_cvref_t<D>;
    if constexpr (std::is_same_v<Plain, V>)
        return true;
    else if constexpr (std::is_same_v<V, bool> || std::is_same_v<Plain, bool>)
        return false;
    else if constexpr (std::is_integral_v<V>)
        return std::is_integral_v<Plain>;
    else if constexpr (std::is_floating_point_v<V>)
        return std::is_arithmetic_v<Plain>;
    else if constexpr (is_date<V>)
        return std::is_convertible_v<D, std::chrono::sys_days>;
    else
        return !std::is_arithmetic_v<Plain> && std::is_constructible_v<V, D>;
}

template <class M, class T>
void write_default(void* member, const ColumnOption& option) {
    using V = typename optional_value<M>::type;
    if constexpr (std::is_arithmetic_v<V>)
        *static_cast<M*>(member) = static_cast<V>(decode_default<T>(option));
    else
        *static_cast<M*>(member) = V(decode_default<T>(option));
}

/// Binds an option to a member's type. Mistakes in types do not compile; a number that does not fit gives an option of
/// kind `mistake`. Other options pass as they are.
template <class M>
constexpr ColumnOption option_for(const ColumnOption& option) {
    return option;
}
template <class M, class T>
constexpr ColumnOption option_for(const DefaultValue<T>& value) {
    using V = typename optional_value<M>::type;
    static_assert(
        optional_value<M>::is_optional,
        "rowan: default_value() fills an empty std::optional; a plain member's default is its own initialiser "
        "(int age = 18;)");
    static_assert(default_suits<V, decoded_t<T>>(), "rowan: default_value() has another type than the member");
    ColumnOption option = value.option;
    if constexpr (optional_value<M>::is_optional && default_suits<V, decoded_t<T>>()) {
        if constexpr (std::is_same_v<V, float> && std::is_floating_point_v<T>) {
            constexpr double most = std::numeric_limits<float>::max();
            if (option.real > most || option.real < -most)
                return ColumnOption(OptionKind::mistake, "its default_value() is out of the member's range");
        }
        if constexpr (std::is_integral_v<V> && std::is_integral_v<T> && !std::is_same_v<V, bool>) {
            if (!std::in_range<V>(static_cast<T>(option.number)))
                return ColumnOption(OptionKind::mistake, "its default_value() is out of the member's range");
        }
        option.maker = &write_default<M, T>;
    }
    return option;
}

}  // namespace detail

/// A number, a string literal, an enumerator, a chrono date or time, or a lambda without captures that gives the value
/// anew for each row (it may throw; the flush then fails).
template <class T>
constexpr detail::DefaultValue<T> default_value(T value) {
    return {detail::encode_default<T>(value)};
}

}  // namespace rowan
