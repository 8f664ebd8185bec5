// rowan/sql/select.hpp: SELECT, and what is made of it.
//
//     auto grown_up = select(col<&User::name>, func::count()).where(col<&User::age> >= 18);
//     auto page = grown_up.group_by(col<&User::name>).order_by(col<&User::name>.desc()).limit(20).offset(40);
//
// A Select is a value: every method gives a new one and leaves its own as it was. FROM is found by the columns that are
// selected and compared; `select_from` says it. `Items` are the types of a row's values: V for an Expr<V>,
// Labelled<"x", V>, Entity<T> for all columns of a mapped struct, Dynamic for columns known at run time.
#pragma once

#include <rowan/sql/source.hpp>
#include <rowan/sql/statement.hpp>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

namespace sql {
struct SelectNode;
struct CompoundNode;
}  // namespace sql

template <class... Items>
class Compound;
class Cte;

/// A table of a SELECT: entity<T>, an alias, a Table.
struct LockedTable {
    template <class Target>
    LockedTable(const Target& target) : source(detail::source_of(target)) {}
    sql::NodePtr source;
};

/// What `for_update` and the others take.
struct LockOptions {
    bool nowait = false;
    bool skip_locked = false;
    /// Only the rows of these tables; of all if there is none.
    std::vector<LockedTable> of{};
};

/// What `tablesample` takes.
struct SampleOptions {
    sql::SampleMethod method = sql::SampleMethod::rows;
    std::optional<std::int64_t> seed{};  ///< the same seed gives the same rows, as long as the table stays as it is
};

/// How a CTE is declared.
struct CteOptions {
    bool recursive = false;
    sql::Materialized materialized = sql::Materialized::as_the_database_likes;
    std::vector<std::string> columns{};
};

/// A SELECT without the types of its items. The `add_` and `set_` functions change this value; Select's methods, which
/// do not, call them.
class SelectCore : public Statement {
public:
    SelectCore();
    /// `node` is a SelectNode.
    explicit SelectCore(sql::NodePtr node) noexcept : Statement(std::move(node)) {}

    /// What the node holds (statements.hpp), to read and to change.
    const sql::SelectNode& data() const noexcept;
    sql::SelectNode& select();
    sql::NodePtr as_query() const noexcept { return node_ptr(); }

    using Statement::add;
    void add_item(sql::NodePtr item) { add(sql::Clause::items, std::move(item)); }
    void clear_items();
    void add_where(sql::NodePtr condition) { add(sql::Clause::where, std::move(condition)); }
    void add_from(sql::NodePtr source) { add(sql::Clause::from, std::move(source)); }
    void add_join(sql::JoinKind kind, sql::NodePtr target, sql::NodePtr on);
    void add_order(sql::NodePtr expression) { add(sql::Clause::order_by, std::move(expression)); }
    void clear_order();
    void set_distinct();
    void set_limit(sql::NodePtr limit);
    void set_offset(sql::NodePtr offset);
    /// Throw ArgumentError for a negative number.
    void set_limit(std::int64_t rows);
    void set_offset(std::int64_t rows);
    /// Throws ArgumentError unless 0 <= from <= to.
    void set_slice(std::int64_t from, std::int64_t to);
    void set_lock(sql::LockStrength strength, const LockOptions& options);
    /// Throws ArgumentError unless 0 <= percent <= 100.
    void set_limit_percent(double percent);
    void set_with_ties();
    /// Throws ArgumentError unless 0 <= percent <= 100.
    void add_sample(sql::NodePtr source, double percent, const SampleOptions& options);
    void add_prefix(TextLiteral text);
    void add_hint(std::string_view dialect, TextLiteral text);
    void set_attachment(std::shared_ptr<const void> attachment);
    void add_cte(const FromItem& cte) { add(sql::Clause::ctes, cte.source()); }

