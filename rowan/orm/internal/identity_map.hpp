// rowan/orm/internal/identity_map.hpp: the objects of one struct in one session, by primary key.
//
// A single integer key is held in a flat table with open addressing (one cache line a look-up); every other key goes as
// packed bytes (snapshot.hpp's form) into a hash map.
#pragma once

#include <rowan/orm/internal/object_header.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace rowan::detail {

/// Keys are 64-bit integers, whatever the member's width. A null header is never stored.
class IntegerMap {
public:
    IntegerMap() = default;
    IntegerMap(const IntegerMap&) = delete;
    IntegerMap& operator=(const IntegerMap&) = delete;
    ~IntegerMap() { clear(); }

    ObjectHeader* find(std::int64_t key) const noexcept;
    /// Inserts, unless the key is there: gives the object that now has it.
    ObjectHeader* insert(std::int64_t key, ObjectHeader* object);
    /// Does nothing if another object, or none, has the key.
    void erase(std::int64_t key, const ObjectHeader* object) noexcept;
    /// The object, under whichever key it stands; `likely` is tried first, then all are searched.
    void erase_object(const ObjectHeader* object, std::int64_t likely) noexcept;
    void reserve(std::size_t count);
    std::size_t size() const noexcept { return size_; }
    void clear() noexcept;

private:
    struct Entry {
        std::int64_t key = 0;
        ObjectHeader* object = nullptr;
    };
    /// Eight keys in a row stand in neighbouring entries, since rows mostly come in the order of their keys and each
    /// cache line that is not there costs as much as the rest of an insertion.
    std::size_t slot_of(std::int64_t key) const noexcept {
        const auto bits = static_cast<std::uint64_t>(key);
        return (static_cast<std::size_t>((bits >> 3) * 0x9E37'79B9'7F4A'7C15U >> shift_) + (bits & 7)) &
               (capacity_ - 1);
    }
    void grow(std::size_t capacity);

    Entry* entries_ = nullptr;  // a block of memory
    std::size_t capacity_ = 0;  // a power of two; at most 7/8 are in use
    std::size_t size_ = 0;
    int shift_ = 64;
};

/// Keys are byte strings.
class BytesMap {
public:
    ObjectHeader* find(std::string_view key) const noexcept;
    ObjectHeader* insert(std::string_view key, ObjectHeader* object);
    void erase(std::string_view key, const ObjectHeader* object) noexcept;
    /// The object, under whichever key it stands.
    void erase_object(const ObjectHeader* object, std::string_view likely) noexcept;
    std::size_t size() const noexcept { return objects_.size(); }
    void clear() noexcept { objects_.clear(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const noexcept { return std::hash<std::string_view>{}(key); }
    };
    std::unordered_map<std::string, ObjectHeader*, Hash, std::equal_to<>> objects_;
};

}  // namespace rowan::detail
