#include <rowan/drivers/mariadb/internal/error.hpp>

#include <rowan/types/error.hpp>

#include <errmsg.h>
#include <mysqld_error.h>

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <utility>

namespace rowan::driver::mariadb {
namespace {

// Codes that the headers of Connector/C lack: of newer servers, or of MySQL alone.
constexpr unsigned int foreign_duplicate = 1557;
constexpr unsigned int execution_time_exceeded = 3024;
constexpr unsigned int invalid_json = 3140;
constexpr unsigned int lock_not_available = 3572;
constexpr unsigned int check_violated = 3819;
constexpr unsigned int inactivity_timeout = 4031;

bool is_one_of(unsigned int code, std::initializer_list<unsigned int> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool is_duplicate(unsigned int code) {
    return is_one_of(code, {ER_DUP_ENTRY, ER_DUP_ENTRY_WITH_KEY_NAME, ER_DUP_KEY, ER_DUP_UNIQUE, foreign_duplicate});
}
bool is_missing(unsigned int code) { return is_one_of(code, {ER_BAD_NULL_ERROR, ER_NO_DEFAULT_FOR_FIELD}); }
bool is_reference(unsigned int code) {
    return is_one_of(code,
                     {ER_ROW_IS_REFERENCED, ER_ROW_IS_REFERENCED_2, ER_NO_REFERENCED_ROW, ER_NO_REFERENCED_ROW_2});
}
bool is_check(unsigned int code) { return is_one_of(code, {ER_CONSTRAINT_FAILED, check_violated}); }

bool is_bad_value(const Failure& failure) {
    return failure.sqlstate.starts_with("22") ||
           is_one_of(failure.code,
                     {ER_WARN_DATA_OUT_OF_RANGE, ER_TRUNCATED_WRONG_VALUE, ER_TRUNCATED_WRONG_VALUE_FOR_FIELD,
                      WARN_DATA_TRUNCATED, ER_DATA_TOO_LONG, ER_WRONG_VALUE_FOR_TYPE, ER_WRONG_VALUE,
                      ER_ILLEGAL_VALUE_FOR_TYPE, ER_DIVISION_BY_ZERO, ER_CANT_CREATE_GEOMETRY_OBJECT,
                      ER_CUT_VALUE_GROUP_CONCAT, ER_NET_PACKET_TOO_LARGE, invalid_json});
}

// --- names in messages --------------------------------------------------------------------------------------------
// The sessions' messages are in English; the server gives names nowhere else.

/// What stands behind `mark`, if that is there.
std::optional<std::string_view> behind(std::string_view message, std::string_view mark) {
    const std::size_t at = message.rfind(mark);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    return message.substr(at + mark.size());
}

/// A name in quotes at the beginning, '…' or `…`; taken from the text.
std::string take_name(std::string_view& text) {
    if (text.empty() || (text.front() != '\'' && text.front() != '`')) {
        return {};
    }
    const char quote = text.front();
    std::string name;
    std::size_t at = 1;
    for (; at < text.size(); ++at) {
        if (text[at] == quote) {
            if (at + 1 == text.size() || text[at + 1] != quote) {
                break;
            }
            ++at;
        }
        name += text[at];
    }
    text.remove_prefix(std::min(at + 1, text.size()));
    return name;
}

/// The last of names like `shop`.`orders`.`total`, and the one before it.
struct Path {
    std::string last{};
    std::string before{};
};
Path take_path(std::string_view text) {
    Path path;
    path.last = take_name(text);
    while (text.starts_with(".`") || text.starts_with(".'")) {
        text.remove_prefix(1);
        path.before = std::move(path.last);
        path.last = take_name(text);
    }
    return path;
}

/// "… (`shop`.`orders`, CONSTRAINT `to_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`))"
void name_reference(std::string_view message, ErrorDetail& detail) {
    if (const auto place = behind(message, " constraint fails (")) {
        detail.table = take_path(*place).last;
    }
    if (const auto place = behind(message, "CONSTRAINT ")) {
        detail.constraint = take_path(*place).last;
    }
    if (auto place = behind(message, "FOREIGN KEY (")) {
        while (place->starts_with('`')) {
            detail.column += (detail.column.empty() ? "" : ", ") + take_name(*place);
            place->remove_prefix(place->starts_with(", ") ? 2 : 0);
        }
    }
}

ErrorDetail detail_of(const Failure& failure) {
    ErrorDetail detail;
    detail.code = static_cast<int>(failure.code);
    detail.sqlstate = failure.sqlstate;
    detail.database_message = failure.message;
    const std::string_view message = failure.message;
    if (is_duplicate(failure.code)) {
        if (auto place = behind(message, " for key ")) {
            detail.constraint = take_name(*place);
            // MySQL 8 says 'table.key'.
            if (const std::size_t point = detail.constraint.find('.'); point != std::string::npos) {
                detail.table = detail.constraint.substr(0, point);
                detail.constraint.erase(0, point + 1);
            }
        }
    } else if (is_reference(failure.code)) {
        name_reference(message, detail);
    } else if (failure.code == ER_BAD_NULL_ERROR) {
        detail.column = take_path(behind(message, "Column ").value_or("")).last;
    } else if (failure.code == ER_NO_DEFAULT_FOR_FIELD) {
        detail.column = take_path(behind(message, "Field ").value_or("")).last;
    } else if (failure.code == ER_CONSTRAINT_FAILED) {
        detail.constraint = take_path(behind(message, "CONSTRAINT ").value_or("")).last;
        detail.table = take_path(behind(message, " failed for ").value_or("")).last;
    } else if (failure.code == check_violated) {
        detail.constraint = take_path(behind(message, "Check constraint ").value_or("")).last;
    } else if (is_bad_value(failure)) {
        Path path = take_path(behind(message, " for column ").value_or(""));
        detail.column = std::move(path.last);
        detail.table = std::move(path.before);
    }
    return detail;
}

/// Without the values of the row: an engine may have to hide them; where it may show them, it shows the parameters
/// anyway.
std::string message_of(const Failure& failure, const ErrorDetail& detail) {
    if (is_duplicate(failure.code)) {
        return "another row has this value already: " +
               (detail.constraint.empty() ? failure.message : "duplicate entry for key '" + detail.constraint + "'");
    }
    if (is_missing(failure.code)) {
        return "a value is missing: " + failure.message;
    }
    if (is_reference(failure.code)) {
        return "a row refers to one that is not there, or is referred to: " + failure.message;
    }
    if (is_check(failure.code)) {
        return "the row is not as a CHECK demands: " + failure.message;
    }
    return failure.message;
}

/// A mistake in the SQL that the server files under other names: an ambiguous column under violated constraints, a
/// foreign key to what is no key (errno 150) under tables that can't be made.
bool is_mistake(const Failure& failure) {
    if (failure.code == ER_CANT_CREATE_TABLE) {
        return failure.message.find("errno: 150") != std::string::npos;
    }
    return is_one_of(failure.code, {ER_NON_UNIQ_ERROR, ER_CANNOT_ADD_FOREIGN, ER_WRONG_OBJECT});
}

/// The server, or the transaction, is read-only.
bool is_read_only(const Failure& failure) {
    if (failure.code == ER_OPTION_PREVENTS_STATEMENT) {
        return failure.message.find("read-only") != std::string::npos ||
               failure.message.find("read_only") != std::string::npos;
    }
    return is_one_of(failure.code, {ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION, ER_READ_ONLY_MODE, ER_INNODB_READ_ONLY});
}

}  // namespace

Failure failure_of(MYSQL* connection) {
    return {mysql_errno(connection), mysql_sqlstate(connection), mysql_error(connection)};
}

Failure failure_of(MYSQL_STMT* statement, MYSQL* connection) {
    if (mysql_stmt_errno(statement) == 0) {
        return failure_of(connection);
    }
    return {mysql_stmt_errno(statement), mysql_stmt_sqlstate(statement), mysql_stmt_error(statement)};
}

bool ends_connection(const Failure& failure) noexcept {
    if (failure.code == ER_UNKNOWN_COM_ERROR) {
        return true;  // as a node of Galera says it that is not in the cluster
    }
    return is_one_of(failure.code,
                     {CR_SERVER_GONE_ERROR, CR_SERVER_LOST, CR_SERVER_LOST_EXTENDED, CR_MALFORMED_PACKET,
                      ER_SERVER_SHUTDOWN, ER_NORMAL_SHUTDOWN, ER_SHUTDOWN_COMPLETE, ER_FORCING_CLOSE,
                      ER_ABORTING_CONNECTION, ER_NEW_ABORTING_CONNECTION, ER_NET_READ_ERROR, ER_NET_READ_INTERRUPTED,
                      ER_NET_ERROR_ON_WRITE, ER_NET_WRITE_INTERRUPTED, ER_CONNECTION_KILLED, inactivity_timeout});
}

void throw_not_connected(const Failure& failure) {
    ErrorDetail detail = detail_of(failure);
    throw OperationalError("connecting to MariaDB: " + failure.message, std::move(detail));
}

void throw_failure(const Failure& failure, std::string_view product) {
    ErrorDetail detail = detail_of(failure);
    const std::string message = message_of(failure, detail);
    const unsigned int code = failure.code;
    if (ends_connection(failure)) {
        throw DisconnectedError("the connection to " + std::string(product) + " is lost: " + message,
                                std::move(detail));
    }
    if (failure.sqlstate == "40001" || is_one_of(code, {ER_LOCK_DEADLOCK, ER_CHECKREAD})) {
        throw SerializationError(message + ": roll back and run the transaction again", std::move(detail));
    }
    if (is_one_of(code, {ER_LOCK_WAIT_TIMEOUT, ER_STATEMENT_TIMEOUT, execution_time_exceeded, lock_not_available})) {
        throw TimeoutError(message, std::move(detail));
    }
    if (code == ER_QUERY_INTERRUPTED) {
        throw CancelledError(message, std::move(detail));
    }
    if (is_read_only(failure)) {
        throw ReadOnlyError(message, std::move(detail));
    }
    if (is_mistake(failure)) {
        throw ProgrammingError(message, std::move(detail));
    }
    if (failure.sqlstate.starts_with("23") || is_duplicate(code) || is_missing(code) || is_reference(code) ||
        is_check(code)) {
        throw IntegrityError(message, std::move(detail));
    }
    if (is_bad_value(failure)) {
        throw DataError(message, std::move(detail));
    }
    if (failure.sqlstate.starts_with("42") || failure.sqlstate.starts_with("21") ||
        is_one_of(code, {ER_UNSUPPORTED_PS, ER_UNKNOWN_SYSTEM_VARIABLE, ER_INVALID_GROUP_FUNC_USE, ER_NO_DB_ERROR,
                         ER_WRONG_ARGUMENTS, ER_GLOBAL_VARIABLE, ER_LOCAL_VARIABLE})) {
        throw ProgrammingError(message, std::move(detail));
    }
    if (failure.sqlstate.starts_with("08") || failure.sqlstate.starts_with("53") ||
        is_one_of(code, {ER_DISK_FULL, ER_OUTOFMEMORY, ER_OUT_OF_SORTMEMORY, ER_OUT_OF_RESOURCES, ER_RECORD_FILE_FULL,
                         ER_TOO_MANY_USER_CONNECTIONS, ER_USER_LIMIT_REACHED, ER_MAX_PREPARED_STMT_COUNT_REACHED,
                         ER_ERROR_ON_WRITE, ER_ERROR_ON_READ, CR_OUT_OF_MEMORY, CR_NET_PACKET_TOO_LARGE,
                         ER_ERROR_DURING_COMMIT})) {
        throw OperationalError(message, std::move(detail));
    }
    throw DatabaseError(message, std::move(detail));
}

}  // namespace rowan::driver::mariadb
