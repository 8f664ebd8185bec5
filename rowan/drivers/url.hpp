// rowan/drivers/url.hpp: where a database is, as a value.
//
//     auto url = rowan::Url::parse("postgresql://scott:tiger@localhost:5432/shop?connect_timeout=5");
//     url.database();               // "shop"
//     url.to_string();              // "postgresql://scott:***@localhost:5432/shop?connect_timeout=5"
//
//     dialect+driver://username:password@host:port/database?option=value&option=value
//
// Every part but the dialect may be missing. Characters with a meaning of their own are percent-encoded in their part
// ("p@ss" is "p%40ss"); an IPv6 address stands in brackets. For SQLite the database is a file: sqlite:///relative.db,
// sqlite:////absolute.db, and sqlite:// is a database in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan {

/// An URL, taken apart. A plain value: copies are independent; const use from several threads is safe.
class Url {
public:
    /// A named option, as in `?name=value`; `?name` alone has an empty value.
    using Option = std::pair<std::string, std::string>;

    Url() = default;
    /// Takes a text apart. Throws ArgumentError, which says what is wrong and never shows any part that could be a
    /// password. `parse(url.to_string_with_password()) == url` for every URL that was parsed.
    static Url parse(std::string_view text);

    const std::string& dialect() const noexcept { return dialect_; }
    /// The client library asked for, as in mssql+odbc; empty: the dialect's usual one.
    const std::string& driver() const noexcept { return driver_; }
    /// None if there is no user part at all; may be empty.
    const std::optional<std::string>& username() const noexcept { return username_; }
    const std::optional<std::string>& password() const noexcept { return password_; }
    /// Without brackets; empty if none is given.
    const std::string& host() const noexcept { return host_; }
    std::optional<std::uint16_t> port() const noexcept { return port_; }
    const std::string& database() const noexcept { return database_; }

    /// In the order given; a name may repeat.
    const std::vector<Option>& options() const noexcept { return options_; }
    /// The last value of an option, if it is given at all.
    std::optional<std::string> option(std::string_view name) const;
    /// Every value of an option, in order.
    std::vector<std::string> all_options(std::string_view name) const;

    // Changes, each of which gives the URL itself, for chains. Throw ArgumentError for what no URL can say (a dialect
    // with other characters than letters, digits and '_'; a zero byte anywhere).
    Url& set_dialect(std::string_view dialect);
    Url& set_driver(std::string_view driver);
    /// Without a user there is no password: none takes both away.
    Url& set_username(std::optional<std::string> username);
    /// An URL without a user gets an empty one.
    Url& set_password(std::optional<std::string> password);
    Url& set_host(std::string_view host);
    Url& set_port(std::optional<std::uint16_t> port);
    Url& set_database(std::string_view database);
    /// Replaces every value of the option by this one.
    Url& set_option(std::string_view name, std::string_view value);
    /// Adds a value to those that the option has.
    Url& add_option(std::string_view name, std::string_view value);
    Url& remove_option(std::string_view name);

    /// The URL as text for logs: `***` stands for the password and for the value of an option that is called one.
    std::string to_string() const;
    /// The URL as text with all secrets, as `parse` takes it.
    std::string to_string_with_password() const;

    friend bool operator==(const Url&, const Url&) = default;

private:
    std::string print(bool with_secrets) const;

    std::string dialect_{};
    std::string driver_{};
    std::optional<std::string> username_{};
    std::optional<std::string> password_{};
    std::string host_{};
    std::optional<std::uint16_t> port_{};
    std::string database_{};
    std::vector<Option> options_{};
};

}  // namespace rowan
