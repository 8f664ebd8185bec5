// rowan/drivers/mariadb/internal/error.hpp: what the server and Connector/C report, as rowan's exceptions.
#pragma once

#include <mysql.h>

#include <string>
#include <string_view>

namespace rowan::driver::mariadb {

/// A failure, copied from the handle that reported it.
struct Failure {
    unsigned int code = 0;
    std::string sqlstate{};
    std::string message{};
};

Failure failure_of(MYSQL* connection);
/// A statement's failure; the connection's, where the library has left it there.
Failure failure_of(MYSQL_STMT* statement, MYSQL* connection);

/// Whether the connection is of no use after it.
bool ends_connection(const Failure& failure) noexcept;

/// Throws the exception for a failure. `product`: MariaDB or MySQL, for the message.
[[noreturn]] void throw_failure(const Failure& failure, std::string_view product);

/// Throws the OperationalError for a connection that could not be opened.
[[noreturn]] void throw_not_connected(const Failure& failure);

}  // namespace rowan::driver::mariadb
