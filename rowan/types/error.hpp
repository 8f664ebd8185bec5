// rowan/types/error.hpp: what rowan throws.
//
// Every exception of rowan derives from rowan::Error and says, as far as it is known, which SQL was sent with which
// parameters, what the database answered, and which constraint, table and column it was about:
//
//     try {
//         session.commit();
//     } catch (const rowan::IntegrityError& error) {
//         std::cerr << error.what() << '\n' << error.constraint() << '\n';
//         session.rollback();
//     }
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

namespace rowan {

/// What is known of a failure beside its message. All texts are empty and `code` is 0 where nothing is known.
struct ErrorDetail {
    std::string sql{};               ///< the statement that was sent
    std::string parameters{};        ///< its parameters, rendered; "[hidden]" if the engine hides them
    int code = 0;                    ///< the database's own code (SQLite: the extended result code)
    std::string sqlstate{};          ///< five characters, for databases that have them
    std::string database_message{};  ///< the database's own words
    std::string constraint{};        ///< the violated constraint or index, where the database names it
    std::string table{};             ///< the table, where known
    std::string column{};            ///< the column, where known
    bool values_hidden = false;      ///< the message was cut to show no value
};

/// The base of every exception that rowan throws. Copying one does not throw (the detail is shared).
class Error : public std::runtime_error {
public:
    explicit Error(const std::string& message) : Error(message, ErrorDetail{}) {}
    Error(const std::string& message, ErrorDetail detail);

    const std::string& sql() const noexcept { return contents_->detail.sql; }
    const std::string& parameters() const noexcept { return contents_->detail.parameters; }
    int code() const noexcept { return contents_->detail.code; }
    const std::string& sqlstate() const noexcept { return contents_->detail.sqlstate; }
    const std::string& database_message() const noexcept { return contents_->detail.database_message; }
    const std::string& constraint() const noexcept { return contents_->detail.constraint; }
    const std::string& table() const noexcept { return contents_->detail.table; }
    const std::string& column() const noexcept { return contents_->detail.column; }
    const ErrorDetail& detail() const noexcept { return contents_->detail; }

    /// The message, then a line each for the SQL and the parameters.
    const char* what() const noexcept override { return contents_->what.c_str(); }

    /// For whoever knows what was sent when a driver's error passes by; `throw;` then keeps the error's class. Does
    /// nothing if the SQL is known already.
    void add_statement(std::string sql, std::string parameters);

private:
    struct Contents {
        ErrorDetail detail;
        std::string what;
    };
    std::shared_ptr<const Contents> contents_;
};

// --- wrong use of the library: the program is to be mended --------------------------------------------------------

/// A mistake in a mapping, an option, an URL or the use of a function; the message says what to do.
class ArgumentError : public Error {
public:
    using Error::Error;
};
/// A construct that this database can't do and that rowan does not emulate; said when the statement is compiled.
class UnsupportedError : public ArgumentError {
public:
    using ArgumentError::ArgumentError;
};
/// A call that the state of the session, the transaction or the result does not allow.
class StateError : public Error {
public:
    using Error::Error;
};
/// The session's transaction has failed and waits for `rollback()`; the message repeats the first error.
class PendingRollbackError : public StateError {
public:
    using StateError::StateError;
};
/// An object's memory or the session behind a reference is gone, or a relationship was not brought along.
class DetachedError : public StateError {
public:
    using StateError::StateError;
};
/// Two objects would stand for one row in one session.
class IdentityConflict : public StateError {
public:
    using StateError::StateError;
};

// --- results that are not as asked --------------------------------------------------------------------------------

/// `one()` found no row.
class NoResultFound : public Error {
public:
    using Error::Error;
};
/// `one()` or `one_or_none()` found more than one row.
class MultipleResultsFound : public Error {
public:
    using Error::Error;
};
/// A row that was to be updated or deleted is gone, or has another version than the one read.
class StaleDataError : public Error {
public:
    using Error::Error;
};

// --- what the database answered -----------------------------------------------------------------------------------

/// Any error of the database or its driver that has no class of its own below.
class DatabaseError : public Error {
public:
    using Error::Error;
};
/// A constraint was violated: unique, foreign key, NOT NULL, CHECK.
class IntegrityError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};
/// The SQL itself: syntax, an unknown table or column, a wrong number of parameters.
class ProgrammingError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};
/// A value that a column or a member can't hold; names table, column and value.
class DataError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};
/// The database's operation, not the program's: lost connection, disk full, file not readable, out of memory.
class OperationalError : public DatabaseError {
public:
    using DatabaseError::DatabaseError;
};
/// The connection is gone. What was not committed is lost; the pool opens another.
class DisconnectedError : public OperationalError {
public:
    using OperationalError::OperationalError;
};
/// Nobody knows whether a COMMIT took effect, for the connection broke while it was under way.
class CommitUnknownError : public DisconnectedError {
public:
    using DisconnectedError::DisconnectedError;
};
/// The transaction can't be serialised with others, or was chosen to end a deadlock; running it again may succeed.
class SerializationError : public OperationalError {
public:
    using OperationalError::OperationalError;
};
/// Waiting for a lock, a connection of the pool, or a statement took longer than allowed.
class TimeoutError : public OperationalError {
public:
    using OperationalError::OperationalError;
};
/// The statement was interrupted on request.
class CancelledError : public OperationalError {
public:
    using OperationalError::OperationalError;
};
/// The database or the transaction is read-only.
class ReadOnlyError : public OperationalError {
public:
    using OperationalError::OperationalError;
};

}  // namespace rowan
