// What rowan costs on PostgreSQL, against hand-written code on libpq that does the same work as fast as one knows how:
// many rows a statement, COPY in binary form, arrays. Client and server want to be on one processor:
//
//     taskset -c 0 tools/with_postgresql.py build/release/bench/bin/postgresql_bench
#include "raw_postgresql.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace {

using bench::PostgresqlParameters;
using bench::PostgresqlRows;
using bench::RawPostgresql;
using bench::User;

constexpr int inserted = 10'000;
constexpr int looked_up = 20'000;
constexpr int row_count = 100'000;
constexpr int rows_each = 1'000;  // of one INSERT

constexpr const char* into_users = "INSERT INTO users (name, fullname, nickname, age, balance, created_at) VALUES ";
constexpr const char* by_key =
    "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE id = $1::integer";

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
    engine.begin([](rowan::Connection& connection) { connection.exec_driver_sql("TRUNCATE users RESTART IDENTITY"); });
    return engine;
}

const rowan::Engine& filled_table(int count) {
    const rowan::Engine& engine = empty_table();
    engine.begin([&](rowan::Connection& connection) { connection.execute(rowan::insert<User>(), users(count)); });
    rowan::Connection connection = engine.connect();
    connection.exec_driver_sql("ANALYZE users");
    connection.commit();
    return engine;
}

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
    const RawPostgresql database(bench::server_url());
    database.prepare("insert", values_for(rows));
    PostgresqlParameters parameters;
    for (auto _ : state) {
        state.PauseTiming();
        database.run("TRUNCATE users RESTART IDENTITY");
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

void put_text(std::string& to, std::string_view text) {
    bench::put(to, static_cast<std::int32_t>(text.size()));
    to.append(text);
}

void bulk_100000_raw_copy(benchmark::State& state) {
    empty_table();
    const RawPostgresql database(bench::server_url());
    const std::vector<User> made = users(row_count);
    for (auto _ : state) {
        state.PauseTiming();
        database.run("TRUNCATE users RESTART IDENTITY");
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
            bench::put(rows, std::int16_t{6});
            put_text(rows, user.name);
            put_text(rows, user.fullname);
            if (user.nickname)
                put_text(rows, *user.nickname);
            else
                bench::put(rows, std::int32_t{-1});
            bench::put(rows, std::int32_t{4});
            bench::put(rows, std::int32_t{user.age});
            bench::put(rows, std::int32_t{8});
            bench::put_real(rows, user.balance);
            bench::put(rows, std::int32_t{8});
            bench::put(rows, user.created_at);
            if (rows.size() > 60'000)
                send();
        }
        bench::put(rows, std::int16_t{-1});
        send();
        PQputCopyEnd(database.handle(), nullptr);
        while (PGresult* const result = PQgetResult(database.handle()))
            const PostgresqlRows done(result);
        database.run("COMMIT");
    }
}

void bulk_100000_rowan(benchmark::State& state) {
    const rowan::Engine& engine = empty_table();
    const std::vector<User> made = users(row_count);
    rowan::Connection connection = engine.connect();
    for (auto _ : state) {
        state.PauseTiming();
        connection.exec_driver_sql("TRUNCATE users RESTART IDENTITY");
        connection.commit();
        state.ResumeTiming();
        connection.execute(rowan::insert<User>(), made);
        connection.commit();
    }
}

// --- 20 000 rows are looked up by their keys

void look_up_20000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(bench::server_url());
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
                bench::read_user(rows, 0, user.emplace());
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

void look_up_20000_session(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    for (auto _ : state) {
        rowan::Session session(engine);
        for (int id = 1; id <= looked_up; ++id)
            benchmark::DoNotOptimize(session.get<User>(id));
    }
}

std::vector<int> keys_looked_up() {
    std::vector<int> keys(looked_up);
    std::iota(keys.begin(), keys.end(), 1);
    return keys;
}

/// All are sent before the first answer is read.
void look_up_20000_raw_pipeline(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(bench::server_url());
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
                bench::read_user(rows, 0, user);
                benchmark::DoNotOptimize(user);
                PQgetResult(database.handle());
            }
            PQclear(PQgetResult(database.handle()));
        }
        PQexitPipelineMode(database.handle());
    }
}

void look_up_20000_get_many(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    const std::vector<int> keys = keys_looked_up();
    for (auto _ : state) {
        rowan::Session session(engine);
        const std::vector<User*> found = session.get_many<User>(keys);
        benchmark::DoNotOptimize(found.data());
    }
}

// --- 100 000 rows are read

void rows_100000_raw(benchmark::State& state) {
    filled_table(row_count);
    const RawPostgresql database(bench::server_url());
    database.prepare("all", bench::select_users);
    PostgresqlParameters none;
    for (auto _ : state) {
        database.run("BEGIN");
        const PostgresqlRows rows = database.execute("all", none);
        std::vector<User> read(static_cast<std::size_t>(rows.size()));
        for (int i = 0; i < rows.size(); ++i)
            bench::read_user(rows, i, read[static_cast<std::size_t>(i)]);
        benchmark::DoNotOptimize(read.data());
        database.run("COMMIT");
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

template <class T>
std::string array_of(const std::vector<T>& numbers, std::int32_t type) {
    std::string bytes;
    for (const std::int32_t header : {1, 0, type, static_cast<std::int32_t>(numbers.size()), 1})
        bench::put(bytes, header);
    for (const T number : numbers) {
        bench::put(bytes, static_cast<std::int32_t>(sizeof number));
        bench::put(bytes, number);
    }
    return bytes;
}
constexpr std::int32_t type_int4 = 23;

void update_10000_raw(benchmark::State& state) {
    filled_table(inserted);
    const RawPostgresql database(bench::server_url());
    database.prepare("all", bench::select_users);
    database.prepare(
        "update",
        "UPDATE users SET age = u.age FROM unnest($1::int4[], $2::int4[]) AS u(id, age) WHERE users.id = u.id");
    PostgresqlParameters parameters;
    std::int32_t round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        std::vector<User> read;
        {
            parameters.clear();
            const PostgresqlRows rows = database.execute("all", parameters);
            read.resize(static_cast<std::size_t>(rows.size()));
            for (int i = 0; i < rows.size(); ++i)
                bench::read_user(rows, i, read[static_cast<std::size_t>(i)]);
        }
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
    const RawPostgresql database(bench::server_url());
    database.prepare("all", bench::select_users);
    database.prepare("update", "UPDATE users SET age = $2::int4 WHERE id = $1::int4");
    PostgresqlParameters parameters;
    std::int32_t round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN");
        std::vector<User> read;
        {
            parameters.clear();
            const PostgresqlRows rows = database.execute("all", parameters);
            read.resize(static_cast<std::size_t>(rows.size()));
            for (int i = 0; i < rows.size(); ++i)
                bench::read_user(rows, i, read[static_cast<std::size_t>(i)]);
        }
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
