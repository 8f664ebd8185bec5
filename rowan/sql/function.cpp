#include <rowan/sql/function.hpp>

#include <rowan/sql/nodes.hpp>

namespace rowan::detail {

namespace {

// The node was made by over() and nobody else has seen it yet.
sql::OverNode& window(const sql::NodePtr& over) { return const_cast<sql::OverNode&>(sql::as<sql::OverNode>(*over)); }

}  // namespace

sql::NodePtr over(sql::NodePtr function) { return sql::make<sql::OverNode>(std::move(function)); }

void add_to_window(const sql::NodePtr& over, const PartitionBy& partition) {
    auto& list = window(over).partition;
    list.insert(list.end(), partition.expressions.begin(), partition.expressions.end());
}
void add_to_window(const sql::NodePtr& over, const WindowOrder& order) {
    auto& list = window(over).order;
    list.insert(list.end(), order.expressions.begin(), order.expressions.end());
}
void add_to_window(const sql::NodePtr& over, const WindowFrame& frame) {
    const auto bound = [](const FrameEdge& edge) {
        return sql::FrameBound{static_cast<sql::FrameBound::Kind>(edge.kind), edge.distance};
    };
    window(over).frame = {static_cast<sql::Frame::Unit>(frame.unit), bound(frame.from), bound(frame.to)};
}

sql::NodePtr filtered(sql::NodePtr function, sql::NodePtr condition) {
    return sql::make<sql::FilterNode>(std::move(function), std::move(condition));
}

sql::NodePtr case_node(std::vector<sql::NodePtr> branches, sql::NodePtr otherwise) {
    auto* node = new sql::CaseNode();
    sql::NodePtr owner(node);
    node->branches = std::move(branches);
    node->otherwise = std::move(otherwise);
    return owner;
}

sql::NodePtr extract(DatePart part, sql::NodePtr from) {
    return sql::make<sql::ExtractNode>(static_cast<sql::DateField>(part), std::move(from));
}

}  // namespace rowan::detail
