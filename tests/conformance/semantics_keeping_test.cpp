// SEMANTICS 5.2 and its neighbours: what the program wrote, and who belongs to whom, through removals, flushes and
// rollbacks. Each of these was found by the random model test.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class SessionKeeps : public RulesTest {};

TEST_F(SessionKeeps, R5_2_what_was_written_before_a_removal_that_was_flushed) {
    Tag& tag = session.add(Tag{.name = "first"});
    session.flush();
    tag.name = "second";
    session.remove(tag);
    session.flush();
    session.rollback();
    EXPECT_EQ(tag.name, "second");
    session.restore(tag);
    session.commit();
    EXPECT_EQ(words("SELECT name FROM tags"), "'second'");
}

TEST_F(SessionKeeps, R5_2_a_foreign_key_that_the_program_wrote_after_rowan_did) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    Post& post = session.add(Post{.title = "p", .author = ed});
    ASSERT_EQ(post.author_id, ed.id);
    post.author_id = wendy.id;
    session.rollback();
    EXPECT_EQ(post.author_id, wendy.id);
    session.restore(post);
    EXPECT_EQ(post.author.get(), &wendy);
}

TEST_F(SessionKeeps, R6_2_a_relationship_that_was_set_after_the_key_is_the_one_that_is_restored) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    Post& post = session.add(Post{.title = "p", .author_id = ed.id});
    wendy.posts.add(post);
    session.rollback();
    session.restore(post);
    EXPECT_EQ(post.author.get(), &wendy);
    session.commit();
    EXPECT_EQ(number("SELECT author_id FROM posts"), wendy.id);
}

TEST_F(SessionKeeps, R5_2_relationships_among_new_objects_after_two_rollbacks) {
    Savepoint outer = session.begin_nested();
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    Post& post = ed.posts[0];
    Tag& red = post.tags.add(Tag{.name = "red"});
    Tag& blue = post.tags.add(Tag{.name = "blue"});
    {
        Savepoint inner = session.begin_nested();
        ed.posts.remove(post);
        post.tags.remove(red);
        inner.rollback();
    }
    outer.rollback();
    EXPECT_EQ(session.state(post), ObjectState::transient);
    session.restore(post);
    EXPECT_EQ(session.state(ed), ObjectState::pending);
    EXPECT_EQ(session.state(red), ObjectState::pending);
    session.commit();
    EXPECT_EQ(number("SELECT author_id FROM posts"), ed.id);
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 2);
    EXPECT_TRUE(post.tags.contains(blue));
}

TEST_F(SessionKeeps, R5_2_relationships_of_a_new_object_that_was_read_again) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p", .tags = {Tag{.name = "red"}}}}});
    Post& post = ed.posts[0];
    session.flush();
    session.refresh(post);
    session.refresh(ed);
    ASSERT_FALSE(post.tags.is_loaded());
    session.rollback();
    session.restore(ed);
    session.commit();
    EXPECT_EQ(number("SELECT author_id FROM posts"), ed.id);
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
}

TEST_F(SessionKeeps, R5_2_a_pair_with_an_older_object_that_was_removed_and_came_back) {
    Post& post = saved_user("ed").posts.add(Post{.title = "p"});
    session.commit();
    Tag& tag = post.tags.add(Tag{.name = "red"});
    session.remove(post);
    session.flush();
    session.rollback();
    session.restore(tag);
    EXPECT_TRUE(tag.posts.contains(post));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
}

TEST_F(SessionKeeps, R2_restore_does_not_bring_back_what_was_removed_by_itself) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p", .tags = {Tag{.name = "red"}}}}});
    Post& post = ed.posts[0];
    Tag& tag = post.tags[0];
    session.remove(tag);
    session.remove(ed);
    session.restore(tag);
    EXPECT_EQ(session.state(ed), ObjectState::transient);
    EXPECT_EQ(session.state(post), ObjectState::transient);
    session.restore(post);  // which needs its author, and has its tag again
    EXPECT_EQ(session.state(ed), ObjectState::pending);
    EXPECT_TRUE(post.tags.contains(tag));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
}

TEST_F(SessionKeeps, R6_6_children_whose_collection_is_not_loaded_lose_a_removed_parent_at_the_flush) {
    City& york = session.add(City{.name = "york"});
    session.flush();
    User& ed = session.add(User{.name = "ed", .city_id = york.id});
    session.commit();
    session.expire(york);
    session.refresh(york);
    ASSERT_FALSE(york.users.is_loaded());
    session.remove(york);
    EXPECT_EQ(ed.city_id, york.id);
    Savepoint savepoint = session.begin_nested();
    EXPECT_EQ(ed.city_id, std::nullopt);
    savepoint.rollback();
    EXPECT_EQ(ed.city_id, std::nullopt) << "the removal was flushed before the savepoint";
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE city_id IS NULL"), 1);
}

