#include <rowan/drivers/sqlite/internal/options.hpp>

#include <rowan/types/error.hpp>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <span>

namespace rowan::driver::sqlite {
namespace {

enum class Takes { flag, number, word };

/// An option that is a PRAGMA of the same name.
struct PragmaOption {
    std::string_view name;
    Takes takes;
    std::string_view words = {};  // "|off|normal|"
    std::string_view initially = {};
};

constexpr std::array pragmas{
    PragmaOption{"cache_size", Takes::number},
    PragmaOption{"case_sensitive_like", Takes::flag},
    PragmaOption{"foreign_keys", Takes::flag, {}, "on"},
    PragmaOption{"mmap_size", Takes::number},
    PragmaOption{"recursive_triggers", Takes::flag},
    PragmaOption{"secure_delete", Takes::word, "|on|off|fast|"},
    PragmaOption{"synchronous", Takes::word, "|off|normal|full|extra|", "full"},
    PragmaOption{"temp_store", Takes::word, "|default|file|memory|"},
    PragmaOption{"trusted_schema", Takes::flag},
    PragmaOption{"wal_autocheckpoint", Takes::number},
};
constexpr std::string_view other_names = "busy_timeout, immutable, journal_mode, mode, shared, vfs";
constexpr std::string_view journal_modes = "|delete|truncate|persist|memory|wal|off|";

std::string lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

[[noreturn]] void refuse(std::string_view name, std::string_view value, std::string_view wanted) {
    throw ArgumentError("SQLite's option " + std::string(name) + " is not '" + std::string(value) + "': it takes " +
                        std::string(wanted));
}

bool flag(std::string_view name, std::string_view value) {
    const std::string word = lower(value);
    if (word.empty() || word == "on" || word == "1" || word == "true" || word == "yes") {
        return true;
    }
    if (word == "off" || word == "0" || word == "false" || word == "no") {
        return false;
    }
    refuse(name, value, "on or off");
}

std::int64_t number(std::string_view name, std::string_view value) {
    std::int64_t result = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), result);
    if (error != std::errc{} || end != value.data() + value.size()) {
        refuse(name, value, "a whole number");
    }
    return result;
}

std::string word(std::string_view name, std::string_view value, std::string_view words) {
    const std::string given = lower(value);
    if (given.empty() || given.find('|') != std::string::npos ||
        words.find("|" + given + "|") == std::string_view::npos) {
        std::string wanted;
        for (const char c : words.substr(1, words.size() - 2)) {
            wanted += c == '|' ? std::string(", ") : std::string(1, c);
        }
        refuse(name, value, "one of " + wanted);
    }
    return given;
}

std::string pragma(const PragmaOption& option, std::string_view value) {
    const std::string text = option.takes == Takes::flag     ? (flag(option.name, value) ? "on" : "off")
                             : option.takes == Takes::number ? std::to_string(number(option.name, value))
                                                             : word(option.name, value, option.words);
    return "PRAGMA " + std::string(option.name) + " = " + text;
}

int open_mode(std::string_view value) {
    const std::string mode = lower(value);
    if (mode == "ro") {
        return SQLITE_OPEN_READONLY;
    }
    if (mode == "rw") {
        return SQLITE_OPEN_READWRITE;
    }
    if (mode == "rwc") {
        return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    refuse("mode", value, "ro (reading only), rw (the file must exist) or rwc (it is made where it is missing)");
}

void check_name(std::string_view name) {
    const bool known =
        std::any_of(pragmas.begin(), pragmas.end(), [&](const PragmaOption& o) { return o.name == name; }) ||
        (", " + std::string(other_names) + ", ").find(", " + std::string(name) + ", ") != std::string::npos;
    if (known) {
        return;
    }
    std::string names(other_names);
    for (const PragmaOption& option : pragmas) {
        names += ", ";
        names += option.name;
    }
    throw ArgumentError("SQLite has no option '" + std::string(name) + "' in its URL; it knows " + names);
}

}  // namespace

OpenOptions parse_options(const Url& url) {
    if (!url.host().empty() || url.port() || url.username()) {
        throw ArgumentError(
            "an URL of SQLite has no host, port or user: a file is written sqlite:///relative.db or "
            "sqlite:////absolute.db, with three or four slashes");
    }
    OpenOptions result;
    result.file = url.database() == ":memory:" ? std::string() : url.database();
    result.flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    for (const auto& [name, value] : url.options()) {
        check_name(name);
    }
    for (const PragmaOption& option : pragmas) {
        const auto given = url.option(option.name);
        if (given || !option.initially.empty()) {
            result.pragmas.push_back(pragma(option, given ? std::string_view(*given) : option.initially));
        }
    }
    if (const auto given = url.option("mode")) {
        result.flags = open_mode(*given);
    }
    if (const auto given = url.option("busy_timeout")) {
        const std::int64_t milliseconds = number("busy_timeout", *given);
        if (milliseconds < 0 || milliseconds > INT32_MAX) {
            refuse("busy_timeout", *given, "milliseconds, from 0 (not to wait) to 2147483647");
        }
        result.busy_timeout = static_cast<int>(milliseconds);
    }
    if (const auto given = url.option("journal_mode")) {
        result.journal_mode = word("journal_mode", *given, journal_modes);
    }
    if (const auto given = url.option("immutable")) {
        result.immutable = flag("immutable", *given);
    }
    if (const auto given = url.option("shared")) {
        result.shared = flag("shared", *given);
    }
    result.vfs = url.option("vfs").value_or("");
    if (result.shared && !result.in_memory()) {
        throw ArgumentError(
            "SQLite's option shared is for a database in memory, sqlite://?shared; a file is shared anyway");
    }
    return result;
}

}  // namespace rowan::driver::sqlite
