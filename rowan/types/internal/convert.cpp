#include <rowan/types/internal/convert.hpp>

#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>
#include <rowan/types/utf8.hpp>

#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>

namespace rowan::detail {
namespace {

template <class T>
constexpr Kind kind_of = static_cast<Kind>(native_kind<T>());

template <class T>
const T* held(const Value& value) {
    return std::get_if<T>(&value.storage());
}

std::string_view held_name(const Value& value) {
    constexpr std::string_view names[] = {"",     "bool",           "integer", "integer",  "double",  "text", "bytes",
                                          "date", "date with time", "time",    "interval", "decimal", "UUID", "JSON"};
    static_assert(std::size(names) == std::variant_size_v<Value::Storage>);
    return names[value.storage().index()];
}

/// `300 does not fit an integer of 8 bits …`, `'ed' (text) does not fit …`.
[[noreturn]] void refuse(const Value& value, Kind wanted, std::string_view reason = {}) {
    if (value.is_null())
        throw DataError("NULL does not fit a value that is not optional: ask for a std::optional");
    std::string message = value.to_display();
    const bool a_number =
        held<std::int64_t>(value) || held<std::uint64_t>(value) || held<double>(value) || held<DecimalText>(value);
    if (!a_number)
        message.append(" (").append(held_name(value)).append(")");
    message.append(" does not fit ").append(kind_name(wanted));
    if (!reason.empty())
        message.append(": ").append(reason);
    throw DataError(message);
}

constexpr std::string_view not_whole = "it is not a whole number";
constexpr std::string_view not_exact = "it has more digits than that can hold";

/// An integer of either sign: `negative` says that `bits` is a std::int64_t.
struct Integer {
    std::uint64_t bits;
    bool negative;
};

Integer integer_of(std::int64_t number) { return {static_cast<std::uint64_t>(number), number < 0}; }

Integer to_integer(const Value& value, Kind wanted) {
    if (const auto* number = held<std::int64_t>(value))
        return integer_of(*number);
    if (const auto* number = held<std::uint64_t>(value))
        return {*number, false};
    if (const auto* flag = held<bool>(value))
        return {*flag ? 1u : 0u, false};
    if (const auto* number = held<double>(value)) {
        if (std::isfinite(*number) && std::trunc(*number) != *number)
            refuse(value, wanted, not_whole);
        if (*number >= -0x1p63 && *number < 0x1p63)
            return integer_of(static_cast<std::int64_t>(*number));
        if (*number >= 0x1p63 && *number < 0x1p64)
            return {static_cast<std::uint64_t>(*number), false};
    }
    if (const auto* decimal = held<DecimalText>(value)) {
        const std::string digits = normalise_decimal(decimal->digits);
        if (digits.find('.') != std::string::npos)
            refuse(value, wanted, not_whole);
        const char* const end = digits.data() + digits.size();
        std::int64_t number = 0;
        if (std::from_chars(digits.data(), end, number).ec == std::errc{})
            return integer_of(number);
        std::uint64_t large = 0;
        if (digits[0] != '-' && std::from_chars(digits.data(), end, large).ec == std::errc{})
            return {large, false};
    }
    refuse(value, wanted);
}

template <class T>
T convert_integer(const Value& value) {
    const Integer integer = to_integer(value, kind_of<T>);
    if (integer.negative) {
        const auto number = static_cast<std::int64_t>(integer.bits);
        if constexpr (std::is_signed_v<T>) {
            if (number >= std::numeric_limits<T>::min())
                return static_cast<T>(number);
        }
    } else if (integer.bits <= static_cast<std::uint64_t>(std::numeric_limits<T>::max())) {
        return static_cast<T>(integer.bits);
    }
    refuse(value, kind_of<T>);
}

/// Whether a floating type of `digits` bits of mantissa holds the integer exactly.
bool has_exact(std::uint64_t magnitude, int digits) {
    return magnitude == 0 || static_cast<int>(std::bit_width(magnitude)) - std::countr_zero(magnitude) <= digits;
}

template <class T>
T convert_floating(const Value& value) {
    double number = 0;
    if (const auto* exact = held<double>(value)) {
        number = *exact;
    } else if (const auto* decimal = held<DecimalText>(value)) {
        const std::string digits = normalise_decimal(decimal->digits);
        const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (result.ec != std::errc{}) {
            if (decimal_size(digits).integer_digits > 0)
                refuse(value, kind_of<T>);
            number = 0;
        }
    } else {
        const Integer integer = to_integer(value, kind_of<T>);
        const std::uint64_t magnitude = integer.negative ? 0 - integer.bits : integer.bits;
        if (!has_exact(magnitude, std::numeric_limits<T>::digits))
            refuse(value, kind_of<T>, not_exact);
        const T converted = static_cast<T>(magnitude);
        return integer.negative ? -converted : converted;
    }
    if constexpr (std::is_same_v<T, float>) {
        if (std::isfinite(number) && std::fabs(number) > static_cast<double>(std::numeric_limits<float>::max())) {
            refuse(value, Kind::float32);
        }
    }
    return static_cast<T>(number);
}

int digits_needed(std::chrono::microseconds time) { return time.count() % 1'000'000 == 0 ? 0 : 6; }

}  // namespace

bool is_short_number(std::string_view digits, std::size_t limit) noexcept {
    return digits.size() <= limit && is_plain_decimal(digits);
}

template <>
std::int8_t convert<std::int8_t>(const Value& value) {
    return convert_integer<std::int8_t>(value);
}
template <>
std::int16_t convert<std::int16_t>(const Value& value) {
    return convert_integer<std::int16_t>(value);
}
template <>
std::int32_t convert<std::int32_t>(const Value& value) {
    return convert_integer<std::int32_t>(value);
}
template <>
std::int64_t convert<std::int64_t>(const Value& value) {
    return convert_integer<std::int64_t>(value);
}
template <>
std::uint8_t convert<std::uint8_t>(const Value& value) {
    return convert_integer<std::uint8_t>(value);
}
template <>
std::uint16_t convert<std::uint16_t>(const Value& value) {
    return convert_integer<std::uint16_t>(value);
}
template <>
std::uint32_t convert<std::uint32_t>(const Value& value) {
    return convert_integer<std::uint32_t>(value);
}
template <>
std::uint64_t convert<std::uint64_t>(const Value& value) {
    return convert_integer<std::uint64_t>(value);
}
template <>
float convert<float>(const Value& value) {
    return convert_floating<float>(value);
}
template <>
double convert<double>(const Value& value) {
    return convert_floating<double>(value);
}

template <>
bool convert<bool>(const Value& value) {
    if (const auto* flag = held<bool>(value))
        return *flag;
    const Integer integer = to_integer(value, Kind::boolean);
    if (integer.bits > 1)
        refuse(value, Kind::boolean, "only 0 and 1 do");
    return integer.bits == 1;
}

template <>
std::string convert<std::string>(const Value& value) {
    if (const auto* text = held<std::string>(value))
        return *text;
    if (const auto* bytes = held<Bytes>(value)) {
        std::string text(reinterpret_cast<const char*>(bytes->data()), bytes->size());
        if (!is_valid_utf8(text))
            refuse(value, Kind::text, "they are not UTF-8");
        return text;
    }
    if (const auto* date = held<Date>(value))
        return to_text(*date);
    if (const auto* time = held<Timestamp>(value))
        return to_text(*time, digits_needed(time->time_since_epoch()));
    if (const auto* time = held<TimeOfDay>(value))
        return to_text(*time, digits_needed(time->since_midnight));
    if (const auto* decimal = held<DecimalText>(value))
        return decimal->digits;
    if (const auto* uuid = held<Uuid>(value))
        return uuid->to_string();
    if (const auto* json = held<JsonText>(value))
        return json->text;
    refuse(value, Kind::text);
}

template <>
Bytes convert<Bytes>(const Value& value) {
    if (const auto* bytes = held<Bytes>(value))
        return *bytes;
    if (const auto* text = held<std::string>(value)) {
        const auto* first = reinterpret_cast<const std::byte*>(text->data());
        return Bytes(first, first + text->size());
    }
    if (const auto* uuid = held<Uuid>(value))
        return Bytes(uuid->bytes.begin(), uuid->bytes.end());
    refuse(value, Kind::bytes);
}

template <>
Date convert<Date>(const Value& value) {
    if (const auto* date = held<Date>(value))
        return *date;
    if (const auto* text = held<std::string>(value))
        return parse_date(*text);
    if (const auto* time = held<Timestamp>(value)) {
        const auto date = std::chrono::floor<std::chrono::days>(*time);
        if (Timestamp{date} != *time)
            refuse(value, Kind::date, "it is not midnight");
        return date;
    }
    refuse(value, Kind::date);
}

template <>
Timestamp convert<Timestamp>(const Value& value) {
    if (const auto* time = held<Timestamp>(value))
        return *time;
    if (const auto* text = held<std::string>(value))
        return parse_timestamp(*text);
    if (const auto* date = held<Date>(value)) {
        check_range(*date);
        return Timestamp{*date};
    }
    refuse(value, Kind::timestamp);
}

template <>
TimeOfDay convert<TimeOfDay>(const Value& value) {
    if (const auto* time = held<TimeOfDay>(value))
        return *time;
    if (const auto* text = held<std::string>(value))
        return parse_time_of_day(*text);
    refuse(value, Kind::time_of_day);
}

template <>
Interval convert<Interval>(const Value& value) {
    if (const auto* span = held<Interval>(value))
        return *span;
    if (const auto* count = held<std::int64_t>(value))
        return Interval{*count};
    refuse(value, Kind::interval);
}

template <>
DecimalText convert<DecimalText>(const Value& value) {
    if (const auto* decimal = held<DecimalText>(value))
        return *decimal;
    if (const auto* text = held<std::string>(value))
        return parse_decimal(*text);
    if (const auto* number = held<double>(value))
        return decimal_from(*number);
    if (const auto* number = held<std::int64_t>(value))
        return {std::to_string(*number)};
    if (const auto* number = held<std::uint64_t>(value))
        return {std::to_string(*number)};
    refuse(value, Kind::decimal);
}

template <>
Uuid convert<Uuid>(const Value& value) {
    if (const auto* uuid = held<Uuid>(value))
        return *uuid;
    if (const auto* text = held<std::string>(value))
        return Uuid::parse(*text);
    if (const auto* bytes = held<Bytes>(value); bytes && bytes->size() == 16) {
        Uuid uuid;
        std::memcpy(uuid.bytes.data(), bytes->data(), 16);
        return uuid;
    }
    refuse(value, Kind::uuid);
}

template <>
JsonText convert<JsonText>(const Value& value) {
    if (const auto* json = held<JsonText>(value))
        return *json;
    if (const auto* text = held<std::string>(value))
        return {*text};
    refuse(value, Kind::json);
}

}  // namespace rowan::detail
