// rowan/dialects/compiler.hpp: writes a statement as SQL. The base writes what the standard and most databases say; a
// dialect's own compiler overrides what it spells differently.
//
//     Compiled SqliteDialect::compile(const Statement& s, Literals l) const { return SqliteCompiler(*this,
//     l).compile(s); }
//
// A compiler is used once. What the database can't do is an UnsupportedError that names the construct and a remedy.
#pragma once

#include <rowan/dialects/dialect.hpp>
#include <rowan/sql/nodes.hpp>
#include <rowan/sql/shape.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/sql/statements.hpp>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace rowan {

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

    // --- what dialects spell differently --------------------------------------------------------------------------

    virtual void write_placeholder(std::size_t number);  ///< counts from 1
    /// A type as CAST takes it.
    virtual std::string cast_name(const SqlType& type) const = 0;
    virtual void write_division(const sql::BinaryNode& division);
    virtual void write_distinct_from(const sql::BinaryNode& comparison);
    virtual void write_regular_expression(const sql::BinaryNode& match);
    virtual void write_like(const sql::LikeNode& like);
    virtual void write_bit_xor(const sql::BinaryNode& node);
    virtual void write_function(const sql::FunctionNode& function);
    virtual void write_extract(const sql::ExtractNode& extract);
    virtual void write_json_path(const sql::JsonPathNode& json);
    virtual void write_cast(const sql::CastNode& cast);
    virtual void write_limit(const sql::NodePtr& limit, const sql::NodePtr& offset);
    virtual void write_lock(const sql::RowLock& lock);
    virtual void write_default_row();
    virtual void write_values_source(const sql::ValuesNode& values);
    /// Whether a part of a set operation may stand in parentheses; otherwise it becomes a subquery.
    virtual bool parenthesised_set_operands() const { return true; }
    /// Whether INSERT … SELECT … ON CONFLICT needs a WHERE, or the grammar takes ON for that of a join.
    virtual bool upsert_select_needs_where() const { return false; }
    /// Whether a `?` in a text would be taken for a parameter.
    virtual bool question_mark_is_parameter() const { return true; }

    // --- for them to write with -----------------------------------------------------------------------------------

    const Dialect& dialect() const noexcept { return dialect_; }
    const Capabilities& can() const noexcept { return dialect_.capabilities(); }
    void write(std::string_view sql) { out_.append(sql); }
    void write_identifier(std::string_view name) { out_.append(dialect_.quote(name)); }
    void write_string(std::string_view text);
    void write_expression(const sql::Node& node);
    /// With parentheses unless it binds tighter than `loosest`.
    void write_tighter_than(Binding loosest, const sql::Node& node);
    /// An operand inside an operator that binds as `outer`; `right` if it stands behind it.
    void write_operand(Binding outer, const sql::Node& node, bool right = false);
    void write_list(const std::vector<sql::NodePtr>& nodes, std::string_view separator = ", ");
    void write_arguments(std::string_view name, const std::vector<sql::NodePtr>& arguments);
    void write_value(const Value& value);
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
    struct FromElement {
        const sql::Node* source;
        std::vector<sql::Join> joins{};
    };

    // compiler_expression.cpp
    void write_binary(const sql::BinaryNode& node);
    void write_infix(Binding binding, const sql::BinaryNode& node, std::string_view op);
    void write_unary(const sql::UnaryNode& node);
    void write_logical(const sql::ListNode& node);
    void write_chain(sql::Op op, std::span<const sql::Node* const> conditions);
    void write_in(const sql::InNode& node);
    void write_case(const sql::CaseNode& node);
    void write_over(const sql::OverNode& node);
    void write_ordered(const sql::OrderedNode& node);
    void write_order(const std::vector<sql::NodePtr>& order);
    void write_order_operand(const sql::Node& node);
    void write_text(const sql::TextData& text);
    void write_column(const sql::ColumnNode& node);
    void write_parameter(ParameterSource source);
    void write_conditions(std::string_view keyword, const std::vector<sql::NodePtr>& conditions);

    // compiler_source.cpp
    static void collect_sources(const sql::Node& node, std::vector<const sql::Node*>& sources);
    static void collect_sources(const std::vector<sql::NodePtr>& nodes, std::vector<const sql::Node*>& sources);
    std::vector<FromElement> find_from(const sql::SelectNode& select, Scope& scope) const;
    void check_names(const Scope& scope);
    void write_source(const sql::Node& source);
    void write_table_name(const sql::TableNode& table, bool with_alias);
    void write_from(const std::vector<FromElement>& from);
    void declare_cte(const sql::CteNode& cte);
    std::vector<ResultColumn> columns_of(const sql::Node& source);
    void write_all_columns(const sql::AllColumnsNode& all);
    void reads(const sql::TableNode& table) { note(result_.tables_read, table); }
    void writes(const sql::TableNode& table) { note(result_.tables_written, table); }
    static void note(std::vector<TableName>& names, const sql::TableNode& table);

    // compiler_select.cpp
    void write_query(const sql::Node& query);
    void write_select(const sql::SelectNode& select);
    void write_compound(const sql::CompoundNode& compound);
    void write_set_operand(const sql::Node& query, bool left);
    void write_compound_order(const sql::CompoundNode& compound);
    void write_items(const std::vector<sql::NodePtr>& items);
    void add_columns(const sql::Node& item, std::vector<ResultColumn>& columns);
    std::vector<ResultColumn> columns_of_query(const sql::Node& query);

    // compiler_write.cpp
    void write_insert(const sql::InsertNode& insert);
    void write_rows(const sql::InsertNode& insert);
    void write_conflict(const sql::InsertNode& insert);
    void write_update(const sql::UpdateNode& update);
    void write_delete(const sql::DeleteNode& del);
    void write_set(const std::vector<sql::NodePtr>& columns, const std::vector<sql::NodePtr>& values);
    void write_returning(const std::vector<sql::NodePtr>& items);
    void write_column_names(const std::vector<sql::NodePtr>& columns);
    void write_column_name(const sql::Node& column);
    void write_text_statement(const sql::TextStatementNode& text);

    void declare_all(const std::vector<sql::NodePtr>& ctes);
    void write_statement(const sql::Node& statement);

    const Dialect& dialect_;
    Literals literals_;
    std::string out_{};
    Compiled result_{};
    std::vector<ParameterSource> parameters_{};
    std::unordered_map<const Value*, std::uint32_t> value_index_{};
    const Scope* scope_ = nullptr;
    const std::vector<sql::NodePtr>* items_ = nullptr;               ///< of the SELECT that is being written
    std::vector<std::pair<const sql::Node*, std::string>> names_{};  ///< of anonymous sources
    struct DeclaredCte {
        const sql::CteNode* node;
        std::string sql;
        std::vector<ParameterSource> parameters;
    };
    std::vector<DeclaredCte> ctes_{};
    bool recursive_ = false;
};

}  // namespace rowan
