// rowan/engine/events.hpp: what an engine tells to those who listen.
//
//     auto id = engine.on_execute([](const rowan::ExecutionEvent& event) {
//         if (event.duration > 100ms) std::clog << event.sql << ' ' << event.parameters() << '\n';
//     });
//     engine.remove_listener(id);
//
// Listeners may be added and removed at any time, from any thread. They are called in the thread that executes, in the
// order of their adding, with no lock held; one that is just being removed may be called once more by another thread.
// What a listener throws ends the call that it watches (not for connection events of a destructor, where it is
// dropped). What on_execute throws comes too late for that where a session, a look-up, a bulk write or a stream
// executes statements of its own: it is dropped there. Say no in before_execute.
#pragma once

#include <rowan/types/callback.hpp>
#include <rowan/types/error.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace rowan {

class Execution;

/// One execution of a statement. Valid during the call only.
struct ExecutionEvent {
    std::string_view sql{};
    std::uint64_t connection = 0;  ///< the connection's number in the engine
    bool cached = false;           ///< the connection had the statement prepared already
    /// How many sets of parameters this execution was stepped with (1, or more for batches).
    std::int64_t executions = 1;
    /// Rows read, or rows inserted, updated, deleted; 0 before the execution.
    std::int64_t rows = 0;
    /// From the first step to the end of the last; 0 before the execution.
    std::chrono::nanoseconds duration{};
    /// Null unless it failed.
    const Error* error = nullptr;

    /// The parameters as in a log line, "(30, 'ed')"; "[hidden]" if the engine hides them.
    std::string parameters() const;

    const Execution* execution = nullptr;  ///< for `parameters`
};

enum class ConnectionAction : std::uint8_t {
    connect,     ///< a connection to the database was opened
    checkout,    ///< taken from the pool
    checkin,     ///< given back to the pool
    invalidate,  ///< found broken, or declared so
    close,       ///< the connection to the database is closed
    begin,
    commit,
    rollback,
    savepoint,
    release_savepoint,
    rollback_to_savepoint,
};

/// "connect", "BEGIN", "ROLLBACK TO SAVEPOINT", …
std::string_view to_string(ConnectionAction action) noexcept;

/// What happened to a connection. Valid during the call only.
struct ConnectionEvent {
    ConnectionAction action{};
    std::uint64_t connection = 0;  ///< the connection's number in the engine
    std::string_view savepoint{};  ///< its name, for savepoints
};

using ExecutionListener = Callback<void(const ExecutionEvent&)>;
using ConnectionListener = Callback<void(const ConnectionEvent&)>;

/// Names a listener, to remove it.
enum class ListenerId : std::uint64_t {};

}  // namespace rowan
