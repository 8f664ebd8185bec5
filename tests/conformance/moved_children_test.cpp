// Children that the program has moved to another parent, by whatever means, when their old one is removed.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

class MovedChildren : public RulesTest {
protected:
    /// Two users; ed has two posts, the first with a tag. Nothing is loaded.
    void save_two_users() {
        session.add(User{.name = "ed", .posts = {Post{.title = "p", .tags = {Tag{.name = "t"}}}, Post{.title = "q"}}});
        session.add(User{.name = "wendy"});
        session.commit();
        session.clear();
    }
    struct Cities {
        City& first;
        City& second;
    };
    /// Rome and Bonn, saved; the users of Rome, who are none, are loaded, and those of Bonn maybe.
    Cities add_empty_cities(bool second_loaded = true) {
        const Cities cities{session.add(City{.name = "Rome"}), session.add(City{.name = "Bonn"})};
        session.commit();
        EXPECT_TRUE(cities.first.users.empty());
        EXPECT_TRUE(!second_loaded || cities.second.users.empty());
        return cities;
    }
    void expect_p_alone_is_wendys() {
        EXPECT_EQ(listed("SELECT title || author_id FROM posts"), "p2");
        EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
    }
};

TEST_F(MovedChildren, R6_2_by_their_key_are_not_removed_with_the_old_parent_that_is_not_loaded) {
    save_two_users();
    User& ed = *session.get<User>(1);
    session.get<Post>(1)->author_id = 2;
    session.remove(ed);
    session.commit();
    expect_p_alone_is_wendys();
}

TEST_F(MovedChildren, R6_2_by_their_key_are_not_removed_with_the_old_parent_that_is_loaded) {
    save_two_users();
    User& ed = *session.get<User>(1);
    User& wendy = *session.get<User>(2);
    EXPECT_EQ(wendy.posts.size(), 0U);
    Post& p = ed.posts[0];
    p.author_id = 2;
    session.remove(ed);
    EXPECT_EQ(session.state(p), ObjectState::persistent);
    session.commit();
    expect_p_alone_is_wendys();
    EXPECT_EQ(p.author.get(), &wendy);
    EXPECT_EQ(wendy.posts.size(), 1U);
}

TEST_F(MovedChildren, R6_3_by_add_are_not_removed_with_the_old_parent) {
    save_two_users();
    User& ed = *session.get<User>(1);
    session.get<User>(2)->posts.add(*session.get<Post>(1));
    session.remove(ed);
    session.commit();
    expect_p_alone_is_wendys();
}

TEST_F(MovedChildren, R6_2_a_key_that_was_assigned_is_not_emptied_with_the_removal_of_the_old_parent) {
    City& rome = session.add(City{.name = "Rome", .users = {User{.name = "ed"}}});
    City& bonn = session.add(City{.name = "Bonn"});
    session.commit();
    User& ed = rome.users[0];
    ed.city_id = bonn.id;
    session.remove(rome);
    EXPECT_EQ(ed.city_id, bonn.id);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), bonn.id);
    EXPECT_EQ(ed.city.get(), &bonn);
}

TEST_F(MovedChildren, R6_2_a_key_that_is_assigned_back_goes_with_its_parent) {
    save_two_users();
    User& ed = *session.get<User>(1);
    Post& p = ed.posts[0];
    p.author_id = 2;
    p.author_id = 1;
    session.remove(ed);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 0);
}

TEST_F(MovedChildren, R5_3_come_back_with_the_savepoint_in_which_they_were_moved) {
    save_two_users();
    User& ed = *session.get<User>(1);
    Post& p = ed.posts[0];
    Savepoint savepoint = session.begin_nested();
    p.author_id = 2;
    session.remove(ed);
    session.flush();
    savepoint.rollback();
    EXPECT_EQ(p.author.get(), &ed);
    EXPECT_EQ(ed.posts.size(), 2U);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts WHERE author_id = 1"), 2);
}

// --- one-to-one: whose the foreign key was is known by the database alone, until it is loaded

