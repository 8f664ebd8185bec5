// What a joined load gives beside the rows: new objects that have none (SEMANTICS 9.5), and what a rollback makes of
// it.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class JoinedLoads : public RulesTest {
protected:
    JoinedLoads() {
        session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
        session.add(User{.name = "wendy"});
        session.commit();
        session.clear();
    }
    static std::string titles(User& user) {
        std::string found;
        for (Post& post : user.posts)
            found += post.title + ' ';
        return found;
    }
};

TEST_F(JoinedLoads, R9_5_HoldNewChildrenThatNameTheirParentByItsKey) {
    for (const bool joined : {false, true}) {
        session.clear();
        auto pause = session.no_autoflush();
        session.add(Post{.title = "new", .author_id = 1});
        session.add(Post{.title = "of wendy", .author_id = 2});
        session.add(Profile{.words = "hello", .user_id = 2});
        const auto users = session.query<User>()
                               .order_by(col<&User::id>)
                               .options(joined ? joinedload<&User::posts>() : selectinload<&User::posts>(),
                                        joined ? joinedload<&User::profile>() : selectinload<&User::profile>())
                               .all();
        const auto sent = engine.statement_count();
        EXPECT_EQ(titles(users[0]), "first new ") << joined;
        EXPECT_EQ(titles(users[1]), "of wendy ") << joined;
        EXPECT_EQ(users[0].profile.get(), nullptr) << joined;
        ASSERT_NE(users[1].profile.get(), nullptr) << joined;
        EXPECT_EQ(users[1].profile->words, "hello") << joined;
        EXPECT_EQ(engine.statement_count(), sent) << joined;
        session.rollback();
    }
}

TEST_F(JoinedLoads, R5_3_OfAOneAreUndoneByARollback) {
    session.add(Profile{.words = "alone"});
    session.commit();
    session.clear();
    session.execute(update<Profile>().set(col<&Profile::user_id> = 1).where(col<&Profile::id> == 1));
    const auto users = session.query<User>().order_by(col<&User::id>).options(joinedload<&User::profile>()).all();
    ASSERT_NE(users[0].profile.get(), nullptr);
    session.rollback();
    User& ed = session.get_one<User>(1);
    EXPECT_EQ(ed.profile.get(), nullptr);
}

}  // namespace
}  // namespace rowan::rules
