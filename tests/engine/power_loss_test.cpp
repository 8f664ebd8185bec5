// A process is killed while it commits: what it was told to be committed is there, and nothing by half.
#include "support.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

namespace rowan {
namespace {

// Commits transactions of ten rows each, and tells each through the pipe once it is committed.
[[noreturn]] void commit_forever(const std::string& url, int pipe) {
    try {
        const Engine engine = create_engine(url);
        for (;;) {
            engine.begin({.immediate = true}, [&](Connection& connection) {
                const int next = connection.scalar(text("SELECT coalesce(max(n), 0) + 1 FROM t")).as<int>();
                for (int i = 0; i < 10; ++i) {
                    connection.execute(text("INSERT INTO t VALUES (:n, :i)"), {{"n", next}, {"i", i}});
                }
            });
            const char told = 'c';
            if (::write(pipe, &told, 1) != 1) {
                ::_exit(2);
            }
        }
    } catch (...) {
        ::_exit(3);
    }
}

TEST(PowerLoss, LosesNoCommitAndKeepsNoHalf) {
    const test::TemporaryFolder folder;
    for (const std::string_view options : {"", "?journal_mode=delete"}) {
        const std::string url = folder.url(options.empty() ? "wal.db" : "delete.db", options);
        create_engine(url).begin([](Connection& c) { c.run_script("CREATE TABLE t (n, i)"); });
        std::mt19937 random(3);  // NOLINT(cert-msc51-cpp)
        std::int64_t told = 0;
        for (int round = 0; round < 8; ++round) {
            int pipe[2];
            ASSERT_EQ(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ::close(pipe[0]);
                commit_forever(url, pipe[1]);
            }
            ::close(pipe[1]);
            std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 60));
            ASSERT_EQ(::kill(child, SIGKILL), 0);
            int status = 0;
            ASSERT_EQ(::waitpid(child, &status, 0), child);
            ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
            char byte = 0;
            while (::read(pipe[0], &byte, 1) == 1) {
                ++told;
            }
            ::close(pipe[0]);

            const Engine engine = create_engine(url);
            Connection connection = engine.connect();
            const auto committed = connection.scalar(text("SELECT count(DISTINCT n) FROM t")).as<std::int64_t>();
            EXPECT_GE(committed, told);
            EXPECT_LE(committed, told + round + 1) << "one commit a round may be done and not yet told";
            EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM (SELECT n FROM t GROUP BY n HAVING count(*) != 10)"))
                          .as<int>(),
                      0);
            EXPECT_EQ(connection.scalar(text("PRAGMA integrity_check")).as<std::string>(), "ok");
        }
        EXPECT_GT(told, 8) << "the children have committed something";
    }
}

}  // namespace
}  // namespace rowan
