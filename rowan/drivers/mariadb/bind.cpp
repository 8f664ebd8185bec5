#include <rowan/drivers/mariadb/internal/bind.hpp>

#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>
#include <rowan/types/utf8.hpp>

#include <chrono>
#include <cmath>
#include <cstring>
#include <optional>
#include <string_view>
#include <type_traits>
#include <variant>

namespace rowan::driver::mariadb {
namespace {

constexpr std::int32_t most_digits = 65;
constexpr std::int32_t most_fraction_digits = 38;  // of a value; a column of MySQL has at most 30

/// As which a parameter of a native type is sent.
template <class T>
constexpr enum_field_types type_of() {
    if constexpr (std::is_same_v<T, float>)
        return MYSQL_TYPE_FLOAT;
    else if constexpr (std::is_same_v<T, double>)
        return MYSQL_TYPE_DOUBLE;
    else if constexpr (std::is_integral_v<T>)
        return sizeof(T) == 1   ? MYSQL_TYPE_TINY
               : sizeof(T) == 2 ? MYSQL_TYPE_SHORT
               : sizeof(T) == 4 ? MYSQL_TYPE_LONG
                                : MYSQL_TYPE_LONGLONG;
    else if constexpr (std::is_same_v<T, Interval>)
        return MYSQL_TYPE_LONGLONG;
    else if constexpr (std::is_same_v<T, Bytes>)
        return MYSQL_TYPE_BLOB;
    else if constexpr (std::is_same_v<T, Date>)
        return MYSQL_TYPE_DATE;
    else if constexpr (std::is_same_v<T, Timestamp>)
        return MYSQL_TYPE_DATETIME;
    else if constexpr (std::is_same_v<T, TimeOfDay>)
        return MYSQL_TYPE_TIME;
    else if constexpr (std::is_same_v<T, DecimalText>)
        return MYSQL_TYPE_NEWDECIMAL;
    else
        return MYSQL_TYPE_STRING;
}

template <class T>
constexpr bool is_unsigned = std::is_unsigned_v<T> && !std::is_same_v<T, bool>;

/// One parameter.
struct Place {
    MYSQL_BIND& bind;
    Held& held;
};

void put_null(Place to) { to.bind.buffer_type = MYSQL_TYPE_NULL; }

template <class T>
void put_number(Place to, T value) {
    std::memcpy(&to.held.bits, &value, sizeof value);
    to.bind.buffer_type = type_of<T>();
    to.bind.buffer = &to.held.bits;
    to.bind.is_unsigned = is_unsigned<T> ? 1 : 0;
}

template <class T>
void put_bytes(Place to, const void* data, std::size_t size) {
    to.bind.buffer_type = type_of<T>();
    // It is only read. Without bytes it must still point somewhere: a null pointer is NULL.
    to.bind.buffer = const_cast<void*>(size == 0 ? "" : data);
    to.bind.buffer_length = size;
}

void put_text(Place to, std::string_view text) {
    if (const std::size_t bad = find_invalid_utf8(text); bad != text.size()) [[unlikely]] {
        throw DataError("the text is not valid UTF-8: byte " + std::to_string(bad) +
                        " is part of no character (bytes belong into a std::vector<std::byte>)");
    }
    put_bytes<std::string>(to, text.data(), text.size());
}

template <class T>
void put_time(Place to, const MYSQL_TIME& time) {
    to.held.time = time;
    to.bind.buffer_type = type_of<T>();
    to.bind.buffer = &to.held.time;
}

void set_day(MYSQL_TIME& to, Date date) {
    const std::chrono::year_month_day day(date);
    to.year = static_cast<unsigned int>(static_cast<int>(day.year()));
    to.month = static_cast<unsigned int>(day.month());
    to.day = static_cast<unsigned int>(day.day());
}

void set_time(MYSQL_TIME& to, std::chrono::microseconds since_midnight) {
    const auto count = static_cast<std::uint64_t>(since_midnight.count());
    constexpr std::uint64_t second = 1'000'000;
    to.second_part = count % second;
    to.second = static_cast<unsigned int>(count / second % 60);
    to.minute = static_cast<unsigned int>(count / second / 60 % 60);
    to.hour = static_cast<unsigned int>(count / second / 3600);
}

// Each puts a native value into a parameter; throws DataError without naming the column.

template <class T>
    requires std::is_integral_v<T>
void put(Place to, T value, int) {
    put_number(to, value);
}

template <class T>
    requires std::is_floating_point_v<T>
void put(Place to, T value, int) {
    if (!std::isfinite(value)) [[unlikely]] {
        throw DataError(std::string("the value is ") + (std::isnan(value) ? "not a number (NaN)" : "infinite") +
                        ", and MariaDB's numbers are all finite");
    }
    put_number(to, value);
}

void put(Place to, const std::string& value, int) { put_text(to, value); }
void put(Place to, const JsonText& value, int) { put_text(to, value.text); }
void put(Place to, const Bytes& value, int) { put_bytes<Bytes>(to, value.data(), value.size()); }

/// As text: a native UUID column reads it, and so does what stands for one elsewhere, CHAR(36).
void put(Place to, const Uuid& value, int) {
    to.held.text = value.to_string();
    put_text(to, to.held.text);
}

void put(Place to, const DecimalText& value, int digits) {
    to.held.text = digits < 0 ? parse_decimal(value.digits).digits : round_decimal(value.digits, digits);
    const DecimalSize size = decimal_size(to.held.text);
    if (size.fraction_digits > most_fraction_digits || size.integer_digits + size.fraction_digits > most_digits) {
        throw DataError("the decimal has " + std::to_string(size.integer_digits) + " digits before the point and " +
                        std::to_string(size.fraction_digits) +
                        " behind; MariaDB keeps at most 65 of them, 38 of these behind the point");
    }
    put_bytes<DecimalText>(to, to.held.text.data(), to.held.text.size());
}

void put(Place to, Date value, int) {
    check_range(value);
    MYSQL_TIME time{};
    time.time_type = MYSQL_TIMESTAMP_DATE;
    set_day(time, value);
    put_time<Date>(to, time);
}

void put(Place to, Timestamp value, int digits) {
    check_range(value);
    const Timestamp kept = digits < 0 ? value : floor_to_digits(value, digits);
    const Date day = std::chrono::floor<std::chrono::days>(kept);
    MYSQL_TIME time{};
    time.time_type = MYSQL_TIMESTAMP_DATETIME;
    set_day(time, day);
    set_time(time, kept - day);
    put_time<Timestamp>(to, time);
}

void put(Place to, TimeOfDay value, int digits) {
    check_range(value);
    MYSQL_TIME time{};
    time.time_type = MYSQL_TIMESTAMP_TIME;
    set_time(time, (digits < 0 ? value : floor_to_digits(value, digits)).since_midnight);
    put_time<TimeOfDay>(to, time);
}

void put(Place to, Interval value, int) { put_number(to, static_cast<std::int64_t>(value.count())); }
void put(Place to, Null, int) { put_null(to); }

/// Whether a parameter points into the value that it was made of.
template <class T>
constexpr bool points_to_value =
    std::is_same_v<T, std::string> || std::is_same_v<T, JsonText> || std::is_same_v<T, Bytes>;

template <class T>
void put_slot(Place to, const FieldSlot& slot, const void* member) {
    if (slot.adapted) [[unlikely]] {
        const void* value = slot.field->ops->value(member);
        if (value == nullptr) {
            return put_null(to);
        }
        T native{};
        detail::store_adapted(*slot.field, value, &native);
        put(to, native, slot.digits);
        if constexpr (points_to_value<T>) {
            // The temporary ends here.
            to.held.text.assign(static_cast<const char*>(to.bind.buffer), to.bind.buffer_length);
            to.bind.buffer = to.held.text.data();
        }
    } else if (slot.optional) {
        const auto& optional = *static_cast<const std::optional<T>*>(member);
        if (optional) {
            put(to, *optional, slot.digits);
        } else {
            put_null(to);
        }
    } else {
        put(to, *static_cast<const T*>(member), slot.digits);
    }
}

}  // namespace

void Parameters::resize(std::size_t count) {
    binds.resize(count);
    held.resize(count);
    clear();
}

void Parameters::clear() noexcept {
    for (MYSQL_BIND& bind : binds) {
        bind.buffer_type = MYSQL_TYPE_NULL;
    }
}

std::uint64_t Parameters::bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const MYSQL_BIND& bind : binds) {
        if (bind.buffer_type == MYSQL_TYPE_STRING || bind.buffer_type == MYSQL_TYPE_BLOB) {
            sum += bind.buffer_length;
        }
    }
    return sum;
}

