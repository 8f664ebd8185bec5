// rowan/engine/internal/fork.hpp: has this process been forked? A connection must not be used by two processes.
#pragma once

namespace rowan::detail {

/// A number that is another one in a child process. Any thread; costs a load.
unsigned fork_generation() noexcept;

}  // namespace rowan::detail
