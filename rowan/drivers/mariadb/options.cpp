#include <rowan/drivers/mariadb/internal/options.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>
#include <string_view>

namespace rowan::driver::mariadb {
namespace {

constexpr unsigned int default_connect_timeout = 10;

struct Named {
    std::string_view name;
    mysql_option option;
};
constexpr Named seconds[] = {{"connect_timeout", MYSQL_OPT_CONNECT_TIMEOUT},
                             {"read_timeout", MYSQL_OPT_READ_TIMEOUT},
                             {"write_timeout", MYSQL_OPT_WRITE_TIMEOUT}};
constexpr Named texts[] = {{"default_auth", MYSQL_DEFAULT_AUTH},
                           {"plugin_dir", MYSQL_PLUGIN_DIR},
                           {"option_file", MYSQL_READ_DEFAULT_FILE},
                           {"option_group", MYSQL_READ_DEFAULT_GROUP}};
constexpr Named tls_texts[] = {{"ssl_ca", MYSQL_OPT_SSL_CA},           {"ssl_capath", MYSQL_OPT_SSL_CAPATH},
                               {"ssl_cert", MYSQL_OPT_SSL_CERT},       {"ssl_key", MYSQL_OPT_SSL_KEY},
                               {"ssl_cipher", MYSQL_OPT_SSL_CIPHER},   {"ssl_crl", MYSQL_OPT_SSL_CRL},
                               {"ssl_crlpath", MYSQL_OPT_SSL_CRLPATH}, {"tls_version", MARIADB_OPT_TLS_VERSION}};
constexpr std::string_view others[] = {"unix_socket", "ssl_mode", "compress", "init_command", "program_name"};

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view takes) {
    throw ArgumentError("MariaDB's option " + std::string(name) + " is not '" + std::string(value) + "': it takes " +
                        std::string(takes));
}

[[noreturn]] void refuse_name(std::string_view name) {
    if (name == "charset") {
        throw ArgumentError("MariaDB's option charset is utf8mb4 always: rowan's texts are UTF-8");
    }
    std::string names;
    const auto add = [&](std::string_view known) { names.append(names.empty() ? "" : ", ").append(known); };
    std::for_each(std::begin(others), std::end(others), add);
    for (const std::span<const Named> group :
         {std::span<const Named>(seconds), std::span<const Named>(texts), std::span<const Named>(tls_texts)}) {
        std::for_each(group.begin(), group.end(), [&](const Named& known) { add(known.name); });
    }
    throw ArgumentError("MariaDB has no option '" + std::string(name) + "' in its URL; it knows " + names);
}

bool flag(std::string_view name, std::string_view value) {
    constexpr std::string_view yes[] = {"", "on", "1", "true", "yes"};
    constexpr std::string_view no[] = {"off", "0", "false", "no"};
    if (std::find(std::begin(yes), std::end(yes), value) != std::end(yes)) {
        return true;
    }
    if (std::find(std::begin(no), std::end(no), value) != std::end(no)) {
        return false;
    }
    refuse(name, value, "on or off");
}

unsigned int seconds_of(std::string_view name, std::string_view value) {
    unsigned int number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc() || end != value.data() + value.size()) {
        refuse(name, value, "a number of seconds");
    }
    return number;
}

const Named* find(std::span<const Named> group, std::string_view name) {
    const auto found = std::find_if(group.begin(), group.end(), [&](const Named& known) { return known.name == name; });
    return found == group.end() ? nullptr : &*found;
}

void set_ssl_mode(ConnectOptions& options, std::string_view mode, bool has_authority) {
    if (mode == "disabled") {
        options.flags.emplace_back(MYSQL_OPT_SSL_ENFORCE, false);
        options.flags.emplace_back(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, false);
        return;
    }
    if (mode != "required" && mode != "verify_ca" && mode != "verify_identity") {
        refuse("ssl_mode", mode, "disabled, required, verify_ca or verify_identity");
    }
    if (mode == "verify_ca" && !has_authority) {
        throw ArgumentError("MariaDB's option ssl_mode=verify_ca needs ssl_ca or ssl_capath: whose signature counts");
    }
    options.encrypted = true;
    options.flags.emplace_back(MYSQL_OPT_SSL_ENFORCE, true);
    options.flags.emplace_back(MYSQL_OPT_SSL_VERIFY_SERVER_CERT, mode == "verify_identity");
}

}  // namespace

ConnectOptions parse_options(const Url& url) {
    ConnectOptions result;
    if (!url.host().empty()) {
        result.host = url.host();
    }
    if (url.port()) {
        result.port = *url.port();
        // Else "localhost" is a socket, and the port forgotten.
        result.numbers.emplace_back(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_TCP);
    }
    if (url.username() && !url.username()->empty()) {
        result.user = url.username();
    }
    result.password = url.password();
    if (!url.database().empty()) {
        result.database = url.database();
    }

    result.numbers.emplace_back(MYSQL_OPT_CONNECT_TIMEOUT, default_connect_timeout);
    std::optional<std::string> ssl_mode;
    bool has_tls_option = false;
    bool has_authority = false;
    for (const auto& [given, value] : url.options()) {
        std::string name = given;
        std::replace(name.begin(), name.end(), '-', '_');
        if (const Named* const timeout = find(seconds, name)) {
            result.numbers.emplace_back(timeout->option, seconds_of(name, value));
        } else if (const Named* const text = find(texts, name)) {
            result.texts.emplace_back(text->option, value);
        } else if (const Named* const tls = find(tls_texts, name)) {
            result.texts.emplace_back(tls->option, value);
            has_tls_option = true;
            has_authority = has_authority || name == "ssl_ca" || name == "ssl_capath";
        } else if (name == "unix_socket") {
            result.unix_socket = value;
            result.numbers.emplace_back(MYSQL_OPT_PROTOCOL, MYSQL_PROTOCOL_SOCKET);
        } else if (name == "ssl_mode") {
            ssl_mode = value;
        } else if (name == "compress") {
            if (flag(name, value)) {
                result.flags.emplace_back(MYSQL_OPT_COMPRESS, true);
            }
        } else if (name == "init_command") {
            result.init_command = value;
        } else if (name == "program_name") {
            result.program_name = value;
        } else if (name != "charset" || value != "utf8mb4") {
            refuse_name(name);
        }
    }
    if (ssl_mode == "disabled" && has_tls_option) {
        throw ArgumentError(
            "MariaDB's option ssl_mode=disabled contradicts the option of TLS beside it: leave one out");
    }
    if (ssl_mode || has_tls_option) {
        set_ssl_mode(result, ssl_mode.value_or("required"), has_authority);
    }
    return result;
}

}  // namespace rowan::driver::mariadb
