// The statements of golden_statements.hpp in the SQL of the databases that need a server. tools/check_golden.py asks
// real servers whether they take it.
#include "dialect_schema.hpp"
#include "golden.hpp"
#include "golden_statements.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

struct Case {
    std::string folder;
    std::shared_ptr<const Dialect> dialect;
    DialectWords words;

    friend std::ostream& operator<<(std::ostream& out, const Case& c) { return out << c.folder; }
};

class DialectGolden : public testing::TestWithParam<Case> {};
/// Of databases that no test can ask: tools/check_golden_h2.py runs their statements elsewhere, and needs values for
/// it.
class GoldenWithValues : public testing::TestWithParam<Case> {};

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

/// Those that their columns take defaults from.
std::vector<Sequence> sequences_of(const std::vector<Table>& tables) {
    MetaData metadata;
    for (const Table& table : tables)
        metadata.add(table);
    return metadata.sequences();
}

TEST_P(DialectGolden, EachTableIsAsInItsFile) {
    const Case& c = GetParam();
    const auto ddl = c.dialect->ddl();
    const auto append = [](std::string& text, const std::vector<std::string>& statements) {
        for (const std::string& statement : statements)
            text += statement + ";\n";
    };
    std::string text;
    std::vector<Table> tables;
    SchemaNames names;
    for (const auto& [name, group] : dialect_schema(c.dialect->name(), c.words.collation)) {
        text += "-- " + name + "\n";
        try {
            append(text, ddl->create_statements(group, {}, sequences_of(group)));
        } catch (const UnsupportedError& error) {
            text += std::string("-- refused: ") + error.what() + "\n";
            continue;
        }
        for (const Table& table : group) {
            tables.push_back(table);
            (table.is_view() ? names.views : names.tables).push_back(table.full_name());
        }
    }
    text += "-- all of them dropped\n";
    const std::vector<Sequence> sequences = sequences_of(tables);
    for (const Sequence& sequence : sequences)
        names.sequences.push_back(sequence.full_name());
    append(text, ddl->drop_statements(tables, names, sequences));
    expect_golden(c.folder + "/ddl/tables", text);
}

TEST_P(DialectGolden, EachSequenceIsAsInItsFile) {
    const Case& c = GetParam();
    const auto ddl = c.dialect->ddl();
    const std::vector<std::pair<std::string, Sequence>> sequences{{"a sequence", {.name = "counter"}},
                                                                  {"one of everything",
                                                                   {.name = "Order no",
                                                                    .start = 1000,
                                                                    .increment = -10,
                                                                    .minimum = 10,
                                                                    .maximum = 1000,
                                                                    .cycle = true,
                                                                    .cache = 5}}};
    std::string text;
    for (const auto& [name, sequence] : sequences) {
        text += "-- " + name + "\n";
        try {
            text += ddl->create_sequence(sequence) + ";\n";
            text += ddl->drop_sequence(sequence) + ";\n";
        } catch (const UnsupportedError& error) {
            text += std::string("-- refused: ") + error.what() + "\n";
        }
    }
    expect_golden(c.folder + "/ddl/sequences", text);
}

TEST_P(GoldenWithValues, EachStatementIsAsInItsFile) {
    const Case& c = GetParam();
    for (const StatementGroup& group : golden_statements(c.words)) {
        std::string text;
        for (const auto& [name, statement] : group.statements) {
            SCOPED_TRACE(group.file + ": " + name);
            text += "-- " + name + "\n" + golden_text(statement, *c.dialect, Literals::inline_) + "\n";
        }
        expect_golden(c.folder + "/values/" + group.file, text);
    }
}

std::string folder_of(const testing::TestParamInfo<Case>& info) { return info.param.folder; }

Case mssql_case() { return {"mssql", mssql_dialect(), {.collation = "Latin1_General_CI_AS"}}; }
Case oracle_case() { return {"oracle", oracle_dialect(), {.collation = "BINARY_CI"}}; }

INSTANTIATE_TEST_SUITE_P(Databases, DialectGolden,
                         testing::Values(Case{"postgresql", postgresql_dialect(), {.collation = "C"}},
                                         Case{"mariadb", mariadb_dialect(), {.collation = "utf8mb4_bin"}},
                                         Case{"mysql", mysql_dialect(), {.collation = "utf8mb4_bin"}},
                                         Case{"mysql56", mysql_dialect(5'006'024), {.collation = "utf8mb4_bin"}},
                                         mssql_case(), oracle_case()),
                         folder_of);
INSTANTIATE_TEST_SUITE_P(Databases, GoldenWithValues, testing::Values(mssql_case(), oracle_case()), folder_of);

}  // namespace
}  // namespace rowan::test
