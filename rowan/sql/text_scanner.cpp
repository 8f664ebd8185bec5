#include <rowan/sql/internal/text_scanner.hpp>

namespace rowan::sql {

namespace {

bool is_name_start(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_name_part(char c) noexcept { return is_name_start(c) || (c >= '0' && c <= '9'); }

std::size_t find_or_end(std::string_view sql, std::string_view what, std::size_t from) noexcept {
    const std::size_t at = sql.find(what, from);
    return at == std::string_view::npos ? sql.size() : at + what.size();
}

/// Behind a quoted text in which a doubled quote stands for one.
std::size_t skip_quotes(std::string_view sql, std::size_t at, bool backslashes) noexcept {
    const char quote = sql[at++];
    for (; at < sql.size(); ++at) {
        if (backslashes && sql[at] == '\\')
            ++at;
        else if (sql[at] == quote) {
            if (at + 1 < sql.size() && sql[at + 1] == quote)
                ++at;
            else
                return at + 1;
        }
    }
    return sql.size();
}

/// Comments nest in the standard and in PostgreSQL; elsewhere the first end counts, and none has a start inside.
std::size_t skip_comment(std::string_view sql, std::size_t at) noexcept { return find_or_end(sql, "*/", at + 2); }

/// $tag$ … $tag$
std::size_t skip_dollar_quotes(std::string_view sql, std::size_t at) noexcept {
    std::size_t end = at + 1;
    while (end < sql.size() && is_name_part(sql[end]))
        ++end;
    const bool is_tag = end < sql.size() && sql[end] == '$' && (end == at + 1 || is_name_start(sql[at + 1]));
    if (!is_tag)
        return at;
    return find_or_end(sql, sql.substr(at, end + 1 - at), end + 1);
}

}  // namespace

std::size_t skip_quoted(std::string_view sql, std::size_t at) noexcept {
    const char next = at + 1 < sql.size() ? sql[at + 1] : '\0';
    switch (sql[at]) {
        case '\'': {
            // E'…' takes backslashes for escapes.
            const bool escapes =
                at > 0 && (sql[at - 1] == 'E' || sql[at - 1] == 'e') && (at == 1 || !is_name_part(sql[at - 2]));
            return skip_quotes(sql, at, escapes);
        }
        case '"':
        case '`':
            return skip_quotes(sql, at, false);
        case '-':
            return next == '-' ? find_or_end(sql, "\n", at) : at;
        case '/':
            return next == '*' ? skip_comment(sql, at) : at;
        case '$':
            return at > 0 && is_name_part(sql[at - 1]) ? at : skip_dollar_quotes(sql, at);
        default:
            return at;
    }
}

TextData scan_text(std::string_view sql) {
    TextData data;
    std::string piece;
    for (std::size_t i = 0; i < sql.size();) {
        if (const std::size_t behind = skip_quoted(sql, i); behind != i) {
            piece.append(sql.substr(i, behind - i));
            i = behind;
            continue;
        }
        const char c = sql[i];
        const char next = i + 1 < sql.size() ? sql[i + 1] : '\0';
        if (c == '\\' && next == ':') {
            piece += ':';
            i += 2;
        } else if (c == ':' && next == ':') {
            piece += "::";
            i += 2;
        } else if (c == ':' && is_name_start(next) && (i == 0 || !is_name_part(sql[i - 1]))) {
            std::size_t end = i + 1;
            while (end < sql.size() && is_name_part(sql[end]))
                ++end;
            data.pieces.push_back(std::move(piece));
            data.parameters.emplace_back(sql.substr(i + 1, end - i - 1));
            piece.clear();
            i = end;
        } else {
            piece += c;
            ++i;
        }
    }
    data.pieces.push_back(std::move(piece));
    data.bound.resize(data.parameters.size());
    return data;
}

}  // namespace rowan::sql
