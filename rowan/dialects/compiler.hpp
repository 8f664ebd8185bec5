// rowan/dialects/compiler.hpp: writes a statement as SQL. The base writes what the standard and most databases say; a
// dialect's own compiler overrides what it spells differently.
//
//     Compiled SqliteDialect::compile(const Statement& s, Literals l) const { return SqliteCompiler(*this,
//     l).compile(s); }
//
// A compiler is used once. What the database can't do is an UnsupportedError that names the construct and a remedy.
#pragma once

#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/internal/query_columns.hpp>
#include <rowan/sql/nodes.hpp>
#include <rowan/sql/shape.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/sql/statements.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rowan {

/// What a query is to the statement around it.
struct QueryPlace {
    bool is_operand = false;     ///< part of an expression: the order of its rows means nothing
    bool names_columns = false;  ///< each of its columns needs a name of its own
};

class Compiler {
public:
    Compiler(const Dialect& dialect, Literals literals) : dialect_(dialect), literals_(literals) {}
    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;
    virtual ~Compiler() = default;

    Compiled compile(const Statement& statement);

protected:
    /// How tightly an expression binds, from the loosest. Operators of `arithmetic`, `concatenation` and `bits` have
    /// no order among each other here, since databases differ: one inside another always has parentheses.
    enum class Binding : std::uint8_t {
        text,  ///< written by the program: anything may be in it
        or_,
        and_,
        not_,
        comparison,
        concatenation,
        bits,
        sum,
        product,
        unary,
        collate,
        primary,
    };
    static Binding binding_of(const sql::Node& node);

    /// What LIMIT belongs to.
    struct Limit {
        const sql::NodePtr& limit;   ///< may be null
        const sql::NodePtr& offset;  ///< may be null
        bool ordered = false;        ///< by an ORDER BY
        bool of_result = false;      ///< ordered by its columns only: of a set operation or a DISTINCT
        bool of_set = false;         ///< of a set operation
        bool ties = false;           ///< and those equal to the last one
        bool percent = false;        ///< the limit is so many percent of the rows
    };
    /// An element of FROM with the joins that follow it.
    struct FromElement {
        const sql::Node* source;
        std::vector<sql::Join> joins{};
    };

    // --- what dialects spell differently --------------------------------------------------------------------------

