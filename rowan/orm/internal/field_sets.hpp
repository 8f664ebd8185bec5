// rowan/orm/internal/field_sets.hpp: fields of a mapper, found by their columns' names and gathered in a set.
#pragma once

#include <rowan/orm/internal/snapshot.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rowan {

class Mapper;

namespace detail {

/// Bit i for field i.
inline ColumnSet column_set(std::span<const std::uint16_t> fields) noexcept {
    ColumnSet set = 0;
    for (const std::uint16_t field : fields)
        set |= ColumnSet{1} << field;
    return set;
}

/// The fields of these columns, in their order; none at all if one of them is not mapped.
std::vector<std::uint16_t> fields_of(const Mapper& mapper, const std::vector<std::string>& columns);

/// Those whose values no two rows share: the key, unique constraints and unique indexes.
std::vector<std::vector<std::uint16_t>> unique_sets(const Mapper& mapper);

}  // namespace detail
}  // namespace rowan
