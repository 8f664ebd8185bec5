#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/sql/internal/text_scanner.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;
using sql::Op;

namespace {
constexpr std::string_view number_first = "select the number first, and give it as a value";
}  // namespace

Compiler::Binding Compiler::binding_of(const Node& node) {
    switch (node.kind) {
        case NodeKind::text:
        case NodeKind::operation:  // as tightly as that database says
            return Binding::text;
        case NodeKind::list:
            return as<sql::ListNode>(node).op == Op::or_ ? Binding::or_ : Binding::and_;
        case NodeKind::between:
        case NodeKind::like:
        case NodeKind::full_text:
        case NodeKind::in:
            return Binding::comparison;
        case NodeKind::exists:
            return as<sql::QueryNode>(node).negated ? Binding::not_ : Binding::primary;
        case NodeKind::collate:
            return Binding::collate;
        case NodeKind::json_path:
            return Binding::concatenation;
        case NodeKind::unary:
            switch (as<sql::UnaryNode>(node).op) {
                case Op::not_:
                    return Binding::not_;
                case Op::is_null:
                case Op::is_not_null:
                    return Binding::comparison;
                default:
                    return Binding::unary;
            }
        case NodeKind::binary:
            switch (as<sql::BinaryNode>(node).op) {
                case Op::add:
                case Op::subtract:
                    return Binding::sum;
                case Op::multiply:
                case Op::divide:
                case Op::floor_divide:
                case Op::modulo:
                    return Binding::product;
                case Op::concat:
                    return Binding::concatenation;
                case Op::bit_and:
                case Op::bit_or:
                case Op::bit_xor:
                case Op::shift_left:
                case Op::shift_right:
                    return Binding::bits;
                default:
                    return Binding::comparison;
            }
        default:
            return Binding::primary;
    }
}

void Compiler::write_tighter_than(Binding loosest, const Node& node) {
    const bool parentheses = binding_of(node) <= loosest && (can().boolean_expressions || !is_condition(node));
    if (parentheses)
        out_ += '(';
    write_expression(node);
    if (parentheses)
        out_ += ')';
}

void Compiler::write_operand(Binding outer, const Node& node, bool right) {
    const Binding inner = binding_of(node);
    const bool outer_is_arithmetic = outer == Binding::sum || outer == Binding::product;
    const bool inner_is_arithmetic = inner == Binding::sum || inner == Binding::product;
    bool parentheses = false;
    if (inner >= Binding::unary || (!can().boolean_expressions && is_condition(node)))
        parentheses = false;
    else if (inner <= Binding::comparison)
        parentheses = true;
    else if (outer_is_arithmetic && inner_is_arithmetic)
        parentheses = right ? inner <= outer : inner < outer;
    else
        parentheses = !(outer == Binding::concatenation && inner == outer && !right && node.kind == NodeKind::binary);
    if (parentheses)
        out_ += '(';
    write_expression(node);
    if (parentheses)
        out_ += ')';
}

void Compiler::write_expression(const Node& node) {
    if (!can().boolean_expressions && is_condition(node))
        write_condition_as_value(node);
    else
        write_node(node);
}

void Compiler::write_node(const Node& node) {
    if (having_of_ != nullptr)
        write_in_having(node);
    else
        write_plain_node(node);
}

