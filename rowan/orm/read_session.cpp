#include <rowan/orm/read_session.hpp>

#include <rowan/engine/engine.hpp>
#include <rowan/orm/internal/session_core.hpp>

namespace rowan {
namespace {

SessionOptions for_reading(SessionOptions options) {
    options.autoflush = false;
    options.transaction.read_only = true;
    options.transaction.immediate = false;
    return options;
}

}  // namespace

ReadSession::ReadSession(Engine engine, SessionOptions options)
    : core_(std::make_shared<detail::SessionCore>(engine, for_reading(options), true)) {}

ReadSession& ReadSession::operator=(ReadSession&& other) noexcept {
    if (core_ && core_ != other.core_)
        core_->close();
    core_ = std::move(other.core_);
    return *this;
}

ReadSession::~ReadSession() {
    if (core_)
        core_->close();
}

void ReadSession::rollback() { core_->rollback(); }
void ReadSession::clear() {
    core_->require_no_row_listener();
    core_->clear();
}
void ReadSession::close() {
    core_->require_no_row_listener();
    core_->close();
}

}  // namespace rowan
