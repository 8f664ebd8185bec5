#include <rowan/dialects/sqlite/reflector.hpp>
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SqliteReflection : public testing::Test {
protected:
    std::unique_ptr<driver::Driver> driver = sqlite_driver();
    std::unique_ptr<driver::Connection> connection = driver->connect(Url::parse("sqlite://"));
    std::unique_ptr<Reflector> reflector = std::make_unique<SqliteReflector>(*connection);

    TableData after(std::string_view script, std::string_view name = "t") {
        connection->execute(script);
        return reflector->table(name);
    }
};

TEST_F(SqliteReflection, ListsTablesAndViews) {
    connection->execute(
        "CREATE TABLE b (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE \"A b\" (y); CREATE VIEW v AS SELECT 1 AS "
        "one;"
        "CREATE TEMP TABLE hidden (z); CREATE VIRTUAL TABLE words USING fts5(w); CREATE TABLE sqlitely (q);");
    EXPECT_THAT(reflector->table_names(), ElementsAre("A b", "b", "sqlitely"));
    EXPECT_THAT(reflector->view_names(), ElementsAre("v", "words"));
    EXPECT_THAT(reflector->table_names("temp"), ElementsAre("hidden"));
    EXPECT_TRUE(reflector->has_table("B"));
    EXPECT_FALSE(reflector->has_table("v"));
    EXPECT_FALSE(reflector->has_table("c"));
}

TEST_F(SqliteReflection, ListsTablesOfAnOldLibraryToo) {
    connection->execute(
        "CREATE TABLE b (x INTEGER PRIMARY KEY AUTOINCREMENT); CREATE TABLE a (y); CREATE VIEW v AS SELECT 1 AS one;"
        "CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1)");
    SqliteReflector old(*connection, 3'035'000);
    EXPECT_THAT(old.table_names(), ElementsAre("a", "b", "boxes_node", "boxes_parent", "boxes_rowid"));
    EXPECT_THAT(old.view_names(), ElementsAre("boxes", "v"));
}

TEST_F(SqliteReflection, ReadsViewsAndVirtualTables) {
    connection->execute("CREATE TABLE t (a INTEGER, b VARCHAR(5)); CREATE VIEW v AS SELECT a, b FROM t WHERE a > 1");
    const TableData view = reflector->table("V");
    EXPECT_TRUE(view.is_view);
    EXPECT_EQ(view.name, "v");
    EXPECT_EQ(view.view_definition, "SELECT a, b FROM t WHERE a > 1");
    ASSERT_EQ(view.columns.size(), 2U);
    EXPECT_EQ(view.columns[1].type, SqlType(String{5}));
    const TableData words = after("CREATE VIRTUAL TABLE words USING fts5(w, x)", "words");
    EXPECT_TRUE(words.is_view);
    ASSERT_EQ(words.columns.size(), 2U) << "hidden columns are none of ours";
    EXPECT_EQ(words.columns[0].name, "w");
}

TEST_F(SqliteReflection, ReadsColumns) {
    const TableData t = after(R"(CREATE TABLE t (
        "id" INTEGER PRIMARY KEY, name NVARCHAR(160) NOT NULL COLLATE NOCASE DEFAULT 'it''s',
        price NUMERIC(10,2) DEFAULT -1.5, at DATETIME DEFAULT CURRENT_TIMESTAMP, expression TEXT DEFAULT (upper('x')),
        legacy TEXT DEFAULT "quoted", bare TEXT DEFAULT word, empty TEXT DEFAULT '', nil TEXT DEFAULT NULL,
        shape POLYGON, untyped, both INT AS (id * 2) STORED, late TEXT GENERATED ALWAYS AS (name || ')')))");
    std::vector<std::string> defaults;
    for (const ColumnData& column : t.columns)
        defaults.push_back(column.server_default);
    EXPECT_THAT(defaults, ElementsAre("", "'it''s'", "-1.5", "CURRENT_TIMESTAMP", "upper('x')", "'quoted'", "'word'",
                                      "''", "NULL", "", "", "", ""));
    EXPECT_EQ(t.columns[0].primary_key, 1);
    EXPECT_FALSE(t.columns[0].nullable);
    EXPECT_FALSE(t.columns[0].autoincrement);
    EXPECT_EQ(t.columns[1].type, SqlType(String{160}));
    EXPECT_FALSE(t.columns[1].nullable);
    EXPECT_EQ(t.columns[1].collation, "NOCASE");
    EXPECT_TRUE(t.columns[2].nullable);
    EXPECT_EQ(t.columns[9].type, SqlType(NativeType{"POLYGON"}));
    EXPECT_EQ(t.columns[10].type, SqlType(NativeType{""}));
    EXPECT_EQ(t.columns[11].computed, "id * 2");
    EXPECT_TRUE(t.columns[11].computed_stored);
    EXPECT_EQ(t.columns[12].computed, "name || ')'");
    EXPECT_FALSE(t.columns[12].computed_stored);
}

