// rowan/orm/query.hpp: session.query<User>(): statement and session in one.
//
//     session.query<User>().filter(col<&User::age> > 30).order_by(col<&User::name>).all();     // a vector of User&
//     session.query<User>().filter_by(col<&User::name> = "ed").one();                          // User&
//     for (auto [name, age] : session.query(col<&User::name>, col<&User::age>)) …
//     for (auto [state, city] : session.query<State, City>().join<City>(col<&City::state_id> == col<&State::id>)) …
//     session.query<User>().filter(col<&User::age> < 18).delete_();
//
// A Query is a value: every method gives a new one and leaves its own as it was. Nothing is sent until all, first, one,
// one_or_none, scalar, count, exists, delete_, update, or a loop asks for it; each time it is sent anew. It refers to
// the session, belongs to the session's thread, and throws what the session's other statements throw.
#pragma once

#include <rowan/orm/internal/query_front.hpp>
#include <rowan/orm/load_options.hpp>
#include <rowan/orm/query_rows.hpp>
#include <rowan/orm/stream.hpp>
#include <rowan/sql/update.hpp>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

namespace rowan {

namespace detail {

/// The struct that an item is about; void for a value.
template <class Item>
struct item_entity {
    using type = void;
};
template <class T>
struct item_entity<Entity<T>> {
    using type = std::remove_const_t<std::remove_pointer_t<T>>;
};

template <class A>
struct assignment_owner {
    using type = void;
};
template <class T>
struct assignment_owner<AttributeAssignment<T>> {
    using type = T;
};

/// The result of a query of one mapped struct, or of rows.
template <class... Items>
struct QueryResults {
    using All = QueryRows<Items...>;
    using First = std::optional<QueryRow<Items...>>;
    using One = QueryRow<Items...>;
    using Iterator = RowIterator<QueryRow<Items...>>;
    using Entity = void;
};
template <class T>
    requires(!std::is_pointer_v<T>)
struct QueryResults<rowan::Entity<T>> {
    using All = ObjectVector<T>;
    using First = T*;
    using One = T&;
    using Iterator = ObjectIterator<T>;
    using Entity = T;
};

}  // namespace detail

template <class... Items>
class [[nodiscard]] Query : public detail::QueryCore {
    using Results = detail::QueryResults<Items...>;
    using Single = typename Results::Entity;  // void: rows
    static constexpr bool single = !std::is_void_v<Single>;
    template <class T>
    static constexpr bool about = (std::is_same_v<typename detail::item_entity<Items>::type, T> || ...);
    static constexpr bool has_entity = !(std::is_void_v<typename detail::item_entity<Items>::type> && ...);

public:
    using iterator = typename Results::Iterator;
    static_assert(
        detail::query_items<Items...> || (std::is_same_v<Items, Dynamic> && ...),
        "rowan: query() takes mapped structs, columns and expressions; SELECTs of whole tables that are known at "
        "run time only are for session.execute(select(table))");

    using QueryCore::QueryCore;

    // --- what is asked for

