// SEMANTICS 9: loading for peers. (Results and streams are in stream_test.cpp, options in load_options_test.cpp.)
#include "numbers.hpp"
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class Semantics9 : public RulesTest {
protected:
    /// As many users of one city, each with two posts.
    void fill(int users) {
        run("INSERT INTO cities VALUES (1, 'Rome');"
            "INSERT INTO users (id, name, city_id) "
            "SELECT i, 'u' || i, 1 FROM " +
            test::numbers_to(users) +
            " n;"
            "INSERT INTO posts (title, author_id) SELECT 'a', id FROM users UNION ALL SELECT 'b', id FROM users");
    }
};

TEST_F(Semantics9, R9_3_two_statements_for_a_thousand) {
    fill(1000);
    City& rome = *session.get<City>(1);
    const StatementLog log(engine);
    std::size_t posts = 0;
    for (User& user : rome.users)
        for (Post& post : user.posts)
            posts += post.title.size();
    EXPECT_EQ(posts, 2000U);
    EXPECT_EQ(log.count(), 2U) << log.sql().size();
}

TEST_F(Semantics9, R9_3_each_further_miss_of_the_same_peers_doubles) {
    fill(7100);
    City& rome = *session.get<City>(1);
    static_cast<void>(rome.users.size());
    const StatementLog log(engine);
    std::size_t posts = 0;
    for (User& user : rome.users)
        posts += user.posts.size();
    EXPECT_EQ(posts, 14200U);
    EXPECT_EQ(log.count(), 4U) << "1000, 2000, 4000 and the rest";
}

