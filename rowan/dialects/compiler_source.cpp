// FROM: which tables a statement needs, which of them belong to a statement around it, and how they are named.

#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>

#include <algorithm>
#include <utility>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

namespace {

bool has_source(const std::vector<const Node*>& sources, const Node& source) {
    return std::any_of(sources.begin(), sources.end(), [&](const Node* s) { return sql::same_source(*s, source); });
}

void add_source(std::vector<const Node*>& sources, const Node& source) {
    if (!has_source(sources, source))
        sources.push_back(&source);
}

}  // namespace

bool Compiler::Scope::contains(const Node& source) const { return has_source(sources, source); }
bool Compiler::Scope::contains_outside(const Node& source) const {
    for (const Scope* scope = outer; scope; scope = scope->outer) {
        if (scope->contains(source))
            return true;
    }
    return false;
}

void Compiler::collect_sources(const std::vector<sql::NodePtr>& nodes, std::vector<const Node*>& sources) {
    for (const sql::NodePtr& node : nodes)
        collect_sources(*node, sources);
}

namespace {

/// What stands directly in an expression; subqueries do not count.
template <class F>
void for_each_part(const Node& node, const F& visit) {
    const auto all = [&](const std::vector<sql::NodePtr>& nodes) {
        for (const sql::NodePtr& each : nodes)
            visit(*each);
    };
    switch (node.kind) {
        case NodeKind::unary:
            return visit(*as<sql::UnaryNode>(node).operand);
        case NodeKind::binary:
            visit(*as<sql::BinaryNode>(node).left);
            return visit(*as<sql::BinaryNode>(node).right);
        case NodeKind::operation:
            visit(*as<sql::OperationNode>(node).left);
            return visit(*as<sql::OperationNode>(node).right);
        case NodeKind::list:
        case NodeKind::tuple:
            return all(as<sql::ListNode>(node).items);
        case NodeKind::between:
            visit(*as<sql::BetweenNode>(node).operand);
            visit(*as<sql::BetweenNode>(node).low);
            return visit(*as<sql::BetweenNode>(node).high);
        case NodeKind::in:
            visit(*as<sql::InNode>(node).operand);
            return all(as<sql::InNode>(node).items);
        case NodeKind::like:
            visit(*as<sql::LikeNode>(node).operand);
            return visit(*as<sql::LikeNode>(node).pattern);
        case NodeKind::full_text:
            all(as<sql::FullTextNode>(node).texts);
            return visit(*as<sql::FullTextNode>(node).words);
        case NodeKind::function:
            return all(as<sql::FunctionNode>(node).arguments);
        case NodeKind::case_:
            all(as<sql::CaseNode>(node).branches);
            if (as<sql::CaseNode>(node).otherwise)
                visit(*as<sql::CaseNode>(node).otherwise);
            return;
        case NodeKind::cast:
            return visit(*as<sql::CastNode>(node).operand);
        case NodeKind::collate:
            return visit(*as<sql::CollateNode>(node).operand);
        case NodeKind::label:
            return visit(*as<sql::LabelNode>(node).operand);
        case NodeKind::over:
            visit(*as<sql::OverNode>(node).function);
            all(as<sql::OverNode>(node).partition);
            return all(as<sql::OverNode>(node).order);
        case NodeKind::filter:
            visit(*as<sql::FilterNode>(node).function);
            return visit(*as<sql::FilterNode>(node).condition);
        case NodeKind::within_group:
            return all(as<sql::WithinGroupNode>(node).order);
        case NodeKind::ordered:
            return visit(*as<sql::OrderedNode>(node).operand);
        case NodeKind::extract:
            return visit(*as<sql::ExtractNode>(node).operand);
        case NodeKind::json_path:
            return visit(*as<sql::JsonPathNode>(node).operand);
        default:
            return;
    }
}

}  // namespace

