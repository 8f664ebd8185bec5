// rowan/engine/view.hpp: views, and the rows of materialized ones.
#pragma once

#include <rowan/dialects/view.hpp>

namespace rowan {

class Connection;

/// Computes the rows of a materialized view anew, in the connection's transaction. Throws ArgumentError for another
/// table, UnsupportedError where the database has no such views.
void refresh_view(Connection& connection, const Table& view, RefreshOptions options = {});

}  // namespace rowan
