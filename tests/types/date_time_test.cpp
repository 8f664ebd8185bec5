#include "support.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <limits>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace std::chrono;
using namespace std::chrono_literals;
using rowan::Date;
using rowan::Interval;
using rowan::TimeOfDay;
using rowan::Timestamp;
using rowan::to_text;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

constexpr Timestamp at(year_month_day day, microseconds time = 0us) { return Timestamp{sys_days{day}} + time; }

TEST(DateText, IsWrittenAndRead) {
    const std::vector<std::pair<Date, std::string>> cases = {
        {sys_days{year{1} / 1 / 1}, "0001-01-01"},      {sys_days{year{1} / 12 / 31}, "0001-12-31"},
        {sys_days{year{1600} / 2 / 29}, "1600-02-29"},  {sys_days{year{1900} / 2 / 28}, "1900-02-28"},
        {sys_days{year{1969} / 12 / 31}, "1969-12-31"}, {sys_days{year{1970} / 1 / 1}, "1970-01-01"},
        {sys_days{year{2000} / 2 / 29}, "2000-02-29"},  {sys_days{year{2024} / 3 / 1}, "2024-03-01"},
        {sys_days{year{2038} / 1 / 19}, "2038-01-19"},  {sys_days{year{9999} / 12 / 31}, "9999-12-31"},
    };
    for (const auto& [date, text] : cases) {
        EXPECT_EQ(to_text(date), text);
        EXPECT_EQ(rowan::parse_date(text), date);
    }
    EXPECT_EQ(rowan::first_date, (sys_days{year{1} / 1 / 1}));
    EXPECT_EQ(rowan::last_date, (sys_days{year{9999} / 12 / 31}));
}

TEST(DateText, AgreesWithTheStandardLibraryOnEveryDay) {
    std::string before;
    for (Date date = rowan::first_date; date <= rowan::last_date; date += days{1}) {
        char text[rowan::date_text_size];
        ASSERT_EQ(rowan::format_date(date, text), 10u);
        const std::string_view written(text, 10);
        const year_month_day day{date};
        const auto number = [&](std::size_t from, std::size_t size) {
            int value = 0;
            for (std::size_t i = from; i < from + size; ++i)
                value = value * 10 + (written[i] - '0');
            return value;
        };
        ASSERT_EQ(number(0, 4), static_cast<int>(day.year())) << written;
        ASSERT_EQ(number(5, 2), static_cast<int>(static_cast<unsigned>(day.month()))) << written;
        ASSERT_EQ(number(8, 2), static_cast<int>(static_cast<unsigned>(day.day()))) << written;
        ASSERT_EQ(rowan::parse_date(written), date);
        ASSERT_LT(before, written);
        before = written;
    }
}

TEST(DateText, RefusesWhatIsNoDate) {
    EXPECT_EQ(data_error([] { rowan::parse_date("2024/01/01"); }),
              "'2024/01/01' is no date: a date is written YYYY-MM-DD");
    EXPECT_EQ(data_error([] { rowan::parse_date("2023-02-29"); }),
              "'2023-02-29' is no date: the calendar, from 0001-01-01 to 9999-12-31, has no such day");
    for (const char* text : {"", "2024", "2024-1-1", "2024-01-01 ", " 2024-01-01", "2024-01-01x", "20240101",
                             "-024-01-01", "12024-01-01", "2024-01-0a", "2024-01-01 00:00:00"}) {
        EXPECT_EQ(data_error([&] { rowan::parse_date(text); }),
                  "'" + std::string(text) + "' is no date: a date is written YYYY-MM-DD");
    }
    for (const char* text : {"0000-01-01", "2024-00-01", "2024-13-01", "2024-01-00", "2024-01-32", "2024-04-31",
                             "2024-02-30", "1900-02-29", "2100-02-29"}) {
        EXPECT_EQ(
            data_error([&] { rowan::parse_date(text); }),
            "'" + std::string(text) + "' is no date: the calendar, from 0001-01-01 to 9999-12-31, has no such day");
    }
}

