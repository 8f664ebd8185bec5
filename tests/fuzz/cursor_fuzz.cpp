// Any bytes as the cursor of a keyset page, which comes from a URL: refused with an ArgumentError, or values that come
// back from a cursor of their own and can be sent. Its checksum is no secret, so bytes are also tried with the right
// one.
#include "fuzz.hpp"
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/orm/internal/cursor.hpp>
#include <rowan/types.hpp>
#include <rowan/types/json.hpp>

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

namespace rowan::fuzz {

struct CursorRow {
    std::int64_t number{};
    std::string text{};
    double real{};
    bool flag{};
    std::int8_t small{};
    Date date{};
    Timestamp time{};
    TimeOfDay hour{};
    Uuid uuid{};
    Bytes bytes{};
};

inline constexpr std::uint64_t cursor_order = 7;

inline const std::vector<Field>& cursor_fields() {
    static const std::vector<Field> fields = [] {
        std::vector<Field> made;
        const auto add = [&]<class T>(std::type_identity<T>, std::size_t offset) {
            made.emplace_back();
            made.back().ops = &detail::type_ops<T>;
            made.back().offset = static_cast<std::uint32_t>(offset);
            made.back().member = "member";
            made.back().column = "column";
        };
        add(std::type_identity<std::int64_t>(), offsetof(CursorRow, number));
        add(std::type_identity<std::string>(), offsetof(CursorRow, text));
        add(std::type_identity<double>(), offsetof(CursorRow, real));
        add(std::type_identity<bool>(), offsetof(CursorRow, flag));
        add(std::type_identity<std::int8_t>(), offsetof(CursorRow, small));
        add(std::type_identity<Date>(), offsetof(CursorRow, date));
        add(std::type_identity<Timestamp>(), offsetof(CursorRow, time));
        add(std::type_identity<TimeOfDay>(), offsetof(CursorRow, hour));
        add(std::type_identity<Uuid>(), offsetof(CursorRow, uuid));
        add(std::type_identity<Bytes>(), offsetof(CursorRow, bytes));
        return made;
    }();
    return fields;
}
inline std::vector<driver::FieldSlot> cursor_slots() {
    std::vector<driver::FieldSlot> slots;
    for (const Field& field : cursor_fields())
        slots.emplace_back(field);
    return slots;
}

/// A cursor with these bytes inside, as read_cursor wants it.
inline std::string forged_cursor(std::string_view inside) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    std::string bytes(1, '\1');
    const auto put = [&](std::uint64_t number) {
        for (unsigned shift = 0; shift < 64; shift += 8)
            bytes += static_cast<char>(number >> shift & 255U);
    };
    put(cursor_order);
    bytes += inside;
    put(detail::hash_text(bytes));
    std::string text;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : bytes) {
        held = held << 8U | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6; bits -= 6)
            text += alphabet[held >> (bits - 6) & 63U];
    }
    if (bits > 0)
        text += alphabet[held << (6 - bits) & 63U];
    return text;
}

inline Finding check_read(std::string_view cursor, int& accepted) {
    static const std::unique_ptr<driver::Driver> driver = sqlite_driver();
    static const std::unique_ptr<driver::Connection> connection = driver->connect(Url::parse("sqlite://"));
    const std::vector<driver::FieldSlot> slots = cursor_slots();
    std::vector<Value> values;
    try {
        values = detail::read_cursor(cursor, cursor_order, slots);
    } catch (const ArgumentError&) {
        return nullptr;
    }
    if (values.size() != slots.size())
        return "a cursor with another number of values";
    CursorRow row;
    try {
        const auto statement = connection->prepare("SELECT ?");
        for (std::size_t i = 0; i < slots.size(); ++i) {
            assign_field(cursor_fields()[i], &row, values[i]);
            statement->bind(0, values[i]);
            statement->step();
            statement->reset();
        }
    } catch (const Error&) {
        return "a cursor is read whose values can't be sent";
    }
    ++accepted;
    const std::vector<Value> read =
        detail::read_cursor(detail::write_cursor(cursor_order, slots, &row), cursor_order, slots);
    for (std::size_t i = 0; i < slots.size(); ++i)
        if (read[i].to_display() != values[i].to_display())
            return "values that do not come back from their cursor";
    return nullptr;
}

inline Finding check_cursor(std::string_view text, int& accepted) {
    if (Finding finding = check_read(text, accepted))
        return finding;
    return check_read(forged_cursor(text), accepted);
}

}  // namespace rowan::fuzz

ROWAN_FUZZ_TARGET(rowan::fuzz::check_cursor)
