// What a session costs when it writes, against hand-written code on the sqlite3 C API that does the same work in the
// same process: inserting objects with their keys read back, changing one column of each, and saving and loading a
// graph.
#include "raw_sqlite.hpp"
#include "tables.hpp"
#include <rowan/orm.hpp>

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace {

using bench::User;
using bench::user_number;

constexpr int user_count = 10'000;

void insert_10000_raw(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        bench::RawDatabase database;
        database.run(bench::schema);
        std::vector<User> users;
        for (int i = 0; i < user_count; ++i)
            users.push_back(user_number(i));
        state.ResumeTiming();
        database.run("BEGIN IMMEDIATE");
        bench::RawStatement insert(database, bench::insert_user);
        for (User& user : users) {
            bench::bind_user(insert, user);
            insert.run();
            user.id = static_cast<int>(sqlite3_last_insert_rowid(database.handle()));
        }
        database.run("COMMIT");
        benchmark::DoNotOptimize(users.back().id);
        state.PauseTiming();
        users.clear();
        state.ResumeTiming();
    }
}

void insert_10000_session(benchmark::State& state) {
    for (auto _ : state) {
        state.PauseTiming();
        rowan::Engine engine = rowan::create_engine("sqlite://");
        rowan::metadata<User>().create_all(engine);
        std::vector<User> users;
        for (int i = 0; i < user_count; ++i)
            users.push_back(user_number(i));
        auto session = std::make_unique<rowan::Session>(engine);
        state.ResumeTiming();
        for (User& user : users)
            session->add(std::move(user));
        session->commit();
        state.PauseTiming();
        session.reset();
        users.clear();
        state.ResumeTiming();
    }
}

void update_10000_raw(benchmark::State& state) {
    bench::RawDatabase database;
    database.run(bench::schema);
    bench::fill_users(database, user_count);
    int round = 0;
    for (auto _ : state) {
        ++round;
        database.run("BEGIN IMMEDIATE");
        std::vector<User> users;
        {
            bench::RawStatement select(database, bench::select_users);
            while (select.step())
                bench::read_user(select, users.emplace_back());
        }
        bench::RawStatement update(database, "UPDATE users SET age = ? WHERE id = ?");
        for (User& user : users) {
            user.age = round;
            update.bind(1, user.age);
            update.bind(2, user.id);
            update.run();
        }
        database.run("COMMIT");
    }
}

void update_10000_session(benchmark::State& state) {
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<User>().create_all(engine);
    engine.begin([](rowan::Connection& connection) {
        bench::fill_users(bench::RawDatabase(connection.driver_connection()), user_count);
    });
    int round = 0;
    for (auto _ : state) {
        ++round;
        rowan::Session session(engine, {.transaction = {.immediate = true}});
        for (User& user : session.scalars(rowan::select<User>()))
            user.age = round;
        session.commit();
    }
}

// 1 000 authors with 10 posts each, ten times, each time anew.
void graph_raw(benchmark::State& state) {
    bench::RawDatabase database;
    database.run(bench::schema);
    bench::fill_users(database, 1000);
    bench::fill_posts(database, 1000, 10);
    struct RawPost {
        int id, user_id;
        std::string title, body;
        int score;
    };
    struct RawAuthor : User {
        std::vector<RawPost> posts;
    };
    for (auto _ : state) {
        for (int round = 0; round < 10; ++round) {
            database.run("BEGIN");
            std::vector<RawAuthor> authors;
            bench::RawStatement select(database, bench::select_users);
            while (select.step())
                bench::read_user(select, authors.emplace_back());
            bench::RawStatement posts(database, "SELECT id, user_id, title, body, score FROM posts ORDER BY user_id");
            std::size_t at = 0;
            while (posts.step()) {
                const int user_id = static_cast<int>(posts.integer(1));
                while (authors[at].id != user_id)
                    ++at;
                RawPost& post = authors[at].posts.emplace_back();
                post.id = static_cast<int>(posts.integer(0));
                post.user_id = user_id;
                posts.text(2, post.title);
                posts.text(3, post.body);
                post.score = static_cast<int>(posts.integer(4));
            }
            std::size_t length = 0;
            for (const RawAuthor& author : authors)
                for (const RawPost& post : author.posts)
                    length += post.title.size();
            benchmark::DoNotOptimize(length);
            database.run("COMMIT");
        }
    }
}

