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
    std::unique_ptr<DdlCompiler> ddl() const override;
    std::unique_ptr<Reflector> reflector(driver::Connection& connection) const override;

    bool is_mariadb() const noexcept { return server_ == Server::mariadb; }
    int version() const noexcept { return version_; }
    /// Whether it is at least one of these versions.
    bool since(int mysql, int mariadb) const noexcept { return version_ >= (is_mariadb() ? mariadb : mysql); }

    /// In an index, a column has 3072 bytes, and a character 4 of them; 767 before rows were DYNAMIC by default, in
    /// MySQL 5.7.9.
    int most_key_characters() const noexcept { return since(5'007'009, 0) ? 768 : 191; }
    /// The length in a key or an index of a text without a limit.
    int usual_key_characters() const noexcept { return since(5'007'009, 0) ? 255 : 191; }
    /// How much of the beginning of such a column is in an index that is not unique; 0: all of it.
    int indexed_beginning(const SqlType& type) const noexcept;

private:
    Server server_;
    int version_;
};

/// For `since`: a version that there is not.
inline constexpr int never = 2'000'000'000;

}  // namespace rowan::mysql
