#include <rowan/drivers/postgresql/internal/connection.hpp>

#include <rowan/drivers/postgresql/internal/statement.hpp>
#include <rowan/types/error.hpp>

namespace rowan::driver::postgresql {
namespace {

std::string quoted(std::string_view name) {
    std::string result = "\"";
    for (const char c : name) {
        result += c;
        if (c == '"') {
            result += c;
        }
    }
    return result + '"';
}

std::string_view level_of(Isolation isolation) {
    switch (isolation) {
        case Isolation::read_uncommitted:
            return " ISOLATION LEVEL READ UNCOMMITTED";  // PostgreSQL reads what is committed even so
        case Isolation::read_committed:
            return " ISOLATION LEVEL READ COMMITTED";
        case Isolation::repeatable_read:
        case Isolation::snapshot:
            return " ISOLATION LEVEL REPEATABLE READ";
        case Isolation::serializable:
            return " ISOLATION LEVEL SERIALIZABLE";
        case Isolation::unspecified:
        case Isolation::autocommit:
            break;
    }
    return {};
}

}  // namespace

std::unique_ptr<Statement> PostgresqlConnection::prepare(std::string_view sql) {
    return std::make_unique<PostgresqlStatement>(link_, sql);
}

void PostgresqlConnection::execute(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) {
        throw ProgrammingError("the SQL contains a zero byte");
    }
    link_.run(std::string(sql));
}

CopiedRows PostgresqlConnection::copy_in(std::string_view table, std::span<const std::string> columns,
                                         std::span<const FieldSlot> fields, std::span<const void* const> objects) {
    require_copyable(std::string(table));
    std::string names;
    for (const std::string& column : columns) {
        names += (names.empty() ? "" : ", ") + column;
    }
    const std::string target(table);
    const PostgresqlStatement described(link_, "SELECT " + names + " FROM " + target);
    // All is made before anything is sent: a value that does not fit leaves the transaction as it was.
    CopyBuffer rows;
    const std::size_t taken = write_portion(rows, described.columns(), fields, objects);
    return {.taken = taken,
            .inserted = link_.copy_in("COPY " + target + " (" + names + ") FROM STDIN (FORMAT binary)", rows.bytes())};
}

/// A COPY heeds no rules, and is refused where policies say which rows a user may write.
void PostgresqlConnection::require_copyable(const std::string& table) {
    PostgresqlStatement statement(link_, R"(
        SELECT c.relkind IN ('r', 'p') AND NOT c.relhasrules AND NOT pg_catalog.row_security_active(c.oid)
        FROM pg_catalog.pg_class c WHERE c.oid = pg_catalog.to_regclass($1))");
    const Value name(table);
    statement.bind(0, name, -1);
    const bool copyable = !statement.step() || statement.value(0).as<bool>();
    statement.reset();
    if (!copyable) {
        throw UnsupportedError("COPY does not insert into " + table +
                               ", which is a view, or has rules or policies for its rows; an INSERT does");
    }
}

bool PostgresqlConnection::generates_key(const std::string& schema, const std::string& table,
                                         const std::string& column) const {
    const std::array<std::string, 3> asked{schema, table, column};
    if (generated_keys_.contains(asked)) {
        return true;
    }
    // A trigger before the INSERT may set it, and a view has rules of its own.
    PostgresqlStatement statement(link_, R"(
        SELECT a.attidentity <> '' OR a.atthasdef OR c.relkind NOT IN ('r', 'p')
               OR EXISTS (SELECT FROM pg_catalog.pg_type t WHERE t.oid = a.atttypid AND t.typdefault IS NOT NULL)
               OR EXISTS (SELECT FROM pg_catalog.pg_trigger g
                          WHERE g.tgrelid = c.oid AND NOT g.tgisinternal AND g.tgtype & 7 = 7)
        FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        WHERE a.attname = $3
          AND c.oid = pg_catalog.to_regclass(CASE WHEN $1 = '' THEN '' ELSE quote_ident($1) || '.' END
                                             || quote_ident($2)))");
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

void PostgresqlConnection::begin(const BeginMode& mode) {
    if (mode.isolation == Isolation::autocommit) {
        return;
    }
    std::string sql = "BEGIN";
    sql += level_of(mode.isolation);
    sql += mode.read_only ? " READ ONLY" : "";
    link_.begin_later(std::move(sql));
}

void PostgresqlConnection::commit() {
    if (link_.is_to_begin()) {
        return link_.forget_begin();
    }
    // PostgreSQL would answer the COMMIT of a failed transaction with a ROLLBACK, and call that a success.
    if (link_.in_failed_transaction()) {
        link_.throw_failed_transaction();
    }
    // What ends the connection before the COMMIT is under way has undone the transaction for sure.
    if (!link_.seems_connected()) {
        throw DisconnectedError("the connection to PostgreSQL is lost; the transaction is undone");
    }
    try {
        const ResultHandle result = link_.run("COMMIT");
        if (std::string_view(PQcmdStatus(result.get())) == "ROLLBACK") {
            throw OperationalError("PostgreSQL has rolled back instead of committing");
        }
    } catch (const DisconnectedError& error) {
        throw CommitUnknownError(
            std::string("nobody knows whether the COMMIT took effect: ") + error.std::runtime_error::what(),
            error.detail());
    }
}

void PostgresqlConnection::rollback() {
    if (link_.is_to_begin()) {
        return link_.forget_begin();
    }
    if (link_.in_transaction()) {
        link_.run("ROLLBACK");
    }
}

void PostgresqlConnection::savepoint(std::string_view name) { link_.run("SAVEPOINT " + quoted(name)); }
void PostgresqlConnection::release_savepoint(std::string_view name) { link_.run("RELEASE SAVEPOINT " + quoted(name)); }
void PostgresqlConnection::rollback_to_savepoint(std::string_view name) {
    link_.run("ROLLBACK TO SAVEPOINT " + quoted(name) + "; RELEASE SAVEPOINT " + quoted(name));
}

/// Who uses it has a transaction if there is one.
void* PostgresqlConnection::native_handle() noexcept {
    try {
        link_.begin_now();
    } catch (...) {  // what is done next tells of it
    }
    return link_.connection();
}

int PostgresqlConnection::server_version() const {
    // 150020 is 15.20; before version 10, 90603 was 9.6.3.
    const int number = PQserverVersion(link_.connection());
    const int major = number / 10000;
    return major >= 10 ? major * 1'000'000 + number % 10000 * 1'000
                       : major * 1'000'000 + number / 100 % 100 * 1'000 + number % 100;
}

}  // namespace rowan::driver::postgresql
