// rowan/drivers/driver.hpp: how bytes get to a database and back; the whole interface of a driver on one page.
//
// A driver wraps one client library. It prepares SQL, binds parameters, steps through rows, and reads them: one value
// at a time (`value`), or a whole row straight into a struct (`read`), walking the erased column table in one loop with
// a switch over the column's kind. No virtual call is made per value, and nothing passes through strings or variants.
//
// Drivers report failures as the exceptions of types/error.hpp, without SQL and parameters: the engine adds those.
#pragma once

#include <rowan/types/field.hpp>
#include <rowan/types/sql_type.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rowan {

class Url;

namespace driver {

/// What nearly all members are, as one number: loops over fields handle these first, with one jump, and ask for kind,
/// optional and adapted only of the others.
enum class MemberForm : std::uint8_t {
    other,
    int32,
    int64,
    float64,
    text,
    optional_int32,
    optional_int64,
    optional_float64,
    optional_text,
};

/// A field as a driver's loop wants it: a column of the result, or a parameter, that stands in a struct.
struct FieldSlot {
    std::uint32_t offset = 0;
    Kind kind{};
    MemberForm form = MemberForm::other;
    bool optional : 1 = false;
    bool adapted : 1 = false;
    /// Digits of the fraction that the column keeps: of a timestamp or time 0 to 6, of a decimal its scale; -1: not
    /// said.
    std::int8_t digits = -1;
    const Field* field = nullptr;

    FieldSlot() = default;
    explicit FieldSlot(const Field& f) : FieldSlot(f, f.ops->sql_type) {}
    /// For a column whose type is not the one that the member's type has by itself.
    FieldSlot(const Field& f, const TypeSpec& type)
        : offset(f.offset),
          kind(f.ops->kind),
          form(form_of(*f.ops)),
          optional(f.ops->optional),
          adapted(f.ops->adapted),
          digits(digits_of(type)),
          field(&f) {}

    static MemberForm form_of(const TypeOps& ops) noexcept {
        if (ops.adapted) {
            return MemberForm::other;
        }
        switch (ops.kind) {
            case Kind::int32:
                return ops.optional ? MemberForm::optional_int32 : MemberForm::int32;
            case Kind::int64:
                return ops.optional ? MemberForm::optional_int64 : MemberForm::int64;
            case Kind::float64:
                return ops.optional ? MemberForm::optional_float64 : MemberForm::float64;
            case Kind::text:
                return ops.optional ? MemberForm::optional_text : MemberForm::text;
            default:
                return MemberForm::other;
        }
    }
    static std::int8_t digits_of(const TypeSpec& type) noexcept {
        switch (type.family) {
            case TypeFamily::timestamp:
            case TypeFamily::time:
                return static_cast<std::int8_t>(type.precision);
            case TypeFamily::numeric:
                return type.precision > 0 ? static_cast<std::int8_t>(type.scale) : std::int8_t{-1};
            default:
                return -1;
        }
    }
};

/// How a transaction isolates; `unspecified` is the database's default. A database that has no such level gives the
/// next stricter one, and refuses with UnsupportedError what it can't give at all.
enum class Isolation : std::uint8_t {
    unspecified,
    autocommit,  ///< no transaction: each statement commits by itself
    read_uncommitted,
    read_committed,
    repeatable_read,
    snapshot,
    serializable,
};

/// What a transaction is begun with.
struct BeginMode {
    Isolation isolation = Isolation::unspecified;
    bool read_only = false;
    bool immediate = false;  ///< SQLite: takes the write lock at once; elsewhere without a meaning
};

/// A prepared statement. Indexes of parameters and columns count from 0. Bound text and bytes are not copied: they must
/// live until the next `reset`. One user at a time, in one thread at a time.
class Statement {
public:
    Statement() = default;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    virtual ~Statement() = default;

    virtual int parameter_count() const = 0;
    /// `digits`: as in FieldSlot.
    virtual void bind(int parameter, const Value& value, std::int8_t digits = -1) = 0;
    /// As `bind`, for keys, without a Value between.
    virtual void bind_integer(int parameter, std::int64_t number) { bind(parameter, Value(number)); }
    /// Binds parameters first, first + 1, … to the fields of an object. DataError names table, column and value.
    virtual void bind_fields(int first, std::span<const FieldSlot> fields, const void* object) = 0;
    /// Binds one parameter to an array: the same field of many objects. Texts and JSON documents are elements of type
    /// text. A database without arrays throws UnsupportedError.
    virtual void bind_column(int parameter, const FieldSlot& field, std::span<const void* const> objects);

    /// Binds one parameter to an array of values, which are all of one kind and none of them NULL, JSON or uint64. They
    /// must live until the next `reset`. A database without arrays throws UnsupportedError.
    virtual void bind_array(int parameter, std::span<const Value> values);

    /// Binds all parameters to the fields of many objects: the next execution executes the statement, which gives no
    /// rows, once for each in their order, and `affected_rows` is the sum. What was done before a failure stays done.
    /// Fields and list must live as long as the objects. See Connection::takes_many.
    virtual void bind_many(std::span<const FieldSlot> fields, std::span<const void* const> objects);

