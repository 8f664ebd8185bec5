// Opening, options, statements, transactions, and what goes wrong: each class of error with its message.
#include "postgresql_support.hpp"
#include <rowan/drivers/sqlite/sqlite.hpp>

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
using test::open_postgresql;
using testing::AllOf;
using testing::AnyOf;
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

class PostgresqlConnection : public testing::Test {
protected:
    std::string text(std::string_view sql) { return ask(*connection, sql).as<std::string>(); }
    std::int64_t number(std::string_view sql) { return ask(*connection, sql).as<std::int64_t>(); }
    // Waits until the server shows what the query counts.
    void wait_for(driver::Connection& by, std::string_view sql) {
        for (int i = 0; i < 500 && ask(by, sql).as<std::int64_t>() == 0; ++i)
            std::this_thread::sleep_for(10ms);
    }
    std::string activity_of(std::int64_t process, std::string_view state) {
        return "SELECT count(*) FROM pg_stat_activity WHERE pid = " + std::to_string(process) + " AND state = '" +
               std::string(state) + "' AND query LIKE '%pg_sleep%'";
    }

    std::unique_ptr<driver::Connection> connection = open_postgresql();
};

// --- opening ------------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, MakesSafeSettings) {
    EXPECT_THAT(text("SHOW TimeZone"), AnyOf("UTC", "Etc/UTC"));
    EXPECT_EQ(text("SHOW client_encoding"), "UTF8");
    EXPECT_EQ(text("SHOW standard_conforming_strings"), "on");
    EXPECT_EQ(text("SHOW application_name"), "rowan");
    EXPECT_GE(connection->server_version(), 10'000'000);
    EXPECT_EQ(connection->server_version() / 1'000'000,
              number("SELECT current_setting('server_version_num')::int / 10000"));
    EXPECT_NE(connection->native_handle(), nullptr);
    EXPECT_TRUE(connection->alive());
    EXPECT_FALSE(connection->in_transaction());
    const auto unsafe = open_postgresql(
        "&application_name=mine&options=-c%20TimeZone%3DAsia/Tokyo%20-c%20standard_conforming_strings%3Doff");
    EXPECT_EQ(ask(*unsafe, "SHOW TimeZone"), Value("UTC"));
    EXPECT_EQ(ask(*unsafe, "SHOW standard_conforming_strings"), Value("on"));
    EXPECT_EQ(ask(*unsafe, "SHOW application_name"), Value("mine"));
}

TEST_F(PostgresqlConnection, RefusesOptionsThatItDoesNotKnow) {
    const auto refusal = [](std::string_view options) {
        return message_of<ArgumentError>([&] { open_postgresql(options); });
    };
    EXPECT_THAT(refusal("&colour=red"), AllOf(HasSubstr("no option 'colour'"), HasSubstr("sslmode"),
                                              HasSubstr("prepared_statements"), HasSubstr("target_session_attrs")));
    EXPECT_THAT(refusal("&prepared_statements=maybe"), HasSubstr("'maybe'"));
    EXPECT_THAT(refusal("&client_encoding=LATIN1"), HasSubstr("UTF-8"));
    EXPECT_THAT(refusal("&dbname=other"), HasSubstr("postgresql://"));
}

TEST_F(PostgresqlConnection, GoesThroughSeveralHosts) {
    Url url = Url::parse(test::postgresql_url());
    const std::string port = url.option("port").value();
    const auto open = [](const std::string& text) { return postgresql_driver()->connect(Url::parse(text)); };
    EXPECT_EQ(ask(*open("postgresql://postgres@/postgres?host=127.0.0.1:1&host=127.0.0.1:" + port), "SELECT 1"),
              Value(1));
    EXPECT_EQ(ask(*open("postgresql://postgres@/postgres?host=127.0.0.1,127.0.0.1&port=1," + port +
                        "&target_session_attrs=read-write"),
                  "SELECT 1"),
              Value(1));
    EXPECT_EQ(ask(*open("postgresql://postgres@127.0.0.1:" + port + "/postgres"), "SELECT 1"), Value(1));
    EXPECT_THAT(
        message_of<OperationalError>([&] {
            open("postgresql://postgres@/postgres?host=127.0.0.1&port=" + port + "&target_session_attrs=standby");
        }),
        HasSubstr("standby"));
}

