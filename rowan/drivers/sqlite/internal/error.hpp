// rowan/drivers/sqlite/internal/error.hpp: SQLite's result codes as rowan's exceptions.
#pragma once

#include <sqlite3.h>

#include <string_view>

namespace rowan::driver::sqlite {

/// Throws the exception for the last failure of a connection. `code`: what the failed call gave; `doing`: "opening
/// x.db" or nothing.
[[noreturn]] void throw_error(sqlite3* database, int code, std::string_view doing = {});

inline void check(sqlite3* database, int code) {
    if (code != SQLITE_OK) [[unlikely]] {
        throw_error(database, code);
    }
}

}  // namespace rowan::driver::sqlite
