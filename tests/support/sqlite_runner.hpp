// Runs statements on a real SQLite database in memory: compiled by the dialect, bound by the plan.
#pragma once

#include <rowan/dialects/dialect.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/sql/shape.hpp>
#include <rowan/sql/statement.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::test {

class SqliteRunner {
public:
    SqliteRunner()
        : driver_(sqlite_driver()),
          connection_(driver_->connect(Url::parse("sqlite://"))),
          dialect_(sqlite_dialect(connection_->server_version())) {}

    driver::Connection& connection() { return *connection_; }
    const Dialect& dialect() const { return *dialect_; }

    std::vector<std::vector<Value>> run(const Statement& statement) {
        return run(dialect_->compile(statement), statement);
    }
    /// With SQL that was compiled for another statement of the same shape.
    std::vector<std::vector<Value>> run(const Compiled& compiled, const Statement& statement) {
        sql::Shape shape;
        shape.read(statement);
        auto prepared = connection_->prepare(compiled.sql);
        for (int i = 0; const ParameterSource& source : compiled.parameters)
            prepared->bind(
                i++, source.kind == ParameterSource::Kind::value ? *shape.values()[source.index] : source.constant);
        std::vector<std::vector<Value>> rows;
        while (prepared->step()) {
            std::vector<Value>& row = rows.emplace_back();
            for (int column = 0; column < prepared->column_count(); ++column)
                row.push_back(prepared->value(column));
        }
        return rows;
    }
    Value scalar(const Statement& statement) { return run(statement).at(0).at(0); }

private:
    std::unique_ptr<driver::Driver> driver_;
    std::unique_ptr<driver::Connection> connection_;
    std::shared_ptr<const Dialect> dialect_;
};

}  // namespace rowan::test
