// rowan/orm/internal/object_vector.hpp: pointers to objects of a session, with the manners of a range of references.
#pragma once

#include <rowan/orm/internal/entity_spec.hpp>

#include <cstddef>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace rowan {

struct Compiled;

namespace detail {

/// Objects, and what keeps them from being destroyed while somebody walks them.
struct ObjectPointers {
    std::vector<void*> objects{};
    std::shared_ptr<void> pin{};
    std::shared_ptr<const Compiled> origin{};  ///< the statement that gave them, for messages

    void* first() const noexcept { return objects.empty() ? nullptr : objects.front(); }
    /// The only object, or null; throws MultipleResultsFound.
    void* only_or_null() const;
    /// The only object; throws NoResultFound, MultipleResultsFound.
    void* only() const;
};

/// Copies the columns to a value; its relationships are absent.
void copy_as_value(const Mapper& mapper, const void* from, void* to);

}  // namespace detail

/// What a query gave: references to the session's objects, in the order of the result; it can't be permuted. A
/// range-for over it may add, remove, flush and commit: it walks what there was.
template <class T>
class ObjectVector {
public:
    class iterator {
    public:
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using reference = T&;
        using pointer = T*;
        using iterator_category = std::forward_iterator_tag;

        iterator() = default;
        explicit iterator(void* const* at) noexcept : at_(at) {}
        T& operator*() const noexcept { return *static_cast<T*>(*at_); }
        T* operator->() const noexcept { return static_cast<T*>(*at_); }
        iterator& operator++() noexcept {
            ++at_;
            return *this;
        }
        iterator operator++(int) noexcept { return iterator(at_++); }
        friend bool operator==(iterator a, iterator b) noexcept { return a.at_ == b.at_; }

    private:
        void* const* at_ = nullptr;
    };

    ObjectVector() = default;
    explicit ObjectVector(detail::ObjectPointers objects) noexcept : objects_(std::move(objects)) {}

    iterator begin() const noexcept { return iterator(objects_.objects.data()); }
    iterator end() const noexcept { return iterator(objects_.objects.data() + objects_.objects.size()); }
    std::size_t size() const noexcept { return objects_.objects.size(); }
    bool empty() const noexcept { return objects_.objects.empty(); }
    T& operator[](std::size_t index) const noexcept { return *static_cast<T*>(objects_.objects[index]); }
    T& front() const noexcept { return (*this)[0]; }
    T& back() const noexcept { return (*this)[size() - 1]; }

    /// The same.
    ObjectVector all() const& { return *this; }
    ObjectVector all() && noexcept { return std::move(*this); }
    /// The first, or null.
    T* first() const noexcept { return static_cast<T*>(objects_.first()); }
    /// The only one. Throws NoResultFound, MultipleResultsFound.
    T& one() const { return *static_cast<T*>(objects_.only()); }
    /// The only one, or null. Throws MultipleResultsFound.
    T* one_or_none() const { return static_cast<T*>(objects_.only_or_null()); }

    /// A vector to sort and to keep, as long as the objects live.
    std::vector<T*> pointers() const {
        std::vector<T*> all;
        all.reserve(size());
        for (void* object : objects_.objects)
            all.push_back(static_cast<T*>(object));
        return all;
    }
    /// Copies that outlive the session. Relationships are not brought along: touching one is a DetachedError.
    std::vector<std::remove_const_t<T>> values() const {
        using Plain = std::remove_const_t<T>;
        std::vector<Plain> all;
        all.reserve(size());
        for (const void* object : objects_.objects) {
            if constexpr (std::is_copy_constructible_v<Plain>)
                all.push_back(*static_cast<const T*>(object));
            else
                detail::copy_as_value(detail::mapper_of<Plain>(), object, &all.emplace_back());
        }
        return all;
    }
    const std::vector<void*>& erased() const noexcept { return objects_.objects; }

private:
    detail::ObjectPointers objects_{};
};

namespace detail {

/// Walks objects, and shares the list of them: for loops over what is a temporary.
template <class T>
class ObjectIterator {
public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using reference = T&;
    using pointer = T*;
    using iterator_category = std::forward_iterator_tag;

    ObjectIterator() = default;
    explicit ObjectIterator(std::shared_ptr<const ObjectPointers> objects) noexcept : objects_(std::move(objects)) {}
    T& operator*() const noexcept { return *static_cast<T*>(objects_->objects[at_]); }
    T* operator->() const noexcept { return static_cast<T*>(objects_->objects[at_]); }
    ObjectIterator& operator++() noexcept {
        ++at_;
        return *this;
    }
    ObjectIterator operator++(int) noexcept {
        ObjectIterator before = *this;
        ++at_;
        return before;
    }
    friend bool operator==(const ObjectIterator& a, const ObjectIterator& b) noexcept { return a.at_ == b.at_; }
    friend bool operator==(const ObjectIterator& a, std::default_sentinel_t) noexcept {
        return !a.objects_ || a.at_ == a.objects_->objects.size();
    }

private:
    std::shared_ptr<const ObjectPointers> objects_{};
    std::size_t at_ = 0;
};

}  // namespace detail
}  // namespace rowan
