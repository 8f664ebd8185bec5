#include <rowan/drivers/sqlite/internal/statement.hpp>

#include <rowan/drivers/sqlite/internal/bind.hpp>
#include <rowan/drivers/sqlite/internal/error.hpp>
#include <rowan/drivers/sqlite/internal/read.hpp>
#include <rowan/types/error.hpp>

#include <bit>
#include <string>
#include <utility>
#include <variant>

namespace rowan::driver::sqlite {
namespace {

constexpr unsigned tracked_parameters = 64;

std::uint64_t bits_of(int first, std::size_t count) {
    const auto place = static_cast<unsigned>(first);
    if (place >= tracked_parameters) {
        return 0;
    }
    const std::uint64_t bits = count >= tracked_parameters ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
    return bits << place;
}
std::uint64_t bit_of(int parameter) { return bits_of(parameter, 1); }

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

/// What is not bound is NULL.
void SqliteStatement::empty_stale() noexcept {
    for (std::uint64_t left = stale_ & ~bound_; left != 0; left &= left - 1) {
        sqlite3_bind_null(handle_.get(), std::countr_zero(left) + 1);
    }
    stale_ &= bound_;
}

void SqliteStatement::bind(int parameter, const Value& value, std::int8_t digits) {
    bound_ |= bit_of(parameter);
    bound_memory_ = bound_memory_ || !std::holds_alternative<std::int64_t>(value.storage());
    bind_value(handle_.get(), parameter, value, digits);
}

void SqliteStatement::bind_integer(int parameter, std::int64_t number) {
    bound_ |= bit_of(parameter);
    bind_number(handle_.get(), parameter, number);
}

void SqliteStatement::bind_fields(int first, std::span<const FieldSlot> fields, const void* object) {
    bound_ |= bits_of(first, fields.size());
    const bool bound_memory = std::exchange(bound_memory_, true);  // some of them may be bound when it throws
    bound_memory_ = bind_object(handle_.get(), first, fields, object) || bound_memory;
}

bool SqliteStatement::step() {
    if (done_) {
        return false;  // SQLite would begin again
    }
    if (!running_ && (stale_ & ~bound_) != 0) [[unlikely]] {
        empty_stale();
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
    if (bound_memory_ || parameter_count_ > static_cast<int>(tracked_parameters)) {
        sqlite3_clear_bindings(handle_.get());  // they may point to what is about to go
        stale_ = 0;
        bound_memory_ = false;
    } else {
        stale_ |= bound_;
    }
    bound_ = 0;
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
