#include <rowan/drivers/postgresql/internal/bind.hpp>

#include <rowan/drivers/postgresql/internal/encode.hpp>
#include <rowan/types/internal/native.hpp>

#include <optional>
#include <utility>
#include <variant>

namespace rowan::driver::postgresql {
namespace {

void point_to(Parameter& to, std::string_view bytes) {
    to.data = bytes.data();
    to.size = static_cast<int>(bytes.size());
}

template <class T>
void put(Parameter& to, const T& value, int digits) {
    to.type = type_of<T>();
    to.binary = to.type != 0;
    if constexpr (requires { form(value, digits); }) {
        const Fixed fixed = form(value, digits);
        std::memcpy(to.fixed, fixed.bytes, sizeof to.fixed);
        to.data = to.fixed;
        to.size = fixed.size;
    } else {
        point_to(to, form(value, digits, to.own));
    }
}

void put_null(Parameter& to, Oid type) {
    to.clear();
    to.type = type;
}

template <class T>
void put_slot(Parameter& to, const FieldSlot& slot, const void* member) {
    if (slot.adapted) [[unlikely]] {
        const void* value = slot.field->ops->value(member);
        if (value == nullptr) {
            put_null(to, type_of<T>());
            return;
        }
        T native{};
        detail::store_adapted(*slot.field, value, &native);
        // The temporary ends here, so the parameter takes what is not in it already.
        put(to, native, slot.digits);
        if constexpr (!requires { form(native, 0); } && !std::is_same_v<T, DecimalText>) {
            to.own.assign(to.data, static_cast<std::size_t>(to.size));
            to.data = to.own.c_str();
        }
    } else if (slot.optional) {
        const auto& optional = *static_cast<const std::optional<T>*>(member);
        if (optional) {
            put(to, *optional, slot.digits);
        } else {
            put_null(to, type_of<T>());
        }
    } else {
        put(to, *static_cast<const T*>(member), slot.digits);
    }
}

}  // namespace

void bind_value(Parameter& parameter, int number, const Value& value, std::int8_t digits) {
    try {
        std::visit(
            [&]<class T>(const T& native) {
                if constexpr (std::is_same_v<T, Null>) {
                    put_null(parameter, 0);
                } else if constexpr (std::is_same_v<T, std::int64_t>) {
                    // As for a literal: functions that take an int4 take no int8.
                    if (std::in_range<std::int32_t>(native)) {
                        put(parameter, static_cast<std::int32_t>(native), digits);
                    } else {
                        put(parameter, native, digits);
                    }
                } else {
                    put(parameter, native, digits);
                }
            },
            value.storage());
    } catch (const DataError& error) {
        throw DataError("parameter " + std::to_string(number + 1) + ": " + error.what());
    }
}

void bind_object(std::span<Parameter> parameters, std::span<const FieldSlot> fields, const void* object) {
    Parameter* to = parameters.data();
    for (const FieldSlot& slot : fields) {
        const void* member = static_cast<const char*>(object) + slot.offset;
        try {
            detail::visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) { put_slot<T>(*to, slot, member); });
        } catch (const DataError& error) {
            if (!error.column().empty()) {
                throw;
            }
            throw detail::field_error(*slot.field, error.what());
        }
        ++to;
    }
}

void widen(Parameter& parameter) noexcept {
    const auto value = load<std::int32_t>(parameter.data);
    store(parameter.fixed, static_cast<std::int64_t>(value));
    parameter.data = parameter.fixed;
    parameter.size = 8;
    parameter.type = oid::int8;
}

}  // namespace rowan::driver::postgresql
