#include <rowan/types/utf8.hpp>

#include <cstdint>
#include <cstring>

namespace rowan {
namespace {

/// The length of the well-formed character of two bytes or more that starts at `p`, 0 if there is none.
std::size_t character_size(const unsigned char* p, std::size_t left) noexcept {
    const auto follows = [p](std::size_t i) { return (p[i] & 0xC0) == 0x80; };
    const unsigned char lead = p[0];
    if (lead >= 0xC2 && lead <= 0xDF)
        return left >= 2 && follows(1) ? 2 : 0;
    if ((lead & 0xF0) == 0xE0) {
        if (left < 3 || !follows(1) || !follows(2))
            return 0;
        if (lead == 0xE0 && p[1] < 0xA0)
            return 0;  // overlong
        if (lead == 0xED && p[1] > 0x9F)
            return 0;  // a surrogate
        return 3;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        if (left < 4 || !follows(1) || !follows(2) || !follows(3))
            return 0;
        if (lead == 0xF0 && p[1] < 0x90)
            return 0;  // overlong
        if (lead == 0xF4 && p[1] > 0x8F)
            return 0;  // above U+10FFFF
        return 4;
    }
    return 0;
}

}  // namespace

std::size_t find_invalid_utf8(std::string_view text) noexcept {
    const auto* p = reinterpret_cast<const unsigned char*>(text.data());
    const std::size_t size = text.size();
    std::size_t i = 0;
    while (i < size) {
        if (size - i >= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, p + i, sizeof word);
            if ((word & 0x8080808080808080u) == 0) {
                i += sizeof word;
                continue;
            }
        }
        if (p[i] < 0x80) {
            ++i;
            continue;
        }
        const std::size_t step = character_size(p + i, size - i);
        if (step == 0)
            return i;
        i += step;
    }
    return size;
}

bool is_valid_utf8(std::string_view text) noexcept { return find_invalid_utf8(text) == text.size(); }

}  // namespace rowan
