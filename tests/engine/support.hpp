// What the tests of the engine share.
#pragma once

#include "../drivers/sqlite_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/sql/insert.hpp>
#include <rowan/sql/select.hpp>
#include <rowan/sql/text.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::test {

// A database in memory with a table `users` of three rows.
inline Engine engine_with_users(EngineOptions options = {}) {
    Engine engine = create_engine("sqlite://", std::move(options));
    engine.begin([](Connection& connection) {
        connection.execute(text("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, age INTEGER)"));
        connection.execute(text("INSERT INTO users VALUES (1, 'ed', 30), (2, 'wendy', NULL), (3, 'mary', 50)"));
    });
    return engine;
}

inline std::int64_t count_users(const Engine& engine) {
    return engine.connect().scalar(text("SELECT count(*) FROM users")).as<std::int64_t>();
}

}  // namespace rowan::test
