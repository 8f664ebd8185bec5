// What the tests of the MariaDB driver share. The server is started by tools/with_mariadb.py.
#pragma once

#include "driver_support.hpp"
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/mariadb.hpp>
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
inline std::string mariadb_url(std::string_view options = {}) {
    const char* url = std::getenv("ROWAN_TEST_MARIADB");
    if (url == nullptr) {
        throw std::runtime_error("there is no server: run this program by tools/with_mariadb.py");
    }
    return url + std::string(options);
}

inline std::unique_ptr<driver::Connection> open_mariadb(std::string_view options = {}) {
    return mariadb_driver()->connect(Url::parse(mariadb_url(options)));
}

}  // namespace rowan::test
