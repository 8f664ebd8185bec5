// rowan/orm/internal/foreign_key.hpp: what a foreign key of one or more columns holds where there is no parent.
#pragma once

#include <rowan/orm/mapper.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <optional>
#include <span>

namespace rowan::detail {

/// Whether a row may be without a parent: NULL in any of the columns says so.
bool may_be_without_parent(const Mapper& child, std::span<const std::uint16_t> fields);

/// What a member that was not given anything holds: NULL, 0, an empty text, a UUID of zeros. None for other types.
std::optional<Value> blank_of(const driver::FieldSlot& slot);
/// Whether the member holds that.
bool is_blank(const Mapper& mapper, std::uint16_t field, const void* object);

/// The fields that rowan empties in a child without a parent. Those that can be NULL, if there are any: what the others
/// hold (a tenant, the number of an order) is not this relationship's alone. Else those that have a blank, which is
/// hardly anybody's key. Never a part of the child's own key, by which it is known.
ColumnSet emptied_fields(const Mapper& child, std::span<const std::uint16_t> fields);

/// Whether the database changes the foreign key by itself when the parent's key changes.
bool acts_on_update(const ForeignKey& key);

/// Whether a part of the child's own key is a foreign key that the database changes so.
bool key_follows_parents(const Mapper& child);

}  // namespace rowan::detail
