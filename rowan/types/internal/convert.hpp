// rowan/types/internal/convert.hpp: a Value to a native type, where nothing is lost.
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <string_view>

namespace rowan::detail {

/// The value as an object of a native type T; value.hpp says what converts to what. Throws DataError for NULL and for
/// what does not fit.
template <class T>
T convert(const Value& value);
template <>
bool convert<bool>(const Value& value);
template <>
std::int8_t convert<std::int8_t>(const Value& value);
template <>
std::int16_t convert<std::int16_t>(const Value& value);
template <>
std::int32_t convert<std::int32_t>(const Value& value);
template <>
std::int64_t convert<std::int64_t>(const Value& value);
template <>
std::uint8_t convert<std::uint8_t>(const Value& value);
template <>
std::uint16_t convert<std::uint16_t>(const Value& value);
template <>
std::uint32_t convert<std::uint32_t>(const Value& value);
template <>
std::uint64_t convert<std::uint64_t>(const Value& value);
template <>
float convert<float>(const Value& value);
template <>
double convert<double>(const Value& value);
template <>
std::string convert<std::string>(const Value& value);
template <>
Bytes convert<Bytes>(const Value& value);
template <>
Date convert<Date>(const Value& value);
template <>
Timestamp convert<Timestamp>(const Value& value);
template <>
TimeOfDay convert<TimeOfDay>(const Value& value);
template <>
Interval convert<Interval>(const Value& value);
template <>
DecimalText convert<DecimalText>(const Value& value);
template <>
Uuid convert<Uuid>(const Value& value);
template <>
JsonText convert<JsonText>(const Value& value);

/// Whether a decimal can be shown as it is: a plain one of at most `limit` characters.
bool is_short_number(std::string_view digits, std::size_t limit) noexcept;

}  // namespace rowan::detail
