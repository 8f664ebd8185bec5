// Relationships: SEMANTICS 6, and structs that refer to each other in other ways.
#include "rules_support.hpp"

#include <algorithm>

namespace rowan::rules {
namespace {

class Semantics6 : public RulesTest {
protected:
    std::vector<std::string> titles(const many<Post>& posts) {
        std::vector<std::string> all;
        for (const Post& post : posts)
            all.push_back(post.title);
        return all;
    }
};
using Titles = std::vector<std::string>;

// --- 6.1

TEST_F(Semantics6, R6_1_assigning_a_one_changes_the_other_end_and_the_key) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    session.commit();
    ASSERT_TRUE(rome.users.contains(ed));
    ed.city = bonn;
    EXPECT_EQ(ed.city_id, bonn.id);
    EXPECT_FALSE(rome.users.contains(ed));
    EXPECT_TRUE(bonn.users.contains(ed));
    ed.city = nullptr;
    EXPECT_EQ(ed.city_id, std::nullopt);
    EXPECT_FALSE(bonn.users.contains(ed));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE city_id IS NULL"), 1);
}

TEST_F(Semantics6, R6_1_add_and_remove_change_the_other_end_and_the_key) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed"});
    session.commit();
    rome.users.add(ed);
    EXPECT_EQ(ed.city.get(), &rome);
    EXPECT_EQ(ed.city_id, rome.id);
    EXPECT_TRUE(rome.users.remove(ed));
    EXPECT_EQ(ed.city.get(), nullptr);
    EXPECT_EQ(ed.city_id, std::nullopt);
    EXPECT_FALSE(rome.users.remove(ed));
    rome.users.add(ed);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), rome.id);
}

TEST_F(Semantics6, R6_1_session_remove_changes_loaded_collections) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    session.commit();
    session.remove(ed.posts[0]);
    EXPECT_EQ(titles(ed.posts), Titles{"b"});
    session.commit();
    EXPECT_EQ(titles(ed.posts), Titles{"b"});
}

TEST_F(Semantics6, R6_1_session_remove_in_a_later_transaction_changes_collections_that_are_still_loaded) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a", .tags = {Tag{.name = "t"}}}}});
    session.commit();
    const int post_id = ed.posts[0].id;
    const int tag_id = ed.posts[0].tags[0].id;
    Session second(engine);
    Tag& tag = *second.get<Tag>(tag_id);
    ASSERT_EQ(tag.posts.size(), 1U);
    second.commit();
    Post& post = *second.get<Post>(post_id);
    ASSERT_EQ(tag.posts.size(), 1U);
    second.remove(post);
    EXPECT_EQ(tag.posts.size(), 0U);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 0);
}

TEST_F(Semantics6, R6_1_restore_of_a_removed_member_brings_it_back) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    session.commit();
    Post& a = ed.posts[0];
    session.remove(a);
    session.restore(a);
    EXPECT_EQ(ed.posts.size(), 2U);
    EXPECT_EQ(a.author.get(), &ed);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 2);
}

TEST_F(Semantics6, R6_1_a_member_removed_before_the_collection_is_loaded_is_none_until_it_is_restored) {
    const User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    session.commit();
    Session second(engine);
    Post& a = *second.get<Post>(ed.posts[0].id);
    second.remove(a);
    User& ed2 = *second.get<User>(ed.id);
    ASSERT_EQ(ed2.posts.size(), 1U);
    EXPECT_EQ(ed2.posts[0].title, "b");
    second.restore(a);
    EXPECT_EQ(ed2.posts.size(), 2U);
    second.remove(a);
    EXPECT_EQ(ed2.posts.size(), 1U);
}

TEST_F(Semantics6, R6_1_a_removed_parent_is_nobodys) {
    User& ed = session.add(User{.name = "ed"});
    City& rome = session.add(City{.name = "Rome"});
    session.flush();
    ed.city = rome;
    session.commit();
    Session second(engine);
    User& ed2 = *second.get<User>(ed.id);
    City& rome2 = *ed2.city;
    second.remove(rome2);
    EXPECT_EQ(ed2.city.get(), nullptr);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE city_id IS NULL"), 1);
}

