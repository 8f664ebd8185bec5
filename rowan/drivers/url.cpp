#include <rowan/drivers/url.hpp>

#include <rowan/types/error.hpp>

#include <algorithm>
#include <cctype>
#include <charconv>

namespace rowan {
namespace {

constexpr std::string_view form = "dialect+driver://username:password@host:port/database?option=value";

[[noreturn]] void refuse(const std::string& reason) {
    throw ArgumentError("not a database URL: " + reason + ". The form is " + std::string(form));
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](unsigned char c) { return c < 0x80 && (std::isalnum(c) != 0 || c == '_'); });
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string decode(std::string_view text, std::string_view part) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        char c = text[i];
        if (c == '%') {
            const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
            const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
            if (high < 0 || low < 0) {
                refuse("a '%' in the " + std::string(part) +
                       " is not followed by two hexadecimal digits (write %25 for the character itself)");
            }
            c = static_cast<char>(high * 16 + low);
            i += 2;
        }
        if (c == '\0') {
            refuse("the " + std::string(part) + " contains a zero byte");
        }
        result += c;
    }
    return result;
}

/// Encodes all but the characters that stand for themselves everywhere, and those in `also`.
void encode(std::string& to, std::string_view text, std::string_view also) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain =
            byte < 0x80 && (std::isalnum(byte) != 0 || std::string_view("-._~").find(c) != std::string_view::npos ||
                            also.find(c) != std::string_view::npos);
        if (plain) {
            to += c;
        } else {
            to += '%';
            to += digits[byte >> 4U];
            to += digits[byte & 15U];
        }
    }
}

std::string without_zero_bytes(std::string_view text, std::string_view part) {
    if (text.find('\0') != std::string_view::npos) {
        throw ArgumentError("the " + std::string(part) + " of a database URL contains a zero byte");
    }
    return std::string(text);
}

bool is_secret(std::string_view option) {
    std::string name;
    for (const char c : option) {
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    // "connect" as in odbc_connect, which holds a whole line with a password in it; but a timeout is nobody's secret.
    if (name.find("timeout") != std::string::npos) {
        return false;
    }
    constexpr std::string_view words[] = {"pass",   "pwd",     "secret",  "token",
                                          "apikey", "api_key", "connect", "credential"};
    return std::any_of(std::begin(words), std::end(words),
                       [&](std::string_view word) { return name.find(word) != std::string::npos; });
}

std::uint16_t parse_port(std::string_view text) {
    unsigned value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // The text is not shown: it is the end of the password where a '/' in that was not encoded.
    if (error != std::errc{} || end != text.data() + text.size() || value == 0 || value > 65535) {
        refuse(
            "the port is not a number from 1 to 65535 (write %2F for a '/', %3F for a '?' and %40 for a '@' in a "
            "password)");
    }
    return static_cast<std::uint16_t>(value);
}

/// A '?' in a password that was not encoded ends the authority or, behind a '/', the database, and the rest of the
/// password would be shown as an option. The '@' behind it tells. Behind a database, options may have one in a value.
void refuse_password_in_options(bool behind_database, std::string_view query) {
    for (std::size_t at = query.find('@'); at != std::string_view::npos; at = query.find('@', at + 1)) {
        const std::size_t option = query.substr(0, at).rfind('&') + 1;
        if (!behind_database || query.substr(option, at - option).find('=') == std::string_view::npos) {
            refuse(
                "there is a '@' behind the '?'; in a password, a '?' is written %3F and a '@' %40; in an option, a '@' "
                "is written %40");
        }
    }
}

}  // namespace

Url Url::parse(std::string_view text) {
    Url url;
    const std::size_t scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos) {
        refuse("there is no '://'");
    }
    const std::string_view scheme = text.substr(0, scheme_end);
    const std::size_t plus = scheme.find('+');
    if (!is_name(scheme.substr(0, plus)) || (plus != std::string_view::npos && !is_name(scheme.substr(plus + 1)))) {
        refuse("what stands before '://' is not a dialect, or a dialect and a driver as in mssql+odbc");
    }
    url.dialect_ = scheme.substr(0, plus);
    if (plus != std::string_view::npos) {
        url.driver_ = scheme.substr(plus + 1);
    }

    std::string_view rest = text.substr(scheme_end + 3);
    const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
    std::string_view authority = rest.substr(0, authority_end);
    rest.remove_prefix(authority_end);
    std::string_view query;
    if (const std::size_t question = rest.find('?'); question != std::string_view::npos) {
        query = rest.substr(question + 1);
        rest = rest.substr(0, question);
    }
    const bool on_a_server = !authority.empty();
    if (on_a_server) {
        refuse_password_in_options(!rest.empty(), query);
    }

    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        const std::string_view user = authority.substr(0, at);
        authority.remove_prefix(at + 1);
        const std::size_t colon = user.find(':');
        url.username_ = decode(user.substr(0, colon), "username");
        if (colon != std::string_view::npos) {
            url.password_ = decode(user.substr(colon + 1), "password");
        }
    }
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t close = authority.find(']');
        if (close == std::string_view::npos) {
            refuse("the '[' of an IPv6 address is not closed");
        }
        url.host_ = decode(authority.substr(1, close - 1), "host");
        port = authority.substr(close + 1);
        if (url.host_.empty() || (!port.empty() && port.front() != ':')) {
            refuse("an IPv6 address stands in brackets and may be followed by ':' and a port, as in [::1]:5432");
        }
        if (!port.empty()) {
            port.remove_prefix(1);
            url.port_ = parse_port(port);
        }
    } else if (const std::size_t colon = authority.find(':'); colon != std::string_view::npos) {
        port = authority.substr(colon + 1);
        if (port.find(':') != std::string_view::npos) {
            refuse("the host contains more than one ':' (an IPv6 address stands in brackets, as in [::1]:5432)");
        }
        url.host_ = decode(authority.substr(0, colon), "host");
        if (!port.empty()) {
            url.port_ = parse_port(port);
        }
    } else {
        url.host_ = decode(authority, "host");
    }

    if (!rest.empty()) {
        rest.remove_prefix(1);
        if (on_a_server && rest.find('@') != std::string_view::npos) {
            refuse(
                "there is a '@' behind the host; in a password, a '/' is written %2F and a '@' %40; in the name of a "
                "database, a '@' is written %40");
        }
        url.database_ = decode(rest, "database");
    }
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view option = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        if (option.empty()) {
            continue;
        }
        const std::size_t equals = std::min(option.find('='), option.size());
        std::string name = decode(option.substr(0, equals), "name of an option");
        if (name.empty()) {
            refuse("an option has no name");
        }
        url.options_.emplace_back(std::move(name),
                                  decode(option.substr(std::min(equals + 1, option.size())), "value of an option"));
    }
    return url;
}

