// SEMANTICS 3: when values are read from the database.
#include "rules_support.hpp"
#include "traits.hpp"

namespace rowan::rules {
namespace {

class Semantics3 : public RulesTest {
protected:
    int ed_id = [this] {
        run("INSERT INTO cities VALUES (1, 'Rome'), (2, 'Bonn');"
            "INSERT INTO users (id, name, age, city_id) VALUES (1, 'ed', 30, 1), (2, 'wendy', 40, 1);"
            "INSERT INTO posts (id, title, author_id) VALUES (1, 'first', 1), (2, 'second', 1)");
        return 1;
    }();
    /// A change in the session's own transaction that the session does not see.
    void behind_its_back(std::string_view sql) { session.connection().run_script(sql); }
};

TEST_F(Semantics3, R3_1_an_object_has_one_reading_per_transaction) {
    User& ed = *session.get<User>(ed_id);
    behind_its_back("UPDATE users SET name = 'edward' WHERE id = 1");
    City& rome = *session.get<City>(1);
    ASSERT_EQ(rome.users.size(), 2U) << "rows of ed and wendy arrive";
    EXPECT_EQ(ed.name, "ed");
    EXPECT_TRUE(session.modified_columns(ed).empty());
}

TEST_F(Semantics3, R3_1_what_was_flushed_in_the_transaction_is_not_read_again_either) {
    User& ed = *session.get<User>(ed_id);
    session.commit();
    ed.nickname = "eddie";
    session.flush();
    behind_its_back("UPDATE users SET nick = 'x' WHERE id = 1");
    const StatementLog log(engine);
    EXPECT_EQ(session.get<User>(ed_id), &ed);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    static_cast<void>(session.get<City>(1)->users.size());
    EXPECT_EQ(ed.nickname, "eddie");
}

TEST_F(Semantics3, R3_2_a_row_for_an_unchanged_object_of_an_earlier_transaction_refreshes_it) {
    User& ed = *session.get<User>(ed_id);
    ASSERT_EQ(ed.posts.size(), 2U);
    session.commit();
    run("UPDATE users SET name = 'edward', age = NULL WHERE id = 1; DELETE FROM posts WHERE id = 2");
    EXPECT_EQ(ed.name, "ed");
    static_cast<void>(session.get<City>(1)->users.size());
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(ed.age, std::nullopt);
    EXPECT_FALSE(ed.posts.is_loaded());
    EXPECT_EQ(ed.posts.size(), 1U);
}

TEST_F(Semantics3, R3_2_an_object_with_unsaved_changes_is_left_alone) {
    User& ed = *session.get<User>(ed_id);
    session.commit();
    ed.nickname = "eddie";
    run("UPDATE users SET name = 'edward' WHERE id = 1");
    static_cast<void>(session.get<City>(1)->users.size());
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(ed.nickname, "eddie");
    session.commit();
    EXPECT_EQ(words("SELECT name || nick FROM users WHERE id = 1"), "'edwardeddie'") << "only the change was written";
}

TEST_F(Semantics3, R3_3_get_sends_sql_only_for_what_is_unknown_or_of_an_earlier_transaction) {
    const StatementLog log(engine);
    User& ed = *session.get<User>(ed_id);
    EXPECT_EQ(log.count(), 1U);
    EXPECT_EQ(session.get<User>(ed_id), &ed);
    EXPECT_EQ(log.count(), 1U);
    session.commit();
    run("UPDATE users SET name = 'edward' WHERE id = 1");
    const std::size_t before = log.count("SELECT");
    EXPECT_EQ(session.get<User>(ed_id), &ed);
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(log.count("SELECT"), before + 1);
    EXPECT_EQ(session.get<User>(99), nullptr);
}

TEST_F(Semantics3, R3_3_refresh_reads_now_and_overwrites) {
    User& ed = *session.get<User>(ed_id);
    behind_its_back("UPDATE users SET name = 'edward' WHERE id = 1");
    ed.nickname = "unsaved";
    session.refresh(ed);
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(ed.nickname, std::nullopt);
    EXPECT_TRUE(session.dirty<User>().empty());
}

TEST_F(Semantics3, R3_3_refresh_of_a_row_that_is_gone_is_stale) {
    User& ed = *session.get<User>(2);
    session.commit();
    run("DELETE FROM users WHERE id = 2");
    EXPECT_THROW(session.refresh(ed), StaleDataError);
}

TEST_F(Semantics3, R3_3_expire_keeps_plain_members_until_a_row_arrives) {
    User& ed = *session.get<User>(ed_id);
    behind_its_back("UPDATE users SET name = 'edward' WHERE id = 1");
    session.expire(ed);
    const StatementLog log(engine);
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(log.count(), 0U);
    EXPECT_EQ(session.get<User>(ed_id), &ed);
    EXPECT_EQ(log.count(), 1U);
    EXPECT_EQ(ed.name, "edward");
}

TEST_F(Semantics3, R3_4_commit_reads_nothing_changes_no_value_unloads_no_relationship) {
    User& ed = *session.get<User>(ed_id);
    ASSERT_EQ(ed.posts.size(), 2U);
    ASSERT_EQ(ed.city->name, "Rome");
    ed.nickname = "eddie";
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(log.count(), 1U) << log.to_string();
    EXPECT_EQ(log.count("UPDATE"), 1U);
    run("UPDATE users SET name = 'edward' WHERE id = 1; DELETE FROM posts");
    const std::size_t before = log.count();
    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(ed.posts.size(), 2U);
    EXPECT_EQ(ed.city->name, "Rome");
    EXPECT_EQ(log.count(), before) << log.to_string();
    EXPECT_FALSE(session.in_transaction());
}

// --- 3.5

struct Ticket {
    int id{};
    std::string title{};
    std::optional<std::string> status{};
    std::optional<int> priority{};
    int length{};
    std::optional<int> stamp{};
    int revision{};

