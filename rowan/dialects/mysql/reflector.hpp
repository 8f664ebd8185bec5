// rowan/dialects/mysql/reflector.hpp: reads the schema of a MariaDB or MySQL server from information_schema.
//
//     MysqlReflector reflector(connection, dialect);
//     TableData users = reflector.table("users");
#pragma once

#include <rowan/dialects/internal/whole_schema_reflector.hpp>
#include <rowan/dialects/mysql/dialect.hpp>

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
/// can't say; docs/databases.md lists it. An engine, a collation and options of storage that are not the schema's own
/// are NativeOptions.
class MysqlReflector final : public detail::WholeSchemaReflector {
public:
    /// The connection must outlive the reflector.
    MysqlReflector(driver::Connection& connection, const MysqlDialect& server);

    std::vector<std::string> sequence_names(std::string_view schema = {}) override;
    std::vector<Sequence> sequences(std::string_view schema = {}) override;

private:
    class SchemaReader;

    std::vector<std::string> read_names(std::string_view schema, bool views) override;
    Tables read_schema(std::string_view schema) override;

    driver::Connection& connection_;
    const MysqlDialect server_;
};

}  // namespace mysql
}  // namespace rowan
