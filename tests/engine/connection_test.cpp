// Statements, results, transactions and savepoints of a connection.
#include "support.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowan {
namespace {

using test::count_users;
using test::engine_with_users;
using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Parameters> sets_of_age(int count) {
    std::vector<Parameters> sets;
    for (int age = 0; age < count; ++age) {
        sets.push_back({{"age", age}});
    }
    return sets;
}

TEST(Connection, ExecutesTextWithParameters) {
    Connection connection = engine_with_users().connect();
    auto result = connection.execute(text("SELECT * FROM users WHERE age > :age ORDER BY id"), {{"age", 20}});
    EXPECT_TRUE(result.returns_rows());
    EXPECT_THAT(result.keys(), ElementsAre("id", "name", "age"));
    EXPECT_EQ(result.row_count(), 2);
    const auto rows = result.fetch_all();
    ASSERT_EQ(rows.size(), 2U);
    EXPECT_EQ(rows[0]["name"].as<std::string>(), "ed");
    EXPECT_EQ(rows[1].get<int>("id"), 3);
    EXPECT_EQ(connection.scalar(text("SELECT :a || :b || :a"), {{"a", "x"}, {"b", "y"}}).as<std::string>(), "xyx");
}

TEST(Connection, NamesTheColumnOfAValueThatDoesNotFit) {
    Connection connection = engine_with_users().connect();
    const Statement query = text("SELECT 300 AS much, NULL AS nil");
    const auto column_of = [](const auto& read) -> std::string {
        try {
            read();
        } catch (const DataError& error) {
            EXPECT_THAT(error.what(), HasSubstr("column '" + error.column() + "'"));
            return error.column();
        }
        return "no error";
    };
    const Row row = connection.execute(query).one();
    EXPECT_EQ(column_of([&] { static_cast<void>(row.get<std::int8_t>("much")); }), "much");
    EXPECT_EQ(column_of([&] { static_cast<void>(row.get<int>(1)); }), "nil");
    EXPECT_EQ(column_of([&] { static_cast<void>(row.as<int, int>()); }), "nil");
    EXPECT_EQ(column_of([&] { connection.execute(query).scalars<std::int8_t>(); }), "much");
}

// The same statement with another list comes from the cache.
TEST(Connection, KeepsAnEmptyListApartFromOthers) {
    Engine engine = engine_with_users();
    MetaData metadata;
    metadata.reflect(engine);
    const Table users = metadata.table("users");
    const auto id = sql_expr<int>("id");
    Connection connection = engine.connect();
    for (const std::vector<int>& ids : std::vector<std::vector<int>>{{}, {1}, {}, {1, 2}, {2}, {}}) {
        const auto some = connection.execute(select(users["id"]).where(id.in(ids))).row_count();
        const auto others = connection.execute(select(users["id"]).where(id.not_in(ids))).row_count();
        EXPECT_EQ(some, static_cast<std::int64_t>(ids.size()));
        EXPECT_EQ(others, 3 - static_cast<std::int64_t>(ids.size()));
    }
}

TEST(Connection, ChecksParameters) {
    Connection connection = engine_with_users().connect();
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.scalar(text("SELECT :a"), {}); }),
                HasSubstr("parameter :a has no value"));
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.scalar(text("SELECT :a"), {{"a", 1}, {"b", 1}}); }),
                AllOf(HasSubstr("no parameter :b"), HasSubstr("it has :a")));
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.scalar(text("SELECT 1"), {{"b", 1}}); }),
                HasSubstr("none at all"));
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.scalar(text("SELECT :a || :a"), {{"a", 1}, {"b", 1}}); }),
                HasSubstr("no parameter :b"));
    // What the database takes for a parameter, but rowan does not, would be NULL.
    for (const char* sql : {"SELECT @a", "SELECT $a", "SELECT :1", "SELECT CASE WHEN 0 THEN 1 ELSE:a END"}) {
        EXPECT_THAT(message_of<ArgumentError>([&] { connection.scalar(text(unsafe(sql))); }),
                    HasSubstr("a parameter without a value"))
            << sql;
    }
    EXPECT_THROW(connection.scalar(text(unsafe(std::string("SELECT 1") + '\0' + " FROM nowhere"))), ProgrammingError);
    EXPECT_EQ(connection.scalar(text("SELECT 1")).as<int>(), 1) << "and goes on";
}

