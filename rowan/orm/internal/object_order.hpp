// rowan/orm/internal/object_order.hpp: things in an order in which each stands behind what it needs.
//
// Circles are opened first, at needs that can wait. Neither function recurses, so a chain may be as long as memory.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace rowan::detail {

struct Need {
    std::size_t on;      ///< the number of the thing that comes first
    bool can_wait;       ///< a circle may be opened here
    bool waits = false;  ///< … and is
};
/// What each thing needs, by its number.
using Needs = std::vector<std::vector<Need>>;

/// A circle in which nothing can wait.
struct ClosedCircle {
    std::size_t thing;
    std::size_t need;  ///< which one of its needs
};

/// Lets needs wait until no circle is left. Gives a circle that can't be opened.
std::optional<ClosedCircle> open_circles(Needs& needs);

/// The numbers in an order that fulfils all needs that do not wait; by `kinds`, as long as there is one of the kind to
/// go on with, and then by number. There are no circles left.
std::vector<std::size_t> in_order(const Needs& needs, std::span<const std::size_t> kinds);

}  // namespace rowan::detail