// SQLite takes any text in quotes for a type. It must not become SQL where the table is created again.
TEST_F(SqliteReflection, KeepsAHostileTypeInQuotes) {
    const TableData t = after(R"(CREATE TABLE t (
        a "INT); DROP TABLE u; --", b "in""t", c [x -- y], d 'INT DEFAULT 5, e INT', f unsigned big int, g point(3, -4.5)))");
    std::vector<std::string> types;
    for (const ColumnData& column : t.columns)
        types.push_back(column.type.name);
    EXPECT_THAT(types, ElementsAre(R"("INT); DROP TABLE u; --")", R"("in""t")", R"("x -- y")",
                                   R"("INT DEFAULT 5, e INT")", "unsigned big int", "point(3, -4.5)"));
}

TEST_F(SqliteReflection, ReadsKeysInTheirOrder) {
    const TableData t =
        after("CREATE TABLE t (a TEXT, b TEXT, c TEXT, CONSTRAINT pk PRIMARY KEY (c, a)) WITHOUT ROWID");
    EXPECT_EQ(t.primary_key, PrimaryKey({"c", "a"}, "pk"));
    EXPECT_EQ(t.columns[0].primary_key, 2);
    EXPECT_TRUE(t.options.without_rowid);
    EXPECT_FALSE(t.options.strict);
    EXPECT_TRUE(after("CREATE TABLE u (a INTEGER PRIMARY KEY AUTOINCREMENT) STRICT", "u").columns[0].autoincrement);
    EXPECT_TRUE(reflector->table("u").options.strict);
    EXPECT_TRUE(after("CREATE TABLE w (a)", "w").primary_key.columns.empty());
}

TEST_F(SqliteReflection, ReadsForeignKeys) {
    const TableData t = after(R"(CREATE TABLE Parent (x INTEGER PRIMARY KEY, y, UNIQUE (x, y));
        CREATE TABLE t (
            a INTEGER REFERENCES parent ON DELETE CASCADE,
            B INTEGER CONSTRAINT named REFERENCES missing (q) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
            c INTEGER, FOREIGN KEY (C, b) REFERENCES "Parent" (x, y) ON DELETE SET DEFAULT ON UPDATE RESTRICT))");
    ASSERT_EQ(t.foreign_keys.size(), 3U);
    EXPECT_EQ(t.foreign_keys[0].referred_table, "Parent");
    EXPECT_THAT(t.foreign_keys[0].referred_columns, IsEmpty());
    EXPECT_EQ(t.foreign_keys[0].on_delete, Action::cascade);
    EXPECT_EQ(t.foreign_keys[1].name, "named");
    EXPECT_EQ(t.foreign_keys[1].referred_table, "missing");
    EXPECT_EQ(t.foreign_keys[1].on_update, Action::set_null);
    EXPECT_TRUE(t.foreign_keys[1].deferrable && t.foreign_keys[1].initially_deferred);
    EXPECT_THAT(t.foreign_keys[2].columns, ElementsAre("c", "B"));
    EXPECT_THAT(t.foreign_keys[2].referred_columns, ElementsAre("x", "y"));
    EXPECT_EQ(t.foreign_keys[2].on_delete, Action::set_default);
    EXPECT_EQ(t.foreign_keys[2].on_update, Action::restrict);
}

TEST_F(SqliteReflection, SpellsReferredNamesAsTheirTableDoes) {
    const TableData t = after(
        "CREATE TABLE Parent (KeyA, KeyB, PRIMARY KEY (KeyA, KeyB));"
        "CREATE TABLE T (TId INTEGER PRIMARY KEY, up INT REFERENCES t (tID), a, b, lost REFERENCES nowhere (Any),"
        "FOREIGN KEY (A, B) REFERENCES PARENT (KEYa, keyb))");
    ASSERT_EQ(t.foreign_keys.size(), 3U);
    EXPECT_EQ(t.foreign_keys[0].referred_table, "T");
    EXPECT_THAT(t.foreign_keys[0].referred_columns, ElementsAre("TId"));
    EXPECT_THAT(t.foreign_keys[1].referred_columns, ElementsAre("Any"));
    EXPECT_EQ(t.foreign_keys[2].referred_table, "Parent");
    EXPECT_THAT(t.foreign_keys[2].columns, ElementsAre("a", "b"));
    EXPECT_THAT(t.foreign_keys[2].referred_columns, ElementsAre("KeyA", "KeyB"));
}

