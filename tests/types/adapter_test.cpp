#include "support.hpp"

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

namespace app {

struct Email {
    std::string address{};
    friend bool operator==(const Email&, const Email&) = default;
};

/// Stored as an Email, which is stored as text.
struct Contact {
    Email email{};
    friend bool operator==(const Contact&, const Contact&) = default;
};

struct Celsius {
    double degrees = 0;
    friend bool operator==(const Celsius&, const Celsius&) = default;
};

/// Its adapter throws what its value says.
struct Moody {
    int mood = 0;
};

struct Plain {};

}  // namespace app

template <>
struct rowan::type_adapter<app::Email> {
    using stored = std::string;
    static stored store(const app::Email& email) {
        if (email.address.find('@') == std::string::npos)
            throw std::invalid_argument("an e-mail address has an @");
        return email.address;
    }
    static app::Email load(const stored& text) {
        if (text.find('@') == std::string::npos)
            throw std::invalid_argument("an e-mail address has an @");
        return {text};
    }
    static constexpr TypeSpec sql_type = String{120};
};

template <>
struct rowan::type_adapter<app::Contact> {
    using stored = app::Email;
    static app::Email store(const app::Contact& contact) { return contact.email; }
    static app::Contact load(const app::Email& email) { return {email}; }
};

template <>
struct rowan::type_adapter<app::Celsius> {
    using stored = float;
    static float store(const app::Celsius& value) { return static_cast<float>(value.degrees); }
    static app::Celsius load(float degrees) { return {static_cast<double>(degrees)}; }
};

template <>
struct rowan::type_adapter<app::Moody> {
    using stored = std::int32_t;
    static stored store(const app::Moody& moody) { return fail(moody.mood); }
    static app::Moody load(const stored& mood) { return {fail(mood)}; }
    static std::int32_t fail(std::int32_t mood) {
        if (mood == 1)
            throw 1;
        if (mood == 2)
            throw std::bad_alloc();
        if (mood == 3)
            throw rowan::DataError("three is refused");
        return mood;
    }
};