    /// Conditions, all of which must hold.
    template <class... C>
    Query filter(const C&... conditions) && {
        (select().add_where(detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Query filter(const C&... conditions) const& {
        return Query(*this).filter(conditions...);
    }
    template <class... C>
    Query where(const C&... conditions) && {
        return std::move(*this).filter(conditions...);
    }
    template <class... C>
    Query where(const C&... conditions) const& {
        return Query(*this).filter(conditions...);
    }
    /// Columns of the struct that is queried, and what they must be equal to: `filter_by(col<&User::name> = "ed")`.
    template <class... A>
    Query filter_by(const A&... equalities) && {
        static_assert((std::is_base_of_v<Assignment, A> && ...),
                      "rowan: filter_by() takes `column = value` (a single =); comparisons are for filter()");
        constexpr bool all_here = ((!has_entity || std::is_void_v<typename detail::assignment_owner<A>::type> ||
                                    about<typename detail::assignment_owner<A>::type>) &&
                                   ...);
        static_assert(all_here,
                      "rowan: filter_by() is for columns of the struct that is queried; use filter() for another's");
        if constexpr ((std::is_base_of_v<Assignment, A> && ...))
            (add_assignment(equalities), ...);
        return std::move(*this);
    }
    template <class... A>
    Query filter_by(const A&... equalities) const& {
        return Query(*this).filter_by(equalities...);
    }
    /// Adds to the order; `order_by(nullptr)` forgets it.
    template <class... E>
    Query order_by(const E&... expressions) && {
        (select().add_order(detail::order_node(expressions)), ...);
        return std::move(*this);
    }
    template <class... E>
    Query order_by(const E&... expressions) const& {
        return Query(*this).order_by(expressions...);
    }
    Query order_by(std::nullptr_t) && {
        select().clear_order();
        return std::move(*this);
    }
    Query order_by(std::nullptr_t) const& { return Query(*this).order_by(nullptr); }
    template <class... E>
    Query group_by(const E&... expressions) const {
        Query copy(*this);
        (copy.select().add(sql::Clause::group_by, detail::order_node(expressions)), ...);
        return copy;
    }
    template <class... C>
    Query having(const C&... conditions) const {
        Query copy(*this);
        (copy.select().add(sql::Clause::having, detail::condition(conditions)), ...);
        return copy;
    }
    Query limit(std::int64_t rows) && {
        select().set_limit(rows);
        return std::move(*this);
    }
    Query limit(std::int64_t rows) const& { return Query(*this).limit(rows); }
    Query offset(std::int64_t rows) && {
        select().set_offset(rows);
        return std::move(*this);
    }
    Query offset(std::int64_t rows) const& { return Query(*this).offset(rows); }
    /// The rows from (counted from 0) to, without `to`: slice(5, 69) is LIMIT 64 OFFSET 5.
    Query slice(std::int64_t from, std::int64_t to) const {
        Query copy(*this);
        copy.select().set_slice(from, to);
        return copy;
    }
    Query distinct() const {
        Query copy(*this);
        copy.select().set_distinct();
        return copy;
    }

    /// `target`: entity<T>, an alias, a Table, a subquery, a CTE.
    template <class Target, class On>
    Query join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::inner, detail::source_of(target), detail::condition(on));
    }
    template <class Target, class On>
    Query left_join(const Target& target, const On& on) const {
        return joined(sql::JoinKind::left, detail::source_of(target), detail::condition(on));
    }
    template <class T, class On>
    Query join(const On& on) const {
        return join(Entity<T>(), on);
    }
    template <class T, class On>
    Query left_join(const On& on) const {
        return left_join(Entity<T>(), on);
    }
    /// By a relationship: `join<&User::posts>()`.
    template <auto Member>
    Query join() const {
        return related<Member>(sql::JoinKind::inner);
    }
    template <auto Member>
    Query left_join() const {
        return related<Member>(sql::JoinKind::left);
    }
    template <class... Target>
    Query select_from(const Target&... targets) const {
        Query copy(*this);
        (copy.select().add_from(detail::source_of(targets)), ...);
        return copy;
    }

    /// Values of named parameters: `params({{"name", "ed"}})`.
    Query params(const Parameters& parameters) const {
        Query copy(*this);
        copy.set_parameters(parameters);
        return copy;
    }
    /// Locks the rows until the transaction's end; refused where the database has no row locks.
    Query with_for_update(LockOptions options = {}) const {
        Query copy(*this);
        copy.select().set_lock(sql::LockStrength::update, options);
        return copy;
    }
    /// How objects are loaded: selectinload<…>() and the others of load_options.hpp.
    template <class... O>
    Query options(const O&... options) const {
        Query copy(*this);
        (apply_option(copy.select(), options), ...);
        return copy;
    }
    /// Overwrites objects that were read in this transaction already, or have unsaved changes.
    Query populate_existing() const { return options(rowan::populate_existing); }
    /// Sends this text instead, and finds the struct's columns in its result by their names, in whatever order. A
    /// column that is missing is an ArgumentError.
    Query from_statement(const Statement& text) const {
        static_assert(single, "rowan: from_statement() is for query<T>() of one mapped struct");
        Query copy(*this);
        copy.set_text(text);
        return copy;
    }

    /// The SELECT by itself: a value for subqueries, set operations, another session.
    Select<Items...> statement() const { return Select<Items...>(select()); }

    // --- what is sent

    /// All objects, as a vector of references; or all rows.
    typename Results::All all() const {
        if constexpr (single)
            return ObjectVector<Single>(objects(detail::mapper_of<Single>()));
        else
            return QueryRows<Items...>(rows(QueryRow<Items...>::layout()));
    }
    /// The first object (null if there is none) or row (none), by LIMIT 1.
    typename Results::First first() const {
        if constexpr (single)
            return static_cast<Single*>(first_object(detail::mapper_of<Single>()).first());
        else
            return QueryRows<Items...>(first_row(QueryRow<Items...>::layout())).first();
    }
    /// The only object or row. Throws NoResultFound, MultipleResultsFound.
    typename Results::One one() const {
        if constexpr (single)
            return *static_cast<Single*>(objects(detail::mapper_of<Single>(), 2).only());
        else
            return QueryRows<Items...>(rows(QueryRow<Items...>::layout(), 2)).one();
    }
    /// The only one, or null or none. Throws MultipleResultsFound.
    typename Results::First one_or_none() const {
        if constexpr (single)
            return static_cast<Single*>(objects(detail::mapper_of<Single>(), 2).only_or_null());
        else
            return QueryRows<Items...>(rows(QueryRow<Items...>::layout(), 2)).one_or_none();
    }
    /// The first item of the only row, if there is one. Throws MultipleResultsFound.
    auto scalar() const {
        if constexpr (single)
            return one_or_none();
        else
            return QueryRows<Items...>(rows(QueryRow<Items...>::layout(), 2)).scalar_one_or_none();
    }
    /// The objects, or rows, in batches of `batch`, for a loop: what the stream brought leaves the session again
    /// (stream.hpp).
    auto yield_per(std::size_t batch) const {
        if constexpr (single)
            return ObjectStream<Single>(stream(detail::mapper_of<Single>(), batch));
        else
            return ObjectStream<QueryRow<Items...>>(row_stream(QueryRow<Items...>::layout(), batch));
    }
    /// How many rows `all` would give, asked of the database.
    std::int64_t count() const { return count_rows(); }
    /// Whether there is a row, asked of the database.
    bool exists() const { return any_row(); }

    /// DELETE of the rows that fulfil the conditions; gives their number. Their objects are as of an earlier
    /// transaction then. Without a condition, or with one that its form alone makes true, it is refused.
    std::int64_t delete_() const {
        static_assert(single, "rowan: delete_() is for query<T>() of one mapped struct");
        static_assert(!std::is_const_v<Single>, "rowan: a ReadSession does not write; delete_() is for a Session");
        return delete_rows(detail::mapper_of<Single>());
    }
    /// UPDATE of them: `update(col<&User::age> = col<&User::age> + 1)`.
    template <class... A>
    std::int64_t update(const A&... assignments) const {
        static_assert(single, "rowan: update() is for query<T>() of one mapped struct");
        static_assert(!std::is_const_v<Single>, "rowan: a ReadSession does not write; update() is for a Session");
        const Assignment list[] = {detail::assignment(assignments)...};
        return update_rows(detail::mapper_of<Single>(), list, sizeof...(A));
    }

    /// A loop over the query sends it when it begins, and walks what came.
    iterator begin() const {
        if constexpr (single)
            return iterator(std::make_shared<const detail::ObjectPointers>(objects(detail::mapper_of<Single>())));
        else
            return iterator(rows(QueryRow<Items...>::layout()), 0);
    }
    std::default_sentinel_t end() const noexcept { return {}; }

private:
    Query joined(sql::JoinKind kind, sql::NodePtr target, sql::NodePtr on) const {
        Query copy(*this);
        copy.select().add_join(kind, std::move(target), std::move(on));
        return copy;
    }
    template <auto Member>
    Query related(sql::JoinKind kind) const {
        Query copy(*this);
        detail::add_relationship_join<Member>(copy.select(), kind);
        return copy;
    }
    friend class Session;
    friend class ReadSession;
};

}  // namespace rowan
