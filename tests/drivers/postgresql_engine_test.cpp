// The engine on PostgreSQL: found by its URL, because the program links rowan::postgresql.
#include "postgresql_support.hpp"
#include <rowan/engine.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rowan {
namespace {

using test::message_of;
using test::postgresql_url;
using testing::AllOf;
using testing::HasSubstr;

TEST(PostgresqlEngine, IsFoundByItsUrl) {
    const Engine engine = create_engine(postgresql_url());
    Connection connection = engine.connect();
    EXPECT_EQ(connection.dialect().name(), "postgresql");
    EXPECT_EQ(connection.exec_driver_sql("SELECT $1 + 1", std::vector<Value>{41}).scalar(), Value(42));
    EXPECT_THAT(message_of<ArgumentError>([] { create_engine("postgresql+other://x"); }), HasSubstr("libpq"));
}

TEST(PostgresqlEngine, ErrorsNameTheStatement) {
    const Engine engine = create_engine(postgresql_url());
    Connection connection = engine.connect();
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection.exec_driver_sql("SELECT nothing"); }),
                AllOf(HasSubstr("nothing"), HasSubstr("SQL: SELECT nothing")));
    // The transaction has failed, and says so until it is rolled back.
    EXPECT_THAT(message_of<PendingRollbackError>([&] { connection.exec_driver_sql("SELECT 1"); }),
                HasSubstr("\"nothing\" does not exist"));
    EXPECT_THROW(connection.commit(), PendingRollbackError);
    connection.rollback();
    EXPECT_EQ(connection.exec_driver_sql("SELECT 1").scalar(), Value(1));
}

TEST(PostgresqlEngine, ALostConnectionIsReplaced) {
    const Engine engine = create_engine(postgresql_url());
    {
        Connection connection = engine.connect();
        const Value process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar();
        const auto killer = test::open_postgresql();
        test::ask(*killer, "SELECT pg_terminate_backend(" + std::to_string(process.as<int>()) + ", 5000)");
        EXPECT_THROW(connection.exec_driver_sql("SELECT 1"), DisconnectedError);
    }
    Connection connection = engine.connect();
    EXPECT_EQ(connection.exec_driver_sql("SELECT 1").scalar(), Value(1));
}

TEST(PostgresqlEngine, StreamsAndStatementsMix) {
    const Engine engine = create_engine(postgresql_url());
    Connection connection = engine.connect();
    Result rows = connection.stream(text("SELECT x FROM generate_series(1, 5000) AS x"));
    int count = 0;
    for (const Row& row : rows) {
        EXPECT_EQ(row[0], Value(++count));
        if (count % 1000 == 0) {
            EXPECT_EQ(connection.exec_driver_sql("SELECT 7").scalar(), Value(7));
        }
    }
    EXPECT_EQ(count, 5000);
    connection.commit();
}

TEST(PostgresqlEngine, FunctionsThatGiveNothingCanBeCalled) {
    const Engine engine = create_engine(postgresql_url());
    Connection connection = engine.connect();
    EXPECT_EQ(connection.execute(text("SELECT pg_notify('nobody', :word)"), {{"word", "x"}}).scalar(), Value(""));
    EXPECT_EQ(connection.execute(text("SELECT pg_advisory_xact_lock(42), 7")).one().get<int>(1), 7);
    connection.commit();
}

TEST(PostgresqlEngine, AConnectionThatIsLostBeforeItsCommitHasCommittedNothing) {
    const Engine engine = create_engine(postgresql_url());
    Connection connection = engine.connect();
    const Value process = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar();
    const auto killer = test::open_postgresql();
    test::ask(*killer, "SELECT pg_terminate_backend(" + std::to_string(process.as<int>()) + ", 5000)");
    EXPECT_THAT(test::message_of_just<DisconnectedError>([&] { connection.commit(); }),
                HasSubstr("the transaction is undone"));
}

}  // namespace
}  // namespace rowan