void Compiler::collect_sources(const Node& node, std::vector<const Node*>& sources) {
    if (node.kind == NodeKind::column)
        return add_source(sources, *as<sql::ColumnNode>(node).source);
    if (node.kind == NodeKind::all_columns)
        return add_source(sources, *as<sql::AllColumnsNode>(node).source);
    for_each_part(node, [&](const Node& part) { collect_sources(part, sources); });
}

bool Compiler::has_part(const Node& node, bool (*is_such)(const Node&)) {
    bool found = is_such(node);
    for_each_part(node, [&](const Node& part) { found = found || has_part(part, is_such); });
    return found;
}

bool Compiler::reads_column(const Node& node, const Node& column) {
    if (node.kind == NodeKind::column) {
        const auto& a = as<sql::ColumnNode>(node);
        const auto& b = as<sql::ColumnNode>(column);
        return sql::same_source(*a.source, *b.source) && a.index == b.index && a.name == b.name;
    }
    bool found = false;
    for_each_part(node, [&](const Node& part) { found = found || reads_column(part, column); });
    return found;
}

std::vector<Compiler::FromElement> Compiler::find_from(const sql::SelectNode& select, Scope& scope) const {
    std::vector<const Node*> joined;
    for (const sql::Join& join : select.joins) {
        if (has_source(joined, *join.target))
            throw ArgumentError("a table is joined twice in one SELECT: give the second an alias");
        joined.push_back(join.target.get());
    }

    // What is said stands first and is never taken for the enclosing statement's.
    std::vector<const Node*> said, found;
    for (const sql::NodePtr& source : select.from)
        add_source(said, *source);
    collect_sources(select.items, found);
    for (const sql::Join& join : select.joins) {
        if (join.on)
            collect_sources(*join.on, found);
    }
    for (const auto* list : {&select.where, &select.group_by, &select.having, &select.order_by, &select.distinct_on})
        collect_sources(*list, found);
    std::erase_if(found, [&](const Node* source) { return has_source(said, *source) || has_source(joined, *source); });

    std::vector<const Node*> own = found;
    if (select.correlate.empty()) {
        std::erase_if(own, [&](const Node* source) { return scope.contains_outside(*source); });
        // A subquery of nothing but the enclosing statement's tables reads them anew.
        if (own.empty() && said.empty() && joined.empty())
            own = found;
    } else {
        std::erase_if(own, [&](const Node* source) {
            return std::any_of(select.correlate.begin(), select.correlate.end(),
                               [&](const sql::NodePtr& c) { return sql::same_source(*c, *source); });
        });
    }
    said.insert(said.end(), own.begin(), own.end());

    std::vector<FromElement> elements;
    for (const Node* source : said)
        elements.push_back({source});
    if (elements.empty() && !joined.empty())
        throw ArgumentError("a join has nothing on its left side: say select_from(...)");

    // A join belongs to the element whose columns its condition uses; elements that it brings together become one.
    for (const sql::Join& join : select.joins) {
        std::vector<const Node*> used;
        if (join.on)
            collect_sources(*join.on, used);
        std::size_t home = elements.size();
        for (std::size_t i = 0; i < elements.size();) {
            const bool is_used = has_source(used, *elements[i].source) ||
                                 std::any_of(elements[i].joins.begin(), elements[i].joins.end(),
                                             [&](const sql::Join& j) { return has_source(used, *j.target); });
            if (is_used && home == elements.size()) {
                home = i++;
            } else if (is_used) {
                FromElement& left = elements[home];
                left.joins.push_back({sql::JoinKind::cross, sql::NodePtr(elements[i].source), {}});
                left.joins.insert(left.joins.end(), elements[i].joins.begin(), elements[i].joins.end());
                elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(i));
                home = std::min(home, elements.size() - 1);
            } else {
                ++i;
            }
        }
        if (home == elements.size())
            home = 0;
        elements[home].joins.push_back(join);
    }

    for (const FromElement& element : elements) {
        scope.sources.push_back(element.source);
        for (const sql::Join& join : element.joins)
            scope.sources.push_back(join.target.get());
    }
    return elements;
}

