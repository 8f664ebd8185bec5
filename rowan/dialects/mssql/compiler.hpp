// rowan/dialects/mssql/compiler.hpp: what SQL Server spells in its own way.
#pragma once

#include <rowan/dialects/compiler.hpp>
#include <rowan/dialects/mssql/dialect.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::mssql {

class MssqlCompiler final : public Compiler {
public:
    MssqlCompiler(const MssqlDialect& dialect, Literals literals) : Compiler(dialect, literals), server_(dialect) {}

protected:
    std::string placeholder(std::size_t number) const override { return "@P" + std::to_string(number); }
    bool placeholders_are_numbered() const override { return true; }
    bool question_mark_is_parameter() const override { return false; }
    void write_literal(const Value& value) override;
    void write_text_literal(std::string_view text) override;
    void write_time_literal(std::string_view word, std::string_view text) override;
    void write_double_literal(std::string_view digits) override { write_with_exponent(digits); }
    void write_bytes_literal(std::string_view hex) override;
    void write_typed_null(const SqlType& type) override;
    void write_sample(const sql::Sample& sample) override;
    std::string cast_name(const SqlType& type) const override;
    void write_division(const sql::BinaryNode& division) override;
    void write_concatenation(const sql::BinaryNode& node) override;
    void write_distinct_from(const sql::BinaryNode& comparison) override;
    void write_like(const sql::LikeNode& like) override;
    void write_bits(const sql::BinaryNode& node) override;
    void write_full_text(const sql::FullTextNode& search) override;
    std::string_view any_window_order(std::string_view function, bool is_framed) const override;
    void write_function(const sql::FunctionNode& function) override;
    void check_groups(const std::vector<sql::NodePtr>& groups) const override;
    bool is_bare_function(std::string_view name) const override;
    void write_extract(const sql::ExtractNode& extract) override;
    void write_json_path(const sql::JsonPathNode& json) override;
    void write_collation(std::string_view name) override;
    void write_top(const sql::SelectNode& select) override;
    void write_limit(const Limit& limit) override;
    void write_lock(const sql::RowLock&) override {}
    void write_lock_hint(const sql::RowLock& lock, const sql::Node& table) override;
    std::string_view with_word(bool) const override { return "WITH "; }
    void write_joined_update(const sql::UpdateNode& update, const std::vector<const sql::Node*>& others) override;
    void write_joined_delete(const sql::DeleteNode& del, const std::vector<const sql::Node*>& others) override;
    void write_returning(const std::vector<sql::NodePtr>&) override {}
    void write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) override;
    void write_output(const sql::Node& table, const std::vector<sql::NodePtr>& items, std::string_view row) override;
    /// Or two sessions could both find no row, and both insert one.
    std::string_view merge_hint() const override { return " WITH (HOLDLOCK)"; }
    std::string_view merge_end() const override { return ";"; }

private:
    using Replacement = std::pair<std::string, std::string>;

    static std::vector<Replacement> bracket_replacements(char escape);
    bool is_small(const sql::Node& node);
    void write_choice(const std::vector<sql::NodePtr>& arguments, sql::Op no_worse);
    void write_call(std::string_view before, const sql::Node& argument, std::string_view after);

    const MssqlDialect& server_;
};

/// A type as SQL Server spells it; `indexed`: of a column in a key or an index.
std::string type_name(const SqlType& type, bool indexed);

}  // namespace rowan::mssql
