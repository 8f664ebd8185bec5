// rowan/dialects/dialect.hpp: what one database's SQL looks like and what it can do.
//
// A database is a dialect plus a driver (drivers/driver.hpp). Everything above the dialects is the same for every
// database: it asks for a capability by name, or calls one of the functions here.
#pragma once

#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/compiled.hpp>
#include <rowan/sql/statement.hpp>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace rowan {

class DdlCompiler;  // dialects/ddl.hpp
class Reflector;    // dialects/reflector.hpp
struct TableData;   // schema/table.hpp
namespace driver {
class Connection;
}

/// A column of rows that go to the database as arrays, one for each column.
struct ArrayColumn {
    enum class Use : std::uint8_t {
        match,         ///< the row is found by it
        assign,        ///< it is written
        next_version,  ///< it is written, and the row is found by what is one less
    };
    std::string name{};
    std::string type{};  ///< as column_types_sql told it
    Use use = Use::match;
};

/// Stateless after construction, so any number of threads may use one.
class Dialect {
public:
    virtual ~Dialect() = default;

    /// "sqlite", "postgresql", …
    virtual std::string_view name() const noexcept = 0;
    const Capabilities& capabilities() const noexcept { return capabilities_; }

    /// The statement's SQL, with the plan of its parameters and result columns. Throws UnsupportedError for a construct
    /// that the database can't do, ArgumentError for a statement that makes no sense.
    /// With literals written into the text, it is for people to read and has no parameters.
    virtual Compiled compile(const Statement& statement, Literals literals = Literals::placeholders) const = 0;

    /// The identifier, quoted if it must be (reserved word, capitals, spaces, …).
    virtual std::string quote(std::string_view identifier) const = 0;

    /// "name" or "schema.name", quoted part by part.
    std::string quote_full(std::string_view full_name) const;

    /// A SELECT of one number, the highest key of the table so far or 0, for a database in which a transaction that
    /// holds the write lock knows its next keys; NULL where a trigger might take some. Empty for other databases.
    virtual std::string highest_key_sql(const TableData& table) const;
    /// A SELECT of keys for rows that are going to be inserted, which nobody else gets; as many as its one parameter
    /// says. No row where only an INSERT can tell (a trigger may change them, or a right is missing). Empty for a
    /// database whose keys can't be taken beforehand.
    virtual std::string next_keys_sql(const TableData& table) const;

    /// A SELECT that gives a row if the keys of one INSERT of many rows rise in the order of its rows: without
    /// RETURNING by 1, from what the client library tells. Empty for a database of which that can't be said.
    virtual std::string rising_keys_sql(const TableData& table) const;

    // Statements about many rows whose parameters are arrays, one for each column; in databases that have arrays. Empty
    // in others.

    /// A SELECT of names and types of the table's columns, as text.
    virtual std::string column_types_sql(const TableData& table) const;
    virtual std::string update_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const;
    virtual std::string delete_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const;

    /// What gives a sequence's next number, as an expression; of its name, quoted. Where there are sequences
    /// (Capabilities::sequences).
    virtual std::string next_value_sql(const std::string& quoted_sequence) const;

    /// What driver::Connection::copy_in does, for logs and errors; empty for a database whose driver has no such thing.
    virtual std::string copy_in_sql(const TableData& table, std::span<const std::string> columns) const;

    virtual std::unique_ptr<DdlCompiler> ddl() const = 0;
    /// Reads the schema over a connection, which must outlive the reflector. Throws UnsupportedError for a database
    /// whose catalogue rowan can't read.
    virtual std::unique_ptr<Reflector> reflector(driver::Connection& connection) const;

protected:
    Capabilities capabilities_;
};

// The dialects, each for a server version (as driver::Connection::server_version), which its capabilities follow.
// Offline, a statement is compiled for the version that stands here unless another is said.

std::shared_ptr<const Dialect> sqlite_dialect(int server_version = 3'040'001);
/// PostgreSQL 15.4 is 15'004'000.
std::shared_ptr<const Dialect> postgresql_dialect(int server_version = 15'000'000);
/// MariaDB 10.11.2 is 10'011'002.
std::shared_ptr<const Dialect> mariadb_dialect(int server_version = 10'011'000);
/// MySQL 8.0.36 is 8'000'036.
std::shared_ptr<const Dialect> mysql_dialect(int server_version = 8'000'036);
/// SQL Server 2019 is 15'000'000, its own number. ArgumentError for one before 2017, 14'000'000.
std::shared_ptr<const Dialect> mssql_dialect(int server_version = 15'000'000);
/// Oracle 19c is 19'000'000. ArgumentError for one before 12.2, 12'002'000.
std::shared_ptr<const Dialect> oracle_dialect(int server_version = 19'000'000);

}  // namespace rowan
