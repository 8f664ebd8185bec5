// Threads with a session each, on one engine.
#include "../drivers/sqlite_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <thread>

namespace rowan {
namespace {

struct ThreadEntry;

struct ThreadCounter {
    int id{};
    int count{};
    many<ThreadEntry> entries{};

    static constexpr auto mapping() {
        return table<ThreadCounter>("thread_counters", column<&ThreadCounter::id>(primary_key),
                                    relationship<&ThreadCounter::entries>(cascade_all_delete_orphan));
    }
};

struct ThreadEntry {
    int id{};
    int counter_id{};
    std::string text{};
    one<ThreadCounter> counter{};

    static constexpr auto mapping() {
        return table<ThreadEntry>("thread_entries", column<&ThreadEntry::id>(primary_key),
                                  column<&ThreadEntry::counter_id>(foreign_key("thread_counters.id")));
    }
};

// Mapped by nothing before the threads begin.
struct ThreadLate {
    int id{};
    std::string text{};

    static constexpr auto mapping() {
        return table<ThreadLate>("thread_late", column<&ThreadLate::id>(primary_key),
                                 column<&ThreadLate::text>(unique));
    }
};

void in_threads(int count, const std::function<void(int)>& work) {
    std::barrier start(count);
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i)
        threads.emplace_back([&, i] {
            start.arrive_and_wait();
            work(i);
        });
    for (std::thread& thread : threads)
        thread.join();
}

class SessionsInThreads : public testing::Test {
protected:
    SessionsInThreads() {
        rowan::metadata<ThreadCounter, ThreadEntry>().create_all(engine);
        transaction(engine, [](Session& session) { session.add(ThreadCounter{}); });
    }
    test::TemporaryFolder folder;
    Engine engine = create_engine(folder.url("a.db", "?synchronous=off&busy_timeout=20000"));
};

TEST_F(SessionsInThreads, NoUpdateIsLost) {
    constexpr int rounds = 40;
    in_threads(4, [&](int number) {
        for (int i = 0; i < rounds; ++i)
            transaction(engine, {.retries = 100}, [&](Session& session) {
                ThreadCounter& counter = session.get_one<ThreadCounter>(1);
                ++counter.count;
                counter.entries.add(ThreadEntry{.text = std::to_string(number)});
            });
    });
    Session session(engine);
    ThreadCounter& counter = session.get_one<ThreadCounter>(1);
    EXPECT_EQ(counter.count, 4 * rounds);
    EXPECT_EQ(counter.entries.size(), 4U * rounds);
}

// A session that reads first meets a stale snapshot, and runs again.
TEST_F(SessionsInThreads, StaleSnapshotsRunAgain) {
    constexpr int rounds = 15;
    std::atomic<int> stale = 0;
    in_threads(3, [&](int) {
        for (int i = 0; i < rounds; ++i) {
            for (;;) {
                Session session(engine);
                ++session.get_one<ThreadCounter>(1).count;
                try {
                    session.commit();
                    break;
                } catch (const OperationalError& error) {
                    if (!detail::may_retry(error))
                        throw;
                    ++stale;
                    session.rollback();
                    std::this_thread::yield();
                }
            }
        }
    });
    EXPECT_EQ(Session(engine).get_one<ThreadCounter>(1).count, 3 * rounds) << stale << " attempts were stale";
}

TEST_F(SessionsInThreads, ReadersSeeWholeTransactions) {
    std::atomic<bool> writing = true;
    std::atomic<int> read = 0;
    in_threads(3, [&](int number) {
        if (number == 0) {
            for (int i = 0; i < 60; ++i)
                transaction(engine, [](Session& session) {
                    ThreadCounter& counter = session.get_one<ThreadCounter>(1);
                    ++counter.count;
                    session.flush();
                    counter.entries.add(ThreadEntry{.text = "x"});
                });
            writing = false;
            return;
        }
        Session session(engine);
        do {
            ThreadCounter& counter = session.get_one<ThreadCounter>(1);
            EXPECT_EQ(counter.entries.size(), static_cast<std::size_t>(counter.count));
            session.commit();
            ++read;
        } while (writing);
    });
    EXPECT_GT(read, 0);
}

TEST_F(SessionsInThreads, MappersAndStatementsAreMadeAtOnce) {
    in_threads(6, [&](int number) {
        rowan::metadata<ThreadLate>().create_all(engine);
        for (int i = 0; i < 5; ++i)
            transaction(engine, {.retries = 100}, [&](Session& session) {
                session.add(ThreadLate{.text = std::to_string(number) + "/" + std::to_string(i)});
                session.flush();
                EXPECT_EQ(session.get<ThreadLate>(1'000'000), nullptr);
            });
    });
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM thread_late")).as<int>(), 30);
}

}  // namespace
}  // namespace rowan
