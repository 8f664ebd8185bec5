// An upsert where there is no ON CONFLICT: the keys that it may be about, and MERGE.

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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

using Key = std::vector<IndexPart>;

/// No partial index: what is unique by it need not be so in the whole table.
std::vector<Key> unique_keys(const TableData& table) {
    std::vector<Key> keys;
    const auto add = [&](Key key) {
        if (!key.empty() && std::find(keys.begin(), keys.end(), key) == keys.end())
            keys.push_back(std::move(key));
    };
    add(Key(table.primary_key.columns.begin(), table.primary_key.columns.end()));
    for (const Unique& each : table.uniques)
        add(Key(each.columns.begin(), each.columns.end()));
    for (const Index& index : table.indexes) {
        if (index.is_unique && index.where.empty())
            add(index.parts);
    }
    return keys;
}

bool has_column(const Key& key, const std::string& name) {
    return std::any_of(key.begin(), key.end(), [&](const IndexPart& part) { return part.column == name; });
}
bool has_columns(const Key& key, const std::vector<std::string>& names) {
    return std::all_of(names.begin(), names.end(), [&](const std::string& name) { return has_column(key, name); });
}

/// A number of a sequence and a UUID are no other row's.
bool is_value_anew(std::string expression) {
    std::transform(expression.begin(), expression.end(), expression.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return expression.find("uuid(") != std::string::npos || expression.find("nextval") != std::string::npos ||
           expression.find("next value for") != std::string::npos;
}

/// Whether a column that the INSERT leaves to the database may be given the value of another row.
bool may_repeat(const ColumnData& column) {
    return !column.computed.empty() || column.server_generated ||
           (!column.server_default.empty() && !is_value_anew(column.server_default));
}

/// Neither NULL, which is equal to nothing, nor the default.
bool gives_value(const sql::InsertNode& insert, const std::string& name) {
    if (insert.query && insert.columns.empty())
        return true;
    const std::size_t width = insert.columns.size();
    for (std::size_t i = 0; i < width; ++i) {
        if (name_of_column(*insert.columns[i]) != name)
            continue;
        bool given = static_cast<bool>(insert.query);
        for (std::size_t row = 0; row < insert.rows; ++row) {
            const NodeKind kind = insert.cells[row * width + i]->kind;
            given = given || (kind != NodeKind::default_ && kind != NodeKind::null);
        }
        return given;
    }
    return false;
}

}  // namespace

std::vector<std::vector<std::string>> Compiler::keys_given(const sql::InsertNode& insert) {
    const auto is_given = [&](const IndexPart& part) {
        return std::any_of(insert.columns.begin(), insert.columns.end(),
                           [&](const sql::NodePtr& column) { return name_of_column(*column) == part.column; });
    };
    std::vector<std::vector<std::string>> keys;
    for (const Key& key : unique_keys(*as<sql::TableNode>(*insert.table).table)) {
        if (!std::all_of(key.begin(), key.end(), is_given))
            continue;
        keys.emplace_back();
        for (const IndexPart& part : key)
            keys.back().push_back(part.column);
    }
    return keys;
}

std::vector<std::string> Compiler::conflict_columns(const sql::Conflict& conflict) {
    std::vector<std::string> names;
    for (const sql::NodePtr& column : conflict.target) {
        if (column->kind != NodeKind::column)
            throw ArgumentError("conflict_on() takes columns of the table");
        names.push_back(name_of_column(*column));
    }
    return names;
}

std::vector<std::string> Compiler::conflict_key(const sql::InsertNode& insert) {
    std::vector<std::string> names = conflict_columns(insert.conflict);
    const TableData& table = *as<sql::TableNode>(*insert.table).table;
    const std::vector<Key> keys = unique_keys(table);
    const bool is_key = std::any_of(keys.begin(), keys.end(), [&](const Key& key) {
        return has_columns(key, names) && std::all_of(key.begin(), key.end(), [&](const IndexPart& part) {
                   return std::find(names.begin(), names.end(), part.column) != names.end();
               });
    });
    if (!is_key) {
        std::string list;
        for (const std::string& name : names)
            list += (list.empty() ? "" : ", ") + name;
        throw ArgumentError("an upsert on a conflict of (" + list + "): table '" + table.full_name() +
                            "' is described without a unique key of just these columns; name those of one, or add it "
                            "to the description (primary_key, unique, a unique index)");
    }
    return names;
}

void Compiler::check_no_other_key(const sql::InsertNode& insert, const std::vector<std::string>& key) const {
    const TableData& table = *as<sql::TableNode>(*insert.table).table;
    const auto may_be_another_rows = [&](const IndexPart& part) {
        return part.column.empty() || gives_value(insert, part.column) ||
               may_repeat(table.columns[table.find(part.column)]);
    };
    for (const Key& other : unique_keys(table)) {
        // A row that is equal in more columns is the same row.
        if (has_columns(other, key) || !std::all_of(other.begin(), other.end(), may_be_another_rows))
            continue;
        std::string list;
        for (const IndexPart& part : other)
            list += (list.empty() ? "" : ", ") + (part.column.empty() ? part.sql : part.column);
        unsupported("a conflict on one unique key, where the row gets a value for another (" + list +
                        "), by the INSERT, a default or a computation,",
                    "look for the row first, in the same transaction");
    }
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
        keys.push_back(conflict_key(insert));
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