TEST_F(Semantics6, R6_1_one_to_one_from_both_ends) {
    User& ed = session.add(User{.name = "ed"});
    User& wendy = session.add(User{.name = "wendy"});
    Profile& profile = session.add(Profile{.words = "x", .user = ed});
    EXPECT_EQ(ed.profile.get(), &profile);
    session.commit();
    EXPECT_EQ(profile.user_id, ed.id);
    wendy.profile = profile;
    EXPECT_EQ(profile.user.get(), &wendy);
    EXPECT_EQ(profile.user_id, wendy.id);
    EXPECT_EQ(ed.profile.get(), nullptr);
    session.commit();
    EXPECT_EQ(number("SELECT user_id FROM profiles"), wendy.id);
    profile.user = ed;
    EXPECT_EQ(wendy.profile.get(), nullptr);
    EXPECT_EQ(ed.profile.get(), &profile);
    session.commit();
    EXPECT_EQ(number("SELECT user_id FROM profiles"), ed.id);
    ed.profile = Profile{.words = "y"};
    EXPECT_EQ(profile.user.get(), nullptr);
    session.commit();
    EXPECT_EQ(
        number(
            "SELECT count(*) FROM profiles WHERE (words = 'y' AND user_id = 1) OR (words = 'x' AND user_id IS NULL)"),
        2);
}

TEST_F(Semantics6, R6_1_before_add_only_the_end_written_is_set) {
    User value{.name = "ed"};
    Post& post = value.posts.add(Post{.title = "a"});
    EXPECT_EQ(post.author.get(), nullptr);
    session.add(std::move(value));
    ASSERT_NE(post.author.get(), nullptr);
    EXPECT_EQ(post.author->name, "ed");
}

TEST_F(Semantics6, R6_1_a_graph_in_one_literal) {
    User& jack = session.add(
        User{.name = "jack",
             .city = City{.name = "Rome"},
             .posts = {Post{.title = "first", .tags = {Tag{.name = "a"}, Tag{.name = "b"}}}, Post{.title = "second"}}});
    session.commit();
    EXPECT_EQ(
        number("SELECT count(*) FROM posts JOIN users ON author_id = users.id JOIN cities ON city_id = cities.id"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 2);
    for (Post& post : jack.posts)
        EXPECT_EQ(post.author.get(), &jack);
    Post& third = jack.posts.add(Post{.title = "third"});
    EXPECT_EQ(session.state(third), ObjectState::pending) << "by cascade";
    EXPECT_EQ(third.author.get(), &jack);
    EXPECT_EQ(third.author_id, jack.id);
}

// --- 6.2

TEST_F(Semantics6, R6_2_the_key_written_last_wins) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed"});
    session.commit();
    ed.city = rome;
    ed.city_id = bonn.id;
    EXPECT_EQ(ed.city.get(), &bonn) << "at the next touch";
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), bonn.id);
}

TEST_F(Semantics6, R6_2_the_key_written_last_wins_without_a_touch) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed"});
    session.commit();
    ed.city = rome;
    ed.city_id = bonn.id;
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), bonn.id);
    EXPECT_EQ(ed.city.get(), &bonn);
    EXPECT_FALSE(rome.users.contains(ed));
    EXPECT_TRUE(bonn.users.contains(ed));
}

TEST_F(Semantics6, R6_2_the_one_written_last_wins) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed"});
    session.commit();
    ed.city_id = bonn.id;
    ed.city = rome;
    EXPECT_EQ(ed.city_id, rome.id);
    session.commit();
    EXPECT_EQ(number("SELECT city_id FROM users"), rome.id);
}

TEST_F(Semantics6, R6_2_collections_follow_the_key_at_the_flush) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    session.commit();
    ASSERT_EQ(rome.users.size(), 1U);
    ASSERT_EQ(bonn.users.size(), 0U);
    ed.city_id = bonn.id;
    EXPECT_EQ(rome.users.size(), 1U) << "not before the flush";
    session.flush();
    EXPECT_EQ(rome.users.size(), 0U);
    EXPECT_EQ(bonn.users.size(), 1U);
    ed.city_id = std::nullopt;
    session.flush();
    EXPECT_EQ(bonn.users.size(), 0U);
    session.rollback();
    EXPECT_EQ(ed.city_id, rome.id);
    EXPECT_EQ(rome.users.size(), 1U);
}

TEST_F(Semantics6, R6_2_a_new_object_stands_in_the_collection_of_its_key_at_add) {
    City& rome = session.add(City{.name = "Rome"});
    session.commit();
    ASSERT_EQ(rome.users.size(), 0U);
    User& ed = session.add(User{.name = "ed", .city_id = rome.id});
    EXPECT_EQ(rome.users.size(), 1U);
    EXPECT_EQ(ed.city.get(), &rome);
    session.commit();
    EXPECT_EQ(rome.users.size(), 1U);
}

