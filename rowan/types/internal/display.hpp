// rowan/types/internal/display.hpp: values as messages show them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace rowan::detail {

inline constexpr std::size_t display_limit = 64;

/// The text in quotes: quotes doubled, control characters and invalid UTF-8 escaped (\n, \x1b), cut at `limit` bytes
/// between characters and then followed by its size.
std::string quoted(std::string_view text, std::size_t limit = display_limit);

/// The shortest text that reads back as the same double; nan, inf, -inf.
std::string number_text(double number);

/// Two digits for each byte.
std::string hex_digits(std::span<const std::byte> bytes);

}  // namespace rowan::detail
