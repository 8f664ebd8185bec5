// SEMANTICS 6.7: a many-to-many is a set, and the last word about a pair holds, whichever ends are loaded, and whether
// the pair has a row.
#include "rules_support.hpp"

#include <array>
#include <functional>

namespace rowan::rules {
namespace {

class PairChanges : public RulesTest {
protected:
    enum class Does { nothing, puts_in, takes_out };
    struct Step {
        std::string name;
        Does does;
        std::function<void(Session&, Post&, Tag&)> run;
    };
    const std::array<Step, 8> steps{{
        {"post.tags.add", Does::puts_in, [](Session&, Post& post, Tag& tag) { post.tags.add(tag); }},
        {"post.tags.remove", Does::takes_out, [](Session&, Post& post, Tag& tag) { post.tags.remove(tag); }},
        {"tag.posts.add", Does::puts_in, [](Session&, Post& post, Tag& tag) { tag.posts.add(post); }},
        {"tag.posts.remove", Does::takes_out, [](Session&, Post& post, Tag& tag) { tag.posts.remove(post); }},
        {"load post.tags", Does::nothing, [](Session&, Post& post, Tag&) { static_cast<void>(post.tags.size()); }},
        {"load tag.posts", Does::nothing, [](Session&, Post&, Tag& tag) { static_cast<void>(tag.posts.size()); }},
        {"post.tags.clear", Does::takes_out, [](Session&, Post& post, Tag&) { post.tags.clear(); }},
        {"flush", Does::nothing, [](Session& all, Post&, Tag&) { all.flush(); }},
    }};

    void run_steps(bool has_row, const std::vector<const Step*>& chosen) {
        session.clear();
        Post& post = session.get_one<Post>(has_row ? 1 : 2);
        Tag& tag = session.get_one<Tag>(1);
        const NoAutoflush guard = session.no_autoflush();
        std::string names = has_row ? "with a row:" : "without a row:";
        bool expected = has_row;
        try {
            for (const Step* step : chosen) {
                names += " " + step->name + ",";
                step->run(session, post, tag);
                if (step->does != Does::nothing)
                    expected = step->does == Does::puts_in;
            }
            session.flush();
        } catch (const IntegrityError&) {
            session.rollback();
            EXPECT_TRUE(may_be_refused(has_row, chosen)) << names;
            return;
        }
        EXPECT_EQ(rows_of(post), expected ? 1 : 0) << names;
        EXPECT_EQ(post.tags.contains(tag), expected) << names;
        EXPECT_EQ(tag.posts.contains(post), expected) << names;
        session.rollback();
    }
    int rows_of(const Post& post) {
        return session.scalar(text("SELECT count(*) FROM post_tag WHERE post_id = :id"), {{"id", post.id}}).as<int>();
    }
    // What was put in without a look, though others had put it in.
    static bool may_be_refused(bool has_row, const std::vector<const Step*>& chosen) {
        Does first_word = Does::nothing;
        Does last_word = Does::nothing;
        for (const Step* step : chosen) {
            if (step->does != Does::nothing) {
                first_word = first_word == Does::nothing ? step->does : first_word;
                last_word = step->does;
            }
            if (has_row && first_word == Does::puts_in && last_word == Does::puts_in)
                return true;
            if (step->name != "flush")
                continue;
            has_row = has_row && last_word == Does::nothing;
            first_word = last_word = Does::nothing;
        }
        return false;
    }
};

TEST_F(PairChanges, R6_7_the_last_word_holds_whatever_is_loaded) {
    session.add(User{.name = "ed", .posts = {Post{.title = "with"}, Post{.title = "without"}}});
    session.add(Tag{.name = "t"});
    session.commit();
    run("INSERT INTO post_tag (post_id, tag_id) VALUES (1, 1)");
    for (const bool has_row : {false, true})
        for (const Step& first : steps)
            for (const Step& second : steps)
                for (const Step& third : steps) {
                    run_steps(has_row, {&first, &second, &third});
                    if (HasFailure())
                        return;
                }
}

}  // namespace
}  // namespace rowan::rules
