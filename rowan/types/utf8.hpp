// rowan/types/utf8.hpp: is a text valid UTF-8?
//
//     if (!rowan::is_valid_utf8(name)) …      // the database would refuse it, or keep what nobody can read
#pragma once

#include <cstddef>
#include <string_view>

namespace rowan {

/// Whether the text is well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF). Zero bytes are
/// valid UTF-8. Any thread.
bool is_valid_utf8(std::string_view text) noexcept;

/// The offset of the first byte that is not part of a well-formed character; the text's size if there is none.
std::size_t find_invalid_utf8(std::string_view text) noexcept;

}  // namespace rowan