    /// Sends an execution with what is bound, of a statement that gives no rows, without waiting for its answer: the
    /// parameters may be bound anew. False where that is not possible, and nothing was done: step() then. After a
    /// failure, which this or finish_queue throws, what was queued behind it is not done; failed_in_queue() executions
    /// were before it. Only inside a transaction.
    virtual bool queue() { return false; }
    /// Waits for all answers; the rows that were affected since the queue began.
    virtual std::int64_t finish_queue() { return 0; }
    virtual std::size_t failed_in_queue() const noexcept { return 0; }

    /// Asks for the rows of the next execution one by one, so that a result of any size needs little memory. Otherwise
    /// a driver may fetch the whole result with the first row, which is faster, and leaves the connection free. Holds
    /// until `reset`.
    virtual void stream() {}
    /// Executes, or goes on: true while there is a row.
    virtual bool step() = 0;
    /// Ends an execution; bound values may go. Never throws.
    virtual void reset() noexcept = 0;

    virtual int column_count() const = 0;
    virtual std::string_view column_name(int column) const = 0;
    /// Column `column` of the current row, owned.
    virtual Value value(int column) const = 0;
    /// Columns first, first + 1, … of the current row into the fields of an object. DataError as for bind_fields.
    virtual void read(int first, std::span<const FieldSlot> fields, void* object) const = 0;
    /// Whether a column of the current row is NULL.
    virtual bool is_null(int column) const = 0;

    /// Rows that the last execution inserted, updated or deleted (matched, not only changed).
    virtual std::int64_t affected_rows() const = 0;
    /// The key that the database generated for the row that the last execution inserted; 0 if it can't tell.
    virtual std::int64_t last_insert_id() const = 0;
};

/// What one call of Connection::copy_in did.
struct CopiedRows {
    std::size_t taken = 0;      ///< objects, from the first
    std::int64_t inserted = 0;  ///< rows, of which a trigger may have made fewer
};

/// A connection. One thread at a time, except for `interrupt`.
class Connection {
public:
    Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    virtual ~Connection() = default;

    /// Prepares one statement. Throws ProgrammingError for bad SQL; a driver may leave that to the first call that
    /// needs the database, `column_count` or `step`.
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    /// Executes statements without parameters and rows: a script, BEGIN, COMMIT, DDL.
    virtual void execute(std::string_view sql) = 0;
    /// Inserts objects by the database's way for many rows (COPY), where that is one: the first of them, as many as
    /// make a portion. `table` and `columns` are quoted as SQL wants them. DataError names table, column and value; a
    /// failure leaves no row of the call. A database without such a way throws UnsupportedError.
    virtual CopiedRows copy_in(std::string_view table, std::span<const std::string> columns,
                               std::span<const FieldSlot> fields, std::span<const void* const> objects);

    /// Whether a statement executes for many objects in few round trips (Statement::bind_many). False: it throws
    /// UnsupportedError.
    virtual bool takes_many() const noexcept { return false; }

    /// Transactions. `commit` that fails may leave the transaction open (ask `in_transaction`). If the connection is
    /// lost, it throws CommitUnknownError unless the COMMIT was surely not sent, in which case a DisconnectedError says
    /// that the transaction is undone. `rollback` without one does nothing.
    virtual void begin(const BeginMode& mode) = 0;
    virtual void commit() = 0;
    virtual void rollback() = 0;
    virtual void savepoint(std::string_view name) = 0;
    /// Ends a savepoint, keeping its changes.
    virtual void release_savepoint(std::string_view name) = 0;
    /// Undoes and ends a savepoint.
    virtual void rollback_to_savepoint(std::string_view name) = 0;

    /// Whether the database makes a key for a row whose INSERT leaves this column, an integer that is the whole primary
    /// key, out. True also where nobody can tell beforehand.
    virtual bool generates_key(const std::string& /*schema*/, const std::string& /*table*/,
                               const std::string& /*column*/) const {
        return true;
    }

    /// Whether Statement::affected_rows counts what is inserted into this table. Not of a view whose triggers insert
    /// elsewhere, which some databases do not count.
    virtual bool counts_inserts(const std::string& /*schema*/, const std::string& /*table*/) const { return true; }

    /// Whether a transaction is open, as the database sees it. False also if the connection `is_lost`.
    virtual bool in_transaction() const = 0;
    /// Whether the connection is known to have ended, and a transaction with it that was open. Asks nobody.
    virtual bool is_lost() const noexcept { return false; }
    /// Whether the connection still works; may ask the database. Never throws.
    virtual bool alive() noexcept = 0;
    /// Makes a running statement end with CancelledError. From any thread. Never throws.
    virtual void interrupt() noexcept = 0;
    /// "3.40.1" as 3040001, "15.20" as 15020000: major * 1 000 000 + minor * 1 000 + patch.
    virtual int server_version() const = 0;
    /// The client library's own handle (sqlite3*), for what rowan does not wrap.
    virtual void* native_handle() noexcept = 0;
};

/// Opens the connections of one engine. Thread-safe.
class Driver {
public:
    Driver() = default;
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;
    virtual ~Driver() = default;

    virtual std::string_view name() const = 0;
    /// Whether each connection to this URL would be a database of its own (SQLite in memory), so that an engine may
    /// have only one.
    virtual bool single_connection(const Url& url) const = 0;
    /// Throws OperationalError if the database can't be reached or opened, ArgumentError for an option that the driver
    /// does not know.
    virtual std::unique_ptr<Connection> connect(const Url& url) const = 0;
};

}  // namespace driver
}  // namespace rowan
