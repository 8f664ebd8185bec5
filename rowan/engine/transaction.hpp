// rowan/engine/transaction.hpp: a transaction or savepoint that rolls back unless it is committed.
//
//     rowan::Connection connection = engine.connect();
//     {
//         rowan::Transaction transaction = connection.begin();
//         connection.execute(…);
//         transaction.commit();
//     }                                  // without commit(): rolled back
#pragma once

#include <rowan/drivers/driver.hpp>

#include <memory>

namespace rowan {

using driver::Isolation;

/// What a transaction is begun with: `connection.begin({.immediate = true})`.
struct TransactionOptions {
    /// Unspecified: the engine's level, or the database's default.
    Isolation isolation = Isolation::unspecified;
    /// Writing is a ReadOnlyError.
    bool read_only = false;
    /// SQLite: BEGIN IMMEDIATE, which takes the write lock now instead of at the first write, where another writer may
    /// have made the snapshot stale (SerializationError). Elsewhere without a meaning.
    bool immediate = false;
};

namespace detail {
class ConnectionState;
}

/// A transaction of a connection, or a savepoint in it (`begin_nested`). Moves, does not copy; used by the thread that
/// uses the connection. Its destructor rolls back what was not committed, and throws nothing.
class [[nodiscard]] Transaction {
public:
    Transaction(Transaction&& other) noexcept;
    Transaction& operator=(Transaction&& other) noexcept;
    ~Transaction();

    /// Keeps the changes: for good, or, for a savepoint, in the transaction around it. Savepoints that are open inside
    /// are kept with it. Throws what the database answers (IntegrityError of a deferred constraint; the transaction
    /// then still waits for `rollback`), StateError if it has ended.
    void commit();
    /// Undoes the changes, and those of the savepoints inside. Does nothing if it has ended.
    void rollback();

    /// Neither committed nor rolled back, nor ended together with the transaction around it.
    bool is_active() const noexcept;
    bool is_nested() const noexcept { return level_ > 0; }

private:
    friend class Connection;
    Transaction(std::shared_ptr<detail::ConnectionState> state, int level);

    std::shared_ptr<detail::ConnectionState> state_;
    std::uint64_t serial_ = 0;  // which transaction or savepoint of the connection this is
    int level_ = 0;             // 0: the transaction; else the depth of the savepoint
};

}  // namespace rowan
