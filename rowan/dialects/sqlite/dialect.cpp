#include <rowan/dialects/sqlite/dialect.hpp>

#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/sqlite/compiler.hpp>
#include <rowan/dialects/sqlite/ddl.hpp>
#include <rowan/dialects/sqlite/keywords.hpp>
#include <rowan/dialects/sqlite/reflector.hpp>

#include <string_view>

namespace rowan {

namespace sqlite {

SqliteDialect::SqliteDialect(int version) {
    const auto since = [&](int minor) { return version >= 3'000'000 + minor * 1'000; };
    Capabilities& c = capabilities_;
    c.returning = since(35);
    c.select_returning = since(35);
    c.update_returning = since(35);
    c.delete_returning = since(35);
    c.last_insert_id = true;
    c.multi_row_values = true;
    c.on_conflict = since(24);
    c.update_from = since(33);
    c.common_table_expressions = true;
    c.with_before_insert = true;
    c.with_before_update = true;
    c.materialized_hint = since(35);
    c.window_functions = since(25);
    c.string_agg_windows = c.window_functions;
    c.aggregate_filter = since(30);
    c.nulls_ordering = since(30);
    c.full_join = since(39);
    c.right_join = since(39);
    c.row_values = since(15);
    c.row_comparisons = since(15);
    c.intersect = true;
    c.boolean_expressions = true;
    c.quantified_comparisons = false;
    c.frame_groups = since(28);
    c.json_operators = since(38);
    c.schemas = true;
    c.transactional_ddl = true;
    c.alter_drop_column = since(35);
    c.partial_indexes = true;
    c.expression_indexes = true;
    c.computed_columns = since(31);
    c.virtual_columns = since(31);
    c.if_exists = true;
    c.temporary_tables = true;
    c.temporary_views = true;
    c.strict_tables = since(37);
    c.savepoints = true;
    c.deferrable_foreign_keys = true;
    c.max_parameters = since(32) ? 32'766 : 999;
    c.max_identifier_length = 1'000'000;
}

Compiled SqliteDialect::compile(const Statement& statement, Literals literals) const {
    return SqliteCompiler(*this, literals).compile(statement);
}

namespace {

std::string literal(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text) {
        if (c == '\'')
            quoted += '\'';
        quoted += c;
    }
    return quoted += '\'';
}

}  // namespace

std::string SqliteDialect::quote(std::string_view identifier) const {
    return detail::quote_identifier(identifier, keywords, '"', '"');
}

std::string SqliteDialect::highest_key_sql(const TableData& table) const {
    const std::string& key = table.primary_key.columns.front();
    const std::size_t column = table.find(key);
    const std::string schema = table.options.schema.empty() ? "" : quote(table.options.schema) + ".";
    const std::string name = literal(table.name);
    std::string highest = "coalesce((SELECT max(" + quote(key) + ") FROM " + schema + quote(table.name) + "), 0)";
    if (column != TableData::npos && table.columns[column].autoincrement)
        highest = "max(" + highest + ", coalesce((SELECT seq FROM " + schema + "sqlite_sequence WHERE name = " + name +
                  "), 0))";
    const std::string triggers = "WHERE type = 'trigger' AND lower(tbl_name) = lower(" + name + ")";
    return "SELECT CASE WHEN EXISTS (SELECT 1 FROM " + schema + "sqlite_master " + triggers +
           ") OR EXISTS (SELECT 1 FROM sqlite_temp_master " + triggers + ") THEN NULL ELSE " + highest + " END";
}

std::unique_ptr<DdlCompiler> SqliteDialect::ddl() const { return std::make_unique<SqliteDdlCompiler>(*this); }
std::unique_ptr<Reflector> SqliteDialect::reflector(driver::Connection& connection) const {
    return std::make_unique<SqliteReflector>(connection);
}

}  // namespace sqlite

std::shared_ptr<const Dialect> sqlite_dialect(int server_version) {
    return std::make_shared<sqlite::SqliteDialect>(server_version);
}

}  // namespace rowan
