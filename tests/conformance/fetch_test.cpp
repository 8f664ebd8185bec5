#include "scratch_database.hpp"
#include "traits.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace fetch_test {

struct Post;

struct User {
    int id{};
    std::string name{};
    std::optional<std::string> nickname{};
    std::optional<int> age{};
    double balance{};
    int cached = 7;
    rowan::many<Post> posts{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::nickname>("nick"),
                           unmapped<&User::cached>);
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
    int course{};
    int points = 5;

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Grade>("grades", column<&Grade::student>(primary_key), column<&Grade::course>(primary_key));
    }
};

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;

std::string message_of(const auto& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

class Fetch : public testing::Test {
protected:
    Fetch() {
        connection.execute(
            text("INSERT INTO users (id, name, nick, age, balance) VALUES (1, 'ed', 'eddie', 30, 1.5), "
                 "(2, 'wendy', NULL, NULL, 2.5), (3, 'mary', NULL, 41, -1)"));
        connection.execute(text("INSERT INTO posts (id, title, author_id) VALUES (1, 'first', 1), (2, 'second', 3)"));
        connection.execute(text("INSERT INTO grades (student, course, points) VALUES ('a', 1, 3), ('a', 2, 4)"));
        rowan::test::settle_keys(connection);
        connection.commit();
    }
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<User, Post, Grade>().create_all(made);
        return made;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Connection connection = engine.connect();
};

TEST_F(Fetch, GivesPlainValuesInOneStatement) {
    const auto before = connection.statement_count();
    const std::vector<User> users = connection.fetch<User>(select<User>().order_by(col<&User::id>));
    EXPECT_EQ(connection.statement_count() - before, 1U);
    ASSERT_EQ(users.size(), 3U);
    EXPECT_EQ(users[0].id, 1);
    EXPECT_EQ(users[0].name, "ed");
    EXPECT_EQ(users[0].nickname, "eddie");
    EXPECT_EQ(users[0].age, 30);
    EXPECT_EQ(users[0].balance, 1.5);
    EXPECT_EQ(users[0].cached, 7) << "unmapped members keep their initialisers";
    EXPECT_EQ(users[1].nickname, std::nullopt);
    EXPECT_EQ(users[1].age, std::nullopt);
}

TEST_F(Fetch, GivesAnEmptyVectorForNoRows) {
    EXPECT_TRUE(connection.fetch<User>(select<User>().where(col<&User::id> == 99)).empty());
}

// SEMANTICS 1.4
TEST_F(Fetch, LeavesRelationshipsAbsent) {
    std::vector<User> users = connection.fetch<User>(select<User>());
    EXPECT_THROW(static_cast<void>(users[0].posts.size()), DetachedError);
    EXPECT_THROW(static_cast<void>(users[0].posts.begin()), DetachedError);
    EXPECT_THROW(static_cast<void>(users[0].posts.count()), DetachedError);
    EXPECT_THROW(users[0].posts.add(Post{}), DetachedError);
    User moved = std::move(users[0]);
    EXPECT_THROW(static_cast<void>(moved.posts.empty()), DetachedError) << "absence moves along";
    const std::optional<Post> post = connection.get<Post>(1);
    ASSERT_TRUE(post);
    EXPECT_THROW(static_cast<void>(post->author.get()), DetachedError);
    moved.posts = {Post{.title = "new"}};
    EXPECT_EQ(moved.posts.size(), 1U) << "assigning replaces what was absent";
}

TEST_F(Fetch, AbsentRelationshipsStayAbsentInASession) {
    User fetched = connection.get<User>(1).value();
    Post post = connection.get<Post>(1).value();
    connection.execute(text("DELETE FROM posts"));
    connection.execute(text("DELETE FROM users"));
    connection.commit();
    connection.close();
    Session session(engine);
    User& user = session.add(std::move(fetched));
    EXPECT_THROW(static_cast<void>(user.posts.size()), DetachedError);
    session.add(std::move(post));
    session.commit();
    EXPECT_THROW(static_cast<void>(user.posts.size()), DetachedError);
    session.refresh(user);
    EXPECT_EQ(user.posts.size(), 1U) << "a row that was read again makes it loadable";
}

TEST_F(Fetch, TakesAliasesAndSetOperations) {
    const auto u = aliased<User>("u");
    EXPECT_EQ(connection.fetch<User>(select(u).where(u[&User::age] > 30)).at(0).name, "mary");
    const auto both = connection.fetch<User>(
        union_all(select<User>().where(col<&User::id> == 1), select<User>().where(col<&User::id> == 2)));
    ASSERT_EQ(both.size(), 2U);
    EXPECT_EQ(both[0].nickname, "eddie");
}

TEST_F(Fetch, MatchesTextByTheNamesOfColumns) {
    const auto users = connection.fetch<User>(
        text("SELECT balance, 'x' AS extra, age, nick, name, id FROM users WHERE name = :name"), {{"name", "ed"}});
    ASSERT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0].id, 1);
    EXPECT_EQ(users[0].nickname, "eddie");
    EXPECT_EQ(users[0].balance, 1.5);
    EXPECT_THROW(static_cast<void>(users[0].posts.size()), DetachedError);
}

