#include <rowan/sql/build.hpp>

#include <rowan/sql/internal/text_scanner.hpp>
#include <rowan/sql/nodes.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <cctype>

namespace rowan::sql {

namespace {

/// Gives a node the depth that follows from its children.
NodePtr with_depth(Node* node, std::initializer_list<const NodePtr*> children) {
    NodePtr owner(node);
    std::uint16_t deepest = 0;
    for (const NodePtr* child : children) {
        if (*child)
            deepest = std::max(deepest, (*child)->depth);
    }
    if (deepest >= max_depth) {
        throw ArgumentError("an expression is nested more than " + std::to_string(max_depth) +
                            " levels deep: join conditions with and_(list), or_(list), and values with in(list)");
    }
    node->depth = static_cast<std::uint16_t>(deepest + 1);
    return owner;
}

NodePtr with_depth(Node* node, const std::vector<NodePtr>& children) {
    NodePtr owner(node);
    const NodePtr* deepest = nullptr;
    for (const NodePtr& child : children) {
        if (!deepest || child->depth > (*deepest)->depth)
            deepest = &child;
    }
    return deepest ? with_depth(node, {deepest}) : owner;
}

bool is_null_node(const NodePtr& node) { return node->kind == NodeKind::null; }

}  // namespace

// --- values -------------------------------------------------------------------------------------------------------

NodePtr value(Value v) { return make<ValueNode>(std::move(v)); }
NodePtr value(bool v) { return make<ValueNode>(Value(v)); }
NodePtr value(std::int64_t v) { return make<ValueNode>(Value(v)); }
NodePtr value(std::uint64_t v) { return make<ValueNode>(Value(v)); }
NodePtr value(double v) { return make<ValueNode>(Value(v)); }
NodePtr value(std::string_view v) { return make<ValueNode>(Value(v)); }

NodePtr value(const void* member, const TypeOps& ops) {
    Value v = Value::from_member(member, ops);
    return v.is_null() ? null() : make<ValueNode>(std::move(v));
}

namespace {
NodePtr immortal(const Node* node) {
    NodePtr owner(node);
    owner->make_immortal();
    return owner;
}
}  // namespace

NodePtr null() {
    static const NodePtr node = immortal(new PlainNode(NodeKind::null));
    return node;
}
NodePtr default_() {
    static const NodePtr node = immortal(new PlainNode(NodeKind::default_));
    return node;
}
NodePtr star() {
    static const NodePtr node = immortal(new StarNode());
    return node;
}
NodePtr parameter(std::string_view name) { return make<ParameterNode>(std::string(name)); }
NodePtr placeholder(std::uint32_t index) { return make<PlaceholderNode>(index); }

// --- operators ----------------------------------------------------------------------------------------------------

NodePtr unary(Op op, NodePtr operand) {
    auto* node = new UnaryNode(op, std::move(operand));
    return with_depth(node, {&node->operand});
}

NodePtr binary(Op op, NodePtr left, NodePtr right) {
    auto* node = new BinaryNode(op, std::move(left), std::move(right));
    return with_depth(node, {&node->left, &node->right});
}

NodePtr compare(Op op, NodePtr left, NodePtr right) {
    if (is_null_node(left) && !is_null_node(right))
        std::swap(left, right);
    if (is_null_node(right)) {
        if (op == Op::equal || op == Op::is_not_distinct)
            return unary(Op::is_null, std::move(left));
        if (op == Op::not_equal || op == Op::is_distinct)
            return unary(Op::is_not_null, std::move(left));
    }
    return binary(op, std::move(left), std::move(right));
}

namespace {

NodePtr list_of(NodeKind kind, Op op, std::vector<NodePtr> items) {
    auto* node = new ListNode(kind, op, std::move(items));
    return with_depth(node, node->items);
}

const ListNode* list_of_same(const NodePtr& node, Op op) {
    if (node->kind != NodeKind::list)
        return nullptr;
    const auto& list = as<ListNode>(*node);
    return list.op == op ? &list : nullptr;
}

// A longer list is shared instead of copied, so that a condition that grows in a loop costs no quadratic time.
constexpr std::size_t longest_copied_list = 16;

void append(std::vector<NodePtr>& items, NodePtr condition, Op op) {
    const ListNode* list = list_of_same(condition, op);
    if (list && list->items.size() < longest_copied_list)
        items.insert(items.end(), list->items.begin(), list->items.end());
    else
        items.push_back(std::move(condition));
}

}  // namespace

NodePtr logical(Op op, NodePtr left, NodePtr right) {
    std::vector<NodePtr> items;
    items.reserve(4);
    append(items, std::move(left), op);
    append(items, std::move(right), op);
    return list_of(NodeKind::list, op, std::move(items));
}

NodePtr logical(Op op, std::vector<NodePtr> conditions) {
    if (conditions.empty())
        return constant(op == Op::and_);
    if (conditions.size() == 1)
        return std::move(conditions.front());
    return list_of(NodeKind::list, op, std::move(conditions));
}

NodePtr constant(bool truth) {
    // A comparison, since not every database has a boolean literal.
    static const NodePtr yes = immortal(new TextNode({{"1 = 1"}, {}, {}}));
    static const NodePtr no = immortal(new TextNode({{"1 = 0"}, {}, {}}));
    return truth ? yes : no;
}

namespace {

bool is_constant(const Node& condition, bool truth) {
    switch (condition.kind) {
        case NodeKind::text: {
            // By its text, of which alone the statement's shape tells.
            const TextData& text = as<TextNode>(condition).text;
            return text.parameters.empty() && text.pieces == as<TextNode>(*constant(truth)).text.pieces;
        }
        case NodeKind::in: {
            const auto& node = as<InNode>(condition);
            return !node.query && node.items.empty() && node.values.empty() && node.negated == truth;
        }
        case NodeKind::unary: {
            const auto& node = as<UnaryNode>(condition);
            return node.op == Op::not_ && is_constant(*node.operand, !truth);
        }
        case NodeKind::list: {
            const auto& node = as<ListNode>(condition);
            const auto is = [&](const NodePtr& item) { return is_constant(*item, truth); };
            return (node.op == Op::and_) == truth ? std::all_of(node.items.begin(), node.items.end(), is)
                                                  : std::any_of(node.items.begin(), node.items.end(), is);
        }
        default:
            return false;
    }
}

}  // namespace

bool is_always_true(const Node& condition) { return is_constant(condition, true); }

namespace {

Op opposite(Op op) {
    switch (op) {
        case Op::equal:
            return Op::not_equal;
        case Op::not_equal:
            return Op::equal;
        case Op::less:
            return Op::greater_equal;
        case Op::less_equal:
            return Op::greater;
        case Op::greater:
            return Op::less_equal;
        case Op::greater_equal:
            return Op::less;
        case Op::is_distinct:
            return Op::is_not_distinct;
        case Op::is_not_distinct:
            return Op::is_distinct;
        case Op::is_null:
            return Op::is_not_null;
        case Op::is_not_null:
            return Op::is_null;
        default:
            return op;
    }
}

template <class T>
NodePtr negated_copy(const Node& node) {
    auto* copy = new T(as<T>(node));
    copy->negated = !copy->negated;
    return NodePtr(copy);
}

}  // namespace

NodePtr negate(const NodePtr& condition) {
    switch (condition->kind) {
        case NodeKind::binary: {
            const auto& node = as<BinaryNode>(*condition);
            if (const Op other = opposite(node.op); other != node.op)
                return binary(other, node.left, node.right);
            break;
        }
        case NodeKind::unary: {
            const auto& node = as<UnaryNode>(*condition);
            if (node.op == Op::not_)
                return node.operand;
            if (const Op other = opposite(node.op); other != node.op)
                return unary(other, node.operand);
            break;
        }
        case NodeKind::between:
            return negated_copy<BetweenNode>(*condition);
        case NodeKind::in:
            return negated_copy<InNode>(*condition);
        case NodeKind::like:
            return negated_copy<LikeNode>(*condition);
        case NodeKind::exists:
            return negated_copy<QueryNode>(*condition);
        default:
            break;
    }
    if (condition == constant(true))
        return constant(false);
    if (condition == constant(false))
        return constant(true);
    return unary(Op::not_, condition);
}

NodePtr tuple(std::vector<NodePtr> items) { return list_of(NodeKind::tuple, Op::and_, std::move(items)); }

NodePtr between(NodePtr operand, NodePtr low, NodePtr high, bool negated) {
    auto* node = new BetweenNode(std::move(operand), std::move(low), std::move(high));
    node->negated = negated;
    return with_depth(node, {&node->operand, &node->low, &node->high});
}

// --- IN -----------------------------------------------------------------------------------------------------------

namespace {

NodePtr null_aware(NodePtr in_list, const NodePtr& operand, bool negated) {
    return negated ? logical(Op::and_, std::move(in_list), unary(Op::is_not_null, operand))
                   : logical(Op::or_, std::move(in_list), unary(Op::is_null, operand));
}

}  // namespace

NodePtr in(NodePtr operand, std::vector<Value> values, bool negated) {
    const bool has_null = std::erase_if(values, [](const Value& v) { return v.is_null(); }) > 0;
    auto* node = new InNode(operand);
    NodePtr owner = with_depth(node, {&node->operand});
    node->values = std::move(values);
    node->negated = negated;
    return has_null ? null_aware(std::move(owner), operand, negated) : owner;
}

NodePtr in(NodePtr operand, std::vector<NodePtr> items, bool negated) {
    const bool has_null = std::erase_if(items, is_null_node) > 0;
    auto* node = new InNode(operand);
    node->items = std::move(items);
    node->negated = negated;
    NodePtr owner(node);
    std::vector<NodePtr> children = node->items;
    children.push_back(operand);
    with_depth(node, children);
    return has_null ? null_aware(std::move(owner), operand, negated) : owner;
}

NodePtr in_array(NodePtr operand, NodePtr array) {
    auto* node = new InNode(std::move(operand));
    NodePtr owner = with_depth(node, {&node->operand});
    node->items.push_back(std::move(array));
    node->of_array = true;
    return owner;
}

NodePtr in_query(NodePtr operand, NodePtr query, bool negated) {
    auto* node = new InNode(std::move(operand));
    node->query = std::move(query);
    node->negated = negated;
    return with_depth(node, {&node->operand});
}

// --- LIKE ---------------------------------------------------------------------------------------------------------

NodePtr like(NodePtr operand, NodePtr pattern, char escape, bool ignore_case, bool negated) {
    const auto byte = static_cast<unsigned char>(escape);
    if (byte >= 0x80 || (ignore_case && ((byte | 0x20U) >= 'a' && (byte | 0x20U) <= 'z')))
        throw ArgumentError(ignore_case ? "the escape of ilike() is an ASCII character, and no letter"
                                        : "the escape of like() is an ASCII character");
    auto* node = new LikeNode(std::move(operand), std::move(pattern));
    node->escape = escape;
    node->ignore_case = ignore_case;
    node->negated = negated;
    return with_depth(node, {&node->operand, &node->pattern});
}

namespace {
constexpr char auto_escape = '/';
}

NodePtr like_text(NodePtr operand, std::string_view text, Match match, bool ignore_case) {
    std::string pattern;
    pattern.reserve(text.size() + 2);
    if (match != Match::prefix)
        pattern += '%';
    for (const char c : text) {
        if (c == '%' || c == '_' || c == auto_escape)
            pattern += auto_escape;
        pattern += c;
    }
    if (match != Match::suffix)
        pattern += '%';
    return like(std::move(operand), value(Value(std::move(pattern))), auto_escape, ignore_case, false);
}

NodePtr like_expression(NodePtr operand, NodePtr text, Match match, bool ignore_case) {
    const auto escaped = [](NodePtr inner, std::string_view wildcard) {
        return function(
            "replace", {std::move(inner), value(wildcard), value(Value(std::string(1, auto_escape).append(wildcard)))});
    };
    NodePtr pattern = escaped(escaped(escaped(std::move(text), std::string_view(&auto_escape, 1)), "%"), "_");
    if (match != Match::prefix)
        pattern = binary(Op::concat, value(std::string_view("%")), std::move(pattern));
    if (match != Match::suffix)
        pattern = binary(Op::concat, std::move(pattern), value(std::string_view("%")));
    return like(std::move(operand), std::move(pattern), auto_escape, ignore_case, false);
}

// --- the rest -----------------------------------------------------------------------------------------------------

NodePtr function(std::string_view name, std::vector<NodePtr> arguments) {
    auto* node = new FunctionNode(std::string(name), std::move(arguments));
    return with_depth(node, node->arguments);
}
NodePtr cast(NodePtr operand, SqlType type, bool lenient) {
    auto* node = new CastNode(std::move(operand), std::move(type));
    node->lenient = lenient;
    return with_depth(node, {&node->operand});
}
NodePtr collate(NodePtr operand, std::string_view collation) {
    auto* node = new CollateNode(std::move(operand), std::string(collation));
    return with_depth(node, {&node->operand});
}
NodePtr label(NodePtr operand, std::string_view name) {
    auto* node = new LabelNode(std::move(operand), std::string(name));
    return with_depth(node, {&node->operand});
}
NodePtr ordered(NodePtr operand, bool descending) {
    auto* node = new OrderedNode(std::move(operand), descending);
    return with_depth(node, {&node->operand});
}
NodePtr exists(NodePtr query) { return make<QueryNode>(NodeKind::exists, std::move(query)); }
NodePtr scalar_subquery(NodePtr query) { return make<QueryNode>(NodeKind::scalar_subquery, std::move(query)); }
NodePtr any_of(NodePtr query) { return make<QueryNode>(NodeKind::any_of, std::move(query)); }
NodePtr all_of(NodePtr query) { return make<QueryNode>(NodeKind::all_of, std::move(query)); }

NodePtr operation(std::string_view op, NodePtr left, NodePtr right, bool is_condition) {
    // A comment would swallow what follows; quotes, brackets and semicolons are never part of an operator.
    const bool is_word = op.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_ ") == op.npos;
    const bool is_sign = op.find_first_not_of("+-*/<>=~!@#%^&|`?:.") == op.npos;
    if (op.empty() || (!is_word && !is_sign) || op.find("--") != op.npos || op.find("/*") != op.npos)
        throw ArgumentError("'" + std::string(op) + "' is no operator: it has signs, or words, and nothing else");
    auto* node = new OperationNode(std::string(op), std::move(left), std::move(right), is_condition);
    return with_depth(node, {&node->left, &node->right});
}

NodePtr full_text(std::vector<NodePtr> texts, NodePtr words, std::string_view language) {
    for (const char c : language) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 &&
            std::string_view("_-. ").find(c) == std::string_view::npos)
            throw ArgumentError("full_text(): '" + std::string(language) + "' is no name of a language");
    }
    auto* node = new FullTextNode(std::move(texts), std::move(words), std::string(language));
    NodePtr owner(node);
    std::vector<NodePtr> children = node->texts;
    children.push_back(node->words);
    return with_depth(node, children);
}

NodePtr within_group(std::string_view function, std::optional<double> part, std::vector<NodePtr> order) {
    if (part && !(*part >= 0 && *part <= 1))
        throw ArgumentError(std::string(function) + "(): a part is a number from 0 to 1");
    if (order.size() != 1)
        throw ArgumentError(std::string(function) + "(): within_group() takes the order of one expression");
    auto* node = new WithinGroupNode(std::string(function), part, std::move(order));
    return with_depth(node, node->order);
}

NodePtr next_value(std::string_view sequence) { return make<NextValueNode>(std::string(sequence)); }

NodePtr excluded(NodePtr column) {
    if (column->kind != NodeKind::column)
        throw ArgumentError("excluded() takes a column of the table");
    return make<ExcludedNode>(std::move(column));
}

NodePtr text(std::string_view sql) { return make<TextNode>(scan_text(sql)); }

}  // namespace rowan::sql
