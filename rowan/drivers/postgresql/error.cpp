#include <rowan/drivers/postgresql/internal/error.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::driver::postgresql {
namespace {

/// "Key (name, city)=(Ed, Rome) already exists." -> "name, city". The words are in the server's language, the
/// parentheses are not.
std::string columns_of_key(std::string_view detail) {
    const std::size_t begin = detail.find('(');
    const std::size_t end = detail.find(")=(");
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) {
        return {};
    }
    return std::string(detail.substr(begin + 1, end - begin - 1));
}

std::string_view reason_of(std::string_view state) {
    if (state == "23505") {
        return "another row has this value already: ";
    }
    if (state == "23502") {
        return "a value is missing: ";
    }
    if (state == "23503") {
        return "a row refers to one that is not there, or is referred to: ";
    }
    if (state == "23514") {
        return "the row is not as a CHECK demands: ";
    }
    if (state == "23P01") {
        return "the row excludes, or is excluded by, another one: ";
    }
    return {};
}

bool is_one_of(std::string_view state, std::initializer_list<std::string_view> states) {
    return std::find(states.begin(), states.end(), state) != states.end();
}

/// The connection ends with it.
bool ends_connection(std::string_view state) {
    return state.starts_with("08") || is_one_of(state, {"57P01", "57P02", "57P04", "57P05", "25P03", "25P04"});
}

ErrorDetail detail_of(const PGresult* result) {
    ErrorDetail detail;
    detail.sqlstate = diagnosis(result, PG_DIAG_SQLSTATE);
    detail.database_message = diagnosis(result, PG_DIAG_MESSAGE_PRIMARY);
    detail.constraint = diagnosis(result, PG_DIAG_CONSTRAINT_NAME);
    detail.table = diagnosis(result, PG_DIAG_TABLE_NAME);
    detail.column = diagnosis(result, PG_DIAG_COLUMN_NAME);
    if (detail.database_message.empty()) {
        detail.database_message = trimmed(PQresultErrorMessage(result));
    }
    if (detail.column.empty() && is_one_of(detail.sqlstate, {"23505", "23503", "23P01"})) {
        detail.column = columns_of_key(diagnosis(result, PG_DIAG_MESSAGE_DETAIL));
    }
    // The key of the row that is referred to; the table is the one that refers.
    if (diagnosis(result, PG_DIAG_MESSAGE_DETAIL).find(" is still referenced ") != std::string_view::npos) {
        detail.column.clear();
    }
    return detail;
}

/// Without the DETAIL of violated constraints and bad values: it repeats the row's values, which an engine may have to
/// hide; where it may show them, it shows the parameters anyway.
std::string message_of(const PGresult* result, const ErrorDetail& detail) {
    std::string message(reason_of(detail.sqlstate));
    message += detail.database_message;
    if (!detail.sqlstate.starts_with("22") && !detail.sqlstate.starts_with("23")) {
        for (const int field : {int{PG_DIAG_MESSAGE_DETAIL}, int{PG_DIAG_MESSAGE_HINT}}) {
            if (const std::string_view more = diagnosis(result, field); !more.empty()) {
                message.append("; ").append(more);
            }
        }
    }
    if (const std::string_view place = diagnosis(result, PG_DIAG_STATEMENT_POSITION); !place.empty()) {
        message.append(" (at character ").append(place).append(")");
    }
    return message;
}

}  // namespace

std::string trimmed(const char* message) {
    std::string text = message == nullptr ? "" : message;
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

std::string_view diagnosis(const PGresult* result, int field) noexcept {
    const char* text = PQresultErrorField(result, field);
    return text == nullptr ? std::string_view() : std::string_view(text);
}

void throw_disconnected(PGconn* connection) {
    std::string words = trimmed(PQerrorMessage(connection));
    std::replace(words.begin(), words.end(), '\n', ' ');
    ErrorDetail detail;
    detail.database_message = words;
    detail.sqlstate = "08006";
    throw DisconnectedError("the connection to PostgreSQL is lost: " + words, std::move(detail));
}

void throw_not_connected(PGconn* connection) {
    ErrorDetail detail;
    detail.database_message = trimmed(PQerrorMessage(connection));
    const std::string message = "connecting to PostgreSQL: " + detail.database_message;
    throw OperationalError(message, std::move(detail));
}

void throw_result_error(const PGresult* result, bool interrupted) {
    ErrorDetail detail = detail_of(result);
    const std::string message = message_of(result, detail);
    const std::string state = detail.sqlstate;
    if (ends_connection(state)) {
        throw DisconnectedError("the connection to PostgreSQL is lost: " + message, std::move(detail));
    }
    if (is_one_of(state, {"40001", "40P01"})) {
        throw SerializationError(message + ": roll back and run the transaction again", std::move(detail));
    }
    if (state == "57014") {
        // A time limit of the server comes under the same code, and without a mark but its words.
        if (!interrupted && detail.database_message.find("timeout") != std::string::npos) {
            throw TimeoutError(message, std::move(detail));
        }
        throw CancelledError(message, std::move(detail));
    }
    if (state == "55P03") {
        throw TimeoutError(message, std::move(detail));
    }
    if (state == "25006") {
        throw ReadOnlyError(message, std::move(detail));
    }
    if (state.starts_with("23") || state.starts_with("40")) {
        throw IntegrityError(message, std::move(detail));
    }
    if (state.starts_with("22")) {
        throw DataError(message, std::move(detail));
    }
    if (is_one_of(state.substr(0, std::min<std::size_t>(2, state.size())),
                  {"53", "55", "57", "58", "28", "3D", "XX"})) {
        throw OperationalError(message, std::move(detail));
    }
    if (is_one_of(state.substr(0, std::min<std::size_t>(2, state.size())),
                  {"42", "0A", "21", "25", "26", "2B", "34", "3B", "3F", "54", "07"})) {
        throw ProgrammingError(message, std::move(detail));
    }
    throw DatabaseError(message, std::move(detail));
}

}  // namespace rowan::driver::postgresql