TEST_F(SqliteReflection, TellsUniqueConstraintsFromIndexes) {
    const TableData t = after(R"(CREATE TABLE t (a TEXT UNIQUE, b TEXT, c INTEGER, CONSTRAINT both UNIQUE (b, c));
        CREATE UNIQUE INDEX second ON t (b);
        CREATE INDEX "first one" ON t (c DESC, lower(b) COLLATE nocase, b COLLATE RTRIM) WHERE c > 'x)';)");
    EXPECT_THAT(t.uniques, ElementsAre(Unique({"a"}), Unique({"b", "c"}, "both")));
    ASSERT_EQ(t.indexes.size(), 2U);
    EXPECT_EQ(t.indexes[0], Index({"b"}, {.unique = true, .name = "second"}));
    EXPECT_EQ(t.indexes[1], Index({IndexPart("c").descending(), IndexPart::expression("lower(b)").collate("nocase"),
                                   IndexPart("b").collate("RTRIM")},
                                  {.name = "first one", .where = "c > 'x)'"}));
}

TEST_F(SqliteReflection, ReadsChecks) {
    const TableData t =
        after("CREATE TABLE t (a INTEGER CHECK (a > 0 /* ) */), CONSTRAINT c CHECK (a <> ')' AND (a < 9)))");
    EXPECT_THAT(t.checks, ElementsAre(Check("a > 0"), Check("a <> ')' AND (a < 9)", "c")));
}

TEST_F(SqliteReflection, TakesAnyNames) {
    const TableData t =
        after(R"(CREATE TABLE "sélect ""漢"" 'x'" ([from] INTEGER, `a``b` TEXT, 'c d' TEXT UNIQUE, "E" TEXT);
        CREATE INDEX "an; index" ON "sélect ""漢"" 'x'" ("a`b");)",
              "sélect \"漢\" 'x'");
    std::vector<std::string> names;
    for (const ColumnData& column : t.columns)
        names.push_back(column.name);
    EXPECT_THAT(names, ElementsAre("from", "a`b", "c d", "E"));
    EXPECT_THAT(t.uniques, ElementsAre(Unique({"c d"})));
    EXPECT_EQ(t.indexes.at(0), Index({"a`b"}, {.name = "an; index"}));
}

TEST_F(SqliteReflection, ReadsAnAttachedDatabase) {
    connection->execute(
        "ATTACH ':memory:' AS \"o ther\"; CREATE TABLE \"o ther\".t (a INTEGER PRIMARY KEY, b INTEGER REFERENCES t);"
        "CREATE INDEX \"o ther\".ix ON t (b); CREATE TABLE t (z)");
    const TableData t = reflector->table("t", "o ther");
    EXPECT_EQ(t.full_name(), "o ther.t");
    EXPECT_EQ(t.columns.size(), 2U);
    EXPECT_EQ(t.foreign_keys.size(), 1U);
    EXPECT_EQ(t.indexes.size(), 1U);
    EXPECT_EQ(reflector->table("t").columns.size(), 1U);
}

TEST_F(SqliteReflection, SaysWhichTablesAreNear) {
    connection->execute("CREATE TABLE users (id)");
    try {
        static_cast<void>(reflector->table("user"));
        FAIL();
    } catch (const ArgumentError& error) {
        EXPECT_STREQ(error.what(), "the database has no table 'user'; did you mean 'users'?");
    }
    EXPECT_THAT(reflector->table_names("no such schema"), IsEmpty());
    EXPECT_THROW(static_cast<void>(reflector->table("t", "no such schema")), DatabaseError);
}

TEST_F(SqliteReflection, FindsWhatThePragmasTellWhereTheTextMakesNoSense) {
    connection->execute(
        "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT UNIQUE, c TEXT REFERENCES t (b) ON DELETE CASCADE);"
        "CREATE INDEX ix ON t (c); CREATE INDEX ix2 ON t (lower(c));"
        "PRAGMA writable_schema = ON;"
        "UPDATE sqlite_master SET sql = 'unbalanced ((' WHERE name IN ('t', 'ix', 'ix2');");
    const TableData t = reflector->table("t");
    EXPECT_EQ(t.columns.size(), 3U);
    EXPECT_THAT(t.primary_key.columns, ElementsAre("a"));
    EXPECT_THAT(t.uniques, ElementsAre(Unique({"b"})));
    ASSERT_EQ(t.foreign_keys.size(), 1U);
    EXPECT_EQ(t.foreign_keys[0].on_delete, Action::cascade);
    ASSERT_EQ(t.indexes.size(), 1U) << "the expression of ix2 can't be known";
    EXPECT_EQ(t.indexes[0], Index({"c"}, {.name = "ix"}));
}

}  // namespace
