// IN lists of any length: one statement for all lengths, one parameter where the database takes arrays.
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

namespace long_lists_test {

enum class Mood { fine, so_so, bad };

}  // namespace long_lists_test

template <>
inline constexpr rowan::EnumName<long_lists_test::Mood> rowan::enum_names<long_lists_test::Mood>[] = {
    {long_lists_test::Mood::fine, "fine"},
    {long_lists_test::Mood::so_so, "so-so"},
    {long_lists_test::Mood::bad, "it's {bad}, \"very\" bad"}};

namespace rowan::rules {
namespace {

using long_lists_test::Mood;
using testing::HasSubstr;
using namespace std::chrono_literals;

struct Thing {
    int id{};
    std::string text{};
    double real{};
    bool flag{};
    Date day{};
    Timestamp at{};
    Uuid uuid{};
    Bytes bytes{};
    Mood mood{};
    std::optional<std::int64_t> big{};

    static constexpr auto mapping() { return table<Thing>("things", column<&Thing::id>(primary_key(given))); }
};

class LongLists : public DatabaseTest {
protected:
    static constexpr int rows = 60;

    LongLists() {
        rowan::metadata<Thing>().create_all(engine);
        for (int i = 0; i < rows; ++i)
            session.add(thing(i));
        session.commit();
    }

