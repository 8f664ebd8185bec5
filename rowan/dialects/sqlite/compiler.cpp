#include <rowan/dialects/sqlite/compiler.hpp>

#include <rowan/dialects/internal/json_path.hpp>
#include <rowan/types/decimal_text.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rowan::sqlite {

using sql::NodeKind;

/// CAST looks at the type's affinity only, so that a date, which is text here, must not be cast to DATE (a number).
std::string SqliteCompiler::cast_name(const SqlType& type) const {
    if (type.holds_text)
        return "TEXT";
    switch (type.family) {
        case TypeFamily::boolean:
        case TypeFamily::small_integer:
        case TypeFamily::integer:
        case TypeFamily::big_integer:
        case TypeFamily::interval:
            return "INTEGER";
        case TypeFamily::real:
        case TypeFamily::double_:
            return "REAL";
        case TypeFamily::numeric:
            return "NUMERIC";
        case TypeFamily::binary:
            return "BLOB";
        case TypeFamily::other:
            return type.name;
        default:
            return "TEXT";
    }
}

// --- values -------------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view rounded_here =
    "SQLite would keep an approximation: keep the number as text, or in whole units as an integer";

bool is_integer(std::string_view digits) {
    std::int64_t whole = 0;
    const auto [stop, error] = std::from_chars(digits.data(), digits.data() + digits.size(), whole);
    return error == std::errc() && stop == digits.data() + digits.size();
}

}  // namespace

void SqliteCompiler::write_literal(const Value& value) {
    const auto* number = std::get_if<std::uint64_t>(&value.storage());
    if (number && *number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) && is_definition())
        unsupported("an integer above 9223372036854775807 in a view", rounded_here);
    Compiler::write_literal(value);
}

void SqliteCompiler::write_decimal_literal(std::string_view digits) {
    const std::string text = normalise_decimal(digits);
    const DecimalSize size = decimal_size(text);
    if (!is_integer(text) && size.integer_digits + size.fraction_digits > 15)
        unsupported("a decimal of more than 15 significant digits in a view", rounded_here);
    write(text);
}

// --- operators ----------------------------------------------------------------------------------------------------

/// Two integers would be divided as integers.
void SqliteCompiler::write_division(const sql::BinaryNode& division) {
    write_operand(Binding::product, *division.left);
    write(" / (");
    write_operand(Binding::sum, *division.right);
    write(" + 0.0)");
}

void SqliteCompiler::write_distinct_from(const sql::BinaryNode& comparison) {
    write_tighter_than(Binding::comparison, *comparison.left);
    write(comparison.op == sql::Op::is_distinct ? " IS NOT " : " IS ");
    // `IS NOT NULL` would be read as that operator, which means the same; `IS NOT DISTINCT …` is newer.
    write_tighter_than(Binding::comparison, *comparison.right);
}

/// a ^ b is (a | b) - (a & b).
void SqliteCompiler::write_bits(const sql::BinaryNode& node) {
    if (node.op != sql::Op::bit_xor)
        return Compiler::write_bits(node);
    write("((");
    write_operand(Binding::bits, *node.left);
    write(" | ");
    write_operand(Binding::bits, *node.right, true);
    write(") - (");
    write_operand(Binding::bits, *node.left);
    write(" & ");
    write_operand(Binding::bits, *node.right, true);
    write("))");
}

/// Dates and times are texts, as the driver writes them: a fraction of a second has six digits, or is none.
void SqliteCompiler::write_cast(const sql::CastNode& cast) {
    const TypeFamily family = cast.type.family;
    const bool is_time = family == TypeFamily::time || family == TypeFamily::timestamp;
    if (cast.type.holds_text || (family != TypeFamily::date && !is_time))
        return Compiler::write_cast(cast);
    const std::vector<sql::NodePtr> operand{cast.operand};
    if (!is_time)
        return write_arguments("date", operand);
    const std::string_view function = family == TypeFamily::time ? "time" : "datetime";
    if (cast.type.precision == 0 || type_of(*cast.operand).family == TypeFamily::date)
        return write_arguments(function, operand);
    const auto digits = static_cast<std::size_t>(std::clamp(cast.type.precision, 1, 6));
    write("(");
    write_arguments(function, operand);
    write(" || coalesce(nullif(substr(");
    write_operand(Binding::concatenation, *cast.operand);
    write(" || '000000', nullif(instr(");
    write_expression(*cast.operand);
    write(", '.'), 0), " + std::to_string(digits + 1) + ")");
    if (digits < 6)
        write(" || '" + std::string(6 - digits, '0') + "'");
    write(", '.000000'), ''))");
}

