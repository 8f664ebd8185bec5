// A fixed sequence of inputs for a fuzz target's test: seeds, changed here and there, and random bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::test {

class FuzzInputs {
public:
    /// `likely`: characters that mean something to what is fuzzed.
    FuzzInputs(std::uint64_t number, std::vector<std::string> seeds, std::string likely)
        : random_(number), seeds_(std::move(seeds)), likely_(std::move(likely)) {}

    std::string next() {
        if (below(8) == 0) {
            std::string bytes(below(40), '\0');
            for (char& byte : bytes)
                byte = static_cast<char>(below(256));
            return bytes;
        }
        std::string text = seeds_[below(seeds_.size())];
        for (std::size_t i = below(4); i > 0; --i)
            mutate(text);
        return text;
    }

private:
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }

    char character() { return below(4) == 0 ? static_cast<char>(below(256)) : likely_[below(likely_.size())]; }

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
                text += seeds_[below(seeds_.size())];
                break;
            default:
                text.insert(at, text.substr(below(text.size() + 1), below(6)));
                break;
        }
    }

    std::mt19937_64 random_;
    std::vector<std::string> seeds_;
    std::string likely_;
};

}  // namespace rowan::test