struct Seat;
struct Guest {
    int id{};
    std::string name{};
    one<Seat> seat{};
    static constexpr auto mapping() { return table<Guest>("guests", column<&Guest::id>(primary_key)); }
};
struct Seat {
    int id{};
    std::string label{};
    std::optional<int> guest_id{};
    one<Guest> guest{};
    static constexpr auto mapping() {
        return table<Seat>("seats", column<&Seat::id>(primary_key), column<&Seat::guest_id>(foreign_key("guests.id")));
    }
};

struct Badge;
struct Member {
    int id{};
    std::string name{};
    one<Badge> badge{};
    static constexpr auto mapping() {
        return table<Member>("members", column<&Member::id>(primary_key),
                             relationship<&Member::badge>(cascade_all_delete_orphan));
    }
};
struct Badge {
    int id{};
    std::string label{};
    int member_id{};
    one<Member> member{};
    static constexpr auto mapping() {
        return table<Badge>("badges", column<&Badge::id>(primary_key),
                            column<&Badge::member_id>(unique, foreign_key("members.id")));
    }
};

class ReplacedPartners : public DatabaseTest {
protected:
    ReplacedPartners() {
        metadata<Guest, Seat, Member, Badge>().create_all(engine);
        session.add(Guest{.name = "ed", .seat = Seat{.label = "1"}});
        session.add(Member{.name = "ed", .badge = Badge{.label = "1"}});
        session.commit();
        session.clear();
    }
    std::string seats_of_ed() { return listed("SELECT label FROM seats WHERE guest_id = 1"); }
};

TEST_F(ReplacedPartners, R6_1_one_that_was_not_loaded_loses_its_foreign_key) {
    Guest& ed = *session.get<Guest>(1);
    ed.seat = Seat{.label = "2"};
    session.commit();
    EXPECT_EQ(seats_of_ed(), "2");
    EXPECT_EQ(words("SELECT guest_id FROM seats WHERE label = '1'"), "NULL");
    ed.seat = nullptr;
    session.commit();
    EXPECT_EQ(seats_of_ed(), "");
}

TEST_F(ReplacedPartners, R6_1_one_that_was_not_loaded_can_be_taken_away) {
    session.get<Guest>(1)->seat = nullptr;
    session.commit();
    EXPECT_EQ(seats_of_ed(), "");
}

TEST_F(ReplacedPartners, R6_3_one_that_was_not_loaded_is_deleted_as_an_orphan) {
    session.get<Member>(1)->badge = Badge{.label = "2"};
    session.commit();
    EXPECT_EQ(listed("SELECT label FROM badges"), "2");
}

TEST_F(ReplacedPartners, R9_6_an_assignment_that_would_load_is_refused_where_loading_is) {
    SessionOptions options;
    options.strict_loading = true;
    Session strict(engine, options);
    Guest& ed = *strict.get<Guest>(1);
    EXPECT_THROW(ed.seat = nullptr, StateError);
    strict.commit();
    EXPECT_EQ(seats_of_ed(), "1");
}

TEST_F(MovedChildren, R6_1_a_one_taken_from_another_owner_is_known_by_its_key) {
    User& ed = session.add(User{.name = "ed", .profile = Profile{.words = "ed's"}});
    User& wendy = session.add(User{.name = "wendy", .profile = Profile{.words = "wendy's"}});
    session.commit();
    Profile& second = session.query<Profile>().filter(col<&Profile::words> == "wendy's").one();
    ed.profile = second;
    EXPECT_EQ(wendy.profile.get(), nullptr);
    EXPECT_EQ(second.user.get(), &ed);
    session.commit();
    EXPECT_EQ(listed("SELECT words || user_id FROM profiles WHERE user_id IS NOT NULL"), "wendy's1");
}

TEST_F(MovedChildren, R6_2_a_new_child_of_a_parent_that_was_loaded_in_an_earlier_transaction) {
    City& rome = session.add(City{.name = "Rome"});
    City& york = session.add(City{.name = "York"});
    session.commit();
    EXPECT_EQ(rome.users.size() + york.users.size(), 0U);
    session.commit();
    User& ed = session.add(User{.name = "ed", .city_id = rome.id});
    User& wendy = session.add(User{.name = "wendy", .city_id = rome.id});
    ed.city_id = york.id;
    wendy.city_id.reset();
    session.flush();
    EXPECT_EQ(rome.users.size(), 0U);
    EXPECT_EQ(york.users.size(), 1U);
}

