#include <rowan/dialects/mysql/compiler.hpp>

#include <rowan/dialects/internal/json_path.hpp>
#include <rowan/dialects/internal/type_words.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>

namespace rowan::mysql {

using sql::as;
using sql::Node;
using sql::NodeKind;

std::string text_literal(std::string_view text) {
    std::string quoted = "'";
    for (const char c : text)
        quoted.append(c == '\'' || c == '\\' ? 2 : 1, c);
    return quoted + "'";
}

void MysqlCompiler::write_string(std::string_view text) { write(text_literal(text)); }

void MysqlCompiler::write_time_literal(std::string_view word, std::string_view text) {
    write(word);
    write(" ");
    Compiler::write_time_literal(word, text);
}

std::string MysqlCompiler::cast_name(const SqlType& type) const {
    switch (type.family) {
        case TypeFamily::boolean:
        case TypeFamily::small_integer:
        case TypeFamily::integer:
        case TypeFamily::big_integer:
        case TypeFamily::interval:
            return type.is_unsigned ? "UNSIGNED" : "SIGNED";
        case TypeFamily::real:
        case TypeFamily::double_:
            return "DOUBLE";
        case TypeFamily::numeric:
            if (type.precision == 0)
                return "DECIMAL(65, 30)";
            return "DECIMAL(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ")";
        case TypeFamily::binary:
            return detail::sized_if_any("BINARY", type.length);
        case TypeFamily::date:
            return "DATE";
        case TypeFamily::timestamp:
            return detail::sized_if_any("DATETIME", type.precision);
        case TypeFamily::time:
            return detail::sized_if_any("TIME", type.precision);
        case TypeFamily::json:
            return server_.is_mariadb() ? "CHAR" : "JSON";
        case TypeFamily::other:
            return type.name;
        default:
            return detail::sized_if_any("CHAR", type.length);
    }
}

// --- operators ----------------------------------------------------------------------------------------------------

/// A quotient of integers would have four digits behind the point.
void MysqlCompiler::write_division(const sql::BinaryNode& division) {
    if (is_fractional(*division.left) || is_fractional(*division.right))
        return write_infix(Binding::product, division, " / ");
    write_operand(Binding::product, *division.left);
    write(" / (");
    write_operand(Binding::sum, *division.right);
    write(" + 0e0)");
}

void MysqlCompiler::write_floor_division(const sql::BinaryNode& division) {
    write_infix(Binding::product, division, " DIV ");
}

void MysqlCompiler::write_concatenated(const Node& node) {
    if (node.kind != NodeKind::binary || as<sql::BinaryNode>(node).op != sql::Op::concat)
        return write_expression(node);
    write_concatenated(*as<sql::BinaryNode>(node).left);
    write(", ");
    write_concatenated(*as<sql::BinaryNode>(node).right);
}

void MysqlCompiler::write_concatenation(const sql::BinaryNode& node) {
    write("concat(");
    write_concatenated(node);
    write(")");
}

void MysqlCompiler::write_distinct_from(const sql::BinaryNode& comparison) {
    const bool distinct = comparison.op == sql::Op::is_distinct;
    write(distinct ? "NOT (" : "");
    write_infix(Binding::comparison, comparison, " <=> ");
    write(distinct ? ")" : "");
}

namespace {

/// The same pattern, with a backslash as its escape.
std::string escaped_by_backslashes(std::string_view pattern, char escape) {
    std::string changed;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool escapes = escape != 0 && pattern[i] == escape && i + 1 < pattern.size();
        if (escapes)
            ++i;
        if (escapes || pattern[i] == '\\')
            changed += '\\';
        changed += pattern[i];
    }
    return changed;
}

const std::string* text_value(const Node& node) {
    return node.kind == NodeKind::value ? std::get_if<std::string>(&as<sql::ValueNode>(node).value.storage()) : nullptr;
}

}  // namespace

