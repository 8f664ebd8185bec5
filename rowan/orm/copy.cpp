#include <rowan/orm/copy.hpp>

#include <rowan/orm/internal/snapshot.hpp>
#include <rowan/orm/mapper.hpp>

namespace rowan::detail {

bool same_columns(const Mapper& mapper, const void* left, const void* right) {
    SnapshotArena arena;
    return changed_columns(take_snapshot(arena, mapper.slots(), left), mapper.slots(), right) == 0;
}

}  // namespace rowan::detail
