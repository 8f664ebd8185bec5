// The sqlite3 C API as an expert writes against it by hand: what rowan is measured against.
#pragma once

#include "tables.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

inline void check(int code, sqlite3* database) {
    if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_ROW)
        throw std::runtime_error(sqlite3_errmsg(database));
}

class RawDatabase {
public:
    explicit RawDatabase(const char* path = ":memory:") {
        check(sqlite3_open(path, &database_), database_);
        run("PRAGMA foreign_keys = ON");
    }
    /// A connection of rowan's, borrowed.
    explicit RawDatabase(rowan::driver::Connection& connection)
        : database_(static_cast<sqlite3*>(connection.native_handle())), borrowed_(true) {}
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;
    ~RawDatabase() {
        if (!borrowed_)
            sqlite3_close(database_);
    }
    void run(const char* sql) const { check(sqlite3_exec(database_, sql, nullptr, nullptr, nullptr), database_); }
    sqlite3* handle() const { return database_; }

private:
    sqlite3* database_ = nullptr;
    bool borrowed_ = false;
};

class RawStatement {
public:
    RawStatement(const RawDatabase& database, const char* sql) : database_(database.handle()) {
        check(sqlite3_prepare_v3(database_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement_, nullptr), database_);
    }
    RawStatement(const RawStatement&) = delete;
    RawStatement& operator=(const RawStatement&) = delete;
    ~RawStatement() { sqlite3_finalize(statement_); }

    void bind(int i, std::int64_t value) { sqlite3_bind_int64(statement_, i, value); }
    void bind(int i, int value) { sqlite3_bind_int(statement_, i, value); }
    void bind(int i, double value) { sqlite3_bind_double(statement_, i, value); }
    void bind(int i, const std::string& text) {
        sqlite3_bind_text(statement_, i, text.data(), static_cast<int>(text.size()), SQLITE_STATIC);
    }
    void bind_null(int i) { sqlite3_bind_null(statement_, i); }
    bool step() {
        const int code = sqlite3_step(statement_);
        check(code, database_);
        return code == SQLITE_ROW;
    }
    void reset() { sqlite3_reset(statement_); }
    void run() {
        step();
        reset();
    }
    std::int64_t integer(int i) const { return sqlite3_column_int64(statement_, i); }
    double real(int i) const { return sqlite3_column_double(statement_, i); }
    bool is_null(int i) const { return sqlite3_column_type(statement_, i) == SQLITE_NULL; }
    void text(int i, std::string& to) const {
        const auto* at = reinterpret_cast<const char*>(sqlite3_column_text(statement_, i));
        to.assign(at, static_cast<std::size_t>(sqlite3_column_bytes(statement_, i)));
    }

private:
    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
};

template <class T>
void bind_user(RawStatement& statement, const T& user, int first = 1) {
    statement.bind(first, user.name);
    statement.bind(first + 1, user.fullname);
    if (user.nickname)
        statement.bind(first + 2, *user.nickname);
    else
        statement.bind_null(first + 2);
    statement.bind(first + 3, user.age);
    statement.bind(first + 4, user.balance);
    statement.bind(first + 5, user.created_at);
}

template <class T>
void read_user(const RawStatement& statement, T& user) {
    user.id = static_cast<int>(statement.integer(0));
    statement.text(1, user.name);
    statement.text(2, user.fullname);
    if (statement.is_null(3))
        user.nickname.reset();
    else
        statement.text(3, user.nickname.emplace());
    user.age = static_cast<int>(statement.integer(4));
    user.balance = statement.real(5);
    user.created_at = statement.integer(6);
}

inline void fill_users(const RawDatabase& database, int count) {
    RawStatement insert(database, insert_user);
    for (int i = 0; i < count; ++i) {
        const User user = user_number(i);
        bind_user(insert, user);
        insert.run();
    }
}

inline void fill_posts(const RawDatabase& database, int users, int posts_each) {
    RawStatement insert(database, "INSERT INTO posts (user_id, title, body, score) VALUES (?, ?, ?, ?)");
    const std::string body(200, 'b');
    for (int user = 1; user <= users; ++user)
        for (int i = 0; i < posts_each; ++i) {
            const std::string title = "Post " + std::to_string(i) + " of " + std::to_string(user);
            insert.bind(1, user);
            insert.bind(2, title);
            insert.bind(3, body);
            insert.bind(4, i);
            insert.run();
        }
}

}  // namespace bench
