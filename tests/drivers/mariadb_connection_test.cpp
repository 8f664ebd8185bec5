// Opening, options, statements, transactions, and what goes wrong: each class of error with its message.
#include "mariadb_support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <thread>
#include <vector>

#ifdef __SANITIZE_ADDRESS__
extern "C" std::size_t __sanitizer_get_current_allocated_bytes();
#endif

namespace rowan {
namespace {

using test::ask;
using test::error_of;
using test::message_of;
using test::open_mariadb;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

// Bytes that this process has in use on the heap.
std::size_t allocated() {
#ifdef __SANITIZE_ADDRESS__
    return __sanitizer_get_current_allocated_bytes();
#else
    return mallinfo2().uordblks;
#endif
}

class MariadbConnection : public testing::Test {
protected:
    std::string text(std::string_view sql) { return ask(*connection, sql).as<std::string>(); }
    std::int64_t number(std::string_view sql) { return ask(*connection, sql).as<std::int64_t>(); }
    // Waits until the server shows that the session executes such a statement.
    static void wait_for(std::int64_t session, std::string_view words) {
        const auto watcher = open_mariadb();
        const std::string sql =
            "SELECT count(*) FROM information_schema.processlist WHERE id = " + std::to_string(session) +
            " AND info LIKE '%" + std::string(words) + "%'";
        for (int i = 0; i < 500 && ask(*watcher, sql).as<std::int64_t>() == 0; ++i)
            std::this_thread::sleep_for(10ms);
    }
    static void kill(std::int64_t session) {
        open_mariadb()->execute("KILL " + std::to_string(session));
        const auto watcher = open_mariadb();
        const std::string sql =
            "SELECT count(*) FROM information_schema.processlist WHERE id = " + std::to_string(session);
        for (int i = 0; i < 500 && ask(*watcher, sql).as<std::int64_t>() != 0; ++i)
            std::this_thread::sleep_for(10ms);
    }
    std::int64_t session() { return number("SELECT connection_id()"); }

