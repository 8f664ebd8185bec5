// rowan/dialects/postgresql/reflector.hpp: reads a PostgreSQL schema from the system catalogues.
//
//     PostgresqlReflector reflector(connection);
//     TableData users = reflector.table("users");
#pragma once

#include <rowan/dialects/internal/whole_schema_reflector.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan {

namespace driver {
class Connection;
}  // namespace driver

namespace postgresql {

/// The first table that is asked for brings all of its schema, in as many queries whether it has one table or a
/// thousand; `table` gives them as they were then, until `table_names` or `view_names` looks again. Partitions are
/// tables like others, without the constraints and indexes that are those of the whole; materialised views and foreign
/// tables are views. The names of constraints are those that the database has, also where it made them itself. Left out
/// is what a TableData can't say; docs/databases.md lists it.
class PostgresqlReflector final : public detail::WholeSchemaReflector {
public:
    /// The connection must outlive the reflector.
    explicit PostgresqlReflector(driver::Connection& connection);

    std::vector<std::string> sequence_names(std::string_view schema = {}) override;
    std::vector<Sequence> sequences(std::string_view schema = {}) override;

private:
    class SchemaReader;

    std::vector<std::string> read_names(std::string_view schema, bool views) override;
    Tables read_schema(std::string_view schema) override;

    driver::Connection& connection_;
};

}  // namespace postgresql
}  // namespace rowan