TEST_F(SessionKeeps, R4_4_a_refused_flush_takes_back_what_the_cascade_did_in_it) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    City& york = session.add(City{.name = "york", .users = {User{.name = "wendy"}}});
    session.add(Tag{.name = "red"});
    Post& post = ed.posts[0];
    User& wendy = york.users[0];
    session.commit();
    session.refresh(ed);
    session.refresh(york);
    ASSERT_FALSE(ed.posts.is_loaded());
    session.remove(ed);
    session.remove(york);
    Tag& tag = session.get_one<Tag>(1);
    tag.id = 7;
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(session.state(post), ObjectState::persistent);
    EXPECT_EQ(wendy.city_id, york.id);
    session.restore(ed);
    session.restore(york);
    tag.id = 1;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE city_id IS NOT NULL"), 1);
}

TEST_F(SessionKeeps, R9_5_a_new_child_that_knows_its_parent_by_its_key_is_in_the_collection_that_is_loaded_later) {
    const int ed = saved_user("ed").id;
    Session second(engine);
    Post& post = second.add(Post{.title = "p", .author_id = ed});
    User& user = second.get_one<User>(ed);
    EXPECT_TRUE(user.posts.contains(post));
    EXPECT_EQ(user.posts.size(), 1U);
    second.commit();
    EXPECT_EQ(user.posts.size(), 1U);
}

TEST_F(SessionKeeps, R6_2_a_key_that_is_assigned_back_brings_the_child_back_at_the_flush) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    User& wendy = session.add(User{.name = "wendy"});
    session.commit();
    Post& post = ed.posts[0];
    wendy.posts.add(post);
    post.author_id = ed.id;
    session.flush();
    EXPECT_TRUE(ed.posts.contains(post));
    EXPECT_EQ(wendy.posts.size(), 0U);
}

TEST_F(SessionKeeps, R6_1_a_kept_owner_takes_no_members) {
    Post& post = saved_user("ed").posts.add(Post{.title = "p"});
    Tag& tag = session.add(Tag{.name = "red"});
    session.rollback();
    static_cast<void>(post);
    Tag& other = session.add(Tag{.name = "blue"});
    static_cast<void>(other);
    EXPECT_THROW(tag.posts.add(Post{.title = "q"}), ArgumentError);
    EXPECT_EQ(session.pending<Post>().size(), 0U) << "the refused post is nowhere";
}

TEST_F(SessionKeeps, R3_3_refresh_overwrites_columns_and_parents_and_leaves_collections_their_changes) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    User& wendy = session.add(User{.name = "wendy"});
    Tag& red = session.add(Tag{.name = "red"});
    session.commit();
    Post& post = ed.posts[0];
    ASSERT_EQ(wendy.posts.size(), 0U);
    post.title = "unsaved";
    post.author = wendy;
    post.tags.add(red);
    run("UPDATE posts SET title = 'theirs'");
    session.refresh(post);
    EXPECT_EQ(post.title, "theirs");
    EXPECT_EQ(post.author_id, ed.id);
    EXPECT_EQ(post.author.get(), &ed);
    EXPECT_TRUE(ed.posts.contains(post));
    EXPECT_FALSE(wendy.posts.contains(post));
    EXPECT_TRUE(post.tags.contains(red));
    session.commit();
    EXPECT_EQ(number("SELECT author_id FROM posts"), ed.id);
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
    EXPECT_EQ(words("SELECT title FROM posts"), "'theirs'");
}

TEST_F(SessionKeeps, R1_4_a_collection_whose_members_are_expunged_is_not_empty) {
    Post& post = saved_user("ed").posts.add(Post{.title = "p", .tags = {Tag{.name = "red"}}});
    session.commit();
    ASSERT_EQ(post.tags.size(), 1U);
    const Tag out = session.expunge(post.tags[0]);
    EXPECT_FALSE(post.tags.is_loaded());
    EXPECT_EQ(post.tags.size(), 1U) << "it is loaded again";
}

