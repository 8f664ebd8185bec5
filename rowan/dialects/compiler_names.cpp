// Names for the columns of a query where it must not have two of one name, or any without.

#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

namespace {

using Names = std::vector<std::string>;

bool is_in(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// Whether nobody knows what it is called.
bool is_unknown(const Node& item) { return item.kind == NodeKind::text || item.kind == NodeKind::star; }

bool has_name(const Node& item) { return item.kind == NodeKind::column || item.kind == NodeKind::label; }

/// That of the item, or the same with a number that none of the two lists has.
std::string free_name(std::string base, const Names& taken, const Names& said) {
    if (base.empty())
        base = "item";
    std::string name = base;
    for (int number = 2; is_in(taken, name) || is_in(said, name); ++number)
        name = base + "_" + std::to_string(number);
    return name;
}

}  // namespace

Compiler::NamedItems Compiler::with_names(const std::vector<sql::NodePtr>& items, Naming naming) {
    NamedItems all;
    for (const sql::NodePtr& item : items) {
        add_columns(*item, all.columns);
        if (item->kind != NodeKind::all_columns) {
            all.items.push_back(item);
            continue;
        }
        const auto& of_source = as<sql::AllColumnsNode>(*item);
        const bool is_table = of_source.source->kind == NodeKind::table;
        for (std::uint32_t i = 0; all.items.size() < all.columns.size(); ++i) {
            if (!is_table || of_source.has(i))
                all.items.push_back(sql::make<sql::ColumnNode>(of_source.source, i));
        }
    }
    Names said, taken;
    for (std::size_t i = 0; i < all.items.size(); ++i) {
        if (has_name(*all.items[i]))
            said.push_back(detail::in_lower_case(all.columns[i].name));
    }
    for (std::size_t i = 0; i < all.items.size(); ++i) {
        sql::NodePtr& item = all.items[i];
        if (is_unknown(*item))
            continue;
        std::string name = detail::in_lower_case(all.columns[i].name);
        if (is_in(taken, name) || (naming == Naming::all && !has_name(*item))) {
            name = free_name(name, taken, said);
            all.columns[i].name = name;
            item = sql::label(item->kind == NodeKind::label ? as<sql::LabelNode>(*item).operand : item, name);
        }
        taken.push_back(std::move(name));
    }
    return all;
}

std::vector<ResultColumn> Compiler::named_columns_of(const Node& query) {
    const Node* first = &query;
    while (first->kind == NodeKind::compound)
        first = as<sql::CompoundNode>(*first).left.get();
    if (first->kind != NodeKind::select)
        return columns_of_query(*first);
    return with_names(as<sql::SelectNode>(*first).items, Naming::all).columns;
}

}  // namespace rowan
