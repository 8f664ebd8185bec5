// rowan/types/internal/whole_second.hpp: times without a fraction, which SQLite's texts leave out.
#pragma once

#include <rowan/types/date_time.hpp>

#include <chrono>

namespace rowan::detail {

inline bool is_whole_second(Timestamp time) noexcept {
    return time.time_since_epoch() % std::chrono::seconds(1) == std::chrono::microseconds(0);
}
inline bool is_whole_second(TimeOfDay time) noexcept {
    return time.since_midnight % std::chrono::seconds(1) == std::chrono::microseconds(0);
}

}  // namespace rowan::detail
