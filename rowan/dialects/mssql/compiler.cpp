#include <rowan/dialects/mssql/compiler.hpp>

#include <rowan/dialects/internal/json_path.hpp>
#include <rowan/dialects/mssql/ddl.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>
#include <variant>

namespace rowan::mssql {

using sql::as;
using sql::Node;
using sql::NodeKind;
using sql::Op;

namespace {

bool is_subquery(const Node& node) {
    return node.kind == NodeKind::scalar_subquery || node.kind == NodeKind::exists || node.kind == NodeKind::any_of ||
           node.kind == NodeKind::all_of || (node.kind == NodeKind::in && as<sql::InNode>(node).query);
}

bool may_be_null(const sql::NodePtr& node) { return node->kind != NodeKind::value; }

}  // namespace

// --- values and types ---------------------------------------------------------------------------------------------

void MssqlCompiler::write_literal(const Value& value) {
    if (const bool* truth = std::get_if<bool>(&value.storage())) {
        write(is_definition() ? "CAST(" : "");
        write(*truth ? "1" : "0");
        return write(is_definition() ? " AS BIT)" : "");
    }
    if (is_definition() && std::holds_alternative<Uuid>(value.storage())) {
        write("CAST(");
        Compiler::write_literal(value);
        return write(" AS UNIQUEIDENTIFIER)");
    }
    if (std::holds_alternative<std::string>(value.storage()))
        write("N");
    Compiler::write_literal(value);
}

/// A backslash at the end of a line would be lost, and the line with it.
void MssqlCompiler::write_text_literal(std::string_view text) {
    std::vector<std::string_view> parts;
    for (std::size_t at = 0; (at = text.find('\\', at)) != std::string_view::npos;) {
        ++at;
        if (at < text.size() && (text[at] == '\n' || text[at] == '\r')) {
            parts.push_back(text.substr(0, at));
            text.remove_prefix(at);
            at = 0;
        }
    }
    parts.push_back(text);
    write(parts.size() > 1 ? "(" : "");
    for (std::size_t i = 0; i < parts.size(); ++i) {
        write(i > 0 ? " + N" : "N");
        write_string(parts[i]);
    }
    write(parts.size() > 1 ? ")" : "");
}

/// A text by itself would not say its type.
void MssqlCompiler::write_time_literal(std::string_view word, std::string_view text) {
    write("CAST(");
    Compiler::write_time_literal(word, text);
    write(word == "TIMESTAMP" ? " AS DATETIME2)" : word == "DATE" ? " AS DATE)" : " AS TIME)");
}

void MssqlCompiler::write_bytes_literal(std::string_view hex) {
    write("0x");
    write(hex);
}

/// NULL alone is an integer, which is converted to few other types.
void MssqlCompiler::write_typed_null(const SqlType& type) {
    const std::string name = cast_name(type);
    write(name.empty() ? "NULL" : "CAST(NULL AS " + name + ")");
}

/// Of pages, the only way that there is.
void MssqlCompiler::write_sample(const sql::Sample& sample) {
    write(" TABLESAMPLE (" + detail::number_text(sample.percent) + " PERCENT)");
    if (sample.seed)
        write(" REPEATABLE (" + std::to_string(*sample.seed) + ")");
}

std::string MssqlCompiler::cast_name(const SqlType& type) const { return type_name(type, false); }

// --- operators ----------------------------------------------------------------------------------------------------

/// Two integers would be divided as integers.
void MssqlCompiler::write_division(const sql::BinaryNode& division) {
    if (is_fractional(*division.left) || is_fractional(*division.right))
        return write_infix(Binding::product, division, " / ");
    write_operand(Binding::product, *division.left);
    write(" / (");
    write_operand(Binding::sum, *division.right);
    write(" + 0e0)");
}

void MssqlCompiler::write_concatenation(const sql::BinaryNode& node) {
    write_infix(Binding::concatenation, node, " + ");
}

/// By tests that are never NULL themselves. A subquery with INTERSECT would be shorter, but stands in no aggregate, no
/// GROUP BY and no OUTPUT.
void MssqlCompiler::write_distinct_from(const sql::BinaryNode& comparison) {
    if (server_.version() >= 16'000'000)
        return Compiler::write_distinct_from(comparison);
    const sql::NodePtr& left = comparison.left;
    const sql::NodePtr& right = comparison.right;
    const bool distinct = comparison.op == Op::is_distinct;
    const auto test = [](const sql::NodePtr& operand, bool is_null) {
        return sql::unary(is_null ? Op::is_null : Op::is_not_null, operand);
    };
    const bool right_is_null = right->kind == NodeKind::null;
    if (right_is_null || left->kind == NodeKind::null)
        return write_condition(*test(right_is_null ? left : right, !distinct));
    std::vector<sql::NodePtr> both{sql::binary(distinct ? Op::not_equal : Op::equal, left, right)};
    std::vector<sql::NodePtr> nulls;
    for (const sql::NodePtr& operand : {left, right}) {
        if (may_be_null(operand)) {
            both.push_back(test(operand, distinct));
            nulls.push_back(test(operand, !distinct));
        }
    }
    sql::NodePtr whole = sql::logical(distinct ? Op::or_ : Op::and_, std::move(both));
    if (nulls.size() == 2)
        whole = sql::logical(distinct ? Op::and_ : Op::or_, whole,
                             sql::logical(distinct ? Op::or_ : Op::and_, std::move(nulls)));
    write("(");
    write_condition(*whole);
    write(")");
}

/// A bracket would begin a set of characters.
void MssqlCompiler::write_like(const sql::LikeNode& like) {
    const auto in_case = [&](const Node& operand) {
        like.ignore_case ? write_call("lower(", operand, ")") : write_expression(operand);
    };
    in_case(*like.operand);
    write(like.negated ? " NOT LIKE " : " LIKE ");
    const std::vector<Replacement> replacements = bracket_replacements(like.escape);
    for (std::size_t i = 0; i < replacements.size(); ++i)
        write("replace(");
    in_case(*like.pattern);
    for (const auto& [from, to] : replacements) {
        write(", ");
        write_string(from);
        write(", ");
        write_string(to);
        write(")");
    }
    if (like.escape) {
        write(" ESCAPE ");
        write_string(std::string_view(&like.escape, 1));
    }
}

/// An escape goes before each bracket that has none. Which do is seen once escapes that are escaped themselves are set
/// aside, under a bracket with a mark behind it: so each other bracket has another mark meanwhile.
std::vector<MssqlCompiler::Replacement> MssqlCompiler::bracket_replacements(char escape) {
    if (escape == 0)
        return {{"[", "[[]"}};
    if (escape == '[')
        return {};
    const std::string one(1, escape), two(2, escape);
    const bool is_mark = escape == '1' || escape == '2';
    const std::string bracket = is_mark ? "[3" : "[1";
    const std::string pair = is_mark ? "[4" : "[2";
    return {{"[", bracket}, {two, pair}, {one + bracket, bracket}, {pair, two}, {bracket, one + "["}};
}

void MssqlCompiler::write_bits(const sql::BinaryNode& node) {
    if ((node.op == Op::shift_left || node.op == Op::shift_right) && server_.version() < 16'000'000)
        unsupported("a shift of bits", "multiply by a power of two, or divide by one");
    Compiler::write_bits(node);
}

void MssqlCompiler::write_collation(std::string_view name) {
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!plain)
            throw ArgumentError("'" + std::string(name) + "' is no name of a collation of SQL Server");
    }
    write(name);
}

