// SEMANTICS 1: ownership and lifetimes. (What the sanitizer sees is in lifetime_test.cpp.)
#include "rules_support.hpp"

#include <algorithm>
#include <iterator>

namespace rowan::rules {
namespace {

class Semantics1 : public RulesTest {};

TEST_F(Semantics1, R1_1_an_object_does_not_move_and_a_ref_tells_its_end) {
    User& ed = session.add(User{.name = "ed"});
    const ObjectRef<User> ref = session.ref(ed);
    session.commit();
    EXPECT_EQ(&ref.get(), &ed);
    EXPECT_EQ(session.get<User>(ed.id), &ed);
    session.remove(ed);
    session.flush();
    EXPECT_TRUE(ref.is_valid()) << "until the commit that makes the removal final";
    session.commit();
    EXPECT_FALSE(ref.is_valid());
    EXPECT_THROW(ref.get(), DetachedError);
}

TEST_F(Semantics1, R1_1_a_ref_ends_with_expunge_clear_close_and_the_session) {
    User& ed = session.add(User{.name = "ed"});
    const ObjectRef<User> expunged = session.ref(ed);
    User out = session.expunge(ed);
    EXPECT_THROW(expunged.get(), DetachedError);

    const ObjectRef<User> cleared = session.ref(session.add(User{.name = "wendy"}));
    session.clear();
    EXPECT_THROW(cleared.get(), DetachedError);
    for (int i = 0; i < 40; ++i)
        session.add(User{.name = std::to_string(i)});
    EXPECT_THROW(cleared.get(), DetachedError) << "whatever stands at the address now";

    const ObjectRef<User> closed = session.ref(session.add(User{.name = "mary"}));
    session.close();
    EXPECT_THROW(closed.get(), DetachedError);

    ObjectRef<User> outlived;
    {
        Session shorter(engine);
        outlived = shorter.ref(shorter.add(User{.name = "fred"}));
        EXPECT_EQ(outlived->name, "fred");
    }
    EXPECT_THROW(outlived.get(), DetachedError);
}

TEST_F(Semantics1, R1_2_add_moves_the_root_and_children_keep_their_addresses) {
    User value{.name = "ed"};
    Post& first = value.posts.add(Post{.title = "first"});
    Tag& tag = first.tags.add(Tag{.name = "news"});
    User& ed = session.add(std::move(value));
    EXPECT_NE(&ed, &value);
    ASSERT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(&ed.posts[0], &first);
    EXPECT_EQ(&ed.posts[0].tags[0], &tag);
    session.commit();
    EXPECT_EQ(session.get<Post>(first.id), &first);
    EXPECT_EQ(session.get<Tag>(tag.id), &tag);
}

TEST_F(Semantics1, R1_3_an_rvalue_is_owned_and_an_lvalue_is_an_object_of_the_session) {
    City& rome = session.add(City{.name = "Rome"});
    Post loose{.title = "loose"};
    EXPECT_THROW(session.add(User{.name = "ed", .posts = {loose}}), ArgumentError);
    City stranger{.name = "Bonn"};
    EXPECT_THROW(session.add(User{.name = "ed", .city = stranger}), ArgumentError);
    Session another(engine);
    City& theirs = another.add(City{.name = "Athens"});
    EXPECT_THROW(session.add(User{.name = "ed", .city = theirs}), ArgumentError);
    EXPECT_EQ(session.counts().pending, 1U) << "nothing of a refused graph stays";

    User& ed = session.add(User{.name = "ed", .city = rome});
    EXPECT_EQ(ed.city.get(), &rome);
    EXPECT_THROW(ed.city = stranger, ArgumentError);
    EXPECT_THROW(ed.posts.add(loose), ArgumentError);
    EXPECT_EQ(ed.city.get(), &rome);
}

TEST_F(Semantics1, R1_3_a_refused_graph_leaves_nothing_behind) {
    User& known = saved_user("ed");
    EXPECT_THROW(session.add(City{.name = "Rome", .users = {User{.id = known.id, .name = "another"}}}), ArgumentError);
    EXPECT_EQ(session.counts().pending, 0U);
    EXPECT_NO_THROW(session.commit());
    EXPECT_EQ(number("SELECT count(*) FROM cities"), 0);
}

TEST_F(Semantics1, R1_4_copy_copies_columns_and_what_is_not_copied_is_absent) {
    User& ed = session.add(User{.id = 3, .name = "ed", .nickname = "eddie", .posts = {Post{.title = "first"}}});
    User plain = rowan::copy(ed);
    EXPECT_EQ(plain.id, 3);
    EXPECT_EQ(plain.name, "ed");
    EXPECT_EQ(plain.nickname, "eddie");
    EXPECT_THROW(plain.posts.size(), DetachedError);
    EXPECT_THROW(plain.city.get(), DetachedError);
    EXPECT_THROW(plain.posts.add(Post{.title = "x"}), DetachedError);

    User with_posts = rowan::copy<&User::posts>(ed);
    ASSERT_EQ(with_posts.posts.size(), 1U);
    EXPECT_NE(&with_posts.posts[0], &ed.posts[0]) << "owned";
    EXPECT_EQ(with_posts.posts[0].title, "first");
    EXPECT_THROW(with_posts.city.get(), DetachedError);
}

TEST_F(Semantics1, R1_4_what_expunge_leaves_behind_is_absent_and_not_empty) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
    session.commit();
    User out = session.expunge(ed);
    EXPECT_EQ(out.name, "ed");
    EXPECT_THROW(out.posts.size(), DetachedError);
    EXPECT_THROW(out.posts.begin(), DetachedError);
    EXPECT_THROW(out.city.get(), DetachedError);
}

TEST_F(Semantics1, R1_4_an_absent_relationship_of_an_object_that_is_added_again_is_not_taken_for_empty) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
    session.commit();
    const int id = ed.id;
    User out = session.expunge(ed);
    Session second(engine);
    User& merged = second.merge(out);
    EXPECT_EQ(merged.id, id);
    EXPECT_EQ(merged.posts.size(), 1U);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(Semantics1, R1_5_the_flush_refuses_an_object_that_was_moved_from) {
    User& ed = saved_user("ed");
    {
        User stolen = std::move(ed);
    }
    EXPECT_THROW(session.flush(), ArgumentError);
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_NO_THROW(session.flush());
}

TEST_F(Semantics1, R1_5_the_flush_refuses_a_moved_from_object_whose_columns_did_not_change) {
    Profile& profile = session.add(Profile{});
    session.commit();
    {
        Profile stolen = std::move(profile);
    }
    EXPECT_THROW(session.flush(), ArgumentError);
}

TEST_F(Semantics1, R1_5_swapping_and_assigning_over_objects_is_refused) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    const auto flush_after_swap = [&] {
        std::swap(ed, wendy);
        session.flush();
    };
    EXPECT_THROW(flush_after_swap(), Error);
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(wendy.name, "wendy");
    EXPECT_THROW((ed = User{.name = "another"}), StateError);
    EXPECT_THROW(session.flush(), ArgumentError);
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_THROW(ed = std::move(wendy), StateError);
    EXPECT_THROW(session.flush(), ArgumentError);
    session.rollback();
    EXPECT_EQ(wendy.name, "wendy");
    session.commit();
    EXPECT_EQ(listed("SELECT name FROM users ORDER BY id"), "ed,wendy");
}

