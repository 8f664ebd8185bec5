#include <rowan/dialects/oracle/compiler.hpp>

#include <rowan/dialects/internal/json_path.hpp>
#include <rowan/sql/build.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/display.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <array>
#include <variant>
#include <vector>

namespace rowan::oracle {

using sql::as;
using sql::Node;
using sql::NodeKind;
using sql::Op;

// --- values and types ---------------------------------------------------------------------------------------------

void OracleCompiler::write_literal(const Value& value) {
    if (const bool* truth = std::get_if<bool>(&value.storage()))
        return write(*truth ? "1" : "0");
    if (std::holds_alternative<Date>(value.storage()))
        write("DATE ");
    if (std::holds_alternative<Timestamp>(value.storage()))
        write("TIMESTAMP ");
    Compiler::write_literal(value);
}

/// BINARY_DOUBLE; without the letter it would be a NUMBER.
void OracleCompiler::write_double_literal(std::string_view digits) {
    write(digits);
    write("d");
}

void OracleCompiler::write_bytes_literal(std::string_view hex) {
    write("HEXTORAW('");
    write(hex);
    write("')");
}

void OracleCompiler::write_time_literal(std::string_view word, std::string_view text) {
    if (word == "TIME") {  // there is no such type
        write("INTERVAL '0 ");
        write(text);
        return write("' DAY TO SECOND");
    }
    write(word);
    write(" ");
    Compiler::write_time_literal(word, text);
}

void OracleCompiler::write_sample(const sql::Sample& sample) {
    if (sample.percent < 0.000001 || sample.percent >= 100)
        unsupported("a sample of nothing or of everything", "leave it out, or ask from 0.000001 to less than 100");
    if (sample.seed && *sample.seed < 0)
        unsupported("a negative seed of a sample", "give one from 0 to 4294967295");
    write(sample.method == sql::SampleMethod::rows ? " SAMPLE (" : " SAMPLE BLOCK (");
    write(detail::number_text(sample.percent));
    write(")");
    if (sample.seed)
        write(" SEED (" + std::to_string(*sample.seed) + ")");
}

std::string OracleCompiler::cast_name(const SqlType& type) const { return type_name(type, server_.version()); }

// --- operators ----------------------------------------------------------------------------------------------------

void OracleCompiler::write_call(std::string_view before, const Node& argument, std::string_view after) {
    write(before);
    write_expression(argument);
    write(after);
}

void OracleCompiler::write_pair(std::string_view before, const sql::BinaryNode& node, std::string_view after) {
    write_call(before, *node.left, ", ");
    write_call("", *node.right, after);
}

void OracleCompiler::write_floor_division(const sql::BinaryNode& division) {
    write("TRUNC(");
    write_infix(Binding::product, division, " / ");
    write(")");
}

void OracleCompiler::write_modulo(const sql::BinaryNode& node) { write_pair("MOD(", node, ")"); }

/// DECODE takes NULL for a value like others.
void OracleCompiler::write_distinct_from(const sql::BinaryNode& comparison) {
    write_pair("DECODE(", comparison, comparison.op == Op::is_distinct ? ", 0, 1) = 1" : ", 1, 0) = 1");
}

void OracleCompiler::write_regular_expression(const sql::BinaryNode& match) { write_pair("REGEXP_LIKE(", match, ")"); }

namespace {

/// What is NULL if a part of a concatenation is; texts that are known are not among it.
void collect_texts(const sql::NodePtr& node, std::vector<sql::NodePtr>& texts) {
    if (node->kind == NodeKind::binary && as<sql::BinaryNode>(*node).op == Op::concat) {
        collect_texts(as<sql::BinaryNode>(*node).left, texts);
        return collect_texts(as<sql::BinaryNode>(*node).right, texts);
    }
    if (node->kind == NodeKind::function && as<sql::FunctionNode>(*node).name == "replace")
        return collect_texts(as<sql::FunctionNode>(*node).arguments.front(), texts);
    if (node->kind != NodeKind::value)
        texts.push_back(node);
}

}  // namespace

/// '%' || NULL is '%' here, and every text would be like it.
void OracleCompiler::write_like(const sql::LikeNode& like) {
    const bool is_concatenation =
        like.pattern->kind == NodeKind::binary && as<sql::BinaryNode>(*like.pattern).op == Op::concat;
    if (!is_concatenation)
        return Compiler::write_like(like);
    std::vector<sql::NodePtr> texts;
    collect_texts(like.pattern, texts);
    sql::NodePtr pattern = like.pattern;
    for (auto text = texts.rbegin(); text != texts.rend(); ++text)
        pattern = sql::function("nvl2", {*text, pattern, sql::null()});
    const sql::NodePtr guarded = sql::like(like.operand, pattern, like.escape, like.ignore_case, like.negated);
    Compiler::write_like(as<sql::LikeNode>(*guarded));
}

/// There is only AND: a | b is a + b - (a & b), a ^ b is a + b - 2 * (a & b).
void OracleCompiler::write_bits(const sql::BinaryNode& node) {
    switch (node.op) {
        case Op::bit_and:
            return write_pair("BITAND(", node, ")");
        case Op::shift_left:
            write("(");
            write_operand(Binding::product, *node.left);
            return write_call(" * POWER(2, ", *node.right, "))");
        case Op::shift_right:
            write("FLOOR(");
            write_operand(Binding::product, *node.left);
            return write_call(" / POWER(2, ", *node.right, "))");
        default:
            write("(");
            write_operand(Binding::sum, *node.left);
            write(" + ");
            write_operand(Binding::sum, *node.right, true);
            return write_pair(node.op == Op::bit_or ? " - BITAND(" : " - 2 * BITAND(", node, "))");
    }
}

void OracleCompiler::write_bit_not(const Node& operand) {
    write("(-1 - ");
    write_operand(Binding::sum, operand, true);
    write(")");
}

void OracleCompiler::write_collation(std::string_view name) {
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        if (!plain)
            throw ArgumentError("'" + std::string(name) + "' is no name of a collation of Oracle");
    }
    write(name);
}

