// What rowan costs on PostgreSQL, against hand-written code on libpq that does the same work as fast as one knows how:
// many rows a statement, COPY in binary form, arrays. Client and server want to be on one processor:
//
//     taskset -c 0 tools/with_postgresql.py build/release/bench/bin/postgresql_bench
#include "raw_postgresql.hpp"
#include "server_cases.hpp"

#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

Server server() {
    const char* const url = std::getenv("ROWAN_TEST_POSTGRESQL");
    if (!url)
        throw std::runtime_error("run it under tools/with_postgresql.py, which starts a server");
    return {.url = url, .truncate_users = "TRUNCATE users RESTART IDENTITY", .analyze_users = "ANALYZE users"};
}

namespace {

constexpr const char* into_users = "INSERT INTO users (name, fullname, nickname, age, balance, created_at) VALUES ";
constexpr const char* by_key =
    "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE id = $1::integer";

// --- 10 000 objects are inserted, and have their keys then

std::string values_for(int rows) {
    std::string sql = into_users;
    for (int row = 0, parameter = 1; row < rows; ++row) {
        sql += row == 0 ? "(" : ", (";
        for (const char* type : {"varchar", "varchar", "varchar", "int4", "float8", "int8"}) {
            sql += (sql.back() == '(' ? "$" : ", $") + std::to_string(parameter++);
            if (row == 0)
                sql += std::string("::") + type;
        }
        sql += ")";
    }
    return sql + " RETURNING id";
}

void insert_raw(benchmark::State& state, int rows) {
    empty_table();
    const RawPostgresql database(server().url);
    database.prepare("insert", values_for(rows));
    PostgresqlParameters parameters;
    for (auto _ : state) {
        state.PauseTiming();
        database.run(server().truncate_users);
        std::vector<User> made = users(inserted);
        state.ResumeTiming();
        database.run("BEGIN");
        for (int first = 0; first < inserted; first += rows) {
            parameters.clear();
            for (int i = first; i < first + rows; ++i)
                parameters.add_user(made[static_cast<std::size_t>(i)]);
            const PostgresqlRows keys = database.execute("insert", parameters);
            for (int i = 0; i < rows; ++i)
                made[static_cast<std::size_t>(first + i)].id = keys.integer(i, 0);
        }
        database.run("COMMIT");
        benchmark::DoNotOptimize(made.back().id);
    }
}
void insert_10000_raw_one_by_one(benchmark::State& state) { insert_raw(state, 1); }
void insert_10000_raw(benchmark::State& state) { insert_raw(state, rows_each); }

// --- 100 000 rows are inserted, and nobody asks for their keys

void put_text(std::string& to, std::string_view text) {
    put(to, static_cast<std::int32_t>(text.size()));
    to.append(text);
}

void bulk_100000_raw_copy(benchmark::State& state) {
    empty_table();
    const RawPostgresql database(server().url);
    const std::vector<User> made = users(row_count);
    for (auto _ : state) {
        state.PauseTiming();
        database.run(server().truncate_users);
        state.ResumeTiming();
        database.run("BEGIN");
        database.run("COPY users (name, fullname, nickname, age, balance, created_at) FROM STDIN (FORMAT binary)");
        std::string rows("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
        const auto send = [&] {
            if (PQputCopyData(database.handle(), rows.data(), static_cast<int>(rows.size())) != 1)
                throw std::runtime_error(PQerrorMessage(database.handle()));
            rows.clear();
        };
        for (const User& user : made) {
            put(rows, std::int16_t{6});
            put_text(rows, user.name);
            put_text(rows, user.fullname);
            if (user.nickname)
                put_text(rows, *user.nickname);
            else
                put(rows, std::int32_t{-1});
            put(rows, std::int32_t{4});
            put(rows, std::int32_t{user.age});
            put(rows, std::int32_t{8});
            put_real(rows, user.balance);
            put(rows, std::int32_t{8});
            put(rows, user.created_at);
            if (rows.size() > 60'000)
                send();
        }
        put(rows, std::int16_t{-1});
        send();
        PQputCopyEnd(database.handle(), nullptr);
        while (PGresult* const result = PQgetResult(database.handle()))
            const PostgresqlRows done(result);
        database.run("COMMIT");
    }
}

// --- 20 000 rows are looked up by their keys

void look_up_20000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(server().url);
    database.prepare("get", by_key);
    PostgresqlParameters parameters;
    for (auto _ : state) {
        database.run("BEGIN");
        for (std::int32_t id = 1; id <= looked_up; ++id) {
            parameters.clear();
            parameters.add(id);
            const PostgresqlRows rows = database.execute("get", parameters);
            std::optional<User> user;
            if (rows.size() == 1)
                read_user(rows, 0, user.emplace());
            benchmark::DoNotOptimize(user);
        }
        database.run("COMMIT");
    }
}

/// All are sent before the first answer is read.
void look_up_20000_raw_pipeline(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(server().url);
    database.prepare("get", by_key);
    PostgresqlParameters parameters;
    for (auto _ : state) {
        PQenterPipelineMode(database.handle());
        constexpr int portion = 1'000;
        for (std::int32_t id = 1; id <= looked_up;) {
            for (int i = 0; i < portion; ++i) {
                parameters.clear();
                parameters.add(id++);
                parameters.send(database.handle(), "get");
            }
            PQpipelineSync(database.handle());
            for (int i = 0; i < portion; ++i) {
                const PostgresqlRows rows(PQgetResult(database.handle()));
                User user;
                read_user(rows, 0, user);
                benchmark::DoNotOptimize(user);
                PQgetResult(database.handle());
            }
            PQclear(PQgetResult(database.handle()));
        }
        PQexitPipelineMode(database.handle());
    }
}

// --- 100 000 rows are read

void rows_100000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(server().url);
    database.prepare("all", select_users);
    for (auto _ : state) {
        database.run("BEGIN");
        const std::vector<User> read = read_users(database, "all");
        benchmark::DoNotOptimize(read.data());
        database.run("COMMIT");
    }
}

// --- 10 000 rows are read, changed and written

template <class T>
std::string array_of(const std::vector<T>& numbers, std::int32_t type) {
    std::string bytes;
    for (const std::int32_t header : {1, 0, type, static_cast<std::int32_t>(numbers.size()), 1})
        put(bytes, header);
    for (const T number : numbers) {
        put(bytes, static_cast<std::int32_t>(sizeof number));
        put(bytes, number);
    }
    return bytes;
}
constexpr std::int32_t type_int4 = 23;

void update_10000_raw(benchmark::State& state) {
    filled_table(inserted);
    const RawPostgresql database(server().url);
    database.prepare("all", select_users);
    database.prepare(
        "update",
        "UPDATE users SET age = u.age FROM unnest($1::int4[], $2::int4[]) AS u(id, age) WHERE users.id = u.id");
    PostgresqlParameters parameters;
    std::int32_t round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        std::vector<User> read = read_users(database, "all");
        std::vector<std::int32_t> ids, ages;
        for (User& user : read) {
            user.age = round;
            ids.push_back(user.id);
            ages.push_back(user.age);
        }
        parameters.clear();
        parameters.add(std::string_view(array_of(ids, type_int4)));
        parameters.add(std::string_view(array_of(ages, type_int4)));
        const PostgresqlRows done = database.execute("update", parameters);
        database.run("COMMIT");
    }
}

void update_10000_raw_one_by_one(benchmark::State& state) {
    filled_table(inserted);
    const RawPostgresql database(server().url);
    database.prepare("all", select_users);
    database.prepare("update", "UPDATE users SET age = $2::int4 WHERE id = $1::int4");
    PostgresqlParameters parameters;
    std::int32_t round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        std::vector<User> read = read_users(database, "all");
        for (User& user : read) {
            user.age = round;
            parameters.clear();
            parameters.add(std::int32_t{user.id});
            parameters.add(std::int32_t{user.age});
            const PostgresqlRows done = database.execute("update", parameters);
        }
        database.run("COMMIT");
    }
}

BENCHMARK(insert_10000_raw_one_by_one)->Unit(benchmark::kMillisecond);
BENCHMARK(insert_10000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(insert_10000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(bulk_100000_raw_copy)->Unit(benchmark::kMillisecond);
BENCHMARK(bulk_100000_rowan)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_rowan)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_raw_pipeline)->Unit(benchmark::kMillisecond);
BENCHMARK(look_up_20000_get_many)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_structs)->Unit(benchmark::kMillisecond);
BENCHMARK(rows_100000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_raw_one_by_one)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_session)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bench
