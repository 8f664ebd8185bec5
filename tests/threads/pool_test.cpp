// Many threads on one engine, under ThreadSanitizer: the pool, the caches, listeners, timeouts, interrupts.
#include "../engine/support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace rowan {
namespace {

using namespace std::chrono_literals;

template <class Work>
void in_threads(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&work, i] { work(i); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

TEST(PoolThreads, ShareConnectionsAndStatements) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db"), {.pool_size = 2, .max_overflow = 1});
    engine.begin([](Connection& c) { c.run_script("CREATE TABLE t (thread, x)"); });
    in_threads(8, [&](int thread) {
        for (int i = 0; i < 20; ++i) {
            engine.begin({.immediate = true}, [&](Connection& c) {
                c.execute(text("INSERT INTO t VALUES (:thread, :x)"), {{"thread", thread}, {"x", i}});
            });
            EXPECT_EQ(engine.connect()
                          .scalar(text("SELECT count(*) FROM t WHERE thread = :thread"), {{"thread", thread}})
                          .as<int>(),
                      i + 1);
        }
    });
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t")).as<int>(), 160);
    const PoolStatus status = engine.pool_status();
    EXPECT_EQ(status.in_use, 0U);
    EXPECT_EQ(status.waiting, 0U);
    EXPECT_LE(status.idle, 2U);
    const StatementCacheStatus cache = engine.statement_cache_status();
    EXPECT_EQ(cache.size, 3U);
    EXPECT_EQ(cache.hits + cache.misses, 8U * 40 + 1);
}

TEST(PoolThreads, WaitInTurn) {
    const Engine engine = create_engine("sqlite://");
    std::vector<int> order;
    std::vector<std::thread> threads;
    auto first = std::make_unique<Connection>(engine.connect());
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&, i] {
            const Connection connection = engine.connect();
            order.push_back(i);  // the connection is the lock
        });
        while (engine.pool_status().waiting != static_cast<std::size_t>(i) + 1) {
            std::this_thread::yield();
        }
    }
    first.reset();
    for (std::thread& thread : threads) {
        thread.join();
    }
    EXPECT_THAT(order, testing::ElementsAre(0, 1, 2, 3, 4, 5));
}

TEST(PoolThreads, TimeOutWhileOthersWork) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db"), {.pool_size = 1, .max_overflow = 0, .pool_timeout = 20ms});
    std::atomic<int> timeouts{0};
    std::atomic<int> done{0};
    in_threads(4, [&](int thread) {
        for (int i = 0; i < 10; ++i) {
            try {
                Connection connection = engine.connect();
                for (int k = 0; k < 50; ++k) {  // its last SQL is read by those who time out
                    connection.exec_driver_sql("SELECT " + std::to_string(thread * 1000 + k));
                }
                std::this_thread::sleep_for(10ms);
                ++done;
            } catch (const TimeoutError& error) {
                EXPECT_THAT(error.what(), testing::HasSubstr("pool_size 1"));
                ++timeouts;
            }
        }
    });
    EXPECT_EQ(timeouts + done, 40);
    EXPECT_GT(done, 0);
    EXPECT_EQ(engine.pool_status().in_use, 0U);
}

TEST(PoolThreads, InvalidateAndDisposeWhileOthersWork) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db"), {.pool_size = 2, .max_overflow = 0});
    in_threads(6, [&](int thread) {
        for (int i = 0; i < 15; ++i) {
            Connection connection = engine.connect();
            EXPECT_EQ(connection.scalar(text("SELECT 1")).as<int>(), 1);
            if (thread == 0) {
                connection.invalidate();
            } else if (thread == 1) {
                engine.dispose();
            }
        }
    });
    EXPECT_EQ(engine.pool_status().in_use, 0U);
    EXPECT_EQ(engine.statement_count(), 90U);
}

TEST(PoolThreads, SurviveFailingToOpen) {
    const test::TemporaryFolder folder;
    std::atomic<int> calls{0};
    const Engine engine =
        create_engine(folder.url("a.db"), {.pool_size = 0, .max_overflow = 2, .on_connect = [&](driver::Connection&) {
                                               if (++calls % 3 == 0)
                                                   throw std::runtime_error("not now");
                                           }});
    std::atomic<int> failed{0};
    std::atomic<int> done{0};
    in_threads(6, [&](int) {
        for (int i = 0; i < 10; ++i) {
            try {
                engine.connect().scalar(text("SELECT 1"));
                ++done;
            } catch (const std::runtime_error&) {
                ++failed;
            }
        }
    });
    EXPECT_EQ(failed, calls / 3);
    EXPECT_EQ(done + failed, 60);
    EXPECT_EQ(engine.pool_status().in_use, 0U);
}

TEST(EventThreads, AddAndRemoveListenersWhileOthersExecute) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db"));
    std::atomic<bool> stop{false};
    std::atomic<int> told{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
        threads.emplace_back([&] {
            Connection connection = engine.connect();
            while (!stop) {
                connection.scalar(text("SELECT 1"));
            }
        });
    }
    for (int i = 0; i < 100 || told == 0; ++i) {
        const ListenerId after = engine.on_execute([&](const ExecutionEvent& event) {
            EXPECT_EQ(event.sql, "SELECT 1");
            ++told;
        });
        const ListenerId action = engine.on_connection([&](const ConnectionEvent&) {});
        const StatementLog log(engine);
        std::this_thread::yield();
        static_cast<void>(log.count());
        engine.remove_listener(after);
        engine.remove_listener(action);
        static_cast<void>(engine.statement_count());
    }
    stop = true;
    for (std::thread& thread : threads) {
        thread.join();
    }
}

TEST(ConnectionThreads, InterruptFromAnother) {
    const Engine engine = create_engine("sqlite://");
    Connection connection = engine.connect();
    std::atomic<bool> done{false};
    std::thread other([&] {
        while (!done) {
            connection.interrupt();
            std::this_thread::sleep_for(1ms);
        }
    });
    EXPECT_THROW(connection.scalar(
                     text("WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT sum(x) FROM n")),
                 CancelledError);
    done = true;
    other.join();
    connection.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT 1")).as<int>(), 1);
}

TEST(EngineThreads, AskForTheDialectAtOnce) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db"));
    std::atomic<const Dialect*> first{nullptr};
    in_threads(6, [&](int) {
        const Dialect* mine = &engine.dialect();
        const Dialect* expected = nullptr;
        first.compare_exchange_strong(expected, mine);
        EXPECT_EQ(first.load(), mine);
    });
}

TEST(MemoryThreads, TakeTurnsOnOneConnection) {
    const Engine engine = create_engine("sqlite://");
    engine.begin([](Connection& c) { c.run_script("CREATE TABLE t (x)"); });
    in_threads(6, [&](int thread) {
        for (int i = 0; i < 20; ++i) {
            engine.begin([&](Connection& c) { c.execute(text("INSERT INTO t VALUES (:x)"), {{"x", thread}}); });
        }
    });
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t")).as<int>(), 120);
}

TEST(MemoryThreads, ShareADatabase) {
    const Engine engine = create_engine("sqlite://?shared&busy_timeout=20000");
    engine.begin([](Connection& c) { c.run_script("CREATE TABLE t (x)"); });
    in_threads(4, [&](int thread) {
        for (int i = 0; i < 10; ++i) {
            engine.begin({.immediate = true},
                         [&](Connection& c) { c.execute(text("INSERT INTO t VALUES (:x)"), {{"x", thread}}); });
        }
    });
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM t")).as<int>(), 40);
}

}  // namespace
}  // namespace rowan