TEST_F(Semantics1, R1_5_an_object_that_is_assigned_over_with_its_own_key_loses_no_relationship) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome, .posts = {Post{.title = "first"}}});
    session.commit();
    EXPECT_THROW((ed = User{.id = ed.id, .name = "edward", .city_id = rome.id}), StateError);
    EXPECT_THROW(session.commit(), ArgumentError) << "half of it is assigned";
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(ed.city.get(), &rome);
    // What is given in it is told by the first relationship that is not.
    EXPECT_THROW((ed = User{.id = ed.id, .name = "ed", .city = rome, .posts = {Post{.title = "x"}}}), StateError);
    session.rollback();
    EXPECT_EQ(ed.posts.size(), 1U);
    session.commit();
    EXPECT_EQ(listed("SELECT title FROM posts"), "first");
    Profile& profile = session.add(Profile{.words = "x", .user = ed});
    session.commit();
    EXPECT_THROW((profile = Profile{.id = profile.id}), StateError);
    session.rollback();
    EXPECT_EQ(profile.user.get(), &ed);
}

TEST_F(Semantics1, R1_5_relationships_are_emptied_by_saying_so) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome, .posts = {Post{.title = "first"}}});
    session.commit();
    ed.city = {};
    EXPECT_EQ(ed.city.get(), nullptr);
    ed.city = rome;
    ed.city = nullptr;
    EXPECT_EQ(ed.city.get(), nullptr);
    many<Post> nothing;
    EXPECT_THROW(ed.posts = std::move(nothing), StateError) << "looks like a whole object";
    session.rollback();
    ed.city = nullptr;
    ed.posts = {};
    EXPECT_TRUE(ed.posts.empty());
    ed.posts = {Post{.title = "second"}};
    many<Post> more;
    more.add(Post{.title = "third"});
    ed.posts = std::move(more);
    session.commit();
    EXPECT_EQ(listed("SELECT title FROM posts"), "third");
    EXPECT_EQ(words("SELECT city_id FROM users"), "NULL");
}

