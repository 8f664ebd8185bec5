#include "support.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace {

using namespace std::chrono_literals;
using rowan::Bytes;
using rowan::Date;
using rowan::DecimalText;
using rowan::Interval;
using rowan::JsonText;
using rowan::TimeOfDay;
using rowan::Timestamp;
using rowan::Uuid;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

template <class T>
void expect_round_trip(std::initializer_list<T> values) {
    for (const T& value : values) {
        EXPECT_EQ(round_trip(value), value);
        EXPECT_EQ(round_trip(std::optional<T>(value)), value);
        EXPECT_FALSE(Value(value).is_null());
    }
    EXPECT_EQ(round_trip(std::optional<T>()), std::nullopt);
    EXPECT_TRUE(Value(std::optional<T>()).is_null());
}

template <class T>
void expect_integer_limits() {
    expect_round_trip<T>({T{0}, T{1}, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()});
}

TEST(Value, RoundTripsEveryNativeType) {
    expect_round_trip<bool>({true, false});
    expect_integer_limits<std::int8_t>();
    expect_integer_limits<std::int16_t>();
    expect_integer_limits<std::int32_t>();
    expect_integer_limits<std::int64_t>();
    expect_integer_limits<std::uint8_t>();
    expect_integer_limits<std::uint16_t>();
    expect_integer_limits<std::uint32_t>();
    expect_integer_limits<std::uint64_t>();
    expect_round_trip<float>({0.f, -0.f, 0.1f, 3.4028235e38f, 1e-45f, std::numeric_limits<float>::infinity()});
    expect_round_trip<double>({0., 0.1, -1.7976931348623157e308, 5e-324, -std::numeric_limits<double>::infinity()});
    EXPECT_TRUE(std::isnan(round_trip(std::numeric_limits<double>::quiet_NaN())));
    EXPECT_TRUE(std::isnan(round_trip(std::numeric_limits<float>::quiet_NaN())));
    expect_round_trip<std::string>({"", "ed", std::string("a\0b", 3), std::string(1000, 'x')});
    expect_round_trip<Bytes>({Bytes{}, Bytes{std::byte{0}, std::byte{255}}});
    expect_round_trip<Date>({rowan::first_date, Date{}, rowan::last_date});
    expect_round_trip<Timestamp>({rowan::first_timestamp, Timestamp{-1us}, rowan::last_timestamp});
    expect_round_trip<TimeOfDay>({TimeOfDay{}, rowan::last_time_of_day});
    expect_round_trip<Interval>({Interval::min(), Interval{-1}, Interval::max()});
    expect_round_trip<DecimalText>({DecimalText{"0"}, DecimalText{"-12.50"}});
    expect_round_trip<Uuid>({Uuid{}, Uuid::random()});
    expect_round_trip<JsonText>({JsonText{"{}"}, JsonText{"[1]"}});
}

TEST(Value, IsNullUnlessGivenSomething) {
    EXPECT_TRUE(Value().is_null());
    EXPECT_TRUE(Value(std::nullopt).is_null());
    EXPECT_TRUE(Value(rowan::Null{}).is_null());
    EXPECT_EQ(Value(), Value(std::nullopt));
    EXPECT_EQ(Value().as<std::optional<int>>(), std::nullopt);
    EXPECT_EQ(data_error([] { Value().as<int>(); }),
              "NULL does not fit a value that is not optional: ask for a std::optional");
    EXPECT_EQ(data_error([] { Value().as<std::string>(); }),
              "NULL does not fit a value that is not optional: ask for a std::optional");
    static_assert(!std::is_constructible_v<Value, std::nullptr_t>);
}

TEST(Value, HoldsTextOfAllSpellings) {
    const std::string_view view = "ed";
    EXPECT_EQ(Value("ed"), Value(view));
    EXPECT_EQ(Value("ed"), Value(std::string("ed")));
    EXPECT_EQ(std::get<std::string>(Value("ed").storage()), "ed");
    EXPECT_EQ(Value(""), Value(std::string()));
    EXPECT_NE(Value(""), Value());
    const char* const nowhere = nullptr;
    EXPECT_THROW((void)Value(nowhere), rowan::ArgumentError);
}

