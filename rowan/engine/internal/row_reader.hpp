// rowan/engine/internal/row_reader.hpp: rows as Values of the types that their columns have.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/engine/row.hpp>

#include <memory>
#include <string>
#include <vector>

namespace rowan {
class Execution;
struct Compiled;
}  // namespace rowan

namespace rowan::detail {

/// A database without a type for dates or booleans gives texts and integers; where the statement knows the column's
/// type, the row gets the value that the program means.
class RowReader {
public:
    explicit RowReader(const Execution& execution);
    RowReader(const RowReader&) = delete;
    RowReader& operator=(const RowReader&) = delete;
    RowReader(RowReader&&) = default;
    RowReader& operator=(RowReader&&) = default;

    const ColumnNames& names() const noexcept { return names_; }
    /// The current row.
    Row read(const Execution& execution) const;

private:
    struct Column {
        Field field{};  // of an optional of the native type, at offset 0
        driver::FieldSlot slot{};
        bool converted = false;
    };
    ColumnNames names_;
    std::vector<Column> columns_;
};

}  // namespace rowan::detail
