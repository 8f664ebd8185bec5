// rowan/dialects/reflector.hpp: reads the schema of a database.
//
//     std::unique_ptr<Reflector> reflector = dialect.reflector(connection);
//     for (const std::string& name : reflector->table_names()) TableData table = reflector->table(name);
#pragma once

#include <rowan/schema/sequence.hpp>
#include <rowan/schema/table.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// Reads a database's own catalogue. What can't be expressed as a TableData is left out; a table that can't be read at
/// all is an error that names it. One thread at a time. `schema` empty: the connection's own.
class Reflector {
public:
    Reflector() = default;
    Reflector(const Reflector&) = delete;
    Reflector& operator=(const Reflector&) = delete;
    virtual ~Reflector() = default;

    /// Ordinary tables, without those of the database itself, in the order of their names.
    virtual std::vector<std::string> table_names(std::string_view schema = {}) = 0;
    /// Views, and what is read like a table but can't be made by CREATE TABLE.
    virtual std::vector<std::string> view_names(std::string_view schema = {}) = 0;
    /// The schema in which this connection's temporary tables are found; empty where they are found among the others.
    virtual std::string temporary_schema() { return {}; }
    virtual bool has_table(std::string_view name, std::string_view schema = {}) = 0;
    /// All sequences, also those that belong to a column.
    virtual std::vector<std::string> sequence_names(std::string_view /*schema*/ = {}) { return {}; }
    /// Those that belong to no column, in the order of their names.
    virtual std::vector<Sequence> sequences(std::string_view /*schema*/ = {}) { return {}; }
    /// A table or view. Throws ArgumentError that names the nearest ones if there is none.
    virtual TableData table(std::string_view name, std::string_view schema = {}) = 0;
};

}  // namespace rowan
