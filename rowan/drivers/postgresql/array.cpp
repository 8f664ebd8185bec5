#include <rowan/drivers/postgresql/internal/array.hpp>

#include <rowan/drivers/postgresql/internal/encode.hpp>
#include <rowan/drivers/postgresql/internal/read.hpp>
#include <rowan/drivers/postgresql/internal/wire.hpp>
#include <rowan/types/internal/convert.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/native.hpp>

#include <optional>
#include <variant>

namespace rowan::driver::postgresql {
namespace {

// Dimensions, whether there are NULLs, the elements' type; then for each dimension its size and first index.
constexpr std::size_t header_size = 12;
constexpr std::size_t dimension_size = 8;
constexpr std::size_t most_bytes = INT32_MAX / 2;

[[noreturn]] void throw_no_array() { throw DataError("the server's value is not in the form of an array"); }

std::string element_text(const Value& value) {
    return std::visit(
        [&]<class T>(const T& held) -> std::string {
            if constexpr (std::is_same_v<T, Null>) {
                return "NULL";
            } else if constexpr (std::is_same_v<T, bool>) {
                return held ? "t" : "f";
            } else if constexpr (std::is_same_v<T, double>) {
                return detail::number_text(held);
            } else if constexpr (std::is_integral_v<T>) {
                return std::to_string(held);
            } else if constexpr (std::is_same_v<T, Interval>) {
                return std::to_string(held.count()) + " microseconds";
            } else if constexpr (std::is_same_v<T, Bytes>) {
                return "\\x" + detail::hex_digits(held);
            } else {
                return detail::convert<std::string>(value);
            }
        },
        value.storage());
}

bool needs_quotes(std::string_view text) {
    constexpr std::string_view special = "{},\"\\ \t\n\r\v\f";
    return text.empty() || text == "NULL" || text == "null" || text.find_first_of(special) != std::string_view::npos;
}

std::string quoted_element(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + '"';
}

class ArrayReader {
public:
    ArrayReader(std::string_view binary, const TypeCache& types) : rest_(binary), types_(types) {
        const std::string_view header = take(header_size);
        const auto dimensions = load<std::uint32_t>(header.data());
        type_ = load<Oid>(header.data() + 8);
        coding_ = types.coding(type_);
        if (dimensions > 6) {
            throw_no_array();
        }
        for (std::uint32_t i = 0; i < dimensions; ++i) {
            sizes_.push_back(load<std::uint32_t>(take(dimension_size).data()));
        }
    }

    std::string text() { return sizes_.empty() ? "{}" : dimension(0); }

private:
    std::string_view take(std::size_t size) {
        if (rest_.size() < size) {
            throw_no_array();
        }
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(size);
        return taken;
    }

    std::string dimension(std::size_t index) {
        std::string result = "{";
        for (std::uint32_t i = 0; i < sizes_[index]; ++i) {
            result += i == 0 ? "" : ",";
            result += index + 1 < sizes_.size() ? dimension(index + 1) : element();
        }
        return result + "}";
    }

    std::string element() {
        const auto size = load<std::int32_t>(take(4).data());
        if (size < 0) {
            return "NULL";
        }
        const Value value =
            read_value({.bytes = take(static_cast<std::size_t>(size)), .coding = coding_, .type = type_}, types_);
        const std::string text = element_text(value);
        return needs_quotes(text) ? quoted_element(text) : text;
    }

    std::string_view rest_;
    const TypeCache& types_;
    Oid type_ = 0;
    Coding coding_ = Coding::unknown;
    std::vector<std::uint32_t> sizes_{};
};

template <std::integral T>
void append(std::string& to, T value) {
    char bytes[sizeof value];
    store(bytes, value);
    to.append(bytes, sizeof bytes);
}

template <class T>
void append_header(std::string& to, std::size_t size, bool has_nulls) {
    constexpr Oid element = type_of<T>() == 0 ? oid::text : type_of<T>();
    append(to, std::int32_t{size == 0 ? 0 : 1});
    append(to, std::int32_t{has_nulls ? 1 : 0});
    append(to, element);
    if (size != 0) {
        append(to, static_cast<std::int32_t>(size));
        append(to, std::int32_t{1});
    }
}

template <class T>
void append_element(std::string& to, const T& value, int digits, std::string& scratch) {
    if constexpr (requires { form(value, digits); }) {
        const Fixed fixed = form(value, digits);
        append(to, static_cast<std::int32_t>(fixed.size));
        to.append(fixed.bytes, static_cast<std::size_t>(fixed.size));
    } else {
        const std::string_view bytes = form(value, digits, scratch);
        append(to, static_cast<std::int32_t>(bytes.size()));
        to += bytes;
    }
}

template <class T>
void append_column(std::string& to, const FieldSlot& slot, std::span<const void* const> objects) {
    std::string scratch;
    for (const void* object : objects) {
        const void* member = static_cast<const char*>(object) + slot.offset;
        const void* value = slot.field->ops->value(member);
        if (value == nullptr) {
            append(to, std::int32_t{-1});
        } else if (slot.adapted) {
            T native{};
            detail::store_adapted(*slot.field, value, &native);
            append_element(to, native, slot.digits, scratch);
        } else {
            append_element(to, *static_cast<const T*>(value), slot.digits, scratch);
        }
    }
}

}  // namespace

std::string array_text(std::string_view binary, const TypeCache& types) { return ArrayReader(binary, types).text(); }

void bind_column(Parameter& parameter, const FieldSlot& field, std::span<const void* const> objects) {
    std::string& to = parameter.own;
    to.clear();
    try {
        detail::visit_kind(field.kind, [&]<class T>(std::type_identity<T>) {
            append_header<T>(to, objects.size(), field.optional);
            append_column<T>(to, field, objects);
            parameter.type = array_of<T>();
        });
    } catch (const DataError& error) {
        if (!error.column().empty()) {
            throw;
        }
        throw detail::field_error(*field.field, error.what());
    }
    if (to.size() > most_bytes) {
        throw detail::field_error(*field.field, "the values of the batch are more than the 1 GB that PostgreSQL takes");
    }
    parameter.binary = true;
    parameter.data = to.data();
    parameter.size = static_cast<int>(to.size());
}

void bind_array(Parameter& parameter, int number, std::span<const Value> values) {
    std::string& to = parameter.own;
    to.clear();
    try {
        std::visit(
            [&]<class T>(const T&) {
                parameter.binary = type_of<T>() != 0;
                parameter.type = parameter.binary ? array_of<T>() : 0;
                if constexpr (std::is_same_v<T, Null>) {
                    throw DataError("NULL is no element of an array");
                } else if constexpr (type_of<T>() == 0) {
                    std::string scratch;
                    for (const Value& value : values) {
                        to += to.empty() ? "{" : ",";
                        to += quoted_element(form(std::get<T>(value.storage()), -1, scratch));
                    }
                    to += "}";
                } else {
                    std::string scratch;
                    append_header<T>(to, values.size(), false);
                    for (const Value& value : values) {
                        append_element(to, std::get<T>(value.storage()), -1, scratch);
                    }
                }
            },
            values.front().storage());
    } catch (const DataError& error) {
        throw DataError("parameter " + std::to_string(number + 1) + ": " + error.what());
    }
    if (to.size() > most_bytes) {
        throw DataError("parameter " + std::to_string(number + 1) +
                        ": the values are more than the 1 GB that PostgreSQL takes");
    }
    parameter.data = to.data();
    parameter.size = static_cast<int>(to.size());
}

}  // namespace rowan::driver::postgresql
