#include <rowan/orm/internal/cursor.hpp>

#include <rowan/types/date_time.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <variant>

namespace rowan::detail {
namespace {

constexpr char version = 1;
constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

[[noreturn]] void refuse(const char* reason) {
    throw ArgumentError(std::string("keyset: this cursor ") + reason +
                        "; begin with the first page (an empty cursor), and give `next()` on as it is");
}

std::string to_base64(std::string_view bytes) {
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

std::string from_base64(std::string_view text) {
    std::string bytes;
    std::uint32_t held = 0;
    int bits = 0;
    for (const char c : text) {
        const std::size_t digit = alphabet.find(c);
        if (digit == std::string_view::npos)
            refuse("is damaged");
        held = held << 6U | static_cast<std::uint32_t>(digit);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            bytes += static_cast<char>(held >> bits & 255U);
        }
    }
    return bytes;
}

void put_number(std::string& to, std::uint64_t number) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        to += static_cast<char>(number >> shift & 255U);
}

void put_bytes(std::string& to, const void* bytes, std::size_t size) {
    put_number(to, size);
    to.append(static_cast<const char*>(bytes), size);
}

class Reader {
public:
    explicit Reader(std::string_view bytes) : rest_(bytes) {}
    std::string_view take(std::uint64_t count) {
        if (count > rest_.size())
            refuse("is damaged");
        const std::string_view taken = rest_.substr(0, static_cast<std::size_t>(count));
        rest_.remove_prefix(taken.size());
        return taken;
    }
    std::uint64_t number() {
        std::uint64_t number = 0;
        unsigned shift = 0;
        for (const char c : take(8)) {
            number |= static_cast<std::uint64_t>(static_cast<unsigned char>(c)) << shift;
            shift += 8;
        }
        return number;
    }
    std::string_view bytes() { return take(number()); }

private:
    std::string_view rest_;
};

/// A value of native type T; numbers and times as 8 bytes, the rest with their length.
template <class T>
void put(std::string& to, const T& value) {
    if constexpr (std::is_same_v<T, std::string>)
        put_bytes(to, value.data(), value.size());
    else if constexpr (std::is_same_v<T, Bytes>)
        put_bytes(to, value.data(), value.size());
    else if constexpr (std::is_same_v<T, DecimalText>)
        put_bytes(to, value.digits.data(), value.digits.size());
    else if constexpr (std::is_same_v<T, JsonText>)
        put_bytes(to, value.text.data(), value.text.size());
    else if constexpr (std::is_same_v<T, Uuid>)
        put_bytes(to, value.bytes.data(), value.bytes.size());
    else if constexpr (std::is_same_v<T, TimeOfDay>)
        put(to, value.since_midnight);
    else if constexpr (std::is_floating_point_v<T>)
        put_number(to, std::bit_cast<std::uint64_t>(static_cast<double>(value)));
    else if constexpr (std::is_integral_v<T>)
        put_number(to, static_cast<std::uint64_t>(value));
    else if constexpr (requires { value.time_since_epoch(); })
        put_number(to, static_cast<std::uint64_t>(static_cast<std::int64_t>(value.time_since_epoch().count())));
    else
        put_number(to, static_cast<std::uint64_t>(static_cast<std::int64_t>(value.count())));
}

template <class T>
T get(Reader& from) {
    if constexpr (std::is_same_v<T, std::string>) {
        return std::string(from.bytes());
    } else if constexpr (std::is_same_v<T, Bytes>) {
        const std::string_view bytes = from.bytes();
        const auto* data = reinterpret_cast<const std::byte*>(bytes.data());
        return Bytes(data, data + bytes.size());
    } else if constexpr (std::is_same_v<T, DecimalText>) {
        return DecimalText{std::string(from.bytes())};
    } else if constexpr (std::is_same_v<T, JsonText>) {
        return JsonText{std::string(from.bytes())};
    } else if constexpr (std::is_same_v<T, Uuid>) {
        Uuid uuid;
        const std::string_view bytes = from.bytes();
        if (bytes.size() != uuid.bytes.size())
            refuse("is damaged");
        std::memcpy(uuid.bytes.data(), bytes.data(), bytes.size());
        return uuid;
    } else if constexpr (std::is_same_v<T, TimeOfDay>) {
        return TimeOfDay{get<std::chrono::microseconds>(from)};
    } else if constexpr (std::is_floating_point_v<T>) {
        return static_cast<T>(std::bit_cast<double>(from.number()));
    } else if constexpr (std::is_integral_v<T>) {
        return static_cast<T>(from.number());
    } else {
        const auto count = static_cast<std::int64_t>(from.number());
        if constexpr (requires(T value) { value.time_since_epoch(); })
            return T(typename T::duration(static_cast<typename T::rep>(count)));
        else
            return T(static_cast<typename T::rep>(count));
    }
}

/// Refuses what no column holds: the checksum is no secret, so a cursor may say anything.
template <class T>
void require_sound(const T& native) {
    try {
        if constexpr (std::is_floating_point_v<T>) {
            if (std::isnan(native))
                refuse("is damaged");
        } else if constexpr (std::is_same_v<T, DecimalText>) {
            static_cast<void>(parse_decimal(native.digits));
        } else if constexpr (std::is_same_v<T, Date> || std::is_same_v<T, Timestamp> || std::is_same_v<T, TimeOfDay>) {
            static_cast<void>(to_text(native));
        }
    } catch (const DataError&) {
        refuse("is damaged");
    }
}

}  // namespace

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) noexcept {
    for (const char c : text)
        seed = (seed ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3U;
    return seed;
}

std::string write_cursor(std::uint64_t order, std::span<const driver::FieldSlot> columns, const void* object) {
    std::string bytes(1, version);
    put_number(bytes, order);
    for (const driver::FieldSlot& slot : columns) {
        const void* const held = slot.field->ops->value(slot.field->in(object));
        visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) {
            if (slot.adapted) {
                T native{};
                store_adapted(*slot.field, held, &native);
                put(bytes, native);
            } else {
                put(bytes, *static_cast<const T*>(held));
            }
        });
    }
    put_number(bytes, hash_text(bytes));
    return to_base64(bytes);
}

std::vector<Value> read_cursor(std::string_view cursor, std::uint64_t order,
                               std::span<const driver::FieldSlot> columns) {
    const std::string bytes = from_base64(cursor);
    if (bytes.size() < 17)
        refuse("is damaged");
    const std::string_view body = std::string_view(bytes).substr(0, bytes.size() - 8);
    if (Reader(std::string_view(bytes).substr(body.size())).number() != hash_text(body) || to_base64(bytes) != cursor)
        refuse("is damaged");
    Reader reader(body);
    if (reader.take(1)[0] != version)
        refuse("is of another version of rowan");
    if (reader.number() != order)
        refuse("belongs to a query with another order");
    std::string again(1, version);
    put_number(again, order);
    std::vector<Value> values;
    for (const driver::FieldSlot& slot : columns) {
        values.push_back(visit_kind(slot.kind, [&]<class T>(std::type_identity<T>) {
            const T native = get<T>(reader);
            require_sound(native);
            put(again, native);
            return Value::from_native(&native, slot.kind);
        }));
    }
    // A number that was cut to its column's width would be another one.
    if (again != body)
        refuse("is damaged");
    return values;
}

}  // namespace rowan::detail