TEST_F(Semantics6, R6_2_both_given_and_different_is_refused) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    session.commit();
    EXPECT_THROW(session.add(User{.name = "ed", .city_id = bonn.id, .city = rome}), ArgumentError);
    EXPECT_NO_THROW(session.add(User{.name = "ed", .city_id = rome.id, .city = rome}));
    User& wendy = session.add(User{.name = "wendy", .city = City{.name = "new"}});
    wendy.city_id = rome.id;
    EXPECT_THROW(session.flush(), ArgumentError) << "a pending target, and then a key";
}

TEST_F(Semantics6, R6_2_a_pending_target_empties_the_key_of_the_one_before) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    session.commit();
    ed.city = City{.name = "Bonn"};
    EXPECT_EQ(ed.city_id, std::nullopt);
    session.commit();
    EXPECT_EQ(ed.city_id, ed.city->id);
    EXPECT_EQ(words("SELECT cities.name FROM users JOIN cities ON city_id = cities.id"), "'Bonn'");
}

// --- 6.3

TEST_F(Semantics6, R6_3_orphans_are_deleted_at_the_flush) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    session.commit();
    Post& a = ed.posts[0];
    ed.posts.remove(a);
    EXPECT_EQ(session.state(a), ObjectState::persistent) << "decided at the flush";
    session.flush();
    EXPECT_EQ(session.state(a), ObjectState::deleted);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(Semantics6, R6_3_add_moves_a_child) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}}});
    User& wendy = session.add(User{.name = "wendy"});
    session.commit();
    Post& a = ed.posts[0];
    wendy.posts.add(a);
    EXPECT_EQ(a.author.get(), &wendy);
    EXPECT_EQ(ed.posts.size(), 0U);
    session.commit();
    EXPECT_EQ(number("SELECT author_id FROM posts"), wendy.id);
}

TEST_F(Semantics6, R6_3_removed_from_one_and_added_to_another_is_no_orphan) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}}});
    User& wendy = session.add(User{.name = "wendy"});
    session.commit();
    Post& a = ed.posts[0];
    ed.posts.remove(a);
    wendy.posts.add(a);
    session.commit();
    EXPECT_EQ(session.state(a), ObjectState::persistent);
    EXPECT_EQ(number("SELECT author_id FROM posts"), wendy.id);
}

struct Leaf;
struct Branch {
    int id{};
    many<Leaf> leaves{};
    static constexpr auto mapping() { return table<Branch>("branches", column<&Branch::id>(primary_key)); }
};
struct Leaf {
    int id{};
    int branch_id{};
    one<Branch> branch{};
    static constexpr auto mapping() {
        return table<Leaf>("leaves", column<&Leaf::id>(primary_key),
                           column<&Leaf::branch_id>(foreign_key("branches.id")));
    }
};

class Semantics6Leaves : public DatabaseTest {
protected:
    Semantics6Leaves() { metadata<Branch, Leaf>().create_all(engine); }
};

TEST_F(Semantics6Leaves, R6_3_a_child_that_can_not_be_without_a_parent_is_refused_at_the_flush) {
    Branch& branch = session.add(Branch{.leaves = {Leaf{}}});
    session.commit();
    Leaf& leaf = branch.leaves[0];
    branch.leaves.remove(leaf);
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(log.count(), 0U);
    session.rollback();
    leaf.branch = nullptr;
    EXPECT_THROW(session.flush(), ArgumentError);
    session.rollback();
    EXPECT_EQ(leaf.branch.get(), &branch);
    ASSERT_EQ(branch.leaves.size(), 1U);
    session.remove(branch);
    EXPECT_THROW(session.flush(), ArgumentError);
}

TEST_F(Semantics6Leaves, R6_3_a_new_child_without_a_parent_is_the_databases_to_refuse) {
    session.add(Leaf{});
    EXPECT_THROW(session.flush(), IntegrityError);
}

// --- 6.4

