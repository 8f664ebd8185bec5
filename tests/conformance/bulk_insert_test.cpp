#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <list>

namespace bulk_test {

struct User {
    int id{};
    std::string name{};
    std::optional<int> age{};
    std::optional<std::string> status{};
    std::optional<std::string> made{};
    std::int64_t version{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key), column<&User::name>(unique),
                           column<&User::status>(default_value("new")),
                           column<&User::made>(String{20}, server_default(text("'here'"))),
                           column<&User::version>(rowan::version));
    }
};

struct Plain {
    int id{};
    std::string name{};
    double number{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Plain>("plain", column<&Plain::id>(primary_key));
    }
};

struct Code {
    std::string code{};
    std::string text{};
    int uses{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Code>("codes", column<&Code::code>(primary_key));
    }
};

struct Counter {
    int id{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Counter>("counters", column<&Counter::id>(primary_key));
    }
};

using namespace rowan;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;

std::string message_of(const auto& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.what();
    }
    return "nothing was thrown";
}

std::vector<Plain> plains(int count) {
    std::vector<Plain> values;
    for (int i = 0; i < count; ++i)
        values.push_back({.name = "name " + std::to_string(i), .number = i / 2.0});
    return values;
}

class Bulk : public testing::Test {
protected:
    Bulk() {
        engine.on_execute([this](const ExecutionEvent& event) { rounds += event.executions; });
    }
    std::int64_t count(const char* table) {
        return connection.execute(text(rowan::unsafe("SELECT count(*) FROM " + std::string(table))))
            .scalar()
            .as<std::int64_t>();
    }
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<User, Plain, Code, Counter>().create_all(made);
        return made;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Connection connection = engine.connect();
    std::int64_t rounds = 0;
};

using BulkInsert = Bulk;
using BulkUpsert = Bulk;
using BulkUpdate = Bulk;

TEST_F(BulkInsert, WritesManyRowsAStatement) {
    const std::vector<Plain> values = plains(1000);
    rounds = 0;
    Result result = connection.execute(insert<Plain>(), values);
    EXPECT_EQ(result.row_count(), 1000);
    if (rowan::test::is_tested_on("sqlite") || rowan::test::is_tested_on("mysql")) {
        EXPECT_EQ(rounds, 15 + 2 + 2) << "15 of 64 rows, 2 of 16, 2 of 4";
    } else {
        EXPECT_EQ(rounds, 1) << "by the database's own way for many";
    }
    EXPECT_TRUE(connection.in_transaction()) << "it waits for commit";
    connection.commit();
    const auto read = connection.fetch<Plain>(select<Plain>().order_by(col<&Plain::id>));
    ASSERT_EQ(read.size(), 1000U);
    for (std::size_t i = 0; i < read.size(); ++i) {
        ASSERT_EQ(read[i].id, static_cast<int>(i) + 1);
        ASSERT_EQ(read[i].name, values[i].name);
        ASSERT_EQ(read[i].number, values[i].number);
    }
    EXPECT_EQ(values[0].id, 0) << "keys are not read back unless asked";
}

TEST_F(BulkInsert, EndsBetweenItsStatementsWhenItIsInterrupted) {
    const ListenerId interrupts = engine.on_execute([this](const ExecutionEvent&) { connection.interrupt(); });
    const std::vector<Plain> with_keys_and_without = {{1, "a", 1}, {2, "b", 2}, {0, "c", 3}, {0, "d", 4}};
    EXPECT_THROW(connection.execute(insert<Plain>(), with_keys_and_without), rowan::CancelledError);
    engine.remove_listener(interrupts);
    connection.rollback();
    EXPECT_EQ(count("plain"), 0);
}

TEST_F(BulkInsert, TakesSpansArraysAndNothing) {
    std::vector<Plain> values = plains(5);
    EXPECT_EQ(connection.execute(insert<Plain>(), std::span(values).subspan(1, 2)).row_count(), 2);
    EXPECT_EQ(connection.execute(insert<Plain>(), std::array{values[0]}).row_count(), 1);
    EXPECT_EQ(count("plain"), 3);
    connection.commit();
    EXPECT_EQ(connection.execute(insert<Plain>(), std::vector<Plain>()).row_count(), 0);
    EXPECT_FALSE(connection.in_transaction());
}

