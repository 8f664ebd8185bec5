#include <rowan/dialects/compiler.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>
#include <map>
#include <tuple>

namespace rowan {

std::string Statement::to_sql(const Dialect& dialect, Literals literals) const {
    return dialect.compile(*this, literals).sql;
}

Compiled Compiler::compile(const Statement& statement) {
    sql::Shape shape;
    shape.read(statement, can().any_of_array && !has_literals());
    for (std::uint32_t i = 0; i < shape.arrays().size(); ++i)
        array_index_.try_emplace(shape.arrays()[i].data(), i);
    for (std::uint32_t i = 0; i < shape.values().size(); ++i)
        value_index_.try_emplace(shape.values()[i], i);
    for (const auto& [value, index] : shape.said_again())
        value_index_.try_emplace(value, index);

    write_statement(statement.node());
    if (!ctes_.empty()) {
        if (!can().common_table_expressions)
            unsupported("WITH", "use a subquery instead");
        // Declarations stand before the statement that was written first.
        std::string with(with_word(recursive_));
        std::vector<PlacedParameter> parameters;
        const std::size_t place = with_at_.value_or(0);
        const auto after = std::find_if(parameters_.begin(), parameters_.end(),
                                        [&](const PlacedParameter& parameter) { return parameter.at > place; });
        parameters.insert(parameters.end(), parameters_.begin(), after);
        for (std::size_t i = 0; i < ctes_.size(); ++i) {
            if (i > 0)
                with += ", ";
            for (PlacedParameter& parameter : ctes_[i].parameters)
                parameters.push_back({std::move(parameter.source), place + with.size() + parameter.at});
            with += ctes_[i].sql;
        }
        with += ' ';
        for (auto parameter = after; parameter != parameters_.end(); ++parameter)
            parameters.push_back({std::move(parameter->source), parameter->at + with.size()});
        out_.insert(place, with);
        parameters_ = std::move(parameters);
    }
    put_placeholders();
    if (result_.parameters.size() > static_cast<std::size_t>(can().max_parameters)) {
        throw UnsupportedError("the statement has " + std::to_string(result_.parameters.size()) + " parameters, and " +
                               std::string(dialect_.name()) + " takes " + std::to_string(can().max_parameters) +
                               ": send it in parts");
    }
    return std::move(result_);
}

/// They are put in at the end, since declarations of CTEs, which stand first, are written when they are met.
void Compiler::put_placeholders() {
    std::map<std::tuple<ParameterSource::Kind, std::uint32_t, std::string>, std::size_t> numbers;
    std::size_t done = 0;
    for (PlacedParameter& parameter : parameters_) {
        result_.sql.append(out_, done, parameter.at - done);
        done = parameter.at;
        std::size_t number = 0;
        if (placeholders_are_numbered() && parameter.source.kind != ParameterSource::Kind::constant) {
            const ParameterSource& source = parameter.source;
            number =
                numbers.try_emplace({source.kind, source.index, source.name}, result_.parameters.size()).first->second;
        } else {
            number = result_.parameters.size();
        }
        if (number == result_.parameters.size())
            result_.parameters.push_back(std::move(parameter.source));
        result_.sql += placeholder(number + 1);
    }
    result_.sql.append(out_, done);
}

void Compiler::write_statement(const sql::Node& statement) {
    using sql::NodeKind;
    switch (statement.kind) {
        case NodeKind::select:
        case NodeKind::compound:
            result_.columns = columns_.of_query(statement);
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

void Compiler::write_parameter(ParameterSource source) { parameters_.push_back({std::move(source), out_.size()}); }

void Compiler::write_value(const Value& value) {
    if (literals_ == Literals::inline_)
        return write_literal(value);
    if (literals_ == Literals::definition)
        return write_definition(value);
    ParameterSource source;
    source.index = value_index_.at(&value);
    source.digits = assigned_digits_;
    source.assigned = assigned_column_;
    write_parameter(std::move(source));
}

void Compiler::write_literal(const Value& value) { write(value.to_display(static_cast<std::size_t>(-1))); }

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
