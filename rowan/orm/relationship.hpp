// rowan/orm/relationship.hpp: rowan::one<T> and rowan::many<T>, the relationships of a mapped struct.
//
//     struct User {
//         int id{};
//         std::optional<int> city_id{};
//         rowan::one<City> city{};       // many-to-one (or one-to-one), by the foreign key that it finds
//         rowan::many<Post> posts{};     // one-to-many, or many-to-many over a secondary table
//         …
//     };
//
//     User& jack = session.add(User{.name = "jack", .posts = {Post{.title = "first"}}});
//     Post& post = jack.posts.add(Post{.title = "second"});     // post.author is jack at once
//     for (Post& each : jack.posts) …                            // loaded when touched, for jack's peers too
//
// Both move but do not copy: a copy of an object would lose its changes in silence. They need T complete only where
// they are used, not where they are declared.
#pragma once

#include <rowan/orm/internal/relation_ops.hpp>
#include <rowan/orm/internal/relation_state.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>

namespace rowan {

namespace detail {

/// Whether what is iterated over goes with the range: through const it is const then. A view or a result shows what
/// belongs to others.
template <class Range>
inline constexpr bool owns_elements = false;
template <class Range>
    requires requires(const Range& range) { *range.begin(); }
inline constexpr bool owns_elements<Range> =
    std::is_const_v<std::remove_reference_t<decltype(*std::declval<const Range&>().begin())>>;

/// A node with an object moved into it.
template <class T>
ObjectHeader* make_node(T&& object) {
    ObjectHeader* node = allocate_node(entity_ops<T>);
    try {
        ::new (node->object()) T(static_cast<T&&>(object));
    } catch (...) {
        free_node(node, entity_ops<T>);
        throw;
    }
    return node;
}

}  // namespace detail

/// The object at the other end of a many-to-one or one-to-one relationship, or none. Like a pointer that loads what it
/// points to. Belongs to the struct that it is a member of, and to that one's session and thread. Compares by identity.
template <class T>
class one {
public:
    one() = default;
    /// Owns the object, until the struct is added to a session, which then owns it.
    one(T&& object) { state_.set_node(detail::make_node<T>(static_cast<T&&>(object))); }
    /// Refers to an object of the session that the struct is, or will be, added to.
    one(T& object) { state_.set(&object); }
    one(one&&) noexcept = default;
    /// Leads where the other one does. StateError if that one was given nothing: so looks an object that is assigned
    /// over as a whole, whose relationships would be lost; `= nullptr` means it.
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
    one& operator=(one&&) = default;

    /// Assigning sets the other end and the foreign key as well. An object that is not of the session: ArgumentError.
    one& operator=(T&& object) {
        state_.set_node(detail::make_node<T>(static_cast<T&&>(object)));
        return *this;
    }
    one& operator=(T& object) {
        state_.set(&object);
        return *this;
    }
    one& operator=(std::nullptr_t) {
        state_.set(nullptr);
        return *this;
    }
    void reset() { state_.set(nullptr); }

    /// The object, or null. Loads it (and those of the owner's peers) if it is not loaded. DetachedError if it was not
    /// brought along; StateError if it is not loaded and must not be (raise_load).
    T* get() { return static_cast<T*>(state_.get()); }
    const T* get() const { return static_cast<const T*>(state_.get()); }
    T* operator->() { return get(); }
    const T* operator->() const { return get(); }
    T& operator*() { return *get(); }
    const T& operator*() const { return *get(); }
    explicit operator bool() const { return state_.get() != nullptr; }
    /// Whether a touch sends no SQL.
    bool is_loaded() const noexcept { return state_.is_loaded(); }

    /// Whether both lead to the same object. What is not loaded is told by its foreign key, without SQL; only two ends
    /// of one-to-ones whose foreign keys are on the other side are loaded.
    friend bool operator==(const one& a, const one& b) { return a.state_.leads_where(b.state_); }
    friend bool operator==(const one& a, const T& b) { return a.state_.leads_to(&b); }
    /// As `!a`, which is a touch.
    friend bool operator==(const one& a, std::nullptr_t) { return a.state_.get() == nullptr; }

private:
    detail::OneState state_{};
};

/// The objects at the other end of a one-to-many or many-to-many relationship. Belongs to the struct that it is a
/// member of, and to that one's session and thread. Iterating, indexing, size, empty, contains, assigning and clear
/// load; add and remove do not. A loop walks the members that there were when it began, whatever its body does.
template <class T>
class many {
    template <bool Const>
    class basic_iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = std::conditional_t<Const, const T&, T&>;
        using pointer = std::conditional_t<Const, const T*, T*>;
        using iterator_category = std::forward_iterator_tag;

