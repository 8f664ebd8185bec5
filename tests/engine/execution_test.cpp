// The low-level path: structs in and out, batches, nested use, events.
#include "support.hpp"
#include <rowan/dialects/compiled.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rowan {
namespace {

using test::engine_with_users;
using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

struct User {
    std::int32_t id{};
    std::string name{};
    std::optional<std::int32_t> age{};
};

const std::vector<Field>& user_columns() {
    static const std::vector<Field> fields{
        {.column = "id",
         .member = "id",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::int32_t>,
         .offset = offsetof(User, id)},
        {.column = "name",
         .member = "name",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::string>,
         .offset = offsetof(User, name)},
        {.column = "age",
         .member = "age",
         .table = "users",
         .entity = "User",
         .ops = &detail::type_ops<std::optional<std::int32_t>>,
         .offset = offsetof(User, age)},
    };
    return fields;
}
std::vector<driver::FieldSlot> user_slots() {
    std::vector<driver::FieldSlot> slots;
    for (const Field& field : user_columns()) {
        slots.emplace_back(field);
    }
    return slots;
}
CompiledStatement compiled(std::string sql) { return std::make_shared<Compiled>(Compiled{.sql = std::move(sql)}); }

TEST(Execution, ReadsAndWritesStructs) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    const auto slots = user_slots();
    const auto insert = compiled("INSERT INTO users (id, name, age) VALUES (?, ?, ?)");
    const StatementLog log(engine);
    {
        Execution execution(connection, insert);
        for (int id = 10; id < 15; ++id) {
            const User user{.id = id, .name = "user " + std::to_string(id), .age = {}};
            execution.bind_fields(0, slots, &user);
            EXPECT_EQ(execution.run(), 1);
            EXPECT_EQ(execution.last_insert_id(), id);
        }
        EXPECT_EQ(execution.total_affected_rows(), 5);
    }
    ASSERT_THAT(log.entries(), SizeIs(1));
    EXPECT_EQ(log.entries()[0].executions, 5);
    EXPECT_EQ(log.entries()[0].rows, 5);
    EXPECT_EQ(log.entries()[0].parameters, "(10, 'user 10', NULL), (11, 'user 11', NULL), (12, 'user 12', NULL), …");
    std::vector<User> users;
    Execution select(connection, compiled("SELECT id, name, age FROM users WHERE id >= ? ORDER BY id"));
    const Value from(3);
    select.bind(0, from);
    while (select.step()) {
        select.read(0, slots, &users.emplace_back());
    }
    ASSERT_THAT(users, SizeIs(6));
    EXPECT_EQ(users[0].age, 50);
    EXPECT_EQ(users[5].name, "user 14");
}

TEST(Execution, NamesTheFieldThatIsWrong) {
    Connection connection = engine_with_users().connect();
    const auto slots = user_slots();
    User user{.id = 20, .name = "bad \xff", .age = {}};
    {
        Execution insert(connection, compiled("INSERT INTO users (id, name, age) VALUES (?, ?, ?)"));
        EXPECT_THAT(message_of<DataError>([&] { insert.bind_fields(0, slots, &user); }),
                    AllOf(HasSubstr("users.name"), HasSubstr("INSERT INTO users")));
        EXPECT_THAT(message_of<StateError>([&] { insert.step(); }), HasSubstr("it has failed"));
    }
    Execution select(connection, compiled("SELECT 'x', 'y', 1"));
    ASSERT_TRUE(select.step());
    EXPECT_THAT(message_of<DataError>([&] { select.read(0, slots, &user); }),
                AllOf(HasSubstr("users.id"), HasSubstr("SELECT 'x'")));
}

