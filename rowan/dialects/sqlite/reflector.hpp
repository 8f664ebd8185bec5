// rowan/dialects/sqlite/reflector.hpp: reads a SQLite schema, from its pragmas and from the SQL that it keeps.
//
//     SqliteReflector reflector(connection);
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

/// What SQLite tells by pragmas (columns, types, keys, indexes) is taken from there; names of constraints, checks,
/// computed expressions, collations and the like stand only in the CREATE statement, which is parsed. Where that can't
/// be understood, the pragmas' part is all that is found.
class SqliteReflector final : public Reflector {
public:
    /// The connection must outlive the reflector.
    explicit SqliteReflector(driver::Connection& connection);
    /// As for a library of this version (driver::Connection::server_version), whatever it is.
    SqliteReflector(driver::Connection& connection, int server_version);
    ~SqliteReflector() override;

    std::vector<std::string> table_names(std::string_view schema = {}) override;
    std::vector<std::string> view_names(std::string_view schema = {}) override;
    std::string temporary_schema() override { return "temp"; }
    bool has_table(std::string_view name, std::string_view schema = {}) override;
    TableData table(std::string_view name, std::string_view schema = {}) override;

private:
    class TableReader;
    struct Catalogue;

    std::vector<std::string> names(std::string_view schema, bool tables);
    /// What sqlite_master says; read again when the schema has changed.
    const Catalogue& catalogue(std::string_view schema);
    std::vector<std::vector<Value>> query(std::string_view sql, const std::vector<std::string>& parameters);

    driver::Connection& connection_;
    int server_version_;
    std::map<std::string, std::unique_ptr<const Catalogue>> catalogues_;  ///< by schema
};

}  // namespace rowan
