// rowan/drivers/sqlite/internal/bind.hpp: C++ values as parameters of SQLite.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <sqlite3.h>

#include <span>

namespace rowan::driver::sqlite {

// All count parameters from 0, and copy neither text nor bytes. Throw DataError for what SQLite can't keep.
void bind_value(sqlite3_stmt* statement, int parameter, const Value& value, std::int8_t digits);
void bind_number(sqlite3_stmt* statement, int parameter, std::int64_t number);
/// Whether what was bound may lie in the caller's memory.
bool bind_object(sqlite3_stmt* statement, int first, std::span<const FieldSlot> fields, const void* object);

}  // namespace rowan::driver::sqlite
