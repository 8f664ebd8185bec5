#include <rowan/dialects/sqlite/ddl_parser.hpp>
#include <rowan/dialects/sqlite/ddl_tokenizer.hpp>
#include <rowan/dialects/sqlite/reflector_type.hpp>
#include <rowan/types/kind.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace {

using namespace rowan;
using namespace rowan::detail;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> texts(std::string_view sql) {
    std::vector<std::string> result;
    for (const SqlToken& token : tokenize_sql(sql))
        result.emplace_back(token.text);
    return result;
}

TEST(SqlTokenizer, CutsAsSqliteDoes) {
    EXPECT_THAT(
        texts("a1_$ \"b\"\"c\" [d e] `f` 'g''h' 1.5e-3 0x1F .5 x'0a' <>é"),
        ElementsAre("a1_$", "\"b\"\"c\"", "[d e]", "`f`", "'g''h'", "1.5e-3", "0x1F", ".5", "x'0a'", "<", ">", "é"));
    EXPECT_THAT(texts("a--b\nc/*d*/e/*f"), ElementsAre("a", "c", "e"));
    EXPECT_THAT(texts("-- only"), IsEmpty());
    EXPECT_THAT(texts("1-2"), ElementsAre("1", "-", "2"));
    EXPECT_THAT(texts("0xe-1"), ElementsAre("0xe", "-", "1"));
}

TEST(SqlTokenizer, TakesQuotesOff) {
    const auto name = [](std::string_view sql) { return tokenize_sql(sql).at(0).name(); };
    EXPECT_EQ(name("plain"), "plain");
    EXPECT_EQ(name("\"a\"\"b\""), "a\"b");
    EXPECT_EQ(name("`a``b`"), "a`b");
    EXPECT_EQ(name("[a\"b]"), "a\"b");
    EXPECT_EQ(name("'a''b'"), "a'b");
    EXPECT_EQ(name("\"\""), "");
}

TEST(SqlTokenizer, MarksQuotesThatNeverEnd) {
    for (const char* sql : {"a 'b", "\"", "`a``", "[a", "x'", "''''' "}) {
        const auto tokens = tokenize_sql(sql);
        ASSERT_FALSE(tokens.empty()) << sql;
        EXPECT_EQ(tokens.back().kind, SqlTokenKind::bad) << sql;
    }
}

TEST(CreateTableParser, FindsWhatThePragmasDontTell) {
    const auto table = parse_create_table(R"(create temp table if not exists [main]."t" ( -- a ( comment
        id INTEGER constraint pk primary key desc on conflict fail autoincrement,
        "a b" VARCHAR(10, 2) COLLATE nocase CONSTRAINT u UNIQUE ON CONFLICT REPLACE DEFAULT ('x)' || ')'),
        c int default -5 constraint positive check (c > 0 /* ) */ and c <> ')') check(c<9) not null on conflict abort null,
        d references "other table" on delete set null on update no action match full not deferrable initially immediate,
        e unsigned big int references o(x) deferrable initially deferred default null,
        f text generated always as (a || ')') stored, g as (c+1), h as (1) virtual,
        'i' references o not null,
        constraint x constraint y unique (c collate nocase desc, "a b") on conflict ignore
        check (1) foreign key (c, d) references p (q, r) on delete restrict on update cascade,
        constraint fk foreign key (e) references s on update set default
    ) strict, without rowid)");
    ASSERT_TRUE(table);
    EXPECT_TRUE(table->autoincrement);
    EXPECT_TRUE(table->strict);
    EXPECT_TRUE(table->without_rowid);
    PrimaryKey key({"id"}, "pk");
    key.on_conflict = "FAIL";
    key.descending = {true};
    EXPECT_EQ(table->primary_key, key);
    ASSERT_EQ(table->columns.size(), 9U);
    EXPECT_EQ(table->columns[1].name, "a b");
    EXPECT_EQ(table->columns[1].collation, "nocase");
    EXPECT_EQ(table->columns[5].computed, "a || ')'");
    EXPECT_TRUE(table->columns[5].computed_stored);
    EXPECT_EQ(table->columns[6].computed, "c+1");
    EXPECT_FALSE(table->columns[7].computed_stored);
    EXPECT_EQ(table->columns[8].name, "i");
    Unique first({"a b"}, "u");
    first.on_conflict = "REPLACE";
    Unique second({"c", "a b"}, "y");
    second.collations = {"nocase", ""};
    second.descending = {true, false};
    second.on_conflict = "IGNORE";
    EXPECT_THAT(table->uniques, ElementsAre(first, second));
    EXPECT_EQ(table->columns[2].not_null_on_conflict, "") << "ABORT is what a conflict does anyway";
    EXPECT_THAT(table->checks, ElementsAre(Check("c > 0 /* ) */ and c <> ')'", "positive"), Check("c<9"), Check("1")));
    ASSERT_EQ(table->foreign_keys.size(), 5U);
    EXPECT_EQ(table->foreign_keys[0].referred_table, "other table");
    EXPECT_EQ(table->foreign_keys[0].on_delete, Action::set_null);
    EXPECT_THAT(table->foreign_keys[0].referred_columns, IsEmpty());
    EXPECT_FALSE(table->foreign_keys[0].deferrable);
    EXPECT_TRUE(table->foreign_keys[1].deferrable && table->foreign_keys[1].initially_deferred);
    EXPECT_THAT(table->foreign_keys[3].columns, ElementsAre("c", "d"));
    EXPECT_EQ(table->foreign_keys[3].on_delete, Action::restrict);
    EXPECT_EQ(table->foreign_keys[3].on_update, Action::cascade);
    EXPECT_EQ(table->foreign_keys[4].name, "fk");
    EXPECT_EQ(table->foreign_keys[4].on_update, Action::set_default);
}

