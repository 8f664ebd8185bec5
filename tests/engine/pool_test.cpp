#include "support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

namespace rowan {
namespace {

using namespace std::chrono_literals;
using test::message_of;
using test::TemporaryFolder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

class Pool : public testing::Test {
protected:
    Engine make(EngineOptions options) { return create_engine(folder.url("a.db"), std::move(options)); }
    TemporaryFolder folder;
};

TEST_F(Pool, UsesConnectionsAgain) {
    const Engine engine = make({.pool_size = 2});
    const auto first = engine.connect().id();
    EXPECT_EQ(engine.connect().id(), first);
    EXPECT_EQ(engine.pool_status(), (PoolStatus{.size = 2, .max_overflow = 10, .idle = 1}));
    EXPECT_EQ(engine.pool_status().to_string(), "size 2, overflow 10, idle 1, in use 0, waiting 0");
}

TEST_F(Pool, KeepsItsSizeAndClosesTheOverflow) {
    const Engine engine = make({.pool_size = 2, .max_overflow = 1});
    std::vector<Connection> all;
    for (int i = 0; i < 3; ++i) {
        all.push_back(engine.connect());
    }
    EXPECT_EQ(engine.pool_status().in_use, 3U);
    all.clear();
    EXPECT_EQ(engine.pool_status().idle, 2U);
    EXPECT_EQ(engine.pool_status().in_use, 0U);
}

TEST_F(Pool, HandsOutTheLastOrTheFirst) {
    for (const bool lifo : {true, false}) {
        const Engine engine = make({.pool_lifo = lifo});
        {
            const Connection a = engine.connect();
            Connection b = engine.connect();
            EXPECT_EQ(a.id(), 1U);
            b.close();
        }
        EXPECT_EQ(engine.connect().id(), lifo ? 1U : 2U) << "1 was given back last";
    }
}

TEST_F(Pool, TimesOutAndNamesTheHolders) {
    const Engine engine = make({.pool_size = 1, .max_overflow = 1, .pool_timeout = 50ms});
    Connection a = engine.connect();
    a.scalar(text("SELECT 'the last of a'"));
    const Connection b = engine.connect();
    const std::string message = message_of<TimeoutError>([&] { static_cast<void>(engine.connect()); });
    EXPECT_THAT(message,
                AllOf(HasSubstr("within 50 ms"), HasSubstr("all 2 (pool_size 1, max_overflow 1)"),
                      HasSubstr("connection 1, taken by thread"), HasSubstr("last executed: SELECT 'the last of a'"),
                      HasSubstr("connection 2, taken by thread")));
    EXPECT_EQ(engine.pool_status().waiting, 0U);
    a.close();
    EXPECT_EQ(engine.connect().id(), 1U);
}

TEST_F(Pool, RollsBackWhatComesBack) {
    const Engine engine = make({});
    engine.connect().driver_connection().execute("CREATE TABLE t (x)");
    engine.connect().driver_connection().execute("BEGIN; INSERT INTO t VALUES (1)");
    Connection connection = engine.connect();
    EXPECT_FALSE(connection.driver_connection().in_transaction());
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM t")).as<int>(), 0);
}

TEST_F(Pool, DropsInvalidConnections) {
    const Engine engine = make({});
    Connection connection = engine.connect();
    connection.invalidate();
    EXPECT_TRUE(connection.is_closed());
    EXPECT_EQ(engine.pool_status().idle, 0U);
    EXPECT_EQ(engine.connect().id(), 2U);
    EXPECT_THROW(connection.invalidate(), StateError);
    connection.close();
    connection.interrupt();
}

TEST_F(Pool, ReplacesOldConnections) {
    const Engine engine = make({.pool_recycle = 1s});
    EXPECT_EQ(engine.connect().id(), 1U);
    EXPECT_EQ(engine.connect().id(), 1U);
    std::this_thread::sleep_for(1100ms);
    EXPECT_EQ(engine.connect().id(), 2U);
}

TEST_F(Pool, PingsAndReplacesTheDead) {
    const Engine engine = make({.pool_pre_ping = true});
    engine.connect().driver_connection().execute("CREATE TABLE t (x)");
    EXPECT_EQ(engine.connect().id(), 1U);
    // A file that is no database any more: the connection still open over it is of no use.
    engine.connect().driver_connection().execute("PRAGMA journal_mode = delete");
    ASSERT_EQ(::truncate(folder.file("a.db").c_str(), 0), 0);
    ASSERT_EQ(::truncate(folder.file("a.db").c_str(), 10'000), 0);
    std::vector<std::string> told;
    engine.on_connection([&](const ConnectionEvent& event) { told.emplace_back(to_string(event.action)); });
    try {
        const Connection connection = engine.connect();
    } catch (const OperationalError&) {
    }
    EXPECT_THAT(told, testing::IsSupersetOf({"invalidate", "close"}));
}

TEST_F(Pool, MayKeepNone) {
    const Engine engine = make({.pool_size = 0, .max_overflow = 2});
    EXPECT_EQ(engine.connect().id(), 1U);
    EXPECT_EQ(engine.connect().id(), 2U);
    EXPECT_EQ(engine.pool_status().idle, 0U);
}

TEST_F(Pool, TakesTheGreatestNumbersForUnlimited) {
    const Engine engine = make({.pool_size = 1,
                                .max_overflow = 0,
                                .pool_timeout = std::chrono::milliseconds::max(),
                                .pool_recycle = std::chrono::seconds::max()});
    Connection held = engine.connect();
    std::uint64_t id = 0;
    std::thread waiter([&] { id = engine.connect().id(); });
    while (engine.pool_status().waiting == 0)
        std::this_thread::yield();
    held.close();
    waiter.join();
    EXPECT_EQ(id, 1U);

    const Engine unlimited = make({.pool_size = 5, .max_overflow = SIZE_MAX, .pool_timeout = 10ms});
    std::vector<Connection> all;
    for (int i = 0; i < 8; ++i)
        all.push_back(unlimited.connect());
    EXPECT_EQ(unlimited.pool_status().in_use, 8U);
}

TEST_F(Pool, IsDisposed) {
    const Engine engine = make({});
    Connection used = engine.connect();
    static_cast<void>(engine.connect());
    EXPECT_EQ(engine.pool_status().idle, 1U);
    engine.dispose();
    EXPECT_EQ(engine.pool_status().idle, 0U);
    EXPECT_EQ(used.scalar(text("SELECT 1")).as<int>(), 1);
    used.close();
    EXPECT_EQ(engine.pool_status().idle, 0U) << "of before dispose()";
    EXPECT_EQ(engine.connect().id(), 3U);
}

TEST_F(Pool, LosesNothingWhenOpeningFails) {
    bool fail = true;
    const Engine engine =
        make({.pool_size = 1, .max_overflow = 0, .pool_timeout = 10ms, .on_connect = [&](driver::Connection&) {
                  if (fail)
                      throw std::runtime_error("not now");
              }});
    for (int i = 0; i < 3; ++i) {
        EXPECT_THROW(static_cast<void>(engine.connect()), std::runtime_error);
    }
    fail = false;
    EXPECT_EQ(engine.connect().scalar(text("SELECT 1")).as<int>(), 1);
}

// SEMANTICS 10.3
TEST(MemoryPool, RefusesASecondConnectionToTheThreadThatHoldsTheFirst) {
    const Engine engine = create_engine("sqlite://");
    const Connection first = engine.connect();
    EXPECT_THAT(message_of<StateError>([&] { static_cast<void>(engine.connect()); }),
                AllOf(HasSubstr("the only connection"), HasSubstr("sqlite://?shared")));
    EXPECT_EQ(engine.pool_status(), (PoolStatus{.size = 1, .in_use = 1}));
}

TEST(MemoryPool, LetsOtherThreadsWait) {
    const Engine engine = create_engine("sqlite://");
    auto first = std::make_unique<Connection>(engine.connect());
    first->run_script("CREATE TABLE t (x)");
    first->commit();
    std::thread other([&] { EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t")).as<int>(), 0); });
    while (engine.pool_status().waiting == 0) {
        std::this_thread::yield();
    }
    first.reset();
    other.join();
}

TEST(MemoryPool, SharesOnRequest) {
    const Engine engine = create_engine("sqlite://?shared");
    Connection a = engine.connect();
    Connection b = engine.connect();
    a.run_script("CREATE TABLE t (x); INSERT INTO t VALUES (5)");
    a.commit();
    EXPECT_EQ(b.scalar(text("SELECT x FROM t")).as<int>(), 5);
    a.close();
    b.close();
    engine.dispose();
    EXPECT_EQ(engine.connect().scalar(text("SELECT x FROM t")).as<int>(), 5) << "it lives as long as the engine";
    EXPECT_THROW(create_engine("sqlite://?shared").connect().scalar(text("SELECT x FROM t")), ProgrammingError);
}

TEST_F(Pool, IsLeftAloneByAChildProcess) {
    const Engine engine = make({.pool_size = 2, .max_overflow = 0});
    engine.begin([](Connection& c) { c.run_script("CREATE TABLE t (x); INSERT INTO t VALUES (1)"); });
    auto held = std::make_unique<Connection>(engine.connect());
    held->execute(text("INSERT INTO t VALUES (2)"));
    const pid_t child = ::fork();
    if (child == 0) {
        int result = 0;
        try {
            held->scalar(text("SELECT 1"));
            result |= 1;
        } catch (const StateError& error) {
            result |= std::string_view(error.what()).find("fork()") == std::string_view::npos ? 2 : 0;
        }
        held.reset();  // does not touch the parent's transaction
        if (engine.pool_status().idle != 0 || engine.pool_status().in_use != 0) {
            result |= 4;
        }
        if (engine.connect().scalar(text("SELECT count(*) FROM t")).as<int>() != 1) {
            result |= 8;
        }
        ::_exit(result);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    held->commit();
    EXPECT_EQ(held->scalar(text("SELECT count(*) FROM t")).as<int>(), 2);
}

}  // namespace
}  // namespace rowan
