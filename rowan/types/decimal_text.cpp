#include <rowan/types/decimal_text.hpp>

#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace rowan {
namespace {

/// An exponent may not make more digits than this on either side of the point.
constexpr std::int64_t most_digits = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digits at the start of the text, which are then taken off it.
std::string_view take_digits(std::string_view& text) {
    std::size_t size = 0;
    while (size < text.size() && is_digit(text[size]))
        ++size;
    const std::string_view digits = text.substr(0, size);
    text.remove_prefix(size);
    return digits;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c)
        return false;
    text.remove_prefix(1);
    return true;
}

[[noreturn]] void throw_no_decimal(std::string_view text) {
    throw DataError(detail::quoted(text) + " is no decimal number: it is written as in -12.50");
}

/// [+-]digits[.digits][e[+-]digits], where either part of the number may be missing, but not both.
std::string plain_from(std::string_view text) {
    std::string_view rest = text;
    const bool negative = take(rest, '-');
    if (!negative)
        take(rest, '+');
    std::string integer(take_digits(rest));
    std::string fraction;
    if (take(rest, '.'))
        fraction = take_digits(rest);
    if (integer.empty() && fraction.empty())
        throw_no_decimal(text);
    if (take(rest, 'e') || take(rest, 'E')) {
        const bool down = take(rest, '-');
        if (!down)
            take(rest, '+');
        const std::string_view digits = take_digits(rest);
        if (digits.empty() || !rest.empty())
            throw_no_decimal(text);
        std::int64_t exponent = 0;
        for (const char c : digits)
            exponent = std::min(exponent * 10 + (c - '0'), most_digits + 1);
        const auto size = static_cast<std::int64_t>(down ? fraction.size() : integer.size());
        if (exponent + size > most_digits) {
            throw DataError(detail::quoted(text) +
                            " has an exponent beyond 1000 digits, which no decimal column holds");
        }
        const auto moved = static_cast<std::size_t>(exponent);
        if (down) {
            if (integer.size() < moved)
                integer.insert(0, moved - integer.size(), '0');
            fraction.insert(0, integer, integer.size() - moved);
            integer.resize(integer.size() - moved);
        } else {
            if (fraction.size() < moved)
                fraction.append(moved - fraction.size(), '0');
            integer.append(fraction, 0, moved);
            fraction.erase(0, moved);
        }
        const std::size_t zeros = std::min(integer.find_first_not_of('0'), integer.size());
        integer.erase(0, zeros);
    }
    if (!rest.empty())
        throw_no_decimal(text);
    if (integer.empty())
        integer = "0";
    std::string plain = negative ? "-" + integer : integer;
    if (!fraction.empty())
        plain += "." + fraction;
    return plain;
}

/// A decimal taken apart; refers to the text, or to a copy of it in plain form.
class Parts {
public:
    explicit Parts(std::string_view text) {
        if (!is_plain_decimal(text)) {
            plain_ = plain_from(text);
            text = plain_;
        }
        negative = take(text, '-');
        integer = take_digits(text);
        integer.remove_prefix(std::min(integer.find_first_not_of('0'), integer.size()));
        if (take(text, '.'))
            fraction = text;
        significant_fraction = fraction.substr(0, fraction.find_last_not_of('0') + 1);
    }
    Parts(const Parts&) = delete;
    Parts& operator=(const Parts&) = delete;

    bool zero() const { return integer.empty() && significant_fraction.empty(); }

    bool negative = false;
    std::string_view integer{};               ///< without zeros in front
    std::string_view fraction{};              ///< as written
    std::string_view significant_fraction{};  ///< without zeros at the end

private:
    std::string plain_{};
};

/// Adds one to a number of decimal digits.
void increment(std::string& digits) {
    for (std::size_t i = digits.size(); i-- > 0;) {
        if (digits[i] != '9') {
            ++digits[i];
            return;
        }
        digits[i] = '0';
    }
    digits.insert(digits.begin(), '1');
}

int compare_magnitudes(const Parts& left, const Parts& right) {
    if (left.integer.size() != right.integer.size())
        return left.integer.size() < right.integer.size() ? -1 : 1;
    const int integers = left.integer.compare(right.integer);
    return integers != 0 ? integers : left.significant_fraction.compare(right.significant_fraction);
}

}  // namespace

