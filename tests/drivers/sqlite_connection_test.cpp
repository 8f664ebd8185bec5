// Opening, options, statements, transactions, and what goes wrong: each class of error with its message.
#include "sqlite_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace rowan {
namespace {

using test::ask;
using test::message_of;
using test::open_sqlite;
using test::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;

std::string text(driver::Connection& connection, std::string_view sql) {
    return ask(connection, sql).as<std::string>();
}
std::int64_t number(driver::Connection& connection, std::string_view sql) {
    return ask(connection, sql).as<std::int64_t>();
}

TEST(SqliteOpen, MakesSafeSettings) {
    const TemporaryFolder folder;
    const auto connection = open_sqlite(folder.url("a.db"));
    EXPECT_EQ(number(*connection, "PRAGMA foreign_keys"), 1);
    EXPECT_EQ(text(*connection, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(number(*connection, "PRAGMA synchronous"), 2);
    EXPECT_EQ(number(*connection, "PRAGMA busy_timeout"), 5000);
    EXPECT_GE(connection->server_version(), 3'035'000);
    EXPECT_NE(connection->native_handle(), nullptr);
    EXPECT_TRUE(connection->alive());
}

TEST(SqliteOpen, TakesOptions) {
    const TemporaryFolder folder;
    const auto connection =
        open_sqlite(folder.url("a.db",
                               "?busy_timeout=7&journal_mode=DELETE&synchronous=normal&foreign_keys="
                               "off&cache_size=-123&recursive_triggers=1&temp_store=memory"));
    EXPECT_EQ(number(*connection, "PRAGMA busy_timeout"), 7);
    EXPECT_EQ(text(*connection, "PRAGMA journal_mode"), "delete");
    EXPECT_EQ(number(*connection, "PRAGMA synchronous"), 1);
    EXPECT_EQ(number(*connection, "PRAGMA foreign_keys"), 0);
    EXPECT_EQ(number(*connection, "PRAGMA cache_size"), -123);
    EXPECT_EQ(number(*connection, "PRAGMA recursive_triggers"), 1);
    EXPECT_EQ(number(*connection, "PRAGMA temp_store"), 2);
}

TEST(SqliteOpen, RefusesWhatItDoesNotKnow) {
    const auto refusal = [](std::string_view url) { return message_of<ArgumentError>([&] { open_sqlite(url); }); };
    EXPECT_THAT(refusal("sqlite://?colour=red"), AllOf(HasSubstr("no option 'colour'"), HasSubstr("busy_timeout"),
                                                       HasSubstr("synchronous"), HasSubstr("vfs")));
    EXPECT_THAT(refusal("sqlite://?busy"), HasSubstr("no option 'busy'"));
    EXPECT_THAT(refusal("sqlite://?busy_timeout=soon"), HasSubstr("takes a whole number"));
    EXPECT_THAT(refusal("sqlite://?busy_timeout=-1"), HasSubstr("milliseconds"));
    EXPECT_THAT(refusal("sqlite://?mode=append"), HasSubstr("ro (reading only)"));
    EXPECT_THAT(refusal("sqlite://?synchronous=maybe"), HasSubstr("one of off, normal, full, extra"));
    EXPECT_THAT(refusal("sqlite://?synchronous=off|normal"), HasSubstr("one of off"));
    EXPECT_THAT(refusal("sqlite://?foreign_keys=perhaps"), HasSubstr("on or off"));
    EXPECT_THAT(refusal("sqlite://?journal_mode=wal"), HasSubstr("can't have journal_mode=wal; it has memory"));
    EXPECT_THAT(refusal("sqlite://host/x.db"), HasSubstr("three or four slashes"));
    EXPECT_THAT(refusal("sqlite:///x.db?shared"), HasSubstr("sqlite://?shared"));
}

TEST(SqliteOpen, ReadsOnlyIfAsked) {
    const TemporaryFolder folder;
    open_sqlite(folder.url("a b%.db"))->execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)");
    for (const char* option : {"?mode=ro", "?immutable"}) {
        const auto connection = open_sqlite(folder.url("a b%.db", option));
        EXPECT_EQ(number(*connection, "SELECT x FROM t"), 1) << option;
        EXPECT_THAT(message_of<ReadOnlyError>([&] { connection->execute("INSERT INTO t VALUES (2)"); }),
                    HasSubstr("readonly"));
    }
}

TEST(SqliteOpen, SaysWhatCannotBeOpened) {
    const TemporaryFolder folder;
    EXPECT_THAT(message_of<OperationalError>([&] { open_sqlite(folder.url("none/a.db")); }),
                AllOf(HasSubstr("opening the SQLite database '"), HasSubstr("none/a.db")));
    EXPECT_THAT(message_of<OperationalError>([&] { open_sqlite(folder.url("a.db", "?mode=rw")); }),
                HasSubstr("unable to open database file"));
    std::ofstream(folder.file("x.db"))
        << "This is no database, but a text of more than one hundred characters, so that "
           "SQLite takes it for a header that is wrong.";
    EXPECT_THAT(message_of<OperationalError>([&] { open_sqlite(folder.url("x.db")); }), HasSubstr("not a database"));
    EXPECT_THAT(message_of<Error>([&] { open_sqlite("sqlite://?vfs=none"); }), HasSubstr("no such vfs"));
}

TEST(SqliteOpen, SharesADatabaseInMemoryWithinADriver) {
    const auto driver = sqlite_driver();
    const Url url = Url::parse("sqlite://?shared");
    driver->connect(url)->execute("CREATE TABLE t (x)");  // and closes
    const auto first = driver->connect(url);
    const auto second = driver->connect(url);
    first->execute("INSERT INTO t VALUES (5)");
    EXPECT_EQ(number(*second, "SELECT x FROM t"), 5);
    const auto other = sqlite_driver()->connect(url);
    EXPECT_EQ(number(*other, "SELECT count(*) FROM sqlite_master"), 0);
    EXPECT_FALSE(driver->single_connection(url));
    EXPECT_TRUE(driver->single_connection(Url::parse("sqlite://")));
    EXPECT_TRUE(driver->single_connection(Url::parse("sqlite:///:memory:")));
    EXPECT_FALSE(driver->single_connection(Url::parse("sqlite:///x.db")));
}

TEST(SqliteStatement, TakesOneStatement) {
    const auto connection = open_sqlite();
    EXPECT_EQ(connection->prepare("SELECT 1;  -- that is all\n /* really */ ;")->column_count(), 1);
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->prepare("SELECT 1; SELECT 2"); }),
                HasSubstr("one statement"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->prepare("SELECT 1; nonsense"); }),
                HasSubstr("one statement"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->prepare(" -- nothing"); }), HasSubstr("no statement"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->prepare("SELEKT 1"); }), HasSubstr("syntax error"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->prepare("SELECT x FROM nowhere"); }),
                HasSubstr("nowhere"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->execute(std::string_view("SELECT 1\0", 9)); }),
                HasSubstr("zero byte"));
}

