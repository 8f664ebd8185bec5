// rowan/drivers/postgresql/internal/copy.hpp: rows in the form of COPY … (FORMAT binary).
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/type_cache.hpp>

#include <libpq-fe.h>

#include <span>
#include <string>

namespace rowan::driver::postgresql {

/// A column of the table that is copied into.
struct CopyColumn {
    Oid type = 0;
    Coding coding = Coding::unknown;
};

/// The rows of many objects, with header and trailer. In this form nothing is converted by the server, so each value is
/// brought to its column's type here. Throws DataError for a value that does not fit, and UnsupportedError for a member
/// whose values could go into such a column by a conversion of the server only.
std::string copy_rows(std::span<const CopyColumn> columns, std::span<const FieldSlot> fields,
                      std::span<const void* const> objects);

}  // namespace rowan::driver::postgresql
