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

void rethrow_with_sql(const Error& error, std::string_view sql, std::string parameters) {
    if (error.sql().empty()) {
        ErrorDetail detail = error.detail();
        detail.sql = sql;
        detail.parameters = std::move(parameters);
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