TEST(DateText, RefusesDaysOutsideOfTheCalendar) {
    EXPECT_EQ(data_error([] { to_text(rowan::last_date + days{1}); }),
              "a date 2932897 days from 1970-01-01 is outside of the calendar, which is from 0001-01-01 to 9999-12-31");
    EXPECT_EQ(data_error([] { to_text(rowan::first_date - days{1}); }),
              "a date -719163 days from 1970-01-01 is outside of the calendar, which is from 0001-01-01 to 9999-12-31");
    EXPECT_THROW(to_text(Date::max()), rowan::DataError);
    EXPECT_THROW(to_text(Date::min()), rowan::DataError);
}

TEST(TimestampText, IsWrittenWithAsManyDigitsAsAsked) {
    const Timestamp time = at(year{2024} / 2 / 29, 12h + 30min + 5s + 123456us);
    EXPECT_EQ(to_text(time), "2024-02-29 12:30:05.123456");
    EXPECT_EQ(to_text(time, 0), "2024-02-29 12:30:05");
    EXPECT_EQ(to_text(time, 1), "2024-02-29 12:30:05.1");
    EXPECT_EQ(to_text(time, 2), "2024-02-29 12:30:05.12");
    EXPECT_EQ(to_text(time, 3), "2024-02-29 12:30:05.123");
    EXPECT_EQ(to_text(time, 4), "2024-02-29 12:30:05.1234");
    EXPECT_EQ(to_text(time, 5), "2024-02-29 12:30:05.12345");
    EXPECT_EQ(to_text(at(year{2024} / 2 / 29), 6), "2024-02-29 00:00:00.000000");
}

TEST(TimestampText, IsFlooredAlsoBefore1970) {
    const Timestamp time = at(year{1969} / 12 / 31, 23h + 59min + 59s + 999999us);
    EXPECT_EQ(time.time_since_epoch(), -1us);
    EXPECT_EQ(to_text(time), "1969-12-31 23:59:59.999999");
    EXPECT_EQ(to_text(time, 0), "1969-12-31 23:59:59");
    EXPECT_EQ(to_text(time, 3), "1969-12-31 23:59:59.999");
    EXPECT_EQ(rowan::floor_to_digits(time, 0), time - 999999us);
    EXPECT_EQ(rowan::floor_to_digits(time, 3), time - 999us);
    EXPECT_EQ(rowan::floor_to_digits(time, 6), time);
}

TEST(TimestampText, HoldsTheWholeCalendar) {
    for (const auto& [time, text] : std::vector<std::pair<Timestamp, std::string>>{
             {rowan::first_timestamp, "0001-01-01 00:00:00.000000"},
             {rowan::last_timestamp, "9999-12-31 23:59:59.999999"},
             {at(year{1969} / 7 / 20, 20h + 17min + 40s), "1969-07-20 20:17:40.000000"},
             {at(year{2038} / 1 / 19, 3h + 14min + 8s), "2038-01-19 03:14:08.000000"}}) {
        EXPECT_EQ(to_text(time), text);
        EXPECT_EQ(rowan::parse_timestamp(text), time);
    }
    EXPECT_EQ(
        data_error([] { to_text(rowan::last_timestamp + 1us); }),
        "a date 253402300800000000 microseconds from 1970-01-01 is outside of the calendar, which is from 0001-01-01 "
        "to 9999-12-31");
    EXPECT_THROW(to_text(rowan::first_timestamp - 1us), rowan::DataError);
    EXPECT_THROW(to_text(Timestamp::max()), rowan::DataError);
    EXPECT_THROW(to_text(Timestamp::min()), rowan::DataError);
    EXPECT_EQ(rowan::floor_to_digits(Timestamp::min(), 0), Timestamp::min());
}

TEST(TimestampText, IsReadInItsVariants) {
    const Timestamp noon = at(year{2024} / 2 / 29, 12h + 30min);
    for (const char* text :
         {"2024-02-29 12:30:00", "2024-02-29T12:30:00", "2024-02-29t12:30", "2024-02-29 12:30", "2024-02-29 12:30:00.0",
          "2024-02-29 12:30:00.000000000000", "2024-02-29T12:30:00Z", "2024-02-29T12:30:00z", "2024-02-29 12:30:00+00",
          "2024-02-29 14:30:00+02:00", "2024-02-29 14:30:00+0200", "2024-02-29 18:00:00+05:30",
          "2024-02-28 23:30:00-13:00", "2024-02-29 13:23:28+00:53:28", "2024-03-01 00:30:00+12"}) {
        EXPECT_EQ(rowan::parse_timestamp(text), noon) << text;
    }
    EXPECT_EQ(rowan::parse_timestamp("2024-02-29"), at(year{2024} / 2 / 29));
    EXPECT_EQ(rowan::parse_timestamp("2024-02-29 00:00:00.1"), at(year{2024} / 2 / 29, 100ms));
    EXPECT_EQ(rowan::parse_timestamp("2024-02-29 00:00:00.0000019"), at(year{2024} / 2 / 29, 1us));
    EXPECT_EQ(rowan::parse_timestamp("1969-12-31 23:59:59.9999999"), at(year{1970} / 1 / 1, -1us));
}

