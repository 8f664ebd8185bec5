#include <rowan/sql/source.hpp>

#include <rowan/sql/nodes.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

namespace sql {

NodePtr table(std::shared_ptr<const TableData> data) { return make<TableNode>(std::move(data)); }
NodePtr table(const Table& table) { return sql::table(table.shared_data()); }

NodePtr alias(const NodePtr& source, std::string_view name) {
    if (source->kind != NodeKind::table)
        throw ArgumentError("only a table takes an alias; a subquery or CTE has a name");
    auto* node = new TableNode(as<TableNode>(*source).table);
    node->alias = name;
    node->anonymous = name.empty();
    return NodePtr(node);
}

NodePtr column(const NodePtr& source, std::uint32_t index) { return make<ColumnNode>(source, index); }

NodePtr column(const NodePtr& source, std::string_view name) {
    if (source->kind != NodeKind::table)
        return make<ColumnNode>(source, std::string(name));
    // Table::column knows what to say about a column that is not there.
    const TableData& data = *as<TableNode>(*source).table;
    const std::size_t index = data.find(name);
    if (index == TableData::npos)
        throw ArgumentError("table '" + data.full_name() + "' has no column '" + std::string(name) + "'");
    return make<ColumnNode>(source, static_cast<std::uint32_t>(index));
}

NodePtr corresponding(const NodePtr& source, const Node& expression) {
    if (expression.kind == NodeKind::label)
        return column(source, as<LabelNode>(expression).name);
    if (expression.kind == NodeKind::column) {
        const auto& node = as<ColumnNode>(expression);
        if (node.source->kind == NodeKind::table)
            return column(source, as<TableNode>(*node.source).table->columns[node.index].name);
        return column(source, node.name);
    }
    throw ArgumentError("a column of a subquery is found by a column or a label: give the expression a label");
}

NodePtr all_columns(const NodePtr& source, std::uint64_t left_out) { return make<AllColumnsNode>(source, left_out); }

bool same_source(const Node& a, const Node& b) noexcept {
    if (&a == &b)
        return true;
    if (a.kind != b.kind)
        return false;
    if (a.kind == NodeKind::table) {
        const auto& x = as<TableNode>(a);
        const auto& y = as<TableNode>(b);
        return x.table == y.table && !x.anonymous && !y.anonymous && x.alias == y.alias;
    }
    if (a.kind == NodeKind::cte)
        return as<CteNode>(a).anchor.get() == &b || as<CteNode>(b).anchor.get() == &a;
    return false;
}

MappedTable::MappedTable(const TableData& data, std::uint64_t left_out)
    : source_(make<TableNode>(std::shared_ptr<const TableData>(std::shared_ptr<const void>(), &data))) {
    source_->make_immortal();
    all_columns_ = sql::all_columns(source_, left_out);
    all_columns_->make_immortal();
    auto* columns = new std::vector<NodePtr>();
    columns_ = columns;
    columns->reserve(data.columns.size());
    for (std::uint32_t i = 0; i < data.columns.size(); ++i) {
        columns->push_back(sql::column(source_, i));
        columns->back()->make_immortal();
    }
}

}  // namespace sql

FromItem alias(const Table& table, std::string_view name) { return FromItem(sql::alias(sql::table(table), name)); }

FromItem values(std::string_view alias, std::vector<std::string> columns, const std::vector<std::vector<Value>>& rows) {
    auto* node = new sql::ValuesNode();
    sql::NodePtr owner(node);
    if (rows.empty() || columns.empty())
        throw ArgumentError("values() needs a row and a column");
    for (const std::vector<Value>& row : rows) {
        if (row.size() != columns.size())
            throw ArgumentError("values(): a row has " + std::to_string(row.size()) + " values for " +
                                std::to_string(columns.size()) + " columns");
        for (const Value& value : row)
            node->cells.push_back(value.is_null() ? sql::null() : sql::value(value));
    }
    node->alias = alias;
    node->columns = std::move(columns);
    return FromItem(std::move(owner));
}

namespace detail {

sql::NodePtr item_node(const Table& table) { return sql::all_columns(sql::table(table)); }
sql::NodePtr source_of(const Table& table) { return sql::table(table); }
sql::NodePtr source_of_all_columns(const sql::NodePtr& all_columns) {
    return sql::as<sql::AllColumnsNode>(*all_columns).source;
}

}  // namespace detail
}  // namespace rowan
