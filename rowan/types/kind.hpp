// rowan/types/kind.hpp: the few native representations in which values travel between structs and databases.
//
// Whatever the type of a member, a driver meets one of these; every other type (an enum, sys_time<hours>, a decimal,
// a type of the user's) is converted to one of them by its adapter (see adapter.hpp).
#pragma once

#include <rowan/types/uuid.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

namespace rowan {

/// A blob.
using Bytes = std::vector<std::byte>;
/// A calendar day, proleptic Gregorian.
using Date = std::chrono::sys_days;
/// A point in time (UTC, or a wall clock without zone: the column says), to the microsecond.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;
/// A span of time, to the microsecond.
using Interval = std::chrono::microseconds;

/// A time of day: microseconds since midnight, from 0 to 86 399 999 999.
struct TimeOfDay {
    std::chrono::microseconds since_midnight{};
    friend constexpr auto operator<=>(const TimeOfDay&, const TimeOfDay&) = default;
};

/// A decimal number as text, in the form -?digits(.digits)?: exact, in no arithmetic. See decimal.hpp for numbers.
struct DecimalText {
    std::string digits{};
    friend bool operator==(const DecimalText&, const DecimalText&) = default;
};

/// A JSON document as text. See json.hpp for documents.
struct JsonText {
    std::string text{};
    friend bool operator==(const JsonText&, const JsonText&) = default;
};

/// The native representations; each is exactly one C++ type (see native_type).
enum class Kind : std::uint8_t {
    boolean,
    int8,
    int16,
    int32,
    int64,
    uint8,
    uint16,
    uint32,
    uint64,
    float32,
    float64,
    text,
    bytes,
    date,
    timestamp,
    time_of_day,
    interval,
    decimal,
    uuid,
    json,
};

namespace detail {

template <Kind K>
struct native_type;
template <>
struct native_type<Kind::boolean> {
    using type = bool;
};
template <>
struct native_type<Kind::int8> {
    using type = std::int8_t;
};
template <>
struct native_type<Kind::int16> {
    using type = std::int16_t;
};
template <>
struct native_type<Kind::int32> {
    using type = std::int32_t;
};
template <>
struct native_type<Kind::int64> {
    using type = std::int64_t;
};
template <>
struct native_type<Kind::uint8> {
    using type = std::uint8_t;
};
template <>
struct native_type<Kind::uint16> {
    using type = std::uint16_t;
};
template <>
struct native_type<Kind::uint32> {
    using type = std::uint32_t;
};
template <>
struct native_type<Kind::uint64> {
    using type = std::uint64_t;
};
template <>
struct native_type<Kind::float32> {
    using type = float;
};
template <>
struct native_type<Kind::float64> {
    using type = double;
};
template <>
struct native_type<Kind::text> {
    using type = std::string;
};
template <>
struct native_type<Kind::bytes> {
    using type = Bytes;
};
template <>
struct native_type<Kind::date> {
    using type = Date;
};
template <>
struct native_type<Kind::timestamp> {
    using type = Timestamp;
};
template <>
struct native_type<Kind::time_of_day> {
    using type = TimeOfDay;
};
template <>
struct native_type<Kind::interval> {
    using type = Interval;
};
template <>
struct native_type<Kind::decimal> {
    using type = DecimalText;
};
template <>
struct native_type<Kind::uuid> {
    using type = Uuid;
};
template <>
struct native_type<Kind::json> {
    using type = JsonText;
};

/// The kind of a native type as a number, -1 for any other type. Exact types only: `long long` beside a 64-bit `long`
/// is adapted, since reading it through a pointer to the other would be undefined.
template <class T>
consteval int native_kind() {
    using K = Kind;
    if constexpr (std::is_same_v<T, bool>)
        return int(K::boolean);
    else if constexpr (std::is_same_v<T, std::int8_t>)
        return int(K::int8);
    else if constexpr (std::is_same_v<T, std::uint8_t>)
        return int(K::uint8);
    else if constexpr (std::is_same_v<T, std::int16_t>)
        return int(K::int16);
    else if constexpr (std::is_same_v<T, std::uint16_t>)
        return int(K::uint16);
    else if constexpr (std::is_same_v<T, std::int32_t>)
        return int(K::int32);
    else if constexpr (std::is_same_v<T, std::uint32_t>)
        return int(K::uint32);
    else if constexpr (std::is_same_v<T, std::int64_t>)
        return int(K::int64);
    else if constexpr (std::is_same_v<T, std::uint64_t>)
        return int(K::uint64);
    else if constexpr (std::is_same_v<T, float>)
        return int(K::float32);
    else if constexpr (std::is_same_v<T, double>)
        return int(K::float64);
    else if constexpr (std::is_same_v<T, std::string>)
        return int(K::text);
    else if constexpr (std::is_same_v<T, Bytes>)
        return int(K::bytes);
    else if constexpr (std::is_same_v<T, Date>)
        return int(K::date);
    else if constexpr (std::is_same_v<T, Timestamp>)
        return int(K::timestamp);
    else if constexpr (std::is_same_v<T, TimeOfDay>)
        return int(K::time_of_day);
    else if constexpr (std::is_same_v<T, Interval>)
        return int(K::interval);
    else if constexpr (std::is_same_v<T, DecimalText>)
        return int(K::decimal);
    else if constexpr (std::is_same_v<T, Uuid>)
        return int(K::uuid);
    else if constexpr (std::is_same_v<T, JsonText>)
        return int(K::json);
    else
        return -1;
}

template <class T>
concept native = native_kind<T>() >= 0;

}  // namespace detail
}  // namespace rowan