TEST(TimestampText, RefusesWhatIsNoTimestamp) {
    for (const char* text : {"",
                             "now",
                             "2024-02-29 ",
                             "2024-02-29 12",
                             "2024-02-29 12:3",
                             "2024-02-29 12:30:",
                             "2024-02-29 12:30:00.",
                             "2024-02-29 12:30:00,5",
                             "2024-02-29 24:00:00",
                             "2024-02-29 23:60:00",
                             "2024-02-29 23:59:60",
                             "2024-02-29  12:30:00",
                             "2024-02-29 12:30:00 Z",
                             "2024-02-29 12:30:00+",
                             "2024-02-29 12:30:00+1",
                             "2024-02-29 12:30:00+01:0",
                             "2024-02-29 12:30:00+24:00",
                             "2024-02-29 12:30:00+01:60",
                             "2024-02-29Z",
                             "2024-02-29 12:30:00ZZ",
                             "2024-02-29 -1:30:00"}) {
        EXPECT_EQ(
            data_error([&] { rowan::parse_timestamp(text); }),
            "'" + std::string(text) +
                "' is no date with time: it is written YYYY-MM-DD HH:MM:SS[.ffffff], with Z or an offset or without");
    }
    for (const char* text :
         {"2023-02-29 00:00:00", "0000-12-31 23:59:59", "0001-01-01 00:00:00+01:00", "9999-12-31 23:59:59-01:00"}) {
        EXPECT_EQ(data_error([&] { rowan::parse_timestamp(text); }),
                  "'" + std::string(text) +
                      "' is no date with time: the calendar, from 0001-01-01 to 9999-12-31, has no such day");
    }
}

TEST(TimeOfDayText, IsWrittenAndRead) {
    EXPECT_EQ(to_text(TimeOfDay{0us}), "00:00:00.000000");
    EXPECT_EQ(to_text(TimeOfDay{0us}, 0), "00:00:00");
    EXPECT_EQ(to_text(rowan::last_time_of_day), "23:59:59.999999");
    EXPECT_EQ(to_text(rowan::last_time_of_day, 0), "23:59:59");
    EXPECT_EQ(to_text(TimeOfDay{1h + 2min + 3s + 40ms}, 2), "01:02:03.04");
    EXPECT_EQ(rowan::parse_time_of_day("01:02:03.04"), (TimeOfDay{1h + 2min + 3s + 40ms}));
    EXPECT_EQ(rowan::parse_time_of_day("01:02"), (TimeOfDay{1h + 2min}));
    EXPECT_EQ(rowan::parse_time_of_day("23:59:59.9999999"), rowan::last_time_of_day);
    EXPECT_EQ(rowan::floor_to_digits(rowan::last_time_of_day, 3), (TimeOfDay{24h - 1ms}));
    EXPECT_EQ(data_error([] { to_text(TimeOfDay{24h}); }),
              "86400000000 microseconds from midnight are no time of day, which is from 00:00:00 to 23:59:59.999999");
    EXPECT_THROW(to_text(TimeOfDay{-1us}), rowan::DataError);
    for (const char* text : {"", "1:02:03", "24:00:00", "12:60:00", "12:00:60", "12:00:00.", "12:00:00Z", "12:00:00+01",
                             "12", "12:0", "120000"}) {
        EXPECT_EQ(data_error([&] { rowan::parse_time_of_day(text); }),
                  "'" + std::string(text) +
                      "' is no time of day: it is written HH:MM:SS[.ffffff], from 00:00:00 to 23:59:59.999999");
    }
}

