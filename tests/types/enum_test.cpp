#include "support.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace app {

enum class Color { red, green = 5, blue };
enum class Level : signed char { lowest = -4, zero = 0, highest = 120 };
enum class Wide : std::uint16_t { first, last = 1000 };
enum Old { old_a, old_b, old_c = 7 };
enum Signed { minus = -1, plus = 1 };
enum class Flag : bool { off, on };
enum class Status { open, closed, hidden };
enum class Alias { one = 1, uno = 1, two };
enum class HTTPMethod { Get, Post };  // NOLINT(readability-identifier-naming): as programs have it
enum class Bits : std::uint64_t { none, high = UINT64_MAX };
enum class Tiny : char { a, b };
enum class Letter : char { a, b };
enum class Unsigned : std::uint64_t { a, b };
enum class Long : long long { a, b };

template <class A, class B>
struct Outer {
    enum Inner { left, right = 3 };
};

}  // namespace app

namespace {
enum class Hidden { in, out };
}

template <>
inline constexpr rowan::EnumRange rowan::enum_range<app::Level>{-4, 200};
template <>
inline constexpr rowan::EnumRange rowan::enum_range<app::Wide>{0, 1000};
template <>
inline constexpr rowan::EnumRange rowan::enum_range<app::Signed>{-100, 100};
template <>
inline constexpr rowan::EnumName<app::Status> rowan::enum_names<app::Status>[] = {{app::Status::closed, "C"},
                                                                                  {app::Status::open, "offen"}};
template <>
inline constexpr bool rowan::enum_by_number<app::Bits> = true;
template <>
inline constexpr bool rowan::enum_by_number<app::Tiny> = true;
template <>
inline constexpr bool rowan::enum_by_number<app::Long> = true;

