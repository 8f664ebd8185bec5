// An operator new that fails when it is told to, for the whole program.
#pragma once

#include <cstdint>

namespace rowan::test {

/// The allocation number `n` from now on fails, counted from 0; all before and behind it succeed. Of this thread.
void fail_allocation(std::int64_t n) noexcept;
/// No allocation fails any more. Gives whether one has.
bool stop_failing() noexcept;

}  // namespace rowan::test
