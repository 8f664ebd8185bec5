// rowan/sql/node.hpp: SQL as data: the handle to an immutable node of an expression or a statement.
//
// A typed expression (typed.hpp) checks its types when the program is compiled and then holds a NodePtr; dialects walk
// nodes in ordinary code. What the kinds of nodes hold is in nodes.hpp, the functions that make them in build.hpp.
//
//     sql::NodePtr condition = sql::binary(sql::Op::greater, sql::column(table, 2), sql::value(std::int64_t{30}));
//
// Nodes are shared and never change once another part of the program can see them, so that any thread may read them.
// The nodes of mapped tables are immortal: their references are not counted.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace rowan::sql {

enum class NodeKind : std::uint8_t {
    // expressions
    column,
    value,        ///< travels as a bound parameter
    parameter,    ///< named, its value is given at execution
    placeholder,  ///< numbered, for those who bind a whole object
    null,
    unary,
    binary,
    list,       ///< conditions joined by AND or OR
    tuple,      ///< (a, b)
    operation,  ///< an operator of one database, by its name
    between,
    in,
    like,
    full_text,
    function,
    case_,
    cast,
    collate,
    label,
    star,
    text,  ///< SQL as the program wrote it
    exists,
    scalar_subquery,
    any_of,  ///< ANY (select)
    all_of,  ///< ALL (select)
    over,
    filter,
    within_group,
    ordered,
    extract,
    json_path,
    next_value,  ///< of a sequence
    excluded,    ///< a column of the row that an upsert could not insert
    default_,
    all_columns,  ///< every column of a source
    // what stands in FROM
    table,
    subquery,
    cte,
    values_source,
    // statements
    select,
    compound,
    insert,
    update,
    delete_,
    text_statement,
};

enum class Op : std::uint8_t {
    // unary
    negate,
    bit_not,
    not_,
    is_null,
    is_not_null,
    distinct,  ///< count(DISTINCT x)
    // comparison
    equal,
    not_equal,
    less,
    less_equal,
    greater,
    greater_equal,
    is_distinct,
    is_not_distinct,
    matches,  ///< a regular expression
    // arithmetic
    add,
    subtract,
    multiply,
    divide,        ///< true division: 1 / 2 is 0.5
    floor_divide,  ///< of integers, towards zero
    modulo,
    concat,
    bit_and,
    bit_or,
    bit_xor,
    shift_left,
    shift_right,
    // lists
    and_,
    or_,
};

/// The base of all nodes; `kind` says which struct of nodes.hpp it is.
class Node {
public:
    static constexpr std::uint32_t immortal = 0xffff'ffff;

    explicit Node(NodeKind node_kind) noexcept : kind(node_kind) {}
    /// A copy is a node of its own: nobody refers to it yet.
    Node(const Node& other) noexcept : kind(other.kind), depth(other.depth) {}
    Node& operator=(const Node&) = delete;
    virtual ~Node() = default;

    /// Makes the node live for the rest of the program, uncounted. Before anybody else sees it.
    void make_immortal() const noexcept { references_.store(immortal, std::memory_order_relaxed); }
    bool is_immortal() const noexcept { return references_.load(std::memory_order_relaxed) == immortal; }
    /// Whether nobody but the caller refers to the node, so that the caller may still change it.
    bool is_unique() const noexcept { return references_.load(std::memory_order_acquire) == 1; }

    const NodeKind kind;
    std::uint16_t depth = 1;  ///< of the expression below it; see build.hpp for the limit

private:
    friend class NodePtr;
    mutable std::atomic<std::uint32_t> references_{0};
};

/// Shares ownership of a node; 8 bytes. Null only where a function says so.
class NodePtr {
public:
    constexpr NodePtr() noexcept = default;
    constexpr NodePtr(std::nullptr_t) noexcept {}
    explicit NodePtr(const Node* node) noexcept : node_(node) {
        if (node_)
            retain(node_);
    }
    constexpr NodePtr(const NodePtr& other) noexcept : node_(other.node_) {
        if (node_)
            retain(node_);
    }
    constexpr NodePtr(NodePtr&& other) noexcept : node_(other.node_) { other.node_ = nullptr; }
    constexpr NodePtr& operator=(NodePtr other) noexcept {
        const Node* mine = node_;
        node_ = other.node_;
        other.node_ = mine;
        return *this;
    }
    constexpr ~NodePtr() {
        if (node_)
            release(node_);
    }

    constexpr explicit operator bool() const noexcept { return node_ != nullptr; }
    constexpr const Node* get() const noexcept { return node_; }
    constexpr const Node& operator*() const noexcept { return *node_; }
    constexpr const Node* operator->() const noexcept { return node_; }
    /// Whether both are the very same node.
    friend constexpr bool operator==(const NodePtr& a, const NodePtr& b) noexcept { return a.node_ == b.node_; }

private:
    static void retain(const Node* node) noexcept {
        if (!node->is_immortal())
            node->references_.fetch_add(1, std::memory_order_relaxed);
    }
    static void release(const Node* node) noexcept {
        if (node->is_immortal())
            return;
        if (node->is_unique() || node->references_.fetch_sub(1, std::memory_order_acq_rel) == 1)
            destroy(node);
    }
    static void destroy(const Node* node) noexcept;

    const Node* node_ = nullptr;
};

/// Makes a node of one of the structs of nodes.hpp.
template <class T, class... Arguments>
NodePtr make(Arguments&&... arguments) {
    return NodePtr(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace rowan::sql
