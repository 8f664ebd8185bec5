// rowan/dialects/sqlite/compiler.hpp: what SQLite spells in its own way.
#pragma once

#include <rowan/dialects/compiler.hpp>

namespace rowan::sqlite {

class SqliteCompiler final : public Compiler {
public:
    using Compiler::Compiler;

protected:
    std::string cast_name(const SqlType& type) const override;
    /// As the driver keeps a time.
    int fraction_digits(bool is_whole) const override { return is_whole ? 0 : 6; }
    void write_literal(const Value& value) override;
    void write_decimal_literal(std::string_view digits) override;
    void write_division(const sql::BinaryNode& division) override;
    void write_distinct_from(const sql::BinaryNode& comparison) override;
    void write_bits(const sql::BinaryNode& node) override;
    void write_cast(const sql::CastNode& cast) override;
    void write_full_text(const sql::FullTextNode& search) override;
    void write_function(const sql::FunctionNode& function) override;
    void write_extract(const sql::ExtractNode& extract) override;
    void write_json_path(const sql::JsonPathNode& json) override;
    void write_limit(const Limit& limit) override;
    void write_values_source(const sql::ValuesNode& values) override;
    bool parenthesised_set_operands() const override { return false; }
    bool upsert_select_needs_where() const override { return true; }
};

}  // namespace rowan::sqlite