    std::unique_ptr<driver::Connection> connection = open_mariadb();
};

// --- opening ------------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, MakesSafeSettings) {
    EXPECT_EQ(text("SELECT @@time_zone"), "+00:00");
    EXPECT_EQ(text("SELECT @@character_set_connection"), "utf8mb4");
    EXPECT_THAT(text("SELECT @@sql_mode"),
                AllOf(HasSubstr("STRICT_ALL_TABLES"), HasSubstr("NO_ZERO_DATE"), Not(HasSubstr("ANSI_QUOTES")),
                      Not(HasSubstr("NO_BACKSLASH_ESCAPES"))));
    // Nothing is cut silently.
    EXPECT_EQ(
        number(
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT count(*) FROM n"),
        5000);
    EXPECT_EQ(number("SELECT length(group_concat(seq SEPARATOR ',')) FROM seq_1_to_300000"), 1'988'894);
    EXPECT_GE(connection->server_version(), 10'000'000);
    EXPECT_THAT(text("SELECT version()"), HasSubstr(std::to_string(connection->server_version() / 1'000'000) + "." +
                                                    std::to_string(connection->server_version() / 1'000 % 1'000)));
    EXPECT_NE(connection->native_handle(), nullptr);
    EXPECT_TRUE(connection->alive());
    EXPECT_FALSE(connection->in_transaction());
}

TEST_F(MariadbConnection, TakesItsOptions) {
    const auto other = open_mariadb(
        "&program-name=mine&compress=on&connect_timeout=5&read_timeout=50&write_timeout=50"
        "&init_command=SET%20@greeting%20%3D%20'hello'");
    EXPECT_EQ(ask(*other, "SELECT @greeting"), Value("hello"));
    EXPECT_EQ(ask(*other, "SELECT repeat('x', 100000)").as<std::string>().size(), 100'000U);
    EXPECT_EQ(ask(*other,
                  "SELECT variable_value FROM information_schema.session_status "
                  "WHERE variable_name = 'Compression'"),
              Value("ON"));
    // Behind the driver's own settings.
    EXPECT_EQ(ask(*open_mariadb("&init_command=SET%20sql_mode%3D'PIPES_AS_CONCAT'"), "SELECT 'a' || 'b'"), Value("ab"));
    EXPECT_THAT(message_of<OperationalError>([] { open_mariadb("&init_command=SELEC"); }), HasSubstr("SELEC"));
    const auto local = mariadb_driver()->connect(Url::parse(std::getenv("ROWAN_TEST_MARIADB_SOCKET")));
    EXPECT_EQ(ask(*local, "SELECT user()"), Value("root@localhost"));
    EXPECT_THROW(local->execute("LOAD DATA LOCAL INFILE '/etc/passwd' INTO TABLE t"), DatabaseError);
}

TEST_F(MariadbConnection, RefusesOptionsThatItDoesNotKnow) {
    const auto refusal = [](std::string_view options) {
        return message_of<ArgumentError>([&] { open_mariadb(options); });
    };
    EXPECT_THAT(refusal("&colour=red"),
                AllOf(HasSubstr("no option 'colour'"), HasSubstr("ssl_mode"), HasSubstr("unix_socket"),
                      HasSubstr("connect_timeout"), HasSubstr("tls_version")));
    EXPECT_THAT(refusal("&compress=maybe"), HasSubstr("'maybe'"));
    EXPECT_THAT(refusal("&read_timeout=soon"), HasSubstr("seconds"));
    EXPECT_THAT(refusal("&charset=latin1"), HasSubstr("UTF-8"));
    EXPECT_THAT(refusal("&ssl_mode=somewhat"), HasSubstr("verify_identity"));
    EXPECT_THAT(refusal("&ssl_mode=verify_ca"), HasSubstr("ssl_ca"));
    EXPECT_THAT(refusal("&ssl_mode=disabled&ssl_ca=/etc/hostname"), HasSubstr("contradicts"));
}

TEST_F(MariadbConnection, TellsWhyItCanNotConnect) {
    const auto refusal = [](const std::string& url) {
        return message_of<OperationalError>([&] { mariadb_driver()->connect(Url::parse(url)); });
    };
    EXPECT_THAT(refusal("mariadb://u:s3cret@127.0.0.1:1/x"),
                AllOf(HasSubstr("connecting to MariaDB"), HasSubstr("127.0.0.1"), Not(HasSubstr("s3cret"))));
    Url url = Url::parse(test::mariadb_url());
    EXPECT_THAT(refusal(Url(url).set_database("nowhere").to_string_with_password()), HasSubstr("nowhere"));
    url.set_password("s3cret");
    EXPECT_THAT(refusal(url.to_string_with_password()), AllOf(HasSubstr("denied"), Not(HasSubstr("s3cret"))));
    EXPECT_EQ(error_of<OperationalError>([&] { mariadb_driver()->connect(url); }).code(), 1045);
}

TEST_F(MariadbConnection, IsEncryptedAndVerifiedOnRequest) {
    const std::string authority = std::getenv("ROWAN_TEST_MARIADB_CA");
    const auto cipher = [](const std::string& options) {
        const auto opened = open_mariadb(options);
        const auto statement = opened->prepare("SHOW SESSION STATUS LIKE 'Ssl_cipher'");
        EXPECT_TRUE(statement->step());
        return statement->value(1).as<std::string>();
    };
    EXPECT_EQ(cipher("&ssl_mode=disabled"), "");
    EXPECT_NE(cipher("&ssl_mode=required"), "");
    EXPECT_NE(cipher("&ssl-ca=" + authority), "");
    EXPECT_NE(cipher("&ssl_mode=verify_ca&ssl_ca=" + authority), "");
    EXPECT_NE(cipher("&ssl_mode=verify_identity&ssl_ca=" + authority), "");
    const auto refusal = [](const std::string& options) {
        return message_of<OperationalError>([&] { open_mariadb(options); });
    };
    // Nobody that this machine trusts has signed it.
    EXPECT_THAT(refusal("&ssl_mode=verify_identity"), HasSubstr("certificate"));
    EXPECT_THAT(refusal("&ssl_mode=verify_ca&ssl_ca=/etc/hostname"), HasSubstr("connecting to MariaDB"));
    // The certificate is for 127.0.0.1.
    Url elsewhere = Url::parse(test::mariadb_url("&ssl_mode=verify_identity&ssl_ca=" + authority));
    elsewhere.set_host("localhost");
    EXPECT_THAT(message_of<OperationalError>([&] { mariadb_driver()->connect(elsewhere); }), HasSubstr("certificate"));
}

// --- statements ---------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, StatementsAreUsedAgain) {
    const auto statement = connection->prepare("SELECT ? + seq AS `the sum` FROM seq_1_to_3");
    EXPECT_EQ(statement->parameter_count(), 1);
    EXPECT_EQ(statement->column_count(), 1);
    EXPECT_EQ(statement->column_name(0), "the sum");
    for (int round = 0; round < 5; ++round) {
        const Value value = round * 10;
        statement->bind(0, value);
        for (int x = 1; x <= 3; ++x) {
            ASSERT_TRUE(statement->step());
            EXPECT_EQ(statement->value(0), Value(round * 10 + x));
            EXPECT_FALSE(statement->is_null(0));
        }
        EXPECT_FALSE(statement->step());
        EXPECT_FALSE(statement->step());  // does not begin again
        statement->reset();
    }
    EXPECT_THAT(message_of<StateError>([&] { statement->value(0); }), HasSubstr("no current row"));
    const Value value = 1;
    EXPECT_THAT(message_of<ProgrammingError>([&] { statement->bind(1, value); }), HasSubstr("it has 1"));
}

TEST_F(MariadbConnection, StatementsGoFromTheServerWhenTheyAreNoLongerNeeded) {
    const auto prepared = [&] {
        return number(
            "SELECT CAST(variable_value AS SIGNED) FROM information_schema.global_status "
            "WHERE variable_name = 'Prepared_stmt_count'");
    };
    const auto before = prepared();
    {
        std::vector<std::unique_ptr<driver::Statement>> statements;
        for (int i = 0; i < 10; ++i)
            statements.push_back(connection->prepare("SELECT " + std::to_string(i)));
        EXPECT_EQ(prepared(), before + 10);
    }
    EXPECT_EQ(prepared(), before);
}

TEST_F(MariadbConnection, AStatementFollowsItsTable) {
    connection->execute("CREATE TEMPORARY TABLE t (a INT); INSERT INTO t VALUES (1)");
    const auto statement = connection->prepare("SELECT * FROM t");
    EXPECT_TRUE(statement->step());
    EXPECT_EQ(statement->value(0), Value(1));
    statement->reset();
    connection->execute("ALTER TABLE t MODIFY a VARCHAR(9), ADD b DATE");
    EXPECT_TRUE(statement->step());
    EXPECT_EQ(statement->column_count(), 2);
    EXPECT_EQ(statement->value(0), Value("1"));
    EXPECT_TRUE(statement->is_null(1));
    statement->reset();
    connection->execute("ALTER TABLE t DROP a");
    EXPECT_TRUE(statement->step());
    EXPECT_EQ(statement->column_count(), 1);
    EXPECT_EQ(statement->column_name(0), "b");
    statement->reset();
    connection->execute("ALTER TABLE t CHANGE b c DATE");
    EXPECT_TRUE(statement->step());
    EXPECT_EQ(statement->column_name(0), "c");
    // What has been written is not written again.
    const auto insert = connection->prepare("INSERT INTO t (c) VALUES ('2024-01-01') RETURNING *");
    EXPECT_TRUE(insert->step());
    insert->reset();
    connection->execute("ALTER TABLE t ADD d INT");
    EXPECT_THAT(message_of<DatabaseError>([&] { insert->step(); }), HasSubstr("has been executed"));
    insert->reset();
    EXPECT_EQ(number("SELECT count(*) FROM t WHERE c = '2024-01-01'"), 2);
}

TEST_F(MariadbConnection, AffectedRowsAreThoseThatWereFound) {
    connection->execute("CREATE TEMPORARY TABLE t (a INT PRIMARY KEY, b INT)");
    const auto affected = [&](std::string_view sql) {
        const auto statement = connection->prepare(sql);
        while (statement->step()) {
        }
        return statement->affected_rows();
    };
    EXPECT_EQ(affected("INSERT INTO t VALUES (1, 0), (2, 0), (3, 0)"), 3);
    EXPECT_EQ(affected("INSERT INTO t VALUES (4, 0) RETURNING a"), 1);
    EXPECT_EQ(affected("UPDATE t SET b = 0 WHERE a > 1"), 3);  // none is another one now
    EXPECT_EQ(affected("SELECT * FROM t"), 0);
    EXPECT_EQ(affected("DELETE FROM t WHERE a > 2 RETURNING a"), 2);
    EXPECT_EQ(affected("DELETE FROM t"), 2);
    EXPECT_EQ(affected("CREATE TEMPORARY TABLE u AS SELECT 1 AS x WHERE 0"), 0);
}

TEST_F(MariadbConnection, TheGeneratedKeyIsTold) {
    connection->execute("CREATE TEMPORARY TABLE t (id BIGINT PRIMARY KEY AUTO_INCREMENT, a INT)");
    const auto insert = connection->prepare("INSERT INTO t (a) VALUES (?)");
    for (int i = 1; i <= 3; ++i) {
        insert->bind_integer(0, i);
        EXPECT_FALSE(insert->step());
        EXPECT_EQ(insert->last_insert_id(), i);
        insert->reset();
    }
    const auto zero = connection->prepare("INSERT INTO t VALUES (0, 0)");
    EXPECT_FALSE(zero->step());
    EXPECT_EQ(number("SELECT min(id) FROM t"), 0);  // a key like any other
    const auto select = connection->prepare("SELECT 1");
    EXPECT_TRUE(select->step());
    EXPECT_EQ(select->last_insert_id(), 0);
}

TEST_F(MariadbConnection, KnowsWhichKeysTheServerMakes) {
    connection->execute(
        "CREATE OR REPLACE TABLE counted (id INT PRIMARY KEY AUTO_INCREMENT);"
        "CREATE OR REPLACE TABLE given (id INT PRIMARY KEY); CREATE SEQUENCE IF NOT EXISTS numbers;"
        "CREATE OR REPLACE TABLE numbered (id INT PRIMARY KEY DEFAULT (NEXT VALUE FOR numbers));"
        "CREATE OR REPLACE TABLE triggered (id INT PRIMARY KEY);"
        "CREATE TRIGGER sets_id BEFORE INSERT ON triggered FOR EACH ROW SET NEW.id = 7;"
        "CREATE OR REPLACE VIEW seen AS SELECT * FROM given");
    for (const char* table : {"counted", "numbered", "triggered", "seen", "nowhere"})
        EXPECT_TRUE(connection->generates_key("", table, "id")) << table;
    EXPECT_FALSE(connection->generates_key("", "given", "id"));
    EXPECT_FALSE(connection->generates_key("rowan", "given", "id"));
    connection->execute("ALTER TABLE given MODIFY id INT AUTO_INCREMENT");
    EXPECT_TRUE(connection->generates_key("", "given", "id"));
    connection->execute("DROP VIEW seen; DROP TABLE counted, given, numbered, triggered; DROP SEQUENCE numbers");
}

TEST_F(MariadbConnection, WhatIsNoSingleStatement) {
    const auto refusal = [&](std::string_view sql) {
        return message_of<ProgrammingError>([&] { connection->prepare(sql)->step(); });
    };
    for (const char* nothing : {"", " -- nothing", "# nothing\n /* nothing */ "})
        EXPECT_THAT(refusal(nothing), HasSubstr("no statement"));
    EXPECT_EQ(number("/* a */ -- b\n SELECT /* c */ 1"), 1);
    EXPECT_EQ(number("/*! SELECT 2 */"), 2);
    EXPECT_THAT(refusal("SELECT 1; SELECT 2"), HasSubstr("syntax"));
    EXPECT_THAT(refusal("SELECT ?, 1 FROM nowhere"), HasSubstr("nowhere"));
    // A script stops at what fails.
    EXPECT_THROW(connection->execute("SET @a = 1; SELECT 1; SELECT nothing; SET @a = 2"), ProgrammingError);
    EXPECT_EQ(number("SELECT @a"), 1);
}

TEST_F(MariadbConnection, AProcedureGivesItsFirstResult) {
    connection->execute(
        "CREATE OR REPLACE PROCEDURE two(IN x INT) BEGIN SELECT x AS a UNION SELECT x + 1; SELECT 'b'; END");
    connection->execute(
        "CREATE OR REPLACE PROCEDURE late() BEGIN SELECT 1; SIGNAL SQLSTATE '45000' SET message_text = 'too late'; "
        "END");
    const auto call = connection->prepare("CALL two(?)");
    for (const bool streamed : {false, true}) {
        call->bind_integer(0, 7);
        if (streamed)
            call->stream();
        ASSERT_TRUE(call->step());
        EXPECT_EQ(call->value(0), Value(7));
        EXPECT_EQ(number("SELECT 5"), 5);
        ASSERT_TRUE(call->step());
        EXPECT_EQ(call->value(0), Value(8));
        EXPECT_FALSE(call->step());
        call->reset();
    }
    const auto late = connection->prepare("CALL late()");
    EXPECT_TRUE(late->step());
    EXPECT_THAT(message_of<DatabaseError>([&] { late->step(); }), HasSubstr("too late"));
    EXPECT_EQ(number("SELECT 5"), 5);
    connection->execute("DROP PROCEDURE two; DROP PROCEDURE late");
}

// --- streams ------------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, StreamsAMillionRowsInConstantMemory) {
    const auto statement = connection->prepare("SELECT seq, repeat('x', 100) FROM seq_1_to_1000000");
    statement->stream();
    std::int64_t sum = 0;
    ASSERT_TRUE(statement->step());
    const std::size_t before = allocated();
    std::size_t most = 0;
    do {
        sum += statement->value(0).as<std::int64_t>();
        most = sum % 1000 == 0 ? std::max(most, allocated()) : most;
    } while (statement->step());
    EXPECT_EQ(sum, 500'000'500'000);
    EXPECT_LT(most, before + 1'000'000);
    EXPECT_FALSE(statement->step());
    EXPECT_EQ(number("SELECT 7"), 7);
}

TEST_F(MariadbConnection, AnotherStatementMayRunWhileOneStreams) {
    for (const bool transaction : {false, true}) {
        if (transaction)
            connection->begin({});
        const auto statement = connection->prepare("SELECT seq, concat('row ', seq) FROM seq_1_to_1000");
        statement->stream();
        for (int x = 1; x <= 1000; ++x) {
            ASSERT_TRUE(statement->step());
            if (x % 300 == 0) {
                EXPECT_EQ(number("SELECT 7"), 7);
                EXPECT_TRUE(connection->alive());
                EXPECT_EQ(connection->in_transaction(), transaction);
            }
            EXPECT_EQ(statement->value(0), Value(x));
            EXPECT_EQ(statement->value(1), Value("row " + std::to_string(x)));
        }
        EXPECT_FALSE(statement->step());
        connection->rollback();
    }
}

TEST_F(MariadbConnection, StreamsAndWholeResultsMix) {
    const auto whole = connection->prepare("SELECT seq FROM seq_1_to_10");
    const auto stream = connection->prepare("SELECT seq FROM seq_1_to_5000");
    const auto other_stream = connection->prepare("SELECT seq FROM seq_1_to_5000");
    ASSERT_TRUE(whole->step());
    stream->stream();
    ASSERT_TRUE(stream->step());
    for (int i = 2; i <= 5; ++i) {
        ASSERT_TRUE(whole->step());
        ASSERT_TRUE(stream->step());
        EXPECT_EQ(stream->value(0), Value(i));
    }
    whole->reset();  // while the other is on its way
    ASSERT_TRUE(stream->step());
    EXPECT_EQ(stream->value(0), Value(6));
    other_stream->stream();
    ASSERT_TRUE(other_stream->step());
    for (int i = 7; i <= 5000; ++i) {
        ASSERT_TRUE(stream->step());
        EXPECT_EQ(stream->value(0), Value(i));
        ASSERT_TRUE(other_stream->step());
        EXPECT_EQ(other_stream->value(0), Value(i - 5));
    }
    EXPECT_FALSE(stream->step());
    other_stream->reset();
    ASSERT_TRUE(whole->step());
    EXPECT_EQ(whole->value(0), Value(1));
}

TEST_F(MariadbConnection, AWholeResultMayEndWhileAnotherStreams) {
    const auto whole = connection->prepare("SELECT seq FROM seq_1_to_2");
    ASSERT_TRUE(whole->step());
    {
        auto ended = connection->prepare("SELECT 1");
        const auto stream = connection->prepare("SELECT seq FROM seq_1_to_100000");
        stream->stream();
        ASSERT_TRUE(stream->step());
        ASSERT_TRUE(whole->step());
        EXPECT_FALSE(whole->step());
        ended.reset();  // closes it
        for (int i = 2; i <= 10; ++i) {
            ASSERT_TRUE(stream->step());
            EXPECT_EQ(stream->value(0), Value(i));
        }
        // The rest is left.
    }
    EXPECT_EQ(number("SELECT 7"), 7);
}

TEST_F(MariadbConnection, AStreamMayBeLeft) {
    connection->begin({});
    const auto statement = connection->prepare("SELECT seq FROM seq_1_to_100000");
    for (int round = 0; round < 3; ++round) {
        statement->stream();
        ASSERT_TRUE(statement->step());
        EXPECT_TRUE(connection->in_transaction());
        statement->reset();
    }
    EXPECT_TRUE(connection->in_transaction());
    EXPECT_EQ(number("SELECT 7"), 7);
    connection->commit();
}

TEST_F(MariadbConnection, AStreamThatFailsTellsSoWhereItIs) {
    for (const bool interrupted : {false, true}) {
        const auto statement =
            connection->prepare("SELECT CAST(seq AS UNSIGNED) - 1 + (500 - CAST(seq AS UNSIGNED)) FROM seq_1_to_1000");
        statement->stream();
        ASSERT_TRUE(statement->step());
        if (interrupted) {
            EXPECT_EQ(number("SELECT 7"), 7);
        }
        int rows = 1;
        EXPECT_THROW(
            {
                while (statement->step())
                    ++rows;
            },
            DataError);
        EXPECT_EQ(rows, 500);
        EXPECT_FALSE(statement->step());
    }
    EXPECT_EQ(number("SELECT 7"), 7);
}

// --- transactions -------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, Transactions) {
    connection->execute("CREATE OR REPLACE TABLE kept_t (a INT)");
    connection->begin({});
    EXPECT_TRUE(connection->in_transaction());
    connection->execute("INSERT INTO kept_t VALUES (1)");
    connection->rollback();
    EXPECT_FALSE(connection->in_transaction());
    connection->rollback();  // nothing to do
    connection->begin({});
    connection->execute("INSERT INTO kept_t VALUES (2)");
    connection->savepoint("a `b`");
    connection->execute("INSERT INTO kept_t VALUES (3)");
    EXPECT_THROW(connection->execute("INSERT INTO kept_t VALUES ('x')"), DataError);
    EXPECT_TRUE(connection->in_transaction());
    connection->rollback_to_savepoint("a `b`");
    connection->savepoint("c");
    connection->execute("INSERT INTO kept_t VALUES (4)");
    connection->release_savepoint("c");
    connection->commit();
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(text("SELECT group_concat(a ORDER BY a SEPARATOR ' ') FROM kept_t"), "2 4");
    EXPECT_THROW(connection->rollback_to_savepoint("c"), ProgrammingError);
    connection->execute("DROP TABLE kept_t");
}

TEST_F(MariadbConnection, Isolation) {
    connection->execute("CREATE OR REPLACE TABLE levels (a INT)");
    const auto level = [&](driver::BeginMode mode) {
        connection->begin(mode);
        ask(*connection, "SELECT count(*) FROM levels");
        std::this_thread::sleep_for(120ms);  // what the server shows may be as old as 0.1 s
        const std::string name = text(
            "SELECT concat(trx_isolation_level, ', read-only ', trx_is_read_only) FROM information_schema.innodb_trx "
            "WHERE trx_mysql_thread_id = connection_id()");
        connection->rollback();
        return name;
    };
    EXPECT_EQ(level({}), "REPEATABLE READ, read-only 0");
    EXPECT_EQ(level({.isolation = driver::Isolation::serializable, .read_only = true}), "SERIALIZABLE, read-only 1");
    EXPECT_EQ(level({.isolation = driver::Isolation::snapshot}), "SERIALIZABLE, read-only 0");
    EXPECT_EQ(level({.isolation = driver::Isolation::repeatable_read}), "REPEATABLE READ, read-only 0");
    EXPECT_EQ(level({.isolation = driver::Isolation::read_committed}), "READ COMMITTED, read-only 0");
    EXPECT_EQ(level({.isolation = driver::Isolation::read_uncommitted}), "READ UNCOMMITTED, read-only 0");
    EXPECT_EQ(level({}), "REPEATABLE READ, read-only 0");  // each was for one transaction
    connection->begin({.isolation = driver::Isolation::autocommit});
    EXPECT_FALSE(connection->in_transaction());
    connection->begin({.read_only = true});
    EXPECT_THROW(connection->execute("INSERT INTO levels VALUES (1)"), ReadOnlyError);
    connection->rollback();
    connection->execute("DROP TABLE levels");
}

TEST_F(MariadbConnection, DdlEndsATransaction) {
    connection->begin({});
    connection->execute("CREATE OR REPLACE TABLE ddl (a INT)");
    EXPECT_FALSE(connection->in_transaction());
    connection->begin({});
    EXPECT_THROW(connection->execute("CREATE TABLE ddl (a INT)"), ProgrammingError);
    EXPECT_FALSE(connection->in_transaction());  // so has the server, before it failed
    connection->execute("DROP TABLE ddl");
}

// --- errors -------------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, ConstraintsAreNamed) {
    connection->execute(
        "CREATE OR REPLACE TABLE p (id INT PRIMARY KEY, a INT NOT NULL, b INT, c INT, "
        "CONSTRAINT positive CHECK (c > 0), CONSTRAINT pair UNIQUE (a, b));"
        "CREATE OR REPLACE TABLE q (p INT, x INT, y INT, CONSTRAINT to_p FOREIGN KEY (p) REFERENCES p (id), "
        "CONSTRAINT to_pair FOREIGN KEY (x, y) REFERENCES p (a, b));"
        "INSERT INTO p VALUES (1, 1, 1, 1); INSERT INTO q VALUES (1, NULL, NULL)");
    const auto error = [&](std::string_view sql) {
        return error_of<IntegrityError>([&] { connection->prepare(sql)->step(); });
    };
    const IntegrityError unique = error("INSERT INTO p VALUES (2, 1, 1, 1)");
    EXPECT_EQ(unique.constraint(), "pair");
    EXPECT_EQ(unique.code(), 1062);
    EXPECT_EQ(unique.sqlstate(), "23000");
    EXPECT_THAT(unique.what(), AllOf(HasSubstr("another row"), HasSubstr("pair"), Not(HasSubstr("1-1"))));
    EXPECT_THAT(unique.database_message(), HasSubstr("Duplicate entry '1-1'"));
    EXPECT_EQ(error("INSERT INTO p VALUES (1, 2, 1, 1)").constraint(), "PRIMARY");
    const IntegrityError missing = error("INSERT INTO p VALUES (2, NULL, 1, 1)");
    EXPECT_EQ(missing.column(), "a");
    EXPECT_THAT(missing.what(), HasSubstr("a value is missing"));
    EXPECT_EQ(error("INSERT INTO p (id) VALUES (2)").column(), "a");
    const IntegrityError check = error("INSERT INTO p VALUES (2, 2, 1, -1)");
    EXPECT_EQ(check.constraint(), "positive");
    EXPECT_EQ(check.table(), "p");
    EXPECT_THAT(check.what(), HasSubstr("CHECK"));
    const IntegrityError foreign = error("INSERT INTO q (p) VALUES (7)");
    EXPECT_EQ(foreign.constraint(), "to_p");
    EXPECT_EQ(foreign.table(), "q");
    EXPECT_EQ(foreign.column(), "p");
    const IntegrityError of_two = error("INSERT INTO q (x, y) VALUES (7, 8)");
    EXPECT_EQ(of_two.constraint(), "to_pair");
    EXPECT_EQ(of_two.column(), "x, y");
    EXPECT_EQ(error("DELETE FROM p").constraint(), "to_p");
    connection->execute("DROP TABLE q; DROP TABLE p");
}

