#include <rowan/dialects/ddl.hpp>

#include <rowan/dialects/dialect.hpp>
#include <rowan/schema/dependency_order.hpp>
#include <rowan/schema/internal/short_hash.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>
#include <utility>

namespace rowan {
namespace {

bool contains_name(const DdlCompiler& ddl, const std::vector<std::string>& names, const std::string& own) {
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) { return ddl.same_name(name, own); });
}

/// Whether there is a table or a view of that name.
bool is_there(const DdlCompiler& ddl, const SchemaNames& existing, const Table& table) {
    return contains_name(ddl, existing.tables, table.full_name()) ||
           contains_name(ddl, existing.views, table.full_name());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A number without sign; hexadecimal too.
bool is_number(std::string_view sql) {
    if (sql.size() > 2 && sql[0] == '0' && (sql[1] == 'x' || sql[1] == 'X')) {
        return std::all_of(sql.begin() + 2, sql.end(),
                           [](char c) { return std::isxdigit(static_cast<unsigned char>(c)); });
    }
    std::size_t at = 0;
    std::size_t digits = 0;
    const auto skip_digits = [&] {
        for (; at < sql.size() && is_digit(sql[at]); ++at)
            ++digits;
    };
    skip_digits();
    if (at < sql.size() && sql[at] == '.')
        ++at;
    skip_digits();
    if (digits == 0)
        return false;
    if (at < sql.size() && (sql[at] == 'e' || sql[at] == 'E')) {
        ++at;
        if (at < sql.size() && (sql[at] == '+' || sql[at] == '-'))
            ++at;
        const std::size_t exponent = at;
        skip_digits();
        if (at == exponent)
            return false;
    }
    return at == sql.size();
}

bool is_string(std::string_view sql) {
    if (sql.size() < 2 || sql.front() != '\'' || sql.back() != '\'')
        return false;
    sql = sql.substr(1, sql.size() - 2);
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql[i] != '\'')
            continue;
        if (i + 1 == sql.size() || sql[i + 1] != '\'')
            return false;
        ++i;
    }
    return true;
}

constexpr std::array<std::string_view, 6> literal_words{"NULL",         "TRUE",         "FALSE",
                                                        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP"};

bool is_literal_word(std::string_view sql) {
    std::string upper(sql);
    for (char& c : upper)
        c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return std::find(literal_words.begin(), literal_words.end(), upper) != literal_words.end();
}

}  // namespace

std::string sql_string_literal(std::string_view text) {
    std::string literal = "'";
    for (const char c : text)
        literal.append(c == '\'' ? 2 : 1, c);
    return literal + "'";
}

bool is_sql_literal(std::string_view sql) {
    if (sql.empty())
        return false;
    const bool is_signed = sql.front() == '-' || sql.front() == '+';
    const bool blob = sql.size() > 2 && (sql.front() == 'x' || sql.front() == 'X');
    return is_number(sql.substr(is_signed ? 1 : 0)) || is_string(sql.substr(blob ? 1 : 0)) || is_literal_word(sql);
}

void DdlCompiler::unsupported(const TableData& table, std::string_view what) const {
    throw UnsupportedError("table '" + table.full_name() + "': " + std::string(dialect_.name()) + " has no " +
                           std::string(what));
}

std::string_view DdlCompiler::action_words(Action action) const {
    switch (action) {
        case Action::no_action:
            return "NO ACTION";
        case Action::restrict:
            return "RESTRICT";
        case Action::cascade:
            return "CASCADE";
        case Action::set_null:
            return "SET NULL";
        case Action::set_default:
            return "SET DEFAULT";
    }
    return {};
}

std::string DdlCompiler::literal(std::string_view text) const { return sql_string_literal(text); }

std::string DdlCompiler::quote(std::string_view identifier) const { return dialect_.quote(identifier); }

