#include <rowan/engine/internal/listeners.hpp>

#include <algorithm>

namespace rowan::detail {

ListenerId Listeners::add_before(ExecutionListener listener) { return add(Entry{{}, std::move(listener), {}, {}}); }
ListenerId Listeners::add_after(ExecutionListener listener) { return add(Entry{{}, {}, std::move(listener), {}}); }
ListenerId Listeners::add(ConnectionListener listener) { return add(Entry{{}, {}, {}, std::move(listener)}); }

ListenerId Listeners::add(Entry entry) {
    const std::lock_guard lock(mutex_);
    const ListenerId id = entry.id = ListenerId{++last_id_};
    List list = *list_;
    list.push_back(std::make_shared<const Entry>(std::move(entry)));
    replace(std::move(list));
    return id;
}

void Listeners::remove(ListenerId id) {
    std::shared_ptr<const List> old;  // the listener may end here, and what it owns, with no lock held
    {
        const std::lock_guard lock(mutex_);
        old = list_;
        List list = *list_;
        std::erase_if(list, [&](const auto& entry) { return entry->id == id; });
        replace(std::move(list));
    }
}

void Listeners::replace(List list) {
    executions_ = std::any_of(list.begin(), list.end(), [](const auto& e) { return e->before || e->after; });
    connections_ =
        std::any_of(list.begin(), list.end(), [](const auto& e) { return static_cast<bool>(e->connection); });
    list_ = std::make_shared<const List>(std::move(list));
}

std::shared_ptr<const Listeners::List> Listeners::list() const {
    const std::lock_guard lock(mutex_);
    return list_;
}

void Listeners::tell_before(const ExecutionEvent& event) const {
    const auto all = list();
    for (const auto& entry : *all) {
        if (entry->before) {
            entry->before(event);
        }
    }
}

void Listeners::tell_after(const ExecutionEvent& event) const {
    const auto all = list();
    for (const auto& entry : *all) {
        if (entry->after) {
            entry->after(event);
        }
    }
}

void Listeners::tell(const ConnectionEvent& event) const {
    const auto all = list();
    for (const auto& entry : *all) {
        if (entry->connection) {
            entry->connection(event);
        }
    }
}

}  // namespace rowan::detail
