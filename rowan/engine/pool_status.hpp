// rowan/engine/pool_status.hpp: how an engine's connections are doing, at one moment.
#pragma once

#include <cstddef>
#include <string>

namespace rowan {

struct PoolStatus {
    std::size_t size = 0;          ///< connections that the pool keeps
    std::size_t max_overflow = 0;  ///< connections that it may open beyond, and closes when they come back
    std::size_t idle = 0;          ///< open, and free to be taken
    std::size_t in_use = 0;        ///< taken
    std::size_t waiting = 0;       ///< threads that wait for one

    /// "size 5, overflow 10, idle 1, in use 2, waiting 0"
    std::string to_string() const;
    friend bool operator==(const PoolStatus&, const PoolStatus&) = default;
};

}  // namespace rowan