TEST(Value, HoldsIntegersAlikeWhateverTheirType) {
    EXPECT_EQ(Value(5), Value(std::uint64_t{5}));
    EXPECT_EQ(Value(std::int8_t{5}), Value(5L));
    EXPECT_EQ(Value(5LL), Value(5));
    EXPECT_EQ(Value(INT64_MAX), Value(static_cast<std::uint64_t>(INT64_MAX)));
    EXPECT_NE(Value(5), Value(5.0));
    EXPECT_NE(Value(1), Value(true));
    EXPECT_TRUE(std::holds_alternative<std::int64_t>(Value(INT64_MAX).storage()));
    EXPECT_TRUE(std::holds_alternative<std::uint64_t>(Value(std::uint64_t{1} << 63).storage()));
}

TEST(Value, IsCopiedAndMoved) {
    Value one("a text that is long enough not to stand in the string itself");
    const Value copy = one;
    EXPECT_EQ(copy, one);
    const Value moved = std::move(one);
    EXPECT_EQ(moved, copy);
    Value assigned;
    assigned = copy;
    EXPECT_EQ(assigned, copy);
    assigned = Value(5);
    EXPECT_EQ(assigned, Value(5));
    EXPECT_EQ(Value::of(std::string("x")), Value("x"));
    EXPECT_EQ(Value::of(rowan::Null{}), Value());
}

TEST(ValueConversion, ChecksIntegerRanges) {
    EXPECT_EQ(data_error([] { Value(128).as<std::int8_t>(); }), "128 does not fit an integer of 8 bits (-128 to 127)");
    EXPECT_EQ(data_error([] { Value(-129).as<std::int8_t>(); }),
              "-129 does not fit an integer of 8 bits (-128 to 127)");
    EXPECT_EQ(data_error([] { Value(32768).as<std::int16_t>(); }),
              "32768 does not fit an integer of 16 bits (-32768 to 32767)");
    EXPECT_EQ(data_error([] { Value(2147483648).as<int>(); }),
              "2147483648 does not fit an integer of 32 bits (-2147483648 to 2147483647)");
    EXPECT_EQ(data_error([] { Value(UINT64_MAX).as<std::int64_t>(); }),
              "18446744073709551615 does not fit an integer of 64 bits (-9223372036854775808 to 9223372036854775807)");
    EXPECT_EQ(data_error([] { Value(256).as<std::uint8_t>(); }),
              "256 does not fit an unsigned integer of 8 bits (0 to 255)");
    EXPECT_EQ(data_error([] { Value(-1).as<std::uint8_t>(); }),
              "-1 does not fit an unsigned integer of 8 bits (0 to 255)");
    EXPECT_EQ(data_error([] { Value(65536).as<std::uint16_t>(); }),
              "65536 does not fit an unsigned integer of 16 bits (0 to 65535)");
    EXPECT_EQ(data_error([] { Value(4294967296).as<std::uint32_t>(); }),
              "4294967296 does not fit an unsigned integer of 32 bits (0 to 4294967295)");
    EXPECT_EQ(data_error([] { Value(-1).as<std::uint64_t>(); }),
              "-1 does not fit an unsigned integer of 64 bits (0 to 18446744073709551615)");
    EXPECT_EQ(data_error([] { Value(-1).as<std::optional<std::uint8_t>>(); }),
              "-1 does not fit an unsigned integer of 8 bits (0 to 255)");
}

TEST(ValueConversion, BetweenBoolsAndIntegers) {
    EXPECT_EQ(Value(true).as<int>(), 1);
    EXPECT_EQ(Value(false).as<std::uint8_t>(), 0);
    EXPECT_EQ(Value(1).as<bool>(), true);
    EXPECT_EQ(Value(0).as<bool>(), false);
    EXPECT_EQ(Value(1.0).as<bool>(), true);
    EXPECT_EQ(Value(true).as<double>(), 1.0);
    EXPECT_EQ(data_error([] { Value(2).as<bool>(); }), "2 does not fit a bool: only 0 and 1 do");
    EXPECT_EQ(data_error([] { Value(-1).as<bool>(); }), "-1 does not fit a bool: only 0 and 1 do");
    EXPECT_EQ(data_error([] { Value("true").as<bool>(); }), "'true' (text) does not fit a bool");
}

