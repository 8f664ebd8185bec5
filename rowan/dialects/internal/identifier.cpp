#include <rowan/dialects/internal/identifier.hpp>

namespace rowan::detail {

std::string in_quotes(std::string_view name, char open, char close) {
    std::string quoted(1, open);
    for (const char c : name)
        quoted.append(c == close ? 2 : 1, c);
    return quoted += close;
}

std::string quote_identifier(std::string_view name, std::span<const std::string_view> reserved, char open, char close) {
    const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto is_plain = [&](char c) { return is_small(c) || (c >= '0' && c <= '9') || c == '_'; };
    const bool plain = !name.empty() && (is_small(name[0]) || name[0] == '_') && std::ranges::all_of(name, is_plain);
    if (plain && !std::ranges::binary_search(reserved, name))
        return std::string(name);
    return in_quotes(name, open, close);
}

}  // namespace rowan::detail
