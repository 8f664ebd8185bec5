// Values at the edge of what members and columns hold, through a session and back: each comes back as it was, or is
// refused before anything is written.
#include "../drivers/sqlite_support.hpp"
#include "scratch_database.hpp"
#include "traits.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rowan {
namespace {

using testing::HasSubstr;

struct Hostile {
    int id{};
    std::string text{};
    std::optional<std::string> maybe{};
    Bytes bytes{};
    bool flag{};
    std::int8_t tiny{};
    std::int16_t small{};
    std::int32_t middle{};
    std::int64_t big{};
    std::uint8_t utiny{};
    std::uint16_t usmall{};
    std::uint32_t umiddle{};
    float single{};
    double real{};
    std::optional<double> maybe_real{};

    static constexpr auto mapping() { return table<Hostile>("hostile", column<&Hostile::id>(primary_key)); }
};

struct HostileKey {
    std::string name{};
    int count{};

    static constexpr auto mapping() {
        return table<HostileKey>("hostile_keys", column<&HostileKey::name>(primary_key));
    }
};

struct HostileUnsigned {
    int id{};
    std::uint64_t number{};

    static constexpr auto mapping() {
        return table<HostileUnsigned>("hostile_unsigned", column<&HostileUnsigned::id>(primary_key));
    }
};

struct Semver {
    std::string words{};
};

}  // namespace
}  // namespace rowan

template <>
struct rowan::type_adapter<rowan::Semver> {
    using stored = std::string;
    static stored store(const Semver& version) { return version.words; }
    static Semver load(const stored& text) { return {text}; }
    static constexpr TypeSpec sql_type = NativeType{"semver"};
};

namespace rowan {
namespace {

/// Types that mean numbers to SQLite.
struct HostileTypes {
    int id{};
    Semver version{};
    std::string net{};
    std::string point{};
    std::string day{};
    std::string at{};
    std::string time{};
    std::string span{};
    std::optional<JsonText> document{};

    static constexpr auto mapping() {
        return table<HostileTypes>(
            "hostile_types", column<&HostileTypes::id>(primary_key),
            column<&HostileTypes::net>(NativeType{"inet"}, indexed), column<&HostileTypes::point>(NativeType{"point"}),
            column<&HostileTypes::day>(DateType{}), column<&HostileTypes::at>(DateTime{}),
            column<&HostileTypes::time>(TimeType{}), column<&HostileTypes::span>(IntervalType{}));
    }
};

struct HostileDocument {
    int id{};
    JsonText document{};

    static constexpr auto mapping() {
        return table<HostileDocument>("hostile_documents", column<&HostileDocument::id>(primary_key));
    }
};

class HostileValues : public testing::Test {
protected:
    HostileValues() { rowan::metadata<Hostile, HostileKey, HostileUnsigned>().create_all(engine); }

    // What another session reads.
    Hostile read(int id) {
        Session session(engine);
        return session.expunge(session.get_one<Hostile>(id));
    }
    Hostile round_trip(Hostile value) {
        Session session(engine);
        Hostile& it = session.add(std::move(value));
        session.commit();
        EXPECT_TRUE(session.modified_columns(it).empty()) << "nothing changed by being written";
        const int id = it.id;
        session.close();
        return read(id);
    }