    /// The parameter of this number, from 1.
    virtual std::string placeholder(std::size_t) const { return "?"; }
    /// Whether a placeholder names its parameter, so that one may stand in several places.
    virtual bool placeholders_are_numbered() const { return false; }
    /// A value as text.
    virtual void write_literal(const Value& value);
    virtual void write_string(std::string_view text);
    /// A value where nothing around it says its type.
    virtual void write_untyped(const Value& value) { write_value(value); }
    /// NULL in a query whose columns have types.
    virtual void write_typed_null(const SqlType&) { write("NULL"); }
    /// A value that is compared or computed with another expression, which may say its type.
    virtual void write_value_beside(const Value& value, const sql::Node&) { write_value(value); }
    /// A type as CAST takes it.
    virtual std::string cast_name(const SqlType& type) const = 0;
    virtual void write_division(const sql::BinaryNode& division);
    virtual void write_floor_division(const sql::BinaryNode& division);
    virtual void write_modulo(const sql::BinaryNode& node);
    virtual void write_concatenation(const sql::BinaryNode& node);
    virtual void write_distinct_from(const sql::BinaryNode& comparison);
    virtual void write_regular_expression(const sql::BinaryNode& match);
    virtual void write_like(const sql::LikeNode& like);
    virtual void write_full_text(const sql::FullTextNode& search) = 0;
    /// &, |, ^, <<, >>
    virtual void write_bits(const sql::BinaryNode& node);
    virtual void write_bit_not(const sql::Node& operand);
    virtual void write_function(const sql::FunctionNode& function);
    /// Whether a function of no arguments is called without parentheses.
    virtual bool is_bare_function(std::string_view name) const;
    virtual void write_extract(const sql::ExtractNode& extract);
    virtual void write_json_path(const sql::JsonPathNode& json);
    virtual void write_cast(const sql::CastNode& cast);
    virtual void write_collation(std::string_view name) { write_identifier(name); }
    /// The value that an upsert could not insert.
    virtual void write_excluded(const sql::Node& column);
    /// What GROUP BY takes.
    virtual void check_groups(const std::vector<sql::NodePtr>& /*groups*/) const {}
    /// The ORDER BY of a window that has none, where this function or a frame asks for one; empty for none.
    virtual std::string_view any_window_order(std::string_view /*function*/, bool /*is_framed*/) const { return {}; }
    /// In a window's RANGE; where there is such a distance (Capabilities::range_of_times).
    virtual void write_time_distance(Interval time) { write_interval_literal(time.count()); }
    /// Behind the words SELECT DISTINCT.
    virtual void write_top(const sql::SelectNode&) {}
    virtual void write_limit(const Limit& limit);
    /// What a SELECT that locks rows may not have.
    virtual void check_locking(const sql::SelectNode&) const {}
    virtual void write_lock(const sql::RowLock& lock);
    /// Behind the name of a table in FROM of a SELECT that locks rows.
    virtual void write_lock_hint(const sql::RowLock&, const sql::Node& /*table*/) {}
    /// A table behind FOR UPDATE OF.
    virtual void write_locked(const sql::Node& table);
    virtual void write_lenient_cast(const sql::CastNode& cast);
    virtual void write_grouping(const sql::FunctionNode& grouping);
    /// FROM of a SELECT that reads no table.
    virtual std::string_view empty_from(bool /*has_where*/) const { return {}; }
    /// Between a table or a subquery and its alias.
    virtual std::string_view alias_word() const { return " AS "; }
    virtual std::string_view except_word() const { return "EXCEPT"; }
    virtual std::string_view with_word(bool recursive) const { return recursive ? "WITH RECURSIVE " : "WITH "; }
    virtual void write_values_source(const sql::ValuesNode& values);
    /// A row of nothing but defaults.
    virtual void write_default_row(const TableData& table);
    /// Rows behind INSERT INTO table: the columns of these numbers.
    virtual void write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns);
    /// Between an INSERT's VALUES and what is done about a conflict.
    virtual void write_conflict_alias(const sql::InsertNode&) {}
    virtual void write_conflict(const sql::InsertNode& insert);
    virtual void write_joined_update(const sql::UpdateNode& update, const std::vector<const sql::Node*>& others);
    virtual void write_joined_delete(const sql::DeleteNode& del, const std::vector<const sql::Node*>& others);
    /// The order in which the columns of a SET stand; their numbers.
    virtual std::vector<std::size_t> set_order(const std::vector<sql::NodePtr>& columns,
                                               const std::vector<sql::NodePtr>& values) const;
    virtual void write_returning(const std::vector<sql::NodePtr>& items);
    /// Where OUTPUT stands: before the values and conditions. `row` is "inserted" or "deleted".
    virtual void write_output(const sql::Node& /*table*/, const std::vector<sql::NodePtr>& /*items*/,
                              std::string_view /*row*/) {}
    /// Behind the table of a MERGE.
    virtual std::string_view merge_hint() const { return {}; }
    virtual std::string_view merge_end() const { return {}; }
    /// Whether a part of a set operation may stand in parentheses; otherwise it becomes a subquery.
    virtual bool parenthesised_set_operands() const { return true; }
    /// Whether INSERT … SELECT … ON CONFLICT needs a WHERE, or the grammar takes ON for that of a join.
    virtual bool upsert_select_needs_where() const { return false; }
    /// Whether what an upsert sets could mean a column of the SELECT's tables, so that these must be out of its sight.
    virtual bool upsert_sees_select() const { return false; }
    /// Whether a parameter in ORDER BY or GROUP BY is the number of a column of the result, as a literal is.
    virtual bool parameters_are_positions() const { return false; }
    /// Whether HAVING finds the columns that rows are grouped by, and not the expressions.
    virtual bool having_knows_columns_only() const { return false; }
    /// Whether a `?` in a text would be taken for a parameter.
    virtual bool question_mark_is_parameter() const { return true; }
    /// What keeps a subquery in FROM a table of its own.
    virtual std::string_view unmergeable() const { return {}; }
    /// Behind a table of FROM of which a part is read.
    virtual void write_sample(const sql::Sample& sample);
    /// Whether that stands before the table's alias.
    virtual bool samples_before_alias() const { return false; }
    /// A text that belongs to what the database keeps, as a literal that means the same whatever its settings are.
    virtual void write_text_literal(std::string_view text) { write_string(text); }
    /// Likewise a floating number, which is none that the database would take for a decimal.
    virtual void write_double_literal(std::string_view digits) { write(digits); }
    virtual void write_decimal_literal(std::string_view digits) { write(digits); }
    virtual void write_bytes_literal(std::string_view hex);
    /// `word` is DATE, TIMESTAMP or TIME.
    virtual void write_time_literal(std::string_view word, std::string_view text);
    virtual void write_interval_literal(std::int64_t microseconds);
    /// Of a time in a literal.
    virtual int fraction_digits(bool /*is_whole*/) const { return 6; }

    // --- for them to write with -----------------------------------------------------------------------------------

    const Dialect& dialect() const noexcept { return dialect_; }
    const Capabilities& can() const noexcept { return dialect_.capabilities(); }
    void write(std::string_view sql) { out_.append(sql); }
    void write_identifier(std::string_view name) { out_.append(dialect_.quote(name)); }
    /// As a value.
    void write_expression(const sql::Node& node);
    /// Where a condition belongs.
    void write_condition(const sql::Node& node);
    /// Whether it is a condition by itself, which not every database takes for a value.
    static bool is_condition(const sql::Node& node);
    /// The type, as far as the statement says it.
    SqlType type_of(const sql::Node& node);
    /// With parentheses unless it binds tighter than `loosest`.
    void write_tighter_than(Binding loosest, const sql::Node& node);
    /// An operand inside an operator that binds as `outer`; `right` if it stands behind it.
    void write_operand(Binding outer, const sql::Node& node, bool right = false);
    void write_list(const std::vector<sql::NodePtr>& nodes, std::string_view separator = ", ");
    void write_arguments(std::string_view name, const std::vector<sql::NodePtr>& arguments);
    void write_value(const Value& value);
    /// VALUES as (SELECT … UNION ALL SELECT …) AS name.
    void write_values_as_selects(const sql::ValuesNode& values);
    void write_rows_of_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns);
    void write_rows_as_selects(const sql::InsertNode& insert, const std::vector<std::size_t>& columns);
    /// FROM and what stands in it; nothing for nothing.
    void write_from(const std::vector<FromElement>& from);
    void write_source(const sql::Node& source);
    void write_table_name(const sql::TableNode& table, bool with_alias);
    /// What stands before the columns of a table that is written: its alias, or its name.
    void write_target_name(const sql::TableNode& table);
    void write_conditions(std::string_view keyword, const std::vector<sql::NodePtr>& conditions);
    void write_set(const std::vector<sql::NodePtr>& columns, const std::vector<sql::NodePtr>& values);
    void write_column_name(const sql::Node& column);
    void write_items(const std::vector<sql::NodePtr>& items);
    void write_locked_tables(const sql::RowLock& lock);
    void write_infix(Binding binding, const sql::BinaryNode& node, std::string_view op);
    Compiled& result() noexcept { return result_; }
    detail::QueryColumns& query_columns() noexcept { return columns_; }
    /// A number as databases take it for a floating one that take it for a decimal without an exponent.
    void write_with_exponent(std::string_view digits);
    bool has_literals() const noexcept { return literals_ != Literals::placeholders; }
    bool is_definition() const noexcept { return literals_ == Literals::definition; }
    void write_parameter(ParameterSource source);
    /// Writes what is assigned to a column if it is a value or a parameter; else writes nothing and gives false.
    bool write_assigned_value(const sql::Node& column, const sql::Node& value);
    /// Which of the statement's assigned columns this one is.
    std::int32_t assigned_index(std::string name, const SqlType& type);
    /// Columns of `table` are written as those of `row` from now on; nullptr ends that.
    void rename_target(const sql::Node* table, std::string_view row = {}) { renamed_ = {table, row}; }
    /// The unique keys of a table for which an INSERT gives values, each a list of the names of its columns.
    static std::vector<std::vector<std::string>> keys_given(const sql::InsertNode& insert);
    /// The names of the columns of conflict_on().
    static std::vector<std::string> conflict_columns(const sql::Conflict& conflict);
    /// Likewise, where the database would not say that they are no key: an ArgumentError if the table's description has
    /// no such key.
    static std::vector<std::string> conflict_key(const sql::InsertNode& insert);
    /// That no other unique key can be in conflict, where the database does not tell one from another.
    void check_no_other_key(const sql::InsertNode& insert, const std::vector<std::string>& key) const;
    /// Whether its type is known to hold fractions.
    bool is_fractional(const sql::Node& node);
    /// Whether it is known to be true, false or NULL.
    bool is_boolean(const sql::Node& node);
    /// Whether an expression reads a column, its subqueries left out.
    static bool reads_column(const sql::Node& node, const sql::Node& column);
    /// Whether an expression or a part of it is such, its subqueries left out.
    static bool has_part(const sql::Node& node, bool (*is_such)(const sql::Node&));
    /// Whether it is a function of many rows.
    static bool is_aggregate(const sql::Node& node);
    /// Where a sequence's number may not stand everywhere in an expression (Capabilities::sequences_in_parts).
    void check_without_number(const sql::Node& node) const;
    /// The sources of the columns in an expression, without those in its subqueries.
    static void collect_sources(const sql::Node& node, std::vector<const sql::Node*>& sources);
    static void collect_sources(const std::vector<sql::NodePtr>& nodes, std::vector<const sql::Node*>& sources);
    /// The name by which columns refer to a source of FROM.
    std::string name_of(const sql::Node& source);
    [[noreturn]] void unsupported(std::string_view construct, std::string_view remedy) const;

