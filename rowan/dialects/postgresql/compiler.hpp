// rowan/dialects/postgresql/compiler.hpp: what PostgreSQL spells in its own way.
#pragma once

#include <rowan/dialects/compiler.hpp>

namespace rowan::postgresql {

/// Parameters are sent without a type and take that of what they are compared with or assigned to; where nothing says
/// one, it is written: CAST($1 AS BIGINT).
class PostgresqlCompiler final : public Compiler {
public:
    using Compiler::Compiler;

protected:
    std::string placeholder(std::size_t number) const override { return "$" + std::to_string(number); }
    bool placeholders_are_numbered() const override { return true; }
    bool question_mark_is_parameter() const override { return false; }
    void write_literal(const Value& value) override;
    void write_untyped(const Value& value) override;
    void write_value_beside(const Value& value, const sql::Node& other) override;
    std::string cast_name(const SqlType& type) const override;
    void write_division(const sql::BinaryNode& division) override;
    void write_regular_expression(const sql::BinaryNode& match) override;
    void write_like(const sql::LikeNode& like) override;
    void write_bits(const sql::BinaryNode& node) override;
    void write_bit_not(const sql::Node& operand) override;
    void write_full_text(const sql::FullTextNode& search) override;
    void write_function(const sql::FunctionNode& function) override;
    bool is_bare_function(std::string_view name) const override;
    void write_extract(const sql::ExtractNode& extract) override;
    void write_json_path(const sql::JsonPathNode& json) override;
    void check_locking(const sql::SelectNode& select) const override;
    void write_lock(const sql::RowLock& lock) override;
    void write_text_literal(std::string_view text) override;
    void write_double_literal(std::string_view digits) override;
    void write_bytes_literal(std::string_view hex) override;
    void write_time_literal(std::string_view word, std::string_view text) override;
    void write_interval_literal(std::int64_t microseconds) override;

private:
    /// Whether it is known to be of a type that string_agg takes: texts and bytes.
    bool is_put_together(const sql::Node& node);
    void write_shift(const sql::BinaryNode& node);
};

/// A type as PostgreSQL spells it; an enumeration without a name is TEXT.
std::string type_name(const SqlType& type);

}  // namespace rowan::postgresql
