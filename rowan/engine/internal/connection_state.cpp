#include <rowan/engine/internal/connection_state.hpp>

#include <rowan/engine/internal/error_context.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

namespace rowan::detail {

ConnectionState::ConnectionState(std::shared_ptr<EngineState> engine, std::unique_ptr<PooledConnection> pooled)
    : engine_(std::move(engine)), pooled_(std::move(pooled)) {
    options_.isolation = engine_->options().isolation_level;
    executed_before_ = pooled_->executed.load(std::memory_order_relaxed);
}

void ConnectionState::throw_unusable() const {
    if (!pooled_) {
        throw StateError("the connection is closed: it went back to the pool");
    }
    throw StateError("this connection was opened before fork(); the child process has to take one of its own");
}

std::uint64_t ConnectionState::statement_count() {
    return pooled().executed.load(std::memory_order_relaxed) - executed_before_;
}

void ConnectionState::tell(ConnectionAction action, std::string_view savepoint) {
    engine_->tell({.action = action, .connection = pooled_->id, .savepoint = savepoint});
}

void ConnectionState::close() noexcept {
    if (!pooled_) {
        return;
    }
    end_executions("the connection was closed");
    if (pooled_->fork == fork_generation()) {
        if (phase_ != Phase::none) {
            try {
                rollback();
            } catch (...) {
                pooled_->invalid = true;
            }
        }
        try {
            // What the program began by SQL of its own ends, too.
            if (pooled_->connection->in_transaction()) {
                pooled_->connection->rollback();
            }
            // Also what was asked of the driver without a statement of the program may have met it.
            if (pooled_->connection->is_lost()) {
                pooled_->invalid = pooled_->lost = true;
            }
            tell(pooled_->invalid ? ConnectionAction::invalidate : ConnectionAction::checkin);
        } catch (...) {
            pooled_->invalid = true;
        }
    }
    end_transaction();
    engine_->pool().give_back(std::move(pooled_));
}

void ConnectionState::invalidate() {
    pooled().invalid = true;
    close();
}

void ConnectionState::interrupt() noexcept {
    if (pooled_) {
        interrupted_.store(works_.load(std::memory_order_acquire), std::memory_order_relaxed);
        pooled_->connection->interrupt();
    }
}

template <class Send>
void ConnectionState::send(std::string_view sql, Send&& send) {
    try {
        send();
    } catch (const Error& error) {
        after_error(error);
        rethrow_with_sql(error, sql, {});
    }
}

// --- statements ---------------------------------------------------------------------------------------------------

const CompiledStatement& ConnectionState::compile(const Statement& statement) {
    PooledConnection& connection = pooled();
    sql::Shape& shape = connection.shape;
    shape.read(statement, engine_->dialect().capabilities().any_of_array);
    if (const CompiledStatement* found = connection.front_cache.find(shape.hash(), shape.bytes())) {
        connection.cache_hits.store(connection.cache_hits.load(std::memory_order_relaxed) + 1,
                                    std::memory_order_relaxed);
        return *found;
    }
    StatementCache& cache = engine_->statement_cache();
    CompiledStatement compiled = cache.find(shape.hash(), shape.bytes());
    if (!compiled) {
        compiled = std::make_shared<const Compiled>(engine_->dialect().compile(statement));
        cache.insert(shape.hash(), shape.bytes(), compiled);
    }
    connection.front_cache.insert(shape.hash(), shape.bytes(), compiled);
    connection.last_compiled = std::move(compiled);
    return connection.last_compiled;
}

void ConnectionState::throw_interrupted() {
    throw CancelledError("interrupt() was called: what was under way is not done to its end");
}

void ConnectionState::run_script(std::string_view sql) {
    before_execution(sql);
    send(sql, [&] { pooled_->connection->execute(sql); });
    after_execution();
    if (engine_->listened()) {
        engine_->tell_after({.sql = sql, .connection = pooled_->id});
    }
}

driver::CopiedRows ConnectionState::copy_in(std::string_view sql, std::string_view table,
                                            std::span<const std::string> columns,
                                            std::span<const driver::FieldSlot> fields,
                                            std::span<const void* const> objects) {
    before_execution(sql);
    const auto began = std::chrono::steady_clock::now();
    driver::CopiedRows copied;
    send(sql, [&] { copied = pooled_->connection->copy_in(table, columns, fields, objects); });
    after_execution();
    if (engine_->listened()) {
        engine_->tell_after({.sql = sql,
                             .connection = pooled_->id,
                             .rows = copied.inserted,
                             .duration = std::chrono::steady_clock::now() - began});
    }
    return copied;
}

void ConnectionState::after_error(const Error& error) noexcept {
    if (!pooled_) {
        return;
    }
    if (dynamic_cast<const DisconnectedError*>(&error) != nullptr) {
        pooled_->invalid = true;
        pooled_->lost = true;
    }
    if (phase_ == Phase::active && !autocommit_ && !pooled_->connection->in_transaction()) {
        phase_ = Phase::lost;
        lost_because_ = error.what();
        end_executions("the database rolled back the transaction after an error");
    }
}

void ConnectionState::after_execution() noexcept {
    // If the connection is lost, the next statement, or the commit, says so.
    if (phase_ != Phase::active || autocommit_ || pooled_->connection->in_transaction() ||
        pooled_->connection->is_lost()) {
        return;
    }
    if (engine_->dialect().capabilities().transactional_ddl) {
        end_transaction();
    } else {
        // Whoever began the transaction goes on in it: what follows DDL is committed or rolled back as a whole, too.
        phase_ = Phase::committed;
        savepoints_.clear();
    }
}

void ConnectionState::add(Execution& execution) noexcept {
    execution.next_ = executions_;
    if (executions_ != nullptr) {
        executions_->previous_ = &execution;
    }
    executions_ = &execution;
}

void ConnectionState::remove(Execution& execution) noexcept {
    (execution.previous_ == nullptr ? executions_ : execution.previous_->next_) = execution.next_;
    if (execution.next_ != nullptr) {
        execution.next_->previous_ = execution.previous_;
    }
    execution.previous_ = execution.next_ = nullptr;
}

void ConnectionState::end_executions(const char* reason) noexcept {
    while (executions_ != nullptr) {
        executions_->end_by(reason);  // removes it
    }
}

// --- transactions -------------------------------------------------------------------------------------------------

void ConnectionState::set_transaction_options(const TransactionOptions& options) {
    if (phase_ != Phase::none) {
        throw StateError("the options of transactions can't be set inside one: commit() or rollback() first");
    }
    options_ = options;
    if (options_.isolation == Isolation::unspecified) {
        options_.isolation = engine_->options().isolation_level;
    }
}

void ConnectionState::begin(const TransactionOptions& options) {
    if (phase_ != Phase::none) {
        throw StateError(
            "a transaction is open already (the first statement begins one by itself): commit() or rollback() "
            "first, or use begin_nested()");
    }
    const Isolation isolation = options.isolation == Isolation::unspecified ? options_.isolation : options.isolation;
    autocommit_ = isolation == Isolation::autocommit;
    mode_ = {.isolation = isolation, .read_only = options.read_only, .immediate = options.immediate};
    send_begin();
    transaction_serial_ = ++last_serial_;
    tell(ConnectionAction::begin);
}

void ConnectionState::send_begin() {
    driver::Connection& connection = driver();
    if (!autocommit_) {
        send("BEGIN", [&] { connection.begin(mode_); });
    }
    phase_ = Phase::active;
}

void ConnectionState::require_not_lost() const {
    if (phase_ == Phase::lost) [[unlikely]] {
        throw PendingRollbackError(
            "the database has rolled back this transaction after an error; call rollback() before anything else. "
            "The error was: " +
            lost_because_);
    }
}

void ConnectionState::begin_or_refuse() {
    require_not_lost();
    if (phase_ == Phase::committed) {
        send_begin();
    } else if (options_.isolation != Isolation::autocommit) {
        begin(options_);
    }
}

void ConnectionState::begin_nested() {
    driver::Connection& connection = driver();
    require_not_lost();
    if (phase_ == Phase::none) {
        begin(options_);
    } else if (phase_ == Phase::committed) {
        send_begin();
    }
    if (autocommit_) {
        throw StateError(
            "a savepoint needs a transaction, and this connection commits each statement by itself "
            "(Isolation::autocommit)");
    }
    const std::uint64_t serial = ++last_serial_;
    std::string name = "rowan_" + std::to_string(savepoints_.size() + 1);
    send("SAVEPOINT " + name, [&] { connection.savepoint(name); });
    savepoints_.push_back({serial, std::move(name)});
    tell(ConnectionAction::savepoint, savepoints_.back().name);
}

void ConnectionState::end_transaction() noexcept {
    phase_ = Phase::none;
    autocommit_ = false;
    transaction_serial_ = 0;
    savepoints_.clear();
    lost_because_.clear();
}

void ConnectionState::commit() {
    if (phase_ == Phase::none) {
        return;
    }
    driver::Connection& connection = driver();
    require_not_lost();
    end_executions("the transaction was committed");
    if (!autocommit_ && phase_ != Phase::committed) {
        send("COMMIT", [&] { connection.commit(); });
    }
    end_transaction();
    tell(ConnectionAction::commit);
}

void ConnectionState::rollback() {
    if (phase_ == Phase::none) {
        return;
    }
    driver::Connection& connection = driver();
    end_executions("the transaction was rolled back");
    const bool needed = !autocommit_ && !pooled_->invalid;
    end_transaction();
    if (needed) {
        try {
            send("ROLLBACK", [&] { connection.rollback(); });
        } catch (...) {
            pooled_->invalid = true;
            throw;
        }
    }
    tell(ConnectionAction::rollback);
}

void ConnectionState::release_savepoint(int level) {
    driver::Connection& connection = driver();
    require_not_lost();
    const std::string name = savepoints_[static_cast<std::size_t>(level - 1)].name;
    send("RELEASE SAVEPOINT " + name, [&] { connection.release_savepoint(name); });
    savepoints_.resize(static_cast<std::size_t>(level - 1));
    tell(ConnectionAction::release_savepoint, name);
}

void ConnectionState::rollback_to_savepoint(int level) {
    driver::Connection& connection = driver();
    if (phase_ == Phase::lost) {
        return;  // it is gone with the transaction, which waits for its own rollback
    }
    end_executions("the savepoint was rolled back");
    const std::string name = savepoints_[static_cast<std::size_t>(level - 1)].name;
    savepoints_.resize(static_cast<std::size_t>(level - 1));
    send("ROLLBACK TO SAVEPOINT " + name, [&] { connection.rollback_to_savepoint(name); });
    tell(ConnectionAction::rollback_to_savepoint, name);
}

std::uint64_t ConnectionState::serial(int level) const noexcept {
    if (level == 0) {
        return phase_ == Phase::none ? 0 : transaction_serial_;
    }
    return level <= depth() ? savepoints_[static_cast<std::size_t>(level - 1)].serial : 0;
}

}  // namespace rowan::detail
