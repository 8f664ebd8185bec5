#include <rowan/orm/internal/object_set.hpp>

#include <rowan/orm/internal/make_room.hpp>

#include <algorithm>
#include <new>
#include <unordered_set>

namespace rowan::detail {

struct ObjectSet::Index {
    std::unordered_set<const ObjectHeader*> objects;
};

ObjectSet::ObjectSet() noexcept = default;
ObjectSet::~ObjectSet() = default;

namespace {

constexpr std::size_t most_searched = 32;

}  // namespace

bool ObjectSet::contains(const ObjectHeader* object) const noexcept {
    if (objects_.size() > most_searched) {
        try {
            if (!index_)
                index_ = std::make_unique<Index>(Index{{objects_.begin(), objects_.end()}});
            return index_->objects.contains(object);
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
        index_->objects.insert(object);
    } catch (const std::bad_alloc&) {
        index_.reset();
    }
}

bool ObjectSet::erase(const ObjectHeader* object) noexcept {
    if (!contains(object))
        return false;
    if (index_)
        index_->objects.erase(object);
    objects_.erase(std::find(objects_.begin(), objects_.end(), object));
    return true;
}

void ObjectSet::drop_index() noexcept { index_.reset(); }

void ObjectSet::clear() noexcept {
    objects_.clear();
    drop_index();
}

}  // namespace rowan::detail
