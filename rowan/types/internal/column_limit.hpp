// rowan/types/internal/column_limit.hpp: values that a column's type has no room for.
#pragma once

#include <rowan/types/sql_type.hpp>
#include <rowan/types/value.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace rowan::detail {

/// Characters of valid UTF-8.
std::size_t count_characters(std::string_view text) noexcept;

/// Why a column of this type can't hold the value without losing more than digits behind the point: it is too long or
/// out of range. Empty if it can, and for types and values that only the database can bring together.
std::string misfit(const SqlType& type, const Value& value);

}  // namespace rowan::detail
