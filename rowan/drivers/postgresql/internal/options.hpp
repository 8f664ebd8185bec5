// rowan/drivers/postgresql/internal/options.hpp: what an URL says about how to connect to PostgreSQL.
#pragma once

#include <rowan/drivers/url.hpp>

#include <string>
#include <utility>
#include <vector>

namespace rowan::driver::postgresql {

struct ConnectOptions {
    /// libpq's keywords and their values.
    std::vector<std::pair<std::string, std::string>> keywords{};
    /// Whether statements that are used again are prepared by name.
    bool named_statements = true;
};

/// Throws ArgumentError for an option that neither rowan nor this libpq knows, and says which are known.
ConnectOptions parse_options(const Url& url);

}  // namespace rowan::driver::postgresql