void graph_session(benchmark::State& state) {
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<bench::Author, bench::Post>().create_all(engine);
    engine.begin([](rowan::Connection& connection) {
        const bench::RawDatabase raw(connection.driver_connection());
        bench::fill_users(raw, 1000);
        bench::fill_posts(raw, 1000, 10);
    });
    for (auto _ : state) {
        for (int round = 0; round < 10; ++round) {
            rowan::Session session(engine);
            std::size_t length = 0;
            for (bench::Author& author : session.scalars(rowan::select<bench::Author>()))
                for (const bench::Post& post : author.posts)
                    length += post.title.size();
            benchmark::DoNotOptimize(length);
        }
    }
}

// The same for a program that only reads: const objects, without snapshots.
void graph_read_session(benchmark::State& state) {
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<bench::Author, bench::Post>().create_all(engine);
    engine.begin([](rowan::Connection& connection) {
        const bench::RawDatabase raw(connection.driver_connection());
        bench::fill_users(raw, 1000);
        bench::fill_posts(raw, 1000, 10);
    });
    for (auto _ : state) {
        for (int round = 0; round < 10; ++round) {
            rowan::ReadSession session(engine);
            std::size_t length = 0;
            for (const bench::Author& author : session.scalars(rowan::select<bench::Author>()))
                for (const bench::Post& post : author.posts)
                    length += post.title.size();
            benchmark::DoNotOptimize(length);
        }
    }
}

// 20 000 queries of three conditions, an order and a limit, in one transaction.
constexpr int query_count = 20'000;
constexpr const char* raw_query =
    "SELECT id, name, fullname, nickname, age, balance, created_at FROM users WHERE age > ? AND balance < ? AND id > ? "
    "ORDER BY id LIMIT ?";

void query_20000_raw_prepared_each_time(benchmark::State& state) {
    bench::RawDatabase database;
    database.run(bench::schema);
    bench::fill_users(database, 1000);
    for (auto _ : state) {
        database.run("BEGIN");
        for (int i = 0; i < query_count; ++i) {
            bench::RawStatement select(database, raw_query);
            select.bind(1, 30);
            select.bind(2, 1e9);
            select.bind(3, i % 900);
            select.bind(4, 1);
            std::vector<User> users;
            while (select.step())
                bench::read_user(select, users.emplace_back());
            benchmark::DoNotOptimize(users.data());
        }
        database.run("COMMIT");
    }
}

void query_20000_raw_prepared_once(benchmark::State& state) {
    bench::RawDatabase database;
    database.run(bench::schema);
    bench::fill_users(database, 1000);
    for (auto _ : state) {
        database.run("BEGIN");
        bench::RawStatement select(database, raw_query);
        for (int i = 0; i < query_count; ++i) {
            select.bind(1, 30);
            select.bind(2, 1e9);
            select.bind(3, i % 900);
            select.bind(4, 1);
            std::vector<User> users;
            while (select.step())
                bench::read_user(select, users.emplace_back());
            benchmark::DoNotOptimize(users.data());
            select.reset();
        }
        database.run("COMMIT");
    }
}

void query_20000_fetch(benchmark::State& state) {
    using rowan::col;
    rowan::Engine engine = rowan::create_engine("sqlite://");
    rowan::metadata<User>().create_all(engine);
    engine.begin([](rowan::Connection& connection) {
        bench::fill_users(bench::RawDatabase(connection.driver_connection()), 1000);
    });
    rowan::Connection connection = engine.connect();
    for (auto _ : state) {
        for (int i = 0; i < query_count; ++i) {
            const std::vector<User> users = connection.fetch<User>(
                rowan::select<User>()
                    .where(col<&User::age> > 30, col<&User::balance><1e9, col<&User::id>> i % 900)
                    .order_by(col<&User::id>)
                    .limit(1));
            benchmark::DoNotOptimize(users.data());
        }
        connection.commit();
    }
}

BENCHMARK(insert_10000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(insert_10000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(update_10000_session)->Unit(benchmark::kMillisecond);
BENCHMARK(graph_raw)->Unit(benchmark::kMillisecond);
BENCHMARK(graph_session)->Unit(benchmark::kMillisecond);
BENCHMARK(graph_read_session)->Unit(benchmark::kMillisecond);
BENCHMARK(query_20000_raw_prepared_each_time)->Unit(benchmark::kMillisecond);
BENCHMARK(query_20000_raw_prepared_once)->Unit(benchmark::kMillisecond);
BENCHMARK(query_20000_fetch)->Unit(benchmark::kMillisecond);

}  // namespace
