#include "support.hpp"

#include <compare>
#include <limits>
#include <random>
#include <string>

namespace {

using rowan::compare_decimals;
using rowan::decimal_from;
using rowan::fit_decimal;
using rowan::normalise_decimal;
using rowan::parse_decimal;
using rowan::round_decimal;
using rowan::test::data_error;

TEST(DecimalText, PlainOnesStayAsTheyAre) {
    for (const char* text :
         {"0", "-0", "1", "-1", "1.50", "007", "0.000", "123456789012345678901234567890.123456789"}) {
        EXPECT_TRUE(rowan::is_plain_decimal(text)) << text;
        EXPECT_EQ(parse_decimal(text).digits, text);
    }
    for (const char* text :
         {"", "-", "+1", ".5", "5.", "1e2", " 1", "1 ", "1,5", "--1", "1.2.3", "NaN", "Infinity", "0x1"}) {
        EXPECT_FALSE(rowan::is_plain_decimal(text)) << text;
    }
}

TEST(DecimalText, OtherFormsBecomePlain) {
    for (const auto& [text, plain] : std::vector<std::pair<std::string, std::string>>{{"+1", "1"},
                                                                                      {".5", "0.5"},
                                                                                      {"-.5", "-0.5"},
                                                                                      {"5.", "5"},
                                                                                      {"1e2", "100"},
                                                                                      {"1E+2", "100"},
                                                                                      {"1.5e1", "15"},
                                                                                      {"1.50e0", "1.50"},
                                                                                      {"1.25e1", "12.5"},
                                                                                      {"125e-2", "1.25"},
                                                                                      {"1e-3", "0.001"},
                                                                                      {"-12.5e-3", "-0.0125"},
                                                                                      {"0.001e3", "1"},
                                                                                      {"0.0012e3", "1.2"},
                                                                                      {"12e-1", "1.2"},
                                                                                      {"0e5", "0"},
                                                                                      {"1e000000000000000001", "10"}}) {
        EXPECT_EQ(parse_decimal(text).digits, plain) << text;
    }
    EXPECT_EQ(parse_decimal("1e999").digits, "1" + std::string(999, '0'));
    EXPECT_EQ(parse_decimal("1e-1000").digits, "0." + std::string(999, '0') + "1");
}

TEST(DecimalText, AllElseIsRefused) {
    EXPECT_EQ(data_error([] { parse_decimal("NaN"); }), "'NaN' is no decimal number: it is written as in -12.50");
    EXPECT_EQ(data_error([] { parse_decimal("1e1000"); }),
              "'1e1000' has an exponent beyond 1000 digits, which no decimal column holds");
    EXPECT_THROW(parse_decimal("1e99999999999999999999999"), rowan::DataError);
    EXPECT_THROW(parse_decimal("1e-1001"), rowan::DataError);
    for (const char* text : {"", "-", "+", ".", "-.", "e5", "1e", "1e+", "1e5.0", "--1", "+-1", "1.2.3", "inf",
                             "Infinity", "-Infinity", "1 ", " 1", "1,5", "١"}) {
        EXPECT_EQ(data_error([&] { parse_decimal(text); }),
                  "'" + std::string(text) + "' is no decimal number: it is written as in -12.50");
        EXPECT_THROW(normalise_decimal(text), rowan::DataError);
        EXPECT_THROW(compare_decimals("1", text), rowan::DataError);
        EXPECT_THROW(round_decimal(text, 2), rowan::DataError);
        EXPECT_THROW(rowan::decimal_size(text), rowan::DataError);
        EXPECT_THROW(fit_decimal(text, 5, 2), rowan::DataError);
        EXPECT_THROW(fit_decimal(text, 0, 0), rowan::DataError);
    }
}

TEST(DecimalText, IsNormalised) {
    for (const auto& [text, normal] : std::vector<std::pair<std::string, std::string>>{{"0", "0"},
                                                                                       {"-0", "0"},
                                                                                       {"-0.000", "0"},
                                                                                       {"000", "0"},
                                                                                       {"007.500", "7.5"},
                                                                                       {"-0.50", "-0.5"},
                                                                                       {"10", "10"},
                                                                                       {"100.00", "100"},
                                                                                       {"1e2", "100"},
                                                                                       {".10", "0.1"}}) {
        EXPECT_EQ(normalise_decimal(text), normal) << text;
    }
}

TEST(DecimalText, IsComparedByValue) {
    const std::vector<std::vector<std::string>> ascending = {
        {"-100", "-1e2"}, {"-99.99"},          {"-10"},   {"-9.5"},         {"-9.25"}, {"-0.1"},
        {"-0.09"},        {"0", "-0", "0.00"}, {"0.001"}, {"0.0010000001"}, {"0.01"},  {"1", "1.0", "01", "1e0"},
        {"1.05"},         {"1.5", "1.50"},     {"9"},     {"10"},           {"99"},    {"100"}};
    for (std::size_t i = 0; i < ascending.size(); ++i) {
        for (std::size_t j = 0; j < ascending.size(); ++j) {
            for (const std::string& a : ascending[i]) {
                for (const std::string& b : ascending[j])
                    EXPECT_EQ(compare_decimals(a, b), i <=> j) << a << ' ' << b;
            }
        }
    }
}

TEST(DecimalText, IsRoundedHalfAwayFromZero) {
    struct Case {
        const char* text;
        int scale;
        const char* rounded;
    };
    for (const auto& [text, scale, rounded] :
         std::vector<Case>{{"2.345", 2, "2.35"}, {"-2.345", 2, "-2.35"}, {"2.344999", 2, "2.34"}, {"2.5", 0, "3"},
                           {"-2.5", 0, "-3"},    {"2.4", 0, "2"},        {"0.5", 0, "1"},         {"0.49", 0, "0"},
                           {"-0.4", 0, "0"},     {"-0.004", 2, "0.00"},  {"9.995", 2, "10.00"},   {"999.5", 0, "1000"},
                           {"1", 2, "1.00"},     {"1.5", 3, "1.500"},    {"007", 0, "7"},         {"0", 2, "0.00"},
                           {"0.05", 1, "0.1"},   {"0.04", 1, "0.0"},     {"1250", -2, "1300"},    {"1249", -2, "1200"},
                           {"50", -2, "100"},    {"49", -2, "0"},        {"5", -2, "0"},          {"-50", -2, "-100"},
                           {"1e3", -3, "1000"},  {"0.5", -1, "0"}}) {
        EXPECT_EQ(round_decimal(text, scale), rounded) << text << " to " << scale;
    }
}

TEST(DecimalText, CountsDigits) {
    const auto size = [](const char* text) {
        const auto found = rowan::decimal_size(text);
        return std::pair{found.integer_digits, found.fraction_digits};
    };
    EXPECT_EQ(size("0"), (std::pair{0, 0}));
    EXPECT_EQ(size("0.50"), (std::pair{0, 1}));
    EXPECT_EQ(size("-0012.3400"), (std::pair{2, 2}));
    EXPECT_EQ(size("1e3"), (std::pair{4, 0}));
}

TEST(DecimalText, FitsAColumnOrIsRefused) {
    EXPECT_EQ(fit_decimal("1.005", 5, 2).digits, "1.01");
    EXPECT_EQ(fit_decimal("999.99", 5, 2).digits, "999.99");
    EXPECT_EQ(fit_decimal("-999.994", 5, 2).digits, "-999.99");
    EXPECT_EQ(fit_decimal("12345.678", 0, 0).digits, "12345.678");
    EXPECT_EQ(data_error([] { fit_decimal("1234.5", 5, 2); }),
              "'1234.5' does not fit NUMERIC(5, 2): it has too many digits before the point");
    EXPECT_THROW(fit_decimal("999.995", 5, 2), rowan::DataError);
    EXPECT_THROW(fit_decimal("-1000", 5, 2), rowan::DataError);
    EXPECT_EQ(fit_decimal("0.9", 2, 2).digits, "0.90");
    EXPECT_THROW(fit_decimal("1", 2, 2), rowan::DataError);
    // More places than digits: NUMERIC(2, 4) holds up to 0.0099.
    EXPECT_EQ(fit_decimal("0.0099", 2, 4).digits, "0.0099");
    EXPECT_EQ(fit_decimal("0", 2, 4).digits, "0.0000");
    EXPECT_THROW(fit_decimal("0.01", 2, 4), rowan::DataError);
    EXPECT_EQ(fit_decimal("12345", 3, -2).digits, "12300");
    EXPECT_THROW(fit_decimal("123456", 3, -2), rowan::DataError);
}

TEST(DecimalText, ComesFromDoublesByTheirShortestForm) {
    EXPECT_EQ(decimal_from(0.1).digits, "0.1");
    EXPECT_EQ(decimal_from(-0.0).digits, "0");
    EXPECT_EQ(decimal_from(1e23).digits, "1" + std::string(23, '0'));
    EXPECT_EQ(decimal_from(1.0 / 3).digits, "0.3333333333333333");
    EXPECT_EQ(data_error([] { decimal_from(std::numeric_limits<double>::quiet_NaN()); }), "nan is no decimal number");
    EXPECT_EQ(data_error([] { decimal_from(-std::numeric_limits<double>::infinity()); }), "-inf is no decimal number");
    std::mt19937_64 random(7);
    std::uniform_int_distribution<int> exponent(-300, 300);
    std::uniform_real_distribution<double> mantissa(-10, 10);
    for (int i = 0; i < 2000; ++i) {
        const double number = mantissa(random) * std::pow(10.0, exponent(random));
        EXPECT_EQ(rowan::Value(decimal_from(number)).as<double>(), number);
    }
    EXPECT_EQ(rowan::Value(decimal_from(5e-324)).as<double>(), 5e-324);
    EXPECT_EQ(rowan::Value(decimal_from(1.7976931348623157e308)).as<double>(), 1.7976931348623157e308);
}

// Rounding agrees with integer arithmetic.
TEST(DecimalText, RoundsAsIntegersDo) {
    std::mt19937_64 random(11);
    std::uniform_int_distribution<std::int64_t> any(-10'000'000, 10'000'000);
    for (int i = 0; i < 5000; ++i) {
        const std::int64_t thousandths = any(random);
        const std::int64_t magnitude = thousandths < 0 ? -thousandths : thousandths;
        const std::string text = (thousandths < 0 ? "-" : "") + std::to_string(magnitude / 1000) + "." +
                                 std::to_string(1000 + magnitude % 1000).substr(1);
        const std::int64_t hundredths = (magnitude + 5) / 10;
        const std::string rounded = (thousandths < 0 && hundredths > 0 ? "-" : "") + std::to_string(hundredths / 100) +
                                    "." + std::to_string(100 + hundredths % 100).substr(1);
        ASSERT_EQ(round_decimal(text, 2), rounded) << text;
    }
}

}  // namespace
