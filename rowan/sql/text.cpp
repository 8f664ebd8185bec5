#include <rowan/sql/text.hpp>

#include <rowan/sql/internal/text_scanner.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

Statement::Statement(TextLiteral sql) : Statement(sql::make<sql::TextStatementNode>(sql::scan_text(sql.sql()))) {}

TextStatement<> statement(TextLiteral sql) { return TextStatement<>(Statement(sql)); }
TextStatement<> text(Unsafe sql) {
    return TextStatement<>(Statement(sql::make<sql::TextStatementNode>(sql::scan_text(sql.sql))));
}

namespace detail {

Statement text_with_columns(const Statement& text, std::vector<std::string> names) {
    auto* copy = new sql::TextStatementNode(sql::as<sql::TextStatementNode>(text.node()));
    copy->columns = std::move(names);
    return Statement(sql::NodePtr(copy));
}

Statement text_with_values(const Statement& text, NamedValues values) {
    auto* copy = new sql::TextStatementNode(sql::as<sql::TextStatementNode>(text.node()));
    Statement result{sql::NodePtr(copy)};
    for (const auto& [name, value] : values) {
        bool found = false;
        for (std::size_t i = 0; i < copy->text.parameters.size(); ++i) {
            if (copy->text.parameters[i] != name)
                continue;
            copy->text.bound[i] = sql::value(value);
            found = true;
        }
        if (!found)
            throw ArgumentError("the text has no parameter ':" + std::string(name) + "'");
    }
    return result;
}

}  // namespace detail
}  // namespace rowan
