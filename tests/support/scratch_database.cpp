#include "scratch_database.hpp"

#include <rowan/drivers/url.hpp>
#include <rowan/types/error.hpp>

#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <system_error>

namespace rowan::test {
namespace {

std::string new_name() {
    static std::atomic<int> next{0};
    return "rowan_" + std::to_string(::getpid()) + "_" + std::to_string(next++);
}

std::filesystem::path file_of(const std::string& name) {
    return std::filesystem::temp_directory_path() / (name + ".db");
}

void remove_files(const std::string& name) {
    std::error_code ignored;
    for (const char* suffix : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(file_of(name).string() + suffix, ignored);
}

struct TestedDatabase {
    std::string_view name;
    const char* url_variable;
    std::string_view script;  // starts its server
};
constexpr TestedDatabase tested_databases[] = {
    {"sqlite", nullptr, {}},
    {"postgresql", "ROWAN_TEST_POSTGRESQL", "tools/with_postgresql.py"},
    {"mariadb", "ROWAN_TEST_MARIADB", "tools/with_mariadb.py"},
    {"mysql", "ROWAN_TEST_MYSQL", "tools/with_mariadb.py"},
};

const TestedDatabase& tested() {
    static const TestedDatabase& found = []() -> const TestedDatabase& {
        const char* given = std::getenv("ROWAN_TEST_DATABASE");
        const std::string name = given == nullptr ? "sqlite" : given;
        for (const TestedDatabase& database : tested_databases) {
            if (database.name == name)
                return database;
        }
        throw std::runtime_error("the tests know no database " + name);
    }();
    return found;
}

/// What the server is called with.
Url server_url() {
    const char* url = std::getenv(tested().url_variable);
    if (url == nullptr)
        throw std::runtime_error("there is no server: run this program by " + std::string(tested().script));
    return Url::parse(url);
}

/// Outside of the scratch databases.
const Engine& server() {
    static const Engine engine = create_engine(server_url(), {.pool_pre_ping = true});  // some tests kill the server
    return engine;
}

void run_on_server(const std::string& sql) {
    server().begin([&](Connection& connection) { connection.run_script(sql); });
}

/// The sequences of the schema go on behind the highest key of their column.
constexpr std::string_view settle_sequences = R"(
DO $$
DECLARE
    here record;
BEGIN
    FOR here IN
        SELECT c.oid::regclass AS counted, a.attname AS member, pg_get_serial_sequence(c.oid::regclass::text, a.attname) AS counter
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
    LOOP
        EXECUTE format('SELECT setval(%L, greatest((SELECT max(%I) FROM %s), (SELECT last_value FROM %s)), '
                       'EXISTS (SELECT FROM %s) OR (SELECT is_called FROM %s))',
                       here.counter, here.member, here.counted, here.counter, here.counted, here.counter);
    END LOOP;
END $$)";

}  // namespace

std::string_view tested_database() { return tested().name; }
bool is_tested_on_mysql_family() { return is_tested_on("mariadb") || is_tested_on("mysql"); }

ScratchDatabase::ScratchDatabase() : name_(new_name()) {
    if (is_tested_on("sqlite")) {
        remove_files(name_);
        url_ = "sqlite:///" + file_of(name_).string();
        return;
    }
    run_on_server("CREATE SCHEMA " + name_);  // a database, as MariaDB says
    Url url = server_url();
    if (is_tested_on_mysql_family()) {
        // What the tests write themselves is the standard's SQL.
        url.set_database(name_).set_option("init_command",
                                           "SET sql_mode = concat(@@sql_mode, ',ANSI_QUOTES,PIPES_AS_CONCAT')");
    } else {
        url.set_option("options", "-csearch_path=" + name_);
    }
    url_ = url.to_string_with_password();
}

ScratchDatabase::~ScratchDatabase() {
    try {
        if (is_tested_on("sqlite"))
            remove_files(name_);
        else
            run_on_server("DROP SCHEMA " + name_ + (is_tested_on_mysql_family() ? "" : " CASCADE"));
    } catch (const Error&) {  // it stays; the server itself lives no longer than the tests
    }
}

void settle_keys(Connection& connection) {
    if (is_tested_on("postgresql"))
        connection.run_script(settle_sequences);
}

void run_script(const Engine& engine, std::string_view sql) {
    engine.begin([&](Connection& connection) {
        connection.run_script(sql);
        settle_keys(connection);
    });
}

std::string case_blind_text(const Engine& engine) {
    if (is_tested_on("sqlite"))
        return "TEXT COLLATE NOCASE";
    if (is_tested_on_mysql_family())
        return "VARCHAR(191) COLLATE utf8mb4_general_ci";
    run_script(engine,
               "CREATE COLLATION case_blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
    return "TEXT COLLATE case_blind";
}

void run_after_insert(const Engine& engine, std::string_view table, std::string_view update) {
    const std::string on = " AFTER INSERT ON " + std::string(table);
    const std::string body = "BEGIN " + std::string(update) + "; ";
    if (is_tested_on("sqlite"))
        return run_script(engine, "CREATE TRIGGER after_insert" + on + " " + body + "END");
    run_script(engine, "CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS $$ " + body +
                           "RETURN NULL; END $$; CREATE TRIGGER after_insert" + on +
                           " FOR EACH ROW EXECUTE FUNCTION act()");
}

std::string with_marks(std::string_view sql) {
    std::string result;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        result += sql[i] == '$' ? '?' : sql[i];
        while (sql[i] == '$' && i + 1 < sql.size() && sql[i + 1] >= '0' && sql[i + 1] <= '9')
            sql.remove_prefix(1);
    }
    return result;
}

std::vector<std::string> with_marks(std::vector<std::string> sql) {
    for (std::string& each : sql)
        each = with_marks(std::string_view(each));
    return sql;
}

}  // namespace rowan::test