/// Without ESCAPE, and with an empty one in an alphabet of several bytes, a backslash is the escape. MySQL forgets the
/// ESCAPE of a view.
void MysqlCompiler::write_like(const sql::LikeNode& like) {
    const std::string* const kept = is_definition() ? text_value(*like.pattern) : nullptr;
    const bool keeps_escape = server_.is_mariadb() || !is_definition();
    if (like.escape && kept == nullptr && !keeps_escape)
        unsupported(
            "a pattern with an escape in a view, unless it is a plain text",
            "ask for func::position(text, part), which is 0 where there is no such part, and 1 at the beginning");
    if (like.escape && kept == nullptr)
        return Compiler::write_like(like);
    const auto side = [&](const auto& write_text) {
        write(like.ignore_case ? "lower(" : "");
        write_text();
        write(like.ignore_case ? ")" : "");
    };
    side([&] { write_tighter_than(Binding::comparison, *like.operand); });
    write(like.negated ? " NOT LIKE " : " LIKE ");
    side([&] {
        if (kept != nullptr)
            return write_value(Value(escaped_by_backslashes(*kept, like.escape)));
        write("replace(");
        write_expression(*like.pattern);
        write(R"(, '\\', '\\\\'))");
    });
}

/// Bits are those of numbers without sign here.
void MysqlCompiler::write_bits(const sql::BinaryNode& node) {
    if (node.op == sql::Op::shift_right)
        return write_shift_right(node);
    write("CAST(");
    Compiler::write_bits(node);
    write(" AS SIGNED)");
}

/// So that the sign is kept, the number is raised by 2^63 before, and brought down by what is left of that behind.
void MysqlCompiler::write_shift_right(const sql::BinaryNode& node) {
    write("CAST(CAST((");
    write_operand(Binding::bits, *node.left);
    write(" ^ 9223372036854775808) >> ");
    write_operand(Binding::bits, *node.right, true);
    write(" AS DECIMAL(20)) - (9223372036854775808 >> ");
    write_operand(Binding::bits, *node.right, true);
    write(") AS SIGNED)");
}

void MysqlCompiler::write_bit_not(const Node& operand) {
    write("CAST(");
    Compiler::write_bit_not(operand);
    write(" AS SIGNED)");
}

void MysqlCompiler::write_cast(const sql::CastNode& cast) {
    const bool is_double = cast.type.family == TypeFamily::real || cast.type.family == TypeFamily::double_;
    if (!is_double || server_.since(8'000'017, 0))
        return Compiler::write_cast(cast);
    write("(");
    write_operand(Binding::sum, *cast.operand);
    write(" + 0e0)");
}

// --- functions ----------------------------------------------------------------------------------------------------

/// How near they are, which is 0 for a text without the words.
void MysqlCompiler::write_full_text(const sql::FullTextNode& search) {
    write("MATCH (");
    write_list(search.texts);
    write(") AGAINST (");
    write_expression(*search.words);
    write(") > 0");
}

/// MariaDB wants one of these; MySQL of none.
std::string_view MysqlCompiler::any_window_order(std::string_view function, bool) const {
    static constexpr std::array<std::string_view, 6> ordered{"cume_dist", "dense_rank",   "lag",
                                                             "lead",      "percent_rank", "rank"};
    const bool wants_one = server_.is_mariadb() && std::find(ordered.begin(), ordered.end(), function) != ordered.end();
    return wants_one ? "NULL" : "";
}

/// In days as far as possible: a date takes nothing finer.
void MysqlCompiler::write_time_distance(Interval time) {
    const bool is_of_days = time % std::chrono::days(1) == Interval::zero();
    write("INTERVAL " + std::to_string(is_of_days ? time / std::chrono::days(1) : time.count()));
    write(is_of_days ? " DAY" : " MICROSECOND");
}

