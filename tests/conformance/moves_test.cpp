// SEMANTICS 6.1 and 6.2: a foreign key member, the `one` and the collections of the parents are one thing. The last
// written wins, whatever is loaded and whoever has a row; collections follow at the flush.
#include "rules_support.hpp"

#include <array>
#include <functional>

namespace rowan::rules {
namespace {

class Moves : public RulesTest {
protected:
    struct Cast {
        City& rome;
        City& york;
        User& ed;
    };
    /// Where ed is afterwards: 0 is nowhere; -1 if the step says nothing.
    struct Step {
        std::string name;
        int to;
        std::function<void(Cast&, Session&)> run;
    };
    const std::array<Step, 11> steps{{
        {"ed.city = rome", 1, [](Cast& all, Session&) { all.ed.city = all.rome; }},
        {"ed.city = york", 2, [](Cast& all, Session&) { all.ed.city = all.york; }},
        {"ed.city = nullptr", 0, [](Cast& all, Session&) { all.ed.city = nullptr; }},
        {"ed.city_id = 1", 1, [](Cast& all, Session&) { all.ed.city_id = 1; }},
        {"ed.city_id = 2", 2, [](Cast& all, Session&) { all.ed.city_id = 2; }},
        {"ed.city_id.reset()", 0, [](Cast& all, Session&) { all.ed.city_id.reset(); }},
        {"york.users.add(ed)", 2, [](Cast& all, Session&) { all.york.users.add(all.ed); }},
        {"load rome.users", -1, [](Cast& all, Session&) { static_cast<void>(all.rome.users.size()); }},
        {"load york.users", -1, [](Cast& all, Session&) { static_cast<void>(all.york.users.size()); }},
        {"ed.city", -1, [](Cast& all, Session&) { static_cast<void>(all.ed.city.get()); }},
        {"flush", -1, [](Cast&, Session& its) { its.flush(); }},
    }};

    void run_steps(bool is_new, std::optional<int> begins_in, const std::vector<const Step*>& chosen) {
        session.clear();
        const NoAutoflush guard = session.no_autoflush();
        City& rome = session.get_one<City>(1);
        City& york = session.get_one<City>(2);
        User& ed = is_new ? session.add(User{.id = 9, .name = "jack", .city_id = begins_in})
                          : session.get_one<User>(begins_in ? 7 : 8);
        Cast cast{rome, york, ed};
        std::string names = is_new ? "new in " : "begins in ";
        names += std::to_string(begins_in.value_or(0)) + ":";
        int expected = begins_in.value_or(0);
        for (const Step* step : chosen) {
            names += " " + step->name + ",";
            step->run(cast, session);
            expected = step->to < 0 ? expected : step->to;
        }
        session.flush();
        EXPECT_EQ(row_of(ed), expected) << names;
        EXPECT_EQ(ed.city_id.value_or(0), expected) << names;
        EXPECT_EQ(ed.city.get(), expected == 0 ? nullptr : expected == 1 ? &rome : &york) << names;
        EXPECT_EQ(rome.users.contains(ed), expected == 1) << names;
        EXPECT_EQ(york.users.contains(ed), expected == 2) << names;
        session.rollback();
    }
    int row_of(const User& user) {
        return session.scalar(text("SELECT coalesce(city_id, 0) FROM users WHERE id = :id"), {{"id", user.id}})
            .as<int>();
    }
};

TEST_F(Moves, R6_2_the_last_written_wins_and_collections_follow_at_the_flush) {
    run("INSERT INTO cities VALUES (1, 'Rome'), (2, 'York');"
        "INSERT INTO users (id, name, city_id) VALUES (7, 'ed', 1), (8, 'wendy', NULL)");
    for (const bool is_new : {true, false})
        for (const std::optional<int> begins_in : {std::optional<int>(), std::optional<int>(1)})
            for (const Step& first : steps)
                for (const Step& second : steps)
                    for (const Step& third : steps) {
                        run_steps(is_new, begins_in, {&first, &second, &third});
                        if (HasFailure())
                            return;
                    }
}

}  // namespace
}  // namespace rowan::rules
