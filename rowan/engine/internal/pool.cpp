#include <rowan/engine/internal/pool.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>
#include <new>
#include <sstream>

namespace rowan::detail {
namespace {

using Clock = std::chrono::steady_clock;

// "For ever" is often written as the greatest duration or number there is; to add to it would overflow.
constexpr std::chrono::hours for_ever{24 * 365 * 100};

std::size_t saturated_sum(std::size_t a, std::size_t b) { return b > SIZE_MAX - a ? SIZE_MAX : a + b; }

std::string seconds_since(Clock::time_point then) {
    const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - then).count() / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
}

}  // namespace

void abandon(std::unique_ptr<PooledConnection> connection) {
    static auto& abandoned =
        *new std::deque<std::unique_ptr<PooledConnection>>;  // never destroyed, and so never closed
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    abandoned.push_back(std::move(connection));
}

Pool::Pool(const EngineOptions& options, bool single, Hooks hooks)
    : size_(single ? 1 : options.pool_size),
      overflow_(single ? 0 : options.max_overflow),
      limit_(saturated_sum(size_, overflow_)),
      timeout_(std::min<std::chrono::milliseconds>(options.pool_timeout, for_ever)),
      recycle_(single ? std::chrono::seconds{0} : std::min<std::chrono::seconds>(options.pool_recycle, for_ever)),
      pre_ping_(options.pool_pre_ping),
      lifo_(options.pool_lifo),
      single_(single),
      hooks_(std::move(hooks)),
      shared_(nullptr) {
    if (limit_ == 0) {
        throw ArgumentError("a pool without any connection: pool_size and max_overflow are both 0");
    }
    if (timeout_.count() < 0 || recycle_.count() < 0) {
        throw ArgumentError("pool_timeout and pool_recycle can't be negative");
    }
    shared_ = new Shared;
}

Pool::~Pool() {
    Shared* last = &shared();
    for (auto& connection : last->idle) {
        close(std::move(connection));
    }
    delete last;
}

Pool::Shared& Pool::shared() const {
    Shared* current = shared_.load(std::memory_order_acquire);
    if (current->fork == fork_generation()) [[likely]] {
        return *current;
    }
    const std::lock_guard lock(renewal_);
    current = shared_.load(std::memory_order_acquire);
    if (current->fork != fork_generation()) {
        // A child process: another thread of the parent may have held the mutex, so it is not touched any more. The
        // connections are the parent's; closing them here would disturb it.
        static auto& left_behind = *new std::deque<std::unique_ptr<Shared>>;
        static std::mutex mutex;
        const std::lock_guard guard(mutex);
        left_behind.emplace_back(current);
        current = new Shared;
        shared_.store(current, std::memory_order_release);
    }
    return *current;
}

bool Pool::too_old(const Shared& shared, const PooledConnection& connection) const {
    return connection.invalid || connection.pool_generation != shared.generation ||
           (recycle_.count() > 0 && Clock::now() - connection.opened_at >= recycle_);
}

/// So that no memory is needed any more when a connection is there.
void Pool::make_room(Shared& shared) {
    const std::size_t needed = shared.taken.size() + shared.opening + 1;
    if (shared.taken.capacity() < needed) {
        shared.taken.reserve(2 * needed);
    }
}

void Pool::mark_taken(Shared& shared, PooledConnection& connection, std::thread::id holder) {
    connection.holder = holder;
    connection.taken_at = Clock::now();
    shared.taken.push_back(&connection);
}

void Pool::close(std::unique_ptr<PooledConnection> connection) const noexcept {
    hooks_.tell(*connection, ConnectionAction::close);
    connection.reset();
}

void Pool::free_place(Shared& shared) {
    if (!shared.waiters.empty()) {
        Waiter* first = shared.waiters.front();
        shared.waiters.pop_front();
        ++shared.opening;
        first->may_open = true;
        first->wake.notify_one();
    }
}

std::unique_ptr<PooledConnection> Pool::take_idle(Shared& shared, std::unique_lock<std::mutex>& lock) {
    while (!shared.idle.empty()) {
        std::unique_ptr<PooledConnection> connection;
        if (lifo_) {
            connection = std::move(shared.idle.back());
            shared.idle.pop_back();
        } else {
            connection = std::move(shared.idle.front());
            shared.idle.pop_front();
        }
        const bool old = too_old(shared, *connection);
        if (!old && !pre_ping_ && connection->alive_at > shared.suspicious_until) {
            mark_taken(shared, *connection);
            return connection;
        }
        ++shared.opening;  // its place is kept while the lock is not
        lock.unlock();
        if (!old) {
            if (connection->connection->alive()) {
                connection->alive_at = Clock::now();
                lock.lock();
                --shared.opening;
                mark_taken(shared, *connection);
                return connection;
            }
            hooks_.tell(*connection, ConnectionAction::invalidate);
        }
        Counts counts;
        counts.add(*connection);
        close(std::move(connection));
        lock.lock();
        --shared.opening;
        shared.closed.executed += counts.executed;
        shared.closed.cache_hits += counts.cache_hits;
    }
    return nullptr;
}

