// SEMANTICS 5: rollback.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class Semantics5 : public RulesTest {};

TEST_F(Semantics5, R5_1_columns_return_whether_or_not_they_were_flushed) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    ed.nickname = "flushed";
    session.flush();
    ed.nickname = "flushed twice";
    session.flush();
    ed.age = 99;
    wendy.name = "not flushed";
    const StatementLog log(engine);
    session.rollback();
    EXPECT_EQ(log.count(), 0U) << "nothing is read";
    EXPECT_EQ(ed.nickname, std::nullopt);
    EXPECT_EQ(ed.age, 18);
    EXPECT_EQ(wendy.name, "wendy");
    EXPECT_TRUE(session.dirty<User>().empty());
}

TEST_F(Semantics5, R5_1_what_was_known_when_the_level_began_counts_not_what_was_read_in_it) {
    User& ed = saved_user("ed");
    run("UPDATE users SET name = 'edward'");
    static_cast<void>(session.get<User>(ed.id));
    EXPECT_EQ(ed.name, "edward");
    ed.name = "x";
    session.flush();
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    static_cast<void>(session.get<User>(ed.id));
    EXPECT_EQ(ed.name, "edward") << "then 3.2 applies";
}

TEST_F(Semantics5, R5_1_an_object_first_read_in_the_level_returns_to_its_row) {
    const int id = saved_user("ed").id;
    Session second(engine);
    User& ed = *second.get<User>(id);
    ed.name = "x";
    second.flush();
    ed.name = "y";
    second.flush();
    second.rollback();
    EXPECT_EQ(ed.name, "ed");
    ed.name = "z";
    second.commit();
    EXPECT_EQ(words("SELECT name FROM users"), "'z'");
}

TEST_F(Semantics5, R5_1_an_object_read_in_a_savepoint_and_flushed_in_it_returns_to_its_row) {
    const int id = saved_user("ed").id;
    Session second(engine);
    Savepoint savepoint = second.begin_nested();
    User& ed = *second.get<User>(id);
    ed.name = "x";
    second.flush();
    savepoint.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_TRUE(second.dirty<User>().empty());
}

TEST_F(Semantics5, R5_1_the_next_flush_compares_with_the_row_again) {
    User& ed = saved_user("ed");
    ed.nickname = "eddie";
    session.flush();
    session.rollback();
    ed.nickname = "eddie";
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(log.count("UPDATE"), 1U);
    EXPECT_EQ(words("SELECT nick FROM users"), "'eddie'");
}

TEST_F(Semantics5, R5_2_new_objects_are_kept_at_their_address_with_what_the_program_wrote) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    session.flush();
    ed.nickname = "written after the flush";
    session.rollback();
    EXPECT_EQ(session.state(ed), ObjectState::transient);
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(ed.nickname, "written after the flush");
    EXPECT_EQ(ed.id, 0) << "rowan wrote it";
    EXPECT_EQ(ed.city_id, std::nullopt);
    EXPECT_EQ(ed.age, std::nullopt);
}

TEST_F(Semantics5, R5_2_relationships_among_kept_objects_stay) {
    User& ed = session.add(User{.name = "ed", .city = City{.name = "Rome"}, .posts = {Post{.title = "first"}}});
    session.flush();
    Post& post = ed.posts[0];
    session.rollback();
    ASSERT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(&ed.posts[0], &post);
    EXPECT_EQ(post.author.get(), &ed);
    ASSERT_NE(ed.city.get(), nullptr);
    EXPECT_EQ(ed.city->name, "Rome");
}

TEST_F(Semantics5, R5_2_restore_makes_a_graph_pending_again_with_its_cascade) {
    User& ed = session.add(User{.name = "ed",
                                .city = City{.name = "Rome"},
                                .posts = {Post{.title = "first", .tags = {Tag{.name = "news"}}}},
                                .profile = Profile{.words = "hello"}});
    session.flush();
    session.rollback();
    session.restore(ed);
    EXPECT_EQ(session.state(ed), ObjectState::pending);
    EXPECT_EQ(session.state(ed.posts[0]), ObjectState::pending);
    EXPECT_EQ(session.state(ed.posts[0].tags[0]), ObjectState::pending);
    EXPECT_EQ(session.state(*ed.city), ObjectState::pending);
    EXPECT_EQ(session.state(*ed.profile), ObjectState::pending);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users JOIN cities ON city_id = cities.id JOIN posts ON author_id = users.id "
                     "JOIN post_tag ON post_id = posts.id JOIN tags ON tag_id = tags.id "
                     "JOIN profiles ON user_id = users.id"),
              1);
}