// --- functions ----------------------------------------------------------------------------------------------------

/// The score is 0 for a text without the words.
void OracleCompiler::write_full_text(const sql::FullTextNode& search) {
    write_call("CONTAINS(", *search.texts.front(), ", ");
    write_call("", *search.words, ") > 0");
}

bool OracleCompiler::is_bare_function(std::string_view name) const {
    static constexpr std::array<std::string_view, 6> names{
        "localtimestamp", "sessiontimezone", "sysdate", "systimestamp", "uid", "user"};
    return std::find(names.begin(), names.end(), name) != names.end() || Compiler::is_bare_function(name);
}

std::string_view OracleCompiler::any_window_order(std::string_view function, bool is_framed) const {
    static constexpr std::array<std::string_view, 8> ordered{"cume_dist", "dense_rank",   "lag",  "lead",
                                                             "ntile",     "percent_rank", "rank", "row_number"};
    const bool wants_one = is_framed || std::find(ordered.begin(), ordered.end(), function) != ordered.end();
    return wants_one ? "NULL" : "";
}

void OracleCompiler::write_time_distance(Interval time) {
    const std::string fraction = std::to_string(1'000'000 + time.count() % 1'000'000).substr(1);
    write("NUMTODSINTERVAL(" + std::to_string(time.count() / 1'000'000) + "." + fraction + ", 'SECOND')");
}

void OracleCompiler::write_function(const sql::FunctionNode& function) {
    struct Spelling {
        std::string_view generic, here;
    };
    static constexpr std::array<Spelling, 4> constants{
        {{"now", "SYS_EXTRACT_UTC(SYSTIMESTAMP)"},
         {"current_timestamp", "SYS_EXTRACT_UTC(SYSTIMESTAMP)"},
         {"current_date", "TRUNC(CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE))"},
         {"random", "TRUNC((DBMS_RANDOM.VALUE - 0.5) * 18446744073709551615)"}}};
    for (const Spelling& spelling : constants) {
        if (function.name == spelling.generic)
            return write(spelling.here);
    }
    if (function.name == "current_user")
        return write("USER");
    if (function.name == "current_time")
        unsupported("the time of day alone", "use func::now()");
    if (function.name == "position")
        return write_arguments("instr", function.arguments);
    if (function.name == "string_agg" && function.arguments.size() == 2) {
        // The separator must be a constant, and a parameter is none: so it stands before each text, and the first is
        // cut off.
        const Node& each = *function.arguments[0];
        const Node& separator = *function.arguments[1];
        write_call("substr(listagg(nvl2(", each, ", ");
        write_operand(Binding::concatenation, separator);
        write(" || ");
        write_operand(Binding::concatenation, each, true);
        return write_call(", NULL)) WITHIN GROUP (ORDER BY NULL), coalesce(length(", separator, "), 0) + 1)");
    }
    Compiler::write_function(function);
}

/// A time of day is an interval, which has no cast from anything else.
void OracleCompiler::write_time_cast(const sql::CastNode& cast) {
    const Node& operand = *cast.operand;
    const TypeFamily family = type_of(operand).family;
    const bool is_value = operand.kind == NodeKind::value;
    if (family == TypeFamily::time)
        return Compiler::write_cast(cast);
    if (detail::is_text(family) ||
        (is_value && std::holds_alternative<std::string>(as<sql::ValueNode>(operand).value.storage()))) {
        write_call("nvl2(", operand, ", TO_DSINTERVAL('0 ' || ");
        return write_call("", operand, cast.lenient ? " DEFAULT NULL ON CONVERSION ERROR), NULL)" : "), NULL)");
    }
    write_call("(CAST(", operand, " AS TIMESTAMP) - ");
    write_call("TRUNC(", operand, "))");
}

/// To a boolean: as a number of one digit, 70 would be an error instead of true. To a date: a DATE has a time of day.
void OracleCompiler::write_cast(const sql::CastNode& cast) {
    if (cast.type.family == TypeFamily::time)
        return write_time_cast(cast);
    if (cast.type.family == TypeFamily::date)
        return write_call("TRUNC(CAST(", *cast.operand, " AS DATE))");
    if (cast.type.family != TypeFamily::boolean || can().native_boolean)
        return Compiler::write_cast(cast);
    write_call("ABS(SIGN(", *cast.operand, "))");
}

