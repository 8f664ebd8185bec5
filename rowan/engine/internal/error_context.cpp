#include <rowan/engine/internal/error_context.hpp>

#include <typeinfo>

namespace rowan::detail {
namespace {

template <class E>
void throw_if(const Error& error, ErrorDetail& detail) {
    if (typeid(error) == typeid(E)) {
        throw E(error.what(), std::move(detail));
    }
}

template <class... E>
void throw_if_any(const Error& error, ErrorDetail& detail) {
    (throw_if<E>(error, detail), ...);
}

}  // namespace

void rethrow_with_sql(const Error& error, std::string_view sql, std::string parameters) {
    if (error.sql().empty()) {
        ErrorDetail detail = error.detail();
        detail.sql = sql;
        detail.parameters = std::move(parameters);
        throw_if_any<IntegrityError, DataError, ProgrammingError, OperationalError, TimeoutError, SerializationError,
                     CancelledError, ReadOnlyError, DisconnectedError, CommitUnknownError, DatabaseError, ArgumentError,
                     UnsupportedError, StateError>(error, detail);
    }
    throw;
}

}  // namespace rowan::detail
