// rowan/drivers/mariadb/internal/batch.hpp: many rows in one request, by the protocol that MariaDB has for that.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/internal/link.hpp>

#include <span>
#include <string_view>

namespace rowan::driver::mariadb {

/// Whether the server has it: MariaDB since 10.2; MySQL never.
bool takes_batches(const Link& link) noexcept;

/// Executes `INSERT … VALUES (?, …)` for each object, in requests as large as the server takes them. The caller sees to
/// it that a failure leaves no row. DataError names table, column and value, and comes before anything is sent.
void insert_batch(Link& link, std::string_view sql, std::span<const FieldSlot> fields,
                  std::span<const void* const> objects);

}  // namespace rowan::driver::mariadb
