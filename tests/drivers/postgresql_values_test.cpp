// Every kind, bound from a member and read into one: limits, conversions, refusals.
#include "driver_values.hpp"
#include "postgresql_support.hpp"
#include <rowan/types/date_time.hpp>
#include <rowan/types/uuid.hpp>

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
using namespace std::chrono_literals;

class PostgresqlValues : public test::DriverValues {
protected:
    PostgresqlValues() : DriverValues(test::open_postgresql()) {}

    // What the server sees of a value in a column of that type, as its text.
    template <class T>
    std::string stored(std::string_view sql_type, const T& value, std::optional<TypeSpec> type = {}) {
        const Field f = field<T>();
        const FieldSlot slot = type ? FieldSlot(f, *type) : FieldSlot(f);
        connection->execute("DROP TABLE IF EXISTS kept; CREATE TEMPORARY TABLE kept (c " + std::string(sql_type) + ")");
        const auto insert = connection->prepare("INSERT INTO kept VALUES ($1)");
        insert->bind_fields(0, std::span(&slot, 1), &value);
        EXPECT_FALSE(insert->step());
        EXPECT_EQ(insert->affected_rows(), 1);
        const Value text = test::ask(*connection, "SELECT c::text FROM kept");
        return text.is_null() ? "NULL" : text.as<std::string>();
    }
    template <class T>
    std::string store_error(std::string_view sql_type, const T& value, std::optional<TypeSpec> type = {}) {
        return test::message_of<DataError>([&] { stored(sql_type, value, type); });
    }
    // Writes a value into a column and reads it back.
    template <class T>
    T round_trip(std::string_view sql_type, const T& value, std::optional<TypeSpec> type = {}) {
        stored(sql_type, value, type);
        return read<T>("c FROM kept", type);
    }
    template <class T>
    void expect_limits(std::string_view sql_type) {
        for (const T value : {std::numeric_limits<T>::min(), T{0}, T{1}, std::numeric_limits<T>::max()}) {
            EXPECT_EQ(round_trip(sql_type, value), value);
            EXPECT_EQ(round_trip(sql_type, std::optional<T>(value)), value);
        }
        EXPECT_EQ(round_trip(sql_type, std::optional<T>()), std::nullopt);
        EXPECT_THAT(read_error<T>("NULL::int4"), AllOf(HasSubstr("t.c"), HasSubstr("T::m"), HasSubstr("NULL")));
    }
};

TEST_F(PostgresqlValues, IntegersKeepTheirLimits) {
    expect_limits<std::int8_t>("int2");
    expect_limits<std::uint8_t>("int2");
    expect_limits<std::int16_t>("int2");
    expect_limits<std::uint16_t>("int4");
    expect_limits<std::int32_t>("int4");
    expect_limits<std::uint32_t>("int8");
    expect_limits<std::int64_t>("int8");
    EXPECT_EQ(round_trip("int8", std::uint64_t{INT64_MAX}), std::uint64_t{INT64_MAX});
    EXPECT_THAT(store_error("int8", std::uint64_t{INT64_MAX} + 1),
                AllOf(HasSubstr("t.c"), HasSubstr("9223372036854775808")));
}

TEST_F(PostgresqlValues, IntegersRefuseWhatDoesNotFit) {
    EXPECT_THAT(read_error<std::int8_t>("128"), AllOf(HasSubstr("t.c"), HasSubstr("128"), HasSubstr("does not fit")));
    EXPECT_THAT(read_error<std::int8_t>("-129"), HasSubstr("-129"));
    EXPECT_THAT(read_error<std::uint8_t>("-1"), HasSubstr("-1"));
    EXPECT_THAT(read_error<std::uint16_t>("65536"), HasSubstr("65536"));
    EXPECT_THAT(read_error<std::int32_t>("2147483648"), HasSubstr("2147483648"));
    EXPECT_THAT(read_error<std::uint32_t>("4294967296"), HasSubstr("4294967296"));
    EXPECT_THAT(read_error<std::uint64_t>("-1"), HasSubstr("-1"));
    // The column is smaller than the member: the server says so.
    EXPECT_THAT(store_error("int2", 40000), HasSubstr("out of range"));
}

