// What stands beside plain tables: sequences, views, partitions, exclusion constraints, samples.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/view.hpp>

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace rowan::rules {
namespace {

using test::error_of;
using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Invoice {
    std::int64_t id{};
    std::optional<std::int64_t> no{};
    std::string customer{};

    static constexpr auto mapping() {
        return table<Invoice>("invoices", column<&Invoice::id>(primary_key, server_default(sequence("invoice_ids"))),
                              column<&Invoice::no>(server_default(sequence("Invoice no"))));
    }
};

class Sequences : public DatabaseTest {
protected:
    void SetUp() override {
        if (!engine.dialect().capabilities().sequences)
            GTEST_SKIP() << engine.dialect().name() << " has no sequences";
        metadata.add(Sequence{.name = "Invoice no", .start = 1000, .increment = 10});
        metadata.create_all(engine);
    }
    MetaData metadata = rowan::metadata<Invoice>();
};

TEST_F(Sequences, NumberTheRowsOfASession) {
    for (const char* customer : {"ed", "wendy", "mary"})
        session.add(Invoice{.customer = customer});
    session.add(Invoice{.no = 7, .customer = "fred"});
    session.commit();
    std::vector<std::int64_t> numbers;
    for (const Invoice& invoice : session.query<Invoice>().order_by(col<&Invoice::id>))
        numbers.push_back(invoice.no.value());
    EXPECT_THAT(numbers, ElementsAre(1000, 1010, 1020, 7)) << "read back";
    EXPECT_EQ(number("SELECT max(no) FROM invoices"), 1020);
    EXPECT_EQ(number("SELECT count(DISTINCT id) FROM invoices WHERE id > 0"), 4);
}

TEST_F(Sequences, NumberManyRows) {
    constexpr int many = 300;
    for (int i = 0; i < many; ++i)
        session.add(Invoice{.customer = "c" + std::to_string(i)});
    session.commit();
    std::set<std::int64_t> ids;
    for (const Invoice& invoice : session.query<Invoice>())
        ids.insert(invoice.id);
    EXPECT_EQ(ids.size(), std::size_t{many});
    EXPECT_EQ(number("SELECT max(no) - min(no) FROM invoices"), (many - 1) * 10);
}

TEST_F(Sequences, GiveTheirNextNumber) {
    Connection connection = engine.connect();
    const auto next = select(next_value(sequence("Invoice no")));
    EXPECT_EQ(connection.scalar(next), Value(1000));
    connection.rollback();
    EXPECT_EQ(connection.scalar(next), Value(1010)) << "a number that was taken is not given again";
}

TEST_F(Sequences, AreCreatedOnceAndDropped) {
    const auto sent = engine.statement_count();
    metadata.create_all(engine);
    EXPECT_EQ(engine.statement_count(), sent) << "nothing is missing";

    MetaData found;
    found.reflect(engine);
    EXPECT_THAT(found.sequences(), testing::UnorderedElementsAreArray(metadata.sequences()));
    EXPECT_EQ(found.table("invoices")["no"].data().default_sequence, "Invoice no");
    found.drop_all(engine);
    MetaData left;
    left.reflect(engine);
    EXPECT_TRUE(left.empty());
    EXPECT_THAT(left.sequences(), IsEmpty());
}

TEST_F(DatabaseTest, SequencesAreRefusedByNameWhereThereAreNone) {
    if (engine.dialect().capabilities().sequences)
        GTEST_SKIP() << engine.dialect().name() << " has sequences";
    EXPECT_THAT(message_of<UnsupportedError>([&] { rowan::metadata<Invoice>().create_all(engine); }),
                HasSubstr("sequences"));
    EXPECT_THAT(message_of<UnsupportedError>([&] { session.execute(select(next_value(sequence("s")))); }),
                HasSubstr("a sequence is not possible on"));
    EXPECT_TRUE([&] {
        MetaData left;
        left.reflect(engine);
        return left.empty();
    }());
}

TEST(SequenceNames, AreAskedFor) {
    MetaData metadata;
    metadata.add(Sequence{.name = "a", .schema = "s"});
    EXPECT_THROW(metadata.add(Sequence{.name = "a", .schema = "s"}), ArgumentError);
    EXPECT_THROW(metadata.add(Sequence{}), ArgumentError);
    EXPECT_THROW(metadata.add(Sequence{.name = "a.b"}), ArgumentError);
    EXPECT_THROW(Column("n", Integer{}, server_default(sequence(""))), ArgumentError);
}

// --- views --------------------------------------------------------------------------------------------------------

struct GrownUp {
    int id{};
    std::string name{};

    static constexpr auto mapping() {
        return table<GrownUp>("grown_up", column<&GrownUp::id>(primary_key(given)),
                              view_of(text("SELECT id, name FROM users WHERE age >= 18")));
    }
};

class Views : public RulesTest {
protected:
    Views() {
        session.add(User{.name = "ed", .age = 17});
        session.add(User{.name = "wendy's \\ \"friend\"", .age = 30});
        session.add(User{.name = "mary", .age = 40});
        session.commit();
    }
    const Table users = metadata.table("users");
};

TEST_F(Views, AreMadeOfASelectWithItsValues) {
    const Table others = view("others", metadata,
                              select(users["id"], users["name"], (users["age"] + 1).label("next"))
                                  .where(users["name"] != "wendy's \\ \"friend\"", users["age"].in({17, 30, 40})));
    const Table count = view("a_count", metadata, select(func::count().label<"n">()).select_from(others));
    metadata.create_all(engine);
    Connection connection = engine.connect();
    std::vector<std::string> names;
    for (const Row& row : connection.execute(select(others["name"], others["next"]).order_by(others["id"])))
        names.push_back(row.get<std::string>(0) + " " + std::to_string(row.get<int>(1)));
    EXPECT_THAT(names, ElementsAre("ed 18", "mary 41"));
    EXPECT_EQ(connection.scalar(select(count["n"])), Value(2));
    connection.commit();

    const auto sent = engine.statement_count();
    metadata.create_all(engine);
    EXPECT_EQ(engine.statement_count(), sent) << "nothing is missing";
    metadata.drop_all(engine);
    MetaData left;
    left.reflect(engine, {.views = true});
    EXPECT_TRUE(left.empty());
}

TEST_F(Views, AreReflectedAndMadeAnew) {
    view("z_first", metadata, select(users["id"], users["name"]).where(users["age"] > 17));
    const Table first = metadata.table("z_first");
    view("a_second", metadata, select(first["name"]));
    metadata.create_all(engine);
    MetaData found;
    found.reflect(engine, {.views = true});
    EXPECT_TRUE(found.table("a_second").is_view());

    test::ScratchDatabase elsewhere;
    Engine other = elsewhere.engine();
    found.create_all(other);
    other.begin([&](Connection& connection) {
        connection.execute(insert(users).values({{"name", "x"}, {"age", 20}}));
        EXPECT_EQ(connection.scalar(select(found.table("a_second")["name"])), Value("x"));
    });
}

TEST_F(Views, AreMapped) {
    MetaData views = rowan::metadata<GrownUp>();
    views.create_all(engine);
    std::vector<std::string> names;
    for (const GrownUp& one : session.query<GrownUp>().order_by(col<&GrownUp::name>))
        names.push_back(one.name);
    EXPECT_THAT(names, ElementsAre("mary", "wendy's \\ \"friend\""));
    EXPECT_EQ(session.get<GrownUp>(3)->name, "mary");
    session.rollback();
    views.drop_all(engine);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 3);
}

struct Event {
    int id{};
    Date day{};
    Timestamp at{};
    TimeOfDay time{};
    Interval took{};
    double real{};
    Uuid uuid{};
    Bytes bytes{};
    std::string text{};

    static constexpr auto mapping() { return table<Event>("events", column<&Event::id>(primary_key(given))); }
};

TEST_F(Views, FindWhatTheQueryFinds) {
    using namespace std::chrono_literals;
    MetaData events = rowan::metadata<Event>();
    events.create_all(engine);
    const Timestamp noon = Timestamp(std::chrono::sys_days(std::chrono::year(2024) / 10 / 4)) + 12h;
    for (int i = 0; i < 4; ++i) {
        Event event{.id = i, .day = Date(std::chrono::days(20000 + i)), .at = noon + i * 500ms, .took = i * 90s};
        event.time = TimeOfDay{12h + i * 500ms};
        event.real = 0.1 + i * 0.1;
        event.uuid.bytes[0] = std::byte(i);
        event.bytes = Bytes{std::byte(0), std::byte(i)};
        event.text = i == 2 ? "😀 'é' \\ 漢" : "other";
        session.add(std::move(event));
    }
    session.commit();
    const Table all = events.table("events");
    const Event known = *session.get<Event>(2);
    session.rollback();  // it would keep the tables from being dropped
    const std::vector<std::pair<std::string, Predicate>> conditions{
        {"day", all["day"] == known.day},
        {"day_from", all["day"] >= known.day},
        {"at", all["at"] == known.at},
        {"at_from", all["at"] >= known.at},
        {"at_half", all["at"] < noon + 500ms},
        {"at_in", all["at"].in({noon, noon + 500ms})},
        {"at_between", all["at"].between(noon + 500ms, known.at)},
        {"time", all["time"] == known.time},
        {"time_from", all["time"] > known.time},
        {"took", all["took"] == known.took},
        {"took_from", all["took"] < known.took},
        {"real", all["real"] == known.real},
        {"real_sum", all["real"] >= literal(0.1) + 0.2},
        {"uuid", all["uuid"] == known.uuid},
        {"bytes", all["bytes"] == known.bytes},
        {"text", all["text"] == known.text}};
    for (const auto& [name, condition] : conditions) {
        const Table kept = view("v_" + name, events, select(all["id"]).where(condition));
        events.create_all(engine);
        Connection connection = engine.connect();
        const Value expected = connection.scalar(select(func::count()).select_from(all).where(condition));
        EXPECT_EQ(connection.scalar(select(func::count()).select_from(kept)), expected) << name;
        EXPECT_NE(expected, Value(0)) << name;
        EXPECT_NE(expected, Value(4)) << name;
    }
    MetaData found;
    found.reflect(engine, {.views = true});
    events.drop_all(engine);
    found.create_all(engine);
    for (const auto& [name, condition] : conditions)
        EXPECT_EQ(number("SELECT count(*) FROM v_" + name), 0) << "made anew, of an empty table";
}

TEST_F(Views, RefuseWhatCantBeKept) {
    EXPECT_THAT(message_of<ArgumentError>([&] { view("v", metadata, select(users["age"] + 1)); }), HasSubstr("label"));
    EXPECT_THROW(view("v", metadata, insert(users).values({{"name", "x"}})), ArgumentError);
    EXPECT_THAT(message_of<ArgumentError>([&] {
                    view("v", metadata, select(users["id"]), {.materialized = true, .indexes = {Index({"age"})}});
                }),
                HasSubstr("an index of"));
    view("asks", metadata, select(users["id"]).where(users["age"] > parameter<int>("age")));
    EXPECT_THAT(message_of<ArgumentError>([&] { metadata.create_all(engine); }), HasSubstr(":age"));
    metadata.remove("asks");
    view("zero", metadata, select(users["id"]).where(users["name"] == std::string("a\0b", 3)));
    EXPECT_THAT(message_of<ArgumentError>([&] { metadata.create_all(engine); }), HasSubstr("zero byte"));
    metadata.remove("zero");
    view("early", metadata, select(literal(Date(std::chrono::days(-800'000))).label<"day">()));
    EXPECT_THROW(metadata.create_all(engine), DataError);
    metadata.remove("early");
    metadata.create_all(engine);
}

TEST_F(Views, KeepTheirRowsUntilTheyAreRefreshed) {
    const Table totals =
        view("totals", metadata, select(users["age"], func::count().label<"n">()).group_by(users["age"]),
             {.materialized = true, .indexes = {Index({"age"}, {.unique = true})}});
    if (!engine.dialect().capabilities().materialized_views) {
        EXPECT_THAT(message_of<UnsupportedError>([&] { metadata.create_all(engine); }),
                    HasSubstr("materialized views: keep the rows in a table"));
        GTEST_SKIP() << engine.dialect().name() << " has no materialized views";
    }
    metadata.create_all(engine);
    session.add(User{.name = "fred", .age = 50});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM totals"), 3);
    engine.begin([&](Connection& connection) { refresh_view(connection, totals); });
    EXPECT_EQ(number("SELECT count(*) FROM totals"), 4);
    engine.begin([&](Connection& connection) { refresh_view(connection, totals, {.concurrently = true}); });
    EXPECT_THROW(engine.begin([&](Connection& connection) { refresh_view(connection, users); }), ArgumentError);
    metadata.drop_all(engine);
}

// --- partitions, exclusions, samples ------------------------------------------------------------------------------

struct Measured {
    int day{};
    int place{};
    double value{};

    static constexpr auto mapping() {
        return table<Measured>("measured", column<&Measured::day>(primary_key(given)),
                               column<&Measured::place>(primary_key(given)));
    }
};

TEST_F(DatabaseTest, PartitionedTablesAreTablesToASession) {
    const Capabilities& can = engine.dialect().capabilities();
    MetaData metadata;
    const auto declare = [&](std::string partition_by) {
        Table("measured", metadata, Column("day", Integer{}), Column("place", Integer{}), Column("value", Double{}),
              PrimaryKey({"day", "place"}), TableOptions{.partition_by = std::move(partition_by)});
    };
    if (!can.partitions) {
        declare("RANGE (day)");
        EXPECT_THAT(message_of<UnsupportedError>([&] { metadata.create_all(engine); }), HasSubstr("PARTITION BY"));
        GTEST_SKIP() << engine.dialect().name() << " has no partitions";
    }
    if (can.tables_as_partitions) {
        // Before the whole, which they wait for.
        Table("late", metadata, TableOptions{.partition_of = "measured", .partition_rows = "DEFAULT"});
        Table("early", metadata,
              TableOptions{.partition_of = "measured", .partition_rows = "FOR VALUES FROM (0) TO (100)"});
        declare("RANGE (day)");
    } else {
        declare("RANGE (day) (PARTITION early VALUES LESS THAN (100), PARTITION late VALUES LESS THAN MAXVALUE)");
    }
    metadata.create_all(engine);
    static_cast<void>(rowan::metadata<Measured>());
    for (int i = 0; i < 300; ++i)
        session.add(Measured{.day = i, .place = 1, .value = i * 0.5});
    session.commit();
    session.get<Measured>(7, 1)->value = -1;
    session.remove(*session.get<Measured>(250, 1));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM measured"), 299);
    EXPECT_EQ(number("SELECT count(*) FROM measured WHERE value < 0"), 1);
    if (can.tables_as_partitions) {
        EXPECT_EQ(number("SELECT count(*) FROM early"), 100);
    }

    MetaData found;
    found.reflect(engine);
    EXPECT_THAT(found.table("measured").options().partition_by, HasSubstr("RANGE"));
    metadata.drop_all(engine);
    found.create_all(engine);
    metadata.drop_all(engine);
}

struct Booking {
    int id{};
    int room{};

    static constexpr auto mapping() { return table<Booking>("bookings", column<&Booking::id>(primary_key)); }
};

TEST_F(DatabaseTest, ExclusionConstraintsAreNamedByTheirError) {
    MetaData metadata;
    Table("bookings", metadata, Column("id", Integer{}, primary_key), Column("room", Integer{}, not_null),
          Exclude({ExcludePart::expression("int4range(room, room + 2)", "&&")}, {.name = "rooms_apart"}));
    if (!engine.dialect().capabilities().exclusion_constraints) {
        EXPECT_THAT(message_of<UnsupportedError>([&] { metadata.create_all(engine); }),
                    HasSubstr("exclusion constraints ('rooms_apart')"));
        GTEST_SKIP() << engine.dialect().name() << " has no exclusion constraints";
    }
    metadata.create_all(engine);
    static_cast<void>(rowan::metadata<Booking>());
    session.add(Booking{.room = 1});
    session.commit();
    session.add(Booking{.room = 2});
    const auto error = error_of<IntegrityError>([&] { session.commit(); });
    EXPECT_EQ(error.constraint(), "rooms_apart");
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM bookings"), 1);
}

TEST_F(RulesTest, SamplesAreAPartOfATable) {
    for (int i = 0; i < 500; ++i)
        session.add(City{.name = "c" + std::to_string(i)});
    session.commit();
    Connection connection = engine.connect();
    const auto count = [&](double percent, const SampleOptions& options = {}) {
        return connection
            .scalar(select(func::count()).select_from(entity<City>).tablesample(entity<City>, percent, options))
            .as<int>();
    };
    EXPECT_THROW(count(101), ArgumentError);
    EXPECT_THROW(count(std::nan("")), ArgumentError);
    EXPECT_THAT(
        message_of<ArgumentError>([&] { connection.execute(select(col<&City::id>).tablesample(entity<User>, 10)); }),
        testing::AnyOf(HasSubstr("does not stand in FROM"), HasSubstr("TABLESAMPLE")));
    if (!engine.dialect().capabilities().table_samples) {
        EXPECT_THAT(message_of<UnsupportedError>([&] { count(10); }), HasSubstr("func::random()"));
        GTEST_SKIP() << engine.dialect().name() << " has no samples";
    }
    EXPECT_EQ(count(100), 500);
    EXPECT_EQ(count(0), 0);
    const int some = count(50, {.seed = 3});
    EXPECT_EQ(count(50, {.seed = 3}), some);
    EXPECT_GT(some, 100);
    EXPECT_LT(some, 400);
    EXPECT_EQ(count(100, {.method = sql::SampleMethod::pages}), 500);
}

}  // namespace
}  // namespace rowan::rules