TEST_F(Semantics9, R9_3_a_hundred_thousand_are_eight_loads) {
    run("INSERT INTO users (id, name) "
        "SELECT i, 'u' || i FROM " +
        test::numbers_to(100'000) +
        " n;"
        "INSERT INTO posts (title, author_id) VALUES ('first', 1), ('last', 100000)");
    StatementLog log(engine);
    std::size_t posts = 0;
    for (User& user : session.query<User>().order_by(col<&User::id>))
        posts += user.posts.size();
    EXPECT_EQ(posts, 2U);
    EXPECT_EQ(log.count(), 9U) << "the query; 1000, 2000, … 32000, 32000 again, and the last 5000";
}

TEST_F(Semantics9, R9_3_peers_of_1_turn_it_off) {
    fill(10);
    Session alone(engine, {.peers = 1});
    City& rome = *alone.get<City>(1);
    static_cast<void>(rome.users.size());
    const StatementLog log(engine);
    for (User& user : rome.users)
        static_cast<void>(user.posts.size());
    EXPECT_EQ(log.count(), 10U);
}

TEST_F(Semantics9, R9_3_a_touch_in_the_middle_loads_for_those_behind_it) {
    fill(10);
    City& rome = *session.get<City>(1);
    static_cast<void>(rome.users[4].posts.size());
    EXPECT_FALSE(rome.users[3].posts.is_loaded());
    EXPECT_TRUE(rome.users[9].posts.is_loaded());
}

TEST_F(Semantics9, R9_4_a_one_is_taken_from_the_identity_map_and_missing_keys_asked_for_once) {
    fill(100);
    City& rome = *session.get<City>(1);
    const StatementLog log(engine);
    for (User& user : rome.users)
        EXPECT_EQ(user.city.get(), &rome);
    EXPECT_EQ(log.count(), 1U) << log.to_string();
}

TEST_F(Semantics9, R9_4_a_parent_of_an_earlier_transaction_is_read_again_with_those_that_are_missing) {
    run("INSERT INTO cities VALUES (1, 'Rome'), (2, 'Bonn');"
        "INSERT INTO users (id, name, city_id) VALUES (1, 'ed', 1), (2, 'wendy', 2), (3, 'mary', 1), (4, 'fred', "
        "NULL)");
    City& rome = session.get_one<City>(1);
    City& unsaved = session.get_one<City>(2);
    session.commit();
    unsaved.name = "unsaved";
    run("UPDATE cities SET name = upper(name)");
    const NoAutoflush pause = session.no_autoflush();
    const auto users = session.query<User>().order_by(col<&User::id>).all();
    StatementLog log(engine);
    EXPECT_EQ(users[0].city.get(), &rome);
    EXPECT_EQ(rome.name, "ROME") << "3.2: as get() does";
    EXPECT_EQ(users[1].city.get(), &unsaved);
    EXPECT_EQ(unsaved.name, "unsaved");
    EXPECT_EQ(users[2].city.get(), &rome);
    EXPECT_EQ(users[3].city.get(), nullptr);
    EXPECT_EQ(log.count(), 1U) << log.to_string();
}

TEST_F(Semantics9, R9_2_objects_of_one_query_are_peers_and_belong_to_the_last_that_returned_them) {
    fill(6);
    const auto all = session.query<User>().order_by(col<&User::id>).all();
    const auto later = session.query<User>().filter(col<&User::id> > 3).order_by(col<&User::id>).all();
    StatementLog log(engine);
    static_cast<void>(all[0].posts.size());
    EXPECT_TRUE(all[2].posts.is_loaded());
    EXPECT_FALSE(all[3].posts.is_loaded()) << "of the later query";
    static_cast<void>(later[0].posts.size());
    EXPECT_TRUE(all[5].posts.is_loaded());
    EXPECT_EQ(log.count(), 2U) << log.to_string();
}

TEST_F(Semantics9, R9_2_what_a_join_brings_and_what_a_relationship_loads_are_peers_too) {
    fill(3);
    {
        Session joined(engine);
        StatementLog log(engine);
        std::size_t tags = 0;
        for (auto [user, post] : joined.query<User, Post>().join<&User::posts>().all())
            tags += post.tags.size() + user.posts.size();
        EXPECT_EQ(tags, 12U);
        EXPECT_EQ(log.count(), 3U) << log.to_string();
    }
    StatementLog log(engine);
    for (User& user : session.get_one<City>(1).users)
        for (Post& post : user.posts)
            static_cast<void>(post.tags.size());
    EXPECT_EQ(log.count(), 4U) << "city, users, posts, tags: " << log.to_string();
}

TEST_F(Semantics9, R9_2_a_new_object_and_one_that_get_read_are_alone) {
    fill(3);
    User& first = session.get_one<User>(1);
    User& second = session.get_one<User>(2);
    static_cast<void>(first.posts.size());
    EXPECT_FALSE(second.posts.is_loaded());
}

TEST_F(Semantics9, R9_4_missing_parents_are_asked_for_once_each) {
    fill(100);
    run("INSERT INTO tags VALUES (1, 'x'); INSERT INTO post_tag SELECT id, 1 FROM posts");
    Tag& tag = *session.get<Tag>(1);
    ASSERT_EQ(tag.posts.size(), 200U);
    const StatementLog log(engine);
    for (Post& post : tag.posts)
        EXPECT_NE(post.author.get(), nullptr);
    EXPECT_EQ(log.count(), 1U) << log.sql().size();
    EXPECT_EQ(session.identity_map<User>().size(), 100U);
}

TEST_F(Semantics9, R9_5_unsaved_changes_are_merged_into_what_peers_load) {
    fill(3);
    City& rome = *session.get<City>(1);
    User& first = rome.users[0];
    User& second = rome.users[1];
    Post& added = second.posts.add(Post{.title = "new"});
    static_cast<void>(first.posts.size());
    ASSERT_TRUE(second.posts.is_loaded());
    EXPECT_EQ(second.posts.size(), 3U);
    EXPECT_EQ(&second.posts[2], &added);
}

TEST_F(Semantics9, R9_6_strict_sessions_throw_on_a_touch_that_would_send_sql) {
    fill(3);
    Session strict(engine, {.strict_loading = true});
    City& rome = *strict.get<City>(1);
    User& ed = *strict.get<User>(1);
    EXPECT_THROW(rome.users.size(), StateError);
    EXPECT_THROW(rome.users.begin(), StateError);
    EXPECT_EQ(ed.city.get(), &rome) << "the identity map has it";
    Post& post = ed.posts.add(Post{.title = "x"});
    EXPECT_EQ(post.author.get(), &ed);
}

}  // namespace
}  // namespace rowan::rules
