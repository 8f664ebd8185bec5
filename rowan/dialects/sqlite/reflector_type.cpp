#include <rowan/dialects/sqlite/reflector_type.hpp>

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
        result += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
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

bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == ' ';
}

/// The type as DDL may say it. SQLite takes any text in quotes for a type's name; such a one stays in quotes, so that
/// what stands in a foreign schema can't become SQL of another.
std::string as_ddl(std::string_view declared) {
    std::string_view words = declared.substr(0, declared.find('('));
    std::string_view arguments = declared.substr(words.size());
    const bool plain = std::all_of(words.begin(), words.end(), is_word) &&
                       (arguments.empty() || (arguments.size() > 2 && arguments.back() == ')' &&
                                              std::all_of(arguments.begin() + 1, arguments.end() - 1, [](char c) {
                                                  return is_word(c) || c == ',' || c == '.' || c == '+' || c == '-';
                                              })));
    if (plain && declared.find("--") == std::string_view::npos)
        return std::string(declared);
    std::string quoted = "\"";
    for (const char c : declared)
        quoted.append(c == '"' ? 2 : 1, c);
    return quoted + '"';
}

}  // namespace

SqlType sqlite_parse_type(std::string_view declared) {
    if (std::optional<SqlType> type = generic_type(declared))
        return *type;
    return NativeType{as_ddl(declared)};
}

}  // namespace rowan::detail