TEST(Connection, AddsSqlAndParametersToErrors) {
    Connection connection = engine_with_users().connect();
    try {
        connection.execute(text("INSERT INTO users (name, age) VALUES (:name, :age)"), {{"name", "ed"}, {"age", 7}});
        FAIL();
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.sql(), "INSERT INTO users (name, age) VALUES (?, ?)");
        EXPECT_EQ(error.parameters(), "('ed', 7)");
        EXPECT_EQ(error.column(), "name");
        EXPECT_THAT(error.what(), AllOf(HasSubstr("INSERT INTO users"), HasSubstr("('ed', 7)"), HasSubstr("UNIQUE")));
    }
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection.execute(text("SELEKT 1")); }), HasSubstr("SELEKT 1"));
    EXPECT_TRUE(connection.in_transaction()) << "SQLite takes back only the statement";
}

TEST(Connection, HidesParametersOnRequest) {
    Connection connection = engine_with_users({.hide_parameters = true}).connect();
    try {
        connection.execute(text("INSERT INTO users (id, name) VALUES (1, :name)"), {{"name", "s3cret"}});
        FAIL();
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.parameters(), "[hidden]");
        EXPECT_THAT(error.what(), testing::Not(HasSubstr("s3cret")));
    }
}

TEST(Connection, ExecutesDriverSql) {
    Connection connection = engine_with_users().connect();
    const std::vector<Value> values{2};
    EXPECT_EQ(connection.exec_driver_sql("SELECT name FROM users WHERE id = ?", values).scalar(), Value("wendy"));
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.exec_driver_sql("SELECT ?"); }),
                HasSubstr("1 placeholders, and 0 values"));
    connection.run_script("CREATE TABLE a (x); CREATE TABLE b (x); INSERT INTO a VALUES (1)");
    EXPECT_EQ(connection.scalar(text("SELECT x FROM a")).as<int>(), 1);
    EXPECT_THAT(message_of<ProgrammingError>([&] { connection.run_script("SELECT 1; nonsense"); }),
                HasSubstr("nonsense"));
}

TEST(Connection, WritesManySets) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    MetaData metadata;
    const Table users("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{50}),
                      Column("age", Integer{}));
    std::vector<Parameters> sets;
    for (int i = 0; i < 100; ++i) {
        sets.push_back({{"name", "user " + std::to_string(i)}, {"age", i}});
    }
    const StatementLog log(engine);
    auto result = connection.execute(insert(users), sets);
    EXPECT_EQ(result.row_count(), 100);
    EXPECT_EQ(result.last_insert_id(), 103);
    EXPECT_FALSE(result.returns_rows());
    EXPECT_EQ(log.count(), 1U);
    EXPECT_EQ(log.entries()[0].executions, 100);
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 103);
    EXPECT_EQ(connection.scalar(text("SELECT age FROM users WHERE name = 'user 42'")).as<int>(), 42);
    EXPECT_EQ(connection.execute(text("DELETE FROM users WHERE age = :age"), sets_of_age(3)).row_count(), 3);
    EXPECT_EQ(connection.execute(insert(users), {{"name", "last"}}).last_insert_id(), 104);
    EXPECT_EQ(connection.execute(insert(users), std::vector<Parameters>{}).row_count(), 0);
    const std::vector<Parameters> uneven{{{"name", "a"}}, {{"age", 1}}};
    EXPECT_THROW(connection.execute(insert(users), uneven), ArgumentError);
    const std::vector<Parameters> unknown{{{"colour", "a"}}};
    EXPECT_THAT(message_of<ArgumentError>([&] { connection.execute(insert(users), unknown); }), HasSubstr("colour"));
}

TEST(Connection, StreamsRows) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    std::vector<std::string> names;
    for (const Row& row : connection.stream(text("SELECT name FROM users WHERE id > :id ORDER BY id"), {{"id", 1}})) {
        names.push_back(row["name"].as<std::string>());
        connection.scalar(text("SELECT name FROM users WHERE id > :id ORDER BY id"), {{"id", 0}});  // the same, inside
    }
    EXPECT_THAT(names, ElementsAre("wendy", "mary"));
    auto result = connection.stream(text("SELECT id FROM users"));
    EXPECT_EQ(result.row_count(), -1);
    EXPECT_TRUE(result.fetch_one());
    connection.commit();
    EXPECT_THAT(message_of<StateError>([&] { result.fetch_one(); }), HasSubstr("the transaction was committed"));
    auto other = connection.stream(text("SELECT id FROM users"));
    connection.close();
    EXPECT_THAT(message_of<StateError>([&] { other.fetch_all(); }), HasSubstr("the connection was closed"));
    EXPECT_THAT(message_of<StateError>([&] { connection.scalar(text("SELECT 1")); }), HasSubstr("closed"));
}

