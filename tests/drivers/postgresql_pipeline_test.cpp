// What is sent without waiting for an answer: a BEGIN with the first statement, and executions that are queued.
#include "postgresql_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>
#include <rowan/sql.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libpq-fe.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace rowan {
namespace {

using test::ask;
using test::error_of;
using test::message_of;
using test::open_postgresql;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Counts the times that libpq waits for the server: each ends in a Sync, or is a Query.
class RoundTrips {
public:
    explicit RoundTrips(driver::Connection& connection)
        : connection_(static_cast<PGconn*>(connection.native_handle())) {
        PQtrace(connection_, file_.get());
        PQsetTraceFlags(connection_, PQTRACE_SUPPRESS_TIMESTAMPS);
    }
    RoundTrips(const RoundTrips&) = delete;
    RoundTrips& operator=(const RoundTrips&) = delete;
    ~RoundTrips() { PQuntrace(connection_); }

    int count() const {
        std::fflush(file_.get());
        std::rewind(file_.get());
        int trips = 0;
        char line[4096];
        while (std::fgets(line, sizeof line, file_.get()) != nullptr) {
            const std::string text(line);
            const bool is_ours = text.starts_with("F\t");
            trips += is_ours && (text.find("\tSync") != std::string::npos || text.find("\tQuery") != std::string::npos);
        }
        return trips;
    }

private:
    PGconn* connection_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_{std::tmpfile(), &std::fclose};
};

class PostgresqlPipeline : public testing::Test {
protected:
    PostgresqlPipeline() { connection->execute("CREATE TEMPORARY TABLE t (id int8 PRIMARY KEY, name text)"); }

