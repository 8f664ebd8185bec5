// rowan/engine/database_registry.hpp: the databases that create_engine knows.
//
// SQLite is there from the start. A library that brings another database (a dialect and a driver) registers it:
//
//     rowan::register_database({.dialect = "postgresql", .driver = "libpq",
//                               .make_driver = &make_libpq_driver, .make_dialect = &postgresql_dialect});
#pragma once

#include <rowan/dialects/dialect.hpp>
#include <rowan/drivers/driver.hpp>
#include <rowan/types/callback.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// A dialect with one of its drivers.
struct DatabaseEntry {
    std::string dialect{};  ///< as in an URL
    std::string driver{};   ///< as in an URL behind '+'
    Callback<std::unique_ptr<driver::Driver>()> make_driver{};
    /// For a server's version, as driver::Connection::server_version.
    Callback<std::shared_ptr<const Dialect>(int version)> make_dialect{};
};

/// Thread-safe. The first driver that is registered for a dialect is the one that it has without '+'. Registering the
/// same pair of names again replaces it.
void register_database(DatabaseEntry database);

/// Throws ArgumentError if it is not there; the message says what is available and what to install. An empty driver is
/// the dialect's usual one.
DatabaseEntry find_database(std::string_view dialect, std::string_view driver);

/// "sqlite+sqlite3", …
std::vector<std::string> available_databases();

}  // namespace rowan