void Compiler::write_plain_node(const Node& node) {
    switch (node.kind) {
        case NodeKind::column:
            return write_column(as<sql::ColumnNode>(node));
        case NodeKind::value:
            return write_value(as<sql::ValueNode>(node).value);
        case NodeKind::parameter: {
            if (literals_ == Literals::inline_) {
                write(":");
                return write(as<sql::ParameterNode>(node).name);
            }
            if (literals_ == Literals::definition)
                throw ArgumentError("the parameter :" + as<sql::ParameterNode>(node).name +
                                    " stands in what the database keeps as SQL, where nobody gives it a value");
            ParameterSource source;
            source.kind = ParameterSource::Kind::named;
            source.name = as<sql::ParameterNode>(node).name;
            source.digits = assigned_digits_;
            source.assigned = assigned_column_;
            return write_parameter(std::move(source));
        }
        case NodeKind::placeholder: {
            ParameterSource source;
            source.kind = ParameterSource::Kind::slot;
            source.index = as<sql::PlaceholderNode>(node).index;
            return write_parameter(std::move(source));
        }
        case NodeKind::null:
            return write("NULL");
        case NodeKind::unary:
            return write_unary(as<sql::UnaryNode>(node));
        case NodeKind::binary:
            return write_binary(as<sql::BinaryNode>(node));
        case NodeKind::list:
            return write_logical(as<sql::ListNode>(node));
        case NodeKind::operation:
            return write_operation(as<sql::OperationNode>(node));
        case NodeKind::tuple:
            if (!can().row_values)
                unsupported("a tuple", "compare its elements one by one");
            out_ += '(';
            write_list(as<sql::ListNode>(node).items);
            out_ += ')';
            return;
        case NodeKind::between: {
            const auto& between = as<sql::BetweenNode>(node);
            const auto bound = [&](const Node& limit) {
                if (limit.kind == NodeKind::value)
                    write_value_beside(as<sql::ValueNode>(limit).value, *between.operand);
                else
                    write_tighter_than(Binding::comparison, limit);
            };
            write_tighter_than(Binding::comparison, *between.operand);
            write(between.negated ? " NOT BETWEEN " : " BETWEEN ");
            bound(*between.low);
            write(" AND ");
            return bound(*between.high);
        }
        case NodeKind::in:
            return write_in(as<sql::InNode>(node));
        case NodeKind::like:
            return write_like(as<sql::LikeNode>(node));
        case NodeKind::function:
            return write_function(as<sql::FunctionNode>(node));
        case NodeKind::case_:
            return write_case(as<sql::CaseNode>(node));
        case NodeKind::cast:
            if (!as<sql::CastNode>(node).lenient)
                return write_cast(as<sql::CastNode>(node));
            if (!can().lenient_casts)
                unsupported("try_cast()", "test the value in a case_() before the cast()");
            return write_lenient_cast(as<sql::CastNode>(node));
        case NodeKind::collate:
            write_tighter_than(Binding::collate, *as<sql::CollateNode>(node).operand);
            write(" COLLATE ");
            return write_collation(as<sql::CollateNode>(node).name);
        case NodeKind::label:
            return write_tighter_than(Binding::text, *as<sql::LabelNode>(node).operand);
        case NodeKind::star:
            return write("*");
        case NodeKind::text:
            // The constants of rowan itself are immortal.
            if (!node.is_immortal())
                result_.tables_unknown = true;
            return write_text(as<sql::TextNode>(node).text);
        case NodeKind::exists:
            write(as<sql::QueryNode>(node).negated ? "NOT EXISTS (" : "EXISTS (");
            write_subquery(*as<sql::QueryNode>(node).query);
            out_ += ')';
            return;
        case NodeKind::scalar_subquery:
            out_ += '(';
            write_subquery(*as<sql::QueryNode>(node).query);
            out_ += ')';
            return;
        case NodeKind::any_of:
        case NodeKind::all_of:
            return write_quantified(as<sql::QueryNode>(node));
        case NodeKind::full_text:
            check_full_text(as<sql::FullTextNode>(node));
            return write_full_text(as<sql::FullTextNode>(node));
        case NodeKind::next_value:
            if (!can().sequences)
                unsupported("a sequence", "let a primary key count, or keep the last number in a table");
            if (!takes_numbers_ && !can().sequences_anywhere)
                unsupported(
                    "a sequence's number in a condition, a subquery, a set operation, one of several rows or a "
                    "MERGE, or beside DISTINCT, GROUP BY, ORDER BY or a limit",
                    number_first);
            return write(dialect_.next_value_sql(dialect_.quote_full(as<sql::NextValueNode>(node).sequence)));
        case NodeKind::within_group:
            return write_within_group(as<sql::WithinGroupNode>(node), false);
        case NodeKind::over:
            return write_over(as<sql::OverNode>(node));
        case NodeKind::filter:
            return write_filter(as<sql::FilterNode>(node));
        case NodeKind::ordered:
            return write_ordered(as<sql::OrderedNode>(node));
        case NodeKind::extract:
            return write_extract(as<sql::ExtractNode>(node));
        case NodeKind::json_path:
            return write_json_path(as<sql::JsonPathNode>(node));
        case NodeKind::excluded:
            return write_excluded(*as<sql::ExcludedNode>(node).column);
        case NodeKind::default_:
            throw ArgumentError("DEFAULT stands alone in a row of an INSERT");
        case NodeKind::all_columns:
            return write_all_columns(as<sql::AllColumnsNode>(node));
        default:
            throw ArgumentError("a table or a statement stands where an expression belongs");
    }
}

