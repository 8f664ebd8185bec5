// What rowan does in the benchmarks against a server: the same on each of them, beside hand-written code on its C API.
#pragma once

#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <memory>
#include <numeric>
#include <optional>
#include <vector>

namespace bench {

/// How a server is reached, and what it calls things; raw_<server>.hpp knows.
struct Server {
    std::string url{};
    const char* truncate_users = "";
    const char* analyze_users = "";
};
Server server();

inline constexpr int inserted = 10'000;
inline constexpr int looked_up = 20'000;
inline constexpr int row_count = 100'000;
inline constexpr int rows_each = 1'000;  // of one INSERT by hand

inline std::vector<User> users(int count) {
    std::vector<User> made;
    for (int i = 0; i < count; ++i)
        made.push_back(user_number(i));
    return made;
}

inline std::vector<int> keys_looked_up() {
    std::vector<int> keys(looked_up);
    std::iota(keys.begin(), keys.end(), 1);
    return keys;
}

inline void run(const rowan::Engine& engine, const char* sql) {
    rowan::Connection connection = engine.connect();
    connection.exec_driver_sql(sql);
    connection.commit();
}

/// An empty table, before each measurement.
inline const rowan::Engine& empty_table() {
    static const rowan::Engine engine = [] {
        rowan::Engine made = rowan::create_engine(server().url);
        rowan::metadata<User>().drop_all(made);
        rowan::metadata<User>().create_all(made);
        return made;
    }();
    run(engine, server().truncate_users);
    return engine;
}

inline const rowan::Engine& filled_table(int count) {
    const rowan::Engine& engine = empty_table();
    engine.begin([&](rowan::Connection& connection) { connection.execute(rowan::insert<User>(), users(count)); });
    run(engine, server().analyze_users);
    return engine;
}

inline void insert_10000_session(benchmark::State& state) {
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

inline void bulk_100000_rowan(benchmark::State& state) {
    const rowan::Engine& engine = empty_table();
    const std::vector<User> made = users(row_count);
    rowan::Connection connection = engine.connect();
    for (auto _ : state) {
        state.PauseTiming();
        connection.exec_driver_sql(server().truncate_users);
        connection.commit();
        state.ResumeTiming();
        connection.execute(rowan::insert<User>(), made);
        connection.commit();
    }
}

inline void look_up_20000_rowan(benchmark::State& state) {
    rowan::Connection connection = filled_table(row_count).connect();
    for (auto _ : state) {
        for (int id = 1; id <= looked_up; ++id) {
            std::optional<User> user = connection.get<User>(id);
            benchmark::DoNotOptimize(user);
        }
        connection.commit();
    }
}

inline void look_up_20000_session(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    for (auto _ : state) {
        rowan::Session session(engine);
        for (int id = 1; id <= looked_up; ++id)
            benchmark::DoNotOptimize(session.get<User>(id));
    }
}

inline void look_up_20000_get_many(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    const std::vector<int> keys = keys_looked_up();
    for (auto _ : state) {
        rowan::Session session(engine);
        const std::vector<User*> found = session.get_many<User>(keys);
        benchmark::DoNotOptimize(found.data());
    }
}

inline void rows_100000_structs(benchmark::State& state) {
    rowan::Connection connection = filled_table(row_count).connect();
    for (auto _ : state) {
        const std::vector<User> read = connection.fetch<User>(rowan::select<User>());
        benchmark::DoNotOptimize(read.data());
        connection.commit();
    }
}

inline void rows_100000_session(benchmark::State& state) {
    const rowan::Engine& engine = filled_table(row_count);
    for (auto _ : state) {
        rowan::Session session(engine);
        const auto read = session.scalars(rowan::select<User>());
        benchmark::DoNotOptimize(&read.front());
    }
}

inline void update_10000_session(benchmark::State& state) {
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

}  // namespace bench