TEST_F(PostgresqlConnection, TellsWhyItCanNotConnect) {
    const auto refusal = [](const std::string& url) {
        return message_of<OperationalError>([&] { postgresql_driver()->connect(Url::parse(url)); });
    };
    EXPECT_THAT(refusal("postgresql://u:s3cret@127.0.0.1:1/x"),
                AllOf(HasSubstr("connecting to PostgreSQL"), HasSubstr("127.0.0.1"), Not(HasSubstr("s3cret"))));
    Url url = Url::parse(test::postgresql_url());
    url.set_database("nowhere").set_password("s3cret");
    EXPECT_THAT(refusal(url.to_string_with_password()), AllOf(HasSubstr("nowhere"), Not(HasSubstr("s3cret"))));
}

// --- statements ---------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, StatementsAreUsedAgain) {
    const auto statement = connection->prepare("SELECT $1::int + x FROM generate_series(1, 3) AS x");
    EXPECT_EQ(statement->parameter_count(), 1);
    EXPECT_EQ(statement->column_count(), 1);
    EXPECT_EQ(statement->column_name(0), "?column?");
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

TEST_F(PostgresqlConnection, StatementsArePreparedByNameWhenTheyAreUsedAgain) {
    const auto prepared = [&] {
        return number("SELECT count(*) FROM pg_prepared_statements WHERE name LIKE 'rowan%'");
    };
    {
        std::vector<std::unique_ptr<driver::Statement>> statements;
        for (int i = 0; i < 10; ++i) {
            statements.push_back(connection->prepare("SELECT " + std::to_string(i)));
            statements.back()->step();
            statements.back()->reset();
        }
        EXPECT_EQ(prepared(), 0);
        for (const auto& statement : statements) {
            statement->step();
            statement->reset();
        }
        EXPECT_EQ(prepared(), 10);
    }
    EXPECT_EQ(prepared(), 0);  // they were forgotten, at the latest by this
}

TEST_F(PostgresqlConnection, AStatementIsPreparedAnewForOtherTypes) {
    const auto statement = connection->prepare("SELECT pg_typeof($1)::text");
    const auto type_of = [&](const Value& value) {
        statement->bind(0, value);
        EXPECT_TRUE(statement->step());
        const std::string type = statement->value(0).as<std::string>();
        statement->reset();
        return type;
    };
    EXPECT_EQ(type_of(1), "integer");
    EXPECT_EQ(type_of(2), "integer");
    EXPECT_EQ(type_of(0.5), "double precision");
    EXPECT_EQ(type_of(std::int64_t{1} << 40), "bigint");
    EXPECT_EQ(type_of(3), "bigint");  // one that is wide enough is kept
    EXPECT_EQ(type_of(true), "boolean");
    EXPECT_EQ(type_of(Value()), "boolean");
}

TEST_F(PostgresqlConnection, AStatementOutlivesWhatTheServerForgets) {
    connection->execute("CREATE TEMPORARY TABLE t (a int); INSERT INTO t VALUES (1)");
    const auto statement = connection->prepare("SELECT * FROM t");
    const auto columns = [&] {
        EXPECT_TRUE(statement->step());
        const int count = statement->column_count();
        statement->reset();
        return count;
    };
    EXPECT_EQ(columns(), 1);
    EXPECT_EQ(columns(), 1);
    connection->execute("ALTER TABLE t ADD b int");
    EXPECT_EQ(columns(), 2);  // "cached plan must not change result type"
    EXPECT_EQ(columns(), 2);
    connection->execute("DEALLOCATE ALL");
    EXPECT_EQ(columns(), 2);
    // A transaction in which nothing was done begins again.
    columns();
    connection->execute("DEALLOCATE ALL");
    connection->begin({.read_only = true});
    EXPECT_EQ(columns(), 2);
    EXPECT_EQ(ask(*connection, "SHOW transaction_read_only"), Value("on"));
    connection->rollback();
    // In another the error has undone what was done, so it is told; the next try works.
    columns();
    connection->execute("DEALLOCATE ALL");
    connection->begin({});
    connection->execute("INSERT INTO t VALUES (2)");
    EXPECT_THROW(columns(), ProgrammingError);
    statement->reset();
    connection->rollback();
    EXPECT_EQ(columns(), 2);
}

