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

void add_columns_of(const sql::NodePtr& item, const std::vector<ResultColumn>& columns,
                    std::vector<sql::NodePtr>& singles) {
    const auto& all = as<sql::AllColumnsNode>(*item);
    const bool is_table = all.source->kind == NodeKind::table;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
        if (!is_table)
            singles.push_back(sql::make<sql::ColumnNode>(all.source, columns[i].name));
        else if (all.has(i))
            singles.push_back(sql::make<sql::ColumnNode>(all.source, i));
    }
}

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

std::vector<sql::NodePtr> Compiler::with_names(const std::vector<sql::NodePtr>& items, Naming naming) {
    std::vector<sql::NodePtr> singles;
    for (const sql::NodePtr& item : items) {
        if (item->kind == NodeKind::all_columns)
            add_columns_of(item, columns_of(*as<sql::AllColumnsNode>(*item).source), singles);
        else
            singles.push_back(item);
    }
    Names own, said, taken;
    for (const sql::NodePtr& item : singles) {
        std::vector<ResultColumn> columns;
        add_columns(*item, columns);
        own.push_back(detail::in_lower_case(columns.front().name));
        if (has_name(*item))
            said.push_back(own.back());
    }
    for (std::size_t i = 0; i < singles.size(); ++i) {
        const Node& item = *singles[i];
        if (is_unknown(item))
            continue;
        std::string name = own[i];
        if (is_in(taken, name) || (naming == Naming::all && !has_name(item))) {
            name = free_name(name, taken, said);
            singles[i] = sql::label(item.kind == NodeKind::label ? as<sql::LabelNode>(item).operand : singles[i], name);
        }
        taken.push_back(std::move(name));
    }
    return singles;
}

}  // namespace rowan
