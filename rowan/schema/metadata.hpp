// rowan/schema/metadata.hpp: the tables of a database, as data.
//
//     MetaData metadata;
//     Table users("users", metadata, Column("id", Integer{}, primary_key));
//     metadata.create_all(engine);             // only what is missing, in dependency order
//
//     MetaData found;
//     found.reflect(engine);                   // what is there
//     found.table("users")["id"].nullable();
#pragma once

#include <rowan/schema/naming.hpp>
#include <rowan/schema/sequence.hpp>
#include <rowan/schema/table.hpp>
#include <rowan/schema/table_column.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan {

class Connection;  // engine/connection.hpp
class Engine;      // engine/engine.hpp

struct ReflectOptions {
    std::vector<std::string> only{};  ///< these tables (and those that they refer to); empty: all
    bool views = false;               ///< views too
    std::string schema{};             ///< empty: the connection's own
};

struct CreateAllOptions {
    /// Tables that foreign keys may refer to though neither this metadata nor the database has them.
    std::vector<std::string> elsewhere{};
};

/// A collection of tables, in the order in which they came. Moves, does not copy. One thread at a time while tables are
/// added or removed; reading is thread-safe.
class MetaData {
public:
    MetaData() = default;
    explicit MetaData(NamingConvention convention) : convention_(std::move(convention)) {}
    MetaData(MetaData&&) = default;
    MetaData& operator=(MetaData&&) = default;

    /// Adds a table and names its constraints by the convention. Throws ArgumentError if there is one of that name.
    Table add(TableData table);
    /// Adds a table as it is: constraints without a name stay so.
    Table add_unnamed(TableData table);
    /// Adds this very table, as it is; it may be of several MetaData.
    Table add(const Table& table);
    /// Takes a table out; handles to it live on. Throws ArgumentError if there is none.
    void remove(std::string_view name);
    void clear() noexcept {
        tables_.clear();
        sequences_.clear();
    }

    /// Adds a sequence. Throws ArgumentError for one without a name, or if there is one of that name.
    void add(Sequence sequence);
    /// Those that were added, and those that columns take their default from and nobody added, which count from 1.
    std::vector<Sequence> sequences() const;

    /// `name` is "table" or "schema.table".
    bool contains(std::string_view name) const noexcept;
    /// Throws ArgumentError that names the nearest ones if there is none.
    Table table(std::string_view name) const;
    Table operator[](std::string_view name) const { return table(name); }
    /// All tables, each behind those that it refers to (where cycles allow it: see dependency_order.hpp).
    std::vector<Table> tables() const;
    /// All tables in the order in which they came.
    const std::vector<Table>& unsorted_tables() const noexcept { return tables_; }
    std::size_t size() const noexcept { return tables_.size(); }
    bool empty() const noexcept { return tables_.empty(); }
    const NamingConvention& naming_convention() const noexcept { return convention_; }

    /// Creates the sequences, tables (with their indexes) and views that the database does not have, in one transaction
    /// where the database allows it (MariaDB, MySQL and Oracle commit at each of these statements). On a connection
    /// that is its open transaction, or one that is begun and, like any that a statement begins, waits for commit() or
    /// rollback(); for an engine it is committed. Tables that are there are not compared. Throws ArgumentError for a
    /// foreign key to a table that neither this nor the database has (SQLite alone would take it, and refuse the rows),
    /// and what the database answers.
    void create_all(Engine& engine, const CreateAllOptions& options = {}) const;
    void create_all(Connection& connection, const CreateAllOptions& options = {}) const;
    /// Drops the views, tables and sequences that the database has, those that refer to others first; in a transaction
    /// as create_all.
    void drop_all(Engine& engine) const;
    void drop_all(Connection& connection) const;
    /// Adds the tables of the database that this does not have yet, and its sequences, unless they belong to a column
    /// or `only` names tables. Throws ArgumentError if one of `only` is not there.
    void reflect(Engine& engine, const ReflectOptions& options = {});
    void reflect(Connection& connection, const ReflectOptions& options = {});

private:
    const Table* find(std::string_view name) const noexcept;

    NamingConvention convention_{};
    std::vector<Table> tables_;
    std::vector<Sequence> sequences_{};
};

}  // namespace rowan
