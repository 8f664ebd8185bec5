// The engine on MariaDB: found by an URL, statements of the expression language, errors, lost connections.
#include "mariadb_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace rowan {
namespace {

using test::mariadb_url;
using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

struct BulkRow {
    int id{};
    std::string name{};
    static constexpr auto mapping() { return table<BulkRow>("bulk_rows", column<&BulkRow::id>(primary_key(given))); }
};

struct Group;
struct Person {
    int id{};
    many<Group> groups{};
    static constexpr auto mapping() {
        return table<Person>("people", column<&Person::id>(primary_key(given)),
                             relationship<&Person::groups>(secondary("person_group")));
    }
};
struct Group {
    int id{};
    many<Person> people{};
    static constexpr auto mapping() {
        return table<Group>("groups_of_people", column<&Group::id>(primary_key(given)),
                            relationship<&Group::people>(secondary("person_group")));
    }
};

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

TEST(MariadbEngine, ATransactionGoesOnBehindDdl) {
    const Engine engine = create_engine(mariadb_url());
    const auto count = [&] { return engine.connect().exec_driver_sql("SELECT count(*) FROM behind_ddl").scalar(); };
    engine.begin([&](Connection& connection) {
        connection.exec_driver_sql("DROP TABLE IF EXISTS behind_ddl");
        connection.exec_driver_sql("CREATE TABLE behind_ddl (a INT)");
        EXPECT_TRUE(connection.in_transaction());
        connection.exec_driver_sql("INSERT INTO behind_ddl VALUES (1)");
    });
    EXPECT_EQ(count(), Value(1));
    // What comes before the DDL is committed by it; what comes behind is undone as a whole.
    Connection connection = engine.connect();
    Transaction transaction = connection.begin({.isolation = Isolation::serializable});
    connection.exec_driver_sql("INSERT INTO behind_ddl VALUES (2)");
    Transaction savepoint = connection.begin_nested();
    connection.exec_driver_sql("ALTER TABLE behind_ddl ADD b INT");
    EXPECT_FALSE(savepoint.is_active());
    EXPECT_THROW(savepoint.commit(), StateError);
    EXPECT_TRUE(transaction.is_active());
    {
        Transaction another = connection.begin_nested();
        connection.exec_driver_sql("INSERT INTO behind_ddl VALUES (3, 3), (4, 4)");
        another.commit();
    }
    transaction.rollback();
    EXPECT_EQ(count(), Value(2));
    // Nothing is open any more when it commits.
    connection.exec_driver_sql("DROP TABLE behind_ddl");
    EXPECT_TRUE(connection.in_transaction());
    connection.commit();
    EXPECT_FALSE(connection.in_transaction());
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

TEST(MariadbEngine, MistakesInSqlAreNoViolatedConstraints) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    connection.run_script("CREATE TEMPORARY TABLE ambiguous (id INT)");
    EXPECT_THROW(connection.exec_driver_sql("SELECT id FROM ambiguous, (SELECT 1 AS id) AS x"), ProgrammingError);
    connection.run_script("DROP TABLE IF EXISTS children, parents; CREATE TABLE parents (a INT, b INT)");
    EXPECT_THROW(connection.run_script("CREATE TABLE children (a INT, FOREIGN KEY (a) REFERENCES parents (b))"),
                 ProgrammingError);
    connection.rollback();
    connection.run_script("DROP TABLE parents");
}

TEST(MariadbEngine, AConnectionThatIsLostBeforeItsCommitHasCommittedNothing) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    const Value id = connection.exec_driver_sql("SELECT connection_id()").scalar();
    engine.connect().exec_driver_sql("KILL " + std::to_string(id.as<std::int64_t>()));
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_THAT(test::message_of_just<DisconnectedError>([&] { connection.commit(); }),
                HasSubstr("the transaction is undone"));
}