TEST_F(BulkInsert, WritesRowsOfDefaultsOnly) {
    std::vector<Counter> values(3);
    EXPECT_EQ(connection.execute(insert<Counter>(), rows(values).write_back()).row_count(), 3);
    EXPECT_EQ(count("counters"), 3);
    EXPECT_EQ(values[2].id, 3);
    EXPECT_EQ(connection.execute(insert<Counter>(), std::vector<Counter>(2)).row_count(), 2);
    EXPECT_EQ(count("counters"), 5);
}

// SEMANTICS 8.5
TEST_F(BulkInsert, FillsDefaultsAsTheSessionDoes) {
    const std::vector<User> values{{.name = "a"},
                                   {.name = "b", .status = "old"},
                                   {.name = "c", .made = "there"},
                                   {.id = 77, .name = "d", .version = 5}};
    connection.execute(insert<User>(), values);
    const auto read = connection.fetch<User>(select<User>().order_by(col<&User::name>));
    ASSERT_EQ(read.size(), 4U);
    EXPECT_EQ(read[0].status, "new");
    EXPECT_EQ(read[0].made, "here");
    EXPECT_EQ(read[0].version, 1);
    EXPECT_EQ(read[1].status, "old");
    EXPECT_EQ(read[2].made, "there");
    EXPECT_EQ(read[3].id, 77);
    EXPECT_EQ(read[3].version, 5);
    EXPECT_EQ(values[0].status, std::nullopt) << "the program's values are not touched";
}

TEST_F(BulkInsert, WritesBackKeysAndDefaults) {
    connection.execute(insert<Plain>(), std::array{Plain{.id = 10, .name = "x"}});
    rowan::test::settle_keys(connection);
    std::vector<Plain> values = plains(200);
    connection.execute(insert<Plain>(), rows(values).write_back());
    EXPECT_EQ(values.front().id, 11);
    EXPECT_EQ(values.back().id, 210);
    EXPECT_EQ(connection.get<Plain>(210)->name, values.back().name);

    std::vector<User> users(3);
    for (std::size_t i = 0; i < users.size(); ++i)
        users[i].name = std::to_string(i);
    users[1].id = 50;
    connection.execute(insert<User>(), rows(users).write_back());
    EXPECT_EQ(users[0].id, 1);
    EXPECT_EQ(users[1].id, 50);
    EXPECT_EQ(connection.get<User>(users[2].id)->name, "2");
    rowan::test::settle_keys(connection);
    EXPECT_THAT(users, Each(Field(&User::status, std::optional<std::string>("new"))));
    EXPECT_THAT(users, Each(Field(&User::version, 1)));
    std::vector<User> one{{.name = "one"}};
    connection.execute(insert<User>(), rows(one).write_back());
    EXPECT_EQ(one[0].id, std::max(users[2].id, 50) + 1);
}

TEST_F(BulkInsert, TakesBackWhatItWroteIfItFails) {
    std::vector<User> users{{.name = "a"}, {.name = "b"}, {.name = "a"}};
    EXPECT_THROW(connection.execute(insert<User>(), rows(users).write_back()), IntegrityError);
    EXPECT_THAT(users, Each(Field(&User::id, 0)));
    EXPECT_THAT(users, Each(Field(&User::version, 0)));
    EXPECT_THAT(users, Each(Field(&User::status, std::optional<std::string>())));
    connection.rollback();
    EXPECT_EQ(count("users"), 0);
}

TEST_F(BulkInsert, SendsSomeColumnsOnly) {
    const std::vector<User> users{{.name = "a", .age = 3, .status = "x"}};
    connection.execute(insert<User>(), rows(users).only<&User::name, &User::version>());
    const User read = connection.fetch_one<User>(select<User>());
    EXPECT_EQ(read.age, std::nullopt);
    EXPECT_EQ(read.status, std::nullopt);
    EXPECT_EQ(read.made, "here");
}

