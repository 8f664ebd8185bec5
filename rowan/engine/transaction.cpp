#include <rowan/engine/transaction.hpp>

#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/types/error.hpp>

#include <utility>

namespace rowan {

Transaction::Transaction(std::shared_ptr<detail::ConnectionState> state, int level)
    : state_(std::move(state)), serial_(state_->serial(level)), level_(level) {}

Transaction::Transaction(Transaction&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)), serial_(other.serial_), level_(other.level_) {}

Transaction& Transaction::operator=(Transaction&& other) noexcept {
    std::swap(state_, other.state_);
    std::swap(serial_, other.serial_);
    std::swap(level_, other.level_);
    return *this;
}

Transaction::~Transaction() {
    try {
        rollback();
    } catch (...) {  // the connection is invalid then, and nothing of the transaction remains
    }
}

bool Transaction::is_active() const noexcept {
    return state_ && !state_->is_closed() && state_->serial(level_) == serial_;
}

void Transaction::commit() {
    if (!is_active()) {
        throw StateError(
            "this transaction has ended already: it was committed, rolled back, or its connection was closed");
    }
    if (level_ == 0) {
        state_->commit();
    } else {
        state_->release_savepoint(level_);
    }
}

void Transaction::rollback() {
    if (!is_active()) {
        return;
    }
    if (level_ == 0) {
        state_->rollback();
    } else {
        state_->rollback_to_savepoint(level_);
    }
}

}  // namespace rowan
