// rowan/drivers/sqlite/internal/read.hpp: columns of SQLite's current row as C++ values.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <sqlite3.h>

#include <span>

namespace rowan::driver::sqlite {

/// By the way in which SQLite keeps it: NULL, a 64-bit integer, a double, text or bytes.
Value read_value(sqlite3_stmt* statement, int column);
/// Columns first, first + 1, … into an object. Throws DataError that names the field.
void read_object(sqlite3_stmt* statement, int first, std::span<const FieldSlot> fields, void* object);

}  // namespace rowan::driver::sqlite