std::string DdlCompiler::quote(const TableData& table) const {
    if (table.options.schema.empty())
        return quote(table.name);
    if (!capabilities().schemas)
        unsupported(table, "schemas");
    return quote(table.options.schema) + "." + quote(table.name);
}

std::string DdlCompiler::quote(const std::vector<std::string>& columns) const {
    std::string list = "(";
    for (const std::string& column : columns) {
        if (list.size() > 1)
            list += ", ";
        list += quote(column);
    }
    return list + ")";
}

const Capabilities& DdlCompiler::capabilities() const noexcept { return dialect_.capabilities(); }

std::string DdlCompiler::quote_cut(std::string_view name) const {
    const auto limit = static_cast<std::size_t>(capabilities().max_identifier_length);
    if (name.size() <= limit)
        return quote(name);
    const std::string hash = "_" + detail::short_hash(name);
    std::size_t keep = limit - std::min(limit, hash.size());
    // A character of several bytes is not cut in two.
    while (keep > 0 && (static_cast<unsigned char>(name[keep]) & 0xC0U) == 0x80U)
        --keep;
    return quote(std::string(name.substr(0, keep)) + hash);
}

std::string DdlCompiler::constraint(std::string_view name) const {
    return name.empty() ? std::string() : "CONSTRAINT " + quote_cut(name) + " ";
}

std::string DdlCompiler::column_type(const TableData& table, const ColumnData& column) const {
    if (column.type.family == TypeFamily::unspecified) {
        throw ArgumentError("column '" + table.full_name() + "." + column.name + "' has no type");
    }
    return type_name(column.type);
}

std::string DdlCompiler::column(const TableData& table, const ColumnData& column) const {
    std::string sql = quote(column.name);
    const std::string type = column_type(table, column);
    if (!type.empty())
        sql += " " + type;
    if (!column.collation.empty())
        sql += " COLLATE " + collation(column.collation);
    if (!column.computed.empty()) {
        if (!capabilities().computed_columns)
            unsupported(table, "computed columns ('" + column.name + "')");
        sql += computed(table, column);
    }
    if (!column.default_sequence.empty()) {
        if (!capabilities().sequences)
            unsupported(table, "sequences ('" + column.default_sequence + "', the default of '" + column.name + "')");
        sql += " DEFAULT " + dialect_.next_value_sql(dialect_.quote_full(column.default_sequence));
    } else if (!column.server_default.empty()) {
        sql += " DEFAULT " + default_value(table, column);
    }
    sql += identity(table, column);
    if (!column.nullable && may_say_not_null(column))
        sql += " NOT NULL" + on_conflict(table, column.not_null_on_conflict);
    return sql + column_end(table, column);
}

bool DdlCompiler::is_generated_key(const TableData& table, const ColumnData& column) {
    const TypeFamily family = column.type.family;
    const bool is_integer =
        family == TypeFamily::small_integer || family == TypeFamily::integer || family == TypeFamily::big_integer;
    const auto refers = [&](const ForeignKey& key) {
        return std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
    };
    return is_integer && column.primary_key != 0 && table.primary_key.columns.size() == 1 && !column.key_given &&
           !column.has_server_default() && std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(), refers);
}

bool DdlCompiler::is_indexed(const TableData& table, const ColumnData& column) {
    const auto has = [&](const std::vector<std::string>& columns) {
        return std::find(columns.begin(), columns.end(), column.name) != columns.end();
    };
    const auto in_index = [&](const Index& index) {
        // Of words, whose texts are of any length.
        return !detail::same_but_for_case(index.method, "fulltext") &&
               std::any_of(index.parts.begin(), index.parts.end(),
                           [&](const IndexPart& part) { return part.column == column.name; });
    };
    return has(table.primary_key.columns) ||
           std::any_of(table.uniques.begin(), table.uniques.end(), [&](const Unique& u) { return has(u.columns); }) ||
           std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                       [&](const ForeignKey& key) { return has(key.columns); }) ||
           std::any_of(table.indexes.begin(), table.indexes.end(), in_index);
}