TEST(CreateTableParser, GivesUpOnWhatItDoesNotUnderstand) {
    for (const char* sql : {"",
                            "x",
                            "CREATE",
                            "CREATE TABLE",
                            "CREATE TABLE t",
                            "CREATE TABLE t (",
                            "CREATE TABLE t (a",
                            "CREATE TABLE t (a))",
                            "CREATE TABLE t (a CHECK (1)",
                            "CREATE TABLE t (a CHECK 1)",
                            "CREATE TABLE t (a PRIMARY)",
                            "CREATE TABLE t (a UNIQUE ON CONFLICT x)",
                            "CREATE TABLE t (a 'b)",
                            "CREATE TABLE t (1)",
                            "CREATE TABLE t (,)",
                            "CREATE TABLE t (a) WITHOUT",
                            "CREATE TABLE t (a) nonsense",
                            "CREATE TABLE t (a REFERENCES)",
                            "CREATE TABLE t (a REFERENCES b ON nothing)",
                            "CREATE TABLE t (a REFERENCES b ON DELETE SET x)",
                            "CREATE TABLE t (a, UNIQUE)",
                            "CREATE TABLE t (a, FOREIGN)",
                            "CREATE TABLE t (a, CHECK (1) 1)",
                            "CREATE VIRTUAL TABLE t USING fts5(a)",
                            "CREATE TABLE t AS SELECT 1"}) {
        EXPECT_FALSE(parse_create_table(sql)) << sql;
    }
}

