#include <rowan/dialects/compiler.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan {

using sql::as;
using sql::Node;
using sql::NodeKind;

namespace {

/// INTERSECT ranks above UNION and EXCEPT, or with them: operations of one rank go from left to right.
bool is_intersection(sql::SetOperation op) {
    return op == sql::SetOperation::intersect || op == sql::SetOperation::intersect_all;
}

}  // namespace

void Compiler::write_query(const Node& query, QueryPlace place) {
    ++query_depth_;
    const bool outer_takes_numbers = std::exchange(takes_numbers_, false);
    const std::vector<sql::NodePtr>* const outer_having = std::exchange(having_of_, nullptr);
    const bool outer_in_having = std::exchange(in_having_, false);
    if (query.kind == NodeKind::select)
        write_select(as<sql::SelectNode>(query), place);
    else if (query.kind == NodeKind::compound)
        write_compound(as<sql::CompoundNode>(query), place);
    else
        throw ArgumentError("a subquery is a SELECT");
    having_of_ = outer_having;
    in_having_ = outer_in_having;
    takes_numbers_ = outer_takes_numbers;
    --query_depth_;
}

/// In an expression. Where a statement may not read the table that it writes, the rows are gathered first.
void Compiler::write_subquery(const Node& query) {
    if (!can().reads_written_table && written_table_ && reads_written_table(query))
        write_apart(query, "a subquery that reads the table which is written, and the statement around it");
    else
        write_query(query, {.is_operand = true});
}

/// Behind IN, ANY and ALL.
void Compiler::write_compared_rows(const Node& query) {
    if (!can().limited_in && is_limited(query))
        write_apart(query, "a limit in a subquery behind IN, ANY or ALL that reads the statement around it");
    else
        write_subquery(query);
}

bool Compiler::is_limited(const Node& query) {
    if (query.kind == NodeKind::compound)
        return as<sql::CompoundNode>(query).limit || as<sql::CompoundNode>(query).offset;
    return query.kind == NodeKind::select && (as<sql::SelectNode>(query).limit || as<sql::SelectNode>(query).offset);
}

void Compiler::write_apart(const Node& query, std::string_view construct) {
    write("SELECT * FROM (");
    const Apart outer_apart = std::exchange(apart_, {scope_, construct});
    write_query(query);
    apart_ = outer_apart;
    if (!is_limited(query))
        write(unmergeable());
    out_ += ')';
    write(alias_word());
    write_identifier(name_of_part(query));
}

void Compiler::write_as_subquery(const Node& query) {
    write("SELECT * FROM (");
    write_query(query, {.names_columns = true});
    const bool is_ordered = query.kind == NodeKind::select ? !as<sql::SelectNode>(query).order_by.empty()
                                                           : !as<sql::CompoundNode>(query).order_by.empty();
    // The order of a subquery without a limit may be left out.
    if (is_ordered && !is_limited(query))
        write(unmergeable());
    out_ += ')';
    write(alias_word());
    write_identifier(name_of_part(query));
}

/// A subquery in FROM does not see the statements around it, unless the database has such for LATERAL.
void Compiler::check_reads_inside(const Node& source) const {
    if (apart_.around == nullptr || can().lateral_join)
        return;
    for (const Scope* scope = scope_; scope != nullptr && !scope->contains(source); scope = scope->outer) {
        if (scope->outer == apart_.around)
            unsupported(apart_.construct, "select the keys first, in the same transaction");
    }
}

bool Compiler::reads_written_table(const Node& query) const {
    if (query.kind == NodeKind::compound)
        return reads_written_table(*as<sql::CompoundNode>(query).left) ||
               reads_written_table(*as<sql::CompoundNode>(query).right);
    if (query.kind != NodeKind::select)
        return false;
    const auto is_it = [&](const Node& source) {
        return source.kind == NodeKind::table &&
               as<sql::TableNode>(source).table->full_name() == as<sql::TableNode>(*written_table_).table->full_name();
    };
    Scope scope{scope_};
    for (const FromElement& element : find_from(as<sql::SelectNode>(query), scope)) {
        if (is_it(*element.source))
            return true;
        for (const sql::Join& join : element.joins) {
            if (is_it(*join.target))
                return true;
        }
    }
    return false;
}

