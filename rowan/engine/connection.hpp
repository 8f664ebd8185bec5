// rowan/engine/connection.hpp: a connection of the pool, for the time of a scope.
//
//     rowan::Connection connection = engine.connect();
//     auto result = connection.execute(text("SELECT * FROM users WHERE age > :age"), {{"age", 30}});
//     for (const rowan::Row& row : result.fetch_all()) …
//     connection.execute(text("DELETE FROM users WHERE age > 90"));
//     connection.commit();
//
// The first statement begins a transaction, which `commit` or `rollback` ends; the next statement begins another. What
// was not committed when the connection leaves its scope is rolled back. `begin` gives a Transaction for a scope
// instead.
#pragma once

#include <rowan/engine/parameters.hpp>
#include <rowan/engine/result.hpp>
#include <rowan/engine/row.hpp>
#include <rowan/engine/transaction.hpp>
#include <rowan/engine/typed_row.hpp>
#include <rowan/sql/statement.hpp>

#include <concepts>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace rowan {

class Dialect;
class Engine;
struct Compiled;

namespace driver {
class Connection;
}

namespace detail {

class ConnectionState;

/// A range whose elements lie one behind the other and may be mapped structs.
template <class Rows>
concept row_range = requires(const std::remove_reference_t<Rows>& rows) {
    requires std::is_class_v<std::remove_cvref_t<decltype(*rows.data())>>;
    rows.size();
} && !std::same_as<std::remove_cvref_t<Rows>, std::vector<Parameters>>;

template <class S>
concept sql_as_string = std::is_convertible_v<const S&, std::string_view>;
template <class S>
Result refuse_sql_as_string() {
    static_assert(
        !sql_as_string<S>,
        "rowan: SQL is executed as text(\"...\") with its values apart: execute(text(\"SELECT :x\"), {{\"x\", "
        "1}}); a string made at run time is spelt text(rowan::unsafe(sql))");
    throw;
}

}  // namespace detail

/// Moves, does not copy. One thread at a time, except for `interrupt`. Every function that sends SQL throws what the
/// database answers (see types/error.hpp), with SQL and parameters; and PendingRollbackError if the database has ended
/// the transaction after an error and `rollback` was not called yet.
class Connection {
public:
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;
    /// Rolls back what was not committed and gives the connection back to the pool. Throws nothing.
    ~Connection();

    // --- statements

    /// Executes, and reads the whole result. `parameters` are the values of the statement's named parameters; one that
    /// is missing or unknown is an ArgumentError.
    Result execute(const Statement& statement, const Parameters& parameters = {});
    /// The same for statements that say the types of their columns: gives typed rows (see typed_row.hpp).
    template <template <class...> class S, class... Items>
        requires(std::derived_from<S<Items...>, Statement> && detail::typed_items<Items...>)
    TypedResult<Items...> execute(const S<Items...>& statement, const Parameters& parameters = {}) {
        return TypedResult<Items...>(state(), statement, parameters);
    }
    /// SQL is a Statement, not a string.
    template <detail::sql_as_string S>
    Result execute(const S&, const Parameters& = {}) {
        return detail::refuse_sql_as_string<S>();
    }
    /// Executes once per set, as a batch; the result gives no rows. An INSERT without values, `insert(users)`, takes
    /// the names of the first set for its columns; the other sets must have the same. In no set: does nothing.
    template <std::same_as<std::vector<Parameters>> Sets>
    Result execute(const Statement& statement, const Sets& sets) {
        return execute_many(statement, sets);
    }
    /// As `execute`, but rows are read from the database one by one as they are asked for. Ends with the transaction.
    Result stream(const Statement& statement, const Parameters& parameters = {});
    /// The first column of the first row; NULL if there is none.
    Value scalar(const Statement& statement, const Parameters& parameters = {});
    /// SQL just as the database takes it, with its own placeholders.
    Result exec_driver_sql(std::string_view sql, std::span<const Value> values = {});
    /// Statements separated by ';', without parameters; rows are dropped.
    void run_script(std::string_view sql);

    // --- plain values of mapped structs, with no session (defined in orm/fetch.hpp and orm/bulk.hpp)

    /// All rows.
    template <class T>
    std::vector<T> fetch(const Statement& statement, const Parameters& parameters = {});
    /// The only row. Throws NoResultFound or MultipleResultsFound.
    template <class T>
    T fetch_one(const Statement& statement, const Parameters& parameters = {});
    /// The only row, or none. Throws MultipleResultsFound.
    template <class T>
    std::optional<T> fetch_optional(const Statement& statement, const Parameters& parameters = {});
    /// Calls `visit(T&)` with each row, as it comes; one that gives false ends the loop.
    template <class T, class Visit>
    void for_each(const Statement& statement, Visit&& visit);
    template <class T, class Visit>
    void for_each(const Statement& statement, const Parameters& parameters, Visit&& visit);
    /// The row of this primary key (its columns in order), or none.
    template <class T, class... Key>
    std::optional<T> get(const Key&... key);
    /// `insert<User>()`, also with on_conflict_do_update, or `update<User>()`, for every element of a vector, span or
    /// array of users.
    template <detail::row_range Rows>
    Result execute(const Statement& statement, Rows&& rows);

    // --- transactions

    /// Begins a transaction. StateError if one is open, be it by itself.
    Transaction begin(const TransactionOptions& options = {});
    /// Begins a savepoint, in the open transaction or in one that is begun for it.
    Transaction begin_nested();
    /// Commit and roll back the open transaction, with all savepoints; nothing happens without one.
    void commit();
    void rollback();
    bool in_transaction() const noexcept;
    bool in_nested_transaction() const noexcept;
    /// What transactions that begin by themselves, or that ask for nothing else, are begun with. StateError inside a
    /// transaction.
    void set_transaction_options(const TransactionOptions& options);

    // --- the connection itself

    /// Makes what is under way end with CancelledError: the statement that runs now, the rows that are still being read
    /// from a stream, a bulk insert. From any thread, as long as the Connection lives.
    void interrupt() noexcept;
    /// Says that the connection is not fit for use: it is closed instead of given back. What was not committed is lost.
    void invalidate();
    /// Gives it back now. Every other call is then a StateError.
    void close() noexcept;
    bool is_closed() const noexcept;

    Engine engine() const;
    const Dialect& dialect() const;
    /// Its number in the engine, as in events.
    std::uint64_t id() const;
    /// Statements sent since it was taken from the pool.
    std::uint64_t statement_count() const;
    /// For what rowan does not wrap; see driver::Connection::native_handle.
    driver::Connection& driver_connection();
    /// The statement compiled, from the cache of the engine. Throws as Dialect::compile.
    std::shared_ptr<const Compiled> compile(const Statement& statement);

    /// Internal: see engine/internal/connection_state.hpp.
    explicit Connection(std::shared_ptr<detail::ConnectionState> state) noexcept;
    detail::ConnectionState& state() const;

private:
    Result execute_many(const Statement& statement, std::span<const Parameters> sets);
    static Result batch_result(std::int64_t affected_rows, std::int64_t last_insert_id);

    std::shared_ptr<detail::ConnectionState> state_;
};

}  // namespace rowan