void set_types(Parameters& parameters, std::span<const FieldSlot> fields) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        detail::visit_kind(fields[i].kind, [&]<class T>(std::type_identity<T>) {
            parameters.binds[i].buffer_type = type_of<T>();
            parameters.binds[i].is_unsigned = is_unsigned<T> ? 1 : 0;
        });
    }
}

void bind_value(Parameters& parameters, int number, const Value& value, std::int8_t digits) {
    const auto at = static_cast<std::size_t>(number);
    try {
        std::visit([&](const auto& native) { put({parameters.binds[at], parameters.held[at]}, native, digits); },
                   value.storage());
    } catch (const DataError& error) {
        throw DataError("parameter " + std::to_string(number + 1) + ": " + error.what());
    }
}

void bind_object(Parameters& parameters, int first, std::span<const FieldSlot> fields, const void* object) {
    auto at = static_cast<std::size_t>(first);
    for (const FieldSlot& slot : fields) {
        const void* member = static_cast<const char*>(object) + slot.offset;
        const Place to{parameters.binds[at], parameters.held[at]};
        ++at;
        try {
            detail::visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) { put_slot<T>(to, slot, member); });
        } catch (const DataError& error) {
            if (!error.column().empty()) {
                throw;
            }
            throw detail::field_error(*slot.field, error.what());
        }
    }
}

}  // namespace rowan::driver::mariadb
