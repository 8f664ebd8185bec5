// rowan/engine/internal/engine_state.hpp: what the handles of one engine share.
#pragma once

#include <rowan/engine/database_registry.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/engine/internal/listeners.hpp>
#include <rowan/engine/internal/pool.hpp>
#include <rowan/engine/internal/statement_cache.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string_view>

namespace rowan::detail {

/// Thread-safe. Connections own it together with the handles, so that it outlives both.
class EngineState : public std::enable_shared_from_this<EngineState> {
public:
    EngineState(Url url, EngineOptions options, DatabaseEntry database);

    std::shared_ptr<ConnectionState> connect();

    const Url& url() const noexcept { return url_; }
    const EngineOptions& options() const noexcept { return options_; }
    /// Connects if no connection was ever opened.
    const Dialect& dialect();
    Pool& pool() noexcept { return pool_; }
    Listeners& listeners() noexcept { return listeners_; }
    StatementCache& statement_cache() noexcept { return statement_cache_; }

    bool listened() const noexcept { return options_.echo || listeners_.to_executions(); }
    void tell_before(const ExecutionEvent& event) const { listeners_.tell_before(event); }
    void tell_after(const ExecutionEvent& event) const;
    void tell(const ConnectionEvent& event) const;

private:
    std::unique_ptr<PooledConnection> open();
    void set_dialect(int server_version);

    const Url url_;
    const EngineOptions options_;
    const DatabaseEntry database_;
    const std::unique_ptr<driver::Driver> driver_;
    std::mutex dialect_mutex_;
    std::shared_ptr<const Dialect> dialect_owner_;
    std::atomic<const Dialect*> dialect_{nullptr};
    std::atomic<std::uint64_t> last_connection_{0};
    Listeners listeners_;
    StatementCache statement_cache_;
    Pool pool_;  // last: it closes connections when it goes, and tells so
};

}  // namespace rowan::detail
