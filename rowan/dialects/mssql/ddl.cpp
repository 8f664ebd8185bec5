#include <rowan/dialects/mssql/ddl.hpp>

#include <rowan/dialects/internal/type_words.hpp>
#include <rowan/dialects/mssql/compiler.hpp>

namespace rowan::mssql {

std::string type_name(const SqlType& type, bool indexed) {
    switch (type.family) {
        case TypeFamily::unspecified:
            return {};
        case TypeFamily::boolean:
            return "BIT";
        case TypeFamily::small_integer:
            return type.is_unsigned ? "INTEGER" : "SMALLINT";
        case TypeFamily::integer:
            return type.is_unsigned ? "BIGINT" : "INTEGER";
        case TypeFamily::big_integer:
            return type.is_unsigned ? "NUMERIC(20)" : "BIGINT";
        case TypeFamily::real:
            return "REAL";
        case TypeFamily::double_:
            return "FLOAT(53)";
        case TypeFamily::numeric:
            if (type.precision == 0)
                return "NUMERIC(38, 10)";
            return detail::with_precision("NUMERIC", type);
        case TypeFamily::string:
            if (type.length == 0 || type.length > 4'000)
                return indexed ? "NVARCHAR(450)" : "NVARCHAR(max)";
            return detail::sized("NVARCHAR", type.length);
        case TypeFamily::text:
        case TypeFamily::json:
            return "NVARCHAR(max)";
        case TypeFamily::binary:
            if (type.length == 0 || type.length > 8'000)
                return indexed ? "VARBINARY(900)" : "VARBINARY(max)";
            return detail::sized("VARBINARY", type.length);
        case TypeFamily::date:
            return "DATE";
        case TypeFamily::timestamp:
            return detail::sized(type.timezone ? "DATETIMEOFFSET" : "DATETIME2", type.precision);
        case TypeFamily::time:
            return detail::sized("TIME", type.precision);
        case TypeFamily::interval:
            return "BIGINT";
        case TypeFamily::uuid:
            return "UNIQUEIDENTIFIER";
        case TypeFamily::enumeration: {
            std::size_t longest = 1;
            for (const std::string& label : type.labels)
                longest = std::max(longest, label.size());
            return detail::sized("NVARCHAR", static_cast<std::int32_t>(longest));
        }
        case TypeFamily::other:
            return type.name;
    }
    return {};
}

std::string MssqlDdlCompiler::type_name(const SqlType& type) const { return mssql::type_name(type, false); }

std::string MssqlDdlCompiler::column_type(const TableData& table, const ColumnData& column) const {
    const bool is_string = column.type.family == TypeFamily::string || column.type.family == TypeFamily::binary;
    if (is_string && is_indexed(table, column))
        return mssql::type_name(column.type, true);
    return DdlCompiler::column_type(table, column);
}

/// A computed column has no type of its own.
std::string MssqlDdlCompiler::column(const TableData& table, const ColumnData& column) const {
    if (column.computed.empty())
        return DdlCompiler::column(table, column);
    return quote(column.name) + " AS (" + column.computed + (column.computed_stored ? ") PERSISTED" : ")");
}

std::string MssqlDdlCompiler::identity(const TableData& table, const ColumnData& column) const {
    return is_counted(table, column) ? " IDENTITY(1,1)" : "";
}

std::string MssqlDdlCompiler::default_value(const TableData& table, const ColumnData& column) const {
    if (column.server_default == "TRUE" || column.server_default == "FALSE")
        return column.server_default == "TRUE" ? "1" : "0";
    if (column.server_default.starts_with('\'') && is_sql_literal(column.server_default))
        return "N" + column.server_default;
    return DdlCompiler::default_value(table, column);
}

/// RESTRICT is what NO ACTION does here.
std::string_view MssqlDdlCompiler::action_words(Action action) const {
    return action == Action::restrict ? "NO ACTION" : DdlCompiler::action_words(action);
}

std::string MssqlDdlCompiler::collation(std::string_view name) const { return std::string(name); }

std::string MssqlDdlCompiler::index_on(const TableData& table, const Index& index) const {
    return quote_cut(index.name) + " ON " + quote(table);
}

std::string MssqlDdlCompiler::index_part(const TableData& table, const Index& index, const IndexPart& part) const {
    const std::size_t at = part.sql.empty() ? table.find(part.column) : TableData::npos;
    if (at != TableData::npos && column_type(table, table.columns[at]).ends_with("(max)"))
        unsupported(table, "indexes of long texts ('" + part.column + "'): give it a length, String{200}");
    return DdlCompiler::index_part(table, index, part);
}

std::string MssqlDdlCompiler::dropped_index(const TableData& table, const Index& index) const {
    return index_on(table, index);
}

std::string MssqlDdlCompiler::create_table_as(const TableData& table, std::string_view query) const {
    if (table.options.temporary)
        unsupported(table, "temporary tables by that word: call it #" + table.name);
    return "SELECT * INTO " + quote(table) + " FROM (" + std::string(query) + ") AS made";
}

std::string MssqlDdlCompiler::literal(std::string_view text) const { return "N" + sql_string_literal(text); }

std::vector<std::string> MssqlDdlCompiler::comments(const TableData& table) const {
    const std::string schema = table.options.schema.empty() ? "dbo" : table.options.schema;
    const auto statement = [&](const std::string& comment, const std::string& column) {
        return "EXEC sp_addextendedproperty N'MS_Description', " + literal(comment) + ", N'SCHEMA', " +
               literal(schema) + (table.is_view ? ", N'VIEW', " : ", N'TABLE', ") + literal(table.name) +
               (column.empty() ? "" : ", N'COLUMN', " + literal(column));
    };
    std::vector<std::string> statements;
    if (!table.options.comment.empty())
        statements.push_back(statement(table.options.comment, {}));
    for (const ColumnData& each : table.columns) {
        if (!each.comment.empty())
            statements.push_back(statement(each.comment, each.name));
    }
    return statements;
}

}  // namespace rowan::mssql
