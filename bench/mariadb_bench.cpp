// What rowan costs on MariaDB, against hand-written code on Connector/C that does the same work as fast as one knows
// how: many rows a statement, arrays of parameters. Client and server want to be on one processor:
//
//     taskset -c 0 tools/with_mariadb.py build/release/bench/bin/mariadb_bench
#include "raw_mariadb.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace {

using bench::RawMariadb;
using bench::RawStatement;
using bench::User;

constexpr int inserted = 10'000;
constexpr int looked_up = 20'000;
constexpr int row_count = 100'000;
constexpr int rows_each = 1'000;  // of one INSERT

constexpr const char* by_key = "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE id = ?";

std::vector<User> users(int count) {
    std::vector<User> made;
    for (int i = 0; i < count; ++i)
        made.push_back(bench::user_number(i));
    return made;
}

/// An empty table, before each measurement.
const rowan::Engine& empty_table() {
    static const rowan::Engine engine = [] {
        rowan::Engine made = rowan::create_engine(bench::server_url());
        rowan::metadata<User>().drop_all(made);
        rowan::metadata<User>().create_all(made);
        return made;
    }();
    engine.begin([](rowan::Connection& connection) { connection.exec_driver_sql("TRUNCATE users"); });
    return engine;
}

const rowan::Engine& filled_table(int count) {
    const rowan::Engine& engine = empty_table();
    engine.begin([&](rowan::Connection& connection) { connection.execute(rowan::insert<User>(), users(count)); });
    return engine;
}

// --- 10 000 objects are inserted, and have their keys then

std::string values_for(int rows, const char* end) {
    std::string sql = "INSERT INTO users (name, fullname, nickname, age, balance, created_at) VALUES ";
    for (int row = 0; row < rows; ++row)
        sql += row == 0 ? "(?, ?, ?, ?, ?, ?)" : ", (?, ?, ?, ?, ?, ?)";
    return sql + end;
}

void insert_raw(benchmark::State& state, int rows) {
    empty_table();
    const RawMariadb database(bench::server_url());
    RawStatement insert(database, values_for(rows, " RETURNING id"));
    bench::UserParameters parameters;
    parameters.reserve(static_cast<std::size_t>(rows));
    for (auto _ : state) {
        state.PauseTiming();
        database.run("TRUNCATE users");
        std::vector<User> made = users(inserted);
        state.ResumeTiming();
        database.run("BEGIN");
        for (int first = 0; first < inserted; first += rows) {
            parameters.clear();
            for (int i = first; i < first + rows; ++i)
                parameters.add(made[static_cast<std::size_t>(i)]);
            insert.execute(parameters.binds);
            int id = 0;
            MYSQL_BIND key = bench::bind_number(id);
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

void insert_10000_session(benchmark::State& state) {
    const rowan::Engine& engine = empty_table();
    for (auto _ : state) {
        state.PauseTiming();
        empty_table();
        std::vector<User> made = users(inserted);
        auto session = std::make_unique<rowan::Session>(engine);
        state.ResumeTiming();
        for (User& user : made)
            session->add(std::move(user));
        session->commit();
        state.PauseTiming();
        session.reset();
        state.ResumeTiming();
    }
}

// --- 100 000 rows are inserted, and nobody asks for their keys

void bulk_100000_raw_arrays(benchmark::State& state) {
    empty_table();
    const RawMariadb database(bench::server_url());
    RawStatement insert(database, values_for(1, ""));
    std::vector<User> made = users(row_count);
    bench::UserColumns columns;
    for (auto _ : state) {
        state.PauseTiming();
        database.run("TRUNCATE users");
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

void bulk_100000_rowan(benchmark::State& state) {
    const rowan::Engine& engine = empty_table();
    const std::vector<User> made = users(row_count);
    rowan::Connection connection = engine.connect();
    for (auto _ : state) {
        state.PauseTiming();
        connection.exec_driver_sql("TRUNCATE users");
        connection.commit();
        state.ResumeTiming();
        connection.execute(rowan::insert<User>(), made);
        connection.commit();
    }
}

// --- 20 000 rows are looked up by their keys

void look_up_20000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawMariadb database(bench::server_url());
    RawStatement get(database, by_key);
    bench::UserReader reader(get);
    for (auto _ : state) {
        database.run("BEGIN");
        for (int id = 1; id <= looked_up; ++id) {
            std::vector<MYSQL_BIND> key{bench::bind_number(id)};
            get.execute(key);
            User user;
            reader.next(user);
            mysql_stmt_free_result(get.handle());
            benchmark::DoNotOptimize(user);
        }
        database.run("COMMIT");
    }
}

void look_up_20000_rowan(benchmark::State& state) {
    rowan::Connection connection = filled_table(row_count).connect();
    for (auto _ : state) {
        for (int id = 1; id <= looked_up; ++id) {
            std::optional<User> user = connection.get<User>(id);
            benchmark::DoNotOptimize(user);
        }
        connection.commit();
    }
}

void look_up_20000_get_many(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    std::vector<int> keys(looked_up);
    std::iota(keys.begin(), keys.end(), 1);
    for (auto _ : state) {
        rowan::Session session(engine);
        const std::vector<User*> found = session.get_many<User>(keys);
        benchmark::DoNotOptimize(found.data());
    }
}

// --- 100 000 rows are read

void rows_100000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawMariadb database(bench::server_url());
    RawStatement all(database, bench::select_users);
    bench::UserReader reader(all);
    std::vector<MYSQL_BIND> none;
    for (auto _ : state) {
        all.execute(none);
        all.check(mysql_stmt_store_result(all.handle()));
        std::vector<User> read(mysql_stmt_num_rows(all.handle()));
        for (User& user : read)
            reader.next(user);
        mysql_stmt_free_result(all.handle());
        benchmark::DoNotOptimize(read.data());
    }
}

void rows_100000_structs(benchmark::State& state) {
    rowan::Connection connection = filled_table(row_count).connect();
    for (auto _ : state) {
        const std::vector<User> read = connection.fetch<User>(rowan::select<User>());
        benchmark::DoNotOptimize(read.data());
        connection.commit();
    }
}

void rows_100000_session(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    for (auto _ : state) {
        rowan::Session session(engine);
        const auto read = session.scalars(rowan::select<User>());
        benchmark::DoNotOptimize(&read.front());
    }
}

// --- 10 000 rows are read, changed and written

void update_10000_raw_arrays(benchmark::State& state) {
    filled_table(inserted);
    const RawMariadb database(bench::server_url());
    RawStatement all(database, bench::select_users);
    RawStatement update(database, "UPDATE users SET age = ? WHERE id = ?");
    bench::UserReader reader(all);
    std::vector<MYSQL_BIND> none;
    int round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        all.execute(none);
        all.check(mysql_stmt_store_result(all.handle()));
        std::vector<User> read(mysql_stmt_num_rows(all.handle()));
        for (User& user : read)
            reader.next(user);
        mysql_stmt_free_result(all.handle());
        std::vector<int> ids, ages;
        for (User& user : read) {
            user.age = round;
            ids.push_back(user.id);
            ages.push_back(user.age);
        }
        std::vector<MYSQL_BIND> columns{bench::bind_number(ages[0]), bench::bind_number(ids[0])};
        update.execute(columns, static_cast<unsigned>(ids.size()));
        database.run("COMMIT");
    }
}

void update_10000_session(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(inserted);
    int round = 0;
    for (auto _ : state) {
        ++round;
        rowan::Session session(engine);
        for (User& user : session.scalars(rowan::select<User>()))
            user.age = round;
        session.commit();
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
