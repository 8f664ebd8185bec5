// rowan/orm/object_state.hpp: what an object is to a session.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace rowan {

enum class ObjectState : std::uint8_t {
    transient,   ///< a value of the program's, or left behind by a rollback
    pending,     ///< added, no row yet
    persistent,  ///< has a row
    removed,     ///< DELETE at the next flush
    deleted,     ///< DELETE sent, or the row found gone
    detached,    ///< a value that has a row; a session can't tell it from a transient one
};

std::string_view to_string(ObjectState state) noexcept;

/// How many objects a session has.
struct ObjectCounts {
    std::size_t pending = 0;
    std::size_t persistent = 0;
    std::size_t dirty = 0;  ///< of the persistent ones, with unsaved changes
    std::size_t removed = 0;
};

}  // namespace rowan