std::vector<std::string> DdlCompiler::comment_statements(const TableData& table) const {
    std::vector<std::string> statements;
    if (!table.options.comment.empty())
        statements.push_back("COMMENT ON " + std::string(commented_words(table)) + " " + quote(table) + " IS " +
                             literal(table.options.comment));
    for (const ColumnData& column : table.columns) {
        if (!column.comment.empty())
            statements.push_back("COMMENT ON COLUMN " + quote(table) + "." + quote(column.name) + " IS " +
                                 literal(column.comment));
    }
    return statements;
}

std::string DdlCompiler::computed(const TableData&, const ColumnData& column) const {
    const bool kept = column.computed_stored || !capabilities().virtual_columns;
    return " GENERATED ALWAYS AS (" + column.computed + (kept ? ") STORED" : ") VIRTUAL");
}

std::string DdlCompiler::default_value(const TableData&, const ColumnData& column) const {
    return is_sql_literal(column.server_default) ? column.server_default : "(" + column.server_default + ")";
}

std::string DdlCompiler::enumeration_check(const ColumnData& column) const {
    if (column.type.family != TypeFamily::enumeration || capabilities().native_enum)
        return {};
    std::string labels;
    for (const std::string& label : column.type.labels)
        labels += (labels.empty() ? "" : ", ") + literal(label);
    return quote(column.name) + " IN (" + labels + ")";
}

std::string DdlCompiler::referred_name(const TableData& table, const ForeignKey& key) const {
    const std::string& schema = key.referred_schema.empty() ? table.options.schema : key.referred_schema;
    return schema.empty() ? quote(key.referred_table) : quote(schema) + "." + quote(key.referred_table);
}

std::string DdlCompiler::foreign_key(const TableData& table, const ForeignKey& key) const {
    check_actions(table, key);
    std::string sql =
        constraint(key.name) + "FOREIGN KEY " + quote(key.columns) + " REFERENCES " + referred_name(table, key);
    if (!key.referred_columns.empty())
        sql += " " + quote(key.referred_columns);
    if (key.on_delete != Action::no_action && !action_words(key.on_delete).empty())
        sql.append(" ON DELETE ").append(action_words(key.on_delete));
    if (key.on_update != Action::no_action && !action_words(key.on_update).empty())
        sql.append(" ON UPDATE ").append(action_words(key.on_update));
    if ((key.deferrable || key.initially_deferred) && !capabilities().deferrable_foreign_keys)
        unsupported(table, "deferrable foreign keys");
    return sql + deferral(key.deferrable, key.initially_deferred);
}

std::string DdlCompiler::key_part(const TableData& table, const std::string& column, std::string_view collation) const {
    if (!collation.empty())
        unsupported(table, "collations inside keys ('" + column + "' COLLATE " + std::string(collation) +
                               "): give the collation to the column, or make it a unique index");
    return quote(column);
}

std::string DdlCompiler::descending_key_part(const TableData& table, const std::string& column) const {
    unsupported(table, "DESC inside keys ('" + column + "' DESC): make it a unique index");
}

std::string DdlCompiler::on_conflict(const TableData& table, std::string_view action) const {
    if (!action.empty())
        unsupported(table,
                    "ON CONFLICT " + std::string(action) + " of constraints: say it in the statement, as an upsert");
    return {};
}

template <class Key>
std::string DdlCompiler::key_body(const TableData& table, const Key& key) const {
    std::string body;
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
        body += body.empty() ? "(" : ", ";
        body += key_part(table, key.columns[i],
                         i < key.collations.size() ? std::string_view(key.collations[i]) : std::string_view());
        if (i < key.descending.size() && key.descending[i])
            body += descending_key_part(table, key.columns[i]);
    }
    return body + ")" + on_conflict(table, key.on_conflict);
}