    static std::string text_of(int i) {
        static const std::vector<std::string> hostile{"",    "NULL", "{}",      "{a,b}", "\"", "\\",   "a\\\"b", "it's",
                                                      "a,b", " x ",  "漢字 😀", "--",    "$1", "\n\t", "}"};
        return i < static_cast<int>(hostile.size()) ? hostile[static_cast<std::size_t>(i)] : "t" + std::to_string(i);
    }
    static Thing thing(int i) {
        Thing made{.id = i, .text = text_of(i), .real = i * 0.1, .flag = i % 2 == 0};
        made.day = Date(std::chrono::days(i * 100));
        made.at = Timestamp(std::chrono::hours(i) + 1us);
        made.uuid.bytes[0] = std::byte(i);
        made.bytes = Bytes{std::byte(i), std::byte(0), std::byte(0xff)};
        made.mood = static_cast<Mood>(i % 3);
        if (i > 0)
            made.big = (std::int64_t{1} << 40) + i;
        return made;
    }
    /// Of the first `count` things, with others that are in no row.
    template <class F>
    static auto values(int count, const F& of) {
        std::vector<std::decay_t<decltype(of(thing(0)))>> all;
        for (int i = 0; i < count; ++i)
            all.push_back(of(thing(i)));
        for (int i = 1000; i < 1030; ++i)
            all.push_back(of(thing(i % 200 + 60)));
        return all;
    }
    template <class Condition>
    int count(const Condition& condition) {
        return session.connection().scalar(Statement(select(func::count()).where(condition))).template as<int>();
    }
};

TEST_F(LongLists, FindEveryKindOfValue) {
    for (const int wanted : {1, 3, 40}) {
        SCOPED_TRACE(wanted);
        EXPECT_EQ(count(col<&Thing::id>.in(values(wanted, [](const Thing& t) { return t.id; }))), wanted);
        EXPECT_EQ(count(col<&Thing::text>.in(values(wanted, [](const Thing& t) { return t.text; }))), wanted);
        EXPECT_EQ(count(col<&Thing::real>.in(values(wanted, [](const Thing& t) { return t.real; }))), wanted);
        EXPECT_EQ(count(col<&Thing::day>.in(values(wanted, [](const Thing& t) { return t.day; }))), wanted);
        EXPECT_EQ(count(col<&Thing::at>.in(values(wanted, [](const Thing& t) { return t.at; }))), wanted);
        EXPECT_EQ(count(col<&Thing::uuid>.in(values(wanted, [](const Thing& t) { return t.uuid; }))), wanted);
        EXPECT_EQ(count(col<&Thing::bytes>.in(values(wanted, [](const Thing& t) { return t.bytes; }))), wanted);
    }
    EXPECT_EQ(count(col<&Thing::flag>.in(std::vector<bool>(40, true))), rows / 2);
    EXPECT_EQ(count(col<&Thing::mood>.in(std::vector<Mood>(40, Mood::bad))), rows / 3);
    EXPECT_EQ(count(col<&Thing::mood>.not_in(std::vector<Mood>(40, Mood::bad))), rows - rows / 3);
}

TEST_F(LongLists, MixNumbersAndNulls) {
    std::vector<std::optional<std::int64_t>> wanted;
    for (int i = 0; i < 30; ++i)
        wanted.push_back(thing(i).big);
    EXPECT_EQ(count(col<&Thing::big>.in(wanted)), 30) << "NULL among them";
    EXPECT_EQ(count(col<&Thing::big>.not_in(wanted)), rows - 30);
    // Values of several kinds are no array.
    std::vector<Value> mixed;
    for (int i = 0; i < 30; ++i)
        mixed.emplace_back(i % 2 == 0 ? Value(i) : Value(i * 1.0));
    const Table things = rowan::metadata<Thing>().table("things");
    EXPECT_EQ(session.connection().scalar(select(func::count()).where(things["id"].in(mixed))).as<int>(), 30);
}

TEST_F(LongLists, StandInWritesAndTwiceInOneStatement) {
    std::vector<int> ids;
    for (int i = 0; i < 20; ++i)
        ids.push_back(i);
    const auto among = col<&Thing::id>.in(ids);
    Connection& connection = session.connection();
    EXPECT_EQ(connection.scalar(select(func::count()).where(among, among || col<&Thing::id> == 50)).as<int>(), 20);
    EXPECT_EQ(connection.execute(update<Thing>().set(col<&Thing::text> = "changed").where(among)).row_count(), 20);
    EXPECT_EQ(connection.execute(delete_from<Thing>().where(col<&Thing::id>.not_in(ids))).row_count(), rows - 20);
    EXPECT_EQ(count(col<&Thing::text> == "changed"), 20);
}

TEST_F(LongLists, StandBesideTheRowsOfABulkInsert) {
    std::vector<int> may_change;
    for (int i = 0; i < 20; ++i)
        may_change.push_back(i);
    std::vector<Thing> again{thing(3), thing(50), thing(70)};
    for (Thing& each : again)
        each.text = "again";
    session.connection().execute(
        insert<Thing>()
            .on_conflict_do_update(conflict_on(col<&Thing::id>), col<&Thing::text> = excluded(col<&Thing::text>))
            .on_conflict_where(col<&Thing::id>.in(may_change)),
        again);
    EXPECT_EQ(count(col<&Thing::text> == "again"), 2) << "the one that was there and may change, and the new one";
    EXPECT_EQ(count(col<&Thing::id> >= 0), rows + 1);
}

TEST_F(LongLists, AreOneStatementHoweverLong) {
    if (!engine.dialect().capabilities().any_of_array)
        GTEST_SKIP() << engine.dialect().name() << " takes no arrays as parameters: lengths are rounded";
    std::vector<int> ids(50);
    const auto one = select(col<&Thing::text>).where(col<&Thing::id>.in(ids));
    EXPECT_THAT(one.to_sql(engine.dialect()), HasSubstr("things.id = ANY ($1)"));
    EXPECT_THAT(select(col<&Thing::text>).where(col<&Thing::id>.not_in(ids)).to_sql(engine.dialect()),
                HasSubstr("things.id <> ALL ($1)"));
    const auto compiled = [&] { return engine.statement_cache_status().misses; };
    static_cast<void>(count(col<&Thing::id>.in(std::vector<int>(17, 1))));
    const auto before = compiled();
    for (const int length : {18, 100, 1000, 70'000})
        EXPECT_EQ(count(col<&Thing::id>.in(std::vector<int>(static_cast<std::size_t>(length), 1))), 1);
    EXPECT_EQ(compiled(), before);

    StatementLog log(engine);
    static_cast<void>(count(col<&Thing::id>.in(ids)));
    EXPECT_THAT(log.entries().back().parameters, HasSubstr("[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, …]"));
}

TEST_F(LongLists, OfValuesThatTheDatabaseRefusesAreErrors) {
    std::vector<std::string> texts(30, "x");
    texts.back() = std::string("a\0b", 3);
    if (test::is_tested_on("postgresql"))
        EXPECT_THROW(count(col<&Thing::text>.in(texts)), DataError);
    else
        EXPECT_EQ(count(col<&Thing::text>.in(texts)), 0);
    session.rollback();
    EXPECT_EQ(count(col<&Thing::id> >= 0), rows);
}

}  // namespace
}  // namespace rowan::rules
