// rowan/types/value.hpp: a value whose type is known at run time: a parameter, or a column of a Row.
//
//     Value age = 30;
//     if (!age.is_null()) std::cout << age.as<int>() << '\n';
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>

#include <rowan/types/field.hpp>

namespace rowan {

struct Null {
    friend bool operator==(Null, Null) = default;
};

/// One SQL value, owned. Integers are held as 64 bits, floats as double; `as<T>()` converts where nothing is lost.
class Value {
public:
    using Storage = std::variant<Null, bool, std::int64_t, std::uint64_t, double, std::string, Bytes, Date, Timestamp,
                                 TimeOfDay, Interval, DecimalText, Uuid, JsonText>;

    Value() = default;
    Value(Null) {}
    Value(std::nullopt_t) {}
    Value(const char* text) : storage_(std::string(text)) {}
    Value(std::string_view text) : storage_(std::string(text)) {}
    Value(std::string text) : storage_(std::move(text)) {}
    Value(std::nullptr_t) = delete;  // NULL is written std::nullopt
    /// From anything that a column can hold (an optional's emptiness is NULL). Throws what the type's adapter throws.
    template <detail::column_type T>
        requires(!std::is_same_v<T, std::string>)
    Value(const T& value) : Value(from_member(&value, detail::type_ops<T>)) {}

    /// Reads a member through its operations.
    static Value from_member(const void* member, const TypeOps& ops);
    /// Writes it into a member. Throws DataError if it does not fit (range, NULL into a type that is not optional,
    /// text that is no date …); the message says the value and the type but not which column: see `assign_field`.
    void to_member(void* member, const TypeOps& ops) const;

    bool is_null() const noexcept { return std::holds_alternative<Null>(storage_); }
    /// Throws DataError if the value is NULL (and T no optional) or does not fit.
    template <detail::column_type T>
    T as() const {
        T result{};
        to_member(&result, detail::type_ops<T>);
        return result;
    }

    const Storage& storage() const noexcept { return storage_; }
    /// As in a log line: 'text' quoted and cut at `limit` characters, NULL, x'…' for bytes.
    std::string to_display(std::size_t limit = 64) const;

    friend bool operator==(const Value&, const Value&) = default;

private:
    Storage storage_;
};

/// `value.to_member(…)` into a field of an object; the DataError names table, column and member.
void assign_field(const Field& field, void* object, const Value& value);
/// The value of a field of an object.
Value read_field(const Field& field, const void* object);

}  // namespace rowan
