// What rowan costs on MariaDB, against hand-written code on Connector/C that does the same work as fast as one knows
// how: many rows a statement, arrays of parameters. Client and server want to be on one processor:
//
//     taskset -c 0 tools/with_mariadb.py build/release/bench/bin/mariadb_bench
#include "raw_mariadb.hpp"
#include "server_cases.hpp"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

Server server() {
    const char* const url = std::getenv("ROWAN_TEST_MARIADB_SOCKET");
    if (!url)
        throw std::runtime_error("run it under tools/with_mariadb.py, which starts a server");
    return {.url = url, .truncate_users = "TRUNCATE users", .analyze_users = "ANALYZE TABLE users"};
}

namespace {

constexpr const char* by_key = "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE id = ?";

// --- 10 000 objects are inserted, and have their keys then

std::string values_for(int rows, const char* end) {
    std::string sql = "INSERT INTO users (name, fullname, nickname, age, balance, created_at) VALUES ";
    for (int row = 0; row < rows; ++row)
        sql += row == 0 ? "(?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?)";
    return sql + end;
}

void insert_raw(benchmark::State& state, int rows) {
    empty_table();
    const RawMariadb database(server().url);
    RawStatement insert(database, values_for(rows, " RETURNING id"));
    UserParameters parameters;
    parameters.reserve(static_cast<std::size_t>(rows));
    for (auto _ : state) {
        state.PauseTiming();
        database.run(server().truncate_users);
        std::vector<User> made = users(inserted);
        state.ResumeTiming();
        database.run("BEGIN");
        for (int first = 0; first < inserted; first += rows) {
            parameters.clear();
            for (int i = first; i < first + rows; ++i)
                parameters.add(made[static_cast<std::size_t>(i)]);
            insert.execute(parameters.binds);
            int id = 0;
            MYSQL_BIND key = bind_number(id);
            insert.check(mysql_stmt_bind_result(insert.handle(), &key));
            for (int i = first; mysql_stmt_fetch(insert.handle()) == 0; ++i)
                made[static_cast<std::size_t>(i)].id = id;
        }
        database.run("COMMIT");
        benchmark::DoNotOptimize(made.back().id);
    }
}
void insert_10000_raw_one_by_one(benchmark::State& state) { insert_raw(state, 1); }
void insert_10000_raw(benchmark::State& state) { insert_raw(state, rows_each); }

// --- 100 000 rows are inserted, and nobody asks for their keys

void bulk_100000_raw_arrays(benchmark::State& state) {
    empty_table();
    const RawMariadb database(server().url);
    RawStatement insert(database, values_for(1, ""));
    std::vector<User> made = users(row_count);
    UserColumns columns;
    for (auto _ : state) {
        state.PauseTiming();
        database.run(server().truncate_users);
        state.ResumeTiming();
        database.run("BEGIN");
        constexpr std::size_t portion = 10'000;
        for (std::size_t first = 0; first < made.size(); first += portion) {
            std::vector<MYSQL_BIND> binds = columns.columns(made, first, portion);
            insert.execute(binds, portion);
        }
        database.run("COMMIT");
    }
}

// --- 20 000 rows are looked up by their keys

void look_up_20000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawMariadb database(server().url);
    RawStatement get(database, by_key);
    UserReader reader(get);
    for (auto _ : state) {
        database.run("BEGIN");
        for (int id = 1; id <= looked_up; ++id) {
            std::vector<MYSQL_BIND> key{bind_number(id)};
            get.execute(key);
            User user;
            reader.next(user);
            mysql_stmt_free_result(get.handle());
            benchmark::DoNotOptimize(user);
        }
        database.run("COMMIT");
    }
}

// --- 100 000 rows are read

void rows_100000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawMariadb database(server().url);
    RawStatement all(database, select_users);
    UserReader reader(all);
    for (auto _ : state) {
        const std::vector<User> read = reader.all();
        benchmark::DoNotOptimize(read.data());
    }
}

// --- 10 000 rows are read, changed and written

void update_10000_raw_arrays(benchmark::State& state) {
    filled_table(inserted);
    const RawMariadb database(server().url);
    RawStatement all(database, select_users);
    RawStatement update(database, "UPDATE users SET age = ? WHERE id = ?");
    UserReader reader(all);
    int round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        std::vector<User> read = reader.all();
        std::vector<int> ids, ages;
        for (User& user : read) {
            user.age = round;
            ids.push_back(user.id);
            ages.push_back(user.age);
        }
        std::vector<MYSQL_BIND> columns{bind_number(ages[0]), bind_number(ids[0])};
        update.execute(columns, static_cast<unsigned>(ids.size()));
        database.run("COMMIT");
    }
}

BENCHMARK(insert_10000_raw_one_by_one)->Unit(benchmark::kMillisecond);
BENCHMARK(insert_10000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(insert_10000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(bulk_100000_raw_arrays)->Unit(benchmark::kMillisecond);
BENCHMARK(bulk_100000_rowan)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_rowan)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_get_many)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_structs)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_raw_arrays)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_session)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bench
