#include <rowan/orm/internal/identity_map.hpp>

#include <rowan/orm/internal/block_memory.hpp>

#include <bit>
#include <memory>
#include <span>

namespace rowan::detail {

ObjectHeader* IntegerMap::find(std::int64_t key) const noexcept {
    if (size_ == 0)
        return nullptr;
    const std::size_t mask = capacity_ - 1;
    for (std::size_t i = slot_of(key);; i = (i + 1) & mask) {
        const Entry& entry = entries_[i];
        if (!entry.object)
            return nullptr;
        if (entry.key == key)
            return entry.object;
    }
}

ObjectHeader* IntegerMap::insert(std::int64_t key, ObjectHeader* object) {
    if ((size_ + 1) * 8 > capacity_ * 7)
        grow(capacity_ == 0 ? 16 : capacity_ * 2);
    const std::size_t mask = capacity_ - 1;
    // Rows mostly come in the order of their keys.
    __builtin_prefetch(&entries_[slot_of(static_cast<std::int64_t>(static_cast<std::uint64_t>(key) + 16))], 1);
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
    if (size_ == 0)
        return;
    const std::size_t mask = capacity_ - 1;
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
    for (const Entry& entry : std::span(entries_, capacity_))
        if (entry.object == object)
            return erase(entry.key, object);
}

void IntegerMap::reserve(std::size_t count) {
    const std::size_t capacity = std::bit_ceil(count * 8 / 7 + 16);
    if (capacity > capacity_)
        grow(capacity);
}

void IntegerMap::clear() noexcept {
    if (entries_)
        free_block(reinterpret_cast<std::byte*>(entries_), capacity_ * sizeof(Entry), alignof(Entry));
    entries_ = nullptr;
    capacity_ = 0;
    size_ = 0;
    shift_ = 64;
}

void IntegerMap::grow(std::size_t capacity) {
    std::byte* const block = allocate_block(capacity * sizeof(Entry), alignof(Entry));
    const std::span old(entries_, capacity_);
    entries_ = reinterpret_cast<Entry*>(block);
    std::uninitialized_fill_n(entries_, capacity, Entry{});
    capacity_ = capacity;
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
    if (!old.empty())
        free_block(reinterpret_cast<std::byte*>(old.data()), old.size_bytes(), alignof(Entry));
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
