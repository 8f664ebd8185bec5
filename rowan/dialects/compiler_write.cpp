#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/internal/text_scanner.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

// --- INSERT -------------------------------------------------------------------------------------------------------

void Compiler::write_column_name(const Node& column) {
    const auto& node = as<sql::ColumnNode>(column);
    if (node.source->kind == NodeKind::table)
        write_identifier(as<sql::TableNode>(*node.source).table->columns[node.index].name);
    else
        write_identifier(node.name);
}

void Compiler::write_column_names(const std::vector<sql::NodePtr>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0)
            write(", ");
        write_column_name(*columns[i]);
    }
}

void Compiler::write_insert(const sql::InsertNode& insert) {
    result_.writes = true;
    declare_all(insert.ctes);
    const auto& table = as<sql::TableNode>(*insert.table);
    writes(table);
    const bool upsert = insert.conflict.action != sql::Conflict::Action::none;
    // What gives no key a value can't be in conflict.
    const bool merges = upsert && !can().on_conflict && can().merge;
    const bool never_conflicts = insert.conflict.action == sql::Conflict::Action::nothing &&
                                 insert.conflict.target.empty() && keys_given(insert).empty();
    if (merges && !never_conflicts)
        return write_merge(insert);
    Scope scope{scope_, {&table}};
    const Node* outer_target = std::exchange(written_table_, &table);
    write("INSERT INTO ");
    write_table_name(table, true);
    if (insert.query) {
        if (!insert.columns.empty()) {
            write(" (");
            write_column_names(insert.columns);
            out_ += ')';
        }
        write_output(table, insert.returning, "inserted");
        write(" ");
        const std::size_t width = columns_.of_query(*insert.query).size();
        if (!insert.columns.empty() && width != insert.columns.size())
            throw ArgumentError("the SELECT of an INSERT has " + std::to_string(width) + " columns for " +
                                std::to_string(insert.columns.size()));
        if (!can().with_before_insert && !outer_target)
            with_at_ = out_.size();
        if (upsert && upsert_select_needs_where()) {
            // Around the query, which may end in anything.
            write("SELECT * FROM (");
            write_query(*insert.query);
            write(") WHERE 1 = 1");
        } else if (upsert && upsert_sees_select() && reads_written_table(*insert.query)) {
            write_as_subquery(*insert.query);
        } else {
            write_query(*insert.query);
        }
    } else {
        write_rows(insert);
        if (!can().with_before_insert && !ctes_.empty())
            unsupported("WITH before an INSERT of values", "use from_select(...), or subqueries");
    }
    scope_ = &scope;
    if (upsert && !merges)
        write_conflict(insert);
    if (!insert.returning.empty() && !(insert.query ? can().select_returning : can().returning))
        unsupported("RETURNING", "select the rows in the same transaction");
    write_returning(insert.returning);
    scope_ = scope.outer;
    written_table_ = outer_target;
}

void Compiler::write_rows(const sql::InsertNode& insert) {
    const auto most = static_cast<std::uint32_t>(can().max_values_rows);
    if (insert.rows > 1 && !can().multi_row_values)
        unsupported("an INSERT of several rows", "send one row at a time");
    if (most > 0 && insert.rows > most)
        unsupported("an INSERT of more than " + std::to_string(most) + " rows", "send them in parts");
    // A column that takes its default in every row is left out.
    const std::size_t width = insert.columns.size();
    std::vector<std::size_t> given_columns;
    for (std::size_t column = 0; column < width; ++column) {
        std::size_t defaults = 0;
        for (std::size_t row = 0; row < insert.rows; ++row) {
            if (insert.cells[row * width + column]->kind == NodeKind::default_)
                ++defaults;
        }
        if (defaults == insert.rows)
            continue;
        if (defaults > 0 && !can().default_in_values)
            unsupported("DEFAULT beside other values of a column", "send the rows that take the default apart");
        given_columns.push_back(column);
    }
    const auto& table = as<sql::TableNode>(*insert.table);
    if (given_columns.empty()) {
        if (insert.rows > 1)
            unsupported("an INSERT of several rows of nothing but defaults", "send one row at a time");
        write_output(table, insert.returning, "inserted");
        return write_default_row(*table.table);
    }
    write(" (");
    for (std::size_t i = 0; i < given_columns.size(); ++i) {
        if (i > 0)
            write(", ");
        write_column_name(*insert.columns[given_columns[i]]);
    }
    out_ += ')';
    write_output(table, insert.returning, "inserted");
    write_row_values(insert, given_columns);
    if (insert.conflict.action != sql::Conflict::Action::none)
        write_conflict_alias(insert);
}

