// rowan/schema/table_column.hpp: a column of a table that is known at run time only: its description, and an
// expression.
//
//     users["name"].type().length              // 50
//     select(users["id"]).where(users["name"].like("ed%") && users["age"].between(18, 30))
//                        .order_by(users["age"].desc().nulls_last())
#pragma once

#include <rowan/schema/table.hpp>
#include <rowan/sql/typed.hpp>

#include <cstddef>
#include <string>

namespace rowan {

/// A handle to a column of a table, cheap to copy. As an expression it has all that any has (`in`, `is_null`, `desc`,
/// …); what it is compared with is checked by the database alone, and its values are read as Value. `column = value` is
/// an assignment in a statement, also between two of these.
class TableColumn : public ColumnExpr<Dynamic> {
public:
    /// `column_index` is less than the number of the table's columns.
    TableColumn(Table of, std::size_t column_index);
    TableColumn(const TableColumn&) = default;

    using ColumnExpr<Dynamic>::operator=;
    Assignment operator=(const TableColumn& other) const { return set(other); }

    const ColumnData& data() const noexcept { return table.columns()[index]; }
    const std::string& name() const noexcept { return data().name; }
    const SqlType& type() const noexcept { return data().type; }
    bool nullable() const noexcept { return data().nullable; }
    bool primary_key() const noexcept { return data().primary_key > 0; }

    const Table table;
    const std::size_t index;
};

}  // namespace rowan
