#include <rowan/drivers/sqlite/internal/error.hpp>

#include <rowan/types/error.hpp>

#include <string>

namespace rowan::driver::sqlite {
namespace {

/// What a message says behind a prefix, if it begins with it.
bool take_after(std::string_view message, std::string_view prefix, std::string_view& rest) {
    if (!message.starts_with(prefix)) {
        return false;
    }
    rest = message.substr(prefix.size());
    return true;
}

/// "users.name, users.city" -> table "users", column "name, city".
void split_columns(std::string_view names, ErrorDetail& detail) {
    while (!names.empty()) {
        const std::size_t end = std::min(names.find(", "), names.size());
        const std::string_view name = names.substr(0, end);
        names.remove_prefix(std::min(end + 2, names.size()));
        const std::size_t dot = name.rfind('.');
        if (dot == std::string_view::npos) {
            return;
        }
        detail.table = name.substr(0, dot);
        if (!detail.column.empty()) {
            detail.column += ", ";
        }
        detail.column += name.substr(dot + 1);
    }
}

[[noreturn]] void throw_constraint(ErrorDetail detail, const std::string& prefix) {
    const std::string message = detail.database_message;
    std::string_view rest;
    std::string reason;
    if (take_after(message, "UNIQUE constraint failed: ", rest)) {
        if (take_after(rest, "index '", rest)) {
            detail.constraint = rest.substr(0, rest.rfind('\''));
        } else {
            split_columns(rest, detail);
        }
        reason = "another row has this value already: ";
    } else if (take_after(message, "NOT NULL constraint failed: ", rest)) {
        split_columns(rest, detail);
        reason = "a value is missing: ";
    } else if (take_after(message, "CHECK constraint failed: ", rest)) {
        detail.constraint = rest;
        reason = "the row is not as a CHECK demands: ";
    } else if (message.starts_with("FOREIGN KEY constraint failed")) {
        reason = "a row refers to one that is not there, or is referred to: ";
    } else if (detail.code == SQLITE_CONSTRAINT_DATATYPE) {
        if (const std::size_t at = message.rfind(" column "); at != std::string::npos) {
            split_columns(std::string_view(message).substr(at + 8), detail);
        }
        throw DataError(prefix + message, std::move(detail));
    }
    throw IntegrityError(prefix + reason + message, std::move(detail));
}

}  // namespace

void throw_error(sqlite3* database, int code, std::string_view doing) {
    ErrorDetail detail;
    detail.code = code;
    // The connection knows its last failure better than the code does, if it was the same.
    if (database != nullptr && (sqlite3_extended_errcode(database) & 0xFF) == (code & 0xFF)) {
        detail.code = sqlite3_extended_errcode(database);
        detail.database_message = sqlite3_errmsg(database);
    } else {
        detail.database_message = sqlite3_errstr(code);
    }
    const std::string prefix = doing.empty() ? std::string() : std::string(doing) + ": ";
    const std::string message = prefix + detail.database_message;
    switch (detail.code & 0xFF) {
        case SQLITE_CONSTRAINT:
            throw_constraint(std::move(detail), prefix);
        case SQLITE_BUSY:
            if (detail.code == SQLITE_BUSY_SNAPSHOT) {
                throw SerializationError(message +
                                             ": another connection has written since this transaction began to read; "
                                             "roll back and run it again, or begin it IMMEDIATE",
                                         std::move(detail));
            }
            [[fallthrough]];
        case SQLITE_LOCKED:
            throw TimeoutError(message + " by another connection (the URL's option busy_timeout says how long to wait)",
                               std::move(detail));
        case SQLITE_INTERRUPT:
            throw CancelledError(message, std::move(detail));
        case SQLITE_READONLY:
            throw ReadOnlyError(message, std::move(detail));
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
        case SQLITE_RANGE:
            throw DataError(message, std::move(detail));
        case SQLITE_FULL:
        case SQLITE_IOERR:
        case SQLITE_CANTOPEN:
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_NOMEM:
        case SQLITE_PERM:
        case SQLITE_PROTOCOL:
        case SQLITE_ABORT:
        case SQLITE_NOLFS:
        case SQLITE_INTERNAL:
            throw OperationalError(message, std::move(detail));
        default:
            throw ProgrammingError(message, std::move(detail));
    }
}

}  // namespace rowan::driver::sqlite
