#include <rowan/drivers/postgresql/internal/read.hpp>

#include <rowan/drivers/postgresql/internal/array.hpp>
#include <rowan/drivers/postgresql/internal/numeric.hpp>
#include <rowan/drivers/postgresql/internal/wire.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/convert.hpp>
#include <rowan/types/internal/native.hpp>

#include <bit>
#include <limits>
#include <optional>
#include <utility>

namespace rowan::driver::postgresql {
namespace {

template <class T>
T fixed(const Cell& cell) {
    if (cell.bytes.size() != sizeof(T)) [[unlikely]] {
        throw DataError("the server's value has " + std::to_string(cell.bytes.size()) + " bytes where " +
                        std::to_string(sizeof(T)) + " are due");
    }
    return load<T>(cell.bytes.data());
}

float float4_of(const Cell& cell) { return std::bit_cast<float>(fixed<std::uint32_t>(cell)); }
double float8_of(const Cell& cell) { return std::bit_cast<double>(fixed<std::uint64_t>(cell)); }

Date date_of(const Cell& cell) {
    const auto days = fixed<std::int32_t>(cell);
    if (days == std::numeric_limits<std::int32_t>::max() || days == std::numeric_limits<std::int32_t>::min()) {
        throw DataError(std::string(days < 0 ? "-infinity" : "infinity") +
                        " is a value of PostgreSQL's date, and no day of the calendar");
    }
    const Date date{std::chrono::days{static_cast<int>(days + epoch_days)}};
    check_range(date);
    return date;
}

Timestamp timestamp_of(const Cell& cell) {
    const auto microseconds = fixed<std::int64_t>(cell);
    if (microseconds == std::numeric_limits<std::int64_t>::max() ||
        microseconds == std::numeric_limits<std::int64_t>::min()) {
        throw DataError(std::string(microseconds < 0 ? "-infinity" : "infinity") +
                        " is a value of PostgreSQL's timestamp, and no point in time");
    }
    std::int64_t since_1970 = 0;
    if (__builtin_add_overflow(microseconds, epoch_microseconds, &since_1970)) {
        since_1970 = std::numeric_limits<std::int64_t>::max();  // out of the calendar, as it was
    }
    const Timestamp time{std::chrono::microseconds{since_1970}};
    check_range(time);
    return time;
}

TimeOfDay time_of(const Cell& cell) {
    const TimeOfDay time{std::chrono::microseconds{fixed<std::int64_t>(cell)}};
    check_range(time);  // PostgreSQL has 24:00:00, too
    return time;
}

Interval interval_of(const Cell& cell) {
    if (cell.bytes.size() != 16) {
        throw DataError("the server's value is not in the form of an interval");
    }
    const auto microseconds = load<std::int64_t>(cell.bytes.data());
    const auto days = load<std::int32_t>(cell.bytes.data() + 8);
    const auto months = load<std::int32_t>(cell.bytes.data() + 12);
    if (months != 0) {
        throw DataError("an interval of " + std::to_string(months) +
                        " months has no length; let the database compute with it, or cast it to text");
    }
    std::int64_t sum = 0;
    if (__builtin_mul_overflow(days, std::int64_t{86'400'000'000}, &sum) ||
        __builtin_add_overflow(sum, microseconds, &sum)) {
        throw DataError("the interval is too long for 64 bits of microseconds");
    }
    return Interval{sum};
}

Uuid uuid_of(const Cell& cell) {
    Uuid uuid;
    if (cell.bytes.size() != uuid.bytes.size()) {
        throw DataError("the server's value is not in the form of a UUID");
    }
    std::memcpy(uuid.bytes.data(), cell.bytes.data(), uuid.bytes.size());
    return uuid;
}

std::string_view jsonb_of(const Cell& cell) {
    if (cell.bytes.empty() || cell.bytes.front() != 1) {
        throw DataError("the server's jsonb is of a version that rowan does not know; cast it to json");
    }
    return cell.bytes.substr(1);
}

/// 127.0.0.1/8, ::1: without the length of the net where it is a host's.
std::string network_of(const Cell& cell) {
    constexpr std::uint8_t version_4 = 2;
    constexpr std::size_t header = 4;  // family, bits, whether cidr, bytes of the address
    if (cell.bytes.size() != header + 4 && cell.bytes.size() != header + 16) {
        throw DataError("the server's value is not in the form of an inet");
    }
    const auto at = [&](std::size_t index) {
        return static_cast<unsigned>(load<std::uint8_t>(cell.bytes.data() + index));
    };
    const bool short_form = at(0) == version_4;
    std::string text;
    if (short_form) {
        for (std::size_t i = 0; i < 4; ++i) {
            text += (i == 0 ? "" : ".") + std::to_string(at(header + i));
        }
    } else {
        // The longest run of zeros is left out, as RFC 5952 wants it.
        std::size_t best = 8;
        std::size_t best_length = 1;
        unsigned words[8];
        for (std::size_t i = 0; i < 8; ++i) {
            words[i] = at(header + 2 * i) << 8U | at(header + 2 * i + 1);
        }
        for (std::size_t i = 0; i < 8; ++i) {
            std::size_t length = 0;
            while (i + length < 8 && words[i + length] == 0) {
                ++length;
            }
            if (length > best_length) {
                best = i;
                best_length = length;
            }
        }
        constexpr char hex[] = "0123456789abcdef";
        for (std::size_t i = 0; i < 8; ++i) {
            if (i == best) {
                text += "::";
                i += best_length - 1;
                continue;
            }
            text += i == 0 || text.ends_with(':') ? "" : ":";
            bool leading = true;
            for (unsigned shift = 16; shift != 0;) {
                shift -= 4;
                const unsigned digit = words[i] >> shift & 15U;
                leading = leading && digit == 0 && shift != 0;
                if (!leading) {
                    text += hex[digit];
                }
            }
        }
    }
    const bool whole = at(1) == (short_form ? 32U : 128U);
    return at(2) == 0 && whole ? text : text + "/" + std::to_string(at(1));
}

[[noreturn]] void refuse(const Cell& cell) {
    throw DataError("a value of the type with the number " + std::to_string(cell.type) +
                    " (pg_type.oid) has no form that rowan reads; cast it in the statement: CAST(… AS text)");
}

/// Whatever the fast ways below don't take.
template <class T>
T converted(const Cell& cell, const TypeCache& types) {
    return detail::convert<T>(read_value(cell, types));
}

// Each reads one cell into a native object; throws DataError without naming the column.

void get(const Cell& cell, const TypeCache& types, bool& to, int) {
    to = cell.coding == Coding::boolean ? fixed<std::uint8_t>(cell) != 0 : converted<bool>(cell, types);
}

template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
void get(const Cell& cell, const TypeCache& types, T& to, int) {
    std::int64_t value = 0;
    switch (cell.coding) {
        case Coding::int4:
            value = fixed<std::int32_t>(cell);
            break;
        case Coding::int8:
            value = fixed<std::int64_t>(cell);
            break;
        case Coding::int2:
            value = fixed<std::int16_t>(cell);
            break;
        case Coding::unsigned4:
            value = fixed<std::uint32_t>(cell);
            break;
        default:
            to = converted<T>(cell, types);
            return;
    }
    if constexpr (!std::is_same_v<T, std::int64_t>) {
        if (!std::in_range<T>(value)) [[unlikely]] {
            constexpr auto kind = static_cast<Kind>(detail::native_kind<T>());
            throw DataError(std::to_string(value) + " does not fit " + std::string(detail::kind_name(kind)));
        }
    }
    to = static_cast<T>(value);
}

void get(const Cell& cell, const TypeCache& types, float& to, int) {
    to = cell.coding == Coding::float4 ? float4_of(cell) : converted<float>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, double& to, int) {
    to = cell.coding == Coding::float8   ? float8_of(cell)
         : cell.coding == Coding::float4 ? static_cast<double>(float4_of(cell))
                                         : converted<double>(cell, types);
}

void get(const Cell& cell, const TypeCache& types, std::string& to, int) {
    if (cell.coding == Coding::text || cell.coding == Coding::json) [[likely]] {
        to.assign(cell.bytes);
    } else {
        to = converted<std::string>(cell, types);
    }
}
void get(const Cell& cell, const TypeCache& types, JsonText& to, int) {
    if (cell.coding == Coding::jsonb) {
        to.text.assign(jsonb_of(cell));
    } else if (cell.coding == Coding::json || cell.coding == Coding::text) {
        to.text.assign(cell.bytes);
    } else {
        to = converted<JsonText>(cell, types);
    }
}
void get(const Cell& cell, const TypeCache& types, Bytes& to, int) {
    if (cell.coding == Coding::bytea) {
        const auto* data = reinterpret_cast<const std::byte*>(cell.bytes.data());
        to.assign(data, data + cell.bytes.size());
    } else {
        to = converted<Bytes>(cell, types);
    }
}
void get(const Cell& cell, const TypeCache& types, Date& to, int) {
    to = cell.coding == Coding::date ? date_of(cell) : converted<Date>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, Timestamp& to, int) {
    to = cell.coding == Coding::timestamp || cell.coding == Coding::timestamptz ? timestamp_of(cell)
                                                                                : converted<Timestamp>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, TimeOfDay& to, int) {
    to = cell.coding == Coding::time ? time_of(cell) : converted<TimeOfDay>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, Interval& to, int) {
    to = cell.coding == Coding::interval ? interval_of(cell) : converted<Interval>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, Uuid& to, int) {
    to = cell.coding == Coding::uuid ? uuid_of(cell) : converted<Uuid>(cell, types);
}
void get(const Cell& cell, const TypeCache& types, DecimalText& to, int digits) {
    if (cell.coding == Coding::numeric) {
        to.digits = read_numeric(cell.bytes);
    } else {
        to = converted<DecimalText>(cell, types);
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
void get_slot(const Cell& cell, const TypeCache& types, const FieldSlot& slot, void* member) {
    if (slot.adapted) [[unlikely]] {
        T native{};
        get(cell, types, native, slot.digits);
        detail::load_adapted(*slot.field, &native, member);
    } else if (slot.optional) {
        auto& optional = *static_cast<std::optional<T>*>(member);
        get(cell, types, optional ? *optional : optional.emplace(), slot.digits);
    } else {
        get(cell, types, *static_cast<T*>(member), slot.digits);
    }
}

Cell cell_of(const RowView& row, int column) {
    const Coding coding = row.codings[static_cast<std::size_t>(column)];
    return {
        {PQgetvalue(row.result, row.row, column), static_cast<std::size_t>(PQgetlength(row.result, row.row, column))},
        coding,
        coding <= Coding::opaque ? PQftype(row.result, column) : Oid{0}};
}

}  // namespace

Value read_value(const Cell& cell, const TypeCache& types) {
    switch (cell.coding) {
        case Coding::boolean:
            return fixed<std::uint8_t>(cell) != 0;
        case Coding::int2:
            return static_cast<std::int64_t>(fixed<std::int16_t>(cell));
        case Coding::int4:
            return static_cast<std::int64_t>(fixed<std::int32_t>(cell));
        case Coding::int8:
            return fixed<std::int64_t>(cell);
        case Coding::unsigned4:
            return static_cast<std::int64_t>(fixed<std::uint32_t>(cell));
        case Coding::float4:
            return static_cast<double>(float4_of(cell));
        case Coding::float8:
            return float8_of(cell);
        case Coding::text:
        case Coding::single_char:
            return Value(cell.bytes);
        case Coding::bytea: {
            const auto* data = reinterpret_cast<const std::byte*>(cell.bytes.data());
            return Bytes(data, data + cell.bytes.size());
        }
        case Coding::date:
            return date_of(cell);
        case Coding::time:
            return time_of(cell);
        case Coding::timestamp:
        case Coding::timestamptz:
            return timestamp_of(cell);
        case Coding::interval:
            return interval_of(cell);
        case Coding::numeric:
            return DecimalText{read_numeric(cell.bytes)};
        case Coding::uuid:
            return uuid_of(cell);
        case Coding::json:
            return JsonText{std::string(cell.bytes)};
        case Coding::jsonb:
            return JsonText{std::string(jsonb_of(cell))};
        case Coding::network:
            return network_of(cell);
        case Coding::array:
            return array_text(cell.bytes, types);
        case Coding::unknown:
        case Coding::opaque:
            break;
    }
    refuse(cell);
}

Value read_column(const RowView& row, int column) {
    if (PQgetisnull(row.result, row.row, column) != 0) {
        return {};
    }
    return read_value(cell_of(row, column), *row.types);
}

void read_object(const RowView& row, int first, std::span<const FieldSlot> fields, void* object) {
    int column = first;
    for (const FieldSlot& slot : fields) {
        void* member = static_cast<char*>(object) + slot.offset;
        const Cell cell = cell_of(row, column);
        // An empty value and NULL both have no bytes.
        if (cell.bytes.empty() && PQgetisnull(row.result, row.row, column) != 0) {
            if (!slot.optional) [[unlikely]] {
                detail::throw_null(*slot.field);
            }
            slot.field->ops->reset(member);
            ++column;
            continue;
        }
        try {
            detail::visit_kind(slot.kind,
                               [&]<class T>(std::type_identity<T>) { get_slot<T>(cell, *row.types, slot, member); });
        } catch (const DataError& error) {
            if (!error.column().empty()) {
                throw;
            }
            throw detail::field_error(*slot.field, error.what());
        }
        ++column;
    }
}

}  // namespace rowan::driver::postgresql
