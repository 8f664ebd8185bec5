// rowan/drivers/postgresql/internal/read.hpp: columns of a result as C++ values.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/type_cache.hpp>

#include <libpq-fe.h>

#include <span>
#include <string_view>

namespace rowan::driver::postgresql {

/// A column that is not NULL, in the current row.
struct Cell {
    std::string_view bytes;
    Coding coding = Coding::unknown;
    Oid type = 0;  ///< for messages
};

/// By the column's type: a boolean, an integer, a date, …; as text what no C++ type stands for, where rowan knows how.
/// Throws DataError for what it does not know.
Value read_value(const Cell& cell, const TypeCache& types);

/// A row of a result in which no value is fetched twice.
struct RowView {
    const PGresult* result;
    int row;
    std::span<const Coding> codings;
    const TypeCache* types;
};

/// Columns first, first + 1, … into an object. Throws DataError that names the field.
void read_object(const RowView& row, int first, std::span<const FieldSlot> fields, void* object);
/// The cell's value, or NULL.
Value read_column(const RowView& row, int column);

}  // namespace rowan::driver::postgresql