TEST(Connection, GivesTypedRows) {
    Connection connection = engine_with_users().connect();
    auto query = statement(TextLiteral("SELECT id, name, age FROM users ORDER BY id"))
                     .columns<int, std::string, std::optional<int>>("id", "name", "age");
    int sum = 0;
    for (const auto& [id, name, age] : connection.execute(query)) {
        sum += id + age.value_or(0);
        EXPECT_FALSE(name.empty());
    }
    EXPECT_EQ(sum, 86);
    const auto result = connection.execute(query);
    EXPECT_EQ(result.size(), 3U);
    EXPECT_EQ(result[0].get<1>(), "ed");
    EXPECT_EQ(result[1].get<2>(), std::nullopt);
    EXPECT_THAT(result.scalars(), ElementsAre(1, 2, 3));
    EXPECT_THROW(static_cast<void>(result.one()), MultipleResultsFound);
    auto none = statement(TextLiteral("SELECT id FROM users WHERE id > 9")).columns<int>("id");
    EXPECT_THROW(static_cast<void>(connection.execute(none).one()), NoResultFound);
    EXPECT_EQ(connection.execute(none).scalar(), std::nullopt);
    auto null = statement(TextLiteral("SELECT age FROM users WHERE id = 2")).columns<int>("age");
    EXPECT_THAT(message_of<DataError>([&] { static_cast<void>(connection.execute(null)); }),
                AllOf(HasSubstr("age"), HasSubstr("SELECT age")));
}

TEST(Connection, GivesLabelledRows) {
    Connection connection = engine_with_users().connect();
    const Expr<int> two = sql_expr<int>("1 + 1");
    for (auto row : connection.execute(select(two.label<"two">(), sql_expr<std::string>("'x'").label<"letter">()))) {
        EXPECT_EQ(row.get<"two">(), 2);
        EXPECT_EQ(row.get<"letter">(), "x");
    }
}

TEST(Connection, ReadsColumnsByTheirType) {
    const Engine engine = create_engine("sqlite://");
    Connection connection = engine.connect();
    connection.execute(text("CREATE TABLE t (day DATE, yes BOOLEAN, price NUMERIC(10, 2))"));
    connection.execute(text("INSERT INTO t VALUES ('2024-02-29', 1, 2.5), (NULL, NULL, NULL)"));
    MetaData metadata;
    const Table t("t", metadata, Column("day", DateType{}), Column("yes", Boolean{}), Column("price", Numeric{10, 2}));
    const auto rows = connection.execute(select(t["day"], t["yes"], t["price"])).fetch_all();
    using namespace std::chrono_literals;
    EXPECT_EQ(rows[0]["day"], Value(Date(std::chrono::sys_days(2024y / 2 / 29))));
    EXPECT_EQ(rows[0]["yes"], Value(true));
    EXPECT_EQ(rows[0]["price"], Value(DecimalText{"2.50"}));
    EXPECT_TRUE(rows[1]["day"].is_null());
    connection.execute(text("UPDATE t SET day = 'soon'"));
    EXPECT_THAT(message_of<DataError>([&] { connection.execute(select(t["day"])); }),
                AllOf(HasSubstr("day"), HasSubstr("soon")));
}

TEST(Result, GivesRowsInManyWays) {
    Connection connection = engine_with_users().connect();
    const auto all = [&] { return connection.execute(text("SELECT id, name FROM users ORDER BY id")); };
    EXPECT_EQ(all().fetch_many(2).size(), 2U);
    auto result = all();
    EXPECT_EQ((*result.fetch_one())[0].as<int>(), 1);
    EXPECT_EQ(result.fetch_all().size(), 2U);
    EXPECT_EQ(result.fetch_one(), std::nullopt);
    EXPECT_TRUE(result.fetch_many(3).empty());
    EXPECT_EQ(all().first()->get<std::string>("name"), "ed");
    EXPECT_THAT(all().scalars<int>(), ElementsAre(1, 2, 3));
    EXPECT_THAT(all().scalars<std::string>("name"), ElementsAre("ed", "wendy", "mary"));
    EXPECT_EQ(all().scalar().as<int>(), 1);
    EXPECT_THROW(all().one(), MultipleResultsFound);
    EXPECT_THROW(all().one_or_none(), MultipleResultsFound);
    EXPECT_THROW(connection.execute(text("SELECT 1 WHERE 0")).one(), NoResultFound);
    EXPECT_EQ(connection.execute(text("SELECT 1 WHERE 0")).one_or_none(), std::nullopt);
    EXPECT_TRUE(connection.execute(text("SELECT 1 WHERE 0")).scalar().is_null());
    EXPECT_THROW(connection.execute(text("SELECT 1 WHERE 0")).scalar_one(), NoResultFound);
    EXPECT_THAT(connection.execute(text("SELECT 1 AS a WHERE 0")).keys(), ElementsAre("a"));
    auto changed = connection.execute(text("UPDATE users SET age = 1 WHERE id < 3"));
    EXPECT_EQ(changed.row_count(), 2);
    EXPECT_FALSE(changed.returns_rows());
    EXPECT_THAT(message_of<StateError>([&] { changed.fetch_all(); }), HasSubstr("gives no rows"));
    auto moved = all();
    const Result target = std::move(moved);
    EXPECT_THROW(moved.fetch_all(), StateError);  // NOLINT(bugprone-use-after-move)
}

