// The server is killed (SIGKILL) in the middle of a flush, of a statement, of a commit, of a stream, and while
// connections wait in the pool: nothing is lost, nothing is there twice, what is told is true, and the next transaction
// works.
#include "rules_support.hpp"
#include "traits.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <thread>
#include <utility>

namespace rowan::rules {
namespace {

using namespace std::chrono_literals;

/// The process that the session's statements are done by: all of the server on MariaDB and MySQL, and on PostgreSQL one
/// whose death makes the server end all others and recover.
pid_t server_process(Session& session) {
    if (test::is_tested_on("postgresql"))
        return session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar().as<pid_t>();
    std::ifstream file(std::getenv(test::is_tested_on("mariadb") ? "ROWAN_TEST_MARIADB_PID" : "ROWAN_TEST_MYSQL_PID"));
    pid_t process = 0;
    file >> process;
    return process;
}

class KilledServer : public RulesTest {
protected:
    KilledServer() {
        // Of the tests' server, which may lose what its own process has not written yet.
        if (test::is_tested_on_mysql_family())
            run("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
        session.add(City{.name = "before"});
        session.commit();
        process = server_process(session);
        session.rollback();
    }
    ~KilledServer() override { wait_until_back(); }

    void kill_server() {
        ASSERT_GT(process, 1);
        ASSERT_EQ(::kill(process, SIGKILL), 0);
        killed = true;
    }
    /// In a while, from another thread.
    std::jthread kill_later(std::chrono::microseconds delay) {
        return std::jthread([this, delay] {
            std::this_thread::sleep_for(delay);
            kill_server();
        });
    }
    /// Until the server takes connections again.
    void wait_until_back() {
        for (int i = 0; killed && i < 600; ++i) {
            std::this_thread::sleep_for(100ms);
            try {
                database.engine().connect().exec_driver_sql("SELECT 1");
                killed = false;
            } catch (const Error&) {
                continue;
            }
        }
        EXPECT_FALSE(killed) << "the server did not come back";
    }
    /// By an engine whose connections are all new.
    std::int64_t rows_of(const std::string& table) {
        const Engine fresh = database.engine();
        return fresh.connect().exec_driver_sql("SELECT count(*) FROM " + table).scalar().as<std::int64_t>();
    }
    /// Makes each INSERT into cities take so long.
    void slow_down_cities(const std::string& seconds) {
        if (test::is_tested_on_mysql_family()) {
            run("CREATE TRIGGER slow BEFORE INSERT ON cities FOR EACH ROW DO SLEEP(" + seconds + ")");
        } else {
            run("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(" + seconds +
                "); RETURN NEW; END $$; CREATE TRIGGER slow BEFORE INSERT ON cities FOR EACH ROW EXECUTE FUNCTION "
                "slow()");
        }
    }
    void add_graph(Session& to) {
        to.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
        to.add(User{.name = "wendy", .posts = {Post{.title = "c"}}});
    }

    pid_t process = 0;
    std::atomic<bool> killed = false;
};

TEST_F(KilledServer, between_two_statements_of_a_flush) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "a"}, Post{.title = "b"}}});
    Post& first = ed.posts[0];
    const ListenerId listener = engine.before_execute([&](const ExecutionEvent& event) {
        if (!killed && event.sql.find("INSERT INTO posts") != std::string_view::npos)
            kill_server();
    });
    EXPECT_THROW(session.commit(), DisconnectedError);
    engine.remove_listener(listener);
    ASSERT_TRUE(killed);
    EXPECT_THROW(session.commit(), PendingRollbackError);
    EXPECT_EQ(ed.name, "ed") << "loaded members can be read";
    EXPECT_EQ(ed.id, 0) << "what the flush wrote is taken back";
    session.rollback();
    EXPECT_EQ(session.state(ed), ObjectState::transient);
    wait_until_back();
    EXPECT_EQ(rows_of("users"), 0);
    EXPECT_EQ(rows_of("cities"), 1);

    session.restore(ed);
    session.commit();
    EXPECT_EQ(session.state(first), ObjectState::persistent);
    EXPECT_EQ(rows_of("users"), 1);
    EXPECT_EQ(rows_of("posts"), 2);
}

TEST_F(KilledServer, in_the_middle_of_a_statement) {
    slow_down_cities("5");
    City& city = session.add(City{.name = "after"});
    const std::jthread killer = kill_later(300ms);
    EXPECT_THROW(session.flush(), DisconnectedError);
    session.rollback();
    wait_until_back();
    EXPECT_EQ(rows_of("cities"), 1);
    run("DROP TRIGGER slow" + std::string(test::is_tested_on_mysql_family() ? "" : " ON cities"));
    session.restore(city);
    session.commit();
    EXPECT_EQ(rows_of("cities"), 2);
}

