// rowan/dialects/mysql/ddl.hpp: MySQL's and MariaDB's CREATE and DROP.
//
//     MysqlDdlCompiler ddl(dialect);
//     ddl.create_table(users.data());
#pragma once

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/mysql/dialect.hpp>

#include <string>
#include <string_view>

namespace rowan::mysql {

/// Text without a limit is LONGTEXT (a TEXT ends at 64 kB), in a key or an index VARCHAR(255), or 191 where no more
/// fits; bytes likewise. A decimal without digits has as many as there can be. A generated key is AUTO_INCREMENT.
class MysqlDdlCompiler final : public DdlCompiler {
public:
    explicit MysqlDdlCompiler(const MysqlDialect& dialect) : DdlCompiler(dialect), server_(dialect) {}

    std::string type_name(const SqlType& type) const override;

protected:
    std::string column_type(const TableData& table, const ColumnData& column) const override;
    std::string identity(const TableData& table, const ColumnData& column) const override;
    std::string default_value(const TableData& table, const ColumnData& column) const override;
    bool may_say_not_null(const ColumnData& column) const override;
    std::string column_end(const TableData& table, const ColumnData& column) const override;
    std::string table_suffix(const TableData& table) const override;
    bool partitions_come_last() const override { return true; }
    Table arranged(const Table& table, const std::vector<Table>& all) const override;
    bool is_inline(const TableData& table, const Index& index) const override;
    std::string index_kind(const TableData& table, const Index& index) const override;
    std::string index_method(const Index& index) const override;
    std::string index_part(const TableData& table, const Index& index, const IndexPart& part) const override;
    std::string dropped_index(const TableData& table, const Index& index) const override;
    std::string index_on(const TableData& table, const Index& index) const override;
    std::string dropped_foreign_key(const ForeignKey& key) const override;
    void check_actions(const TableData& table, const ForeignKey& key) const override;
    std::string literal(std::string_view text) const override;

private:
    const MysqlDialect& server_;
};

}  // namespace rowan::mysql