    /// EXISTS (this).
    Predicate exists() const { return Predicate(sql::exists(node_ptr())); }
    /// This in FROM. Without an alias one is made.
    FromItem subquery(std::string_view alias = {}) const;
    /// A subquery that may use the columns of what stands before it in FROM.
    FromItem lateral(std::string_view alias = {}) const;
    Cte cte(std::string_view name, const CteOptions& options = {}) const;
};

namespace detail {

/// Adds the join that relationship `Member` is. Declared here, defined by the orm.
template <auto Member>
void add_relationship_join(SelectCore& select, sql::JoinKind kind);

template <class... I>
struct first_item {
    using type = Dynamic;
};
template <class I, class... More>
struct first_item<I, More...> {
    using type = I;
};
template <Name N, class V, class... More>
struct first_item<Labelled<N, V>, More...> {
    using type = V;
};

FromItem subquery_of(const sql::NodePtr& query, std::string_view alias, bool lateral);
sql::NodePtr compound(sql::SetOperation op, const Statement& left, const Statement& right);

}  // namespace detail

template <class... Items>
class Select : public SelectCore {
public:
    Select() = default;
    explicit Select(SelectCore core) noexcept : SelectCore(std::move(core)) {}

    /// Conditions, all of which must hold.
    template <class... C>
    Select where(const C&... conditions) && {
        (add_where(detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Select where(const C&... conditions) const& {
        return Select(*this).where(conditions...);
    }
    template <class... C>
    Select filter(const C&... conditions) && {
        return std::move(*this).where(conditions...);
    }
    template <class... C>
    Select filter(const C&... conditions) const& {
        return Select(*this).where(conditions...);
    }

    /// Adds to the order; `order_by(nullptr)` forgets it.
    template <class... E>
    Select order_by(const E&... expressions) && {
        (add_order(detail::order_node(expressions)), ...);
        return std::move(*this);
    }
    template <class... E>
    Select order_by(const E&... expressions) const& {
        return Select(*this).order_by(expressions...);
    }
    Select order_by(std::nullptr_t) && {
        clear_order();
        return std::move(*this);
    }
    Select order_by(std::nullptr_t) const& { return Select(*this).order_by(nullptr); }
    template <class... E>
    Select group_by(const E&... expressions) && {
        (add(sql::Clause::group_by, detail::order_node(expressions)), ...);
        return std::move(*this);
    }
    template <class... E>
    Select group_by(const E&... expressions) const& {
        return Select(*this).group_by(expressions...);
    }
    template <class... C>
    Select having(const C&... conditions) && {
        (add(sql::Clause::having, detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Select having(const C&... conditions) const& {
        return Select(*this).having(conditions...);
    }

    Select limit(std::int64_t rows) && {
        set_limit(rows);
        return std::move(*this);
    }
    Select limit(std::int64_t rows) const& { return Select(*this).limit(rows); }
    Select offset(std::int64_t rows) && {
        set_offset(rows);
        return std::move(*this);
    }
    Select offset(std::int64_t rows) const& { return Select(*this).offset(rows); }
    template <expression E>
    Select limit(const E& rows) const {
        Select copy(*this);
        copy.set_limit(detail::node_of(rows));
        return copy;
    }
    template <expression E>
    Select offset(const E& rows) const {
        Select copy(*this);
        copy.set_offset(detail::node_of(rows));
        return copy;
    }
    /// The first rows: so many percent of all, rounded up. Throws ArgumentError unless 0 <= percent <= 100; for a
    /// database that has it not, UnsupportedError when it is compiled.
    Select limit_percent(double percent) const {
        Select copy(*this);
        copy.set_limit_percent(percent);
        return copy;
    }
    /// The rows from (counted from 0) to, without `to`. Throws ArgumentError unless 0 <= from <= to.
    Select slice(std::int64_t from, std::int64_t to) && {
        set_slice(from, to);
        return std::move(*this);
    }
    Select slice(std::int64_t from, std::int64_t to) const& { return Select(*this).slice(from, to); }
    /// Beyond the limit those rows, too, that stand where its last one does in the order. When it is compiled: throws
    /// ArgumentError without a limit or an order, UnsupportedError for a database that has it not.
    Select with_ties() const {
        Select copy(*this);
        copy.set_with_ties();
        return copy;
    }
    Select distinct() && {
        set_distinct();
        return std::move(*this);
    }
    Select distinct() const& { return Select(*this).distinct(); }
    /// The first row of each group of equal expressions (PostgreSQL).
    template <class... E>
    Select distinct_on(const E&... expressions) const {
        Select copy(*this);
        (copy.add(sql::Clause::distinct_on, detail::order_node(expressions)), ...);
        return copy;
    }

    /// `target`: entity<T>, an alias, a Table, a subquery, a CTE.
    template <class Target, class On>
    Select join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::inner, detail::source_of(target), detail::condition(on));
    }
    template <class Target, class On>
    Select left_join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::left, detail::source_of(target), detail::condition(on));
    }
    template <class Target, class On>
    Select right_join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::right, detail::source_of(target), detail::condition(on));
    }
    template <class Target, class On>
    Select full_join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::full, detail::source_of(target), detail::condition(on));
    }
    template <class Target>
    Select cross_join(const Target& target) const {
        return joined(sql::JoinKind::cross, detail::source_of(target), nullptr);
    }
    /// The table of a mapped struct.
    template <class T, class On>
    Select join(const On& on) const {
        return join(Entity<T>(), on);
    }
    template <class T, class On>
    Select left_join(const On& on) const {
        return left_join(Entity<T>(), on);
    }
    template <class T, class On>
    Select right_join(const On& on) const {
        return right_join(Entity<T>(), on);
    }
    template <class T, class On>
    Select full_join(const On& on) const {
        return full_join(Entity<T>(), on);
    }
    /// By a relationship: `join<&User::posts>()`.
    template <auto Member>
    Select join() const {
        return related<Member>(sql::JoinKind::inner);
    }
    template <auto Member>
    Select left_join() const {
        return related<Member>(sql::JoinKind::left);
    }

    template <class... Target>
    Select select_from(const Target&... targets) const {
        Select copy(*this);
        (copy.add_from(detail::source_of(targets)), ...);
        return copy;
    }
    /// Of a subquery: these tables are those of the enclosing statement. Said only where it is not found by itself.
    template <class... Target>
    Select correlate(const Target&... targets) const {
        Select copy(*this);
        (copy.add(sql::Clause::correlate, detail::source_of(targets)), ...);
        return copy;
    }
    /// Declares CTEs; those in FROM are declared by themselves.
    template <class... C>
    Select with(const C&... ctes) const {
        Select copy(*this);
        (copy.add_cte(ctes), ...);
        return copy;
    }

    /// Locks the rows until the transaction's end; refused where the database has no row locks.
    Select for_update(const LockOptions& options = {}) const { return locking(sql::LockStrength::update, options); }
    Select for_share(const LockOptions& options = {}) const { return locking(sql::LockStrength::share, options); }
    /// Lets others refer to the rows meanwhile; where the database has no such lock, the next stricter one.
    Select for_no_key_update(const LockOptions& options = {}) const {
        return locking(sql::LockStrength::no_key_update, options);
    }
    /// Keeps others from deleting the rows and changing their keys; elsewhere as above.
    Select for_key_share(const LockOptions& options = {}) const {
        return locking(sql::LockStrength::key_share, options);
    }

    /// Reads a random part of a table of FROM: about that many of a hundred rows. Conditions hold for what is left.
    /// Refused where the database has no samples, or chooses them by pages alone and `rows` is asked for.
    template <class Target>
    Select tablesample(const Target& target, double percent, const SampleOptions& options = {}) const {
        Select copy(*this);
        copy.add_sample(detail::source_of(target), percent, options);
        return copy;
    }

    template <class... I>
    Select<Items..., detail::item_t<I>...> add_columns(const I&... items) const {
        Select<Items..., detail::item_t<I>...> copy{SelectCore(*this)};
        (copy.add_item(detail::item_node(items)), ...);
        return copy;
    }
    template <class... I>
    Select<detail::item_t<I>...> with_only_columns(const I&... items) const {
        Select<detail::item_t<I>...> copy{SelectCore(*this)};
        copy.clear_items();
        (copy.add_item(detail::item_node(items)), ...);
        return copy;
    }

    /// Text behind the word SELECT.
    Select prefix(TextLiteral text) const {
        Select copy(*this);
        copy.add_prefix(text);
        return copy;
    }
    /// For the database of that name only ("postgresql", …): a comment behind SELECT.
    Select hint(std::string_view dialect, TextLiteral text) const {
        Select copy(*this);
        copy.add_hint(dialect, text);
        return copy;
    }
    /// Options of a floor above (how the orm loads): whatever `apply_option(SelectCore&, option)` takes.
    template <class... O>
    Select options(const O&... options) const {
        Select copy(*this);
        (apply_option(static_cast<SelectCore&>(copy), options), ...);
        return copy;
    }

    /// The first item of the only row, as a value; NULL where there is no row.
    auto scalar_subquery() const {
        static_assert(sizeof...(Items) == 1, "rowan: a scalar subquery selects one item");
        using V = typename detail::first_item<Items...>::type;
        using Optional = std::conditional_t<std::is_same_v<V, Dynamic>, Dynamic, std::optional<detail::bare_t<V>>>;
        return Expr<Optional>(sql::scalar_subquery(node_ptr()));
    }

    Compound<Items...> union_(const Statement& other) const;
    Compound<Items...> union_all(const Statement& other) const;
    Compound<Items...> intersect(const Statement& other) const;
    Compound<Items...> intersect_all(const Statement& other) const;
    Compound<Items...> except_(const Statement& other) const;
    Compound<Items...> except_all(const Statement& other) const;