TEST_F(PostgresqlValues, NumbersAreConvertedWhereNothingIsLost) {
    EXPECT_EQ(read<std::int64_t>("sum(x) FROM (VALUES (4::int8), (5)) AS v(x)"), 9);  // numeric
    EXPECT_EQ(read<int>("42.0::float8"), 42);
    EXPECT_EQ(read<std::int64_t>("16384::oid"), 16384);
    EXPECT_EQ(read<double>("3::int2"), 3.0);
    EXPECT_EQ(read<double>("0.1::numeric"), 0.1);
    EXPECT_EQ(read<DecimalText>("7::int4").digits, "7");
    EXPECT_THAT(read_error<int>("42.5::float8"), HasSubstr("42.5"));
    EXPECT_THAT(read_error<int>("1.5::numeric"), HasSubstr("1.5"));
    EXPECT_THAT(read_error<double>("9007199254740993"), HasSubstr("9007199254740993"));
    EXPECT_THAT(read_error<bool>("2"), HasSubstr("only 0 and 1"));
    EXPECT_THAT(read_error<int>("'42'::text"), HasSubstr("'42'"));
}

TEST_F(PostgresqlValues, Booleans) {
    EXPECT_EQ(stored("bool", true), "true");
    EXPECT_EQ(stored("bool", false), "false");
    EXPECT_EQ(stored("bool", std::optional<bool>()), "NULL");
    EXPECT_TRUE(read<bool>("true"));
    EXPECT_EQ(read<std::optional<bool>>("NULL::bool"), std::nullopt);
}

TEST_F(PostgresqlValues, FloatsKeepEveryBit) {
    constexpr double inf = std::numeric_limits<double>::infinity();
    for (const double value : {0.1, -1e308, 5e-324, 1.0 / 3, inf, -inf}) {
        EXPECT_EQ(round_trip("float8", value), value);
    }
    EXPECT_TRUE(std::signbit(round_trip("float8", -0.0)));
    EXPECT_TRUE(std::isnan(round_trip("float8", std::nan(""))));
    EXPECT_EQ(round_trip("float4", 0.1F), 0.1F);
    EXPECT_EQ(round_trip("float4", std::numeric_limits<float>::max()), std::numeric_limits<float>::max());
    EXPECT_THAT(read_error<float>("1e300::float8"), HasSubstr("1e+300"));
}