void Compiler::write_select(const sql::SelectNode& select, QueryPlace place) {
    if (select.items.empty())
        throw ArgumentError("a SELECT selects nothing");
    check_sorting(select);
    declare_all(select.ctes);
    Scope scope{scope_};
    const std::vector<FromElement> from = find_from(select, scope);
    check_names(scope);
    check_samples(select, scope);
    scope_ = &scope;

    write("SELECT ");
    for (const sql::Hint& hint : select.hints) {
        if (hint.dialect == dialect_.name())
            write("/*+ " + hint.text + " */ ");
    }
    for (const std::string& prefix : select.prefixes)
        write(prefix + " ");
    if (!select.distinct_on.empty()) {
        if (!can().distinct_on)
            unsupported(
                "DISTINCT ON",
                "number the rows of each group by func::row_number().over(...) in a subquery and take the first");
        write("DISTINCT ON (");
        write_list(select.distinct_on);
        write(") ");
    } else if (select.distinct) {
        write("DISTINCT ");
    }
    write_top(select);
    const bool locks = select.lock.strength != sql::LockStrength::none;
    const sql::RowLock* outer_lock = lock_;
    const std::vector<sql::Sample>* outer_samples = std::exchange(samples_, nullptr);
    lock_ = nullptr;
    write_selected(select, place);
    lock_ = locks ? &select.lock : nullptr;
    samples_ = &select.samples;
    write_from(from);
    lock_ = outer_lock;
    samples_ = outer_samples;
    if (from.empty())
        write(empty_from(!select.where.empty()));
    write_conditions(" WHERE ", select.where);
    if (!select.group_by.empty())
        write_group_by(select);
    write_having(select);
    const bool limited = select.limit || select.offset;
    const bool order_is_void = place.is_operand && !limited && !can().ordered_subqueries;
    const bool ordered = !select.order_by.empty() && !order_is_void;
    if (ordered)
        write_select_order(select);
    if (select.with_ties) {
        if (!select.limit || !ordered)
            throw ArgumentError("with_ties() belongs to a limit() and an order_by(), which say which rows are equal");
        if (!can().limit_with_ties)
            unsupported("WITH TIES", "number the rows by func::rank().over(...) in a subquery and take the first");
    }
    if (select.limit_is_percent && !can().limit_percent)
        unsupported("a limit in percent",
                    "count the rows first, or number them by func::ntile(100).over(...) in a subquery");
    if (limited || (ordered && is_inner() && !can().ordered_subqueries))
        write_limit(
            {select.limit, select.offset, ordered, select.distinct, false, select.with_ties, select.limit_is_percent});
    if (locks) {
        if (limited && !can().limited_locks)
            unsupported("FOR UPDATE with a limit", "select the keys first, then lock their rows");
        if ((is_inner() || place.is_operand) && !can().inner_locks)
            unsupported("FOR UPDATE in a subquery, a set operation or a view", "lock in a statement of its own");
        check_lock(select.lock);
        check_locks_rows(select);
        check_locking(select);
        check_locked_sources(select.lock, scope);
        write_lock(select.lock);
    }
    scope_ = scope.outer;
}

void Compiler::check_sorting(const sql::SelectNode& select) const {
    const auto is_value = [](const sql::NodePtr& node) {
        const Node* sorted = node->kind == NodeKind::ordered ? as<sql::OrderedNode>(*node).operand.get() : node.get();
        return sorted->kind == NodeKind::value || sorted->kind == NodeKind::parameter;
    };
    const auto is_value_or_labelled = [&](const sql::NodePtr& node) {
        return is_value(node->kind == NodeKind::label ? as<sql::LabelNode>(*node).operand : node);
    };
    if (can().sorts_by_values)
        return;
    if (std::any_of(select.group_by.begin(), select.group_by.end(), is_value_or_labelled))
        unsupported("GROUP BY of a value", "leave it out: it is the same in each row");
    if (std::any_of(select.order_by.begin(), select.order_by.end(), is_value))
        unsupported("ORDER BY of a value", "leave it out, or name the column that is meant");
}

/// Of what a SELECT DISTINCT does not give, one row of the result may have several.
void Compiler::check_sorts_items(const sql::SelectNode& select) {
    if (!select.distinct || can().distinct_sorts_freely)
        return;
    for (const sql::NodePtr& each : select.order_by) {
        const Node& key = each->kind == NodeKind::ordered ? *as<sql::OrderedNode>(*each).operand : *each;
        const auto gives_key = [&](const sql::NodePtr& item) { return may_give(*item, as<sql::ColumnNode>(key)); };
        if (key.kind != NodeKind::column || std::any_of(select.items.begin(), select.items.end(), gives_key))
            continue;
        std::vector<ResultColumn> columns;
        columns_.add(key, columns);
        unsupported("SELECT DISTINCT ... ORDER BY '" + columns.front().name + "', which it does not select",
                    "select it too, or group by what is selected and order by func::min() of it");
    }
}

