#include "support.hpp"

#include <string>

namespace {

using rowan::find_invalid_utf8;
using rowan::is_valid_utf8;

/// Read by the definition: the one code point of `size` bytes, or false.
bool decodes(const unsigned char* p, std::size_t size) {
    static constexpr unsigned char lead_mask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    static constexpr unsigned char lead_bits[] = {0, 0x00, 0xC0, 0xE0, 0xF0};
    static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if ((p[0] & ~lead_mask[size] & 0xFF) != lead_bits[size])
        return false;
    std::uint32_t code = p[0] & lead_mask[size];
    for (std::size_t i = 1; i < size; ++i) {
        if ((p[i] & 0xC0) != 0x80)
            return false;
        code = code << 6 | (p[i] & 0x3Fu);
    }
    return code >= least[size] && code <= 0x10FFFF && !(code >= 0xD800 && code <= 0xDFFF);
}

TEST(Utf8, TextsOfAllScriptsAreValid) {
    for (const char* text : {"", "a", "abcdefgh", "abcdefghi", "Zoë", "München — 東京 — 🌲", "\x7F", "\xED\x9F\xBF",
                             "\xEE\x80\x80", "\xF4\x8F\xBF\xBF", "abcdefg\xC3\xA9", "abcdef\xC3\xA9g"}) {
        EXPECT_TRUE(is_valid_utf8(text)) << text;
    }
    EXPECT_TRUE(is_valid_utf8(std::string_view("a\0b", 3)));
}

TEST(Utf8, FindsTheFirstInvalidByte) {
    EXPECT_EQ(find_invalid_utf8("abc"), 3u);
    EXPECT_EQ(find_invalid_utf8("\xFF"), 0u);
    EXPECT_EQ(find_invalid_utf8("ab\xC3"), 2u);
    EXPECT_EQ(find_invalid_utf8("abcdefghijk\x80lmnopqrstuv"), 11u);
    EXPECT_EQ(find_invalid_utf8("\xC3\xA9\xE2\x82"), 2u);
    EXPECT_EQ(find_invalid_utf8("\xC0\x80"), 0u);          // overlong
    EXPECT_EQ(find_invalid_utf8("\xE0\x9F\xBF"), 0u);      // overlong
    EXPECT_EQ(find_invalid_utf8("\xED\xA0\x80"), 0u);      // a surrogate
    EXPECT_EQ(find_invalid_utf8("\xF0\x8F\xBF\xBF"), 0u);  // overlong
    EXPECT_EQ(find_invalid_utf8("\xF4\x90\x80\x80"), 0u);  // above U+10FFFF
}

TEST(Utf8, AgreesWithTheDefinitionOnAllPairsAndOnBoundaries) {
    for (unsigned a = 0; a < 256; ++a) {
        for (unsigned b = 0; b < 256; ++b) {
            const unsigned char pair[] = {static_cast<unsigned char>(a), static_cast<unsigned char>(b)};
            const bool valid = decodes(pair, 2) || (decodes(pair, 1) && decodes(pair + 1, 1));
            ASSERT_EQ(is_valid_utf8({reinterpret_cast<const char*>(pair), 2}), valid) << a << ' ' << b;
            for (const unsigned c : {0x7Fu, 0x80u, 0xBFu, 0xC0u}) {
                const unsigned char three[] = {pair[0], pair[1], static_cast<unsigned char>(c)};
                const unsigned char four[] = {pair[0], pair[1], 0x80, static_cast<unsigned char>(c)};
                if (a >= 0xE0 && a < 0xF0) {
                    ASSERT_EQ(is_valid_utf8({reinterpret_cast<const char*>(three), 3}), decodes(three, 3))
                        << a << ' ' << b;
                }
                if (a >= 0xF0) {
                    ASSERT_EQ(is_valid_utf8({reinterpret_cast<const char*>(four), 4}), a < 0xF8 && decodes(four, 4));
                }
            }
        }
    }
}

}  // namespace
