// rowan/types/value.hpp: a value whose type is known at run time: a parameter, or a column of a Row.
//
//     Value age = 30;
//     if (!age.is_null()) std::cout << age.as<int>() << '\n';
#pragma once

#include <rowan/types/field.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

namespace rowan {

struct Null {
    friend bool operator==(Null, Null) = default;
};

namespace detail {
/// The text that a pointer points to. Throws ArgumentError if it is null, as that of std::getenv() may be.
std::string_view text_at(const char* pointer);
}  // namespace detail

/// One SQL value, owned. Integers are held as std::int64_t (as std::uint64_t only if they exceed it), floats as double.
///
/// `as<T>()` and `to_member` convert where nothing is lost, and refuse with a DataError what does not fit:
/// - bool <-> 0 and 1; integers, doubles and decimals among each other if the number is the same, but a decimal gives
/// the
///   nearest double, and a double the nearest float;
/// - text <-> date, timestamp, time of day, decimal, UUID, JSON by their text forms; text <-> bytes (if UTF-8);
/// - a date is its midnight, and a midnight is its date; an integer is an interval's microseconds; 16 bytes are a UUID.
class Value {
public:
    using Storage = std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Bytes, Date, Timestamp,
                                 TimeOfDay, Interval, DecimalText, Uuid, JsonText>;

    // Defined in value.cpp: instantiating the variant in every file that includes this costs 50 ms.
    Value() noexcept;
    Value(const Value&);
    Value(Value&&) noexcept;
    Value& operator=(const Value&);
    Value& operator=(Value&&) noexcept;
    ~Value();

    Value(Null) noexcept : Value() {}
    Value(std::nullopt_t) noexcept : Value() {}
    /// Throws ArgumentError for a null pointer: NULL is written std::nullopt.
    Value(const char* text) : Value(std::string(detail::text_at(text))) {}
    Value(std::string_view text) : Value(std::string(text)) {}
    Value(std::string text);
    Value(std::nullptr_t) = delete;  // NULL is written std::nullopt
    /// From anything that a column can hold (an optional's emptiness is NULL). Throws what the type's adapter throws.
    template <detail::column_type T>
        requires(!std::is_same_v<T, std::string>)
    Value(const T& value) : Value(from_member(&value, detail::type_ops<T>)) {}

    /// Reads a member through its operations. Throws DataError if its type's adapter refuses the value.
    static Value from_member(const void* member, const TypeOps& ops);
    /// From an object of the kind's native type.
    static Value from_native(const void* native, Kind kind);
    /// Takes over what a driver has read. An unsigned integer must exceed the signed ones.
    static Value of(Storage storage) noexcept;
    /// Writes it into a member. Throws DataError if it does not fit (range, NULL into a type that is not optional,
    /// text that is no date …); the message says the value and the type but not which column: see `assign_field`.
    void to_member(void* member, const TypeOps& ops) const;

    bool is_null() const noexcept;
    /// Throws DataError if the value is NULL (and T no optional) or does not fit.
    template <detail::column_type T>
    T as() const {
        T result{};
        to_member(&result, detail::type_ops<T>);
        return result;
    }

    const Storage& storage() const noexcept;
    /// As in a log line: 'text' quoted, its control characters escaped, and cut at `limit` bytes (between characters)
    /// with its size told; NULL, true, 12, 0.5; dates and the like quoted; x'…' for bytes.
    std::string to_display(std::size_t limit = 64) const;

    /// Equal in kind and value; NULL equals NULL here, unlike in SQL.
    friend bool operator==(const Value& left, const Value& right) { return left.equals(right); }

private:
    bool equals(const Value& other) const;

    Storage& held() noexcept;

    /// Where the Storage lies.
    alignas(std::int64_t) std::byte place_[sizeof(std::string) + sizeof(std::int64_t)];
};

/// `value.to_member(…)` into a field of an object; the DataError names table, column and member.
void assign_field(const Field& field, void* object, const Value& value);
/// The value of a field of an object.
Value read_field(const Field& field, const void* object);

}  // namespace rowan
