// rowan/dialects/internal/identifier.hpp: which names a database wants quoted.
//
//     constexpr std::string_view text = "all and as …";            // in alphabetical order
//     constexpr auto reserved = detail::split_words<detail::count_words(text)>(text);
//     static_assert(std::ranges::is_sorted(reserved));
//     detail::quote_identifier(name, reserved, '"', '"');
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rowan::detail {

/// Words with one space between them.
consteval std::size_t count_words(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count(text, ' ')) + 1;
}
template <std::size_t N>
consteval std::array<std::string_view, N> split_words(std::string_view text) {
    std::array<std::string_view, N> words{};
    for (std::string_view& word : words) {
        word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return words;
}

/// The closing quote is doubled inside.
std::string in_quotes(std::string_view name, char open, char close);
/// A name of small letters, digits and underscores that is no reserved word stands as it is. (Capitals would be folded
/// by one database and told apart by another.)
std::string quote_identifier(std::string_view name, std::span<const std::string_view> reserved, char open, char close);

}  // namespace rowan::detail
