// rowan/dialects/mysql/dialect.hpp: MySQL, from 5.6 on, and MariaDB, from 10.2 on; programs call mysql_dialect() and
// mariadb_dialect() of dialects/dialect.hpp.
#pragma once

#include <rowan/dialects/dialect.hpp>

namespace rowan::mysql {

enum class Server : unsigned char { mysql, mariadb };

class MysqlDialect final : public Dialect {
public:
    /// A version as of driver::Connection::server_version: 8'000'036, 10'011'002.
    MysqlDialect(Server server, int version);

    std::string_view name() const noexcept override { return is_mariadb() ? "mariadb" : "mysql"; }
    Compiled compile(const Statement& statement, Literals literals) const override;
    std::string quote(std::string_view identifier) const override;
    std::string rising_keys_sql(const TableData& table) const override;
    std::string copy_in_sql(const TableData& table, std::span<const std::string> columns) const override;
    std::string next_value_sql(const std::string& quoted_sequence) const override;
    std::unique_ptr<DdlCompiler> ddl() const override;
    std::unique_ptr<Reflector> reflector(driver::Connection& connection) const override;

    bool is_mariadb() const noexcept { return server_ == Server::mariadb; }
    int version() const noexcept { return version_; }
    /// Whether it is at least one of these versions.
    bool since(int mysql, int mariadb) const noexcept { return version_ >= (is_mariadb() ? mariadb : mysql); }
    /// How many characters of a text without a length fit into an index, each of up to four bytes: 767 bytes do in old
    /// versions.
    int indexed_length() const noexcept { return since(5'007'007, 10'002'002) ? 255 : 191; }

private:
    Server server_;
    int version_;
};

/// For `since`: a version that there is not.
inline constexpr int never = 2'000'000'000;

}  // namespace rowan::mysql
