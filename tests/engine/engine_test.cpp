#include "support.hpp"
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowan {
namespace {

using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string refusal(std::string_view url, EngineOptions options = {}) {
    return message_of<ArgumentError>([&] { create_engine(url, std::move(options)); });
}

TEST(CreateEngine, SaysWhatIsAvailable) {
    EXPECT_THAT(refusal("sqlit://"), AllOf(HasSubstr("no dialect 'sqlit'"), HasSubstr("sqlite+sqlite3")));
    EXPECT_THAT(refusal("postgres://h/x"), HasSubstr("; did you mean 'postgresql'?"));
    EXPECT_THAT(refusal("sqlite+other://"), AllOf(HasSubstr("no driver 'other'"), HasSubstr("sqlite3")));
    EXPECT_THAT(refusal("postgresql+none://scott:tiger@h/x"), Not(HasSubstr("tiger")));
    EXPECT_THAT(refusal("oracle+odbc://h/x"),
                AllOf(HasSubstr("no driver for 'oracle'"), HasSubstr("oracle_dialect()"), HasSubstr("sqlite")));
    EXPECT_THAT(refusal("no url"), HasSubstr("://"));
}

TEST(CreateEngine, RefusesOptionsThatMakeNoSense) {
    EXPECT_THAT(refusal("sqlite:///x.db", {.pool_size = 0, .max_overflow = 0}),
                HasSubstr("pool_size and max_overflow"));
    EXPECT_THAT(refusal("sqlite:///x.db", {.pool_timeout = std::chrono::milliseconds(-1)}), HasSubstr("negative"));
    EXPECT_THAT(refusal("sqlite:///x.db?colour=red"), HasSubstr("colour"));
}

TEST(CreateEngine, ConnectsLater) {
    const Engine engine = create_engine("sqlite:////no/such/folder/x.db");
    EXPECT_EQ(engine.url().database(), "/no/such/folder/x.db");
    EXPECT_EQ(engine.pool_status(), (PoolStatus{.size = 5, .max_overflow = 10}));
    EXPECT_THAT(message_of<OperationalError>([&] { static_cast<void>(engine.connect()); }),
                HasSubstr("/no/such/folder/x.db"));
    EXPECT_EQ(engine.pool_status().in_use, 0U);
}

TEST(Engine, FindsRegisteredDatabases) {
    register_database(
        {.dialect = "mine", .driver = "special", .make_driver = &sqlite_driver, .make_dialect = &sqlite_dialect});
    EXPECT_THAT(available_databases(), testing::Contains("mine+special"));
    EXPECT_EQ(create_engine("mine://").connect().scalar(text("SELECT 7")).as<int>(), 7);
    EXPECT_EQ(create_engine("mine+special://").dialect().name(), "sqlite");
    EXPECT_THAT(refusal("mine+other://"), HasSubstr("special"));
}

TEST(Engine, IsNeverEmpty) {
    Engine engine = create_engine("sqlite://");
    const Engine other = std::move(engine);
    EXPECT_TRUE(engine == other);
    EXPECT_EQ(engine.connect().scalar(text("SELECT 7")).as<int>(), 7);
}

TEST(Engine, HasADialect) {
    const Engine engine = create_engine("sqlite://");
    EXPECT_EQ(engine.dialect().name(), "sqlite");
    Connection connection = engine.connect();
    EXPECT_EQ(connection.dialect().name(), "sqlite");
    EXPECT_TRUE(connection.engine() == engine);
}

TEST(Engine, BeginsCommitsAndRollsBack) {
    const Engine engine = test::engine_with_users();
    engine.begin([](Connection& c) { c.execute(text("INSERT INTO users (name) VALUES ('fred')")); });
    EXPECT_EQ(test::count_users(engine), 4);
    EXPECT_THROW(engine.begin([](Connection& c) {
        c.execute(text("DELETE FROM users"));
        throw std::runtime_error("no");
    }),
                 std::runtime_error);
    EXPECT_EQ(test::count_users(engine), 4);
    EXPECT_EQ(engine.begin([](Connection& c) { return c.scalar(text("SELECT 5")).as<int>(); }), 5);
    EXPECT_THROW(engine.begin({.read_only = true}, [](Connection& c) { c.execute(text("DELETE FROM users")); }),
                 ReadOnlyError);
    EXPECT_EQ(test::count_users(engine), 4);
}

TEST(Engine, CallsOnConnect) {
    int count = 0;
    const Engine engine = create_engine("sqlite://", {.on_connect = [&](driver::Connection& connection) {
                                            ++count;
                                            connection.execute("CREATE TABLE made_on_connect (x)");
                                        }});
    EXPECT_EQ(count, 0);
    EXPECT_EQ(engine.connect().scalar(text("SELECT count(*) FROM made_on_connect")).as<int>(), 0);
    EXPECT_EQ(engine.connect().scalar(text("SELECT 1")).as<int>(), 1);
    EXPECT_EQ(count, 1);
    const Engine broken =
        create_engine("sqlite://", {.on_connect = [](driver::Connection& c) { c.execute("nonsense"); }});
    EXPECT_THROW(static_cast<void>(broken.connect()), ProgrammingError);
    EXPECT_EQ(broken.pool_status().in_use, 0U);
}

TEST(Engine, CompilesAStatementOnce) {
    const Engine engine = test::engine_with_users();
    const auto before = engine.statement_cache_status();
    for (int i = 0; i < 5; ++i) {
        Connection connection = engine.connect();
        connection.scalar(text("SELECT name FROM users WHERE id = :id"), {{"id", i}});
    }
    const auto after = engine.statement_cache_status();
    EXPECT_EQ(after.misses - before.misses, 1U);
    EXPECT_EQ(after.hits - before.hits, 4U);
    EXPECT_EQ(after.size, before.size + 1);
}

TEST(Engine, ForgetsTheOldestStatements) {
    for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{2}}) {
        const Engine engine = test::engine_with_users({.statement_cache_size = size});
        Connection connection = engine.connect();
        for (int i = 0; i < 3; ++i) {
            EXPECT_EQ(connection.scalar(text("SELECT 1")).as<int>(), 1);
            EXPECT_EQ(connection.scalar(text("SELECT 2")).as<int>(), 2);
            EXPECT_EQ(connection.scalar(text("SELECT 3")).as<int>(), 3);
            EXPECT_EQ(connection.scalar(text("SELECT 3")).as<int>(), 3);
        }
        EXPECT_EQ(engine.statement_cache_status().size, size);
    }
}

TEST(Engine, IsOneForAllItsCopies) {
    const Engine engine = test::engine_with_users();
    const Engine copy = engine;
    EXPECT_TRUE(copy == engine);
    EXPECT_EQ(test::count_users(copy), 3);
    EXPECT_FALSE(create_engine("sqlite://") == engine);
}

TEST(Engine, LivesAsLongAsItsConnections) {
    auto engine = std::make_unique<Engine>(test::engine_with_users());
    Connection connection = engine->connect();
    engine.reset();
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 3);
}

TEST(Engine, CountsStatements) {
    const Engine engine = test::engine_with_users();
    const auto before = engine.statement_count();
    {
        Connection connection = engine.connect();
        connection.scalar(text("SELECT 1"));
        connection.scalar(text("SELECT 1"));
        connection.commit();
        EXPECT_EQ(connection.statement_count(), 2U);
        EXPECT_EQ(engine.statement_count() - before, 2U);
    }
    EXPECT_EQ(engine.connect().statement_count(), 0U);
    engine.dispose();
    EXPECT_EQ(engine.statement_count() - before, 2U);
}

}  // namespace
}  // namespace rowan