// --- operators ----------------------------------------------------------------------------------------------------

void Compiler::write_infix(Binding binding, const sql::BinaryNode& node, std::string_view op) {
    const bool untyped = node.left->kind == NodeKind::value && node.right->kind == NodeKind::value;
    if (untyped) {
        write_untyped(as<sql::ValueNode>(*node.left).value);
        write(op);
        return write_untyped(as<sql::ValueNode>(*node.right).value);
    }
    const auto side = [&](const Node& operand, const Node& other, bool right) {
        if (in_having_ && (other.kind == NodeKind::any_of || other.kind == NodeKind::all_of))
            write_compared_in_having(operand);
        else if (operand.kind == NodeKind::value)
            write_value_beside(as<sql::ValueNode>(operand).value, other);
        else if (binding == Binding::comparison)
            write_tighter_than(binding, operand);
        else
            write_operand(binding, operand, right);
    };
    side(*node.left, *node.right, false);
    write(op);
    side(*node.right, *node.left, true);
}

void Compiler::write_binary(const sql::BinaryNode& node) {
    if (!can().row_comparisons && (node.left->kind == NodeKind::tuple || node.right->kind == NodeKind::tuple))
        return write_row_comparison(node);
    switch (node.op) {
        case Op::equal:
            return write_infix(Binding::comparison, node, " = ");
        case Op::not_equal:
            return write_infix(Binding::comparison, node, " <> ");
        case Op::less:
            return write_infix(Binding::comparison, node, " < ");
        case Op::less_equal:
            return write_infix(Binding::comparison, node, " <= ");
        case Op::greater:
            return write_infix(Binding::comparison, node, " > ");
        case Op::greater_equal:
            return write_infix(Binding::comparison, node, " >= ");
        case Op::is_distinct:
        case Op::is_not_distinct:
            return write_distinct_from(node);
        case Op::matches:
            if (!can().regular_expressions)
                unsupported("a regular expression", "use like(), or filter the rows in the program");
            return write_regular_expression(node);
        case Op::add:
            return write_infix(Binding::sum, node, " + ");
        case Op::subtract:
            return write_infix(Binding::sum, node, " - ");
        case Op::multiply:
            return write_infix(Binding::product, node, " * ");
        case Op::divide:
            return write_division(node);
        case Op::floor_divide:
            return write_floor_division(node);
        case Op::modulo:
            return write_modulo(node);
        case Op::concat:
            return write_concatenation(node);
        case Op::bit_and:
        case Op::bit_or:
        case Op::bit_xor:
        case Op::shift_left:
        case Op::shift_right:
            return write_bits(node);
        default:
            throw ArgumentError("an operator of one operand has two");
    }
}

void Compiler::write_division(const sql::BinaryNode& node) { write_infix(Binding::product, node, " / "); }
void Compiler::write_floor_division(const sql::BinaryNode& node) { write_infix(Binding::product, node, " / "); }
void Compiler::write_modulo(const sql::BinaryNode& node) { write_infix(Binding::product, node, " % "); }
void Compiler::write_concatenation(const sql::BinaryNode& node) { write_infix(Binding::concatenation, node, " || "); }

void Compiler::write_distinct_from(const sql::BinaryNode& node) {
    write_infix(Binding::comparison, node,
                node.op == Op::is_distinct ? " IS DISTINCT FROM " : " IS NOT DISTINCT FROM ");
}

void Compiler::write_regular_expression(const sql::BinaryNode& node) {
    write_infix(Binding::comparison, node, " REGEXP ");
}

void Compiler::check_full_text(const sql::FullTextNode& search) const {
    if (search.texts.size() > 1 && !can().full_text_of_several)
        unsupported(
            "a full-text search of several columns",
            "search the one that stands for all: of FTS5 that of the table's name, of Oracle Text that of its index");
    if (!search.language.empty() && !can().full_text_languages)
        unsupported("the language of a full-text search", "leave it out: the index has one");
}