/// Two sources of one name could not be told apart.
void Compiler::check_names(const Scope& scope) {
    for (std::size_t i = 0; i < scope.sources.size(); ++i) {
        for (std::size_t j = i + 1; j < scope.sources.size(); ++j) {
            if (name_of(*scope.sources[i]) == name_of(*scope.sources[j]))
                throw ArgumentError("'" + name_of(*scope.sources[i]) +
                                    "' stands twice in FROM: give one of them an alias");
        }
    }
}

/// The name by which columns refer to a source.
std::string Compiler::name_of(const Node& source) {
    switch (source.kind) {
        case NodeKind::table: {
            const auto& table = as<sql::TableNode>(source);
            if (!table.alias.empty())
                return table.alias;
            if (!table.anonymous)
                return table.table->full_name();
            break;
        }
        case NodeKind::subquery:
            if (!as<sql::SubqueryNode>(source).alias.empty())
                return as<sql::SubqueryNode>(source).alias;
            break;
        case NodeKind::cte:
            return as<sql::CteNode>(source).name;
        case NodeKind::values_source:
            if (!as<sql::ValuesNode>(source).alias.empty())
                return as<sql::ValuesNode>(source).alias;
            break;
        default:
            throw ArgumentError("only a table, a subquery, a CTE or VALUES stands in FROM");
    }
    for (const auto& [node, name] : names_) {
        if (node == &source)
            return name;
    }
    const std::string base = source.kind == NodeKind::table ? as<sql::TableNode>(source).table->name : "anon";
    names_.emplace_back(&source, base + "_" + std::to_string(names_.size() + 1));
    return names_.back().second;
}

void Compiler::note(std::vector<TableName>& names, const sql::TableNode& table) {
    TableName name{table.table->options.schema, table.table->name};
    if (std::find(names.begin(), names.end(), name) == names.end())
        names.push_back(std::move(name));
}

void Compiler::write_table_name(const sql::TableNode& table, bool with_alias) {
    if (!table.table->options.schema.empty()) {
        write_identifier(table.table->options.schema);
        out_ += '.';
    }
    write_identifier(table.table->name);
    if (with_alias)
        write_alias(table);
}

void Compiler::write_alias(const sql::TableNode& table) {
    if (table.alias.empty() && !table.anonymous)
        return;
    write(alias_word());
    write_identifier(name_of(table));
}

// --- samples ------------------------------------------------------------------------------------------------------

const sql::Sample* Compiler::sample_of(const Node& source) const {
    if (samples_ == nullptr)
        return nullptr;
    const auto found = std::find_if(samples_->begin(), samples_->end(),
                                    [&](const sql::Sample& s) { return sql::same_source(*s.source, source); });
    return found == samples_->end() ? nullptr : &*found;
}

void Compiler::check_samples(const sql::SelectNode& select, const Scope& scope) const {
    for (const sql::Sample& sample : select.samples) {
        if (!can().table_samples)
            unsupported("TABLESAMPLE", "order the rows by func::random() and take the first");
        if (sample.method == sql::SampleMethod::rows && !can().row_samples)
            unsupported("a sample that is chosen row by row", "say {.method = sql::SampleMethod::pages}");
        if (sample.source->kind != NodeKind::table)
            throw ArgumentError("tablesample is of a table, not of a subquery or a CTE");
        if (!scope.contains(*sample.source))
            throw ArgumentError("tablesample: the table '" + as<sql::TableNode>(*sample.source).table->full_name() +
                                "' does not stand in FROM");
    }
}

void Compiler::write_sample(const sql::Sample& sample) {
    write(sample.method == sql::SampleMethod::rows ? " TABLESAMPLE BERNOULLI (" : " TABLESAMPLE SYSTEM (");
    write(detail::number_text(sample.percent));
    out_ += ')';
    if (sample.seed)
        write(" REPEATABLE (" + std::to_string(*sample.seed) + ")");
}

