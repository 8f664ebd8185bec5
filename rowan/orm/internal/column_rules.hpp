// rowan/orm/internal/column_rules.hpp: what a column keeps of a value that its member can hold.
//
// Times are floored and decimals rounded to the column's digits, as drivers do when they send them; a flush writes the
// result back into the object, so that object and row agree. What would be cut or would not fit (text longer than the
// column, a number out of its range) is refused before anything is sent, on every database alike.
#pragma once

#include <rowan/orm/internal/snapshot.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace rowan {

class Mapper;

namespace detail {

/// A column that may not keep each value of its member's type. Most columns need no rule.
struct ColumnRule {
    enum class Limit : std::uint8_t {
        digits,      ///< of a time's fraction
        decimal,     ///< `size` digits, `digits` of them after the point
        single,      ///< a double in a column of floats
        characters,  ///< at most `size`
        other,       ///< whatever its type has no room for
    };
    Limit limit{};
    std::uint16_t field = 0;
    std::int32_t size = 0;
    std::int32_t digits = 0;
};

std::vector<ColumnRule> make_column_rules(const Mapper& mapper);

/// The value that the column keeps, if it is another one than the object's. Throws DataError, with table and column, if
/// the column can't hold it.
std::optional<Value> fitted_value(const Mapper& mapper, const ColumnRule& rule, const void* object);

/// Throws DataError if one of the columns can't hold its value.
void check_values(const Mapper& mapper, ColumnSet columns, const void* object);

}  // namespace detail
}  // namespace rowan
