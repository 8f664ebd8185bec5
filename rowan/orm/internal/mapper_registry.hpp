// rowan/orm/internal/mapper_registry.hpp: every mapper of the process.
#pragma once

#include <rowan/orm/internal/entity.hpp>

#include <span>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// The mapper of a slot that is filled or has a spec; null if the struct is in no metadata and was never used.
const Mapper* mapper_of_slot(EntitySlot& slot);
/// The mapper of a table, by its full name, among those made so far; null if there is none.
const Mapper* find_mapper(std::string_view full_table_name) noexcept;
/// Every mapper made so far.
std::vector<const Mapper*> all_mappers();
/// Notes that one metadata lists all of these.
void note_listed_together(std::span<const Mapper* const> mappers);
/// Whether some metadata lists `mapper` and not `other`: then a database that has the table of the one may be without
/// that of the other.
bool is_listed_without(const Mapper& mapper, const Mapper& other);

}  // namespace rowan::detail
