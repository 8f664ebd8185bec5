#include <rowan/dialects/internal/query_columns.hpp>

#include <rowan/sql/build.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace rowan::detail {

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

QueryColumns::NamedItems QueryColumns::with_names(const std::vector<sql::NodePtr>& items, Naming naming) {
    NamedItems all;
    for (const sql::NodePtr& item : items) {
        add(*item, all.columns);
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
            said.push_back(in_lower_case(all.columns[i].name));
    }
    for (std::size_t i = 0; i < all.items.size(); ++i) {
        sql::NodePtr& item = all.items[i];
        if (is_unknown(*item))
            continue;
        std::string name = in_lower_case(all.columns[i].name);
        if (is_in(taken, name) || (naming == Naming::all && !has_name(*item))) {
            name = free_name(name, taken, said);
            all.columns[i].name = name;
            item = sql::label(item->kind == NodeKind::label ? as<sql::LabelNode>(*item).operand : item, name);
        }
        taken.push_back(std::move(name));
    }
    return all;
}

QueryColumns::Columns QueryColumns::named_of_query(const Node& query) {
    const Node* first = &query;
    while (first->kind == NodeKind::compound)
        first = as<sql::CompoundNode>(*first).left.get();
    if (first->kind != NodeKind::select)
        return of_query(*first);
    return with_names(as<sql::SelectNode>(*first).items, Naming::all).columns;
}

// --- what a query says --------------------------------------------------------------------------------------------

QueryColumns::Columns QueryColumns::of_query(const Node& query) {
    const Node* first = &query;
    while (first->kind == NodeKind::compound)
        first = as<sql::CompoundNode>(*first).left.get();
    Columns columns;
    const std::vector<sql::NodePtr>* items = nullptr;
    switch (first->kind) {
        case NodeKind::select:
            items = &as<sql::SelectNode>(*first).items;
            break;
        case NodeKind::insert:
            items = &as<sql::InsertNode>(*first).returning;
            break;
        case NodeKind::update:
            items = &as<sql::UpdateNode>(*first).returning;
            break;
        case NodeKind::delete_:
            items = &as<sql::DeleteNode>(*first).returning;
            break;
        default:
            for (const std::string& name : as<sql::TextStatementNode>(*first).columns)
                columns.push_back({name, {}});
            return columns;
    }
    for (const sql::NodePtr& item : *items)
        add(*item, columns);
    return columns;
}

void QueryColumns::add(const Node& item, Columns& columns) {
    switch (item.kind) {
        case NodeKind::all_columns: {
            const auto& all = as<sql::AllColumnsNode>(item);
            const Columns& those = of_source(*all.source);
            const bool is_table = all.source->kind == NodeKind::table;
            for (std::size_t i = 0; i < those.size(); ++i)
                if (!is_table || all.has(i))
                    columns.push_back(those[i]);
            return;
        }
        case NodeKind::column: {
            const auto& column = as<sql::ColumnNode>(item);
            if (column.source->kind == NodeKind::table) {
                const ColumnData& data = as<sql::TableNode>(*column.source).table->columns[column.index];
                columns.push_back({data.name, data.type});
                return;
            }
            const Columns& those = of_source(*column.source);
            if (column.name.empty()) {
                columns.push_back(those[column.index]);
                return;
            }
            ResultColumn result{column.name, {}};
            for (const ResultColumn& inner : those) {
                if (inner.name == column.name)
                    result.type = inner.type;
            }
            columns.push_back(std::move(result));
            return;
        }
        case NodeKind::label: {
            add(*as<sql::LabelNode>(item).operand, columns);
            columns.back().name = as<sql::LabelNode>(item).name;
            return;
        }
        case NodeKind::cast: {
            add(*as<sql::CastNode>(item).operand, columns);
            columns.back().type = as<sql::CastNode>(item).type;
            return;
        }
        case NodeKind::function: {
            const auto& call = as<sql::FunctionNode>(item);
            ResultColumn result{call.name, {}};
            // Of decimals: a sum has the digits of what is summed, though the database may calculate in binary.
            if (call.arguments.size() == 1 && (call.name == "sum" || call.name == "min" || call.name == "max") &&
                call.arguments[0]->kind == NodeKind::column) {
                Columns argument;
                add(*call.arguments[0], argument);
                if (argument[0].type.family == TypeFamily::numeric)
                    result.type = argument[0].type;
            }
            columns.push_back(std::move(result));
            return;
        }
        case NodeKind::over:
            return add(*as<sql::OverNode>(item).function, columns);
        case NodeKind::within_group:
            columns.push_back({as<sql::WithinGroupNode>(item).name, {}});
            return;
        case NodeKind::filter:
            return add(*as<sql::FilterNode>(item).function, columns);
        case NodeKind::json_path:
            columns.push_back({{}, as<sql::JsonPathNode>(item).type});
            return;
        default:
            columns.push_back({});
            return;
    }
}

// --- what a source has --------------------------------------------------------------------------------------------

const QueryColumns::Columns& QueryColumns::of_source(const Node& source) {
    const Node* query = nullptr;
    if (source.kind == NodeKind::subquery)
        query = as<sql::SubqueryNode>(source).query.get();
    else if (source.kind == NodeKind::cte && as<sql::CteNode>(source).columns.empty())
        query = as<sql::CteNode>(source).query.get();
    if (query == nullptr)
        return as_said(source);
    const auto found = named_.find(&source);
    return found != named_.end() ? found->second : named_.emplace(&source, named_of_query(*query)).first->second;
}

const QueryColumns::Columns& QueryColumns::as_said(const Node& source) {
    const auto found = said_.find(&source);
    return found != said_.end() ? found->second : said_.emplace(&source, find_said(source)).first->second;
}

QueryColumns::Columns QueryColumns::find_said(const Node& source) {
    Columns columns;
    switch (source.kind) {
        case NodeKind::table:
            for (const ColumnData& column : as<sql::TableNode>(source).table->columns)
                columns.push_back({column.name, column.type});
            return columns;
        case NodeKind::subquery:
            return of_query(*as<sql::SubqueryNode>(source).query);
        case NodeKind::cte: {
            const auto& cte = as<sql::CteNode>(source);
            columns = of_query(*cte.query);
            if (cte.columns.empty())
                return columns;
            columns.resize(cte.columns.size());
            for (std::size_t i = 0; i < columns.size(); ++i)
                columns[i].name = cte.columns[i];
            return columns;
        }
        default:
            for (const std::string& name : as<sql::ValuesNode>(source).columns)
                columns.push_back({name, {}});
            return columns;
    }
}

}  // namespace rowan::detail