TEST_F(MovedChildren, R6_2_a_child_that_was_moved_before_its_old_parent_was_read_and_back_by_its_key) {
    save_two_users();
    User& wendy = *session.get<User>(2);
    Post& p = *session.get<Post>(1);
    const NoAutoflush guard = session.no_autoflush();
    wendy.posts.add(p);
    User& ed = *session.get<User>(1);
    EXPECT_EQ(ed.posts.size(), 1U);
    p.author_id = 1;
    session.flush();
    EXPECT_EQ(ed.posts.size(), 2U);
    EXPECT_EQ(wendy.posts.size(), 0U);
}

TEST_F(MovedChildren, R6_2_a_child_that_went_back_by_its_key_stays_when_the_other_parent_is_removed) {
    save_two_users();
    User& wendy = *session.get<User>(2);
    Post& p = *session.get<Post>(1);
    const NoAutoflush guard = session.no_autoflush();
    p.author = wendy;
    p.author_id = 1;
    session.remove(wendy);
    EXPECT_EQ(session.state(p), ObjectState::persistent);
    session.commit();
    EXPECT_EQ(listed("SELECT title || author_id FROM posts ORDER BY title"), "p1,q1");
}

TEST_F(MovedChildren, R2_restore_does_not_take_a_child_that_had_left_by_its_key) {
    City& rome = session.add(City{.name = "Rome", .users = {User{.name = "ed"}}});
    City& york = session.add(City{.name = "York"});
    session.commit();
    User& ed = rome.users[0];
    ed.city = york;
    ed.city_id = rome.id;
    session.remove(york);
    session.restore(york);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), rome.id);
    ed.city = york;
    ed.city_id = rome.id;
    ed.city = nullptr;
    session.remove(york);
    session.restore(york);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE city_id IS NULL"), 1);
}

TEST_F(MovedChildren, R6_2_a_child_that_came_back_by_its_key_is_taken_out_again) {
    const int rome_key = 7;
    session.add(City{.id = rome_key, .name = "Rome", .users = {User{.name = "ed"}}});
    session.commit();
    for (const bool loaded : {false, true}) {
        session.clear();
        City& again = session.get_one<City>(rome_key);
        User& ed = *session.query<User>().one_or_none();
        if (loaded)
            static_cast<void>(again.users.size());
        again.users.remove(ed);
        ed.city_id = rome_key;
        again.users.remove(ed);
        session.flush();
        EXPECT_EQ(ed.city_id, std::nullopt);
        session.rollback();
        again.users.remove(ed);
        ed.city_id = rome_key;
        again.users.clear();
        session.flush();
        EXPECT_EQ(ed.city_id, std::nullopt) << "loaded: " << loaded;
        session.rollback();
    }
}

TEST_F(MovedChildren, R6_2_a_child_that_left_an_unread_parent_comes_back_by_its_key) {
    save_two_users();
    run("INSERT INTO cities VALUES (7, 'Rome'); UPDATE users SET city_id = 7");
    User& ed = *session.get<User>(1);
    const NoAutoflush guard = session.no_autoflush();
    ed.city = nullptr;
    City& rome = session.get_one<City>(7);
    EXPECT_EQ(rome.users.size(), 1U);
    ed.city_id = 7;
    EXPECT_EQ(ed.city.get(), &rome);
    session.flush();
    EXPECT_EQ(rome.users.size(), 2U);
    session.rollback();
    ed.city = nullptr;
    ed.city_id = 7;
    session.flush();
    EXPECT_EQ(rome.users.size(), 2U) << "without a look at it";
}

TEST_F(MovedChildren, R9_5_a_new_child_that_a_load_found_by_its_key_is_not_added_again) {
    save_two_users();
    for (const bool by_one : {true, false}) {
        Post& post = session.add(Post{.title = "r", .author_id = 1});
        User& ed = *session.get<User>(1);
        ASSERT_EQ(ed.posts.size(), by_one ? 3U : 4U);
        if (by_one)
            post.author = ed;
        else
            ed.posts.add(post);
        EXPECT_EQ(ed.posts.size(), by_one ? 3U : 4U);
        session.commit();
        EXPECT_EQ(static_cast<std::int64_t>(ed.posts.size()), ed.posts.count());
        session.clear();
    }
}