    std::unique_ptr<driver::Connection> connection = open_postgresql();
};

TEST_F(PostgresqlPipeline, ATransactionBeginsWithItsFirstStatement) {
    const RoundTrips trips(*connection);
    connection->begin({});
    EXPECT_TRUE(connection->in_transaction());
    EXPECT_EQ(trips.count(), 0);
    EXPECT_EQ(ask(*connection, "SELECT pg_current_xact_id_if_assigned() IS NULL"), Value(true));
    EXPECT_EQ(trips.count(), 1);
    EXPECT_EQ(ask(*connection, "WITH x AS (INSERT INTO t VALUES (1, 'a') RETURNING id) SELECT id FROM x"), Value(1));
    connection->commit();
    EXPECT_EQ(trips.count(), 3);
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM t"), Value(1));
}

TEST_F(PostgresqlPipeline, ATransactionWithoutStatementsIsNoneForTheServer) {
    const RoundTrips trips(*connection);
    connection->begin({});
    connection->commit();
    connection->begin({.isolation = driver::Isolation::serializable});
    connection->rollback();
    EXPECT_FALSE(connection->in_transaction());
    EXPECT_EQ(trips.count(), 0);
}

TEST_F(PostgresqlPipeline, TheModeOfATransactionIsKept) {
    connection->begin({.isolation = driver::Isolation::serializable, .read_only = true});
    EXPECT_EQ(
        ask(*connection, "SELECT current_setting('transaction_isolation') || current_setting('transaction_read_only')"),
        Value("serializableon"));
    EXPECT_THROW(connection->execute("INSERT INTO pg_class SELECT * FROM pg_class"), DatabaseError);
    connection->rollback();
}

TEST_F(PostgresqlPipeline, AFirstStatementThatFailsFailsTheTransaction) {
    for (const char* sql : {"SELECT 1 / 0", "SELECT nothing", "INSERT INTO t VALUES (1, 'a'), (1, 'b')"}) {
        SCOPED_TRACE(sql);
        connection->begin({});
        EXPECT_THROW(ask(*connection, sql), DatabaseError);
        EXPECT_TRUE(connection->in_transaction());
        EXPECT_THROW(ask(*connection, "SELECT 1"), PendingRollbackError);
        EXPECT_THROW(connection->commit(), PendingRollbackError);
        connection->rollback();
        EXPECT_FALSE(connection->in_transaction());
        EXPECT_EQ(ask(*connection, "SELECT 1"), Value(1));
    }
}

TEST_F(PostgresqlPipeline, AValueThatCantBeSentLeavesTheConnectionWell) {
    connection->begin({});
    const auto statement = connection->prepare("SELECT $1");
    const Value bad(std::string("a\0b", 3));
    EXPECT_THROW(statement->bind(0, bad), DataError);
    const Value good("a");
    statement->bind(0, good);
    ASSERT_TRUE(statement->step());
    EXPECT_EQ(statement->value(0), good);
    statement->reset();
    connection->commit();
}

TEST_F(PostgresqlPipeline, WhateverComesFirstIsInTheTransaction) {
    const auto is_inside = [&] { return ask(*connection, "SELECT pg_current_xact_id_if_assigned() IS NOT NULL"); };
    connection->begin({});
    connection->execute("INSERT INTO t VALUES (1, 'a')");
    EXPECT_EQ(is_inside(), Value(true));
    connection->rollback();

    connection->begin({});
    connection->savepoint("s");
    EXPECT_EQ(ask(*connection, "WITH x AS (INSERT INTO t VALUES (2, 'b') RETURNING id) SELECT id FROM x"), Value(2));
    connection->rollback_to_savepoint("s");
    connection->commit();
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM t"), Value(0));

    connection->begin({});
    const auto stream = connection->prepare("SELECT x FROM generate_series(1, 1000) AS x");
    stream->stream();
    int rows = 0;
    while (stream->step()) {
        if (++rows == 500) {
            EXPECT_EQ(ask(*connection, "SELECT 7"), Value(7));
        }
    }
    EXPECT_EQ(rows, 1000);
    stream->reset();
    connection->commit();

    connection->begin({});
    EXPECT_THROW(ask(*connection, "COPY t TO STDOUT"), ProgrammingError);
    connection->rollback();
    connection->begin({});
    EXPECT_GT(connection->prepare("SELECT 1 AS a, 2 AS b")->column_count(), 1);
    EXPECT_TRUE(connection->in_transaction());
    connection->commit();

    connection->begin({});
    auto* const handle = static_cast<PGconn*>(connection->native_handle());
    EXPECT_EQ(PQtransactionStatus(handle), PQTRANS_INTRANS) << "who uses libpq finds it begun";
    connection->rollback();
    EXPECT_EQ(PQtransactionStatus(handle), PQTRANS_IDLE);
}

TEST_F(PostgresqlPipeline, AConnectionThatDiesBeforeTheFirstStatementIsLost) {
    const Value process = ask(*connection, "SELECT pg_backend_pid()");
    connection->begin({});
    const auto killer = open_postgresql();
    ask(*killer, "SELECT pg_terminate_backend(" + std::to_string(process.as<int>()) + ", 5000)");
    EXPECT_THROW(ask(*connection, "SELECT 1"), DisconnectedError);
    EXPECT_THROW(ask(*connection, "SELECT 1"), DisconnectedError);
}

TEST_F(PostgresqlPipeline, AConnectionThatDiesInItsFirstStatementIsLost) {
    connection->begin({});
    EXPECT_THROW(ask(*connection, "SELECT pg_terminate_backend(pg_backend_pid())"), DisconnectedError);
}

// --- queues -------------------------------------------------------------------------------------------------------

struct Queued {
    std::int64_t id{};
    std::string name{};
    static constexpr auto mapping() { return table<Queued>("queued", column<&Queued::id>(primary_key(given))); }
};

class PostgresqlQueue : public testing::Test {
protected:
    PostgresqlQueue() {
        engine.begin([](Connection& connection) {
            connection.run_script("DROP TABLE IF EXISTS queued; CREATE TABLE queued (id int8 PRIMARY KEY, name text)");
        });
    }
    static std::vector<Parameters> sets(int count) {
        std::vector<Parameters> all;
        for (int i = 0; i < count; ++i)
            all.push_back({{"id", i}, {"name", i % 3 == 0 ? Value() : Value("n" + std::to_string(i))}});
        return all;
    }

