#include "query_model.hpp"

#include <gmock/gmock.h>

namespace {

using namespace query_model;
using rowan::col, rowan::select;
using rowan::joinedload, rowan::lazyload, rowan::noload, rowan::raiseload, rowan::selectinload;
using testing::ElementsAre;
using testing::HasSubstr;

class LoadOptionsTest : public QueryTest {
protected:
    std::vector<std::string> titles_of(User& user) {
        std::vector<std::string> titles;
        for (Post& post : user.posts)
            titles.push_back(post.title);
        return titles;
    }
    rowan::StatementLog log_{engine_};
};

/// SEMANTICS 9.2, 9.3
TEST_F(LoadOptionsTest, ATouchLoadsForAllObjectsOfTheQuery) {
    std::size_t posts = 0;
    for (User& user : session_.scalars(select<User>()))
        posts += user.posts.size();
    EXPECT_EQ(posts, 3U);
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
}

TEST_F(LoadOptionsTest, ObjectsOfEachItemArePeers) {
    std::size_t tags = 0;
    for (auto [user, post] : session_.query<User, Post>().join<&User::posts>())
        tags += post.tags.size() + user.posts.size();
    EXPECT_EQ(tags, 2 + 1 + 0 + 2 + 2 + 1);
    EXPECT_EQ(log_.count(), 3U) << log_.to_string();
}

TEST_F(LoadOptionsTest, SelectinloadLoadsAPathByAStatementEach) {
    const auto users =
        session_.scalars(select<User>()
                             .order_by(col<&User::id>)
                             .options(selectinload<&User::posts, &Post::tags>(), selectinload<&User::city>()));
    EXPECT_EQ(log_.count(), 4U) << log_.to_string();
    EXPECT_THAT(titles_of(users[0]), ElementsAre("first", "second"));
    EXPECT_THAT(names_of(users[0].posts[0].tags), ElementsAre("red", "blue"));
    EXPECT_EQ(users[0].city->name, "Austin");
    EXPECT_EQ(users[3].city.get(), nullptr);
    EXPECT_EQ(users[3].posts.size(), 0U);
    EXPECT_EQ(log_.count(), 4U) << log_.to_string();
}

TEST_F(LoadOptionsTest, JoinedloadOfAOneReadsItFromTheSameRow) {
    const auto users =
        session_.query<User>().order_by(col<&User::id>).options(joinedload<&User::city, &City::state>()).limit(3).all();
    ASSERT_EQ(users.size(), 3U);
    EXPECT_EQ(users[0].city->name, "Austin");
    EXPECT_EQ(users[0].city->state->name, "Texas");
    EXPECT_EQ(&*users[0].city, &*users[1].city);
    EXPECT_EQ(users[2].city->name, "Dallas");
    EXPECT_THAT(
        rowan::test::with_marks(log_.sql()),
        ElementsAre("SELECT users.id, users.name, users.full_name, users.age, users.city_id, cities_1.id, "
                    "cities_1.name, cities_1.state_id, states_2.id, states_2.name FROM users LEFT JOIN cities AS "
                    "cities_1 ON users.city_id = cities_1.id LEFT JOIN states AS states_2 ON cities_1.state_id = "
                    "states_2.id ORDER BY users.id LIMIT ?"));
}

TEST_F(LoadOptionsTest, JoinedloadOfNoneIsLoadedAsNone) {
    User& fred = session_.query<User>().filter(col<&User::name> == "fred").options(joinedload<&User::city>()).one();
    EXPECT_TRUE(fred.city.is_loaded());
    EXPECT_EQ(fred.city.get(), nullptr);
    EXPECT_EQ(log_.count(), 1U);
}

TEST_F(LoadOptionsTest, JoinedloadOfACollectionGivesEachParentOnce) {
    const auto users = session_.query<User>().order_by(col<&User::id>).options(joinedload<&User::posts>()).all();
    EXPECT_THAT(names_of(users), ElementsAre("ed", "wendy", "mary", "fred"));
    EXPECT_THAT(titles_of(users[0]), ElementsAre("first", "second"));
    EXPECT_THAT(titles_of(users[1]), ElementsAre("third"));
    EXPECT_TRUE(titles_of(users[2]).empty());
    EXPECT_EQ(&*users[0].posts[1].author, &users[0]);
    EXPECT_EQ(log_.count(), 1U) << log_.to_string();
    EXPECT_THAT(log_.sql().front(),
                HasSubstr("FROM users LEFT JOIN posts AS posts_1 ON users.id = posts_1.author_id ORDER BY"));
}

TEST_F(LoadOptionsTest, JoinedloadOverASecondaryTable) {
    const auto posts = session_.query<Post>().order_by(col<&Post::id>).options(joinedload<&Post::tags>()).all();
    ASSERT_EQ(posts.size(), 3U);
    EXPECT_THAT(names_of(posts[0].tags), testing::UnorderedElementsAre("red", "blue"));
    EXPECT_THAT(names_of(posts[1].tags), ElementsAre("red"));
    EXPECT_TRUE(posts[2].tags.empty());
    EXPECT_EQ(log_.count(), 1U) << log_.to_string();
}

TEST_F(LoadOptionsTest, AJoinedCollectionOfAQueryThatJoinsItselfHoldsEachMemberOnce) {
    const auto users =
        session_.query<User>().join<&User::posts>().order_by(col<&User::id>).options(joinedload<&User::posts>()).all();
    EXPECT_THAT(names_of(users), ElementsAre("ed", "wendy"));
    EXPECT_THAT(titles_of(users[0]), ElementsAre("first", "second"));
}

TEST_F(LoadOptionsTest, UnderALimitACollectionIsLoadedBesideTheQuery) {
    const auto users =
        session_.query<User>().order_by(col<&User::id>).limit(2).options(joinedload<&User::posts>()).all();
    EXPECT_THAT(names_of(users), ElementsAre("ed", "wendy"));
    EXPECT_THAT(titles_of(users[0]), ElementsAre("first", "second"));
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
    EXPECT_EQ(session_.query<User>().order_by(col<&User::id>).options(joinedload<&User::posts>()).first()->name, "ed");
}

TEST_F(LoadOptionsTest, OfTwoCollectionsOneIsJoined) {
    const auto users = session_.query<User>().options(joinedload<&User::posts, &Post::tags>()).all();
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
    EXPECT_EQ(users[0].posts[0].tags.size(), 2U);
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
}

TEST_F(LoadOptionsTest, APathMayChangeItsWay) {
    const auto users = session_.query<User>().options(selectinload<&User::posts>().joinedload<&Post::tags>()).all();
    EXPECT_EQ(users[0].posts[0].tags.size(), 2U);
    EXPECT_EQ(log_.count(), 3U) << log_.to_string();
}

/// SEMANTICS 6.1, 9.5
TEST_F(LoadOptionsTest, JoinedloadKeepsWhatIsUnsaved) {
    User& ed = *session_.get<User>(1);
    auto pause = session_.no_autoflush();
    ed.posts.add(Post{.title = "new"});
    session_.query<User>().order_by(col<&User::id>).options(joinedload<&User::posts>()).all();
    EXPECT_THAT(titles_of(ed), ElementsAre("first", "second", "new"));
}

/// SEMANTICS 9.6
TEST_F(LoadOptionsTest, RaiseloadThrowsOnATouchThatWouldLoad) {
    const auto users = session_.query<User>().order_by(col<&User::id>).options(raiseload<&User::posts>()).all();
    try {
        static_cast<void>(users[0].posts.size());
        ADD_FAILURE() << "nothing was thrown";
    } catch (const rowan::StateError& error) {
        EXPECT_THAT(error.what(), HasSubstr("User.posts"));
        EXPECT_THAT(error.what(), HasSubstr("selectinload<&User::posts>()"));
    }
    EXPECT_EQ(users[0].city->name, "Austin");
    session_.query<User>().all();  // an object belongs to the last query that returned it
    EXPECT_EQ(users[0].posts.size(), 2U);
}

TEST_F(LoadOptionsTest, RaiseloadInAPath) {
    const auto users =
        session_.query<User>().options(selectinload<&User::posts>(), raiseload<&User::posts, &Post::tags>()).all();
    EXPECT_EQ(users[0].posts.size(), 2U);
    EXPECT_THROW(static_cast<void>(users[0].posts[0].tags.size()), rowan::StateError);
}

TEST_F(LoadOptionsTest, NoloadFindsNothingAndSendsNothing) {
    const auto users = session_.query<User>().options(noload<&User::posts>(), noload<&User::city>()).all();
    EXPECT_EQ(users[0].posts.size(), 0U);
    EXPECT_EQ(users[0].city.get(), nullptr);
    EXPECT_EQ(log_.count(), 1U) << log_.to_string();
}

TEST_F(LoadOptionsTest, RowsLoadTheirObjectsToo) {
    for (auto [city, user] : session_.query<City, User>()
                                 .join<User>(col<&User::city_id> == col<&City::id>)
                                 .options(joinedload<&City::state>(), joinedload<&User::posts>())) {
        EXPECT_TRUE(city.state.is_loaded());
        EXPECT_TRUE(user.posts.is_loaded());
    }
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
}

TEST_F(LoadOptionsTest, OptionsThatDoNotFitAreRefused) {
    const auto message_of = [](auto&& work) -> std::string {
        try {
            work();
        } catch (const rowan::ArgumentError& error) {
            return error.what();
        }
        return "nothing was thrown";
    };
    EXPECT_THAT(message_of([&] { session_.query<User>().options(selectinload<&Post::tags>()).all(); }),
                HasSubstr("starts at Post, which the statement does not select"));
    EXPECT_THAT(message_of([&] { session_.query<User>().options(selectinload<&User::posts, &City::state>()).all(); }),
                HasSubstr("goes on from User::posts, which leads to Post, with a relationship of City"));
    EXPECT_THAT(message_of([&] { session_.query<User>().options(raiseload<&User::posts, &Post::tags>()).all(); }),
                HasSubstr("selectinload<&User::posts>() first"));
}

// --- what the mapping says ----------------------------------------------------------------------------------------

struct Leaf;
struct Trunk {
    int id{};
    rowan::many<Leaf> leaves{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Trunk>("trunks", column<&Trunk::id>(primary_key), relationship<&Trunk::leaves>(select_in_load));
    }
};
struct Vein;
struct Leaf {
    int id{};
    int trunk_id{};
    rowan::one<Trunk> trunk{};
    rowan::many<Vein> veins{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Leaf>("leaves", column<&Leaf::id>(primary_key), column<&Leaf::trunk_id>(foreign_key("trunks.id")),
                           relationship<&Leaf::trunk>(joined_load), relationship<&Leaf::veins>(raise_load));
    }
};
struct Vein {
    int id{};
    int leaf_id{};
    static constexpr auto mapping() {
        using namespace rowan;
        return table<Vein>("veins", column<&Vein::id>(primary_key), column<&Vein::leaf_id>(foreign_key("leaves.id")));
    }
};

class MappedLoadingTest : public ::testing::Test {
protected:
    MappedLoadingTest() {
        metadata_.create_all(engine_);
        rowan::Session writer(engine_);
        for (int i = 0; i < 3; ++i)
            writer.add(Trunk{.leaves = {Leaf{}, Leaf{.veins = {Vein{}}}}});
        writer.commit();
        log_.clear();
    }
    rowan::test::ScratchDatabase database_{};
    rowan::Engine engine_ = database_.engine();
    rowan::MetaData metadata_ = rowan::metadata<Trunk, Leaf, Vein>();
    rowan::Session session_{engine_};
    rowan::StatementLog log_{engine_};
};

TEST_F(MappedLoadingTest, SelectInAndJoinedAreDoneWithEveryQuery) {
    const auto trunks = session_.query<Trunk>().all();
    EXPECT_EQ(log_.count(), 2U) << log_.to_string();
    for (Trunk& trunk : trunks) {
        EXPECT_TRUE(trunk.leaves.is_loaded());
        EXPECT_EQ(trunk.leaves.size(), 2U);
    }
    session_.clear();
    log_.clear();
    const auto leaves = session_.query<Leaf>().all();
    for (Leaf& leaf : leaves)
        EXPECT_TRUE(leaf.trunk.is_loaded());
    EXPECT_EQ(log_.count("SELECT"), 1U) << log_.to_string();
}

TEST_F(MappedLoadingTest, AQueryOverridesTheMapping) {
    const auto trunks = session_.query<Trunk>().options(lazyload<&Trunk::leaves>()).all();
    EXPECT_EQ(log_.count(), 1U) << log_.to_string();
    EXPECT_FALSE(trunks[0].leaves.is_loaded());
    EXPECT_EQ(trunks[0].leaves.size(), 2U);
    session_.clear();
    const auto leaves = session_.query<Leaf>().options(lazyload<&Leaf::veins>(), noload<&Leaf::trunk>()).all();
    EXPECT_EQ(leaves[1].veins.size(), 1U);
    EXPECT_EQ(leaves[1].trunk.get(), nullptr);
    session_.clear();
    EXPECT_THROW(static_cast<void>(session_.query<Leaf>().first()->veins.size()), rowan::StateError);
    session_.clear();
    EXPECT_EQ(session_.query<Leaf>().options(selectinload<&Leaf::veins>()).all()[1].veins.size(), 1U);
}

}  // namespace
