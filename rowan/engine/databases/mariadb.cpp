// Makes MariaDB and MySQL known to the engine in every program that links rowan::mariadb.
#include <rowan/drivers/mariadb/mariadb.hpp>

#include <rowan/engine/database_registry.hpp>

#include <iostream>

/// The target asks the linker for this name, since no program does; so this file is linked, and what is below runs.
extern "C" const bool rowan_mariadb_is_linked;

namespace {

/// By the server, whatever the URL calls it: MariaDB's versions begin with 10, where MySQL's have not come yet.
std::shared_ptr<const rowan::Dialect> dialect_of_server(int version) {
    constexpr int first_of_mariadb = 10'000'000;
    return version < first_of_mariadb ? rowan::mysql_dialect(version) : rowan::mariadb_dialect(version);
}

}  // namespace

const bool rowan_mariadb_is_linked = [] {
    try {
        for (const char* dialect : {"mariadb", "mysql"}) {
            rowan::register_database({.dialect = dialect,
                                      .driver = "mariadb",
                                      .make_driver = &rowan::mariadb_driver,
                                      .make_dialect = &dialect_of_server});
        }
        return true;
    } catch (const std::exception& error) {  // before main() there is nobody to catch it
        std::cerr << "rowan: MariaDB is not available: " << error.what() << '\n';
        return false;
    }
}();
