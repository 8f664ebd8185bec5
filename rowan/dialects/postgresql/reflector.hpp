// rowan/dialects/postgresql/reflector.hpp: reads a PostgreSQL schema from the system catalogues.
//
//     PostgresqlReflector reflector(connection);
//     TableData users = reflector.table("users");
#pragma once

#include <rowan/dialects/reflector.hpp>
#include <rowan/types/value.hpp>

#include <map>
#include <memory>
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
/// tables like others; materialised views and foreign tables are views. The names of constraints are those that the
/// database has, also where it made them itself. Left out is what a TableData can't say: exclusion constraints,
/// deferrable unique constraints, identity columns beside the key, the order of NULLs in an index.
class PostgresqlReflector final : public Reflector {
public:
    /// The connection must outlive the reflector.
    explicit PostgresqlReflector(driver::Connection& connection);
    ~PostgresqlReflector() override;

    std::vector<std::string> table_names(std::string_view schema = {}) override;
    std::vector<std::string> view_names(std::string_view schema = {}) override;
    bool has_table(std::string_view name, std::string_view schema = {}) override;
    TableData table(std::string_view name, std::string_view schema = {}) override;

private:
    class SchemaReader;
    using Tables = std::map<std::string, TableData, std::less<>>;

    std::vector<std::string> names(std::string_view schema, std::string_view kinds);

    driver::Connection& connection_;
    std::map<std::string, Tables, std::less<>> schemas_{};  ///< by name, once a table of them was asked for
};

}  // namespace postgresql
}  // namespace rowan
