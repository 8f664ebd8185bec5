// rowan/sql/update.hpp: UPDATE.
//
//     update<User>().set(col<&User::age> = col<&User::age> + 1).where(col<&User::name> == "ed")
//     update(users).set({{"active", false}}).all_rows()
//
// Without a condition, or with one that its form alone makes true (and_ of none), it is refused (ArgumentError when
// compiled) unless all_rows() says that it is meant.
#pragma once

#include <rowan/sql/returning.hpp>

#include <vector>

namespace rowan {

namespace sql {
struct UpdateNode;
}

/// An UPDATE without the types of what it returns. The functions change this value; Update's methods do not.
class UpdateCore : public Statement {
public:
    explicit UpdateCore(sql::NodePtr table);
    /// What the node holds (statements.hpp), to read and to change.
    const sql::UpdateNode& data() const noexcept;
    sql::UpdateNode& update();
    using Statement::add;

    void add_set(const Assignment& assignment);
    void add_set(NamedValues values);
    void set_all_rows();
};

template <class... Items>
class Update : public UpdateCore {
public:
    explicit Update(UpdateCore core) noexcept : UpdateCore(std::move(core)) {}

    template <class First, class... More>
    Update set(const First& first, const More&... more) && {
        add_set(detail::assignment(first));
        (add_set(detail::assignment(more)), ...);
        return std::move(*this);
    }
    template <class First, class... More>
    Update set(const First& first, const More&... more) const& {
        return Update(*this).set(first, more...);
    }
    Update set(NamedValues values) const {
        Update copy(*this);
        copy.add_set(values);
        return copy;
    }
    template <class... C>
    Update where(const C&... conditions) && {
        (add(sql::Clause::where, detail::condition(conditions)), ...);
        return std::move(*this);
    }
    template <class... C>
    Update where(const C&... conditions) const& {
        return Update(*this).where(conditions...);
    }
    /// Every row of the table is meant.
    Update all_rows() const {
        Update copy(*this);
        copy.set_all_rows();
        return copy;
    }
    /// UPDATE … FROM; found by the columns that are used, too.
    template <class... Target>
    Update from(const Target&... targets) const {
        Update copy(*this);
        (copy.add(sql::Clause::from, detail::source_of(targets)), ...);
        return copy;
    }
    template <class... I>
    Update<Items..., detail::item_t<I>...> returning(const I&... items) const {
        Update<Items..., detail::item_t<I>...> copy{UpdateCore(*this)};
        (copy.add(sql::Clause::returning, detail::item_node(items)), ...);
        return copy;
    }
    template <class... C>
    Update with(const C&... ctes) const {
        Update copy(*this);
        (copy.add(sql::Clause::ctes, ctes.source()), ...);
        return copy;
    }
};

template <class Target>
Update<> update(const Target& target) {
    return Update<>(UpdateCore(detail::source_of(target)));
}
template <class T>
Update<> update() {
    return update(Entity<T>());
}

}  // namespace rowan
