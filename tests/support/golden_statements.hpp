// The statements whose SQL is kept in tests/golden, for each dialect the same.
#pragma once

#include <rowan/sql/statement.hpp>

#include <string>
#include <vector>

namespace rowan {
class Dialect;
}

namespace rowan::test {

struct NamedStatement {
    std::string name;
    Statement statement;
};
/// A file of tests/golden/<dialect>/sql.
struct StatementGroup {
    std::string file;
    std::vector<NamedStatement> statements;
};

/// What a statement must call by the database's own name.
struct DialectWords {
    std::string collation;
};

/// They use the tables of sql_tables.hpp, "Order" and main.users.
std::vector<StatementGroup> golden_statements(const DialectWords& words);

/// The statement's SQL with a semicolon, or "-- refused: " and why the dialect can't do it.
std::string golden_text(const Statement& statement, const Dialect& dialect, Literals literals = Literals::placeholders);

}  // namespace rowan::test
