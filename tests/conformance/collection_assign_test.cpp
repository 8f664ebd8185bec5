// many<T>::assign: a collection becomes what a range shows, or what a container brings.
#include "rules_support.hpp"

#include <ranges>
#include <vector>

namespace rowan::rules {
namespace {

class CollectionAssign : public RulesTest {
protected:
    User& user_with_posts() {
        User& user = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
        session.commit();
        return user;
    }
    std::string titles_of(int author) {
        return listed("SELECT title FROM posts WHERE author_id = " + std::to_string(author) + " ORDER BY title");
    }
};

TEST_F(CollectionAssign, R6_3_itself_changes_nothing) {
    User& ed = user_with_posts();
    ed.posts.assign(ed.posts);
    session.commit();
    EXPECT_EQ(titles_of(ed.id), "a,b");
}

TEST_F(CollectionAssign, R6_3_a_view_of_itself_keeps_what_the_view_shows) {
    User& ed = user_with_posts();
    ed.posts.assign(ed.posts | std::views::filter([](const Post& post) { return post.title != "b"; }));
    session.commit();
    EXPECT_EQ(titles_of(ed.id), "a");
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(CollectionAssign, R6_3_a_result_moves_its_objects_to_the_new_owner) {
    User& ed = user_with_posts();
    User& wendy = saved_user("wendy");
    wendy.posts.assign(session.query<Post>().all());
    session.commit();
    EXPECT_EQ(titles_of(wendy.id), "a,b");
    EXPECT_EQ(ed.posts.size(), 0U);
    ed.posts.assign(session.query<Post>().filter(col<&Post::title> == "a"));
    session.commit();
    EXPECT_EQ(titles_of(ed.id), "a");
    EXPECT_EQ(titles_of(wendy.id), "b");
}

TEST_F(CollectionAssign, R6_3_a_vector_of_values_is_moved_in) {
    User& ed = user_with_posts();
    ed.posts.assign(rowan::list(Post{.title = "c"}, Post{.title = "d"}));
    session.commit();
    EXPECT_EQ(titles_of(ed.id), "c,d");
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 2);
}

TEST_F(CollectionAssign, R1_3_a_stranger_in_the_range_leaves_the_collection_as_it_was) {
    User& ed = user_with_posts();
    std::vector<Post> strangers = rowan::list(Post{.title = "c"});
    EXPECT_THROW(ed.posts.assign(strangers), ArgumentError);
    Post stranger{.title = "d"};
    EXPECT_THROW((ed.posts = {Post{.title = "e"}, stranger}), ArgumentError);
    EXPECT_EQ(ed.posts.size(), 2U);
    session.commit();
    EXPECT_EQ(titles_of(ed.id), "a,b");
}

}  // namespace
}  // namespace rowan::rules
