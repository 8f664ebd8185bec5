// rowan/drivers/mariadb/internal/batch.hpp: many rows in one request, by the protocol that MariaDB has for that.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/internal/link.hpp>

#include <mysql.h>

#include <cstdint>
#include <span>

namespace rowan::driver::mariadb {

/// Whether the server has it: MariaDB since 10.2; MySQL never.
bool takes_batches(const Link& link) noexcept;

/// Executes a statement without rows for each object, in requests as large as the server takes them; gives the affected
/// rows. DataError names table, column and value, and comes before anything is sent. Objects before one that fails are
/// done. Leaves the statement without parameters.
std::int64_t execute_batch(Link& link, MYSQL_STMT* statement, std::span<const FieldSlot> fields,
                           std::span<const void* const> objects);

}  // namespace rowan::driver::mariadb