private:
    Select locking(sql::LockStrength strength, const LockOptions& options) const {
        Select copy(*this);
        copy.set_lock(strength, options);
        return copy;
    }
    Select joined(sql::JoinKind kind, sql::NodePtr target, sql::NodePtr on) const {
        Select copy(*this);
        copy.add_join(kind, std::move(target), std::move(on));
        return copy;
    }
    template <auto Member>
    Select related(sql::JoinKind kind) const {
        Select copy(*this);
        detail::add_relationship_join<Member>(copy, kind);
        return copy;
    }
};

namespace detail {
template <class... Items>
using selected_value_t = decltype(std::declval<const Select<Items...>&>().scalar_subquery());
}

/// Any of what a SELECT of one column gives: `age > any_(select(…))`, true if it holds for one of them.
template <class... Items>
auto any_(const Select<Items...>& query) {
    return detail::selected_value_t<Items...>(sql::any_of(query.node_ptr()));
}
/// All of it: `age > all_(select(…))`, true if it holds for each of them, and where there is none.
template <class... Items>
auto all_(const Select<Items...>& query) {
    return detail::selected_value_t<Items...>(sql::all_of(query.node_ptr()));
}

/// A set operation of two SELECTs. Its columns are named and typed as those of the first.
class CompoundCore : public Statement {
public:
    explicit CompoundCore(sql::NodePtr node) noexcept : Statement(std::move(node)) {}
    /// What the node holds (statements.hpp), to read and to change.
    const sql::CompoundNode& data() const noexcept;
    sql::CompoundNode& compound();
    using Statement::add;
    /// Throw ArgumentError for a negative number.
    void set_limit(std::int64_t rows);
    void set_offset(std::int64_t rows);
    sql::NodePtr as_query() const noexcept { return node_ptr(); }
    Predicate exists() const { return Predicate(sql::exists(node_ptr())); }
    FromItem subquery(std::string_view alias = {}) const { return detail::subquery_of(node_ptr(), alias, false); }
    Cte cte(std::string_view name, const CteOptions& options = {}) const;
};

