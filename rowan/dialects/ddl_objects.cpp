// CREATE and DROP of what stands beside plain tables: views, sequences, partitions, exclusion constraints.

#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/view.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace rowan {
namespace {

bool is_of_a_name(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || std::isalnum(byte) != 0 || c == '_' || c == '$';
}

/// Whether the name stands in the SQL as a whole: not within another one.
bool names(std::string_view sql, std::string_view name) {
    for (std::size_t at = sql.find(name); at != std::string_view::npos; at = sql.find(name, at + 1)) {
        const std::size_t end = at + name.size();
        if ((at == 0 || !is_of_a_name(sql[at - 1])) && (end == sql.size() || !is_of_a_name(sql[end])))
            return true;
    }
    return false;
}

}  // namespace

// --- views --------------------------------------------------------------------------------------------------------

std::string DdlCompiler::definition_of(const TableData& view) const {
    if (view.view_query)
        return dialect_.compile(Statement(view.view_query), Literals::definition).sql;
    // What is found beside SELECTs was made by a statement of its own, as SQLite's virtual tables are.
    const bool is_query = !view.view_definition.empty() && !view.view_definition.starts_with("CREATE ");
    return is_query ? view.view_definition : std::string();
}

std::string DdlCompiler::create_view_words(const TableData& view) const {
    if (view.options.temporary && (view.is_materialized || !capabilities().temporary_views))
        unsupported(view, view.is_materialized ? "temporary views that are materialized" : "temporary views");
    if (view.is_materialized && !capabilities().materialized_views)
        unsupported(view, "materialized views: keep the rows in a table that INSERT ... SELECT fills");
    if (view.is_materialized)
        return "CREATE MATERIALIZED VIEW ";
    return view.options.temporary ? "CREATE TEMPORARY VIEW " : "CREATE VIEW ";
}

std::string DdlCompiler::create_view(const TableData& view) const {
    const std::string definition = definition_of(view);
    if (definition.empty())
        throw ArgumentError("view '" + view.full_name() + "' has no SELECT to be made of");
    std::string columns;
    for (const ColumnData& column : view.columns)
        columns += (columns.empty() ? " (" : ", ") + quote(column.name);
    std::string natives;
    for (const NativeOption& option : view.options.native) {
        if (option.dialect == dialect_.name())
            natives += " " + option.sql;
    }
    return create_view_words(view) + quote(view) + columns + (columns.empty() ? "" : ")") + natives + " AS\n" +
           definition;
}

std::string DdlCompiler::drop_view(const TableData& view, DropOptions options) const {
    if (options.if_exists && !capabilities().if_exists)
        unsupported(view, "IF EXISTS");
    return std::string(view.is_materialized ? "DROP MATERIALIZED VIEW " : "DROP VIEW ") +
           (options.if_exists ? "IF EXISTS " : "") + quote(view);
}

std::string DdlCompiler::refresh_view(const TableData& view, const RefreshOptions& options) const {
    if (!capabilities().materialized_views)
        unsupported(view, "materialized views");
    return std::string("REFRESH MATERIALIZED VIEW ") + (options.concurrently ? "CONCURRENTLY " : "") + quote(view);
}

std::string_view DdlCompiler::commented_words(const TableData& table) const {
    return table.is_materialized ? "MATERIALIZED VIEW" : table.is_view ? "VIEW" : "TABLE";
}

/// Those that have a SELECT, each behind those that it reads, as far as names tell.
std::vector<Table> DdlCompiler::views_in_order(const std::vector<Table>& tables) const {
    std::vector<std::pair<Table, std::string>> waiting;
    for (const Table& table : tables) {
        std::string definition = definition_of(table.data());
        if (!definition.empty())
            waiting.emplace_back(table, std::move(definition));
    }
    std::vector<Table> ordered;
    while (!waiting.empty()) {
        const auto reads_a_waiting_one = [&](const auto& view) {
            return std::any_of(waiting.begin(), waiting.end(), [&](const auto& other) {
                const std::string& name = other.first.name();
                return !(other.first == view.first) &&
                       (names(view.second, name) || view.second.find(quote(name)) != std::string::npos);
            });
        };
        // Where a name is also a column's, they may seem to wait for each other: then as they stand.
        auto next = std::find_if_not(waiting.begin(), waiting.end(), reads_a_waiting_one);
        if (next == waiting.end())
            next = waiting.begin();
        ordered.push_back(next->first);
        waiting.erase(next);
    }
    return ordered;
}

