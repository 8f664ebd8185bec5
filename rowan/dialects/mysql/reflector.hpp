// rowan/dialects/mysql/reflector.hpp: reads the schema of a MariaDB or MySQL server from information_schema.
//
//     MysqlReflector reflector(connection, dialect);
//     TableData users = reflector.table("users");
#pragma once

#include <rowan/dialects/mysql/dialect.hpp>
#include <rowan/dialects/reflector.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

namespace driver {
class Connection;
}  // namespace driver

namespace mysql {

/// A schema is a database here. The first table that is asked for brings all of its schema, in as many queries whether
/// it has one table or a thousand; `table` gives them as they were then, until `table_names` or `view_names` looks
/// again. A unique index is a unique constraint, and a foreign key's own index no index. Left out is what a TableData
/// can't say: indexes of the beginnings of columns, FULLTEXT and SPATIAL indexes, ON UPDATE CURRENT_TIMESTAMP,
/// partitions, engines.
class MysqlReflector final : public Reflector {
public:
    /// The connection must outlive the reflector.
    MysqlReflector(driver::Connection& connection, const MysqlDialect& server);

    std::vector<std::string> table_names(std::string_view schema = {}) override;
    std::vector<std::string> view_names(std::string_view schema = {}) override;
    bool has_table(std::string_view name, std::string_view schema = {}) override;
    TableData table(std::string_view name, std::string_view schema = {}) override;

private:
    class SchemaReader;
    using Tables = std::map<std::string, TableData, std::less<>>;

    std::vector<std::string> names(std::string_view schema, bool views);

    driver::Connection& connection_;
    const bool is_mariadb_;
    const bool has_checks_;
    const bool has_computed_columns_;
    const bool has_expression_indexes_;
    const bool has_uuid_;
    std::map<std::string, Tables, std::less<>> schemas_{};  ///< by name, once a table of them was asked for
};

}  // namespace mysql
}  // namespace rowan
