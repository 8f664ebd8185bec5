// HAVING: conditions of groups, where a database finds the columns that rows are grouped by, but no expressions of
// them.

#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/shape.hpp>

#include <algorithm>
#include <string_view>
#include <utility>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

namespace {

bool has_query(const Node& node) {
    return node.kind == NodeKind::exists || node.kind == NodeKind::scalar_subquery || node.kind == NodeKind::any_of ||
           node.kind == NodeKind::all_of || (node.kind == NodeKind::in && as<sql::InNode>(node).query);
}

bool have_equal_values(const sql::Shape& a, const sql::Shape& b) {
    return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end(),
                      [](const Value* left, const Value* right) { return *left == *right; });
}

bool is_rollup(const Node& group) {
    return group.kind == NodeKind::function && as<sql::FunctionNode>(group).name == "rollup";
}

const Node& without_label(const Node& node) {
    return node.kind == NodeKind::label ? *as<sql::LabelNode>(node).operand : node;
}

}  // namespace

void Compiler::write_having(const sql::SelectNode& select) {
    in_having_ = having_knows_columns_only();
    if (in_having_ && !select.group_by.empty())
        having_of_ = &select.group_by;
    write_conditions(" HAVING ", select.having);
    having_of_ = nullptr;
    in_having_ = false;
}

/// What stands before IN (SELECT …) or = ANY (SELECT …) in such a HAVING. These servers compare something else than a
/// bare aggregate there, and find other groups.
void Compiler::write_compared_in_having(const Node& operand) {
    if (operand.kind == NodeKind::tuple) {
        std::string_view separator = "(";
        for (const sql::NodePtr& each : as<sql::ListNode>(operand).items) {
            write(std::exchange(separator, ", "));
            write_compared_in_having(*each);
        }
        return write(")");
    }
    const bool is_column = operand.kind == NodeKind::column;
    write(is_column ? "" : "coalesce(");
    write_expression(operand);
    write(is_column ? "" : ")");
}

/// All rows of a group have one value of what they are grouped by, and that is the least of them.
void Compiler::write_in_having(const Node& node) {
    const bool is_group = is_grouped_by(node);
    const bool is_aggregated = node.kind == NodeKind::filter || is_aggregate(node);
    const std::vector<sql::NodePtr>* const groups = having_of_;
    if (is_group || is_aggregated)
        having_of_ = nullptr;
    write(is_group ? "min(" : "");
    write_plain_node(node);
    write(is_group ? ")" : "");
    having_of_ = groups;
}

bool Compiler::is_grouped_by(const Node& node) const {
    if (node.kind == NodeKind::column || node.kind == NodeKind::value || node.kind == NodeKind::label)
        return false;
    const auto is_it = [&](const sql::NodePtr& group) {
        const Node& key = without_label(*group);
        if (&key == &node)
            return true;
        if (key.kind != node.kind || has_part(key, has_query))
            return false;
        sql::Shape of_key;
        sql::Shape of_node;
        of_key.read(key);
        of_node.read(node);
        std::vector<const Node*> key_sources;
        std::vector<const Node*> node_sources;
        collect_sources(key, key_sources);
        collect_sources(node, node_sources);
        return of_key.bytes() == of_node.bytes() && have_equal_values(of_key, of_node) &&
               std::equal(key_sources.begin(), key_sources.end(), node_sources.begin(), node_sources.end(),
                          [](const Node* a, const Node* b) { return sql::same_source(*a, *b); });
    };
    for (const sql::NodePtr& group : *having_of_) {
        if (is_it(group))
            return true;
        if (!is_rollup(*group))
            continue;
        const auto& keys = as<sql::FunctionNode>(*group).arguments;
        if (std::any_of(keys.begin(), keys.end(), is_it))
            unsupported("HAVING of an expression that rollup() has", "select it in a subquery, and filter that");
    }
    return false;
}

}  // namespace rowan
