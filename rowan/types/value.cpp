#include <rowan/types/value.hpp>

#include <rowan/types/date_time.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/convert.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/native.hpp>

#include <algorithm>
#include <limits>
#include <new>
#include <span>
#include <utility>

namespace rowan {
namespace {

template <class T>
Value::Storage storage_of(const T& native) {
    if constexpr (std::is_same_v<T, bool>) {
        return native;
    } else if constexpr (std::is_same_v<T, std::uint64_t>) {
        if (native > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return native;
        return static_cast<std::int64_t>(native);
    } else if constexpr (std::is_integral_v<T>) {
        return static_cast<std::int64_t>(native);
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<double>(native);
    } else {
        return native;
    }
}

std::string hex(const Bytes& bytes, std::size_t limit) {
    std::string text = "x'" + detail::hex_digits(std::span(bytes).first(std::min(bytes.size(), limit)));
    if (bytes.size() <= limit)
        return text += '\'';
    return text += "…' (" + std::to_string(bytes.size()) + " bytes)";
}

/// Dates beyond the calendar have no text, but must not make a message fail.
template <class T>
std::string date_display(const T& value, std::int64_t count, const char* unit) {
    try {
        return "'" + to_text(value) + "'";
    } catch (const DataError&) {
        return std::to_string(count) + " " + unit;
    }
}

}  // namespace

std::string_view detail::text_at(const char* pointer) {
    if (pointer == nullptr)
        throw ArgumentError("a text is given as a null pointer; NULL is written std::nullopt");
    return pointer;
}

Value::Value() noexcept {
    static_assert(sizeof(Storage) <= sizeof(place_) && alignof(Storage) <= alignof(std::int64_t));
    ::new (place_) Storage();
}
Value::Value(const Value& other) { ::new (place_) Storage(other.storage()); }
Value::Value(Value&& other) noexcept { ::new (place_) Storage(std::move(other.held())); }
// NOLINTNEXTLINE(bugprone-unhandled-self-assignment): the variant handles it
Value& Value::operator=(const Value& other) {
    held() = other.storage();
    return *this;
}
Value& Value::operator=(Value&& other) noexcept {
    held() = std::move(other.held());
    return *this;
}
Value::~Value() { held().~Storage(); }
Value::Value(std::string text) { ::new (place_) Storage(std::move(text)); }

const Value::Storage& Value::storage() const noexcept {
    return *std::launder(reinterpret_cast<const Storage*>(place_));
}
Value::Storage& Value::held() noexcept { return *std::launder(reinterpret_cast<Storage*>(place_)); }
bool Value::is_null() const noexcept { return storage().index() == 0; }

Value Value::of(Storage storage) noexcept {
    Value value;
    value.held() = std::move(storage);
    return value;
}

Value Value::from_native(const void* native, Kind kind) {
    return of(detail::visit_kind(
        kind, [native]<class T>(std::type_identity<T>) { return storage_of(*static_cast<const T*>(native)); }));
}

Value Value::from_member(const void* member, const TypeOps& ops) {
    const void* value = ops.value(member);
    if (value == nullptr)
        return {};
    if (!ops.adapted)
        return from_native(value, ops.kind);
    return of(detail::visit_kind(ops.kind, [&]<class T>(std::type_identity<T>) {
        T native{};
        detail::store_adapted(ops, value, &native);
        return storage_of(native);
    }));
}

void Value::to_member(void* member, const TypeOps& ops) const {
    if (is_null()) {
        if (!ops.optional) {
            throw DataError("NULL does not fit a value that is not optional: ask for a std::optional");
        }
        ops.reset(member);
        return;
    }
    detail::visit_kind(ops.kind, [&]<class T>(std::type_identity<T>) {
        T native = detail::convert<T>(*this);
        if (ops.adapted) {
            detail::load_adapted(ops, &native, member);
        } else if (ops.optional) {
            *static_cast<std::optional<T>*>(member) = std::move(native);
        } else {
            *static_cast<T*>(member) = std::move(native);
        }
    });
}

bool Value::equals(const Value& other) const { return storage() == other.storage(); }

std::string Value::to_display(std::size_t limit) const {
    return std::visit(
        [limit]<class T>(const T& value) -> std::string {
            if constexpr (std::is_same_v<T, Null>)
                return "NULL";
            else if constexpr (std::is_same_v<T, bool>)
                return value ? "true" : "false";
            else if constexpr (std::is_same_v<T, double>)
                return detail::number_text(value);
            else if constexpr (std::is_integral_v<T>)
                return std::to_string(value);
            else if constexpr (std::is_same_v<T, std::string>)
                return detail::quoted(value, limit);
            else if constexpr (std::is_same_v<T, Bytes>)
                return hex(value, limit);
            else if constexpr (std::is_same_v<T, Date>)
                return date_display(value, value.time_since_epoch().count(), "days from 1970-01-01");
            else if constexpr (std::is_same_v<T, Timestamp>)
                return date_display(value, value.time_since_epoch().count(), "microseconds from 1970-01-01");
            else if constexpr (std::is_same_v<T, TimeOfDay>)
                return date_display(value, value.since_midnight.count(), "microseconds from midnight");
            else if constexpr (std::is_same_v<T, Interval>)
                return std::to_string(value.count()) + " microseconds";
            else if constexpr (std::is_same_v<T, DecimalText>)
                return detail::is_short_number(value.digits, limit) ? value.digits
                                                                    : detail::quoted(value.digits, limit);
            else if constexpr (std::is_same_v<T, Uuid>)
                return "'" + value.to_string() + "'";
            else
                return detail::quoted(value.text, limit);
        },
        storage());
}

void assign_field(const Field& field, void* object, const Value& value) {
    if (value.is_null() && !field.nullable())
        detail::throw_null(field);
    try {
        value.to_member(field.in(object), *field.ops);
    } catch (const DataError& error) {
        throw detail::field_error(field, error.what());
    }
}

Value read_field(const Field& field, const void* object) {
    try {
        return Value::from_member(field.in(object), *field.ops);
    } catch (const DataError& error) {
        throw detail::field_error(field, error.what());
    }
}

}  // namespace rowan
