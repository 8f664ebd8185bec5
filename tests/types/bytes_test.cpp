#include "support.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace {

using rowan::Bytes;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

const Bytes abc = {std::byte{'a'}, std::byte{'b'}, std::byte{'c'}};

TEST(BytesColumns, RoundTrip) {
    EXPECT_EQ(round_trip(abc), abc);
    EXPECT_EQ(round_trip(Bytes{}), Bytes{});
    EXPECT_EQ(round_trip(std::vector<unsigned char>{'a', 0, 255}), (std::vector<unsigned char>{'a', 0, 255}));
    EXPECT_EQ(round_trip(std::vector<unsigned char>{}), (std::vector<unsigned char>{}));
    const std::array<std::byte, 3> array = {std::byte{'a'}, std::byte{'b'}, std::byte{'c'}};
    EXPECT_EQ(round_trip(array), array);
    EXPECT_EQ(Value(array), Value(abc));
    EXPECT_EQ((round_trip(std::optional<std::vector<unsigned char>>{{1}})), (std::vector<unsigned char>{1}));
}

TEST(BytesColumns, OfAnArrayHaveItsLength) {
    const auto spec = rowan::detail::type_ops<std::array<std::byte, 32>>.sql_type;
    EXPECT_EQ(spec.family, rowan::TypeFamily::binary);
    EXPECT_EQ(spec.length, 32);
    EXPECT_EQ(data_error([] { (Value(abc).as<std::array<std::byte, 4>>()); }),
              "3 bytes do not fit a std::array of 4: use rowan::Bytes where lengths vary");
    EXPECT_THROW((Value(Bytes{}).as<std::array<std::byte, 4>>()), rowan::DataError);
}

TEST(BytesColumns, AreTextIfUtf8) {
    EXPECT_EQ(Value("abc").as<Bytes>(), abc);
    EXPECT_EQ(Value(abc).as<std::string>(), "abc");
    EXPECT_EQ(data_error([] { Value(Bytes{std::byte{0xFF}}).as<std::string>(); }),
              "x'ff' (bytes) does not fit text: they are not UTF-8");
    EXPECT_EQ(data_error([] { Value(1).as<Bytes>(); }), "1 does not fit bytes");
}

}  // namespace
