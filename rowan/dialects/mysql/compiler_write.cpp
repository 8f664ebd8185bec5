// INSERT, UPDATE and DELETE of MySQL and MariaDB.

#include <rowan/dialects/mysql/compiler.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan::mysql {

using sql::as;
using sql::Node;

// --- upsert -------------------------------------------------------------------------------------------------------

void MysqlCompiler::write_conflict_alias(const sql::InsertNode& insert) {
    row_has_alias_ =
        server_.since(8'000'019, never) && !insert.query && insert.conflict.action == sql::Conflict::Action::update;
    if (row_has_alias_)
        write(" AS excluded");
}

void MysqlCompiler::write_excluded(const Node& column) {
    if (row_has_alias_)
        return Compiler::write_excluded(column);
    write("VALUES(");
    write_column_name(column);
    write(")");
}

/// ON DUPLICATE KEY is about every unique key of the table. That is the same as a conflict on one of them if the row
/// can't be in conflict by another.
void MysqlCompiler::write_conflict(const sql::InsertNode& insert) {
    const sql::Conflict& conflict = insert.conflict;
    const auto& table = as<sql::TableNode>(*insert.table);
    const bool updates = conflict.action == sql::Conflict::Action::update;
    if (conflict.target_where)
        unsupported("an upsert on a partial index", "look for the row first, in the same transaction");
    if (conflict.target.empty() && updates)
        throw ArgumentError(
            "an upsert needs to know which conflict it is about: on_conflict_do_update(conflict_on(column), ...)");
    if (!conflict.target.empty())
        check_no_other_key(insert, conflict_key(insert));
    if (can().returning && !insert.returning.empty() && (!updates || conflict.where))
        unsupported("RETURNING of an upsert that may leave rows as they are",
                    "select the rows in the same transaction");
    write(" ON DUPLICATE KEY UPDATE ");
    const auto write_own = [&](const Node& column) {
        write_target_name(table);
        write(".");
        write_column_name(column);
    };
    if (!updates) {
        if (insert.columns.empty())
            unsupported("ON CONFLICT of a row of defaults", "give a value to a column");
        // Changes nothing; INSERT IGNORE would hide other errors, too.
        write_own(*insert.columns.front());
        write(" = ");
        return write_own(*insert.columns.front());
    }
    // The condition is asked again for each column, and must not see what the columns before it have become.
    std::vector<sql::NodePtr> values;
    for (std::size_t i = 0; i < conflict.values.size(); ++i) {
        if (!conflict.where) {
            values.push_back(conflict.values[i]);
            continue;
        }
        auto* chosen = new sql::CaseNode;
        values.emplace_back(chosen);
        chosen->branches = {conflict.where, conflict.values[i]};
        chosen->otherwise = conflict.columns[i];
    }
    write_set(conflict.columns, values);
}

// --- UPDATE, DELETE -----------------------------------------------------------------------------------------------

/// Columns are set from left to right, and what stands right sees what has become of those before it: a column is set
/// behind the values that read it.
std::vector<std::size_t> MysqlCompiler::set_order(const std::vector<sql::NodePtr>& columns,
                                                  const std::vector<sql::NodePtr>& values) const {
    std::vector<std::size_t> waiting(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        waiting[i] = i;
    std::vector<std::size_t> order;
    while (!waiting.empty()) {
        const auto free = std::find_if(waiting.begin(), waiting.end(), [&](std::size_t candidate) {
            return std::none_of(waiting.begin(), waiting.end(), [&](std::size_t other) {
                return other != candidate && reads_column(*values[other], *columns[candidate]);
            });
        });
        if (free == waiting.end())
            unsupported("a SET whose values read each other's columns", "set them in two statements");
        order.push_back(*free);
        waiting.erase(free);
    }
    return order;
}

void MysqlCompiler::write_joined_update(const sql::UpdateNode& update, const std::vector<const Node*>& others) {
    const auto& table = as<sql::TableNode>(*update.table);
    write("UPDATE ");
    write_table_name(table, true);
    for (const Node* other : others) {
        write(", ");
        write_source(*other);
    }
    write(" SET ");
    for (std::size_t i = 0; i < update.columns.size(); ++i) {
        for (std::size_t other = 0; other < update.columns.size(); ++other) {
            if (other != i && reads_column(*update.values[i], *update.columns[other]))
                unsupported("an UPDATE ... FROM whose values read columns that it sets", "set them in two statements");
        }
        write(i == 0 ? "" : ", ");
        write_target_name(table);
        write(".");
        write_column_name(*update.columns[i]);
        write(" = ");
        write_tighter_than(Binding::text, *update.values[i]);
    }
    write_conditions(" WHERE ", update.where);
}

void MysqlCompiler::write_joined_delete(const sql::DeleteNode& del, const std::vector<const Node*>& others) {
    const auto& table = as<sql::TableNode>(*del.table);
    if (!del.returning.empty())
        unsupported("DELETE ... USING ... RETURNING", "select the rows in the same transaction");
    write("DELETE FROM ");
    write_target_name(table);
    write(" USING ");
    write_table_name(table, true);
    for (const Node* other : others) {
        write(", ");
        write_source(*other);
    }
    write_conditions(" WHERE ", del.where);
}

}  // namespace rowan::mysql