void Compiler::write_target_name(const sql::TableNode& table) {
    if (table.alias.empty() && !table.anonymous)
        write_table_name(table, false);
    else
        write_identifier(name_of(table));
}

void Compiler::check_subquery_in_from() const {
    if (is_definition() && !can().subqueries_in_views)
        unsupported("a subquery or VALUES in FROM of a view", "make the subquery a view of its own");
}

void Compiler::write_source(const Node& source) {
    switch (source.kind) {
        case NodeKind::table:
            reads(as<sql::TableNode>(source));
            write_table_name(as<sql::TableNode>(source), false);
            if (!samples_before_alias())
                write_alias(as<sql::TableNode>(source));
            if (const sql::Sample* sample = sample_of(source))
                write_sample(*sample);
            if (samples_before_alias())
                write_alias(as<sql::TableNode>(source));
            if (lock_)
                write_lock_hint(*lock_, source);
            return;
        case NodeKind::subquery: {
            const auto& subquery = as<sql::SubqueryNode>(source);
            check_subquery_in_from();
            if (subquery.lateral && !can().lateral_join)
                unsupported("LATERAL", "use a scalar subquery, or a window function in a subquery");
            write(subquery.lateral ? "LATERAL (" : "(");
            const Scope* outer = scope_;
            if (!subquery.lateral)
                scope_ = nullptr;
            write_query(*subquery.query, {.names_columns = true});
            scope_ = outer;
            out_ += ')';
            write(alias_word());
            return write_identifier(name_of(source));
        }
        case NodeKind::cte:
            declare_cte(as<sql::CteNode>(source));
            return write_identifier(name_of(source));
        case NodeKind::values_source:
            check_subquery_in_from();
            return write_values_source(as<sql::ValuesNode>(source));
        default:
            throw ArgumentError("only a table, a subquery, a CTE or VALUES stands in FROM");
    }
}

void Compiler::write_values_source(const sql::ValuesNode& values) {
    write("(VALUES ");
    const std::size_t width = values.columns.size();
    for (std::size_t i = 0; i < values.cells.size(); ++i) {
        write(i % width == 0 ? (i == 0 ? "(" : "), (") : ", ");
        write_result(*values.cells[i]);
    }
    write("))");
    write(alias_word());
    write_identifier(name_of(values));
    write(" (");
    for (std::size_t i = 0; i < width; ++i) {
        if (i > 0)
            write(", ");
        write_identifier(values.columns[i]);
    }
    out_ += ')';
}

void Compiler::write_values_as_selects(const sql::ValuesNode& values) {
    const std::size_t width = values.columns.size();
    out_ += '(';
    for (std::size_t i = 0; i < values.cells.size(); ++i) {
        write(i % width != 0 ? ", " : i == 0 ? "SELECT " : " UNION ALL SELECT ");
        write_result(*values.cells[i]);
        if (i < width) {
            write(" AS ");
            write_identifier(values.columns[i]);
        }
        if (i % width == width - 1)
            write(empty_from(false));
    }
    out_ += ')';
    write(alias_word());
    write_identifier(name_of(values));
}

void Compiler::write_from(const std::vector<FromElement>& from) {
    for (std::size_t i = 0; i < from.size(); ++i) {
        write(i == 0 ? " FROM " : ", ");
        write_source(*from[i].source);
        for (const sql::Join& join : from[i].joins) {
            switch (join.kind) {
                case sql::JoinKind::inner:
                    write(" JOIN ");
                    break;
                case sql::JoinKind::left:
                    write(" LEFT JOIN ");
                    break;
                case sql::JoinKind::right:
                    if (!can().right_join)
                        unsupported("RIGHT JOIN", "exchange the two sides and use left_join()");
                    write(" RIGHT JOIN ");
                    break;
                case sql::JoinKind::full:
                    if (!can().full_join)
                        unsupported("FULL JOIN", "use union_all() of a left_join() and of the rows that it lacks");
                    write(" FULL JOIN ");
                    break;
                case sql::JoinKind::cross:
                    write(" CROSS JOIN ");
                    break;
            }
            write_source(*join.target);
            if (join.on) {
                write(" ON ");
                write_condition(*join.on);
            }
        }
    }
}

