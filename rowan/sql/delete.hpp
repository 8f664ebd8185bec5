// rowan/sql/delete.hpp: DELETE.
//
//     delete_from<User>().where(col<&User::age> < 18)
//     delete_from(users).all_rows()
//
// Without a condition it is refused (ArgumentError when compiled) unless all_rows() says that it is meant.
#pragma once

#include <rowan/sql/returning.hpp>

namespace rowan {

/// A DELETE without the types of what it returns. `deletion()` changes this value; Delete's methods do not.
class DeleteCore : public Statement {
public:
    explicit DeleteCore(sql::NodePtr table) : Statement(sql::make<sql::DeleteNode>(std::move(table))) {}
    const sql::DeleteNode& data() const noexcept { return sql::as<sql::DeleteNode>(node()); }
    sql::DeleteNode& deletion() { return edit<sql::DeleteNode>(); }
};

template <class... Items>
class Delete : public DeleteCore {
public:
    explicit Delete(DeleteCore core) noexcept : DeleteCore(std::move(core)) {}

    template <class... C>
    Delete where(const C&... conditions) && {
        (deletion().where.push_back(detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Delete where(const C&... conditions) const& {
        return Delete(*this).where(conditions...);
    }
    /// Every row of the table is meant.
    Delete all_rows() const {
        Delete copy(*this);
        copy.deletion().all_rows = true;
        return copy;
    }
    /// DELETE … USING; where the database has none, say it with exists(…) or in(select(…)).
    template <class... Target>
    Delete using_(const Target&... targets) const {
        Delete copy(*this);
        (copy.deletion().from.push_back(detail::source_of(targets)), ...);
        return copy;
    }
    template <class... I>
    Delete<Items..., detail::item_t<I>...> returning(const I&... items) const {
        Delete<Items..., detail::item_t<I>...> copy{DeleteCore(*this)};
        (copy.deletion().returning.push_back(detail::item_node(items)), ...);
        return copy;
    }
    template <class... C>
    Delete with(const C&... ctes) const {
        Delete copy(*this);
        (copy.deletion().ctes.push_back(ctes.source()), ...);
        return copy;
    }
};

template <class Target>
Delete<> delete_from(const Target& target) {
    return Delete<>(DeleteCore(detail::source_of(target)));
}
template <class T>
Delete<> delete_from() {
    return delete_from(Entity<T>());
}

}  // namespace rowan
