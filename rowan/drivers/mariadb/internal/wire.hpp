// rowan/drivers/mariadb/internal/wire.hpp: numbers as the binary protocol has them: the lowest byte first.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

namespace rowan::driver::mariadb {

template <std::integral T>
T load(const char* from) noexcept {
    if constexpr (std::endian::native == std::endian::little) {
        T value{};
        std::memcpy(&value, from, sizeof value);
        return value;
    } else {
        std::make_unsigned_t<T> value = 0;
        for (std::size_t i = sizeof value; i-- > 0;) {
            value = static_cast<std::make_unsigned_t<T>>(value << 8U | static_cast<unsigned char>(from[i]));
        }
        return static_cast<T>(value);
    }
}

/// The length in front of a value, of 1, 3, 4 or 9 bytes; `at` moves behind it.
inline std::size_t take_length(const char*& at) noexcept {
    const auto first = static_cast<unsigned char>(*at++);
    switch (first) {
        case 252:
            at += 2;
            return load<std::uint16_t>(at - 2);
        case 253:
            at += 3;
            return load<std::uint16_t>(at - 3) | static_cast<std::size_t>(static_cast<unsigned char>(at[-1])) << 16U;
        case 254:
            at += 8;
            return static_cast<std::size_t>(load<std::uint64_t>(at - 8));
        default:
            return first;
    }
}

}  // namespace rowan::driver::mariadb
