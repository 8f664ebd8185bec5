#include <rowan/engine/engine.hpp>

#include <rowan/engine/database_registry.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/engine/internal/engine_state.hpp>

namespace rowan {

Connection Engine::connect() const { return Connection(state_->connect()); }
const Url& Engine::url() const noexcept { return state_->url(); }
const Dialect& Engine::dialect() const { return state_->dialect(); }
const EngineOptions& Engine::options() const noexcept { return state_->options(); }
void Engine::dispose() const { state_->pool().dispose(); }
PoolStatus Engine::pool_status() const { return state_->pool().status(); }
std::uint64_t Engine::statement_count() const { return state_->pool().counts().executed; }

StatementCacheStatus Engine::statement_cache_status() const {
    const auto status = state_->statement_cache().status();
    return {.hits = status.hits + state_->pool().counts().cache_hits, .misses = status.misses, .size = status.size};
}

ListenerId Engine::on_execute(ExecutionListener listener) const {
    return state_->listeners().add_after(std::move(listener));
}
ListenerId Engine::before_execute(ExecutionListener listener) const {
    return state_->listeners().add_before(std::move(listener));
}
ListenerId Engine::on_connection(ConnectionListener listener) const {
    return state_->listeners().add(std::move(listener));
}
void Engine::remove_listener(ListenerId listener) const { state_->listeners().remove(listener); }

Engine create_engine(const Url& url, EngineOptions options) {
    DatabaseEntry database = find_database(url.dialect(), url.driver());
    return Engine(std::make_shared<detail::EngineState>(url, std::move(options), std::move(database)));
}

Engine create_engine(std::string_view url, EngineOptions options) {
    return create_engine(Url::parse(url), std::move(options));
}

}  // namespace rowan
