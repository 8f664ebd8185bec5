// The statements of golden_statements.hpp and the SQL that they are for SQLite. Each is prepared by SQLite, so that no
// golden file holds SQL that it would refuse. What they give with their values is what tools/check_golden_h2.py
// compares with.
#include "golden.hpp"
#include "golden_statements.hpp"
#include "sqlite_runner.hpp"
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <string>

namespace rowan::test {
namespace {

void expect_prepares(SqliteRunner& runner, const Statement& statement) {
    Compiled compiled;
    try {
        compiled = runner.dialect().compile(statement);
    } catch (const UnsupportedError&) {
        return;
    }
    EXPECT_NO_THROW({
        auto prepared = runner.connection().prepare(compiled.sql);
        EXPECT_EQ(prepared->parameter_count(), static_cast<int>(compiled.parameters.size()));
        if (compiled.returns_rows && !compiled.columns.empty()) {
            EXPECT_EQ(prepared->column_count(), static_cast<int>(compiled.columns.size()));
        }
    }) << compiled.sql;
}

/// The text for people must be SQL, too; named parameters keep their names in it.
void expect_literal_prepares(SqliteRunner& runner, const Statement& statement) {
    std::string literal;
    try {
        literal = statement.to_sql(runner.dialect(), Literals::inline_);
    } catch (const UnsupportedError&) {
        return;
    }
    EXPECT_NO_THROW(runner.connection().prepare(literal)) << literal;
}

TEST(SqliteGolden, EachStatementIsAsInItsFileAndPrepares) {
    SqliteRunner runner;
    runner.connection().execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, nick TEXT, age INTEGER, active INTEGER, "
        "born TEXT, profile TEXT, height REAL);"
        "CREATE UNIQUE INDEX nicks ON users (nick) WHERE active;"
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author_id INTEGER, title TEXT, parent_id INTEGER);"
        "CREATE TABLE \"Order\" (\"select\" INTEGER, \"a \"\"b\" TEXT, plain TEXT);");
    for (const StatementGroup& group : golden_statements({.collation = "NOCASE"})) {
        std::string text;
        std::string with_values;
        for (const auto& [name, statement] : group.statements) {
            SCOPED_TRACE(group.file + ": " + name);
            expect_prepares(runner, statement);
            expect_literal_prepares(runner, statement);
            text += "-- " + name + "\n" + golden_text(statement, runner.dialect()) + "\n";
            with_values += "-- " + name + "\n" + golden_text(statement, runner.dialect(), Literals::inline_) + "\n";
        }
        expect_golden("sqlite/sql/" + group.file, text);
        expect_golden("sqlite/values/" + group.file, with_values);
    }
}

}  // namespace
}  // namespace rowan::test
