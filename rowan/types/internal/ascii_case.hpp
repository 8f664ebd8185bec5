// rowan/types/internal/ascii_case.hpp: letters in either case, those of ASCII alone, whatever the locale.
//
// So SQLite compares names, and so do people who mistype one.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace rowan::detail {

constexpr char ascii_lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr char ascii_upper(char c) noexcept { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string in_lower_case(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), ascii_lower);
    return result;
}

constexpr bool same_but_for_case(std::string_view a, std::string_view b) noexcept {
    return std::ranges::equal(a, b, {}, ascii_lower, ascii_lower);
}

}  // namespace rowan::detail