namespace {

using app::Celsius;
using app::Contact;
using app::Email;
using rowan::Field;
using rowan::Kind;
using rowan::Value;
using rowan::detail::type_ops;
using rowan::test::data_error;
using rowan::test::round_trip;

struct User {
    int id{};
    Email email{};
    std::optional<Contact> contact{};
};

const Field id_field{.column = "id",
                     .member = "id",
                     .table = "users",
                     .entity = "User",
                     .ops = &type_ops<int>,
                     .offset = offsetof(User, id)};
const Field email_field{.column = "mail",
                        .member = "email",
                        .table = "users",
                        .entity = "User",
                        .ops = &type_ops<Email>,
                        .offset = offsetof(User, email)};
const Field contact_field{.column = "contact",
                          .member = "contact",
                          .table = "users",
                          .entity = "User",
                          .ops = &type_ops<std::optional<Contact>>,
                          .offset = offsetof(User, contact)};

TEST(Adapter, GivesAColumnItsKindAndType) {
    EXPECT_EQ(type_ops<Email>.kind, Kind::text);
    EXPECT_EQ(type_ops<Email>.sql_type.length, 120);
    EXPECT_TRUE(type_ops<Email>.adapted);
    EXPECT_FALSE(type_ops<Email>.optional);
    EXPECT_EQ(type_ops<Contact>.kind, Kind::text);
    EXPECT_EQ(type_ops<Contact>.sql_type.length, 120);
    EXPECT_TRUE(type_ops<std::optional<Contact>>.optional);
    EXPECT_EQ(type_ops<Celsius>.sql_type.family, rowan::TypeFamily::real);
    static_assert(!rowan::detail::column_type<app::Plain>);
    static_assert(!rowan::detail::column_type<char>);
    static_assert(!rowan::detail::column_type<const int>);
    static_assert(!rowan::detail::column_type<std::optional<std::optional<int>>>);
    static_assert(!rowan::detail::column_type<Value>);
}

TEST(Adapter, RoundTrips) {
    EXPECT_EQ(Value(Email{"ed@x"}), Value("ed@x"));
    EXPECT_EQ(round_trip(Email{"ed@x"}), Email{"ed@x"});
    EXPECT_EQ(round_trip(Contact{{"ed@x"}}), Contact{{"ed@x"}});
    EXPECT_EQ(round_trip(Celsius{36.5}), Celsius{36.5});
    EXPECT_EQ(round_trip(std::optional{Email{"ed@x"}}), Email{"ed@x"});
    EXPECT_EQ(round_trip(std::optional<Email>{}), std::nullopt);
    EXPECT_EQ(round_trip(std::optional{Contact{{"ed@x"}}}), Contact{{"ed@x"}});
    std::optional<Email> over{Email{"old@x"}};
    Value("new@x").to_member(&over, type_ops<std::optional<Email>>);
    EXPECT_EQ(over, Email{"new@x"});
    Value().to_member(&over, type_ops<std::optional<Email>>);
    EXPECT_EQ(over, std::nullopt);
    EXPECT_EQ(Value(7LL).as<long long>(), 7);
    EXPECT_EQ(Value(7ULL).as<unsigned long long>(), 7u);
}

TEST(Adapter, ThatThrowsBecomesADataErrorWithTheReason) {
    EXPECT_EQ(data_error([] { Value("nobody").as<Email>(); }),
              "'nobody' is refused by its type's adapter: an e-mail address has an @");
    EXPECT_EQ(data_error([] { (void)Value(Email{"nobody"}); }),
              "the value is refused by its type's adapter: an e-mail address has an @");
    EXPECT_EQ(data_error([] { Value("nobody").as<std::optional<Contact>>(); }),
              "'nobody' is refused by its type's adapter: an e-mail address has an @");
    EXPECT_EQ(data_error([] { Value(1).as<app::Moody>(); }),
              "1 is refused by its type's adapter: it threw what is no std::exception");
    EXPECT_THROW(Value(2).as<app::Moody>(), std::bad_alloc);
    EXPECT_THROW((void)Value(app::Moody{2}), std::bad_alloc);
    EXPECT_EQ(data_error([] { Value(3).as<app::Moody>(); }), "three is refused");
    EXPECT_EQ(Value(4).as<app::Moody>().mood, 4);
}

TEST(FieldValue, IsAssignedAndRead) {
    User user;
    rowan::assign_field(id_field, &user, 7);
    rowan::assign_field(email_field, &user, "ed@x");
    rowan::assign_field(contact_field, &user, "fred@x");
    EXPECT_EQ(user.id, 7);
    EXPECT_EQ(user.email, Email{"ed@x"});
    EXPECT_EQ(user.contact, Contact{{"fred@x"}});
    EXPECT_EQ(rowan::read_field(id_field, &user), Value(7));
    EXPECT_EQ(rowan::read_field(email_field, &user), Value("ed@x"));
    EXPECT_EQ(rowan::read_field(contact_field, &user), Value("fred@x"));
    rowan::assign_field(contact_field, &user, std::nullopt);
    EXPECT_EQ(user.contact, std::nullopt);
    EXPECT_TRUE(rowan::read_field(contact_field, &user).is_null());
}

TEST(FieldValue, ThatDoesNotFitNamesTableColumnMemberAndValue) {
    User user{.id = 3, .email = {"ed@x"}};
    EXPECT_EQ(data_error([&] { rowan::assign_field(id_field, &user, std::nullopt); }),
              "users.id (User::id): NULL does not fit a member that is not optional: make it a std::optional");
    EXPECT_EQ(data_error([&] { rowan::assign_field(id_field, &user, "ed"); }),
              "users.id (User::id): 'ed' (text) does not fit an integer of 32 bits (-2147483648 to 2147483647)");
    EXPECT_EQ(data_error([&] { rowan::assign_field(email_field, &user, "nobody"); }),
              "users.mail (User::email): 'nobody' is refused by its type's adapter: an e-mail address has an @");
    EXPECT_EQ(user.id, 3);
    EXPECT_EQ(user.email, Email{"ed@x"});
    user.email.address = "nobody";
    try {
        rowan::read_field(email_field, &user);
        FAIL();
    } catch (const rowan::DataError& error) {
        EXPECT_STREQ(
            error.what(),
            "users.mail (User::email): the value is refused by its type's adapter: an e-mail address has an @");
        EXPECT_EQ(error.table(), "users");
        EXPECT_EQ(error.column(), "mail");
    }
}

TEST(FieldValue, OfAFieldWithoutTableOrMemberIsNamedByItsColumn) {
    const Field field{.column = "n", .ops = &type_ops<int>};
    int number = 0;
    EXPECT_EQ(data_error([&] {
                  rowan::assign_field(field, &number, true);
                  rowan::assign_field(field, &number, 0.5);
              }),
              "n: 0.5 does not fit an integer of 32 bits (-2147483648 to 2147483647): it is not a whole number");
    EXPECT_EQ(number, 1);
}

}  // namespace
