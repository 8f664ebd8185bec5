// rowan/drivers/mariadb/internal/options.hpp: what an URL says about how to connect to MariaDB or MySQL.
#pragma once

#include <rowan/drivers/url.hpp>

#include <mysql.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace rowan::driver::mariadb {

struct ConnectOptions {
    /// None where the library is to find it in an option file, or takes its own.
    std::optional<std::string> host{};
    std::optional<std::string> user{};
    std::optional<std::string> password{};
    std::optional<std::string> database{};
    std::optional<std::string> unix_socket{};
    unsigned int port = 0;

    // What mysql_optionsv takes, in the three forms in which it does.
    std::vector<std::pair<mysql_option, std::string>> texts{};
    std::vector<std::pair<mysql_option, unsigned int>> numbers{};
    std::vector<std::pair<mysql_option, bool>> flags{};
    std::string program_name = "rowan";
    std::string init_command{};  ///< SQL, behind the driver's own settings
    bool encrypted = false;      ///< or not at all
};

/// Throws ArgumentError for an option that is not known, and says which are, and for a value that one does not take.
ConnectOptions parse_options(const Url& url);

}  // namespace rowan::driver::mariadb
