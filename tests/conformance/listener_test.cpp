// Listeners of a session and of single rows (SEMANTICS 4.6).
#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace listener_test {

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;

struct Post;
struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};
    std::optional<std::string> nick{};
    rowan::deferred<std::string> story{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        return table<User>("users", column<&User::id>(primary_key), column<&User::nick>(unique),
                           column<&User::age>(default_value(18)), relationship<&User::posts>(cascade_delete));
    }
};
struct Post {
    int id{};
    std::string title{};
    int author_id{};
    rowan::one<User> author{};

    static constexpr auto mapping() {
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")));
    }
};

class Listeners : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<User, Post>().create_all(made);
        return made;
    }
    void note(const std::string& event, const User& user) { told.push_back(event + " " + user.name); }
    void listen_to_all() {
        session.on_before_insert<User>([this](const User& user) { note("before_insert", user); });
        session.on_after_insert<User>([this](const User& user) { note("after_insert", user); });
        session.on_before_update<User>([this](const User& user) { note("before_update", user); });
        session.on_after_update<User>([this](const User& user) { note("after_update", user); });
        session.on_before_delete<User>([this](const User& user) { note("before_delete", user); });
        session.on_after_delete<User>([this](const User& user) { note("after_delete", user); });
        session.on_after_load<User>([this](const User& user) { note("after_load", user); });
        session.on_before_flush([this] { told.emplace_back("before_flush"); });
        session.on_after_flush([this] { told.emplace_back("after_flush"); });
        session.on_after_commit([this] { told.emplace_back("after_commit"); });
        session.on_after_rollback([this] { told.emplace_back("after_rollback"); });
    }
    std::vector<std::string> take_told() { return std::exchange(told, {}); }

    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Session session = Session(engine);
    std::vector<std::string> told;
};

TEST_F(Listeners, AreToldInOrder) {
    listen_to_all();
    User& ed = session.add(User{.name = "ed", .posts = {Post{}}});
    session.commit();
    EXPECT_THAT(take_told(),
                ElementsAre("before_flush", "before_insert ed", "after_insert ed", "after_flush", "after_commit"));
    ed.age = 30;
    session.flush();
    EXPECT_THAT(take_told(), ElementsAre("before_flush", "before_update ed", "after_update ed", "after_flush"));
    session.rollback();
    EXPECT_THAT(take_told(), ElementsAre("after_rollback"));
    session.flush();
    EXPECT_THAT(take_told(), ElementsAre("before_flush")) << "nothing was written";
    session.refresh(ed);
    EXPECT_THAT(take_told(), ElementsAre("after_load ed"));
    session.query<User>().all();
    EXPECT_THAT(take_told(), testing::Not(testing::Contains("after_load ed"))) << "read in this transaction already";
    session.remove(ed);
    session.commit();
    EXPECT_THAT(take_told(),
                ElementsAre("before_flush", "before_delete ed", "after_delete ed", "after_flush", "after_commit"));
}

TEST_F(Listeners, ASavepointIsNoRollback) {
    listen_to_all();
    auto savepoint = session.begin_nested();
    session.add(User{.name = "ed"});
    session.flush();
    take_told();
    savepoint.rollback();
    EXPECT_THAT(take_told(), ElementsAre());
}

TEST_F(Listeners, SeeWhatIsWritten) {
    int id = -1;
    std::optional<int> age;
    session.on_before_insert<User>([&](const User& user) {
        EXPECT_EQ(user.id, 0) << "not known yet";
        EXPECT_EQ(session.state(user), ObjectState::pending);
        age = user.age;
    });
    session.on_after_insert<User>([&](const User& user) {
        id = user.id;
        EXPECT_EQ(session.state(user), ObjectState::persistent);
        EXPECT_EQ(user.posts.size(), 1U) << "what is loaded can be read";
        EXPECT_EQ(&*user.posts[0].author, &user);
        EXPECT_EQ(user.posts[0].author_id, user.id);
    });
    User& ed = session.add(User{.name = "ed", .posts = {Post{}}});
    session.flush();
    EXPECT_EQ(id, ed.id);
    EXPECT_EQ(age, 18) << "with its defaults";
    std::vector<std::string> changed;
    session.on_before_update<User>([&](const User& user) { changed = session.modified_columns(user); });
    ed.name = "eddie";
    session.flush();
    EXPECT_THAT(changed, ElementsAre("name"));
}

