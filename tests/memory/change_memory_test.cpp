// Memory that is short in the middle of a change to the graph: it is not made at all, or the session says that only a
// rollback is left, which brings back the objects as they were (SEMANTICS 4.5, 5.1).
#include "failing_allocations.hpp"
#include "rules_support.hpp"

#include <functional>
#include <new>

namespace rowan::rules {
namespace {

using Change = std::function<void(Session&)>;

struct NamedChange {
    const char* name;
    Change change;
};

void PrintTo(const NamedChange& change, std::ostream* out) { *out << change.name; }

/// All that the session's objects say of each other.
std::string graph(Session& session) {
    std::string text;
    for (const City& city : session.query<City>().order_by(col<&City::id>).all()) {
        text += city.name + ":";
        for (const User& user : city.users)
            text += user.name + ",";
        text += ";";
    }
    for (const User& user : session.query<User>().order_by(col<&User::id>).all()) {
        text += user.name + (user.city ? "@" + user.city->name : "") + (user.profile ? "=" + user.profile->words : "");
        for (const Post& post : user.posts) {
            text += "[" + post.title + (post.author ? "<" + post.author->name : "");
            for (const Tag& tag : post.tags)
                text += "#" + tag.name;
            text += "]";
        }
        text += ";";
    }
    for (const Post& post : session.query<Post>().order_by(col<&Post::id>).all())
        text += post.title + std::to_string(post.author_id) + (post.author ? "<" + post.author->name : "") + ";";
    for (const Tag& tag : session.query<Tag>().order_by(col<&Tag::id>).all())
        text += tag.name + std::to_string(tag.posts.size()) + ";";
    return text;
}

class ChangeMemory : public ::testing::TestWithParam<NamedChange> {
protected:
    MetaData metadata = rowan::metadata<City, User, Post, Tag, Profile>();
    Table post_tag{"post_tag", metadata, Column("post_id", Integer{}, ForeignKey("posts.id"), primary_key),
                   Column("tag_id", Integer{}, ForeignKey("tags.id"), primary_key)};
    ScratchDatabase file{};

    Engine filled_engine() {
        Engine engine = create_engine(file.url() + "?synchronous=off");
        metadata.drop_all(engine);
        metadata.create_all(engine);
        Session session(engine);
        Tag& old = session.add(Tag{.name = "old"});
        Tag& older = session.add(Tag{.name = "older"});
        City& austin = session.add(City{.name = "Austin"});
        session.add(City{.name = "Boston"});
        User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}, Post{.title = "second"}}});
        ed.city = austin;
        ed.posts[0].tags.add(old);
        ed.posts[0].tags.add(older);
        session.add(User{.name = "wendy", .posts = {Post{.title = "third"}}, .profile = Profile{.words = "hello"}});
        session.commit();
        return engine;
    }

    static std::string stored(const Engine& engine) {
        Session session(engine);
        return graph(session);
    }

    /// What an earlier change of the session left to be saved stays in it, or goes with the rollback.
    enum class Earlier { none, unsaved, in_a_savepoint };

    void fail_each(Earlier earlier) {
        const Change& change = GetParam().change;
        std::string before, after;
        {
            const Engine engine = filled_engine();
            before = stored(engine);
            Session session(engine);
            change(session);
            session.commit();
            after = stored(engine);
        }
        ASSERT_NE(before, after);
        int refused = 0;
        for (std::int64_t n = 0;; ++n) {
            ASSERT_LT(n, 20'000) << "it never ends";
            const Engine engine = filled_engine();
            Session session(engine);
            const std::string loaded = graph(session);
            std::optional<Savepoint> savepoint;
            if (earlier == Earlier::unsaved)
                session.get_one<User>(2).age = 50;
            if (earlier == Earlier::in_a_savepoint) {
                session.get_one<User>(2).age = 50;
                savepoint.emplace(session.begin_nested());
            }
            test::fail_allocation(n);
            bool threw = false;
            try {
                change(session);
            } catch (const std::bad_alloc&) {
                threw = true;
            }
            if (!test::stop_failing())
                break;
            SCOPED_TRACE(n);
            if (!threw) {  // it went on without
                session.commit();
                EXPECT_EQ(stored(engine), after);
                continue;
            }
            bool failed = false;
            try {
                session.flush();
            } catch (const PendingRollbackError&) {
                failed = true;
                ++refused;
            }
            if (savepoint)
                savepoint->rollback();
            else if (failed)
                session.rollback();
            EXPECT_EQ(graph(session), loaded);
            session.commit();
            EXPECT_EQ(stored(engine), before);
            const std::optional<int> age = session.get_one<User>(2).age;
            EXPECT_EQ(age, earlier == Earlier::none || (failed && !savepoint) ? 18 : 50);
            if (HasFailure())
                return;
        }
        EXPECT_GT(refused, 0);
    }
};

TEST_P(ChangeMemory, R4_5_IsMadeWholeOrUndone) { fail_each(Earlier::none); }
TEST_P(ChangeMemory, R4_5_IsMadeWholeOrUndoneWithAnEarlierOne) { fail_each(Earlier::unsaved); }
TEST_P(ChangeMemory, R5_3_IsUndoneByItsSavepoint) { fail_each(Earlier::in_a_savepoint); }

User& ed(Session& session) { return session.get_one<User>(1); }
User& wendy(Session& session) { return session.get_one<User>(2); }

INSTANTIATE_TEST_SUITE_P(
    All, ChangeMemory,
    ::testing::Values(
        NamedChange{"adds_a_graph",
                    [](Session& session) {
                        session.add(User{.name = "mary",
                                         .posts = {Post{.title = "fourth"}, Post{.title = "fifth"}},
                                         .profile = Profile{.words = "mary's"}});
                    }},
        NamedChange{"adds_a_new_child", [](Session& session) { ed(session).posts.add(Post{.title = "fourth"}); }},
        NamedChange{"takes_a_child_from_another",
                    [](Session& session) { ed(session).posts.add(wendy(session).posts[0]); }},
        NamedChange{"names_another_parent", [](Session& session) { session.get_one<Post>(1).author = wendy(session); }},
        NamedChange{"names_a_new_parent",
                    [](Session& session) { session.get_one<Post>(1).author = User{.name = "mary"}; }},
        NamedChange{"removes_a_child", [](Session& session) { ed(session).posts.remove(ed(session).posts[1]); }},
        NamedChange{"replaces_children",
                    [](Session& session) { ed(session).posts = {Post{.title = "fourth"}, Post{.title = "fifth"}}; }},
        NamedChange{"clears_pairs", [](Session& session) { session.get_one<Post>(1).tags.clear(); }},
        NamedChange{"adds_a_pair",
                    [](Session& session) { session.get_one<Post>(3).tags.add(session.get_one<Tag>(1)); }},
        NamedChange{"moves_to_a_city", [](Session& session) { ed(session).city = session.get_one<City>(2); }},
        NamedChange{"leaves_a_city", [](Session& session) { ed(session).city = nullptr; }},
        NamedChange{"replaces_its_one", [](Session& session) { wendy(session).profile = Profile{.words = "new"}; }},
        NamedChange{"has_none", [](Session& session) { wendy(session).profile = nullptr; }},
        NamedChange{"removes_a_parent", [](Session& session) { session.remove(ed(session)); }},
        NamedChange{"merges_a_new_one", [](Session& session) { session.merge(City{.id = 9, .name = "Chicago"}); }}),
    [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace rowan::rules
