#include <rowan/drivers/postgresql/postgresql.hpp>

#include <rowan/drivers/postgresql/internal/connection.hpp>
#include <rowan/drivers/postgresql/internal/options.hpp>
#include <rowan/types/error.hpp>

namespace rowan {
namespace driver::postgresql {
namespace {

class PostgresqlDriver final : public Driver {
public:
    std::string_view name() const override { return "postgresql"; }
    bool single_connection(const Url& /*url*/) const override { return false; }
    std::unique_ptr<Connection> connect(const Url& url) const override {
        return std::make_unique<PostgresqlConnection>(parse_options(url), types_);
    }

private:
    const std::shared_ptr<TypeCache> types_ = std::make_shared<TypeCache>();
};

PostgresqlConnection& connection_of(Connection& connection) {
    if (auto* found = dynamic_cast<PostgresqlConnection*>(&connection)) {
        return *found;
    }
    throw ArgumentError("this connection is not one to PostgreSQL");
}

}  // namespace
}  // namespace driver::postgresql

std::unique_ptr<driver::Driver> postgresql_driver() { return std::make_unique<driver::postgresql::PostgresqlDriver>(); }

void postgresql::on_notice(driver::Connection& connection, NoticeHook hook) {
    driver::postgresql::connection_of(connection).link().set_notice_hook(std::move(hook));
}

std::optional<postgresql::Notification> postgresql::wait_for_notification(driver::Connection& connection,
                                                                          std::chrono::milliseconds timeout) {
    return driver::postgresql::connection_of(connection).link().next_notification(timeout);
}

}  // namespace rowan
