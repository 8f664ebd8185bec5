// rowan/drivers/postgresql/postgresql.hpp: the driver for PostgreSQL, over libpq.
//
//     postgresql://scott:tiger@db.example.org:5432/shop
//     postgresql://scott@/shop?host=/var/run/postgresql            a unix socket
//     postgresql://scott@/shop?host=a:5432&host=b:5433&target_session_attrs=read-write
//
// Options of the URL: every one of libpq's (sslmode, sslrootcert, connect_timeout, keepalives, options,
// application_name, target_session_attrs, service, …; which there are depends on its version), and
//
//     prepared_statements=on   off: no statement is prepared by name, for poolers that give each transaction another
//                              connection (PgBouncer in transaction mode before 1.21)
//
// A program that links `rowan::postgresql` can create engines for such URLs; it has to call nothing.
//
// How values travel: in PostgreSQL's binary forms, parameters with the type that the C++ type has (int is int4, a
// std::int64_t int8, a std::chrono::sys_time timestamp, …). Texts and JSON go without a type, as literals do, so that
// columns of enums, JSON, UUIDs, arrays or inet take them; where nothing gives them a type (concat, a bare `$1 IS
// NULL`), write CAST($1 AS text). Sessions run in UTC, so that a time is the same in columns with and without time
// zone. A result of a type that no C++ type stands for (an array, a range, inet) is read as text where that is known;
// else the statement has to cast it.
//
// A statement is prepared by name when it is executed for the second time. A result is fetched whole, unless it is
// streamed; when another statement is executed while one streams, what is left of that is taken into memory.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/types/callback.hpp>

#include <chrono>
#include <memory>
#include <optional>
#include <string>

namespace rowan {

/// A driver for the connections of one engine.
std::unique_ptr<driver::Driver> postgresql_driver();

namespace postgresql {

/// What the server remarks without failing: NOTICE, WARNING, RAISE.
struct Notice {
    std::string severity{};  ///< "NOTICE", "WARNING", …, in English
    std::string sqlstate{};
    std::string message{};
    std::string detail{};
    std::string hint{};
};
/// Called in the thread that uses the connection. What it throws is dropped.
using NoticeHook = Callback<void(const Notice&)>;

/// Calls `hook` for each notice of this connection, instead of the one before; notices are dropped without one. Throws
/// ArgumentError if it is no connection to PostgreSQL. EngineOptions::on_connect is the place to do this for all.
void on_notice(driver::Connection& connection, NoticeHook hook);

/// What NOTIFY sent to a channel that the connection listens to (by the statement `LISTEN channel`).
struct Notification {
    std::string channel{};
    std::string payload{};
    int server_process = 0;  ///< of the sender
};

/// The next notification, in order of arrival; none if none comes in that time. A notification arrives only outside of
/// transactions. Throws DisconnectedError, and ArgumentError as above.
std::optional<Notification> wait_for_notification(driver::Connection& connection,
                                                  std::chrono::milliseconds timeout = std::chrono::milliseconds{0});

}  // namespace postgresql
}  // namespace rowan
