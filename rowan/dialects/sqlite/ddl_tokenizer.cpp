#include <rowan/dialects/sqlite/ddl_tokenizer.hpp>

#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>

namespace rowan::detail {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool is_word_part(char c) { return is_word_start(c) || is_digit(c) || c == '$'; }

class Tokenizer {
public:
    explicit Tokenizer(std::string_view sql) : sql_(sql) {}

    std::vector<SqlToken> run() {
        while (skip_blank(), at_ < sql_.size()) {
            const std::size_t begin = at_;
            const SqlTokenKind kind = next();
            tokens_.push_back({kind, sql_.substr(begin, at_ - begin), begin});
        }
        return std::move(tokens_);
    }

private:
    char peek(std::size_t ahead = 0) const { return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0'; }

    void skip_blank() {
        while (at_ < sql_.size()) {
            if (is_space(peek())) {
                ++at_;
            } else if (peek() == '-' && peek(1) == '-') {
                at_ = std::min(sql_.find('\n', at_), sql_.size());
            } else if (peek() == '/' && peek(1) == '*') {
                const std::size_t end = sql_.find("*/", at_ + 2);
                at_ = end == std::string_view::npos ? sql_.size() : end + 2;
            } else {
                return;
            }
        }
    }

    SqlTokenKind next() {
        const char c = peek();
        if ((c == 'x' || c == 'X') && peek(1) == '\'') {
            ++at_;
            return quoted('\'', SqlTokenKind::blob);
        }
        if (is_word_start(c)) {
            while (at_ < sql_.size() && is_word_part(peek()))
                ++at_;
            return SqlTokenKind::word;
        }
        if (is_digit(c) || (c == '.' && is_digit(peek(1))))
            return number();
        if (c == '\'')
            return quoted('\'', SqlTokenKind::string);
        if (c == '"' || c == '`')
            return quoted(c, SqlTokenKind::quoted_name);
        if (c == '[') {
            const std::size_t end = sql_.find(']', at_);
            at_ = end == std::string_view::npos ? sql_.size() : end + 1;
            return end == std::string_view::npos ? SqlTokenKind::bad : SqlTokenKind::quoted_name;
        }
        ++at_;
        return SqlTokenKind::sign;
    }

    SqlTokenKind number() {
        const bool hexadecimal = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
        for (; at_ < sql_.size(); ++at_) {
            const char c = peek();
            const char before = sql_[at_ - (at_ > 0 ? 1 : 0)];
            const bool exponent_sign = (c == '+' || c == '-') && !hexadecimal && (before == 'e' || before == 'E');
            if (!is_word_part(c) && c != '.' && !exponent_sign)
                break;
        }
        return SqlTokenKind::number;
    }

    SqlTokenKind quoted(char quote, SqlTokenKind kind) {
        for (++at_; at_ < sql_.size(); ++at_) {
            if (peek() != quote)
                continue;
            if (peek(1) == quote && at_ + 1 < sql_.size()) {
                ++at_;
            } else {
                ++at_;
                return kind;
            }
        }
        return SqlTokenKind::bad;
    }

    std::string_view sql_;
    std::size_t at_ = 0;
    std::vector<SqlToken> tokens_{};
};

}  // namespace

bool SqlToken::is_word(std::string_view keyword) const noexcept {
    return kind == SqlTokenKind::word && std::equal(text.begin(), text.end(), keyword.begin(), keyword.end(),
                                                    [](char a, char b) { return ascii_upper(a) == b; });
}

std::string SqlToken::name() const {
    if (kind != SqlTokenKind::quoted_name && kind != SqlTokenKind::string)
        return std::string(text);
    const char quote = text.back();
    const std::string_view inner = text.substr(1, text.size() - 2);
    if (quote == ']')
        return std::string(inner);
    std::string name;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        name += inner[i];
        if (inner[i] == quote)
            ++i;
    }
    return name;
}

std::vector<SqlToken> tokenize_sql(std::string_view sql) { return Tokenizer(sql).run(); }

}  // namespace rowan::detail
