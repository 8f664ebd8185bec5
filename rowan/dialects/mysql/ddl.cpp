#include <rowan/dialects/mysql/ddl.hpp>

#include <rowan/dialects/internal/type_words.hpp>
#include <rowan/dialects/mysql/compiler.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>
#include <cctype>
#include <memory>

namespace rowan::mysql {
namespace {

bool is_long(const SqlType& type) {
    return type.family == TypeFamily::text || type.family == TypeFamily::json ||
           (type.length == 0 && (type.family == TypeFamily::string || type.family == TypeFamily::binary));
}

std::string upper(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(),
                           [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
    return result;
}

/// TIMESTAMP, which is another type than DATETIME.
bool is_native_timestamp(const SqlType& type) {
    return type.family == TypeFamily::other && upper(type.name).starts_with("TIMESTAMP");
}

/// CURRENT_TIMESTAMP, CURRENT_TIMESTAMP(3)
bool is_current_timestamp(std::string_view sql) {
    constexpr std::string_view word = "CURRENT_TIMESTAMP";
    if (!upper(sql).starts_with(word))
        return false;
    sql.remove_prefix(word.size());
    return sql.empty() || (sql.front() == '(' && sql.find_first_not_of("0123456789", 1) == sql.size() - 1);
}

/// b'101'
bool is_bits(std::string_view sql) {
    return sql.size() > 3 && (sql.starts_with("b'") || sql.starts_with("B'")) && sql.back() == '\'' &&
           sql.find_first_not_of("01", 2) == sql.size() - 1;
}

}  // namespace

std::string MysqlDdlCompiler::literal(std::string_view text) const { return text_literal(text); }

std::string MysqlDdlCompiler::type_name(const SqlType& type) const {
    const std::string sign = type.is_unsigned ? " UNSIGNED" : "";
    switch (type.family) {
        case TypeFamily::unspecified:
            return {};
        case TypeFamily::boolean:
            return "BOOL";
        case TypeFamily::small_integer:
            return "SMALLINT" + sign;
        case TypeFamily::integer:
            return "INTEGER" + sign;
        case TypeFamily::big_integer:
            return "BIGINT" + sign;
        case TypeFamily::real:
            return "FLOAT";
        case TypeFamily::double_:
            return "DOUBLE";
        case TypeFamily::numeric:
            if (type.precision == 0)
                return "NUMERIC(65, 30)";
            return detail::with_precision("NUMERIC", type);
        case TypeFamily::string:
            return type.length == 0 ? "LONGTEXT" : detail::sized_if_any("VARCHAR", type.length);
        case TypeFamily::text:
            return "LONGTEXT";
        case TypeFamily::binary:
            return type.length == 0 ? "LONGBLOB" : detail::sized_if_any("VARBINARY", type.length);
        case TypeFamily::date:
            return "DATE";
        case TypeFamily::timestamp:
            return detail::sized_if_any("DATETIME", type.precision);
        case TypeFamily::time:
            return detail::sized_if_any("TIME", type.precision);
        case TypeFamily::interval:
            return "BIGINT";
        case TypeFamily::uuid:
            return server_.since(never, 10'007'000) ? "UUID" : "CHAR(36)";
        case TypeFamily::json:
            return server_.since(5'007'008, 0) ? "JSON" : "LONGTEXT";
        case TypeFamily::enumeration: {
            std::string labels;
            for (const std::string& label : type.labels)
                labels += (labels.empty() ? "" : ", ") + literal(label);
            return "ENUM(" + labels + ")";
        }
        case TypeFamily::other:
            return type.name;
    }
    return {};
}

std::string MysqlDdlCompiler::column_type(const TableData& table, const ColumnData& column) const {
    const bool is_string = column.type.family == TypeFamily::string || column.type.family == TypeFamily::binary;
    if (is_string && column.type.length == 0 && is_indexed(table, column))
        return column.type.family == TypeFamily::string
                   ? detail::sized_if_any("VARCHAR", server_.usual_key_characters())
                   : "VARBINARY(255)";
    return DdlCompiler::column_type(table, column);
}

std::string MysqlDdlCompiler::identity(const TableData& table, const ColumnData& column) const {
    return is_counted(table, column) ? " AUTO_INCREMENT" : "";
}

/// A counted column begins a key from the beginning.
bool MysqlDdlCompiler::is_inline(const TableData& table, const Index& index) const {
    const std::size_t first = index.parts.empty() ? TableData::npos : table.find(index.parts.front().column);
    if (first == TableData::npos || !table.columns[first].autoincrement || index.is_unique || !index.method.empty())
        return false;
    const std::string& name = table.columns[first].name;
    const auto begins = [&](const std::vector<std::string>& columns) { return !columns.empty() && columns[0] == name; };
    return !begins(table.primary_key.columns) &&
           std::ranges::none_of(table.uniques, [&](const Unique& each) { return begins(each.columns); });
}

std::string MysqlDdlCompiler::default_value(const TableData& table, const ColumnData& column) const {
    const std::string& given = column.server_default;
    const bool is_now = upper(given) == "CURRENT_TIMESTAMP";
    if (is_now && column.type.family == TypeFamily::timestamp)
        return column.type.precision == 0 ? given : given + "(" + std::to_string(column.type.precision) + ")";
    if (is_current_timestamp(given) &&
        (is_native_timestamp(column.type) || column.type.family == TypeFamily::timestamp))
        return given;
    const bool is_constant = is_bits(given) || (is_sql_literal(given) && upper(given).find("CURRENT_") != 0);
    const bool is_text = is_constant && given.front() == '\'';
    std::string constant;
    for (const char c : given)
        constant.append(is_text && c == '\\' ? 2 : 1, c);
    if (is_constant && !is_long(column.type))
        return constant;
    if (!server_.since(8'000'013, 10'002'001))
        throw UnsupportedError(
            "column '" + table.full_name() + "." + column.name + "': " + std::string(server_.name()) +
            (is_constant ? " has no defaults of long texts before 8.0.13: give it a length, String{200}"
                         : " has no defaults that are expressions before 8.0.13"));
    return "(" + (is_constant ? constant : given) + ")";
}

/// MariaDB takes it of no computed column.
bool MysqlDdlCompiler::may_say_not_null(const ColumnData& column) const {
    return column.computed.empty() || !server_.is_mariadb();
}

std::string MysqlDdlCompiler::column_end(const TableData&, const ColumnData& column) const {
    return column.comment.empty() ? "" : " COMMENT " + literal(column.comment);
}

std::string MysqlDdlCompiler::table_suffix(const TableData& table) const {
    return table.options.comment.empty() ? "" : " COMMENT = " + literal(table.options.comment);
}

namespace {

/// A method that is a word before INDEX: FULLTEXT or SPATIAL.
bool is_kind(std::string_view method) {
    return detail::same_but_for_case(method, "fulltext") || detail::same_but_for_case(method, "spatial");
}

}  // namespace

std::string MysqlDdlCompiler::index_kind(const TableData& table, const Index& index) const {
    if (!is_kind(index.method))
        return DdlCompiler::index_kind(table, index);
    if (index.is_unique)
        unsupported(table, "unique indexes by '" + index.method + "'");
    return upper(index.method) + " ";
}

/// It stands behind the index's name.
std::string MysqlDdlCompiler::index_method(const Index&) const { return {}; }

std::string MysqlDdlCompiler::index_part(const TableData& table, const Index& index, const IndexPart& part) const {
    const std::size_t at = part.sql.empty() ? table.find(part.column) : TableData::npos;
    if (!part.collation.empty())
        unsupported(table, "collations of an index's columns ('" + index.name + "')");
    if (at == TableData::npos || is_kind(index.method))
        return DdlCompiler::index_part(table, index, part);
    const int beginning = server_.indexed_beginning(table.columns[at].type);
    if (beginning == 0)
        return DdlCompiler::index_part(table, index, part);
    if (index.is_unique)
        unsupported(table, "unique indexes of long texts ('" + part.column + "'): give it a length, at most String{" +
                               std::to_string(server_.most_key_characters()) + "}");
    return quote(part.column) + "(" + std::to_string(beginning) + ")" + (part.is_descending ? " DESC" : "");
}

std::string MysqlDdlCompiler::index_on(const TableData& table, const Index& index) const {
    const std::string method = is_kind(index.method) ? "" : DdlCompiler::index_method(index);
    return quote_cut(index.name) + method + " ON " + quote(table);
}

std::string MysqlDdlCompiler::dropped_index(const TableData& table, const Index& index) const {
    return quote_cut(index.name) + " ON " + quote(table);
}

namespace {

std::vector<std::vector<std::string>> unique_keys(const TableData& table) {
    std::vector<std::vector<std::string>> keys{table.primary_key.columns};
    for (const Unique& unique : table.uniques)
        keys.push_back(unique.columns);
    for (const Index& index : table.indexes) {
        if (!index.is_unique)
            continue;
        std::vector<std::string>& columns = keys.emplace_back();
        for (const IndexPart& part : index.parts)
            columns.push_back(part.column);
    }
    return keys;
}

/// The columns in the order of the unique key that they are; empty if they are none.
std::vector<std::string> in_order_of_key(const TableData& table, const std::vector<std::string>& columns) {
    for (std::vector<std::string>& key : unique_keys(table)) {
        if (std::ranges::is_permutation(key, columns))
            return std::move(key);
    }
    return {};
}

void arrange(ForeignKey& key, const std::vector<std::string>& order) {
    std::vector<std::string> columns;
    for (const std::string& referred : order)
        columns.push_back(key.columns[static_cast<std::size_t>(std::ranges::find(key.referred_columns, referred) -
                                                               key.referred_columns.begin())]);
    key.columns = std::move(columns);
    key.referred_columns = order;
}

}  // namespace

/// InnoDB wants the columns of a foreign key in the order of the key that they refer to.
Table MysqlDdlCompiler::arranged(const Table& table, const std::vector<Table>& all) const {
    std::shared_ptr<TableData> changed;
    for (std::size_t i = 0; i < table.foreign_keys().size(); ++i) {
        const ForeignKey& key = table.foreign_keys()[i];
        const std::string& schema = key.referred_schema.empty() ? table.schema() : key.referred_schema;
        const auto parent = std::ranges::find_if(
            all, [&](const Table& each) { return each.name() == key.referred_table && each.schema() == schema; });
        const std::vector<std::string> order =
            parent == all.end() ? std::vector<std::string>() : in_order_of_key(parent->data(), key.referred_columns);
        if (order.empty() || order == key.referred_columns)
            continue;
        if (!changed)
            changed = std::make_shared<TableData>(table.data());
        arrange(changed->foreign_keys[i], order);
    }
    return changed ? Table(std::move(changed)) : table;
}

std::string MysqlDdlCompiler::dropped_foreign_key(const ForeignKey& key) const {
    return "FOREIGN KEY " + quote_cut(key.name);
}

/// InnoDB takes the words and then refuses the table.
void MysqlDdlCompiler::check_actions(const TableData& table, const ForeignKey& key) const {
    if (key.on_delete == Action::set_default || key.on_update == Action::set_default)
        unsupported(table, "ON DELETE or ON UPDATE SET DEFAULT");
}

}  // namespace rowan::mysql