TEST(ValueConversion, BetweenIntegersAndDoublesWhereExact) {
    EXPECT_EQ(Value(3).as<double>(), 3.0);
    EXPECT_EQ(Value(-3).as<float>(), -3.0f);
    EXPECT_EQ(Value(3.0).as<int>(), 3);
    EXPECT_EQ(Value(-0.0).as<int>(), 0);
    EXPECT_EQ(Value(INT64_MIN).as<double>(), -0x1p63);
    EXPECT_EQ(Value(-0x1p63).as<std::int64_t>(), INT64_MIN);
    EXPECT_EQ(Value(0x1p63).as<std::uint64_t>(), std::uint64_t{1} << 63);
    EXPECT_EQ(Value(std::int64_t{1} << 53).as<double>(), 0x1p53);
    EXPECT_EQ(data_error([] { Value((std::int64_t{1} << 53) + 1).as<double>(); }),
              "9007199254740993 does not fit a double: it has more digits than that can hold");
    EXPECT_EQ(data_error([] { Value(INT64_MAX).as<double>(); }),
              "9223372036854775807 does not fit a double: it has more digits than that can hold");
    EXPECT_EQ(data_error([] { Value(-16777217).as<float>(); }),
              "-16777217 does not fit a float: it has more digits than that can hold");
    EXPECT_EQ(data_error([] { Value(2.5).as<int>(); }),
              "2.5 does not fit an integer of 32 bits (-2147483648 to 2147483647): it is not a whole number");
    EXPECT_THROW(Value(0x1p63).as<std::int64_t>(), rowan::DataError);
    EXPECT_THROW(Value(0x1p64).as<std::uint64_t>(), rowan::DataError);
    EXPECT_THROW(Value(-0x1.8p63).as<std::int64_t>(), rowan::DataError);
    EXPECT_EQ(data_error([] { Value(std::numeric_limits<double>::quiet_NaN()).as<std::int8_t>(); }),
              "nan does not fit an integer of 8 bits (-128 to 127)");
    EXPECT_EQ(data_error([] { Value(std::numeric_limits<double>::infinity()).as<std::int8_t>(); }),
              "inf does not fit an integer of 8 bits (-128 to 127)");
}

TEST(ValueConversion, OfADoubleToAFloatRoundsButDoesNotOverflow) {
    EXPECT_EQ(Value(0.1).as<float>(), 0.1f);
    EXPECT_EQ(Value(std::numeric_limits<double>::infinity()).as<float>(), std::numeric_limits<float>::infinity());
    EXPECT_EQ(data_error([] { Value(1e39).as<float>(); }), "1e+39 does not fit a float");
    EXPECT_EQ(data_error([] { Value("0.5").as<double>(); }), "'0.5' (text) does not fit a double");
}

TEST(ValueConversion, OfDecimals) {
    EXPECT_EQ(Value(DecimalText{"12.00"}).as<int>(), 12);
    EXPECT_EQ(Value(DecimalText{"-9223372036854775808"}).as<std::int64_t>(), INT64_MIN);
    EXPECT_EQ(Value(DecimalText{"18446744073709551615"}).as<std::uint64_t>(), UINT64_MAX);
    EXPECT_EQ(Value(DecimalText{"0.1"}).as<double>(), 0.1);
    EXPECT_EQ(Value(DecimalText{"0." + std::string(400, '0') + "1"}).as<double>(), 0.0);
    EXPECT_EQ(Value(7).as<DecimalText>(), DecimalText{"7"});
    EXPECT_EQ(Value(UINT64_MAX).as<DecimalText>(), DecimalText{"18446744073709551615"});
    EXPECT_EQ(Value(0.1).as<DecimalText>(), DecimalText{"0.1"});
    EXPECT_EQ(Value("+1.5").as<DecimalText>(), DecimalText{"1.5"});
    EXPECT_EQ(data_error([] { Value(DecimalText{"12.50"}).as<std::int8_t>(); }),
              "12.50 does not fit an integer of 8 bits (-128 to 127): it is not a whole number");
    EXPECT_EQ(data_error([] { Value(DecimalText{"18446744073709551616"}).as<std::int8_t>(); }),
              "18446744073709551616 does not fit an integer of 8 bits (-128 to 127)");
    EXPECT_THROW(Value(DecimalText{"-9223372036854775809"}).as<std::uint64_t>(), rowan::DataError);
    EXPECT_EQ(data_error([] { Value(DecimalText{"1" + std::string(400, '0')}).as<double>(); }).substr(0, 10),
              "'100000000");
    EXPECT_EQ(data_error([] { Value(std::numeric_limits<double>::quiet_NaN()).as<DecimalText>(); }),
              "nan is no decimal number");
}

