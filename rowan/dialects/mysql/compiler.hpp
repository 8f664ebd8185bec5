// rowan/dialects/mysql/compiler.hpp: what MySQL and MariaDB spell in their own way.
#pragma once

#include <rowan/dialects/compiler.hpp>
#include <rowan/dialects/mysql/dialect.hpp>

namespace rowan::mysql {

/// Expects the session's modes that rowan sets: strict, no NO_BACKSLASH_ESCAPES, no PIPES_AS_CONCAT.
/// A text as a literal; a backslash is doubled as well as a quote.
std::string text_literal(std::string_view text);

class MysqlCompiler final : public Compiler {
public:
    MysqlCompiler(const MysqlDialect& dialect, Literals literals) : Compiler(dialect, literals), server_(dialect) {}

protected:
    void write_string(std::string_view text) override;
    void write_double_literal(std::string_view digits) override { write_with_exponent(digits); }
    void write_time_literal(std::string_view word, std::string_view text) override;
    std::string cast_name(const SqlType& type) const override;
    void write_division(const sql::BinaryNode& division) override;
    void write_floor_division(const sql::BinaryNode& division) override;
    void write_concatenation(const sql::BinaryNode& node) override;
    void write_distinct_from(const sql::BinaryNode& comparison) override;
    void write_like(const sql::LikeNode& like) override;
    void write_bits(const sql::BinaryNode& node) override;
    void write_bit_not(const sql::Node& operand) override;
    void write_cast(const sql::CastNode& cast) override;
    void write_full_text(const sql::FullTextNode& search) override;
    std::string_view any_window_order(std::string_view function, bool is_framed) const override;
    void write_time_distance(Interval time) override;
    void write_function(const sql::FunctionNode& function) override;
    void write_extract(const sql::ExtractNode& extract) override;
    void write_json_path(const sql::JsonPathNode& json) override;
    void write_limit(const Limit& limit) override;
    void write_lock(const sql::RowLock& lock) override;
    std::string_view empty_from(bool has_where) const override { return has_where ? " FROM DUAL" : ""; }
    std::string_view unmergeable() const override { return " LIMIT 18446744073709551615"; }
    bool parameters_are_positions() const override { return true; }
    bool having_knows_columns_only() const override { return true; }
    bool parenthesised_set_operands() const override { return can().limited_set_operands; }
    void write_values_source(const sql::ValuesNode& values) override { write_values_as_selects(values); }
    void write_default_row(const TableData&) override { write(" () VALUES ()"); }
    void write_excluded(const sql::Node& column) override;
    bool upsert_sees_select() const override { return true; }
    void write_conflict_alias(const sql::InsertNode& insert) override;
    void write_conflict(const sql::InsertNode& insert) override;
    std::vector<std::size_t> set_order(const std::vector<sql::NodePtr>& columns,
                                       const std::vector<sql::NodePtr>& values) const override;
    void write_joined_update(const sql::UpdateNode& update, const std::vector<const sql::Node*>& others) override;
    void write_joined_delete(const sql::DeleteNode& del, const std::vector<const sql::Node*>& others) override;

private:
    void write_concatenated(const sql::Node& node);
    void write_shift_right(const sql::BinaryNode& node);
    void write_string_agg(const sql::FunctionNode& function);

    const MysqlDialect& server_;
    bool row_has_alias_ = false;
};

}  // namespace rowan::mysql