TEST_F(SessionKeeps, R1_4_an_absent_relationship_of_an_added_copy_says_what_to_do) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    session.commit();
    User twin = rowan::copy(ed);
    twin.id = 0;
    twin.name = "twin";
    User other = rowan::copy(ed);
    other.id = 0;
    other.name = "other";
    other.posts = {};
    User& added = session.add(std::move(twin));
    try {
        static_cast<void>(added.posts.size());
        FAIL() << "absent is not empty";
    } catch (const DetachedError& error) {
        const std::string text = error.what();
        EXPECT_NE(text.find("User.posts"), std::string::npos) << text;
        EXPECT_NE(text.find("copy.posts = {}"), std::string::npos) << text;
        EXPECT_NE(text.find("rowan::copy<&User::posts>"), std::string::npos) << text;
    }
    EXPECT_EQ(session.add(std::move(other)).posts.size(), 0U);
}

struct Knot {
    int id{};
    std::optional<int> above_id{};
    one<Knot> above{};

    static constexpr auto mapping() {
        return table<Knot>("knots", column<&Knot::id>(primary_key), column<&Knot::above_id>(foreign_key("knots.id")));
    }
};

TEST_F(SessionKeeps, R9_3_parents_whose_rows_are_also_those_of_children) {
    rowan::metadata<Knot>().create_all(engine);
    run("INSERT INTO knots VALUES (1, NULL), (2, 1), (3, 2), (4, 3)");
    const auto knots = session.query<Knot>().all();
    session.commit();
    for (const int id : {4, 3, 2}) {
        Knot& knot = session.get_one<Knot>(id);
        ASSERT_NE(knot.above.get(), nullptr) << id;
        EXPECT_EQ(knot.above->id, id - 1);
    }
    session.commit();
    for (Knot& knot : knots)
        EXPECT_EQ(knot.above.get() == nullptr, knot.id == 1) << knot.id;
}

TEST_F(SessionKeeps, R5_2_a_child_that_left_by_its_key_is_not_restored_with_its_parent) {
    City& bonn = session.add(City{.name = "Bonn", .users = {User{.name = "ed"}, User{.name = "wendy"}}});
    User& ed = bonn.users[0];
    User& wendy = bonn.users[1];
    session.flush();
    ed.city_id = std::nullopt;
    session.rollback();
    session.restore(bonn);
    EXPECT_EQ(session.state(ed), ObjectState::transient);
    EXPECT_EQ(session.state(wendy), ObjectState::pending);
    session.commit();
    EXPECT_EQ(words("SELECT name FROM users"), "'wendy'");
}

TEST_F(SessionKeeps, R5_2_children_that_were_not_told_of_their_parents_removal) {
    City& bonn = session.add(City{.name = "Bonn", .users = {User{.name = "ed"}}});
    User& ed = bonn.users[0];
    {
        Savepoint savepoint = session.begin_nested();
        bonn.users.add(User{.name = "wendy"});
        savepoint.rollback();
    }
    ASSERT_FALSE(bonn.users.is_loaded());
    session.remove(bonn);
    session.rollback();
    session.restore(bonn);
    EXPECT_EQ(session.state(ed), ObjectState::pending) << "nobody took ed out of Bonn";
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), bonn.id);
}

TEST_F(SessionKeeps, R5_2_a_new_member_of_a_collection_that_was_not_loaded) {
    saved_user("ed");
    Savepoint savepoint = session.begin_nested();
    Post& post = session.get_one<User>(1).posts.add(Post{.title = "p"});
    session.flush();
    session.refresh(post);
    ASSERT_FALSE(post.tags.is_loaded());
    Tag& tag = post.tags.add(Tag{.name = "red"});
    savepoint.rollback();
    session.restore(post);
    EXPECT_EQ(session.state(tag), ObjectState::pending);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
}

TEST_F(SessionKeeps, R4_6_a_flush_that_fails_leaves_children_with_the_parent_whose_removal_it_was_to_write) {
    City& bonn = session.add(City{.name = "Bonn"});
    saved_user("ed");
    User& wendy = session.add(User{.name = "wendy", .city = bonn});
    session.flush();
    session.expire(bonn);
    session.refresh(bonn);
    session.remove(bonn);
    session.add(User{.name = "ed"});  // there is one
    EXPECT_THROW(session.flush(), IntegrityError);
    session.rollback();
    session.restore(wendy);
    EXPECT_EQ(wendy.city.get(), &bonn);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users WHERE name = 'wendy'"), bonn.id);
}

struct Clerk;

struct Shop {
    std::string code{};
    std::string name{};
    many<Clerk> clerks{};

    static constexpr auto mapping() { return table<Shop>("shops", column<&Shop::code>(primary_key)); }
};

