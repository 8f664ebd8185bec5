// rowan/sql/statements.hpp: what each kind of statement holds. For those who make or walk statements; programs see
// select.hpp, insert.hpp, update.hpp and delete.hpp.
#pragma once

#include <rowan/sql/nodes.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace rowan::sql {

struct Join {
    JoinKind kind = JoinKind::inner;
    NodePtr target{};
    NodePtr on{};  ///< null for a cross join
};

struct RowLock {
    LockStrength strength = LockStrength::none;
    bool nowait = false;
    bool skip_locked = false;
    std::vector<NodePtr> of{};  ///< tables; empty: all
};

/// A table of FROM of which a part is read.
struct Sample {
    NodePtr source{};
    double percent = 0;
    SampleMethod method = SampleMethod::rows;
    std::optional<std::int64_t> seed{};
};

/// A hint for one database, by the dialect's name; others leave it out.
struct Hint {
    std::string dialect{};
    std::string text{};
};

struct SelectNode : Node {
    SelectNode() noexcept : Node(NodeKind::select) {}
    std::vector<NodePtr> items{};
    std::vector<NodePtr> from{};  ///< said by select_from(); the others are found by their columns
    std::vector<Join> joins{};
    std::vector<NodePtr> where{};
    std::vector<NodePtr> group_by{};
    std::vector<NodePtr> having{};
    std::vector<NodePtr> order_by{};
    std::vector<NodePtr> distinct_on{};
    bool distinct = false;
    NodePtr limit{};
    bool limit_is_percent = false;  ///< of all rows
    NodePtr offset{};
    bool with_ties = false;  ///< and those rows that are equal to the last one within the limit, by the order
    std::vector<NodePtr> ctes{};
    std::vector<NodePtr> correlate{};
    RowLock lock{};
    std::vector<Sample> samples{};
    std::vector<std::string> prefixes{};
    std::vector<Hint> hints{};
    std::shared_ptr<const void> attachment{};  ///< of a floor above, such as the loading options of the orm; no SQL
};

struct CompoundNode : Node {
    CompoundNode(SetOperation o, NodePtr a, NodePtr b)
        : Node(NodeKind::compound), op(o), left(std::move(a)), right(std::move(b)) {}
    SetOperation op;
    NodePtr left, right;  ///< selects and compounds
    std::vector<NodePtr> order_by{};
    NodePtr limit{};
    NodePtr offset{};
    std::vector<NodePtr> ctes{};
    std::shared_ptr<const void> attachment{};
};

struct Conflict {
    enum class Action : std::uint8_t { none, nothing, update };
    Action action = Action::none;
    std::vector<NodePtr> target{};  ///< columns; empty: any conflict
    NodePtr target_where{};         ///< of a partial index
    std::vector<NodePtr> columns{};
    std::vector<NodePtr> values{};
    NodePtr where{};
};

struct InsertNode : Node {
    explicit InsertNode(NodePtr into) noexcept : Node(NodeKind::insert), table(std::move(into)) {}
    NodePtr table;
    std::vector<NodePtr> columns{};
    std::vector<NodePtr> cells{};  ///< row by row, as many as `columns` each
    std::uint32_t rows = 0;        ///< 0 without `query`: one row of defaults
    NodePtr query{};               ///< INSERT … SELECT
    Conflict conflict{};
    std::vector<NodePtr> returning{};
    std::vector<NodePtr> ctes{};
};

struct UpdateNode : Node {
    explicit UpdateNode(NodePtr target) noexcept : Node(NodeKind::update), table(std::move(target)) {}
    NodePtr table;
    std::vector<NodePtr> columns{};
    std::vector<NodePtr> values{};
    std::vector<NodePtr> from{};
    std::vector<NodePtr> where{};
    bool all_rows = false;
    std::vector<NodePtr> returning{};
    std::vector<NodePtr> ctes{};
};

struct DeleteNode : Node {
    explicit DeleteNode(NodePtr target) noexcept : Node(NodeKind::delete_), table(std::move(target)) {}
    NodePtr table;
    std::vector<NodePtr> from{};  ///< DELETE … USING
    std::vector<NodePtr> where{};
    bool all_rows = false;
    std::vector<NodePtr> returning{};
    std::vector<NodePtr> ctes{};
};

struct TextStatementNode : Node {
    explicit TextStatementNode(TextData data) noexcept : Node(NodeKind::text_statement), text(std::move(data)) {}
    TextData text;
    std::vector<std::string> columns{};  ///< names of the result's columns, if the program says them
};

}  // namespace rowan::sql
