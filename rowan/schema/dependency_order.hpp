// rowan/schema/dependency_order.hpp: in which order tables can be created.
//
//     DependencyOrder order = dependency_order(tables);
//     // create order.tables one after the other without the foreign keys in order.deferred, then add those
#pragma once

#include <rowan/schema/table.hpp>

#include <cstddef>
#include <vector>

namespace rowan {

/// A foreign key that closes a cycle: it can be added only when all tables are there.
struct DeferredForeignKey {
    Table table;
    std::size_t foreign_key;  ///< an index in table.foreign_keys()
};

struct DependencyOrder {
    std::vector<Table> tables{};  ///< each behind those that its foreign keys refer to, and the one that it is part of
    std::vector<DeferredForeignKey> deferred{};  ///< those taken out to break cycles, as few as found easily
};

/// Sorts; tables that do not depend on each other keep their order. Foreign keys of a table to itself, and to tables
/// that are not in the list, do not count.
DependencyOrder dependency_order(const std::vector<Table>& tables);

}  // namespace rowan
