// What the tests of the SQLite driver share.
#pragma once

#include "driver_support.hpp"
#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>

#include <unistd.h>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace rowan::test {

// A folder that goes with the test.
class TemporaryFolder {
public:
    TemporaryFolder() {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("rowan-test-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(path_);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string file(std::string_view name) const { return (path_ / name).string(); }
    // "sqlite:////tmp/…/name", with options behind it.
    std::string url(std::string_view name, std::string_view options = {}) const {
        return Url().set_dialect("sqlite").set_database(file(name)).to_string() + std::string(options);
    }

private:
    std::filesystem::path path_;
};

inline std::unique_ptr<driver::Connection> open_sqlite(std::string_view url = "sqlite://") {
    return sqlite_driver()->connect(Url::parse(url));
}

}  // namespace rowan::test