TEST(Row, IsAccessedByNameAndPosition) {
    Connection connection = engine_with_users().connect();
    const Row row = connection.execute(text("SELECT id, name, age, id AS id FROM users WHERE id = 2")).one();
    connection.close();
    EXPECT_EQ(row.size(), 4U);
    EXPECT_EQ(row[0], row["id"]);
    EXPECT_TRUE(row.contains("age"));
    EXPECT_FALSE(row.contains("colour"));
    EXPECT_EQ(row["age"].as<std::optional<int>>(), std::nullopt);
    EXPECT_THROW(static_cast<void>(row["age"].as<int>()), DataError);
    EXPECT_THAT(message_of<ArgumentError>([&] { static_cast<void>(row["colour"]); }),
                AllOf(HasSubstr("'colour'"), HasSubstr("id, name, age")));
    EXPECT_THAT(message_of<ArgumentError>([&] { static_cast<void>(row[4]); }), HasSubstr("4 columns"));
    const auto [id, name] = row.as<int, std::string>();
    EXPECT_EQ(id, 2);
    EXPECT_EQ(name, "wendy");
    EXPECT_EQ(std::distance(row.begin(), row.end()), 4);
    EXPECT_EQ(row.to_display(), "(id=2, name='wendy', age=NULL, id=2)");
    EXPECT_EQ(row, Row(row));
    EXPECT_FALSE(row == Row());
    EXPECT_TRUE(Row().keys().empty());
    EXPECT_THAT(message_of<ArgumentError>([&] { static_cast<void>(Row()["x"]); }), HasSubstr("none"));
}

TEST(Transactions, BeginByThemselves) {
    const Engine engine = engine_with_users();
    {
        Connection connection = engine.connect();
        EXPECT_FALSE(connection.in_transaction());
        connection.execute(text("DELETE FROM users WHERE id = 1"));
        EXPECT_TRUE(connection.in_transaction());
        connection.commit();
        EXPECT_FALSE(connection.in_transaction());
        connection.execute(text("DELETE FROM users"));
    }
    EXPECT_EQ(count_users(engine), 2) << "what was not committed is rolled back";
    Connection connection = engine.connect();
    connection.execute(text("DELETE FROM users"));
    connection.rollback();
    connection.rollback();
    connection.commit();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 2);
    EXPECT_THAT(message_of<StateError>([&] { static_cast<void>(connection.begin()); }), HasSubstr("open already"));
    EXPECT_THROW(connection.set_transaction_options({.immediate = true}), StateError);
}

TEST(Transactions, RollBackUnlessCommitted) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    {
        Transaction transaction = connection.begin();
        connection.execute(text("DELETE FROM users"));
        EXPECT_TRUE(transaction.is_active());
    }
    EXPECT_FALSE(connection.in_transaction());
    Transaction transaction = connection.begin();
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    transaction.commit();
    EXPECT_FALSE(transaction.is_active());
    EXPECT_THROW(transaction.commit(), StateError);
    transaction.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 2);
    connection.rollback();
    Transaction first = connection.begin();
    Transaction moved = std::move(first);
    EXPECT_FALSE(first.is_active());  // NOLINT(bugprone-use-after-move)
    EXPECT_TRUE(moved.is_active());
    connection.commit();
    EXPECT_FALSE(moved.is_active());
    Transaction again = connection.begin();
    EXPECT_FALSE(moved.is_active()) << "the next transaction is another one";
    connection.close();
    EXPECT_FALSE(again.is_active());
}

