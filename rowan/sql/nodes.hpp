// rowan/sql/nodes.hpp: what each kind of node holds. For those who make or walk nodes; programs see typed.hpp only.
//
//     if (node.kind == sql::NodeKind::column) use(sql::as<sql::ColumnNode>(node).index);
#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/clause.hpp>
#include <rowan/sql/node.hpp>
#include <rowan/types/sql_type.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rowan::sql {

/// The node as the struct that its kind says.
template <class T>
const T& as(const Node& node) noexcept {
    return static_cast<const T&>(node);
}

// --- what stands in FROM ------------------------------------------------------------------------------------------

/// A table under its own name or an alias.
struct TableNode : Node {
    explicit TableNode(std::shared_ptr<const TableData> data) noexcept
        : Node(NodeKind::table), table(std::move(data)) {}
    std::shared_ptr<const TableData> table;
    std::string alias{};
    bool anonymous = false;  ///< the compiler makes an alias
};

/// A SELECT in FROM.
struct SubqueryNode : Node {
    explicit SubqueryNode(NodePtr select) noexcept : Node(NodeKind::subquery), query(std::move(select)) {}
    NodePtr query;
    std::string alias{};  ///< empty: the compiler makes one
    bool lateral = false;
};

/// A common table expression. A recursive one is two nodes: the first, to which its own query refers, and the whole,
/// whose `anchor` is the first.
struct CteNode : Node {
    CteNode(std::string cte_name, NodePtr statement) noexcept
        : Node(NodeKind::cte), name(std::move(cte_name)), query(std::move(statement)) {}
    std::string name;
    NodePtr query;
    NodePtr anchor{};
    std::vector<std::string> columns{};
    bool recursive = false;
    Materialized materialized{};
};

/// VALUES (…), (…) in FROM.
struct ValuesNode : Node {
    ValuesNode() noexcept : Node(NodeKind::values_source) {}
    std::string alias{};
    std::vector<std::string> columns{};
    std::vector<NodePtr> cells{};  ///< row by row
};

// --- expressions --------------------------------------------------------------------------------------------------

struct ColumnNode : Node {
    ColumnNode(NodePtr from, std::uint32_t column_index) noexcept
        : Node(NodeKind::column), source(std::move(from)), index(column_index) {}
    ColumnNode(NodePtr from, std::string column_name) noexcept
        : Node(NodeKind::column), source(std::move(from)), name(std::move(column_name)) {}
    NodePtr source;           ///< TableNode, SubqueryNode, CteNode, ValuesNode
    std::uint32_t index = 0;  ///< of a TableNode's column
    std::string name{};       ///< of another source's column
};

struct ValueNode : Node {
    explicit ValueNode(Value v) noexcept : Node(NodeKind::value), value(std::move(v)) {}
    Value value;
};

struct ParameterNode : Node {
    explicit ParameterNode(std::string parameter_name) noexcept
        : Node(NodeKind::parameter), name(std::move(parameter_name)) {}
    std::string name;
};

struct PlaceholderNode : Node {
    explicit PlaceholderNode(std::uint32_t number) noexcept : Node(NodeKind::placeholder), index(number) {}
    std::uint32_t index;
};

/// A node without contents: null, default_.
struct PlainNode : Node {
    explicit PlainNode(NodeKind node_kind) noexcept : Node(node_kind) {}
};

struct UnaryNode : Node {
    UnaryNode(Op o, NodePtr x) noexcept : Node(NodeKind::unary), op(o), operand(std::move(x)) {}
    Op op;
    NodePtr operand;
};

struct BinaryNode : Node {
    BinaryNode(Op o, NodePtr a, NodePtr b) noexcept
        : Node(NodeKind::binary), op(o), left(std::move(a)), right(std::move(b)) {}
    Op op;
    NodePtr left, right;
};

/// AND or OR of any number of conditions; a tuple is a list, too.
struct ListNode : Node {
    ListNode(NodeKind node_kind, Op o, std::vector<NodePtr> list) noexcept
        : Node(node_kind), op(o), items(std::move(list)) {}
    Op op;
    std::vector<NodePtr> items;
};

