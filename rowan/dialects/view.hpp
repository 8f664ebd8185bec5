// rowan/dialects/view.hpp: views made of a SELECT.
//
//     Table grown_up = view("grown_up", metadata, select(users["id"], users["name"]).where(users["age"] >= 18));
//     metadata.create_all(engine);                                   // behind the tables that it reads
//     connection.execute(select(grown_up["name"]));
//
//     Table totals = view("totals", metadata, select(…), {.materialized = true});
//     refresh_view(connection, totals);                              // computes its rows anew
#pragma once

#include <rowan/schema/metadata.hpp>
#include <rowan/sql/statement.hpp>

#include <string>
#include <vector>

namespace rowan {

/// What is said of a view as a whole.
struct ViewOptions {
    std::string schema{};  ///< empty: the connection's own
    std::string comment{};
    bool materialized = false;     ///< PostgreSQL, Oracle: its rows are kept until refresh_view
    bool temporary = false;        ///< SQLite, PostgreSQL: of the connection that makes it
    std::vector<Index> indexes{};  ///< of a materialized one
};

/// How a materialized view is computed anew.
struct RefreshOptions {
    bool concurrently = false;  ///< PostgreSQL: readers go on meanwhile; wants a unique index
};

/// Declares a view and adds it to `metadata`. Its columns are those of the SELECT, by their labels or names; an
/// expression without a label is an ArgumentError. Values in it are written as literals when it is created, for each
/// database its own; a named parameter is refused then. The result reads like any table.
Table view(std::string name, MetaData& metadata, const Statement& query, ViewOptions options = {});

/// A table with the columns of a query, as `view` finds them. Throws ArgumentError as that.
TableData table_of_query(std::string name, const Statement& query, TableOptions options = {},
                         std::vector<Index> indexes = {});

}  // namespace rowan
