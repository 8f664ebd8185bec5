// rowan/drivers/postgresql/internal/encode.hpp: native values in PostgreSQL's binary forms.
//
// `type_of<T>` is the type that a parameter of a native type has, `array_of<T>` the array of it; `Form` is what `form`
// gives: bytes that lie in the value itself, in the scratch string, or in the short buffer.
#pragma once

#include <rowan/drivers/postgresql/internal/numeric.hpp>
#include <rowan/drivers/postgresql/internal/wire.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/kind.hpp>
#include <rowan/types/utf8.hpp>

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace rowan::driver::postgresql {

/// 0: none, since the place where the value stands says it better.
template <class T>
constexpr Oid type_of() {
    if constexpr (std::is_same_v<T, bool>)
        return oid::boolean;
    else if constexpr (std::is_same_v<T, float>)
        return oid::float4;
    else if constexpr (std::is_same_v<T, double>)
        return oid::float8;
    else if constexpr (std::is_integral_v<T>)
        // Unsigned types get the next larger one; only that of 64 bits has none.
        return sizeof(T) == 1 || std::is_same_v<T, std::int16_t>                     ? oid::int2
               : std::is_same_v<T, std::uint16_t> || std::is_same_v<T, std::int32_t> ? oid::int4
                                                                                     : oid::int8;
    else if constexpr (std::is_same_v<T, Bytes>)
        return oid::bytea;
    else if constexpr (std::is_same_v<T, Date>)
        return oid::date;
    else if constexpr (std::is_same_v<T, Timestamp>)
        return oid::timestamp;
    else if constexpr (std::is_same_v<T, TimeOfDay>)
        return oid::time;
    else if constexpr (std::is_same_v<T, Interval>)
        return oid::interval;
    else if constexpr (std::is_same_v<T, DecimalText>)
        return oid::numeric;
    else if constexpr (std::is_same_v<T, Uuid>)
        return oid::uuid;
    else
        return 0;
}

/// The array type of each; texts and JSON have to be told in arrays, as text.
template <class T>
constexpr Oid array_of() {
    switch (type_of<T>()) {
        case oid::boolean:
            return 1000;
        case oid::bytea:
            return 1001;
        case oid::int2:
            return 1005;
        case oid::int4:
            return 1007;
        case oid::int8:
            return 1016;
        case oid::float4:
            return 1021;
        case oid::float8:
            return 1022;
        case oid::timestamp:
            return 1115;
        case oid::date:
            return 1182;
        case oid::time:
            return 1183;
        case oid::interval:
            return 1187;
        case oid::numeric:
            return 1231;
        case oid::uuid:
            return 2951;
        default:
            return 1009;
    }
}

/// The form of what is always of one length.
struct Fixed {
    char bytes[16];
    int size;
};

template <std::integral T>
Fixed fixed_integer(T value) noexcept {
    Fixed result{};
    result.size = sizeof value;
    store(result.bytes, value);
    return result;
}

template <class T>
    requires std::is_integral_v<T>
Fixed form(T value, int) {
    if constexpr (std::is_same_v<T, bool>) {
        return fixed_integer(static_cast<std::uint8_t>(value));
    } else {
        if constexpr (std::is_same_v<T, std::uint64_t>) {
            if (value > static_cast<std::uint64_t>(INT64_MAX)) {
                throw DataError("the value " + std::to_string(value) +
                                " is too large: PostgreSQL's integers end at 9223372036854775807 (a decimal keeps "
                                "larger ones, in a NUMERIC column)");
            }
        }
        if constexpr (type_of<T>() == oid::int2) {
            return fixed_integer(static_cast<std::int16_t>(value));
        } else if constexpr (type_of<T>() == oid::int4) {
            return fixed_integer(static_cast<std::int32_t>(value));
        } else {
            return fixed_integer(static_cast<std::int64_t>(value));
        }
    }
}
inline Fixed form(float value, int) { return fixed_integer(std::bit_cast<std::uint32_t>(value)); }
inline Fixed form(double value, int) { return fixed_integer(std::bit_cast<std::uint64_t>(value)); }
inline Fixed form(Date value, int) {
    check_range(value);
    return fixed_integer(static_cast<std::int32_t>(value.time_since_epoch().count() - epoch_days));
}
inline Fixed form(Timestamp value, int digits) {
    check_range(value);
    const Timestamp kept = digits < 0 ? value : floor_to_digits(value, digits);
    return fixed_integer(kept.time_since_epoch().count() - epoch_microseconds);
}
inline Fixed form(TimeOfDay value, int digits) {
    check_range(value);
    const TimeOfDay kept = digits < 0 ? value : floor_to_digits(value, digits);
    return fixed_integer(static_cast<std::int64_t>(kept.since_midnight.count()));
}
inline Fixed form(Interval value, int) {
    // Microseconds, then days and months, which have no fixed length and so stay 0.
    Fixed result = fixed_integer(static_cast<std::int64_t>(value.count()));
    result.size = 16;
    return result;
}

/// Checks a text and gives it.
inline std::string_view text_form(const std::string& text) {
    if (const std::size_t bad = find_invalid_utf8(text); bad != text.size()) [[unlikely]] {
        throw DataError("the text is not valid UTF-8: byte " + std::to_string(bad) +
                        " is part of no character (bytes belong into a std::vector<std::byte>)");
    }
    if (const std::size_t zero = text.find('\0'); zero != std::string::npos) [[unlikely]] {
        throw DataError("the text has a zero byte at " + std::to_string(zero) +
                        ", which PostgreSQL keeps in no text (bytes belong into a std::vector<std::byte>)");
    }
    if (text.size() > INT32_MAX / 2) [[unlikely]] {
        throw DataError("the text is longer than the 1 GB that PostgreSQL takes");
    }
    return text;
}

// The forms that lie in the value, or in `scratch`.
inline std::string_view form(const std::string& value, int, std::string&) { return text_form(value); }
inline std::string_view form(const JsonText& value, int, std::string&) { return text_form(value.text); }
inline std::string_view form(const Bytes& value, int, std::string&) {
    if (value.size() > INT32_MAX / 2) [[unlikely]] {
        throw DataError("there are more bytes than the 1 GB that PostgreSQL takes");
    }
    // Not null even without bytes: that would be NULL.
    return value.empty() ? std::string_view("")
                         : std::string_view(reinterpret_cast<const char*>(value.data()), value.size());
}
inline std::string_view form(const Uuid& value, int, std::string&) {
    return {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()};
}
inline std::string_view form(const DecimalText& value, int digits, std::string& scratch) {
    scratch.clear();
    write_numeric(digits < 0 ? parse_decimal(value.digits).digits : round_decimal(value.digits, digits), scratch);
    return scratch;
}

}  // namespace rowan::driver::postgresql
