// rowan/dialects/mssql/dialect.hpp: Microsoft SQL Server, from 2017 on; programs call mssql_dialect() of
// dialects/dialect.hpp.
#pragma once

#include <rowan/dialects/dialect.hpp>

namespace rowan::mssql {

class MssqlDialect final : public Dialect {
public:
    /// 14'000'000 is 2017, 15'000'000 is 2019, 16'000'000 is 2022.
    explicit MssqlDialect(int version);

    std::string_view name() const noexcept override { return "mssql"; }
    Compiled compile(const Statement& statement, Literals literals) const override;
    std::string quote(std::string_view identifier) const override;
    std::unique_ptr<DdlCompiler> ddl() const override;

    int version() const noexcept { return version_; }

private:
    int version_;
};

}  // namespace rowan::mssql