    static constexpr auto mapping() {
        return table<Ticket>("tickets", column<&Ticket::id>(primary_key),
                             column<&Ticket::status>(server_default("new")),
                             column<&Ticket::priority>(server_default(text("2 + 3"))),
                             column<&Ticket::length>(computed("length(title)")),
                             column<&Ticket::stamp>(server_generated), column<&Ticket::revision>(version));
    }
};

class Semantics3Written : public DatabaseTest {
protected:
    /// Executions of statements that begin so.
    static std::int64_t sent(const StatementLog& log, std::string_view beginning) {
        std::int64_t sum = 0;
        for (const StatementLog::Entry& entry : log.entries())
            if (entry.sql.starts_with(beginning))
                sum += entry.executions;
        return sum;
    }

    Semantics3Written() {
        if (!test::traits().triggers_write_their_table)
            return;
        metadata<Ticket>().create_all(engine);
        test::run_after_insert(engine, "tickets", "UPDATE tickets SET stamp = NEW.id * 100 WHERE id = NEW.id");
    }
    void SetUp() override {
        if (!test::traits().triggers_write_their_table)
            GTEST_SKIP() << "a trigger of this database can't write the table that it is of";
    }
};

TEST_F(Semantics3Written, R3_5_what_the_database_writes_comes_back_with_the_flush) {
    Ticket& a = session.add(Ticket{.title = "abc"});
    Ticket& b = session.add(Ticket{.title = "abcd", .status = "open"});
    Ticket& c = session.add(Ticket{.title = "abcde"});
    const StatementLog log(engine);
    session.flush();
    EXPECT_EQ(a.status, "new");
    EXPECT_EQ(b.status, "open");
    EXPECT_EQ(c.priority, 5);
    EXPECT_EQ(a.length, 3);
    EXPECT_EQ(c.length, 5);
    EXPECT_EQ(b.stamp, b.id * 100);
    EXPECT_EQ(a.revision, 1);
    EXPECT_LE(sent(log, "SELECT tickets"), 1) << "one SELECT per table:\n" << log.to_string();
    EXPECT_TRUE(session.dirty<Ticket>().empty());
}

TEST_F(Semantics3Written, R3_5_computed_columns_and_versions_come_back_with_an_update) {
    Ticket& a = session.add(Ticket{.title = "abc"});
    Ticket& b = session.add(Ticket{.title = "abc"});
    session.commit();
    a.title = "abcdef";
    b.title = "abcdefgh";
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(a.length, 6);
    EXPECT_EQ(b.length, 8);
    EXPECT_EQ(a.revision, 2);
    EXPECT_EQ(sent(log, "SELECT"), 1) << log.to_string();
    EXPECT_EQ(number("SELECT revision FROM tickets WHERE id = 1"), 2);
}

TEST_F(Semantics3Written, R3_5_a_rollback_takes_back_what_the_database_wrote) {
    Ticket& a = session.add(Ticket{.title = "abc"});
    session.flush();
    session.rollback();
    EXPECT_EQ(a.id, 0);
    EXPECT_EQ(a.status, std::nullopt);
    EXPECT_EQ(a.length, 0);
    EXPECT_EQ(a.stamp, std::nullopt);
    EXPECT_EQ(a.revision, 0);
    EXPECT_EQ(a.title, "abc");
}

}  // namespace
}  // namespace rowan::rules
