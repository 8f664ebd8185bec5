// A process is killed while its sessions commit graphs: what it was told to be committed is there, and no half of a
// graph.
#include "../drivers/sqlite_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <thread>

namespace rowan {
namespace {

struct KilledLeaf;

// A root says how many leaves it has; each commit adds a root with its leaves and moves a leaf from the root before.
struct KilledRoot {
    int id{};
    int leaf_count{};
    many<KilledLeaf> leaves{};

    static constexpr auto mapping() { return table<KilledRoot>("killed_roots", column<&KilledRoot::id>(primary_key)); }
};

struct KilledLeaf {
    int id{};
    int root_id{};
    std::string text{};
    one<KilledRoot> root{};

    static constexpr auto mapping() {
        return table<KilledLeaf>("killed_leaves", column<&KilledLeaf::id>(primary_key),
                                 column<&KilledLeaf::root_id>(foreign_key("killed_roots.id")));
    }
};

[[noreturn]] void commit_forever(const std::string& url, int pipe) {
    try {
        const Engine engine = create_engine(url);
        Session session(engine);
        KilledRoot* before = nullptr;
        for (;;) {
            KilledRoot& root = session.add(KilledRoot{.leaf_count = 5});
            for (int i = 0; i < 5; ++i)
                root.leaves.add(KilledLeaf{.text = std::string(200, 'x')});
            session.flush();
            if (before) {
                root.leaves.add(before->leaves[0]);
                ++root.leaf_count;
                --before->leaf_count;
            }
            session.commit();
            before = &root;
            const char told = 'c';
            if (::write(pipe, &told, 1) != 1)
                ::_exit(2);
        }
    } catch (...) {
        ::_exit(3);
    }
}

TEST(SessionPowerLoss, LosesNoCommitAndKeepsNoHalf) {
    const test::TemporaryFolder folder;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(6);
    for (const std::string_view options : {"", "?journal_mode=delete"}) {
        const std::string url = folder.url(options.empty() ? "wal.db" : "delete.db", options);
        {
            Engine engine = create_engine(url);
            rowan::metadata<KilledRoot, KilledLeaf>().create_all(engine);
        }
        std::mt19937 random(7);  // NOLINT(cert-msc51-cpp)
        std::int64_t told = 0;
        for (int round = 0; round < 15 && (round < 3 || std::chrono::steady_clock::now() < end); ++round) {
            int pipe[2];
            ASSERT_EQ(::pipe(pipe), 0);
            const pid_t child = ::fork();
            if (child == 0) {
                ::close(pipe[0]);
                commit_forever(url, pipe[1]);
            }
            ::close(pipe[1]);
            std::this_thread::sleep_for(std::chrono::milliseconds(40 + random() % 80));
            ASSERT_EQ(::kill(child, SIGKILL), 0);
            int status = 0;
            ASSERT_EQ(::waitpid(child, &status, 0), child);
            ASSERT_TRUE(WIFSIGNALED(status)) << "the child ended by itself: " << WEXITSTATUS(status);
            char byte = 0;
            while (::read(pipe[0], &byte, 1) == 1)
                ++told;
            ::close(pipe[0]);

            const Engine engine = create_engine(url);
            Connection connection = engine.connect();
            const auto ask = [&](const char* sql) { return connection.scalar(text(unsafe(sql))); };
            const auto committed = ask("SELECT count(*) FROM killed_roots").as<std::int64_t>();
            EXPECT_GE(committed, told);
            EXPECT_LE(committed, told + round + 1) << "one commit a round may be done and not yet told";
            EXPECT_EQ(ask("SELECT count(*) FROM killed_leaves").as<std::int64_t>(), 5 * committed);
            EXPECT_EQ(ask("SELECT count(*) FROM killed_roots AS r WHERE leaf_count != "
                          "(SELECT count(*) FROM killed_leaves WHERE root_id = r.id)")
                          .as<std::int64_t>(),
                      0);
            EXPECT_EQ(ask("PRAGMA integrity_check").as<std::string>(), "ok");
            EXPECT_TRUE(connection.execute(text("PRAGMA foreign_key_check")).fetch_all().empty());
        }
        EXPECT_GT(told, 4) << "the children have committed something";
    }
}

}  // namespace
}  // namespace rowan