namespace {

using rowan::Kind;
using rowan::TypeFamily;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

template <class E>
rowan::SqlType type_of() {
    return rowan::SqlType(rowan::detail::type_ops<E>.sql_type);
}

TEST(EnumColumn, IsATextOfTheNames) {
    const rowan::SqlType type = type_of<app::Color>();
    EXPECT_EQ(type.family, TypeFamily::enumeration);
    EXPECT_EQ(type.labels, (std::vector<std::string>{"red", "green", "blue"}));
    EXPECT_EQ(type.length, 5);
    EXPECT_EQ(type.name, "color");
    EXPECT_EQ(rowan::detail::type_ops<app::Color>.kind, Kind::text);
    EXPECT_EQ(type_of<std::optional<app::Color>>(), type);
    EXPECT_EQ(type_of<app::HTTPMethod>().name, "http_method");
}

TEST(EnumColumn, RoundTripsByName) {
    EXPECT_EQ(Value(app::Color::green), Value("green"));
    EXPECT_EQ(Value("blue").as<app::Color>(), app::Color::blue);
    for (const app::Color color : {app::Color::red, app::Color::green, app::Color::blue}) {
        EXPECT_EQ(round_trip(color), color);
    }
    EXPECT_EQ(round_trip(std::optional{app::Color::red}), app::Color::red);
    EXPECT_EQ(round_trip(std::optional<app::Color>{}), std::nullopt);
    EXPECT_EQ(Value(std::optional<app::Color>{}), Value());
}

TEST(EnumColumn, FindsTheEnumeratorsOfItsRange) {
    EXPECT_EQ(type_of<app::Level>().labels, (std::vector<std::string>{"lowest", "zero", "highest"}));
    EXPECT_EQ(Value(app::Level::lowest), Value("lowest"));
    EXPECT_EQ(round_trip(app::Level::highest), app::Level::highest);
    EXPECT_EQ(type_of<app::Wide>().labels, (std::vector<std::string>{"first", "last"}));
    EXPECT_EQ(round_trip(app::Wide::last), app::Wide::last);
    EXPECT_EQ(type_of<app::Flag>().labels, (std::vector<std::string>{"off", "on"}));
    EXPECT_EQ(type_of<app::Letter>().labels, (std::vector<std::string>{"a", "b"}));
    EXPECT_EQ(round_trip(app::Unsigned::b), app::Unsigned::b);
}

TEST(EnumColumn, MayBeUnscopedNestedOrUnnamedFromOutside) {
    EXPECT_EQ(type_of<app::Old>().labels, (std::vector<std::string>{"old_a", "old_b", "old_c"}));
    EXPECT_EQ(type_of<app::Signed>().labels, (std::vector<std::string>{"minus", "plus"}));
    EXPECT_EQ(round_trip(app::minus), app::minus);
    using Inner = app::Outer<int, std::vector<int>>::Inner;
    EXPECT_EQ(type_of<Inner>().labels, (std::vector<std::string>{"left", "right"}));
    EXPECT_EQ(type_of<Inner>().name, "inner");
    EXPECT_EQ(type_of<Hidden>().labels, (std::vector<std::string>{"in", "out"}));
    EXPECT_EQ(type_of<Hidden>().name, "hidden");
    enum class Local { here, there };
    EXPECT_EQ(type_of<Local>().labels, (std::vector<std::string>{"here", "there"}));
    EXPECT_EQ(type_of<Local>().name, "local");
}

TEST(EnumColumn, OfTwoEnumeratorsOfOneValueTheFirstIsTheName) {
    EXPECT_EQ(type_of<app::Alias>().labels, (std::vector<std::string>{"one", "two"}));
    EXPECT_EQ(Value(app::Alias::uno), Value("one"));
}

TEST(EnumColumn, HasNamesOfOnesOwn) {
    EXPECT_EQ(type_of<app::Status>().labels, (std::vector<std::string>{"C", "offen"}));
    EXPECT_EQ(type_of<app::Status>().name, "status");
    EXPECT_EQ(Value(app::Status::open), Value("offen"));
    EXPECT_EQ(Value("C").as<app::Status>(), app::Status::closed);
    EXPECT_EQ(data_error([] { (void)Value(app::Status::hidden); }),
              "Status 2 has no name: if it is an enumerator, widen rowan::enum_range<Status> or list it in "
              "rowan::enum_names<Status>; else store the enum by number with rowan::enum_by_number<Status>");
    EXPECT_EQ(data_error([] { Value("closed").as<app::Status>(); }),
              "'closed' names no Status: its names are C, offen");
}

TEST(EnumColumn, RefusesValuesWithoutANameAndNamesWithoutAValue) {
    EXPECT_EQ(data_error([] { (void)Value(static_cast<app::Color>(77)); }),
              "Color 77 has no name: if it is an enumerator, widen rowan::enum_range<Color> or list it in "
              "rowan::enum_names<Color>; else store the enum by number with rowan::enum_by_number<Color>");
    EXPECT_THROW((void)Value(static_cast<app::Color>(-1)), rowan::DataError);
    EXPECT_THROW((void)Value(static_cast<app::Color>(1)), rowan::DataError);
    EXPECT_EQ(data_error([] { Value("purple").as<app::Color>(); }),
              "'purple' names no Color: its names are red, green, blue");
    EXPECT_THROW(Value("").as<app::Color>(), rowan::DataError);
    EXPECT_THROW(Value("Red").as<app::Color>(), rowan::DataError);
    EXPECT_EQ(data_error([] { Value(5).as<app::Color>(); }), "5 does not fit text");
}

TEST(EnumColumn, IsStoredByNumberWhereSaid) {
    EXPECT_EQ(rowan::detail::type_ops<app::Bits>.kind, Kind::uint64);
    EXPECT_EQ(rowan::detail::type_ops<app::Tiny>.kind, Kind::int8);
    EXPECT_EQ(rowan::detail::type_ops<app::Long>.kind, Kind::int64);
    EXPECT_EQ(Value(app::Tiny::b), Value(1));
    EXPECT_EQ(round_trip(app::Bits::high), app::Bits::high);
    EXPECT_EQ(round_trip(static_cast<app::Bits>(12)), static_cast<app::Bits>(12));
    EXPECT_EQ(round_trip(std::optional<app::Long>{app::Long::b}), app::Long::b);
    EXPECT_THROW(Value(128).as<app::Tiny>(), rowan::DataError);
}

}  // namespace
