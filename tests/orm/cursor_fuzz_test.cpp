// Runs tests/fuzz/cursor_fuzz.cpp on a fixed sequence of inputs.
#include "../fuzz/cursor_fuzz.cpp"

#include "fuzz_inputs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

/// What stands in a cursor: numbers in 8 bytes each, text and bytes behind their length.
std::string inside(std::string_view text, char byte) {
    std::string bytes(8, byte);                                                      // number
    bytes += std::string(1, static_cast<char>(text.size())) + std::string(7, '\0');  // text
    bytes += text;
    bytes += std::string(8 * 6, byte);                               // real, flag, small, date, time, hour
    bytes += '\x10' + std::string(7, '\0') + std::string(16, byte);  // uuid
    bytes += std::string(8, '\0');                                   // bytes
    return bytes;
}

const std::vector<std::string> seeds = {inside("", '\0'), inside("text", '\1'), inside("\xff\xfe", '\x7f'),
                                        inside("x", '\xff'), ""};

TEST(CursorFuzz, EveryTextIsRefusedOrGivesValuesThatCanBeSent) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    rowan::test::FuzzInputs inputs(20240229, seeds, std::string("\0\1\2\x7f\x80\xff", 6));
    int accepted = 0;
    for (const std::string& seed : seeds) {
        const char* finding = rowan::fuzz::check_cursor(seed, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << seed;
    }
    EXPECT_GE(accepted, 1);
    int tried = 0;
    for (; tried < 30000 && std::chrono::steady_clock::now() < end; ++tried) {
        const std::string text = inputs.next();
        const char* finding = rowan::fuzz::check_cursor(text, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << testing::PrintToString(text);
    }
    EXPECT_GT(tried, 50);
}

}  // namespace
