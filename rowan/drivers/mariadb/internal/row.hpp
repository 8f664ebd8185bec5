// rowan/drivers/mariadb/internal/row.hpp: a row as the binary protocol brings it, with its columns found.
#pragma once

#include <mysql.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::driver::mariadb {

/// How a column's values are written.
enum class Coding : std::uint8_t {
    null,
    int8,
    uint8,
    int16,
    uint16,
    int32,
    uint32,
    int64,
    uint64,
    float32,
    float64,
    decimal,
    date,
    timestamp,
    time,
    text,
    bytes,
    bits,
    json,
    uuid,
};

Coding coding_of(const MYSQL_FIELD& field) noexcept;

/// A column: how it is written, and its value in the current row.
struct Cell {
    const char* data = nullptr;  ///< null: NULL
    std::size_t size = 0;
    Coding coding = Coding::null;
    std::uint8_t fixed_size = 0;  ///< of every value; 0: each says its own

    Cell() = default;
    explicit Cell(Coding how) noexcept;
    std::string_view bytes() const noexcept { return {data, size}; }
};

/// Connector/C calls it for each column of a row that it fetches. `cells` is the array of Cell; `row` is null for NULL,
/// and else moves behind the value.
extern "C" void rowan_mariadb_take_cell(void* cells, unsigned int column, unsigned char** row) noexcept;

/// A row with memory of its own, into which its cells point.
struct KeptRow {
    explicit KeptRow(const std::vector<Cell>& row);
    KeptRow(const KeptRow&) = delete;
    KeptRow& operator=(const KeptRow&) = delete;

    std::vector<Cell> cells;
    std::string bytes{};
};

}  // namespace rowan::driver::mariadb
