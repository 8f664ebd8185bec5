#include <rowan/types/internal/native.hpp>

#include "support.hpp"

#include <string>

namespace {

using rowan::Kind;
using rowan::SqlType;
using rowan::TypeFamily;

TEST(VisitKind, GivesEachKindItsNativeType) {
    for (int number = 0; number <= static_cast<int>(Kind::json); ++number) {
        const auto kind = static_cast<Kind>(number);
        const int found = rowan::detail::visit_kind(
            kind, []<class T>(std::type_identity<T>) { return rowan::detail::native_kind<T>(); });
        EXPECT_EQ(found, number);
        EXPECT_FALSE(rowan::detail::kind_name(kind).empty());
        EXPECT_NE(rowan::detail::default_sql_type(kind).family, TypeFamily::unspecified);
    }
}

TEST(Native, OperationsWorkOnMembersOfEveryKind) {
    for (int number = 0; number <= static_cast<int>(Kind::json); ++number) {
        rowan::detail::visit_kind(static_cast<Kind>(number), []<class T>(std::type_identity<T>) {
            const rowan::TypeOps& plain = rowan::detail::type_ops<T>;
            const rowan::TypeOps& optional = rowan::detail::type_ops<std::optional<T>>;
            EXPECT_EQ(plain.size, sizeof(T));
            EXPECT_EQ(plain.align, alignof(T));
            EXPECT_FALSE(plain.adapted || plain.optional || optional.adapted);
            EXPECT_TRUE(optional.optional);
            EXPECT_EQ(plain.reset, nullptr);
            T one{};
            std::optional<T> empty;
            std::optional<T> full{T{}};
            EXPECT_EQ(plain.value(&one), &one);
            EXPECT_EQ(optional.value(&empty), nullptr);
            EXPECT_EQ(optional.value(&full), &*full);
            optional.copy(&empty, &full);
            EXPECT_TRUE(empty.has_value());
            optional.reset(&empty);
            EXPECT_FALSE(empty.has_value());
            optional.move(&full, &empty);
            EXPECT_FALSE(full.has_value());
        });
    }
}

TEST(Native, NullIntoAFieldThatIsNotOptionalSaysWhatToDo) {
    const rowan::Field field{
        .column = "age", .member = "age", .table = "users", .entity = "User", .ops = &rowan::detail::type_ops<int>};
    EXPECT_EQ(rowan::test::data_error([&] { rowan::detail::throw_null(field); }),
              "users.age (User::age): NULL does not fit a member that is not optional: make it a std::optional");
}

TEST(Native, ErrorsOfAFieldsAdapterNameIt) {
    const rowan::Field field{.column = "born",
                             .member = "born",
                             .table = "users",
                             .entity = "User",
                             .ops = &rowan::detail::type_ops<std::chrono::year_month_day>};
    std::chrono::year_month_day day{std::chrono::year{2023}, std::chrono::month{2}, std::chrono::day{29}};
    rowan::Date native{};
    const std::string message = rowan::test::data_error([&] { rowan::detail::store_adapted(field, &day, &native); });
    EXPECT_TRUE(message.starts_with("users.born (User::born): year 2023, month 2, day 29 is no day")) << message;
    native = rowan::last_date + std::chrono::days{1};
    EXPECT_TRUE(rowan::test::data_error([&] {
                    rowan::detail::load_adapted(field, &native, &day);
                }).starts_with("users.born (User::born): a date 2932897 days from"));
    native = rowan::Date{};
    rowan::detail::load_adapted(field, &native, &day);
    EXPECT_EQ(day, std::chrono::year{1970} / 1 / 1);
}

TEST(SqlTypes, OwnTheirTexts) {
    SqlType type;
    {
        const std::string label = "red";
        const std::string_view labels[] = {label, "green"};
        type = rowan::TypeSpec{.family = TypeFamily::enumeration, .labels = labels, .label_count = 2, .name = "color"};
    }
    EXPECT_EQ(type.labels, (std::vector<std::string>{"red", "green"}));
    EXPECT_EQ(type.name, "color");
    EXPECT_EQ(SqlType(rowan::String{50}).length, 50);
    EXPECT_EQ(SqlType(rowan::Numeric{10, 2}).scale, 2);
    EXPECT_EQ(SqlType(rowan::DateTime{3, true}).precision, 3);
    EXPECT_TRUE(SqlType(rowan::DateTime{3, true}).timezone);
    EXPECT_EQ(SqlType(rowan::NativeType{"geometry"}).name, "geometry");
    EXPECT_EQ(SqlType(rowan::String{50}), SqlType(rowan::String{50}));
    EXPECT_NE(SqlType(rowan::String{50}), SqlType(rowan::Text{}));
}

}  // namespace
