// What goes wrong outside of the program, as the program meets it: on real files.
#include "support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <thread>

namespace rowan {
namespace {

using namespace std::chrono_literals;
using test::message_of;
using test::TemporaryFolder;
using testing::AllOf;
using testing::HasSubstr;

class Faults : public testing::Test {
protected:
    Faults() {
        engine.begin([](Connection& c) { c.run_script("CREATE TABLE t (x)"); });
    }
    std::int64_t count() { return engine.connect().scalar(text("SELECT count(*) FROM t")).as<std::int64_t>(); }

    TemporaryFolder folder;
    Engine engine = create_engine(folder.url("a.db", "?busy_timeout=20"));
};

TEST_F(Faults, FullDiskLosesTheTransactionAndSaysSo) {
    Connection connection = engine.connect();
    connection.driver_connection().execute("PRAGMA max_page_count = 8; PRAGMA cache_size = 2");
    Transaction transaction = connection.begin();
    const std::string message = message_of<OperationalError>([&] {
        for (int i = 0; i < 100; ++i) {
            connection.execute(text("INSERT INTO t VALUES (zeroblob(3000))"));
        }
    });
    EXPECT_THAT(message, AllOf(HasSubstr("full"), HasSubstr("INSERT INTO t VALUES (zeroblob(3000))")));
    transaction.rollback();
    connection.close();
    EXPECT_EQ(count(), 0);
}

TEST_F(Faults, LockedFileIsATimeout) {
    Connection writer = engine.connect();
    writer.execute(text("INSERT INTO t VALUES (1)"));
    Connection other = engine.connect();
    EXPECT_THAT(message_of<TimeoutError>([&] { other.execute(text("INSERT INTO t VALUES (2)")); }),
                AllOf(HasSubstr("locked"), HasSubstr("INSERT INTO t VALUES (2)")));
    EXPECT_EQ(other.scalar(text("SELECT count(*) FROM t")).as<int>(), 0) << "reading goes on";
    writer.commit();
    EXPECT_THROW(other.execute(text("INSERT INTO t VALUES (2)")), SerializationError) << "the snapshot is older";
    other.rollback();
    other.execute(text("INSERT INTO t VALUES (2)"));
    other.commit();
    other.close();
    writer.close();
    EXPECT_EQ(count(), 2);
}

TEST_F(Faults, LockIsWaitedFor) {
    const Engine patient = create_engine(folder.url("a.db", "?busy_timeout=10000"));
    Connection writer = engine.connect();
    writer.execute(text("INSERT INTO t VALUES (1)"));
    std::thread other([&] { patient.begin([](Connection& c) { c.execute(text("INSERT INTO t VALUES (2)")); }); });
    std::this_thread::sleep_for(50ms);
    writer.commit();
    other.join();
    writer.close();
    EXPECT_EQ(count(), 2);
}

TEST_F(Faults, ReadOnlyFileIsSaidToBe) {
    const Engine reader = create_engine(folder.url("a.db", "?mode=ro"));
    Connection connection = reader.connect();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM t")).as<int>(), 0);
    EXPECT_THAT(message_of<ReadOnlyError>([&] { connection.execute(text("INSERT INTO t VALUES (1)")); }),
                AllOf(HasSubstr("readonly"), HasSubstr("INSERT INTO t")));
}

TEST_F(Faults, CorruptFileIsSaidToBe) {
    engine.begin([](Connection& c) { c.execute(text("INSERT INTO t VALUES (zeroblob(20000))")); });
    engine.begin({.isolation = Isolation::autocommit},
                 [](Connection& c) { c.execute(text("PRAGMA journal_mode = delete")); });
    engine.dispose();
    {
        std::fstream file(folder.file("a.db"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        file << std::string(4096, '\xfe');
    }
    Connection connection = engine.connect();
    EXPECT_THAT(message_of<OperationalError>([&] { connection.scalar(text("SELECT x FROM t")); }),
                AllOf(HasSubstr("malformed"), HasSubstr("SELECT x FROM t")));
}

TEST_F(Faults, NoDatabaseIsSaidToBe) {
    std::ofstream(folder.file("b.db")) << std::string(5000, 'x');
    const Engine other = create_engine(folder.url("b.db"));
    EXPECT_THAT(message_of<OperationalError>([&] { static_cast<void>(other.connect()); }),
                AllOf(HasSubstr("not a database"), HasSubstr("b.db")));
}

TEST_F(Faults, InterruptEndsAStatement) {
    Connection connection = engine.connect();
    connection.execute(text("INSERT INTO t VALUES (1)"));
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        connection.interrupt();
    });
    EXPECT_THAT(message_of<CancelledError>([&] {
                    connection.scalar(
                        text("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n"));
                }),
                AllOf(HasSubstr("interrupted"), HasSubstr("WITH RECURSIVE")));
    other.join();
    connection.commit();
    connection.close();
    EXPECT_EQ(count(), 1) << "what went before is kept";
}

TEST_F(Faults, InterruptedWriteMayEndTheTransaction) {
    Connection connection = engine.connect();
    connection.execute(text("INSERT INTO t VALUES (1)"));
    std::thread other([&] {
        std::this_thread::sleep_for(50ms);
        connection.interrupt();
    });
    EXPECT_THROW(
        connection.execute(text("INSERT INTO t WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) "
                                "SELECT x FROM n")),
        CancelledError);
    other.join();
    EXPECT_THROW(connection.execute(text("INSERT INTO t VALUES (2)")), PendingRollbackError);
    connection.rollback();
    connection.execute(text("INSERT INTO t VALUES (3)"));
    connection.commit();
    connection.close();
    EXPECT_EQ(count(), 1);
}

TEST_F(Faults, ClosedConnectionIsSaidToBe) {
    Connection connection = engine.connect();
    Transaction transaction = connection.begin();
    connection.close();
    EXPECT_THAT(message_of<StateError>([&] { connection.execute(text("SELECT 1")); }), HasSubstr("closed"));
    EXPECT_THROW(static_cast<void>(connection.begin()), StateError);
    EXPECT_THROW(static_cast<void>(connection.begin_nested()), StateError);
    EXPECT_THROW(connection.run_script("SELECT 1"), StateError);
    EXPECT_THROW(static_cast<void>(connection.stream(text("SELECT 1"))), StateError);
    EXPECT_THROW(static_cast<void>(connection.id()), StateError);
    EXPECT_THROW(static_cast<void>(connection.driver_connection()), StateError);
    EXPECT_THROW(transaction.commit(), StateError);
    connection.commit();
    connection.rollback();
    Connection target = engine.connect();
    Connection moved = std::move(target);
    EXPECT_TRUE(target.is_closed());  // NOLINT(bugprone-use-after-move)
    EXPECT_THAT(message_of<StateError>([&] { target.commit(); }), HasSubstr("moved from"));
}

}  // namespace
}  // namespace rowan