TEST_F(Fetch, RefusesTextThatLacksColumns) {
    EXPECT_THAT(message_of([&] { static_cast<void>(connection.fetch<User>(text("SELECT id, name FROM users"))); }),
                HasSubstr("lacks columns of User: \"nick\", \"age\", \"balance\""));
}

TEST_F(Fetch, RefusesTwoColumnsOfOneName) {
    EXPECT_THAT(message_of([&] { static_cast<void>(connection.fetch<User>(text("SELECT *, id FROM users"))); }),
                HasSubstr("two columns \"id\""));
}

TEST_F(Fetch, ReadsTheColumnsThatASelectNames) {
    const auto users = connection.fetch<User>(select(col<&User::name>, col<&User::id>).order_by(col<&User::id>));
    ASSERT_EQ(users.size(), 3U);
    EXPECT_EQ(users[2].name, "mary");
    EXPECT_EQ(users[2].id, 3);
    EXPECT_EQ(users[2].age, std::nullopt);
    EXPECT_THAT(message_of([&] { static_cast<void>(connection.fetch<User>(select(col<&Post::title>))); }),
                HasSubstr("\"title\" is no column of User"));
}

TEST_F(Fetch, RefusesNullInAMemberThatIsNoOptional) {
    EXPECT_THAT(
        message_of([&] {
            static_cast<void>(connection.fetch<User>(text("SELECT id, NULL AS name, nick, age, balance FROM users")));
        }),
        HasSubstr("users.name"));
}

TEST_F(Fetch, OneOptionalAndTheirErrors) {
    EXPECT_EQ(connection.fetch_one<User>(select<User>().where(col<&User::id> == 2)).name, "wendy");
    EXPECT_EQ(connection.fetch_optional<User>(select<User>().where(col<&User::id> == 2))->name, "wendy");
    EXPECT_FALSE(connection.fetch_optional<User>(select<User>().where(col<&User::id> == 9)));
    EXPECT_THROW(static_cast<void>(connection.fetch_one<User>(select<User>().where(col<&User::id> == 9))),
                 NoResultFound);
    EXPECT_THROW(static_cast<void>(connection.fetch_one<User>(select<User>())), MultipleResultsFound);
    EXPECT_THROW(static_cast<void>(connection.fetch_optional<User>(select<User>())), MultipleResultsFound);
}

TEST_F(Fetch, GetsByKey) {
    const auto before = connection.statement_count();
    EXPECT_EQ(connection.get<User>(3)->name, "mary");
    EXPECT_EQ(connection.get<User>(std::int64_t{1})->name, "ed");
    EXPECT_EQ(connection.statement_count() - before, 2U);
    EXPECT_FALSE(connection.get<User>(99));
    EXPECT_EQ(connection.get<User>(1)->cached, 7);
    EXPECT_EQ(connection.get<Grade>("a", 2)->points, 4);
    EXPECT_FALSE(connection.get<Grade>("b", 2));
    EXPECT_FALSE(connection.get<Grade>(std::optional<std::string>(), 2)) << "no row has NULL for a key";
    EXPECT_THAT(message_of([&] { static_cast<void>(connection.get<Grade>("a")); }),
                HasSubstr("the key of Grade has 2 columns, but 1 values were given"));
    EXPECT_THROW(static_cast<void>(connection.get<User>(std::int64_t{1} << 40)), DataError);
    EXPECT_THROW(static_cast<void>(connection.get<Grade>("a", "b")), DataError);
}

