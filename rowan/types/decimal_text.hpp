// rowan/types/decimal_text.hpp: exact decimal numbers as text: read, compare, round, without any arithmetic library.
//
//     rowan::round_decimal("2.345", 2)              // "2.35": half away from zero, as databases round
//     rowan::compare_decimals("1.50", "1.5") == 0   // by value
//     rowan::fit_decimal("1234.5", 5, 2)            // DataError: four digits before the point where 3 are allowed
//
// A plain decimal is -?digits(.digits)?. All functions take plain decimals, and beside them what people and databases
// write: a leading '+', a missing part before or after the point, an exponent. They give plain decimals, throw
// DataError for anything else (also NaN and infinity, which no decimal column of every database can hold), and may be
// called from any thread.
#pragma once

#include <rowan/types/kind.hpp>

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace rowan {

/// Whether the text is a plain decimal.
bool is_plain_decimal(std::string_view text) noexcept;

/// The number as a plain decimal; a plain decimal comes back as it is ("007.50" stays). Exponents that lead to more
/// than 1000 digits on either side of the point are refused.
DecimalText parse_decimal(std::string_view text);

/// From a double by its shortest decimal that reads back as the same double. Throws DataError for NaN and infinity.
DecimalText decimal_from(double number);

/// The one text of each number: no zeros in front or behind, no point without digits, no minus zero.
std::string normalise_decimal(std::string_view text);

/// By value: 1.50 equals 1.5.
std::strong_ordering compare_decimals(std::string_view left, std::string_view right);

/// To `scale` digits after the point (exactly that many), half away from zero. A negative scale rounds to tens,
/// hundreds, …
std::string round_decimal(std::string_view text, std::int32_t scale);

/// Digits before the point (none for 0.5) and after it (without zeros at the end).
struct DecimalSize {
    std::int32_t integer_digits = 0;
    std::int32_t fraction_digits = 0;
};
DecimalSize decimal_size(std::string_view text);

/// The number as a NUMERIC(precision, scale) column keeps it: rounded; DataError if digits before the point are left
/// over. A precision of 0 (no limit) gives it as it is.
DecimalText fit_decimal(std::string_view text, std::int32_t precision, std::int32_t scale);

}  // namespace rowan