std::string DdlCompiler::table_body(const TableData& table, const std::vector<std::size_t>& left_out_keys) const {
    std::vector<std::string> lines;
    bool key_in_column = false;
    for (const ColumnData& each : table.columns) {
        lines.push_back(column(table, each));
        key_in_column = key_in_column || primary_key_in_column(table, each);
    }
    if (!key_in_column && !table.primary_key.columns.empty()) {
        lines.push_back(constraint(table.primary_key.name) + "PRIMARY KEY " + key_body(table, table.primary_key));
    }
    for (std::string& line : constraints(table, left_out_keys))
        lines.push_back(std::move(line));
    for (const Index& index : table.indexes) {
        if (is_inline(table, index))
            lines.push_back("INDEX " + quote_cut(index.name) + index_parts(table, index));
    }
    for (const ColumnData& each : table.columns) {
        const std::string check = enumeration_check(each);
        if (!check.empty())
            lines.push_back(constraint("ck_" + table.name + "_" + each.name + "_enum") + "CHECK (" + check + ")");
    }

    std::string body;
    for (const std::string& line : lines)
        body += (body.empty() ? "    " : ",\n    ") + line;
    return body;
}

/// Those that are no column's: unique constraints, foreign keys, checks, exclusions.
std::vector<std::string> DdlCompiler::constraints(const TableData& table,
                                                  const std::vector<std::size_t>& left_out_keys) const {
    std::vector<std::string> lines;
    for (const Unique& each : table.uniques) {
        if (each.nulls_not_distinct && !capabilities().nulls_not_distinct)
            unsupported(table, "NULLS NOT DISTINCT of unique constraints");
        if ((each.deferrable || each.initially_deferred) && !capabilities().deferrable_uniques)
            unsupported(table, "deferrable unique constraints");
        lines.push_back(constraint(each.name) + (each.nulls_not_distinct ? "UNIQUE NULLS NOT DISTINCT " : "UNIQUE ") +
                        key_body(table, each) + deferral(each.deferrable, each.initially_deferred));
    }
    for (std::size_t k = 0; k < table.foreign_keys.size(); ++k) {
        if (std::find(left_out_keys.begin(), left_out_keys.end(), k) != left_out_keys.end())
            continue;
        lines.push_back(foreign_key(table, table.foreign_keys[k]));
    }
    if (!table.checks.empty() && !capabilities().checks)
        unsupported(table, "CHECK constraints");
    // A comment reaches to the end of its line.
    const auto end_of_line = [](const std::string& sql) { return sql.find("--") == std::string::npos ? "" : "\n"; };
    for (const Check& each : table.checks)
        lines.push_back(constraint(each.name) + "CHECK (" + each.condition + end_of_line(each.condition) + ")");
    for (const Exclude& each : table.excludes)
        lines.push_back(exclude(table, each));
    return lines;
}

std::string DdlCompiler::create_table(const TableData& table, CreateOptions options,
                                      const std::vector<std::size_t>& left_out_keys) const {
    if (options.if_not_exists && !capabilities().if_exists)
        unsupported(table, "IF NOT EXISTS");
    std::string sql = create_words(table) + (options.if_not_exists ? "IF NOT EXISTS " : "") + quote(table);
    if (table.options.partition_of.empty())
        sql += " (\n" + table_body(table, left_out_keys) + "\n)" + table_suffix(table);
    else
        sql += partition_body(table, left_out_keys);
    if (!table.options.partition_by.empty() && !capabilities().partitions)
        unsupported(table, "partitions that CREATE TABLE makes by an expression (PARTITION BY)");
    const std::string partitions =
        table.options.partition_by.empty() ? std::string() : " PARTITION BY " + table.options.partition_by;
    std::string natives;
    for (const NativeOption& option : table.options.native) {
        if (option.dialect == dialect_.name())
            natives += " " + option.sql;
    }
    return sql + (partitions_come_last() ? natives + partitions : partitions + natives);
}

