// What the tests of the PostgreSQL driver share. The server is started by tools/with_postgresql.py.
#pragma once

#include "driver_support.hpp"
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

}  // namespace rowan::test
