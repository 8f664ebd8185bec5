#include <rowan/orm/read_session.hpp>

#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace read_session_test {

struct Post;

struct User {
    int id{};
    std::string name{};
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key));
    }
};
struct Post {
    int id{};
    std::string title{};
    int author_id{};
    rowan::one<User> author{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Post>("posts", column<&Post::id>(primary_key), column<&Post::author_id>(foreign_key("users.id")));
    }
};
struct Grade {
    std::string student{};
    int points{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Grade>("grades", column<&Grade::student>(primary_key));
    }
};

using namespace rowan;

// SEMANTICS 4.1
class Reading : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<User, Post, Grade>().create_all(made);
        Session session(made);
        for (int i = 0; i < 20; ++i)
            session.add(User{.name = std::to_string(i), .posts = {Post{.title = "first"}, Post{.title = "second"}}});
        session.add(Grade{"a", 1});
        session.commit();
        return made;
    }
    void change(const Statement& statement) {
        engine.begin([&](Connection& connection) { connection.execute(statement); });
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    ReadSession reader = ReadSession(engine);
};

TEST_F(Reading, GivesConstObjectsOncePerKey) {
    static_assert(std::is_same_v<decltype(reader.get<User>(1)), const User*>);
    static_assert(std::is_same_v<decltype(*reader.scalars(select<User>()).begin()), const User&>);
    const User* user = reader.get<User>(3);
    ASSERT_TRUE(user);
    EXPECT_EQ(user->name, "2");
    const auto before = engine.statement_count();
    EXPECT_EQ(reader.get<User>(3), user);
    EXPECT_EQ(engine.statement_count(), before) << "from the identity map";
    EXPECT_EQ(&reader.scalars(select<User>().order_by(col<&User::id>))[2], user);
    EXPECT_EQ(reader.get<User>(99), nullptr);
    EXPECT_THROW(reader.get_one<User>(99), NoResultFound);
    EXPECT_EQ(reader.get_one<Grade>("a").points, 1);
    EXPECT_TRUE(reader.contains(*user));
}

TEST_F(Reading, LoadsRelationshipsForPeers) {
    const auto before = engine.statement_count();
    std::size_t posts = 0;
    for (const User& user : reader.scalars(select<User>())) {
        for (const Post& post : user.posts) {
            EXPECT_EQ(post.author.get(), &user);
            ++posts;
        }
    }
    EXPECT_EQ(posts, 40U);
    EXPECT_EQ(engine.statement_count() - before, 2U);
}

TEST_F(Reading, GivesValuesAndTypedRows) {
    EXPECT_EQ(reader.scalar(select(func::count(col<&User::id>))), 20);
    EXPECT_EQ(reader.scalar(select<User>().where(col<&User::id> == 2))->name, "1");
    for (const auto& [id, name] : reader.execute(select(col<&User::id>, col<&User::name>)))
        EXPECT_EQ(name, std::to_string(id - 1));
    EXPECT_EQ(reader.scalars(select<User>().where(col<&User::id> < 3)).values().size(), 2U);
}

TEST_F(Reading, NeverFlushesWhatIsChangedBehindItsBack) {
    const User& user = reader.get_one<User>(1);
    const_cast<User&>(user).name = "changed";
    static_cast<void>(reader.scalars(select<User>()));
    reader.rollback();
    EXPECT_EQ(reader.get<User>(1)->name, "0") << "the row of the next transaction overwrites it";
}

TEST_F(Reading, RefreshesInTheNextTransaction) {
    const User& user = reader.get_one<User>(1);
    EXPECT_EQ(user.posts.size(), 2U);
    reader.rollback();
    change(text("UPDATE users SET name = 'other' WHERE id = 1"));
    change(text("DELETE FROM posts WHERE author_id = 1"));
    EXPECT_EQ(user.name, "0");
    static_cast<void>(reader.scalars(select<User>()));
    EXPECT_EQ(user.name, "other");
    EXPECT_TRUE(user.posts.empty());
    EXPECT_EQ(reader.get<User>(1), &user);
}

TEST_F(Reading, RefusesToWrite) {
    EXPECT_THROW(
        static_cast<void>(reader.scalars(insert<User>().values(col<&User::name> = "x").returning(col<&User::id>))),
        ArgumentError);
}

TEST_F(Reading, ClearAndClose) {
    static_cast<void>(reader.scalars(select<User>()));
    reader.clear();
    EXPECT_EQ(reader.get<User>(1)->name, "0");
    ReadSession moved = std::move(reader);
    EXPECT_EQ(moved.get<User>(2)->name, "1");
    moved.close();
    EXPECT_THROW(static_cast<void>(moved.get<User>(1)), StateError);
    EXPECT_EQ(engine.pool_status().in_use, 0U);
}

}  // namespace read_session_test
