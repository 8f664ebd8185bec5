#include <rowan/drivers/postgresql/internal/copy.hpp>

#include <rowan/drivers/postgresql/internal/encode.hpp>
#include <rowan/types/internal/native.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

namespace rowan::driver::postgresql {
namespace {

constexpr std::size_t portion_bytes = std::size_t{4} << 20U;
/// Those that tell how long the others may be.
constexpr std::size_t tried_rows = 16;
constexpr std::string_view header("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);

/// Appends one value to rows.
class Writer {
public:
    Writer(CopyBuffer& to, const CopyColumn& column, int digits) : to_(to), column_(column), digits_(digits) {}

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
    bool write_bytes(std::string_view bytes, std::string_view before = {}) {
        char* at = to_.take(sizeof(std::int32_t) + before.size() + bytes.size());
        store(at, static_cast<std::int32_t>(before.size() + bytes.size()));
        at = std::copy(before.begin(), before.end(), at + sizeof(std::int32_t));
        std::copy(bytes.begin(), bytes.end(), at);
        return true;
    }

    template <class T>
    bool write_form(const T& value) {
        if constexpr (requires { form(value, digits_); }) {
            const Fixed fixed = form(value, digits_);
            return write_bytes({fixed.bytes, static_cast<std::size_t>(fixed.size)});
        } else {
            std::string scratch;
            return write_bytes(form(value, digits_, scratch));
        }
    }

    template <class Narrow, class T>
    bool write_narrow(T value) {
        if (!std::in_range<Narrow>(value)) {
            throw DataError(std::to_string(value) + " does not fit the column, which has " +
                            std::to_string(8 * sizeof(Narrow)) + " bits");
        }
        char* const at = to_.take(sizeof(std::int32_t) + sizeof(Narrow));
        store(at, static_cast<std::int32_t>(sizeof(Narrow)));
        store(at + sizeof(std::int32_t), static_cast<Narrow>(value));
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
            case Coding::numeric: {
                std::string scratch;
                write_numeric(std::to_string(value), scratch);
                return write_bytes(scratch);
            }
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
                return write_bytes(text, "\1");  // the version of the form
            case Coding::uuid: {
                const Uuid uuid = Uuid::parse(text);
                return write_form(uuid);
            }
            default:
                return false;
        }
    }

    CopyBuffer& to_;
    const CopyColumn& column_;
    const int digits_;
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

void write_field(CopyBuffer& to, const CopyColumn& column, const FieldSlot& slot, const void* object) {
    const void* value = slot.field->ops->value(static_cast<const char*>(object) + slot.offset);
    if (value == nullptr) {
        store(to.take(sizeof(std::int32_t)), std::int32_t{-1});
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

void CopyBuffer::reserve(std::size_t capacity) {
    if (capacity <= capacity_) {
        return;
    }
    std::unique_ptr<char[]> bytes(new char[capacity]);
    if (size_ > 0) {
        std::memcpy(bytes.get(), bytes_.get(), size_);
    }
    bytes_ = std::move(bytes);
    capacity_ = capacity;
}

char* CopyBuffer::take(std::size_t size) {
    if (capacity_ - size_ < size) {
        reserve(std::max(size_ + size, 2 * capacity_));
    }
    char* const taken = bytes_.get() + size_;
    size_ += size;
    return taken;
}

std::size_t write_portion(CopyBuffer& to, std::span<const CopyColumn> columns, std::span<const FieldSlot> fields,
                          std::span<const void* const> objects) {
    std::memcpy(to.take(header.size()), header.data(), header.size());
    std::size_t rows = 0;
    while (rows < objects.size() && to.bytes().size() < portion_bytes) {
        store(to.take(sizeof(std::int16_t)), static_cast<std::int16_t>(fields.size()));
        for (std::size_t i = 0; i < fields.size(); ++i) {
            write_field(to, columns[i], fields[i], objects[rows]);
        }
        ++rows;
        if (rows == tried_rows) {  // with an eighth to spare
            const std::size_t expected = std::min(objects.size() * to.bytes().size() / tried_rows, portion_bytes);
            to.reserve(expected + expected / 8);
        }
    }
    store(to.take(sizeof(std::int16_t)), std::int16_t{-1});
    return rows;
}

}  // namespace rowan::driver::postgresql
