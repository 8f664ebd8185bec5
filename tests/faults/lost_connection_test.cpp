// One connection ends, and the server lives: in the pool, behind a stream, and at each place of what the server says.
// What commit() tells is true, nothing is there twice, and the pool costs one error at most.
#include "cutting_proxy.hpp"
#include "rules_support.hpp"
#include <rowan/schema/metadata.hpp>

#include <gmock/gmock.h>

#include <functional>
#include <thread>

namespace rowan::rules {
namespace {

using namespace std::chrono_literals;

class LostConnection : public RulesTest {
protected:
    LostConnection() { session.rollback(); }

    /// Of the server, as it calls the connection.
    std::string number_of(Connection& connection) {
        const char* const query =
            test::is_tested_on_mysql_family() ? "SELECT connection_id()" : "SELECT pg_backend_pid()";
        return connection.exec_driver_sql(query).scalar().to_display();
    }
    void end_connection(const std::string& number) {
        const Engine other = database.engine();
        other.connect().exec_driver_sql(
            test::is_tested_on_mysql_family() ? "KILL " + number : "SELECT pg_terminate_backend(" + number + ", 5000)");
        std::this_thread::sleep_for(100ms);  // until the client's side has heard of it
    }
    /// Leaves a connection in the pool that has ended.
    void end_pooled_connection() {
        std::string number;
        {
            Connection connection = engine.connect();
            number = number_of(connection);
            connection.commit();
        }
        end_connection(number);
    }
    std::int64_t cities() {
        const Engine other = database.engine();
        return other.connect().exec_driver_sql("SELECT count(*) FROM cities").scalar().as<std::int64_t>();
    }
};

struct Work {
    const char* name;
    int cities;  // that it inserts
    std::function<void(Engine&)> run;
};
void PrintTo(const Work& work, std::ostream* out) { *out << work.name; }

const Work works[] = {
    {"session", 1,
     [](Engine& on) {
         Session session(on);
         session.add(City{.name = "a"});
         session.commit();
     }},
    {"bulk_insert", 2,
     [](Engine& on) {
         Connection connection = on.connect();
         connection.execute(insert<City>(), std::vector<City>(2));
         connection.commit();
     }},
    {"sets", 2,
     [](Engine& on) {
         Connection connection = on.connect();
         connection.execute(insert<City>(), std::vector<Parameters>{{{"name", "a"}}, {{"name", "b"}}});
         connection.commit();
     }},
    {"create_all", 0, [](Engine& on) { metadata<City, User, Post, Tag, Profile>().create_all(on); }},
    {"reflect", 0,
     [](Engine& on) {
         MetaData found;
         found.reflect(on);
     }},
    {"query", 0,
     [](Engine& on) {
         Session session(on);
         session.query<City>().all();
     }},
    {"look_up", 0,
     [](Engine& on) {
         Session session(on);
         session.get<City>(1);
     }},
    {"stream", 0,
     [](Engine& on) {
         Connection connection = on.connect();
         Result rows = connection.stream(text("SELECT name FROM cities"));
         for (const Row& row : rows)
             static_cast<void>(row);
     }},
    {"script", 0, [](Engine& on) { on.connect().run_script("SELECT 1"); }},
};

class LostInPool : public LostConnection, public ::testing::WithParamInterface<Work> {};

TEST_P(LostInPool, CostsOneErrorAtMost) {
    const Work& work = GetParam();
    end_pooled_connection();
    int errors = 0;
    int done = 0;
    for (int i = 0; i < 4; ++i) {
        try {
            work.run(engine);
            ++done;
        } catch (const DisconnectedError&) {
            ++errors;
        }
    }
    EXPECT_LE(errors, 1);
    EXPECT_EQ(cities(), done * work.cities);
}

INSTANTIATE_TEST_SUITE_P(All, LostInPool, ::testing::ValuesIn(works),
                         [](const auto& work) { return std::string(work.param.name); });

TEST_F(LostConnection, InTheMiddleOfAStreamIsToldByTheCommit) {
    run("CREATE TABLE numbers (n INT)");
    {
        Connection connection = engine.connect();
        std::vector<Parameters> sets;
        for (int i = 0; i < 5000; ++i)
            sets.push_back({{"n", i}});
        connection.execute(text("INSERT INTO numbers VALUES (:n)"), sets);
        connection.commit();
    }
    Connection connection = engine.connect();
    const std::string number = number_of(connection);
    connection.execute(insert<City>().values(col<&City::name> = "lost"));
    {
        Result rows = connection.stream(text("SELECT n FROM numbers"));
        ASSERT_TRUE(rows.fetch_one());
        end_connection(number);
    }
    EXPECT_THROW(connection.commit(), DisconnectedError);
    connection.rollback();
    EXPECT_EQ(cities(), 0);
}

/// Does it with the connection cut behind each byte that the server says meanwhile. (Each third on the servers where a
/// connection takes long.)
void check_each_cut(const Engine& direct, test::CuttingProxy& proxy, const Work& work) {
    const auto cities = [&] {
        return direct.connect().exec_driver_sql("SELECT count(*) FROM cities").scalar().as<std::int64_t>();
    };
    std::int64_t before = cities();
    std::int64_t length = 0;
    const std::int64_t step = test::is_tested_on_mysql_family() ? 3 : 1;
    for (std::int64_t place = -1; place < length; place += place < 0 ? 1 : step) {
        Engine engine = create_engine(proxy.url());
        engine.connect().exec_driver_sql("SELECT 1");
        std::string told = "done";
        const std::int64_t said = proxy.bytes();
        if (place >= 0)
            proxy.cut_after(place);
        try {
            work.run(engine);
        } catch (const CommitUnknownError&) {
            told = "unknown";
        } catch (const DisconnectedError&) {
            told = "lost";
        } catch (const Error& error) {
            told = error.what();
        }
        proxy.cut_no_more();
        if (place < 0)
            length = proxy.bytes() - said;
        std::int64_t now = cities();
        // The server may still be at it.
        for (int i = 0; told == "unknown" && now == before && i < 20; ++i) {
            std::this_thread::sleep_for(1ms);
            now = cities();
        }
        const std::int64_t made = now - before;
        before = now;
        SCOPED_TRACE(std::string(work.name) + ", cut behind " + std::to_string(place) + " bytes, told: " + told);
        if (told == "done")
            ASSERT_EQ(made, work.cities);
        else if (told == "lost")
            ASSERT_EQ(made, 0);
        else
            ASSERT_TRUE(told == "unknown" && (made == 0 || made == work.cities)) << made;
    }
}

TEST_F(LostConnection, AtAnyPlaceOfWhatTheServerSaysIsToldTruly) {
    test::CuttingProxy proxy(Url::parse(database.url()));
    const Work execution{"execution", 1, [](Engine& on) {
                             Connection connection = on.connect();
                             connection.execute(insert<City>().values(col<&City::name> = "a"));
                             connection.commit();
                         }};
    const Work automatic{"begin", 1, [](Engine& on) {
                             on.begin([](Connection& connection) {
                                 connection.execute(insert<City>().values(col<&City::name> = "a"));
                                 connection.exec_driver_sql("SELECT count(*) FROM cities");
                             });
                         }};
    check_each_cut(engine, proxy, execution);
    check_each_cut(engine, proxy, automatic);
    check_each_cut(engine, proxy, works[0]);
    check_each_cut(engine, proxy, works[1]);
}

}  // namespace
}  // namespace rowan::rules
