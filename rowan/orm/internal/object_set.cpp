#include <rowan/orm/internal/object_set.hpp>

#include <rowan/orm/internal/make_room.hpp>

#include <algorithm>
#include <new>

namespace rowan::detail {

namespace {

constexpr std::size_t most_searched = 32;

}  // namespace

bool ObjectSet::contains(const ObjectHeader* object) const noexcept {
    if (objects_.size() > most_searched) {
        try {
            if (!index_)
                index_ = std::make_unique<std::unordered_set<const ObjectHeader*>>(objects_.begin(), objects_.end());
            return index_->contains(object);
        } catch (const std::bad_alloc&) {
            // It is searched for.
        }
    }
    return std::find(objects_.begin(), objects_.end(), object) != objects_.end();
}

void ObjectSet::make_room() { detail::make_room(objects_); }

void ObjectSet::push_back(ObjectHeader* object) {
    objects_.push_back(object);
    if (!index_)
        return;
    try {
        index_->insert(object);
    } catch (const std::bad_alloc&) {
        index_.reset();
    }
}

bool ObjectSet::erase(const ObjectHeader* object) noexcept {
    if (!contains(object))
        return false;
    if (index_)
        index_->erase(object);
    objects_.erase(std::find(objects_.begin(), objects_.end(), object));
    return true;
}

void ObjectSet::clear() noexcept {
    objects_.clear();
    index_.reset();
}

}  // namespace rowan::detail