TEST_F(PostgresqlConnection, CountsParametersAsTheServerDoes) {
    const auto count = [&](std::string_view sql) { return connection->prepare(sql)->parameter_count(); };
    EXPECT_EQ(count("SELECT 1"), 0);
    EXPECT_EQ(count("SELECT $1, $3, $2, $1"), 3);
    EXPECT_EQ(count("SELECT '$1', \"$2\", $$ $3 $$, $x$ $4 $$ $x$, E'\\'$5', 'it''s $6' -- $7\n, $8 /* $9 /* */ $9 */"),
              8);
    EXPECT_EQ(count("SELECT a$1, ä$2 FROM t$3"), 0);
    EXPECT_THAT(message_of<ProgrammingError>([&] { count("SELECT $99999999999"); }), HasSubstr("65535"));
}

TEST_F(PostgresqlConnection, AffectedRowsAreThoseOfWrites) {
    connection->execute("CREATE TEMPORARY TABLE t (a int)");
    const auto affected = [&](std::string_view sql) {
        const auto statement = connection->prepare(sql);
        while (statement->step()) {
        }
        return statement->affected_rows();
    };
    EXPECT_EQ(affected("INSERT INTO t VALUES (1), (2), (3)"), 3);
    EXPECT_EQ(affected("INSERT INTO t VALUES (4) RETURNING a"), 1);
    EXPECT_EQ(affected("UPDATE t SET a = a WHERE a > 1"), 3);
    EXPECT_EQ(affected("SELECT * FROM t"), 0);
    EXPECT_EQ(affected("DELETE FROM t"), 4);
    EXPECT_EQ(affected("CREATE TEMPORARY TABLE u AS SELECT 1"), 0);
}

TEST_F(PostgresqlConnection, WhatIsNoSingleStatement) {
    const auto refusal = [&](std::string_view sql) {
        return message_of<ProgrammingError>([&] { connection->prepare(sql)->step(); });
    };
    EXPECT_THAT(refusal(" -- nothing"), HasSubstr("no statement"));
    EXPECT_THAT(refusal("SELECT 1; SELECT 2"), HasSubstr("multiple commands"));
    EXPECT_THAT(refusal(std::string_view("SELECT 1\0", 9)), HasSubstr("zero byte"));
    connection->execute("CREATE TEMPORARY TABLE t (a int); INSERT INTO t VALUES (1)");
    EXPECT_THAT(refusal("COPY t FROM STDIN"), HasSubstr("COPY"));
    EXPECT_THAT(refusal("COPY t TO STDOUT"), HasSubstr("COPY"));
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection->execute("COPY t TO STDOUT; SELECT 1"); }),
                HasSubstr("COPY"));
    EXPECT_EQ(number("SELECT a FROM t"), 1);
}

// --- streams ------------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, StreamsAMillionRowsInConstantMemory) {
    const auto statement = connection->prepare("SELECT x, repeat('x', 100) FROM generate_series(1, 1000000) AS x");
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
}

TEST_F(PostgresqlConnection, AnotherStatementMayRunWhileOneStreams) {
    const auto statement = connection->prepare("SELECT x FROM generate_series(1, 1000) AS x");
    statement->stream();
    for (int x = 1; x <= 1000; ++x) {
        ASSERT_TRUE(statement->step());
        EXPECT_EQ(statement->value(0), Value(x));
        if (x % 300 == 0) {
            EXPECT_EQ(number("SELECT 7"), 7);
            EXPECT_TRUE(connection->alive());
        }
    }
    EXPECT_FALSE(statement->step());
}

