#include <rowan/drivers/sqlite/internal/connection.hpp>

#include <rowan/drivers/sqlite/internal/error.hpp>
#include <rowan/types/error.hpp>

#include <cctype>

namespace rowan::driver::sqlite {
namespace {

/// A file name as an URI that SQLite takes for the same file.
std::string as_uri(std::string_view file) {
    constexpr char digits[] = "0123456789ABCDEF";
    std::string uri = "file:";
    for (const char c : file) {
        const auto byte = static_cast<unsigned char>(c);
        // "file://" would begin a host.
        const bool plain =
            std::isalnum(byte) != 0 || c == '.' || c == '-' || c == '_' || (c == '/' && uri.back() != '/');
        if (plain) {
            uri += c;
        } else {
            uri += '%';
            uri += digits[byte >> 4U];
            uri += digits[byte & 15U];
        }
    }
    return uri;
}

std::string pragma_text(sqlite3* database, std::string_view sql) {
    const StatementHandle statement = prepare(database, sql);
    const int code = sqlite3_step(statement.get());
    if (code != SQLITE_ROW) {
        check(database, code == SQLITE_DONE ? SQLITE_OK : code);
        return {};
    }
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
    return text == nullptr ? "" : text;
}

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

/// Of a query with a table's name and its schema, which may be empty, as parameters.
bool gives_row(sqlite3* database, std::string_view sql, const std::string& schema, const std::string& table) {
    const StatementHandle statement = prepare(database, sql);
    sqlite3_bind_text(statement.get(), 1, table.data(), static_cast<int>(table.size()), SQLITE_STATIC);
    if (!schema.empty())
        sqlite3_bind_text(statement.get(), 2, schema.data(), static_cast<int>(schema.size()), SQLITE_STATIC);
    return sqlite3_step(statement.get()) != SQLITE_DONE;
}

}  // namespace

Handle open(const OpenOptions& options, const std::string& shared_name) {
    std::string name = options.in_memory() ? ":memory:" : options.file;
    // One thread at a time uses a connection, so SQLite needs no lock around each call.
    int flags = options.flags | SQLITE_OPEN_NOMUTEX;
    std::string vfs = options.vfs;
    if (options.shared) {
        name = "file:/" + shared_name + "?vfs=memdb";
        flags |= SQLITE_OPEN_URI;
    } else if (options.immutable && !options.in_memory()) {
        name = as_uri(name) + "?immutable=1";
        flags |= SQLITE_OPEN_URI;
    }
    sqlite3* database = nullptr;
    const int code = sqlite3_open_v2(name.c_str(), &database, flags, vfs.empty() ? nullptr : vfs.c_str());
    Handle handle(database);
    if (code != SQLITE_OK) {
        throw_error(database, code,
                    "opening the SQLite database '" + (options.in_memory() ? name : options.file) + "'");
    }
    sqlite3_extended_result_codes(database, 1);
    return handle;
}

SqliteConnection::SqliteConnection(const OpenOptions& options, const std::string& shared_name)
    : handle_(open(options, shared_name)) {
    sqlite3_busy_timeout(handle_.get(), options.busy_timeout);
    try {
        for (const std::string& pragma : options.pragmas) {
            execute(pragma);
        }
        set_journal_mode(options);
        // SQLite reads the file only now: one that is no database is found here, and not by the first query.
        execute("PRAGMA schema_version");
    } catch (const DatabaseError& error) {
        throw_error(handle_.get(), error.code(),
                    "opening the SQLite database '" + (options.in_memory() ? ":memory:" : options.file) + "'");
    }
}

void SqliteConnection::set_journal_mode(const OpenOptions& options) {
    if (options.journal_mode.empty()) {
        // WAL is for files that can be written. Where it can't be had (another connection is busy just now, a file
        // system without shared memory), the journal that the database has is as safe, only slower.
        const bool wanted =
            !options.in_memory() && !options.immutable && sqlite3_db_readonly(handle_.get(), "main") == 0;
        if (wanted) {
            try {
                pragma_text(handle_.get(), "PRAGMA journal_mode = wal");
            } catch (const TimeoutError&) {
                return;
            }
        }
        return;
    }
    const std::string mode = pragma_text(handle_.get(), "PRAGMA journal_mode = " + options.journal_mode);
    if (mode != options.journal_mode) {
        throw ArgumentError("the SQLite database can't have journal_mode=" + options.journal_mode + "; it has " + mode);
    }
}

std::unique_ptr<Statement> SqliteConnection::prepare(std::string_view sql) {
    return std::make_unique<SqliteStatement>(handle_.get(), sqlite::prepare(handle_.get(), sql));
}

void SqliteConnection::execute(std::string_view sql) {
    if (sql.find('\0') != std::string_view::npos) {
        throw ProgrammingError("the SQL contains a zero byte");
    }
    check(handle_.get(), sqlite3_exec(handle_.get(), std::string(sql).c_str(), nullptr, nullptr, nullptr));
}

void SqliteConnection::run(StatementHandle& statement, std::string_view sql) {
    if (!statement) {
        statement = sqlite::prepare(handle_.get(), sql);
    }
    const int code = sqlite3_step(statement.get());
    if (code != SQLITE_DONE) [[unlikely]] {
        try {
            throw_error(handle_.get(), code);
        } catch (...) {
            sqlite3_reset(statement.get());
            throw;
        }
    }
    sqlite3_reset(statement.get());
}

void SqliteConnection::begin(const BeginMode& mode) {
    // SQLite's transactions are serialisable, which is as good as every weaker level.
    if (mode.isolation == Isolation::autocommit) {
        return;
    }
    if (mode.read_only) {
        execute("PRAGMA query_only = on");
        read_only_ = true;
    }
    try {
        if (mode.immediate && !mode.read_only) {
            run(begin_immediate_, "BEGIN IMMEDIATE");
        } else {
            run(begin_, "BEGIN");
        }
    } catch (...) {
        leave_read_only();
        throw;
    }
}

void SqliteConnection::leave_read_only() {
    if (read_only_) {
        read_only_ = false;
        execute("PRAGMA query_only = off");
    }
}

void SqliteConnection::commit() {
    run(commit_, "COMMIT");
    leave_read_only();
}

void SqliteConnection::rollback() {
    if (in_transaction()) {
        run(rollback_, "ROLLBACK");
    }
    leave_read_only();
}

void SqliteConnection::savepoint(std::string_view name) { execute("SAVEPOINT " + quoted(name)); }
void SqliteConnection::release_savepoint(std::string_view name) { execute("RELEASE SAVEPOINT " + quoted(name)); }
void SqliteConnection::rollback_to_savepoint(std::string_view name) {
    execute("ROLLBACK TO SAVEPOINT " + quoted(name));
    execute("RELEASE SAVEPOINT " + quoted(name));
}

bool SqliteConnection::generates_key(const std::string& schema, const std::string& table,
                                     const std::string& column) const {
    const char* type = nullptr;
    const int code =
        sqlite3_table_column_metadata(handle_.get(), schema.empty() ? nullptr : schema.c_str(), table.c_str(),
                                      column.c_str(), &type, nullptr, nullptr, nullptr, nullptr);
    // Of every other type than INTEGER, and be it INT, a primary key is an ordinary column, which keeps NULL.
    if (code != SQLITE_OK)
        return !is_view(schema, table);
    return type != nullptr && sqlite3_stricmp(type, "INTEGER") == 0 && is_rowid(schema, table);
}

bool SqliteConnection::is_rowid(const std::string& schema, const std::string& table) const {
    std::string version = pragma_text(
        handle_.get(), "PRAGMA " + (schema.empty() ? std::string() : quoted(schema) + ".") + "schema_version");
    if (version != rowid_tables_version_) {
        rowid_tables_.clear();
        rowid_tables_version_ = std::move(version);
    }
    if (rowid_tables_.count({schema, table}) != 0)
        return true;
    // A key that is not the rowid (INTEGER PRIMARY KEY DESC, WITHOUT ROWID) has an index.
    if (gives_row(handle_.get(), "SELECT 1 FROM pragma_index_list(?1, ?2) WHERE origin = 'pk'", schema, table))
        return false;
    rowid_tables_.emplace(schema, table);
    return true;
}

bool SqliteConnection::is_view(const std::string& schema, const std::string& table) const {
    // It has columns, but sqlite3_table_column_metadata does not know it.
    return sqlite3_table_column_metadata(handle_.get(), schema.empty() ? nullptr : schema.c_str(), table.c_str(),
                                         nullptr, nullptr, nullptr, nullptr, nullptr, nullptr) != SQLITE_OK &&
           gives_row(handle_.get(), "SELECT 1 FROM pragma_table_info(?1, ?2)", schema, table);
}

bool SqliteConnection::alive() noexcept {
    return sqlite3_exec(handle_.get(), "PRAGMA schema_version", nullptr, nullptr, nullptr) == SQLITE_OK;
}

}  // namespace rowan::driver::sqlite
