// rowan/engine/engine.hpp: a database, its pool of connections and its compiled statements.
//
//     rowan::Engine engine = rowan::create_engine("sqlite:///shop.db", {.echo = true});
//     engine.begin([&](rowan::Connection& connection) {
//         connection.execute(text("UPDATE items SET price = :price"), {{"price", 3}});
//     });                                                       // committed; rolled back on an exception
//
// One engine per database and process is the usual number. No connection is opened before the first is asked for.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/engine/connection.hpp>
#include <rowan/engine/events.hpp>
#include <rowan/engine/pool_status.hpp>
#include <rowan/engine/transaction.hpp>
#include <rowan/types/callback.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

class Dialect;

namespace detail {
class EngineState;
}

/// How an engine works. Every option has a default that suits most programs.
struct EngineOptions {
    /// Writes every statement to std::clog, with its parameters and "[cached]" where it was prepared already.
    bool echo = false;
    /// Keeps parameters, and values that do not fit, out of logs and exceptions. Not the keys by which a session names
    /// its objects, nor what a program itself takes out of a Row.
    bool hide_parameters = false;

    /// Connections that the pool keeps open, and those that it may open beyond in a rush.
    std::size_t pool_size = 5;
    std::size_t max_overflow = 10;
    /// How long a thread waits for a connection before it gets a TimeoutError that names the holders.
    std::chrono::milliseconds pool_timeout{30'000};
    /// Connections older than this are replaced when they are next taken; 0: never.
    std::chrono::seconds pool_recycle{0};
    /// Asks the database whether the connection lives whenever one is taken.
    bool pool_pre_ping = false;
    /// Hands out the connection given back last (true: few are busy, the others age) or first (false: all in turn).
    bool pool_lifo = true;

    /// Of every transaction that does not ask for another.
    Isolation isolation_level = Isolation::unspecified;
    /// How many compiled statements the engine keeps, and each connection prepared.
    std::size_t statement_cache_size = 500;
    /// Called with every connection that is opened, in the thread that opens it; what it throws, the taker gets.
    Callback<void(driver::Connection&)> on_connect{};
};

/// What the cache of compiled statements did.
struct StatementCacheStatus {
    std::uint64_t hits = 0;    ///< found compiled
    std::uint64_t misses = 0;  ///< compiled
    std::size_t size = 0;      ///< statements in the cache
};

/// A handle: copies share one engine, which ends with the last of them and of its connections. Thread-safe.
class Engine {
public:
    // No move: what was moved from would be no engine any more.
    Engine(const Engine&) noexcept = default;
    Engine& operator=(const Engine&) noexcept = default;
    ~Engine() = default;

    /// Takes a connection from the pool, or opens one, or waits. Throws OperationalError if the database can't be
    /// reached, TimeoutError (which names the holders) if none came back in time, StateError if a database that has a
    /// single connection (SQLite in memory) is asked for a second one by the thread that holds it.
    Connection connect() const;

    /// Calls `work(connection)` in a transaction: committed when it returns, rolled back on an exception. Gives what
    /// `work` returns.
    template <class Work>
    auto begin(Work&& work) const {
        return begin(TransactionOptions{}, std::forward<Work>(work));
    }
    template <class Work>
    auto begin(const TransactionOptions& options, Work&& work) const {
        Connection connection = connect();
        Transaction transaction = connection.begin(options);
        if constexpr (std::is_void_v<std::invoke_result_t<Work&, Connection&>>) {
            work(connection);
            transaction.commit();
        } else {
            auto result = work(connection);
            transaction.commit();
            return result;
        }
    }

    const Url& url() const noexcept;
    /// Follows the server's version, so it connects once if no connection was ever opened.
    const Dialect& dialect() const;
    const EngineOptions& options() const noexcept;

    /// Closes the idle connections; those in use are closed when they come back. The engine may be used on.
    void dispose() const;
    PoolStatus pool_status() const;
    StatementCacheStatus statement_cache_status() const;
    /// Statements sent by all connections so far, batches counted once; BEGIN, COMMIT and the like not counted.
    std::uint64_t statement_count() const;

    /// After each execution, also a failed one.
    ListenerId on_execute(ExecutionListener listener) const;
    /// Before each execution.
    ListenerId before_execute(ExecutionListener listener) const;
    ListenerId on_connection(ConnectionListener listener) const;
    /// Does nothing if it was removed already.
    void remove_listener(ListenerId listener) const;

    /// The same engine.
    friend bool operator==(const Engine&, const Engine&) = default;

    /// Internal: see engine/internal/engine_state.hpp.
    explicit Engine(std::shared_ptr<detail::EngineState> state) noexcept : state_(std::move(state)) {}
    const std::shared_ptr<detail::EngineState>& state() const noexcept { return state_; }

private:
    std::shared_ptr<detail::EngineState> state_;
};

/// Throws ArgumentError for what is no URL, and for a dialect or driver that is unknown or not built in; the message
/// says what is available and what to install.
Engine create_engine(std::string_view url, EngineOptions options = {});
Engine create_engine(const Url& url, EngineOptions options = {});

}  // namespace rowan
