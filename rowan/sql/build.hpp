// rowan/sql/build.hpp: the functions that make nodes. Not templates, so that an expression costs a program little to
// compile; typed.hpp calls them once the types are checked.
//
// All functions share what they are given. An expression nested deeper than `max_depth` is an ArgumentError.
#pragma once

#include <rowan/sql/node.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {
struct TableData;
class Table;
}  // namespace rowan

namespace rowan::sql {

inline constexpr std::uint16_t max_depth = 500;

// --- tables and columns -------------------------------------------------------------------------------------------

/// A table known at run time; equal tables give equal nodes in FROM.
NodePtr table(std::shared_ptr<const TableData> data);
NodePtr table(const Table& table);
/// The same table once more, under an alias; an empty one is made by the compiler.
NodePtr alias(const NodePtr& table, std::string_view name);
NodePtr column(const NodePtr& source, std::uint32_t index);
NodePtr column(const NodePtr& source, std::string_view name);
/// The column of `source` (a subquery, CTE …) that `expression` became there: by its label or its column's name.
NodePtr corresponding(const NodePtr& source, const Node& expression);
/// `left_out`: bit i for column i of a table that is not to be among them.
NodePtr all_columns(const NodePtr& source, std::uint64_t left_out = 0);
NodePtr star();
/// Whether two nodes of FROM are one and the same there.
bool same_source(const Node& a, const Node& b) noexcept;

/// The nodes of a mapped table, immortal: made once, for as long as the program lives.
class MappedTable {
public:
    /// `data` must live as long as the program. `left_out`: columns that are not among all_columns().
    explicit MappedTable(const TableData& data, std::uint64_t left_out = 0);
    const NodePtr& source() const noexcept { return source_; }
    const NodePtr& column(std::size_t index) const noexcept { return (*columns_)[index]; }
    const NodePtr& all_columns() const noexcept { return all_columns_; }

private:
    NodePtr source_;
    NodePtr all_columns_;
    /// Never freed, as the nodes are: a statement may be used while static objects are destroyed.
    const std::vector<NodePtr>* columns_;
};

// --- values -------------------------------------------------------------------------------------------------------

NodePtr value(Value v);
NodePtr value(bool v);
NodePtr value(std::int64_t v);
NodePtr value(std::uint64_t v);
NodePtr value(double v);
NodePtr value(std::string_view v);
inline NodePtr value(const char* v) { return value(detail::text_at(v)); }
/// From a member of a struct; an empty optional is NULL.
NodePtr value(const void* member, const TypeOps& ops);
NodePtr null();
NodePtr default_();
/// `:name`
NodePtr parameter(std::string_view name);
NodePtr placeholder(std::uint32_t index);

// --- expressions --------------------------------------------------------------------------------------------------

NodePtr unary(Op op, NodePtr operand);
NodePtr binary(Op op, NodePtr left, NodePtr right);
/// As `binary`, but equality with NULL becomes IS NULL.
NodePtr compare(Op op, NodePtr left, NodePtr right);
/// AND or OR; lists of the same operation become one. An empty list is true for AND, false for OR.
NodePtr logical(Op op, NodePtr left, NodePtr right);
NodePtr logical(Op op, std::vector<NodePtr> conditions);
/// NOT, said by the opposite operation where there is one.
NodePtr negate(const NodePtr& condition);
NodePtr constant(bool truth);
/// Whether the condition is built of nothing but constants that make it true, as that of an empty list.
bool is_always_true(const Node& condition);
NodePtr tuple(std::vector<NodePtr> items);
NodePtr between(NodePtr operand, NodePtr low, NodePtr high, bool negated = false);
/// NULLs in the list become IS NULL, since IN can't find them.
NodePtr in(NodePtr operand, std::vector<Value> values, bool negated);
NodePtr in(NodePtr operand, std::vector<NodePtr> items, bool negated);
NodePtr in_query(NodePtr operand, NodePtr query, bool negated);
/// operand = ANY(array), where the database has it (Capabilities::any_of_array).
NodePtr in_array(NodePtr operand, NodePtr array);

NodePtr like(NodePtr operand, NodePtr pattern, char escape, bool ignore_case, bool negated);
enum class Match : std::uint8_t { prefix, suffix, anywhere };
/// LIKE with a pattern that finds `text` as it stands: wildcards in it are escaped.
NodePtr like_text(NodePtr operand, std::string_view text, Match match, bool ignore_case);
NodePtr like_expression(NodePtr operand, NodePtr text, Match match, bool ignore_case);

/// Throws ArgumentError for a language that has other characters than a name of one.
NodePtr full_text(std::vector<NodePtr> texts, NodePtr words, std::string_view language);

NodePtr function(std::string_view name, std::vector<NodePtr> arguments);
/// `lenient`: NULL for what can't be converted, in place of an error.
NodePtr cast(NodePtr operand, SqlType type, bool lenient = false);
NodePtr collate(NodePtr operand, std::string_view collation);
NodePtr label(NodePtr operand, std::string_view name);
NodePtr ordered(NodePtr operand, bool descending);
NodePtr exists(NodePtr query);
NodePtr scalar_subquery(NodePtr query);
NodePtr any_of(NodePtr query);
NodePtr all_of(NodePtr query);
/// An operator by its name. Throws ArgumentError for a name that is none.
NodePtr operation(std::string_view op, NodePtr left, NodePtr right, bool is_condition);
/// `part`: of a percentile, from 0 to 1.
NodePtr within_group(std::string_view function, std::optional<double> part, std::vector<NodePtr> order);
NodePtr excluded(NodePtr column);
NodePtr next_value(std::string_view sequence);
/// SQL with `:name` parameters.
NodePtr text(std::string_view sql);

}  // namespace rowan::sql
