// tests/dialects/sql_of.hpp: a statement's SQL, or why there is none.
#pragma once

#include <rowan/dialects/dialect.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

#include <memory>
#include <string>

namespace rowan::test {

using DialectPtr = std::shared_ptr<const Dialect>;

/// "refused: …" for what the database can't do, "mistaken: …" for what no database takes.
inline std::string sql_of(const DialectPtr& dialect, const Statement& statement) {
    try {
        return statement.to_sql(*dialect);
    } catch (const UnsupportedError& error) {
        return std::string("refused: ") + error.what();
    } catch (const ArgumentError& error) {
        return std::string("mistaken: ") + error.what();
    }
}

}  // namespace rowan::test