TEST_F(MariadbConnection, ABadValueNamesItsColumn) {
    connection->execute("CREATE OR REPLACE TABLE bad (a TINYINT, b VARCHAR(2), d DATE)");
    const auto error = [&](std::string_view sql) {
        return error_of<DataError>([&] { connection->prepare(sql)->step(); });
    };
    EXPECT_EQ(error("INSERT INTO bad (a) VALUES (300)").column(), "a");
    EXPECT_EQ(error("INSERT INTO bad (b) VALUES ('abc')").column(), "b");
    const DataError wrong = error("INSERT INTO bad (a) VALUES ('x')");
    EXPECT_EQ(wrong.column(), "a");
    EXPECT_EQ(wrong.table(), "bad");
    EXPECT_EQ(error("INSERT INTO bad (d) VALUES ('2024-02-30')").column(), "d");
    EXPECT_EQ(number("SELECT count(*) FROM bad"), 0);
    connection->execute("DROP TABLE bad");
}

TEST_F(MariadbConnection, EachKindOfErrorHasItsClass) {
    const auto fails_with = [&]<class E>(std::type_identity<E>, std::string_view sql, int code) {
        EXPECT_EQ(error_of<E>([&] { connection->prepare(sql)->step(); }).code(), code) << sql;
    };
    fails_with(std::type_identity<ProgrammingError>{}, "SELEC 1", 1064);
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT * FROM nowhere", 1146);
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT nothing", 1054);
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT (SELECT seq FROM seq_1_to_2)", 1242);
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT @@nothing", 1193);
    fails_with(std::type_identity<DataError>{}, "SELECT CAST(0 AS UNSIGNED) - 1", 1690);
    fails_with(std::type_identity<TimeoutError>{},
               "SET STATEMENT max_statement_time = 0.05 FOR SELECT sum(seq % 7) FROM seq_1_to_10000000000", 1969);
    fails_with(std::type_identity<DatabaseError>{}, "SIGNAL SQLSTATE '45000' SET message_text = 'my own'", 1644);
    EXPECT_EQ(number("SELECT 1"), 1);
}