TEST_F(BulkInsert, ErrorsSayRowTableAndColumn) {
    std::vector<Plain> values = plains(100);
    values[70].name = "\xff";
    try {
        connection.execute(insert<Plain>(), values);
        FAIL() << "nothing was thrown";
    } catch (const DataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("row 70 (the first is 0): plain.name (Plain::name)"));
        EXPECT_EQ(error.table(), "plain");
        EXPECT_EQ(error.column(), "name");
        EXPECT_THAT(error.sql(), HasSubstr("INSERT INTO plain"));
    }
    connection.rollback();
    EXPECT_EQ(count("plain"), 0);

    std::vector<User> users(70);
    for (std::size_t i = 0; i < users.size(); ++i)
        users[i].name = std::to_string(i);
    users[66].name = users[65].name;
    EXPECT_THAT(message_of([&] { connection.execute(insert<User>(), users); }),
                HasSubstr("one of the rows 64 to 67 (the first is 0)"));
    connection.rollback();
    users.resize(65);
    users[64].name = "1";
    EXPECT_THAT(message_of([&] { connection.execute(insert<User>(), users); }), HasSubstr("row 64 (the first is 0)"));
}

TEST_F(BulkInsert, RefusesStatementsThatAreNotForARange) {
    const std::vector<Plain> values = plains(1);
    EXPECT_THAT(message_of([&] { connection.execute(insert<User>(), values); }),
                HasSubstr("a range of Plain is given to a statement about another table"));
    EXPECT_THAT(message_of([&] { connection.execute(insert<Plain>().values(col<&Plain::name> = "x"), values); }),
                HasSubstr("values of its own"));
    EXPECT_THAT(message_of([&] { connection.execute(insert<Plain>().returning(col<&Plain::id>), values); }),
                HasSubstr("write_back()"));
    EXPECT_THAT(message_of([&] { connection.execute(delete_from<Plain>(), values); }),
                HasSubstr("insert<T>() or update<T>()"));
    EXPECT_THAT(message_of([&] { connection.execute(text("DELETE FROM plain"), values); }),
                HasSubstr("insert<T>() or update<T>()"));
}

TEST_F(BulkInsert, IsOneTransactionOnAConnectionInAutocommitMode) {
    connection.set_transaction_options({.isolation = Isolation::autocommit});
    std::vector<User> users{{.name = "a"}, {.name = "b"}, {.name = "a"}};
    EXPECT_THROW(connection.execute(insert<User>(), users), IntegrityError);
    EXPECT_EQ(count("users"), 0);
    EXPECT_FALSE(connection.in_transaction());
    users.pop_back();
    connection.execute(insert<User>(), users);
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(count("users"), 2);
}

TEST_F(BulkInsert, JoinsTheOpenTransaction) {
    {
        Transaction transaction = connection.begin();
        connection.execute(insert<Plain>(), plains(3));
    }
    EXPECT_EQ(count("plain"), 0);
}

TEST_F(BulkUpsert, ChangesWhatIsThere) {
    connection.execute(insert<Code>(), std::vector<Code>{{"a", "A", 1}, {"b", "B", 2}});
    std::vector<Code> values;
    for (int i = 0; i < 100; ++i)
        values.push_back({std::to_string(i), "n", 0});
    values.push_back({"a", "new", 10});
    rounds = 0;
    connection.execute(insert<Code>().on_conflict_do_update(conflict_on(col<&Code::code>),
                                                            col<&Code::text> = excluded(col<&Code::text>),
                                                            col<&Code::uses> = col<&Code::uses> + 5),
                       values);
    EXPECT_EQ(rounds, 1 + 2 + 1 + 1);
    EXPECT_EQ(count("codes"), 102);
    EXPECT_EQ(connection.get<Code>("a")->text, "new");
    EXPECT_EQ(connection.get<Code>("a")->uses, 6);
    EXPECT_EQ(connection.get<Code>("b")->text, "B");
}