std::string DdlCompiler::create_table_as(const TableData& table, std::string_view query) const {
    return create_words(table) + quote(table) + table_suffix(table) + " AS\n" + std::string(query);
}

// --- sequences ----------------------------------------------------------------------------------------------------

std::string DdlCompiler::sequence_name(const Sequence& sequence) const {
    if (!capabilities().sequences)
        throw UnsupportedError("sequence '" + sequence.full_name() + "': " + std::string(dialect_.name()) +
                               " has no sequences: let a primary key count, or keep the last number in a table");
    return (sequence.schema.empty() ? "" : quote(sequence.schema) + ".") + quote(sequence.name);
}

std::string DdlCompiler::create_sequence(const Sequence& sequence) const {
    std::string sql = "CREATE SEQUENCE " + sequence_name(sequence) + " START WITH " + std::to_string(sequence.start) +
                      " INCREMENT BY " + std::to_string(sequence.increment);
    if (sequence.minimum)
        sql += " MINVALUE " + std::to_string(*sequence.minimum);
    if (sequence.maximum)
        sql += " MAXVALUE " + std::to_string(*sequence.maximum);
    if (sequence.cache)
        sql += " CACHE " + std::to_string(*sequence.cache);
    return sql + (sequence.cycle ? " CYCLE" : "");
}

std::string DdlCompiler::drop_sequence(const Sequence& sequence, DropOptions options) const {
    if (options.if_exists && !capabilities().if_exists)
        throw UnsupportedError("sequence '" + sequence.full_name() + "': " + std::string(dialect_.name()) +
                               " has no IF EXISTS");
    return std::string("DROP SEQUENCE ") + (options.if_exists ? "IF EXISTS " : "") + sequence_name(sequence);
}

// --- parts of tables ----------------------------------------------------------------------------------------------

/// " PARTITION OF whole FOR VALUES …": the columns are those of the whole.
std::string DdlCompiler::partition_body(const TableData& table, const std::vector<std::size_t>& left_out_keys) const {
    if (!capabilities().tables_as_partitions)
        unsupported(table, "tables that are partitions of others: say the partitions of '" +
                               table.options.partition_of + "' in its partition_by");
    TableData whole;
    whole.name = table.options.partition_of;
    whole.options.schema = table.options.schema;
    std::string lines;
    for (const std::string& line : constraints(table, left_out_keys))
        lines += (lines.empty() ? " (\n    " : ",\n    ") + line;
    return " PARTITION OF " + quote(whole) + (lines.empty() ? " " : lines + "\n) ") + table.options.partition_rows;
}

std::string DdlCompiler::exclude(const TableData& table, const Exclude& constraint_) const {
    if (!capabilities().exclusion_constraints)
        unsupported(table, "exclusion constraints ('" + constraint_.name + "')");
    std::string parts;
    for (const ExcludePart& part : constraint_.parts) {
        parts += parts.empty() ? "" : ", ";
        parts += part.sql.empty() ? quote(part.column) : "(" + part.sql + ")";
        if (!part.operator_class.empty())
            parts += " " + part.operator_class;
        parts += " WITH " + part.op;
    }
    return constraint(constraint_.name) + "EXCLUDE USING " + constraint_.method + " (" + parts + ")" +
           (constraint_.where.empty() ? "" : " WHERE (" + constraint_.where + ")") +
           deferral(constraint_.deferrable, constraint_.initially_deferred);
}

std::string DdlCompiler::deferral(bool deferrable, bool initially_deferred) {
    if (initially_deferred)
        return " DEFERRABLE INITIALLY DEFERRED";
    return deferrable ? " DEFERRABLE" : "";
}

}  // namespace rowan
