#include <rowan/orm/mapping.hpp>

#include <string>
#include <string_view>

namespace rowan {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

std::string pascal_case(std::string_view member) {
    std::string name;
    bool word_begins = true;
    for (const char c : member) {
        if (c == '_') {
            word_begins = true;
            continue;
        }
        name += word_begins ? upper(c) : c;
        word_begins = false;
    }
    return name;
}

std::string camel_case(std::string_view member) {
    std::string name = pascal_case(member);
    if (!name.empty())
        name.front() = lower(name.front());
    return name;
}

std::string snake_case(std::string_view member) {
    std::string name;
    for (std::size_t i = 0; i < member.size(); ++i) {
        const bool word_begins = is_upper(member[i]) && i > 0 && member[i - 1] != '_' &&
                                 (!is_upper(member[i - 1]) || (i + 1 < member.size() && !is_upper(member[i + 1])));
        if (word_begins)
            name += '_';
        name += lower(member[i]);
    }
    return name;
}

}  // namespace rowan
