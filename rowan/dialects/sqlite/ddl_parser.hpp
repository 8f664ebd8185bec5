// rowan/dialects/sqlite/ddl_parser.hpp: what only the CREATE statements in sqlite_master tell.
//
//     if (std::optional<ParsedTable> parsed = parse_create_table(sql)) parsed->checks …
//
// The pragmas tell columns, types and keys; names of constraints, checks, computed expressions, collations and options
// of tables stand in the text alone. A parser that does not recurse reads it; it takes what SQLite takes, also its old
// habits (names in any quotes, constraints without commas between them).
#pragma once

#include <rowan/schema/constraint.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

struct ParsedColumn {
    std::string name{};
    std::string collation{};
    std::string not_null_on_conflict{};
    std::string computed{};
    bool computed_stored = false;
};

struct ParsedTable {
    std::vector<ParsedColumn> columns{};
    PrimaryKey primary_key{};
    std::vector<ForeignKey> foreign_keys{};
    std::vector<Unique> uniques{};
    std::vector<Check> checks{};
    bool autoincrement = false;
    bool strict = false;
    bool without_rowid = false;
};

struct ParsedIndexPart {
    std::string sql{};  ///< without COLLATE and DESC at its end, and without parentheses round the whole
    std::string collation{};
};

struct ParsedIndex {
    std::vector<ParsedIndexPart> parts{};
    std::string where{};
};

/// Nothing if the text can't be understood, or is no CREATE TABLE of an ordinary table.
std::optional<ParsedTable> parse_create_table(std::string_view sql);
/// Nothing if the text can't be understood.
std::optional<ParsedIndex> parse_create_index(std::string_view sql);
/// What stands behind AS in a CREATE VIEW; empty if the text can't be understood.
std::string parse_view_definition(std::string_view sql);

}  // namespace rowan::detail
