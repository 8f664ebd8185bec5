// rowan/engine/internal/look_up.hpp: one row by its key, as fast as a statement that is prepared already can give it.
#pragma once

#include <rowan/engine/execution.hpp>

#include <span>

namespace rowan::detail {

class ConnectionState;

/// A SELECT of one row by its key, for objects of one struct.
struct RowByKey {
    CompiledStatement compiled{};
    std::span<const driver::FieldSlot> key{};  ///< its parameters
    std::span<const driver::FieldSlot> columns{};
};

/// Executes it with the key that `key` has, and reads the row, if there is one, into `object`, which may be the same
/// object. Whether there was a row.
///
/// Does and throws what an Execution does, begin of the transaction, counters and listeners included. Where nobody
/// listens, a transaction is open, and the statement lies ready in the connection's cache, it leaves out what only an
/// execution that stays open needs: many look-ups should cost little more than what the database takes for them.
bool look_up(ConnectionState& connection, const RowByKey& row, const void* key, void* object);

}  // namespace rowan::detail
