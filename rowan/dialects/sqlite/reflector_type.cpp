#include <rowan/dialects/sqlite/reflector_type.hpp>

#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/internal/identifier.hpp>
#include <rowan/dialects/sqlite/affinity.hpp>
#include <rowan/dialects/sqlite/ddl_tokenizer.hpp>
#include <rowan/dialects/sqlite/keywords.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rowan::detail {
namespace {

struct KnownType {
    std::string_view name;
    TypeFamily family;
    std::size_t most_arguments = 0;
};

constexpr std::array known_types{
    KnownType{"BOOLEAN", TypeFamily::boolean},
    KnownType{"BOOL", TypeFamily::boolean},
    KnownType{"TINYINT", TypeFamily::small_integer},
    KnownType{"SMALLINT", TypeFamily::small_integer},
    KnownType{"INT2", TypeFamily::small_integer},
    KnownType{"INTEGER", TypeFamily::integer},
    KnownType{"INT", TypeFamily::integer},
    KnownType{"INT4", TypeFamily::integer},
    KnownType{"MEDIUMINT", TypeFamily::integer},
    KnownType{"BIGINT", TypeFamily::big_integer},
    KnownType{"INT8", TypeFamily::big_integer},
    KnownType{"FLOAT", TypeFamily::real},
    KnownType{"REAL", TypeFamily::double_},
    KnownType{"DOUBLE", TypeFamily::double_},
    KnownType{"DOUBLE PRECISION", TypeFamily::double_},
    KnownType{"NUMERIC", TypeFamily::numeric, 2},
    KnownType{"DECIMAL", TypeFamily::numeric, 2},
    KnownType{"VARCHAR", TypeFamily::string, 1},
    KnownType{"CHAR", TypeFamily::string, 1},
    KnownType{"CHARACTER", TypeFamily::string, 1},
    KnownType{"CHARACTER VARYING", TypeFamily::string, 1},
    KnownType{"VARYING CHARACTER", TypeFamily::string, 1},
    KnownType{"NCHAR", TypeFamily::string, 1},
    KnownType{"NVARCHAR", TypeFamily::string, 1},
    KnownType{"TEXT", TypeFamily::text},
    KnownType{"CLOB", TypeFamily::text},
    KnownType{"BLOB", TypeFamily::binary, 1},
    KnownType{"DATE", TypeFamily::date},
    KnownType{"DATETIME", TypeFamily::timestamp},
    KnownType{"TIMESTAMP", TypeFamily::timestamp},
    KnownType{"TIME", TypeFamily::time},
    KnownType{"JSON", TypeFamily::json},
    KnownType{"JSON TEXT", TypeFamily::json},
};  // but UUID, which SQLite takes for a type of numbers: '007' in such a column is 7

/// As rowan writes a UUID.
constexpr std::int32_t uuid_length = 36;

/// In capitals, with one space between words and none round them.
std::string normalised(std::string_view words) {
    std::string result;
    bool gap = false;
    for (const char c : words) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
            gap = !result.empty();
            continue;
        }
        if (gap)
            result += ' ';
        gap = false;
        result += ascii_upper(c);
    }
    return result;
}

/// "10, 2" as numbers; nothing if it is anything but numbers that make sense.
std::optional<std::vector<std::int32_t>> parse_arguments(std::string_view list) {
    std::vector<std::int32_t> arguments;
    for (;;) {
        const std::size_t comma = list.find(',');
        const std::string digits = normalised(list.substr(0, comma));
        std::int32_t number = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error != std::errc() || end != digits.data() + digits.size() || number < 0)
            return std::nullopt;
        arguments.push_back(number);
        if (comma == std::string_view::npos)
            return arguments;
        list.remove_prefix(comma + 1);
    }
}