struct Clerk {
    int id{};
    std::optional<std::string> shop_code{};
    one<Shop> shop{};

    static constexpr auto mapping() {
        return table<Clerk>("clerks", column<&Clerk::id>(primary_key),
                            column<&Clerk::shop_code>(foreign_key("shops.code", {.on_delete = Action::set_null})));
    }
};

TEST_F(SessionKeeps, R2_restore_takes_a_removal_back_with_what_went_along) {
    for (const bool loaded : {false, true}) {
        User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}, .profile = Profile{.words = "w"}});
        session.commit();
        if (loaded)
            static_cast<void>(ed.posts.size());
        Profile& profile = *ed.profile;
        session.remove(ed);
        session.restore(ed);
        EXPECT_EQ(profile.user.get(), &ed);
        EXPECT_EQ(profile.user_id, ed.id);
        EXPECT_EQ(ed.posts.size(), 1U);
        session.commit();
        EXPECT_EQ(number("SELECT count(*) FROM posts"), 1) << "loaded: " << loaded;
        EXPECT_EQ(number("SELECT count(*) FROM profiles WHERE user_id IS NOT NULL"), 1);
        session.remove(ed);
        session.commit();
        run("DELETE FROM profiles");
    }
}

TEST_F(SessionKeeps, R2_restore_of_a_new_object_brings_its_new_members_back) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}}});
    Post& post = ed.posts[0];
    session.remove(ed);
    EXPECT_EQ(session.state(post), ObjectState::transient);
    session.restore(ed);
    EXPECT_EQ(session.state(post), ObjectState::pending);
    EXPECT_EQ(post.author.get(), &ed);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(SessionKeeps, R2_restore_leaves_what_was_removed_or_given_away_by_itself) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "p"}, Post{.title = "q"}}});
    User& wendy = session.add(User{.name = "wendy"});
    City& rome = session.add(City{.name = "Rome", .users = {}});
    rome.users.add(wendy);
    session.commit();
    Post& first = ed.posts[0];
    session.remove(first);
    session.remove(ed);
    session.restore(ed);
    EXPECT_EQ(session.state(first), ObjectState::removed) << "the program removed it by itself";
    City& york = session.add(City{.name = "York"});
    session.remove(rome);
    wendy.city = york;
    session.restore(rome);
    EXPECT_EQ(wendy.city.get(), &york);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
    EXPECT_EQ(number("SELECT city_id FROM users WHERE name = 'wendy'"), york.id);
}

TEST_F(SessionKeeps, R3_3_refresh_leaves_a_partner_that_was_moved_here) {
    User& ed = session.add(User{.name = "ed", .profile = Profile{.words = "b"}});
    User& wendy = session.add(User{.name = "wendy"});
    session.commit();
    Profile& profile = *ed.profile;
    const NoAutoflush guard = session.no_autoflush();
    profile.user = wendy;
    session.refresh(wendy);
    EXPECT_EQ(wendy.profile.get(), &profile);
    session.commit();
    EXPECT_EQ(number("SELECT user_id FROM profiles"), wendy.id);
}

TEST_F(SessionKeeps, R5_2_a_child_whose_parent_was_removed_comes_back_with_its_parent) {
    User& ed = session.add(User{.id = 7, .name = "ed"});
    session.commit();
    Post& post = session.add(Post{.title = "p", .author = ed});
    session.flush();
    session.refresh(post);
    session.remove(ed);
    session.flush();
    session.rollback();
    session.restore(post);
    EXPECT_EQ(post.author_id, 7);
    EXPECT_EQ(post.author.get(), &ed);
}

TEST_F(SessionKeeps, R5_2_a_child_whose_parent_took_the_key_of_one_that_was_removed) {
    User& gone = session.add(User{.id = 7, .name = "gone"});
    session.flush();
    session.remove(gone);
    session.flush();
    User& successor = session.add(User{.id = 7, .name = "new"});
    Post& post = successor.posts.add(Post{.title = "p"});
    session.flush();
    session.refresh(post);
    session.rollback();
    session.restore(successor);
    EXPECT_EQ(session.state(post), ObjectState::pending);
    EXPECT_EQ(post.author.get(), &successor);
    EXPECT_EQ(session.state(gone), ObjectState::transient);
}

