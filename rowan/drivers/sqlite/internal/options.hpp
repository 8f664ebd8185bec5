// rowan/drivers/sqlite/internal/options.hpp: what an URL says about how to open a database of SQLite.
#pragma once

#include <rowan/drivers/url.hpp>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rowan::driver::sqlite {

struct OpenOptions {
    std::string file{};  ///< empty: in memory
    bool shared = false;
    int flags = 0;  ///< SQLITE_OPEN_…
    bool immutable = false;
    std::string vfs{};
    int busy_timeout = 5000;
    std::string journal_mode{};          ///< empty: WAL, where that can be
    std::vector<std::string> pragmas{};  ///< the rest, as SQL

    bool in_memory() const noexcept { return file.empty(); }
};

/// Throws ArgumentError for an option that is not known (and says which are), a value that it does not take, and parts
/// of an URL that a file has no use for.
OpenOptions parse_options(const Url& url);

}  // namespace rowan::driver::sqlite
