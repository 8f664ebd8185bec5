// Makes PostgreSQL known to the engine in every program that links rowan::postgresql.
#include <rowan/drivers/postgresql/postgresql.hpp>

#include <rowan/engine/database_registry.hpp>

#include <iostream>

/// The target asks the linker for this name, since no program does; so this file is linked, and what is below runs.
extern "C" const bool rowan_postgresql_is_linked;

const bool rowan_postgresql_is_linked = [] {
    try {
        rowan::register_database({.dialect = "postgresql",
                                  .driver = "libpq",
                                  .make_driver = &rowan::postgresql_driver,
                                  .make_dialect = &rowan::postgresql_dialect});
        return true;
    } catch (const std::exception& error) {  // before main() there is nobody to catch it
        std::cerr << "rowan: PostgreSQL is not available: " << error.what() << '\n';
        return false;
    }
}();