TEST(DateTimeText, SortsAsTimeDoes) {
    std::mt19937_64 random(20240229);
    std::uniform_int_distribution<std::int64_t> any(rowan::first_timestamp.time_since_epoch().count(),
                                                    rowan::last_timestamp.time_since_epoch().count());
    std::uniform_int_distribution<std::int64_t> near(-2'000'000, 2'000'000);
    for (int i = 0; i < 20'000; ++i) {
        const Timestamp a{microseconds{any(random)}};
        Timestamp b{microseconds{any(random)}};
        if (i % 2 == 0)
            b = std::clamp(a + microseconds{near(random)}, rowan::first_timestamp, rowan::last_timestamp);
        for (const int digits : {0, 3, 6}) {
            const Timestamp floor_a = rowan::floor_to_digits(a, digits);
            const Timestamp floor_b = rowan::floor_to_digits(b, digits);
            const std::string text = to_text(a, digits);
            ASSERT_EQ(text <=> to_text(b, digits), floor_a <=> floor_b) << text;
            ASSERT_EQ(rowan::parse_timestamp(text), floor_a);
        }
        ASSERT_EQ(rowan::parse_timestamp(to_text(a)), a);
    }
}

// Daylight saving is no matter of UTC: each second of a night when clocks change is there once.
TEST(DateTimeText, KnowsNoDaylightSaving) {
    Timestamp time = at(year{2024} / 3 / 31);
    std::string before = to_text(time - 1s, 0);
    for (int i = 0; i < 4 * 3600; ++i, time += 1s) {
        const std::string text = to_text(time, 0);
        ASSERT_LT(before, text);
        ASSERT_EQ(rowan::parse_timestamp(text), time);
        before = text;
    }
}

// --- adapters
// ---------------------------------------------------------------------------------------------------------

template <class T>
constexpr rowan::TypeSpec spec_of = rowan::detail::type_ops<T>.sql_type;

TEST(ChronoColumns, TakeTheirTypeFromTheMembers) {
    using rowan::TypeFamily;
    EXPECT_EQ(spec_of<sys_days>.family, TypeFamily::date);
    EXPECT_EQ(spec_of<year_month_day>.family, TypeFamily::date);
    EXPECT_EQ(spec_of<local_days>.family, TypeFamily::date);
    EXPECT_EQ((spec_of<sys_time<weeks>>.family), TypeFamily::date);
    EXPECT_EQ(spec_of<sys_seconds>.family, TypeFamily::timestamp);
    EXPECT_EQ(spec_of<sys_time<hours>>.precision, 0);
    EXPECT_EQ(spec_of<sys_seconds>.precision, 0);
    EXPECT_EQ(spec_of<sys_time<milliseconds>>.precision, 3);
    EXPECT_EQ(spec_of<sys_time<microseconds>>.precision, 6);
    EXPECT_EQ(spec_of<sys_time<nanoseconds>>.precision, 6);
    EXPECT_EQ((spec_of<sys_time<duration<double>>>.precision), 6);
    EXPECT_EQ(spec_of<local_seconds>.precision, 0);
    EXPECT_EQ(spec_of<std::optional<local_seconds>>.precision, 0);
    EXPECT_EQ(spec_of<hh_mm_ss<seconds>>.family, TypeFamily::time);
    EXPECT_EQ(spec_of<hh_mm_ss<seconds>>.precision, 0);
    EXPECT_EQ(spec_of<hh_mm_ss<milliseconds>>.precision, 3);
    EXPECT_EQ(spec_of<hours>.family, TypeFamily::interval);
    EXPECT_EQ((spec_of<duration<float, std::ratio<60>>>.family), TypeFamily::interval);
}

