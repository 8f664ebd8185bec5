// rowan/types/internal/native.hpp: from a kind known at run time to the native C++ type, for loops over fields.
//
//     visit_kind(field.ops->kind, [&]<class T>(std::type_identity<T>) {
//         T native{};
//         store_adapted(field, object, native);
//         bind(parameter, native);
//     });
#pragma once

#include <rowan/types/error.hpp>
#include <rowan/types/field.hpp>
#include <rowan/types/kind.hpp>

#include <string>
#include <string_view>
#include <type_traits>

namespace rowan::detail {

/// Calls `f(std::type_identity<T>{})` with the kind's native type and gives back what it returns.
template <class F>
constexpr decltype(auto) visit_kind(Kind kind, F&& f) {
    switch (kind) {
        case Kind::boolean:
            return f(std::type_identity<bool>{});
        case Kind::int8:
            return f(std::type_identity<std::int8_t>{});
        case Kind::int16:
            return f(std::type_identity<std::int16_t>{});
        case Kind::int32:
            return f(std::type_identity<std::int32_t>{});
        case Kind::int64:
            return f(std::type_identity<std::int64_t>{});
        case Kind::uint8:
            return f(std::type_identity<std::uint8_t>{});
        case Kind::uint16:
            return f(std::type_identity<std::uint16_t>{});
        case Kind::uint32:
            return f(std::type_identity<std::uint32_t>{});
        case Kind::uint64:
            return f(std::type_identity<std::uint64_t>{});
        case Kind::float32:
            return f(std::type_identity<float>{});
        case Kind::float64:
            return f(std::type_identity<double>{});
        case Kind::text:
            return f(std::type_identity<std::string>{});
        case Kind::bytes:
            return f(std::type_identity<Bytes>{});
        case Kind::date:
            return f(std::type_identity<Date>{});
        case Kind::timestamp:
            return f(std::type_identity<Timestamp>{});
        case Kind::time_of_day:
            return f(std::type_identity<TimeOfDay>{});
        case Kind::interval:
            return f(std::type_identity<Interval>{});
        case Kind::decimal:
            return f(std::type_identity<DecimalText>{});
        case Kind::uuid:
            return f(std::type_identity<Uuid>{});
        case Kind::json:
            break;
    }
    return f(std::type_identity<JsonText>{});
}

/// What a value of that kind is called in messages: "an integer of 8 bits", "a date".
std::string_view kind_name(Kind kind) noexcept;

/// A DataError "users.age (User::age): <reason>" whose detail names table and column.
DataError field_error(const Field& field, std::string_view reason);

/// What NULL in a member that is not optional is answered with.
[[noreturn]] void throw_null(const Field& field);

/// `ops.store` and `ops.load`, where whatever the adapter throws (but std::bad_alloc) becomes a DataError with the
/// reason. `value` is the contained value as `ops.value` gives it; `native` a live object of the kind's native type.
void store_adapted(const TypeOps& ops, const void* value, void* native);
void load_adapted(const TypeOps& ops, const void* native, void* member);
/// The same for a field, which the DataError then names.
void store_adapted(const Field& field, const void* value, void* native);
void load_adapted(const Field& field, const void* native, void* member);

}  // namespace rowan::detail