TEST_F(Semantics5, R5_2_a_kept_child_of_a_persistent_parent_is_restored_with_its_parent) {
    User& ed = saved_user("ed");
    Post& post = ed.posts.add(Post{.title = "first"});
    session.flush();
    session.rollback();
    EXPECT_EQ(post.author_id, 0);
    EXPECT_EQ(ed.posts.size(), 0U);
    session.restore(post);
    EXPECT_EQ(post.author.get(), &ed);
    EXPECT_EQ(ed.posts.size(), 1U);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts WHERE author_id = 1"), 1);
}

TEST_F(Semantics5, R5_2_removing_a_pending_object_cascades_and_each_can_be_restored) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
    Post& post = ed.posts[0];
    session.remove(ed);
    EXPECT_EQ(session.state(post), ObjectState::transient);
    session.restore(ed);
    session.restore(post);
    post.author = ed;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts WHERE author_id = 1"), 1);
}

TEST_F(Semantics5, R5_3_relationships_that_were_loaded_behind_a_statement_that_wrote_are_loaded_again) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p", .tags = {Tag{.name = "t"}}}}});
    session.commit();
    Post& post = ed.posts[0];
    session.execute(text("DELETE FROM post_tag"));
    EXPECT_TRUE(post.tags.empty());
    session.execute(delete_from<Post>().where(col<&Post::title> == "p"));
    EXPECT_TRUE(ed.posts.empty());
    session.rollback();
    EXPECT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(post.tags.size(), 1U);
    session.connection().exec_driver_sql("DELETE FROM post_tag");
    session.expire(post);
    session.get<Post>(post.id);
    EXPECT_TRUE(post.tags.empty());
    session.rollback();
    EXPECT_EQ(post.tags.size(), 1U);
}

TEST_F(Semantics5, R5_3_partners_that_were_joined_behind_a_statement_that_wrote_are_loaded_again) {
    User& ed = session.add(User{.name = "ed", .profile = Profile{.words = "p"}});
    User& wendy = session.add(User{.name = "wendy"});
    session.commit();
    session.execute(text("UPDATE profiles SET user_id = 2"));
    session.query<User>().options(joinedload<&User::profile>()).all();
    EXPECT_EQ(ed.profile.get(), nullptr);
    EXPECT_NE(wendy.profile.get(), nullptr);
    session.rollback();
    EXPECT_NE(ed.profile.get(), nullptr);
    EXPECT_EQ(wendy.profile.get(), nullptr);
}

TEST_F(Semantics5, R5_3_relationships_that_changed_become_not_loaded) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    User& wendy = session.add(User{.name = "wendy", .city = rome});
    session.commit();
    ASSERT_EQ(rome.users.size(), 2U);
    ASSERT_EQ(wendy.city.get(), &rome);
    ed.city = bonn;
    session.flush();
    session.rollback();
    EXPECT_FALSE(rome.users.is_loaded());
    EXPECT_EQ(ed.city.get(), &rome);
    EXPECT_EQ(rome.users.size(), 2U);
    EXPECT_EQ(bonn.users.size(), 0U);
}

TEST_F(Semantics5, R5_3_a_rolled_back_removal_stands_in_its_collection_again) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}, Post{.title = "second"}}});
    session.commit();
    Post& first = ed.posts[0];
    session.remove(first);
    EXPECT_EQ(ed.posts.size(), 1U);
    session.flush();
    session.rollback();
    EXPECT_EQ(session.state(first), ObjectState::persistent);
    EXPECT_EQ(ed.posts.size(), 2U);
    EXPECT_EQ(first.author.get(), &ed);
}

struct WithCache {
    int id{};
    std::string name{};
    int cache{};
    static constexpr auto mapping() {
        return table<WithCache>("with_cache", column<&WithCache::id>(primary_key), unmapped<&WithCache::cache>);
    }
};

TEST_F(Semantics5, R5_3_unmapped_members_are_never_touched) {
    rowan::metadata<WithCache>().create_all(engine);
    WithCache& x = session.add(WithCache{.name = "x", .cache = 1});
    session.commit();
    EXPECT_EQ(x.cache, 1);
    x.name = "y";
    x.cache = 2;
    session.flush();
    session.rollback();
    EXPECT_EQ(x.name, "x");
    EXPECT_EQ(x.cache, 2);
    static_cast<void>(session.get<WithCache>(x.id));
    session.refresh(x);
    EXPECT_EQ(x.cache, 2);
}

TEST_F(Semantics5, R5_4_a_savepoint_undoes_its_level_only) {
    User& ed = session.add(User{.name = "ed"});
    ed.nickname = "before";
    User* inner = nullptr;
    {
        Savepoint savepoint = session.begin_nested();
        ed.nickname = "inside";
        inner = &session.add(User{.name = "wendy"});
        session.flush();
        EXPECT_EQ(number_inside("SELECT count(*) FROM users"), 2);
        savepoint.rollback();
        EXPECT_EQ(ed.nickname, "before");
        EXPECT_EQ(session.state(*inner), ObjectState::transient);
        EXPECT_EQ(session.state(ed), ObjectState::persistent);
        savepoint.rollback();
        EXPECT_THROW(savepoint.commit(), StateError);
    }
    session.commit();
    EXPECT_EQ(words("SELECT nick FROM users"), "'before'");
}

