// Runs tests/fuzz/value_fuzz.cpp on a fixed sequence of inputs: texts of every kind, mutated, and random bytes.
#include "../fuzz/value_fuzz.cpp"

#include "fuzz_inputs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> seeds = {"2024-02-29",
                                        "0001-01-01",
                                        "9999-12-31",
                                        "1969-12-31 23:59:59.999999",
                                        "2024-02-29T12:30:00.125Z",
                                        "2024-02-29 12:30:00+05:30",
                                        "2024-03-31 01:59:59.9999999-00:00:01",
                                        "00:00:00",
                                        "23:59:59.999999",
                                        "12:30",
                                        "123e4567-e89b-12d3-a456-426614174000",
                                        "{123E4567E89B12D3A456426614174000}",
                                        "0",
                                        "-0.0",
                                        "12.50",
                                        "+.5",
                                        "5.",
                                        "1e-20",
                                        "-1.25E+10",
                                        "99999999999999999999.999",
                                        "NaN",
                                        "Infinity",
                                        "{\"a\":[1,2.5,null,\"x\"]}",
                                        "[]",
                                        "\"Zo\\u00eb\"",
                                        "1e308",
                                        "",
                                        "München 東京 🌲",
                                        std::string("a\0b", 3)};

TEST(ValueFuzz, EveryTextIsRefusedOrComesBack) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    rowan::test::FuzzInputs inputs(20240229, seeds, "0123456789-+:.TZe {}[]\",\x80\xC3");
    int accepted = 0;
    int tried = 0;
    for (const std::string& seed : seeds) {
        const char* finding = rowan::fuzz::check_text(seed, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << rowan::Value(seed).to_display();
    }
    EXPECT_GT(accepted, 25) << "the seeds should be accepted, mostly";
    for (; tried < 30'000 && std::chrono::steady_clock::now() < end; ++tried) {
        const std::string text = inputs.next();
        const char* finding = rowan::fuzz::check_text(text, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << rowan::Value(text).to_display();
    }
    EXPECT_GT(tried, 100);
    EXPECT_GT(accepted, tried / 10);
}

}  // namespace
