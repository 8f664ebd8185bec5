// rowan/dialects/oracle/dialect.hpp: Oracle Database, from 12.2 on; programs call oracle_dialect() of
// dialects/dialect.hpp.
#pragma once

#include <rowan/dialects/dialect.hpp>

namespace rowan::oracle {

class OracleDialect final : public Dialect {
public:
    /// 19'000'000 is 19c.
    explicit OracleDialect(int version);

    std::string_view name() const noexcept override { return "oracle"; }
    Compiled compile(const Statement& statement, Literals literals) const override;
    /// Small letters without quotes are capitals to Oracle, so that `users` is what others call USERS.
    std::string quote(std::string_view identifier) const override;
    std::string next_value_sql(const std::string& quoted_sequence) const override;
    std::unique_ptr<DdlCompiler> ddl() const override;

    int version() const noexcept { return version_; }

private:
    int version_;
};

}  // namespace rowan::oracle
