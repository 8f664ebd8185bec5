// Every kind, bound from a member and read into one: limits, conversions, refusals.
#include "driver_values.hpp"
#include "sqlite_support.hpp"
#include <rowan/types/date_time.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <optional>
#include <string>

namespace rowan {
namespace {

using driver::FieldSlot;
using test::Colour;
using testing::AllOf;
using testing::HasSubstr;

class SqliteValues : public test::DriverValues {
protected:
    SqliteValues() : DriverValues(test::open_sqlite()) {}

    // What SQLite keeps of a value: 'text as SQL literal' and its storage class.
    template <class T>
    std::string stored(const T& value, std::optional<TypeSpec> type = {}) {
        const Field f = field<T>();
        const FieldSlot slot = type ? FieldSlot(f, *type) : FieldSlot(f);
        const auto statement = connection->prepare("SELECT typeof(?1) || ' ' || quote(?1)");
        statement->bind_fields(0, std::span(&slot, 1), &value);
        EXPECT_TRUE(statement->step());
        return statement->value(0).template as<std::string>();
    }
    template <class T>
    std::string store_error(const T& value, std::optional<TypeSpec> type = {}) {
        return test::message_of<DataError>([&] { stored(value, type); });
    }
    // Writes a value and reads it back.
    template <class T>
    T round_trip(const T& value) {
        const Field f = field<T>();
        const FieldSlot slot(f);
        const auto statement = connection->prepare("SELECT ?");
        statement->bind_fields(0, std::span(&slot, 1), &value);
        EXPECT_TRUE(statement->step());
        T result{};
        statement->read(0, std::span(&slot, 1), &result);
        return result;
    }
    template <class T>
    void expect_limits() {
        for (const T value : {std::numeric_limits<T>::min(), T{0}, T{1}, std::numeric_limits<T>::max()}) {
            EXPECT_EQ(round_trip(value), value);
            EXPECT_EQ(round_trip(std::optional<T>(value)), value);
        }
        EXPECT_EQ(round_trip(std::optional<T>()), std::nullopt);
        EXPECT_THAT(read_error<T>("NULL"), AllOf(HasSubstr("t.c"), HasSubstr("T::m"), HasSubstr("NULL")));
    }
};

TEST_F(SqliteValues, IntegersKeepTheirLimits) {
    expect_limits<std::int8_t>();
    expect_limits<std::int16_t>();
    expect_limits<std::int32_t>();
    expect_limits<std::int64_t>();
    expect_limits<std::uint8_t>();
    expect_limits<std::uint16_t>();
    expect_limits<std::uint32_t>();
    EXPECT_EQ(round_trip(std::uint64_t{INT64_MAX}), std::uint64_t{INT64_MAX});
    EXPECT_THAT(store_error(std::uint64_t{INT64_MAX} + 1), AllOf(HasSubstr("t.c"), HasSubstr("9223372036854775808")));
}

TEST_F(SqliteValues, IntegersRefuseWhatDoesNotFit) {
    EXPECT_THAT(read_error<std::int8_t>("128"), AllOf(HasSubstr("t.c"), HasSubstr("128"), HasSubstr("does not fit")));
    EXPECT_THAT(read_error<std::int8_t>("-129"), HasSubstr("-129"));
    EXPECT_THAT(read_error<std::uint8_t>("-1"), HasSubstr("-1"));
    EXPECT_THAT(read_error<std::uint16_t>("65536"), HasSubstr("65536"));
    EXPECT_THAT(read_error<std::int32_t>("2147483648"), HasSubstr("2147483648"));
    EXPECT_THAT(read_error<std::uint32_t>("4294967296"), HasSubstr("4294967296"));
    EXPECT_THAT(read_error<std::uint64_t>("-1"), HasSubstr("-1"));
    EXPECT_THAT(read_error<std::optional<std::int16_t>>("70000"), HasSubstr("70000"));
}

TEST_F(SqliteValues, IntegersTakeOtherStorageWhereItIsExact) {
    EXPECT_EQ(read<int>("42.0"), 42);
    EXPECT_EQ(read<int>("'42'"), 42);
    EXPECT_EQ(read<std::int64_t>("-9223372036854775808.0"), INT64_MIN);
    EXPECT_THAT(read_error<int>("42.5"), HasSubstr("42.5"));
    EXPECT_THAT(read_error<std::int64_t>("9223372036854775808.0"), HasSubstr("is not"));
    EXPECT_THAT(read_error<int>("'42x'"), HasSubstr("'42x'"));
    EXPECT_THAT(read_error<int>("''"), HasSubstr("is not"));
    EXPECT_THAT(read_error<int>("x'00'"), HasSubstr("a blob of 1 bytes"));
}

TEST_F(SqliteValues, BooleansAreZeroAndOne) {
    EXPECT_EQ(stored(true), "integer 1");
    EXPECT_EQ(stored(false), "integer 0");
    EXPECT_TRUE(read<bool>("1"));
    EXPECT_FALSE(read<bool>("0.0"));
    EXPECT_THAT(read_error<bool>("2"), HasSubstr("a boolean"));
    EXPECT_THAT(read_error<bool>("'yes'"), HasSubstr("a boolean"));
}

TEST_F(SqliteValues, FloatsKeepEveryBit) {
    constexpr double inf = std::numeric_limits<double>::infinity();
    for (const double value : {0.1, -1e308, 5e-324, 1.0 / 3, inf, -inf}) {
        EXPECT_EQ(round_trip(value), value);
    }
    EXPECT_EQ(round_trip(0.1F), 0.1F);
    EXPECT_EQ(round_trip(std::numeric_limits<float>::max()), std::numeric_limits<float>::max());
    EXPECT_EQ(read<double>("5"), 5.0);
    EXPECT_EQ(read<double>("'2.5'"), 2.5);
    EXPECT_THAT(store_error(std::nan("")), AllOf(HasSubstr("t.c"), HasSubstr("NaN")));
    EXPECT_THAT(store_error(std::optional<float>(std::nanf(""))), HasSubstr("NaN"));
    EXPECT_THAT(read_error<double>("9007199254740993"), HasSubstr("not exact"));
    EXPECT_THAT(read_error<double>("9223372036854775807"), HasSubstr("not exact"));
    EXPECT_THAT(read_error<double>("'abc'"), HasSubstr("'abc'"));
    EXPECT_THAT(read_error<float>("1e300"), HasSubstr("too large"));
}

TEST_F(SqliteValues, TextKeepsEveryByte) {
    for (const std::string& value : {std::string(), std::string("ed"), std::string("a\0b\0", 4), std::string("grün 🌳"),
                                     std::string(100'000, 'x')}) {
        EXPECT_EQ(round_trip(value), value);
        EXPECT_EQ(round_trip(std::optional(value)), value);
    }
    EXPECT_EQ(round_trip(std::optional<std::string>()), std::nullopt);
    EXPECT_EQ(read<std::string>("42"), "42");
    EXPECT_EQ(read<std::string>("0.1"), "0.1");
    EXPECT_EQ(read<std::string>("x'6564'"), "ed");
    EXPECT_THAT(read_error<std::string>("x'ff'"), HasSubstr("UTF-8"));
    EXPECT_THAT(store_error(std::string("a\xff")), AllOf(HasSubstr("t.c"), HasSubstr("UTF-8"), HasSubstr("byte 1")));
    EXPECT_THAT(read_error<std::string>("NULL"), HasSubstr("NULL"));
}

TEST_F(SqliteValues, BytesKeepEveryByte) {
    const Bytes bytes{std::byte{0}, std::byte{255}, std::byte{0}};
    EXPECT_EQ(stored(bytes), "blob X'00FF00'");
    EXPECT_EQ(round_trip(bytes), bytes);
    EXPECT_EQ(stored(Bytes()), "blob X''");
    EXPECT_EQ(round_trip(std::optional(Bytes())), Bytes());
    EXPECT_EQ(read<Bytes>("'a'"), Bytes{std::byte{'a'}});
    EXPECT_THAT(read_error<Bytes>("5"), HasSubstr("is not bytes"));
}

TEST_F(SqliteValues, DatesAndTimesAreText) {
    using namespace std::chrono_literals;
    const Date date = std::chrono::sys_days(2024y / 2 / 29);
    EXPECT_EQ(stored(date), "text '2024-02-29'");
    const Timestamp time = date + 12h + 30min + 5s + 123456us;
    EXPECT_EQ(stored(time), "text '2024-02-29 12:30:05.123456'");
    EXPECT_EQ(stored(time, DateTime{3}), "text '2024-02-29 12:30:05.123000'");
    EXPECT_EQ(stored(time, DateTime{0}), "text '2024-02-29 12:30:05'");
    EXPECT_EQ(stored(TimeOfDay{1h + 1us}), "text '01:00:00.000001'");
    EXPECT_EQ(stored(TimeOfDay{1h}, TimeType{0}), "text '01:00:00'");
    EXPECT_EQ(stored(std::chrono::floor<std::chrono::seconds>(time)), "text '2024-02-29 12:30:05'");
    for (const Date each : {first_date, date, last_date}) {
        EXPECT_EQ(round_trip(each), each);
    }
    for (const Timestamp each : {first_timestamp, time, last_timestamp}) {
        EXPECT_EQ(round_trip(each), each);
    }
    EXPECT_EQ(round_trip(last_time_of_day), last_time_of_day);
    EXPECT_EQ(read<Timestamp>("'2024-02-29T12:30:05.123456Z'"), time);
    EXPECT_EQ(read<Timestamp>("'2024-02-29'"), date);
    EXPECT_EQ(read<Date>("'2024-02-29 00:00:00'"), date);
    EXPECT_EQ(read<Timestamp>("datetime('2024-02-29', '+1 hour')"), date + 1h);
    EXPECT_THAT(read_error<Date>("'2024-02-29 00:00:01'"), HasSubstr("time of day"));
    EXPECT_THAT(read_error<Date>("'2024-02-30'"), AllOf(HasSubstr("t.c"), HasSubstr("2024-02-30")));
    EXPECT_THAT(read_error<Date>("'soon'"), HasSubstr("soon"));
    EXPECT_THAT(read_error<Date>("1709164800"), HasSubstr("the integer 1709164800 is not a date"));
    EXPECT_THAT(read_error<Timestamp>("2460369.5"), HasSubstr("is not a date with time"));
    EXPECT_THAT(read_error<TimeOfDay>("12"), HasSubstr("is not a time of day"));
    EXPECT_THAT(read_error<TimeOfDay>("'25:00:00'"), HasSubstr("25:00:00"));
    EXPECT_THAT(store_error(last_date + std::chrono::days(1)), HasSubstr("t.c"));
    EXPECT_EQ(stored(Interval{-5us}), "integer -5");
    EXPECT_EQ(round_trip(Interval::min()), Interval::min());
    EXPECT_THAT(read_error<Interval>("'1 hour'"), HasSubstr("microseconds"));
}

TEST_F(SqliteValues, DecimalsKeepTheirDigitsOrAreRefused) {
    EXPECT_EQ(stored(DecimalText{"12.50"}), "real 12.5");
    EXPECT_EQ(stored(DecimalText{"12.00"}), "integer 12");
    EXPECT_EQ(stored(DecimalText{"9223372036854775807"}), "integer 9223372036854775807");
    EXPECT_EQ(stored(DecimalText{"2.345"}, Numeric{10, 2}), "real 2.35");
    EXPECT_EQ(stored(DecimalText{"123456789012.345"}), "real 123456789012.345");
    EXPECT_THAT(store_error(DecimalText{"1234567890123.4567"}),
                AllOf(HasSubstr("t.c"), HasSubstr("15 significant digits")));
    EXPECT_THAT(store_error(DecimalText{"92233720368547758080"}), HasSubstr("15 significant digits"));
    EXPECT_THAT(store_error(DecimalText{"abc"}), HasSubstr("t.c"));
    EXPECT_EQ(read<DecimalText>("12.5").digits, "12.5");
    EXPECT_EQ(read<DecimalText>("12.5", Numeric{10, 2}).digits, "12.50");
    EXPECT_EQ(read<DecimalText>("7", Numeric{10, 2}).digits, "7.00");
    EXPECT_EQ(read<DecimalText>("0.1 + 0.2").digits, "0.3");
    EXPECT_EQ(read<DecimalText>("1e20").digits, "100000000000000000000");
    EXPECT_EQ(read<DecimalText>("'1.10'").digits, "1.10");
    EXPECT_EQ(round_trip(DecimalText{"0.000001"}).digits, "0.000001");
    EXPECT_THAT(read_error<DecimalText>("1e999"), HasSubstr("is not a decimal number"));
    EXPECT_THAT(read_error<DecimalText>("x'00'"), HasSubstr("is not a decimal number"));
    EXPECT_THAT(read_error<DecimalText>("'ten'"), HasSubstr("ten"));
}

TEST_F(SqliteValues, UuidsAreLowerCaseText) {
    const Uuid uuid = Uuid::parse("00112233-4455-6677-8899-aabbccddeeff");
    EXPECT_EQ(stored(uuid), "text '00112233-4455-6677-8899-aabbccddeeff'");
    EXPECT_EQ(round_trip(uuid), uuid);
    EXPECT_EQ(read<Uuid>("x'00112233445566778899AABBCCDDEEFF'"), uuid);
    EXPECT_EQ(read<Uuid>("'00112233445566778899AABBCCDDEEFF'"), uuid);
    EXPECT_THAT(read_error<Uuid>("x'00'"), HasSubstr("is not a UUID"));
    EXPECT_THAT(read_error<Uuid>("'nobody'"), HasSubstr("t.c"));
    EXPECT_THAT(read_error<Uuid>("1"), HasSubstr("is not a UUID"));
}

TEST_F(SqliteValues, JsonIsText) {
    EXPECT_EQ(stored(JsonText{"{\"a\":1}"}), "text '{\"a\":1}'");
    EXPECT_EQ(read<JsonText>("5").text, "5");
    EXPECT_THAT(read_error<JsonText>("x'00'"), HasSubstr("is not JSON"));
    // A column declared JSON is NUMERIC to SQLite: it would make 12345678901234567168 of this.
    EXPECT_THROW((void)stored(JsonText{"12345678901234567890"}), DataError);
    EXPECT_EQ(stored(JsonText{"[12345678901234567890]"}), "text '[12345678901234567890]'");
}

TEST_F(SqliteValues, AdaptedTypesGoThroughTheirAdapter) {
    EXPECT_EQ(stored(Colour::red), "text 'red'");
    EXPECT_EQ(round_trip(Colour::red), Colour::red);
    EXPECT_EQ(round_trip(std::optional(Colour::red)), Colour::red);
    EXPECT_EQ(round_trip(std::optional<Colour>()), std::nullopt);
    EXPECT_THAT(read_error<Colour>("'blue'"), AllOf(HasSubstr("t.c"), HasSubstr("no such colour")));
    EXPECT_THAT(store_error(Colour::green), AllOf(HasSubstr("t.c"), HasSubstr("green is not for sale")));
    EXPECT_THAT(read_error<Colour>("NULL"), HasSubstr("NULL"));
}

TEST_F(SqliteValues, DetailNamesTableAndColumn) {
    try {
        read<int>("'x'");
        FAIL();
    } catch (const DataError& error) {
        EXPECT_EQ(error.table(), "t");
        EXPECT_EQ(error.column(), "c");
    }
}

TEST_F(SqliteValues, ValuesComeByTheirStorage) {
    const auto statement = connection->prepare("SELECT NULL, 1, 1.5, 'a', x'00'");
    ASSERT_TRUE(statement->step());
    EXPECT_TRUE(statement->value(0).is_null());
    EXPECT_TRUE(statement->is_null(0));
    EXPECT_FALSE(statement->is_null(1));
    EXPECT_EQ(statement->value(1), Value(std::int64_t{1}));
    EXPECT_EQ(statement->value(2), Value(1.5));
    EXPECT_EQ(statement->value(3), Value("a"));
    EXPECT_EQ(statement->value(4), Value(Bytes{std::byte{0}}));
}

TEST_F(SqliteValues, ValuesAreBoundByTheirType) {
    const auto bound = [&](const Value& value) {
        const auto statement = connection->prepare("SELECT typeof(?1) || ' ' || quote(?1)");
        statement->bind(0, value);
        EXPECT_TRUE(statement->step());
        return statement->value(0).as<std::string>();
    };
    EXPECT_EQ(bound(std::nullopt), "null NULL");
    EXPECT_EQ(bound(true), "integer 1");
    EXPECT_EQ(bound(1.5), "real 1.5");
    EXPECT_EQ(bound("a"), "text 'a'");
    EXPECT_EQ(bound(Bytes{}), "blob X''");
    EXPECT_EQ(bound(Date{}), "text '1970-01-01'");
    EXPECT_EQ(bound(Timestamp{}), "text '1970-01-01 00:00:00'");
    EXPECT_EQ(bound(DecimalText{"1.5"}), "real 1.5");
    const auto statement = connection->prepare("SELECT ?");
    const Value nan(std::nan(""));
    EXPECT_THAT(test::message_of<DataError>([&] { statement->bind(0, nan); }),
                AllOf(HasSubstr("parameter 1"), HasSubstr("NaN")));
    const Value big(std::uint64_t{UINT64_MAX});
    EXPECT_THROW(statement->bind(0, big), DataError);
    const Value one(1);
    EXPECT_THAT(test::message_of<ProgrammingError>([&] { statement->bind(1, one); }),
                HasSubstr("the statement has no parameter 1; it has 1"));
}

TEST_F(SqliteValues, AStructIsReadAndBoundInOneGo) {
    struct User {
        std::int32_t id{};
        std::string name{};
        std::optional<std::string> nickname{};
        double score{};
    };
    const Field fields[] = {
        {.column = "id",
         .member = "id",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::int32_t>,
         .offset = offsetof(User, id)},
        {.column = "name",
         .member = "name",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::string>,
         .offset = offsetof(User, name)},
        {.column = "nick",
         .member = "nickname",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::optional<std::string>>,
         .offset = offsetof(User, nickname)},
        {.column = "score",
         .member = "score",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<double>,
         .offset = offsetof(User, score)},
    };
    std::vector<FieldSlot> slots(std::begin(fields), std::end(fields));
    connection->execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT, score REAL)");
    const auto insert = connection->prepare("INSERT INTO users VALUES (?, ?, ?, ?)");
    for (int i = 1; i <= 3; ++i) {
        const User user{.id = i, .name = "user " + std::to_string(i), .nickname = {}, .score = i / 3.0};
        insert->bind_fields(0, slots, &user);
        EXPECT_FALSE(insert->step());
        EXPECT_EQ(insert->affected_rows(), 1);
        EXPECT_EQ(insert->last_insert_id(), i);
        insert->reset();
    }
    const auto select = connection->prepare("SELECT 'before', * FROM users ORDER BY id");
    User user{.nickname = "to be overwritten"};
    int count = 0;
    while (select->step()) {
        select->read(1, slots, &user);
        ++count;
        EXPECT_EQ(user.id, count);
        EXPECT_EQ(user.name, "user " + std::to_string(count));
        EXPECT_FALSE(user.nickname);
        EXPECT_EQ(user.score, count / 3.0);
    }
    EXPECT_EQ(count, 3);
}

}  // namespace
}  // namespace rowan