TEST_F(PostgresqlConnection, InATransactionAStreamIsACursor) {
    connection->begin({});
    const auto cursors = [&] { return number("SELECT count(*) FROM pg_cursors WHERE name LIKE 'rowan%'"); };
    const auto statement = connection->prepare(" (SELECT x, repeat('x', 1000) FROM generate_series($1, 50000) AS x)");
    const Value first = 11;
    for (int round = 0; round < 3; ++round) {
        statement->bind(0, first);
        statement->stream();
        const std::size_t before = allocated();
        std::size_t most = 0;
        for (int x = 11; x <= 50000; ++x) {
            ASSERT_TRUE(statement->step());
            ASSERT_EQ(statement->value(0), Value(x));
            if (x % 10000 == 0) {
                EXPECT_EQ(cursors(), x == 50000 ? 0 : 1);
                most = std::max(most, allocated());
            }
        }
        EXPECT_FALSE(statement->step());
        EXPECT_LT(most, before + 8'000'000);  // 50 MB have passed
        statement->reset();
    }
    statement->bind(0, first);
    statement->stream();
    ASSERT_TRUE(statement->step());
    statement->reset();
    EXPECT_EQ(cursors(), 0);
    // Without being asked to stream, it is fetched whole.
    statement->bind(0, first);
    ASSERT_TRUE(statement->step());
    EXPECT_EQ(cursors(), 0);
    statement->reset();
    connection->commit();
}

TEST_F(PostgresqlConnection, AStreamMayBeLeft) {
    connection->begin({});
    const auto statement = connection->prepare("SELECT x FROM generate_series(1, 100000) AS x");
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

TEST_F(PostgresqlConnection, AStreamThatFailsTellsSoWhereItIs) {
    for (const bool interrupted : {false, true}) {
        const auto statement = connection->prepare("SELECT 10 / (500 - x) FROM generate_series(1, 1000) AS x");
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
        EXPECT_EQ(rows, 499);
        EXPECT_FALSE(statement->step());
    }
    EXPECT_EQ(number("SELECT 7"), 7);
}

// --- transactions -------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, Transactions) {
    connection->execute("DROP TABLE IF EXISTS kept_t; CREATE TABLE kept_t (a int)");
    connection->begin({});
    EXPECT_TRUE(connection->in_transaction());
    connection->execute("INSERT INTO kept_t VALUES (1)");
    connection->rollback();
    EXPECT_FALSE(connection->in_transaction());
    connection->rollback();  // nothing to do
    connection->begin({});
    connection->execute("INSERT INTO kept_t VALUES (2)");
    connection->savepoint("a \"b\"");
    connection->execute("INSERT INTO kept_t VALUES (3)");
    EXPECT_THROW(connection->execute("SELECT 1 / 0"), DataError);
    connection->rollback_to_savepoint("a \"b\"");
    connection->savepoint("c");
    connection->execute("INSERT INTO kept_t VALUES (4)");
    connection->release_savepoint("c");
    connection->commit();
    EXPECT_EQ(text("SELECT string_agg(a::text, ' ' ORDER BY a) FROM kept_t"), "2 4");
    connection->execute("DROP TABLE kept_t");
}