TEST(ValueConversion, OfTextToWhatItSpells) {
    using namespace std::chrono;
    EXPECT_EQ(Value("2024-02-29").as<Date>(), sys_days{year{2024} / 2 / 29});
    EXPECT_EQ(Value("2024-02-29 12:00:00").as<Timestamp>(), sys_days{year{2024} / 2 / 29} + 12h);
    EXPECT_EQ(Value("12:00").as<TimeOfDay>(), TimeOfDay{12h});
    EXPECT_EQ(Value("2024-02-29").as<year_month_day>(), year{2024} / 2 / 29);
    EXPECT_EQ(Value("{}").as<JsonText>(), JsonText{"{}"});
    EXPECT_EQ(data_error([] { Value("soon").as<Date>(); }), "'soon' is no date: a date is written YYYY-MM-DD");
    EXPECT_EQ(data_error([] { Value("42").as<int>(); }),
              "'42' (text) does not fit an integer of 32 bits (-2147483648 to 2147483647)");
}

TEST(ValueConversion, ToTextOfWhatHasATextForm) {
    EXPECT_EQ(Value(Date{}).as<std::string>(), "1970-01-01");
    EXPECT_EQ(Value(Timestamp{}).as<std::string>(), "1970-01-01 00:00:00");
    EXPECT_EQ(Value(Timestamp{1us}).as<std::string>(), "1970-01-01 00:00:00.000001");
    EXPECT_EQ(Value(TimeOfDay{90s}).as<std::string>(), "00:01:30");
    EXPECT_EQ(Value(DecimalText{"1.50"}).as<std::string>(), "1.50");
    EXPECT_EQ(Value(JsonText{"{}"}).as<std::string>(), "{}");
    EXPECT_EQ(data_error([] { Value(42).as<std::string>(); }), "42 does not fit text");
    EXPECT_EQ(data_error([] { Value(true).as<std::string>(); }), "true (bool) does not fit text");
    EXPECT_EQ(data_error([] { Value(Interval{5}).as<std::string>(); }), "5 microseconds (interval) does not fit text");
}

TEST(ValueConversion, BetweenDatesAndTimes) {
    const Date day{std::chrono::days{-1}};
    EXPECT_EQ(Value(day).as<Timestamp>(), Timestamp{day});
    EXPECT_EQ(Value(Timestamp{day}).as<Date>(), day);
    EXPECT_EQ(data_error([] { Value(Timestamp{-1us}).as<Date>(); }),
              "'1969-12-31 23:59:59.999999' (date with time) does not fit a date: it is not midnight");
    EXPECT_EQ(data_error([] { Value(rowan::last_date + std::chrono::days{1}).as<Timestamp>(); }),
              "a date 2932897 days from 1970-01-01 is outside of the calendar, which is from 0001-01-01 to 9999-12-31");
    EXPECT_EQ(Value(90'000'000).as<Interval>(), 90s);
    EXPECT_EQ(Value(90'000'000).as<std::chrono::seconds>(), 90s);
    EXPECT_EQ(data_error([] { Value(Date{}).as<TimeOfDay>(); }), "'1970-01-01' (date) does not fit a time of day");
    EXPECT_EQ(data_error([] { Value(1.5).as<Interval>(); }), "1.5 does not fit an interval");
    EXPECT_EQ(data_error([] { Value(TimeOfDay{}).as<Date>(); }), "'00:00:00.000000' (time) does not fit a date");
    EXPECT_EQ(data_error([] { Value(5).as<Timestamp>(); }), "5 does not fit a date with time");
}

