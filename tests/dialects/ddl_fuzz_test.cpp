// Runs tests/fuzz/ddl_fuzz.cpp on a fixed sequence of inputs.
#include "../fuzz/ddl_fuzz.cpp"

#include "fuzz_inputs.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> seeds = {
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT NOT NULL DEFAULT 'x''y' COLLATE NOCASE)",
    "CREATE TABLE \"t t\" ([a] VARCHAR(10,2), `b` , CONSTRAINT c UNIQUE (a, b DESC), CHECK (a > (1 + 2)))",
    "CREATE TABLE t (a, b, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES u (x, y) ON DELETE SET NULL DEFERRABLE "
    "INITIALLY DEFERRED) WITHOUT ROWID, STRICT",
    "CREATE TABLE t (a INT GENERATED ALWAYS AS (b * 2) STORED, b INT /* c */ REFERENCES t -- d\n)",
    "CREATE TABLE t AS SELECT 1 AS a, 'x' AS b",
    "CREATE TABLE t (a \"text collate nocase\", b [int default 5], c 'int unique' PRIMARY KEY, d inet TEXT)",
    "CREATE TEMP TABLE IF NOT EXISTS main.t (a)",
    "CREATE VIRTUAL TABLE t USING fts5(a, b)",
    "create table t(a text check(a in ('(', ')')))",
    "CREATE UNIQUE INDEX i ON t (a COLLATE NOCASE DESC, (b + 1)) WHERE a IS NOT NULL",
    "CREATE VIEW v AS SELECT a AS b FROM t WHERE x = ';'",
    "CREATE TABLE t (a INT CONSTRAINT n NOT NULL ON CONFLICT REPLACE CONSTRAINT u UNIQUE, b BLOB DEFAULT (x'00'))"};

TEST(DdlFuzz, NoSchemaDoesHarm) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    rowan::test::FuzzInputs inputs(20240229, seeds, "()[]`\"'\\,;-*/ \n01aATx");
    int accepted = 0;
    for (const std::string& seed : seeds) {
        const char* finding = rowan::fuzz::check_ddl(seed, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << seed;
    }
    EXPECT_GE(accepted, 4) << "the seeds should be accepted, mostly";
    int tried = 0;
    for (; tried < 3000 && std::chrono::steady_clock::now() < end; ++tried) {
        const std::string text = inputs.next();
        const char* finding = rowan::fuzz::check_ddl(text, accepted);
        ASSERT_EQ(finding, nullptr) << finding << ": " << testing::PrintToString(text);
    }
    EXPECT_GT(tried, 50);
}

}  // namespace