void Compiler::write_bits(const sql::BinaryNode& node) {
    switch (node.op) {
        case Op::bit_and:
            return write_infix(Binding::bits, node, " & ");
        case Op::bit_or:
            return write_infix(Binding::bits, node, " | ");
        case Op::bit_xor:
            return write_infix(Binding::bits, node, " ^ ");
        case Op::shift_left:
            return write_infix(Binding::bits, node, " << ");
        default:
            return write_infix(Binding::bits, node, " >> ");
    }
}

void Compiler::write_bit_not(const Node& operand) {
    write("~");
    write_tighter_than(Binding::collate, operand);
}

void Compiler::write_operation(const sql::OperationNode& node) {
    write_tighter_than(Binding::unary, *node.left);
    write(" " + node.op + " ");
    write_tighter_than(Binding::unary, *node.right);
}

void Compiler::write_quantified(const sql::QueryNode& node) {
    const bool any = node.kind == NodeKind::any_of;
    if (!can().quantified_comparisons)
        unsupported(any ? "ANY (SELECT ...)" : "ALL (SELECT ...)",
                    "say exists(...), or compare with the SELECT of a func::min() or func::max()");
    write(any ? "ANY (" : "ALL (");
    write_compared_rows(*node.query);
    out_ += ')';
}

void Compiler::write_unary(const sql::UnaryNode& node) {
    switch (node.op) {
        case Op::not_:
            write("NOT ");
            // What is a condition by itself has its parentheses here; anything else becomes a comparison.
            if (can().boolean_expressions)
                return write_tighter_than(Binding::comparison, *node.operand);
            out_ += '(';
            write_condition(*node.operand);
            out_ += ')';
            return;
        case Op::is_null:
        case Op::is_not_null:
            write_tighter_than(Binding::comparison, *node.operand);
            return write(node.op == Op::is_null ? " IS NULL" : " IS NOT NULL");
        case Op::distinct:
            write("DISTINCT ");
            return write_tighter_than(Binding::text, *node.operand);
        default: {
            if (node.op == Op::bit_not)
                return write_bit_not(*node.operand);
            write("-");
            // A literal may begin with a minus, and two of them begin a comment.
            const bool literal = node.operand->kind == NodeKind::value && has_literals();
            if (literal)
                out_ += '(';
            write_tighter_than(Binding::collate, *node.operand);
            if (literal)
                out_ += ')';
            return;
        }
    }
}

namespace {
// A long chain of AND or OR is a deep tree to a database's parser, and SQLite's takes 1 000 levels.
constexpr std::size_t longest_chain = 250;
}  // namespace

namespace {

void flatten(const sql::ListNode& list, std::vector<const Node*>& conditions) {
    for (const sql::NodePtr& item : list.items) {
        const bool same = item->kind == NodeKind::list && as<sql::ListNode>(*item).op == list.op;
        if (same)
            flatten(as<sql::ListNode>(*item), conditions);
        else
            conditions.push_back(item.get());
    }
}

}  // namespace

void Compiler::write_logical(const sql::ListNode& node) {
    std::vector<const Node*> conditions;
    flatten(node, conditions);
    if (conditions.size() == 1)
        return write_condition(*conditions.front());
    write_chain(node.op, conditions);
}

void Compiler::write_chain(Op op, std::span<const Node* const> conditions) {
    const std::string_view word = op == Op::or_ ? " OR " : " AND ";
    const std::size_t count = conditions.size();
    if (count <= longest_chain) {
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0)
                write(word);
            const Binding loosest = op == Op::or_ ? Binding::text : Binding::or_;
            const bool parentheses = binding_of(*conditions[i]) <= loosest;
            if (parentheses)
                out_ += '(';
            write_condition(*conditions[i]);
            if (parentheses)
                out_ += ')';
        }
        return;
    }
    const std::size_t step = std::max(longest_chain, (count + longest_chain - 1) / longest_chain);
    for (std::size_t i = 0; i < count; i += step) {
        if (i > 0)
            write(word);
        out_ += '(';
        write_chain(op, conditions.subspan(i, std::min(step, count - i)));
        out_ += ')';
    }
}

void Compiler::write_like(const sql::LikeNode& node) {
    const auto side = [&](const Node& operand) {
        if (!node.ignore_case)
            return write_tighter_than(Binding::comparison, operand);
        write("lower(");
        write_expression(operand);
        out_ += ')';
    };
    side(*node.operand);
    write(node.negated ? " NOT LIKE " : " LIKE ");
    side(*node.pattern);
    if (node.escape) {
        write(" ESCAPE ");
        write_string(std::string_view(&node.escape, 1));
    }
}