void Compiler::declare_all(const std::vector<sql::NodePtr>& ctes) {
    for (const sql::NodePtr& cte : ctes)
        declare_cte(as<sql::CteNode>(*cte));
}

void Compiler::check_recursion(const sql::CteNode& cte) const {
    if (!cte.recursive || cte.query->kind != NodeKind::compound)
        return;
    const auto& compound = as<sql::CompoundNode>(*cte.query);
    if (compound.op == sql::SetOperation::union_ && !can().recursive_union)
        unsupported("UNION in a recursive CTE", "use union_all(), and a condition that ends it");
    if (compound.right->kind != NodeKind::select)
        return;
    const auto& part = as<sql::SelectNode>(*compound.right);
    const auto is_over = [](const Node& node) { return node.kind == NodeKind::over; };
    const bool has_aggregate = std::any_of(part.items.begin(), part.items.end(), [&](const sql::NodePtr& item) {
        return has_part(*item, is_aggregate) && !has_part(*item, is_over);
    });
    const bool is_grouped = part.distinct || has_aggregate || !part.group_by.empty() || !part.having.empty();
    if ((is_grouped || part.limit || part.offset) && !can().recursive_groups)
        unsupported("DISTINCT, a group, an aggregate or a limit in the part of a CTE that recurs",
                    "do it in the SELECT that reads the CTE");
    const bool has_outer_join = std::any_of(part.joins.begin(), part.joins.end(), [](const sql::Join& join) {
        return join.kind != sql::JoinKind::inner && join.kind != sql::JoinKind::cross;
    });
    if (has_outer_join && !can().recursive_outer_joins)
        unsupported("an outer join in the part of a CTE that recurs", "join in the SELECT that reads the CTE");
}

/// Writes the declaration, unless it is there or being written: then this is a reference of the CTE to itself.
void Compiler::declare_cte(const sql::CteNode& cte) {
    for (const DeclaredCte& declared : ctes_) {
        if (declared.node->name != cte.name)
            continue;
        if (sql::same_source(*declared.node, cte))
            return;
        throw ArgumentError("two CTEs are called '" + cte.name + "'");
    }
    const NodeKind kind = cte.query->kind;
    const bool is_query = kind == NodeKind::select || kind == NodeKind::compound || kind == NodeKind::text_statement;
    if (!is_query && !can().data_modifying_ctes)
        unsupported("an INSERT, UPDATE or DELETE in WITH",
                    "send it as a statement of its own, in the same transaction");
    check_recursion(cte);
    recursive_ = recursive_ || cte.recursive;

    std::string outer_sql;
    std::vector<PlacedParameter> outer_parameters;
    const sql::RowLock* outer_lock = std::exchange(lock_, nullptr);
    const Node* outer_target = std::exchange(written_table_, nullptr);
    const Apart outer_apart = std::exchange(apart_, {});
    const int outer_depth = std::exchange(query_depth_, 1);
    std::swap(outer_sql, out_);
    std::swap(outer_parameters, parameters_);
    const Scope* outer_scope = scope_;
    scope_ = nullptr;

    ctes_.push_back({&cte, {}, {}});
    write_identifier(cte.name);
    std::vector<std::string> columns = cte.columns;
    if (columns.empty() && cte.recursive && can().recursive_ctes_name_columns) {
        for (const ResultColumn& column : columns_.named_of_query(*cte.query))
            columns.push_back(column.name);
    }
    if (!columns.empty()) {
        write(" (");
        for (std::size_t i = 0; i < columns.size(); ++i) {
            if (i > 0)
                write(", ");
            write_identifier(columns[i]);
        }
        out_ += ')';
    }
    write(" AS ");
    if (cte.materialized != sql::Materialized::as_the_database_likes && can().materialized_hint)
        write(cte.materialized == sql::Materialized::yes ? "MATERIALIZED " : "NOT MATERIALIZED ");
    out_ += '(';
    const Compiled outer_result = is_query ? Compiled{} : result_;
    if (kind == NodeKind::select || kind == NodeKind::compound)
        write_query(*cte.query, {.names_columns = columns.empty()});
    else if (kind == NodeKind::text_statement) {
        write_text(as<sql::TextStatementNode>(*cte.query).text);
        result_.tables_unknown = true;
    } else {
        write_statement(*cte.query);
        result_.columns = outer_result.columns;
        result_.returns_rows = outer_result.returns_rows;
    }
    out_ += ')';

    // Those that it needs were declared meanwhile and stand before it.
    const auto self = std::find_if(ctes_.begin(), ctes_.end(), [&](const DeclaredCte& d) { return d.node == &cte; });
    DeclaredCte finished{&cte, std::move(out_), std::move(parameters_)};
    ctes_.erase(self);
    ctes_.push_back(std::move(finished));
    out_ = std::move(outer_sql);
    parameters_ = std::move(outer_parameters);
    scope_ = outer_scope;
    lock_ = outer_lock;
    written_table_ = outer_target;
    apart_ = outer_apart;
    query_depth_ = outer_depth;
}