std::optional<SqlType> generic_type(std::string_view declared) {
    std::vector<std::int32_t> arguments;
    const std::size_t open = declared.find('(');
    if (open != std::string_view::npos) {
        const std::size_t close = declared.find(')', open);
        if (close == std::string_view::npos || !normalised(declared.substr(close + 1)).empty())
            return std::nullopt;
        const auto parsed = parse_arguments(declared.substr(open + 1, close - open - 1));
        if (!parsed || parsed->front() == 0)
            return std::nullopt;
        arguments = *parsed;
    }
    const std::string name = normalised(declared.substr(0, open));
    for (const KnownType& known : known_types) {
        if (known.name != name)
            continue;
        if (arguments.size() > known.most_arguments)
            return std::nullopt;
        const std::int32_t argument = arguments.empty() ? 0 : arguments[0];
        switch (known.family) {
            case TypeFamily::numeric:
                return Numeric{argument, arguments.size() > 1 ? arguments[1] : 0};
            case TypeFamily::binary:
                return Binary{argument};
            case TypeFamily::timestamp:
                return DateTime{};
            case TypeFamily::time:
                return TimeType{};
            case TypeFamily::string:
                if (name == "CHAR" && argument == uuid_length)
                    return UuidType{};
                return String{argument};
            default:
                return TypeSpec{.family = known.family};
        }
    }
    return std::nullopt;
}

/// Whether the tokens from `at` are what may stand behind the words of a type: nothing, "(10)" or "(10, 2)".
bool are_arguments(const std::vector<SqlToken>& tokens, std::size_t at) {
    const auto take = [&](char sign) { return at < tokens.size() && tokens[at].is(sign) && ++at > 0; };
    const auto take_number = [&] {
        static_cast<void>(take('+') || take('-'));
        return at < tokens.size() && tokens[at].kind == SqlTokenKind::number && is_sql_literal(tokens[at].text) &&
               ++at > 0;
    };
    if (at == tokens.size())
        return true;
    return take('(') && take_number() && (!take(',') || take_number()) && take(')') && at == tokens.size();
}

/// Whether DDL that says just this declares a column of this type, and nothing else.
bool is_plain(std::string_view declared) {
    if (declared.empty())
        return true;
    if (declared.front() == ' ' || declared.back() == ' ' || declared.find("--") != std::string_view::npos ||
        declared.find("/*") != std::string_view::npos)
        return false;
    const std::vector<SqlToken> tokens = tokenize_sql(declared);
    std::size_t words = 0;
    while (words < tokens.size() && tokens[words].kind == SqlTokenKind::word &&
           !std::ranges::binary_search(sqlite::keywords, in_lower_case(tokens[words].text)))
        ++words;
    return words > 0 && are_arguments(tokens, words);
}

/// "inet" of "inet TEXT", and "DATE" of "DATE TEXT"; nothing of what rowan would not have written.
std::optional<SqlType> type_of_texts(std::string_view declared) {
    constexpr std::string_view suffix = " TEXT";
    const std::string_view words = declared.substr(0, declared.find('('));
    if (!words.ends_with(suffix))
        return std::nullopt;
    std::string name(words.substr(0, words.size() - suffix.size()));
    name += declared.substr(words.size());
    std::optional<SqlType> type = generic_type(name);
    if (!type && name_for_texts(name) == declared)
        type = NativeType{name};
    if (!type || !may_hold_text(type->family))
        return std::nullopt;
    type->holds_text = true;
    return type;
}

}  // namespace

std::string sqlite_type_as_ddl(std::string_view declared) {
    return is_plain(declared) ? std::string(declared) : in_quotes(declared, '"', '"');
}

SqlType sqlite_parse_type(std::string_view declared) {
    if (std::optional<SqlType> type = generic_type(declared))
        return *type;
    const std::string ddl = sqlite_type_as_ddl(declared);
    if (std::optional<SqlType> type = type_of_texts(ddl))
        return *type;
    return NativeType{ddl};
}

}  // namespace rowan::detail