// --- functions ----------------------------------------------------------------------------------------------------

void Compiler::write_list(const std::vector<sql::NodePtr>& nodes, std::string_view separator) {
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        if (i > 0)
            write(separator);
        write_expression(*nodes[i]);
    }
}

void Compiler::write_arguments(std::string_view name, const std::vector<sql::NodePtr>& arguments) {
    write(name);
    out_ += '(';
    write_list(arguments);
    out_ += ')';
}

bool Compiler::is_bare_function(std::string_view name) const {
    return name == "current_date" || name == "current_time" || name == "current_timestamp" || name == "current_user";
}

void Compiler::write_function(const sql::FunctionNode& node) {
    if (node.arguments.empty() && is_bare_function(node.name))
        return write(node.name);
    if (node.name == "rollup" || node.name == "cube" || node.name == "grouping sets")
        return write_grouping(node);
    if (node.name == "grouping" && !can().grouping_function)
        unsupported("grouping()", "put a SELECT for each grouping together by union_all()");
    if (node.name == "regexp_replace" && !can().regexp_replace)
        unsupported("regexp_replace()", "replace in the program, or use func::replace()");
    if (node.name == "now")
        return write("CURRENT_TIMESTAMP");
    write_arguments(node.name, node.arguments);
}

bool Compiler::is_aggregate(const Node& node) {
    static constexpr std::array<std::string_view, 29> names{"any_value",      "array_agg",     "avg",
                                                            "bit_and",        "bit_or",        "bit_xor",
                                                            "bool_and",       "bool_or",       "count",
                                                            "every",          "group_concat",  "json_agg",
                                                            "json_array_agg", "json_arrayagg", "json_objectagg",
                                                            "jsonb_agg",      "listagg",       "max",
                                                            "median",         "min",           "std",
                                                            "stddev",         "stddev_pop",    "stddev_samp",
                                                            "string_agg",     "sum",           "var_pop",
                                                            "var_samp",       "variance"};
    return node.kind == NodeKind::within_group ||
           (node.kind == NodeKind::function &&
            std::find(names.begin(), names.end(), as<sql::FunctionNode>(node).name) != names.end());
}

void Compiler::check_without_number(const Node& node) const {
    const auto is_number = [](const Node& part) { return part.kind == NodeKind::next_value; };
    if (!can().sequences_in_parts && has_part(node, is_number))
        unsupported("a sequence's number in CASE, COALESCE, NULLIF or a MERGE", number_first);
}

void Compiler::write_case(const sql::CaseNode& node) {
    check_without_number(node);
    write("CASE");
    for (std::size_t i = 0; i + 1 < node.branches.size(); i += 2) {
        write(" WHEN ");
        write_condition(*node.branches[i]);
        write(" THEN ");
        write_result(*node.branches[i + 1]);
    }
    if (node.otherwise) {
        write(" ELSE ");
        write_result(*node.otherwise);
    }
    write(" END");
}

/// A value that stands alone.
void Compiler::write_result(const Node& node) {
    if (node.kind == NodeKind::value)
        write_untyped(as<sql::ValueNode>(node).value);
    else
        write_expression(node);
}

