// rowan/drivers/sqlite/internal/statement.hpp: a prepared statement of SQLite.
#pragma once

#include <rowan/drivers/driver.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string_view>

namespace rowan::driver::sqlite {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Prepares exactly one statement. Throws ProgrammingError.
StatementHandle prepare(sqlite3* database, std::string_view sql);

class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* database, StatementHandle handle);

    int parameter_count() const override { return parameter_count_; }
    void bind(int parameter, const Value& value, std::int8_t digits) override;
    void bind_integer(int parameter, std::int64_t number) override;
    void bind_fields(int first, std::span<const FieldSlot> fields, const void* object) override;
    bool step() override;
    void reset() noexcept override;
    int column_count() const override { return sqlite3_column_count(handle_.get()); }
    std::string_view column_name(int column) const override;
    Value value(int column) const override;
    void read(int first, std::span<const FieldSlot> fields, void* object) const override;
    bool is_null(int column) const override;
    std::int64_t affected_rows() const override { return affected_; }
    std::int64_t last_insert_id() const override { return writes_ ? sqlite3_last_insert_rowid(database_) : 0; }

private:
    void empty_stale() noexcept;

    sqlite3* database_;
    StatementHandle handle_;
    int parameter_count_;
    bool writes_;
    bool running_ = false;
    bool row_ = false;   // the last step gave a row
    bool done_ = false;  // the last step gave none
    // Parameters, a bit for each of the first 64. To empty all bindings costs as much as to read a column; numbers may
    // stay until they are bound anew, as long as no execution sees those of an earlier one.
    std::uint64_t bound_ = 0;    // since the last reset
    std::uint64_t stale_ = 0;    // numbers of earlier executions that are still there
    bool bound_memory_ = false;  // something bound since the last reset lies in the caller's memory
    std::int64_t affected_ = 0;
    int changes_before_ = 0;
};

}  // namespace rowan::driver::sqlite
