// Memory that is short in the middle of what a session does (SEMANTICS 4.4, 4.5): each allocation fails once, and then
// the session goes on, or says that it is closed, and the database has all of a transaction or nothing.
#include "failing_allocations.hpp"
#include "rules_support.hpp"

#include <functional>
#include <new>

namespace rowan::rules {
namespace {

class SessionMemory : public ::testing::Test {
protected:
    using Work = std::function<void(Session&)>;

    MetaData metadata = rowan::metadata<City, User, Post, Tag, Profile>();
    Table post_tag{"post_tag", metadata, Column("post_id", Integer{}, ForeignKey("posts.id"), primary_key),
                   Column("tag_id", Integer{}, ForeignKey("tags.id"), primary_key)};

    /// A file, since a database in memory is gone with a connection that is dropped.
    ScratchDatabase file{};

    Engine filled_engine() {
        Engine engine = create_engine(file.url() + "?synchronous=off");
        metadata.drop_all(engine);
        metadata.create_all(engine);
        Session session(engine);
        Tag& tag = session.add(Tag{.name = "old"});
        City& city = session.add(City{.name = "Austin"});
        User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}, Post{.title = "second"}}});
        ed.city = city;
        ed.posts[0].tags.add(tag);
        session.add(User{.name = "wendy", .posts = {Post{.title = "third"}}});
        session.add(Profile{.words = "hello", .user_id = 2});
        session.commit();
        return engine;
    }

    static std::string contents(Engine& engine) {
        return engine.connect()
            .exec_driver_sql(
                "SELECT (SELECT group_concat(id || name || coalesce(nick, '-') || age || coalesce(city_id, '-')) FROM "
                "users) || '/' || (SELECT group_concat(id || title || author_id) FROM posts) || '/' || (SELECT "
                "group_concat(post_id || ':' || tag_id) FROM post_tag) || '/' || (SELECT coalesce(group_concat(words), "
                "'-') FROM profiles) || '/' || (SELECT group_concat(name) FROM tags)")
            .scalar()
            .as<std::string>();
    }

    /// Of everything that a flush does: inserts, updates, deletes, cascades, pairs.
    static void change_much(Session& session) {
        User& ed = session.get_one<User>(1);
        ed.nickname = "eddie";
        ed.posts[0].title = "changed";
        ed.posts[0].tags.clear();
        ed.posts.remove(ed.posts[1]);
        Tag& tag = session.add(Tag{.name = "new"});
        Post& post = ed.posts.add(Post{.title = "fourth"});
        post.tags.add(tag);
        session.add(User{.name = "mary", .posts = {Post{.title = "fifth"}}, .profile = Profile{.words = "mary's"}});
        session.remove(session.get_one<User>(2));
    }

    /// Whether the session can be worked with; else each call must say that it is closed.
    static bool is_usable(Session& session, std::int64_t n) {
        try {
            session.rollback();
            EXPECT_GE(session.query<User>().count(), 2) << n;
            const std::size_t before = session.query<Tag>().all().size();
            session.add(Tag{.name = "after"});
            session.flush();
            EXPECT_EQ(session.query<Tag>().all().size(), before + 1) << n;
            session.rollback();
            return true;
        } catch (const Error& error) {
            EXPECT_NE(std::string(error.what()).find("closed"), std::string::npos) << n << ": " << error.what();
            return false;
        }
    }

    enum class Ends { as_before, as_before_or_after };

    /// Runs `work` as often as it allocates, each time with another allocation that fails. `prepare` succeeds.
    void fail_each(const Work& prepare, const Work& work, Ends ends) {
        std::string before, after;
        {
            Engine engine = filled_engine();
            before = contents(engine);
            Session session(engine);
            prepare(session);
            work(session);
            session.commit();
            after = contents(engine);
        }
        int failures = 0;
        for (std::int64_t n = 0;; ++n) {
            ASSERT_LT(n, 20'000) << "it never ends";
            Engine engine = filled_engine();
            bool usable = false;
            bool retried = false;
            bool reached = false;
            bool threw = false;
            {
                Session session(engine);
                prepare(session);
                test::fail_allocation(n);
                try {
                    work(session);
                    reached = test::stop_failing();
                } catch (const std::bad_alloc&) {
                    reached = test::stop_failing();
                    threw = true;
                } catch (const Error& error) {
                    reached = test::stop_failing();
                    threw = true;
                    EXPECT_TRUE(reached) << n << ": " << error.what();
                }
                if (!reached)
                    break;
                if (threw) {
                    ++failures;
                    if (n % 2 == 1) {
                        try {
                            work(session);
                            session.commit();
                            retried = true;
                        } catch (const Error&) {  // to be rolled back first, or closed
                        }
                    }
                    if (!retried)
                        usable = is_usable(session, n);
                }
            }
            const std::string now = contents(engine);
            if (retried || (!threw && ends == Ends::as_before_or_after))
                EXPECT_EQ(now, after) << n;
            else if (usable || ends == Ends::as_before)
                EXPECT_EQ(now, before) << n;
            else
                EXPECT_TRUE(now == before || now == after) << n << ": " << now;
            if (HasFailure())
                return;
        }
        EXPECT_GT(failures, 10);
    }
};

TEST_F(SessionMemory, R4_4_IsShortInAFlush) {
    fail_each(change_much, [](Session& session) { session.flush(); }, Ends::as_before);
}

TEST_F(SessionMemory, R4_5_IsShortInACommit) {
    fail_each(change_much, [](Session& session) { session.commit(); }, Ends::as_before_or_after);
}

TEST_F(SessionMemory, R4_5_IsShortInACommitOfWhatIsFlushed) {
    fail_each(
        [](Session& session) {
            change_much(session);
            session.flush();
        },
        [](Session& session) { session.commit(); }, Ends::as_before_or_after);
}

TEST_F(SessionMemory, IsShortInALoad) {
    fail_each([](Session&) {},
              [](Session& session) {
                  const auto users = session.query<User>()
                                         .order_by(col<&User::id>)
                                         .options(joinedload<&User::posts>(), selectinload<&User::posts, &Post::tags>())
                                         .all();
                  EXPECT_EQ(users.size(), 2U);
                  EXPECT_EQ(users[0].posts.size(), 2U);
                  EXPECT_EQ(users[1].profile->words, "hello");
                  EXPECT_EQ(users[0].city->users.size(), 1U);
                  EXPECT_EQ(session.get_one<Post>(1).tags.size(), 1U);
                  session.refresh(users[0]);
              },
              Ends::as_before);
}

TEST_F(SessionMemory, R4_5_IsShortInARollback) {
    fail_each(
        [](Session& session) {
            change_much(session);
            session.flush();
            session.get_one<User>(1).age = 99;
        },
        [](Session& session) { session.rollback(); }, Ends::as_before);
}

}  // namespace
}  // namespace rowan::rules