void OracleCompiler::write_lenient_cast(const sql::CastNode& cast) {
    if (cast.type.family == TypeFamily::time)
        return write_time_cast(cast);
    if (cast.type.family == TypeFamily::boolean && !can().native_boolean)
        return write_call("ABS(SIGN(CAST(", *cast.operand, " AS NUMBER DEFAULT NULL ON CONVERSION ERROR)))");
    if (cast.type.family == TypeFamily::date)
        return write_call("TRUNC(CAST(", *cast.operand, " AS DATE DEFAULT NULL ON CONVERSION ERROR))");
    write_call("CAST(", *cast.operand, " AS " + cast_name(cast.type) + " DEFAULT NULL ON CONVERSION ERROR)");
}

void OracleCompiler::write_extract(const sql::ExtractNode& extract) {
    using Field = sql::DateField;
    const Node& operand = *extract.operand;
    switch (extract.field) {
        case Field::hour:
            return write_call("EXTRACT(HOUR FROM CAST(", operand, " AS TIMESTAMP))");
        case Field::minute:
            return write_call("EXTRACT(MINUTE FROM CAST(", operand, " AS TIMESTAMP))");
        case Field::second:
            return write_call("FLOOR(EXTRACT(SECOND FROM CAST(", operand, " AS TIMESTAMP)))");
        case Field::day_of_week:  // from the Monday of its week, whatever the session's territory is
            write_call("MOD(TRUNC(CAST(", operand, " AS DATE)) - ");
            return write_call("TRUNC(CAST(", operand, " AS DATE), 'IW') + 1, 7)");
        case Field::day_of_year:
            return write_call("TO_NUMBER(TO_CHAR(", operand, ", 'DDD'))");
        case Field::week:
            return write_call("TO_NUMBER(TO_CHAR(", operand, ", 'IW'))");
        case Field::quarter:
            return write_call("TO_NUMBER(TO_CHAR(", operand, ", 'Q'))");
        case Field::epoch:
            return write_call("ROUND((CAST(", operand, " AS DATE) - DATE '1970-01-01') * 86400)");
        default:
            return Compiler::write_extract(extract);
    }
}

void OracleCompiler::write_json_path(const sql::JsonPathNode& json) {
    if (!json.as_text)
        unsupported("an element of a JSON document as JSON", "take it as a value: .as<std::string>()");
    const std::string path = detail::json_path(json.path, dialect().name());
    const auto value = [&](std::string_view returning) {
        write_call("JSON_VALUE(", *json.operand, ", ");
        write_string(path);
        write(returning);
    };
    switch (json.type.family) {
        case TypeFamily::small_integer:
        case TypeFamily::integer:
        case TypeFamily::big_integer:
        case TypeFamily::numeric:
        case TypeFamily::real:
        case TypeFamily::double_:
            return value(" RETURNING NUMBER)");
        case TypeFamily::boolean:
            write("DECODE(");
            value("), 'true', 1, 'false', 0)");
            return;
        default:
            return value(")");
    }
}

// --- SELECT -------------------------------------------------------------------------------------------------------

void OracleCompiler::write_limit(const Limit& limit) {
    if (limit.offset)
        write_call(" OFFSET ", *limit.offset, " ROWS");
    if (limit.limit)
        write_call(limit.offset ? " FETCH NEXT " : " FETCH FIRST ", *limit.limit,
                   std::string(limit.percent ? " PERCENT" : "") + (limit.ties ? " ROWS WITH TIES" : " ROWS ONLY"));
}

/// By a column of it.
void OracleCompiler::write_locked(const Node& table) {
    Compiler::write_locked(table);
    write(".");
    write_identifier(as<sql::TableNode>(table).table->columns.front().name);
}

// --- writes -------------------------------------------------------------------------------------------------------

void OracleCompiler::write_default_row(const TableData& table) {
    write(" (");
    write_identifier(table.columns.front().name);
    write(") VALUES (DEFAULT)");
}

void OracleCompiler::write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) {
    several_rows_ = insert.rows > 1;
    if (!several_rows_)
        return Compiler::write_row_values(insert, columns);
    write(" ");
    write_rows_as_selects(insert, columns);
}

/// … INTO output parameters, one for each column of the result.
void OracleCompiler::write_returning(const std::vector<sql::NodePtr>& items) {
    if (items.empty())
        return;
    if (several_rows_)
        unsupported("RETURNING of several rows", "send one row at a time");
    for (const sql::NodePtr& item : items)
        query_columns().add(*item, result().columns);
    result().returns_rows = true;
    write(" RETURNING ");
    write_list(items);
    write(" INTO ");
    for (std::size_t i = 0; i < result().columns.size(); ++i) {
        ParameterSource source;
        source.kind = ParameterSource::Kind::output;
        source.index = static_cast<std::uint32_t>(i);
        write(i == 0 ? "" : ", ");
        write_parameter(std::move(source));
    }
}

}  // namespace rowan::oracle