// --- functions ----------------------------------------------------------------------------------------------------

void MssqlCompiler::write_call(std::string_view before, const Node& argument, std::string_view after) {
    write(before);
    write_expression(argument);
    write(after);
}

/// FREETEXT takes every text for words: CONTAINS has a language that can be wrong.
void MssqlCompiler::write_full_text(const sql::FullTextNode& search) {
    write("FREETEXT((");
    write_list(search.texts);
    write_call("), ", *search.words, "");
    if (!search.language.empty()) {
        write(", LANGUAGE ");
        write_string(search.language);
    }
    write(")");
}

bool MssqlCompiler::is_bare_function(std::string_view name) const {
    return name == "session_user" || name == "system_user" || name == "user" || Compiler::is_bare_function(name);
}

std::string_view MssqlCompiler::any_window_order(std::string_view function, bool is_framed) const {
    static constexpr std::array<std::string_view, 10> ordered{"cume_dist",  "dense_rank", "first_value", "lag",
                                                              "last_value", "lead",       "ntile",       "percent_rank",
                                                              "rank",       "row_number"};
    const bool wants_one = is_framed || std::find(ordered.begin(), ordered.end(), function) != ordered.end();
    return wants_one ? "(SELECT NULL)" : "";
}

void MssqlCompiler::write_function(const sql::FunctionNode& function) {
    struct Spelling {
        std::string_view generic, here;
    };
    static constexpr std::array<Spelling, 5> constants{{{"now", "SYSUTCDATETIME()"},
                                                        {"current_timestamp", "SYSUTCDATETIME()"},
                                                        {"current_date", "CAST(SYSUTCDATETIME() AS DATE)"},
                                                        {"current_time", "CAST(SYSUTCDATETIME() AS TIME)"},
                                                        {"random", "CAST(CAST(NEWID() AS VARBINARY(8)) AS BIGINT)"}}};
    for (const Spelling& spelling : constants) {
        if (function.name == spelling.generic)
            return write(spelling.here);
    }
    if (function.name == "coalesce" || function.name == "nullif")
        check_without_number(function);
    if (is_aggregate(function) && has_part(function, is_subquery))
        unsupported("a subquery in an aggregate", "select it in a subquery(), and take the aggregate of that");
    const std::vector<sql::NodePtr>& arguments = function.arguments;
    if (function.name == "count")
        return write_arguments("count_big", arguments);
    if (function.name == "ceil")
        return write_arguments("ceiling", arguments);
    if (function.name == "power" && arguments.size() == 2) {  // of integers it would be an integer
        write_call("power(CAST(", *arguments[0], " AS FLOAT), ");
        return write_call("", *arguments[1], ")");
    }
    if (function.name == "nth_value")
        unsupported("nth_value()", "number the rows by func::row_number().over(...) in a subquery");
    if (function.name == "sum" && arguments.size() == 1 && is_small(*arguments[0]))
        return write_call("sum(CAST(", *arguments[0], " AS BIGINT))");
    if ((function.name == "max" || function.name == "min") && arguments.size() == 1 && is_boolean(*arguments[0])) {
        write(function.name);
        return write_call("(CAST(", *arguments[0], " AS TINYINT))");
    }
    if (function.name == "avg" && arguments.size() == 1)
        return write_call("avg(CAST(", *arguments[0], " AS FLOAT))");
    if (function.name == "length" && arguments.size() == 1)  // len() leaves out spaces at the end
        return write_call("(len(", *arguments[0], " + N'.') - 1)");
    if (function.name == "substr") {
        if (arguments.size() == 3)
            return write_arguments("substring", arguments);
        write_call("substring(", *arguments.at(0), ", ");
        return write_call("", *arguments.at(1), ", 1073741823)");  // no text is longer
    }
    if (function.name == "position" && arguments.size() == 2) {
        write_call("charindex(", *arguments[1], ", ");
        return write_call("", *arguments[0], ")");
    }
    const bool is_choice = function.name == "greatest" || function.name == "least";
    if (is_choice && server_.version() < 16'000'000)
        return write_choice(arguments, function.name == "greatest" ? Op::greater_equal : Op::less_equal);
    Compiler::write_function(function);
}

