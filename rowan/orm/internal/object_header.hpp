// rowan/orm/internal/object_header.hpp: what a session knows of one object, in the bytes directly before it.
//
// Every object that a session owns, and every object that a one<> or many<> of a literal owns, lies in a node:
// [ObjectHeader][the struct]. So the way from a reference to its bookkeeping is one subtraction, plain structs stay
// plain, and an object that a graph literal made is adopted by a session at the address where it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>

namespace rowan::detail {

class EntityStore;

/// What can be done with a whole object of a mapped struct through a pointer.
struct EntityOps {
    std::uint32_t size;
    std::uint32_t align;
    void (*construct)(void* at);             ///< T{}
    void (*destroy)(void* object) noexcept;  ///< runs the destructor, frees nothing
    void (*move_construct)(void* at, void* from);
    void (*move_assign)(void* to, void* from);
};

enum class ObjectPhase : std::uint8_t {
    owned,       ///< of a graph that no session has yet; `ops` is in use, not `store`
    pending,     ///< added, no row yet
    persistent,  ///< has a row
    removed,     ///< DELETE at the next flush
    deleted,     ///< DELETE sent, or the row found gone
    kept,        ///< new in a level that was rolled back
};

struct ObjectHeader {
    union {
        EntityStore* store;
        const EntityOps* ops;
    };
    std::byte* snapshot = nullptr;  ///< the columns as last known from the database
    std::uint32_t cohort = 0;       ///< the peers it belongs to; 0: none
    std::uint32_t place = 0;        ///< its place among them
    std::uint32_t epoch = 0;        ///< the session's transaction in which it was read or flushed; 0: expired
    ObjectPhase phase = ObjectPhase::owned;
    std::uint8_t flags = 0;
    std::uint16_t level = 0;  ///< pending, kept: depth of the transaction level that it was added in

    static constexpr std::uint8_t generated_key = 1;  ///< its key was given by the database in this transaction
    static constexpr std::uint8_t heap_node = 2;      ///< a node of its own, not a slab's
    static constexpr std::uint8_t touched = 4;        ///< a relationship of it changed since the last flush
    static constexpr std::uint8_t listed = 8;         ///< may stand in a collection: was put into one, or had a row
    static constexpr std::uint8_t orphaned = 32;      ///< left a parent whose relationship deletes orphans
    static constexpr std::uint8_t left = 64;          ///< kept: the program removed it, so that it left its collections
    static constexpr std::uint8_t identified =
        128;  ///< pending, and in the identity map by the key that it had at first

    bool has(std::uint8_t flag) const noexcept { return (flags & flag) != 0; }
    void set(std::uint8_t flag) noexcept { flags = static_cast<std::uint8_t>(flags | flag); }
    void clear(std::uint8_t flag) noexcept { flags = static_cast<std::uint8_t>(flags & ~flag); }

    void* object() noexcept { return this + 1; }
    const void* object() const noexcept { return this + 1; }
};

static_assert(sizeof(ObjectHeader) == 32);

inline ObjectHeader* header_of(void* object) noexcept { return static_cast<ObjectHeader*>(object) - 1; }
inline const ObjectHeader* header_of(const void* object) noexcept {
    return static_cast<const ObjectHeader*>(object) - 1;
}

/// Where the struct begins in a node, and how long a node is.
struct NodeLayout {
    std::size_t object_offset;
    std::size_t size;
    std::size_t align;
    explicit constexpr NodeLayout(const EntityOps& ops)
        : object_offset(round_up(sizeof(ObjectHeader), ops.align)),
          size(round_up(object_offset + ops.size,
                        ops.align > alignof(ObjectHeader) ? ops.align : alignof(ObjectHeader))),
          align(ops.align > alignof(ObjectHeader) ? ops.align : alignof(ObjectHeader)) {}
    static constexpr std::size_t round_up(std::size_t n, std::size_t to) { return (n + to - 1) / to * to; }
};

/// A node on the heap with a header in phase `owned`; the struct is not constructed yet.
ObjectHeader* allocate_node(const EntityOps& ops);
/// Frees a node's memory; its struct has been destroyed.
void free_node(ObjectHeader* header, const EntityOps& ops) noexcept;
/// Destroys and frees a node in phase `owned`.
void destroy_owned(ObjectHeader* header) noexcept;

template <class T>
inline constexpr EntityOps entity_ops{
    .size = sizeof(T),
    .align = alignof(T),
    .construct = +[](void* at) { ::new (at) T{}; },
    .destroy = +[](void* object) noexcept { static_cast<T*>(object)->~T(); },
    .move_construct = +[](void* at, void* from) { ::new (at) T(static_cast<T&&>(*static_cast<T*>(from))); },
    .move_assign = +[](void* to, void* from) { *static_cast<T*>(to) = static_cast<T&&>(*static_cast<T*>(from)); },
};

}  // namespace rowan::detail
