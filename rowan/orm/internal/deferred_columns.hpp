// rowan/orm/internal/deferred_columns.hpp: the deferred members of whole objects.
#pragma once

#include <rowan/orm/internal/snapshot.hpp>

namespace rowan {

class Mapper;

namespace detail {

/// Loads those of the columns that are deferred and not loaded. Throws DetachedError for one that is absent.
void require_deferred(const Mapper& mapper, const void* object, ColumnSet columns);

/// A value was read without its deferred members, `but` these.
void make_deferred_absent(const Mapper& mapper, void* object, ColumnSet but = 0) noexcept;

/// Copies columns of one object to another, which may be a session's: deferred members are then assigned. Those that
/// are not loaded in `from` are loaded; those that are absent there are left alone.
void copy_columns(const Mapper& mapper, ColumnSet which, const void* from, void* to);

}  // namespace detail
}  // namespace rowan