        basic_iterator() = default;
        reference operator*() const { return *static_cast<pointer>((*objects_)[at_]); }
        pointer operator->() const { return static_cast<pointer>((*objects_)[at_]); }
        basic_iterator& operator++() {
            ++at_;
            return *this;
        }
        basic_iterator operator++(int) {
            basic_iterator before = *this;
            ++at_;
            return before;
        }
        friend bool operator==(const basic_iterator& a, const basic_iterator& b) { return a.at_ == b.at_; }
        friend bool operator==(const basic_iterator& a, std::default_sentinel_t) {
            return !a.objects_ || a.at_ == a.objects_->size();
        }

    private:
        friend class many;
        explicit basic_iterator(std::shared_ptr<const detail::ObjectList> objects) : objects_(std::move(objects)) {}
        std::shared_ptr<const detail::ObjectList> objects_{};
        std::size_t at_ = 0;
    };

    /// An element of a list in braces.
    class Item {
    public:
        Item(T&& object) : node_(detail::make_node<T>(static_cast<T&&>(object))) {}
        Item(T& object) : object_(&object) {}
        Item(const Item&) = delete;
        Item& operator=(const Item&) = delete;
        ~Item() {
            if (node_)
                detail::destroy_owned(node_);
        }
        void give(detail::ManyState& to) const {
            if (object_)
                to.add(object_);
            else
                to.add_node(std::exchange(node_, nullptr));
        }

    private:
        mutable detail::ObjectHeader* node_ = nullptr;
        T* object_ = nullptr;
    };

public:
    using value_type = T;
    using iterator = basic_iterator<false>;
    using const_iterator = basic_iterator<true>;

    many() = default;
    /// `{Post{…}, post}`: temporaries become the relation's own, objects of the session are referred to.
    many(std::initializer_list<Item> items) {
        for (const Item& item : items)
            item.give(state_);
    }
    many(many&&) noexcept = default;
    /// Becomes what the other one holds. StateError if that one holds nothing and was given nothing: so looks an object
    /// that is assigned over as a whole, whose relationships would be lost; `= {}` and clear() mean it.
    // NOLINTNEXTLINE(performance-noexcept-move-constructor): the session may refuse
    many& operator=(many&&) = default;
    many& operator=(std::initializer_list<Item> items) {
        many replacement(items);
        state_.replace(std::move(replacement.state_));
        return *this;
    }

    iterator begin() { return iterator(state_.walk()); }
    const_iterator begin() const { return const_iterator(state_.walk()); }
    std::default_sentinel_t end() const noexcept { return {}; }
    std::size_t size() const { return state_.size(); }
    bool empty() const { return state_.size() == 0; }
    /// Throws ArgumentError if there is no such member.
    T& operator[](std::size_t index) { return *static_cast<T*>(state_.at(index)); }
    const T& operator[](std::size_t index) const { return *static_cast<const T*>(state_.at(index)); }
    bool contains(const T& object) const { return state_.contains(&object); }
    /// How many the database has, asked now.
    std::int64_t count() const { return state_.count(); }
    bool is_loaded() const noexcept { return state_.is_loaded(); }

    /// The object is pending by cascade, and its other end set at once. It stands last until the next load.
    T& add(T&& object) { return *static_cast<T*>(state_.add_node(detail::make_node<T>(static_cast<T&&>(object)))); }
    /// Throws ArgumentError if it is no object of the session. Moves it, if it is in the collection of another owner.
    T& add(T& object) {
        state_.add(&object);
        return object;
    }
    /// Takes it out; it stays in the session, or is removed under delete-orphan. False if it was no member.
    bool remove(T& object) { return state_.remove(&object); }
    void clear() { state_.clear(); }
    /// Becomes these objects of the session (a range of references: a result, a view, this collection itself), or the
    /// values of a container that is moved in.
    template <class Range>
    void assign(Range&& objects) {
        constexpr bool moved_in = !std::is_lvalue_reference_v<Range> && detail::owns_elements<Range>;
        many replacement;
        for (auto&& object : objects) {
            if constexpr (moved_in || !std::is_lvalue_reference_v<decltype(object)>)
                replacement.state_.add_node(detail::make_node<T>(std::move(object)));
            else
                replacement.state_.add(&object);
        }
        state_.replace(std::move(replacement.state_));
    }

    /// Collections do not compare by what is in them; two are equal if they are the same one.
    friend bool operator==(const many& a, const many& b) noexcept { return &a == &b; }

private:
    detail::ManyState state_{};
};

}  // namespace rowan