namespace {

/// Whether an aggregate is known to leave NULLs out.
bool leaves_nulls_out(std::string_view function) {
    static constexpr std::string_view names =
        " approx_count_distinct avg bit_and bit_or bit_xor bool_and bool_or corr count count_big covar_pop "
        "covar_samp every group_concat listagg max median min regr_avgx regr_avgy regr_count regr_intercept regr_r2 "
        "regr_slope std stddev stddev_pop stddev_samp stdev stdevp string_agg sum total var_pop var_samp variance "
        "varp ";
    std::string word = " " + std::string(function) + " ";
    std::transform(word.begin(), word.end(), word.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return names.find(word) != std::string_view::npos;
}

}  // namespace

/// Where aggregates leave NULL out, f(x) FILTER (WHERE c) is f(CASE WHEN c THEN x END).
void Compiler::write_filter(const sql::FilterNode& node) {
    if (can().aggregate_filter) {
        write_expression(*node.function);
        write(" FILTER (WHERE ");
        write_condition(*node.condition);
        out_ += ')';
        return;
    }
    if (node.function->kind != NodeKind::function)
        unsupported("FILTER of this", "filter an aggregate function");
    const auto& function = as<sql::FunctionNode>(*node.function);
    if (!leaves_nulls_out(function.name))
        unsupported("FILTER of " + function.name + "(), which is not known to leave NULLs out,",
                    "filter the rows in a subquery");
    std::vector<sql::NodePtr> arguments = function.arguments;
    auto* chosen = new sql::CaseNode;
    sql::NodePtr owner(chosen);
    bool distinct = false;
    chosen->branches.push_back(node.condition);
    if (arguments.empty() || arguments.front()->kind == NodeKind::star) {
        chosen->branches.push_back(sql::text("1"));
        arguments.assign(1, owner);
    } else {
        distinct =
            arguments.front()->kind == NodeKind::unary && as<sql::UnaryNode>(*arguments.front()).op == Op::distinct;
        chosen->branches.push_back(distinct ? as<sql::UnaryNode>(*arguments.front()).operand : arguments.front());
        arguments.front() = distinct ? sql::unary(Op::distinct, owner) : owner;
    }
    write_expression(*sql::function(function.name, std::move(arguments)));
}

void Compiler::write_within_group(const sql::WithinGroupNode& node, bool window) {
    if (window ? !can().ordered_set_windows : !can().ordered_set_aggregates)
        unsupported(window ? "WITHIN GROUP (...) OVER (...)" : "WITHIN GROUP (ORDER BY ...)",
                    can().ordered_set_windows ? "add over(partition_by(...))"
                                              : "number the rows by func::row_number().over(...) in a subquery");
    if (node.name == "mode" && !can().statistical_mode)
        unsupported("mode()", "count the values in a subquery and take the most frequent");
    write(node.name + "(");
    if (node.part)
        write_literal(Value(*node.part));
    write(") WITHIN GROUP (ORDER BY ");
    write_order(node.order);
    out_ += ')';
}

/// ROLLUP (…), CUBE (…), GROUPING SETS ((…), (…))
void Compiler::write_grouping(const sql::FunctionNode& grouping) {
    if (!can().grouping_sets)
        unsupported(grouping.name + "()", "put a SELECT for each grouping together by union_all()");
    std::string name = grouping.name;
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    write(name + " (");
    for (std::size_t i = 0; i < grouping.arguments.size(); ++i) {
        if (i > 0)
            write(", ");
        const Node& part = *grouping.arguments[i];
        if (part.kind == NodeKind::function && as<sql::FunctionNode>(part).name.empty())
            write_arguments("", as<sql::FunctionNode>(part).arguments);
        else
            write_expression(part);
    }
    out_ += ')';
}

void Compiler::write_group_by(const sql::SelectNode& select) {
    const std::vector<sql::NodePtr>& groups = select.group_by;
    check_groups(groups);
    write(" GROUP BY ");
    const bool alone = groups.size() == 1 && groups.front()->kind == NodeKind::function;
    if (alone && !can().grouping_sets && can().with_rollup && as<sql::FunctionNode>(*groups.front()).name == "rollup") {
        if (!select.order_by.empty() && !can().ordered_rollup)
            unsupported("ORDER BY beside rollup()", "order its subquery(), or the rows in the program");
        write_list(as<sql::FunctionNode>(*groups.front()).arguments);
        return write(" WITH ROLLUP");
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        write(i > 0 ? ", " : "");
        write_key(*groups[i]);
    }
}

void Compiler::write_lenient_cast(const sql::CastNode& node) {
    write("TRY_CAST(");
    write_expression(*node.operand);
    write(" AS ");
    write(cast_name(node.type));
    out_ += ')';
}

void Compiler::write_cast(const sql::CastNode& node) {
    write("CAST(");
    write_expression(*node.operand);
    write(" AS ");
    write(cast_name(node.type));
    out_ += ')';
}

void Compiler::write_extract(const sql::ExtractNode& node) {
    static constexpr std::string_view names[] = {"YEAR", "MONTH", "DAY",  "HOUR",    "MINUTE", "SECOND",
                                                 "DOW",  "DOY",   "WEEK", "QUARTER", "EPOCH"};
    write("EXTRACT(");
    write(names[static_cast<std::size_t>(node.field)]);
    write(" FROM ");
    write_expression(*node.operand);
    out_ += ')';
}

void Compiler::write_json_path(const sql::JsonPathNode&) {
    unsupported("a path into a JSON document", "read the document and look into it in the program");
}

// --- order --------------------------------------------------------------------------------------------------------

/// Where NULLs can't be put first or last by a word.
bool Compiler::needs_null_test(const sql::OrderedNode& node) const {
    if (node.nulls == sql::Nulls::as_the_database_does || can().nulls_ordering)
        return false;
    if (!sorts_distinct_ || can().distinct_sorts_freely)
        return true;
    const bool is_lowest = (node.nulls == sql::Nulls::first) != node.descending;
    if (!is_lowest)
        unsupported("this place of NULLs in the order of a SELECT DISTINCT", "order its subquery() instead");
    return false;
}

void Compiler::write_ordered(const sql::OrderedNode& node) {
    const bool nulls = node.nulls != sql::Nulls::as_the_database_does;
    if (needs_null_test(node)) {
        // What is false comes first.
        const Op test = node.nulls == sql::Nulls::first ? Op::is_not_null : Op::is_null;
        write_expression(*sql::unary(test, node.operand));
        write(", ");
    }
    write_order_operand(*node.operand);
    if (node.descending)
        write(" DESC");
    if (nulls && can().nulls_ordering)
        write(node.nulls == sql::Nulls::first ? " NULLS FIRST" : " NULLS LAST");
}

/// A column that stands there already orders nothing more, and not every database takes it twice.
void Compiler::write_order(const std::vector<sql::NodePtr>& order) {
    const auto sorted = [](const Node& node) -> const Node& {
        return node.kind == NodeKind::ordered ? *as<sql::OrderedNode>(node).operand : node;
    };
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Node& key = sorted(*order[i]);
        const auto is_it = [&](const sql::NodePtr& before) {
            return sorted(*before).kind == NodeKind::column && reads_column(sorted(*before), key);
        };
        if (key.kind == NodeKind::column && std::any_of(order.begin(), order.begin() + static_cast<int>(i), is_it))
            continue;
        if (i > 0)
            write(", ");
        write_order_operand(*order[i]);
    }
}