/// Whether it is an integer whose sum would be one of 32 bits.
bool MssqlCompiler::is_small(const Node& node) {
    if (node.kind == NodeKind::case_) {
        const auto& choice = as<sql::CaseNode>(node);
        bool all = !choice.otherwise || is_small(*choice.otherwise);
        for (std::size_t i = 1; i < choice.branches.size(); i += 2)
            all = all && is_small(*choice.branches[i]);
        return all;
    }
    if (node.kind == NodeKind::value) {
        const auto& value = as<sql::ValueNode>(node).value.storage();
        return std::holds_alternative<std::int64_t>(value) || std::holds_alternative<std::uint64_t>(value);
    }
    const TypeFamily family = type_of(node).family;
    return family == TypeFamily::small_integer || family == TypeFamily::integer;
}

/// The first that is no worse than all behind it; NULLs are left out.
void MssqlCompiler::write_choice(const std::vector<sql::NodePtr>& arguments, Op no_worse) {
    auto* choice = new sql::CaseNode;
    const sql::NodePtr owner(choice);
    for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
        std::vector<sql::NodePtr> conditions;
        for (std::size_t j = i + 1; j < arguments.size(); ++j) {
            const sql::NodePtr better = sql::binary(no_worse, arguments[i], arguments[j]);
            conditions.push_back(may_be_null(arguments[j])
                                     ? sql::logical(Op::or_, better, sql::unary(Op::is_null, arguments[j]))
                                     : better);
        }
        choice->branches.push_back(sql::logical(Op::and_, std::move(conditions)));
        choice->branches.push_back(arguments[i]);
    }
    choice->otherwise = arguments.back();
    write_expression(*owner);
}