void Compiler::write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) {
    write(" VALUES ");
    write_rows_of_values(insert, columns);
}

void Compiler::write_rows_of_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) {
    const std::size_t width = insert.columns.size();
    const bool outer_takes_numbers = std::exchange(takes_numbers_, true);
    for (std::size_t row = 0; row < insert.rows; ++row) {
        write(row == 0 ? "(" : ", (");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                write(", ");
            const Node& cell = *insert.cells[row * width + columns[i]];
            if (cell.kind == NodeKind::default_)
                write("DEFAULT");
            else if (!write_assigned_value(*insert.columns[columns[i]], cell))
                write_expression(cell);
        }
        out_ += ')';
    }
    takes_numbers_ = outer_takes_numbers;
}

void Compiler::write_rows_as_selects(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) {
    const std::size_t width = insert.columns.size();
    for (std::size_t row = 0; row < insert.rows; ++row) {
        write(row == 0 ? "SELECT " : " UNION ALL SELECT ");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                write(", ");
            const Node& cell = *insert.cells[row * width + columns[i]];
            if (cell.kind == NodeKind::default_)
                unsupported("DEFAULT beside other values of a column", "send the rows that take the default apart");
            if (cell.kind == NodeKind::null)
                write_typed_null(type_of(*insert.columns[columns[i]]));
            else if (!write_assigned_value(*insert.columns[columns[i]], cell))
                write_expression(cell);
            if (row == 0) {
                write(" AS ");
                write_column_name(*insert.columns[columns[i]]);
            }
        }
        write(empty_from(false));
    }
}

void Compiler::write_default_row(const TableData&) { write(" DEFAULT VALUES"); }

void Compiler::write_excluded(const Node& column) {
    write("excluded.");
    write_column_name(column);
}

void Compiler::write_conflict(const sql::InsertNode& insert) {
    const sql::Conflict& conflict = insert.conflict;
    if (!can().on_conflict)
        unsupported("ON CONFLICT", "look for the row first, in the same transaction");
    write(" ON CONFLICT");
    if (!conflict.target.empty()) {
        std::string_view separator = " (";
        for (const std::string& name : conflict_columns(conflict)) {
            write(std::exchange(separator, ", "));
            write_identifier(name);
        }
        out_ += ')';
        if (conflict.target_where) {
            write(" WHERE ");
            write_condition(*conflict.target_where);
        }
    }
    if (conflict.action == sql::Conflict::Action::nothing)
        return write(" DO NOTHING");
    if (conflict.target.empty())
        throw ArgumentError(
            "an upsert needs to know which conflict it is about: on_conflict_do_update(conflict_on(column), ...)");
    write(" DO UPDATE SET ");
    write_set(conflict.columns, conflict.values);
    if (conflict.where) {
        write(" WHERE ");
        write_condition(*conflict.where);
    }
}

void Compiler::write_set(const std::vector<sql::NodePtr>& columns, const std::vector<sql::NodePtr>& values) {
    std::string_view separator;
    const bool outer_takes_numbers = std::exchange(takes_numbers_, true);
    for (const std::size_t i : set_order(columns, values)) {
        write(separator);
        separator = ", ";
        write_column_name(*columns[i]);
        write(" = ");
        if (!write_assigned_value(*columns[i], *values[i]))
            write_tighter_than(Binding::text, *values[i]);
    }
    takes_numbers_ = outer_takes_numbers;
}

std::int32_t Compiler::assigned_index(std::string name, const SqlType& type) {
    std::vector<AssignedColumn>& all = result_.assigned;
    auto found = std::find_if(all.begin(), all.end(), [&](const AssignedColumn& one) { return one.name == name; });
    if (found == all.end())
        found = all.insert(found, {std::move(name), type});
    return static_cast<std::int32_t>(found - all.begin());
}