void MysqlCompiler::write_function(const sql::FunctionNode& function) {
    struct Spelling {
        std::string_view generic, here;
    };
    // Times are UTC, whatever the session's time zone is.
    static constexpr std::array<Spelling, 5> constants{
        {{"now", "utc_timestamp(6)"},
         {"current_timestamp", "utc_timestamp(6)"},
         {"current_date", "utc_date()"},
         {"current_time", "utc_time(6)"},
         {"random", "CAST((rand() - 0.5) * 18446744073709551615 AS SIGNED)"}}};
    for (const Spelling& spelling : constants) {
        if (function.name == spelling.generic)
            return write(spelling.here);
    }
    if (function.name == "length")
        return write_arguments("char_length", function.arguments);
    if (function.name == "position")
        return write_arguments("instr", function.arguments);
    if (function.name == "string_agg" && function.arguments.size() == 2)
        return write_string_agg(function);
    Compiler::write_function(function);
}

/// The separator must be a literal, and a parameter is none: so it stands before each text, and the first is cut off.
void MysqlCompiler::write_string_agg(const sql::FunctionNode& function) {
    write("substr(group_concat(concat(");
    write_expression(*function.arguments[1]);
    write(", ");
    write_expression(*function.arguments[0]);
    write(") SEPARATOR ''), char_length(");
    write_expression(*function.arguments[1]);
    write(") + 1)");
}

void MysqlCompiler::write_extract(const sql::ExtractNode& extract) {
    using Field = sql::DateField;
    const auto call = [&](std::string_view before, std::string_view after) {
        write(before);
        write_expression(*extract.operand);
        write(after);
    };
    switch (extract.field) {
        case Field::day_of_week:
            return call("(dayofweek(", ") - 1)");
        case Field::day_of_year:
            return call("dayofyear(", ")");
        case Field::week:
            return call("week(", ", 3)");
        case Field::epoch:
            return call("timestampdiff(SECOND, '1970-01-01', ", ")");
        default:
            return Compiler::write_extract(extract);
    }
}

void MysqlCompiler::write_json_path(const sql::JsonPathNode& json) {
    if (!can().json_operators)
        unsupported("a path into a JSON document", "read the document and look into it in the program");
    const std::string path = detail::json_path(json.path, dialect().name());
    const auto call = [&](std::string_view function) {
        write(function);
        write("(");
        write_expression(*json.operand);
        write(", ");
        write_string(path);
        write(")");
    };
    if (!json.as_text)
        return call("JSON_EXTRACT");
    const TypeFamily family = json.type.family;
    const bool is_text = detail::is_text(family);
    const bool is_boolean = family == TypeFamily::boolean && !server_.is_mariadb();
    if (!is_text)
        write(is_boolean ? "(" : "CAST(");
    if (server_.is_mariadb()) {
        call("JSON_VALUE");
    } else {
        // JSON's null is no text.
        write("JSON_UNQUOTE(NULLIF(");
        call("JSON_EXTRACT");
        write(", CAST('null' AS JSON)))");
    }
    if (!is_text)
        write(is_boolean ? " = 'true')" : " AS " + cast_name(json.type) + ")");
}

// --- SELECT -------------------------------------------------------------------------------------------------------

void MysqlCompiler::write_limit(const Limit& limit) {
    for (const sql::NodePtr* rows : {&limit.limit, &limit.offset}) {
        if (*rows && (*rows)->kind == NodeKind::binary)
            unsupported("a limit or an offset that is computed", "compute it in the program");
    }
    if (!limit.limit)
        write(" LIMIT 18446744073709551615");
    Compiler::write_limit(limit);
}

void MysqlCompiler::write_lock(const sql::RowLock& lock) {
    const bool shared = lock.strength == sql::LockStrength::share || lock.strength == sql::LockStrength::key_share;
    if (!shared || server_.since(8'000'001, never))
        return Compiler::write_lock(lock);
    write(" LOCK IN SHARE MODE");
    write(lock.nowait ? " NOWAIT" : lock.skip_locked ? " SKIP LOCKED" : "");
}

}  // namespace rowan::mysql