std::optional<std::string> Url::option(std::string_view name) const {
    const auto found =
        std::find_if(options_.rbegin(), options_.rend(), [&](const Option& o) { return o.first == name; });
    return found == options_.rend() ? std::nullopt : std::optional(found->second);
}

std::vector<std::string> Url::all_options(std::string_view name) const {
    std::vector<std::string> result;
    for (const auto& [key, value] : options_) {
        if (key == name) {
            result.push_back(value);
        }
    }
    return result;
}

Url& Url::set_dialect(std::string_view dialect) {
    if (!is_name(dialect)) {
        throw ArgumentError("a dialect's name consists of letters, digits and '_'");
    }
    dialect_ = dialect;
    return *this;
}

Url& Url::set_driver(std::string_view driver) {
    if (!driver.empty() && !is_name(driver)) {
        throw ArgumentError("a driver's name consists of letters, digits and '_'");
    }
    driver_ = driver;
    return *this;
}

Url& Url::set_username(std::optional<std::string> username) {
    if (username) {
        without_zero_bytes(*username, "username");
    } else {
        password_.reset();
    }
    username_ = std::move(username);
    return *this;
}

Url& Url::set_password(std::optional<std::string> password) {
    if (password) {
        without_zero_bytes(*password, "password");
        if (!username_) {
            username_.emplace();
        }
    }
    password_ = std::move(password);
    return *this;
}

Url& Url::set_host(std::string_view host) {
    host_ = without_zero_bytes(host, "host");
    return *this;
}

Url& Url::set_port(std::optional<std::uint16_t> port) {
    if (port == std::uint16_t{0}) {
        throw ArgumentError("a port is a number from 1 to 65535");
    }
    port_ = port;
    return *this;
}

Url& Url::set_database(std::string_view database) {
    database_ = without_zero_bytes(database, "database");
    return *this;
}

Url& Url::set_option(std::string_view name, std::string_view value) {
    return remove_option(name).add_option(name, value);
}

Url& Url::add_option(std::string_view name, std::string_view value) {
    if (name.empty()) {
        throw ArgumentError("an option of a database URL has no name");
    }
    options_.emplace_back(without_zero_bytes(name, "name of an option"),
                          without_zero_bytes(value, "value of an option"));
    return *this;
}

Url& Url::remove_option(std::string_view name) {
    std::erase_if(options_, [&](const Option& option) { return option.first == name; });
    return *this;
}

std::string Url::print(bool with_secrets) const {
    constexpr std::string_view hidden = "***";
    std::string text = dialect_;
    if (!driver_.empty()) {
        text += '+';
        text += driver_;
    }
    text += "://";
    if (username_) {
        encode(text, *username_, "");
        if (password_) {
            text += ':';
            if (with_secrets) {
                encode(text, *password_, "");
            } else {
                text += hidden;
            }
        }
        text += '@';
    }
    if (host_.find(':') != std::string::npos) {
        text += '[';
        encode(text, host_, ":");
        text += ']';
    } else {
        encode(text, host_, "");
    }
    if (port_) {
        text += ':';
        text += std::to_string(*port_);
    }
    if (!database_.empty()) {
        text += '/';
        encode(text, database_, "/:");
    }
    char separator = '?';
    for (const auto& [name, value] : options_) {
        text += separator;
        separator = '&';
        encode(text, name, "");
        if (!value.empty()) {
            text += '=';
            if (!with_secrets && is_secret(name)) {
                text += hidden;
            } else {
                encode(text, value, "/:");
            }
        }
    }
    return text;
}

std::string Url::to_string() const { return print(false); }
std::string Url::to_string_with_password() const { return print(true); }

}  // namespace rowan