TEST_F(Semantics6, R6_4_add_and_remove_never_load_and_new_members_stand_last) {
    run("INSERT INTO users (id, name) VALUES (1, 'ed'), (2, 'wendy');"
        "INSERT INTO posts (id, title, author_id) VALUES (1, 'a', 1), (2, 'b', 1), (3, 'of wendy', 2)");
    User& ed = *session.get<User>(1);
    Post& b = *session.get<Post>(2);
    Post& of_wendy = *session.get<Post>(3);
    const StatementLog log(engine);
    Post& added = ed.posts.add(Post{.title = "new"});
    EXPECT_TRUE(ed.posts.remove(b));
    EXPECT_FALSE(ed.posts.remove(of_wendy)) << "no member";
    EXPECT_FALSE(ed.posts.is_loaded());
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    EXPECT_EQ(ed.posts.count(), 2) << "asks the database";
    EXPECT_EQ(log.count(), 1U);
    EXPECT_EQ(titles(ed.posts), (Titles{"a", "new"})) << "9.5: merged in";
    EXPECT_EQ(log.count(), 2U);
    EXPECT_TRUE(ed.posts.contains(added));
    ed.posts.clear();
    EXPECT_TRUE(ed.posts.empty());
    session.commit();
    EXPECT_EQ(listed("SELECT title FROM posts"), "of wendy");
}

TEST_F(Semantics6, R6_4_assignment_and_assign_replace_the_members) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    session.commit();
    Post& b = ed.posts[1];
    ed.posts = {b, Post{.title = "c"}};
    EXPECT_EQ(titles(ed.posts), (Titles{"b", "c"}));
    session.commit();
    EXPECT_EQ(listed("SELECT title FROM posts ORDER BY id"), "b,c");
    ed.posts.assign(rowan::list(Post{.title = "x"}, Post{.title = "y"}));
    session.commit();
    EXPECT_EQ(listed("SELECT title FROM posts ORDER BY id"), "x,y");
    EXPECT_THROW(ed.posts[2], ArgumentError);
}

// --- 6.5

TEST_F(Semantics6, R6_5_a_loop_walks_what_there_was_when_it_began) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}, Post{.title = "c"}}});
    session.commit();
    Titles seen;
    for (Post& post : ed.posts) {
        seen.push_back(post.title);
        if (post.title == "a") {
            ed.posts.add(Post{.title = "new"});
            session.flush();
        }
        if (post.title == "b") {
            ed.posts.remove(post);
            session.commit();
        }
    }
    EXPECT_EQ(seen, (Titles{"a", "b", "c"}));
    EXPECT_EQ(titles(ed.posts), (Titles{"a", "c", "new"}));
}

TEST_F(Semantics6, R6_5_members_that_the_body_removes_and_commits_live_until_the_loop_ends) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}, Post{.title = "c"}}});
    session.commit();
    Titles seen;
    for (Post& post : ed.posts) {
        seen.push_back(post.title);
        if (seen.size() > 1)
            continue;
        while (!ed.posts.empty())
            session.remove(ed.posts[0]);
        session.commit();
    }
    EXPECT_EQ(seen, (Titles{"a", "b", "c"}));
    session.commit();
    EXPECT_EQ(session.identity_map<Post>().size(), 0U);
}

// --- 6.6

TEST_F(Semantics6, R6_6_loaded_children_follow_the_cascade_in_memory) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}}, .profile = Profile{.words = "x"}});
    session.commit();
    Post& post = ed.posts[0];
    Profile& profile = *ed.profile;
    session.remove(ed);
    EXPECT_EQ(session.state(post), ObjectState::removed);
    EXPECT_EQ(session.state(profile), ObjectState::persistent);
    EXPECT_EQ(profile.user_id, std::nullopt);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM profiles WHERE user_id IS NULL"), 1);
}

TEST_F(Semantics6, R6_6_loaded_children_follow_the_keys_on_delete_in_memory) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    session.commit();
    session.remove(rome);
    EXPECT_EQ(ed.city_id, std::nullopt) << "ON DELETE SET NULL";
    EXPECT_EQ(ed.city.get(), nullptr);
    session.commit();
    EXPECT_TRUE(session.dirty<User>().empty());
}

TEST_F(Semantics6, R6_6_children_that_are_not_loaded_are_left_to_the_database_or_done_by_one_statement) {
    run("INSERT INTO cities VALUES (1, 'Rome'); INSERT INTO users (id, name, city_id) VALUES (1, 'ed', 1), (2, "
        "'wendy', 1);"
        "INSERT INTO profiles VALUES (1, 'x', 1)");
    const StatementLog log(engine);
    session.remove(*session.get<City>(1));
    session.remove(*session.get<User>(2));
    session.flush();
    EXPECT_EQ(log.count("UPDATE users"), 0U) << "the database's action: " << log.to_string();
    EXPECT_EQ(log.count("UPDATE profiles"), 1U) << log.to_string();
    session.remove(*session.get<User>(1));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM profiles WHERE user_id IS NULL"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 0);
}

