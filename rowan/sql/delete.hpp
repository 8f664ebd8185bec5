// rowan/sql/delete.hpp: DELETE.
//
//     delete_from<User>().where(col<&User::age> < 18)
//     delete_from(users).all_rows()
//
// Without a condition, or with one that its form alone makes true (and_ of none), it is refused (ArgumentError when
// compiled) unless all_rows() says that it is meant.
#pragma once

#include <rowan/sql/returning.hpp>

namespace rowan {

namespace sql {
struct DeleteNode;
}

/// A DELETE without the types of what it returns. The functions change this value; Delete's methods do not.
class DeleteCore : public Statement {
public:
    explicit DeleteCore(sql::NodePtr table);
    /// What the node holds (statements.hpp), to read and to change.
    const sql::DeleteNode& data() const noexcept;
    sql::DeleteNode& deletion();
    using Statement::add;
    void set_all_rows();
};

template <class... Items>
class Delete : public DeleteCore {
public:
    explicit Delete(DeleteCore core) noexcept : DeleteCore(std::move(core)) {}

    template <class... C>
    Delete where(const C&... conditions) && {
        (add(sql::Clause::where, detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Delete where(const C&... conditions) const& {
        return Delete(*this).where(conditions...);
    }
    /// Every row of the table is meant.
    Delete all_rows() const {
        Delete copy(*this);
        copy.set_all_rows();
        return copy;
    }
    /// DELETE … USING; where the database has none, say it with exists(…) or in(select(…)).
    template <class... Target>
    Delete using_(const Target&... targets) const {
        Delete copy(*this);
        (copy.add(sql::Clause::from, detail::source_of(targets)), ...);
        return copy;
    }
    template <class... I>
    Delete<Items..., detail::item_t<I>...> returning(const I&... items) const {
        Delete<Items..., detail::item_t<I>...> copy{DeleteCore(*this)};
        (copy.add(sql::Clause::returning, detail::item_node(items)), ...);
        return copy;
    }
    template <class... C>
    Delete with(const C&... ctes) const {
        Delete copy(*this);
        (copy.add(sql::Clause::ctes, ctes.source()), ...);
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
