#include <rowan/sql/insert.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/sql/update.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>

namespace rowan {

namespace {

const sql::ColumnNode& column_of(const Assignment& assignment) {
    if (assignment.column->kind != sql::NodeKind::column)
        throw ArgumentError("only a column can be assigned to");
    return sql::as<sql::ColumnNode>(*assignment.column);
}

bool same_column(const sql::ColumnNode& a, const sql::ColumnNode& b) {
    return a.index == b.index && a.name == b.name && sql::same_source(*a.source, *b.source);
}

std::string column_name(const sql::ColumnNode& column) {
    if (column.source->kind != sql::NodeKind::table)
        return column.name;
    return sql::as<sql::TableNode>(*column.source).table->columns[column.index].name;
}

void check_table(const sql::ColumnNode& column, const sql::NodePtr& table) {
    if (sql::same_source(*column.source, *table))
        return;
    throw ArgumentError("column '" + column_name(column) + "' is not one of table '" +
                        sql::as<sql::TableNode>(*table).table->full_name() + "', which is written");
}

Assignment by_name(const sql::NodePtr& table, const std::pair<std::string_view, Value>& pair) {
    return {sql::column(table, pair.first), pair.second.is_null() ? sql::null() : sql::value(pair.second)};
}

}  // namespace

InsertCore::InsertCore(sql::NodePtr table) : Statement(sql::make<sql::InsertNode>(std::move(table))) {}
const sql::InsertNode& InsertCore::data() const noexcept { return sql::as<sql::InsertNode>(node()); }
sql::InsertNode& InsertCore::insert() { return edit<sql::InsertNode>(); }

void InsertCore::add_row(std::vector<Assignment> row) {
    sql::InsertNode& node = insert();
    if (node.query)
        throw ArgumentError("an INSERT takes rows or a SELECT, not both");
    const bool first = node.rows == 0;
    std::vector<sql::NodePtr> cells(first ? row.size() : node.columns.size());
    std::vector<sql::NodePtr> columns = first ? std::vector<sql::NodePtr>() : node.columns;
    for (Assignment& assignment : row) {
        const sql::ColumnNode& column = column_of(assignment);
        check_table(column, node.table);
        auto found = std::find_if(columns.begin(), columns.end(), [&](const sql::NodePtr& other) {
            return same_column(sql::as<sql::ColumnNode>(*other), column);
        });
        if (found == columns.end()) {
            if (!first)
                throw ArgumentError("the first row of the INSERT has no value for column '" + column_name(column) +
                                    "'");
            columns.push_back(assignment.column);
            found = columns.end() - 1;
        }
        sql::NodePtr& cell = cells[static_cast<std::size_t>(found - columns.begin())];
        if (cell)
            throw ArgumentError("column '" + column_name(column) + "' is given twice in one row");
        cell = std::move(assignment.value);
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!cells[i])
            throw ArgumentError("a row of the INSERT has no value for column '" +
                                column_name(sql::as<sql::ColumnNode>(*columns[i])) + "', which the first row has");
    }
    node.columns = std::move(columns);
    node.cells.insert(node.cells.end(), std::make_move_iterator(cells.begin()), std::make_move_iterator(cells.end()));
    ++node.rows;
}

void InsertCore::add_row(NamedValues row) {
    std::vector<Assignment> assignments;
    assignments.reserve(row.size());
    for (const auto& pair : row)
        assignments.push_back(by_name(data().table, pair));
    add_row(std::move(assignments));
}

void InsertCore::set_query(std::vector<sql::NodePtr> columns, const Statement& query) {
    sql::InsertNode& node = insert();
    if (node.rows > 0)
        throw ArgumentError("an INSERT takes rows or a SELECT, not both");
    if (query.kind() != sql::NodeKind::select && query.kind() != sql::NodeKind::compound)
        throw ArgumentError("from_select() takes a SELECT");
    for (const sql::NodePtr& column : columns)
        check_table(column_of({column, {}}), node.table);
    node.columns = std::move(columns);
    node.query = query.node_ptr();
}

void InsertCore::ignore_conflict(const ConflictTarget& target) {
    insert().conflict = {.action = sql::Conflict::Action::nothing,
                         .target = target.columns,
                         .target_where = target.where_node,
                         .where = data().conflict.where};
}

void InsertCore::update_on_conflict(const ConflictTarget& target, std::vector<Assignment> set) {
    ignore_conflict(target);
    sql::Conflict& conflict = insert().conflict;
    conflict.action = sql::Conflict::Action::update;
    for (Assignment& assignment : set) {
        check_table(column_of(assignment), data().table);
        conflict.columns.push_back(std::move(assignment.column));
        conflict.values.push_back(std::move(assignment.value));
    }
}

void InsertCore::set_conflict_where(sql::NodePtr condition) { insert().conflict.where = std::move(condition); }

UpdateCore::UpdateCore(sql::NodePtr table) : Statement(sql::make<sql::UpdateNode>(std::move(table))) {}
const sql::UpdateNode& UpdateCore::data() const noexcept { return sql::as<sql::UpdateNode>(node()); }
sql::UpdateNode& UpdateCore::update() { return edit<sql::UpdateNode>(); }
void UpdateCore::set_all_rows() { update().all_rows = true; }

void UpdateCore::add_set(const Assignment& assignment) {
    const sql::ColumnNode& column = column_of(assignment);
    check_table(column, data().table);
    sql::UpdateNode& node = update();
    for (const sql::NodePtr& known : node.columns) {
        if (same_column(sql::as<sql::ColumnNode>(*known), column))
            throw ArgumentError("column '" + column_name(column) + "' is set twice");
    }
    node.columns.push_back(assignment.column);
    node.values.push_back(assignment.value);
}

void UpdateCore::add_set(NamedValues values) {
    for (const auto& pair : values)
        add_set(by_name(data().table, pair));
}

}  // namespace rowan
