// rowan/sql/source.hpp: what may stand in FROM and JOIN, and in the list of a SELECT.
//
//     auto older = select(col<&User::id>, col<&User::name>).where(col<&User::age> > 60).subquery("older");
//     select(older[col<&User::name>]).join(older, older[col<&User::id>] == col<&Post::author_id>)
//
//     auto u = alias(users, "u");                // a Table known at run time, under another name
//     select(u["name"], u["age"])
#pragma once

#include <rowan/schema/table_column.hpp>
#include <rowan/sql/typed.hpp>

#include <string_view>
#include <type_traits>
#include <vector>

namespace rowan {

namespace detail {

/// Every column of the table to which struct T is mapped. Declared here, defined by the orm.
template <class T>
sql::NodePtr mapped_entity();

}  // namespace detail

/// A mapped struct, or an alias of one, as an item of a SELECT and as a target of a join. The orm gives objects of it;
/// it is constexpr if it is made with a function.
template <class T>
class Entity {
public:
    using entity_type = T;

    constexpr Entity() noexcept : find_(&detail::mapped_entity<T>) {}
    constexpr explicit Entity(sql::NodePtr (*find)()) noexcept : find_(find) {}
    /// `all_columns` is a node of that kind.
    explicit Entity(sql::NodePtr all_columns) noexcept : node_(std::move(all_columns)) {}

    /// The node of all columns.
    sql::NodePtr node() const { return find_ ? find_() : node_; }

private:
    sql::NodePtr node_{};
    sql::NodePtr (*find_)() = nullptr;
};

/// A subquery, a CTE, VALUES, or an alias of a Table.
class FromItem {
public:
    explicit FromItem(sql::NodePtr source) noexcept : source_(std::move(source)) {}

    /// A column by its name.
    ColumnExpr<Dynamic> operator[](std::string_view column) const {
        return ColumnExpr<Dynamic>(sql::column(source_, column));
    }
    template <class V>
    ColumnExpr<V> column(std::string_view name) const {
        return ColumnExpr<V>(sql::column(source_, name));
    }
    /// What an expression of the inner SELECT became here, with its type.
    template <expression E>
    ColumnExpr<detail::expression_value_t<E>> operator[](const E& inner) const {
        return ColumnExpr<detail::expression_value_t<E>>(sql::corresponding(source_, *detail::node_of(inner)));
    }

    const sql::NodePtr& source() const noexcept { return source_; }

private:
    sql::NodePtr source_;
};

/// A Table once more, under another name.
FromItem alias(const Table& table, std::string_view name);

/// VALUES in FROM: `values("v", {"id", "name"}, {{1, "ed"}, {2, "wendy"}})`. Rows of unequal length: ArgumentError.
FromItem values(std::string_view alias, std::vector<std::string> columns, const std::vector<std::vector<Value>>& rows);

/// The item of a SELECT that means every column of a Table; rows then have as many as the table.
struct AllColumns {};

namespace detail {

template <class T>
std::type_identity<Entity<T>> item_kind(const Entity<T>&);
template <Name N, class V>
std::type_identity<Labelled<N, V>> item_kind(const Labelled<N, V>&);
template <class V>
std::type_identity<V> item_kind(const Expr<V>&);
std::type_identity<Dynamic> item_kind(const TextLiteral&);
std::type_identity<AllColumns> item_kind(const Table&);
std::type_identity<AllColumns> item_kind(const FromItem&);

template <class I>
concept select_item = requires(const I& item) { item_kind(item); };

template <class I>
struct item {
    static_assert(select_item<I>, "rowan: a SELECT takes columns, expressions, entity<T>, aliases, tables and text()");
    using type = Dynamic;
};
template <select_item I>
struct item<I> {
    using type = typename decltype(item_kind(std::declval<const I&>()))::type;
};
template <class I>
using item_t = typename item<I>::type;

template <class I>
sql::NodePtr item_node(const I& item) {
    if constexpr (requires { item.source(); })
        return sql::all_columns(item.source());
    else if constexpr (select_item<I>)
        return item.node();
    else
        return sql::null();
}
inline sql::NodePtr item_node(const TextLiteral& text) { return sql::text(text.sql()); }
sql::NodePtr item_node(const Table& table);

/// What a join, FROM, INSERT, UPDATE or DELETE is about.
sql::NodePtr source_of_all_columns(const sql::NodePtr& all_columns);
template <class T>
sql::NodePtr source_of(const Entity<T>& entity) {
    return source_of_all_columns(entity.node());
}
inline sql::NodePtr source_of(const FromItem& item) { return item.source(); }
sql::NodePtr source_of(const Table& table);

/// Whatever stands in ORDER BY, GROUP BY, PARTITION BY.
template <class E>
sql::NodePtr order_node(const E& e) {
    if constexpr (expression<E>)
        return node_of(e);
    else if constexpr (std::is_same_v<E, Ordered>)
        return e.node();
    else {
        static_assert(expression<E>, "rowan: rows are ordered and grouped by columns, expressions, or text(...)");
        return sql::null();
    }
}

}  // namespace detail
}  // namespace rowan
