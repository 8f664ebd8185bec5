// rowan/orm/internal/session_front.hpp: what the templates of Session call.
#pragma once

#include <rowan/orm/attribute.hpp>
#include <rowan/orm/internal/key_number.hpp>
#include <rowan/orm/internal/key_values.hpp>
#include <rowan/orm/internal/object_vector.hpp>
#include <rowan/orm/object_ref.hpp>
#include <rowan/orm/object_state.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/value.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rowan {

class Mapper;

namespace detail {

template <class T>
inline constexpr bool always_false = false;
template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Memory that an object is moved into.
template <class T>
struct RawObject {
    alignas(T) unsigned char bytes[sizeof(T)];
    T take() {
        struct Destroy {
            T& object;
            ~Destroy() { object.~T(); }
        };
        Destroy destroy{*reinterpret_cast<T*>(bytes)};
        return static_cast<T&&>(destroy.object);
    }
};

enum class Group { pending, dirty, deleted, known };

void* add_object(const std::shared_ptr<SessionCore>& core, const Mapper& mapper, void* object);
void* get_object(SessionCore& core, const Mapper& mapper, std::int64_t key);
void* get_object(SessionCore& core, const Mapper& mapper, std::span<const Value> key);
/// Calls `take(context, object)` for each key in turn, with null where there is none.
void get_objects(SessionCore& core, const Mapper& mapper, const KeyValues& keys, void* context,
                 void (*take)(void* context, void* object));
/// The same, into a vector.
template <class Object, class Keys>
std::vector<Object*> get_all_objects(SessionCore& core, const Mapper& mapper, const Keys& keys) {
    std::vector<Object*> found;
    get_objects(core, mapper, key_values(keys), &found, [](void* context, void* object) {
        static_cast<std::vector<Object*>*>(context)->push_back(static_cast<Object*>(object));
    });
    return found;
}
[[noreturn]] void throw_not_found(const Mapper& mapper);
void remove_object(SessionCore& core, const Mapper& mapper, void* object);
void restore_object(SessionCore& core, const Mapper& mapper, void* object);
void expunge_object(SessionCore& core, const Mapper& mapper, void* object, void* to);
void refresh_object(SessionCore& core, const Mapper& mapper, void* object);
void expire_object(SessionCore& core, const Mapper& mapper, void* object);
void* merge_object(SessionCore& core, const Mapper& mapper, const void* value, const std::uint32_t* offsets,
                   std::size_t count);
void assign_object(SessionCore& core, const Mapper& mapper, void* object, const void* value);
void set_null(SessionCore& core, const Mapper& mapper, void* object, std::uint32_t offset);
ObjectHandle make_object_handle(SessionCore& core, const Mapper& mapper, void* object);
ObjectState state_of(const SessionCore& core, const Mapper& mapper, const void* object) noexcept;
bool is_tracked(const SessionCore& core, const Mapper& mapper, const void* object) noexcept;
std::vector<std::string> modified_columns(const SessionCore& core, const Mapper& mapper, const void* object);
ObjectPointers objects_in(const SessionCore& core, const Mapper& mapper, Group group);

}  // namespace detail
}  // namespace rowan