TEST(ChronoColumns, RoundTrip) {
    const auto day = year{1969} / 12 / 31;
    EXPECT_EQ(round_trip(sys_days{day}), sys_days{day});
    EXPECT_EQ(round_trip(year_month_day{day}), day);
    EXPECT_EQ(round_trip(local_days{day}), local_days{day});
    EXPECT_EQ(round_trip(sys_days{day} + 5h), sys_days{day} + 5h);
    EXPECT_EQ(round_trip(sys_days{day} + 5s), sys_days{day} + 5s);
    EXPECT_EQ(round_trip(sys_days{day} + 5ms), sys_days{day} + 5ms);
    EXPECT_EQ(round_trip(sys_days{day} + 5us), sys_days{day} + 5us);
    EXPECT_EQ(round_trip(local_days{day} + 5s), local_days{day} + 5s);
    EXPECT_EQ((round_trip(sys_time<weeks>{weeks{-3}})), (sys_time<weeks>{weeks{-3}}));
    EXPECT_EQ(round_trip(hh_mm_ss{5h + 6min + 7s}).to_duration(), 5h + 6min + 7s);
    EXPECT_EQ(round_trip(hh_mm_ss{milliseconds{86399999}}).to_duration(), milliseconds{86399999});
    EXPECT_EQ(round_trip(-36h), -36h);
    EXPECT_EQ(round_trip(days{365}), days{365});
    EXPECT_EQ(round_trip(1500ms), 1500ms);
    EXPECT_EQ(round_trip(duration<double>{0.3}), duration<double>{0.3});
    EXPECT_EQ(round_trip(duration<double>{-0.3}), duration<double>{-0.3});
    EXPECT_EQ((round_trip(duration<int, std::ratio<1, 3>>{9})), (duration<int, std::ratio<1, 3>>{9}));
    EXPECT_EQ((round_trip(duration<std::uint8_t>{255})), (duration<std::uint8_t>{255}));
    EXPECT_EQ(round_trip(std::optional{sys_days{day} + 5s}), sys_days{day} + 5s);
    EXPECT_EQ(round_trip(std::optional<sys_seconds>{}), std::nullopt);
}

TEST(ChronoColumns, FloorWhatIsFinerThanMicroseconds) {
    const sys_days day = year{1969} / 12 / 31;
    EXPECT_EQ(Value(day + 1999ns), Value(Timestamp{day + 1us}));
    EXPECT_EQ(Value(sys_days{} - 1ns), Value(Timestamp{-1us}));
    EXPECT_EQ(Value(local_days{} - 1ns), Value(Timestamp{-1us}));
    EXPECT_EQ(Value(-1ns), Value(Interval{-1}));
    EXPECT_EQ(Value(hh_mm_ss{1999ns}), Value(TimeOfDay{1us}));
    EXPECT_EQ((Value(duration<int, std::ratio<1, 3>>{-1})), Value(Interval{-333334}));
}

TEST(ChronoColumns, FloorPointsInTimeThatAreFinerThanTheMember) {
    EXPECT_EQ(Value(Timestamp{-1us}).as<sys_seconds>(), sys_seconds{-1s});
    EXPECT_EQ(Value(Timestamp{1999999us}).as<sys_seconds>(), sys_seconds{1s});
    EXPECT_EQ(Value(TimeOfDay{1999999us}).as<hh_mm_ss<seconds>>().to_duration(), 1s);
    EXPECT_EQ((Value(Date{days{-1}}).as<sys_time<weeks>>()), (sys_time<weeks>{weeks{-1}}));
}

TEST(ChronoColumns, RefuseDurationsThatAreNoWholeNumberOfUnits) {
    EXPECT_EQ(
        data_error([] { Value(Interval{90min}).as<hours>(); }),
        "an interval of 5400000000 microseconds is no whole number of the member's units: give the member a finer "
        "duration");
    EXPECT_EQ(Value(Interval{90min}).as<minutes>(), 90min);
    EXPECT_THROW((Value(Interval{-1}).as<duration<int, std::ratio<1, 3>>>()), rowan::DataError);
    EXPECT_EQ((Value(Interval{90min}).as<duration<double, std::ratio<3600>>>().count()), 1.5);
}

