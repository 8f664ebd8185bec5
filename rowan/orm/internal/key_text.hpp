// rowan/orm/internal/key_text.hpp: several fields of an object as one text, by which rows of equal values find each
// other.
#pragma once

#include <rowan/orm/internal/text_comparison.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <span>
#include <string>

namespace rowan::detail {

/// Equal for equal values, whatever the integer types or optionals that hold them, and for texts which the mapped
/// collations find equal; empty if one of them is NULL. `loose_texts`: where the mapping names no collation, texts
/// which the database may find equal count as equal (the capability of that name), which is for orders that spare
/// conflicts, not to tell rows apart.
std::string key_text(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object,
                     bool loose_texts = false);

/// The part of one value in it.
std::string key_part(const Value& value, TextComparison comparison);

}  // namespace rowan::detail