TEST_F(Listeners, R4_6_MayOnlyReadWhatIsLoaded) {
    session.add(User{.name = "ed", .posts = {Post{}}});
    session.commit();
    session.clear();
    User& ed = *session.get<User>(1);
    std::function<void(const User&)> attempt;
    session.on_before_update<User>([&](const User& user) { attempt(user); });
    const std::vector<std::function<void(const User&)>> attempts{
        [&](const User&) { session.add(User{.name = "another"}); },
        [&](const User&) { session.remove(ed); },
        [&](const User& user) { static_cast<void>(user.posts.size()); },
        [&](const User& user) { static_cast<void>(user.posts.count()); },
        [&](const User& user) { static_cast<void>(*user.story); },
        [&](const User&) { ed.posts.add(Post{}); },
        [&](const User&) { session.query<User>().all(); },
        [&](const User&) { session.get<User>(77); },
        [&](const User&) { session.execute(text("SELECT 1")); },
        [&](const User&) { session.connection(); },
        [&](const User&) { session.flush(); },
        [&](const User&) { session.commit(); },
        [&](const User&) { session.rollback(); },
        [&](const User&) { static_cast<void>(session.begin_nested()); },
        [&](const User&) { session.refresh(ed); },
        [&](const User&) { session.expire(ed); },
        [&](const User&) { static_cast<void>(session.expunge(ed)); },
        [&](const User&) { session.clear(); },
        [&](const User&) { session.close(); },
        [&](const User&) { session.on_after_load<User>([](const User&) {}); },
    };
    const auto before = engine.statement_count();
    for (std::size_t i = 0; i < attempts.size(); ++i) {
        SCOPED_TRACE(i);
        attempt = attempts[i];
        ed.age = 40 + static_cast<int>(i);
        try {
            session.flush();
            ADD_FAILURE();
        } catch (const StateError& error) {
            EXPECT_THAT(error.what(), HasSubstr("a listener of before_update may only look at what is loaded"));
        }
    }
    EXPECT_EQ(engine.statement_count(), before) << "nothing was sent";
    attempt = [](const User&) {};
    session.commit();
    EXPECT_EQ(session.query(col<&User::age>).scalar(), 59) << "the session goes on";
}

TEST_F(Listeners, BeforeRefusesTheFlushAndNothingIsSent) {
    session.on_before_insert<User>([](const User& user) {
        if (user.name.empty())
            throw std::invalid_argument("a user has a name");
    });
    session.add(User{.name = "ed"});
    User& nameless = session.add(User{});
    const auto before = engine.statement_count();
    EXPECT_THROW(session.commit(), std::invalid_argument);
    EXPECT_EQ(engine.statement_count(), before);
    EXPECT_EQ(nameless.age, std::nullopt) << "4.4: what the flush wrote is taken back";
    nameless.name = "wendy";
    session.commit();
    EXPECT_EQ(session.query<User>().count(), 2);
}

TEST_F(Listeners, AfterUndoesNothing) {
    session.on_after_insert<User>([](const User&) { throw std::runtime_error("told"); });
    User& ed = session.add(User{.name = "ed"});
    EXPECT_THROW(session.commit(), std::runtime_error);
    EXPECT_EQ(session.state(ed), ObjectState::persistent);
    session.commit();
    session.clear();
    EXPECT_EQ(session.query<User>().count(), 1);
}

TEST_F(Listeners, AnObjectIsToldOfOnceThoughItIsWrittenTwice) {
    listen_to_all();
    User& a = session.add(User{.name = "a", .nick = "x"});
    User& b = session.add(User{.name = "b", .nick = "y"});
    session.commit();
    take_told();
    std::swap(a.nick, b.nick);
    session.flush();
    EXPECT_THAT(take_told(), testing::UnorderedElementsAre("before_flush", "before_update a", "before_update b",
                                                           "after_update a", "after_update b", "after_flush"));
}

TEST_F(Listeners, OfACommitMayUseTheSession) {
    session.on_after_commit([this] {
        if (told.empty()) {
            told.emplace_back("once");
            session.add(User{.name = "from the listener"});
            session.commit();
        }
    });
    session.add(User{.name = "ed"});
    session.commit();
    EXPECT_EQ(session.query<User>().count(), 2);
    session.on_after_rollback([this] { session.close(); });
    session.on_after_rollback([this] { told.emplace_back("never"); });
    session.rollback();
    EXPECT_THAT(told, ElementsAre("once"));
    EXPECT_THROW(session.commit(), StateError);
}

TEST_F(Listeners, AfterLoadOfEveryWayIn) {
    session.add(User{.name = "ed", .posts = {Post{}}});
    session.commit();
    session.clear();
    session.on_after_load<User>([this](const User& user) { note("load", user); });
    session.get<User>(1);
    EXPECT_THAT(take_told(), ElementsAre("load ed"));
    session.clear();
    static_cast<void>(session.query<Post>().options(joinedload<&Post::author>()).all());
    EXPECT_THAT(take_told(), ElementsAre("load ed"));
    session.clear();
    EXPECT_EQ(session.query<Post>().one().author->name, "ed");
    EXPECT_THAT(take_told(), ElementsAre("load ed"));
}

}  // namespace listener_test