TEST(Execution, PreparesOnceAndASecondCopyForNestedUse) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    std::vector<bool> cached;
    engine.on_execute([&](const ExecutionEvent& event) { cached.push_back(event.cached); });
    const auto select = compiled("SELECT id FROM users ORDER BY id");
    {
        Execution outer(connection, select);
        ASSERT_TRUE(outer.step());
        {
            Execution inner(connection, select);
            ASSERT_TRUE(inner.step());
            ASSERT_TRUE(inner.step());
            EXPECT_EQ(inner.value(0).as<int>(), 2);
        }
        EXPECT_EQ(outer.value(0).as<int>(), 1);
        ASSERT_TRUE(outer.step());
        EXPECT_EQ(outer.value(0).as<int>(), 2);
    }
    Execution again(connection, select);
    EXPECT_TRUE(again.step());
    again.finish();
    again.finish();
    EXPECT_THAT(cached, ElementsAre(false, false, true));
    EXPECT_THAT(message_of<StateError>([&] { again.step(); }), HasSubstr("it was finished"));
    EXPECT_THROW(static_cast<void>(again.column_count()), StateError);
}

TEST(Execution, EndsWithItsTransaction) {
    Connection connection = engine_with_users().connect();
    Execution select(connection, "SELECT id FROM users");
    ASSERT_TRUE(select.step());
    connection.rollback();
    EXPECT_THAT(message_of<StateError>([&] { select.step(); }), HasSubstr("the transaction was rolled back"));
    EXPECT_THROW(static_cast<void>(select.value(0)), StateError);
    Execution other(connection, "SELECT id FROM users");
    ASSERT_TRUE(other.step());
    Transaction nested = connection.begin_nested();
    ASSERT_TRUE(other.step());
    nested.rollback();
    EXPECT_THAT(message_of<StateError>([&] { other.step(); }), HasSubstr("the savepoint was rolled back"));
}

TEST(Execution, BindsAStatementsValues) {
    Connection connection = engine_with_users().connect();
    const Statement query = text("SELECT name FROM users WHERE id = :id");
    const Parameters parameters{{"id", 3}};
    Execution execution(connection, query, parameters);
    EXPECT_EQ(execution.compiled()->sql, "SELECT name FROM users WHERE id = ?");
    EXPECT_EQ(execution.parameters(), "(3)");
    ASSERT_TRUE(execution.step());
    EXPECT_EQ(execution.value(0), Value("mary"));
    EXPECT_EQ(execution.column_name(0), "name");
    EXPECT_FALSE(execution.is_null(0));
}

TEST(Events, TellOfExecutions) {
    const Engine engine = engine_with_users();
    std::vector<std::string> told;
    const ListenerId before = engine.before_execute([&](const ExecutionEvent& event) {
        told.push_back("before " + std::string(event.sql) + " " + event.parameters());
    });
    const ListenerId after = engine.on_execute([&](const ExecutionEvent& event) {
        told.push_back("after " + std::to_string(event.rows) + (event.error != nullptr ? " failed" : ""));
        EXPECT_GT(event.duration.count(), 0);
    });
    Connection connection = engine.connect();
    connection.execute(text("SELECT id FROM users WHERE id > :id"), {{"id", 1}});
    connection.execute(text("UPDATE users SET age = 1"));
    EXPECT_THROW(connection.execute(text("UPDATE users SET name = NULL")), IntegrityError);
    EXPECT_THAT(
        told, ElementsAre("before SELECT id FROM users WHERE id > ? (1)", "after 2", "before UPDATE users SET age = 1 ",
                          "after 3", "before UPDATE users SET name = NULL ", "after 0 failed"));
    engine.remove_listener(before);
    engine.remove_listener(after);
    engine.remove_listener(after);
    connection.execute(text("SELECT 1"));
    EXPECT_THAT(told, SizeIs(6));
}

TEST(Events, MayEndTheCallThatTheyWatch) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    const ListenerId before =
        engine.before_execute([](const ExecutionEvent&) { throw std::runtime_error("not allowed"); });
    EXPECT_THROW(connection.execute(text("DELETE FROM users")), std::runtime_error);
    engine.remove_listener(before);
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 3);
    engine.on_execute([](const ExecutionEvent& event) {
        if (event.sql.starts_with("DELETE"))
            throw std::runtime_error("too late");
    });
    EXPECT_THROW(connection.execute(text("DELETE FROM users")), std::runtime_error);
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 0);
}

