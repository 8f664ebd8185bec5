// rowan/orm/internal/object_set.hpp: objects in the order in which they came, each once.
#pragma once

#include <rowan/orm/internal/object_header.hpp>

#include <cstddef>
#include <memory>
#include <vector>

namespace rowan::detail {

/// Small ones are searched, large ones are looked up, so that a change to one of many costs no more than to one of few.
class ObjectSet {
public:
    ObjectSet() noexcept;
    ObjectSet(const ObjectSet&) = delete;
    ObjectSet& operator=(const ObjectSet&) = delete;
    ~ObjectSet();

    auto begin() const noexcept { return objects_.begin(); }
    auto end() const noexcept { return objects_.end(); }
    bool empty() const noexcept { return objects_.empty(); }
    std::size_t size() const noexcept { return objects_.size(); }
    bool contains(const ObjectHeader* object) const noexcept;

    /// So that the next `push_back` can't fail.
    void make_room();
    /// It is not among them yet.
    void push_back(ObjectHeader* object);
    /// Whether it was among them.
    bool erase(const ObjectHeader* object) noexcept;
    template <class Predicate>
    void erase_if(Predicate predicate) {
        drop_index();
        std::erase_if(objects_, predicate);
    }
    void clear() noexcept;

private:
    struct Index;  // programs include this header, and need not read what a hash table is

    void drop_index() noexcept;

    std::vector<ObjectHeader*> objects_{};
    mutable std::unique_ptr<Index> index_;  // of all, or null: made when asked for
};

}  // namespace rowan::detail
