// rowan/types/sql_type.hpp: SQL types that every database has some spelling for.
//
//     Column("name", String{50})        column<&Track::price>(Numeric{10, 2})
//
// A TypeSpec is a literal value (mappings are constants); a SqlType is the same with texts of its own, for schemas that
// are read from a database.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

enum class Kind : std::uint8_t;  // kind.hpp

/// The generic type; each dialect spells it its way.
enum class TypeFamily : std::uint8_t {
    unspecified,  ///< "what the member's type says"
    boolean,
    small_integer,
    integer,
    big_integer,
    real,     ///< 32 bits
    double_,  ///< 64 bits
    numeric,  ///< exact decimal of `precision` digits, `scale` of them after the point
    string,   ///< text of at most `length` characters; 0: no limit
    text,     ///< text without a limit
    binary,   ///< bytes; `length` 0: no limit
    date,
    timestamp,  ///< `precision`: digits of the fraction, 0 to 6; `timezone`: with time zone
    time,
    interval,
    uuid,
    json,
    enumeration,  ///< one of `labels`
    other,        ///< spelt by `name`, as in the database
};

/// A type as a literal value.
struct TypeSpec {
    TypeFamily family = TypeFamily::unspecified;
    std::int32_t length = 0;
    std::int32_t precision = 0;
    std::int32_t scale = 0;
    bool timezone = false;
    bool is_unsigned = false;
    const std::string_view* labels = nullptr;  ///< of static storage
    std::int32_t label_count = 0;
    std::string_view name{};  ///< of an enumeration or of an `other` type
};

// The spellings for mappings and columns. Each converts to a TypeSpec.
struct Boolean {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::boolean}; }
};
struct SmallInteger {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::small_integer}; }
};
struct Integer {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::integer}; }
};
struct BigInteger {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::big_integer}; }
};
struct Real {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::real}; }
};
struct Double {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::double_}; }
};
struct Numeric {
    std::int32_t precision = 0;
    std::int32_t scale = 0;
    constexpr operator TypeSpec() const {
        return {.family = TypeFamily::numeric, .precision = precision, .scale = scale};
    }
};
struct String {
    std::int32_t length = 0;
    constexpr operator TypeSpec() const { return {.family = TypeFamily::string, .length = length}; }
};
struct Text {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::text}; }
};
struct Binary {
    std::int32_t length = 0;
    constexpr operator TypeSpec() const { return {.family = TypeFamily::binary, .length = length}; }
};
struct DateType {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::date}; }
};
struct DateTime {
    std::int32_t precision = 6;
    bool timezone = false;
    constexpr operator TypeSpec() const {
        return {.family = TypeFamily::timestamp, .precision = precision, .timezone = timezone};
    }
};
struct TimeType {
    std::int32_t precision = 6;
    constexpr operator TypeSpec() const { return {.family = TypeFamily::time, .precision = precision}; }
};
struct IntervalType {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::interval}; }
};
struct UuidType {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::uuid}; }
};
struct JsonType {
    constexpr operator TypeSpec() const { return {.family = TypeFamily::json}; }
};
/// A type by the database's own name, for what has no generic one: `NativeType{"geometry(Point, 4326)"}`.
struct NativeType {
    std::string_view name;
    constexpr operator TypeSpec() const { return {.family = TypeFamily::other, .name = name}; }
};

/// A type that owns its texts; comparable.
struct SqlType {
    TypeFamily family = TypeFamily::unspecified;
    std::int32_t length = 0;
    std::int32_t precision = 0;
    std::int32_t scale = 0;
    bool timezone = false;
    bool is_unsigned = false;
    bool holds_text = false;  ///< its values are texts, though its name may mean numbers to SQLite: "inet", "DATE"
    std::vector<std::string> labels{};
    std::string name{};

    SqlType() = default;
    SqlType(const TypeSpec& spec);  // NOLINT(google-explicit-constructor): String{50} is a type
    /// Of what keeps values of that kind.
    SqlType(const TypeSpec& spec, Kind kind);
    template <class T>
        requires std::convertible_to<const T&, TypeSpec>
    SqlType(const T& spelling) : SqlType(static_cast<TypeSpec>(spelling)) {}

    friend bool operator==(const SqlType&, const SqlType&) = default;
};

}  // namespace rowan