/// In a table of FTS5.
void SqliteCompiler::write_full_text(const sql::FullTextNode& search) {
    write_tighter_than(Binding::comparison, *search.texts.front());
    write(" MATCH ");
    write_tighter_than(Binding::comparison, *search.words);
}

void SqliteCompiler::write_function(const sql::FunctionNode& function) {
    struct Spelling {
        std::string_view generic, here;
    };
    static constexpr std::array<Spelling, 5> spellings{{{"greatest", "max"},
                                                        {"least", "min"},
                                                        {"string_agg", "group_concat"},
                                                        {"position", "instr"},
                                                        {"char_length", "length"}}};
    for (const Spelling& spelling : spellings) {
        if (function.name == spelling.generic)
            return write_arguments(spelling.here, function.arguments);
    }
    if (function.name == "current_user")
        unsupported("current_user()", "it has no users");
    if (function.name == "current_date" || function.name == "current_time") {
        return write(function.name == "current_date" ? "CURRENT_DATE" : "CURRENT_TIME");
    }
    Compiler::write_function(function);
}

void SqliteCompiler::write_extract(const sql::ExtractNode& extract) {
    using Field = sql::DateField;
    const auto strftime = [&](std::string_view format) {
        write("CAST(strftime('");
        write(format);
        write("', ");
        write_expression(*extract.operand);
        write(") AS INTEGER)");
    };
    switch (extract.field) {
        case Field::year:
            return strftime("%Y");
        case Field::month:
            return strftime("%m");
        case Field::day:
            return strftime("%d");
        case Field::hour:
            return strftime("%H");
        case Field::minute:
            return strftime("%M");
        case Field::second:
            return strftime("%S");
        case Field::day_of_week:
            return strftime("%w");
        case Field::day_of_year:
            return strftime("%j");
        case Field::epoch:
            return strftime("%s");
        case Field::quarter:
            write("((");
            strftime("%m");
            return write(" + 2) / 3)");
        case Field::week:
            // The week of ISO 8601 is that of its Thursday: three days behind, then back to the Thursday at or before
            // it.
            write("((CAST(strftime('%j', date(");
            write_expression(*extract.operand);
            return write(", '-3 days', 'weekday 4')) AS INTEGER) - 1) / 7 + 1)");
    }
}

namespace {

/// What an element of a JSON document is brought to; empty: it stays as it is. NUMERIC changes texts alone, so that no
/// number is cut to fit.
std::string_view type_of_element(TypeFamily family) {
    if (detail::is_text(family))
        return "TEXT";
    if (detail::is_integer(family))
        return "NUMERIC";
    return family == TypeFamily::real || family == TypeFamily::double_ ? "REAL" : "";
}

}  // namespace

void SqliteCompiler::write_json_path(const sql::JsonPathNode& json) {
    // An SQL value of the element, which may be of another type than is asked for.
    if (json.as_text) {
        const std::string_view type = type_of_element(json.type.family);
        write(type.empty() ? "json_extract(" : "CAST(json_extract(");
        write_expression(*json.operand);
        write(", ");
        write_string(detail::json_path(json.path, dialect().name()));
        write(")");
        if (!type.empty()) {
            write(" AS ");
            write(type);
            write(")");
        }
        return;
    }
    if (!can().json_operators)
        unsupported("an element of a JSON document as JSON", "take it as a value: .as<std::string>()");
    write_operand(Binding::concatenation, *json.operand);
    write(" -> ");
    write_string(detail::json_path(json.path, dialect().name()));
}

void SqliteCompiler::write_limit(const Limit& limit) {
    if (!limit.limit)
        write(" LIMIT -1");
    Compiler::write_limit(limit);
}

/// VALUES names its columns column1, column2, …
void SqliteCompiler::write_values_source(const sql::ValuesNode& values) {
    const std::size_t width = values.columns.size();
    write("(SELECT ");
    for (std::size_t i = 0; i < width; ++i) {
        if (i > 0)
            write(", ");
        write("column" + std::to_string(i + 1) + " AS ");
        write_identifier(values.columns[i]);
    }
    write(" FROM (VALUES ");
    for (std::size_t i = 0; i < values.cells.size(); ++i) {
        if (i % width == 0)
            write(i == 0 ? "(" : ", (");
        else
            write(", ");
        write_expression(*values.cells[i]);
        if (i % width == width - 1)
            write(")");
    }
    write(")) AS ");
    write_identifier(name_of(values));
}

}  // namespace rowan::sqlite
