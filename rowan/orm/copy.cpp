#include <rowan/orm/copy.hpp>

#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/snapshot.hpp>
#include <rowan/orm/mapper.hpp>

namespace rowan::detail {

bool same_columns(const Mapper& mapper, const void* left, const void* right) {
    require_deferred(mapper, left, mapper.deferred());
    require_deferred(mapper, right, mapper.deferred());
    SnapshotArena arena;
    return changed_columns(take_snapshot(arena, mapper.slots(), left), mapper.slots(), right) == 0;
}

}  // namespace rowan::detail