TEST_F(MovedChildren, R6_6_a_new_child_given_by_its_key_to_a_removed_parent_is_nobodys) {
    for (const bool persistent : {false, true})
        for (const bool touched : {false, true})
            for (const bool other_loaded : {false, true}) {
                const auto [rome, bonn] = add_empty_cities(other_loaded);
                User& ed = session.add(User{.name = "ed", .city_id = rome.id});
                if (persistent)
                    session.flush();
                if (touched) {
                    EXPECT_EQ(ed.city.get(), &rome);
                }
                ed.city_id = bonn.id;
                session.remove(bonn);
                session.flush();
                EXPECT_EQ(rome.users.size(), 0U) << persistent << touched << other_loaded;
                EXPECT_EQ(ed.city_id, std::nullopt);
                EXPECT_EQ(ed.city.get(), nullptr);
                session.commit();
                EXPECT_EQ(rome.users.size(), 0U);
                EXPECT_EQ(rome.users.count(), 0);
                session.remove(ed);
                session.commit();
            }
}

TEST_F(MovedChildren, R6_3_a_child_that_leaves_the_parent_of_its_key_is_an_orphan_to_the_one_it_was_added_to) {
    for (const bool persistent : {false, true})
        for (const bool ed_loaded : {false, true})
            for (const bool wendy_loaded : {false, true}) {
                save_two_users();
                User& ed = *session.query<User>().filter_by(col<&User::name> = "ed").first();
                User& wendy = *session.query<User>().filter_by(col<&User::name> = "wendy").first();
                if (ed_loaded) {
                    EXPECT_EQ(ed.posts.size(), 2U);
                }
                if (wendy_loaded) {
                    EXPECT_EQ(wendy.posts.size(), 0U);
                }
                Post& post = wendy.posts.add(Post{.title = "r"});
                if (persistent)
                    session.flush();
                post.author_id = ed.id;
                ed.posts.remove(post);
                session.flush();
                EXPECT_EQ(wendy.posts.size(), 0U) << persistent << ed_loaded << wendy_loaded;
                EXPECT_EQ(ed.posts.size(), 2U);
                session.commit();
                EXPECT_EQ(number("SELECT count(*) FROM posts WHERE title = 'r'"), 0);
                session.remove(ed);
                session.remove(wendy);
                session.commit();
                session.clear();
            }
}

TEST_F(MovedChildren, R6_2_a_new_child_that_came_back_by_its_key_is_in_the_collection_whatever_was_touched) {
    for (const bool touched : {false, true})
        for (const bool by_one : {false, true})
            for (const bool to_nobody : {false, true}) {
                const auto [rome, bonn] = add_empty_cities();
                User& ed = rome.users.add(User{.name = "ed"});
                ed.city_id = to_nobody ? std::nullopt : std::optional(bonn.id);
                if (touched)
                    static_cast<void>(ed.city.get());
                if (by_one)
                    ed.city = rome;
                else
                    ed.city_id = rome.id;
                session.flush();
                EXPECT_EQ(rome.users.size(), 1U) << touched << by_one << to_nobody;
                EXPECT_TRUE(rome.users.contains(ed));
                EXPECT_EQ(bonn.users.size(), 0U);
                EXPECT_EQ(rome.users.count(), 1);
                session.remove(ed);
                session.commit();
            }
}

TEST_F(MovedChildren, R6_1_a_new_child_that_is_removed_leaves_the_parent_that_its_key_named_first) {
    const auto [rome, bonn] = add_empty_cities();
    User& ed = session.add(User{.name = "ed", .city_id = rome.id});
    EXPECT_EQ(rome.users.size(), 1U);
    ed.city_id = bonn.id;
    session.remove(ed);
    EXPECT_EQ(rome.users.size(), 0U);
    EXPECT_EQ(bonn.users.size(), 0U);
    session.flush();
    EXPECT_EQ(rome.users.size() + bonn.users.size(), 0U);
}

}  // namespace
}  // namespace rowan::rules
