// rowan/engine/create_table_as.hpp: a table made of what a query gives.
//
//     Table busy = create_table_as(connection, "busy_users", select(users["id"]).where(users["posts"] > 100));
//     connection.execute(select(busy["id"]));
#pragma once

#include <rowan/engine/parameters.hpp>
#include <rowan/schema/table.hpp>

#include <string>

namespace rowan {

class Connection;
class Statement;

struct CreateTableAsOptions {
    std::string schema{};  ///< empty: the connection's own
    bool temporary = false;
};

/// CREATE TABLE … AS, in the connection's transaction, which MariaDB, MySQL and Oracle commit at it. The values of the
/// query are bound. The table has the columns of the query, by their labels or names, with the types that the database
/// gives them, and neither keys nor constraints; the result is of no MetaData. Throws ArgumentError for a statement
/// that is no query, or an expression of it without a label, and what the database answers.
Table create_table_as(Connection& connection, std::string name, const Statement& query,
                      const CreateTableAsOptions& options = {}, const Parameters& parameters = {});

}  // namespace rowan
