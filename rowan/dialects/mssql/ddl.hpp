// rowan/dialects/mssql/ddl.hpp: SQL Server's CREATE and DROP.
//
//     MssqlDdlCompiler ddl(dialect);
//     ddl.create_table(users.data());
#pragma once

#include <rowan/dialects/ddl.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::mssql {

/// Texts are NVARCHAR, so that none loses characters: NVARCHAR(max) without a length, NVARCHAR(450) in a key or an
/// index. A generated key is IDENTITY. Comments are the property MS_Description. JSON is text; integers without sign
/// have the next larger type.
class MssqlDdlCompiler final : public DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;
    using DdlCompiler::is_generated_key;

    std::string column(const TableData& table, const ColumnData& column) const override;
    std::string type_name(const SqlType& type) const override;
    std::string create_table_as(const TableData& table, std::string_view query) const override;

protected:
    std::string column_type(const TableData& table, const ColumnData& column) const override;
    std::string identity(const TableData& table, const ColumnData& column) const override;
    std::string default_value(const TableData& table, const ColumnData& column) const override;
    std::string_view action_words(Action action) const override;
    std::string collation(std::string_view name) const override;
    std::string index_part(const TableData& table, const Index& index, const IndexPart& part) const override;
    std::string dropped_index(const TableData& table, const Index& index) const override;
    std::vector<std::string> comments(const TableData& table) const override;
    std::string index_on(const TableData& table, const Index& index) const override;
    std::string literal(std::string_view text) const override;
};

}  // namespace rowan::mssql