std::string DdlCompiler::create_words(const TableData& table) const {
    if (table.options.temporary && !capabilities().temporary_tables)
        unsupported(table, "temporary tables");
    return table.options.temporary ? "CREATE TEMPORARY TABLE " : "CREATE TABLE ";
}

std::string DdlCompiler::create_table(const TableData& table, CreateOptions options) const {
    return create_table(table, options, {});
}

std::string DdlCompiler::index_on(const TableData& table, const Index& index) const {
    return quote_cut(index.name) + " ON " + quote(table);
}

std::string DdlCompiler::dropped_index(const TableData& table, const Index& index) const {
    const std::string name = quote_cut(index.name);
    return table.options.schema.empty() ? name : quote(table.options.schema) + "." + name;
}

std::string DdlCompiler::index_parts(const TableData& table, const Index& index) const {
    std::string parts;
    for (const IndexPart& part : index.parts)
        parts += (parts.empty() ? " (" : ", ") + index_part(table, index, part);
    return parts + ")";
}

std::string DdlCompiler::create_index(const TableData& table, const Index& index, CreateOptions options) const {
    if (index.name.empty())
        throw ArgumentError("table '" + table.full_name() + "': an index has no name");
    if (!index.method.empty() && !capabilities().index_methods)
        unsupported(table, "index methods ('" + index.method + "')");
    std::string sql = "CREATE " + index_kind(table, index) + "INDEX ";
    if (options.if_not_exists && !capabilities().if_exists)
        unsupported(table, "IF NOT EXISTS");
    if (options.if_not_exists)
        sql += "IF NOT EXISTS ";
    sql += index_on(table, index);
    sql += index_method(index) + index_parts(table, index);
    if (!index.include.empty()) {
        if (!capabilities().covering_indexes)
            unsupported(table, "covering indexes (INCLUDE)");
        sql += " INCLUDE " + quote(index.include);
    }
    if (!index.where.empty()) {
        if (!capabilities().partial_indexes)
            unsupported(table, "partial indexes");
        sql += " WHERE " + index.where;
    }
    return sql;
}

std::string DdlCompiler::index_kind(const TableData&, const Index& index) const {
    return index.is_unique ? "UNIQUE " : "";
}

std::string DdlCompiler::index_method(const Index& index) const {
    return index.method.empty() ? "" : " USING " + index.method;
}

std::string DdlCompiler::index_part(const TableData& table, const Index&, const IndexPart& part) const {
    std::string sql;
    if (part.sql.empty()) {
        sql = quote(part.column);
    } else {
        if (!capabilities().expression_indexes)
            unsupported(table, "indexes of expressions");
        sql = "(" + part.sql + ")";
    }
    if (!part.collation.empty())
        sql += " COLLATE " + collation(part.collation);
    if (!part.operator_class.empty()) {
        if (!capabilities().operator_classes)
            unsupported(table, "operator classes ('" + part.operator_class + "')");
        sql += " " + part.operator_class;
    }
    if (part.is_descending)
        sql += " DESC";
    return sql;
}

std::string DdlCompiler::drop_table(const TableData& table, DropOptions options) const {
    if (options.if_exists && !capabilities().if_exists)
        unsupported(table, "IF EXISTS");
    return std::string("DROP TABLE ") + (options.if_exists ? "IF EXISTS " : "") + quote(table);
}

std::string DdlCompiler::drop_index(const TableData& table, const Index& index, DropOptions options) const {
    if (options.if_exists && !capabilities().if_exists)
        unsupported(table, "IF EXISTS");
    return std::string("DROP INDEX ") + (options.if_exists ? "IF EXISTS " : "") + dropped_index(table, index);
}

std::string DdlCompiler::add_foreign_key(const TableData& table, const ForeignKey& key) const {
    if (!capabilities().alter_add_constraint)
        unsupported(table, "ALTER TABLE ... ADD CONSTRAINT");
    return "ALTER TABLE " + quote(table) + " ADD " + foreign_key(table, key);
}

