// x IN (…): lists of values, of expressions, queries, arrays.

#include <rowan/dialects/compiler.hpp>

#include <algorithm>

namespace rowan {

using sql::as;

void Compiler::write_in(const sql::InNode& node) {
    if (node.of_array) {
        if (!can().any_of_array)
            unsupported("an array", "give the values one by one");
        write_tighter_than(Binding::comparison, *node.operand);
        write(" = ANY(");
        write_expression(*node.items.front());
        out_ += ')';
        return;
    }
    if (!node.query && node.items.empty() && node.values.empty()) {
        // Nothing is in an empty list, not even NULL.
        return write(node.negated ? "1 = 1" : "1 = 0");
    }
    if (!node.values.empty() && array_index_.contains(node.values.data())) {
        write_tighter_than(Binding::comparison, *node.operand);
        write(node.negated ? " <> ALL (" : " = ANY (");
        ParameterSource source;
        source.kind = ParameterSource::Kind::array;
        source.index = array_index_.at(node.values.data());
        write_parameter(std::move(source));
        out_ += ')';
        return;
    }
    const std::size_t count = node.query           ? 1
                              : node.items.empty() ? sql::rounded_list_size(node.values.size())
                                                   : node.items.size();
    const auto longest = static_cast<std::size_t>(can().max_in_list);
    const std::size_t step = longest == 0 ? count : longest;
    if (count > step)
        out_ += '(';
    for (std::size_t first = 0; first < count; first += step) {
        if (first > 0)
            write(node.negated ? " AND " : " OR ");
        if (node.query && in_having_)
            write_compared_in_having(*node.operand);
        else
            write_tighter_than(Binding::comparison, *node.operand);
        write(node.negated ? " NOT IN (" : " IN (");
        if (node.query)
            write_compared_rows(*node.query);
        else
            write_in_items(node, first, std::min(count, first + step));
        out_ += ')';
    }
    if (count > step)
        out_ += ')';
}

void Compiler::write_in_items(const sql::InNode& node, std::size_t first, std::size_t end) {
    const std::size_t value_count = node.values.size();
    for (std::size_t i = first; i < end; ++i) {
        if (i > first)
            write(", ");
        if (!node.items.empty()) {
            write_expression(*node.items[i]);
        } else if (has_literals()) {
            write_value(node.values[std::min(i, value_count - 1)]);
        } else {
            // As many as the shape has: the last value stands for those beyond.
            ParameterSource source;
            source.index = value_index_.at(node.values.data()) + static_cast<std::uint32_t>(i);
            write_parameter(std::move(source));
        }
    }
}

}  // namespace rowan