    Engine engine = create_engine(test::postgresql_url());
    const Statement insertion = text("INSERT INTO queued VALUES (:id, :name)");
};

TEST_F(PostgresqlQueue, ManySetsOfParametersGoInFewRoundTrips) {
    Connection connection = engine.connect();
    connection.exec_driver_sql("SELECT 1");
    const RoundTrips trips(connection.driver_connection());
    EXPECT_EQ(connection.execute(insertion, sets(1000)).row_count(), 1000);
    EXPECT_LE(trips.count(), 8);
    EXPECT_EQ(connection
                  .execute(text("UPDATE queued SET name = 'x' WHERE id >= :id"),
                           std::vector<Parameters>{{{"id", 500}}, {{"id", 900}}, {{"id", 5000}}})
                  .row_count(),
              600);
    connection.commit();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued WHERE name = 'x'")), Value(500));
}

TEST_F(PostgresqlQueue, TheErrorSaysWhichSetHasFailed) {
    for (const int bad : {0, 1, 255, 256, 257, 700, 999}) {
        SCOPED_TRACE(bad);
        Connection connection = engine.connect();
        std::vector<Parameters> all = sets(1000);
        all[static_cast<std::size_t>(bad)] = {{"id", "no number"}, {"name", Value()}};
        const auto error = error_of<DataError>([&] { connection.execute(insertion, all); });
        EXPECT_THAT(error.what(), AllOf(HasSubstr("no number"), HasSubstr("INSERT INTO queued")));
        if (bad > 0) {
            EXPECT_THAT(error.what(), HasSubstr("set " + std::to_string(bad) + " of the parameters"));
        }
        EXPECT_THROW(connection.scalar(text("SELECT 1")), PendingRollbackError);
        connection.rollback();
        EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(0));
        EXPECT_EQ(connection.execute(insertion, sets(3)).row_count(), 3) << "the statement can be used on";
        connection.rollback();
    }
}

TEST_F(PostgresqlQueue, ASetThatIsRefusedBeforeItIsSentEndsTheQueue) {
    Connection connection = engine.connect();
    std::vector<Parameters> all = sets(100);
    all[50] = {{"id", 50}, {"name", std::string("a\0b", 3)}};
    EXPECT_THROW(connection.execute(insertion, all), DataError);
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(50)) << "as far as it came";
    connection.rollback();
    all[50] = {{"id", 50}};
    EXPECT_THROW(connection.execute(insertion, all), ArgumentError);
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(0));
}

TEST_F(PostgresqlQueue, ValuesOfOtherTypesArePreparedAnew) {
    Connection connection = engine.connect();
    std::vector<Parameters> all = sets(10);
    all[3] = {{"id", std::int64_t{1} << 40}, {"name", "big"}};
    all[6] = {{"id", 6.0}, {"name", "a fraction"}};
    EXPECT_EQ(connection.execute(insertion, all).row_count(), 10);
    EXPECT_EQ(connection.scalar(text("SELECT max(id) FROM queued")), Value(std::int64_t{1} << 40));
    connection.rollback();
}

TEST_F(PostgresqlQueue, EachSetIsATransactionWhereThereIsNone) {
    Connection connection = engine.connect();
    Transaction none = connection.begin({.isolation = Isolation::autocommit});
    std::vector<Parameters> all = sets(10);
    all[5] = {{"id", 0}, {"name", "twice"}};
    EXPECT_THROW(connection.execute(insertion, all), IntegrityError);
    none.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(5));
    connection.rollback();
}

TEST_F(PostgresqlQueue, ACopyIsRefusedAsAlways) {
    for (const char* sql : {"COPY queued FROM STDIN", "copy queued to stdout"}) {
        SCOPED_TRACE(sql);
        Connection connection = engine.connect();
        EXPECT_THROW(connection.execute(text(unsafe(sql)), std::vector<Parameters>(3)), ProgrammingError);
        connection.rollback();
        EXPECT_EQ(connection.scalar(text("SELECT 1")), Value(1));
    }
}

TEST_F(PostgresqlQueue, CanBeInterrupted) {
    Connection connection = engine.connect();
    connection.run_script(
        "CREATE OR REPLACE FUNCTION pg_temp.slow() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'slow'; "
        "PERFORM pg_sleep(1); RETURN 1; END $$");
    std::jthread interrupts([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(1500));
        connection.interrupt();
    });
    const auto began = std::chrono::steady_clock::now();
    EXPECT_THROW(connection.execute(text("INSERT INTO queued SELECT :id, pg_temp.slow()::text"),
                                    std::vector<Parameters>{{{"id", 1}},
                                                            {{"id", 2}},
                                                            {{"id", 3}},
                                                            {{"id", 4}},
                                                            {{"id", 5}},
                                                            {{"id", 6}},
                                                            {{"id", 7}},
                                                            {{"id", 8}}}),
                 CancelledError);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(7));
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(0));
}