TEST(SqliteStatement, NeedsARowToRead) {
    const auto connection = open_sqlite();
    const auto statement = connection->prepare("SELECT 1 AS one");
    EXPECT_EQ(statement->column_name(0), "one");
    EXPECT_THAT(message_of<StateError>([&] { static_cast<void>(statement->value(0)); }), HasSubstr("no current row"));
    EXPECT_TRUE(statement->step());
    EXPECT_FALSE(statement->step());
    EXPECT_FALSE(statement->step()) << "SQLite would begin again";
    EXPECT_THROW(static_cast<void>(statement->is_null(0)), StateError);
    statement->reset();
    EXPECT_TRUE(statement->step());
}

TEST(SqliteStatement, TakesWhatIsNotBoundAsNull) {
    const auto connection = open_sqlite();
    const auto statement = connection->prepare("SELECT ?, ?, ?");
    const Value text("text");
    statement->bind_integer(0, 1);
    statement->bind_integer(1, 2);
    statement->bind_integer(2, 3);
    ASSERT_TRUE(statement->step());
    EXPECT_EQ(statement->value(1), Value(2));
    statement->reset();

    statement->bind(0, text);  // those bound before stay in SQLite, but not in what is executed
    statement->bind_integer(2, 4);
    ASSERT_TRUE(statement->step());
    EXPECT_EQ(statement->value(0), text);
    EXPECT_TRUE(statement->is_null(1));
    EXPECT_EQ(statement->value(2), Value(4));
    statement->reset();

    statement->bind_integer(1, 5);
    ASSERT_TRUE(statement->step());
    EXPECT_TRUE(statement->is_null(0));
    EXPECT_EQ(statement->value(1), Value(5));
    EXPECT_TRUE(statement->is_null(2));
    statement->reset();

    ASSERT_TRUE(statement->step());
    EXPECT_TRUE(statement->is_null(1));
}

