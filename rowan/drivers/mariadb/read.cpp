#include <rowan/drivers/mariadb/internal/read.hpp>

#include <rowan/drivers/mariadb/internal/wire.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/convert.hpp>
#include <rowan/types/internal/native.hpp>

#include <algorithm>
#include <bit>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rowan::driver::mariadb {
namespace {

[[noreturn]] void throw_bad_form(std::string_view what) {
    throw DataError("the server's value is not in the form of " + std::string(what));
}

float float32_of(const Cell& cell) { return std::bit_cast<float>(load<std::uint32_t>(cell.data)); }
double float64_of(const Cell& cell) { return std::bit_cast<double>(load<std::uint64_t>(cell.data)); }

template <std::integral T>
T at(const Cell& cell, std::size_t index) {
    return load<T>(cell.data + index);
}
unsigned byte_at(const Cell& cell, std::size_t index) { return at<std::uint8_t>(cell, index); }

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// The year in 2 bytes, the month and the day in one each; nothing at all for the zero date.
Date day_of(const Cell& cell) {
    if (cell.size != 0 && cell.size < 4) {
        throw_bad_form("a date");
    }
    const unsigned year = cell.size == 0 ? 0 : at<std::uint16_t>(cell, 0);
    const unsigned month = cell.size == 0 ? 0 : byte_at(cell, 2);
    const unsigned day = cell.size == 0 ? 0 : byte_at(cell, 3);
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(year)}, std::chrono::month{month},
                                           std::chrono::day{day}};
    if (!date.ok() || year == 0) {
        const std::string digits = std::to_string(year);
        throw DataError(std::string(4 - std::min<std::size_t>(digits.size(), 4), '0') + digits + "-" +
                        two_digits(month) + "-" + two_digits(day) +
                        " is a value of MariaDB's dates, and no day of the calendar");
    }
    return date;
}

/// Hours, minutes and seconds in a byte each, then perhaps the microseconds in 4.
std::chrono::microseconds clock_of(const Cell& cell, std::size_t first) {
    if (cell.size < first + 3) {
        throw_bad_form("a time");
    }
    const std::uint32_t fraction = cell.size >= first + 7 ? at<std::uint32_t>(cell, first + 3) : 0;
    return std::chrono::hours{byte_at(cell, first)} + std::chrono::minutes{byte_at(cell, first + 1)} +
           std::chrono::seconds{byte_at(cell, first + 2)} + std::chrono::microseconds{fraction};
}

Timestamp timestamp_of(const Cell& cell) {
    const Timestamp midnight{day_of(cell)};
    return cell.size <= 4 ? midnight : midnight + clock_of(cell, 4);
}

/// A TIME, which may be negative and longer than a day: a sign, days in 4 bytes, then as above.
Interval span_of(const Cell& cell) {
    if (cell.size == 0) {
        return Interval{0};
    }
    if (cell.size < 8) {
        throw_bad_form("a time");
    }
    const Interval span = std::chrono::days{at<std::uint32_t>(cell, 1)} + clock_of(cell, 5);
    return byte_at(cell, 0) != 0 ? -span : span;
}

bool is_time_of_day(Interval span) { return span >= Interval{0} && span <= last_time_of_day.since_midnight; }

std::uint64_t bits_of(const Cell& cell) {
    if (cell.size > sizeof(std::uint64_t)) {
        throw_bad_form("bits");
    }
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < cell.size; ++i) {
        bits = bits << 8U | byte_at(cell, i);
    }
    return bits;
}

Value unsigned_value(std::uint64_t number) {
    return std::in_range<std::int64_t>(number) ? Value(static_cast<std::int64_t>(number))
                                               : Value::of(Value::Storage(number));
}

Bytes bytes_of(const Cell& cell) {
    const auto* data = reinterpret_cast<const std::byte*>(cell.data);
    return {data, data + cell.size};
}

