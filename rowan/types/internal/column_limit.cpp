#include <rowan/types/internal/column_limit.hpp>

#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <system_error>
#include <variant>

namespace rowan::detail {
namespace {

std::string too_long(const Value& value, std::size_t size, const char* what, std::int32_t most) {
    if (most <= 0 || size <= static_cast<std::size_t>(most))
        return {};
    return "the value has " + std::to_string(size) + " " + what + ", and the column takes " + std::to_string(most) +
           ": " + value.to_display();
}

std::string out_of_range(const SqlType& type, int bits, const Value& value) {
    const std::int64_t high = (std::int64_t{1} << (type.is_unsigned ? bits : bits - 1)) - 1;
    const std::int64_t low = type.is_unsigned ? 0 : -high - 1;
    if (const auto* text = std::get_if<std::string>(&value.storage())) {
        std::int64_t read = 0;
        const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), read);
        if (error == std::errc() && end == text->data() + text->size())
            return out_of_range(type, bits, Value(read));
        return "the text " + value.to_display() + " is no whole number, and the column holds only these";
    }
    if (const auto* real = std::get_if<double>(&value.storage()); real != nullptr && std::trunc(*real) != *real)
        return "the value " + value.to_display() + " is no whole number, and the column holds only these";
    const auto* number = std::get_if<std::int64_t>(&value.storage());
    if (number != nullptr ? *number >= low && *number <= high : !std::holds_alternative<std::uint64_t>(value.storage()))
        return {};
    return "the value " + value.to_display() + " is out of the column's range, " + std::to_string(low) + " to " +
           std::to_string(high);
}

}  // namespace

std::size_t count_characters(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string misfit(const SqlType& type, const Value& value) {
    switch (type.family) {
        case TypeFamily::string:
            if (const auto* text = std::get_if<std::string>(&value.storage()))
                return too_long(value, count_characters(*text), "characters", type.length);
            break;
        case TypeFamily::binary:
            if (const auto* bytes = std::get_if<Bytes>(&value.storage()))
                return too_long(value, bytes->size(), "bytes", type.length);
            break;
        case TypeFamily::small_integer:
            return out_of_range(type, 16, value);
        case TypeFamily::integer:
            return out_of_range(type, 32, value);
        case TypeFamily::real:
            if (const auto* number = std::get_if<double>(&value.storage());
                number != nullptr && std::isfinite(*number) && std::fabs(*number) > std::numeric_limits<float>::max())
                return "the value " + value.to_display() + " is out of the range of a float of 32 bits";
            break;
        case TypeFamily::numeric:
            if (const auto* decimal = std::get_if<DecimalText>(&value.storage());
                decimal != nullptr && type.precision > 0) {
                try {
                    static_cast<void>(fit_decimal(decimal->digits, type.precision, type.scale));
                } catch (const DataError& error) {
                    return error.what();
                }
            }
            break;
        default:
            break;
    }
    return {};
}

}  // namespace rowan::detail
