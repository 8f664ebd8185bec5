#include <rowan/orm/internal/row_events.hpp>

#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::detail {

namespace {

const char* name_of(RowEvent event) {
    switch (event) {
        case RowEvent::before_insert:
            return "before_insert";
        case RowEvent::after_insert:
            return "after_insert";
        case RowEvent::before_update:
            return "before_update";
        case RowEvent::after_update:
            return "after_update";
        case RowEvent::before_delete:
            return "before_delete";
        case RowEvent::after_delete:
            return "after_delete";
        case RowEvent::after_load:
            return "after_load";
    }
    return "";
}

}  // namespace

void add_row_listener(SessionCore& session, RowListener listener) {
    session.require_no_row_listener();
    session.row_listeners.push_back(std::move(listener));
}

void SessionCore::tell(RowEvent event, ObjectHeader& object) {
    const Mapper& mapper = object.store->mapper();
    struct Reset {
        const RowEvent*& now;
        const RowEvent* before;
        ~Reset() { now = before; }
    } reset{telling_, telling_};
    telling_ = &event;
    for (const RowListener& listener : row_listeners)
        if (listener.event == event && listener.mapper == &mapper)
            listener.call(object.object());
}

void SessionCore::require_no_row_listener() const {
    if (telling_)
        throw StateError(std::string("a listener of ") + name_of(*telling_) +
                         " may only look at what is loaded: it can't query, load, add, remove, or end the "
                         "transaction; do so in on_before_flush, or after the call");
}

/// A listener may add others, which are called from the next time on; or close the session, which ends the round.
void SessionCore::call(const std::vector<Callback<void()>>& listeners) {
    for (std::size_t i = 0, count = listeners.size(); i < count && !closed_; ++i) {
        const Callback<void()> listener = listeners[i];
        listener();
    }
}

}  // namespace rowan::detail
