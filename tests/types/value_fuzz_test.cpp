// Runs tests/fuzz/value_fuzz.cpp on a fixed sequence of inputs: texts of every kind, mutated, and random bytes.
#include "../fuzz/value_fuzz.cpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
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

class Inputs {
public:
    explicit Inputs(std::uint64_t seed) : random_(seed) {}

    std::string next() {
        if (below(8) == 0) {
            std::string bytes(below(40), '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(below(256));
            return bytes;
        }
        std::string text = seeds[below(seeds.size())];
        for (std::size_t i = below(4); i > 0; --i)
            mutate(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

    char character() {
        constexpr std::string_view likely = "0123456789-+:.TZe {}[]\",\x80\xC3";
        return below(4) == 0 ? static_cast<char>(below(256)) : likely[below(likely.size())];
    }

    void mutate(std::string& text) {
        const std::size_t at = below(text.size() + 1);
        switch (below(5)) {
            case 0:
                text.insert(at, 1, character());
                break;
            case 1:
                text.erase(at, 1 + below(3));
                break;
            case 2:
                if (at < text.size())
                    text[at] = character();
                break;
            case 3:
                text += seeds[below(seeds.size())];
                break;
            default:
                text.insert(at, text.substr(below(text.size() + 1), below(6)));
                break;
        }
    }

    std::mt19937_64 random_;
};

TEST(ValueFuzz, EveryTextIsRefusedOrComesBack) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    Inputs inputs(20240229);
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