std::string DdlCompiler::drop_foreign_key(const TableData& table, const ForeignKey& key) const {
    if (!capabilities().alter_add_constraint)
        unsupported(table, "ALTER TABLE ... DROP CONSTRAINT");
    if (key.name.empty()) {
        throw ArgumentError("table '" + table.full_name() + "': its foreign key to '" + key.referred_table +
                            "' has no name, so it can't be dropped");
    }
    return "ALTER TABLE " + quote(table) + " DROP " + dropped_foreign_key(key);
}

std::string DdlCompiler::dropped_foreign_key(const ForeignKey& key) const {
    return "CONSTRAINT " + quote_cut(key.name);
}

Table DdlCompiler::arranged(const Table& table, const std::vector<Table>&) const { return table; }

std::vector<std::string> DdlCompiler::create_statements(const std::vector<Table>& tables, const SchemaNames& existing,
                                                        const std::vector<Sequence>& sequences) const {
    std::vector<Table> missing, present, views;
    for (const Table& table : tables) {
        const bool is_here = is_there(*this, existing, table);
        if (!table.is_view())
            (is_here ? present : missing).push_back(table);
        else if (!is_here)
            views.push_back(table);
    }
    for (Table& table : missing)
        table = arranged(table, tables);
    DependencyOrder order = dependency_order(missing);
    if (forward_references())
        order.deferred.clear();

    std::vector<std::string> statements;
    const auto append = [&](std::vector<std::string> more) {
        statements.insert(statements.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
    };
    const auto append_indexes = [&](const Table& table) {
        for (const Index& index : table.indexes())
            if (!is_inline(table.data(), index))
                statements.push_back(create_index(table.data(), index));
        append(comments(table.data()));
    };
    for (const Sequence& sequence : sequences)
        if (!contains_name(*this, existing.sequences, sequence.full_name()))
            statements.push_back(create_sequence(sequence));
    append(before_create(missing, present));
    for (const Table& table : order.tables) {
        std::vector<std::size_t> left_out;
        for (const DeferredForeignKey& deferred : order.deferred) {
            if (deferred.table == table)
                left_out.push_back(deferred.foreign_key);
        }
        statements.push_back(create_table(table.data(), {}, left_out));
        append_indexes(table);
    }
    for (const auto& [table, key] : order.deferred) {
        statements.push_back(add_foreign_key(table.data(), table.foreign_keys()[key]));
    }
    for (const Table& view : views_in_order(views)) {
        statements.push_back(create_view(view.data()));
        append_indexes(view);
    }
    return statements;
}

std::vector<std::string> DdlCompiler::drop_statements(const std::vector<Table>& tables, const SchemaNames& existing,
                                                      const std::vector<Sequence>& sequences) const {
    std::vector<Table> there, views;
    for (const Table& table : tables) {
        if (contains_name(*this, table.is_view() ? existing.views : existing.tables, table.full_name()))
            (table.is_view() ? views : there).push_back(table);
    }
    std::vector<std::string> statements;
    const std::vector<Table> ordered_views = views_in_order(views);
    for (auto view = ordered_views.rbegin(); view != ordered_views.rend(); ++view)
        statements.push_back(drop_view(view->data()));
    if (!there.empty()) {
        const DependencyOrder order = dependency_order(there);
        for (std::string& statement : before_drop())
            statements.push_back(std::move(statement));
        if (!forward_references()) {
            for (const auto& [table, key] : order.deferred) {
                statements.push_back(drop_foreign_key(table.data(), table.foreign_keys()[key]));
            }
        }
        for (auto table = order.tables.rbegin(); table != order.tables.rend(); ++table) {
            statements.push_back(drop_table(table->data()));
        }
        for (std::string& statement : after_drop(there))
            statements.push_back(std::move(statement));
    }
    for (const Sequence& sequence : sequences)
        if (contains_name(*this, existing.sequences, sequence.full_name()))
            statements.push_back(drop_sequence(sequence));
    return statements;
}

}  // namespace rowan
