#include <rowan/dialects/compiler.hpp>

#include <rowan/types/error.hpp>

namespace rowan {

std::string Statement::to_sql(const Dialect& dialect, Literals literals) const {
    return dialect.compile(*this, literals).sql;
}

Compiled Compiler::compile(const Statement& statement) {
    sql::Shape shape;
    shape.read(statement);
    for (std::uint32_t i = 0; i < shape.values().size(); ++i)
        value_index_.try_emplace(shape.values()[i], i);

    write_statement(statement.node());
    if (!ctes_.empty()) {
        // Declarations stand before the statement that was written first, and so do their parameters.
        if (!can().common_table_expressions)
            unsupported("WITH", "use a subquery instead");
        std::string with = recursive_ ? "WITH RECURSIVE " : "WITH ";
        std::vector<ParameterSource> parameters;
        for (std::size_t i = 0; i < ctes_.size(); ++i) {
            if (i > 0)
                with += ", ";
            with += ctes_[i].sql;
            parameters.insert(parameters.end(), ctes_[i].parameters.begin(), ctes_[i].parameters.end());
        }
        parameters.insert(parameters.end(), parameters_.begin(), parameters_.end());
        out_ = with + ' ' + out_;
        parameters_ = std::move(parameters);
    }
    if (parameters_.size() > static_cast<std::size_t>(can().max_parameters)) {
        throw UnsupportedError("the statement has " + std::to_string(parameters_.size()) + " parameters, and " +
                               std::string(dialect_.name()) + " takes " + std::to_string(can().max_parameters) +
                               ": send it in parts");
    }
    result_.sql = std::move(out_);
    result_.parameters = std::move(parameters_);
    return std::move(result_);
}

void Compiler::write_statement(const sql::Node& statement) {
    using sql::NodeKind;
    switch (statement.kind) {
        case NodeKind::select:
        case NodeKind::compound:
            result_.columns = columns_of_query(statement);
            result_.returns_rows = true;
            return write_query(statement);
        case NodeKind::insert:
            return write_insert(sql::as<sql::InsertNode>(statement));
        case NodeKind::update:
            return write_update(sql::as<sql::UpdateNode>(statement));
        case NodeKind::delete_:
            return write_delete(sql::as<sql::DeleteNode>(statement));
        case NodeKind::text_statement:
            return write_text_statement(sql::as<sql::TextStatementNode>(statement));
        default:
            throw ArgumentError("this is an expression and no statement");
    }
}

void Compiler::unsupported(std::string_view construct, std::string_view remedy) const {
    throw UnsupportedError(std::string(construct) + " is not possible on " + std::string(dialect_.name()) + ": " +
                           std::string(remedy));
}

void Compiler::write_parameter(ParameterSource source) {
    parameters_.push_back(std::move(source));
    write_placeholder(parameters_.size());
}

void Compiler::write_value(const Value& value) {
    if (literals_ == Literals::inline_)
        return write(value.to_display(static_cast<std::size_t>(-1)));
    ParameterSource source;
    source.index = value_index_.at(&value);
    write_parameter(std::move(source));
}

void Compiler::write_placeholder(std::size_t) { write("?"); }

void Compiler::write_string(std::string_view text) {
    out_ += '\'';
    for (const char c : text) {
        if (c == '\'')
            out_ += '\'';
        out_ += c;
    }
    out_ += '\'';
}

}  // namespace rowan
