#include <rowan/drivers/mariadb/internal/connection.hpp>

#include <rowan/drivers/mariadb/internal/batch.hpp>
#include <rowan/drivers/mariadb/internal/statement.hpp>
#include <rowan/types/error.hpp>

namespace rowan::driver::mariadb {
namespace {

std::string quoted(std::string_view name) {
    std::string result = "`";
    for (const char c : name) {
        result += c;
        if (c == '`') {
            result += c;
        }
    }
    return result + '`';
}

std::string_view level_of(Isolation isolation) {
    switch (isolation) {
        case Isolation::read_uncommitted:
            return "READ UNCOMMITTED";
        case Isolation::read_committed:
            return "READ COMMITTED";
        case Isolation::repeatable_read:
            return "REPEATABLE READ";
        case Isolation::snapshot:  // InnoDB's REPEATABLE READ overwrites what others have changed since
        case Isolation::serializable:
            return "SERIALIZABLE";
        case Isolation::unspecified:
        case Isolation::autocommit:
            break;
    }
    return {};
}

}  // namespace

std::unique_ptr<Statement> MariadbConnection::prepare(std::string_view sql) {
    return std::make_unique<MariadbStatement>(link_, sql);
}

CopiedRows MariadbConnection::copy_in(std::string_view table, std::span<const std::string> columns,
                                      std::span<const FieldSlot> fields, std::span<const void* const> objects) {
    if (!takes_batches(link_)) {
        throw UnsupportedError(std::string(link_.product()) + " has no protocol for many rows at once");
    }
    if (objects.empty()) {
        return {};
    }
    std::string sql = "INSERT INTO " + std::string(table) + " (";
    std::string marks;
    for (const std::string& column : columns) {
        sql += (marks.empty() ? "" : ", ") + column;
        marks += marks.empty() ? "?" : ", ?";
    }
    sql += ") VALUES (" + marks + ")";
    // Rows that the server has taken before it fails have to go again.
    const bool own_transaction = !link_.in_transaction();
    constexpr std::string_view name = "rowan_copy_in";
    own_transaction ? begin({}) : savepoint(name);
    try {
        MariadbStatement statement(link_, sql);
        statement.bind_many(fields, objects);
        statement.step();
    } catch (...) {
        try {
            if (own_transaction) {
                rollback();
            } else if (link_.in_transaction()) {
                rollback_to_savepoint(name);
            }
        } catch (const DatabaseError&) {
            // The connection is lost, and the rows with it; what is told is why.
        }
        throw;
    }
    own_transaction ? commit() : release_savepoint(name);
    return {.taken = objects.size(), .inserted = static_cast<std::int64_t>(objects.size())};
}

bool MariadbConnection::takes_many() const noexcept { return takes_batches(link_); }

bool MariadbConnection::generates_key(const std::string& schema, const std::string& table,
                                      const std::string& column) const {
    const std::array<std::string, 3> asked{schema, table, column};
    if (generated_keys_.contains(asked)) {
        return true;
    }
    // A trigger before the INSERT may set it, and a view has rules of its own. Temporary tables stand nowhere.
    MariadbStatement statement(link_,
                               "SELECT c.extra LIKE '%auto_increment%' OR c.column_default IS NOT NULL "
                               "OR t.table_type LIKE '%VIEW' OR EXISTS (SELECT 1 FROM information_schema.triggers g "
                               "WHERE g.event_object_schema = c.table_schema AND g.event_object_table = c.table_name "
                               "AND g.action_timing = 'BEFORE' AND g.event_manipulation = 'INSERT') "
                               "FROM information_schema.columns c JOIN information_schema.tables t "
                               "ON t.table_schema = c.table_schema AND t.table_name = c.table_name "
                               "WHERE c.table_schema = coalesce(nullif(?, ''), database()) AND c.table_name = ? "
                               "AND c.column_name = ?");
    const std::array<Value, 3> values{Value(schema), Value(table), Value(column)};
    for (int i = 0; i < 3; ++i) {
        statement.bind(i, values[static_cast<std::size_t>(i)], -1);
    }
    const bool generated = !statement.step() || statement.value(0).as<bool>();
    statement.reset();
    if (generated) {
        generated_keys_.insert(asked);
    }
    return generated;
}

void MariadbConnection::begin(const BeginMode& mode) {
    if (mode.isolation == Isolation::autocommit) {
        return;
    }
    std::string sql;
    if (const std::string_view level = level_of(mode.isolation); !level.empty()) {
        sql.append("SET TRANSACTION ISOLATION LEVEL ").append(level).append("; ");
    }
    sql += mode.read_only ? "START TRANSACTION READ ONLY" : "START TRANSACTION";
    link_.run(sql);
}

void MariadbConnection::commit() {
    // What ends the connection before the COMMIT is under way has undone the transaction for sure.
    if (!link_.seems_connected()) {
        throw DisconnectedError("the connection to " + std::string(link_.product()) +
                                " is lost; the transaction is undone");
    }
    try {
        link_.run("COMMIT");
    } catch (const DisconnectedError& error) {
        throw CommitUnknownError(
            std::string("nobody knows whether the COMMIT took effect: ") + error.std::runtime_error::what(),
            error.detail());
    }
}

void MariadbConnection::rollback() {
    if (link_.in_transaction()) {
        link_.run("ROLLBACK");
    }
}

void MariadbConnection::savepoint(std::string_view name) { link_.run("SAVEPOINT " + quoted(name)); }
void MariadbConnection::release_savepoint(std::string_view name) { link_.run("RELEASE SAVEPOINT " + quoted(name)); }
void MariadbConnection::rollback_to_savepoint(std::string_view name) {
    link_.run("ROLLBACK TO SAVEPOINT " + quoted(name) + "; RELEASE SAVEPOINT " + quoted(name));
}

int MariadbConnection::server_version() const {
    // 101119 is 10.11.19.
    const auto number = static_cast<int>(mysql_get_server_version(link_.connection()));
    return number / 10'000 * 1'000'000 + number / 100 % 100 * 1'000 + number % 100;
}

}  // namespace rowan::driver::mariadb