bool Compiler::may_give(const Node& item, const sql::ColumnNode& column) {
    if (item.kind == NodeKind::label)
        return may_give(*as<sql::LabelNode>(item).operand, column);
    if (item.kind == NodeKind::column) {
        std::vector<ResultColumn> columns;
        columns_.add(item, columns);
        columns_.add(column, columns);
        return sql::same_source(*as<sql::ColumnNode>(item).source, *column.source) &&
               columns.front().name == columns.back().name;
    }
    if (item.kind == NodeKind::all_columns) {
        const auto& all = as<sql::AllColumnsNode>(item);
        return sql::same_source(*all.source, *column.source) &&
               (all.source->kind != NodeKind::table || all.has(column.index));
    }
    return item.kind == NodeKind::text || item.kind == NodeKind::star;
}

void Compiler::write_select_order(const sql::SelectNode& select) {
    check_sorts_items(select);
    const std::vector<sql::NodePtr>* outer_items = std::exchange(items_, &select.items);
    const bool outer_sorts_distinct = std::exchange(sorts_distinct_, select.distinct);
    write(" ORDER BY ");
    write_order(select.order_by);
    sorts_distinct_ = outer_sorts_distinct;
    items_ = outer_items;
}

void Compiler::write_selected(const sql::SelectNode& select, QueryPlace place) {
    const bool limited = select.limit || select.offset;
    takes_numbers_ = !is_inner() && !place.is_operand && !limited && !select.distinct && select.group_by.empty() &&
                     select.order_by.empty();
    if (place.names_columns)
        write_items(columns_.with_names(select.items, detail::QueryColumns::Naming::all).items);
    else if (limited && !can().limits_doubled_columns)
        write_items(columns_.with_names(select.items, detail::QueryColumns::Naming::doubled).items);
    else
        write_items(select.items);
    takes_numbers_ = false;
}

void Compiler::write_items(const std::vector<sql::NodePtr>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            write(", ");
        const bool labelled = items[i]->kind == NodeKind::label;
        write_result(labelled ? *as<sql::LabelNode>(*items[i]).operand : *items[i]);
        if (labelled) {
            write(" AS ");
            write_identifier(as<sql::LabelNode>(*items[i]).name);
        }
    }
}

void Compiler::write_limit(const Limit& limit) {
    if (limit.ties) {
        if (limit.offset) {
            write(" OFFSET ");
            write_tighter_than(Binding::collate, *limit.offset);
            write(" ROWS");
        }
        write(" FETCH FIRST ");
        write_tighter_than(Binding::collate, *limit.limit);
        return write(" ROWS WITH TIES");
    }
    if (limit.limit) {
        write(" LIMIT ");
        write_expression(*limit.limit);
    }
    if (limit.offset) {
        write(" OFFSET ");
        write_expression(*limit.offset);
    }
}

void Compiler::check_lock(const sql::RowLock& lock) const {
    const bool shared = lock.strength == sql::LockStrength::share || lock.strength == sql::LockStrength::key_share;
    if (!can().row_locks)
        unsupported(shared ? "FOR SHARE" : "FOR UPDATE",
                    "it has no row locks; a transaction that is going to write (rowan::transaction) locks the whole "
                    "database as it begins");
    if (lock.nowait && lock.skip_locked)
        throw ArgumentError(
            "a lock with nowait waits for no row, and one with skip_locked leaves locked rows out: say one");
    if (shared && !can().shared_row_locks)
        unsupported("FOR SHARE", "use for_update()");
    if (lock.nowait && !can().lock_nowait)
        unsupported("NOWAIT", "set the session's time to wait for a lock");
    if (lock.skip_locked && !can().lock_skip_locked)
        unsupported("SKIP LOCKED", "use a newer version of the database");
    if (!lock.of.empty() && !can().lock_of)
        unsupported("FOR UPDATE OF", "lock the rows of all tables, or select the keys first");
}

namespace {
constexpr std::string_view lock_keys_first = "select the keys first, then lock their rows";
}  // namespace

