// rowan/drivers/postgresql/internal/numeric.hpp: decimals in PostgreSQL's binary form, digits of base 10 000.
#pragma once

#include <string>
#include <string_view>

namespace rowan::driver::postgresql {

/// Appends the binary form of a plain decimal (see decimal_text.hpp), which keeps its number of fraction digits. Throws
/// DataError for one that is beyond PostgreSQL's limits.
void write_numeric(std::string_view decimal, std::string& to);

/// The plain decimal with as many fraction digits as the column showed. Throws DataError for NaN, infinity and for what
/// is no numeric.
std::string read_numeric(std::string_view binary);

}  // namespace rowan::driver::postgresql
