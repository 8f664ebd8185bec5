// rowan/types/adapter.hpp: the customisation point for members of any type.
//
// A type that is none of the native ones (kind.hpp) is stored as one of them by an adapter:
//
//     struct Email { std::string address; };
//
//     template <>
//     struct rowan::type_adapter<Email> {
//         using stored = std::string;                                        // any type that rowan can store
//         static stored store(const Email& email) { return email.address; }
//         static Email load(const stored& text) { return {text}; }           // may throw: it becomes a DataError
//         static constexpr TypeSpec sql_type = String{120};                  // optional: the column's type
//     };
//
// Adapters that rowan brings: chrono types of any precision (date_time.hpp), enums (enum.hpp), other containers of
// bytes (bytes.hpp), decimals (decimal.hpp), JSON documents (json.hpp).
#pragma once

#include <rowan/types/kind.hpp>

#include <concepts>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace rowan {

/// Specialise for a type of your own, in namespace rowan. `store` and `load` must be inverse for every value that the
/// program stores; both may throw, which refuses the value with a DataError that names table, column and reason.
/// `Enable` is for partial specialisations with a condition.
template <class T, class Enable = void>
struct type_adapter;

namespace detail {

template <class T>
concept adapted = !native<T> && requires(const T& value) {
    typename type_adapter<T>::stored;
    { type_adapter<T>::store(value) } -> std::convertible_to<typename type_adapter<T>::stored>;
    { type_adapter<T>::load(std::declval<const typename type_adapter<T>::stored&>()) } -> std::convertible_to<T>;
};

template <class T>
struct native_of {
    using type = T;
};
template <adapted T>
struct native_of<T> : native_of<typename type_adapter<T>::stored> {};

/// The native type as which a member of type T (not optional) reaches the database.
template <class T>
using native_of_t = typename native_of<T>::type;

}  // namespace detail

template <>
struct type_adapter<long long, std::enable_if_t<!std::is_same_v<long long, std::int64_t>>> {
    using stored = std::int64_t;
    static stored store(long long value) { return value; }
    static long long load(stored value) { return value; }
};
template <>
struct type_adapter<unsigned long long, std::enable_if_t<!std::is_same_v<unsigned long long, std::uint64_t>>> {
    using stored = std::uint64_t;
    static stored store(unsigned long long value) { return value; }
    static unsigned long long load(stored value) { return value; }
};

}  // namespace rowan
