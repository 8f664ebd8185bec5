// rowan/drivers/sqlite/internal/connection.hpp: an open database of SQLite.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/sqlite/internal/options.hpp>
#include <rowan/drivers/sqlite/internal/statement.hpp>

#include <sqlite3.h>

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace rowan::driver::sqlite {

struct Close {
    void operator()(sqlite3* database) const noexcept { sqlite3_close_v2(database); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

/// Opens the database and nothing more. `shared_name` names the one in memory that several connections share.
Handle open(const OpenOptions& options, const std::string& shared_name);

class SqliteConnection final : public Connection {
public:
    /// Opens, and makes all settings.
    SqliteConnection(const OpenOptions& options, const std::string& shared_name);

    std::unique_ptr<Statement> prepare(std::string_view sql) override;
    void execute(std::string_view sql) override;

    void begin(const BeginMode& mode) override;
    void commit() override;
    void rollback() override;
    void savepoint(std::string_view name) override;
    void release_savepoint(std::string_view name) override;
    void rollback_to_savepoint(std::string_view name) override;

    bool generates_key(const std::string& schema, const std::string& table, const std::string& column) const override;
    bool counts_inserts(const std::string& schema, const std::string& table) const override {
        return !is_view(schema, table);
    }
    bool in_transaction() const override { return sqlite3_get_autocommit(handle_.get()) == 0; }
    bool alive() noexcept override;
    void interrupt() noexcept override { sqlite3_interrupt(handle_.get()); }
    int server_version() const override { return sqlite3_libversion_number(); }
    void* native_handle() noexcept override { return handle_.get(); }

private:
    /// Runs one of the statements that begin and end transactions; it is prepared at its first use.
    void run(StatementHandle& statement, std::string_view sql);
    /// Whether the column of type INTEGER, which is the whole primary key, is another name of the rowid.
    bool is_rowid(const std::string& schema, const std::string& table) const;
    bool is_view(const std::string& schema, const std::string& table) const;
    void leave_read_only();
    void set_journal_mode(const OpenOptions& options);

    Handle handle_;  // before the statements, which have to go first
    StatementHandle begin_;
    StatementHandle begin_immediate_;
    StatementHandle commit_;
    StatementHandle rollback_;
    mutable std::set<std::pair<std::string, std::string>> rowid_tables_;  // schema and name, as of the version below
    mutable std::string rowid_tables_version_;
    bool read_only_ = false;  // inside a transaction that was begun so
};

}  // namespace rowan::driver::sqlite
