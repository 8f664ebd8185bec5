// The engine on MariaDB: found by an URL, statements of the expression language, errors, lost connections.
#include "mariadb_support.hpp"
#include <rowan/engine.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rowan {
namespace {

using test::mariadb_url;
using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

TEST(MariadbEngine, IsFoundByItsUrl) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    EXPECT_EQ(connection.dialect().name(), "mariadb");
    EXPECT_EQ(connection.exec_driver_sql("SELECT ? + 1", std::vector<Value>{41}).scalar(), Value(42));
    EXPECT_THAT(message_of<ArgumentError>([] { create_engine("mariadb+other://x"); }), HasSubstr("mariadb"));
}

TEST(MariadbEngine, TheDialectIsThatOfTheServer) {
    const Engine engine = create_engine(Url::parse(mariadb_url()).set_dialect("mysql").to_string_with_password());
    EXPECT_EQ(engine.connect().dialect().name(), "mariadb");
}

TEST(MariadbEngine, ErrorsNameTheStatement) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection.exec_driver_sql("SELECT nothing"); }),
                AllOf(HasSubstr("nothing"), HasSubstr("SQL: SELECT nothing")));
    EXPECT_EQ(connection.exec_driver_sql("SELECT 1").scalar(), Value(1));  // the transaction goes on
    connection.commit();
}

TEST(MariadbEngine, ALostConnectionIsReplaced) {
    const Engine engine = create_engine(mariadb_url());
    {
        Connection connection = engine.connect();
        const Value id = connection.exec_driver_sql("SELECT connection_id()").scalar();
        test::open_mariadb()->execute("KILL " + std::to_string(id.as<int>()));
        EXPECT_THROW(connection.exec_driver_sql("SELECT 1"), DisconnectedError);
    }
    Connection connection = engine.connect();
    EXPECT_EQ(connection.exec_driver_sql("SELECT 1").scalar(), Value(1));
}

TEST(MariadbEngine, StreamsAndStatementsMix) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    Result rows = connection.stream(text("SELECT seq FROM seq_1_to_5000"));
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

}  // namespace
}  // namespace rowan
