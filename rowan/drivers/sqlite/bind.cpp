#include <rowan/drivers/sqlite/internal/bind.hpp>

#include <rowan/drivers/sqlite/internal/error.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>
#include <rowan/types/internal/whole_second.hpp>
#include <rowan/types/utf8.hpp>

#include <charconv>
#include <cmath>
#include <string>
#include <variant>

namespace rowan::driver::sqlite {
namespace {

// Each takes SQLite's index (from 1) and gives SQLite's result code; throws DataError without naming the column.

int put(sqlite3_stmt* s, int at, bool value, int) { return sqlite3_bind_int(s, at, value ? 1 : 0); }

template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
int put(sqlite3_stmt* s, int at, T value, int) {
    if constexpr (std::is_same_v<T, std::uint64_t>) {
        if (value > static_cast<std::uint64_t>(INT64_MAX)) {
            throw DataError("the value " + std::to_string(value) +
                            " is too large: SQLite's integers end at 9223372036854775807");
        }
    }
    return sqlite3_bind_int64(s, at, static_cast<sqlite3_int64>(value));
}

int put(sqlite3_stmt* s, int at, double value, int) {
    if (std::isnan(value)) {
        throw DataError("the value is not a number (NaN); SQLite would keep NULL instead");
    }
    return sqlite3_bind_double(s, at, value);
}
int put(sqlite3_stmt* s, int at, float value, int) { return put(s, at, static_cast<double>(value), 0); }

int put_text(sqlite3_stmt* s, int at, std::string_view text, sqlite3_destructor_type lifetime = SQLITE_STATIC) {
    if (const std::size_t bad = find_invalid_utf8(text); bad != text.size()) [[unlikely]] {
        throw DataError("the text is not valid UTF-8: byte " + std::to_string(bad) +
                        " is part of no character (bytes belong into a std::vector<std::byte>)");
    }
    return sqlite3_bind_text64(s, at, text.data(), text.size(), lifetime, SQLITE_UTF8);
}
int put(sqlite3_stmt* s, int at, const std::string& value, int) { return put_text(s, at, value); }
/// A column that somebody else has declared JSON has SQLite's NUMERIC affinity: a document that is nothing but a number
/// is kept as a number there.
void check_json_number(std::string_view text) {
    const char* const end = text.data() + text.size();
    std::int64_t whole = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, whole);
    if (error == std::errc::result_out_of_range && stop == end) {
        throw DataError("the JSON document " + std::string(text) +
                        " is a number that SQLite would keep as an approximation: put it into an array or an object");
    }
}
int put_json(sqlite3_stmt* s, int at, std::string_view text, sqlite3_destructor_type lifetime = SQLITE_STATIC) {
    check_json_number(text);
    return put_text(s, at, text, lifetime);
}
int put(sqlite3_stmt* s, int at, const JsonText& value, int) { return put_json(s, at, value.text); }

int put(sqlite3_stmt* s, int at, const Bytes& value, int) {
    // A blob without data would be NULL.
    return value.empty() ? sqlite3_bind_zeroblob(s, at, 0)
                         : sqlite3_bind_blob64(s, at, value.data(), value.size(), SQLITE_STATIC);
}

int put_copied(sqlite3_stmt* s, int at, const char* text, std::size_t size) {
    return sqlite3_bind_text(s, at, text, static_cast<int>(size), SQLITE_TRANSIENT);
}
int put(sqlite3_stmt* s, int at, Date value, int) {
    char text[date_text_size];
    return put_copied(s, at, text, format_date(value, text));
}
/// A whole second has no fraction, any other time six digits: so one time has one text, whatever the precision of the
/// column or member it comes from, and texts are equal and in order as the times are.
int put(sqlite3_stmt* s, int at, Timestamp value, int digits) {
    const Timestamp kept = digits < 0 ? value : floor_to_digits(value, digits);
    char text[timestamp_text_size];
    return put_copied(s, at, text, format_timestamp(kept, detail::is_whole_second(kept) ? 0 : 6, text));
}
int put(sqlite3_stmt* s, int at, TimeOfDay value, int digits) {
    const TimeOfDay kept = digits < 0 ? value : floor_to_digits(value, digits);
    char text[time_of_day_text_size];
    return put_copied(s, at, text, format_time_of_day(kept, detail::is_whole_second(kept) ? 0 : 6, text));
}
int put(sqlite3_stmt* s, int at, Interval value, int) { return sqlite3_bind_int64(s, at, value.count()); }

int put(sqlite3_stmt* s, int at, const Uuid& value, int) {
    constexpr char hex[] = "0123456789abcdef";
    char text[36];
    char* to = text;
    for (std::size_t i = 0; i < 16; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *to++ = '-';
        }
        const auto byte = std::to_integer<unsigned>(value.bytes[i]);
        *to++ = hex[byte >> 4U];
        *to++ = hex[byte & 15U];
    }
    return put_copied(s, at, text, sizeof text);
}