TEST_F(SessionKeeps, R6_6_a_child_of_a_removed_parent_does_not_go_to_a_new_one_of_the_same_key) {
    rowan::metadata<Shop, Clerk>().create_all(engine);
    Shop& old = session.add(Shop{.code = "s", .name = "old"});
    Clerk& clerk = session.add(Clerk{.shop = old});
    session.commit();
    session.refresh(clerk);
    session.remove(old);
    session.add(Shop{.code = "s", .name = "next"});
    session.flush();
    EXPECT_EQ(clerk.shop_code, std::nullopt) << "as the database has it";
    EXPECT_EQ(clerk.shop.get(), nullptr);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM clerks WHERE shop_code IS NULL"), 1);
}

TEST_F(SessionKeeps, R5_3_a_partner_that_was_read_while_it_stood_elsewhere) {
    User& ed = saved_user("ed");
    session.add(Profile{.words = "w", .user = ed});
    session.commit();
    Session other(engine);
    Profile& profile = *other.query<Profile>().first();
    profile.user = nullptr;
    const NoAutoflush guard = other.no_autoflush();
    User& read = other.get_one<User>(ed.id);
    EXPECT_EQ(read.profile.get(), nullptr);
    other.rollback();
    EXPECT_EQ(read.profile.get(), &profile);
}

TEST_F(SessionKeeps, R2_a_partner_that_was_read_while_it_was_removed_comes_back) {
    User& ed = saved_user("ed");
    session.add(Profile{.words = "w", .user = ed});
    session.commit();
    Session other(engine);
    Profile& profile = *other.query<Profile>().first();
    other.remove(profile);
    const NoAutoflush guard = other.no_autoflush();
    User& read = other.get_one<User>(ed.id);
    EXPECT_EQ(read.profile.get(), nullptr);
    other.restore(profile);
    EXPECT_EQ(read.profile.get(), &profile);
}

TEST_F(SessionKeeps, R2_a_partner_comes_back_whose_successor_has_gone) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    Profile& first = session.add(Profile{.words = "first", .user = ed});
    Profile& second = session.add(Profile{.words = "second"});
    session.commit();
    session.remove(first);
    second.user = ed;
    second.user = wendy;
    session.restore(first);
    EXPECT_EQ(ed.profile.get(), &first);
    session.commit();
    EXPECT_EQ(number("SELECT user_id FROM profiles WHERE words = 'first'"), ed.id);
}

TEST_F(SessionKeeps, R6_1_a_new_partner_is_known_after_a_refresh) {
    User& ed = saved_user("ed");
    Profile& profile = session.add(Profile{.words = "w", .user = ed});
    {
        const NoAutoflush guard = session.no_autoflush();
        session.refresh(ed);
    }
    session.remove(ed);
    EXPECT_EQ(profile.user_id, std::nullopt);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM profiles WHERE user_id IS NULL"), 1);
}

TEST_F(SessionKeeps, R5_2_a_child_that_went_back_to_its_parent_is_not_claimed_by_another_later) {
    City& bonn = session.add(City{.name = "Bonn", .users = {User{.name = "ed"}}});
    User& ed = bonn.users[0];
    Savepoint savepoint = session.begin_nested();
    City& ulm = session.add(City{.name = "Ulm"});
    ulm.users.add(ed);
    savepoint.rollback();
    ASSERT_EQ(ed.city.get(), &bonn);
    session.rollback();
    session.restore(ulm);
    EXPECT_EQ(session.state(ed), ObjectState::transient);
    session.restore(bonn);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), bonn.id);
}

TEST_F(SessionKeeps, R5_2_a_child_whose_parent_is_gone_is_restored_without_it) {
    City& bonn = session.add(City{.name = "Bonn"});
    session.commit();
    User& ed = session.add(User{.name = "ed", .city = bonn});
    session.remove(ed);
    session.remove(bonn);
    session.flush();
    session.restore(ed);
    EXPECT_EQ(ed.city_id, std::nullopt);
    session.commit();
    EXPECT_EQ(words("SELECT city_id FROM users"), "NULL");
}

TEST_F(SessionKeeps, R3_3_a_refresh_takes_a_child_from_its_new_parent) {
    Profile& profile = session.add(Profile{.words = "w"});
    session.commit();
    User& ed = session.add(User{.name = "ed"});
    profile.user = ed;
    {
        const NoAutoflush guard = session.no_autoflush();
        session.refresh(profile);
    }
    EXPECT_EQ(profile.user.get(), nullptr);
    EXPECT_EQ(ed.profile.get(), nullptr);
    session.commit();
    EXPECT_EQ(words("SELECT user_id FROM profiles"), "NULL");
}

}  // namespace
}  // namespace rowan::rules