TEST_F(PostgresqlQueue, RecoversFromStatementsThatTheServerHasForgotten) {
    Connection connection = engine.connect();
    const Statement update = text("UPDATE queued SET name = 'x' WHERE id = :id");
    const std::vector<Parameters> two{{{"id", 1}}, {{"id", 2}}};
    connection.execute(update, two);
    connection.commit();
    connection.exec_driver_sql("DEALLOCATE ALL");
    connection.commit();
    int failures = 0;
    for (int i = 0; i < 4; ++i) {
        try {
            connection.execute(update, two);
            connection.commit();
        } catch (const ProgrammingError&) {
            ++failures;
            connection.rollback();
        }
    }
    EXPECT_LE(failures, 1);
}

TEST_F(PostgresqlQueue, ATransactionThatHasFailedTellsOfItsOwnError) {
    Connection connection = engine.connect();
    EXPECT_THROW(connection.exec_driver_sql("SELECT earlier_nonsense"), ProgrammingError);
    connection.rollback();
    std::vector<Parameters> twice(5, Parameters{{"id", 1}, {"name", "a"}});
    EXPECT_THROW(connection.execute(insertion, twice), IntegrityError);
    EXPECT_THAT(message_of<PendingRollbackError>([&] { connection.exec_driver_sql("SELECT 1"); }),
                AllOf(HasSubstr("duplicate key"), Not(HasSubstr("earlier_nonsense"))));
    connection.rollback();
}

TEST_F(PostgresqlQueue, ATableThatOthersHaveChangedCostsNoErrorAtTheBeginningOfATransaction) {
    Connection connection = engine.connect();
    Connection other = engine.connect();
    const auto read = [&] {
        return connection.execute(text("SELECT * FROM queued WHERE id = :id"), {{"id", 1}}).all().size();
    };
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(read(), 0U);
        connection.commit();
    }
    other.run_script("ALTER TABLE queued ADD COLUMN more int");
    other.commit();
    EXPECT_EQ(read(), 0U);
    connection.commit();
    other.run_script("ALTER TABLE queued DROP COLUMN more");
    other.commit();
    connection.exec_driver_sql("SELECT 1");
    EXPECT_THROW(read(), ProgrammingError) << "what was done before would be lost";
    connection.rollback();
    EXPECT_EQ(read(), 0U);
}

TEST_F(PostgresqlQueue, ABulkInsertIsInterruptedBetweenItsPortions) {
    Connection connection = engine.connect();
    int portions = 0;
    engine.on_execute([&](const ExecutionEvent& event) {
        if (event.sql.starts_with("COPY") && ++portions == 1)
            connection.interrupt();
    });
    std::vector<Queued> rows;
    for (int i = 0; i < 60'000; ++i)
        rows.push_back({i, std::string(200, 'x')});
    EXPECT_THROW(connection.execute(insert<Queued>(), rows), CancelledError);
    EXPECT_EQ(portions, 1);
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(0));
}

TEST_F(PostgresqlQueue, ALongListIsNoArrayBesideAColumnOfArrays) {
    Connection connection = engine.connect();
    connection.run_script("CREATE TEMPORARY TABLE lists (id int, numbers int[])");
    MetaData metadata;
    const Table lists("lists", metadata, Column("id", Integer{}), Column("numbers", NativeType{"int[]"}));
    connection.execute(insert(lists).values({{"id", 1}, {"numbers", "{1,2}"}}));
    const std::vector<std::string> wanted(40, "{1,2}");
    EXPECT_EQ(connection.scalar(select(func::count()).where(lists["numbers"].in(wanted))), Value(1));
}

TEST_F(PostgresqlQueue, AConnectionThatDiesInAQueueIsLost) {
    Connection connection = engine.connect();
    std::vector<Parameters> all = sets(20);
    EXPECT_THROW(
        connection.execute(text("INSERT INTO queued SELECT :id, 'x' || pg_terminate_backend(pg_backend_pid())::text"),
                           std::vector<Parameters>{{{"id", 1}}, {{"id", 2}}, {{"id", 3}}}),
        DisconnectedError);
    Connection other = engine.connect();
    EXPECT_EQ(other.scalar(text("SELECT count(*) FROM queued")), Value(0));
}

TEST_F(PostgresqlQueue, WorksWithoutNamedStatements) {
    const Engine unnamed = create_engine(test::postgresql_url("&prepared_statements=off"));
    Connection connection = unnamed.connect();
    EXPECT_EQ(connection.execute(insertion, sets(300)).row_count(), 300);
    connection.commit();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM queued")), Value(300));
}

}  // namespace
}  // namespace rowan
