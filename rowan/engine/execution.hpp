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

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <rowan/drivers/driver.hpp>

namespace rowan {

struct Compiled;
class Connection;
class Error;

namespace detail {
class ConnectionState;
struct PreparedStatement;
}  // namespace detail

/// A compiled statement that caches may share; its address is its identity.
using CompiledStatement = std::shared_ptr<const Compiled>;

/// Takes the prepared statement from the connection's cache (a second copy, if it is being executed already), begins the
/// connection's transaction if none is open, tells the listeners, and adds SQL and parameters to the exceptions that
/// pass. Lives in one scope, within the life of its connection; one thread.
class Execution {
public:
    /// Prepares. Throws ProgrammingError for bad SQL, and PendingRollbackError if the database has ended the transaction
    /// and nobody has called `rollback` yet.
    Execution(Connection& connection, const CompiledStatement& compiled);
    Execution(detail::ConnectionState& connection, const CompiledStatement& compiled);
    /// The same for SQL as the database takes it. It is prepared anew each time.
    Execution(Connection& connection, std::string_view sql);
    Execution(detail::ConnectionState& connection, std::string_view sql);
    Execution(const Execution&) = delete;
    Execution& operator=(const Execution&) = delete;
    /// `finish`, without exceptions.
    ~Execution();

    // Parameters, from 0. Values and objects are not copied: they must live until the next `reset`, `run` or `finish`.
    void bind(int parameter, const Value& value, std::int8_t digits = -1);
    void bind(int parameter, Value&& value, std::int8_t digits = -1) = delete;
    void bind_fields(int first, std::span<const driver::FieldSlot> fields, const void* object);

    /// Executes, or goes on: true while there is a row.
    bool step();
    /// Ends this round: parameters may be bound anew and `step` executes again. Never throws.
    void reset() noexcept;
    /// Executes to the end and resets; rows are dropped. Gives the affected rows.
    std::int64_t run();
    /// Ends the execution and tells the listeners. Later calls do nothing.
    void finish();

    int parameter_count() const { return statement_->parameter_count(); }
    int column_count() const { return statement_->column_count(); }
    std::string_view column_name(int column) const { return statement_->column_name(column); }
    // Of the current row.
    Value value(int column) const;
    bool is_null(int column) const { return statement_->is_null(column); }
    void read(int first, std::span<const driver::FieldSlot> fields, void* object) const;

    /// Rows inserted, updated or deleted in the last round, and in all.
    std::int64_t affected_rows() const { return statement_->affected_rows(); }
    std::int64_t total_affected_rows() const noexcept { return total_affected_; }
    std::int64_t last_insert_id() const { return statement_->last_insert_id(); }

    std::string_view sql() const noexcept { return sql_; }
    /// The parameters that are bound, as in a log line; "[hidden]" if the engine hides them.
    std::string parameters() const;

private:
    friend class detail::ConnectionState;
    struct Binding {
        int first = 0;
        std::int8_t digits = -1;
        const Value* value = nullptr;                    // either this
        std::span<const driver::FieldSlot> fields{};     // or these, in
        const void* object = nullptr;
    };
    class Bindings;

    void prepare(std::string_view sql, const CompiledStatement* compiled);
    void record(const Binding& binding);
    void start();
    void tell_finished(const Error* error);
    [[noreturn]] void fail(const Error& error) const;
    std::int64_t reported_rows() const;

    detail::ConnectionState& connection_;
    driver::Statement* statement_ = nullptr;
    detail::PreparedStatement* prepared_ = nullptr;      // in the connection's cache …
    std::unique_ptr<driver::Statement> own_{};           // … or not
    std::string own_sql_{};
    std::string_view sql_{};
    static constexpr int inline_bindings = 4;
    Binding bindings_[inline_bindings]{};
    int binding_count_ = 0;
    std::unique_ptr<Bindings> more_bindings_{};
    std::chrono::steady_clock::time_point began_{};
    std::int64_t rounds_ = 0;
    std::int64_t rows_ = 0;
    std::int64_t total_affected_ = 0;
    bool cached_ = false;
    bool in_round_ = false;
    bool finished_ = false;
    bool listened_ = false;
};

}  // namespace rowan
