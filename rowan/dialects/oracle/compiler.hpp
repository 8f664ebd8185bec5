// rowan/dialects/oracle/compiler.hpp: what Oracle spells in its own way.
#pragma once

#include <rowan/dialects/compiler.hpp>
#include <rowan/dialects/oracle/dialect.hpp>

namespace rowan::oracle {

/// To Oracle an empty text is NULL; nothing here changes that.
class OracleCompiler final : public Compiler {
public:
    OracleCompiler(const OracleDialect& dialect, Literals literals) : Compiler(dialect, literals), server_(dialect) {}

protected:
    std::string placeholder(std::size_t number) const override { return ":" + std::to_string(number); }
    bool placeholders_are_numbered() const override { return true; }
    bool question_mark_is_parameter() const override { return false; }
    void write_literal(const Value& value) override;
    void write_sample(const sql::Sample& sample) override;
    void write_double_literal(std::string_view digits) override;
    void write_bytes_literal(std::string_view hex) override;
    void write_time_literal(std::string_view word, std::string_view text) override;
    bool samples_before_alias() const override { return true; }
    std::string cast_name(const SqlType& type) const override;
    void write_floor_division(const sql::BinaryNode& division) override;
    void write_modulo(const sql::BinaryNode& node) override;
    void write_distinct_from(const sql::BinaryNode& comparison) override;
    void write_like(const sql::LikeNode& like) override;
    void write_regular_expression(const sql::BinaryNode& match) override;
    void write_bits(const sql::BinaryNode& node) override;
    void write_bit_not(const sql::Node& operand) override;
    void write_full_text(const sql::FullTextNode& search) override;
    std::string_view any_window_order(std::string_view function, bool is_framed) const override;
    void write_time_distance(Interval time) override;
    void write_function(const sql::FunctionNode& function) override;
    bool is_bare_function(std::string_view name) const override;
    void write_extract(const sql::ExtractNode& extract) override;
    void write_json_path(const sql::JsonPathNode& json) override;
    void write_collation(std::string_view name) override;
    void write_limit(const Limit& limit) override;
    void write_locked(const sql::Node& table) override;
    void write_cast(const sql::CastNode& cast) override;
    void write_lenient_cast(const sql::CastNode& cast) override;
    std::string_view empty_from(bool) const override { return " FROM DUAL"; }
    std::string_view alias_word() const override { return " "; }
    std::string_view except_word() const override { return server_.version() < 21'000'000 ? "MINUS" : "EXCEPT"; }
    std::string_view with_word(bool) const override { return "WITH "; }
    void write_values_source(const sql::ValuesNode& values) override { write_values_as_selects(values); }
    void write_default_row(const TableData& table) override;
    void write_row_values(const sql::InsertNode& insert, const std::vector<std::size_t>& columns) override;
    void write_returning(const std::vector<sql::NodePtr>& items) override;

private:
    void write_time_cast(const sql::CastNode& cast);
    void write_call(std::string_view before, const sql::Node& argument, std::string_view after);
    void write_pair(std::string_view before, const sql::BinaryNode& node, std::string_view after);

    const OracleDialect& server_;
    bool several_rows_ = false;
};

/// A type as Oracle spells it.
std::string type_name(const SqlType& type, int version);

}  // namespace rowan::oracle
