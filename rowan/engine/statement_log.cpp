#include <rowan/engine/statement_log.hpp>

#include <algorithm>
#include <mutex>

namespace rowan {

struct StatementLog::State {
    std::mutex mutex{};
    std::vector<Entry> entries{};
};

StatementLog::StatementLog(Engine engine) : engine_(engine), state_(std::make_shared<State>()) {
    // The state is shared: another thread may still be inside the listener while it is removed.
    listener_ = engine_.on_execute([state = state_](const ExecutionEvent& event) {
        Entry entry{.sql = std::string(event.sql),
                    .parameters = event.parameters(),
                    .executions = event.executions,
                    .rows = event.rows,
                    .failed = event.error != nullptr};
        const std::lock_guard lock(state->mutex);
        state->entries.push_back(std::move(entry));
    });
}

StatementLog::~StatementLog() { engine_.remove_listener(listener_); }

std::size_t StatementLog::count() const {
    const std::lock_guard lock(state_->mutex);
    return state_->entries.size();
}

std::size_t StatementLog::count(std::string_view word) const {
    const std::lock_guard lock(state_->mutex);
    return static_cast<std::size_t>(
        std::count_if(state_->entries.begin(), state_->entries.end(), [&](const Entry& entry) {
            return entry.sql.starts_with(word) && (entry.sql.size() == word.size() || entry.sql[word.size()] == ' ');
        }));
}

std::vector<StatementLog::Entry> StatementLog::entries() const {
    const std::lock_guard lock(state_->mutex);
    return state_->entries;
}

std::vector<std::string> StatementLog::sql() const {
    const std::lock_guard lock(state_->mutex);
    std::vector<std::string> result;
    for (const Entry& entry : state_->entries) {
        result.push_back(entry.sql);
    }
    return result;
}

void StatementLog::clear() {
    const std::lock_guard lock(state_->mutex);
    state_->entries.clear();
}

std::string StatementLog::to_string() const {
    std::string text;
    for (const Entry& entry : entries()) {
        text += entry.sql + (entry.parameters.empty() ? "" : " " + entry.parameters) +
                (entry.failed ? " [failed]\n" : "\n");
    }
    return text;
}

}  // namespace rowan
