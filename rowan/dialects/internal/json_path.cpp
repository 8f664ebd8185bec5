#include <rowan/dialects/internal/json_path.hpp>

#include <rowan/types/error.hpp>

namespace rowan::detail {
namespace {

/// A control character as JSON writes it, since it stands so in the document, and SQLite compares the two texts.
std::string escaped(char control) {
    constexpr std::string_view short_ones = "b\bf\fn\nr\rt\t";
    for (std::size_t i = 0; i < short_ones.size(); i += 2) {
        if (short_ones[i + 1] == control)
            return {'\\', short_ones[i]};
    }
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(control);
    return std::string("\\u00") + digits[byte >> 4U] + digits[byte & 15U];
}

}  // namespace

std::string json_path(const std::vector<sql::JsonStep>& steps, std::string_view dialect) {
    std::string path = "$";
    for (const sql::JsonStep& step : steps) {
        if (step.index >= 0) {
            path += '[' + std::to_string(step.index) + ']';
            continue;
        }
        if (step.key.find_first_of("\"\\") != std::string::npos)
            throw UnsupportedError("a JSON key with a double quote or a backslash in it is not possible on " +
                                   std::string(dialect) + ": read the document and look into it in the program");
        path += ".\"";
        for (const char c : step.key)
            path += static_cast<unsigned char>(c) < 0x20 ? escaped(c) : std::string(1, c);
        path += '"';
    }
    return path;
}

}  // namespace rowan::detail
