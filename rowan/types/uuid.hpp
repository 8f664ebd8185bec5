// rowan/types/uuid.hpp: a UUID, as a plain value.
//
//     auto id = rowan::Uuid::random();
//     auto same = rowan::Uuid::parse(id.to_string());
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <string>
#include <string_view>

namespace rowan {

/// A universally unique identifier (RFC 9562): 16 bytes in network order; the default is the nil UUID.
struct Uuid {
    std::array<std::byte, 16> bytes{};

    /// Version 4: from random bits. Thread-safe.
    static Uuid random();
    /// Version 7: starts with the time in milliseconds, so that keys of one source ascend. Thread-safe.
    static Uuid time_ordered();
    /// Reads 8-4-4-4-12 or 32 hexadecimal digits, in either case, with or without braces.
    /// Throws DataError for anything else.
    static Uuid parse(std::string_view text);

    /// Lower-case 8-4-4-4-12.
    std::string to_string() const;
    bool is_nil() const noexcept { return *this == Uuid{}; }

    friend constexpr auto operator<=>(const Uuid&, const Uuid&) = default;
};

}  // namespace rowan
