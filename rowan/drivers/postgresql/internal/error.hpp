// rowan/drivers/postgresql/internal/error.hpp: what the server and libpq report, as rowan's exceptions.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>
#include <string_view>

namespace rowan::driver::postgresql {

struct ClearResult {
    void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

/// A field of a server's message (PG_DIAG_…); empty if the message lacks it.
std::string_view diagnosis(const PGresult* result, int field) noexcept;

/// Throws the exception for a result that tells of a failure, by its SQLSTATE. `interrupted`: this connection has asked
/// for the statement's end.
[[noreturn]] void throw_result_error(const PGresult* result, bool interrupted);

/// Throws DisconnectedError in libpq's words.
[[noreturn]] void throw_disconnected(PGconn* connection);

/// Throws the OperationalError for a connection that could not be opened.
[[noreturn]] void throw_not_connected(PGconn* connection);

/// libpq's message without the newlines that it ends with.
std::string trimmed(const char* message);

}  // namespace rowan::driver::postgresql
