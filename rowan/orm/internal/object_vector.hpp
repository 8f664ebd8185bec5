// rowan/orm/internal/object_vector.hpp: pointers to objects of a session, with the manners of a range of references.
#pragma once

#include <cstddef>
#include <iterator>
#include <memory>
#include <utility>
#include <vector>

namespace rowan {

namespace detail {

/// Objects, and what keeps them from being destroyed while somebody walks them.
struct ObjectPointers {
    std::vector<void*> objects{};
    std::shared_ptr<void> pin{};
};

}  // namespace detail

/// What a query gave: references to the session's objects, in the order of the result; it can't be permuted. A range-for
/// over it may add, remove, flush and commit: it walks what there was.
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
    /// A vector to sort and to keep, as long as the objects live.
    std::vector<T*> pointers() const {
        std::vector<T*> all;
        all.reserve(size());
        for (void* object : objects_.objects) all.push_back(static_cast<T*>(object));
        return all;
    }
    const std::vector<void*>& erased() const noexcept { return objects_.objects; }

private:
    detail::ObjectPointers objects_{};
};

}  // namespace rowan