private:
    /// The sources that a SELECT (or UPDATE, DELETE) brings, and those of the statements around it.
    struct Scope {
        const Scope* outer = nullptr;
        std::vector<const sql::Node*> sources{};
        bool contains(const sql::Node& source) const;
        bool contains_outside(const sql::Node& source) const;
    };
    /// A parameter, and where in the text its placeholder belongs.
    struct PlacedParameter {
        ParameterSource source;
        std::size_t at;
    };

    // compiler.cpp
    void put_placeholders();

    // compiler_definition.cpp
    void write_definition(const Value& value);
    void write_text_definition(std::string_view text);
    void write_double_definition(double number);
    void write_decimal_definition(std::string_view digits);

    // compiler_window.cpp
    void check_window_function(const sql::Node& function, bool is_ordered) const;
    void write_over(const sql::OverNode& node);
    void write_frame(const sql::Frame& frame);
    void write_frame_edge(const sql::FrameBound& edge, bool is_range);
    static void check_frame_distance(bool is_distance, bool is_of_unit);

    // compiler_condition.cpp
    void write_condition_as_value(const sql::Node& node);
    void write_row_comparison(const sql::BinaryNode& node);

    // compiler_expression.cpp
    void write_node(const sql::Node& node);
    void write_plain_node(const sql::Node& node);
    void write_binary(const sql::BinaryNode& node);
    void write_unary(const sql::UnaryNode& node);
    void write_quantified(const sql::QueryNode& node);
    void write_operation(const sql::OperationNode& node);
    void check_full_text(const sql::FullTextNode& search) const;
    void write_within_group(const sql::WithinGroupNode& node, bool window);
    void write_group_by(const sql::SelectNode& select);
    void write_logical(const sql::ListNode& node);
    void write_chain(sql::Op op, std::span<const sql::Node* const> conditions);
    void write_case(const sql::CaseNode& node);
    void write_ordered(const sql::OrderedNode& node);
    bool needs_null_test(const sql::OrderedNode& node) const;
    void write_order(const std::vector<sql::NodePtr>& order);
    void write_order_operand(const sql::Node& node);
    void write_key(const sql::Node& node);
    void write_text(const sql::TextData& text);
    void write_filter(const sql::FilterNode& node);
    void write_result(const sql::Node& node);
    void write_column(const sql::ColumnNode& node);

    // compiler_having.cpp
    void write_having(const sql::SelectNode& select);
    void write_in_having(const sql::Node& node);
    void write_compared_in_having(const sql::Node& operand);
    bool is_grouped_by(const sql::Node& node) const;

    // compiler_in.cpp
    void write_in(const sql::InNode& node);
    void write_in_items(const sql::InNode& node, std::size_t first, std::size_t end);

    // compiler_source.cpp
    std::vector<FromElement> find_from(const sql::SelectNode& select, Scope& scope) const;
    void check_names(const Scope& scope);
    void declare_cte(const sql::CteNode& cte);
    void check_recursion(const sql::CteNode& cte) const;
    void check_subquery_in_from() const;
    void write_alias(const sql::TableNode& table);
    const sql::Sample* sample_of(const sql::Node& source) const;
    void check_samples(const sql::SelectNode& select, const Scope& scope) const;
    /// What a column of a subquery, CTE or VALUES is called where it is declared.
    std::string name_in(const sql::Node& source, const sql::ColumnNode& column);
    void write_all_columns(const sql::AllColumnsNode& all);
    void reads(const sql::TableNode& table) { note(result_.tables_read, table); }
    void writes(const sql::TableNode& table) { note(result_.tables_written, table); }
    static void note(std::vector<TableName>& names, const sql::TableNode& table);

    // compiler_select.cpp
    void write_query(const sql::Node& query, QueryPlace place = {});
    bool is_inner() const noexcept { return query_depth_ > 1 || is_definition(); }
    void write_subquery(const sql::Node& query);
    void write_compared_rows(const sql::Node& query);
    static bool is_limited(const sql::Node& query);
    void write_apart(const sql::Node& query, std::string_view construct);
    void check_reads_inside(const sql::Node& source) const;
    bool reads_written_table(const sql::Node& query) const;
    /// As the only element of FROM, in its order.
    void write_as_subquery(const sql::Node& query);
    void write_select(const sql::SelectNode& select, QueryPlace place);
    void write_select_order(const sql::SelectNode& select);
    void write_selected(const sql::SelectNode& select, QueryPlace place);
    void write_compound(const sql::CompoundNode& compound, QueryPlace place);
    void write_set_operand(const sql::Node& query, bool joins_left, QueryPlace place = {});
    void write_compound_order(const sql::CompoundNode& compound);
    void write_set_operator(sql::SetOperation op);
    std::string name_of_part(const sql::Node& query);
    void check_sorting(const sql::SelectNode& select) const;
    void check_sorts_items(const sql::SelectNode& select);
    bool may_give(const sql::Node& item, const sql::ColumnNode& column);
    void check_lock(const sql::RowLock& lock) const;
    void check_locks_rows(const sql::SelectNode& select) const;
    void check_locked_sources(const sql::RowLock& lock, const Scope& scope) const;

    // compiler_write.cpp
    void write_insert(const sql::InsertNode& insert);
    void write_rows(const sql::InsertNode& insert);
    void write_merge(const sql::InsertNode& insert);
    void check_merge_key(const sql::InsertNode& insert, const std::vector<std::string>& key) const;
    void write_update(const sql::UpdateNode& update);
    void write_delete(const sql::DeleteNode& del);
    void write_column_names(const std::vector<sql::NodePtr>& columns);
    void check_with_before_update(std::string_view what) const;
    void write_text_statement(const sql::TextStatementNode& text);

    void declare_all(const std::vector<sql::NodePtr>& ctes);
    void write_statement(const sql::Node& statement);

    const Dialect& dialect_;
    Literals literals_;
    std::string out_{};
    Compiled result_{};
    detail::QueryColumns columns_{};
    std::vector<PlacedParameter> parameters_{};
    // Of the column that the value which is being written is assigned to.
    std::int8_t assigned_digits_ = -1;
    std::int32_t assigned_column_ = -1;
    std::unordered_map<const Value*, std::uint32_t> value_index_{};
    std::unordered_map<const Value*, std::uint32_t> array_index_{};  ///< by the first value
    const Scope* scope_ = nullptr;
    const std::vector<sql::NodePtr>* items_ = nullptr;               ///< of the SELECT that is being written
    bool sorts_distinct_ = false;                                    ///< its ORDER BY is, and it is a DISTINCT
    std::vector<std::pair<const sql::Node*, std::string>> names_{};  ///< of anonymous sources
    bool in_having_ = false;                                ///< of a database whose having_knows_columns_only()
    const std::vector<sql::NodePtr>* having_of_ = nullptr;  ///< the groups whose HAVING is being written
    struct DeclaredCte {
        const sql::CteNode* node;
        std::string sql;
        std::vector<PlacedParameter> parameters;
    };
    std::vector<DeclaredCte> ctes_{};
    bool recursive_ = false;
    std::optional<std::size_t> with_at_{};  ///< where WITH belongs; the beginning of the text unless said
    struct Apart {
        const Scope* around = nullptr;
        std::string_view construct{};  ///< if it reads what is around it
    };
    Apart apart_{};  ///< the query that is being written apart, if any
    int query_depth_ = 0;
    const sql::RowLock* lock_ = nullptr;                 ///< of the SELECT whose FROM is being written
    const std::vector<sql::Sample>* samples_ = nullptr;  ///< of the same
    const sql::Node* written_table_ = nullptr;           ///< of the INSERT, UPDATE or DELETE that is being written
    bool takes_numbers_ = false;                         ///< a sequence's number may stand here, if not anywhere
    std::pair<const sql::Node*, std::string_view> renamed_{};
};

}  // namespace rowan