TEST(Transactions, Nest) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    const auto count = [&] { return connection.scalar(text("SELECT count(*) FROM users")).as<int>(); };
    Transaction outer = connection.begin_nested();
    EXPECT_TRUE(connection.in_nested_transaction());
    EXPECT_TRUE(outer.is_nested());
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    {
        const Transaction inner = connection.begin_nested();
        connection.execute(text("DELETE FROM users WHERE id = 2"));
        EXPECT_EQ(count(), 1);
    }
    EXPECT_EQ(count(), 2);
    Transaction kept = connection.begin_nested();
    Transaction inside = connection.begin_nested();
    connection.execute(text("DELETE FROM users WHERE id = 3"));
    kept.commit();
    EXPECT_FALSE(inside.is_active()) << "it was kept with the one around it";
    EXPECT_EQ(count(), 1);
    outer.rollback();
    EXPECT_EQ(count(), 3);
    EXPECT_FALSE(connection.in_nested_transaction());
    Transaction left = connection.begin_nested();
    connection.execute(text("DELETE FROM users WHERE id = 3"));
    connection.commit();
    EXPECT_FALSE(left.is_active());
    EXPECT_EQ(count(), 2);
}

TEST(Transactions, MayCommitEachStatement) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    connection.set_transaction_options({.isolation = Isolation::autocommit});
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_FALSE(connection.driver_connection().in_transaction());
    EXPECT_THROW(static_cast<void>(connection.begin_nested()), StateError);
    connection.rollback();
    connection.close();
    EXPECT_EQ(count_users(engine), 2);
}

TEST(Transactions, TakeTheEnginesIsolation) {
    const Engine engine = engine_with_users({.isolation_level = Isolation::autocommit});
    Connection connection = engine.connect();
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    EXPECT_FALSE(connection.in_transaction());
    connection.set_transaction_options({.isolation = Isolation::serializable});
    connection.execute(text("DELETE FROM users WHERE id = 2"));
    EXPECT_TRUE(connection.in_transaction());
    connection.rollback();
    connection.close();
    EXPECT_EQ(count_users(engine), 2);
}

TEST(Transactions, MayBeReadOnlyAndImmediate) {
    const test::TemporaryFolder folder;
    const Engine engine = create_engine(folder.url("a.db", "?busy_timeout=0"));
    engine.begin([](Connection& c) { c.execute(text("CREATE TABLE t (x)")); });
    Connection a = engine.connect();
    Connection b = engine.connect();
    const Transaction writing = a.begin({.immediate = true});
    EXPECT_THAT(message_of<TimeoutError>([&] { static_cast<void>(b.begin({.immediate = true})); }), HasSubstr("BEGIN"));
    const Transaction reading = b.begin({.read_only = true});
    EXPECT_EQ(b.scalar(text("SELECT count(*) FROM t")).as<int>(), 0);
    EXPECT_THROW(b.execute(text("DELETE FROM t")), ReadOnlyError);
}

TEST(Transactions, AreLostWhenTheDatabaseEndsThem) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    Transaction transaction = connection.begin();
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    EXPECT_THROW(connection.execute(text("INSERT OR ROLLBACK INTO users VALUES (2, 'x', 1)")), IntegrityError);
    EXPECT_THAT(message_of<PendingRollbackError>([&] { connection.execute(text("DELETE FROM users")); }),
                AllOf(HasSubstr("call rollback()"), HasSubstr("UNIQUE")));
    EXPECT_THROW(transaction.commit(), PendingRollbackError);
    EXPECT_THROW(static_cast<void>(connection.begin_nested()), PendingRollbackError);
    EXPECT_TRUE(transaction.is_active());
    transaction.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 3);
}

TEST(Transactions, FollowTheProgramsOwnSql) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    connection.execute(text("DELETE FROM users WHERE id = 1"));
    connection.execute(text("COMMIT"));
    EXPECT_FALSE(connection.in_transaction());
    connection.execute(text("DELETE FROM users WHERE id = 2"));
    connection.rollback();
    connection.close();
    EXPECT_EQ(count_users(engine), 2);
}

TEST(Transactions, WaitForARollbackIfACommitFails) {
    const Engine engine = create_engine("sqlite://");
    Connection connection = engine.connect();
    connection.run_script(
        "CREATE TABLE p (id INTEGER PRIMARY KEY);"
        "CREATE TABLE c (p INT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)");
    connection.commit();
    Transaction transaction = connection.begin();
    connection.execute(text("INSERT INTO c VALUES (1)"));
    EXPECT_THAT(message_of<IntegrityError>([&] { transaction.commit(); }), HasSubstr("COMMIT"));
    EXPECT_TRUE(transaction.is_active());
    transaction.rollback();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM c")).as<int>(), 0);
}

}  // namespace
}  // namespace rowan
