// rowan/drivers/mariadb/internal/read.hpp: columns of a result as C++ values.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/internal/row.hpp>

#include <span>

namespace rowan::driver::mariadb {

/// By the column's type: an integer, a date, …; NULL too. Throws DataError for a date that is none.
Value read_value(const Cell& cell);

/// Columns first, first + 1, … into an object. Throws DataError that names the field.
void read_object(std::span<const Cell> row, int first, std::span<const FieldSlot> fields, void* object);

}  // namespace rowan::driver::mariadb
