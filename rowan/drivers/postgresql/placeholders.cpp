#include <rowan/drivers/postgresql/internal/placeholders.hpp>

#include <algorithm>
#include <cstddef>

namespace rowan::driver::postgresql {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) { return is_name_start(c) || is_digit(c) || c == '$'; }

// Each takes the place of an opening mark and gives the place behind the closing one.

std::size_t skip_quoted(std::string_view sql, std::size_t at, bool backslashes) {
    const char quote = sql[at];
    for (++at; at < sql.size(); ++at) {
        if (backslashes && sql[at] == '\\') {
            ++at;
        } else if (sql[at] == quote) {
            return at + 1;  // a doubled one opens the next text, which is as good
        }
    }
    return sql.size();
}

std::size_t skip_line(std::string_view sql, std::size_t at) { return std::min(sql.find('\n', at), sql.size()); }

std::size_t skip_comment(std::string_view sql, std::size_t at) {
    int depth = 0;
    while (at + 1 < sql.size()) {
        const std::string_view mark = sql.substr(at, 2);
        if (mark == "/*" || mark == "*/") {
            depth += mark == "/*" ? 1 : -1;
            at += 2;
            if (depth == 0) {
                return at;
            }
        } else {
            ++at;
        }
    }
    return sql.size();
}

/// $tag$ … $tag$; where no such text begins, the place behind the '$'.
std::size_t skip_dollar_quoted(std::string_view sql, std::size_t at) {
    std::size_t end = at + 1;
    while (end < sql.size() && (is_name_start(sql[end]) || (end > at + 1 && is_digit(sql[end])))) {
        ++end;
    }
    if (end >= sql.size() || sql[end] != '$') {
        return at + 1;
    }
    const std::string_view tag = sql.substr(at, end + 1 - at);
    const std::size_t closing = sql.find(tag, end + 1);
    return closing == std::string_view::npos ? sql.size() : closing + tag.size();
}

}  // namespace

int count_placeholders(std::string_view sql) noexcept {
    constexpr int most = 65535;  // more don't fit the protocol
    int highest = 0;
    std::size_t at = 0;
    while (at < sql.size()) {
        const char c = sql[at];
        const char next = at + 1 < sql.size() ? sql[at + 1] : '\0';
        if (c == '\'' || c == '"') {
            at = skip_quoted(sql, at, false);
        } else if ((c == 'e' || c == 'E') && next == '\'') {
            at = skip_quoted(sql, at + 1, true);
        } else if (c == '-' && next == '-') {
            at = skip_line(sql, at);
        } else if (c == '/' && next == '*') {
            at = skip_comment(sql, at);
        } else if (c == '$' && is_digit(next)) {
            int number = 0;
            for (++at; at < sql.size() && is_digit(sql[at]); ++at) {
                number = std::min(number * 10 + (sql[at] - '0'), most + 1);
            }
            highest = std::max(highest, number);
        } else if (c == '$') {
            at = skip_dollar_quoted(sql, at);
        } else if (is_name_start(c)) {
            while (at < sql.size() && is_name_part(sql[at])) {
                ++at;  // a '$' inside a name opens nothing
            }
        } else {
            ++at;
        }
    }
    return highest;
}

}  // namespace rowan::driver::postgresql
