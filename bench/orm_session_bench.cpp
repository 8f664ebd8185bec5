// What a session costs when it reads: every row becomes an object that it owns, knows by its key, and follows the
// changes of. Against loops that just read the rows into structs. Ratios within one run are what counts.
#include "raw_sqlite.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <optional>
#include <vector>

namespace {

using bench::User;

constexpr int row_count = 100'000;

/// An engine with one connection, whose table is full.
const rowan::Engine& full_engine() {
    static const rowan::Engine engine = [] {
        rowan::Engine made = rowan::create_engine("sqlite://");
        rowan::metadata<User>().create_all(made);
        made.begin([](rowan::Connection& connection) {
            bench::fill_users(bench::RawDatabase(connection.driver_connection()), row_count);
        });
        return made;
    }();
    return engine;
}

/// Runs `work` with the handle that rowan's sessions use as well, in one transaction.
template <class Work>
void measure_raw(benchmark::State& state, Work&& work) {
    rowan::Connection connection = full_engine().connect();
    const bench::RawDatabase database(connection.driver_connection());
    for (auto _ : state) {
        database.run("BEGIN");
        work(database);
        database.run("COMMIT");
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}

void rows_100000_raw(benchmark::State& state) {
    measure_raw(state, [](const bench::RawDatabase& database) {
        std::vector<User> users;
        bench::RawStatement select(database, bench::select_users);
        while (select.step())
            bench::read_user(select, users.emplace_back());
        benchmark::DoNotOptimize(users.data());
    });
}

template <class Session>
void rows_100000(benchmark::State& state) {
    const rowan::Engine& engine = full_engine();
    for (auto _ : state) {
        Session session(engine);
        const auto users = session.scalars(rowan::select<User>());
        benchmark::DoNotOptimize(&users.front());
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
void rows_100000_session(benchmark::State& state) { rows_100000<rowan::Session>(state); }
void rows_100000_read_session(benchmark::State& state) { rows_100000<rowan::ReadSession>(state); }

constexpr const char* select_by_key =
    "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE id = ?";

void get_100000_raw(benchmark::State& state) {
    measure_raw(state, [](const bench::RawDatabase& database) {
        bench::RawStatement select(database, select_by_key);
        for (int id = 1; id <= row_count; ++id) {
            std::optional<User> user;
            select.bind(1, id);
            if (select.step())
                bench::read_user(select, user.emplace());
            select.reset();
            benchmark::DoNotOptimize(user);
        }
    });
}

/// All of them are there in the end, as they are in a session.
void get_100000_raw_kept(benchmark::State& state) {
    measure_raw(state, [](const bench::RawDatabase& database) {
        std::vector<User> users;
        bench::RawStatement select(database, select_by_key);
        for (int id = 1; id <= row_count; ++id) {
            select.bind(1, id);
            if (select.step())
                bench::read_user(select, users.emplace_back());
            select.reset();
        }
        benchmark::DoNotOptimize(users.data());
    });
}

void get_100000_session(benchmark::State& state) {
    const rowan::Engine& engine = full_engine();
    for (auto _ : state) {
        rowan::Session session(engine);
        for (int id = 1; id <= row_count; ++id)
            benchmark::DoNotOptimize(session.get<User>(id));
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}

/// A small query beside many objects: what it reads may have been changed in memory, so all are compared.
void query_beside_100000(benchmark::State& state) {
    rowan::Session session(full_engine());
    const auto users = session.scalars(rowan::select<User>());
    for (auto _ : state)
        benchmark::DoNotOptimize(session.scalar(rowan::select<User>().where(rowan::col<&User::id> == 1)));
    state.SetItemsProcessed(state.iterations() * row_count);
}

BENCHMARK(rows_100000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_read_session)->Unit(benchmark::kMillisecond);
BENCHMARK(get_100000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(get_100000_raw_kept)->Unit(benchmark::kMillisecond);
BENCHMARK(get_100000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(query_beside_100000)->Unit(benchmark::kMillisecond);

}  // namespace
