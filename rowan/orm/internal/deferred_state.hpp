// rowan/orm/internal/deferred_state.hpp: what deferred<T> knows of its value, without T.
//
// The value of a deferred member is its first part, so that its column is a field like any other: the operations of T
// at the member's own offset. This state stands behind it (see MemberInfo::deferred_state).
#pragma once

#include <rowan/orm/internal/object_header.hpp>
#include <rowan/types/field.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace rowan {

template <class T>
class deferred;

namespace detail {

struct DeferredState {
    enum class Is : std::uint8_t {
        value,     ///< of a value: what the program put in
        absent,    ///< of a value that was read or copied without it: a touch is a DetachedError
        unloaded,  ///< of a session's object: a touch loads it
        loaded,
        assigned,  ///< saved by the next flush
    };

    ObjectHeader* owner = nullptr;
    const Field* field = nullptr;  ///< known where `owner` is, and of what is absent
    std::uint32_t epoch = 0;       ///< the session's transaction in which it was loaded, assigned or saved
    Is is = Is::value;
    bool raises = false;      ///< a touch that would load is an error
    bool moved_from = false;  ///< the object around it was moved from: the flush refuses it

    bool has_value() const noexcept { return is != Is::absent && is != Is::unloaded; }
    /// Loads the value into the member if need be.
    void require_value() const {
        if (!has_value())
            load();
    }
    /// The program has put a value in.
    void note_assigned() noexcept;
    /// The state of a copy: a value of nobody's.
    DeferredState of_copy() const noexcept;
    /// The same, and what this is the state of has lost its value to it.
    DeferredState of_moved() noexcept;

private:
    void load() const;
};

/// Where the state stands in a deferred<T>; 0 for members of other types.
template <class M>
inline constexpr std::uint32_t deferred_state_offset = 0;
template <class T>
inline constexpr std::uint32_t deferred_state_offset<deferred<T>> =
    (sizeof(T) + alignof(DeferredState) - 1) / alignof(DeferredState) * alignof(DeferredState);

/// The type of a member's value: T for deferred<T>, else the member's own.
template <class M>
struct column_value {
    using type = M;
};
template <class T>
struct column_value<deferred<T>> {
    using type = T;
};
template <class M>
using column_value_t = typename column_value<M>::type;

/// What is said of a touch of a member that was not brought along.
std::string absent_message(const Field& field);

/// A deferred member of a mapped struct.
struct DeferredMember {
    std::uint16_t field;  ///< its index
    std::uint32_t state;  ///< offset of its state in the struct
    DeferredState& in(void* object) const noexcept {
        return *reinterpret_cast<DeferredState*>(static_cast<std::byte*>(object) + state);
    }
    const DeferredState& in(const void* object) const noexcept {
        return *reinterpret_cast<const DeferredState*>(static_cast<const std::byte*>(object) + state);
    }
};

}  // namespace detail
}  // namespace rowan