TEST_F(Semantics5, R5_4_a_savepoint_that_leaves_its_scope_rolls_back) {
    User& ed = saved_user("ed");
    {
        Savepoint savepoint = session.begin_nested();
        ed.nickname = "inside";
    }
    EXPECT_EQ(ed.nickname, std::nullopt);
    session.commit();
    EXPECT_EQ(words("SELECT nick FROM users"), "NULL");
}

TEST_F(Semantics5, R5_4_what_a_savepoint_kept_goes_with_the_level_around_it) {
    User& ed = saved_user("ed");
    User* added = nullptr;
    {
        Savepoint outer = session.begin_nested();
        ed.nickname = "outer";
        {
            Savepoint inner = session.begin_nested();
            ed.nickname = "inner";
            added = &session.add(User{.name = "wendy"});
            inner.commit();
        }
        EXPECT_EQ(ed.nickname, "inner");
        ed.nickname = "after";
        outer.rollback();
    }
    EXPECT_EQ(ed.nickname, std::nullopt);
    EXPECT_EQ(session.state(*added), ObjectState::transient);
    session.restore(*added);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 2);
}

TEST_F(Semantics5, R5_4_rolling_back_an_outer_savepoint_ends_the_inner_ones) {
    User& ed = saved_user("ed");
    Savepoint outer = session.begin_nested();
    ed.nickname = "outer";
    Savepoint inner = session.begin_nested();
    ed.nickname = "inner";
    session.flush();
    outer.rollback();
    EXPECT_EQ(ed.nickname, std::nullopt);
    EXPECT_THROW(inner.commit(), StateError);
    EXPECT_NO_THROW(session.commit());
}

TEST_F(Semantics5, R5_4_a_stale_savepoint_does_not_touch_a_later_one) {
    User& ed = saved_user("ed");
    Savepoint outer = session.begin_nested();
    Savepoint stale = session.begin_nested();
    outer.rollback();
    Savepoint first = session.begin_nested();
    ed.nickname = "kept";
    Savepoint second = session.begin_nested();
    ed.age = 77;
    stale.rollback();
    EXPECT_EQ(ed.age, 77) << "the savepoint of the same depth is another";
    second.commit();
    first.commit();
    session.commit();
    EXPECT_EQ(number("SELECT age FROM users WHERE nick = 'kept'"), 77);
}

TEST_F(Semantics5, R5_4_a_whole_rollback_ends_savepoints) {
    User& ed = saved_user("ed");
    Savepoint savepoint = session.begin_nested();
    ed.nickname = "inside";
    session.flush();
    session.rollback();
    EXPECT_EQ(ed.nickname, std::nullopt);
    EXPECT_THROW(savepoint.commit(), StateError);
    EXPECT_FALSE(session.in_transaction());
}

TEST_F(Semantics5, R5_4_a_removal_before_the_savepoint_is_not_undone_by_it) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    session.remove(ed);
    Savepoint savepoint = session.begin_nested();
    session.remove(wendy);
    session.flush();
    savepoint.rollback();
    EXPECT_EQ(session.state(ed), ObjectState::deleted);
    EXPECT_EQ(session.state(wendy), ObjectState::persistent);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
}

TEST_F(Semantics5, R5_5_transaction_commits_rolls_back_and_gives_back) {
    const int id = transaction(engine, [](Session& inside) {
        User& ed = inside.add(User{.name = "ed"});
        inside.flush();
        return ed.id;
    });
    EXPECT_EQ(id, 1);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    EXPECT_THROW(transaction(engine,
                             [](Session& inside) {
                                 inside.add(User{.name = "wendy"});
                                 inside.flush();
                                 throw std::runtime_error("no");
                             }),
                 std::runtime_error);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
}

TEST_F(Semantics5, R5_5_transaction_runs_again_in_a_new_session) {
    int runs = 0;
    transaction(engine,
                [&](Session& inside) {
                    inside.add(User{.name = "ed"});
                    inside.flush();
                    if (++runs < 3)
                        throw SerializationError("again");
                },
                {.retries = 3});
    EXPECT_EQ(runs, 3);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    runs = 0;
    EXPECT_THROW(transaction(engine, [&](Session&) { ++runs, throw SerializationError("always"); }, {.retries = 2}),
                 SerializationError);
    EXPECT_EQ(runs, 3);
    runs = 0;
    EXPECT_THROW(
        transaction(engine, [&](Session&) { ++runs, throw IntegrityError("not to be retried"); }, {.retries = 2}),
        IntegrityError);
    EXPECT_EQ(runs, 1);
}

}  // namespace
}  // namespace rowan::rules