TEST_F(MariadbConnection, SerializationFailuresAreToldApart) {
    const auto other = open_mariadb();
    connection->execute(
        "CREATE OR REPLACE TABLE race (a INT PRIMARY KEY, b INT); INSERT INTO race VALUES (1, 0), (2, 0)");
    // A deadlock: the two wait for each other.
    connection->begin({});
    other->begin({});
    connection->execute("UPDATE race SET b = 1 WHERE a = 1");
    other->execute("UPDATE race SET b = 2 WHERE a = 2");
    const auto meets_deadlock = [](driver::Connection& by, std::string_view sql) {
        try {
            by.execute(sql);
            by.commit();
            return 0;
        } catch (const SerializationError& error) {
            EXPECT_THAT(error.what(), HasSubstr("run the transaction again"));
            EXPECT_FALSE(by.in_transaction());  // the server has undone it
            by.rollback();
            return 1;
        }
    };
    auto first = std::async(std::launch::async,
                            [&] { return meets_deadlock(*connection, "UPDATE race SET b = 1 WHERE a = 2"); });
    const int deadlocks = meets_deadlock(*other, "UPDATE race SET b = 2 WHERE a = 1");
    EXPECT_EQ(deadlocks + first.get(), 1);
    EXPECT_EQ(number("SELECT count(DISTINCT b) FROM race"), 1);
    // A lock that is not to be had in time; only the statement is undone.
    connection->begin({});
    connection->execute("UPDATE race SET b = b + 1");
    other->execute("SET innodb_lock_wait_timeout = 1");
    other->begin({});
    EXPECT_THROW(other->execute("UPDATE race SET b = 9"), TimeoutError);
    EXPECT_TRUE(other->in_transaction());
    EXPECT_THROW(other->execute("SELECT * FROM race FOR UPDATE NOWAIT"), TimeoutError);
    other->rollback();
    connection->rollback();
    connection->execute("DROP TABLE race");
}

