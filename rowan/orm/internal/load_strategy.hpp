// rowan/orm/internal/load_strategy.hpp: when a relationship is loaded.
#pragma once

#include <cstdint>

namespace rowan::detail {

enum class LoadStrategy : std::uint8_t {
    peers,      ///< when touched, for the owner's peers, too
    raise,      ///< a touch that would load is an error
    none,       ///< a touch finds nothing
    select_in,  ///< with the query of the owner, by a statement of its own
    joined,     ///< with the query of the owner, by a join
};

}  // namespace rowan::detail
