#include <rowan/types/bytes.hpp>

#include <rowan/types/error.hpp>

#include <cstring>
#include <string>

namespace rowan::detail {

void check_byte_count(std::size_t found, std::size_t expected) {
    if (found == expected)
        return;
    throw DataError(std::to_string(found) + " bytes do not fit a std::array of " + std::to_string(expected) +
                    ": use rowan::Bytes where lengths vary");
}

Bytes bytes_from(const void* data, std::size_t size) {
    const auto* first = static_cast<const std::byte*>(data);
    return Bytes(first, first + size);
}

void copy_bytes(const Bytes& from, void* to) noexcept {
    if (!from.empty())
        std::memcpy(to, from.data(), from.size());
}

}  // namespace rowan::detail
