// Tables as a mapping would give them, for tests of statements: no orm is needed.
//
//     select(users::id, users::name).where(users::age > 30)
#pragma once

#include <rowan/schema/metadata.hpp>
#include <rowan/sql.hpp>

#include <optional>
#include <string>

namespace rowan::test {

struct User {};
struct Post {};
enum class Color { red, green };

inline const TableData& users_data() {
    static const TableData data = [] {
        TableBuilder builder("users");
        builder.add(Column("id", Integer{}, primary_key));
        builder.add(Column("name", String{50}, not_null));
        builder.add(Column("nick", String{50}));
        builder.add(Column("age", Integer{}));
        builder.add(Column("active", Boolean{}, not_null));
        builder.add(Column("born", DateType{}));
        builder.add(Column("profile", JsonType{}));
        builder.add(Column("height", Double{}));
        builder.add(Unique({"name"}));
        return builder.finish();
    }();
    return data;
}
inline const TableData& posts_data() {
    static const TableData data = [] {
        TableBuilder builder("posts");
        builder.add(Column("id", Integer{}, primary_key));
        builder.add(Column("author_id", Integer{}, ForeignKey("users.id")));
        builder.add(Column("title", String{}, not_null));
        builder.add(Column("parent_id", Integer{}));
        return builder.finish();
    }();
    return data;
}
inline const sql::MappedTable& users_table() {
    static const sql::MappedTable table(users_data());
    return table;
}
inline const sql::MappedTable& posts_table() {
    static const sql::MappedTable table(posts_data());
    return table;
}
template <std::size_t I>
sql::NodePtr user_column() {
    return users_table().column(I);
}
template <std::size_t I>
sql::NodePtr post_column() {
    return posts_table().column(I);
}

/// As the orm's Attribute: a constant whose node is found when it is needed.
template <class V>
struct Attribute : ColumnExpr<V> {
    using ColumnExpr<V>::ColumnExpr;
    using ColumnExpr<V>::operator=;
    constexpr Attribute(const Attribute&) = default;
    Assignment operator=(const Attribute& other) const { return this->set(other); }
};

namespace users {
inline constexpr Attribute<int> id{&user_column<0>};
inline constexpr Attribute<std::string> name{&user_column<1>};
inline constexpr Attribute<std::optional<std::string>> nick{&user_column<2>};
inline constexpr Attribute<std::optional<int>> age{&user_column<3>};
inline constexpr Attribute<bool> active{&user_column<4>};
inline constexpr Attribute<std::optional<Date>> born{&user_column<5>};
inline constexpr Attribute<std::optional<JsonText>> profile{&user_column<6>};
inline constexpr Attribute<std::optional<double>> height{&user_column<7>};
}  // namespace users
namespace posts {
inline constexpr Attribute<int> id{&post_column<0>};
inline constexpr Attribute<std::optional<int>> author_id{&post_column<1>};
inline constexpr Attribute<std::string> title{&post_column<2>};
inline constexpr Attribute<std::optional<int>> parent_id{&post_column<3>};
}  // namespace posts

template <class T>
inline constexpr Entity<T> entity{};

}  // namespace rowan::test

template <>
inline rowan::sql::NodePtr rowan::detail::mapped_entity<rowan::test::User>() {
    return rowan::test::users_table().all_columns();
}
template <>
inline rowan::sql::NodePtr rowan::detail::mapped_entity<rowan::test::Post>() {
    return rowan::test::posts_table().all_columns();
}