/// What is selected under a label is ordered by that.
void Compiler::write_order_operand(const Node& node) {
    const auto is_item = [&](const sql::NodePtr& item) {
        return item->kind == NodeKind::label && as<sql::LabelNode>(*item).name == as<sql::LabelNode>(node).name;
    };
    if (node.kind == NodeKind::label && items_ && std::any_of(items_->begin(), items_->end(), is_item))
        return write_identifier(as<sql::LabelNode>(node).name);
    write_key(node);
}

/// What rows are ordered or grouped by. A constant must not become the number of a column.
void Compiler::write_key(const Node& node) {
    const Node& key = node.kind == NodeKind::label ? *as<sql::LabelNode>(node).operand : node;
    const bool is_constant = key.kind == NodeKind::value || key.kind == NodeKind::parameter;
    if (!is_constant || !(has_literals() || parameters_are_positions()))
        return write_expression(node);
    write("(SELECT ");
    write_result(key);
    write(empty_from(false));
    out_ += ')';
}

void Compiler::write_conditions(std::string_view keyword, const std::vector<sql::NodePtr>& conditions) {
    if (conditions.empty())
        return;
    write(keyword);
    if (conditions.size() == 1)
        return write_condition(*conditions.front());
    write_logical(sql::ListNode(NodeKind::list, Op::and_, conditions));
}

// --- text ---------------------------------------------------------------------------------------------------------

void Compiler::write_text(const sql::TextData& text) {
    for (std::size_t i = 0; i < text.pieces.size(); ++i) {
        if (question_mark_is_parameter()) {
            sql::for_each_bare(text.pieces[i], [&](std::size_t at) {
                if (text.pieces[i][at] == '?')
                    throw ArgumentError("a text has a ? for a parameter: write :name and give the value by that name");
            });
        }
        write(text.pieces[i]);
        if (i == text.parameters.size())
            break;
        if (text.bound[i])
            write_expression(*text.bound[i]);
        else
            write_expression(*sql::parameter(text.parameters[i]));
    }
}

}  // namespace rowan