TEST(ValueDisplay, ShowsEveryKind) {
    EXPECT_EQ(Value().to_display(), "NULL");
    EXPECT_EQ(Value(true).to_display(), "true");
    EXPECT_EQ(Value(-12).to_display(), "-12");
    EXPECT_EQ(Value(UINT64_MAX).to_display(), "18446744073709551615");
    EXPECT_EQ(Value(0.5).to_display(), "0.5");
    EXPECT_EQ(Value(-std::numeric_limits<double>::infinity()).to_display(), "-inf");
    EXPECT_EQ(Value("it's").to_display(), "'it''s'");
    EXPECT_EQ(Value(Bytes{std::byte{0x0A}, std::byte{0xFF}}).to_display(), "x'0aff'");
    EXPECT_EQ(Value(Date{}).to_display(), "'1970-01-01'");
    EXPECT_EQ(Value(Timestamp{}).to_display(), "'1970-01-01 00:00:00.000000'");
    EXPECT_EQ(Value(TimeOfDay{}).to_display(), "'00:00:00.000000'");
    EXPECT_EQ(Value(Interval{-5}).to_display(), "-5 microseconds");
    EXPECT_EQ(Value(DecimalText{"1.50"}).to_display(), "1.50");
    EXPECT_EQ(Value(DecimalText{"1; DROP"}).to_display(), "'1; DROP'");
    EXPECT_EQ(Value(Uuid{}).to_display(), "'00000000-0000-0000-0000-000000000000'");
    EXPECT_EQ(Value(JsonText{"[1]"}).to_display(), "'[1]'");
}

TEST(ValueDisplay, ShowsDatesBeyondTheCalendarAsNumbers) {
    EXPECT_EQ(Value(Date{std::chrono::days{3'000'000}}).to_display(), "3000000 days from 1970-01-01");
    EXPECT_EQ(Value(Timestamp::max()).to_display(), "9223372036854775807 microseconds from 1970-01-01");
    EXPECT_EQ(Value(TimeOfDay{-1us}).to_display(), "-1 microseconds from midnight");
}

TEST(ValueDisplay, IsCutBetweenCharactersAndSaysTheSize) {
    EXPECT_EQ(Value("abcdef").to_display(6), "'abcdef'");
    EXPECT_EQ(Value("abcdef").to_display(5), "'abcde…' (6 bytes)");
    EXPECT_EQ(Value("aé").to_display(2), "'a…' (3 bytes)");
    EXPECT_EQ(Value("東京").to_display(4), "'東…' (6 bytes)");
    EXPECT_EQ(Value("東京").to_display(5), "'東…' (6 bytes)");
    EXPECT_EQ(Value("🌲🌲").to_display(7), "'🌲…' (8 bytes)");
    EXPECT_EQ(Value("a").to_display(0), "'…' (1 bytes)");
    EXPECT_EQ(Value(Bytes(3)).to_display(2), "x'0000…' (3 bytes)");
    EXPECT_EQ(Value(std::string(100'000, 'x')).to_display(), "'" + std::string(64, 'x') + "…' (100000 bytes)");
}

TEST(ValueDisplay, EscapesWhatWouldBreakALogLine) {
    EXPECT_EQ(Value("a\nb\t\x1B[0m\x7F").to_display(), "'a\\nb\\x09\\x1b[0m\\x7f'");
    EXPECT_EQ(Value("a\xFFz\xC3").to_display(), "'a\\xffz\\xc3'");
    EXPECT_EQ(Value("\x80\x80\x80\x80\x80\x80").to_display(5), "'\\x80\\x80\\x80\\x80\\x80…' (6 bytes)");
    EXPECT_EQ(Value(std::string_view("a\0b", 3)).to_display(), "'a\\x00b'");
}

}  // namespace
