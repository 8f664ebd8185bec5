// rowan/dialects/sqlite/dialect.hpp: SQLite, from 3.15 on; programs call sqlite_dialect() of dialects/dialect.hpp.
#pragma once

#include <rowan/dialects/dialect.hpp>

namespace rowan::sqlite {

class SqliteDialect final : public Dialect {
public:
    /// A version as driver::Connection::server_version gives it: 3'040'001.
    explicit SqliteDialect(int version);

    std::string_view name() const noexcept override { return "sqlite"; }
    Compiled compile(const Statement& statement, Literals literals) const override;
    std::string quote(std::string_view identifier) const override;
    std::string highest_key_sql(const TableData& table) const override;
    std::unique_ptr<DdlCompiler> ddl() const override;
    std::unique_ptr<Reflector> reflector(driver::Connection& connection) const override;
};

}  // namespace rowan::sqlite
