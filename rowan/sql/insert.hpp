// rowan/sql/insert.hpp: INSERT, and upserts.
//
//     insert<User>().values(col<&User::name> = "ed", col<&User::age> = 30)
//     insert(users).values({{"name", "ed"}, {"age", 30}}).values({{"name", "wendy"}, {"age", 31}})
//     insert<User>().values(…).on_conflict_do_update(conflict_on(col<&User::name>),
//                                                    col<&User::age> = excluded(col<&User::age>))
//     insert<User>().values(…).returning(col<&User::id>)
//
// Values; every method gives a new one. (`insert<User>()` comes with the orm's mapping.)
#pragma once

#include <rowan/sql/returning.hpp>
#include <rowan/sql/select.hpp>

#include <string_view>
#include <vector>

namespace rowan {

namespace sql {
struct InsertNode;
}

/// Which conflict an upsert is about: that of the unique columns named, or any if none is.
struct ConflictTarget {
    std::vector<sql::NodePtr> columns{};
    sql::NodePtr where_node{};

    /// Of a partial unique index: its condition.
    template <class C>
    ConflictTarget where(const C& condition) const {
        ConflictTarget copy(*this);
        copy.where_node = detail::condition(condition);
        return copy;
    }
};
template <expression... E>
ConflictTarget conflict_on(const E&... columns) {
    ConflictTarget target;
    (target.columns.push_back(detail::node_of(columns)), ...);
    return target;
}

/// The value that could not be inserted: `age = excluded(age)`.
template <expression E>
Expr<detail::expression_value_t<E>> excluded(const E& column) {
    return Expr<detail::expression_value_t<E>>(sql::excluded(detail::node_of(column)));
}

/// An INSERT without the types of what it returns. The functions change this value; Insert's methods do not.
class InsertCore : public Statement {
public:
    explicit InsertCore(sql::NodePtr table);
    /// What the node holds (statements.hpp), to read and to change.
    const sql::InsertNode& data() const noexcept;
    sql::InsertNode& insert();
    using Statement::add;

    /// One more row. Throws ArgumentError if it has other columns than the first, or one twice.
    void add_row(std::vector<Assignment> row);
    void add_row(NamedValues row);
    /// INSERT … SELECT into these columns.
    void set_query(std::vector<sql::NodePtr> columns, const Statement& query);
    void ignore_conflict(const ConflictTarget& target);
    void update_on_conflict(const ConflictTarget& target, std::vector<Assignment> set);
    void set_conflict_where(sql::NodePtr condition);
};

/// `Items`: what it returns; none without RETURNING.
template <class... Items>
class Insert : public InsertCore {
public:
    explicit Insert(InsertCore core) noexcept : InsertCore(std::move(core)) {}

    /// One row; again for more.
    template <class First, class... More>
    Insert values(const First& first, const More&... more) && {
        add_row(std::vector<Assignment>{detail::assignment(first), detail::assignment(more)...});
        return std::move(*this);
    }
    template <class First, class... More>
    Insert values(const First& first, const More&... more) const& {
        return Insert(*this).values(first, more...);
    }
    Insert values(NamedValues row) && {
        add_row(row);
        return std::move(*this);
    }
    Insert values(NamedValues row) const& { return Insert(*this).values(row); }
    /// `from_select(select(…), column, column, …)`
    template <expression... E>
    Insert from_select(const Statement& query, const E&... columns) const {
        Insert copy(*this);
        copy.set_query({detail::node_of(columns)...}, query);
        return copy;
    }

    /// A row that is there already stays as it is.
    Insert on_conflict_do_nothing(const ConflictTarget& target = {}) const {
        Insert copy(*this);
        copy.ignore_conflict(target);
        return copy;
    }
    /// A row that is there already is changed.
    template <class... A>
    Insert on_conflict_do_update(const ConflictTarget& target, const A&... set) const {
        static_assert(sizeof...(A) > 0, "rowan: on_conflict_do_update() needs what to set: column = excluded(column)");
        Insert copy(*this);
        copy.update_on_conflict(target, {detail::assignment(set)...});
        return copy;
    }
    /// … only if a condition on it holds.
    template <class C>
    Insert on_conflict_where(const C& condition) const {
        Insert copy(*this);
        copy.set_conflict_where(detail::condition(condition));
        return copy;
    }

    template <class... I>
    Insert<Items..., detail::item_t<I>...> returning(const I&... items) const {
        Insert<Items..., detail::item_t<I>...> copy{InsertCore(*this)};
        (copy.add(sql::Clause::returning, detail::item_node(items)), ...);
        return copy;
    }
    template <class... C>
    Insert with(const C&... ctes) const {
        Insert copy(*this);
        (copy.add(sql::Clause::ctes, ctes.source()), ...);
        return copy;
    }
};

/// Into a Table, or entity<T>.
template <class Target>
Insert<> insert(const Target& target) {
    return Insert<>(InsertCore(detail::source_of(target)));
}
template <class T>
Insert<> insert() {
    return insert(Entity<T>());
}

}  // namespace rowan
