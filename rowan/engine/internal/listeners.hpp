// rowan/engine/internal/listeners.hpp: who listens to an engine.
#pragma once

#include <rowan/engine/events.hpp>

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace rowan::detail {

/// Thread-safe. To ask whether anybody listens costs a load.
class Listeners {
public:
    ListenerId add_before(ExecutionListener listener);
    ListenerId add_after(ExecutionListener listener);
    ListenerId add(ConnectionListener listener);
    void remove(ListenerId id);

    bool to_executions() const noexcept { return executions_.load(std::memory_order_relaxed); }
    bool to_connections() const noexcept { return connections_.load(std::memory_order_relaxed); }

    void tell_before(const ExecutionEvent& event) const;
    void tell_after(const ExecutionEvent& event) const;
    void tell(const ConnectionEvent& event) const;

private:
    struct Entry {
        ListenerId id;
        ExecutionListener before;
        ExecutionListener after;
        ConnectionListener connection;
    };
    // Never changed once it is here: a copy with the change takes its place, so that no lock is held during a call.
    using List = std::vector<std::shared_ptr<const Entry>>;

    ListenerId add(Entry entry);
    std::shared_ptr<const List> list() const;
    void replace(List list);

    mutable std::mutex mutex_;
    std::shared_ptr<const List> list_ = std::make_shared<List>();
    std::uint64_t last_id_ = 0;
    std::atomic<bool> executions_{false};
    std::atomic<bool> connections_{false};
};

}  // namespace rowan::detail
