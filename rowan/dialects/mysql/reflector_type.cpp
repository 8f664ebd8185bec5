#include <rowan/dialects/mysql/reflector_type.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace rowan::mysql {
namespace {

struct PlainType {
    std::string_view name;
    TypeFamily family;
};

constexpr std::array plain_types{
    PlainType{"tinyint(1)", TypeFamily::boolean}, PlainType{"float", TypeFamily::real},
    PlainType{"double", TypeFamily::double_},     PlainType{"longtext", TypeFamily::text},
    PlainType{"longblob", TypeFamily::binary},    PlainType{"date", TypeFamily::date},
    PlainType{"datetime", TypeFamily::timestamp}, PlainType{"time", TypeFamily::time},
    PlainType{"uuid", TypeFamily::uuid},          PlainType{"json", TypeFamily::json},
};
// Before MySQL 8.0.19 with the width of what is shown behind them.
constexpr std::array integer_types{
    PlainType{"smallint", TypeFamily::small_integer},
    PlainType{"int", TypeFamily::integer},
    PlainType{"bigint", TypeFamily::big_integer},
};

/// "name(arguments) rest".
struct Spelling {
    std::string_view name;
    std::string_view arguments;
    std::string_view rest;
};

Spelling taken_apart(std::string_view type) {
    const std::size_t open = std::min(type.find_first_of("( "), type.size());
    Spelling spelling{.name = type.substr(0, open), .arguments = {}, .rest = type.substr(open)};
    const std::size_t close = type.rfind(')');
    if (open < type.size() && type[open] == '(' && close != std::string_view::npos) {
        spelling.arguments = type.substr(open + 1, close - open - 1);
        spelling.rest = type.substr(close + 1);
    }
    return spelling;
}

std::optional<std::int32_t> number_of(std::string_view digits) {
    std::int32_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc() || end != digits.data() + digits.size())
        return std::nullopt;
    return number;
}

/// What a backslash and this letter mean.
char unescaped(char letter) {
    constexpr std::string_view letters = "0nrtbZ";
    constexpr std::string_view meanings("\0\n\r\t\b\x1a", 6);
    const std::size_t at = letters.find(letter);
    return at == std::string_view::npos ? letter : meanings[at];
}

/// The texts of "'a','b'"; a quote in one is doubled, and a backslash escapes.
std::vector<std::string> labels_of(std::string_view list) {
    std::vector<std::string> labels;
    for (std::size_t at = 0; at < list.size();) {
        std::string& label = labels.emplace_back();
        for (++at; at < list.size(); ++at) {
            if (list[at] == '\'') {
                ++at;
                if (at >= list.size() || list[at] != '\'')
                    break;
            }
            const bool escapes = list[at] == '\\' && at + 1 < list.size();
            label += escapes ? unescaped(list[++at]) : list[at];
        }
        ++at;  // the comma
    }
    return labels;
}

std::optional<SqlType> sized_type(const Spelling& spelling) {
    if (!spelling.rest.empty())
        return std::nullopt;
    if (spelling.name == "decimal") {
        const std::size_t comma = std::min(spelling.arguments.find(','), spelling.arguments.size());
        const auto precision = number_of(spelling.arguments.substr(0, comma));
        const auto scale = comma == spelling.arguments.size() ? 0 : number_of(spelling.arguments.substr(comma + 1));
        if (precision && scale)
            return Numeric{*precision, *scale};
        return std::nullopt;
    }
    const auto size = number_of(spelling.arguments);
    if (!size)
        return std::nullopt;
    if (spelling.name == "varchar")
        return String{*size};
    if (spelling.name == "varbinary")
        return Binary{*size};
    if (spelling.name == "datetime")
        return DateTime{.precision = *size};
    if (spelling.name == "time")
        return TimeType{.precision = *size};
    return std::nullopt;
}

}  // namespace

SqlType type_of(const std::string& column_type) {
    for (const PlainType& plain : plain_types) {
        if (plain.name == column_type)
            return TypeSpec{.family = plain.family};
    }
    const Spelling spelling = taken_apart(column_type);
    for (const PlainType& integer : integer_types) {
        if (integer.name == spelling.name && (spelling.rest.empty() || spelling.rest == " unsigned"))
            return TypeSpec{.family = integer.family, .is_unsigned = !spelling.rest.empty()};
    }
    if (spelling.name == "enum") {
        SqlType type = TypeSpec{.family = TypeFamily::enumeration};
        type.labels = labels_of(spelling.arguments);
        return type;
    }
    if (const std::optional<SqlType> type = sized_type(spelling))
        return *type;
    SqlType type;
    type.family = TypeFamily::other;
    type.name = column_type;
    return type;
}

std::string standard_literal(std::string_view literal) {
    if (literal.size() < 2 || literal.front() != '\'' || literal.back() != '\'')
        return std::string(literal);
    std::string text = "'";
    const std::string_view inside = literal.substr(1, literal.size() - 2);
    for (std::size_t at = 0; at < inside.size(); ++at) {
        char c = inside[at];
        if (c == '\'' && (at + 1 == inside.size() || inside[at + 1] != '\''))
            return std::string(literal);  // one text ends here, and another begins behind
        if (c == '\'') {
            ++at;
        } else if (c == '\\' && at + 1 < inside.size()) {
            c = unescaped(inside[++at]);
        }
        text.append(c == '\'' ? 2 : 1, c);
    }
    return text + "'";
}

}  // namespace rowan::mysql
