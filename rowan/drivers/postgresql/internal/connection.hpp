// rowan/drivers/postgresql/internal/connection.hpp: an open connection to a server.
#pragma once

#include <rowan/drivers/driver.hpp>
#include <rowan/drivers/postgresql/internal/link.hpp>

#include <array>
#include <memory>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace rowan::driver::postgresql {

class PostgresqlConnection final : public Connection {
public:
    PostgresqlConnection(const ConnectOptions& options, std::shared_ptr<TypeCache> types)
        : link_(options, std::move(types)) {}

    std::unique_ptr<Statement> prepare(std::string_view sql) override;
    void execute(std::string_view sql) override;
    CopiedRows copy_in(std::string_view table, std::span<const std::string> columns, std::span<const FieldSlot> fields,
                       std::span<const void* const> objects) override;

    bool generates_key(const std::string& schema, const std::string& table, const std::string& column) const override;

    void begin(const BeginMode& mode) override;
    void commit() override;
    void rollback() override;
    void savepoint(std::string_view name) override;
    void release_savepoint(std::string_view name) override;
    void rollback_to_savepoint(std::string_view name) override;

    bool in_transaction() const override { return link_.in_transaction(); }
    bool is_lost() const noexcept override { return link_.is_lost(); }
    bool alive() noexcept override { return link_.alive(); }
    void interrupt() noexcept override { link_.interrupt(); }
    int server_version() const override;
    void* native_handle() noexcept override;
    bool takes_many() const noexcept override { return true; }

    Link& link() noexcept { return link_; }

private:
    void require_copyable(const std::string& table);

    mutable Link link_;  // questions go over it, too
    /// Columns that do, so that each is asked for once.
    mutable std::set<std::array<std::string, 3>> generated_keys_{};
};

}  // namespace rowan::driver::postgresql
