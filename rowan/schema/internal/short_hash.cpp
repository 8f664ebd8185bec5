#include <rowan/schema/internal/short_hash.hpp>

#include <cstdint>

namespace rowan::detail {

std::string short_hash(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    std::string digits(8, '0');
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, hash >>= 4) {
        *digit = "0123456789abcdef"[hash & 15U];
    }
    return digits;
}

}  // namespace rowan::detail
