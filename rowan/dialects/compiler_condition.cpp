// Conditions and values: the same thing to some databases, two to others.

#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <variant>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;
using sql::Op;

bool Compiler::is_condition(const Node& node) {
    switch (node.kind) {
        case NodeKind::list:
        case NodeKind::between:
        case NodeKind::like:
        case NodeKind::full_text:
        case NodeKind::in:
        case NodeKind::exists:
            return true;
        case NodeKind::operation:
            return as<sql::OperationNode>(node).is_condition;
        case NodeKind::unary:
        case NodeKind::binary: {
            const Binding binding = binding_of(node);
            const bool distinct = node.kind == NodeKind::unary && as<sql::UnaryNode>(node).op == Op::distinct;
            return !distinct && (binding == Binding::not_ || binding == Binding::comparison);
        }
        case NodeKind::label:
            return is_condition(*as<sql::LabelNode>(node).operand);
        case NodeKind::text:
            // The constants true and false.
            return node.is_immortal();
        default:
            return false;
    }
}

void Compiler::write_condition(const Node& node) {
    if (can().boolean_expressions || is_condition(node) || node.kind == NodeKind::text)
        return write_node(node);
    write_tighter_than(Binding::comparison, node);
    write(" = 1");
}

/// 1, 0 or NULL.
void Compiler::write_condition_as_value(const Node& node) {
    const Node& condition = node.kind == NodeKind::label ? *as<sql::LabelNode>(node).operand : node;
    const bool is_null_test =
        condition.kind == NodeKind::unary &&
        (as<sql::UnaryNode>(condition).op == Op::is_null || as<sql::UnaryNode>(condition).op == Op::is_not_null);
    const bool is_distinction =
        condition.kind == NodeKind::binary && (as<sql::BinaryNode>(condition).op == Op::is_distinct ||
                                               as<sql::BinaryNode>(condition).op == Op::is_not_distinct);
    const bool never_null =
        is_null_test || is_distinction || condition.kind == NodeKind::exists || condition.kind == NodeKind::text;
    write("CASE WHEN ");
    write_condition(condition);
    if (never_null) {
        write(" THEN 1 ELSE 0 END");
        return;
    }
    write(" THEN 1 WHEN NOT (");
    write_condition(condition);
    write(") THEN 0 END");
}

/// (a, b) = (c, d), one by one.
void Compiler::write_row_comparison(const sql::BinaryNode& node) {
    const bool both = node.left->kind == NodeKind::tuple && node.right->kind == NodeKind::tuple;
    if (!both || (node.op != Op::equal && node.op != Op::not_equal))
        unsupported("this comparison of a tuple", "compare its elements one by one");
    const auto& left = as<sql::ListNode>(*node.left).items;
    const auto& right = as<sql::ListNode>(*node.right).items;
    if (left.size() != right.size())
        throw ArgumentError("a tuple of " + std::to_string(left.size()) + " is compared with one of " +
                            std::to_string(right.size()));
    out_ += '(';
    for (std::size_t i = 0; i < left.size(); ++i) {
        if (i > 0)
            write(node.op == Op::equal ? " AND " : " OR ");
        write_node(*sql::compare(node.op, left[i], right[i]));
    }
    out_ += ')';
}

bool Compiler::is_fractional(const Node& node) {
    const TypeFamily family = type_of(node).family;
    return family == TypeFamily::numeric || family == TypeFamily::real || family == TypeFamily::double_;
}

bool Compiler::is_boolean(const Node& node) {
    const auto is_one = [this](const sql::NodePtr& each) { return each && is_boolean(*each); };
    switch (node.kind) {
        case NodeKind::value:
            return std::holds_alternative<bool>(as<sql::ValueNode>(node).value.storage());
        case NodeKind::case_: {
            const auto& choice = as<sql::CaseNode>(node);
            return is_one(choice.otherwise) || (choice.branches.size() > 1 && is_one(choice.branches[1]));
        }
        case NodeKind::function: {
            const auto& call = as<sql::FunctionNode>(node);
            constexpr std::string_view of_arguments[] = {"coalesce", "nullif", "greatest", "least"};
            if (std::find(std::begin(of_arguments), std::end(of_arguments), call.name) != std::end(of_arguments))
                return std::any_of(call.arguments.begin(), call.arguments.end(), is_one);
            break;
        }
        default:
            break;
    }
    return is_condition(node) || type_of(node).family == TypeFamily::boolean;
}

SqlType Compiler::type_of(const Node& node) {
    std::vector<ResultColumn> columns;
    if (node.kind == NodeKind::all_columns)
        return {};
    if (node.kind == NodeKind::unary && as<sql::UnaryNode>(node).op == Op::negate)
        return type_of(*as<sql::UnaryNode>(node).operand);
    columns_.add(node, columns);
    return columns.size() == 1 ? columns.front().type : SqlType();
}

}  // namespace rowan