// --- interruptions ------------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, InterruptsFromAnotherThread) {
    const auto id = session();
    for (const bool script : {false, true}) {
        connection->begin({});
        std::jthread interrupter([&] {
            wait_for(id, "seq_1_to");
            connection->interrupt();
        });
        const auto began = std::chrono::steady_clock::now();
        EXPECT_THROW(
            {
                if (script)
                    connection->execute("SELECT sum(seq % 7) FROM seq_1_to_10000000000");
                else
                    connection->prepare("SELECT sum(seq % 7) FROM seq_1_to_10000000000")->step();
            },
            CancelledError);
        EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
        EXPECT_TRUE(connection->in_transaction());
        connection->rollback();
    }
    connection->interrupt();  // nothing runs: nothing happens
    EXPECT_EQ(number("SELECT 7"), 7);
}

TEST_F(MariadbConnection, InterruptsAStream) {
    const auto statement = connection->prepare("SELECT seq FROM seq_1_to_1000000000");
    statement->stream();
    ASSERT_TRUE(statement->step());
    std::jthread interrupter([&] { connection->interrupt(); });
    EXPECT_THROW(
        {
            while (statement->step()) {
            }
        },
        CancelledError);
    interrupter.join();
    EXPECT_EQ(number("SELECT 7"), 7);
}