template <class... Items>
class Compound : public CompoundCore {
public:
    using CompoundCore::CompoundCore;

    /// By columns of the first SELECT, or by their labels: `order_by(col<&User::name>)`.
    template <class... E>
    Compound order_by(const E&... expressions) const {
        Compound copy(*this);
        (copy.add(sql::Clause::order_by, detail::order_node(expressions)), ...);
        return copy;
    }
    Compound limit(std::int64_t rows) const {
        Compound copy(*this);
        copy.set_limit(rows);
        return copy;
    }
    Compound offset(std::int64_t rows) const {
        Compound copy(*this);
        copy.set_offset(rows);
        return copy;
    }
    template <class... C>
    Compound with(const C&... ctes) const {
        Compound copy(*this);
        (copy.add(sql::Clause::ctes, ctes.source()), ...);
        return copy;
    }
    Compound union_(const Statement& o) const { return operation(sql::SetOperation::union_, o); }
    Compound union_all(const Statement& o) const { return operation(sql::SetOperation::union_all, o); }
    Compound intersect(const Statement& o) const { return operation(sql::SetOperation::intersect, o); }
    Compound intersect_all(const Statement& o) const { return operation(sql::SetOperation::intersect_all, o); }
    Compound except_(const Statement& o) const { return operation(sql::SetOperation::except_, o); }
    Compound except_all(const Statement& o) const { return operation(sql::SetOperation::except_all, o); }

private:
    Compound operation(sql::SetOperation op, const Statement& other) const {
        return Compound(detail::compound(op, *this, other));
    }
};

