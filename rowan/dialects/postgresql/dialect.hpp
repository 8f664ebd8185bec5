// rowan/dialects/postgresql/dialect.hpp: PostgreSQL, from 12 on; programs call postgresql_dialect() of
// dialects/dialect.hpp.
#pragma once

#include <rowan/dialects/dialect.hpp>

namespace rowan::postgresql {

class PostgresqlDialect : public Dialect {
public:
    /// A version as driver::Connection::server_version gives it: 15'004'000 for 15.4.
    explicit PostgresqlDialect(int version);

    std::string_view name() const noexcept override { return "postgresql"; }
    Compiled compile(const Statement& statement, Literals literals) const override;
    std::string quote(std::string_view identifier) const override;
    std::string next_keys_sql(const TableData& table) const override;
    std::string column_types_sql(const TableData& table) const override;
    std::string update_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const override;
    std::string delete_many_sql(const TableData& table, std::span<const ArrayColumn> columns) const override;
    std::string copy_in_sql(const TableData& table, std::span<const std::string> columns) const override;
    std::string next_value_sql(const std::string& quoted_sequence) const override;
    std::unique_ptr<DdlCompiler> ddl() const override;
    std::unique_ptr<Reflector> reflector(driver::Connection& connection) const override;
};

}  // namespace rowan::postgresql