TEST_F(MariadbConnection, AnInterruptionNeverMeetsTheNextStatement) {
    std::atomic<bool> stop{false};
    std::jthread interrupter([&] {
        while (!stop)
            connection->interrupt();
    });
    int cancelled = 0;
    for (int i = 0; i < 100 && cancelled < 5; ++i) {
        try {
            number("SELECT sum(seq % 7) FROM seq_1_to_1000000");
        } catch (const CancelledError&) {
            ++cancelled;
        }
    }
    stop = true;
    interrupter.join();
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(number("SELECT 7"), 7);
    EXPECT_EQ(cancelled, 5);
}

// --- lost connections ---------------------------------------------------------------------------------------------

TEST_F(MariadbConnection, AConnectionThatTheServerEndsIsLost) {
    connection->begin({});
    kill(session());
    EXPECT_FALSE(connection->alive());
    EXPECT_THROW(number("SELECT 1"), DisconnectedError);
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_FALSE(connection->alive());
    connection->interrupt();
    connection->rollback();
}

TEST_F(MariadbConnection, LosingTheConnectionInAStatementIsTold) {
    for (const bool streamed : {false, true}) {
        connection = open_mariadb();
        const auto id = session();
        connection->begin({});
        std::jthread killer([&] {
            wait_for(id, "sleep");
            kill(id);
        });
        const auto statement = connection->prepare("SELECT seq, sleep(0.2) FROM seq_1_to_1000");
        if (streamed)
            statement->stream();
        EXPECT_THROW(
            {
                while (statement->step()) {
                }
            },
            DisconnectedError);
        statement->reset();
        EXPECT_FALSE(connection->alive());
        EXPECT_FALSE(connection->in_transaction());
    }
}

