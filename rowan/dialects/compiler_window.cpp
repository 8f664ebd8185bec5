// Window functions: OVER, its order, and its frame.

#include <rowan/dialects/compiler.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;
using Edge = sql::FrameBound::Kind;
using Unit = sql::Frame::Unit;

void Compiler::check_window_function(const Node& function, bool is_ordered) const {
    if (!can().window_functions)
        unsupported("a window function", "use a newer version of the database, or a subquery");
    if (function.kind == NodeKind::filter)
        return check_window_function(*as<sql::FilterNode>(function).function, is_ordered);
    if (function.kind != NodeKind::function)
        return;
    const auto& call = as<sql::FunctionNode>(function);
    const Node* const first = call.arguments.empty() ? nullptr : call.arguments.front().get();
    const bool is_distinct =
        first && first->kind == NodeKind::unary && as<sql::UnaryNode>(*first).op == sql::Op::distinct;
    if (is_distinct && !can().distinct_windows)
        unsupported("DISTINCT in a window function", "take it from a subquery that is grouped");
    if (is_distinct && is_ordered)
        unsupported("DISTINCT in a window function with an order or a frame",
                    "leave them out, or take it from a subquery that is grouped");
    if (call.name == "string_agg" && !can().string_agg_windows)
        unsupported("string_agg() as a window function", "take it from a subquery that is grouped");
}

void Compiler::write_over(const sql::OverNode& node) {
    const bool is_framed = node.frame.unit != Unit::none;
    check_window_function(*node.function, !node.order.empty() || is_framed);
    if (node.function->kind == NodeKind::within_group)
        write_within_group(as<sql::WithinGroupNode>(*node.function), true);
    else
        write_expression(*node.function);
    write(" OVER (");
    std::string_view space;
    const auto begin = [&](std::string_view words) {
        write(space);
        write(words);
        space = " ";
    };
    if (!node.partition.empty()) {
        begin("PARTITION BY ");
        write_list(node.partition);
    }
    const bool is_function = node.function->kind == NodeKind::function;
    if (!node.order.empty()) {
        begin("ORDER BY ");
        write_order(node.order);
    } else if (const std::string_view any =
                   any_window_order(is_function ? as<sql::FunctionNode>(*node.function).name : "", is_framed);
               !any.empty()) {
        begin("ORDER BY ");
        write(any);
    }
    if (is_framed) {
        begin("");
        write_frame(node.frame);
    }
    out_ += ')';
}

void Compiler::write_frame(const sql::Frame& frame) {
    if (frame.unit == Unit::groups && !can().frame_groups)
        unsupported("a window's frame in GROUPS", "use rows(...) or range(...)");
    write(frame.unit == Unit::rows    ? "ROWS BETWEEN "
          : frame.unit == Unit::range ? "RANGE BETWEEN "
                                      : "GROUPS BETWEEN ");
    write_frame_edge(frame.from, frame.unit == Unit::range);
    write(" AND ");
    write_frame_edge(frame.to, frame.unit == Unit::range);
}

void Compiler::write_frame_edge(const sql::FrameBound& edge, bool is_range) {
    if (edge.kind == Edge::unbounded_preceding)
        return write("UNBOUNDED PRECEDING");
    if (edge.kind == Edge::unbounded_following)
        return write("UNBOUNDED FOLLOWING");
    if (edge.kind == Edge::current_row)
        return write("CURRENT ROW");
    if (is_range && !can().range_distances)
        unsupported("a distance in a window's RANGE", "use rows(...), or a subquery of the rows that are near enough");
    if (const auto* number = std::get_if<std::int64_t>(&edge.distance)) {
        check_frame_distance(*number >= 0, true);
        write(std::to_string(*number));
    } else if (const auto* fraction = std::get_if<double>(&edge.distance)) {
        check_frame_distance(*fraction >= 0 && std::isfinite(*fraction), is_range);
        write(detail::number_text(*fraction));
    } else {
        const Interval time = std::get<Interval>(edge.distance);
        check_frame_distance(time >= Interval::zero(), is_range);
        if (!can().range_of_times)
            unsupported("a time as the distance in a window's RANGE",
                        "order by a number, such as extract(DatePart::epoch, ...)");
        write_time_distance(time);
    }
    write(edge.kind == Edge::preceding ? " PRECEDING" : " FOLLOWING");
}

void Compiler::check_frame_distance(bool is_distance, bool is_of_unit) {
    if (!is_distance)
        throw ArgumentError("the edge of a window's frame is at a negative distance, or at none that is a number");
    if (!is_of_unit)
        throw ArgumentError(
            "the edges of rows(...) and groups(...) are counted; a fraction or a time is one of range(...)");
}

}  // namespace rowan