TEST_F(PostgresqlValues, TextsAreKeptWhateverTheColumn) {
    const std::string text = "Grüße, 世界 🎈 'quoted' \\ \"x\"";
    for (const char* type : {"text", "varchar(100)", "json"}) {
        EXPECT_EQ(round_trip(type, std::string(type == std::string_view("json") ? "{\"a\": 1}" : text)),
                  type == std::string_view("json") ? "{\"a\": 1}" : text);
    }
    EXPECT_EQ(round_trip("text", std::string()), "");
    EXPECT_EQ(round_trip("text", std::optional<std::string>("")), "");
    EXPECT_EQ(round_trip("text", std::optional<std::string>()), std::nullopt);
    EXPECT_EQ(round_trip("text", std::string(3'000'000, 'x')).size(), 3'000'000U);
    EXPECT_EQ(stored("bpchar(3)", std::string("a")), "a");
    EXPECT_EQ(stored("uuid", std::string("6F9619FF-8B86-D011-B42D-00C04FC964FF")),
              "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    EXPECT_EQ(stored("int[]", std::string("{1,2}")), "{1,2}");
    EXPECT_EQ(read<std::string>("'x'::name"), "x");
    EXPECT_EQ(read<std::string>("'x'::\"char\""), "x");
    EXPECT_THAT(store_error("varchar(2)", std::string("abc")), HasSubstr("too long"));
}

TEST_F(PostgresqlValues, TextsThatTheServerCouldNotKeepAreRefusedBeforeSending) {
    EXPECT_THAT(store_error("text", std::string("a\xff")), AllOf(HasSubstr("t.c"), HasSubstr("UTF-8"), HasSubstr("1")));
    EXPECT_THAT(store_error("text", std::string("a\0b", 3)), AllOf(HasSubstr("t.c"), HasSubstr("zero byte")));
    EXPECT_THAT(store_error("jsonb", JsonText{std::string("\0", 1)}), HasSubstr("zero byte"));
    const Value bad("\xc0\x80");
    const auto statement = connection->prepare("SELECT $1::text");
    EXPECT_THAT(test::message_of<DataError>([&] { statement->bind(0, bad); }),
                AllOf(HasSubstr("parameter 1"), HasSubstr("UTF-8")));
}

TEST_F(PostgresqlValues, EnumsOfTheDatabaseAreTexts) {
    connection->execute("DROP TYPE IF EXISTS mood; CREATE TYPE mood AS ENUM ('sad', 'so so', 'happy')");
    EXPECT_EQ(round_trip("mood", std::string("so so")), "so so");
    EXPECT_EQ(test::ask(*connection, "SELECT c FROM kept"), Value("so so"));
    EXPECT_EQ(test::ask(*connection, "SELECT ARRAY[c, NULL, c] FROM kept"), Value("{\"so so\",NULL,\"so so\"}"));
    EXPECT_THAT(store_error("mood", std::string("angry")), HasSubstr("angry"));
    connection->execute("DROP TABLE kept; CREATE DOMAIN short AS varchar(3); CREATE TEMPORARY TABLE kept (c short)");
    connection->execute("INSERT INTO kept VALUES ('abc')");
    EXPECT_EQ(read<std::string>("c FROM kept"), "abc");
    connection->execute("DROP TABLE kept; DROP DOMAIN short; DROP TYPE mood");
}

TEST_F(PostgresqlValues, AdaptedMembers) {
    EXPECT_EQ(stored("text", Colour::red), "red");
    EXPECT_EQ(stored("text", std::optional<Colour>()), "NULL");
    EXPECT_THAT(store_error("text", Colour::green), AllOf(HasSubstr("t.c"), HasSubstr("green is not for sale")));
    EXPECT_EQ(read<Colour>("'red'"), Colour::red);
    EXPECT_THAT(read_error<Colour>("'blue'"), AllOf(HasSubstr("t.c"), HasSubstr("'blue'"), HasSubstr("no such")));
}

TEST_F(PostgresqlValues, Bytes) {
    Bytes all(256);
    for (int i = 0; i < 256; ++i)
        all[static_cast<std::size_t>(i)] = static_cast<std::byte>(i);
    EXPECT_EQ(round_trip("bytea", all), all);
    EXPECT_EQ(round_trip("bytea", Bytes{}), Bytes{});
    EXPECT_EQ(round_trip("bytea", std::optional<Bytes>(Bytes{})), Bytes{});
    EXPECT_EQ(round_trip("bytea", std::optional<Bytes>()), std::nullopt);
}

TEST_F(PostgresqlValues, DatesFromTheFirstToTheLast) {
    EXPECT_EQ(stored("date", first_date), "0001-01-01");
    EXPECT_EQ(stored("date", last_date), "9999-12-31");
    for (const Date date : {first_date, last_date, Date{}, Date{std::chrono::days{-1}}, Date{std::chrono::days{10957}}})
        EXPECT_EQ(round_trip("date", date), date);
    EXPECT_THAT(store_error("date", last_date + std::chrono::days{1}), HasSubstr("t.c"));
    EXPECT_THAT(read_error<Date>("'infinity'::date"), AllOf(HasSubstr("t.c"), HasSubstr("infinity")));
    EXPECT_THAT(read_error<Date>("'-infinity'::date"), HasSubstr("-infinity"));
    EXPECT_THAT(read_error<Date>("'4000-01-01 BC'::date"), HasSubstr("t.c"));
    EXPECT_EQ(read<Date>("'2024-02-29'::timestamp"), Date{std::chrono::year{2024} / 2 / 29});
    EXPECT_THAT(read_error<Date>("'2024-02-29 12:00'::timestamp"), HasSubstr("midnight"));
    EXPECT_EQ(read<Timestamp>("'2024-02-29'::date"), parse_timestamp("2024-02-29"));
}

TEST_F(PostgresqlValues, TimestampsKeepMicroseconds) {
    EXPECT_EQ(stored("timestamp", first_timestamp), "0001-01-01 00:00:00");
    EXPECT_EQ(stored("timestamp", last_timestamp), "9999-12-31 23:59:59.999999");
    const Timestamp odd = parse_timestamp("1999-12-31 23:59:59.000001");
    for (const char* type : {"timestamp", "timestamptz"}) {
        for (const Timestamp time : {first_timestamp, last_timestamp, Timestamp{}, odd})
            EXPECT_EQ(round_trip(type, time), time);
        EXPECT_THAT(read_error<Timestamp>("'infinity'::" + std::string(type)), HasSubstr("infinity"));
        EXPECT_THAT(read_error<Timestamp>("'290000-01-01'::" + std::string(type)), HasSubstr("t.c"));
    }
    EXPECT_EQ(stored("timestamptz", odd), "1999-12-31 23:59:59.000001+00");
    EXPECT_EQ(read<Timestamp>("'2024-01-01 12:00+03'::timestamptz"), parse_timestamp("2024-01-01 09:00"));
    EXPECT_EQ(stored("timestamp", odd, DateTime{3}), "1999-12-31 23:59:59");  // floored (rule 8.4), not rounded
    EXPECT_THAT(store_error("timestamp", last_timestamp + 1us), HasSubstr("t.c"));
}

TEST_F(PostgresqlValues, TimesOfDay) {
    for (const TimeOfDay time : {TimeOfDay{}, TimeOfDay{1us}, last_time_of_day})
        EXPECT_EQ(round_trip("time", time), time);
    EXPECT_EQ(stored("time", last_time_of_day), "23:59:59.999999");
    EXPECT_EQ(stored("time", last_time_of_day, TimeType{0}), "23:59:59");
    EXPECT_THAT(store_error("time", TimeOfDay{24h}), HasSubstr("t.c"));
    EXPECT_THAT(read_error<TimeOfDay>("'24:00'::time"), HasSubstr("t.c"));
}

TEST_F(PostgresqlValues, Intervals) {
    for (const Interval span : {Interval{}, Interval{-1}, Interval{INT64_MAX}, Interval{INT64_MIN + 1}})
        EXPECT_EQ(round_trip("interval", span), span);
    EXPECT_EQ(stored("interval", Interval{90min}), "01:30:00");
    EXPECT_EQ(read<Interval>("'2 days 01:00:00.5'::interval"), Interval{49h + 500ms});
    EXPECT_THAT(read_error<Interval>("'1 month'::interval"), AllOf(HasSubstr("t.c"), HasSubstr("months")));
    EXPECT_THAT(read_error<Interval>("make_interval(days => 2000000000)"), HasSubstr("too long"));
}

TEST_F(PostgresqlValues, DecimalsAreExact) {
    for (const char* digits :
         {"0", "0.00", "1", "-1", "10000", "9999", "0.0001", "0.00001", "-0.00001000", "12345678901234567890.123456789",
          "100000000", "99999999.99999999", "0.1", "10.0000", "123.4", "-99990000.0000"}) {
        EXPECT_EQ(round_trip("numeric", DecimalText{digits}).digits, digits);
        EXPECT_EQ(stored("numeric", DecimalText{digits}), digits);
    }
    const std::string longest(1000, '7');
    EXPECT_EQ(round_trip("numeric", DecimalText{longest}).digits, longest);
    EXPECT_EQ(round_trip("numeric", DecimalText{"0." + std::string(999, '0') + "1"}).digits,
              "0." + std::string(999, '0') + "1");
    EXPECT_EQ(round_trip("numeric(10,2)", DecimalText{"2.345"}, Numeric{10, 2}).digits, "2.35");
    EXPECT_EQ(read<DecimalText>("2.5", Numeric{10, 2}).digits, "2.50");
    EXPECT_EQ(stored("numeric", DecimalText{"007.50"}), "7.50");
    EXPECT_THAT(store_error("numeric", DecimalText{"1e5x"}), HasSubstr("t.c"));
    EXPECT_THAT(store_error("numeric", DecimalText{std::string(131073, '1')}), HasSubstr("131072"));
    EXPECT_THAT(store_error("numeric(4,2)", DecimalText{"100"}), HasSubstr("overflow"));
    EXPECT_THAT(read_error<DecimalText>("'NaN'::numeric"), AllOf(HasSubstr("t.c"), HasSubstr("NaN")));
    EXPECT_THAT(read_error<DecimalText>("'-Infinity'::numeric"), HasSubstr("-infinity"));
}

TEST_F(PostgresqlValues, Uuids) {
    const Uuid uuid = Uuid::parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    EXPECT_EQ(round_trip("uuid", uuid), uuid);
    EXPECT_EQ(stored("uuid", uuid), uuid.to_string());
    EXPECT_EQ(stored("text", uuid), uuid.to_string());
    EXPECT_EQ(round_trip("uuid", std::optional<Uuid>()), std::nullopt);
}

TEST_F(PostgresqlValues, JsonInBothTypes) {
    EXPECT_EQ(round_trip("json", JsonText{"{\"b\": 1,  \"a\": [null]}"}).text, "{\"b\": 1,  \"a\": [null]}");
    EXPECT_EQ(round_trip("jsonb", JsonText{"{\"b\": 1,  \"a\": [null]}"}).text, "{\"a\": [null], \"b\": 1}");
    EXPECT_EQ(round_trip("jsonb", std::optional<JsonText>()), std::nullopt);
    EXPECT_EQ(read<std::string>("'[1]'::jsonb"), "[1]");
    EXPECT_THAT(store_error("jsonb", JsonText{"{"}), HasSubstr("json"));
}

TEST_F(PostgresqlValues, DynamicValuesHaveTheColumnsTypes) {
    EXPECT_EQ(test::ask(*connection, "SELECT true"), Value(true));
    EXPECT_EQ(test::ask(*connection, "SELECT 7::int2"), Value(7));
    EXPECT_EQ(test::ask(*connection, "SELECT 0.5::float4"), Value(0.5));
    EXPECT_EQ(test::ask(*connection, "SELECT 1.50"), Value(DecimalText{"1.50"}));
    EXPECT_EQ(test::ask(*connection, "SELECT 'x'::text"), Value("x"));
    EXPECT_EQ(test::ask(*connection, "SELECT '2024-02-29'::date"), Value(parse_date("2024-02-29")));
    EXPECT_EQ(test::ask(*connection, "SELECT '[1]'::jsonb"), Value(JsonText{"[1]"}));
    EXPECT_EQ(test::ask(*connection, "SELECT NULL::int"), Value());
    EXPECT_EQ(test::ask(*connection, "SELECT 'pg_class'::regclass"), Value(1259));
}

TEST_F(PostgresqlValues, TypesWithoutACppTypeAreTexts) {
    EXPECT_EQ(test::ask(*connection, "SELECT '10.1.2.3'::inet"), Value("10.1.2.3"));
    EXPECT_EQ(test::ask(*connection, "SELECT '10.0.0.0/8'::cidr"), Value("10.0.0.0/8"));
    for (const char* address : {"2001:db8::1", "::", "::1", "fe80::/10", "1:2:3:4:5:6:7:8", "1:0:0:2:0:0:0:3"}) {
        const std::string expression = "'" + std::string(address) + "'::inet";
        EXPECT_EQ(test::ask(*connection, "SELECT " + expression),
                  test::ask(*connection, "SELECT format('%s', " + expression + ")"))
            << address;
    }
    for (const char* array :
         {"'{}'::int[]", "'{1,NULL,-3}'::int8[]", "'{{1,2},{3,4}}'::int2[]", "ARRAY['a b', 'c\"d', '', 'null', 'x\\y']",
          "ARRAY[true,false]", "ARRAY[1.50, 2]", "ARRAY['2024-01-02'::date]", "'{0.5,1e300}'::float8[]"}) {
        EXPECT_EQ(test::ask(*connection, "SELECT " + std::string(array)),
                  test::ask(*connection, "SELECT (" + std::string(array) + ")::text"))
            << array;
    }
    EXPECT_THAT(test::message_of<DataError>([&] { test::ask(*connection, "SELECT point(1, 2)"); }),
                AllOf(HasSubstr("600"), HasSubstr("CAST")));
}

TEST_F(PostgresqlValues, ParametersAreLikeLiterals) {
    const auto with = [&](std::string_view sql, const Value& value) {
        const auto statement = connection->prepare(sql);
        statement->bind(0, value);
        EXPECT_TRUE(statement->step());
        return statement->value(0);
    };
    EXPECT_EQ(with("SELECT substr('hello', $1)", Value(2)), Value("ello"));
    EXPECT_EQ(with("SELECT '2024-02-28'::date + $1", Value(1)), Value(parse_date("2024-02-29")));
    EXPECT_EQ(with("SELECT $1 + 1", Value(std::int64_t{3'000'000'000})), Value(std::int64_t{3'000'000'001}));
    EXPECT_EQ(with("SELECT 1::int2 = $1", Value(std::int64_t{3'000'000'000})), Value(false));
    EXPECT_EQ(with("SELECT 1 + $1", Value(0.5)), Value(1.5));
    EXPECT_EQ(with("SELECT $1", Value("x")), Value("x"));
    EXPECT_EQ(with("SELECT '{\"a\": 5}'::jsonb ->> $1", Value("a")), Value("5"));
    EXPECT_EQ(with("SELECT now() - $1 < now()", Value(Interval{1h})), Value(true));
    EXPECT_EQ(with("SELECT 1 = $1 IS NULL", Value()), Value(true));
    EXPECT_EQ(with("SELECT 5 = ANY($1)", Value("{4,5}")), Value(true));
}

}  // namespace
}  // namespace rowan