/// An operator that only the program knows: `tags && $1`.
struct OperationNode : Node {
    OperationNode(std::string o, NodePtr a, NodePtr b, bool condition) noexcept
        : Node(NodeKind::operation),
          op(std::move(o)),
          left(std::move(a)),
          right(std::move(b)),
          is_condition(condition) {}
    std::string op;
    NodePtr left, right;
    bool is_condition;
};

struct BetweenNode : Node {
    BetweenNode(NodePtr x, NodePtr from, NodePtr to) noexcept
        : Node(NodeKind::between), operand(std::move(x)), low(std::move(from)), high(std::move(to)) {}
    NodePtr operand, low, high;
    bool negated = false;
};

/// x IN (values), IN (expressions) or IN (a SELECT).
struct InNode : Node {
    explicit InNode(NodePtr x) noexcept : Node(NodeKind::in), operand(std::move(x)) {}
    NodePtr operand;
    std::vector<Value> values{};
    std::vector<NodePtr> items{};
    NodePtr query{};  ///< a select or a compound
    bool negated = false;
    bool of_array = false;  ///< the only item is an array: = ANY(item)
};

struct LikeNode : Node {
    LikeNode(NodePtr x, NodePtr p) noexcept : Node(NodeKind::like), operand(std::move(x)), pattern(std::move(p)) {}
    NodePtr operand, pattern;
    char escape = 0;
    bool ignore_case = false;
    bool negated = false;
};

struct FunctionNode : Node {
    FunctionNode(std::string function_name, std::vector<NodePtr> args) noexcept
        : Node(NodeKind::function), name(std::move(function_name)), arguments(std::move(args)) {}
    std::string name;  ///< generic names (func::now) are spelt by the dialect
    std::vector<NodePtr> arguments;
};

struct CaseNode : Node {
    CaseNode() noexcept : Node(NodeKind::case_) {}
    std::vector<NodePtr> branches{};  ///< condition, result, condition, result, …
    NodePtr otherwise{};              ///< may be null
};

struct CastNode : Node {
    CastNode(NodePtr x, SqlType t) noexcept : Node(NodeKind::cast), operand(std::move(x)), type(std::move(t)) {}
    NodePtr operand;
    SqlType type;
    bool lenient = false;  ///< NULL for what can't be converted
};

struct CollateNode : Node {
    CollateNode(NodePtr x, std::string collation_name) noexcept
        : Node(NodeKind::collate), operand(std::move(x)), name(std::move(collation_name)) {}
    NodePtr operand;
    std::string name;
};

struct LabelNode : Node {
    LabelNode(NodePtr x, std::string label_name) noexcept
        : Node(NodeKind::label), operand(std::move(x)), name(std::move(label_name)) {}
    NodePtr operand;
    std::string name;
};

struct StarNode : Node {
    explicit StarNode(NodePtr from = {}) noexcept : Node(NodeKind::star), source(std::move(from)) {}
    NodePtr source;  ///< null: a bare *
};

/// SQL text, cut at its `:name` parameters (see text_scanner.hpp): piece, parameter, piece, …, piece.
struct TextData {
    std::vector<std::string> pieces{};      ///< one more than there are parameters
    std::vector<std::string> parameters{};  ///< their names, in order, repeated as often as they stand there
    std::vector<NodePtr> bound{};           ///< as long as `parameters`; null: the value is given at execution
};
struct TextNode : Node {
    explicit TextNode(TextData data) noexcept : Node(NodeKind::text), text(std::move(data)) {}
    TextData text;
};

/// EXISTS (select), a SELECT as a value, ANY (select), ALL (select).
struct QueryNode : Node {
    QueryNode(NodeKind node_kind, NodePtr select) noexcept : Node(node_kind), query(std::move(select)) {}
    NodePtr query;
    bool negated = false;
};