TEST(SqliteStatement, CountsAffectedRows) {
    const auto connection = open_sqlite();
    connection->execute("CREATE TABLE t (x)");
    const auto run = [&](std::string_view sql) {
        const auto statement = connection->prepare(sql);
        while (statement->step()) {
        }
        return statement->affected_rows();
    };
    EXPECT_EQ(run("INSERT INTO t VALUES (1), (2), (3)"), 3);
    EXPECT_EQ(run("SELECT * FROM t"), 0);
    EXPECT_EQ(run("CREATE TABLE u (x)"), 0) << "not what the INSERT before it did";
    EXPECT_EQ(run("UPDATE t SET x = x WHERE x > 1"), 2) << "matched, not only changed";
    EXPECT_EQ(run("UPDATE t SET x = 0 WHERE x > 10"), 0);
    EXPECT_EQ(run("DELETE FROM t WHERE x = 1 RETURNING x"), 1);
    EXPECT_EQ(run("DELETE FROM t"), 2);
}

TEST(SqliteErrors, NameConstraints) {
    const auto connection = open_sqlite();
    connection->execute(
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, age INT CONSTRAINT grown CHECK (age > 0), "
        "a INT NOT NULL DEFAULT 0, b INT, nick TEXT, UNIQUE (a, b));"
        "CREATE UNIQUE INDEX ix_lower ON users (lower(nick));"
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INT REFERENCES users (id));"
        "INSERT INTO users (id, name, b, nick) VALUES (1, 'ed', 1, 'eddie')");
    const auto error = [&](std::string_view sql) {
        try {
            connection->execute(sql);
        } catch (const IntegrityError& e) {
            return e;
        }
        return IntegrityError("no error");
    };
    const auto unique = error("INSERT INTO users (name) VALUES ('ed')");
    EXPECT_EQ(unique.table(), "users");
    EXPECT_EQ(unique.column(), "name");
    EXPECT_EQ(unique.code(), SQLITE_CONSTRAINT_UNIQUE);
    EXPECT_EQ(unique.database_message(), "UNIQUE constraint failed: users.name");
    EXPECT_THAT(unique.what(), HasSubstr("another row has this value already: UNIQUE constraint failed: users.name"));
    EXPECT_EQ(error("INSERT INTO users (a, b) VALUES (0, 1)").column(), "a, b");
    EXPECT_EQ(error("INSERT INTO users (nick) VALUES ('EDDIE')").constraint(), "ix_lower");
    EXPECT_EQ(error("INSERT INTO users (id) VALUES (1)").column(), "id");
    const auto missing = error("INSERT INTO users (a) VALUES (NULL)");
    EXPECT_EQ(missing.column(), "a");
    EXPECT_THAT(missing.what(), HasSubstr("a value is missing"));
    EXPECT_EQ(error("INSERT INTO users (age) VALUES (-1)").constraint(), "grown");
    EXPECT_EQ(error("INSERT INTO posts (author) VALUES (7)").code(), SQLITE_CONSTRAINT_FOREIGNKEY);
    EXPECT_THAT(error("INSERT INTO posts (author) VALUES (7)").what(),
                HasSubstr("a row refers to one that is not there"));
}

TEST(SqliteErrors, RefuseDataOfTheWrongType) {
    const auto connection = open_sqlite();
    connection->execute("CREATE TABLE t (id INTEGER PRIMARY KEY, n INT)");
    EXPECT_THROW(connection->execute("INSERT INTO t (id) VALUES ('x')"), DataError);
    if (connection->server_version() >= 3'037'000) {
        connection->execute("CREATE TABLE s (n INT) STRICT");
        try {
            connection->execute("INSERT INTO s VALUES ('x')");
            FAIL();
        } catch (const DataError& error) {
            EXPECT_EQ(error.table(), "s");
            EXPECT_EQ(error.column(), "n");
        }
    }
}

TEST(SqliteErrors, TellALockFromAStaleSnapshot) {
    const TemporaryFolder folder;
    const auto a = open_sqlite(folder.url("a.db", "?busy_timeout=10"));
    const auto b = open_sqlite(folder.url("a.db", "?busy_timeout=10"));
    a->execute("CREATE TABLE t (x)");
    a->begin({.immediate = true});
    EXPECT_THAT(message_of<TimeoutError>([&] { b->begin({.immediate = true}); }),
                AllOf(HasSubstr("locked"), HasSubstr("busy_timeout")));
    EXPECT_FALSE(b->in_transaction());
    a->commit();
    b->begin({});
    EXPECT_EQ(number(*b, "SELECT count(*) FROM t"), 0);
    a->execute("INSERT INTO t VALUES (1)");
    EXPECT_THAT(message_of<SerializationError>([&] { b->execute("INSERT INTO t VALUES (2)"); }),
                HasSubstr("IMMEDIATE"));
    b->rollback();
    b->execute("INSERT INTO t VALUES (2)");
    EXPECT_EQ(number(*a, "SELECT count(*) FROM t"), 2);
}

