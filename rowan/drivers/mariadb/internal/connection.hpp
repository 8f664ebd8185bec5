// rowan/drivers/mariadb/internal/connection.hpp: an open connection to a server.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/mariadb/internal/link.hpp>

#include <array>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace rowan::driver::mariadb {

class MariadbConnection final : public Connection {
public:
    explicit MariadbConnection(const ConnectOptions& options) : link_(options) {}

    std::unique_ptr<Statement> prepare(std::string_view sql) override;
    void execute(std::string_view sql) override { link_.run(sql); }
    CopiedRows copy_in(std::string_view table, std::span<const std::string> columns, std::span<const FieldSlot> fields,
                       std::span<const void* const> objects) override;
    bool takes_many() const noexcept override;

    void begin(const BeginMode& mode) override;
    void commit() override;
    void rollback() override;
    void savepoint(std::string_view name) override;
    void release_savepoint(std::string_view name) override;
    void rollback_to_savepoint(std::string_view name) override;

    bool generates_key(const std::string& schema, const std::string& table, const std::string& column) const override;
    bool in_transaction() const override { return link_.in_transaction(); }
    bool is_lost() const noexcept override { return link_.is_lost(); }
    bool alive() noexcept override { return link_.alive(); }
    void interrupt() noexcept override { link_.interrupt(); }
    int server_version() const override;
    void* native_handle() noexcept override { return link_.connection(); }

private:
    mutable Link link_;  // a question about the schema changes nothing that can be seen from outside
    mutable std::set<std::array<std::string, 3>> generated_keys_{};  // schema, table and column, once known
};

}  // namespace rowan::driver::mariadb