/// The value as a signed number, unless it is none, or too large.
std::optional<std::int64_t> integer_of(const Cell& cell) {
    switch (cell.coding) {
        case Coding::int32:
            return load<std::int32_t>(cell.data);
        case Coding::int64:
            return load<std::int64_t>(cell.data);
        case Coding::int8:
            return load<std::int8_t>(cell.data);
        case Coding::uint8:
            return load<std::uint8_t>(cell.data);
        case Coding::int16:
            return load<std::int16_t>(cell.data);
        case Coding::uint16:
            return load<std::uint16_t>(cell.data);
        case Coding::uint32:
            return load<std::uint32_t>(cell.data);
        case Coding::uint64: {
            const auto number = load<std::uint64_t>(cell.data);
            return std::in_range<std::int64_t>(number) ? std::optional(static_cast<std::int64_t>(number))
                                                       : std::nullopt;
        }
        default:
            return std::nullopt;
    }
}

/// Whatever the fast ways below don't take.
template <class T>
T converted(const Cell& cell) {
    return detail::convert<T>(read_value(cell));
}

// Each reads one cell into a native object; throws DataError without naming the column.

void get(const Cell& cell, bool& to, int) { to = converted<bool>(cell); }

template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
void get(const Cell& cell, T& to, int) {
    const std::optional<std::int64_t> value = integer_of(cell);
    if (!value) {
        to = converted<T>(cell);
        return;
    }
    if (!std::in_range<T>(*value)) [[unlikely]] {
        constexpr auto kind = static_cast<Kind>(detail::native_kind<T>());
        throw DataError(std::to_string(*value) + " does not fit " + std::string(detail::kind_name(kind)));
    }
    to = static_cast<T>(*value);
}

void get(const Cell& cell, float& to, int) {
    to = cell.coding == Coding::float32 ? float32_of(cell) : converted<float>(cell);
}
void get(const Cell& cell, double& to, int) {
    to = cell.coding == Coding::float64   ? float64_of(cell)
         : cell.coding == Coding::float32 ? static_cast<double>(float32_of(cell))
                                          : converted<double>(cell);
}

void get(const Cell& cell, std::string& to, int) {
    if (cell.coding == Coding::text || cell.coding == Coding::json || cell.coding == Coding::uuid) [[likely]] {
        to.assign(cell.bytes());
    } else {
        to = converted<std::string>(cell);
    }
}
void get(const Cell& cell, JsonText& to, int) {
    if (cell.coding == Coding::json || cell.coding == Coding::text) {
        to.text.assign(cell.bytes());
    } else {
        to = converted<JsonText>(cell);
    }
}
void get(const Cell& cell, Bytes& to, int) {
    if (cell.coding == Coding::bytes || cell.coding == Coding::bits) {
        to = bytes_of(cell);
    } else {
        to = converted<Bytes>(cell);
    }
}
void get(const Cell& cell, Date& to, int) { to = cell.coding == Coding::date ? day_of(cell) : converted<Date>(cell); }
void get(const Cell& cell, Timestamp& to, int) {
    to = cell.coding == Coding::timestamp ? timestamp_of(cell) : converted<Timestamp>(cell);
}
void get(const Cell& cell, TimeOfDay& to, int) {
    if (cell.coding == Coding::time) {
        to = TimeOfDay{span_of(cell)};
        check_range(to);
    } else {
        to = converted<TimeOfDay>(cell);
    }
}
void get(const Cell& cell, Interval& to, int) {
    to = cell.coding == Coding::time ? span_of(cell) : converted<Interval>(cell);
}
void get(const Cell& cell, Uuid& to, int) {
    to = cell.coding == Coding::uuid || cell.coding == Coding::text ? Uuid::parse(cell.bytes()) : converted<Uuid>(cell);
}
void get(const Cell& cell, DecimalText& to, int digits) {
    if (cell.coding == Coding::decimal) {
        to.digits.assign(cell.bytes());
    } else {
        to = converted<DecimalText>(cell);
    }
    if (digits >= 0) {
        const std::size_t point = to.digits.find('.');
        const std::size_t has = point == std::string::npos ? 0 : to.digits.size() - point - 1;
        if (has != static_cast<std::size_t>(digits)) {
            to.digits = round_decimal(to.digits, digits);
        }
    }
}

