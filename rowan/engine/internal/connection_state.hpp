// rowan/engine/internal/connection_state.hpp: a connection that is taken from the pool, and its transaction.
#pragma once

#include <rowan/engine/engine.hpp>
#include <rowan/engine/execution.hpp>
#include <rowan/engine/internal/engine_state.hpp>
#include <rowan/engine/internal/pool.hpp>
#include <rowan/engine/transaction.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// Shared by the Connection and by what may outlive its scope by mistake: transactions and streams. The Connection
/// closes it; all calls but `close` are then StateErrors.
class ConnectionState : public std::enable_shared_from_this<ConnectionState> {
public:
    ConnectionState(std::shared_ptr<EngineState> engine, std::unique_ptr<PooledConnection> pooled);
    ConnectionState(const ConnectionState&) = delete;
    ConnectionState& operator=(const ConnectionState&) = delete;
    ~ConnectionState() { close(); }

    bool is_closed() const noexcept { return pooled_ == nullptr; }
    void close() noexcept;
    void invalidate();
    void interrupt() noexcept;

    EngineState& engine() noexcept { return *engine_; }
    /// StateError if it is closed, or belongs to a parent process.
    PooledConnection& pooled() {
        if (!pooled_ || pooled_->fork != fork_generation()) [[unlikely]] {
            throw_unusable();
        }
        return *pooled_;
    }
    driver::Connection& driver() { return *pooled().connection; }
    std::uint64_t statement_count();

    // --- statements
    /// The statement compiled, and read into the connection's shape.
    const CompiledStatement& compile(const Statement& statement);
    /// Statements without parameters, separated by ';'.
    void run_script(std::string_view sql);
    /// driver::Connection::copy_in; `sql` is what is told of it. An UnsupportedError says that nothing was sent.
    driver::CopiedRows copy_in(std::string_view sql, std::string_view table, std::span<const std::string> columns,
                               std::span<const driver::FieldSlot> fields, std::span<const void* const> objects);
    /// Called before each round of an execution: begins a transaction if there is none. `text` is what will be sent.
    void before_execution(std::string_view text) {
        PooledConnection& connection = pooled();
        begin_if_needed();
        connection.executed.store(connection.executed.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
        connection.last_sql.set(text);
    }
    /// Something of several steps begins that interrupt() ends; its number, for check_interrupted before each step.
    std::uint64_t begin_work() noexcept {
        const std::uint64_t work = works_.load(std::memory_order_relaxed) + 1;
        works_.store(work, std::memory_order_release);
        return work;
    }
    /// CancelledError if interrupt() was called since this work began.
    void check_interrupted(std::uint64_t work) const {
        if (interrupted_.load(std::memory_order_relaxed) >= work) [[unlikely]] {
            throw_interrupted();
        }
    }
    /// After an error: finds out what became of the transaction.
    void after_error(const Error& error) noexcept;
    /// After an execution: the program may have said COMMIT or ROLLBACK itself, or DDL may have committed.
    void after_execution() noexcept;
    void add(Execution& execution) noexcept;
    void remove(Execution& execution) noexcept;

    // --- transactions
    const TransactionOptions& transaction_options() const noexcept { return options_; }
    void set_transaction_options(const TransactionOptions& options);
    /// StateError if one is open.
    void begin(const TransactionOptions& options);
    void begin_if_needed() {
        if (phase_ != Phase::active) [[unlikely]] {
            begin_or_refuse();
        }
    }
    void begin_nested();
    void commit();
    void rollback();
    /// Savepoints count from 1.
    void release_savepoint(int level);
    void rollback_to_savepoint(int level);
    bool in_transaction() const noexcept { return phase_ != Phase::none; }
    int depth() const noexcept { return static_cast<int>(savepoints_.size()); }
    /// Which transaction (level 0) or savepoint it is; 0 if there is none at this level.
    std::uint64_t serial(int level) const noexcept;

    void tell(ConnectionAction action, std::string_view savepoint = {});

private:
    enum class Phase : std::uint8_t {
        none,
        active,
        lost,       // the database has ended it after an error, and the program does not know yet
        committed,  // DDL has committed what was done so far; the next statement begins it again
    };
    struct Savepoint {
        std::uint64_t serial;
        std::string name;
    };

    [[noreturn]] void throw_unusable() const;
    [[noreturn]] static void throw_interrupted();
    void begin_or_refuse();
    /// Begins the transaction in the database, as `mode_` says.
    void send_begin();
    void require_not_lost() const;
    void end_executions(const char* reason) noexcept;
    void end_transaction() noexcept;
    /// Sends one of the statements that begin and end transactions, and names it in what is thrown.
    template <class Send>
    void send(std::string_view sql, Send&& send);

    std::shared_ptr<EngineState> engine_;
    std::unique_ptr<PooledConnection> pooled_;
    std::uint64_t executed_before_ = 0;
    TransactionOptions options_{};
    Phase phase_ = Phase::none;
    bool autocommit_ = false;   // the open transaction is none for the database
    driver::BeginMode mode_{};  // of the open transaction
    std::uint64_t last_serial_ = 0;
    std::uint64_t transaction_serial_ = 0;
    std::vector<Savepoint> savepoints_;
    std::string lost_because_;
    Execution* executions_ = nullptr;
    std::atomic<std::uint64_t> works_ = 0;        // that have begun; counted by the connection's own thread
    std::atomic<std::uint64_t> interrupted_ = 0;  // all up to this one, by any thread
};

}  // namespace rowan::detail
