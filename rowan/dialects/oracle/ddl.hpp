// rowan/dialects/oracle/ddl.hpp: Oracle's CREATE and DROP.
//
//     OracleDdlCompiler ddl(dialect);
//     ddl.create_table(users.data());
#pragma once

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/oracle/dialect.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::oracle {

/// Numbers are NUMBER, texts VARCHAR2 of so many characters or CLOB. A generated key is an identity column. Computed
/// columns are virtual, whatever is said. There is no ON UPDATE.
class OracleDdlCompiler final : public DdlCompiler {
public:
    explicit OracleDdlCompiler(const OracleDialect& dialect) : DdlCompiler(dialect), server_(dialect) {}

    std::string type_name(const SqlType& type) const override;
    /// Readers go on meanwhile, whether that is asked for or not.
    std::string refresh_view(const TableData& view, const RefreshOptions& options) const override;

protected:
    std::string create_words(const TableData& table) const override;
    std::string identity(const TableData& table, const ColumnData& column) const override;
    std::string computed(const TableData& table, const ColumnData& column) const override;
    std::string default_value(const TableData& table, const ColumnData& column) const override;
    std::string table_suffix(const TableData& table) const override;
    std::string collation(std::string_view name) const override { return std::string(name); }
    std::string_view commented_words(const TableData& table) const override;
    std::string_view action_words(Action action) const override;
    void check_actions(const TableData& table, const ForeignKey& key) const override;
    std::vector<std::string> comments(const TableData& table) const override { return comment_statements(table); }
    std::string index_part(const TableData& table, const Index& index, const IndexPart& part) const override;

private:
    const OracleDialect& server_;
};

}  // namespace rowan::oracle