TEST(SqliteErrors, TellAFullDatabase) {
    const TemporaryFolder folder;
    const auto connection = open_sqlite(folder.url("a.db"));
    connection->execute("CREATE TABLE t (x); PRAGMA max_page_count = 3");
    EXPECT_THAT(message_of<OperationalError>([&] { connection->execute("INSERT INTO t VALUES (zeroblob(100000))"); }),
                HasSubstr("full"));
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM t"), 0);
}

TEST(SqliteErrors, TellAFileThatCannotGrow) {
    const TemporaryFolder folder;
    const auto connection = open_sqlite(folder.url("a.db"));
    connection->execute("CREATE TABLE t (x)");
    struct rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit small = before;
    small.rlim_cur = 65'536;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const std::string message =
        message_of<OperationalError>([&] { connection->execute("INSERT INTO t VALUES (zeroblob(1000000))"); });
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    EXPECT_THAT(message, testing::AnyOf(HasSubstr("I/O error"), HasSubstr("full")));
    connection->execute("INSERT INTO t VALUES (1)");
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM t"), 1);
}

TEST(SqliteErrors, TellACorruptFile) {
    const TemporaryFolder folder;
    {
        const auto connection = open_sqlite(folder.url("a.db", "?journal_mode=delete"));
        connection->execute("CREATE TABLE t (x); INSERT INTO t VALUES (zeroblob(20000))");
    }
    {
        std::fstream file(folder.file("a.db"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        file << std::string(4096, '\xfe');
    }
    const auto connection = open_sqlite(folder.url("a.db", "?journal_mode=delete"));
    EXPECT_THAT(message_of<OperationalError>([&] { ask(*connection, "SELECT x FROM t"); }), HasSubstr("malformed"));
}

TEST(SqliteErrors, TellAnInterrupt) {
    const auto connection = open_sqlite();
    const auto endless =
        connection->prepare("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n");
    std::thread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        connection->interrupt();
    });
    EXPECT_THAT(message_of<CancelledError>([&] { endless->step(); }), HasSubstr("interrupted"));
    other.join();
    endless->reset();
    EXPECT_EQ(number(*connection, "SELECT 1"), 1);
}

TEST(SqliteErrors, TellThatOneSetOfParametersIsTakenAtATime) {
    const auto connection = open_sqlite("sqlite://");
    EXPECT_FALSE(connection->takes_many());
    const auto statement = connection->prepare("SELECT ?");
    EXPECT_THROW(statement->bind_many({}, {}), UnsupportedError);
}

TEST(SqliteErrors, TellTooMuch) {
    const auto connection = open_sqlite();
    EXPECT_THROW(ask(*connection, "SELECT zeroblob(2000000000)"), DataError);
}

TEST(SqliteTransaction, CommitsAndRollsBack) {
    const auto connection = open_sqlite();
    connection->execute("CREATE TABLE t (x)");
    connection->begin({});
    EXPECT_TRUE(connection->in_transaction());
    connection->execute("INSERT INTO t VALUES (1)");
    connection->savepoint("a \"b");
    connection->execute("INSERT INTO t VALUES (2)");
    connection->rollback_to_savepoint("a \"b");
    connection->savepoint("c");
    connection->execute("INSERT INTO t VALUES (3)");
    connection->release_savepoint("c");
    connection->commit();
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(text(*connection, "SELECT group_concat(x) FROM t"), "1,3");
    connection->begin({});
    connection->execute("DELETE FROM t");
    connection->rollback();
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM t"), 2);
    connection->rollback();
    EXPECT_THROW(connection->commit(), ProgrammingError);
}

TEST(SqliteTransaction, MayBeReadOnly) {
    const auto connection = open_sqlite();
    connection->execute("CREATE TABLE t (x)");
    connection->begin({.read_only = true});
    EXPECT_THAT(message_of<ReadOnlyError>([&] { connection->execute("INSERT INTO t VALUES (1)"); }),
                HasSubstr("readonly"));
    connection->rollback();
    connection->execute("INSERT INTO t VALUES (1)");
    connection->begin({.read_only = true});
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM t"), 1);
    connection->commit();
    connection->execute("INSERT INTO t VALUES (2)");
}

TEST(SqliteTransaction, StaysOpenIfACommitFails) {
    const auto connection = open_sqlite();
    connection->execute(
        "CREATE TABLE p (id INTEGER PRIMARY KEY);"
        "CREATE TABLE c (p INT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)");
    connection->begin({});
    connection->execute("INSERT INTO c VALUES (1)");
    EXPECT_THROW(connection->commit(), IntegrityError);
    EXPECT_TRUE(connection->in_transaction());
    connection->execute("INSERT INTO p VALUES (1)");
    connection->commit();
    EXPECT_EQ(number(*connection, "SELECT count(*) FROM c"), 1);
}

}  // namespace
}  // namespace rowan
