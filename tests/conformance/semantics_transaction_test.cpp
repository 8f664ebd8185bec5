// SEMANTICS 10: connections and transactions. (What a pool does without a session is in tests/engine/pool_test.cpp.)
#include "rules_support.hpp"
#include "traits.hpp"

#include <gmock/gmock.h>

namespace rowan::rules {
namespace {

class Semantics10 : public RulesTest {
protected:
    std::size_t taken() const { return engine.pool_status().in_use; }
};

// --- 10.1

TEST_F(Semantics10, R10_1_a_session_takes_a_connection_at_its_first_statement) {
    User& ed = session.add(User{.name = "ed"});
    ed.name = "edward";
    session.remove(ed);
    session.restore(ed);
    ed.posts.add(Post{.title = "a"});
    EXPECT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(taken(), 0U);
    EXPECT_FALSE(session.in_transaction());
    session.flush();
    EXPECT_EQ(taken(), 1U);
    EXPECT_TRUE(session.in_transaction());
    EXPECT_NE(session.get<User>(ed.id), nullptr);
    EXPECT_EQ(session.query<User>().count(), 1);
    EXPECT_EQ(taken(), 1U) << "one for the whole transaction";
}

TEST_F(Semantics10, R10_1_it_gives_it_back_at_commit_rollback_and_close) {
    static_cast<void>(session.get<User>(1));
    EXPECT_EQ(taken(), 1U);
    session.commit();
    EXPECT_EQ(taken(), 0U);
    EXPECT_FALSE(session.in_transaction());
    static_cast<void>(session.query<User>().all());
    EXPECT_EQ(taken(), 1U);
    session.rollback();
    EXPECT_EQ(taken(), 0U);
    session.execute(text("SELECT 1"));
    EXPECT_EQ(taken(), 1U);
    session.close();
    EXPECT_EQ(taken(), 0U);
    {
        Session second(engine);
        second.add(User{.name = "ed"});
        second.flush();
        EXPECT_EQ(taken(), 1U);
    }
    EXPECT_EQ(taken(), 0U) << "and at its end";
    EXPECT_EQ(number("SELECT count(*) FROM users"), 0);
}

TEST_F(Semantics10, R10_1_nothing_to_do_takes_none) {
    User& ed = saved_user("ed");
    session.flush();
    session.commit();
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(taken(), 0U);
}

TEST_F(Semantics10, R10_1_a_failed_commit_gives_it_back_at_the_rollback) {
    session.add(User{.name = "ed"});
    session.add(User{.name = "ed"});
    EXPECT_THROW(session.commit(), IntegrityError);
    EXPECT_EQ(taken(), 1U);
    session.rollback();
    EXPECT_EQ(taken(), 0U);
}

// --- 10.2

TEST_F(Semantics10, R10_2_a_write_on_a_stale_snapshot_is_a_serialization_error_and_runs_again) {
    if (test::traits().serializable_reads_lock)
        GTEST_SKIP() << "this database locks what a serializable transaction reads, so that nothing gets stale";
    saved_user("ed");
    const SessionOptions serializable{.transaction = {.isolation = Isolation::serializable}};
    Session reader(engine, serializable);
    User& ed = reader.get_one<User>(1);
    run("UPDATE users SET age = 20 WHERE id = 1");
    ed.nickname = "eddie";
    try {
        reader.flush();
        ADD_FAILURE() << "the snapshot was stale";
    } catch (const SerializationError& error) {
        EXPECT_TRUE(detail::may_retry(error));
        EXPECT_THAT(error.what(), testing::HasSubstr("UPDATE users"));
    }
    EXPECT_THROW(reader.commit(), PendingRollbackError);
    reader.rollback();
    EXPECT_EQ(reader.get_one<User>(1).age, 20);

    // Its retry: a session inside that reads first, and is stale the first time.
    int runs = 0;
    const int age = transaction(engine, {.retries = 2}, [&](Session&) {
        Session inner(engine, serializable);
        User& user = inner.get_one<User>(1);
        if (++runs == 1)
            run("UPDATE users SET age = 30 WHERE id = 1");
        user.age = *user.age + 1;
        inner.commit();
        return *user.age;
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(age, 31);
    EXPECT_EQ(number("SELECT age FROM users"), 31);
}

}  // namespace
}  // namespace rowan::rules
