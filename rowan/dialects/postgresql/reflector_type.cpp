#include <rowan/dialects/postgresql/reflector_type.hpp>

#include <array>
#include <optional>

namespace rowan::postgresql {
namespace {

/// Before the length or the digits in a modifier.
constexpr std::int64_t header = 4;
/// The modifier of a time's or timestamp's fraction, where it is left out.
constexpr std::int32_t all_digits = 6;

struct PlainType {
    std::string_view name;
    TypeFamily family;
};

constexpr std::array plain_types{
    PlainType{"bool", TypeFamily::boolean}, PlainType{"int2", TypeFamily::small_integer},
    PlainType{"int4", TypeFamily::integer}, PlainType{"int8", TypeFamily::big_integer},
    PlainType{"float4", TypeFamily::real},  PlainType{"float8", TypeFamily::double_},
    PlainType{"text", TypeFamily::text},    PlainType{"bytea", TypeFamily::binary},
    PlainType{"date", TypeFamily::date},    PlainType{"uuid", TypeFamily::uuid},
    PlainType{"json", TypeFamily::json},
};

SqlType native(const std::string& spelling) {
    SqlType type;
    type.family = TypeFamily::other;
    type.name = spelling;
    return type;
}

/// Nothing for a scale that Numeric can't say: a negative one.
std::optional<SqlType> numeric(std::int64_t modifier) {
    if (modifier < header)
        return Numeric{};
    const std::int64_t digits = modifier - header;
    const auto precision = static_cast<std::int32_t>(digits >> 16 & 0xffff);
    const auto scale = static_cast<std::int32_t>(digits & 0x7ff);
    constexpr std::int32_t first_negative = 1024;  // eleven bits with a sign
    if (scale >= first_negative || scale > precision)
        return std::nullopt;
    return Numeric{precision, scale};
}

}  // namespace

SqlType type_of(const CatalogueType& type) {
    for (const PlainType& plain : plain_types) {
        if (plain.name == type.name)
            return TypeSpec{.family = plain.family};
    }
    const auto digits = static_cast<std::int32_t>(type.modifier < 0 ? all_digits : type.modifier);
    if (type.name == "varchar")
        return String{static_cast<std::int32_t>(type.modifier < header ? 0 : type.modifier - header)};
    if (type.name == "numeric")
        return numeric(type.modifier).value_or(native(type.spelling));
    if (type.name == "timestamp" || type.name == "timestamptz")
        return DateTime{.precision = digits, .timezone = type.name == "timestamptz"};
    if (type.name == "time")
        return TimeType{.precision = digits};
    if (type.name == "interval" && type.modifier < 0)
        return IntervalType{};
    return native(type.spelling);
}

}  // namespace rowan::postgresql
