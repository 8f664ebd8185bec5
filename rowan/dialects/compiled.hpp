// rowan/dialects/compiled.hpp: a statement as one database gets it.
//
//     Compiled compiled = dialect.compile(statement);
//     for (int i = 0; const ParameterSource& source : compiled.parameters) … bind parameter i++ …
//
// Owns all that it holds, so it may be kept in a cache and used by any thread.
#pragma once

#include <rowan/types/sql_type.hpp>
#include <rowan/types/value.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace rowan {

/// Where the value of a parameter comes from.
struct ParameterSource {
    enum class Kind : std::uint8_t {
        value,     ///< number `index` of the values that sql::Shape collects from a statement of this shape
        named,     ///< given at execution under `name`
        slot,      ///< number `index` of the object or row that is bound: a placeholder
        array,     ///< number `index` of the arrays that sql::Shape collects
        constant,  ///< `constant`
        output,    ///< the database writes column number `index` of the result into it (RETURNING … INTO)
    };
    Kind kind = Kind::value;
    std::uint32_t index = 0;
    /// Of a value that is assigned to a column: the digits of the fraction that the column keeps; -1: not said.
    std::int8_t digits = -1;
    /// Of a value that is assigned to a table's column: which of Compiled::assigned that is; -1: of no column.
    std::int32_t assigned = -1;
    std::string name{};
    Value constant{};
};

/// A column of the result, as far as the statement says.
struct ResultColumn {
    std::string name{};
    SqlType type{};  ///< unspecified where it is not a table's column or a cast
};

/// A column that a statement assigns values to.
struct AssignedColumn {
    std::string name{};  ///< "table.column"
    SqlType type{};
};

/// A table that a statement names.
struct TableName {
    std::string schema{};
    std::string name{};
    friend bool operator==(const TableName&, const TableName&) = default;
};

struct Compiled {
    std::string sql{};
    std::vector<ParameterSource> parameters{};  ///< one for each placeholder, in the order of the text or of its number
    std::vector<ResultColumn> columns{};        ///< empty if it returns none, or if only the database knows (`text`)
    std::vector<AssignedColumn> assigned{};     ///< what parameters refer to
    bool returns_rows = false;                  ///< for text: a guess by its first word
    bool writes = false;                        ///< for text: a guess by its words; true when in doubt
    std::vector<TableName> tables_read{};
    std::vector<TableName> tables_written{};
    bool tables_unknown = false;  ///< text stands in it: it may read or write any table
};

/// The digits behind the point that the decimals of a result's column have; -1 if the statement does not say.
inline std::int8_t decimal_digits(const Compiled& compiled, int column) noexcept {
    if (static_cast<std::size_t>(column) >= compiled.columns.size())
        return -1;
    const SqlType& type = compiled.columns[static_cast<std::size_t>(column)].type;
    return type.family == TypeFamily::numeric && type.precision > 0 ? static_cast<std::int8_t>(type.scale)
                                                                    : std::int8_t{-1};
}

}  // namespace rowan
