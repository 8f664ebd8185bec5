// rowan/orm/copy.hpp: copies on purpose, of structs whose relationships keep them from being copied by mistake.
//
//     User twin = rowan::copy(ed);                                  // the columns
//     User whole = rowan::copy<&User::posts>(ed);                   // and his posts, as values of its own
//     User deep = rowan::copy<&User::posts, &Post::comments>(ed);   // and their comments
//     Post full = rowan::copy<&Post::body>(post);                    // a deferred member, which is loaded if need be
//     session.add_all(rowan::list(User{.name = "wendy"}, User{.name = "mary"}));
//     if (rowan::same_columns(ed, twin)) …
//
// A copy is the program's: no session knows it, and its keys are the original's. A relationship that was not named is
// absent, and so is a deferred member that was neither named nor loaded: touching it is a DetachedError. Unmapped
// members keep the values of their initialisers.
#pragma once

#include <rowan/orm/internal/object_vector.hpp>
#include <rowan/orm/mapping.hpp>
#include <rowan/orm/relationship.hpp>

#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {
namespace detail {

/// The originals that are being copied, from the innermost outwards.
struct CopyPath {
    const void* original;
    const CopyPath* outer;
    bool leads_through(const void* object) const noexcept {
        return object == original || (outer != nullptr && outer->leads_through(object));
    }
};

template <class T, auto... Members>
T copy_along(const T& original, const CopyPath* outer);

/// Does nothing for a relationship of another struct.
template <auto Member, class T, auto... Members>
void copy_relation(T& to, const T& from, const CopyPath& path) {
    using Relation = member_of<Member>;
    constexpr bool is_deferred = deferred_state_offset<Relation> != 0;
    static_assert(is_relation<Relation> || is_deferred,
                  "rowan: copy<&T::member, ...>() names relationships and deferred members; other columns are always "
                  "copied");
    if constexpr (is_deferred && std::is_base_of_v<owner_of<Member>, T>)
        to.*Member = (from.*Member).get();
    if constexpr (is_relation<Relation> && std::is_base_of_v<owner_of<Member>, T>) {
        using Target = typename relation_target<Relation>::type;
        Relation copied;
        if constexpr (relation_ops_of<Relation>->many) {
            for (const Target& member : from.*Member) {
                if (!path.leads_through(&member))
                    copied.add(copy_along<Target, Members...>(member, &path));
            }
        } else if (const Target* target = (from.*Member).get(); target != nullptr && !path.leads_through(target)) {
            copied = copy_along<Target, Members...>(*target, &path);
        }
        to.*Member = std::move(copied);
    }
}

template <class T, auto... Members>
T copy_along(const T& original, const CopyPath* outer) {
    T result{};
    copy_as_value(mapper_of<T>(), &original, &result);
    [[maybe_unused]] const CopyPath path{&original, outer};
    (copy_relation<Members, T, Members...>(result, original, path), ...);
    return result;
}

bool same_columns(const Mapper& mapper, const void* left, const void* right);

}  // namespace detail

/// The columns, and the relationships and deferred members that are named (of T and of what they lead to), which are
/// loaded where they must be. An end that leads back to an object that is being copied stays unsaid: `add` sets it.
/// Throws DetachedError for a relationship that is absent in the original.
template <auto... Members, class T>
T copy(const T& original) {
    return detail::copy_along<T, Members...>(original, nullptr);
}

/// A vector of values that can only be moved.
template <class T, class... More>
std::vector<std::remove_cvref_t<T>> list(T&& first, More&&... more) {
    static_assert((std::is_same_v<std::remove_cvref_t<T>, std::remove_cvref_t<More>> && ...),
                  "rowan: list() takes values of one struct");
    std::vector<std::remove_cvref_t<T>> values;
    values.reserve(1 + sizeof...(More));
    values.push_back(std::forward<T>(first));
    (values.push_back(std::forward<More>(more)), ...);
    return values;
}

/// Whether all columns are the same, compared as a flush does: floats by their bits, decimals by value. Loads deferred
/// members; DetachedError for one that is absent.
template <class T>
bool same_columns(const T& left, const T& right) {
    return detail::same_columns(detail::mapper_of<T>(), &left, &right);
}

}  // namespace rowan
