#include <rowan/orm/internal/identity_map.hpp>

#include <bit>

namespace rowan::detail {

ObjectHeader* IntegerMap::find(std::int64_t key) const noexcept {
    if (entries_.empty())
        return nullptr;
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t i = slot_of(key);; i = (i + 1) & mask) {
        const Entry& entry = entries_[i];
        if (!entry.object)
            return nullptr;
        if (entry.key == key)
            return entry.object;
    }
}

ObjectHeader* IntegerMap::insert(std::int64_t key, ObjectHeader* object) {
    if ((size_ + 1) * 8 > entries_.size() * 7)
        grow(entries_.empty() ? 16 : entries_.size() * 2);
    const std::size_t mask = entries_.size() - 1;
    for (std::size_t i = slot_of(key);; i = (i + 1) & mask) {
        Entry& entry = entries_[i];
        if (!entry.object) {
            entry = {key, object};
            ++size_;
            return object;
        }
        if (entry.key == key)
            return entry.object;
    }
}

void IntegerMap::erase(std::int64_t key, const ObjectHeader* object) noexcept {
    if (entries_.empty())
        return;
    const std::size_t mask = entries_.size() - 1;
    std::size_t hole = slot_of(key);
    while (entries_[hole].object && entries_[hole].key != key)
        hole = (hole + 1) & mask;
    if (!entries_[hole].object || entries_[hole].object != object)
        return;
    // Entries behind the hole move up as far as their own slots allow, so that no tombstone is needed (Knuth, 6.4 R).
    for (std::size_t i = (hole + 1) & mask; entries_[i].object; i = (i + 1) & mask) {
        const std::size_t home = slot_of(entries_[i].key);
        if (((i - home) & mask) >= ((i - hole) & mask)) {
            entries_[hole] = entries_[i];
            hole = i;
        }
    }
    entries_[hole] = {};
    --size_;
}

void IntegerMap::erase_object(const ObjectHeader* object, std::int64_t likely) noexcept {
    if (find(likely) == object)
        return erase(likely, object);
    for (const Entry& entry : entries_)
        if (entry.object == object)
            return erase(entry.key, object);
}

void IntegerMap::reserve(std::size_t count) {
    const std::size_t capacity = std::bit_ceil(count * 8 / 7 + 16);
    if (capacity > entries_.size())
        grow(capacity);
}

void IntegerMap::clear() noexcept {
    entries_.clear();
    size_ = 0;
    shift_ = 64;
}

void IntegerMap::grow(std::size_t capacity) {
    std::vector<Entry> old(capacity);
    old.swap(entries_);
    shift_ = 64 - std::countr_zero(capacity);
    const std::size_t mask = capacity - 1;
    for (const Entry& entry : old) {
        if (!entry.object)
            continue;
        std::size_t i = slot_of(entry.key);
        while (entries_[i].object)
            i = (i + 1) & mask;
        entries_[i] = entry;
    }
}

ObjectHeader* BytesMap::find(std::string_view key) const noexcept {
    const auto found = objects_.find(key);
    return found == objects_.end() ? nullptr : found->second;
}

ObjectHeader* BytesMap::insert(std::string_view key, ObjectHeader* object) {
    return objects_.emplace(std::string(key), object).first->second;
}

void BytesMap::erase(std::string_view key, const ObjectHeader* object) noexcept {
    const auto found = objects_.find(key);
    if (found != objects_.end() && found->second == object)
        objects_.erase(found);
}

void BytesMap::erase_object(const ObjectHeader* object, std::string_view likely) noexcept {
    const auto found = objects_.find(likely);
    if (found != objects_.end() && found->second == object) {
        objects_.erase(found);
        return;
    }
    for (auto i = objects_.begin(); i != objects_.end(); ++i)
        if (i->second == object) {
            objects_.erase(i);
            return;
        }
}

}  // namespace rowan::detail
