// Reading without a session, against the loops that one writes by hand. Ratios within one run are what counts.
#include "raw_sqlite.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <optional>
#include <vector>

namespace {

using bench::RawDatabase;
using bench::RawStatement;
using bench::read_user;
using bench::User;

constexpr int row_count = 100'000;

rowan::Connection& full_table() {
    static const rowan::Engine engine = [] {
        rowan::Engine made = rowan::create_engine("sqlite://");
        rowan::metadata<User>().create_all(made);
        return made;
    }();
    static rowan::Connection connection = [] {
        rowan::Connection opened = engine.connect();
        std::vector<User> users;
        for (int i = 0; i < row_count; ++i)
            users.push_back(bench::user_number(i));
        opened.execute(rowan::insert<User>(), users);
        opened.commit();
        return opened;
    }();
    return connection;
}

constexpr const char* select_all = "SELECT id, name, fullname, nickname, age, balance, created_at FROM users";

void raw_fetch(benchmark::State& state) {
    const RawDatabase database(full_table().driver_connection());
    for (auto _ : state) {
        std::vector<User> users;
        RawStatement statement(database, select_all);
        while (statement.step())
            read_user(statement, users.emplace_back());
        benchmark::DoNotOptimize(users.data());
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(raw_fetch)->Unit(benchmark::kMillisecond);

void rowan_fetch(benchmark::State& state) {
    rowan::Connection& connection = full_table();
    for (auto _ : state) {
        const std::vector<User> users = connection.fetch<User>(rowan::select<User>());
        benchmark::DoNotOptimize(users.data());
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(rowan_fetch)->Unit(benchmark::kMillisecond);

void raw_for_each(benchmark::State& state) {
    const RawDatabase database(full_table().driver_connection());
    for (auto _ : state) {
        double sum = 0;
        RawStatement statement(database, select_all);
        while (statement.step()) {
            User user;
            read_user(statement, user);
            sum += user.balance;
        }
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(raw_for_each)->Unit(benchmark::kMillisecond);

void rowan_for_each(benchmark::State& state) {
    rowan::Connection& connection = full_table();
    for (auto _ : state) {
        double sum = 0;
        connection.for_each<User>(rowan::select<User>(), [&](const User& user) { sum += user.balance; });
        benchmark::DoNotOptimize(sum);
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(rowan_for_each)->Unit(benchmark::kMillisecond);

void raw_get(benchmark::State& state) {
    rowan::Connection& connection = full_table();
    connection.rollback();
    const rowan::Transaction transaction = connection.begin();
    const RawDatabase database(connection.driver_connection());
    RawStatement statement(database,
                           "SELECT id, name, fullname, nickname, age, balance, created_at FROM users "
                           "WHERE id = ?");
    for (auto _ : state) {
        for (int id = 1; id <= row_count; ++id) {
            std::optional<User> user;
            statement.bind(1, id);
            if (statement.step())
                read_user(statement, user.emplace());
            statement.reset();
            benchmark::DoNotOptimize(user);
        }
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(raw_get)->Unit(benchmark::kMillisecond);

void rowan_get(benchmark::State& state) {
    rowan::Connection& connection = full_table();
    connection.rollback();
    const rowan::Transaction transaction = connection.begin();
    for (auto _ : state) {
        for (int id = 1; id <= row_count; ++id) {
            std::optional<User> user = connection.get<User>(id);
            benchmark::DoNotOptimize(user);
        }
    }
    state.SetItemsProcessed(state.iterations() * row_count);
}
BENCHMARK(rowan_get)->Unit(benchmark::kMillisecond);

}  // namespace
