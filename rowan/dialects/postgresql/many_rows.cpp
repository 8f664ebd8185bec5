// Statements about many rows at once: keys from a sequence, and arrays for parameters.
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/postgresql/dialect.hpp>
#include <rowan/schema/table.hpp>

namespace rowan::postgresql {
namespace {

std::string quoted_name(const PostgresqlDialect& dialect, const TableData& table) {
    const std::string& schema = table.options.schema;
    return (schema.empty() ? "" : dialect.quote(schema) + ".") + dialect.quote(table.name);
}

/// As a text that PostgreSQL reads as the table's name.
std::string name_literal(const PostgresqlDialect& dialect, const TableData& table) {
    return sql_string_literal(quoted_name(dialect, table));
}

/// " FROM unnest($1, $2) AS given (c1, c2) WHERE t.key = …", and what of it is assigned.
struct GivenRows {
    std::string source{};
    std::string condition{};
    std::string assignments{};
};

GivenRows given_rows(const PostgresqlDialect& dialect, std::span<const ArrayColumn> columns) {
    GivenRows rows;
    std::string arrays;
    std::string names;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const ArrayColumn& column = columns[i];
        const std::string number = std::to_string(i + 1);
        arrays += (arrays.empty() ? "$" : ", $") + number;
        names += (names.empty() ? "c" : ", c") + number;
        const std::string value = "CAST(given.c" + number + " AS " + column.type + ")";
        const std::string name = dialect.quote(column.name);
        if (column.use != ArrayColumn::Use::match)
            rows.assignments += (rows.assignments.empty() ? "" : ", ") + name + " = " + value;
        if (column.use != ArrayColumn::Use::assign)
            rows.condition += (rows.condition.empty() ? "written." : " AND written.") + name + " = " + value +
                              (column.use == ArrayColumn::Use::next_version ? " - 1" : "");
    }
    rows.source = "unnest(" + arrays + ") AS given (" + names + ")";
    return rows;
}

}  // namespace

std::string PostgresqlDialect::next_keys_sql(const TableData& table) const {
    const std::string name = name_literal(*this, table);
    const std::string key = sql_string_literal(table.primary_key.columns.front());
    // Not from a sequence that this user may not ask, nor where the database insists on its own keys, nor where a
    // trigger before the INSERT may put in another. OFFSET keeps the planner from asking all that for each key.
    return "SELECT nextval(k.counter) FROM (SELECT CAST(s.counter AS regclass) AS counter FROM (SELECT "
           "pg_get_serial_sequence(" +
           name + ", " + key +
           ") AS counter) AS s WHERE s.counter IS NOT NULL AND has_sequence_privilege(s.counter, 'USAGE') AND NOT "
           "EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = CAST(" +
           name + " AS regclass) AND a.attname = " + key +
           " AND a.attidentity = 'a') AND NOT EXISTS (SELECT FROM pg_trigger g WHERE g.tgrelid = CAST(" + name +
           " AS regclass) AND NOT g.tgisinternal AND g.tgtype & 7 = 7) OFFSET 0) AS k, "
           "generate_series(1, CAST($1 AS INTEGER))";
}

std::string PostgresqlDialect::column_types_sql(const TableData& table) const {
    // Without a length, which a cast would cut to.
    return "SELECT a.attname::text, format_type(a.atttypid, -1) FROM pg_attribute a WHERE a.attnum > 0 AND NOT "
           "a.attisdropped AND a.attrelid = CAST(" +
           name_literal(*this, table) + " AS regclass)";
}

std::string PostgresqlDialect::update_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const {
    const GivenRows rows = given_rows(*this, columns);
    return "UPDATE " + quoted_name(*this, table) + " AS written SET " + rows.assignments + " FROM " + rows.source +
           " WHERE " + rows.condition;
}

std::string PostgresqlDialect::delete_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const {
    const GivenRows rows = given_rows(*this, columns);
    return "DELETE FROM " + quoted_name(*this, table) + " AS written USING " + rows.source + " WHERE " + rows.condition;
}

std::string PostgresqlDialect::copy_in_sql(const TableData& table, std::span<const std::string> columns) const {
    std::string names;
    for (const std::string& column : columns)
        names += (names.empty() ? "" : ", ") + quote(column);
    return "COPY " + quoted_name(*this, table) + " (" + names + ") FROM STDIN (FORMAT binary)";
}

}  // namespace rowan::postgresql
