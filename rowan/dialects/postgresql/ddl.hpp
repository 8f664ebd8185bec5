// rowan/dialects/postgresql/ddl.hpp: PostgreSQL's CREATE and DROP.
//
//     PostgresqlDdlCompiler ddl(dialect);
//     ddl.create_table(users.data());
#pragma once

#include <rowan/dialects/ddl.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::postgresql {

/// A generated key is an identity column. An enumeration is a type of its own, made before the tables that use it and
/// dropped behind the last of them; without a name it is called "table_column". Computed columns are kept before
/// PostgreSQL 18, whatever is said. Integers without sign have the next larger type.
class PostgresqlDdlCompiler final : public DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;

    std::string type_name(const SqlType& type) const override;

protected:
    std::string column_type(const TableData& table, const ColumnData& column) const override;
    std::string identity(const TableData& table, const ColumnData& column) const override;
    std::vector<std::string> comments(const TableData& table) const override { return comment_statements(table); }
    std::vector<std::string> before_create(const std::vector<Table>& missing,
                                           const std::vector<Table>& present) const override;
    std::vector<std::string> after_drop(const std::vector<Table>& dropped) const override;

private:
    std::string enum_type(const TableData& table, const ColumnData& column) const;
};

}  // namespace rowan::postgresql
