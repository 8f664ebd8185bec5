// rowan/dialects/ddl.hpp: CREATE and DROP statements for tables as data.
//
//     std::unique_ptr<DdlCompiler> ddl = dialect.ddl();
//     ddl->create_table(users.data());    // "CREATE TABLE users (…)"
//     for (const std::string& sql : ddl->create_statements(metadata.unsorted_tables(), {}))
//         connection.execute(sql);
#pragma once

#include <rowan/schema/sequence.hpp>
#include <rowan/schema/table.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

class Dialect;          // dialects/dialect.hpp
struct Capabilities;    // dialects/capability.hpp
struct RefreshOptions;  // dialects/view.hpp

struct CreateOptions {
    bool if_not_exists = false;
};
struct DropOptions {
    bool if_exists = false;
};

/// What a database has: "table" or "schema.table".
struct SchemaNames {
    std::vector<std::string> tables{};
    std::vector<std::string> views{};
    std::vector<std::string> sequences{};
};

/// Spells one database's DDL. The base does what the standard says; a dialect overrides what differs. Statements have
/// no semicolon at their end. A construct that the database can't do is an UnsupportedError that names table and
/// column. Stateless after construction, so any number of threads may use one; the dialect must outlive it.
class DdlCompiler {
public:
    explicit DdlCompiler(const Dialect& dialect) : dialect_(dialect) {}
    DdlCompiler(const DdlCompiler&) = delete;
    DdlCompiler& operator=(const DdlCompiler&) = delete;
    virtual ~DdlCompiler() = default;

    /// One CREATE TABLE with all its constraints, without the indexes.
    std::string create_table(const TableData& table, CreateOptions options = {}) const;
    std::string create_index(const TableData& table, const Index& index, CreateOptions options = {}) const;
    std::string drop_table(const TableData& table, DropOptions options = {}) const;
    /// CREATE TABLE … AS, of a query's SQL.
    virtual std::string create_table_as(const TableData& table, std::string_view query) const;
    /// CREATE VIEW, of the table's view_query or view_definition.
    std::string create_view(const TableData& view) const;
    std::string drop_view(const TableData& view, DropOptions options = {}) const;
    /// What computes the rows of a materialized view anew.
    virtual std::string refresh_view(const TableData& view, const RefreshOptions& options) const;
    std::string create_sequence(const Sequence& sequence) const;
    std::string drop_sequence(const Sequence& sequence, DropOptions options = {}) const;
    std::string drop_index(const TableData& table, const Index& index, DropOptions options = {}) const;
    /// ALTER TABLE … ADD CONSTRAINT / DROP CONSTRAINT. UnsupportedError where the database has none.
    std::string add_foreign_key(const TableData& table, const ForeignKey& key) const;
    std::string drop_foreign_key(const TableData& table, const ForeignKey& key) const;

    /// What creates those sequences, tables (with their indexes) and views that are not there by `existing`, in
    /// dependency order. A view whose SELECT nobody knows is left out. Foreign keys that close a cycle are added at the
    /// end, or stand in their table where the database allows them to refer to what is not there yet.
    std::vector<std::string> create_statements(const std::vector<Table>& tables, const SchemaNames& existing,
                                               const std::vector<Sequence>& sequences = {}) const;
    /// What drops those that are there, in reverse order. To be run in one transaction where the database allows it.
    std::vector<std::string> drop_statements(const std::vector<Table>& tables, const SchemaNames& existing,
                                             const std::vector<Sequence>& sequences = {}) const;

    /// A column's line in CREATE TABLE (also what ALTER TABLE … ADD COLUMN wants): name, type, and what belongs to it.
    virtual std::string column(const TableData& table, const ColumnData& column) const;
    /// "CONSTRAINT fk_… FOREIGN KEY (…) REFERENCES …".
    std::string foreign_key(const TableData& table, const ForeignKey& key) const;

