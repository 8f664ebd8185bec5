// The statements of golden_statements.hpp in the SQL of the databases that need a server. tools/check_golden.py asks
// real servers whether they take it.
#include "golden.hpp"
#include "golden_statements.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/sql.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>

namespace rowan::test {
namespace {

struct Case {
    std::string folder;
    std::shared_ptr<const Dialect> dialect;
    DialectWords words;

    friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.folder; }
};

class DialectGolden : public testing::TestWithParam<Case> {};

TEST_P(DialectGolden, EachStatementIsAsInItsFile) {
    const Case& c = GetParam();
    for (const StatementGroup& group : golden_statements(c.words)) {
        std::string text;
        for (const auto& [name, statement] : group.statements) {
            SCOPED_TRACE(group.file + ": " + name);
            text += "-- " + name + "\n" + golden_text(statement, *c.dialect) + "\n";
        }
        expect_golden(c.folder + "/sql/" + group.file, text);
    }
}

INSTANTIATE_TEST_SUITE_P(Databases, DialectGolden,
                         testing::Values(Case{"postgresql", postgresql_dialect(), {.collation = "C"}}),
                         [](const auto& parameter) { return parameter.param.folder; });

}  // namespace
}  // namespace rowan::test
