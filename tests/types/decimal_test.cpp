#include <rowan/types/decimal.hpp>

#include "support.hpp"

#include <limits>
#include <optional>
#include <random>
#include <string>

namespace {

using rowan::Decimal;
using rowan::DecimalText;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

std::string text_of(const Decimal& number) { return rowan::to_decimal_text(number).digits; }

TEST(Decimal, IsWrittenExactlyWithoutExponent) {
    for (const std::string text :
         {"0", "1", "-1", "0.99", "-0.01", "10", "100000", "12345678901234567890.123456789", "0.000000000000000000001",
          "1000000000000000000000000000000", "99999999999999999999999999999999999.99999999999999999999999999999999999",
          "0.1234567890123456789012345678901234567890123456789012345678901234567891"}) {
        EXPECT_EQ(text_of(Decimal(text)), text);
        EXPECT_EQ(round_trip(Decimal(text)), Decimal(text));
    }
    EXPECT_EQ(text_of(Decimal("0.1") * 3), "0.3");
    EXPECT_EQ(text_of(Decimal("1e30")), "1" + std::string(30, '0'));
    EXPECT_EQ(text_of(Decimal("-0")), "0");
    EXPECT_EQ(text_of(Decimal("19.99") * 100), "1999");
}

TEST(Decimal, ColumnIsNumeric) {
    EXPECT_EQ(rowan::detail::type_ops<Decimal>.sql_type.family, rowan::TypeFamily::numeric);
    EXPECT_EQ(rowan::detail::type_ops<Decimal>.kind, rowan::Kind::decimal);
    EXPECT_EQ(Value(Decimal("1.50")), Value(DecimalText{"1.5"}));
    EXPECT_EQ(round_trip(std::optional{Decimal("2.5")}), Decimal("2.5"));
    EXPECT_EQ(round_trip(std::optional<Decimal>{}), std::nullopt);
}

TEST(Decimal, IsReadFromWhatDatabasesGive) {
    EXPECT_EQ(Value(DecimalText{"1.50"}).as<Decimal>(), Decimal("1.5"));
    EXPECT_EQ(Value("1.50").as<Decimal>(), Decimal("1.5"));
    EXPECT_EQ(Value(3).as<Decimal>(), 3);
    EXPECT_EQ(Value(UINT64_MAX).as<Decimal>(), Decimal("18446744073709551615"));
    EXPECT_EQ(Value(0.1).as<Decimal>(), Decimal("0.1"));
    EXPECT_EQ(data_error([] { Value("ten").as<Decimal>(); }), "'ten' is no decimal number: it is written as in -12.50");
    EXPECT_EQ(data_error([] { Value(DecimalText{"NaN"}).as<Decimal>(); }),
              "'NaN' is no decimal number: it is written as in -12.50");
    EXPECT_EQ(data_error([] { Value(true).as<Decimal>(); }), "true (bool) does not fit a decimal number");
}

TEST(Decimal, RefusesNanAndInfinity) {
    const std::string refusal = "a decimal can't be NaN or infinite: use a std::optional, or a double";
    EXPECT_EQ(data_error([] { (void)Value(std::numeric_limits<Decimal>::quiet_NaN()); }), refusal);
    EXPECT_EQ(data_error([] { (void)Value(std::numeric_limits<Decimal>::infinity()); }), refusal);
    EXPECT_EQ(data_error([] { (void)Value(Decimal(-std::numeric_limits<Decimal>::infinity())); }), refusal);
}

TEST(Decimal, ComputedOnesComeBackEqual) {
    std::mt19937_64 random(3);
    std::uniform_int_distribution<std::int64_t> any(-1'000'000'000'000, 1'000'000'000'000);
    for (int i = 0; i < 300; ++i) {
        std::int64_t divisor = any(random);
        if (divisor == 0)
            divisor = 1;
        const Decimal number = Decimal(any(random)) / divisor * any(random);
        EXPECT_EQ(round_trip(number), number) << text_of(number);
    }
}

}  // namespace
