// rowan/orm/object_ref.hpp: a handle to an object of a session that may outlive it.
//
//     rowan::ObjectRef<User> current = session.ref(ed);
//     …
//     current->name = "edward";          // DetachedError if the object is gone
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

namespace rowan {

namespace detail {

class SessionCore;
class EntityStore;

/// Which object, and how to see that it still lives.
struct ObjectHandle {
    std::weak_ptr<SessionCore> session{};
    EntityStore* store = nullptr;
    void* object = nullptr;
    std::uint64_t serial = 0;

    /// The object; DetachedError if it is gone.
    void* get() const;
    bool is_valid() const noexcept;
};

}  // namespace detail

/// Copyable. One thread at a time, the session's.
template <class T>
class ObjectRef {
public:
    ObjectRef() = default;
    explicit ObjectRef(detail::ObjectHandle handle) noexcept : handle_(std::move(handle)) {}

    /// Throws DetachedError if the object was destroyed or taken out of its session.
    T& get() const { return *static_cast<T*>(handle_.get()); }
    T& operator*() const { return get(); }
    T* operator->() const { return &get(); }
    bool is_valid() const noexcept { return handle_.is_valid(); }

private:
    detail::ObjectHandle handle_{};
};

}  // namespace rowan
