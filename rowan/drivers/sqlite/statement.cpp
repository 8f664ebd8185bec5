#include <rowan/drivers/sqlite/internal/statement.hpp>

#include <rowan/drivers/sqlite/internal/bind.hpp>
#include <rowan/drivers/sqlite/internal/error.hpp>
#include <rowan/drivers/sqlite/internal/read.hpp>
#include <rowan/types/error.hpp>

#include <string>

namespace rowan::driver::sqlite {
namespace {

void require_row(bool row) {
    if (!row) [[unlikely]] {
        throw StateError("there is no current row: step() has not been called, or gave false");
    }
}

}  // namespace

StatementHandle prepare(sqlite3* database, std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    const char* tail = nullptr;
    if (sql.size() > static_cast<std::size_t>(INT32_MAX)) {
        throw DataError("the statement is longer than SQLite takes");
    }
    check(database, sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                       &statement, &tail));
    StatementHandle handle(statement);
    if (sql.find('\0') != std::string_view::npos) {
        throw ProgrammingError("the SQL contains a zero byte, at which SQLite would end it");
    }
    if (!handle) {
        throw ProgrammingError("there is no statement, only space or a comment");
    }
    // What follows may be space, comments or ';', which prepare to nothing.
    const char* const end = sql.data() + sql.size();
    while (tail != end) {
        sqlite3_stmt* more = nullptr;
        const char* const from = tail;
        const int code = sqlite3_prepare_v3(database, from, static_cast<int>(end - from), 0, &more, &tail);
        const StatementHandle second(more);
        if (code != SQLITE_OK || second) {
            throw ProgrammingError(
                "one statement is executed at a time, and this text has more behind a ';' (run_script "
                "executes several)");
        }
        if (tail == from) {
            break;
        }
    }
    return handle;
}

SqliteStatement::SqliteStatement(sqlite3* database, StatementHandle handle)
    : database_(database),
      handle_(std::move(handle)),
      parameter_count_(sqlite3_bind_parameter_count(handle_.get())),
      writes_(sqlite3_stmt_readonly(handle_.get()) == 0) {}

void SqliteStatement::bind(int parameter, const Value& value, std::int8_t digits) {
    bind_value(handle_.get(), parameter, value, digits);
}

void SqliteStatement::bind_fields(int first, std::span<const FieldSlot> fields, const void* object) {
    bind_object(handle_.get(), first, fields, object);
}

bool SqliteStatement::step() {
    if (done_) {
        return false;  // SQLite would begin again
    }
    if (writes_ && !running_) {
        changes_before_ = sqlite3_total_changes(database_);
    }
    running_ = true;
    row_ = false;
    const int code = sqlite3_step(handle_.get());
    if (writes_) {
        // Of statements that are no INSERT, UPDATE or DELETE, sqlite3_changes would tell what the one before did.
        affected_ = sqlite3_total_changes(database_) == changes_before_ ? 0 : sqlite3_changes(database_);
    }
    if (code == SQLITE_ROW) {
        return row_ = true;
    }
    done_ = true;
    if (code != SQLITE_DONE) [[unlikely]] {
        throw_error(database_, code);
    }
    return false;
}

void SqliteStatement::reset() noexcept {
    sqlite3_reset(handle_.get());
    if (parameter_count_ != 0) {
        sqlite3_clear_bindings(handle_.get());  // they may point to what is about to go
    }
    running_ = done_ = row_ = false;
}

std::string_view SqliteStatement::column_name(int column) const {
    const char* name = sqlite3_column_name(handle_.get(), column);
    return name == nullptr ? std::string_view() : std::string_view(name);
}

Value SqliteStatement::value(int column) const {
    require_row(row_);
    return read_value(handle_.get(), column);
}

void SqliteStatement::read(int first, std::span<const FieldSlot> fields, void* object) const {
    require_row(row_);
    read_object(handle_.get(), first, fields, object);
}

bool SqliteStatement::is_null(int column) const {
    require_row(row_);
    return sqlite3_column_type(handle_.get(), column) == SQLITE_NULL;
}

}  // namespace rowan::driver::sqlite
