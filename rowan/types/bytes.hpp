// rowan/types/bytes.hpp: adapters for containers of bytes other than rowan::Bytes.
//
//     std::vector<unsigned char> image{};
//     std::array<std::byte, 32> digest{};      // a column of 32 bytes; any other length read is a DataError
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/kind.hpp>
#include <rowan/types/sql_type.hpp>

#include <array>
#include <cstddef>
#include <vector>

namespace rowan {
namespace detail {

void check_byte_count(std::size_t found, std::size_t expected);
Bytes bytes_from(const void* data, std::size_t size);
void copy_bytes(const Bytes& from, void* to) noexcept;

}  // namespace detail

template <>
struct type_adapter<std::vector<unsigned char>> {
    using stored = Bytes;
    static Bytes store(const std::vector<unsigned char>& bytes) {
        return detail::bytes_from(bytes.data(), bytes.size());
    }
    static std::vector<unsigned char> load(const Bytes& bytes) {
        std::vector<unsigned char> result(bytes.size());
        detail::copy_bytes(bytes, result.data());
        return result;
    }
};

template <std::size_t N>
struct type_adapter<std::array<std::byte, N>> {
    using stored = Bytes;
    static Bytes store(const std::array<std::byte, N>& bytes) { return detail::bytes_from(bytes.data(), N); }
    static std::array<std::byte, N> load(const Bytes& bytes) {
        detail::check_byte_count(bytes.size(), N);
        std::array<std::byte, N> result{};
        detail::copy_bytes(bytes, result.data());
        return result;
    }
    static constexpr TypeSpec sql_type = Binary{static_cast<std::int32_t>(N)};
};

}  // namespace rowan
