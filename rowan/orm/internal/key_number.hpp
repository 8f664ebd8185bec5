// rowan/orm/internal/key_number.hpp: an integer key of whatever type, as the number by which it is looked up.
#pragma once

#include <cstdint>
#include <type_traits>

namespace rowan {
class Mapper;
}

namespace rowan::detail {

/// Whether the struct's key is one integer, which is looked up as a number.
bool has_integer_key(const Mapper& mapper) noexcept;

[[noreturn]] void throw_too_large_key(std::uint64_t key);

/// Throws DataError for one that no integer column can hold.
template <class Key>
std::int64_t as_number(const Key& key) {
    if constexpr (std::is_unsigned_v<Key> && sizeof(Key) == sizeof(std::int64_t))
        if (key > static_cast<Key>(INT64_MAX))
            throw_too_large_key(key);
    return static_cast<std::int64_t>(key);
}

}  // namespace rowan::detail