void MssqlCompiler::write_extract(const sql::ExtractNode& extract) {
    using Field = sql::DateField;
    const auto part = [&](std::string_view name) {
        write("DATEPART(");
        write(name);
        write_call(", ", *extract.operand, ")");
    };
    switch (extract.field) {
        case Field::year:
            return part("year");
        case Field::month:
            return part("month");
        case Field::day:
            return part("day");
        case Field::hour:
            return part("hour");
        case Field::minute:
            return part("minute");
        case Field::second:
            return part("second");
        case Field::day_of_week:  // Which day is the first, is the session's matter.
            write("((");
            part("weekday");
            return write(" + @@DATEFIRST - 1) % 7)");
        case Field::day_of_year:
            return part("dayofyear");
        case Field::week:
            return part("iso_week");
        case Field::quarter:
            return part("quarter");
        case Field::epoch:
            return write_call("DATEDIFF_BIG(second, '1970-01-01', ", *extract.operand, ")");
    }
}

void MssqlCompiler::write_json_path(const sql::JsonPathNode& json) {
    if (!json.as_text)
        unsupported("an element of a JSON document as JSON", "take it as a value: .as<std::string>()");
    const TypeFamily family = json.type.family;
    const bool is_text = detail::is_text(family);
    write(is_text ? "" : "CAST(");
    write_call("JSON_VALUE(", *json.operand, ", ");
    write_string(detail::json_path(json.path, dialect().name()));
    write(is_text ? ")" : ") AS " + cast_name(json.type) + ")");
}

void MssqlCompiler::check_groups(const std::vector<sql::NodePtr>& groups) const {
    for (const sql::NodePtr& group : groups) {
        if (has_part(*group, is_subquery))
            unsupported("a subquery in GROUP BY", "select it in a subquery(), and group by its column");
    }
}

// --- SELECT -------------------------------------------------------------------------------------------------------

void MssqlCompiler::write_top(const sql::SelectNode& select) {
    if (select.limit && !select.offset)
        write_call("TOP (", *select.limit,
                   std::string(select.limit_is_percent ? ") PERCENT" : ")") + (select.with_ties ? " WITH TIES " : " "));
    else if (select.with_ties)
        unsupported("WITH TIES behind an offset", "number the rows by func::rank().over(...) in a subquery");
    else if (select.limit_is_percent)
        unsupported("a limit in percent behind an offset",
                    "number the rows by func::ntile(100).over(...) in a subquery");
}

namespace {

bool is_zero(const Node& node) {
    return node.kind == NodeKind::value && as<sql::ValueNode>(node).value == Value(std::int64_t{0});
}

}  // namespace