TEST_F(PostgresqlConnection, Isolation) {
    const auto level = [&](driver::BeginMode mode) {
        connection->begin(mode);
        const std::string name =
            text("SHOW transaction_isolation") + ", read-only " + text("SHOW transaction_read_only");
        connection->rollback();
        return name;
    };
    EXPECT_EQ(level({}), "read committed, read-only off");
    EXPECT_EQ(level({.isolation = driver::Isolation::serializable, .read_only = true}), "serializable, read-only on");
    EXPECT_EQ(level({.isolation = driver::Isolation::snapshot}), "repeatable read, read-only off");
    EXPECT_EQ(level({.isolation = driver::Isolation::repeatable_read}), "repeatable read, read-only off");
    EXPECT_EQ(level({.isolation = driver::Isolation::read_uncommitted}), "read uncommitted, read-only off");
    connection->begin({.isolation = driver::Isolation::autocommit});
    EXPECT_FALSE(connection->in_transaction());
    connection->begin({.read_only = true});
    EXPECT_THROW(connection->execute("CREATE TABLE no (a int)"), ReadOnlyError);
}

TEST_F(PostgresqlConnection, AFailedTransactionRefusesAllButItsEnd) {
    connection->begin({});
    EXPECT_THROW(number("SELECT 1 / 0"), DataError);
    EXPECT_TRUE(connection->in_transaction());
    EXPECT_THAT(message_of<PendingRollbackError>([&] { number("SELECT 1"); }),
                AllOf(HasSubstr("roll back"), HasSubstr("division by zero")));
    // PostgreSQL itself would answer this COMMIT with success, and roll back.
    EXPECT_THAT(message_of<PendingRollbackError>([&] { connection->commit(); }), HasSubstr("division by zero"));
    connection->rollback();
    EXPECT_EQ(number("SELECT 1"), 1);
}

// --- errors -------------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, ConstraintsAreNamed) {
    connection->execute(
        "CREATE TEMPORARY TABLE p (id int PRIMARY KEY, a int NOT NULL, b int, c int CONSTRAINT positive CHECK (c > 0), "
        "CONSTRAINT pair UNIQUE (a, b));"
        "CREATE TEMPORARY TABLE q (p int CONSTRAINT to_p REFERENCES p);"
        "INSERT INTO p VALUES (1, 1, 1, 1)");
    const auto error = [&](std::string_view sql) {
        return error_of<IntegrityError>([&] { connection->prepare(sql)->step(); });
    };
    const IntegrityError unique = error("INSERT INTO p VALUES (2, 1, 1, 1)");
    EXPECT_EQ(unique.constraint(), "pair");
    EXPECT_EQ(unique.table(), "p");
    EXPECT_EQ(unique.column(), "a, b");
    EXPECT_EQ(unique.sqlstate(), "23505");
    EXPECT_THAT(unique.what(), AllOf(HasSubstr("another row"), HasSubstr("pair"), Not(HasSubstr("(1, 1)"))));
    EXPECT_THAT(unique.database_message(), HasSubstr("duplicate key"));
    const IntegrityError missing = error("INSERT INTO p VALUES (2, NULL, 1, 1)");
    EXPECT_EQ(missing.column(), "a");
    EXPECT_EQ(missing.table(), "p");
    const IntegrityError check = error("INSERT INTO p VALUES (2, 2, 1, -1)");
    EXPECT_EQ(check.constraint(), "positive");
    const IntegrityError foreign = error("INSERT INTO q VALUES (7)");
    EXPECT_EQ(foreign.constraint(), "to_p");
    EXPECT_EQ(foreign.table(), "q");
    EXPECT_EQ(foreign.column(), "p");
    connection->execute("INSERT INTO q VALUES (1)");
    const IntegrityError referred = error("DELETE FROM p");
    EXPECT_EQ(referred.constraint(), "to_p");
    EXPECT_EQ(referred.table(), "q");
    EXPECT_EQ(referred.column(), "") << "the server names the other table's";
}