// --- columns ------------------------------------------------------------------------------------------------------

std::string Compiler::name_in(const Node& source, const sql::ColumnNode& node) {
    const std::vector<ResultColumn>& columns = columns_.of_source(source);
    if (node.name.empty())
        return columns[node.index].name;
    const auto this_one = [&](const ResultColumn& column) { return column.name == node.name; };
    const std::vector<ResultColumn>& said = columns_.as_said(source);
    const auto found = std::find_if(said.begin(), said.end(), this_one);
    if (found != said.end()) {
        if (std::any_of(found + 1, said.end(), this_one))
            throw ArgumentError("'" + name_of(source) + "' has more than one column '" + node.name +
                                "': give them names, .label<\"name\">()");
        return columns[static_cast<std::size_t>(found - said.begin())].name;
    }
    const auto unnamed = [](const ResultColumn& column) { return column.name.empty(); };
    if (std::none_of(columns.begin(), columns.end(), this_one) &&
        std::none_of(columns.begin(), columns.end(), unnamed) && !columns.empty())
        throw ArgumentError("'" + name_of(source) + "' has no column '" + node.name + "'");
    return node.name;
}

void Compiler::write_column(const sql::ColumnNode& node) {
    const Node& source = *node.source;
    check_reads_inside(source);
    if (source.kind == NodeKind::table) {
        const auto& table = as<sql::TableNode>(source);
        if (renamed_.first && sql::same_source(*renamed_.first, source))
            write(renamed_.second);
        else if (table.alias.empty() && !table.anonymous)
            write_table_name(table, false);
        else
            write_identifier(name_of(source));
        out_ += '.';
        return write_identifier(table.table->columns[node.index].name);
    }
    write_identifier(name_of(source));
    out_ += '.';
    write_identifier(name_in(source, node));
}

void Compiler::write_all_columns(const sql::AllColumnsNode& all) {
    const Node& source = *all.source;
    std::string_view separator;
    if (source.kind == NodeKind::table) {
        const auto& table = as<sql::TableNode>(source);
        for (std::uint32_t i = 0; i < table.table->columns.size(); ++i) {
            if (!all.has(i))
                continue;
            write(separator);
            separator = ", ";
            write_column(sql::ColumnNode(all.source, i));
        }
        return;
    }
    for (const ResultColumn& column : columns_.of_source(source)) {
        write(separator);
        separator = ", ";
        write_identifier(name_of(source));
        out_ += '.';
        write_identifier(column.name);
    }
}

}  // namespace rowan