TEST_F(BulkUpsert, FindsRowsByAnotherKeyThanTheGeneratedOne) {
    connection.execute(insert<User>(), std::vector<User>{{.name = "ed", .age = 1}});
    const int id = connection.scalar(text("SELECT id FROM users")).as<int>();
    const std::vector<User> users{{.name = "ed", .age = 2}, {.name = "wendy", .age = 3}};
    connection.execute(insert<User>().on_conflict_do_update(conflict_on(col<&User::name>),
                                                            col<&User::age> = excluded(col<&User::age>)),
                       users);
    connection.execute(insert<User>().on_conflict_do_nothing(conflict_on(col<&User::name>)), users);
    EXPECT_EQ(count("users"), 2);
    EXPECT_EQ(connection.get<User>(id)->age, 2);
}

TEST_F(BulkUpsert, LeavesWhatIsThere) {
    connection.execute(insert<Code>(), std::vector<Code>{{"a", "A", 1}});
    const Result result =
        connection.execute(insert<Code>().on_conflict_do_nothing(), std::vector<Code>{{"a", "x", 9}, {"c", "C", 3}});
    EXPECT_EQ(result.row_count(), rowan::test::is_tested_on_mysql_family() ? 2 : 1);  // it counts what it has found
    EXPECT_EQ(connection.get<Code>("a")->uses, 1);
}

TEST_F(BulkUpsert, RefusesWhatItCanNotTell) {
    std::vector<Plain> values = plains(2);
    EXPECT_THAT(
        message_of([&] { connection.execute(insert<Plain>().on_conflict_do_nothing(), rows(values).write_back()); }),
        HasSubstr("upsert"));
}

TEST_F(BulkUpdate, GoesByKey) {
    std::vector<Plain> values = plains(100);
    connection.execute(insert<Plain>(), rows(values).write_back());
    for (Plain& value : values)
        value.number += 1000;
    values[3].id = 4000;
    EXPECT_EQ(connection.execute(update<Plain>(), values).row_count(), 99) << "what is not there is not counted";
    EXPECT_EQ(connection.get<Plain>(1)->number, 1000);
    EXPECT_EQ(connection.get<Plain>(4)->number, 1.5);
}

TEST_F(BulkUpdate, WritesTheNamedColumns) {
    std::vector<Plain> values = plains(2);
    connection.execute(insert<Plain>(), rows(values).write_back());
    for (Plain& value : values) {
        value.name += "!";
        value.number = 9;
    }
    connection.execute(update<Plain>(), rows(values).only<&Plain::number>());
    EXPECT_EQ(connection.get<Plain>(1)->name, "name 0");
    EXPECT_EQ(connection.get<Plain>(1)->number, 9);
    EXPECT_THAT(message_of([&] { connection.execute(update<Plain>(), rows(values).only<&Plain::id>()); }),
                HasSubstr("no column to write"));
    EXPECT_THAT(message_of([&] { connection.execute(update<Plain>().where(col<&Plain::id> > 1), values); }),
                HasSubstr("goes by the keys"));
}

TEST_F(BulkUpdate, ChecksAndCountsVersions) {
    std::vector<User> users{{.name = "a"}, {.name = "b"}};
    connection.execute(insert<User>(), rows(users).write_back());
    users[0].age = 1;
    users[1].age = 2;
    connection.execute(update<User>(), rows(users).write_back());
    EXPECT_EQ(users[0].version, 2);
    EXPECT_EQ(connection.get<User>(1)->version, 2);
    EXPECT_EQ(connection.get<User>(2)->age, 2);
    users[1].version = 1;
    EXPECT_THAT(message_of([&] { connection.execute(update<User>(), rows(users).write_back()); }),
                HasSubstr("row 1 (the first is 0)"));
    EXPECT_EQ(users[0].version, 2) << "taken back";
    EXPECT_THROW(connection.execute(update<User>(), users), StaleDataError);
}

TEST_F(BulkUpdate, ErrorsSayTheRow) {
    std::vector<User> users{{.name = "a"}, {.name = "b"}};
    connection.execute(insert<User>(), rows(users).write_back());
    users[1].name = "a";
    try {
        connection.execute(update<User>(), users);
        FAIL() << "nothing was thrown";
    } catch (const IntegrityError& error) {
        EXPECT_THAT(error.what(), HasSubstr("row 1 (the first is 0)"));
        EXPECT_THAT(error.what(), HasSubstr("UPDATE users"));
    }
}

}  // namespace bulk_test
