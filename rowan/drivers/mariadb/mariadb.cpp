#include <rowan/drivers/mariadb/mariadb.hpp>

#include <rowan/drivers/mariadb/internal/connection.hpp>
#include <rowan/drivers/mariadb/internal/options.hpp>
#include <rowan/types/error.hpp>

namespace rowan {
namespace driver::mariadb {
namespace {

class MariadbDriver final : public Driver {
public:
    MariadbDriver() {
        // Not left to the first connection: two at once would do it twice.
        static const int failed = mysql_library_init(0, nullptr, nullptr);
        if (failed != 0) {
            throw OperationalError("MariaDB Connector/C can't be initialised");
        }
    }

    std::string_view name() const override { return "mariadb"; }
    bool single_connection(const Url& /*url*/) const override { return false; }
    std::unique_ptr<Connection> connect(const Url& url) const override {
        return std::make_unique<MariadbConnection>(parse_options(url));
    }
};

}  // namespace
}  // namespace driver::mariadb

std::unique_ptr<driver::Driver> mariadb_driver() { return std::make_unique<driver::mariadb::MariadbDriver>(); }

}  // namespace rowan
