// Every kind, bound from a member and read into one: limits, conversions, refusals.
#include "driver_values.hpp"
#include "mariadb_support.hpp"
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

class MariadbValues : public test::DriverValues {
protected:
    MariadbValues() : DriverValues(test::open_mariadb()) {}

    // What the server sees of a value in a column of that type, as its text.
    template <class T>
    std::string stored(std::string_view sql_type, const T& value, std::optional<TypeSpec> type = {}) {
        const Field f = field<T>();
        const FieldSlot slot = type ? FieldSlot(f, *type) : FieldSlot(f);
        connection->execute("CREATE OR REPLACE TEMPORARY TABLE kept (c " + std::string(sql_type) + ")");
        const auto insert = connection->prepare("INSERT INTO kept VALUES (?)");
        insert->bind_fields(0, std::span(&slot, 1), &value);
        EXPECT_FALSE(insert->step());
        EXPECT_EQ(insert->affected_rows(), 1);
        const Value text = test::ask(*connection, "SELECT CAST(c AS CHAR) FROM kept");
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
        EXPECT_THAT(read_error<T>("NULL"), AllOf(HasSubstr("t.c"), HasSubstr("T::m"), HasSubstr("NULL")));
        EXPECT_THAT(read_error<T>("c FROM (SELECT CAST(NULL AS SIGNED) AS c) AS x"), HasSubstr("NULL"));
    }
};

TEST_F(MariadbValues, IntegersKeepTheirLimits) {
    expect_limits<std::int8_t>("TINYINT");
    expect_limits<std::uint8_t>("TINYINT UNSIGNED");
    expect_limits<std::int16_t>("SMALLINT");
    expect_limits<std::uint16_t>("SMALLINT UNSIGNED");
    expect_limits<std::int32_t>("INTEGER");
    expect_limits<std::uint32_t>("INTEGER UNSIGNED");
    expect_limits<std::int64_t>("BIGINT");
    expect_limits<std::uint64_t>("BIGINT UNSIGNED");
    EXPECT_EQ(round_trip("MEDIUMINT", -8'388'608), -8'388'608);
    EXPECT_EQ(round_trip("MEDIUMINT UNSIGNED", 16'777'215), 16'777'215);
    EXPECT_EQ(round_trip("YEAR", 2024), 2024);
}

TEST_F(MariadbValues, IntegersRefuseWhatDoesNotFit) {
    EXPECT_THAT(read_error<std::int8_t>("128"), AllOf(HasSubstr("t.c"), HasSubstr("128"), HasSubstr("does not fit")));
    EXPECT_THAT(read_error<std::int8_t>("-129"), HasSubstr("-129"));
    EXPECT_THAT(read_error<std::uint8_t>("-1"), HasSubstr("-1"));
    EXPECT_THAT(read_error<std::uint16_t>("65536"), HasSubstr("65536"));
    EXPECT_THAT(read_error<std::int32_t>("2147483648"), HasSubstr("2147483648"));
    EXPECT_THAT(read_error<std::uint32_t>("4294967296"), HasSubstr("4294967296"));
    EXPECT_THAT(read_error<std::uint64_t>("-1"), HasSubstr("-1"));
    EXPECT_THAT(read_error<std::int64_t>("18446744073709551615"), HasSubstr("18446744073709551615"));
    // The column is smaller than the member: the server says so, and cuts nothing.
    EXPECT_THAT(store_error("SMALLINT", 40000), HasSubstr("Out of range value for column 'c'"));
    EXPECT_THAT(store_error("INTEGER UNSIGNED", -1), HasSubstr("Out of range"));
}

TEST_F(MariadbValues, NumbersAreConvertedWhereNothingIsLost) {
    EXPECT_EQ(read<std::int64_t>("sum(x) FROM (SELECT 4 AS x UNION ALL SELECT 5) AS v"), 9);  // a decimal
    EXPECT_EQ(read<int>("42.0e0"), 42);
    EXPECT_EQ(read<double>("3"), 3.0);
    EXPECT_EQ(read<double>("0.1"), 0.1);
    EXPECT_EQ(read<DecimalText>("7").digits, "7");
    EXPECT_EQ(round_trip("BIT(9)", 257), 257);
    EXPECT_THAT(read_error<int>("42.5e0"), HasSubstr("42.5"));
    EXPECT_THAT(read_error<int>("1.5"), HasSubstr("1.5"));
    EXPECT_THAT(read_error<double>("9007199254740993"), HasSubstr("9007199254740993"));
    EXPECT_THAT(read_error<bool>("2"), HasSubstr("only 0 and 1"));
    EXPECT_THAT(read_error<int>("'42'"), HasSubstr("'42'"));
}

