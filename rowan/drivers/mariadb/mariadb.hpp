// rowan/drivers/mariadb/mariadb.hpp: the driver for MariaDB and MySQL, over MariaDB Connector/C.
//
//     mariadb://scott:tiger@db.example.org:3306/shop
//     mysql://scott@/shop?unix_socket=/run/mysqld/mysqld.sock
//     mariadb://scott@db/shop?ssl_mode=verify_identity&ssl_ca=/etc/ssl/db.pem
//
// Options of the URL ('-' may stand for '_'; on and off are also written 1 and 0, true and false):
//
//     unix_socket=…                the socket's path, instead of host and port; the host localhost without a port is
//     the
//                                  library's usual socket
//     connect_timeout=10           seconds for connecting
//     read_timeout, write_timeout  seconds for one answer or request; then the connection is lost. None by default
//     ssl_mode=…                   disabled; required: encrypted, with whomever; verify_ca: with a server whose
//                                  certificate ssl_ca signed; verify_identity: and that is for this host. Otherwise
//                                  as the library does by itself, or required if any of the following is given
//     ssl_ca, ssl_capath, ssl_cert, ssl_key, ssl_cipher, ssl_crl, ssl_crlpath, tls_version
//     compress=on                  of what travels
//     init_command=…               SQL, once for each connection, behind the driver's own settings
//     program_name=rowan           by which the server's administrator sees the connection
//     default_auth, plugin_dir     how the library proves who the user is
//     option_file, option_group    a file like ~/.my.cnf, and the group in it beside [client]
//
// A program that links `rowan::mariadb` can create engines for URLs of both names; it has to call nothing. Which SQL is
// written follows the server that answers: an URL mysql:// of a MariaDB server gets MariaDB's SQL, and the reverse.
//
// How values travel: by prepared statements in the binary protocol, decimals, UUIDs and JSON as texts. Each session is
// strict (a value that does not fit is an error, never cut), in UTC, in utf8mb4, and counts the rows that an UPDATE
// finds, not only those that it changes. The client never sends a file (LOAD DATA LOCAL).
//
// A result is fetched whole, unless it is streamed; when another statement is executed while one streams, what is left
// of that is taken into memory. Of a CALL, the first result is read. An INSERT … ON DUPLICATE KEY UPDATE counts two
// affected rows for one that was there and was changed: so the server counts.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <memory>

namespace rowan {

/// A driver for the connections of one engine, to MariaDB or MySQL.
std::unique_ptr<driver::Driver> mariadb_driver();

}  // namespace rowan
