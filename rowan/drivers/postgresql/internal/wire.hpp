// rowan/drivers/postgresql/internal/wire.hpp: PostgreSQL's binary forms: numbers in network order, and what a type's
// bytes mean.
#pragma once

#include <libpq-fe.h>

#include <bit>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <cstring>

namespace rowan::driver::postgresql {

/// The object identifiers of the types that are built in; they never change (pg_type.dat).
namespace oid {
inline constexpr Oid boolean = 16;
inline constexpr Oid bytea = 17;
inline constexpr Oid int8 = 20;
inline constexpr Oid int2 = 21;
inline constexpr Oid int4 = 23;
inline constexpr Oid text = 25;
inline constexpr Oid json = 114;
inline constexpr Oid float4 = 700;
inline constexpr Oid float8 = 701;
inline constexpr Oid date = 1082;
inline constexpr Oid time = 1083;
inline constexpr Oid timestamp = 1114;
inline constexpr Oid timestamptz = 1184;
inline constexpr Oid interval = 1186;
inline constexpr Oid numeric = 1700;
inline constexpr Oid uuid = 2950;
inline constexpr Oid jsonb = 3802;
/// Those from here on were made in the database: enums, domains, types of extensions.
inline constexpr Oid first_own = 16384;
}  // namespace oid

/// PostgreSQL counts from 2000-01-01.
inline constexpr std::int64_t epoch_days = 10957;
inline constexpr std::int64_t epoch_microseconds = epoch_days * 86'400'000'000;

template <std::unsigned_integral T>
constexpr T network_order(T value) noexcept {
    if constexpr (std::endian::native == std::endian::big || sizeof(T) == 1) {
        return value;
    } else if constexpr (sizeof(T) == 2) {
        return __builtin_bswap16(value);
    } else if constexpr (sizeof(T) == 4) {
        return __builtin_bswap32(value);
    } else {
        return __builtin_bswap64(value);
    }
}

template <std::integral T>
void store(char* to, T value) noexcept {
    const auto bits = network_order(static_cast<std::make_unsigned_t<T>>(value));
    std::memcpy(to, &bits, sizeof bits);
}

template <std::integral T>
T load(const char* from) noexcept {
    std::make_unsigned_t<T> bits{};
    std::memcpy(&bits, from, sizeof bits);
    return static_cast<T>(network_order(bits));
}

}  // namespace rowan::driver::postgresql