TEST(MariadbEngine, ABulkInsertIsInterruptedBetweenItsRequests) {
    const Engine engine = create_engine(mariadb_url());
    Connection connection = engine.connect();
    connection.run_script("CREATE TEMPORARY TABLE bulk_rows (id INT PRIMARY KEY, name TEXT)");
    std::vector<BulkRow> rows;
    for (int i = 0; i < 60'000; ++i)
        rows.push_back({i, std::string(300, 'x')});
    std::atomic<bool> done = false;
    std::jthread interrupts([&] {
        while (!done) {
            connection.interrupt();
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    });
    EXPECT_THROW(connection.execute(insert<BulkRow>(), rows), CancelledError);
    done = true;
    interrupts.join();
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM bulk_rows")), Value(0));
}

/// The server leaves rows of a request out when a KILL QUERY comes, and tells of success.
TEST(MariadbEngine, ADeleteThatIsInterruptedLeavesNoRowSilently) {
    Engine engine = create_engine(mariadb_url());
    metadata<BulkRow>().drop_all(engine);
    metadata<BulkRow>().create_all(engine);
    constexpr int count = 2'000;
    std::vector<BulkRow> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({i, "x"});
    int interrupted = 0;
    for (int round = 0; round < 30; ++round) {
        {
            Connection connection = engine.connect();
            connection.execute(delete_from<BulkRow>().all_rows());
            connection.execute(insert<BulkRow>(), rows);
            connection.commit();
        }
        Session session(engine);
        for (BulkRow& row : session.query<BulkRow>().all())
            session.remove(row);
        const bool by_another = round % 2 == 1;
        const std::string number = session.connection().exec_driver_sql("SELECT connection_id()").scalar().to_display();
        std::jthread interrupts([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(1 + round));
            if (by_another)
                test::open_mariadb()->execute("KILL QUERY " + number);
            else
                session.connection().interrupt();
        });
        std::int64_t left = count;
        try {
            session.flush();
            left = 0;
        } catch (const CancelledError&) {
            ++interrupted;
        }
        interrupts.join();
        if (left == 0) {
            ASSERT_EQ(session.scalar(text("SELECT count(*) FROM bulk_rows")), Value(0)) << "round " << round;
            try {
                session.commit();
                continue;
            } catch (const CancelledError&) {  // it came late
            }
        }
        session.rollback();
    }
    RecordProperty("interrupted", interrupted);
    metadata<BulkRow>().drop_all(engine);
}

TEST(MariadbEngine, PairsThatAreRemovedDuringAKillQueryAreGone) {
    Engine engine = create_engine(mariadb_url());
    MetaData schema = metadata<Person, Group>();
    Table("person_group", schema, Column("person_id", Integer{}, ForeignKey("people.id"), primary_key),
          Column("group_id", Integer{}, ForeignKey("groups_of_people.id"), primary_key));
    schema.drop_all(engine);
    schema.create_all(engine);
    constexpr int count = 1'000;
    {
        Session session(engine);
        session.add(Person{.id = 1});
        for (int i = 0; i < count; ++i)
            session.add(Group{.id = i});
        session.commit();
    }
    for (int round = 0; round < 30; ++round) {
        engine.begin([](Connection& connection) {
            connection.exec_driver_sql("REPLACE INTO person_group SELECT 1, id FROM groups_of_people");
        });
        Session session(engine);
        session.get<Person>(1)->groups.clear();
        const std::string number = session.connection().exec_driver_sql("SELECT connection_id()").scalar().to_display();
        std::jthread interrupts([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(2 * round));
            test::open_mariadb()->execute("KILL QUERY " + number);
        });
        try {
            session.commit();
            ASSERT_EQ(engine.connect().exec_driver_sql("SELECT count(*) FROM person_group").scalar(), Value(0))
                << round;
        } catch (const CancelledError&) {
            session.rollback();
        }
        interrupts.join();
    }
    schema.drop_all(engine);
}

}  // namespace
}  // namespace rowan
