// rowan/schema/internal/short_hash.hpp: eight hexadecimal digits that stand for a text, for names.
#pragma once

#include <string>
#include <string_view>

namespace rowan::detail {

/// FNV-1a, 32 bits: the same on every machine and in every version, as names in databases must be.
std::string short_hash(std::string_view text);

}  // namespace rowan::detail
