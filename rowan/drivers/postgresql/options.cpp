#include <rowan/drivers/postgresql/internal/options.hpp>

#include <rowan/types/error.hpp>

#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <string_view>

namespace rowan::driver::postgresql {
namespace {

constexpr std::string_view prepared_statements = "prepared_statements";

/// What the URL says in its other parts, or what rowan needs as it is.
constexpr std::string_view taken[] = {"user", "password", "dbname", "client_encoding"};

std::vector<std::string> libpq_options() {
    const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> all(PQconndefaults(), &PQconninfoFree);
    if (!all) {
        throw OperationalError("out of memory");
    }
    std::vector<std::string> names;
    for (const PQconninfoOption* option = all.get(); option->keyword != nullptr; ++option) {
        const bool elsewhere = std::find(std::begin(taken), std::end(taken), option->keyword) != std::end(taken);
        if (!elsewhere) {
            names.emplace_back(option->keyword);
        }
    }
    return names;
}

void check_name(const std::vector<std::string>& known, const std::string& name) {
    if (name == prepared_statements || std::find(known.begin(), known.end(), name) != known.end()) {
        return;
    }
    if (std::find(std::begin(taken), std::end(taken), name) != std::end(taken)) {
        throw ArgumentError("PostgreSQL's '" + name + "' is no option of an URL: " +
                            (name == "client_encoding" ? std::string("rowan's texts are UTF-8 always")
                                                       : "it stands in postgresql://user:password@host:port/dbname"));
    }
    std::string names(prepared_statements);
    for (const std::string& option : known) {
        names += ", " + option;
    }
    throw ArgumentError("PostgreSQL has no option '" + name + "' in its URL; it knows " + names);
}

bool flag(std::string_view name, std::string_view value) {
    std::string word(value);
    std::transform(word.begin(), word.end(), word.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (word.empty() || word == "on" || word == "1" || word == "true" || word == "yes") {
        return true;
    }
    if (word == "off" || word == "0" || word == "false" || word == "no") {
        return false;
    }
    throw ArgumentError("PostgreSQL's option " + std::string(name) + " is not '" + std::string(value) +
                        "': it takes on or off");
}

/// Adds the hosts of a list, `a:5432,b,[::1]:5433`, to those that libpq is to try.
void add_hosts(std::string_view list, std::string& hosts, std::string& ports, bool& any_port) {
    while (true) {
        const std::size_t comma = std::min(list.find(','), list.size());
        std::string_view host = list.substr(0, comma);
        std::string_view port;
        if (host.starts_with('[')) {
            const std::size_t closing = host.find(']');
            if (closing == std::string_view::npos) {
                throw ArgumentError("PostgreSQL's option host has a '[' without its ']'");
            }
            port = host.substr(closing + 1);
            host = host.substr(1, closing - 1);
            port.remove_prefix(port.starts_with(':') ? 1 : 0);
        } else if (!host.starts_with('/') && std::count(host.begin(), host.end(), ':') == 1) {
            port = host.substr(host.find(':') + 1);
            host = host.substr(0, host.find(':'));
        }
        hosts += (hosts.empty() ? "" : ",") + std::string(host);
        ports += (ports.empty() && hosts.find(',') == std::string::npos ? "" : ",") + std::string(port);
        any_port = any_port || !port.empty();
        if (comma == list.size()) {
            return;
        }
        list.remove_prefix(comma + 1);
    }
}

}  // namespace

ConnectOptions parse_options(const Url& url) {
    ConnectOptions result;
    const auto set = [&](std::string_view name, const std::string& value) {
        result.keywords.emplace_back(std::string(name), value);
    };
    const std::vector<std::string> known = libpq_options();
    for (const auto& [name, value] : url.options()) {
        check_name(known, name);
    }

    std::string hosts;
    std::string ports;
    bool any_port = false;
    if (!url.host().empty()) {
        // An URL's own host may be a list, too; its port is then that of the last.
        if (url.host().find(',') != std::string::npos) {
            add_hosts(url.host() + (url.port() ? ":" + std::to_string(*url.port()) : ""), hosts, ports, any_port);
        } else {
            hosts = url.host();
            ports = url.port() ? std::to_string(*url.port()) : "";
            any_port = url.port().has_value();
        }
    } else if (url.port()) {
        ports = std::to_string(*url.port());
        any_port = true;
    }
    if (const std::vector<std::string> more = url.all_options("host"); !more.empty()) {
        if (!hosts.empty()) {
            throw ArgumentError(
                "the URL has a host and the option host; write all of them as ?host=one:5432&host=two:5432");
        }
        const std::string port = ports;
        ports.clear();
        any_port = false;
        for (const std::string& list : more) {
            add_hosts(list, hosts, ports, any_port);
        }
        if (!any_port) {
            ports = port;
            any_port = !port.empty();
        }
    }
    if (!hosts.empty()) {
        set("host", hosts);
    }
    if (const auto given = url.option("port")) {
        if (any_port) {
            throw ArgumentError("the URL has a port and the option port");
        }
        set("port", *given);
    } else if (any_port) {
        set("port", ports);
    }
    if (url.username() && !url.username()->empty()) {
        set("user", *url.username());
    }
    if (url.password()) {
        set("password", *url.password());
    }
    if (!url.database().empty()) {
        set("dbname", url.database());
    }
    for (const auto& [name, value] : url.options()) {
        if (name == prepared_statements) {
            result.named_statements = flag(name, value);
        } else if (name != "host" && name != "port") {
            set(name, value);
        }
    }
    if (!url.option("fallback_application_name")) {
        set("fallback_application_name", "rowan");
    }
    set("client_encoding", "UTF8");
    return result;
}

}  // namespace rowan::driver::postgresql
