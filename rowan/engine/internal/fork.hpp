// rowan/engine/internal/fork.hpp: has this process been forked? A connection must not be used by two processes.
#pragma once

#include <atomic>

namespace rowan::detail {

extern std::atomic<unsigned> forks;  // that led to this process

/// A number that is another one in a child process. Any thread; costs a load.
inline unsigned fork_generation() noexcept { return forks.load(std::memory_order_relaxed); }

}  // namespace rowan::detail
