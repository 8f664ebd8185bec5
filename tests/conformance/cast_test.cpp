// What dates and times, and elements of JSON documents, become as another type.
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

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

struct Note {
    int id{};
    JsonText document{};

    static constexpr auto mapping() { return table<Note>("notes", column<&Note::id>(primary_key)); }
};

class ElementsOfJson : public DatabaseTest {};

TEST_F(ElementsOfJson, AreOfTheTypeThatIsAskedFor) {
    if (!engine.dialect().capabilities().json_operators)
        GTEST_SKIP() << "this database has no paths into JSON documents";
    metadata<Note>().create_all(engine);
    session.add(Note{.document = {.text = R"({"b": 5, "t": "12", "d": "1.5", "n": null, "s": "007"})"}});
    session.commit();
    const auto document = col<&Note::document>;
    const auto count = [&](const auto& condition) { return session.scalar(select(func::count()).where(condition)); };
    const auto value = [&](const auto& element) { return session.scalar(select(element)); };
    EXPECT_EQ(count(document["b"].as<std::string>() == "5"), 1);
    EXPECT_EQ(count(document["t"].as<int>() == 12), 1);
    EXPECT_EQ(count(document["d"].as<double>() < 2.0), 1);
    EXPECT_EQ(value(document["t"].as<int>()), 12);
    EXPECT_EQ(value(document["d"].as<double>()), 1.5);
    EXPECT_EQ(value(document["b"].as<std::string>()), "5");
    EXPECT_EQ(value(document["s"].as<std::string>()), "007");
    EXPECT_EQ(value(document["n"].as<std::string>()), std::nullopt);
    EXPECT_EQ(value(document["n"].as<int>()), std::nullopt);
    EXPECT_EQ(value(document["missing"].as<int>()), std::nullopt);
}

}  // namespace
}  // namespace rowan::rules