TEST_F(Semantics6, R6_6_a_cascade_reaches_what_is_not_loaded_through_what_depends_on_it) {
    session.add(User{.name = "ed", .posts = {Post{.title = "a", .tags = {Tag{.name = "t"}}}, Post{.title = "b"}}});
    session.commit();
    Session second(engine);
    second.remove(*second.get<User>(1));
    second.commit();
    EXPECT_EQ(
        number("SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM posts) + (SELECT count(*) FROM post_tag)"),
        0);
    EXPECT_EQ(number("SELECT count(*) FROM tags"), 1);
}

// --- 6.7

TEST_F(Semantics6, R6_7_one_pair_is_one_row_whichever_ends_were_written) {
    User& ed = session.add(User{.name = "ed"});
    Post& post = ed.posts.add(Post{.title = "a"});
    Tag& tag = session.add(Tag{.name = "t"});
    post.tags.add(tag);
    tag.posts.add(post);
    post.tags.add(tag);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 1);
    EXPECT_EQ(tag.posts.size(), 1U);
    post.tags.remove(tag);
    EXPECT_EQ(tag.posts.size(), 0U);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 0);
    tag.posts.add(post);
    tag.posts.remove(post);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 0);
}

TEST_F(Semantics6, R6_7_a_removal_that_finds_none_is_done_and_a_duplicate_by_others_is_an_integrity_error) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a", .tags = {Tag{.name = "t"}}}}});
    session.commit();
    Post& post = ed.posts[0];
    Tag& tag = post.tags[0];
    run("DELETE FROM post_tag");
    post.tags.remove(tag);
    EXPECT_NO_THROW(session.commit());
    run("INSERT INTO post_tag (post_id, tag_id) VALUES (1, 1)");
    post.tags.add(tag);
    EXPECT_THROW(session.commit(), IntegrityError);
    session.rollback();
    EXPECT_EQ(post.tags.size(), 1U);
}

TEST_F(Semantics6, R6_7_removing_an_end_removes_its_pairs) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a", .tags = {Tag{.name = "t"}}}}});
    session.commit();
    session.remove(ed.posts[0].tags[0]);
    EXPECT_EQ(ed.posts[0].tags.size(), 0U);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

// --- other shapes

struct Album;
struct Artist {
    int id{};
    std::string name{};
    many<Album> albums{};
    static constexpr auto mapping() {
        return table<Artist>("artists", column<&Artist::id>(primary_key),
                             relationship<&Artist::albums>(ordered_by("year desc, title"), cascade_delete));
    }
};
struct Album {
    int id{};
    std::string title{};
    int year{};
    int artist_id{};
    one<Artist> artist{};
    static constexpr auto mapping() {
        return table<Album>("albums", column<&Album::id>(primary_key),
                            column<&Album::artist_id>(foreign_key("artists.id", {.on_delete = Action::cascade})),
                            relationship<&Album::artist>(raise_load));
    }
};
struct Node {
    int id{};
    std::string name{};
    std::optional<int> parent_id{};
    one<Node> parent{};
    many<Node> children{};
    static constexpr auto mapping() {
        return table<Node>("nodes", column<&Node::id>(primary_key), column<&Node::parent_id>(foreign_key("nodes.id")),
                           relationship<&Node::children>(cascade_all_delete_orphan));
    }
};
struct Student;
struct Course {
    int id{};
    std::string name{};
    many<struct Enrolment> enrolments{};
    static constexpr auto mapping() { return table<Course>("courses", column<&Course::id>(primary_key)); }
};
struct Enrolment {
    int student_id{};
    int course_id{};
    int grade{};
    one<Student> student{};
    one<Course> course{};
    static constexpr auto mapping() {
        return table<Enrolment>("enrolments", column<&Enrolment::student_id>(primary_key, foreign_key("students.id")),
                                column<&Enrolment::course_id>(primary_key, foreign_key("courses.id")));
    }
};
struct Student {
    int id{};
    std::string name{};
    many<Enrolment> enrolments{};
    static constexpr auto mapping() {
        return table<Student>("students", column<&Student::id>(primary_key),
                              relationship<&Student::enrolments>(cascade_all_delete_orphan));
    }
};

