#include <rowan/drivers/mariadb/internal/row.hpp>

#include <rowan/drivers/mariadb/internal/wire.hpp>

namespace rowan::driver::mariadb {
namespace {

constexpr unsigned int binary_collation = 63;

std::uint8_t fixed_size_of(Coding coding) noexcept {
    switch (coding) {
        case Coding::int8:
        case Coding::uint8:
            return 1;
        case Coding::int16:
        case Coding::uint16:
            return 2;
        case Coding::int32:
        case Coding::uint32:
        case Coding::float32:
            return 4;
        case Coding::int64:
        case Coding::uint64:
        case Coding::float64:
            return 8;
        default:
            return 0;
    }
}

/// A type that MariaDB has made of another one: `uuid`, `json`, …
std::string_view attribute(const MYSQL_FIELD& field, mariadb_field_attr_t which) noexcept {
    MARIADB_CONST_STRING found{};
    if (mariadb_field_attr(&found, &field, which) != 0 || found.str == nullptr) {
        return {};
    }
    return {found.str, found.length};
}

}  // namespace

Coding coding_of(const MYSQL_FIELD& field) noexcept {
    const bool is_unsigned = (field.flags & UNSIGNED_FLAG) != 0;
    switch (field.type) {
        case MYSQL_TYPE_NULL:
            return Coding::null;
        case MYSQL_TYPE_TINY:
            return is_unsigned ? Coding::uint8 : Coding::int8;
        case MYSQL_TYPE_SHORT:
            return is_unsigned ? Coding::uint16 : Coding::int16;
        case MYSQL_TYPE_YEAR:
            return Coding::uint16;
        case MYSQL_TYPE_INT24:
        case MYSQL_TYPE_LONG:
            return is_unsigned ? Coding::uint32 : Coding::int32;
        case MYSQL_TYPE_LONGLONG:
            return is_unsigned ? Coding::uint64 : Coding::int64;
        case MYSQL_TYPE_FLOAT:
            return Coding::float32;
        case MYSQL_TYPE_DOUBLE:
            return Coding::float64;
        case MYSQL_TYPE_DECIMAL:
        case MYSQL_TYPE_NEWDECIMAL:
            return Coding::decimal;
        case MYSQL_TYPE_DATE:
        case MYSQL_TYPE_NEWDATE:
            return Coding::date;
        case MYSQL_TYPE_DATETIME:
        case MYSQL_TYPE_DATETIME2:
        case MYSQL_TYPE_TIMESTAMP:
        case MYSQL_TYPE_TIMESTAMP2:
            return Coding::timestamp;
        case MYSQL_TYPE_TIME:
        case MYSQL_TYPE_TIME2:
            return Coding::time;
        case MYSQL_TYPE_BIT:
            return Coding::bits;
        case MYSQL_TYPE_JSON:
            return Coding::json;
        default:
            break;
    }
    if (attribute(field, MARIADB_FIELD_ATTR_FORMAT_NAME) == "json") {
        return Coding::json;
    }
    if (attribute(field, MARIADB_FIELD_ATTR_DATA_TYPE_NAME) == "uuid") {
        return Coding::uuid;
    }
    return field.charsetnr == binary_collation ? Coding::bytes : Coding::text;
}

Cell::Cell(Coding how) noexcept : coding(how), fixed_size(fixed_size_of(how)) {}

extern "C" void rowan_mariadb_take_cell(void* cells, unsigned int column, unsigned char** row) noexcept {
    Cell& cell = static_cast<Cell*>(cells)[column];
    if (row == nullptr) {
        cell.data = nullptr;
        cell.size = 0;
        return;
    }
    const char* at = reinterpret_cast<const char*>(*row);
    cell.size = cell.fixed_size != 0 ? cell.fixed_size : take_length(at);
    cell.data = at;
    *row += (at - reinterpret_cast<const char*>(*row)) + static_cast<std::ptrdiff_t>(cell.size);
}

KeptRow::KeptRow(const std::vector<Cell>& row) : cells(row) {
    std::size_t size = 0;
    for (const Cell& cell : cells) {
        size += cell.size;
    }
    bytes.reserve(size);
    for (Cell& cell : cells) {
        if (cell.data != nullptr) {
            bytes.append(cell.data, cell.size);
            cell.data = bytes.data() + bytes.size() - cell.size;
        }
    }
}

}  // namespace rowan::driver::mariadb
