#include <rowan/types/internal/native.hpp>

#include <rowan/types/value.hpp>

#include <exception>
#include <new>

namespace rowan::detail {
namespace {

constexpr std::string_view refusal = " is refused by its type's adapter: ";

/// Calls the adapter; `shown` gives the value's text for the message.
template <class Call, class Shown>
void call_adapter(const Call& call, const Shown& shown) {
    try {
        call();
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const DataError&) {
        throw;
    } catch (const std::exception& error) {
        throw DataError(shown() + std::string(refusal) + error.what());
    } catch (...) {
        throw DataError(shown() + std::string(refusal) + "it threw what is no std::exception");
    }
}

/// The same, and names the field.
template <class Call>
void name_field(const Field& field, const Call& call) {
    try {
        call();
    } catch (const DataError& error) {
        throw field_error(field, error.what());
    }
}

}  // namespace

std::string_view kind_name(Kind kind) noexcept {
    switch (kind) {
        case Kind::boolean:
            return "a bool";
        case Kind::int8:
            return "an integer of 8 bits (-128 to 127)";
        case Kind::int16:
            return "an integer of 16 bits (-32768 to 32767)";
        case Kind::int32:
            return "an integer of 32 bits (-2147483648 to 2147483647)";
        case Kind::int64:
            return "an integer of 64 bits (-9223372036854775808 to 9223372036854775807)";
        case Kind::uint8:
            return "an unsigned integer of 8 bits (0 to 255)";
        case Kind::uint16:
            return "an unsigned integer of 16 bits (0 to 65535)";
        case Kind::uint32:
            return "an unsigned integer of 32 bits (0 to 4294967295)";
        case Kind::uint64:
            return "an unsigned integer of 64 bits (0 to 18446744073709551615)";
        case Kind::float32:
            return "a float";
        case Kind::float64:
            return "a double";
        case Kind::text:
            return "text";
        case Kind::bytes:
            return "bytes";
        case Kind::date:
            return "a date";
        case Kind::timestamp:
            return "a date with time";
        case Kind::time_of_day:
            return "a time of day";
        case Kind::interval:
            return "an interval";
        case Kind::decimal:
            return "a decimal number";
        case Kind::uuid:
            return "a UUID";
        case Kind::json:
            break;
    }
    return "JSON";
}

DataError field_error(const Field& field, std::string_view reason) {
    std::string message;
    if (!field.table.empty())
        message.append(field.table).append(".");
    message.append(field.column);
    if (!field.member.empty()) {
        message += " (";
        if (!field.entity.empty())
            message.append(field.entity).append("::");
        message.append(field.member).append(")");
    }
    message.append(": ").append(reason);
    ErrorDetail detail;
    detail.table = field.table;
    detail.column = field.column;
    return DataError(message, std::move(detail));
}

void throw_null(const Field& field) {
    throw field_error(field, "NULL does not fit a member that is not optional: make it a std::optional");
}

void store_adapted(const TypeOps& ops, const void* value, void* native) {
    call_adapter([&] { ops.store(value, native); }, [] { return std::string("the value"); });
}

void load_adapted(const TypeOps& ops, const void* native, void* member) {
    call_adapter([&] { ops.load(native, member); }, [&] { return Value::from_native(native, ops.kind).to_display(); });
}

void store_adapted(const Field& field, const void* value, void* native) {
    name_field(field, [&] { store_adapted(*field.ops, value, native); });
}

void load_adapted(const Field& field, const void* native, void* member) {
    name_field(field, [&] { load_adapted(*field.ops, native, member); });
}

}  // namespace rowan::detail
