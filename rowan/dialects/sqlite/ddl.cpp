#include <rowan/dialects/sqlite/ddl.hpp>

#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/internal/type_words.hpp>
#include <rowan/dialects/sqlite/affinity.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>

namespace rowan {
namespace {

/// Whether the column is another name of the rowid.
bool is_rowid(const TableData& table, const ColumnData& column) {
    return column.primary_key == 1 && table.primary_key.columns.size() == 1 && !table.options.without_rowid &&
           detail::is_integer(column.type.family);
}

/// The length of the longest label, in characters.
std::size_t longest(const std::vector<std::string>& labels) {
    std::size_t length = 1;
    for (const std::string& label : labels) {
        const auto characters = std::count_if(label.begin(), label.end(),
                                              [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
        length = std::max(length, static_cast<std::size_t>(characters));
    }
    return length;
}

/// STRICT tables know five types and ANY.
std::string strict_type(const SqlType& type) {
    if (type.holds_text)
        return "TEXT";
    switch (type.family) {
        case TypeFamily::boolean:
        case TypeFamily::small_integer:
        case TypeFamily::integer:
        case TypeFamily::big_integer:
        case TypeFamily::interval:
            return "INTEGER";
        case TypeFamily::real:
        case TypeFamily::double_:
        case TypeFamily::numeric:
            return "REAL";
        case TypeFamily::binary:
            return "BLOB";
        default:
            return "TEXT";
    }
}

constexpr std::array<std::string_view, 5> conflict_actions{"ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"};

}  // namespace

std::string SqliteDdlCompiler::type_name(const SqlType& type) const {
    if (type.holds_text) {
        SqlType plain = type;
        plain.holds_text = false;
        return detail::name_for_texts(type_name(plain));
    }
    switch (type.family) {
        case TypeFamily::unspecified:
            return {};
        case TypeFamily::boolean:
            return "BOOLEAN";
        case TypeFamily::small_integer:
            return "SMALLINT";
        case TypeFamily::integer:
            return "INTEGER";
        case TypeFamily::big_integer:
            return "BIGINT";
        case TypeFamily::real:
            return "FLOAT";
        case TypeFamily::double_:
            return "DOUBLE";
        case TypeFamily::numeric:
            if (type.precision == 0)
                return "NUMERIC";
            return detail::with_precision("NUMERIC", type);
        case TypeFamily::string:
            return detail::sized_if_any("VARCHAR", type.length);
        case TypeFamily::text:
            return "TEXT";
        case TypeFamily::binary:
            return detail::sized_if_any("BLOB", type.length);
        case TypeFamily::date:
            return "DATE";
        case TypeFamily::timestamp:
            return "DATETIME";
        case TypeFamily::time:
            return "TIME";
        case TypeFamily::interval:
            return "BIGINT";
        case TypeFamily::uuid:
            return "CHAR(36)";
        case TypeFamily::json:
            return detail::name_for_texts("JSON");
        case TypeFamily::enumeration:
            return detail::sized_if_any("VARCHAR", static_cast<std::int32_t>(longest(type.labels)));
        case TypeFamily::other:
            return type.name;
    }
    return {};
}

std::string SqliteDdlCompiler::column_type(const TableData& table, const ColumnData& column) const {
    if (column.type.family == TypeFamily::unspecified ||
        (column.type.family == TypeFamily::other && !column.type.holds_text)) {
        return DdlCompiler::column_type(table, column);
    }
    if (is_rowid(table, column))
        return "INTEGER";
    return table.options.strict ? strict_type(column.type) : type_name(column.type);
}

bool SqliteDdlCompiler::primary_key_in_column(const TableData&, const ColumnData& column) const {
    return column.autoincrement;
}

std::string SqliteDdlCompiler::column(const TableData& table, const ColumnData& column) const {
    std::string sql = DdlCompiler::column(table, column);
    if (!column.autoincrement)
        return sql;
    if (!is_rowid(table, column)) {
        throw UnsupportedError("column '" + table.full_name() + "." + column.name +
                               "': sqlite's autoincrement wants a single integer primary key of a table with rowids");
    }
    return sql + " " + constraint(table.primary_key.name) + "PRIMARY KEY" +
           on_conflict(table, table.primary_key.on_conflict) + " AUTOINCREMENT";
}

std::string SqliteDdlCompiler::table_suffix(const TableData& table) const {
    if (table.options.strict && !capabilities().strict_tables) {
        throw UnsupportedError("table '" + table.full_name() +
                               "': this version of sqlite has no STRICT tables (3.37 has)");
    }
    if (table.options.strict)
        return table.options.without_rowid ? " STRICT, WITHOUT ROWID" : " STRICT";
    return table.options.without_rowid ? " WITHOUT ROWID" : "";
}

std::string SqliteDdlCompiler::referred_name(const TableData& table, const ForeignKey& key) const {
    if (!key.referred_schema.empty() && !same_name(key.referred_schema, table.options.schema)) {
        throw UnsupportedError("table '" + table.full_name() +
                               "': sqlite's foreign keys can't refer to another database ('" + key.referred_schema +
                               "." + key.referred_table + "')");
    }
    return quote(key.referred_table);
}

std::string SqliteDdlCompiler::index_on(const TableData& table, const Index& index) const {
    return dropped_index(table, index) + " ON " + quote(table.name);
}

std::string SqliteDdlCompiler::key_part(const TableData&, const std::string& column,
                                        std::string_view collation_) const {
    return quote(column) + (collation_.empty() ? "" : " COLLATE " + collation(collation_));
}

std::string SqliteDdlCompiler::on_conflict(const TableData& table, std::string_view action) const {
    if (action.empty())
        return {};
    for (const std::string_view known : conflict_actions) {
        if (same_name(action, known))
            return " ON CONFLICT " + std::string(known);
    }
    throw ArgumentError("table '" + table.full_name() + "': ON CONFLICT " + std::string(action) +
                        ": sqlite knows ROLLBACK, ABORT, FAIL, IGNORE and REPLACE");
}

std::string SqliteDdlCompiler::collation(std::string_view name) const {
    for (const std::string_view built_in : {"BINARY", "NOCASE", "RTRIM"}) {
        if (same_name(name, built_in))
            return std::string(name);
    }
    return quote(name);
}

std::vector<std::string> SqliteDdlCompiler::before_drop() const {
    // DROP TABLE counts as a DELETE of all rows; in a cycle the rows that refer to them go later in the transaction.
    return {"PRAGMA defer_foreign_keys = ON"};
}

bool SqliteDdlCompiler::same_name(std::string_view a, std::string_view b) const {
    return detail::same_but_for_case(a, b);
}

}  // namespace rowan
