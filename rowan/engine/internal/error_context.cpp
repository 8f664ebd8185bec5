#include <rowan/engine/internal/error_context.hpp>

#include <typeinfo>

namespace rowan::detail {
namespace {

template <class E>
void throw_if(const Error& error, const std::string& message, ErrorDetail& detail) {
    if (typeid(error) == typeid(E)) {
        throw E(message, std::move(detail));
    }
}

template <class... E>
void throw_if_any(const Error& error, const std::string& message, ErrorDetail& detail) {
    (throw_if<E>(error, message, detail), ...);
}

void throw_same_class(const Error& error, const std::string& message, ErrorDetail detail) {
    throw_if_any<IntegrityError, DataError, ProgrammingError, OperationalError, TimeoutError, SerializationError,
                 CancelledError, ReadOnlyError, DisconnectedError, CommitUnknownError, DatabaseError, ArgumentError,
                 UnsupportedError, StateError>(error, message, detail);
}

}  // namespace

std::optional<DataError> without_values(const Error& error) {
    if (typeid(error) != typeid(DataError) || error.detail().values_hidden) {
        return std::nullopt;
    }
    ErrorDetail detail = error.detail();
    detail.database_message.clear();
    detail.values_hidden = true;
    std::string place;
    if (!detail.column.empty()) {
        place = (detail.table.empty() ? "" : detail.table + ".") + detail.column + ": ";
    }
    return DataError(place + "a value does not fit (it is not shown, as the engine hides parameters)",
                     std::move(detail));
}

void rethrow_with_sql(const Error& error, std::string_view sql, std::string parameters, bool hide_values,
                      std::string_view table) {
    if (const auto masked = hide_values ? without_values(error) : std::nullopt) {
        ErrorDetail detail = masked->detail();
        if (detail.sql.empty()) {
            detail.sql = sql;
            detail.parameters = std::move(parameters);
        }
        throw DataError(masked->std::runtime_error::what(), std::move(detail));
    }
    if (error.sql().empty()) {
        ErrorDetail detail = error.detail();
        detail.sql = sql;
        detail.parameters = std::move(parameters);
        if (detail.table.empty())
            detail.table = table;
        throw_same_class(error, error.what(), std::move(detail));
    }
    throw;
}

void rethrow_with_place(const Error& error, std::string_view where) {
    // The base's text: what() goes on with the SQL, which the detail has.
    throw_same_class(error, std::string(where) + ": " + error.std::runtime_error::what(), error.detail());
    throw;
}

}  // namespace rowan::detail
