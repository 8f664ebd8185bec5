#include <rowan/orm/session.hpp>

#include <rowan/orm/internal/session_core.hpp>

#include <chrono>
#include <random>
#include <thread>

namespace rowan {

using detail::ObjectHeader;
using detail::ObjectPhase;
using detail::SessionCore;

std::string_view to_string(ObjectState state) noexcept {
    switch (state) {
        case ObjectState::transient:
            return "transient";
        case ObjectState::pending:
            return "pending";
        case ObjectState::persistent:
            return "persistent";
        case ObjectState::removed:
            return "removed";
        case ObjectState::deleted:
            return "deleted";
        case ObjectState::detached:
            return "detached";
    }
    return "unknown";
}

// --- Savepoint, NoAutoflush ---------------------------------------------------------------------------------------

Savepoint::Savepoint(std::shared_ptr<SessionCore> core, std::uint64_t serial) noexcept
    : core_(std::move(core)), serial_(serial) {}
Savepoint::Savepoint(Savepoint&& other) noexcept : core_(std::move(other.core_)), serial_(other.serial_) {}
Savepoint::~Savepoint() {
    try {
        rollback();
    } catch (const Error&) {
        // The connection is lost, and the changes with it; the next call on the session says so.
    }
}

void Savepoint::commit() {
    if (!core_)
        throw StateError("commit: this savepoint has ended");
    core_->release_level(serial_);
    core_.reset();
}

void Savepoint::rollback() {
    if (!core_)
        return;
    const std::shared_ptr<SessionCore> core = std::move(core_);
    if (core->is_open())
        core->rollback_level(serial_);
}

NoAutoflush::NoAutoflush(std::shared_ptr<SessionCore> core) noexcept
    : core_(std::move(core)), before_(core_->autoflush_enabled) {
    core_->autoflush_enabled = false;
}
NoAutoflush::NoAutoflush(NoAutoflush&& other) noexcept : core_(std::move(other.core_)), before_(other.before_) {}
NoAutoflush::~NoAutoflush() {
    if (core_)
        core_->autoflush_enabled = before_;
}

// --- Session ------------------------------------------------------------------------------------------------------

Session::Session(Engine engine, SessionOptions options) : core_(std::make_shared<SessionCore>(engine, options)) {}

Session& Session::operator=(Session&& other) noexcept {
    if (core_ && core_ != other.core_)
        core_->close();
    core_ = std::move(other.core_);
    return *this;
}

Session::~Session() {
    if (core_)
        core_->close();
}

ObjectCounts Session::counts() const {
    ObjectCounts counts;
    for (const auto& home : core_->stores())
        home->for_each([&](ObjectHeader* object) {
            if (object->phase == ObjectPhase::pending)
                ++counts.pending;
            else if (object->phase == ObjectPhase::removed)
                ++counts.removed;
            else if (object->phase == ObjectPhase::persistent) {
                ++counts.persistent;
                if (home->changes(object) != 0 || object->has(ObjectHeader::touched))
                    ++counts.dirty;
            }
        });
    return counts;
}

namespace {

std::vector<const void*> all_in(const SessionCore& core, detail::Group group) {
    std::vector<const void*> all;
    for (const auto& home : core.stores())
        for (const void* object : detail::objects_in(core, home->mapper(), group).objects)
            all.push_back(object);
    return all;
}

}  // namespace

std::vector<const void*> Session::pending() const { return all_in(*core_, detail::Group::pending); }
std::vector<const void*> Session::dirty() const { return all_in(*core_, detail::Group::dirty); }
std::vector<const void*> Session::deleted() const { return all_in(*core_, detail::Group::deleted); }
bool Session::has_changes() const { return core_->has_changes(); }
bool Session::in_transaction() const { return core_->in_transaction(); }
const Engine& Session::engine() const { return core_->engine(); }

void Session::flush() { core_->flush(); }
void Session::commit() { core_->commit(); }
void Session::rollback() { core_->rollback(); }
Savepoint Session::begin_nested() { return Savepoint(core_, core_->begin_nested()); }
NoAutoflush Session::no_autoflush() { return NoAutoflush(core_); }
void Session::clear() {
    core_->require_no_row_listener();
    core_->require_no_flush();
    core_->clear();
}
void Session::close() {
    core_->require_no_row_listener();
    core_->close();
}
Connection& Session::connection() { return core_->lend_connection(); }

void Session::on_before_flush(Callback<void()> listener) { core_->before_flush.push_back(std::move(listener)); }
void Session::on_after_flush(Callback<void()> listener) { core_->after_flush.push_back(std::move(listener)); }
void Session::on_after_commit(Callback<void()> listener) { core_->after_commit.push_back(std::move(listener)); }
void Session::on_after_rollback(Callback<void()> listener) { core_->after_rollback.push_back(std::move(listener)); }
void Session::on_changes_dropped(Callback<void(std::size_t)> listener) {
    core_->changes_dropped.push_back(std::move(listener));
}

// --- transaction --------------------------------------------------------------------------------------------------

bool detail::may_retry(const Error& error) noexcept {
    return dynamic_cast<const SerializationError*>(&error) != nullptr ||
           dynamic_cast<const TimeoutError*>(&error) != nullptr;
}

/// Twice as long each time, with chance in it, so that those who met once do not meet again.
void detail::wait_before_retry(int attempt) {
    thread_local std::minstd_rand random{std::random_device{}()};
    const int most = 10 << std::min(attempt, 6);
    std::this_thread::sleep_for(std::chrono::milliseconds(std::uniform_int_distribution<int>(1, most)(random)));
}

}  // namespace rowan