TEST_F(MariadbValues, Booleans) {
    EXPECT_EQ(stored("BOOL", true), "1");
    EXPECT_EQ(stored("BOOL", false), "0");
    EXPECT_EQ(stored("BOOL", std::optional<bool>()), "NULL");
    EXPECT_TRUE(round_trip("BOOL", true));
    EXPECT_TRUE(round_trip("BIT(1)", true));
    EXPECT_EQ(read<std::optional<bool>>("NULL"), std::nullopt);
}

TEST_F(MariadbValues, FloatsKeepEveryBit) {
    for (const double value : {0.1, -1e308, 5e-324, 1.0 / 3}) {
        EXPECT_EQ(round_trip("DOUBLE", value), value);
    }
    EXPECT_EQ(round_trip("DOUBLE", -0.0), 0.0);  // MariaDB has one zero
    EXPECT_EQ(round_trip("FLOAT", 0.1F), 0.1F);
    EXPECT_EQ(round_trip("FLOAT", std::numeric_limits<float>::max()), std::numeric_limits<float>::max());
    EXPECT_EQ(round_trip("DOUBLE", 0.1F), 0.1F);
    EXPECT_THAT(read_error<float>("1e300"), HasSubstr("1e+300"));
    EXPECT_THAT(store_error("FLOAT", 1e300), HasSubstr("Out of range"));
    // MariaDB has neither.
    EXPECT_THAT(store_error("DOUBLE", std::nan("")), AllOf(HasSubstr("t.c"), HasSubstr("NaN")));
    EXPECT_THAT(store_error("DOUBLE", -std::numeric_limits<double>::infinity()), HasSubstr("infinite"));
    EXPECT_THAT(store_error("FLOAT", std::numeric_limits<float>::infinity()), HasSubstr("infinite"));
}