TEST(ChronoColumns, NeverWrap) {
    const auto refused = [](const auto& value) { return data_error([&] { (void)Value(value); }); };
    const std::string out_of_range = "is out of range: databases keep it as 64 bits of microseconds";
    EXPECT_EQ(refused(hours::max()),
              "a time or duration of 9223372036854775807 times 3600000000 microseconds " + out_of_range);
    EXPECT_EQ(refused(milliseconds::min()),
              "a time or duration of -9223372036854775808 times 1000 microseconds " + out_of_range);
    EXPECT_EQ(refused(duration<std::uint64_t, std::micro>{UINT64_MAX}),
              "a time or duration of 18446744073709551615 microseconds " + out_of_range);
    EXPECT_EQ(refused(duration<double>{1e300}),
              "a time or duration of 1e+300 times 1000000 microseconds " + out_of_range);
    for (const std::string& message :
         {refused(hours::min()), refused(milliseconds::max()), refused(sys_seconds::min()), refused(sys_seconds::max()),
          refused(duration<double>{std::numeric_limits<double>::quiet_NaN()}),
          refused(duration<float>{-std::numeric_limits<float>::infinity()}),
          refused(duration<double, std::micro>{0x1p63})})
        EXPECT_NE(message.find(out_of_range), std::string::npos) << message;
    // Floored to microseconds, it would lie before the first time of nanoseconds, and could not be read again.
    EXPECT_EQ(refused(sys_time<nanoseconds>::min()),
              "a time or duration of -9223372036854776 microseconds does not fit into the member's type");
    EXPECT_EQ(Value(sys_time<nanoseconds>{-9223372036854775000ns}), Value(Timestamp{-9223372036854775us}));
    EXPECT_EQ(refused(duration<std::int32_t, std::nano>{INT32_MIN}),
              "a time or duration of -2147484 microseconds does not fit into the member's type");
    // The years 1677 to 2262 are all that 64 bits of nanoseconds reach.
    EXPECT_THAT(data_error([] { Value(at(year{2263} / 1 / 1)).as<sys_time<nanoseconds>>(); }),
                testing::HasSubstr("does not fit into the member\'s type"));
    EXPECT_THAT(data_error([] { Value(at(year{1677} / 1 / 1)).as<sys_time<nanoseconds>>(); }),
                testing::HasSubstr("does not fit into the member\'s type"));
    EXPECT_EQ(Value(at(year{2262} / 4 / 11)).as<sys_time<nanoseconds>>(), sys_days{year{2262} / 4 / 11});
    EXPECT_EQ(Value(at(year{1677} / 9 / 22)).as<sys_time<nanoseconds>>(), sys_days{year{1677} / 9 / 22});
    EXPECT_THAT(data_error([] { Value(Interval{256s}).as<duration<std::uint8_t>>(); }),
                testing::HasSubstr("does not fit into the member\'s type"));
    EXPECT_THAT(data_error([] { Value(Interval{-1s}).as<duration<std::uint64_t>>(); }),
                testing::HasSubstr("does not fit into the member\'s type"));
    EXPECT_THAT(data_error([] { Value(Interval{128s}).as<duration<std::int8_t>>(); }),
                testing::HasSubstr("does not fit into the member\'s type"));
    // The ends themselves are in.
    EXPECT_EQ(round_trip(microseconds::max()), microseconds::max());
    EXPECT_EQ(round_trip(microseconds::min()), microseconds::min());
    EXPECT_EQ(Value(nanoseconds::max()), Value(Interval{9223372036854775}));
}

TEST(ChronoColumns, RefuseDaysThatDoNotExist) {
    EXPECT_EQ(data_error([] { (void)Value(year{2023} / 2 / 29); }),
              "year 2023, month 2, day 29 is no day of the calendar, which is from 0001-01-01 to 9999-12-31");
    EXPECT_THROW(Value(year{10000} / 1 / 1), rowan::DataError);
    EXPECT_THROW(Value(year{0} / 1 / 1), rowan::DataError);
    EXPECT_THROW(Value(year_month_day{year{2023}, month{13}, day{1}}), rowan::DataError);
    EXPECT_THROW(Value(rowan::last_date + days{1}).as<year_month_day>(), rowan::DataError);
    EXPECT_THROW(Value(Date::max()).as<year_month_day>(), rowan::DataError);
    EXPECT_THROW(Value(Date::max()).as<local_days>(), rowan::DataError);
    EXPECT_THROW((Value(Date::min()).as<sys_time<weeks>>()), rowan::DataError);
    EXPECT_THROW(Value(hh_mm_ss{24h}), rowan::DataError);
    EXPECT_THROW(Value(hh_mm_ss{-1s}), rowan::DataError);
    EXPECT_THROW((Value(sys_time<weeks>{weeks{1'000'000}})), rowan::DataError);
}

}  // namespace