TEST_F(KilledServer, about_the_time_of_a_commit) {
    // A connection that dies in the pool is noticed by who takes it.
    const Engine careful = create_engine(database.url(), {.pool_pre_ping = true});
    std::int64_t users = 0;
    for (int trial = 0; trial < 6; ++trial) {
        Session writer(careful);
        writer.scalar(text("SELECT 1"));
        process = server_process(writer);
        const std::string name = "u" + std::to_string(trial);
        writer.add(User{.name = name, .posts = {Post{.title = "a"}, Post{.title = "b"}}});
        writer.flush();
        std::string told = "committed";
        {
            const std::jthread killer = kill_later(std::chrono::microseconds(trial * 60));
            try {
                writer.commit();
            } catch (const CommitUnknownError&) {
                told = "unknown";
            } catch (const DisconnectedError&) {
                told = "not committed";
            }
        }
        writer.close();
        wait_until_back();
        const std::int64_t now = rows_of("users");
        EXPECT_EQ(rows_of("posts"), 2 * now) << "all of it or nothing";
        if (told == "committed")
            EXPECT_EQ(now, users + 1) << trial;
        else if (told == "not committed")
            EXPECT_EQ(now, users) << trial;
        else
            EXPECT_TRUE(now == users || now == users + 1) << trial;
        users = now;
    }
    Session writer(careful);
    add_graph(writer);
    writer.commit();
    EXPECT_EQ(rows_of("users"), users + 2);
}

TEST_F(KilledServer, in_the_middle_of_a_commit) {
    if (!test::traits().triggers_at_commit)
        GTEST_SKIP() << "this database has no trigger that makes a COMMIT wait";
    run("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(5); RETURN NULL; END $$;"
        "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON users DEFERRABLE INITIALLY DEFERRED FOR EACH ROW "
        "EXECUTE FUNCTION slow()");
    add_graph(session);
    session.flush();
    {
        const std::jthread killer = kill_later(300ms);
        EXPECT_THROW(session.commit(), CommitUnknownError);
    }
    EXPECT_THROW(session.commit(), StateError) << "nobody knows what its objects are: it can be closed";
    session.close();
    wait_until_back();
    EXPECT_EQ(rows_of("users"), 0);
    run("DROP TRIGGER slow ON users");
    Session next(engine);
    add_graph(next);
    next.commit();
    EXPECT_EQ(rows_of("posts"), 3);
}

TEST_F(KilledServer, in_the_middle_of_a_stream) {
    for (int i = 0; i < 20'000; ++i)
        session.add(City{.name = std::string(200, 'x')});
    session.commit();
    session.clear();
    std::size_t read = 0;
    EXPECT_THROW(
        {
            for (City& city : session.query<City>().order_by(col<&City::id>).yield_per(100)) {
                read += city.name.empty() ? 0 : 1;
                if (read == 250)
                    kill_server();
            }
        },
        DisconnectedError);
    EXPECT_GE(read, 250U);
    EXPECT_LT(read, 20'001U);
    session.rollback();
    wait_until_back();
    EXPECT_EQ(session.query<City>().count(), 20'001);
    add_graph(session);
    session.commit();
    EXPECT_EQ(rows_of("users"), 2);
}

TEST_F(KilledServer, while_connections_wait_in_the_pool) {
    session.close();
    const Engine careful = create_engine(database.url(), {.pool_pre_ping = true});
    for (const Engine* each : {&std::as_const(engine), &careful}) {
        Connection first = each->connect();
        Connection second = each->connect();
        Connection third = each->connect();
        for (Connection* connection : {&first, &second, &third})
            connection->exec_driver_sql("SELECT 1");
    }
    {
        Session other(engine);
        process = server_process(other);
    }
    kill_server();
    wait_until_back();
    EXPECT_EQ(careful.connect().exec_driver_sql("SELECT 1").scalar(), Value(1)) << "asked before it is given";
    int lost = 0;
    for (int i = 0; i < 4; ++i) {
        try {
            engine.connect().exec_driver_sql("SELECT 1");
        } catch (const DisconnectedError&) {
            ++lost;
        }
    }
    EXPECT_EQ(lost, 1) << "the pool asks the others whether they live";
    Session next(engine);
    add_graph(next);
    next.commit();
    EXPECT_EQ(rows_of("users"), 2);
}

TEST_F(KilledServer, while_others_wait_for_a_connection) {
    session.close();
    const Engine full = create_engine(database.url(), {.pool_size = 2, .max_overflow = 0});
    Session first(full);
    process = server_process(first);
    first.rollback();
    Connection second = full.connect();
    second.exec_driver_sql("SELECT 1");
    second.rollback();
    first.scalar(text("SELECT 1"));
    std::atomic<int> served = 0;
    const auto ask = [&] {
        EXPECT_EQ(full.connect().exec_driver_sql("SELECT 1").scalar(), Value(1));
        ++served;
    };
    kill_server();
    wait_until_back();
    {
        const std::jthread third(ask);
        const std::jthread fourth(ask);
        while (full.pool_status().waiting < 2)
            std::this_thread::sleep_for(1ms);
        EXPECT_THROW(first.scalar(text("SELECT 1")), DisconnectedError);
        first.close();
        second.close();  // it has not met its end yet, and is not handed on
    }
    EXPECT_EQ(served, 2);
}

}  // namespace
}  // namespace rowan::rules