class Relationships : public DatabaseTest {
protected:
    Relationships() { metadata<Artist, Album, Node, Course, Enrolment, Student>().create_all(engine); }
};

TEST_F(Relationships, R9_6_raise_load_throws_on_a_touch_that_would_send_sql_only) {
    session.add(Artist{.name = "x", .albums = {Album{.title = "a"}}});
    session.commit();
    Session second(engine);
    Album& album = *second.get<Album>(1);
    EXPECT_THROW(album.artist.get(), StateError);
    EXPECT_THROW(static_cast<void>(album.artist->name), StateError);
    Artist& artist = *second.get<Artist>(1);
    EXPECT_EQ(album.artist.get(), &artist);
}

TEST_F(Relationships, ordered_by_orders_a_load) {
    session.add(Artist{.name = "x",
                       .albums = {Album{.title = "b", .year = 1990}, Album{.title = "a", .year = 1990},
                                  Album{.title = "z", .year = 2000}}});
    session.commit();
    Session second(engine);
    std::string order;
    for (Album& album : second.get<Artist>(1)->albums)
        order += album.title;
    EXPECT_EQ(order, "zab");
}

TEST_F(Relationships, cascade_delete_over_a_database_cascade_is_left_to_the_database) {
    session.add(Artist{.name = "x", .albums = {Album{.title = "a"}, Album{.title = "b"}}});
    session.commit();
    Session second(engine);
    Artist& artist = *second.get<Artist>(1);
    second.remove(artist);
    const StatementLog log(engine);
    second.commit();
    EXPECT_EQ(log.count(), 1U) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM albums"), 0);
}

TEST_F(Relationships, a_tree_of_one_struct) {
    Node& root = session.add(
        Node{.name = "root", .children = {Node{.name = "a", .children = {Node{.name = "a1"}}}, Node{.name = "b"}}});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM nodes c JOIN nodes p ON c.parent_id = p.id"), 3);
    EXPECT_EQ(root.children[0].children[0].parent.get(), &root.children[0]);

    Session second(engine);
    Node& again = *second.get<Node>(1);
    ASSERT_EQ(again.children.size(), 2U);
    Node& a = again.children[0];
    EXPECT_EQ(a.children.size(), 1U);
    EXPECT_EQ(a.parent.get(), &again);
    EXPECT_EQ(again.parent.get(), nullptr);
    again.children[1].children.add(a.children[0]);
    second.commit();
    EXPECT_EQ(words("SELECT p.name FROM nodes c JOIN nodes p ON c.parent_id = p.id WHERE c.name = 'a1'"), "'b'");
    second.remove(again);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM nodes"), 0);
}

TEST_F(Relationships, a_removed_tree_that_is_not_loaded_goes_as_a_whole) {
    session.add(Node{.name = "root", .children = {Node{.name = "a", .children = {Node{.name = "a1"}}}}});
    session.commit();
    Session second(engine);
    second.remove(*second.get<Node>(1));
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM nodes"), 0);
}

TEST_F(Relationships, association_objects_whose_key_are_two_foreign_keys) {
    Course& art = session.add(Course{.name = "art"});
    Course& law = session.add(Course{.name = "law"});
    Student& ann = session.add(Student{.name = "ann"});
    ann.enrolments.add(Enrolment{.grade = 1, .course = art});
    ann.enrolments.add(Enrolment{.grade = 2, .course = law});
    session.commit();
    EXPECT_EQ(number("SELECT sum(grade) FROM enrolments JOIN students ON student_id = students.id"), 3);
    EXPECT_EQ(art.enrolments.size(), 1U);
    EXPECT_EQ((session.get<Enrolment>(ann.id, law.id))->grade, 2);
    Student& bob = session.add(Student{
        .name = "bob", .enrolments = {Enrolment{.grade = 3, .course = art}, Enrolment{.grade = 4, .course = law}}});
    session.commit();
    EXPECT_EQ(bob.enrolments.size(), 2U);
    EXPECT_EQ(number("SELECT count(*) FROM enrolments"), 4);
    ann.enrolments.remove(ann.enrolments[0]);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM enrolments"), 3);
    session.remove(bob);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM enrolments"), 1);
}

}  // namespace
}  // namespace rowan::rules