std::unique_ptr<PooledConnection> Pool::open_counted(Shared& shared) {
    std::unique_ptr<PooledConnection> connection;
    std::uint64_t generation = 0;
    {
        const std::lock_guard lock(shared.mutex);
        generation = shared.generation;
    }
    try {
        connection = hooks_.open();
    } catch (...) {
        const std::lock_guard lock(shared.mutex);
        --shared.opening;
        free_place(shared);
        throw;
    }
    connection->pool_generation = generation;
    const std::lock_guard lock(shared.mutex);
    --shared.opening;
    mark_taken(shared, *connection);
    return connection;
}

void Pool::wait(Shared& shared, std::unique_lock<std::mutex>& lock, Waiter& waiter) {
    shared.waiters.push_back(&waiter);
    const bool served =
        waiter.wake.wait_for(lock, timeout_, [&] { return waiter.connection != nullptr || waiter.may_open; });
    if (!served) {
        std::erase(shared.waiters, &waiter);
        throw_timeout(shared);
    }
}

std::unique_ptr<PooledConnection> Pool::take() {
    Shared& now = shared();
    std::unique_lock lock(now.mutex);
    make_room(now);
    if (auto connection = take_idle(now, lock)) {
        return connection;
    }
    if (now.taken.size() + now.opening < limit_) {
        ++now.opening;
        lock.unlock();
        return open_counted(now);
    }
    const bool held_here = std::any_of(now.taken.begin(), now.taken.end(), [](const PooledConnection* connection) {
        return connection->holder == std::this_thread::get_id();
    });
    if (single_ && held_here) {
        throw StateError(
            "this thread holds the only connection to a database in memory, and a second one would be another "
            "database: end the scope of the first Connection or Session, or use sqlite://?shared or a file");
    }
    Waiter waiter;
    wait(now, lock, waiter);
    if (waiter.may_open) {
        lock.unlock();
        return open_counted(now);
    }
    return std::move(waiter.connection);
}

void Pool::give_back(std::unique_ptr<PooledConnection> connection) noexcept {
    if (connection->fork != fork_generation()) {
        abandon(std::move(connection));
        return;
    }
    Shared& now = shared();
    std::unique_lock lock(now.mutex);
    std::erase(now.taken, connection.get());
    connection->holder = {};
    if (connection->lost) {
        now.suspicious_until = Clock::now();
    }
    const bool is_suspicious = connection->alive_at <= now.suspicious_until;
    if (!too_old(now, *connection) && !(is_suspicious && !now.waiters.empty())) {
        if (!now.waiters.empty()) {
            Waiter* first = now.waiters.front();
            now.waiters.pop_front();
            // Taken from now on, not from when the waiter wakes: its place is not free in between.
            mark_taken(now, *connection, first->thread);
            first->connection = std::move(connection);
            first->wake.notify_one();
            return;
        }
        if (now.idle.size() < size_) {
            try {
                now.idle.push_back(std::move(connection));
                return;
            } catch (const std::bad_alloc&) {  // it is closed then
            }
        }
    }
    now.closed.add(*connection);
    ++now.opening;  // its place is taken until it is closed
    lock.unlock();
    close(std::move(connection));
    lock.lock();
    --now.opening;
    free_place(now);
}

void Pool::dispose() {
    Shared& now = shared();
    std::deque<std::unique_ptr<PooledConnection>> idle;
    {
        const std::lock_guard lock(now.mutex);
        ++now.generation;
        idle.swap(now.idle);
        for (const auto& connection : idle) {
            now.closed.add(*connection);
        }
    }
    for (auto& connection : idle) {
        close(std::move(connection));
    }
}

PoolStatus Pool::status() const {
    const Shared& now = shared();
    const std::lock_guard lock(now.mutex);
    return {.size = size_,
            .max_overflow = overflow_,
            .idle = now.idle.size(),
            .in_use = now.taken.size(),
            .waiting = now.waiters.size()};
}

void Pool::Counts::add(const PooledConnection& connection) noexcept {
    executed += connection.executed.load(std::memory_order_relaxed);
    cache_hits += connection.cache_hits.load(std::memory_order_relaxed);
}

Pool::Counts Pool::counts() const {
    const Shared& now = shared();
    const std::lock_guard lock(now.mutex);
    Counts sum = now.closed;
    for (const PooledConnection* connection : now.taken) {
        sum.add(*connection);
    }
    for (const auto& connection : now.idle) {
        sum.add(*connection);
    }
    return sum;
}

void Pool::throw_timeout(const Shared& shared) const {
    std::ostringstream message;
    message << "no connection came back to the pool within " << timeout_.count() << " ms; all " << limit_
            << " (pool_size " << size_ << ", max_overflow " << overflow_ << ") are in use:";
    for (const PooledConnection* connection : shared.taken) {
        message << "\n  connection " << connection->id << ", taken by thread " << connection->holder << ' '
                << seconds_since(connection->taken_at) << " ago";
        if (const std::string sql = connection->last_sql.get(); !sql.empty()) {
            message << ", last executed: " << sql;
        }
    }
    if (shared.opening != 0) {
        message << "\n  and " << shared.opening << " being opened or closed";
    }
    throw TimeoutError(message.str());
}

}  // namespace rowan::detail
