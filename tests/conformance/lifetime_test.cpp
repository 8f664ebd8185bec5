// SEMANTICS 1.1, 1.2: objects stay where they are, references are valid until the named events, and a reference that is
// kept longer is found by AddressSanitizer.
#include "numbers.hpp"
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class Lifetime : public RulesTest {};

TEST_F(Lifetime, R1_1_thousands_of_adds_flushes_and_commits_move_nothing) {
    std::vector<User*> users;
    for (int i = 0; i < 5000; ++i) {
        users.push_back(&session.add(User{.name = "user number " + std::to_string(i)}));
        if (i % 1000 == 999)
            session.flush();
    }
    session.commit();
    for (int i = 0; i < 3000; ++i)
        session.add(User{.name = "another " + std::to_string(i)});
    session.rollback();
    Session moved = std::move(session);
    for (std::size_t i = 0; i < users.size(); ++i) {
        ASSERT_EQ(users[i]->name, "user number " + std::to_string(i));
        ASSERT_EQ(moved.get<User>(users[i]->id), users[i]);
    }
}

TEST_F(Lifetime, R1_1_loads_move_nothing) {
    City& rome = session.add(City{.name = "Rome"});
    session.commit();
    run("INSERT INTO users (id, name, city_id) "
        "SELECT i, 'u' || i, 1 FROM " +
        test::numbers_to(3000) +
        " n;"
        "INSERT INTO posts (title, author_id) SELECT 'p', id FROM users");
    session.refresh(rome);
    std::vector<User*> users;
    for (User& user : rome.users)
        users.push_back(&user);
    std::size_t posts = 0;
    for (User& user : rome.users)
        posts += user.posts.size();
    EXPECT_EQ(posts, 3000U);
    session.commit();
    run("UPDATE users SET nick = 'a nickname that is long enough to need memory of its own'");
    session.refresh(rome);
    std::size_t i = 0;
    for (User& user : rome.users) {
        ASSERT_EQ(&user, users[i++]);
        ASSERT_EQ(user.nickname, "a nickname that is long enough to need memory of its own");
    }
}

TEST_F(Lifetime, R1_1_a_removed_object_can_be_read_until_the_commit) {
    User& ed = session.add(User{.name = "a name that needs memory of its own, and more"});
    session.commit();
    session.remove(ed);
    EXPECT_EQ(ed.name.size(), 45U);
    session.flush();
    EXPECT_EQ(ed.name.size(), 45U);
    session.rollback();
    EXPECT_EQ(ed.name.size(), 45U);
    ed.nickname = "still here";
    session.commit();
    EXPECT_EQ(words("SELECT nick FROM users"), "'still here'");
}

TEST_F(Lifetime, R1_1_kept_objects_can_be_read_and_written_until_the_next_end) {
    User& ed =
        session.add(User{.name = "ed", .posts = {Post{.title = "a title that needs memory of its own, and more"}}});
    Post& post = ed.posts[0];
    session.flush();
    session.rollback();
    EXPECT_EQ(post.title.size(), 46U);
    ed.nickname = "kept";
    session.restore(ed);
    session.commit();
    EXPECT_EQ(words("SELECT nick FROM users"), "'kept'");
}

TEST_F(Lifetime, R1_1_many_rounds_of_add_remove_and_rollback_leak_and_mix_up_nothing) {
    User& constant = saved_user("constant");
    for (int round = 0; round < 30; ++round) {
        User& user =
            session.add(User{.name = std::to_string(round), .posts = {Post{.title = "x"}, Post{.title = "y"}}});
        if (round % 3 == 0)
            session.flush();
        if (round % 5 == 0) {
            session.rollback();
            session.restore(user);
        }
        session.commit();
        if (round % 2 == 0)
            session.remove(user);
        if (round % 4 == 0)
            session.rollback();
        session.commit();
    }
    EXPECT_EQ(constant.name, "constant");
    EXPECT_EQ(session.get<User>(constant.id), &constant);
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 2 * (number("SELECT count(*) FROM users") - 1));
}

TEST_F(Lifetime, R1_1_results_of_group_queries_keep_what_they_show) {
    saved_user("ed");
    saved_user("wendy");
    const auto all = session.identity_map<User>();
    std::size_t seen = 0;
    for (User& user : all) {
        if (seen++ == 0) {
            while (session.identity_map<User>().size() > 0) {
                session.remove(session.identity_map<User>()[0]);
                session.flush();
            }
            session.commit();
        }
        EXPECT_FALSE(user.name.empty());
    }
    EXPECT_EQ(seen, 2U);
}

#ifdef ROWAN_TEST_ASAN

class LifetimeDeathTest : public RulesTest {
protected:
    LifetimeDeathTest() { GTEST_FLAG_SET(death_test_style, "threadsafe"); }
};

/// Reads so that no optimiser leaves it out.
std::size_t read_late(const User& user) {
    static volatile std::size_t seen = 0;
    const volatile int& id = user.id;
    seen = seen + static_cast<std::size_t>(id);
    return seen;
}

TEST_F(LifetimeDeathTest, R1_1_a_reference_kept_past_the_commit_of_a_removal) {
    EXPECT_DEATH(
        {
            User& ed = saved_user("ed");
            session.remove(ed);
            session.commit();
            static_cast<void>(read_late(ed));
        },
        "use-after-poison");
}

TEST_F(LifetimeDeathTest, R1_1_a_reference_kept_past_expunge) {
    EXPECT_DEATH(
        {
            User& ed = saved_user("ed");
            const User out = session.expunge(ed);
            static_cast<void>(read_late(ed));
        },
        "use-after-poison");
}

TEST_F(LifetimeDeathTest, R1_1_a_reference_kept_past_clear_close_and_the_session) {
    EXPECT_DEATH(
        {
            User& ed = saved_user("ed");
            session.clear();
            static_cast<void>(read_late(ed));
        },
        "heap-use-after-free|use-after-poison");
    EXPECT_DEATH(
        {
            User& ed = saved_user("ed");
            session.close();
            static_cast<void>(read_late(ed));
        },
        "heap-use-after-free|use-after-poison");
}

TEST_F(LifetimeDeathTest, R1_1_a_kept_object_past_the_next_commit) {
    EXPECT_DEATH(
        {
            User& ed = session.add(User{.name = "ed"});
            session.rollback();
            session.commit();
            static_cast<void>(read_late(ed));
        },
        "use-after-poison");
}

TEST_F(LifetimeDeathTest, R1_2_a_reference_into_the_root_from_before_the_move) {
    EXPECT_DEATH(
        {
            const User* before = nullptr;
            {
                auto value = std::make_unique<User>(User{.name = "ed"});
                before = value.get();
                session.add(std::move(*value));
            }
            static_cast<void>(read_late(*before));
        },
        "heap-use-after-free");
}

#else

TEST(LifetimeDeathTest, R1_1_references_kept_too_long_are_found) {
    GTEST_SKIP() << "AddressSanitizer is off in this build";
}

#endif

}  // namespace
}  // namespace rowan::rules
