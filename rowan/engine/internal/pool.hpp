// rowan/engine/internal/pool.hpp: the connections of an engine that are open, and who has them.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/engine/internal/fork.hpp>
#include <rowan/engine/internal/last_sql.hpp>
#include <rowan/engine/internal/prepared_statements.hpp>
#include <rowan/engine/internal/statement_cache.hpp>
#include <rowan/engine/pool_status.hpp>
#include <rowan/sql/shape.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rowan::detail {

/// An open connection and what belongs to it. In the pool, or owned by one ConnectionState.
struct PooledConnection {
    PooledConnection(std::uint64_t number, std::unique_ptr<driver::Connection> opened, std::size_t cache_size)
        : id(number), connection(std::move(opened)), prepared(cache_size), front_cache(cache_size) {}

    const std::uint64_t id;
    const std::chrono::steady_clock::time_point opened_at = std::chrono::steady_clock::now();
    const unsigned fork = fork_generation();
    std::uint64_t pool_generation = 0;
    bool invalid = false;                                        // not to be used again
    bool lost = false;                                           // … because the database is not there any more
    std::chrono::steady_clock::time_point alive_at = opened_at;  // as far as was asked
    std::unique_ptr<driver::Connection> connection;
    PreparedStatements prepared;  // after the connection: they go first
    ShapeCache front_cache;       // what it used itself: a repeated statement takes no lock of the engine
    sql::Shape shape{};           // to read statements with; its memory is used again
    CompiledStatement last_compiled{};
    LastSql last_sql{};
    /// What the floors above keep with a connection, by an address of theirs.
    std::unordered_map<const void*, std::shared_ptr<void>> attachments{};
    std::pair<const void*, void*> last_attachment{};  // the one asked for last
    // Written by the owner only.
    std::atomic<std::uint64_t> executed{0};
    std::atomic<std::uint64_t> cache_hits{0};

    // While it is taken.
    std::thread::id holder{};
    std::chrono::steady_clock::time_point taken_at{};
};

/// Thread-safe. No lock is held while a connection is opened, closed or asked whether it lives.
class Pool {
public:
    struct Hooks {
        std::function<std::unique_ptr<PooledConnection>()> open;
        std::function<void(PooledConnection&, ConnectionAction)> tell;  // close, invalidate; may not throw
    };

    /// `single`: the database can have one connection only.
    Pool(const EngineOptions& options, bool single, Hooks hooks);
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;
    ~Pool();

    /// See Engine::connect for what it throws.
    std::unique_ptr<PooledConnection> take();
    /// The connection must be outside of a transaction, or invalid.
    void give_back(std::unique_ptr<PooledConnection> connection) noexcept;
    void dispose();

    PoolStatus status() const;
    struct Counts {
        std::uint64_t executed = 0;    ///< statements
        std::uint64_t cache_hits = 0;  ///< in the caches of the connections

        void add(const PooledConnection& connection) noexcept;
    };
    /// Of all connections that there are and were.
    Counts counts() const;

private:
    struct Waiter {
        const std::thread::id thread = std::this_thread::get_id();
        std::condition_variable wake{};
        std::unique_ptr<PooledConnection> connection{};
        bool may_open = false;
    };
    /// All that a fork leaves behind in an unknown state.
    struct Shared {
        mutable std::mutex mutex{};
        std::deque<std::unique_ptr<PooledConnection>> idle{};
        std::vector<PooledConnection*> taken{};
        std::size_t opening = 0;
        std::deque<Waiter*> waiters{};
        std::uint64_t generation = 0;  // connections of an older one are closed when they come back
        // When a connection was found lost: those that are known from before are asked whether they live.
        std::chrono::steady_clock::time_point suspicious_until{};
        Counts closed{};  // what the connections had counted that are closed by now
        unsigned fork = fork_generation();
    };

    Shared& shared() const;
    std::unique_ptr<PooledConnection> take_idle(Shared& shared, std::unique_lock<std::mutex>& lock);
    std::unique_ptr<PooledConnection> open_counted(Shared& shared);
    void wait(Shared& shared, std::unique_lock<std::mutex>& lock, Waiter& waiter);
    bool too_old(const Shared& shared, const PooledConnection& connection) const;
    /// A place for one more connection is free: lets the first waiter open one.
    static void free_place(Shared& shared);
    static void make_room(Shared& shared);
    static void mark_taken(Shared& shared, PooledConnection& connection,
                           std::thread::id holder = std::this_thread::get_id());
    void close(std::unique_ptr<PooledConnection> connection) const noexcept;
    [[noreturn]] void throw_timeout(const Shared& shared) const;

    const std::size_t size_;
    const std::size_t overflow_;
    const std::size_t limit_;  // both together
    const std::chrono::milliseconds timeout_;
    const std::chrono::seconds recycle_;
    const bool pre_ping_;
    const bool lifo_;
    const bool single_;
    const Hooks hooks_;
    mutable std::mutex renewal_;
    mutable std::atomic<Shared*> shared_;
};

/// Drops a connection of a parent process without closing it: that would disturb the parent.
void abandon(std::unique_ptr<PooledConnection> connection);

}  // namespace rowan::detail
