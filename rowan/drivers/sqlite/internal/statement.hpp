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
    sqlite3* database_;
    StatementHandle handle_;
    int parameter_count_;
    bool writes_;
    bool running_ = false;
    bool row_ = false;   // the last step gave a row
    bool done_ = false;  // the last step gave none
    std::int64_t affected_ = 0;
    int changes_before_ = 0;
};

}  // namespace rowan::driver::sqlite
