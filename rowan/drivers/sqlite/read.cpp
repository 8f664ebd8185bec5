#include <rowan/drivers/sqlite/internal/read.hpp>

#include <rowan/drivers/sqlite/internal/error.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>
#include <rowan/types/utf8.hpp>

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace rowan::driver::sqlite {
namespace {

/// One column of the current row. The connection has no mutex (SQLITE_OPEN_NOMUTEX), which makes the values of a row
/// usable without copies; one look-up a column is all that SQLite then has to do.
struct Cell {
    Cell(sqlite3_stmt* statement, int column)
        : value(sqlite3_column_value(statement, column)), storage(sqlite3_value_type(value)) {}

    sqlite3_value* value;
    int storage;  // SQLITE_INTEGER, …

    std::int64_t integer() const { return sqlite3_value_int64(value); }
    double real() const { return sqlite3_value_double(value); }
    std::string_view text() const {
        const auto* data = reinterpret_cast<const char*>(sqlite3_value_text(value));
        if (data == nullptr) [[unlikely]] {
            throw_error(nullptr, SQLITE_NOMEM);
        }
        return {data, static_cast<std::size_t>(sqlite3_value_bytes(value))};
    }
    std::span<const std::byte> bytes() const {
        const auto* data = static_cast<const std::byte*>(sqlite3_value_blob(value));
        return {data, data == nullptr ? 0 : static_cast<std::size_t>(sqlite3_value_bytes(value))};
    }
};

std::string shortest(double number) {
    char text[32];
    const auto [end, error] = std::to_chars(text, text + sizeof text, number);
    return {text, end};
}

/// As SQLite keeps it, for messages.
std::string display(const Cell& cell) {
    switch (cell.storage) {
        case SQLITE_INTEGER:
            return "the integer " + std::to_string(cell.integer());
        case SQLITE_FLOAT:
            return "the number " + shortest(cell.real());
        case SQLITE_TEXT:
            return "the text " + Value(cell.text()).to_display();
        default:
            return "a blob of " + std::to_string(cell.bytes().size()) + " bytes";
    }
}

[[noreturn]] void refuse(const Cell& cell, std::string_view wanted) {
    throw DataError(display(cell) + " is not " + std::string(wanted));
}

template <class T>
bool parse_whole(std::string_view text, T& value) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() && !text.empty();
}

std::int64_t get_integer(const Cell& cell, std::string_view wanted) {
    switch (cell.storage) {
        case SQLITE_INTEGER:
            return cell.integer();
        case SQLITE_FLOAT: {
            const double real = cell.real();
            if (real >= -0x1p63 && real < 0x1p63 && std::trunc(real) == real) {
                return static_cast<std::int64_t>(real);
            }
            break;
        }
        case SQLITE_TEXT: {
            std::int64_t value = 0;
            if (parse_whole(cell.text(), value)) {
                return value;
            }
            break;
        }
        default:
            break;
    }
    refuse(cell, wanted);
}

void get(const Cell& cell, bool& to, int) {
    const std::int64_t value = get_integer(cell, "a boolean (0 or 1)");
    if (value != 0 && value != 1) {
        refuse(cell, "a boolean (0 or 1)");
    }
    to = value == 1;
}

template <class T>
    requires(std::is_integral_v<T> && !std::is_same_v<T, bool>)
void get(const Cell& cell, T& to, int) {
    constexpr auto kind = static_cast<Kind>(detail::native_kind<T>());
    const std::int64_t value =
        cell.storage == SQLITE_INTEGER ? cell.integer() : get_integer(cell, detail::kind_name(kind));
    if constexpr (!std::is_same_v<T, std::int64_t>) {
        if (!std::in_range<T>(value)) [[unlikely]] {
            throw DataError(display(cell) + " does not fit into " + std::string(detail::kind_name(kind)));
        }
    }
    to = static_cast<T>(value);
}

void get(const Cell& cell, double& to, int) {
    switch (cell.storage) {
        case SQLITE_FLOAT:
            to = cell.real();
            return;
        case SQLITE_INTEGER: {
            const std::int64_t value = cell.integer();
            const auto number = static_cast<double>(value);
            if (number >= 0x1p63 || static_cast<std::int64_t>(number) != value) {
                throw DataError(display(cell) + " is not exact as a floating-point number");
            }
            to = number;
            return;
        }
        case SQLITE_TEXT:
            if (parse_whole(cell.text(), to)) {
                return;
            }
            break;
        default:
            break;
    }
    refuse(cell, "a number");
}

void get(const Cell& cell, float& to, int) {
    double number = 0;
    get(cell, number, 0);
    if (std::isfinite(number) && std::abs(number) > static_cast<double>(std::numeric_limits<float>::max())) {
        throw DataError(display(cell) + " is too large for a float");
    }
    to = static_cast<float>(number);
}

void get(const Cell& cell, std::string& to, int) {
    switch (cell.storage) {
        case SQLITE_TEXT:
            to.assign(cell.text());
            return;
        case SQLITE_INTEGER:
            to = std::to_string(cell.integer());
            return;
        case SQLITE_FLOAT:
            to = shortest(cell.real());
            return;
        default: {
            const std::span<const std::byte> bytes = cell.bytes();
            const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            if (!is_valid_utf8(text)) {
                refuse(cell, "text in UTF-8");
            }
            to.assign(text);
        }
    }
}

void get(const Cell& cell, JsonText& to, int) {
    if (cell.storage == SQLITE_BLOB) {
        refuse(cell, "JSON text");
    }
    get(cell, to.text, 0);  // a column declared JSON keeps the document 5 as an integer
}

void get(const Cell& cell, Bytes& to, int) {
    if (cell.storage != SQLITE_BLOB && cell.storage != SQLITE_TEXT) {
        refuse(cell, "bytes");
    }
    const std::span<const std::byte> bytes = cell.bytes();
    to.assign(bytes.begin(), bytes.end());
}

void get(const Cell& cell, Date& to, int) {
    if (cell.storage != SQLITE_TEXT) {
        refuse(cell, "a date (YYYY-MM-DD)");
    }
    const std::string_view text = cell.text();
    if (text.size() <= date_text_size) {
        to = parse_date(text);
        return;
    }
    const Timestamp exact = parse_timestamp(text);
    to = std::chrono::floor<std::chrono::days>(exact);
    if (to != exact) {
        throw DataError(display(cell) + " is a date with a time of day");
    }
}

void get(const Cell& cell, Timestamp& to, int) {
    if (cell.storage != SQLITE_TEXT) {
        refuse(cell, "a date with time (YYYY-MM-DD HH:MM:SS)");
    }
    to = parse_timestamp(cell.text());
}

void get(const Cell& cell, TimeOfDay& to, int) {
    if (cell.storage != SQLITE_TEXT) {
        refuse(cell, "a time of day (HH:MM:SS)");
    }
    to = parse_time_of_day(cell.text());
}

void get(const Cell& cell, Interval& to, int) { to = Interval{get_integer(cell, "a number of microseconds")}; }

void get(const Cell& cell, DecimalText& to, int digits) {
    switch (cell.storage) {
        case SQLITE_INTEGER:
            to.digits = std::to_string(cell.integer());
            break;
        case SQLITE_FLOAT: {
            // SQLite keeps 15 digits for sure; those behind are noise of the binary form.
            char text[32];
            const double number = cell.real();
            if (!std::isfinite(number)) {
                refuse(cell, "a decimal number");
            }
            const auto [end, error] =
                std::to_chars(text, text + sizeof text, number, std::chars_format::scientific, 14);
            to.digits = normalise_decimal(std::string_view(text, static_cast<std::size_t>(end - text)));
            break;
        }
        case SQLITE_TEXT:
            to = parse_decimal(cell.text());
            break;
        default:
            refuse(cell, "a decimal number");
    }
    if (digits >= 0) {
        to.digits = round_decimal(to.digits, digits);
    }
}

void get(const Cell& cell, Uuid& to, int) {
    if (cell.storage == SQLITE_TEXT) {
        to = Uuid::parse(cell.text());
        return;
    }
    if (cell.storage != SQLITE_BLOB || cell.bytes().size() != to.bytes.size()) {
        refuse(cell, "a UUID");
    }
    std::memcpy(to.bytes.data(), cell.bytes().data(), to.bytes.size());
}

template <class T>
T& engaged(void* optional_member) {
    auto& optional = *static_cast<std::optional<T>*>(optional_member);
    return optional ? *optional : optional.emplace();
}

constexpr std::int64_t no_int32 = INT64_MAX;

bool is_int32(std::int64_t number) { return number == static_cast<std::int32_t>(number); }

/// What most columns are, in the storage that they should have; false for all else.
inline bool read_common(const Cell& cell, MemberForm form, void* member) {
    switch (form) {
        case MemberForm::int32: {
            const std::int64_t number = cell.storage == SQLITE_INTEGER ? cell.integer() : no_int32;
            if (!is_int32(number)) {
                return false;
            }
            *static_cast<std::int32_t*>(member) = static_cast<std::int32_t>(number);
            return true;
        }
        case MemberForm::int64:
            if (cell.storage != SQLITE_INTEGER) {
                return false;
            }
            *static_cast<std::int64_t*>(member) = cell.integer();
            return true;
        case MemberForm::float64:
            if (cell.storage != SQLITE_FLOAT) {
                return false;
            }
            *static_cast<double*>(member) = cell.real();
            return true;
        case MemberForm::text:
            if (cell.storage != SQLITE_TEXT) {
                return false;
            }
            static_cast<std::string*>(member)->assign(cell.text());
            return true;
        case MemberForm::optional_int32: {
            const std::int64_t number = cell.storage == SQLITE_INTEGER ? cell.integer() : no_int32;
            if (!is_int32(number)) {
                return false;
            }
            *static_cast<std::optional<std::int32_t>*>(member) = static_cast<std::int32_t>(number);
            return true;
        }
        case MemberForm::optional_int64:
            if (cell.storage != SQLITE_INTEGER) {
                return false;
            }
            *static_cast<std::optional<std::int64_t>*>(member) = cell.integer();
            return true;
        case MemberForm::optional_float64:
            if (cell.storage != SQLITE_FLOAT) {
                return false;
            }
            *static_cast<std::optional<double>*>(member) = cell.real();
            return true;
        case MemberForm::optional_text:
            if (cell.storage == SQLITE_NULL) {
                static_cast<std::optional<std::string>*>(member)->reset();
                return true;
            }
            if (cell.storage != SQLITE_TEXT) {
                return false;
            }
            engaged<std::string>(member).assign(cell.text());
            return true;
        case MemberForm::other:
            break;
    }
    return false;
}

template <class T>
void get_slot(const Cell& cell, const FieldSlot& slot, void* member) {
    if (slot.adapted) [[unlikely]] {
        T native{};
        get(cell, native, slot.digits);
        detail::load_adapted(*slot.field, &native, member);
    } else if (slot.optional) {
        get(cell, engaged<T>(member), slot.digits);
    } else {
        get(cell, *static_cast<T*>(member), slot.digits);
    }
}

[[gnu::noinline]] void read_slot(const Cell& cell, const FieldSlot& slot, void* member) {
    if (cell.storage == SQLITE_NULL) {
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

Value read_value(sqlite3_stmt* statement, int column) {
    const Cell cell(statement, column);
    switch (cell.storage) {
        case SQLITE_INTEGER:
            return cell.integer();
        case SQLITE_FLOAT:
            return cell.real();
        case SQLITE_TEXT:
            return Value(cell.text());
        case SQLITE_BLOB: {
            const std::span<const std::byte> bytes = cell.bytes();
            return Bytes(bytes.begin(), bytes.end());
        }
        default:
            return {};
    }
}

void read_object(sqlite3_stmt* statement, int first, std::span<const FieldSlot> fields, void* object) {
    int column = first;
    for (const FieldSlot& slot : fields) {
        void* member = static_cast<char*>(object) + slot.offset;
        const Cell cell(statement, column);
        ++column;
        if (!read_common(cell, slot.form, member)) [[unlikely]] {
            read_slot(cell, slot, member);
        }
    }
}

}  // namespace rowan::driver::sqlite