TEST_F(MariadbValues, TextsAreKeptWhateverTheColumn) {
    const std::string text = "Grüße, 世界 🎈 'quoted' \\ \"x\" \n" + std::string(1, '\0') + " `y`";
    for (const char* type : {"VARCHAR(100)", "TEXT", "LONGTEXT"}) {
        EXPECT_EQ(round_trip(type, text), text);
    }
    EXPECT_EQ(round_trip("LONGTEXT", std::string()), "");
    EXPECT_EQ(round_trip("LONGTEXT", std::optional<std::string>("")), "");
    EXPECT_EQ(round_trip("LONGTEXT", std::optional<std::string>()), std::nullopt);
    for (const std::size_t size : {250U, 251U, 252U, 65535U, 65536U, 3'000'000U}) {
        EXPECT_EQ(round_trip("LONGTEXT", std::string(size, 'x')), std::string(size, 'x'));
    }
    EXPECT_EQ(stored("CHAR(3)", std::string("a")), "a");
    EXPECT_EQ(stored("UUID", std::string("6F9619FF-8B86-D011-B42D-00C04FC964FF")),
              "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    EXPECT_EQ(round_trip("SET('a', 'b', 'c')", std::string("a,c")), "a,c");
    EXPECT_EQ(read<std::string>("12.50"), "12.50");
    EXPECT_THAT(store_error("VARCHAR(2)", std::string("abc")), HasSubstr("Data too long for column 'c'"));
    EXPECT_THAT(store_error("VARCHAR(9) CHARACTER SET latin1", std::string("世")), HasSubstr("Incorrect string value"));
}

TEST_F(MariadbValues, TextsThatTheServerCouldNotKeepAreRefusedBeforeSending) {
    EXPECT_THAT(store_error("TEXT", std::string("a\xff")), AllOf(HasSubstr("t.c"), HasSubstr("UTF-8"), HasSubstr("1")));
    EXPECT_THAT(store_error("JSON", JsonText{"\xff"}), HasSubstr("UTF-8"));
    const Value bad("\xc0\x80");
    const auto statement = connection->prepare("SELECT ?");
    EXPECT_THAT(test::message_of<DataError>([&] { statement->bind(0, bad); }),
                AllOf(HasSubstr("parameter 1"), HasSubstr("UTF-8")));
}

TEST_F(MariadbValues, WhatIsLongerThanAStatementMayBeIsRefusedBeforeSending) {
    const auto most = test::ask(*connection, "SELECT @@max_allowed_packet").as<std::uint64_t>();
    EXPECT_THAT(store_error("LONGTEXT", std::string(most, 'x')),
                AllOf(HasSubstr("max_allowed_packet"), HasSubstr(std::to_string(most))));
    EXPECT_TRUE(connection->alive());
    EXPECT_EQ(round_trip("LONGBLOB", Bytes(most - 4096, std::byte{7})).size(), most - 4096);
}

TEST_F(MariadbValues, EnumsOfTheDatabaseAreTexts) {
    EXPECT_EQ(round_trip("ENUM('sad', 'so so', 'happy')", std::string("so so")), "so so");
    EXPECT_EQ(test::ask(*connection, "SELECT c FROM kept"), Value("so so"));
    EXPECT_THAT(store_error("ENUM('sad', 'happy')", std::string("angry")), HasSubstr("for column 'c'"));
}

TEST_F(MariadbValues, AdaptedMembers) {
    EXPECT_EQ(stored("TEXT", Colour::red), "red");
    EXPECT_EQ(stored("TEXT", std::optional<Colour>()), "NULL");
    EXPECT_THAT(store_error("TEXT", Colour::green), AllOf(HasSubstr("t.c"), HasSubstr("green is not for sale")));
    EXPECT_EQ(read<Colour>("'red'"), Colour::red);
    EXPECT_THAT(read_error<Colour>("'blue'"), AllOf(HasSubstr("t.c"), HasSubstr("'blue'"), HasSubstr("no such")));
}

TEST_F(MariadbValues, Bytes) {
    Bytes all(256);
    for (int i = 0; i < 256; ++i)
        all[static_cast<std::size_t>(i)] = static_cast<std::byte>(i);
    for (const char* type : {"LONGBLOB", "VARBINARY(300)"}) {
        EXPECT_EQ(round_trip(type, all), all);
        EXPECT_EQ(round_trip(type, Bytes{}), Bytes{});
        EXPECT_EQ(round_trip(type, std::optional<Bytes>(Bytes{})), Bytes{});
        EXPECT_EQ(round_trip(type, std::optional<Bytes>()), std::nullopt);
    }
    EXPECT_EQ(round_trip("BIT(9)", Bytes{std::byte{1}, std::byte{2}}), (Bytes{std::byte{1}, std::byte{2}}));
    EXPECT_THAT(store_error("VARBINARY(2)", all), HasSubstr("Data too long"));
    EXPECT_EQ(read<std::string>("x'6162'"), "ab");
    EXPECT_THAT(read_error<std::string>("x'ff'"), HasSubstr("UTF-8"));
}

TEST_F(MariadbValues, DatesFromTheFirstToTheLast) {
    EXPECT_EQ(stored("DATE", first_date), "0001-01-01");
    EXPECT_EQ(stored("DATE", last_date), "9999-12-31");
    for (const Date date : {first_date, last_date, Date{}, Date{std::chrono::days{-1}}, Date{std::chrono::days{10957}}})
        EXPECT_EQ(round_trip("DATE", date), date);
    EXPECT_THAT(store_error("DATE", last_date + std::chrono::days{1}), HasSubstr("t.c"));
    EXPECT_EQ(read<Date>("TIMESTAMP('2024-02-29')"), Date{std::chrono::year{2024} / 2 / 29});
    EXPECT_THAT(read_error<Date>("TIMESTAMP('2024-02-29 12:00')"), HasSubstr("midnight"));
    EXPECT_EQ(read<Timestamp>("DATE('2024-02-29')"), parse_timestamp("2024-02-29"));
}

TEST_F(MariadbValues, DatesThatAreNoneAreRefused) {
    EXPECT_THAT(store_error("DATE", std::string("0000-00-00")), HasSubstr("Incorrect date value"));
    connection->execute(
        "SET sql_mode = ''; CREATE OR REPLACE TEMPORARY TABLE kept (c DATE, d DATETIME(6), e TIMESTAMP NULL);"
        "INSERT INTO kept VALUES ('0000-00-00', '2024-00-31 12:00:00', '0000-00-00')");
    EXPECT_THAT(read_error<Date>("c FROM kept"), AllOf(HasSubstr("t.c"), HasSubstr("0000-00-00")));
    EXPECT_THAT(read_error<Timestamp>("d FROM kept"), AllOf(HasSubstr("t.c"), HasSubstr("2024-00-31")));
    EXPECT_THAT(read_error<Timestamp>("e FROM kept"), HasSubstr("0000-00-00"));
    EXPECT_THROW(test::ask(*connection, "SELECT c FROM kept"), DataError);
}

TEST_F(MariadbValues, TimestampsKeepMicroseconds) {
    EXPECT_EQ(stored("DATETIME(6)", first_timestamp), "0001-01-01 00:00:00.000000");
    EXPECT_EQ(stored("DATETIME(6)", last_timestamp), "9999-12-31 23:59:59.999999");
    const Timestamp odd = parse_timestamp("1999-12-31 23:59:59.000001");
    const Timestamp before_1970 = parse_timestamp("1969-12-31 23:59:59.999999");
    for (const Timestamp time : {first_timestamp, last_timestamp, Timestamp{}, odd, before_1970})
        EXPECT_EQ(round_trip("DATETIME(6)", time), time);
    EXPECT_EQ(round_trip("TIMESTAMP(6) NULL", odd), odd);
    EXPECT_EQ(stored("DATETIME", odd, DateTime{0}), "1999-12-31 23:59:59");
    EXPECT_EQ(stored("DATETIME(3)", parse_timestamp("2024-01-01 00:00:00.9999"), DateTime{3}),
              "2024-01-01 00:00:00.999");  // floored (rule 8.4), not rounded
    EXPECT_THAT(store_error("DATETIME(6)", last_timestamp + 1us), HasSubstr("t.c"));
    EXPECT_THAT(store_error("TIMESTAMP(6) NULL", first_timestamp), HasSubstr("Incorrect datetime value"));
}

TEST_F(MariadbValues, TimesOfDay) {
    for (const TimeOfDay time : {TimeOfDay{}, TimeOfDay{1us}, TimeOfDay{12h}, last_time_of_day})
        EXPECT_EQ(round_trip("TIME(6)", time), time);
    EXPECT_EQ(stored("TIME(6)", last_time_of_day), "23:59:59.999999");
    EXPECT_EQ(stored("TIME", last_time_of_day, TimeType{0}), "23:59:59");
    EXPECT_THAT(store_error("TIME", TimeOfDay{24h}), HasSubstr("t.c"));
    EXPECT_THAT(read_error<TimeOfDay>("TIME('24:00:00')"), HasSubstr("t.c"));
    EXPECT_THAT(read_error<TimeOfDay>("TIME('-00:00:01')"), HasSubstr("t.c"));
}

TEST_F(MariadbValues, Intervals) {
    for (const Interval span : {Interval{}, Interval{-1}, Interval{INT64_MAX}, Interval{INT64_MIN + 1}})
        EXPECT_EQ(round_trip("BIGINT", span), span);
    EXPECT_EQ(stored("BIGINT", Interval{90min}), "5400000000");
    EXPECT_EQ(read<Interval>("TIME('-49:00:00.5')"), Interval{-49h - 500ms});
    EXPECT_EQ(read<Interval>("TIME('838:59:59')"), Interval{838h + 59min + 59s});
    EXPECT_EQ(test::ask(*connection, "SELECT TIME('25:00:00')"), Value(Interval{25h}));
}

TEST_F(MariadbValues, DecimalsAreExact) {
    for (const char* digits : {"0.0000000000", "1.0000000000", "-1.5000000000", "12345678901234567890.1234567890",
                               "-99999999999999999999.9999999999", "0.0000000001"}) {
        EXPECT_EQ(round_trip("DECIMAL(30, 10)", DecimalText{digits}).digits, digits);
        EXPECT_EQ(stored("DECIMAL(30, 10)", DecimalText{digits}), digits);
    }
    const std::string longest(65, '7');
    EXPECT_EQ(round_trip("DECIMAL(65)", DecimalText{longest}).digits, longest);
    EXPECT_EQ(round_trip("DECIMAL(38, 38)", DecimalText{"0." + std::string(37, '0') + "1"}).digits,
              "0." + std::string(37, '0') + "1");
    EXPECT_EQ(round_trip("DECIMAL(10, 2)", DecimalText{"2.345"}, Numeric{10, 2}).digits, "2.35");
    EXPECT_EQ(read<DecimalText>("2.5", Numeric{10, 2}).digits, "2.50");
    EXPECT_EQ(stored("DECIMAL(10, 2)", DecimalText{"007.50"}), "7.50");
    EXPECT_EQ(stored("TEXT", DecimalText{"1e3"}), "1000");
    EXPECT_THAT(store_error("DECIMAL(10, 2)", DecimalText{"1e5x"}), HasSubstr("t.c"));
    EXPECT_THAT(store_error("DECIMAL(65)", DecimalText{std::string(66, '1')}),
                AllOf(HasSubstr("t.c"), HasSubstr("65")));
    EXPECT_THAT(store_error("DECIMAL(38, 38)", DecimalText{"0." + std::string(38, '0') + "1"}), HasSubstr("39 behind"));
    EXPECT_THAT(store_error("DECIMAL(4, 2)", DecimalText{"100"}), HasSubstr("Out of range"));
}

TEST_F(MariadbValues, Uuids) {
    const Uuid uuid = Uuid::parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    for (const char* type : {"UUID", "CHAR(36)", "LONGTEXT"}) {
        EXPECT_EQ(round_trip(type, uuid), uuid);
        EXPECT_EQ(stored(type, uuid), uuid.to_string());
    }
    EXPECT_EQ(round_trip("UUID", std::optional<Uuid>()), std::nullopt);
    EXPECT_EQ(read<Uuid>("x'6f9619ff8b86d011b42d00c04fc964ff'"), uuid);
    stored("UUID", uuid);
    EXPECT_EQ(test::ask(*connection, "SELECT c FROM kept"), Value(uuid));
    EXPECT_THAT(read_error<Uuid>("'nothing'"), HasSubstr("t.c"));
}

TEST_F(MariadbValues, JsonIsText) {
    EXPECT_EQ(round_trip("JSON", JsonText{"{\"b\": 1,  \"a\": [null]}"}).text, "{\"b\": 1,  \"a\": [null]}");
    EXPECT_EQ(round_trip("JSON", std::optional<JsonText>()), std::nullopt);
    EXPECT_EQ(round_trip("LONGTEXT", JsonText{"[1]"}).text, "[1]");
    stored("JSON", JsonText{"[1]"});
    EXPECT_EQ(read<std::string>("c FROM kept"), "[1]");
    EXPECT_EQ(test::ask(*connection, "SELECT c FROM kept"), Value(JsonText{"[1]"}));
    EXPECT_THROW(stored("JSON", JsonText{"{"}), IntegrityError);  // JSON is a CHECK here
}

TEST_F(MariadbValues, DynamicValuesHaveTheColumnsTypes) {
    EXPECT_EQ(test::ask(*connection, "SELECT true"), Value(1));
    EXPECT_EQ(test::ask(*connection, "SELECT 7"), Value(7));
    EXPECT_EQ(test::ask(*connection, "SELECT 18446744073709551615"), Value(std::uint64_t{UINT64_MAX}));
    EXPECT_EQ(test::ask(*connection, "SELECT 0.5e0"), Value(0.5));
    EXPECT_EQ(test::ask(*connection, "SELECT 1.50"), Value(DecimalText{"1.50"}));
    EXPECT_EQ(test::ask(*connection, "SELECT 'x'"), Value("x"));
    EXPECT_EQ(test::ask(*connection, "SELECT x'6162'"), Value(Bytes{std::byte{'a'}, std::byte{'b'}}));
    EXPECT_EQ(test::ask(*connection, "SELECT c FROM (SELECT CAST(NULL AS SIGNED) AS c) AS x"), Value());
    EXPECT_EQ(test::ask(*connection, "SELECT DATE('2024-02-29')"), Value(parse_date("2024-02-29")));
    EXPECT_EQ(test::ask(*connection, "SELECT TIME('12:00:00')"), Value(TimeOfDay{12h}));
    EXPECT_EQ(test::ask(*connection, "SELECT NULL"), Value());
}

TEST_F(MariadbValues, DynamicValuesAreBound) {
    const auto with = [&](std::string_view sql, const Value& value) {
        const auto statement = connection->prepare(sql);
        statement->bind(0, value);
        EXPECT_TRUE(statement->step());
        return statement->value(0);
    };
    EXPECT_EQ(with("SELECT ? + 1", Value(std::int64_t{3'000'000'000})), Value(std::int64_t{3'000'000'001}));
    EXPECT_EQ(with("SELECT ? - 1", Value(std::uint64_t{UINT64_MAX})), Value(std::uint64_t{UINT64_MAX - 1}));
    EXPECT_EQ(with("SELECT 1 + ?", Value(0.5)), Value(1.5));
    EXPECT_EQ(with("SELECT concat(?, 'y')", Value("x")), Value("xy"));
    EXPECT_EQ(with("SELECT ? IS NULL", Value()), Value(1));
    EXPECT_EQ(with("SELECT ? + interval 1 day", Value(parse_date("2024-02-28"))), Value(parse_date("2024-02-29")));
    EXPECT_EQ(with("SELECT ? + 0", Value(DecimalText{"0.10"})), Value(DecimalText{"0.10"}));
    EXPECT_EQ(with("SELECT 3 LIMIT ?", Value(1)), Value(3));
    EXPECT_EQ(with("SELECT hex(?)", Value(Bytes{std::byte{0xff}})), Value("FF"));
}

}  // namespace
}  // namespace rowan
