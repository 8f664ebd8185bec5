// rowan/types/internal/ticks.hpp: the clock of time-ordered UUIDs: it never stands still and never goes back.
#pragma once

#include <atomic>
#include <cstdint>

namespace rowan::detail {

/// The time, or what follows the last tick where the clock has not moved on since (or was set back). Any thread.
inline std::uint64_t next_tick(std::uint64_t time, std::atomic<std::uint64_t>& last) noexcept {
    std::uint64_t previous = last.load(std::memory_order_relaxed);
    std::uint64_t tick = 0;
    do {
        tick = time > previous ? time : previous + 1;
    } while (!last.compare_exchange_weak(previous, tick, std::memory_order_relaxed));
    return tick;
}

}  // namespace rowan::detail