TEST(CreateTableParser, DoesNotRecurse) {
    const std::string deep(200'000, '(');
    EXPECT_FALSE(parse_create_table("CREATE TABLE t (a CHECK " + deep + ")"));
    const auto table = parse_create_table("CREATE TABLE t (a CHECK " + deep + "1" + std::string(200'000, ')') + ")");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->checks.at(0).condition.size(), 399'999U);
}

TEST(CreateIndexParser, FindsExpressionsCollationsAndTheCondition) {
    const auto index = parse_create_index(
        "CREATE UNIQUE INDEX IF NOT EXISTS a.b ON \"t\" (x COLLATE nocase DESC, ((lower(y))) ASC, (a)+(b), desc) WHERE "
        "z > ')'");
    ASSERT_TRUE(index);
    ASSERT_EQ(index->parts.size(), 4U);
    EXPECT_EQ(index->parts[0].sql, "x");
    EXPECT_EQ(index->parts[0].collation, "nocase");
    EXPECT_EQ(index->parts[1].sql, "lower(y)");
    EXPECT_EQ(index->parts[2].sql, "(a)+(b)");
    EXPECT_EQ(index->parts[3].sql, "desc");
    EXPECT_EQ(index->where, "z > ')'");
    for (const char* sql :
         {"", "CREATE INDEX", "CREATE INDEX a ON b", "CREATE INDEX a ON b (c", "CREATE TABLE t (a)"}) {
        EXPECT_FALSE(parse_create_index(sql)) << sql;
    }
}

TEST(CreateViewParser, FindsTheSelect) {
    EXPECT_EQ(parse_view_definition("CREATE TEMP VIEW IF NOT EXISTS \"as\" (a, b) AS SELECT 1 AS a"), "SELECT 1 AS a");
    EXPECT_EQ(parse_view_definition("CREATE VIEW v"), "");
    EXPECT_EQ(parse_view_definition("nonsense"), "");
}

TEST(SqliteType, IsReadFromItsWords) {
    EXPECT_EQ(sqlite_parse_type("nvarchar(160)"), SqlType(String{160}));
    EXPECT_EQ(sqlite_parse_type(" Character  Varying ( 20 ) "), SqlType(String{20}));
    EXPECT_EQ(sqlite_parse_type("VARCHAR"), SqlType(String{}));
    EXPECT_EQ(sqlite_parse_type("decimal(10,2)"), SqlType(Numeric{10, 2}));
    EXPECT_EQ(sqlite_parse_type("NUMERIC(10)"), SqlType(Numeric{10}));
    EXPECT_EQ(sqlite_parse_type("double precision"), SqlType(Double{}));
    EXPECT_EQ(sqlite_parse_type("REAL"), SqlType(Double{}));
    EXPECT_EQ(sqlite_parse_type("CHAR(36)"), SqlType(UuidType{}));
    EXPECT_EQ(sqlite_parse_type("CHAR(35)"), SqlType(String{35}));
    EXPECT_EQ(sqlite_parse_type("timestamp"), SqlType(DateTime{}));
    for (const char* other : {"", "GEOMETRY", "INT(11)", "UNSIGNED BIG INT", "VARCHAR(-1)", "VARCHAR(0)",
                              "VARCHAR(99999999999)", "VARCHAR(1,2)", "GEOMETRY (+1.5, -2)"}) {
        EXPECT_EQ(sqlite_parse_type(other), SqlType(NativeType{other})) << other;
    }
    // What is no type to DDL can only have stood in quotes.
    for (const std::string other :
         {"VARCHAR(", "VARCHAR()", "VARCHAR(1) x", "VARCHAR (max)", "NUMERIC(1,x)", "NUMERIC(1,2,3)",
          "text collate nocase", "int default 5", "integer primary key", "int not null", "int unique",
          "generated always", " GEOMETRY", "a /* b */", "x TEXT (y)"}) {
        EXPECT_EQ(sqlite_parse_type(other), SqlType(NativeType{'"' + other + '"'})) << other;
    }
}

TEST(SqliteType, IsThatOfTextsWhereItsNameSaysSo) {
    EXPECT_EQ(sqlite_parse_type("JSON TEXT"), SqlType(JsonType{}));
    EXPECT_EQ(sqlite_parse_type("inet TEXT"), SqlType(NativeType{"inet"}, Kind::text));
    EXPECT_EQ(sqlite_parse_type("point3 TEXT(3)"), SqlType(NativeType{"point3 TEXT(3)"})) << "numbers to SQLite";
    EXPECT_EQ(sqlite_parse_type("geo TEXT(3)"), SqlType(NativeType{"geo(3)"}, Kind::text));
    EXPECT_EQ(sqlite_parse_type("DATE TEXT"), SqlType(DateType{}, Kind::text));
    EXPECT_EQ(sqlite_parse_type("DATETIME TEXT"), SqlType(DateTime{}, Kind::text));
    EXPECT_EQ(sqlite_parse_type("TIME TEXT"), SqlType(TimeType{}, Kind::text));
    EXPECT_EQ(sqlite_parse_type("VARCHAR TEXT"), SqlType(NativeType{"VARCHAR TEXT"}));
}

/// Mutates statements and feeds them to everything that parses; with sanitizers on, surviving is the test. What the
/// parser does say must be about the text.
TEST(SqliteDdlFuzz, SurvivesAnyText) {
    const std::vector<std::string> seeds{
        "CREATE TABLE \"t\" (id INTEGER NOT NULL, a VARCHAR(50) COLLATE NOCASE DEFAULT ('x' || \"y\"), b AS (a || 1) "
        "STORED, "
        "CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT fk FOREIGN KEY (a) REFERENCES t (id) ON DELETE CASCADE DEFERRABLE "
        "INITIALLY DEFERRED, CHECK (a IN ('x', ')')) /* c */) STRICT, WITHOUT ROWID -- end",
        "CREATE UNIQUE INDEX ix ON t (a COLLATE NOCASE DESC, (lower(b))) WHERE a > 'x'",
        "CREATE VIEW v (a) AS SELECT [x] FROM `t`"};
    const std::string_view pieces[] = {"(",          ")",  "'",   "\"", "[",  "]",     "`",
                                       ",",          "--", "/*",  "*/", "\n", "CHECK", "CONSTRAINT",
                                       "REFERENCES", "AS", "NOT", ";",  "x'", "\xff",  std::string_view("\0", 1),
                                       "1e",         "0x"};
    std::mt19937 random(20240229);
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    std::size_t understood = 0;
    for (int round = 0; round < 20'000; ++round) {
        std::string sql = seeds[below(seeds.size())];
        for (std::size_t edits = below(6); edits > 0 && !sql.empty(); --edits) {
            const std::size_t at = below(sql.size());
            switch (below(4)) {
                case 0:
                    sql.erase(at, below(8));
                    break;
                case 1:
                    sql.insert(at, pieces[below(std::size(pieces))]);
                    break;
                case 2:
                    sql.insert(at, sql.substr(below(sql.size()), below(30)));
                    break;
                default:
                    sql.resize(at);
                    break;
            }
        }
        std::size_t end = 0;
        for (const SqlToken& token : tokenize_sql(sql)) {
            ASSERT_FALSE(token.text.empty());
            ASSERT_GE(token.begin, end);
            end = token.end();
            ASSERT_EQ(sql.substr(token.begin, token.text.size()), token.text);
            static_cast<void>(token.name());
        }
        ASSERT_LE(end, sql.size());
        if (const auto table = parse_create_table(sql)) {
            ++understood;
            for (const Check& check : table->checks)
                ASSERT_NE(sql.find(check.condition), std::string::npos);
        }
        if (const auto index = parse_create_index(sql)) {
            ++understood;
            ASSERT_NE(sql.find(index->where), std::string::npos);
        }
        ASSERT_NE(sql.find(parse_view_definition(sql)), std::string::npos);
        static_cast<void>(sqlite_parse_type(sql.substr(0, 40)));
    }
    EXPECT_GT(understood, 1'000U) << "the mutations are too wild to test anything";
}

}  // namespace
