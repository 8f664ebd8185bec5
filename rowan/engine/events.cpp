#include <rowan/engine/events.hpp>

#include <rowan/engine/execution.hpp>

namespace rowan {

std::string ExecutionEvent::parameters() const {
    return execution == nullptr ? std::string() : execution->parameters();
}

std::string_view to_string(ConnectionAction action) noexcept {
    switch (action) {
        case ConnectionAction::connect:
            return "connect";
        case ConnectionAction::checkout:
            return "checkout";
        case ConnectionAction::checkin:
            return "checkin";
        case ConnectionAction::invalidate:
            return "invalidate";
        case ConnectionAction::close:
            return "close";
        case ConnectionAction::begin:
            return "BEGIN";
        case ConnectionAction::commit:
            return "COMMIT";
        case ConnectionAction::rollback:
            return "ROLLBACK";
        case ConnectionAction::savepoint:
            return "SAVEPOINT";
        case ConnectionAction::release_savepoint:
            return "RELEASE SAVEPOINT";
        case ConnectionAction::rollback_to_savepoint:
            return "ROLLBACK TO SAVEPOINT";
    }
    return "";
}

}  // namespace rowan
