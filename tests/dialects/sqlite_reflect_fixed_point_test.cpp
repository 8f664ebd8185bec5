// Create, reflect, create in an empty database, reflect: nothing may change. And schemas that were tampered with must
// not do harm.
#include "data_directory.hpp"
#include "everything_schema.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

namespace {

using namespace rowan;

class Database {
public:
    explicit Database(std::string_view url = "sqlite://") : connection_(driver_->connect(Url::parse(url))) {}

    void create(const MetaData& metadata) {
        for (const std::string& sql : ddl_->create_statements(metadata.unsorted_tables(), {}))
            connection_->execute(sql);
    }
    void drop(const MetaData& metadata) {
        const std::vector<std::string> there = reflector_->table_names();
        connection_->execute("BEGIN");
        for (const std::string& sql : ddl_->drop_statements(metadata.unsorted_tables(), {.tables = there}))
            connection_->execute(sql);
        connection_->execute("COMMIT");
    }
    MetaData reflect() {
        MetaData found;
        for (const std::string& name : reflector_->table_names())
            found.add_unnamed(reflector_->table(name));
        return found;
    }
    /// Name to SQL of all that has SQL.
    std::map<std::string, std::string> master() {
        std::map<std::string, std::string> found;
        const auto statement = connection_->prepare(
            "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'");
        while (statement->step())
            found[statement->value(0).as<std::string>()] = statement->value(1).as<std::string>();
        return found;
    }
    driver::Connection& connection() { return *connection_; }
    Reflector& reflector() { return *reflector_; }
    DdlCompiler& ddl() { return *ddl_; }

private:
    std::unique_ptr<driver::Driver> driver_ = sqlite_driver();
    std::unique_ptr<driver::Connection> connection_;
    std::shared_ptr<const Dialect> dialect_ = sqlite_dialect();
    std::unique_ptr<Reflector> reflector_ = dialect_->reflector(*connection_);
    std::unique_ptr<DdlCompiler> ddl_ = dialect_->ddl();
};

void expect_equal(const MetaData& a, const MetaData& b) {
    ASSERT_EQ(a.size(), b.size());
    for (const Table& table : a.unsorted_tables()) {
        ASSERT_TRUE(b.contains(table.full_name())) << table.full_name();
        const TableData& one = table.data();
        const TableData& other = b.table(table.full_name()).data();
        ASSERT_EQ(one.columns.size(), other.columns.size()) << one.name;
        for (std::size_t i = 0; i < one.columns.size(); ++i) {
            EXPECT_EQ(one.columns[i], other.columns[i]) << one.name << "." << one.columns[i].name;
        }
        EXPECT_EQ(one.primary_key, other.primary_key) << one.name;
        EXPECT_EQ(one.foreign_keys, other.foreign_keys) << one.name;
        EXPECT_EQ(one.uniques, other.uniques) << one.name;
        EXPECT_EQ(one.checks, other.checks) << one.name;
        EXPECT_EQ(one.indexes, other.indexes) << one.name;
        EXPECT_EQ(one, other) << one.name;
    }
}

/// What is created from `found` and reflected is the same again; `copy` is made from that.
void expect_fixed_point(const MetaData& found, Database& copy) {
    Database second;
    second.create(found);
    const MetaData again = second.reflect();
    expect_equal(found, again);
    copy.create(again);
    EXPECT_EQ(second.master(), copy.master());
}

TEST(SqliteReflectFixedPoint, HoldsForEverything) {
    Database first;
    const MetaData everything = test::everything_schema();
    first.create(everything);
    const MetaData found = first.reflect();
    EXPECT_EQ(found.size(), everything.size());
    Database second;
    second.create(found);
    expect_equal(found, second.reflect());
    EXPECT_EQ(first.master(), second.master());
}

/// A foreign schema's copy takes and refuses the same rows, and keeps them as the original does.
void expect_same_rules(const std::string& create, const std::vector<std::string>& rows) {
    SCOPED_TRACE(create);
    Database original;
    original.connection().execute(create);
    Database copy;
    copy.create(original.reflect());
    const auto takes = [](Database& database, const std::string& sql) {
        try {
            database.connection().execute(sql);
            return true;
        } catch (const DatabaseError&) {
            return false;
        }
    };
    for (const std::string& sql : rows)
        EXPECT_EQ(takes(original, sql), takes(copy, sql)) << sql;
    const auto contents = [](Database& database) {
        std::string all;
        const auto statement = database.connection().prepare("SELECT quote(x), typeof(x), quote(y) FROM t ORDER BY y");
        while (statement->step())
            all += statement->value(0).as<std::string>() + statement->value(1).as<std::string>() +
                   statement->value(2).as<std::string>() + ";";
        return all;
    };
    EXPECT_EQ(contents(original), contents(copy));
}

TEST(SqliteReflectFixedPoint, KeysThatAreNotTheRowidStayWhatTheyAre) {
    const std::vector<std::string> rows{"INSERT INTO t VALUES (NULL, 1)",  "INSERT INTO t VALUES (NULL, 2)",
                                        "INSERT INTO t VALUES ('abc', 3)", "INSERT INTO t VALUES (7, 4)",
                                        "INSERT INTO t VALUES (7, 5)",     "INSERT INTO t (y) VALUES (6)"};
    for (const char* const key :
         {"INT PRIMARY KEY", "INTEGER PRIMARY KEY DESC", "INTEGER PRIMARY KEY", "BIGINT PRIMARY KEY",
          "TEXT PRIMARY KEY", "INT PRIMARY KEY NOT NULL", "INTEGER PRIMARY KEY AUTOINCREMENT", "UUID"})
        expect_same_rules("CREATE TABLE t (x " + std::string(key) + ", y)", rows);
    expect_same_rules("CREATE TABLE t (x uuid, y)", {"INSERT INTO t VALUES ('007', 1)"});
    for (const char* const key : {"\" integer \" PRIMARY KEY", "\"integer primary key\"", "\"int default 5\"",
                                  "\"text collate nocase\" UNIQUE", "\"int unique\""})
        expect_same_rules("CREATE TABLE t (x " + std::string(key) + ", y)", rows);
}

// Quotes make a type's name of any text.
TEST(SqliteReflectFixedPoint, TypesInQuotesStayTypes) {
    for (const char* const type : {"\"text collate nocase\"",
                                   "\"integer primary key\"",
                                   "\"int default 5\"",
                                   "\"varchar (max)\"",
                                   "[nvarchar(max)]",
                                   "[int not null]",
                                   "\"int unique\"",
                                   "\"enum('x','y')\"",
                                   "\"int)\"",
                                   "\"x, c int\"",
                                   "\"int --\"",
                                   "\"int /*\"",
                                   "\"a\"\"b\"",
                                   "\"int generated always\"",
                                   "\"int as (1)\"",
                                   "\"int check\"",
                                   "\"int references t\"",
                                   "\"not null\"",
                                   "\"constraint\"",
                                   "' integer '",
                                   "\"inet TEXT\"",
                                   "inet TEXT",
                                   "\"my type\" TEXT",
                                   "JSON",
                                   "JSON TEXT",
                                   "DATE TEXT",
                                   "key",
                                   "tinyint(1)",
                                   "unsigned",
                                   "float(24)",
                                   "decimal(10, -2)",
                                   "decimal TEXT(10, -2)"}) {
        SCOPED_TRACE(type);
        Database original;
        original.connection().execute("CREATE TABLE t (x " + std::string(type) + ", y " + type +
                                      " PRIMARY KEY) WITHOUT ROWID; CREATE TABLE u (x " + type + " PRIMARY KEY)");
        Database copy;
        expect_fixed_point(original.reflect(), copy);
        const auto types = [](Database& database) {
            std::vector<std::string> found;
            const auto statement = database.connection().prepare(
                "SELECT type || ';' || pk || ifnull(dflt_value, '') FROM pragma_table_xinfo('t') UNION ALL "
                "SELECT origin FROM pragma_index_list('u')");
            while (statement->step())
                found.push_back(statement->value(0).as<std::string>());
            return found;
        };
        if (original.reflect().table("t")["x"].type().family == TypeFamily::other) {
            EXPECT_EQ(types(original), types(copy));
        }
    }
}

TEST(SqliteReflectFixedPoint, KeysStayDescending) {
    for (const char* const table :
         {"CREATE TABLE t (a TEXT, b INTEGER, PRIMARY KEY (a COLLATE NOCASE DESC, b)) WITHOUT ROWID",
          "CREATE TABLE t (a BLOB PRIMARY KEY DESC, b)", "CREATE TABLE t (a INTEGER, b, PRIMARY KEY (a DESC))",
          "CREATE TABLE t (a TEXT, b, UNIQUE (b, a DESC))"}) {
        SCOPED_TRACE(table);
        Database original;
        original.connection().execute(table);
        const MetaData found = original.reflect();
        Database copy;
        copy.create(found);
        expect_equal(found, copy.reflect());
        const auto order_of_keys = [](Database& database) {
            std::string order;
            const auto statement = database.connection().prepare(
                "SELECT l.origin, x.name, x.\"desc\", x.coll FROM pragma_index_list('t') AS l, "
                "pragma_index_xinfo(l.name) "
                "AS x WHERE x.\"key\" = 1 ORDER BY l.origin, x.seqno");
            while (statement->step())
                for (int i = 0; i < 4; ++i)
                    order += statement->value(i).to_display() + " ";
            return order;
        };
        EXPECT_EQ(order_of_keys(original), order_of_keys(copy));
    }
}

TEST(SqliteReflectFixedPoint, ACollationOfAnOperandIsNotThatOfTheIndex) {
    const std::vector<std::string> rows{"INSERT INTO t VALUES ('k', 1)", "INSERT INTO t VALUES ('K', 2)"};
    for (const char* const part : {"x || 'x' COLLATE NOCASE", "x COLLATE NOCASE", "lower(x) COLLATE NOCASE",
                                   "(x || 'x') COLLATE NOCASE DESC", "x || (y COLLATE NOCASE)"}) {
        SCOPED_TRACE(part);
        Database original;
        original.connection().execute("CREATE TABLE t (x, y); CREATE UNIQUE INDEX i ON t (" + std::string(part) + ")");
        Database copy;
        copy.create(original.reflect());
        for (const std::string& sql : rows) {
            bool taken = true;
            try {
                original.connection().execute(sql);
            } catch (const IntegrityError&) {
                taken = false;
            }
            if (taken)
                EXPECT_NO_THROW(copy.connection().execute(sql)) << sql;
            else
                EXPECT_THROW(copy.connection().execute(sql), IntegrityError) << sql;
        }
    }
}

TEST(SqliteReflectFixedPoint, KeepsWhatWasDeclared) {
    Database database;
    const MetaData everything = test::everything_schema();
    database.create(everything);
    const MetaData found = database.reflect();
    for (const Table& declared : everything.unsorted_tables()) {
        const Table table = found.table(declared.name());
        EXPECT_EQ(table.primary_key(), declared.primary_key()) << declared.name();
        EXPECT_EQ(table.foreign_keys(), declared.foreign_keys()) << declared.name();
        EXPECT_EQ(table.uniques(), declared.uniques()) << declared.name();
        EXPECT_EQ(table.indexes(), declared.indexes()) << declared.name();
        EXPECT_EQ(table.options(), declared.options()) << declared.name();
        ASSERT_EQ(table.columns().size(), declared.columns().size());
        for (std::size_t i = 0; i < table.columns().size(); ++i) {
            const ColumnData& a = table.columns()[i];
            const ColumnData& b = declared.columns()[i];
            EXPECT_EQ(a.name, b.name);
            EXPECT_EQ(a.nullable, b.nullable) << a.name;
            EXPECT_EQ(a.primary_key, b.primary_key) << a.name;
            EXPECT_EQ(a.autoincrement, b.autoincrement) << a.name;
            EXPECT_EQ(a.server_default, b.server_default) << a.name;
            EXPECT_EQ(a.computed, b.computed) << a.name;
            EXPECT_EQ(a.computed_stored, b.computed_stored) << a.name;
            EXPECT_EQ(a.collation, b.collation) << a.name;
        }
    }
}

TEST(SqliteReflectFixedPoint, HoldsForConflictsAndCollationsInsideKeys) {
    Database first;
    first.connection().execute(R"(
        CREATE TABLE a (id INTEGER PRIMARY KEY ON CONFLICT REPLACE AUTOINCREMENT,
                        x TEXT NOT NULL ON CONFLICT IGNORE UNIQUE ON CONFLICT REPLACE, y TEXT COLLATE NOCASE, z TEXT,
                        CONSTRAINT both UNIQUE (y COLLATE BINARY, z) ON CONFLICT ROLLBACK);
        CREATE TABLE b (name TEXT, other TEXT, PRIMARY KEY (name COLLATE NOCASE, other) ON CONFLICT FAIL) WITHOUT ROWID;
    )");
    const MetaData found = first.reflect();
    const TableData& a = found.table("a").data();
    EXPECT_EQ(a.primary_key.on_conflict, "REPLACE");
    EXPECT_EQ(a.columns[1].not_null_on_conflict, "IGNORE");
    ASSERT_EQ(a.uniques.size(), 2U);
    EXPECT_EQ(a.uniques[0].on_conflict, "REPLACE");
    EXPECT_EQ(a.uniques[1].collations, (std::vector<std::string>{"BINARY", ""}));
    EXPECT_EQ(a.uniques[1].on_conflict, "ROLLBACK");
    EXPECT_EQ(found.table("b").primary_key().collations, (std::vector<std::string>{"NOCASE", ""}));
    EXPECT_EQ(found.table("b").primary_key().on_conflict, "FAIL");

    Database third;
    expect_fixed_point(found, third);
    for (Database* database : {&first, &third}) {
        database->connection().execute(
            "INSERT INTO a (x, y, z) VALUES ('one', 'y', 'z'), (NULL, 'q', 'q'), ('one', 'Y', 'z'), ('two', 'y', 'z2');"
            "INSERT INTO b VALUES ('ed', 'x')");
        EXPECT_THROW(database->connection().execute("INSERT INTO b VALUES ('ED', 'x')"), IntegrityError);
        const auto rows = database->connection().prepare("SELECT group_concat(id || x || y) FROM a");
        ASSERT_TRUE(rows->step());
        EXPECT_EQ(rows->value(0).as<std::string>(), "3oneY,4twoy");
    }
}

TEST(SqliteReflectFixedPoint, OtherDatabasesRefuseTheConflictsAndCollationsOfKeys) {
    Database database;
    database.connection().execute(
        "CREATE TABLE a (x TEXT NOT NULL UNIQUE ON CONFLICT REPLACE);"
        "CREATE TABLE b (x TEXT, UNIQUE (x COLLATE NOCASE));"
        "CREATE TABLE c (x TEXT NOT NULL ON CONFLICT IGNORE)");
    const MetaData found = database.reflect();
    for (const Table& table : found.unsorted_tables())
        EXPECT_THROW(static_cast<void>(postgresql_dialect()->ddl()->create_statements({table}, {})), UnsupportedError)
            << table.name();
}

TEST(SqliteReflectFixedPoint, HoldsForChinook) {
    const auto data = test::data_directory();
    if (!data)
        GTEST_SKIP() << test::no_data;
    const std::filesystem::path file = *data / "chinook" / "Chinook_Sqlite.sqlite";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no " << file.string();
    Database chinook("sqlite:///" + file.string() + "?mode=ro&immutable=on");
    const MetaData found = chinook.reflect();
    EXPECT_EQ(found.size(), 11U);
    EXPECT_EQ(found.table("Track")["Name"].type(), SqlType(String{200}));
    EXPECT_EQ(found.table("InvoiceLine").foreign_keys().size(), 2U);
    Database third;
    expect_fixed_point(found, third);
}

TEST(SqliteReflectFixedPoint, DropsACycleWithRowsInIt) {
    Database database;
    const MetaData everything = test::everything_schema();
    database.create(everything);
    database.connection().execute(
        "PRAGMA foreign_keys = ON; BEGIN; PRAGMA defer_foreign_keys = ON; INSERT INTO hen VALUES (1, 1, 1), (2, 1, 1);"
        "INSERT INTO egg VALUES (1, 2); INSERT INTO users (name, mood) VALUES ('ed', 'fine');"
        "INSERT INTO \"order\" (\"group\", \"Select\", user_id, price, quantity) VALUES (1, 'x', 1, 2, 3); COMMIT;");
    database.drop(everything);
    EXPECT_TRUE(database.master().empty());
}

/// Plants mutated SQL and odd values in sqlite_master. Whatever SQLite still makes of it, reading it is an error or a
/// best effort; the sanitizers watch.
TEST(SqliteReflectFuzz, SurvivesASchemaThatWasTamperedWith) {
    std::mt19937 random(20240301);
    const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(random()) % limit; };
    const std::string_view pieces[] = {"(",
                                       ")",
                                       "'",
                                       "\"",
                                       "[",
                                       "]",
                                       ",",
                                       "--",
                                       "/*",
                                       " CHECK (1",
                                       " CONSTRAINT ",
                                       " REFERENCES x ",
                                       " AS (1)",
                                       "\xff",
                                       " COLLATE y ",
                                       " UNIQUE",
                                       " GENERATED ALWAYS "};
    const std::string_view odd_updates[] = {"UPDATE sqlite_master SET name = x'ff00' WHERE rowid = 2",
                                            "UPDATE sqlite_master SET tbl_name = NULL WHERE rowid = 3",
                                            "UPDATE sqlite_master SET type = 'view' WHERE rowid = 1",
                                            "UPDATE sqlite_master SET sql = 12 WHERE rowid = 4",
                                            "UPDATE sqlite_master SET name = '' WHERE type = 'table'",
                                            "UPDATE sqlite_master SET sql = NULL WHERE type = 'table'"};
    int read = 0;
    int refused = 0;
    for (int round = 0; round < 150; ++round) {
        Database database;
        database.create(test::everything_schema());
        database.connection().execute("CREATE VIEW v AS SELECT * FROM users; PRAGMA writable_schema = ON");
        for (const auto& [name, original] : database.master()) {
            if (below(3) != 0)
                continue;
            std::string sql = original;
            for (std::size_t edits = 1 + below(3); edits > 0 && !sql.empty(); --edits) {
                const std::size_t at = below(sql.size());
                if (below(2) == 0)
                    sql.insert(at, pieces[below(std::size(pieces))]);
                else
                    sql.erase(at, below(6));
            }
            const auto update =
                database.connection().prepare("UPDATE sqlite_master SET sql = CAST(? AS TEXT) WHERE name = ?");
            const Value planted(Bytes(reinterpret_cast<const std::byte*>(sql.data()),
                                      reinterpret_cast<const std::byte*>(sql.data()) + sql.size()));
            const Value of(name);
            update->bind(0, planted);
            update->bind(1, of);
            update->step();
        }
        if (below(3) == 0)
            database.connection().execute(odd_updates[below(std::size(odd_updates))]);
        for (const bool reloaded : {false, true}) {
            try {
                if (reloaded)
                    database.connection().execute("PRAGMA schema_version = 4711; PRAGMA writable_schema = OFF");
                std::vector<std::string> names = database.reflector().table_names();
                for (const std::string& view : database.reflector().view_names())
                    names.push_back(view);
                for (const std::string& name : names) {
                    try {
                        const Table table(database.reflector().table(name));
                        ++read;
                        static_cast<void>(database.ddl().create_statements({table}, {}));
                    } catch (const Error&) {
                        ++refused;
                    }
                }
            } catch (const Error&) {
                ++refused;
            }
        }
    }
    EXPECT_GT(read, 500);
    EXPECT_GT(refused, 10);
}

}  // namespace