/// Brought to the column's precision. What the database calculates is the database's matter.
bool Compiler::write_assigned_value(const Node& column, const Node& value) {
    if (value.kind != NodeKind::value && value.kind != NodeKind::parameter)
        return false;
    const auto& assigned = as<sql::ColumnNode>(column);
    if (assigned.source->kind == NodeKind::table) {
        const TableData& table = *as<sql::TableNode>(*assigned.source).table;
        const SqlType& type = table.columns[assigned.index].type;
        assigned_column_ = assigned_index(table.full_name() + "." + table.columns[assigned.index].name, type);
        if (type.family == TypeFamily::timestamp || type.family == TypeFamily::time)
            assigned_digits_ = static_cast<std::int8_t>(type.precision);
        else if (type.family == TypeFamily::numeric && type.precision > 0)
            assigned_digits_ = static_cast<std::int8_t>(type.scale);
    }
    write_expression(value);
    assigned_digits_ = -1;
    assigned_column_ = -1;
    return true;
}

std::vector<std::size_t> Compiler::set_order(const std::vector<sql::NodePtr>& columns,
                                             const std::vector<sql::NodePtr>&) const {
    std::vector<std::size_t> order(columns.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

void Compiler::write_returning(const std::vector<sql::NodePtr>& items) {
    if (items.empty())
        return;
    for (const sql::NodePtr& item : items)
        columns_.add(*item, result_.columns);
    result_.returns_rows = true;
    write(" RETURNING ");
    write_items(items);
}

// --- UPDATE, DELETE -----------------------------------------------------------------------------------------------

namespace {

/// An empty list of conditions that a program gathered is no condition either.
bool is_without_condition(const std::vector<sql::NodePtr>& where) {
    return std::all_of(where.begin(), where.end(), [](const sql::NodePtr& each) { return sql::is_always_true(*each); });
}

}  // namespace

void Compiler::write_update(const sql::UpdateNode& update) {
    result_.writes = true;
    const auto& table = as<sql::TableNode>(*update.table);
    if (update.columns.empty())
        throw ArgumentError("an UPDATE of '" + table.table->full_name() + "' sets nothing: say set(column = value)");
    if (!update.all_rows && is_without_condition(update.where))
        throw ArgumentError("an UPDATE of '" + table.table->full_name() +
                            "' has no condition: say where(...), or all_rows() if that is meant");
    declare_all(update.ctes);
    writes(table);

    std::vector<const Node*> others;
    for (const sql::NodePtr& source : update.from)
        others.push_back(source.get());
    collect_sources(update.values, others);
    collect_sources(update.where, others);
    std::erase_if(others, [&](const Node* source) { return sql::same_source(*source, table); });
    if (!others.empty() && !can().update_from)
        unsupported("UPDATE ... FROM", "set the column to a scalar_subquery() and say where(exists(...))");

    if (!update.returning.empty() && !can().update_returning)
        unsupported("UPDATE ... RETURNING", "select the rows in the same transaction");

    Scope scope{scope_, {&table}};
    scope.sources.insert(scope.sources.end(), others.begin(), others.end());
    check_names(scope);
    scope_ = &scope;
    const Node* outer_target = std::exchange(written_table_, &table);
    const bool plain = others.empty() && (can().aliased_writes || (table.alias.empty() && !table.anonymous));
    if (plain) {
        write("UPDATE ");
        write_table_name(table, true);
        write(" SET ");
        write_set(update.columns, update.values);
        write_output(table, update.returning, "inserted");
        write_conditions(" WHERE ", update.where);
    } else {
        write_joined_update(update, others);
    }
    write_returning(update.returning);
    scope_ = scope.outer;
    written_table_ = outer_target;
    check_with_before_update("an UPDATE");
}

void Compiler::write_joined_update(const sql::UpdateNode& update, const std::vector<const Node*>& others) {
    write("UPDATE ");
    write_table_name(as<sql::TableNode>(*update.table), true);
    write(" SET ");
    write_set(update.columns, update.values);
    write_output(*update.table, update.returning, "inserted");
    std::vector<FromElement> from;
    for (const Node* other : others)
        from.push_back({other});
    write_from(from);
    write_conditions(" WHERE ", update.where);
}

void Compiler::check_with_before_update(std::string_view what) const {
    if (!ctes_.empty() && !can().with_before_update)
        unsupported("WITH before " + std::string(what), "use a subquery instead");
}

void Compiler::write_delete(const sql::DeleteNode& del) {
    result_.writes = true;
    const auto& table = as<sql::TableNode>(*del.table);
    if (!del.all_rows && is_without_condition(del.where))
        throw ArgumentError("a DELETE from '" + table.table->full_name() +
                            "' has no condition: say where(...), or all_rows() if that is meant");
    declare_all(del.ctes);
    writes(table);

    std::vector<const Node*> others;
    for (const sql::NodePtr& source : del.from)
        others.push_back(source.get());
    collect_sources(del.where, others);
    std::erase_if(others, [&](const Node* source) { return sql::same_source(*source, table); });
    if (!others.empty() && !can().delete_using)
        unsupported("DELETE ... USING (columns of '" + name_of(*others.front()) + "' in a DELETE from '" +
                        table.table->full_name() + "')",
                    "say where(exists(select(...))) or where(column.in(select(...)))");

    if (!del.returning.empty() && !can().delete_returning)
        unsupported("DELETE ... RETURNING", "select the rows in the same transaction");

    Scope scope{scope_, {&table}};
    scope.sources.insert(scope.sources.end(), others.begin(), others.end());
    check_names(scope);
    scope_ = &scope;
    const Node* outer_target = std::exchange(written_table_, &table);
    const bool plain = others.empty() && (can().aliased_writes || (table.alias.empty() && !table.anonymous));
    if (plain) {
        write("DELETE FROM ");
        write_table_name(table, true);
        write_output(table, del.returning, "deleted");
        write_conditions(" WHERE ", del.where);
    } else {
        write_joined_delete(del, others);
    }
    write_returning(del.returning);
    scope_ = scope.outer;
    written_table_ = outer_target;
    check_with_before_update("a DELETE");
}

void Compiler::write_joined_delete(const sql::DeleteNode& del, const std::vector<const Node*>& others) {
    write("DELETE FROM ");
    write_table_name(as<sql::TableNode>(*del.table), true);
    for (std::size_t i = 0; i < others.size(); ++i) {
        write(i == 0 ? " USING " : ", ");
        write_source(*others[i]);
    }
    write_conditions(" WHERE ", del.where);
}

// --- text ---------------------------------------------------------------------------------------------------------

namespace {

bool is_word_part(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The words outside strings and comments, in capitals.
std::vector<std::string> words_of(const sql::TextData& text) {
    std::vector<std::string> words;
    for (const std::string& piece : text.pieces) {
        std::size_t last = std::string::npos;
        sql::for_each_bare(piece, [&](std::size_t at) {
            if (!is_word_part(piece[at]))
                return;
            const bool goes_on = last != std::string::npos && at == last + 1;
            last = at;
            if (!goes_on)
                words.emplace_back();
            const char c = piece[at];
            words.back() += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
    }
    return words;
}

template <class... W>
bool is_one_of(const std::string& word, const W&... words) {
    return ((word == words) || ...);
}

}  // namespace

void Compiler::write_text_statement(const sql::TextStatementNode& text) {
    const std::vector<std::string> words = words_of(text.text);
    if (words.empty())
        throw ArgumentError("the text of a statement is empty");
    const std::string& first = words.front();
    const auto has = [&](const char* word) { return std::find(words.begin(), words.end(), word) != words.end(); };
    const bool reads = is_one_of(first, "SELECT", "VALUES", "WITH", "EXPLAIN", "SHOW", "TABLE", "DESCRIBE");
    result_.returns_rows = reads || is_one_of(first, "PRAGMA", "CALL") || has("RETURNING");
    result_.writes =
        !reads || has("INSERT") || has("UPDATE") || has("DELETE") || has("REPLACE") || has("MERGE") || has("INTO");
    result_.tables_unknown = true;
    for (const std::string& name : text.columns)
        result_.columns.push_back({name, {}});
    write_text(text.text);
}

}  // namespace rowan
