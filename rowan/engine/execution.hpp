// rowan/engine/execution.hpp: one statement being executed, close to the driver.
//
// What the ORM and bulk operations run on: no Row and no Value between the database and a struct.
//
//     rowan::Execution execution(connection, compiled);
//     execution.bind(0, 30);
//     while (execution.step())
//         execution.read(0, fields, &users.emplace_back());
//
//     for (const User& user : users) {                  // a batch: one prepared statement, many sets of parameters
//         insert.bind_fields(0, fields, &user);
//         insert.run();
//     }
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/engine/parameters.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

struct ParameterSource;  // dialects/compiled.hpp

struct Compiled;
class Connection;
class Error;
class Statement;

namespace detail {
class ConnectionState;
struct PreparedStatement;
}  // namespace detail

/// A compiled statement that caches may share; its address is its identity.
using CompiledStatement = std::shared_ptr<const Compiled>;

/// Takes the prepared statement from the connection's cache (a second copy, if it is being executed already), begins
/// the connection's transaction if none is open, tells the listeners, and adds SQL and parameters to the exceptions
/// that pass. Lives in one scope, within the life of its connection, in one thread. When the transaction or the
/// connection ends, it ends: `step` is then a StateError.
class Execution {
public:
    /// Prepares. Throws ProgrammingError for bad SQL, and PendingRollbackError if the database has ended the
    /// transaction and nobody has called `rollback` yet.
    Execution(Connection& connection, const CompiledStatement& compiled);
    Execution(detail::ConnectionState& connection, const CompiledStatement& compiled);
    /// Finds the statement compiled in the caches, or compiles it, and binds its values and the named parameters, both
    /// of which must live until the execution ends. Throws also as Dialect::compile, and ArgumentError for a parameter
    /// that is missing or that the statement does not have.
    Execution(Connection& connection, const Statement& statement, const Parameters& parameters = Parameters());
    Execution(detail::ConnectionState& connection, const Statement& statement, const Parameters& parameters);
    /// SQL as the database takes it. It is prepared anew each time.
    Execution(Connection& connection, std::string_view sql);
    Execution(detail::ConnectionState& connection, std::string_view sql);
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    /// `finish`, without exceptions.
    ~Execution();

    // Parameters, from 0. Values and objects are not copied: they must live until the next `reset`, `run` or `finish`.
    // `digits`: as in driver::FieldSlot.
    void bind(int parameter, const Value& value, std::int8_t digits = -1);
    void bind(int parameter, Value&& value, std::int8_t digits = -1) = delete;
    /// Binds the value of a parameter of the statement. A value that the column to which it is assigned has no room for
    /// is a DataError that names the column.
    void bind(int parameter, const Value& value, const ParameterSource& source);
    void bind_fields(int first, std::span<const driver::FieldSlot> fields, const void* object);
    /// One parameter that is an array: the same field of many objects, see driver::Statement::bind_column. Field and
    /// list must live as long as the objects.
    void bind_column(int parameter, const driver::FieldSlot& field, std::span<const void* const> objects);

    /// All parameters, of many objects: `run` executes for each, see driver::Statement::bind_many.
    void bind_many(std::span<const driver::FieldSlot> fields, std::span<const void* const> objects);

    /// One parameter that is an array of values, see driver::Statement::bind_array.
    void bind_array(int parameter, std::span<const Value> values);

    /// Binds all parameters as the compiled statement plans them: `values` and `arrays` as sql::Shape collects them
    /// from a statement of its shape, and the named ones. ArgumentError as for the constructor.
    void bind_all(std::span<const Value* const> values, std::span<const std::span<const Value>> arrays,
                  const Parameters& parameters);

    /// Asks for the rows of the next round one by one, see driver::Statement::stream.
    void stream() { statement().stream(); }
    /// Executes, or goes on: true while there is a row.
    bool step();
    /// Ends this round: parameters may be bound anew, and `step` executes again. Never throws.
    void reset() noexcept;
    /// Executes to the end and resets; rows are dropped. Gives the affected rows.
    std::int64_t run();
    /// As run(), of a statement that gives no rows; where the driver can do that, its answer is waited for later, by
    /// finish_queue() or by one of these, which throws then what has failed: an error that says which it was.
    void run_later();
    void finish_queue();
    /// Ends the execution and tells the listeners. Later calls do nothing; what needs the statement is a StateError
    /// then.
    void finish();

