// rowan/orm/load_options.hpp: how the objects of one query are loaded.
//
//     select<User>().options(selectinload<&User::posts, &Post::comments>(), joinedload<&User::city>());
//     session.query<User>().options(raiseload<&User::posts>()).all();
//     select<User>().options(selectinload<&User::posts>().joinedload<&Post::author>());      // a path goes on
//     select<User>().options(selectinload<&User::posts>().undefer<&Post::body>());       // columns of the last step
//     select<User>().options(populate_existing);
//
// Whatever is said here overrides what the mapping says, for the objects of this query. A path starts at a struct that
// the statement selects. Options send no SQL of their own and are no part of the statement's shape.
#pragma once

#include <rowan/orm/attribute.hpp>
#include <rowan/orm/column_options.hpp>
#include <rowan/orm/internal/load_strategy.hpp>
#include <rowan/sql/select.hpp>

#include <cstddef>
#include <initializer_list>
#include <vector>

namespace rowan {

namespace detail {

/// One relationship of a path.
struct LoadStep {
    const Mapper& (*owner)();
    std::uint32_t offset;
};

template <auto Member>
constexpr LoadStep load_step() {
    static_assert(is_relation<value_of<Member>>,
                  "rowan: this names a relationship: a member of type rowan::one<...> or rowan::many<...>");
    return {&mapper_of<owner_of<Member>>, offset_of<owner_of<Member>, Member>};
}

}  // namespace detail

/// A path of relationships, and how each is loaded. A value.
class LoadOption {
public:
    struct Step {
        detail::LoadStep relationship;
        detail::LoadStrategy strategy;
        bool passed = false;                   ///< only on the way: the query must load it otherwise
        std::vector<ColumnLoading> columns{};  ///< of the objects that it leads to
    };

    LoadOption() = default;
    LoadOption& append(detail::LoadStrategy strategy, std::initializer_list<detail::LoadStep> path);
    /// About the objects that the path leads to. Throws ArgumentError if it has no step yet.
    LoadOption& append(const ColumnLoading& columns);
    const std::vector<Step>& steps() const noexcept { return steps_; }

    template <auto... Members>
    LoadOption selectinload() const {
        return LoadOption(*this).append(detail::LoadStrategy::select_in, {detail::load_step<Members>()...});
    }
    template <auto... Members>
    LoadOption joinedload() const {
        return LoadOption(*this).append(detail::LoadStrategy::joined, {detail::load_step<Members>()...});
    }
    template <auto... Members>
    LoadOption raiseload() const {
        if constexpr ((detail::is_deferred_member<Members> && ...))
            return LoadOption(*this).append(detail::column_loading<ColumnLoading::How::raise, Members...>());
        else
            return LoadOption(*this).append(detail::LoadStrategy::raise, {detail::load_step<Members>()...});
    }
    template <auto... Members>
    LoadOption noload() const {
        return LoadOption(*this).append(detail::LoadStrategy::none, {detail::load_step<Members>()...});
    }
    template <auto... Members>
    LoadOption lazyload() const {
        return LoadOption(*this).append(detail::LoadStrategy::peers, {detail::load_step<Members>()...});
    }
    /// Which columns come with the objects that the last relationship leads to (column_options.hpp), where their rows
    /// are read: what is in the session already stays as it is.
    template <auto... Members>
    LoadOption undefer() const {
        return LoadOption(*this).append(rowan::undefer<Members...>());
    }
    template <auto... Members>
    LoadOption defer() const {
        return LoadOption(*this).append(rowan::defer<Members...>());
    }
    template <auto... Members>
    LoadOption load_only() const {
        return LoadOption(*this).append(rowan::load_only<Members...>());
    }

private:
    std::vector<Step> steps_{};
};

/// Loads each relationship of the path for all objects at once, by a statement of its own (for 1 024 owners each).
template <auto... Members>
LoadOption selectinload() {
    return LoadOption().selectinload<Members...>();
}
/// The same: rowan asks by keys, which it has.
template <auto... Members>
LoadOption subqueryload() {
    return LoadOption().selectinload<Members...>();
}
/// Loads by a LEFT JOIN in the same statement. Of several collections the first is joined; where a join would change
/// which rows there are (LIMIT, DISTINCT, GROUP BY, several items), a collection is loaded as selectinload does.
template <auto... Members>
LoadOption joinedload() {
    return LoadOption().joinedload<Members...>();
}
/// A touch of the last relationship of the path that would send SQL is a StateError. So is a touch of these deferred
/// members (column_options.hpp).
template <auto... Members>
auto raiseload() {
    if constexpr ((detail::is_deferred_member<Members> && ...))
        return detail::column_loading<ColumnLoading::How::raise, Members...>();
    else
        return LoadOption().raiseload<Members...>();
}
/// A touch finds nothing and sends nothing.
template <auto... Members>
LoadOption noload() {
    return LoadOption().noload<Members...>();
}
/// Loads when touched, whatever the mapping says.
template <auto... Members>
LoadOption lazyload() {
    return LoadOption().lazyload<Members...>();
}

/// Overwrites objects that were read in this transaction already, or have unsaved changes.
struct PopulateExisting {};
inline constexpr PopulateExisting populate_existing{};

/// What `options(…)` of Select and Query calls.
void apply_option(SelectCore& select, const LoadOption& option);
void apply_option(SelectCore& select, PopulateExisting option);

namespace detail {

/// The join that a relationship is.
void join_relationship(SelectCore& select, sql::JoinKind kind, const Mapper& mapper, std::uint32_t offset);

template <auto Member>
void add_relationship_join(SelectCore& select, sql::JoinKind kind) {
    static_assert(
        is_relation<value_of<Member>>,
        "rowan: join<&T::member>() names a relationship: a member of type rowan::one<...> or rowan::many<...>; "
        "to join by columns, say join<T>(condition)");
    join_relationship(select, kind, mapper_of<owner_of<Member>>(), offset_of<owner_of<Member>, Member>);
}

}  // namespace detail
}  // namespace rowan
