#include <rowan/dialects/sqlite/affinity.hpp>

#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>

namespace rowan::detail {
namespace {

bool contains(std::string_view name, std::string_view capitals) {
    return std::search(name.begin(), name.end(), capitals.begin(), capitals.end(),
                       [](char a, char b) { return ascii_upper(a) == b; }) != name.end();
}

bool is_word(char c) {
    return (ascii_upper(c) >= 'A' && ascii_upper(c) <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' ';
}

}  // namespace

bool keeps_texts(std::string_view declared) {
    if (contains(declared, "INT"))
        return false;
    return declared.empty() || contains(declared, "CHAR") || contains(declared, "CLOB") || contains(declared, "TEXT") ||
           contains(declared, "BLOB");
}

std::string name_for_texts(std::string_view name) {
    if (keeps_texts(name))
        return std::string(name);
    const std::string_view words = name.substr(0, name.find('('));
    // Behind a name in quotes SQLite forgets the rest.
    if (contains(name, "INT") || !std::all_of(words.begin(), words.end(), is_word))
        return "TEXT";
    const std::size_t end = words.find_last_not_of(' ') + 1;
    return std::string(words.substr(0, end)) + " TEXT" + std::string(name.substr(end));
}

}  // namespace rowan::detail