    /// PostgreSQL has none in a text.
    const bool keeps_zero_bytes = !rowan::test::is_tested_on("postgresql");
    rowan::test::ScratchDatabase database{};
    Engine engine = database.engine();
};

TEST_F(HostileValues, NumbersAtTheirLimits) {
    const auto check = [&]<class T>(T Hostile::* member) {
        for (const T value : {std::numeric_limits<T>::min(), std::numeric_limits<T>::max(),
                              std::numeric_limits<T>::lowest(), T(0), T(1)}) {
            Hostile it;
            it.*member = value;
            EXPECT_EQ(round_trip(std::move(it)).*member, value);
        }
    };
    check(&Hostile::tiny);
    check(&Hostile::small);
    check(&Hostile::middle);
    check(&Hostile::big);
    check(&Hostile::utiny);
    check(&Hostile::usmall);
    check(&Hostile::umiddle);
    check(&Hostile::single);
    check(&Hostile::real);
}

TEST_F(HostileValues, FloatsKeepTheirBits) {
    for (const double value : {std::numeric_limits<double>::denorm_min(), -0.1, 1e308,
                               std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
        if (std::isinf(value) && rowan::test::is_tested_on_mysql_family())
            continue;  // has none
        const Hostile back = round_trip(Hostile{.real = value, .maybe_real = value});
        EXPECT_EQ(back.real, value);
        EXPECT_EQ(std::signbit(back.real), std::signbit(value)) << value;
        EXPECT_EQ(back.maybe_real, value);
    }
}

// SQLite keeps whole numbers in REAL columns as integers, and these have no -0.0 (docs/semantics.md 8.4).
TEST_F(HostileValues, MinusZeroLosesItsSignInSQLite) {
    if (rowan::test::traits().keeps_sign_of_zero)
        GTEST_SKIP() << "this database keeps the sign of zero";
    const Hostile back = round_trip(Hostile{.single = -0.0F, .real = -0.0, .maybe_real = -0.0});
    EXPECT_EQ(back.real, 0.0);
    EXPECT_FALSE(std::signbit(back.real));
    EXPECT_FALSE(std::signbit(back.single));
    EXPECT_FALSE(std::signbit(*back.maybe_real));
    Connection connection = engine.connect();
    connection.execute(text("CREATE TABLE untyped (id INTEGER PRIMARY KEY, number)"));
    connection.execute(text("INSERT INTO untyped (number) VALUES (:number)"), {{"number", -0.0}});
    EXPECT_TRUE(std::signbit(connection.scalar(text("SELECT number FROM untyped")).as<double>()))
        << "it is the column that loses it";
}

// SQLite has no NaN: it would become NULL.
TEST_F(HostileValues, NotANumberIsRefused) {
    if (rowan::test::traits().keeps_nan)
        GTEST_SKIP() << "this database keeps NaN";
    Session session(engine);
    Hostile& it = session.add(Hostile{.real = std::nan("")});
    EXPECT_THROW(session.flush(), DataError);
    session.rollback();
    EXPECT_EQ(it.id, 0);
    it.real = 1;
    it.maybe_real = std::nan("");
    session.restore(it);
    EXPECT_THROW(session.flush(), DataError);
    session.rollback();
    it.maybe_real.reset();
    session.restore(it);
    session.commit();
    EXPECT_EQ(read(it.id).real, 1);
}

TEST_F(HostileValues, UnsignedNumbersThatTheColumnCannotHoldAreRefused) {
    Session session(engine);
    HostileUnsigned& it = session.add(HostileUnsigned{.number = std::numeric_limits<std::uint64_t>::max()});
    EXPECT_THROW(session.flush(), DataError);
    session.rollback();
    it.number = std::numeric_limits<std::int64_t>::max();
    session.restore(it);
    session.commit();
    EXPECT_EQ(engine.connect().scalar(text("SELECT number FROM hostile_unsigned")).as<std::int64_t>(),
              std::numeric_limits<std::int64_t>::max());
}

TEST_F(HostileValues, TextsWithNulsQuotesAndSql) {
    using namespace std::string_literals;
    for (const std::string& value :
         {""s, "\0"s, "a\0b"s, "'; DROP TABLE hostile; --"s, "\"`[]:name?1$2%_\\"s, "\r\n\t"s,
          "\xf0\x9f\x92\xa9\xe2\x80\xae"s, "\xef\xbf\xbf"s, "NULL"s, "0"s, "1e5"s, " 007 "s}) {
        if (value.find('\0') != std::string::npos && !keeps_zero_bytes) {
            EXPECT_THROW(round_trip(Hostile{.text = value}), DataError);
            continue;
        }
        const Hostile back = round_trip(Hostile{.text = value, .maybe = value});
        EXPECT_EQ(back.text, value);
        EXPECT_EQ(back.maybe, value);
    }
}

// Text is UTF-8; bytes that are none are not changed on their way, or are refused before they are sent.
TEST_F(HostileValues, InvalidUtf8IsKeptOrRefused) {
    for (const char* value : {"\xff", "\xc0\x80", "\xed\xa0\x80", "ab\xe2\x82", "\xf5\x80\x80\x80"}) {
        Session session(engine);
        Hostile& it = session.add(Hostile{.text = value});
        try {
            session.commit();
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr("UTF-8"));
            session.rollback();
            EXPECT_EQ(it.text, value);
            continue;
        }
        const int id = it.id;
        session.close();
        EXPECT_EQ(read(id).text, value);
    }
}

TEST_F(HostileValues, TextsThatLookLikeNumbersInColumnsOfAnyType) {
    if (rowan::test::traits().typed_columns)
        GTEST_SKIP() << "this database has no such types, or takes only their texts";
    rowan::metadata<HostileTypes>().create_all(engine);
    for (const std::string text : {"1.10", "007", "1e400", "0x10", " 1 ", "-0", "18446744073709551616"}) {
        Session session(engine);
        HostileTypes& it = session.add(HostileTypes{
            .version = {text}, .net = text, .point = text, .day = text, .at = text, .time = text, .span = text});
        session.commit();
        session.refresh(it);
        EXPECT_EQ(it.version.words, text);
        EXPECT_EQ(it.net, text);
        EXPECT_EQ(it.point, text);
        EXPECT_EQ(it.day, text);
        EXPECT_EQ(it.at, text);
        EXPECT_EQ(it.time, text);
        EXPECT_EQ(it.span, text);
        EXPECT_EQ(session.query<HostileTypes>().filter(col<&HostileTypes::net> == text).count(), 1) << text;
        EXPECT_EQ(
            session.scalar(select(cast<Semver>(col<&HostileTypes::version>)).where(col<&HostileTypes::id> == it.id))
                ->words,
            text);
    }
    for (const std::string document : {"1.0", "1e2", "-0", "0.10"}) {
        Session session(engine);
        HostileTypes& it = session.add(HostileTypes{.document = JsonText{document}});
        session.commit();
        session.refresh(it);
        EXPECT_EQ(it.document->text, document);
    }
}

TEST_F(HostileValues, JsonKeysWithControlCharactersAreFound) {
    if (!engine.dialect().capabilities().json_operators)
        GTEST_SKIP() << "this database has no paths into JSON documents";
    rowan::metadata<HostileDocument>().create_all(engine);
    Session session(engine);
    session.add(HostileDocument{.document = {R"({"n\nl":1,"t\tb":2,"\u0001\u001f":3,"\b\f\r":4,"\u007f":5})"}});
    session.flush();
    int expected = 1;
    for (const std::string key : {"n\nl", "t\tb", "\x01\x1f", "\b\f\r"}) {
        const std::optional<int> found = session.scalar(select(col<&HostileDocument::document>[key].as<int>()));
        EXPECT_EQ(found, expected) << expected;
        ++expected;
    }
}

TEST_F(HostileValues, HugeTextsAndBytes) {
    std::string text;
    text.resize(10'000'000, 'x');
    Bytes bytes(10'000'000);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::byte>(i);
    Session session(engine);
    Hostile& it = session.add(Hostile{.text = text, .bytes = bytes});
    session.commit();
    it.text[9'999'999] = 'y';
    EXPECT_THAT(session.modified_columns(it), testing::ElementsAre("text")) << "a change of one byte is seen";
    session.commit();
    const int id = it.id;
    session.close();
    const Hostile back = read(id);
    EXPECT_EQ(back.text.size(), text.size());
    EXPECT_EQ(back.text.back(), 'y');
    EXPECT_TRUE(back.bytes == bytes);
}

TEST_F(HostileValues, TextKeysOfAnyKind) {
    using namespace std::string_literals;
    if (engine.dialect().capabilities().loose_texts)
        GTEST_SKIP() << "to this database, A is a, and a space at the end is nothing; and a key has 255 characters";
    std::vector<std::string> names = {""s,  "\0"s, "a"s,  "a\0"s, "a\0b"s,
                                      "A"s, " a"s, "a "s, "'"s,   std::string(2'000, 'k')};
    if (!keeps_zero_bytes)
        std::erase_if(names, [](const std::string& name) { return name.find('\0') != std::string::npos; });
    Session session(engine);
    for (const std::string& name : names)
        session.add(HostileKey{.name = name, .count = static_cast<int>(name.size())});
    session.commit();
    session.clear();
    for (const std::string& name : names) {
        HostileKey* it = session.get<HostileKey>(name);
        ASSERT_NE(it, nullptr) << name.size();
        EXPECT_EQ(it->name, name);
        EXPECT_EQ(it->count, static_cast<int>(name.size()));
        it->count = -1;
    }
    session.commit();
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM hostile_keys WHERE count = -1")).as<std::size_t>(),
              names.size());
}

TEST_F(HostileValues, KeysAtTheirLimits) {
    Session session(engine);
    Hostile& high = session.add(Hostile{.id = std::numeric_limits<int>::max()});
    Hostile& low = session.add(Hostile{.id = std::numeric_limits<int>::min()});
    session.commit();
    EXPECT_EQ(session.get<Hostile>(std::numeric_limits<int>::max()), &high);
    EXPECT_EQ(session.get<Hostile>(std::numeric_limits<int>::min()), &low);
    // The database's next key does not fit the member.
    rowan::test::settle_keys(session.connection());
    session.commit();
    Hostile& next = session.add(Hostile{});
    Hostile& after = session.add(Hostile{});
    if (rowan::test::is_tested_on("mysql"))  // its counter stays at the highest key, which is there already
        EXPECT_THROW(session.flush(), IntegrityError);
    else
        EXPECT_THROW(session.flush(), DataError);
    EXPECT_EQ(next.id, 0);
    EXPECT_EQ(after.id, 0);
    session.rollback();
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM hostile")).as<int>(), 2);
}

}  // namespace
}  // namespace rowan
