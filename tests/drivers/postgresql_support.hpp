// What the tests of the PostgreSQL driver share. The server is started by tools/with_postgresql.py.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/postgresql.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace rowan::test {

// The URL of the server, with options behind it ("&connect_timeout=1").
inline std::string postgresql_url(std::string_view options = {}) {
    const char* url = std::getenv("ROWAN_TEST_POSTGRESQL");
    if (url == nullptr) {
        throw std::runtime_error("there is no server: run this program by tools/with_postgresql.py");
    }
    return url + std::string(options);
}

inline std::unique_ptr<driver::Connection> open_postgresql(std::string_view options = {}) {
    return postgresql_driver()->connect(Url::parse(postgresql_url(options)));
}

// The first column of the first row.
inline Value ask(driver::Connection& connection, std::string_view sql) {
    const auto statement = connection.prepare(sql);
    const Value value = statement->step() ? statement->value(0) : Value();
    statement->reset();
    return value;
}

// What an exception of class E says; empty, and a failure of the test by that, if none comes.
template <class E, class F>
std::string message_of(F&& f) {
    try {
        f();
    } catch (const E& error) {
        return error.what();
    }
    return {};
}

// The exception itself.
template <class E, class F>
E error_of(F&& f) {
    try {
        f();
    } catch (const E& error) {
        return error;
    }
    throw std::runtime_error("nothing was thrown");
}

}  // namespace rowan::test
