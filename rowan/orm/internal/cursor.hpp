// rowan/orm/internal/cursor.hpp: where a keyset page ended, as text for a URL.
//
// base64url, without padding, of: a version, a hash of the order's columns, the values of the row that came last, and a
// checksum. A damaged or foreign text is refused; so is one whose values are not of the columns' kinds.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// `order` is the hash of the columns. Throws ArgumentError for a NULL.
std::string write_cursor(std::uint64_t order, std::span<const driver::FieldSlot> columns, const void* object);
/// Throws ArgumentError.
std::vector<Value> read_cursor(std::string_view cursor, std::uint64_t order,
                               std::span<const driver::FieldSlot> columns);

/// FNV-1a; `seed`: what was hashed before.
std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0xCBF2'9CE4'8422'2325U) noexcept;

}  // namespace rowan::detail
