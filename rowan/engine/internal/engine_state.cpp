#include <rowan/engine/internal/engine_state.hpp>

#include <rowan/engine/internal/connection_state.hpp>

#include <iostream>

namespace rowan::detail {
namespace {

/// One write a line, so that lines of several threads don't mix.
void log(std::string line) {
    line += '\n';
    std::clog << line << std::flush;
}

std::string milliseconds(std::chrono::nanoseconds duration) {
    const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(duration).count();
    std::string fraction = std::to_string(microseconds % 1000);
    return std::to_string(microseconds / 1000) + "." + std::string(3 - fraction.size(), '0') + fraction + " ms";
}

}  // namespace

EngineState::EngineState(Url url, EngineOptions options, DatabaseEntry database)
    : url_(std::move(url)),
      options_(std::move(options)),
      database_(std::move(database)),
      driver_(database_.make_driver()),
      statement_cache_(options_.statement_cache_size),
      pool_(options_, driver_->single_connection(url_),
            {.open = [this] { return open(); },
             .tell =
                 [this](PooledConnection& connection, ConnectionAction action) {
                     try {
                         tell({.action = action, .connection = connection.id});
                     } catch (...) {  // nobody is there to take it
                     }
                 }}) {}

std::unique_ptr<PooledConnection> EngineState::open() {
    std::unique_ptr<driver::Connection> connection = driver_->connect(url_);
    set_dialect(connection->server_version());
    if (options_.on_connect) {
        options_.on_connect(*connection);
    }
    auto pooled =
        std::make_unique<PooledConnection>(++last_connection_, std::move(connection), options_.statement_cache_size);
    tell({.action = ConnectionAction::connect, .connection = pooled->id});
    return pooled;
}

void EngineState::set_dialect(int server_version) {
    const std::lock_guard lock(dialect_mutex_);
    if (!dialect_owner_) {
        dialect_owner_ = database_.make_dialect(server_version);
        dialect_.store(dialect_owner_.get(), std::memory_order_release);
    }
}

const Dialect& EngineState::dialect() {
    if (const Dialect* known = dialect_.load(std::memory_order_acquire)) {
        return *known;
    }
    pool_.give_back(pool_.take());
    return *dialect_.load(std::memory_order_acquire);
}

std::shared_ptr<ConnectionState> EngineState::connect() {
    std::unique_ptr<PooledConnection> taken = pool_.take();
    std::shared_ptr<ConnectionState> state;
    try {
        state = std::make_shared<ConnectionState>(shared_from_this(), std::move(taken));
    } catch (...) {  // memory is short: nothing was moved
        pool_.give_back(std::move(taken));
        throw;
    }
    state->tell(ConnectionAction::checkout);
    return state;
}

void EngineState::tell_after(const ExecutionEvent& event) const {
    if (options_.echo) {
        std::string line = "[" + std::to_string(event.connection) + "] " + std::string(event.sql);
        if (const std::string parameters = event.parameters(); !parameters.empty()) {
            line += " " + parameters;
        }
        if (event.executions > 1) {
            line += " [" + std::to_string(event.executions) + " executions]";
        }
        line += event.error != nullptr ? " [failed]" : "";
        line += event.cached ? " [cached]" : "";
        log(line + " " + milliseconds(event.duration));
    }
    listeners_.tell_after(event);
}

void EngineState::tell(const ConnectionEvent& event) const {
    if (options_.echo && event.action >= ConnectionAction::begin) {
        std::string line = "[" + std::to_string(event.connection) + "] " + std::string(to_string(event.action));
        if (!event.savepoint.empty()) {
            line += " " + std::string(event.savepoint);
        }
        log(std::move(line));
    }
    if (listeners_.to_connections()) {
        listeners_.tell(event);
    }
}

}  // namespace rowan::detail
