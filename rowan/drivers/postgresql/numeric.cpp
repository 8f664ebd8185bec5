#include <rowan/drivers/postgresql/internal/numeric.hpp>

#include <rowan/drivers/postgresql/internal/wire.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>

namespace rowan::driver::postgresql {
namespace {

constexpr std::uint16_t negative_sign = 0x4000;
constexpr std::uint16_t not_a_number = 0xC000;
constexpr std::uint16_t plus_infinity = 0xD000;
constexpr std::uint16_t minus_infinity = 0xF000;

constexpr std::size_t most_integer_digits = 131072;
constexpr std::size_t most_fraction_digits = 16383;

constexpr std::size_t group = 4;  // decimal digits in one of base 10 000
constexpr std::size_t header_size = 8;

void append(std::string& to, std::uint16_t value) {
    char bytes[2];
    store(bytes, value);
    to.append(bytes, sizeof bytes);
}

}  // namespace

void write_numeric(std::string_view decimal, std::string& to) {
    const bool negative = decimal.starts_with('-');
    if (negative) {
        decimal.remove_prefix(1);
    }
    const std::size_t point = std::min(decimal.find('.'), decimal.size());
    std::string_view integer = decimal.substr(0, point);
    const std::string_view fraction = point == decimal.size() ? std::string_view() : decimal.substr(point + 1);
    integer.remove_prefix(std::min(integer.find_first_not_of('0'), integer.size()));
    if (integer.size() > most_integer_digits || fraction.size() > most_fraction_digits) {
        throw DataError("the decimal has " + std::to_string(integer.size()) + " digits before the point and " +
                        std::to_string(fraction.size()) + " behind; PostgreSQL keeps at most 131072 and 16383 of them");
    }

    // Digits of base 10 000 stand on both sides of the point, so each side is filled up with zeros by itself.
    std::string padded((group - integer.size() % group) % group, '0');
    padded += integer;
    const auto integer_groups = static_cast<int>(padded.size() / group);
    padded += fraction;
    padded.append((group - fraction.size() % group) % group, '0');

    std::string_view digits = padded;
    int weight = integer_groups - 1;
    while (digits.starts_with("0000")) {
        digits.remove_prefix(group);
        --weight;
    }
    while (digits.ends_with("0000")) {
        digits.remove_suffix(group);
    }
    if (digits.empty()) {
        weight = 0;
    }
    append(to, static_cast<std::uint16_t>(digits.size() / group));
    append(to, static_cast<std::uint16_t>(weight));
    append(to, negative && !digits.empty() ? negative_sign : std::uint16_t{0});
    append(to, static_cast<std::uint16_t>(fraction.size()));
    for (; !digits.empty(); digits.remove_prefix(group)) {
        int value = 0;
        for (const char c : digits.substr(0, group)) {
            value = value * 10 + (c - '0');
        }
        append(to, static_cast<std::uint16_t>(value));
    }
}

std::string read_numeric(std::string_view binary) {
    const auto at = [&](std::size_t index) { return load<std::uint16_t>(binary.data() + 2 * index); };
    if (binary.size() < header_size || binary.size() != header_size + std::size_t{2} * at(0)) {
        throw DataError("the server's number is not in the form of a numeric");
    }
    const std::size_t groups = at(0);
    const int weight = load<std::int16_t>(binary.data() + 2);
    const std::uint16_t sign = at(2);
    const std::size_t scale = at(3) & 0x3FFFU;
    if (sign == not_a_number || sign == plus_infinity || sign == minus_infinity) {
        throw DataError(std::string(sign == not_a_number    ? "NaN"
                                    : sign == plus_infinity ? "infinity"
                                                            : "-infinity") +
                        " is a value of PostgreSQL's numeric, and no decimal number");
    }

    std::string text;
    text.reserve(2 + (weight > 0 ? static_cast<std::size_t>(weight) + 1 : 1) * group + scale + group);
    if (sign == negative_sign) {
        text += '-';
    }
    const auto append_group = [&](int place) {  // the digit that counts 10 000 to the power of `place`
        const int index = weight - place;
        const unsigned value =
            index >= 0 && static_cast<std::size_t>(index) < groups ? at(4 + static_cast<std::size_t>(index)) : 0U;
        text += static_cast<char>('0' + value / 1000 % 10);
        text += static_cast<char>('0' + value / 100 % 10);
        text += static_cast<char>('0' + value / 10 % 10);
        text += static_cast<char>('0' + value % 10);
    };
    const std::size_t start = text.size();
    for (int place = weight; place >= 0; --place) {
        append_group(place);
    }
    text.erase(start, std::min(text.find_first_not_of('0', start), text.size()) - start);
    if (text.size() == start) {
        text += '0';
    }
    if (scale > 0) {
        text += '.';
        const std::size_t wanted = text.size() + scale;
        for (int place = -1; text.size() < wanted; --place) {
            append_group(place);
        }
        text.resize(wanted);
    }
    return text;
}

}  // namespace rowan::driver::postgresql