/// OFFSET belongs to ORDER BY; without one, any order will do.
void MssqlCompiler::write_limit(const Limit& limit) {
    if (limit.limit && !limit.offset && !limit.of_set)
        return;
    if (limit.limit && is_zero(*limit.limit))
        unsupported("a limit of 0 behind an offset or of a set operation", "ask for no rows by where(false_())");
    if (!limit.ordered)
        write(limit.of_result ? " ORDER BY 1" : " ORDER BY (SELECT NULL)");
    if (limit.offset)
        write_call(" OFFSET ", *limit.offset, " ROWS");
    else
        write(" OFFSET 0 ROWS");
    if (limit.limit)
        write_call(" FETCH NEXT ", *limit.limit, " ROWS ONLY");
}

void MssqlCompiler::write_lock_hint(const sql::RowLock& lock, const Node& table) {
    const bool is_meant = lock.of.empty() || std::any_of(lock.of.begin(), lock.of.end(), [&](const sql::NodePtr& each) {
                              return sql::same_source(*each, table);
                          });
    if (!is_meant)
        return;
    const bool shared = lock.strength == sql::LockStrength::share || lock.strength == sql::LockStrength::key_share;
    write(shared ? " WITH (REPEATABLEREAD, ROWLOCK" : " WITH (UPDLOCK, ROWLOCK");
    write(lock.nowait ? ", NOWAIT" : "");
    write(lock.skip_locked ? ", READPAST)" : ")");
}

// --- writes -------------------------------------------------------------------------------------------------------

/// IDENTITY takes no DEFAULT.
void MssqlCompiler::write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) {
    const TableData& table = *as<sql::TableNode>(*insert.table).table;
    const std::size_t width = insert.columns.size();
    for (const std::size_t at : columns) {
        if (!MssqlDdlCompiler::is_generated_key(table, table.columns[as<sql::ColumnNode>(*insert.columns[at]).index]))
            continue;
        for (std::size_t row = 0; row < insert.rows; ++row) {
            if (insert.cells[row * width + at]->kind == NodeKind::default_)
                unsupported("DEFAULT beside other values of a generated key",
                            "send the rows that take the default apart");
        }
    }
    Compiler::write_row_values(insert, columns);
}

void MssqlCompiler::write_output(const Node& table, const std::vector<sql::NodePtr>& items, std::string_view row) {
    if (items.empty())
        return;
    for (const sql::NodePtr& item : items) {
        if (has_part(*item, is_subquery))
            unsupported("a subquery in OUTPUT", "select it in the same transaction");
        if (has_part(*item, is_aggregate))
            unsupported("an aggregate in OUTPUT", "select it in the same transaction");
        query_columns().add(*item, result().columns);
    }
    result().returns_rows = true;
    write(" OUTPUT ");
    rename_target(&table, row);
    write_items(items);
    rename_target(nullptr);
}

void MssqlCompiler::write_joined_update(const sql::UpdateNode& update, const std::vector<const Node*>& others) {
    write("UPDATE ");
    write_target_name(as<sql::TableNode>(*update.table));
    write(" SET ");
    write_set(update.columns, update.values);
    write_output(*update.table, update.returning, "inserted");
    write(" FROM ");
    write_table_name(as<sql::TableNode>(*update.table), true);
    for (const Node* other : others) {
        write(", ");
        write_source(*other);
    }
    write_conditions(" WHERE ", update.where);
}

void MssqlCompiler::write_joined_delete(const sql::DeleteNode& del, const std::vector<const Node*>& others) {
    write("DELETE FROM ");
    write_target_name(as<sql::TableNode>(*del.table));
    write_output(*del.table, del.returning, "deleted");
    write(" FROM ");
    write_table_name(as<sql::TableNode>(*del.table), true);
    for (const Node* other : others) {
        write(", ");
        write_source(*other);
    }
    write_conditions(" WHERE ", del.where);
}

}  // namespace rowan::mssql