template <class... Items>
Compound<Items...> Select<Items...>::union_(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::union_, *this, other));
}
template <class... Items>
Compound<Items...> Select<Items...>::union_all(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::union_all, *this, other));
}
template <class... Items>
Compound<Items...> Select<Items...>::intersect(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::intersect, *this, other));
}
template <class... Items>
Compound<Items...> Select<Items...>::intersect_all(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::intersect_all, *this, other));
}
template <class... Items>
Compound<Items...> Select<Items...>::except_(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::except_, *this, other));
}
template <class... Items>
Compound<Items...> Select<Items...>::except_all(const Statement& other) const {
    return Compound<Items...>(detail::compound(sql::SetOperation::except_all, *this, other));
}

/// A statement with a name, declared by WITH. A recursive one is completed by `union_all` with a SELECT of itself:
///
///     auto tree = select(c.id, c.parent).where(c.parent.is_null()).cte("tree", {.recursive = true});
///     auto whole = tree.union_all(select(c.id, c.parent).join(tree, tree["id"] == c.parent));
///     select(whole["id"])
class Cte : public FromItem {
public:
    using FromItem::FromItem;
    Cte union_(const Statement& part) const { return completed(sql::SetOperation::union_, part); }
    Cte union_all(const Statement& part) const { return completed(sql::SetOperation::union_all, part); }

private:
    Cte completed(sql::SetOperation op, const Statement& part) const;
};

/// A CTE of an INSERT, UPDATE or DELETE with RETURNING, or of text.
Cte cte(std::string_view name, const Statement& statement, const CteOptions& options = {});

/// `select(col<&User::name>, func::count())`. (`select<User>()` is the orm's.)
template <class I, class... More>
Select<detail::item_t<I>, detail::item_t<More>...> select(const I& item, const More&... more) {
    Select<detail::item_t<I>, detail::item_t<More>...> statement;
    statement.add_item(detail::item_node(item));
    (statement.add_item(detail::item_node(more)), ...);
    return statement;
}

/// EXISTS (SELECT …)
inline Predicate exists(const SelectCore& query) { return query.exists(); }
inline Predicate exists(const CompoundCore& query) { return query.exists(); }
template <class A, class B>
auto union_(const A& a, const B& b) {
    return a.union_(b);
}
template <class A, class B>
auto union_all(const A& a, const B& b) {
    return a.union_all(b);
}
template <class A, class B>
auto intersect(const A& a, const B& b) {
    return a.intersect(b);
}
template <class A, class B>
auto except_(const A& a, const B& b) {
    return a.except_(b);
}

}  // namespace rowan
