// rowan/orm/internal/twin.hpp: a place of a struct's shape that is never constructed, so that the offsets and names of
// its members are constants.
//
// Only addresses within a twin are formed and compared; no member is ever read. It costs sizeof(T) bytes of read-only
// data a struct. An offset is found by walking the bytes until their address is the member's: `offsetof` is not for
// classes with virtual functions, and neither reinterpret_cast nor pointer subtraction is constant on both compilers.
#pragma once

#include <cstddef>
#include <cstdint>

namespace rowan::detail {

template <class T>
union twin_of {
    char none;
    T value;
    unsigned char bytes[sizeof(T)];
    constexpr twin_of() : none{} {}
    constexpr ~twin_of() {}
};

template <class T>
inline constexpr twin_of<T> twin{};

/// The offset of `member`, which points into the twin of T, tried at multiples of `align` from `from` on.
template <class T>
consteval std::uint32_t offset_in_twin(const void* member, std::size_t from, std::size_t align) {
    for (std::size_t at = (from + align - 1) / align * align; at < sizeof(T); at += align)
        if (static_cast<const void*>(&twin<T>.bytes[at]) == member)
            return static_cast<std::uint32_t>(at);
    return ~std::uint32_t{0};
}

}  // namespace rowan::detail
