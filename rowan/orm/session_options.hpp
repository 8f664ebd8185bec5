// rowan/orm/session_options.hpp: how a session works.
#pragma once

#include <rowan/engine/transaction.hpp>

#include <cstddef>

namespace rowan {

struct SessionOptions {
    /// Statements of the program flush first, if they name a table with unsaved changes.
    bool autoflush = true;
    /// A touch that would load a relationship is a StateError.
    bool strict_loading = false;
    /// For how many objects of the same query a touch loads at first, unless the relationship says it; 0: its default.
    std::size_t peers = 0;
    /// Of every transaction of the session.
    TransactionOptions transaction{};
};

}  // namespace rowan