    int parameter_count() const { return statement().parameter_count(); }
    /// Before the first step, the database may have to be asked.
    int column_count() const;
    std::string_view column_name(int column) const { return statement().column_name(column); }
    /// How many rows the statement gave when this connection executed it last, which is a good guess of what it will
    /// give now; 0 if it was not executed.
    std::size_t expected_rows() const noexcept;
    // Of the current row.
    Value value(int column) const { return statement().value(column); }
    bool is_null(int column) const { return statement().is_null(column); }
    void read(int first, std::span<const driver::FieldSlot> fields, void* object) const;

    /// Rows inserted, updated or deleted in the last round, and in all.
    std::int64_t affected_rows() const noexcept { return affected_; }
    std::int64_t total_affected_rows() const noexcept { return total_affected_; }
    /// The key that the database generated in the last round; 0 if it can't tell.
    std::int64_t last_insert_id() const noexcept { return last_insert_id_; }

    std::string_view sql() const noexcept { return sql_; }
    /// Null for SQL that was not compiled.
    const Compiled* compiled() const noexcept { return compiled_.get(); }
    /// The parameters that are bound, as in a log line: "(30, 'ed')"; "[hidden]" if the engine hides them. While
    /// somebody listens, also those of the first rounds: "(1), (2), (3), …".
    std::string parameters() const;

private:
    friend class detail::ConnectionState;
    /// What was bound, to be shown in logs and errors.
    struct Binding {
        int first = 0;
        const Value* value = nullptr;    // either this
        std::span<const Value> array{};  // or these, as one array
        const void* object = nullptr;    // or fields of this
        std::span<const driver::FieldSlot> fields{};
        std::span<const void* const> objects{};  // or one field of these, as one array
        bool is_of_many = false;                 // or a round for each of these
    };

    driver::Statement& statement() const {
        if (statement_ == nullptr) [[unlikely]] {
            throw_ended();
        }
        return *statement_;
    }
    void prepare();
    void record(const Binding& binding);
    void begin_round();
    void count_round() noexcept;
    void end_round() noexcept;
    void give_statement_back(const char* reason) noexcept;
    void tell(const Error* error);
    std::string bound_parameters() const;
    [[noreturn]] void fail(const Error& error);
    [[noreturn]] void fail_in_queue(const Error& error);
    [[noreturn]] void throw_ended() const;
    /// The transaction or the connection ends, for this reason.
    void end_by(const char* reason) noexcept;

    detail::ConnectionState& connection_;
    driver::Statement* statement_ = nullptr;  // null once the execution has ended
    CompiledStatement compiled_{};
    detail::PreparedStatement* prepared_ = nullptr;  // in the connection's cache …
    std::unique_ptr<driver::Statement> own_{};       // … or not
    std::string_view sql_{};
    const char* ended_because_ = "";

    // The connection's list of executions.
    Execution* previous_ = nullptr;
    Execution* next_ = nullptr;

    static constexpr std::size_t inline_bindings = 4;
    std::size_t binding_count_ = 0;
    Binding bindings_[inline_bindings];
    std::vector<Binding> more_bindings_{};
    std::string earlier_parameters_{};  // of rounds that are over; only while somebody listens

    std::chrono::steady_clock::time_point began_{};
    std::int64_t rounds_ = 0;
    std::uint64_t work_ = 0;  // of this round, which interrupt() may end
    std::int64_t rows_ = 0;
    std::int64_t affected_ = 0;
    std::int64_t total_affected_ = 0;
    std::int64_t last_insert_id_ = 0;
    bool cached_ = false;
    bool in_round_ = false;
    bool queues_ = false;  // answers of the statement may be to come
    bool finished_ = false;
    bool listened_ = false;
};

}  // namespace rowan