// The first look-up of a transaction prepares; those after it take a shorter way, which must show the same.
TEST_F(Fetch, GetsByKeyAgainAndAgain) {
    EXPECT_TRUE(connection.get<User>(1));
    const std::uint64_t before = connection.statement_count();
    EXPECT_EQ(connection.get<User>(2)->name, "wendy");
    EXPECT_FALSE(connection.get<User>(2)->nickname);
    EXPECT_FALSE(connection.get<User>(9));
    EXPECT_EQ(connection.get<User>(1)->nickname, "eddie");
    EXPECT_EQ(connection.statement_count() - before, 4U);

    {
        std::vector<std::string> told;
        const auto listener = engine.before_execute(
            [&](const ExecutionEvent& event) { told.push_back(std::string(event.sql) + event.parameters()); });
        EXPECT_TRUE(connection.get<User>(3));
        engine.remove_listener(listener);
        EXPECT_THAT(told, ElementsAre(HasSubstr("(3)")));
    }

    connection.rollback();
}

TEST_F(Fetch, NamesTheRowThatItCantRead) {
    if (rowan::test::traits().typed_columns)
        GTEST_SKIP() << "a column of this database has values of its type only";
    connection.execute(text("UPDATE users SET balance = 'much' WHERE id = 2"));
    const std::string message = message_of([&] { connection.get<User>(2); });
    EXPECT_THAT(message, HasSubstr("the text 'much' is not a number"));
    EXPECT_THAT(message, HasSubstr("WHERE users.id = ?"));
    EXPECT_THAT(message, HasSubstr("(2)"));
    EXPECT_EQ(connection.get<User>(3)->name, "mary");
    connection.rollback();
    EXPECT_EQ(connection.get<User>(2)->balance, 2.5);
    connection.close();
    EXPECT_THROW(connection.get<User>(1), StateError);
}

TEST_F(Fetch, MakesRoomForAsManyRowsAsTheLastTime) {
    std::vector<User> more;
    for (int i = 0; i < 1000; ++i)
        more.push_back(User{.name = "user", .balance = i * 1.0});
    connection.execute(insert<User>(), more);
    const auto statement = select<User>().order_by(col<&User::id>);
    EXPECT_EQ(connection.fetch<User>(statement).size(), 1003U);
    const std::vector<User> again = connection.fetch<User>(statement);
    EXPECT_EQ(again.size(), 1003U);
    EXPECT_EQ(again.capacity(), 1003U);
    EXPECT_EQ(again.back().balance, 999);

    connection.execute(text("DELETE FROM users WHERE id > 5"));
    EXPECT_LE(connection.fetch<User>(statement).capacity(), 16U);
}

TEST_F(Fetch, VisitsRowByRow) {
    std::vector<std::string> names;
    connection.for_each<User>(select<User>().order_by(col<&User::id>),
                              [&](User& user) { names.push_back(std::move(user.name)); });
    EXPECT_THAT(names, ElementsAre("ed", "wendy", "mary"));

    names.clear();
    const auto visit = [&](const User& user) {
        names.push_back(user.name);
        return names.size() < 2;
    };
    connection.for_each<User>(text("SELECT * FROM users WHERE id > :id ORDER BY id DESC"), {{"id", 0}}, visit);
    EXPECT_THAT(names, ElementsAre("mary", "wendy")) << "false ends the loop";
}

TEST_F(Fetch, MayRunStatementsInsideALoop) {
    int posts = 0;
    connection.for_each<User>(select<User>(), [&](User& user) {
        posts +=
            static_cast<int>(connection.fetch<Post>(select<Post>().where(col<&Post::author_id> == user.id)).size());
        EXPECT_TRUE(connection.get<User>(user.id));
    });
    EXPECT_EQ(posts, 2);
}

TEST_F(Fetch, ALoopThatThrowsLeavesTheConnectionUsable) {
    EXPECT_THROW(connection.for_each<User>(select<User>(), [](User&) { throw std::runtime_error("stop"); }),
                 std::runtime_error);
    EXPECT_EQ(connection.fetch<User>(select<User>()).size(), 3U);
}

TEST_F(Fetch, EndsWithItsTransaction) {
    EXPECT_THROW(connection.for_each<User>(select<User>(), [&](User&) { connection.commit(); }), StateError);
}

}  // namespace fetch_test