TEST(Events, MayComeFromAListenerThatExecutes) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    int count = 0;
    engine.on_execute([&](const ExecutionEvent& event) {
        if (++count == 1) {
            EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM users")).as<int>(), 3) << event.sql;
        }
    });
    EXPECT_EQ(connection.scalar(text("SELECT 1")).as<int>(), 1);
    EXPECT_EQ(count, 2);
}

TEST(Events, TellOfConnections) {
    const Engine engine = create_engine("sqlite://");
    std::vector<std::string> told;
    engine.on_connection([&](const ConnectionEvent& event) {
        told.push_back(std::string(to_string(event.action)) +
                       (event.savepoint.empty() ? "" : " " + std::string(event.savepoint)));
    });
    {
        Connection connection = engine.connect();
        connection.scalar(text("SELECT 1"));
        connection.begin_nested().commit();
        {
            const Transaction nested = connection.begin_nested();
        }
        connection.commit();
        connection.scalar(text("SELECT 1"));
    }
    EXPECT_THAT(told, ElementsAre("connect", "checkout", "BEGIN", "SAVEPOINT rowan_1", "RELEASE SAVEPOINT rowan_1",
                                  "SAVEPOINT rowan_1", "ROLLBACK TO SAVEPOINT rowan_1", "COMMIT", "BEGIN", "ROLLBACK",
                                  "checkin"));
    told.clear();
    engine.connect().invalidate();
    EXPECT_THAT(told, ElementsAre("checkout", "invalidate", "close"));
}

TEST(Echo, WritesStatements) {
    testing::internal::CaptureStderr();
    const Engine engine = engine_with_users({.echo = true});
    {
        Connection connection = engine.connect();
        for (int i = 0; i < 2; ++i) {
            connection.execute(text("SELECT name FROM users WHERE id = :id"), {{"id", 2}});
        }
        EXPECT_THROW(connection.execute(text("SELEKT")), ProgrammingError);
        connection.commit();
    }
    const std::string log = testing::internal::GetCapturedStderr();
    EXPECT_THAT(log, testing::ContainsRegex(
                         "\\[1\\] BEGIN\n\\[1\\] SELECT name FROM users WHERE id = \\? \\(2\\) [0-9.]+ ms\n"));
    EXPECT_THAT(log, testing::ContainsRegex("WHERE id = \\? \\(2\\) \\[cached\\] [0-9.]+ ms\n"));
    EXPECT_THAT(log, testing::ContainsRegex("SELEKT \\[failed\\] 0.000 ms\n\\[1\\] COMMIT\n"));
}

TEST(Echo, HidesParameters) {
    testing::internal::CaptureStderr();
    const Engine engine = engine_with_users({.echo = true, .hide_parameters = true});
    engine.connect().execute(text("SELECT :secret"), {{"secret", "s3cret"}});
    EXPECT_THAT(testing::internal::GetCapturedStderr(),
                AllOf(HasSubstr("SELECT ? [hidden]"), testing::Not(HasSubstr("s3cret"))));
}

TEST(StatementLog, KeepsWhatIsSent) {
    const Engine engine = engine_with_users();
    Connection connection = engine.connect();
    StatementLog log(engine);
    connection.execute(text("SELECT id FROM users WHERE id = :id"), {{"id", 1}});
    connection.execute(text("UPDATE users SET age = 1"));
    EXPECT_THROW(connection.execute(text("UPDATE users SET name = NULL")), IntegrityError);
    connection.commit();
    EXPECT_EQ(log.count(), 3U);
    EXPECT_EQ(log.count("UPDATE"), 2U);
    EXPECT_EQ(log.count("UPDAT"), 0U);
    EXPECT_THAT(log.sql(), ElementsAre("SELECT id FROM users WHERE id = ?", "UPDATE users SET age = 1",
                                       "UPDATE users SET name = NULL"));
    EXPECT_EQ(
        log.to_string(),
        "SELECT id FROM users WHERE id = ? (1)\nUPDATE users SET age = 1\nUPDATE users SET name = NULL [failed]\n");
    EXPECT_EQ(log.entries()[1].rows, 3);
    log.clear();
    EXPECT_EQ(log.count(), 0U);
}

}  // namespace
}  // namespace rowan
