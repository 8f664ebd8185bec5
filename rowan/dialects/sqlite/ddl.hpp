// rowan/dialects/sqlite/ddl.hpp: SQLite's CREATE and DROP.
//
//     SqliteDdlCompiler ddl(dialect);
//     ddl.create_table(users.data());
#pragma once

#include <rowan/dialects/ddl.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan {

/// A single integer key is INTEGER, the alias of the rowid, so that SQLite generates it. An enumeration is a VARCHAR
/// with a CHECK; a UUID is CHAR(36); an interval is a BIGINT of microseconds. SQLite goes by the name of a type, and
/// makes numbers of texts that look like some in a JSON, a DATE or an inet: where texts are kept, it is a JSON TEXT.
/// Comments have no place in SQLite's catalogue.
class SqliteDdlCompiler final : public DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    std::string column(const TableData& table, const ColumnData& column) const override;
    std::string type_name(const SqlType& type) const override;
    /// Names of tables are compared without regard to the case of ASCII letters.
    bool same_name(std::string_view a, std::string_view b) const override;

protected:
    std::string column_type(const TableData& table, const ColumnData& column) const override;
    bool primary_key_in_column(const TableData& table, const ColumnData& column) const override;
    std::string table_suffix(const TableData& table) const override;
    bool forward_references() const override { return true; }
    std::string referred_name(const TableData& table, const ForeignKey& key) const override;
    /// SQLite's own collations are written as one knows them, without quotes.
    std::string key_part(const TableData& table, const std::string& column, std::string_view collation) const override;
    std::string descending_key_part(const TableData&, const std::string&) const override { return " DESC"; }
    std::string on_conflict(const TableData& table, std::string_view action) const override;
    std::string collation(std::string_view name) const override;
    std::string index_on(const TableData& table, const Index& index) const override;
    std::vector<std::string> before_drop() const override;
};

}  // namespace rowan
