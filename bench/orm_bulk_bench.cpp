// Writing ranges, against the loop over a prepared statement that one writes by hand. Ratios within one run are what
// counts.
#include "raw_sqlite.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <vector>

namespace {

using bench::RawDatabase;
using bench::RawStatement;
using bench::User;

constexpr int row_count = 100'000;

const std::vector<User>& users() {
    static const std::vector<User> made = [] {
        std::vector<User> all;
        for (int i = 0; i < row_count; ++i)
            all.push_back(bench::user_number(i));
        return all;
    }();
    return made;
}

/// Each measured round writes into an empty table and commits.
template <class Write>
void measure(benchmark::State& state, Write&& write) {
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<User>().create_all(engine);
    rowan::Connection connection = engine.connect();
    for (auto _ : state) {
        write(connection);
        state.PauseTiming();
        connection.execute(rowan::text("DELETE FROM users"));
        connection.commit();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}

void raw_insert(benchmark::State& state) {
    measure(state, [](rowan::Connection& connection) {
        const RawDatabase database(connection.driver_connection());
        database.run("BEGIN IMMEDIATE");
        {
            RawStatement statement(database,
                                   "INSERT INTO users (name, fullname, nickname, age, balance, created_at) "
                                   "VALUES (?, ?, ?, ?, ?, ?)");
            for (const User& user : users()) {
                bench::bind_user(statement, user);
                statement.run();
            }
        }
        database.run("COMMIT");
    });
}
BENCHMARK(raw_insert)->Unit(benchmark::kMillisecond);

void rowan_insert(benchmark::State& state) {
    measure(state, [](rowan::Connection& connection) {
        connection.execute(rowan::insert<User>(), users());
        connection.commit();
    });
}
BENCHMARK(rowan_insert)->Unit(benchmark::kMillisecond);

void rowan_insert_with_keys(benchmark::State& state) {
    std::vector<User> mine = users();
    measure(state, [&](rowan::Connection& connection) {
        for (User& user : mine)
            user.id = 0;
        connection.execute(rowan::insert<User>(), rowan::rows(mine).write_back());
        connection.commit();
    });
}
BENCHMARK(rowan_insert_with_keys)->Unit(benchmark::kMillisecond);

}  // namespace
