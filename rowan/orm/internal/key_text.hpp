// rowan/orm/internal/key_text.hpp: several fields of an object as one text, by which rows of equal values find each
// other.
#pragma once

#include <rowan/orm/mapper.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace rowan::detail {

/// Equal for equal values, whatever the integer types or optionals that hold them; empty if one of them is NULL.
std::string key_text(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object);

}  // namespace rowan::detail
