#include <rowan/orm/internal/text_comparison.hpp>

#include <rowan/types/internal/ascii_case.hpp>

namespace rowan::detail {

TextComparison comparison_of(std::string_view collation) {
    const std::string name = in_lower_case(collation);
    if (name == "rtrim")
        return TextComparison::padded;
    // In Turkish, i and I are two letters.
    const bool is_blind =
        name == "nocase" || (name.find("_ci") != std::string::npos && name.find("turkish") == std::string::npos);
    return is_blind ? TextComparison::case_blind : TextComparison::exact;
}

std::string folded(std::string text, TextComparison comparison) {
    if (comparison == TextComparison::padded || comparison == TextComparison::loose)
        text.erase(text.find_last_not_of(' ') + 1);
    if (comparison == TextComparison::case_blind || comparison == TextComparison::loose)
        return in_lower_case(text);
    return text;
}

}  // namespace rowan::detail