struct Plain {
    int id{};
    std::string name{};
    static constexpr auto mapping() { return table<Plain>("plain", column<&Plain::id>(primary_key)); }
};

TEST_F(Semantics1, R1_5_a_struct_without_relationships_that_keeps_its_key_just_gets_other_columns) {
    rowan::metadata<Plain>().create_all(engine);
    Plain& plain = session.add(Plain{.name = "a"});
    session.commit();
    plain = Plain{.id = plain.id, .name = "b"};
    session.commit();
    EXPECT_EQ(words("SELECT name FROM plain"), "'b'");
    plain = Plain{.name = "c"};
    EXPECT_THROW(session.commit(), ArgumentError) << "its key is another";
}

TEST_F(Semantics1, R1_6_results_can_not_be_sorted_and_their_values_outlive_the_session) {
    static_assert(!std::sortable<ObjectVector<User>::iterator>);
    static_assert(!std::sortable<many<User>::iterator>);
    std::vector<User> values;
    std::vector<User> fetched;
    {
        Session shorter(engine);
        shorter.add(User{.name = "ed"});
        shorter.add(User{.name = "wendy"});
        const auto users = shorter.query<User>().all();
        std::vector<User*> pointers = users.pointers();
        std::sort(pointers.begin(), pointers.end(), [](User* a, User* b) { return a->name > b->name; });
        EXPECT_EQ(pointers[0]->name, "wendy");
        EXPECT_EQ(users[0].name, "ed") << "the result stays as it was";
        values = users.values();
        fetched = shorter.connection().fetch<User>(select<User>());
    }
    ASSERT_EQ(values.size(), 2U);
    EXPECT_EQ(values[1].name, "wendy");
    EXPECT_THROW(values[1].posts.size(), DetachedError) << "1.4";
    ASSERT_EQ(fetched.size(), 2U);
    EXPECT_EQ(fetched[0].name, "ed");
}

TEST_F(Semantics1, R1_5_assign_takes_over_columns_without_keys_and_relationships) {
    User& ed = session.add(User{.name = "ed", .age = 30, .posts = {Post{.title = "first"}}});
    session.commit();
    const int id = ed.id;
    session.assign(ed, User{.id = 99, .name = "edward"});
    EXPECT_EQ(ed.id, id);
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(ed.age, std::nullopt);
    session.commit();
    EXPECT_EQ(ed.posts.size(), 1U);
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(Semantics1, R1_6_what_moves_objects_around_is_refused) {
    for (const char* name : {"a", "b", "c"})
        session.add(User{.name = name});
    for (const char* name : {"a", "b", "c"})
        session.add(Plain{.name = name});
    rowan::metadata<Plain>().create_all(engine);
    session.commit();
    const auto rotate = [&](auto users) {
        std::rotate(users.begin(), std::next(users.begin()), users.end());
        session.flush();
    };
    EXPECT_THROW(rotate(session.query<User>().all()), Error);
    session.rollback();
    EXPECT_THROW(rotate(session.query<Plain>().order_by(col<&Plain::id>).all()), ArgumentError) << "keys moved";
    session.rollback();
    EXPECT_EQ(session.query<Plain>().order_by(col<&Plain::id>).all()[0].name, "a");
    EXPECT_EQ(listed("SELECT name FROM users ORDER BY id"), "a,b,c");
}

TEST_F(Semantics1, R1_7_one_compares_by_identity_and_many_not_and_neither_loads) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    User& wendy = session.add(User{.name = "wendy", .city = rome});
    User& mary = session.add(User{.name = "mary"});
    EXPECT_TRUE(ed.city == wendy.city);
    EXPECT_FALSE(ed.city == mary.city);
    EXPECT_TRUE(ed.city == rome);
    EXPECT_FALSE(ed.posts == wendy.posts);
    session.commit();

    Session second(engine);
    User& ed2 = *second.get<User>(ed.id);
    User& wendy2 = *second.get<User>(wendy.id);
    User& mary2 = *second.get<User>(mary.id);
    const StatementLog log(engine);
    EXPECT_TRUE(ed2.city == wendy2.city);
    EXPECT_FALSE(ed2.city == mary2.city);
    EXPECT_FALSE(ed2.city == rome) << "of another session";
    EXPECT_TRUE(ed2.posts == ed2.posts);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    City& rome2 = *second.get<City>(rome.id);
    EXPECT_TRUE(ed2.city == rome2);
}

