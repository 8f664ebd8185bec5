// SEMANTICS 10 on SQLite: when a session takes the write lock, and what a database with a single connection means for
// it.
#include "rules_support.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace rowan::rules {
namespace {

class Semantics10Locks : public RulesTest {
protected:
    std::size_t taken() const { return engine.pool_status().in_use; }

    /// Another program that does not wait for locks.
    Engine impatient = create_engine(database.url() + "?busy_timeout=0");

    /// Whether a session holds SQLite's write lock.
    bool is_locked() {
        Connection other = impatient.connect();
        try {
            Transaction writing = other.begin({.immediate = true});
            writing.rollback();
            return false;
        } catch (const TimeoutError&) {
            return true;
        }
    }
};

// --- 10.2

TEST_F(Semantics10Locks, R10_2_a_session_that_reads_first_begins_deferred) {
    saved_user("ed");
    static_cast<void>(session.get<User>(1));
    EXPECT_FALSE(is_locked());
    static_cast<void>(session.query<User>().all());
    EXPECT_FALSE(is_locked());
    session.get_one<User>(1).nickname = "eddie";
    session.flush();
    EXPECT_TRUE(is_locked()) << "the first write takes the lock";
    session.commit();
    EXPECT_FALSE(is_locked());
}

TEST_F(Semantics10Locks, R10_2_a_session_that_writes_first_begins_immediate) {
    const auto locks = [&](auto&& send) {
        Session other(engine);
        send(other);
        return is_locked();
    };
    // None of these changes a row, so only the BEGIN can have taken the lock.
    EXPECT_TRUE(
        locks([](Session& s) { s.execute(update<User>().set(col<&User::age> = 1).where(col<&User::id> == 9)); }));
    EXPECT_TRUE(locks([](Session& s) { s.execute(delete_from<User>().where(col<&User::id> == 9)); }));
    EXPECT_TRUE(locks([](Session& s) { s.execute(text("DELETE FROM users")); }));
    EXPECT_TRUE(locks([](Session& s) { s.query<User>().filter(col<&User::id> == 9).delete_(); }));
    EXPECT_TRUE(locks([](Session& s) { s.add(User{.name = "ed"}), s.flush(); }));
    EXPECT_TRUE(locks([](Session& s) {
        s.add(User{.name = "ed"});
        EXPECT_EQ(s.query<User>().count(), 1) << "its flush comes first";
    }));
    EXPECT_FALSE(locks([](Session& s) { s.execute(select<User>()); }));
    EXPECT_FALSE(locks([](Session& s) { s.execute(text("SELECT * FROM users")); }));
}

TEST_F(Semantics10Locks, R10_2_transaction_begins_immediate_unless_it_only_reads) {
    transaction(engine, [&](Session& writing) {
        static_cast<void>(writing.get<User>(1));
        EXPECT_TRUE(is_locked());
    });
    EXPECT_FALSE(is_locked());
    transaction(engine, {.session = {.transaction = {.read_only = true}}}, [&](Session& reader) {
        static_cast<void>(reader.get<User>(1));
        EXPECT_FALSE(is_locked());
        EXPECT_THROW(reader.execute(text("DELETE FROM users")), ReadOnlyError);
        reader.rollback();
    });
}

TEST_F(Semantics10Locks, R10_2_keys_of_a_batch_are_reserved_under_the_lock_and_sent_with_the_rows) {
    run("INSERT INTO users (id, name) VALUES (41, 'there')");
    const User& first = session.add(User{.name = "a"});
    const User& second = session.add(User{.name = "b"});
    StatementLog log(engine);
    session.flush();
    EXPECT_EQ(first.id, 42);
    EXPECT_EQ(second.id, 43);
    EXPECT_TRUE(is_locked()) << "so that nobody takes them";
    EXPECT_EQ(log.count("INSERT"), 1U) << log.to_string();
    EXPECT_EQ(log.count("SELECT"), 1U);
    EXPECT_EQ(log.sql().back().find("RETURNING"), std::string::npos);
    EXPECT_THAT(log.to_string(), testing::AllOf(testing::HasSubstr("42"), testing::HasSubstr("43")));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE (id, name) IN (VALUES (42, 'a'), (43, 'b'))"), 2);
}

// --- 10.3

class Semantics10Memory : public testing::Test {
protected:
    static Engine make(const char* url) {
        Engine engine = create_engine(url);
        rowan::metadata<City, User, Post, Tag, Profile>().create_all(engine);
        return engine;
    }
};

TEST_F(Semantics10Memory, R10_3_a_second_taker_in_the_thread_that_holds_the_connection_gets_an_error_at_once) {
    Engine engine = make("sqlite://");
    Session first(engine);
    first.add(City{.name = "Rome"});
    first.flush();
    Session second(engine);
    try {
        static_cast<void>(second.query<City>().count());
        ADD_FAILURE() << "it would be another database";
    } catch (const StateError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("sqlite://?shared"));
    }
    EXPECT_FALSE(second.in_transaction());
    first.commit();
    EXPECT_EQ(second.query<City>().count(), 1) << "once the first has given it back";
}

TEST_F(Semantics10Memory, R10_3_other_threads_wait) {
    Engine engine = make("sqlite://");
    auto first = std::make_unique<Session>(engine);
    first->add(City{.name = "Rome"});
    first->flush();
    std::thread other([&] {
        Session second(engine);
        EXPECT_EQ(second.query<City>().count(), 1);
    });
    while (engine.pool_status().waiting == 0)
        std::this_thread::yield();
    first->commit();
    other.join();
}

TEST_F(Semantics10Memory, R10_3_a_shared_database_allows_several) {
    Engine engine = make("sqlite://?shared");
    Session first(engine);
    Session second(engine);
    first.add(City{.name = "Rome"});
    first.commit();
    EXPECT_EQ(second.query<City>().count(), 1);
    EXPECT_EQ(first.query<City>().count(), 1);
    EXPECT_EQ(engine.pool_status().in_use, 2U);
}

}  // namespace
}  // namespace rowan::rules