int put(sqlite3_stmt* s, int at, const DecimalText& value, int digits) {
    const std::string text =
        normalise_decimal(digits < 0 ? std::string_view(value.digits) : round_decimal(value.digits, digits));
    const char* const end = text.data() + text.size();
    std::int64_t whole = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, whole); error == std::errc{} && stop == end) {
        return sqlite3_bind_int64(s, at, whole);
    }
    const DecimalSize size = decimal_size(text);
    double number = 0;
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (size.integer_digits + size.fraction_digits > 15 || error != std::errc{} || stop != end) {
        throw DataError(
            "the decimal " + text +
            " has more than 15 significant digits; SQLite would keep an approximation (keep it as text, or in "
            "whole units as an integer)");
    }
    return sqlite3_bind_double(s, at, number);
}

template <class T>
int put_slot(sqlite3_stmt* s, int at, const FieldSlot& slot, const void* member) {
    if (slot.adapted) [[unlikely]] {
        const void* value = slot.field->ops->value(member);
        if (value == nullptr) {
            return sqlite3_bind_null(s, at);
        }
        T native{};
        detail::store_adapted(*slot.field, value, &native);
        // The temporary ends here, so SQLite takes a copy of text and bytes.
        if constexpr (std::is_same_v<T, std::string>) {
            return put_text(s, at, native, SQLITE_TRANSIENT);
        } else if constexpr (std::is_same_v<T, JsonText>) {
            return put_json(s, at, native.text, SQLITE_TRANSIENT);
        } else if constexpr (std::is_same_v<T, Bytes>) {
            return native.empty() ? sqlite3_bind_zeroblob(s, at, 0)
                                  : sqlite3_bind_blob64(s, at, native.data(), native.size(), SQLITE_TRANSIENT);
        } else {
            return put(s, at, native, slot.digits);
        }
    }
    if (slot.optional) {
        const auto& optional = *static_cast<const std::optional<T>*>(member);
        return optional ? put(s, at, *optional, slot.digits) : sqlite3_bind_null(s, at);
    }
    return put(s, at, *static_cast<const T*>(member), slot.digits);
}

[[gnu::noinline]] int bind_slot(sqlite3_stmt* statement, int at, const FieldSlot& slot, const void* member) {
    try {
        return detail::visit_kind(
            slot.kind, [&]<class T>(std::type_identity<T>) { return put_slot<T>(statement, at, slot, member); });
    } catch (const DataError& error) {
        if (!error.column().empty()) {
            throw;
        }
        throw detail::field_error(*slot.field, error.what());
    }
}

[[noreturn]] void fail(sqlite3_stmt* statement, int code, int parameter) {
    if (code == SQLITE_RANGE) {
        throw ProgrammingError("the statement has no parameter " + std::to_string(parameter) + "; it has " +
                               std::to_string(sqlite3_bind_parameter_count(statement)));
    }
    throw_error(sqlite3_db_handle(statement), code);
}

}  // namespace

void bind_value(sqlite3_stmt* statement, int parameter, const Value& value, std::int8_t digits) {
    int code = SQLITE_OK;
    try {
        code = std::visit(
            [&]<class T>(const T& native) {
                if constexpr (std::is_same_v<T, Null>) {
                    return sqlite3_bind_null(statement, parameter + 1);
                } else {
                    return put(statement, parameter + 1, native, digits);
                }
            },
            value.storage());
    } catch (const DataError& error) {
        throw DataError("parameter " + std::to_string(parameter + 1) + ": " + error.what());
    }
    if (code != SQLITE_OK) [[unlikely]] {
        fail(statement, code, parameter);
    }
}

void bind_number(sqlite3_stmt* statement, int parameter, std::int64_t number) {
    if (const int code = sqlite3_bind_int64(statement, parameter + 1, number); code != SQLITE_OK) [[unlikely]] {
        fail(statement, code, parameter);
    }
}

bool bind_object(sqlite3_stmt* statement, int first, std::span<const FieldSlot> fields, const void* object) {
    int at = first;
    bool memory = false;
    for (const FieldSlot& slot : fields) {
        const void* member = static_cast<const char*>(object) + slot.offset;
        ++at;
        int code = SQLITE_OK;
        if (slot.form == MemberForm::int32) {
            code = sqlite3_bind_int64(statement, at, *static_cast<const std::int32_t*>(member));
        } else if (slot.form == MemberForm::int64) {
            code = sqlite3_bind_int64(statement, at, *static_cast<const std::int64_t*>(member));
        } else {
            memory = memory || slot.kind > Kind::float64;
            code = bind_slot(statement, at, slot, member);
        }
        if (code != SQLITE_OK) [[unlikely]] {
            fail(statement, code, at - 1);
        }
    }
    return memory;
}

}  // namespace rowan::driver::sqlite
