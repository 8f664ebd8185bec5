// rowan/orm/deferred.hpp: rowan::deferred<T>, a column that is not loaded with its row.
//
//     struct Document {
//         int id{};
//         std::string title{};
//         rowan::deferred<std::string> body{};                     // TEXT NOT NULL
//         rowan::deferred<std::optional<rowan::Bytes>> scan{};     // a BLOB that may be NULL
//         …
//     };
//
//     Document& report = session.add(Document{.title = "Report", .body = "…"});
//     for (Document& each : session.scalars(select<Document>()))   // SELECT id, title
//         if (each.title == "Report")
//             std::cout << *each.body;                             // SELECT body … WHERE id = ?, for this one
//     report.body = "…";                                           // saved by the next flush, without being loaded
//     select<Document>().options(undefer<&Document::body>());      // loaded with the rows (column_options.hpp)
//
// For large values: a session keeps no second copy to compare with, so a change is told by assigning, or by edit().
// Its column stands behind the others in its table. It is a column like any other in statements: col<&Document::body>.
// It can't be part of a key, of a foreign key or of a unique constraint.
#pragma once

#include <rowan/orm/internal/count_members.hpp>
#include <rowan/orm/internal/deferred_state.hpp>

#include <type_traits>
#include <utility>

namespace rowan {

/// Belongs to the struct that it is a member of, and to that one's session and thread. As a member of a plain value it
/// is just a T. One that a value was read or copied without (`fetch`, `expunge`, copies of objects that had not loaded
/// it) is absent: touching it is a DetachedError, adding it to a session too. References to the value are good until it
/// is loaded again or assigned.
template <class T>
class deferred {
    static_assert(
        detail::column_type<T>,
        "rowan: deferred<T> is for what a column can hold: text, bytes, numbers, JSON ..., or a std::optional");

public:
    using value_type = T;

    deferred() = default;
    template <class U>
        requires(std::is_convertible_v<U, T> && !std::is_base_of_v<deferred, std::remove_cvref_t<U>> &&
                 !std::is_base_of_v<detail::AnyInitialiser, std::remove_cvref_t<U>>)
    deferred(U&& value) : value_(std::forward<U>(value)) {}
    /// Copies the value if it is there, and sends nothing if not: then the copy's is absent.
    deferred(const deferred& other) : value_(other.copied()), state_(other.state_.of_copy()) {}
    deferred(deferred&& other) noexcept(std::is_nothrow_move_constructible_v<T>)
        : value_(std::move(other.value_)), state_(other.state_.of_moved()) {}
    ~deferred() = default;

    /// Saved by the next flush, whether it differs or not. Loads nothing.
    template <class U>
        requires(std::is_convertible_v<U, T> && !std::is_base_of_v<deferred, std::remove_cvref_t<U>>)
    deferred& operator=(U&& value) {
        value_ = std::forward<U>(value);
        state_.note_assigned();
        return *this;
    }
    /// Into an object of a session: assigns the other's value, which is loaded if need be. Into a value: copies it as
    /// it is.
    deferred& operator=(const deferred& other) {
        if (this == &other)
            return *this;
        if (state_.owner)
            return *this = other.get();
        value_ = other.copied();
        state_ = other.state_.of_copy();
        return *this;
    }
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
    deferred& operator=(deferred&& other) {
        if (this == &other)
            return *this;
        if (state_.owner || other.state_.owner)
            return *this = static_cast<const deferred&>(other);
        value_ = std::move(other.value_);
        state_ = other.state_.of_moved();
        return *this;
    }

    /// Loads it if need be, for this object alone. Throws DetachedError if it was not brought along, StaleDataError if
    /// the row is gone, StateError if it must not be loaded by a touch (raiseload, strict_loading).
    const T& get() const {
        state_.require_value();
        return value_;
    }
    const T& operator*() const { return get(); }
    const T* operator->() const { return &get(); }
    operator const T&() const { return get(); }
    /// The value, to be changed in place: loads it, and has it saved by the next flush.
    T& edit() {
        state_.require_value();
        state_.note_assigned();
        return value_;
    }
    /// Whether a touch sends no SQL.
    bool is_loaded() const noexcept { return state_.has_value(); }

    /// By value; loads.
    friend bool operator==(const deferred& a, const deferred& b) { return a.get() == b.get(); }

private:
    T copied() const { return state_.has_value() ? value_ : T{}; }

    mutable T value_{};  // first: see deferred_state.hpp
    detail::DeferredState state_{};
};

}  // namespace rowan