/// An edge of a window's frame: rows (or peers, or a distance) before or after the current one.
struct FrameBound {
    enum class Kind : std::uint8_t { unbounded_preceding, preceding, current_row, following, unbounded_following };
    Kind kind = Kind::current_row;
    FrameDistance distance{};
};
struct Frame {
    enum class Unit : std::uint8_t { none, rows, range, groups };
    Unit unit = Unit::none;
    FrameBound from{};
    FrameBound to{};
};
struct OverNode : Node {
    explicit OverNode(NodePtr f) noexcept : Node(NodeKind::over), function(std::move(f)) {}
    NodePtr function;
    std::vector<NodePtr> partition{};
    std::vector<NodePtr> order{};
    Frame frame{};
};

struct FilterNode : Node {
    FilterNode(NodePtr f, NodePtr c) noexcept
        : Node(NodeKind::filter), function(std::move(f)), condition(std::move(c)) {}
    NodePtr function, condition;
};

/// A search for words in texts.
struct FullTextNode : Node {
    FullTextNode(std::vector<NodePtr> of, NodePtr what, std::string in_language) noexcept
        : Node(NodeKind::full_text), texts(std::move(of)), words(std::move(what)), language(std::move(in_language)) {}
    std::vector<NodePtr> texts;  ///< one at least
    NodePtr words;
    std::string language;  ///< empty: the database's own choice
};

/// An aggregate of values in an order: percentile_cont(0.5) WITHIN GROUP (ORDER BY x).
struct WithinGroupNode : Node {
    WithinGroupNode(std::string function_name, std::optional<double> which, std::vector<NodePtr> values) noexcept
        : Node(NodeKind::within_group), name(std::move(function_name)), part(which), order(std::move(values)) {}
    std::string name;
    std::optional<double> part;  ///< written as a literal: some databases take nothing else
    std::vector<NodePtr> order;
};

enum class Nulls : std::uint8_t { as_the_database_does, first, last };
struct OrderedNode : Node {
    OrderedNode(NodePtr x, bool desc, Nulls n = Nulls::as_the_database_does) noexcept
        : Node(NodeKind::ordered), operand(std::move(x)), descending(desc), nulls(n) {}
    NodePtr operand;
    bool descending;
    Nulls nulls;
};

enum class DateField : std::uint8_t {
    year,
    month,
    day,
    hour,
    minute,
    second,
    day_of_week,
    day_of_year,
    week,
    quarter,
    epoch
};
struct ExtractNode : Node {
    ExtractNode(DateField f, NodePtr x) noexcept : Node(NodeKind::extract), field(f), operand(std::move(x)) {}
    DateField field;
    NodePtr operand;
};

/// An element inside a JSON document.
struct JsonStep {
    std::string key{};  ///< of an object, if `index` is negative
    std::int64_t index = -1;
};
struct JsonPathNode : Node {
    JsonPathNode(NodePtr x, std::vector<JsonStep> p, bool text) noexcept
        : Node(NodeKind::json_path), operand(std::move(x)), path(std::move(p)), as_text(text) {}
    NodePtr operand;
    std::vector<JsonStep> path;
    bool as_text;    ///< as an SQL value; otherwise as JSON
    SqlType type{};  ///< of that value
};

struct ExcludedNode : Node {
    explicit ExcludedNode(NodePtr c) noexcept : Node(NodeKind::excluded), column(std::move(c)) {}
    NodePtr column;
};

struct NextValueNode : Node {
    explicit NextValueNode(std::string name) noexcept : Node(NodeKind::next_value), sequence(std::move(name)) {}
    std::string sequence;  ///< "name" or "schema.name"
};

struct AllColumnsNode : Node {
    explicit AllColumnsNode(NodePtr from, std::uint64_t without = 0) noexcept
        : Node(NodeKind::all_columns), source(std::move(from)), left_out(without) {}
    NodePtr source;
    std::uint64_t left_out;  ///< of a table: bit i for its column i, which is not among them

    bool has(std::size_t column) const noexcept { return column >= 64 || (left_out >> column & 1) == 0; }
};

}  // namespace rowan::sql