TEST_F(PostgresqlConnection, EachKindOfErrorHasItsClass) {
    const auto fails_with = [&]<class E>(std::type_identity<E>, std::string_view sql, std::string_view state) {
        EXPECT_EQ(error_of<E>([&] { connection->prepare(sql)->step(); }).sqlstate(), state) << sql;
    };
    fails_with(std::type_identity<ProgrammingError>{}, "SELEC 1", "42601");
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT * FROM nowhere", "42P01");
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT nothing", "42703");
    fails_with(std::type_identity<DataError>{}, "SELECT 1 / 0", "22012");
    fails_with(std::type_identity<DataError>{}, "SELECT 'x'::int", "22P02");
    fails_with(std::type_identity<ProgrammingError>{}, "SELECT (SELECT x FROM generate_series(1, 2) AS x)", "21000");
    fails_with(std::type_identity<SerializationError>{},
               "DO $$ BEGIN RAISE SQLSTATE '40001' USING MESSAGE = 'again'; END $$", "40001");
    fails_with(std::type_identity<SerializationError>{}, "DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$", "40P01");
    fails_with(std::type_identity<OperationalError>{}, "DO $$ BEGIN RAISE SQLSTATE '53100'; END $$", "53100");
    fails_with(std::type_identity<DatabaseError>{}, "DO $$ BEGIN RAISE 'my own'; END $$", "P0001");
    EXPECT_THAT(message_of<ProgrammingError>([&] { number("SELECT nothing FROM pg_class"); }),
                HasSubstr("at character 8"));
    EXPECT_THROW(connection->prepare("SELEC $1")->column_count(), ProgrammingError);
    EXPECT_EQ(number("SELECT 1"), 1);
}

TEST_F(PostgresqlConnection, SerializationFailuresAreToldApart) {
    const auto other = open_postgresql();
    connection->execute("DROP TABLE IF EXISTS race; CREATE TABLE race (a int); INSERT INTO race VALUES (1)");
    connection->begin({.isolation = driver::Isolation::repeatable_read});
    EXPECT_EQ(number("SELECT a FROM race"), 1);
    other->execute("UPDATE race SET a = 2");
    EXPECT_THAT(message_of<SerializationError>([&] { connection->execute("UPDATE race SET a = 3"); }),
                HasSubstr("run the transaction again"));
    connection->rollback();
    // A deadlock: the two wait for each other.
    connection->execute("INSERT INTO race VALUES (10); SET deadlock_timeout = '50ms'");
    other->execute("SET deadlock_timeout = '50ms'");
    connection->begin({});
    other->begin({});
    connection->execute("UPDATE race SET a = a WHERE a = 2");
    other->execute("UPDATE race SET a = a WHERE a = 10");
    auto first = std::async(std::launch::async, [&] {
        try {
            connection->execute("UPDATE race SET a = a WHERE a = 10");
            connection->commit();
            return 0;
        } catch (const SerializationError&) {
            connection->rollback();
            return 1;
        }
    });
    int deadlocks = 0;
    try {
        other->execute("UPDATE race SET a = a WHERE a = 2");
        other->commit();
    } catch (const SerializationError&) {
        other->rollback();
        ++deadlocks;
    }
    EXPECT_EQ(deadlocks + first.get(), 1);
    // A lock that is not to be had in time.
    connection->begin({});
    connection->execute("UPDATE race SET a = a");
    other->execute("SET lock_timeout = '20ms'");
    EXPECT_THROW(other->execute("UPDATE race SET a = a"), TimeoutError);
    connection->rollback();
    connection->execute("DROP TABLE race");
}

// --- interruptions ------------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, InterruptsFromAnotherThread) {
    const auto process = number("SELECT pg_backend_pid()");
    for (const bool script : {false, true}) {
        std::jthread interrupter([&] {
            const auto watcher = open_postgresql();
            wait_for(*watcher, activity_of(process, "active"));
            connection->interrupt();
        });
        const auto began = std::chrono::steady_clock::now();
        EXPECT_THROW(
            {
                if (script)
                    connection->execute("SELECT pg_sleep(60)");
                else
                    connection->prepare("SELECT pg_sleep(60)")->step();
            },
            CancelledError);
        EXPECT_LT(std::chrono::steady_clock::now() - began, 30s);
    }
    connection->interrupt();  // nothing runs: nothing happens
    EXPECT_EQ(number("SELECT 7"), 7);
}

