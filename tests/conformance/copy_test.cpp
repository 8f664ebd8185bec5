#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace copy_test {

struct Post;
struct Comment;

struct User {
    int id{};
    std::string name{};
    std::optional<double> score{};
    int cached = 7;
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), unmapped<&User::cached>);
    }
};
struct Post {
    int id{};
    std::string title{};
    std::optional<int> author_id{};
    rowan::one<User> author{};
    rowan::many<Comment> comments{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")));
    }
};
struct Comment {
    int id{};
    std::string text{};
    int post_id{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Comment>("comments", column<&Comment::id>(primary_key),
                              column<&Comment::post_id>(foreign_key("posts.id")));
    }
};

using namespace rowan;

class Copy : public testing::Test {
protected:
    Copy() {
        rowan::metadata<User, Post, Comment>().create_all(engine);
        Session session(engine);
        session.add(
            User{.id = 1,
                 .name = "ed",
                 .score = 0.5,
                 .posts = {Post{.title = "first", .comments = {Comment{.text = "good"}}}, Post{.title = "second"}}});
        session.flush();
        rowan::test::settle_keys(session.connection());
        session.commit();
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = database.engine();
};

// SEMANTICS 1.4
TEST_F(Copy, CopiesColumnsAndLeavesRelationshipsAbsent) {
    Session session(engine);
    User& ed = *session.get<User>(1);
    ed.cached = 9;
    User twin = rowan::copy(ed);
    EXPECT_EQ(twin.id, 1);
    EXPECT_EQ(twin.name, "ed");
    EXPECT_EQ(twin.cached, 7);
    EXPECT_FALSE(session.contains(twin));
    EXPECT_THROW(static_cast<void>(twin.posts.size()), DetachedError);
    twin.name = "other";
    EXPECT_EQ(ed.name, "ed");
    EXPECT_FALSE(session.has_changes());
    EXPECT_THROW(static_cast<void>(rowan::copy<&User::posts>(twin)), DetachedError);
}

TEST_F(Copy, CopiesTheRelationshipsThatAreNamed) {
    std::optional<User> whole;
    {
        Session session(engine);
        whole.emplace(rowan::copy<&User::posts>(*session.get<User>(1)));
    }
    ASSERT_EQ(whole->posts.size(), 2U) << "they outlive the session";
    EXPECT_EQ(whole->posts[0].title, "first");
    EXPECT_EQ(whole->posts[0].author_id, 1);
    EXPECT_THROW(static_cast<void>(whole->posts[0].comments.size()), DetachedError);
    EXPECT_THROW(static_cast<void>(whole->posts[0].author.get()), DetachedError);
}

TEST_F(Copy, FollowsAPath) {
    Session session(engine);
    const User deep = rowan::copy<&User::posts, &Post::comments>(*session.get<User>(1));
    ASSERT_EQ(deep.posts[0].comments.size(), 1U);
    EXPECT_EQ(deep.posts[0].comments[0].text, "good");
    EXPECT_TRUE(deep.posts[1].comments.empty());
}

TEST_F(Copy, CopiesAOneAndEndsWhereItLeadsBack) {
    Session session(engine);
    const Post post = rowan::copy<&Post::author>(*session.get<Post>(1));
    EXPECT_EQ(post.author->name, "ed");
    EXPECT_THROW(static_cast<void>(post.author->posts.size()), DetachedError);

    const User cyclic = rowan::copy<&User::posts, &Post::author>(*session.get<User>(1));
    ASSERT_EQ(cyclic.posts.size(), 2U);
    EXPECT_EQ(cyclic.posts[0].author, nullptr) << "unsaid: it leads back";
    const Post none = rowan::copy<&Post::author>(Post{.title = "x"});
    EXPECT_EQ(none.author, nullptr);
}

TEST_F(Copy, ACopyCanBeAddedElsewhere) {
    const rowan::test::ScratchDatabase other_database;
    Engine other = other_database.engine();
    rowan::metadata<User, Post, Comment>().create_all(other);
    Session from(engine);
    Session to(other);
    User& moved = to.add(rowan::copy<&User::posts, &Post::author, &Post::comments>(*from.get<User>(1)));
    to.commit();
    EXPECT_EQ(moved.posts[0].author, moved);
    EXPECT_EQ(to.query<Comment>().count(), 1);
    EXPECT_EQ(to.query<Post>().count(), 2);
}

TEST_F(Copy, ListsMoveOnlyValues) {
    std::vector<User> users = rowan::list(User{.name = "a"}, User{.name = "b", .posts = {Post{.title = "t"}}});
    ASSERT_EQ(users.size(), 2U);
    EXPECT_EQ(users[1].posts.size(), 1U);
    Session session(engine);
    session.add_all(std::move(users));
    session.commit();
    EXPECT_EQ(session.query<User>().count(), 3);
}

// SEMANTICS 1.7
TEST_F(Copy, ComparesColumns) {
    Session session(engine);
    User& ed = *session.get<User>(1);
    User twin = rowan::copy(ed);
    EXPECT_TRUE(rowan::same_columns(ed, twin));
    twin.score = std::nullopt;
    EXPECT_FALSE(rowan::same_columns(ed, twin));
    ed.score = twin.score = NAN;
    EXPECT_TRUE(rowan::same_columns(ed, twin)) << "floats by their bits";
    twin.score = -0.0;
    ed.score = 0.0;
    EXPECT_FALSE(rowan::same_columns(ed, twin));
}

}  // namespace copy_test