TEST_F(Semantics1, R1_7_a_one_is_compared_by_the_key_that_was_written_last) {
    City& rome = session.add(City{.name = "Rome"});
    City& bonn = session.add(City{.name = "Bonn"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    User& wendy = session.add(User{.name = "wendy", .city = bonn});
    session.commit();
    ed.city_id = bonn.id;
    EXPECT_FALSE(ed.city == rome);
    EXPECT_TRUE(ed.city == bonn);
    EXPECT_TRUE(ed.city == wendy.city);
    ed.city_id = std::nullopt;
    EXPECT_FALSE(ed.city == bonn);
    EXPECT_FALSE(ed.city == wendy.city);
    EXPECT_TRUE(ed.city == nullptr);
    session.rollback();
    session.remove(rome);
    EXPECT_FALSE(ed.city == rome) << "it is nobody's";
}

TEST_F(Semantics1, R1_7_a_one_to_one_without_the_key_is_compared_by_the_key_at_its_other_end) {
    run("INSERT INTO users (id, name) VALUES (1, 'ed'), (2, 'wendy'), (3, 'mary');"
        "INSERT INTO profiles VALUES (7, 'x', 1)");
    User& ed = session.get_one<User>(1);
    User& wendy = session.get_one<User>(2);
    User& mary = session.get_one<User>(3);
    Profile& profile = session.get_one<Profile>(7);
    const StatementLog log(engine);
    EXPECT_TRUE(ed.profile == profile);
    EXPECT_FALSE(wendy.profile == profile);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    EXPECT_FALSE(ed.profile.is_loaded());
    // That there is none is known to the database only.
    EXPECT_TRUE(wendy.profile == mary.profile);
    EXPECT_FALSE(ed.profile == wendy.profile);
    EXPECT_TRUE(mary.profile == nullptr);
    EXPECT_FALSE(ed.profile == nullptr);
    session.remove(profile);
    EXPECT_FALSE(ed.profile == profile);
}

TEST_F(Semantics1, R1_7_same_columns_compares_columns) {
    User& ed = session.add(User{.id = 1, .name = "ed", .posts = {Post{.title = "first"}}});
    User same{.id = 1, .name = "ed"};
    EXPECT_TRUE(rowan::same_columns(ed, same));
    same.nickname = "eddie";
    EXPECT_FALSE(rowan::same_columns(ed, same));
}

TEST_F(Semantics1, R1_8_through_const_only_const_is_reachable_and_a_load_is_allowed) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome, .posts = {Post{.title = "first"}}});
    session.commit();
    Session second(engine);
    const User& reader = *second.get<User>(ed.id);
    static_assert(std::is_same_v<decltype(reader.city.get()), const City*>);
    static_assert(std::is_same_v<decltype(*reader.city), const City&>);
    static_assert(std::is_same_v<decltype(*reader.posts.begin()), const Post&>);
    static_assert(std::is_same_v<decltype(reader.posts[0]), const Post&>);
    EXPECT_EQ(reader.city->name, "Rome");
    for (const Post& post : reader.posts)
        EXPECT_EQ(post.title, "first");
}

TEST_F(Semantics1, R1_9_moving_a_session_moves_no_object) {
    User& ed = session.add(User{.name = "ed"});
    Session moved = std::move(session);
    EXPECT_EQ(moved.state(ed), ObjectState::pending);
    moved.commit();
    EXPECT_EQ(moved.get<User>(ed.id), &ed);
    Session second(engine);
    second = std::move(moved);
    EXPECT_EQ(second.get<User>(ed.id), &ed);
    ed.posts.add(Post{.title = "first"});
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(Semantics1, R1_9_ending_a_session_drops_changes_rolls_back_and_tells) {
    User& ed = saved_user("ed");
    std::size_t dropped = 0;
    {
        Session second(engine);
        second.on_changes_dropped([&](std::size_t count) { dropped += count; });
        second.get<User>(ed.id)->name = "edward";
        second.add(User{.name = "wendy"});
        second.flush();
        second.add(User{.name = "mary"});
        second.get<User>(ed.id)->age = 3;
    }
    EXPECT_EQ(dropped, 2U) << "mary, and ed's age";
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    EXPECT_EQ(words("SELECT name FROM users"), "'ed'");
    {
        Session third(engine);
        third.on_changes_dropped([&](std::size_t) { ADD_FAILURE() << "nothing was dropped"; });
        static_cast<void>(third.get<User>(ed.id));
    }
}

TEST_F(Semantics1, R1_9_a_destructor_swallows_what_a_listener_throws) {
    EXPECT_NO_THROW({
        Session second(engine);
        second.on_changes_dropped([](std::size_t) { throw std::runtime_error("no"); });
        second.add(User{.name = "wendy"});
    });
}

}  // namespace
}  // namespace rowan::rules
