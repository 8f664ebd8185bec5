// rowan/orm/internal/relation_ops.hpp: the members one<T> and many<T>, erased.
//
// Nothing here needs the target complete: a header may only declare the struct that a relationship leads to. The target
// is known by the address of its entity slot, which its own metadata<…>() fills (see entity.hpp).
#pragma once

#include <cstdint>

namespace rowan {
template <class T>
class one;
template <class T>
class many;
}  // namespace rowan

namespace rowan::detail {

struct EntitySlot;
template <class T>
EntitySlot& entity_slot() noexcept;

struct RelationOps {
    bool many = false;
    EntitySlot& (*target)() noexcept = nullptr;
};

template <class M>
inline constexpr const RelationOps* relation_ops_of = nullptr;
template <class T>
inline constexpr RelationOps one_ops{.many = false, .target = &entity_slot<T>};
template <class T>
inline constexpr RelationOps many_ops{.many = true, .target = &entity_slot<T>};
template <class T>
inline constexpr const RelationOps* relation_ops_of<one<T>> = &one_ops<T>;
template <class T>
inline constexpr const RelationOps* relation_ops_of<many<T>> = &many_ops<T>;

/// The struct that a relationship leads to; void for other members.
template <class M>
struct relation_target {
    using type = void;
};
template <class T>
struct relation_target<one<T>> {
    using type = T;
};
template <class T>
struct relation_target<many<T>> {
    using type = T;
};

template <class M>
inline constexpr bool is_relation = false;
template <class T>
inline constexpr bool is_relation<one<T>> = true;
template <class T>
inline constexpr bool is_relation<many<T>> = true;

template <class M>
consteval const RelationOps* relation_ops() {
    return relation_ops_of<M>;
}

}  // namespace rowan::detail
