#include <rowan/schema/option.hpp>

#include <rowan/schema/default_value.hpp>

#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <string>

namespace {

using namespace rowan;
using namespace std::chrono_literals;

enum class Color { red, green };

constexpr ColumnOption all_options[] = {
    primary_key,
    primary_key(given),
    primary_key(may_change),
    primary_key(given, may_change),
    not_null,
    unique,
    indexed,
    autoincrement,
    version,
    server_generated,
    String{50},
    check("age >= 0"),
    check("age >= 0", "age_positive"),
    foreign_key("cities.id", {.on_delete = Action::set_null}),
    server_default(text("CURRENT_DATE")),
    server_default("new"),
    server_default(3),
    server_default(0.5),
    server_default(true),
    computed("a * b", stored),
    comment("words"),
    collate("NOCASE"),
};

TEST(Option, IsALiteralValue) {
    static_assert(all_options[0].kind == OptionKind::primary_key && !all_options[0].key_given);
    static_assert(all_options[1].key_given && !all_options[1].key_may_change);
    static_assert(!all_options[2].key_given && all_options[2].key_may_change);
    static_assert(all_options[3].key_given && all_options[3].key_may_change);
    static_assert(all_options[10].kind == OptionKind::type && all_options[10].type.length == 50);
    static_assert(all_options[11].text == "age >= 0" && all_options[11].name.empty());
    static_assert(all_options[12].name == "age_positive");
    static_assert(all_options[13].foreign_key.on_delete == Action::set_null);
    static_assert(all_options[14].literal == LiteralKind::sql && all_options[14].text == "CURRENT_DATE");
    static_assert(all_options[15].literal == LiteralKind::string && all_options[15].text == "new");
    static_assert(all_options[16].literal == LiteralKind::integer && all_options[16].number == 3);
    static_assert(all_options[17].literal == LiteralKind::real && all_options[17].real == 0.5);
    static_assert(all_options[18].literal == LiteralKind::boolean && all_options[18].number == 1);
    static_assert(all_options[19].computed_stored && all_options[19].text == "a * b");
}

template <class M, class T>
M filled_by(const detail::DefaultValue<T>& value) {
    const ColumnOption option = detail::option_for<M>(value);
    M member{};
    option.maker(&member, option);
    return member;
}

TEST(DefaultValue, FillsAMemberOfEachType) {
    EXPECT_EQ(filled_by<std::optional<int>>(default_value(18)), 18);
    EXPECT_EQ(filled_by<std::optional<std::int64_t>>(default_value(-18)), -18);
    EXPECT_EQ(filled_by<std::optional<double>>(default_value(18)), 18.0);
    EXPECT_EQ(filled_by<std::optional<double>>(default_value(1.5)), 1.5);
    EXPECT_EQ(filled_by<std::optional<bool>>(default_value(true)), true);
    EXPECT_EQ(filled_by<std::optional<std::string>>(default_value("new")), "new");
    EXPECT_EQ(filled_by<std::optional<Color>>(default_value(Color::green)), Color::green);
    EXPECT_EQ(filled_by<std::optional<Date>>(default_value(2024y / 2 / 29)), Date(2024y / 2 / 29));
    EXPECT_EQ(filled_by<std::optional<Interval>>(default_value(2h)), Interval(2h));
    EXPECT_EQ(filled_by<std::optional<Timestamp>>(default_value(std::chrono::sys_seconds(90s))), Timestamp(90s));
    EXPECT_EQ(filled_by<std::optional<int>>(default_value([] { return 7; })), 7);
    EXPECT_EQ(filled_by<std::optional<std::string>>(default_value([] { return std::string("made"); })), "made");
}

TEST(DefaultValue, IsAConstantInAMapping) {
    constexpr ColumnOption option = detail::option_for<std::optional<int>>(default_value(18));
    static_assert(option.kind == OptionKind::default_value && option.number == 18);
}

TEST(DefaultValue, OutOfRangeIsAMistake) {
    constexpr ColumnOption option = detail::option_for<std::optional<std::int8_t>>(default_value(300));
    static_assert(option.kind == OptionKind::mistake);
    EXPECT_EQ(option.text, "its default_value() is out of the member's range");
    static_assert(detail::option_for<std::optional<std::uint16_t>>(default_value(-1)).kind == OptionKind::mistake);
    static_assert(detail::option_for<std::optional<std::int8_t>>(default_value(127)).kind == OptionKind::default_value);
}

}  // namespace
