#include <rowan/drivers/sqlite/sqlite.hpp>

#include <rowan/drivers/sqlite/internal/connection.hpp>
#include <rowan/drivers/sqlite/internal/options.hpp>
#include <rowan/types/error.hpp>

#include <sqlite3.h>

#include <atomic>
#include <mutex>
#include <string>

namespace rowan {
namespace driver::sqlite {
namespace {

constexpr int first_version_with_shared_memory = 3'036'000;

std::string new_shared_name() {
    static std::atomic<unsigned> count{0};
    return "rowan-" + std::to_string(++count);
}

class SqliteDriver final : public Driver {
public:
    std::string_view name() const override { return "sqlite"; }

    bool single_connection(const Url& url) const override {
        const OpenOptions options = parse_options(url);
        return options.in_memory() && !options.shared;
    }

    std::unique_ptr<Connection> connect(const Url& url) const override {
        const OpenOptions options = parse_options(url);
        if (options.shared) {
            keep_open(options);
        }
        return std::make_unique<SqliteConnection>(options, shared_name_);
    }

private:
    /// The shared database would end with the last connection of the pool.
    void keep_open(const OpenOptions& options) const {
        if (sqlite3_libversion_number() < first_version_with_shared_memory) {
            throw UnsupportedError(std::string("sqlite://?shared needs SQLite 3.36; this is ") + sqlite3_libversion());
        }
        const std::lock_guard lock(mutex_);
        if (!anchor_) {
            anchor_ = open(options, shared_name_);
        }
    }

    const std::string shared_name_ = new_shared_name();
    mutable std::mutex mutex_;
    mutable Handle anchor_;
};

}  // namespace
}  // namespace driver::sqlite

std::unique_ptr<driver::Driver> sqlite_driver() { return std::make_unique<driver::sqlite::SqliteDriver>(); }

}  // namespace rowan