    /// A type as this database spells it: "VARCHAR(50)".
    virtual std::string type_name(const SqlType& type) const = 0;
    /// Whether the database takes two names of tables to be the same.
    virtual bool same_name(std::string_view a, std::string_view b) const { return a == b; }

protected:
    /// CREATE TABLE, or what is said for such a table instead.
    virtual std::string create_words(const TableData& table) const;
    /// The type of a column, where it depends on more than the SqlType.
    virtual std::string column_type(const TableData& table, const ColumnData& column) const;
    /// Whether the column's line holds the primary key, so that the table has no line for it.
    virtual bool primary_key_in_column(const TableData&, const ColumnData&) const { return false; }
    /// Whether the database makes the keys of this column: a single integer key that refers to nothing.
    static bool is_generated_key(const TableData& table, const ColumnData& column);
    /// Whether the column is in a key, a unique constraint or an index.
    static bool is_indexed(const TableData& table, const ColumnData& column);
    /// Whether the database numbers the column's values: those of a generated key, and of another column that is said
    /// to be counted (`ColumnData::autoincrement`), as one is that was read from a database.
    static bool is_counted(const TableData& table, const ColumnData& column) {
        return column.autoincrement || is_generated_key(table, column);
    }
    /// What makes the database generate the column's values, with a space before it.
    virtual std::string identity(const TableData&, const ColumnData&) const { return {}; }
    /// The part of a column's line that says how it is computed, with a space before it.
    virtual std::string computed(const TableData& table, const ColumnData& column) const;
    virtual bool may_say_not_null(const ColumnData&) const { return true; }
    /// The table as this database can have it, where that means the same; `all`: with those that it refers to.
    virtual Table arranged(const Table& table, const std::vector<Table>& all) const;
    /// What stands behind DEFAULT.
    virtual std::string default_value(const TableData& table, const ColumnData& column) const;
    /// TABLE or VIEW, as COMMENT ON wants it.
    virtual std::string_view commented_words(const TableData& table) const;
    /// The end of a column's line.
    virtual std::string column_end(const TableData&, const ColumnData&) const { return {}; }
    /// The condition that keeps a column to the labels of its enumeration; empty where its type does.
    virtual std::string enumeration_check(const ColumnData& column) const;
    /// Throws UnsupportedError for what the database does not do when a referred row goes or changes.
    virtual void check_actions(const TableData&, const ForeignKey&) const {}
    /// An action's words; empty for one that is the database's own way.
    virtual std::string_view action_words(Action action) const;
    /// What follows the closing parenthesis, with a space before it.
    virtual std::string table_suffix(const TableData&) const { return {}; }
    /// Whether PARTITION BY stands behind the table's other options.
    virtual bool partitions_come_last() const { return false; }
    /// Whether REFERENCES may name a table that is not there yet.
    virtual bool forward_references() const { return false; }
    /// The table that a foreign key refers to, quoted.
    virtual std::string referred_name(const TableData& table, const ForeignKey& key) const;
    /// A collation's name as COLLATE wants it.
    virtual std::string collation(std::string_view name) const { return quote(name); }
    /// A column inside a key, with a collation of its own there.
    virtual std::string key_part(const TableData& table, const std::string& column, std::string_view collation) const;
    /// What makes it a descending one, with a space before it.
    virtual std::string descending_key_part(const TableData& table, const std::string& column) const;
    /// What a conflict of a constraint does, with a space before it.
    virtual std::string on_conflict(const TableData& table, std::string_view action) const;
    /// "name ON table" of a CREATE INDEX.
    virtual std::string index_on(const TableData& table, const Index& index) const;
    /// The index in a DROP INDEX.
    virtual std::string dropped_index(const TableData& table, const Index& index) const;
    /// Whether the index has to be there from the beginning: it has a line of CREATE TABLE.
    virtual bool is_inline(const TableData&, const Index&) const { return false; }
    /// UNIQUE or another word between CREATE and INDEX, with a space behind it; empty for none.
    virtual std::string index_kind(const TableData& table, const Index& index) const;
    /// " USING method"; empty for the database's own choice.
    virtual std::string index_method(const Index& index) const;
    /// A part of an index, inside the parentheses.
    virtual std::string index_part(const TableData& table, const Index& index, const IndexPart& part) const;
    /// Statements before the first CREATE TABLE of tables that are not there, beside those that are.
    virtual std::vector<std::string> before_create(const std::vector<Table>& /*missing*/,
                                                   const std::vector<Table>& /*present*/) const {
        return {};
    }
    /// Statements behind CREATE TABLE that say its comments.
    virtual std::vector<std::string> comments(const TableData&) const { return {}; }
    /// Statements before the first DROP TABLE, and behind the last one.
    virtual std::vector<std::string> before_drop() const { return {}; }
    virtual std::vector<std::string> after_drop(const std::vector<Table>& /*dropped*/) const { return {}; }
    /// "FOREIGN KEY name" behind ALTER TABLE … DROP.
    virtual std::string dropped_foreign_key(const ForeignKey& key) const;
    /// COMMENT ON TABLE, COMMENT ON COLUMN.
    std::vector<std::string> comment_statements(const TableData& table) const;
    /// A text as a literal.
    virtual std::string literal(std::string_view text) const;

    [[noreturn]] void unsupported(const TableData& table, std::string_view what) const;
    const Dialect& dialect() const noexcept { return dialect_; }

    std::string quote(std::string_view identifier) const;
    /// "schema.table", quoted.
    std::string quote(const TableData& table) const;
    /// "PRIMARY KEY (a, b)" and "UNIQUE (a, b)", from behind the first words.
    template <class Key>
    std::string key_body(const TableData& table, const Key& key) const;
    /// "(a, b)", quoted.
    std::string quote(const std::vector<std::string>& columns) const;
    /// "CONSTRAINT name " or nothing. A name that is too long for the database is cut and ends in a hash of the whole.
    std::string constraint(std::string_view name) const;
    /// "name", cut as above, quoted.
    std::string quote_cut(std::string_view name) const;
    /// " (a, b)" of an index.
    std::string index_parts(const TableData& table, const Index& index) const;
    const Capabilities& capabilities() const noexcept;

private:
    std::string table_body(const TableData& table, const std::vector<std::size_t>& left_out_keys) const;
    std::vector<std::string> constraints(const TableData& table, const std::vector<std::size_t>& left_out_keys) const;
    std::string exclude(const TableData& table, const Exclude& constraint) const;
    std::string partition_body(const TableData& table, const std::vector<std::size_t>& left_out_keys) const;
    static std::string deferral(bool deferrable, bool initially_deferred);
    std::string sequence_name(const Sequence& sequence) const;
    std::vector<Table> views_in_order(const std::vector<Table>& tables) const;
    std::string definition_of(const TableData& view) const;
    std::string create_view_words(const TableData& view) const;
    std::string create_table(const TableData& table, CreateOptions options,
                             const std::vector<std::size_t>& left_out_keys) const;

    const Dialect& dialect_;
};

/// 'text', with each quote in it doubled.
std::string sql_string_literal(std::string_view text);
/// Whether SQL is one literal (a number with or without sign, a string, NULL, TRUE, CURRENT_DATE …), so that DEFAULT
/// takes it without parentheses.
bool is_sql_literal(std::string_view sql);

}  // namespace rowan