/// Where one row of the result stands for several of the table.
void Compiler::check_locks_rows(const sql::SelectNode& select) const {
    if (can().locked_groups)
        return;
    if (select.distinct || !select.distinct_on.empty())
        unsupported("FOR UPDATE with DISTINCT", lock_keys_first);
    if (!select.group_by.empty() || !select.having.empty())
        unsupported("FOR UPDATE with GROUP BY or HAVING", lock_keys_first);
    const auto is_of_many_rows = [](const sql::NodePtr& item) {
        return has_part(*item, is_aggregate) &&
               !has_part(*item, [](const Node& part) { return part.kind == NodeKind::over; });
    };
    if (std::any_of(select.items.begin(), select.items.end(), is_of_many_rows))
        unsupported("FOR UPDATE with an aggregate", lock_keys_first);
}

void Compiler::check_locked_sources(const sql::RowLock& lock, const Scope& scope) const {
    for (const sql::NodePtr& each : lock.of) {
        if (each->kind != NodeKind::table)
            throw ArgumentError("FOR UPDATE OF takes tables and their aliases");
        if (!scope.contains(*each))
            throw ArgumentError("FOR UPDATE OF: the table '" + as<sql::TableNode>(*each).table->full_name() +
                                "' does not stand in FROM");
    }
    const bool reads_query = std::any_of(scope.sources.begin(), scope.sources.end(), [](const Node* source) {
        return source->kind == NodeKind::subquery || source->kind == NodeKind::cte;
    });
    if (lock.of.empty() && reads_query && !can().locks_subqueries)
        unsupported("FOR UPDATE of a subquery or a CTE", "lock in the query inside it, or say which tables by .of");
}

void Compiler::write_locked(const Node& table) {
    const auto& locked = as<sql::TableNode>(table);
    write_identifier(locked.alias.empty() && !locked.anonymous ? locked.table->name : name_of(table));
}

void Compiler::write_locked_tables(const sql::RowLock& lock) {
    for (std::size_t i = 0; i < lock.of.size(); ++i) {
        write(i == 0 ? " OF " : ", ");
        write_locked(*lock.of[i]);
    }
}

void Compiler::write_lock(const sql::RowLock& lock) {
    const bool shared = lock.strength == sql::LockStrength::share || lock.strength == sql::LockStrength::key_share;
    write(shared ? " FOR SHARE" : " FOR UPDATE");
    write_locked_tables(lock);
    if (lock.nowait)
        write(" NOWAIT");
    if (lock.skip_locked)
        write(" SKIP LOCKED");
}

// --- set operations -----------------------------------------------------------------------------------------------

void Compiler::write_compound(const sql::CompoundNode& compound, QueryPlace place) {
    using sql::SetOperation;
    declare_all(compound.ctes);
    const bool keeps_duplicates = compound.op == SetOperation::intersect_all || compound.op == SetOperation::except_all;
    const bool is_intersect = is_intersection(compound.op);
    if (keeps_duplicates && !can().intersect_all)
        unsupported(is_intersect ? "INTERSECT ALL" : "EXCEPT ALL",
                    is_intersect ? "use intersect(), which drops duplicates, or a join"
                                 : "use except_(), which drops duplicates, or not_in(...)");
    const bool is_union = compound.op == SetOperation::union_ || compound.op == SetOperation::union_all;
    if (!is_union && !can().intersect)
        unsupported(is_intersect ? "INTERSECT" : "EXCEPT",
                    is_intersect ? "use in(...) or a join" : "use not_in(...), or exists(...) negated");
    const bool left_ranks_lower = is_intersect && compound.left->kind == NodeKind::compound &&
                                  !is_intersection(as<sql::CompoundNode>(*compound.left).op);
    const bool limited = compound.limit || compound.offset;
    const bool names_columns = place.names_columns || (limited && !can().limits_doubled_columns);
    write_set_operand(*compound.left, !left_ranks_lower || !parenthesised_set_operands(),
                      {.names_columns = names_columns});
    write_set_operator(compound.op);
    write_set_operand(*compound.right, false);
    const bool order_is_void = place.is_operand && !limited && !can().ordered_subqueries;
    const bool ordered = !compound.order_by.empty() && !order_is_void;
    if (ordered)
        write_compound_order(compound);
    if (limited || (ordered && is_inner() && !can().ordered_subqueries))
        write_limit({compound.limit, compound.offset, ordered, true, true});
}

void Compiler::write_set_operator(sql::SetOperation op) {
    using sql::SetOperation;
    switch (op) {
        case SetOperation::union_:
            return write(" UNION ");
        case SetOperation::union_all:
            return write(" UNION ALL ");
        case SetOperation::intersect:
            return write(" INTERSECT ");
        case SetOperation::intersect_all:
            return write(" INTERSECT ALL ");
        case SetOperation::except_:
        case SetOperation::except_all:
            write(" ");
            write(except_word());
            return write(op == SetOperation::except_ ? " " : " ALL ");
    }
}

