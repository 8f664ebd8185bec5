// Windows without an order, and frames that go as far as values differ.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <chrono>

namespace rowan::rules {
namespace {

using std::chrono::days;
using std::chrono::hours;
using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;

struct Reading {
    int id{};
    double level{};
    Timestamp at{};

    static constexpr auto mapping() { return table<Reading>("readings", column<&Reading::id>(primary_key(given))); }
};

class WindowFrames : public DatabaseTest {
protected:
    void SetUp() override {
        if (!can().window_functions)
            GTEST_SKIP() << engine.dialect().name() << " has no window functions";
        metadata<Reading>().create_all(engine);
        const Timestamp start{days(20'000)};
        session.add(Reading{1, 0.0, start});
        session.add(Reading{2, 0.5, start + days(3)});
        session.add(Reading{3, 0.75, start + days(7)});
        session.add(Reading{4, 2.0, start + days(7) + hours(1)});
        session.commit();
    }

    std::vector<std::int64_t> counts(const WindowFrame& frame, const WindowOrder& order) {
        std::vector<std::int64_t> found;
        for (const auto& row : engine.connect().execute(
                 select(col<&Reading::id>, func::count().over(order, frame)).order_by(col<&Reading::id>)))
            found.push_back(row.get<1>());
        return found;
    }
    const Capabilities& can() const { return engine.dialect().capabilities(); }
};

TEST_F(WindowFrames, GoAsFarAsNumbersDiffer) {
    const WindowOrder by_level = order_by(col<&Reading::level>);
    EXPECT_THAT(counts(range(preceding(0.5)), by_level), ElementsAre(1, 2, 2, 1));
    EXPECT_THAT(counts(range(preceding(0.25), following(1.25)), by_level), ElementsAre(3, 2, 3, 1));
    EXPECT_THAT(counts(range(preceding(1), following(1)), by_level), ElementsAre(3, 3, 3, 1));
}

TEST_F(WindowFrames, GoAsFarAsTimesDiffer) {
    const WindowOrder by_time = order_by(col<&Reading::at>);
    const auto week = [&] { return counts(range(preceding(days(7))), by_time); };
    if (!can().range_of_times) {
        EXPECT_THAT(message_of<UnsupportedError>(week), HasSubstr("a time as the distance in a window's RANGE"));
        return;
    }
    EXPECT_THAT(week(), ElementsAre(1, 2, 3, 3));
    EXPECT_THAT(counts(range(current_row, following(hours(1))), by_time), ElementsAre(1, 1, 2, 1));
}

TEST_F(WindowFrames, NeedNoOrder) {
    const auto row =
        engine.connect().execute(select(func::rank().over(), func::count(col<&Reading::id>).over()).limit(1)).one();
    EXPECT_EQ(row.get<0>(), 1);
    EXPECT_EQ(row.get<1>(), 4);
}

}  // namespace
}  // namespace rowan::rules
