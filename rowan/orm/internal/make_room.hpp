// rowan/orm/internal/make_room.hpp: memory that is asked for before anything is changed, so that the change can't fail.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace rowan::detail {

/// So that the next `count` elements need no memory. Grows as push_back does, not by one element at a time.
template <class T>
void make_room(std::vector<T>& list, std::size_t count = 1) {
    if (list.capacity() - list.size() < count)
        list.reserve(std::max(list.size() + count, list.size() * 2));
}

}  // namespace rowan::detail
