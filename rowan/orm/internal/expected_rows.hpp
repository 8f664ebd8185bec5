// rowan/orm/internal/expected_rows.hpp: room for the rows of a result, whose number SQLite does not know before the
// end.
#pragma once

#include <algorithm>
#include <cstddef>

namespace rowan::detail {

/// What a container that is full with `size` rows should have room for, where the same statement gave `expected` rows
/// the last time: to grow by doubling moves every row twice. Believes in a large result only once a part of it is here.
inline std::size_t room_for_rows(std::size_t size, std::size_t expected) noexcept {
    const bool likely = size < expected && (expected <= 64 || size >= expected / 64);
    return likely ? expected : std::max<std::size_t>(8, size * 2);
}

}  // namespace rowan::detail