template <class T>
void get_slot(const Cell& cell, const FieldSlot& slot, void* member) {
    if (slot.adapted) [[unlikely]] {
        T native{};
        get(cell, native, slot.digits);
        detail::load_adapted(*slot.field, &native, member);
    } else if (slot.optional) {
        auto& optional = *static_cast<std::optional<T>*>(member);
        get(cell, optional ? *optional : optional.emplace(), slot.digits);
    } else {
        get(cell, *static_cast<T*>(member), slot.digits);
    }
}

/// What most columns are, in the form that they should have; false for all else.
inline bool read_common(const Cell& cell, MemberForm form, void* member) {
    switch (form) {
        case MemberForm::int32:
            if (cell.coding != Coding::int32) {
                return false;
            }
            *static_cast<std::int32_t*>(member) = load<std::int32_t>(cell.data);
            return true;
        case MemberForm::int64:
            if (cell.coding != Coding::int64) {
                return false;
            }
            *static_cast<std::int64_t*>(member) = load<std::int64_t>(cell.data);
            return true;
        case MemberForm::float64:
            if (cell.coding != Coding::float64) {
                return false;
            }
            *static_cast<double*>(member) = float64_of(cell);
            return true;
        case MemberForm::text:
            if (cell.coding != Coding::text) {
                return false;
            }
            static_cast<std::string*>(member)->assign(cell.bytes());
            return true;
        default:
            return false;
    }
}

[[gnu::noinline]] void read_slot(const Cell& cell, const FieldSlot& slot, void* member) {
    if (cell.data == nullptr) {
        if (!slot.optional) [[unlikely]] {
            detail::throw_null(*slot.field);
        }
        slot.field->ops->reset(member);
        return;
    }
    try {
        detail::visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) { get_slot<T>(cell, slot, member); });
    } catch (const DataError& error) {
        if (!error.column().empty()) {
            throw;
        }
        throw detail::field_error(*slot.field, error.what());
    }
}

}  // namespace

Value read_value(const Cell& cell) {
    if (cell.data == nullptr) {
        return {};
    }
    switch (cell.coding) {
        case Coding::null:
            return {};
        case Coding::int8:
        case Coding::uint8:
        case Coding::int16:
        case Coding::uint16:
        case Coding::int32:
        case Coding::uint32:
        case Coding::int64:
            return Value(*integer_of(cell));
        case Coding::uint64:
            return unsigned_value(load<std::uint64_t>(cell.data));
        case Coding::float32:
            return Value(static_cast<double>(float32_of(cell)));
        case Coding::float64:
            return Value(float64_of(cell));
        case Coding::decimal:
            return Value(DecimalText{std::string(cell.bytes())});
        case Coding::date:
            return Value(day_of(cell));
        case Coding::timestamp:
            return Value(timestamp_of(cell));
        case Coding::time: {
            const Interval span = span_of(cell);
            return is_time_of_day(span) ? Value(TimeOfDay{span}) : Value(span);
        }
        case Coding::text:
            return Value(cell.bytes());
        case Coding::bytes:
            return Value(bytes_of(cell));
        case Coding::bits:
            return unsigned_value(bits_of(cell));
        case Coding::json:
            return Value(JsonText{std::string(cell.bytes())});
        case Coding::uuid:
            return Value(Uuid::parse(cell.bytes()));
    }
    return {};
}

void read_object(std::span<const Cell> row, int first, std::span<const FieldSlot> fields, void* object) {
    auto column = static_cast<std::size_t>(first);
    for (const FieldSlot& slot : fields) {
        void* member = static_cast<char*>(object) + slot.offset;
        const Cell& cell = row[column];
        ++column;
        if (cell.data == nullptr || !read_common(cell, slot.form, member)) [[unlikely]] {
            read_slot(cell, slot, member);
        }
    }
}

}  // namespace rowan::driver::mariadb