TEST_F(MariadbConnection, AReadTimeoutLosesTheConnection) {
    connection = open_mariadb("&read_timeout=1");
    EXPECT_THROW(number("SELECT sleep(10)"), DisconnectedError);
    EXPECT_FALSE(connection->alive());
}

TEST_F(MariadbConnection, ACommitThatIsCutOffIsUnknown) {
    connection->execute("CREATE OR REPLACE TABLE slow (a INT)");
    // Another session's backup lock makes COMMITs wait.
    const auto blocker = open_mariadb();
    blocker->execute("BACKUP STAGE START; BACKUP STAGE BLOCK_COMMIT");
    const auto id = session();
    connection->begin({});
    connection->execute("INSERT INTO slow VALUES (1)");
    std::jthread killer([&] {
        wait_for(id, "COMMIT");
        kill(id);
    });
    EXPECT_THAT(message_of<CommitUnknownError>([&] { connection->commit(); }), HasSubstr("nobody knows"));
    killer.join();
    blocker->execute("BACKUP STAGE END");
    // Before the COMMIT is sent, its fate is no secret.
    connection = open_mariadb();
    connection->begin({});
    connection->execute("INSERT INTO slow VALUES (2)");
    kill(session());
    try {
        connection->commit();
        FAIL();
    } catch (const CommitUnknownError&) {
        FAIL() << "the transaction is undone for sure";
    } catch (const DisconnectedError&) {
    }
    EXPECT_EQ(ask(*blocker, "SELECT count(*) FROM slow WHERE a = 2"), Value(0));
    blocker->execute("DROP TABLE slow");
}

}  // namespace
}  // namespace rowan
