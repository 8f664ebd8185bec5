#include <rowan/engine/database_registry.hpp>

#include <rowan/drivers/sqlite/sqlite.hpp>
#include <rowan/schema/internal/nearest.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <array>
#include <mutex>

namespace rowan {
namespace {

struct Registry {
    std::mutex mutex{};
    std::vector<DatabaseEntry> databases{
        {.dialect = "sqlite", .driver = "sqlite3", .make_driver = &sqlite_driver, .make_dialect = &sqlite_dialect}};
};

Registry& registry() {
    static Registry instance;
    return instance;
}

/// What a database that rowan has a target for needs.
struct Known {
    std::string_view dialect;
    std::string_view target;
    std::string_view packages;
};
constexpr std::array known{
    Known{"postgresql", "rowan::postgresql", "libpq-dev"},
    Known{"mysql", "rowan::mariadb", "libmariadb-dev"},
    Known{"mariadb", "rowan::mariadb", "libmariadb-dev"},
};
/// Databases whose SQL rowan can write, and which it can't connect to.
constexpr std::array<std::string_view, 2> only_dialects{"mssql", "oracle"};

std::vector<std::string_view> all_dialects() {
    std::vector<std::string_view> names{"sqlite"};
    for (const Known& database : known)
        names.push_back(database.dialect);
    names.insert(names.end(), only_dialects.begin(), only_dialects.end());
    return names;
}

}  // namespace

void register_database(DatabaseEntry database) {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    const auto same = std::find_if(all.databases.begin(), all.databases.end(), [&](const DatabaseEntry& other) {
        return other.dialect == database.dialect && other.driver == database.driver;
    });
    if (same == all.databases.end()) {
        all.databases.push_back(std::move(database));
    } else {
        *same = std::move(database);
    }
}

std::vector<std::string> available_databases() {
    Registry& all = registry();
    const std::lock_guard lock(all.mutex);
    std::vector<std::string> names;
    for (const DatabaseEntry& database : all.databases) {
        names.push_back(database.dialect + "+" + database.driver);
    }
    return names;
}

DatabaseEntry find_database(std::string_view dialect, std::string_view driver) {
    std::string drivers;
    {
        Registry& all = registry();
        const std::lock_guard lock(all.mutex);
        for (const DatabaseEntry& database : all.databases) {
            if (database.dialect == dialect) {
                if (driver.empty() || database.driver == driver) {
                    return database;
                }
                drivers += (drivers.empty() ? "" : ", ") + database.driver;
            }
        }
    }
    std::string available;
    for (const std::string& name : available_databases()) {
        available += (available.empty() ? "" : ", ") + name;
    }
    const std::string name(dialect);
    if (!drivers.empty()) {
        throw ArgumentError("the dialect '" + name + "' has no driver '" + std::string(driver) + "' here; it has " +
                            drivers);
    }
    const auto found = std::find_if(known.begin(), known.end(), [&](const Known& k) { return k.dialect == dialect; });
    if (std::find(only_dialects.begin(), only_dialects.end(), dialect) != only_dialects.end()) {
        throw ArgumentError("rowan has no driver for '" + name +
                            "'; it only compiles statements for it, to_sql(*rowan::" + name +
                            "_dialect()); available here: " + available);
    }
    if (found == known.end()) {
        throw ArgumentError("there is no dialect '" + name + "' (available here: " + available + ")" +
                            detail::nearest_names(name, all_dialects()));
    }
    throw ArgumentError("the dialect '" + name + "' is not built into this program: link " +
                        std::string(found->target) + ", which is built where " + std::string(found->packages) +
                        " is installed; available here: " + available);
}

}  // namespace rowan
