// What dates and times become as another type.
#include "rules_support.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace rowan::rules {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

struct Moment {
    int id{};
    std::optional<Timestamp> at{};
    std::optional<Date> day{};
    std::string words{};

    static constexpr auto mapping() {
        return table<Moment>("moments", column<&Moment::id>(primary_key(given)), column<&Moment::words>(String{40}));
    }
};

class CastsOfTimes : public DatabaseTest {
protected:
    CastsOfTimes() {
        metadata<Moment>().create_all(engine);
        session.add(Moment{1, midnight + 10h + 123456us, day, "2024-02-29 23:59:59.9999"});
        session.add(Moment{2, midnight + 24h - 1us, day, "2024-02-29"});
        session.add(Moment{3, midnight + 24h, Date(sys_days(2024y / 3 / 1)), "2024-02-29 10:00:00"});
        session.add(Moment{4, {}, {}, "2024-03-01 00:00:00.000000"});
        session.commit();
    }
    template <class E>
    auto of(int id, const E& expression) {
        return session.scalar(select(expression).where(col<&Moment::id> == id));
    }
    template <class C>
    auto count(const C& condition) {
        return session.scalar(select(func::count()).where(condition));
    }
    const Date day = sys_days(2024y / 2 / 29);
    const Timestamp midnight = sys_days(2024y / 2 / 29);
    static constexpr auto at = col<&Moment::at>;
    static constexpr auto words = col<&Moment::words>;
};

TEST_F(CastsOfTimes, ToADateLeaveOutTheTime) {
    EXPECT_EQ(of(1, cast<Date>(at)), day);
    EXPECT_EQ(of(2, cast<Date>(at)), day);
    EXPECT_EQ(of(4, cast<Date>(at)), std::nullopt);
    EXPECT_EQ(of(1, cast<Date>(words)), day);
    EXPECT_EQ(of(2, cast<Date>(words)), day);
    EXPECT_EQ(count(cast<Date>(at) == day), 2);
    const auto days = select(cast<Date>(at), func::count()).where(at != std::nullopt).group_by(cast<Date>(at));
    EXPECT_EQ(session.execute(days).size(), 2U);
}

TEST_F(CastsOfTimes, ToATimeOfDayLeaveOutTheDate) {
    EXPECT_EQ(of(1, cast<TimeOfDay>(at)), TimeOfDay{10h + 123456us});
    EXPECT_EQ(of(2, cast<TimeOfDay>(at)), TimeOfDay{24h - 1us});
    EXPECT_EQ(of(3, cast<TimeOfDay>(at)), TimeOfDay{});
    EXPECT_EQ(of(4, cast<TimeOfDay>(at)), std::nullopt);
    EXPECT_EQ(of(3, cast<TimeOfDay>(words)), TimeOfDay{10h});
    EXPECT_EQ(count(cast<TimeOfDay>(at) == TimeOfDay{10h + 123456us}), 1);
    EXPECT_EQ(count(cast<TimeOfDay>(at) == TimeOfDay{}), 1);
}

TEST_F(CastsOfTimes, ToATimestampBeginTheDay) {
    EXPECT_EQ(of(1, cast<Timestamp>(col<&Moment::day>)), midnight);
    EXPECT_EQ(of(4, cast<Timestamp>(col<&Moment::day>)), std::nullopt);
    EXPECT_EQ(count(cast<Timestamp>(col<&Moment::day>) == midnight), 2);
    EXPECT_EQ(count(cast<Timestamp>(col<&Moment::day>) == at), 1);
    EXPECT_EQ(of(1, cast<Timestamp>(words)), midnight + 24h - 100us);
    EXPECT_EQ(of(2, cast<Timestamp>(words)), midnight);
    EXPECT_EQ(count(cast<Timestamp>(words) == midnight + 24h), 1);
    EXPECT_EQ(of(1, cast<Timestamp>(at)), midnight + 10h + 123456us);
}

}  // namespace
}  // namespace rowan::rules
