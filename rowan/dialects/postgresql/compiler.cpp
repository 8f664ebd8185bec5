#include <rowan/dialects/postgresql/compiler.hpp>

#include <rowan/dialects/internal/type_words.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>
#include <variant>

namespace rowan::postgresql {

using sql::as;
using sql::Node;
using sql::NodeKind;

// --- values and types ---------------------------------------------------------------------------------------------

void PostgresqlCompiler::write_literal(const Value& value) {
    if (const auto* bytes = std::get_if<Bytes>(&value.storage()))
        return write("'\\x" + detail::hex_digits(*bytes) + "'::BYTEA");
    if (const auto* interval = std::get_if<Interval>(&value.storage()))
        return write_interval_literal(interval->count());
    Compiler::write_literal(value);
}

void PostgresqlCompiler::write_double_literal(std::string_view digits) {
    write("CAST(");
    write(digits);
    write(" AS DOUBLE PRECISION)");
}

void PostgresqlCompiler::write_bytes_literal(std::string_view hex) {
    write("decode('");
    write(hex);
    write("', 'hex')");
}

/// A bare text has no type to choose a function by.
void PostgresqlCompiler::write_time_literal(std::string_view word, std::string_view text) {
    write(word);
    write(" ");
    Compiler::write_time_literal(word, text);
}

void PostgresqlCompiler::write_interval_literal(std::int64_t microseconds) {
    write("INTERVAL '" + std::to_string(microseconds) + " microseconds'");
}

/// Backslashes mean themselves or not, as a setting says; behind E they never do.
void PostgresqlCompiler::write_text_literal(std::string_view text) {
    if (text.find('\\') == std::string_view::npos)
        return write_string(text);
    write("E");
    std::string doubled;
    for (const char c : text)
        doubled.append(c == '\\' ? 2 : 1, c);
    write_string(doubled);
}

void PostgresqlCompiler::write_untyped(const Value& value) {
    // Of literals, only this one does not say its type.
    const bool needs_type = std::holds_alternative<Uuid>(value.storage());
    if (has_literals() && (!is_definition() || !needs_type))
        return write_value(value);
    struct {
        std::string_view operator()(const Null&) const { return "TEXT"; }
        std::string_view operator()(const bool&) const { return "BOOLEAN"; }
        std::string_view operator()(const std::int64_t&) const { return "BIGINT"; }
        std::string_view operator()(const std::uint64_t&) const { return "NUMERIC"; }
        std::string_view operator()(const double&) const { return "DOUBLE PRECISION"; }
        std::string_view operator()(const std::string&) const { return "TEXT"; }
        std::string_view operator()(const Bytes&) const { return "BYTEA"; }
        std::string_view operator()(const Date&) const { return "DATE"; }
        std::string_view operator()(const Timestamp&) const { return "TIMESTAMP"; }
        std::string_view operator()(const TimeOfDay&) const { return "TIME"; }
        std::string_view operator()(const Interval&) const { return "INTERVAL"; }
        std::string_view operator()(const DecimalText&) const { return "NUMERIC"; }
        std::string_view operator()(const Uuid&) const { return "UUID"; }
        std::string_view operator()(const JsonText&) const { return "JSON"; }
    } type;
    write("CAST(");
    write_value(value);
    write(" AS ");
    write(std::visit(type, value.storage()));
    write(")");
}

/// A parameter beside an integer would be one, and lose its fraction.
void PostgresqlCompiler::write_value_beside(const Value& value, const Node& other) {
    const bool has_fraction =
        std::holds_alternative<double>(value.storage()) || std::holds_alternative<DecimalText>(value.storage());
    if (has_fraction && !is_fractional(other))
        write_untyped(value);
    else
        write_value(value);
}

std::string type_name(const SqlType& type) {
    switch (type.family) {
        case TypeFamily::unspecified:
            return {};
        case TypeFamily::boolean:
            return "BOOLEAN";
        case TypeFamily::small_integer:
            return type.is_unsigned ? "INTEGER" : "SMALLINT";
        case TypeFamily::integer:
            return type.is_unsigned ? "BIGINT" : "INTEGER";
        case TypeFamily::big_integer:
            return type.is_unsigned ? "NUMERIC(20)" : "BIGINT";
        case TypeFamily::real:
            return "REAL";
        case TypeFamily::double_:
            return "DOUBLE PRECISION";
        case TypeFamily::numeric:
            if (type.precision == 0)
                return "NUMERIC";
            return detail::with_precision("NUMERIC", type);
        case TypeFamily::string:
            return type.length == 0 ? "VARCHAR" : detail::sized("VARCHAR", type.length);
        case TypeFamily::text:
            return "TEXT";
        case TypeFamily::binary:
            return "BYTEA";
        case TypeFamily::date:
            return "DATE";
        case TypeFamily::timestamp:
            return (type.precision == 6 ? "TIMESTAMP" : detail::sized("TIMESTAMP", type.precision)) +
                   (type.timezone ? " WITH TIME ZONE" : "");
        case TypeFamily::time:
            return type.precision == 6 ? "TIME" : detail::sized("TIME", type.precision);
        case TypeFamily::interval:
            return "INTERVAL";
        case TypeFamily::uuid:
            return "UUID";
        case TypeFamily::json:
            return "JSON";
        case TypeFamily::enumeration:
            return type.name.empty() ? "TEXT" : type.name;
        case TypeFamily::other:
            return type.name;
    }
    return {};
}

std::string PostgresqlCompiler::cast_name(const SqlType& type) const {
    if (type.family == TypeFamily::enumeration && !type.name.empty())
        return dialect().quote(type.name);
    return type_name(type);
}

// --- operators ----------------------------------------------------------------------------------------------------

/// Two integers would be divided as integers.
void PostgresqlCompiler::write_division(const sql::BinaryNode& division) {
    if (is_fractional(*division.left) || is_fractional(*division.right))
        return write_infix(Binding::product, division, " / ");
    write_operand(Binding::product, *division.left);
    write(" / CAST(");
    write_expression(*division.right);
    write(" AS DOUBLE PRECISION)");
}

/// As tight as || here.
void PostgresqlCompiler::write_regular_expression(const sql::BinaryNode& match) {
    write_infix(Binding::bits, match, " ~ ");
}

void PostgresqlCompiler::write_like(const sql::LikeNode& like) {
    write_tighter_than(Binding::comparison, *like.operand);
    write(like.negated ? " NOT" : "");
    write(like.ignore_case ? " ILIKE " : " LIKE ");
    write_tighter_than(Binding::comparison, *like.pattern);
    // Without this, a backslash would be one.
    write(" ESCAPE ");
    write_string(std::string_view(&like.escape, like.escape ? 1 : 0));
}

/// plainto_tsquery takes every text for words: to_tsquery has a language that can be wrong.
void PostgresqlCompiler::write_full_text(const sql::FullTextNode& search) {
    const auto write_language = [&] {
        if (!search.language.empty()) {
            write_string(search.language);
            write(", ");
        }
    };
    const bool several = search.texts.size() > 1;
    const auto write_vector = [&](const Node& text) {
        const bool is_vector = detail::same_but_for_case(type_of(text).name, "tsvector");
        if (!is_vector) {
            write("to_tsvector(");
            write_language();
        }
        write(several ? "coalesce(" : "");
        write_expression(text);
        write(several ? ", '')" : "");
        write(is_vector ? "" : ")");
    };
    for (std::size_t i = 0; i < search.texts.size(); ++i) {
        write(i == 0 ? "" : " || ");
        write_vector(*search.texts[i]);
    }
    write(" @@ plainto_tsquery(");
    write_language();
    write_expression(*search.words);
    write(")");
}

void PostgresqlCompiler::write_bits(const sql::BinaryNode& node) {
    switch (node.op) {
        case sql::Op::bit_xor:
            return write_infix(Binding::bits, node, " # ");
        case sql::Op::shift_left:
        case sql::Op::shift_right:
            return write_shift(node);
        default:
            return Compiler::write_bits(node);
    }
}

/// The bits that the left side's type has are all there is of the result, and the right side is an INTEGER.
void PostgresqlCompiler::write_shift(const sql::BinaryNode& node) {
    const auto write_as = [&](const Node& side, bool fits, std::string_view type) {
        if (fits)
            return write_operand(Binding::bits, side, true);
        write("CAST(");
        write_expression(side);
        write(" AS ");
        write(type);
        write(")");
    };
    const SqlType left = type_of(*node.left);
    const SqlType right = type_of(*node.right);
    const bool is_small = right.family == TypeFamily::small_integer || right.family == TypeFamily::integer;
    write_as(*node.left, left.family == TypeFamily::big_integer && !left.is_unsigned, "BIGINT");
    write(node.op == sql::Op::shift_left ? " << " : " >> ");
    write_as(*node.right, node.right->kind == NodeKind::value || (is_small && !right.is_unsigned), "INTEGER");
}

/// Looser than arithmetic here.
void PostgresqlCompiler::write_bit_not(const Node& operand) {
    write("(");
    Compiler::write_bit_not(operand);
    write(")");
}

// --- functions ----------------------------------------------------------------------------------------------------

bool PostgresqlCompiler::is_bare_function(std::string_view name) const {
    static constexpr std::array<std::string_view, 7> names{
        "current_catalog", "current_role", "current_schema", "localtime", "localtimestamp", "session_user", "user"};
    return std::find(names.begin(), names.end(), name) != names.end() || Compiler::is_bare_function(name);
}

bool PostgresqlCompiler::is_put_together(const Node& node) {
    const TypeFamily family = type_of(node).family;
    return detail::is_text(family) || family == TypeFamily::binary;
}

void PostgresqlCompiler::write_function(const sql::FunctionNode& function) {
    struct Spelling {
        std::string_view generic, here;
    };
    // Times are UTC, whatever the session's time zone is.
    static constexpr std::array<Spelling, 5> constants{
        {{"now", "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')"},
         {"current_timestamp", "(CURRENT_TIMESTAMP AT TIME ZONE 'UTC')"},
         {"current_date", "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS DATE)"},
         {"current_time", "CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS TIME)"},
         {"random", "CAST((random() - 0.5) * 18446744073709551615 AS BIGINT)"}}};
    for (const Spelling& spelling : constants) {
        if (function.name == spelling.generic)
            return write(spelling.here);
    }
    if (function.name == "position")
        return write_arguments("strpos", function.arguments);
    if ((function.name == "max" || function.name == "min") && function.arguments.size() == 1 &&
        is_boolean(*function.arguments[0]))
        return write_arguments(function.name == "max" ? "bool_or" : "bool_and", function.arguments);
    if (function.name == "string_agg" && function.arguments.size() == 2 && !is_put_together(*function.arguments[0])) {
        write("string_agg(CAST(");
        write_expression(*function.arguments[0]);
        write(" AS TEXT), ");
        write_expression(*function.arguments[1]);
        return write(")");
    }
    if (function.name == "regexp_replace" && function.arguments.size() == 3) {  // every place, not just the first
        write("regexp_replace(");
        write_list(function.arguments);
        return write(", 'g')");
    }
    if (function.name == "round" && function.arguments.size() == 2) {
        // Only numbers of base ten are rounded to digits.
        write("CAST(round(CAST(");
        write_expression(*function.arguments[0]);
        write(" AS NUMERIC), ");
        write_expression(*function.arguments[1]);
        return write(") AS DOUBLE PRECISION)");
    }
    Compiler::write_function(function);
}

void PostgresqlCompiler::write_extract(const sql::ExtractNode& extract) {
    using Field = sql::DateField;
    const bool whole = extract.field != Field::second && extract.field != Field::epoch;
    write(whole ? "CAST(" : "CAST(floor(");
    Compiler::write_extract(extract);
    write(whole ? " AS BIGINT)" : ") AS BIGINT)");
}

namespace {

/// '{"address","lines",0}'
std::string path_array(const std::vector<sql::JsonStep>& steps) {
    std::string path = "{";
    for (const sql::JsonStep& step : steps) {
        if (path.size() > 1)
            path += ',';
        if (step.index >= 0) {
            path += std::to_string(step.index);
            continue;
        }
        path += '"';
        for (const char c : step.key) {
            if (c == '"' || c == '\\')
                path += '\\';
            path += c;
        }
        path += '"';
    }
    return path + '}';
}

}  // namespace

void PostgresqlCompiler::write_json_path(const sql::JsonPathNode& json) {
    const TypeFamily family = json.type.family;
    const bool is_text = detail::is_text(family);
    const bool converted = json.as_text && !is_text;
    write(converted ? "CAST(" : "");
    write_operand(Binding::concatenation, *json.operand);
    write(json.as_text ? " #>> " : " #> ");
    write_string(path_array(json.path));
    if (converted)
        write(" AS " + cast_name(json.type) + ")");
}

void PostgresqlCompiler::check_locking(const sql::SelectNode& select) const {
    const auto is_window = [](const Node& part) { return part.kind == NodeKind::over; };
    if (std::any_of(select.items.begin(), select.items.end(),
                    [&](const sql::NodePtr& item) { return has_part(*item, is_window); }))
        unsupported("FOR UPDATE with a window function", "select the keys first, then lock their rows");

    // A condition of such a table may make an inner join of the outer one.
    std::vector<const Node*> asked;
    collect_sources(select.where, asked);
    const auto check = [&](const Node& source) {
        const auto is_it = [&](const Node& other) { return sql::same_source(source, other); };
        const bool is_locked =
            select.lock.of.empty() || std::any_of(select.lock.of.begin(), select.lock.of.end(),
                                                  [&](const sql::NodePtr& of) { return is_it(*of); });
        const bool is_asked = std::any_of(asked.begin(), asked.end(), [&](const Node* other) { return is_it(*other); });
        if (source.kind == NodeKind::table && is_locked && !is_asked)
            unsupported("FOR UPDATE of the table on the side of an outer join that may have no row",
                        "say by .of which of the other tables are meant, or use join()");
    };
    for (const sql::Join& join : select.joins) {
        using sql::JoinKind;
        if (join.kind == JoinKind::left || join.kind == JoinKind::full)
            check(*join.target);
        if (!join.on || (join.kind != JoinKind::right && join.kind != JoinKind::full))
            continue;
        std::vector<const Node*> joined;
        collect_sources(*join.on, joined);
        for (const Node* source : joined) {
            if (!sql::same_source(*source, *join.target))
                check(*source);
        }
    }
}

void PostgresqlCompiler::write_lock(const sql::RowLock& lock) {
    if (lock.strength == sql::LockStrength::no_key_update || lock.strength == sql::LockStrength::key_share) {
        write(lock.strength == sql::LockStrength::key_share ? " FOR KEY SHARE" : " FOR NO KEY UPDATE");
        write_locked_tables(lock);
        write(lock.nowait ? " NOWAIT" : lock.skip_locked ? " SKIP LOCKED" : "");
        return;
    }
    Compiler::write_lock(lock);
}

}  // namespace rowan::postgresql
