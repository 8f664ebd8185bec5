// An upsert where there is no ON CONFLICT: the keys that it may be about, and MERGE.

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

namespace {

std::string name_of_column(const Node& column) {
    const auto& node = as<sql::ColumnNode>(column);
    return node.source->kind == NodeKind::table ? as<sql::TableNode>(*node.source).table->columns[node.index].name
                                                : node.name;
}

}  // namespace

std::vector<std::vector<std::string>> Compiler::keys_given(const sql::InsertNode& insert) {
    const TableData& table = *as<sql::TableNode>(*insert.table).table;
    const auto is_given = [&](const std::string& name) {
        return std::any_of(insert.columns.begin(), insert.columns.end(),
                           [&](const sql::NodePtr& column) { return name_of_column(*column) == name; });
    };
    std::vector<std::vector<std::string>> keys;
    const auto add = [&](std::vector<std::string> columns) {
        const bool all_given = !columns.empty() && std::all_of(columns.begin(), columns.end(), is_given);
        if (all_given && std::find(keys.begin(), keys.end(), columns) == keys.end())
            keys.push_back(std::move(columns));
    };
    add(table.primary_key.columns);
    for (const Unique& each : table.uniques)
        add(each.columns);
    for (const Index& index : table.indexes) {
        if (!index.is_unique)
            continue;
        std::vector<std::string> columns;
        for (const IndexPart& part : index.parts)
            columns.push_back(part.column);
        add(std::move(columns));
    }
    return keys;
}

void Compiler::check_merge_key(const sql::InsertNode& insert, const std::vector<std::string>& key) const {
    const auto has = [](const std::vector<sql::NodePtr>& columns, const std::string& name) {
        return std::any_of(columns.begin(), columns.end(),
                           [&](const sql::NodePtr& column) { return name_of_column(*column) == name; });
    };
    for (const std::string& name : key) {
        if (!has(insert.columns, name))
            unsupported("an upsert whose rows lack the column of the conflict ('" + name + "')", "give its value");
        if (!can().merge_sets_key && has(insert.conflict.columns, name))
            unsupported("an upsert that sets the column of the conflict ('" + name + "')",
                        "leave it out: the row has that value already");
    }
}

void Compiler::write_merge(const sql::InsertNode& insert) {
    const auto& table = as<sql::TableNode>(*insert.table);
    const sql::Conflict& conflict = insert.conflict;
    if (conflict.target_where)
        unsupported("an upsert on a partial index", "look for the row first, in the same transaction");
    if (!insert.returning.empty() && !can().merge_returning)
        unsupported("RETURNING of an upsert", "select the rows in the same transaction");
    std::vector<std::vector<std::string>> keys;
    if (!conflict.target.empty()) {
        keys.emplace_back();
        for (const sql::NodePtr& column : conflict.target)
            keys.back().push_back(name_of_column(*column));
    } else if (conflict.action == sql::Conflict::Action::update) {
        throw ArgumentError(
            "an upsert needs to know which conflict it is about: on_conflict_do_update(conflict_on(column), ...)");
    } else {
        keys = keys_given(insert);
    }
    if (keys.empty() || insert.columns.empty())
        unsupported("ON CONFLICT without a key among the columns", "say conflict_on(column), and give its value");
    for (const std::vector<std::string>& key : keys)
        check_merge_key(insert, key);

    Scope scope{scope_, {&table}};
    write("MERGE INTO ");
    write_table_name(table, true);
    write(merge_hint());
    write(" USING (");
    if (insert.query) {
        write_query(*insert.query);
    } else {
        std::vector<std::size_t> columns(insert.columns.size());
        for (std::size_t i = 0; i < columns.size(); ++i)
            columns[i] = i;
        write_rows_as_selects(insert, columns);
    }
    out_ += ')';
    write(alias_word());
    write("excluded");
    if (insert.query) {
        if (!can().subqueries_name_columns)
            unsupported("an upsert from a SELECT", "select the rows first, and insert their values");
        write(" (");
        write_column_names(insert.columns);
        out_ += ')';
    }
    write(" ON (");
    scope_ = &scope;
    for (std::size_t k = 0; k < keys.size(); ++k) {
        if (k > 0)
            write(" OR ");
        for (std::size_t i = 0; i < keys[k].size(); ++i) {
            if (i > 0)
                write(" AND ");
            write_target_name(table);
            out_ += '.';
            write_identifier(keys[k][i]);
            write(" = excluded.");
            write_identifier(keys[k][i]);
        }
    }
    out_ += ')';
    if (conflict.action == sql::Conflict::Action::update) {
        write(" WHEN MATCHED");
        if (!can().merge_update_where)
            write_conditions(" AND ",
                             conflict.where ? std::vector<sql::NodePtr>{conflict.where} : std::vector<sql::NodePtr>{});
        for (const sql::NodePtr& value : conflict.values)
            check_without_number(*value);
        write(" THEN UPDATE SET ");
        write_set(conflict.columns, conflict.values);
        if (can().merge_update_where && conflict.where) {
            write(" WHERE ");
            write_condition(*conflict.where);
        }
    }
    write(" WHEN NOT MATCHED THEN INSERT (");
    write_column_names(insert.columns);
    write(") VALUES (");
    for (std::size_t i = 0; i < insert.columns.size(); ++i) {
        write(i > 0 ? ", excluded." : "excluded.");
        write_column_name(*insert.columns[i]);
    }
    out_ += ')';
    write_output(table, insert.returning, "inserted");
    scope_ = scope.outer;
    write(merge_end());
}

}  // namespace rowan