/// `joins_left`: the operations of a compound need no parentheses to be done before the one around them.
void Compiler::write_set_operand(const Node& query, bool joins_left, QueryPlace place) {
    bool bare;
    if (query.kind == NodeKind::select) {
        const auto& select = as<sql::SelectNode>(query);
        const bool locks = select.lock.strength != sql::LockStrength::none;
        if (locks && !can().locked_groups)
            unsupported("FOR UPDATE in a set operation", lock_keys_first);
        bare = select.order_by.empty() && !select.limit && !select.offset && !locks;
    } else {
        const auto& compound = as<sql::CompoundNode>(query);
        bare = joins_left && compound.order_by.empty() && !compound.limit && !compound.offset;
    }
    if (bare)
        return write_query(query, place);
    // An order and a limit inside parentheses are not for every database; a subquery has them everywhere.
    const bool limited = query.kind == NodeKind::select || !as<sql::CompoundNode>(query).order_by.empty() ||
                         as<sql::CompoundNode>(query).limit || as<sql::CompoundNode>(query).offset;
    const bool parentheses = parenthesised_set_operands() && (!limited || can().limited_set_operands);
    if (!parentheses)
        check_subquery_in_from();
    place.names_columns = place.names_columns || !parentheses;
    write(parentheses ? "(" : "SELECT * FROM (");
    write_query(query, place);
    out_ += ')';
    if (!parentheses && can().subqueries_need_names) {
        write(alias_word());
        write_identifier(name_of_part(query));
    }
}

std::string Compiler::name_of_part(const Node& query) {
    names_.emplace_back(&query, "part_" + std::to_string(names_.size() + 1));
    return names_.back().second;
}

/// By the names of the result's columns, since those of the tables are out of reach.
void Compiler::write_compound_order(const sql::CompoundNode& compound) {
    const Node* first = compound.left.get();
    while (first->kind == NodeKind::compound)
        first = as<sql::CompoundNode>(*first).left.get();
    const auto& items = as<sql::SelectNode>(*first).items;
    const std::vector<ResultColumn> columns = columns_.of_query(*first);

    const auto name_of_result = [&](const Node& node) -> std::string {
        if (node.kind == NodeKind::label)
            return as<sql::LabelNode>(node).name;
        if (node.kind != NodeKind::column)
            return {};
        const auto& column = as<sql::ColumnNode>(node);
        for (const sql::NodePtr& item : items) {
            // A column that was given a label is known by that.
            if (item->kind != NodeKind::label || as<sql::LabelNode>(*item).operand->kind != NodeKind::column)
                continue;
            const auto& labelled = as<sql::ColumnNode>(*as<sql::LabelNode>(*item).operand);
            if (sql::same_source(*labelled.source, *column.source) && labelled.index == column.index &&
                labelled.name == column.name)
                return as<sql::LabelNode>(*item).name;
        }
        if (column.source->kind == NodeKind::table)
            return as<sql::TableNode>(*column.source).table->columns[column.index].name;
        return column.name;
    };
    const auto write_result = [&](const Node& node) {
        if (node.kind == NodeKind::text)
            return write_expression(node);
        const std::string name = name_of_result(node);
        const auto is_it = [&](const ResultColumn& column) { return column.name == name; };
        if (name.empty() || std::none_of(columns.begin(), columns.end(), is_it))
            throw ArgumentError("a set operation is ordered by columns or labels of its first SELECT");
        if (std::count_if(columns.begin(), columns.end(), is_it) > 1)
            throw ArgumentError("a set operation is ordered by '" + name +
                                "', which its first SELECT has more than once: give them names, .label<\"name\">()");
        write_identifier(name);
    };

    write(" ORDER BY ");
    for (std::size_t i = 0; i < compound.order_by.size(); ++i) {
        if (i > 0)
            write(", ");
        const Node& node = *compound.order_by[i];
        if (node.kind != NodeKind::ordered) {
            write_result(node);
            continue;
        }
        const auto& ordered = as<sql::OrderedNode>(node);
        write_result(*ordered.operand);
        if (ordered.descending)
            write(" DESC");
        if (ordered.nulls == sql::Nulls::as_the_database_does)
            continue;
        if (!can().nulls_ordering)
            unsupported("NULLS FIRST or LAST of a set operation", "order its subquery() instead");
        write(ordered.nulls == sql::Nulls::first ? " NULLS FIRST" : " NULLS LAST");
    }
}

}  // namespace rowan
