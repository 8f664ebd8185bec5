#include <rowan/types/internal/display.hpp>

#include <rowan/types/utf8.hpp>

#include <charconv>
#include <cmath>

namespace rowan::detail {

std::string quoted(std::string_view text, std::size_t limit) {
    constexpr std::string_view hex = "0123456789abcdef";
    std::string_view shown = text.substr(0, limit);
    if (shown.size() < text.size()) {
        // Not within a character: its following bytes are 10xxxxxx.
        std::size_t end = shown.size();
        while (end > 0 && shown.size() - end < 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
            --end;
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80)
            shown = text.substr(0, end);
    }
    std::string result = "'";
    std::size_t valid_until = find_invalid_utf8(shown);
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto byte = static_cast<unsigned char>(shown[i]);
        const bool invalid = i == valid_until;
        if (invalid)
            valid_until = i + 1 + find_invalid_utf8(shown.substr(i + 1));
        if (byte == '\'') {
            result += "''";
        } else if (byte == '\n') {
            result += "\\n";
        } else if (byte < 0x20 || byte == 0x7F || invalid) {
            result += "\\x";
            result += hex[byte >> 4];
            result += hex[byte & 15];
        } else {
            result += shown[i];
        }
    }
    if (shown.size() == text.size())
        return result += '\'';
    return result += "…' (" + std::to_string(text.size()) + " bytes)";
}

std::string hex_digits(std::span<const std::byte> bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    hex.reserve(2 * bytes.size());
    for (const std::byte byte : bytes) {
        hex += digits[std::to_integer<unsigned>(byte) >> 4];
        hex += digits[std::to_integer<unsigned>(byte) & 15];
    }
    return hex;
}

std::string number_text(double number) {
    if (std::isnan(number))
        return "nan";
    char buffer[32];
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number);
    return {buffer, end.ptr};
}

}  // namespace rowan::detail
