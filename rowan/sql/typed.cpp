#include <rowan/sql/typed.hpp>

#include <rowan/sql/nodes.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

namespace {

Ordered with_nulls(const sql::NodePtr& node, sql::Nulls nulls) {
    auto* copy = new sql::OrderedNode(sql::as<sql::OrderedNode>(*node));
    copy->nulls = nulls;
    return Ordered(sql::NodePtr(copy));
}

std::vector<sql::NodePtr> nodes_of(const std::vector<Predicate>& conditions) {
    std::vector<sql::NodePtr> nodes;
    nodes.reserve(conditions.size());
    for (const Predicate& condition : conditions)
        nodes.push_back(condition.node());
    return nodes;
}

}  // namespace

Ordered Ordered::nulls_first() const { return with_nulls(node_, sql::Nulls::first); }
Ordered Ordered::nulls_last() const { return with_nulls(node_, sql::Nulls::last); }

Predicate and_(const std::vector<Predicate>& conditions) {
    return Predicate(sql::logical(sql::Op::and_, nodes_of(conditions)));
}
Predicate or_(const std::vector<Predicate>& conditions) {
    return Predicate(sql::logical(sql::Op::or_, nodes_of(conditions)));
}

namespace detail {

namespace {

/// The document and the path so far.
sql::JsonPathNode* path_into(const sql::NodePtr& document) {
    if (document->kind == sql::NodeKind::json_path)
        return new sql::JsonPathNode(sql::as<sql::JsonPathNode>(*document));
    return new sql::JsonPathNode(document, {}, false);
}

}  // namespace

void throw_out_of_range(const sql::NodePtr& column, const Value& value, const Value& low, const Value& high) {
    std::string name;
    if (column->kind == sql::NodeKind::column) {
        const auto& assigned = sql::as<sql::ColumnNode>(*column);
        if (assigned.source->kind == sql::NodeKind::table) {
            const TableData& table = *sql::as<sql::TableNode>(*assigned.source).table;
            name = table.full_name() + "." + table.columns[assigned.index].name + ": ";
        }
    }
    throw DataError(name + "the value " + value.to_display() + " is no whole number from " + low.to_display() + " to " +
                    high.to_display() + ", and the member that the column is mapped to holds only these");
}

sql::NodePtr in_items(sql::NodePtr left, std::initializer_list<sql::NodePtr> items, bool negated) {
    return sql::in(std::move(left), std::vector<sql::NodePtr>(items), negated);
}

sql::NodePtr json_step(const sql::NodePtr& document, std::string_view key) {
    sql::JsonPathNode* node = path_into(document);
    sql::NodePtr owner(node);
    node->path.push_back({std::string(key), -1});
    return owner;
}
sql::NodePtr json_step(const sql::NodePtr& document, int index) {
    sql::JsonPathNode* node = path_into(document);
    sql::NodePtr owner(node);
    node->path.push_back({{}, index});
    return owner;
}
sql::NodePtr json_value(const sql::NodePtr& element, const TypeSpec& type) {
    sql::JsonPathNode* node = path_into(element);
    sql::NodePtr owner(node);
    node->as_text = true;
    node->type = SqlType(type);
    return owner;
}

}  // namespace detail
}  // namespace rowan
