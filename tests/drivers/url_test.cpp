#include <rowan/drivers/url.hpp>

#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>

namespace rowan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string refusal(std::string_view text) {
    try {
        static_cast<void>(Url::parse(text));
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return "accepted";
}

TEST(Url, IsTakenApart) {
    const Url url = Url::parse("mssql+odbc://scott:tiger@db.example.com:1433/shop?driver=x&encrypt=yes");
    EXPECT_EQ(url.dialect(), "mssql");
    EXPECT_EQ(url.driver(), "odbc");
    EXPECT_EQ(url.username(), "scott");
    EXPECT_EQ(url.password(), "tiger");
    EXPECT_EQ(url.host(), "db.example.com");
    EXPECT_EQ(url.port(), 1433);
    EXPECT_EQ(url.database(), "shop");
    EXPECT_THAT(url.options(), ElementsAre(Url::Option("driver", "x"), Url::Option("encrypt", "yes")));
}

TEST(Url, NamesFilesOfSqlite) {
    EXPECT_EQ(Url::parse("sqlite://").database(), "");
    EXPECT_EQ(Url::parse("sqlite:///relative.db").database(), "relative.db");
    EXPECT_EQ(Url::parse("sqlite:///dir/relative.db").database(), "dir/relative.db");
    EXPECT_EQ(Url::parse("sqlite:////var/lib/shop.db").database(), "/var/lib/shop.db");
    EXPECT_EQ(Url::parse("sqlite:///a@b.db").database(), "a@b.db");
    EXPECT_EQ(Url::parse("sqlite:///with%20space%3F.db").database(), "with space?.db");
    const Url shared = Url::parse("sqlite://?shared");
    EXPECT_EQ(shared.option("shared"), "");
    EXPECT_EQ(shared.database(), "");
}

TEST(Url, LeavesOutWhatIsMissing) {
    const Url url = Url::parse("postgresql://localhost");
    EXPECT_EQ(url.driver(), "");
    EXPECT_FALSE(url.username());
    EXPECT_FALSE(url.password());
    EXPECT_FALSE(url.port());
    EXPECT_EQ(url.database(), "");
    EXPECT_TRUE(url.options().empty());
    const Url user = Url::parse("postgresql://scott@/shop");
    EXPECT_EQ(user.username(), "scott");
    EXPECT_FALSE(user.password());
    EXPECT_EQ(user.host(), "");
    EXPECT_EQ(Url::parse("postgresql://scott:@localhost").password(), "");
    EXPECT_EQ(Url::parse("postgresql://:@localhost").username(), "");
    EXPECT_EQ(Url::parse("postgresql://:5433/x").port(), 5433);
    EXPECT_FALSE(Url::parse("postgresql://localhost:/x").port());
}

TEST(Url, DecodesEachPart) {
    const Url url = Url::parse("postgresql://us%40er:p%40ss%2Fw%3Ao%25rd@h%2Dost/da%3Fta?na%26me=va%3Dlue&x=a+b");
    EXPECT_EQ(url.username(), "us@er");
    EXPECT_EQ(url.password(), "p@ss/w:o%rd");
    EXPECT_EQ(url.host(), "h-ost");
    EXPECT_EQ(url.database(), "da?ta");
    EXPECT_EQ(url.option("na&me"), "va=lue");
    EXPECT_EQ(url.option("x"), "a+b");
}

TEST(Url, TakesAnAtSignInThePasswordWhereItIsClear) {
    const Url url = Url::parse("postgresql://scott:p@ss@localhost/x");
    EXPECT_EQ(url.password(), "p@ss");
    EXPECT_EQ(url.host(), "localhost");
}

TEST(Url, PutsIPv6IntoBrackets) {
    const Url url = Url::parse("postgresql://[2001:db8::1]:5432/x");
    EXPECT_EQ(url.host(), "2001:db8::1");
    EXPECT_EQ(url.port(), 5432);
    EXPECT_EQ(url.to_string(), "postgresql://[2001:db8::1]:5432/x");
    EXPECT_EQ(Url::parse("postgresql://[::1]").host(), "::1");
}

TEST(Url, TakesAnAtSignInAnOptionWhereItIsClear) {
    EXPECT_EQ(Url::parse("postgresql://h:5432/x?a=b&user=me@example.com").option("user"), "me@example.com");
    EXPECT_EQ(Url::parse("mysql://u:p@h/x?unix_socket=/run/@my").option("unix_socket"), "/run/@my");
    EXPECT_EQ(Url::parse("postgresql:///x?host=@abstract").option("host"), "@abstract");
    EXPECT_EQ(Url::parse("sqlite://?name=a@b").option("name"), "a@b");
    EXPECT_EQ(Url::parse("postgresql://h?user=me%40example.com").option("user"), "me@example.com");
    EXPECT_THAT(refusal("postgresql://h?user=me@example.com"), HasSubstr("in an option, a '@' is written %40"));
}

TEST(Url, RepeatsOptions) {
    const Url url = Url::parse("postgresql://h/x?host=a&host=b&&flag");
    EXPECT_EQ(url.option("host"), "b");
    EXPECT_THAT(url.all_options("host"), ElementsAre("a", "b"));
    EXPECT_EQ(url.option("flag"), "");
    EXPECT_FALSE(url.option("none"));
}

TEST(Url, HidesSecrets) {
    const Url url = Url::parse("postgresql://scott:tiger@localhost/x?sslpassword=abc&token=t1&user=u");
    EXPECT_EQ(url.to_string(), "postgresql://scott:***@localhost/x?sslpassword=***&token=***&user=u");
    EXPECT_EQ(url.to_string_with_password(), "postgresql://scott:tiger@localhost/x?sslpassword=abc&token=t1&user=u");
    EXPECT_EQ(Url::parse("mssql://h/x?odbc_connect=Pwd%3DS&api_key=S&connect_timeout=3").to_string(),
              "mssql://h/x?odbc_connect=***&api_key=***&connect_timeout=3");
}

TEST(Url, IsBuilt) {
    Url url;
    url.set_dialect("postgresql")
        .set_driver("libpq")
        .set_password("p:w")
        .set_username("ed")
        .set_host("::1")
        .set_port(1);
    url.set_database("a b").set_option("k", "1").set_option("k", "2").add_option("k", "3");
    EXPECT_EQ(url.to_string_with_password(), "postgresql+libpq://ed:p%3Aw@[::1]:1/a%20b?k=2&k=3");
    EXPECT_EQ(Url::parse(url.to_string_with_password()), url);
    url.set_username(std::nullopt).set_port(std::nullopt).set_driver("").remove_option("k");
    EXPECT_EQ(url.to_string(), "postgresql://[::1]/a%20b");
    EXPECT_FALSE(url.password());
    url.set_password("x");
    EXPECT_EQ(url.to_string(), "postgresql://:***@[::1]/a%20b");
    EXPECT_THROW(url.set_dialect("a-b"), ArgumentError);
    EXPECT_THROW(url.set_dialect(""), ArgumentError);
    EXPECT_THROW(url.set_driver("a/b"), ArgumentError);
    EXPECT_THROW(url.set_port(std::uint16_t{0}), ArgumentError);
    EXPECT_THROW(url.set_option("", "x"), ArgumentError);
    EXPECT_THROW(url.set_database(std::string_view("a\0b", 3)), ArgumentError);
    EXPECT_THROW(url.set_password(std::string("a\0b", 3)), ArgumentError);
}

TEST(Url, Compares) {
    EXPECT_EQ(Url::parse("sqlite:///a"), Url::parse("sqlite:///%61"));
    EXPECT_FALSE(Url::parse("sqlite:///a") == Url::parse("sqlite:///b"));
}

TEST(Url, SaysWhatIsWrong) {
    EXPECT_THAT(refusal("shop.db"), HasSubstr("there is no '://'"));
    EXPECT_THAT(refusal("shop.db"), HasSubstr("dialect+driver://username:password@host:port/database"));
    EXPECT_THAT(refusal("://x"), HasSubstr("is not a dialect"));
    EXPECT_THAT(refusal("a b://x"), HasSubstr("is not a dialect"));
    EXPECT_THAT(refusal("postgresql+://x"), HasSubstr("is not a dialect"));
    EXPECT_THAT(refusal("postgresql://h:0/x"), HasSubstr("the port is not a number from 1 to 65535"));
    EXPECT_THAT(refusal("postgresql://h:65536/x"), HasSubstr("the port is not a number"));
    EXPECT_THAT(refusal("postgresql://h:5x/x"), HasSubstr("the port is not a number"));
    EXPECT_THAT(refusal("postgresql://a:b:c/x"), HasSubstr("more than one ':'"));
    EXPECT_THAT(refusal("postgresql://[::1/x"), HasSubstr("not closed"));
    EXPECT_THAT(refusal("postgresql://[::1]x/x"), HasSubstr("stands in brackets"));
    EXPECT_THAT(refusal("postgresql://[]/x"), HasSubstr("stands in brackets"));
    EXPECT_THAT(refusal("postgresql://h/%zz"), HasSubstr("a '%' in the database is not followed"));
    EXPECT_THAT(refusal("postgresql://h/a%2"), HasSubstr("a '%' in the database is not followed"));
    EXPECT_THAT(refusal("postgresql://u:%@h/a"), HasSubstr("a '%' in the password is not followed"));
    EXPECT_THAT(refusal("postgresql://h/a%00b"), HasSubstr("the database contains a zero byte"));
    EXPECT_THAT(refusal("postgresql://h/a?=x"), HasSubstr("an option has no name"));
}

TEST(Url, NeverShowsThePassword) {
    for (const char* text :
         {"postgresql://scott:s3cret/word@host/db", "postgresql://scott:s3cret%zz@host/db", "scott:s3cret@host",
          "postgresql://scott:s3cret@host:99999/db", "postgresql://scott:12345/s3cret@host/db",
          "postgresql://scott:s3cret?x@host/db", "postgresql://scott:s3cret@[::1/db",
          "postgresql://scott:?s3cret@host/db", "mysql://root:12?s3cret@host:3306/db",
          "mysql://root:12?a=s3cret@host:3306/db", "mysql://sc?ott:s3cret@host/db", "mysql://root:12/x?s3cret@host/db",
          "mysql://root:1@2?s3cret@host/db", "mysql://root:12/x?a=b&s3cret@host/db"}) {
        EXPECT_THAT(refusal(text), Not(HasSubstr("s3cret"))) << text;
        EXPECT_THAT(refusal(text), HasSubstr("not a database URL")) << text;
    }
}

// Whatever is parsed is printed so that it is parsed to the same; whatever is refused is refused as it should be.
TEST(UrlFuzz, ParsesWhatItPrints) {
    std::mt19937 random(20240229);  // NOLINT(cert-msc51-cpp): the same texts each time
    constexpr std::string_view pieces[] = {
        "sqlite", "a", "+",   "://", "/",   ":",   "@",     "[",    "]",    "?",    "&",
        "=",      "%", "%20", "%0",  "::",  "1",   "543",   " ",    "\\",   "#",    "***",
        ";",      "ü", "%00", "x=y", "%2F", "%40", "65535", "\x01", "\xff", "-_.~", "postgresql://",
        "u:p@"};
    int accepted = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string text = round % 4 == 0 ? "" : "sqlite://";
        for (auto length = random() % 12; length > 0; --length) {
            text += pieces[random() % std::size(pieces)];
        }
        try {
            const Url url = Url::parse(text);
            const std::string printed = url.to_string_with_password();
            const Url again = Url::parse(printed);
            ASSERT_EQ(again, url) << text;
            ASSERT_EQ(again.to_string_with_password(), printed) << text;
            ++accepted;
        } catch (const ArgumentError& error) {
            ASSERT_THAT(error.what(), HasSubstr("not a database URL")) << text;
        }
    }
    EXPECT_GT(accepted, 5'000);
}

TEST(UrlFuzz, PrintsWhatWasBuilt) {
    std::mt19937 random(7);  // NOLINT(cert-msc51-cpp)
    const auto any_text = [&] {
        std::string text;
        for (auto length = random() % 8; length > 0; --length) {
            text += static_cast<char>(1 + random() % 255);
        }
        return text;
    };
    for (int round = 0; round < 20'000; ++round) {
        Url url;
        url.set_dialect("d").set_username(any_text()).set_password(any_text()).set_host(any_text());
        url.set_database(any_text()).add_option("k" + any_text(), any_text());
        ASSERT_EQ(Url::parse(url.to_string_with_password()), url) << url.to_string_with_password();
    }
}

}  // namespace
}  // namespace rowan
