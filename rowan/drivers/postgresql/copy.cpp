#include <rowan/drivers/postgresql/internal/copy.hpp>

#include <rowan/drivers/postgresql/internal/encode.hpp>
#include <rowan/types/internal/native.hpp>

#include <cmath>
#include <limits>
#include <utility>

namespace rowan::driver::postgresql {
namespace {

constexpr std::string_view header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

template <std::integral T>
void append(std::string& to, T value) {
    char bytes[sizeof value];
    store(bytes, value);
    to.append(bytes, sizeof bytes);
}

/// Appends values of one native type to rows.
class Writer {
public:
    Writer(std::string& to, const CopyColumn& column, int digits) : to_(to), column_(column), digits_(digits) {}

    // Each gives whether the column takes such a value as it is.

    template <class T>
    bool write(const T& value) {
        if (type_of<T>() != 0 && type_of<T>() == column_.type) {
            return write_form(value);
        }
        if constexpr (std::is_same_v<T, bool>) {
            return false;
        } else if constexpr (std::is_integral_v<T>) {
            return write_integer(value);
        } else if constexpr (std::is_floating_point_v<T>) {
            return write_floating(static_cast<double>(value));
        } else if constexpr (std::is_same_v<T, std::string>) {
            return write_text(text_form(value));
        } else if constexpr (std::is_same_v<T, JsonText>) {
            return write_text(text_form(value.text));
        } else if constexpr (std::is_same_v<T, Uuid>) {
            return column_.coding == Coding::text && write_bytes(value.to_string());
        } else if constexpr (std::is_same_v<T, Timestamp>) {
            return column_.coding == Coding::timestamptz && write_form(value);
        } else {
            return false;
        }
    }

private:
    bool write_bytes(std::string_view bytes) {
        append(to_, static_cast<std::int32_t>(bytes.size()));
        to_ += bytes;
        return true;
    }

    template <class T>
    bool write_form(const T& value) {
        if constexpr (requires { form(value, digits_); }) {
            const Fixed fixed = form(value, digits_);
            return write_bytes({fixed.bytes, static_cast<std::size_t>(fixed.size)});
        } else {
            return write_bytes(form(value, digits_, scratch_));
        }
    }

    template <class Narrow, class T>
    bool write_narrow(T value) {
        if (!std::in_range<Narrow>(value)) {
            throw DataError(std::to_string(value) + " does not fit the column, which has " +
                            std::to_string(8 * sizeof(Narrow)) + " bits");
        }
        append(to_, static_cast<std::int32_t>(sizeof(Narrow)));
        append(to_, static_cast<Narrow>(value));
        return true;
    }

    template <class T>
    bool write_integer(T value) {
        switch (column_.coding) {
            case Coding::int2:
                return write_narrow<std::int16_t>(value);
            case Coding::int4:
                return write_narrow<std::int32_t>(value);
            case Coding::int8:
                return write_narrow<std::int64_t>(value);
            case Coding::numeric:
                scratch_.clear();
                write_numeric(std::to_string(value), scratch_);
                return write_bytes(scratch_);
            default:
                return false;
        }
    }

    bool write_floating(double value) {
        if (column_.coding == Coding::float8) {
            return write_form(value);
        }
        if (column_.coding == Coding::float4) {
            if (std::isfinite(value) && std::fabs(value) > static_cast<double>(std::numeric_limits<float>::max())) {
                throw DataError(std::to_string(value) + " is too large for the column, which has 32 bits");
            }
            return write_form(static_cast<float>(value));
        }
        return false;
    }

    bool write_text(std::string_view text) {
        switch (column_.coding) {
            case Coding::text:
            case Coding::json:
                return write_bytes(text);
            case Coding::jsonb:
                append(to_, static_cast<std::int32_t>(text.size() + 1));
                to_ += '\1';
                to_ += text;
                return true;
            case Coding::uuid: {
                const Uuid uuid = Uuid::parse(text);
                return write_form(uuid);
            }
            default:
                return false;
        }
    }

    std::string& to_;
    const CopyColumn& column_;
    const int digits_;
    std::string scratch_{};
};

template <class T>
bool write_member(Writer& writer, const FieldSlot& slot, const void* value) {
    if (slot.adapted) {
        T native{};
        detail::store_adapted(*slot.field, value, &native);
        return writer.write(native);
    }
    return writer.write(*static_cast<const T*>(value));
}

void write_field(std::string& to, const CopyColumn& column, const FieldSlot& slot, const void* object) {
    const void* value = slot.field->ops->value(static_cast<const char*>(object) + slot.offset);
    if (value == nullptr) {
        append(to, std::int32_t{-1});
        return;
    }
    Writer writer(to, column, slot.digits);
    bool taken = false;
    try {
        taken = detail::visit_kind(
            slot.kind, [&]<class T>(std::type_identity<T>) { return write_member<T>(writer, slot, value); });
    } catch (const DataError& error) {
        if (!error.column().empty()) {
            throw;
        }
        throw detail::field_error(*slot.field, error.what());
    }
    if (!taken) {
        throw UnsupportedError(std::string(slot.field->table) + "." + std::string(slot.field->column) +
                               ": COPY can't bring " + std::string(detail::kind_name(slot.kind)) +
                               " into a column of the type with the number " + std::to_string(column.type) +
                               " (pg_type.oid); an INSERT can");
    }
}

}  // namespace

std::string copy_rows(std::span<const CopyColumn> columns, std::span<const FieldSlot> fields,
                      std::span<const void* const> objects) {
    std::string rows(header);
    for (const void* object : objects) {
        append(rows, static_cast<std::int16_t>(fields.size()));
        for (std::size_t i = 0; i < fields.size(); ++i) {
            write_field(rows, columns[i], fields[i], object);
        }
    }
    append(rows, std::int16_t{-1});
    return rows;
}

}  // namespace rowan::driver::postgresql