TEST_F(PostgresqlConnection, AnInterruptionNeverMeetsTheNextStatement) {
    std::atomic<bool> stop{false};
    std::jthread interrupter([&] {
        while (!stop)
            connection->interrupt();
    });
    int cancelled = 0;
    for (int i = 0; i < 2000 && cancelled < 5; ++i) {
        try {
            number("SELECT count(*) FROM generate_series(1, 50000)");
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

TEST_F(PostgresqlConnection, ATimeLimitIsATimeout) {
    connection->execute("SET statement_timeout = '20ms'");
    EXPECT_THROW(number("SELECT 1 FROM pg_sleep(5)"), TimeoutError);
    EXPECT_TRUE(connection->alive());
}

// --- lost connections ---------------------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, AConnectionThatTheServerEndsIsLost) {
    const auto killer = open_postgresql();
    ask(*killer, "SELECT pg_terminate_backend(" + text("SELECT pg_backend_pid()::text") + ", 5000)");
    EXPECT_FALSE(connection->alive());
    EXPECT_THROW(number("SELECT 1"), DisconnectedError);
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_FALSE(connection->alive());
    connection->interrupt();
}

TEST_F(PostgresqlConnection, LosingTheConnectionInAStatementIsTold) {
    for (const bool streamed : {false, true}) {
        connection = open_postgresql();
        const auto process = number("SELECT pg_backend_pid()");
        connection->begin({});
        std::jthread killer([&] {
            const auto other = open_postgresql();
            wait_for(*other, activity_of(process, "active"));
            ask(*other, "SELECT pg_terminate_backend(" + std::to_string(process) + ")");
        });
        const auto statement = connection->prepare("SELECT x, pg_sleep(0.2) FROM generate_series(1, 1000) AS x");
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

TEST_F(PostgresqlConnection, ACommitThatIsCutOffIsUnknown) {
    connection->execute(
        "DROP TABLE IF EXISTS slow; CREATE TABLE slow (a int);"
        "CREATE OR REPLACE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM pg_sleep(30); RETURN NULL; END $$;"
        "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON slow DEFERRABLE INITIALLY DEFERRED "
        "FOR EACH ROW EXECUTE FUNCTION wait()");
    const auto other = open_postgresql();
    const auto process = number("SELECT pg_backend_pid()");
    connection->begin({});
    connection->execute("INSERT INTO slow VALUES (1) /* pg_sleep */");
    std::jthread killer([&] {
        wait_for(*other,
                 "SELECT count(*) FROM pg_stat_activity WHERE query = 'COMMIT' AND state = 'active' AND pid = " +
                     std::to_string(process));
        ask(*other, "SELECT pg_terminate_backend(" + std::to_string(process) + ")");
    });
    EXPECT_THAT(message_of<CommitUnknownError>([&] { connection->commit(); }), HasSubstr("nobody knows"));
    killer.join();
    // Before the COMMIT is sent, its fate is no secret.
    connection = open_postgresql();
    connection->begin({});
    connection->execute("CREATE TABLE lost (a int)");
    ask(*other, "SELECT pg_terminate_backend(" + text("SELECT pg_backend_pid()::text") + ", 5000)");
    try {
        connection->commit();
        FAIL();
    } catch (const CommitUnknownError&) {
        FAIL() << "the transaction is undone for sure";
    } catch (const DisconnectedError&) {
    }
    EXPECT_EQ(ask(*other, "SELECT count(*) FROM pg_class WHERE relname = 'lost'"), Value(0));
    other->execute("DROP TABLE slow; DROP FUNCTION wait");
}

TEST_F(PostgresqlConnection, DeferredConstraintsAreToldByTheCommit) {
    connection->execute("CREATE TEMPORARY TABLE d (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)");
    connection->begin({});
    connection->execute("INSERT INTO d VALUES (1), (1)");
    EXPECT_THROW(connection->commit(), IntegrityError);
    EXPECT_FALSE(connection->in_transaction());
}

// --- what the server says by itself -------------------------------------------------------------------------------

TEST_F(PostgresqlConnection, NoticesGoToTheHook) {
    std::vector<postgresql::Notice> notices;
    connection->execute("DO $$ BEGIN RAISE NOTICE 'nobody listens'; END $$");
    postgresql::on_notice(*connection, [&](const postgresql::Notice& notice) { notices.push_back(notice); });
    connection->execute("DO $$ BEGIN RAISE WARNING 'mind the %', 'gap' USING HINT = 'look down'; END $$");
    ASSERT_EQ(notices.size(), 1U);
    EXPECT_EQ(notices[0].severity, "WARNING");
    EXPECT_EQ(notices[0].message, "mind the gap");
    EXPECT_EQ(notices[0].hint, "look down");
    EXPECT_EQ(notices[0].sqlstate, "01000");
    postgresql::on_notice(*connection, [](const postgresql::Notice&) { throw std::runtime_error("no"); });
    connection->execute("DO $$ BEGIN RAISE NOTICE 'x'; END $$");
    EXPECT_EQ(number("SELECT 7"), 7);
    const auto other = sqlite_driver()->connect(Url::parse("sqlite://"));
    EXPECT_THROW(postgresql::on_notice(*other, {}), ArgumentError);
}

TEST_F(PostgresqlConnection, ListensForNotifications) {
    const auto other = open_postgresql();
    connection->execute("LISTEN news");
    EXPECT_FALSE(postgresql::wait_for_notification(*connection));
    other->execute("NOTIFY news, 'one'; NOTIFY news, 'two'");
    const auto one = postgresql::wait_for_notification(*connection, 5s);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->channel, "news");
    EXPECT_EQ(one->payload, "one");
    EXPECT_EQ(one->server_process, ask(*other, "SELECT pg_backend_pid()").as<int>());
    EXPECT_EQ(postgresql::wait_for_notification(*connection, std::chrono::milliseconds::max()).value().payload, "two");
    const auto began = std::chrono::steady_clock::now();
    EXPECT_FALSE(postgresql::wait_for_notification(*connection, 50ms));
    EXPECT_GE(std::chrono::steady_clock::now() - began, 50ms);
}

// --- a pooler between ---------------------------------------------------------------------------------------------

TEST(PostgresqlPooler, WorksThroughPgBouncerWithoutNamedStatements) {
    const char* url = std::getenv("ROWAN_TEST_PGBOUNCER");
    if (url == nullptr)
        GTEST_SKIP() << "PgBouncer is not installed";
    const auto driver = postgresql_driver();
    std::vector<std::unique_ptr<driver::Connection>> connections;
    std::vector<std::unique_ptr<driver::Statement>> statements;
    for (int i = 0; i < 4; ++i) {  // more than the two that the pooler has to the server
        connections.push_back(driver->connect(Url::parse(std::string(url) + "?prepared_statements=off")));
        statements.push_back(connections.back()->prepare("SELECT $1::int, pg_backend_pid()"));
        EXPECT_EQ(statements.back()->column_count(), 2);
    }
    for (int round = 0; round < 5; ++round) {
        for (std::size_t i = 0; i < connections.size(); ++i) {
            const Value value = round * 10 + static_cast<int>(i);
            statements[i]->bind(0, value);
            ASSERT_TRUE(statements[i]->step());
            EXPECT_EQ(statements[i]->value(0), value);
            statements[i]->reset();
        }
    }
    connections[0]->begin({});
    connections[1]->begin({});
    EXPECT_EQ(ask(*connections[0], "SELECT '2024-01-01'::timestamptz::text"), Value("2024-01-01 00:00:00+00"));
    connections[0]->commit();
    EXPECT_EQ(ask(*connections[2], "SELECT 7"), Value(7));
    connections[1]->rollback();
    EXPECT_EQ(ask(*connections[3], "SELECT count(*) FROM pg_prepared_statements"), Value(0));
}

}  // namespace
}  // namespace rowan