bool is_plain_decimal(std::string_view text) noexcept {
    take(text, '-');
    if (take_digits(text).empty())
        return false;
    if (text.empty())
        return true;
    return take(text, '.') && !take_digits(text).empty() && text.empty();
}

DecimalText parse_decimal(std::string_view text) {
    return {is_plain_decimal(text) ? std::string(text) : plain_from(text)};
}

DecimalText decimal_from(double number) {
    if (!std::isfinite(number))
        throw DataError(detail::number_text(number) + " is no decimal number");
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number, std::chars_format::scientific);
    return {normalise_decimal({buffer, end.ptr})};
}

std::string normalise_decimal(std::string_view text) {
    const Parts parts(text);
    if (parts.zero())
        return "0";
    std::string result;
    result.reserve(parts.integer.size() + parts.significant_fraction.size() + 3);
    if (parts.negative)
        result += '-';
    if (parts.integer.empty())
        result += '0';
    result += parts.integer;
    if (!parts.significant_fraction.empty()) {
        result += '.';
        result += parts.significant_fraction;
    }
    return result;
}

std::strong_ordering compare_decimals(std::string_view left, std::string_view right) {
    const Parts a(left);
    const Parts b(right);
    const bool a_negative = a.negative && !a.zero();
    const bool b_negative = b.negative && !b.zero();
    if (a_negative != b_negative)
        return a_negative ? std::strong_ordering::less : std::strong_ordering::greater;
    const int magnitudes = compare_magnitudes(a, b);
    return a_negative ? 0 <=> magnitudes : magnitudes <=> 0;
}

std::string round_decimal(std::string_view text, std::int32_t scale) {
    const Parts parts(text);
    std::string digits;
    digits.reserve(parts.integer.size() + parts.fraction.size() + 1);
    digits += parts.integer;
    digits += parts.fraction;
    const std::int64_t kept = static_cast<std::int64_t>(parts.integer.size()) + scale;
    if (kept < 0) {
        digits.clear();
    } else if (const auto cut = static_cast<std::size_t>(kept); cut < digits.size()) {
        const bool up = digits[cut] >= '5';
        digits.resize(cut);
        if (up)
            increment(digits);
    } else {
        digits.append(cut - digits.size(), '0');
    }
    const std::size_t places = scale > 0 ? static_cast<std::size_t>(scale) : 0;
    if (scale < 0 && !digits.empty())
        digits.append(static_cast<std::size_t>(-static_cast<std::int64_t>(scale)), '0');
    if (digits.size() <= places)
        digits.insert(0, places + 1 - digits.size(), '0');
    const bool zero = digits.find_first_not_of('0') == std::string::npos;
    if (places > 0)
        digits.insert(digits.size() - places, 1, '.');
    if (parts.negative && !zero)
        digits.insert(digits.begin(), '-');
    return digits;
}

DecimalSize decimal_size(std::string_view text) {
    const Parts parts(text);
    return {static_cast<std::int32_t>(parts.integer.size()),
            static_cast<std::int32_t>(parts.significant_fraction.size())};
}

DecimalText fit_decimal(std::string_view text, std::int32_t precision, std::int32_t scale) {
    if (precision <= 0)
        return parse_decimal(text);
    std::string rounded = round_decimal(text, scale);
    const DecimalSize size = decimal_size(rounded);
    // As many digits as the precision has are left before the point; none of 0.0012 in NUMERIC(2, 4) count.
    std::int64_t before = size.integer_digits;
    if (before == 0 && precision < scale) {
        const std::size_t first = rounded.find_first_not_of("-0.");
        if (first != std::string::npos)
            before = -static_cast<std::int64_t>(first - rounded.find('.') - 1);
        else
            before = precision - scale;
    }
    if (before > static_cast<std::int64_t>(precision) - scale) {
        throw DataError(detail::quoted(text) + " does not fit NUMERIC(" + std::to_string(precision) + ", " +
                        std::to_string(scale) + "): it has too many digits before the point");
    }
    return {std::move(rounded)};
}

}  // namespace rowan
