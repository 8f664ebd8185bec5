// rowan/dialects/internal/query_columns.hpp: what columns a query gives, and a source in FROM, and what they are
// called.
#pragma once

#include <rowan/dialects/compiled.hpp>
#include <rowan/sql/nodes.hpp>

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace rowan::detail {

/// Keeps what it has found of subqueries and CTEs: each column of one asks for all columns of the next. What it was
/// asked about has to live as long.
class QueryColumns {
public:
    using Columns = std::vector<ResultColumn>;

    /// As a query says them; without names where it has none.
    Columns of_query(const sql::Node& query);
    /// Adds what an item of a SELECT or of RETURNING gives: one column, or all of a source.
    void add(const sql::Node& item, Columns& columns);

    /// Those of a table, a subquery, a CTE or VALUES, each with a name of its own, as the SQL has it.
    const Columns& of_source(const sql::Node& source);
    /// The same with the names that the program has said: two may have one, and an expression none.
    const Columns& as_said(const sql::Node& source);

    enum class Naming : std::uint8_t {
        doubled,  ///< those whose name is taken
        all,      ///< and those that have none
    };
    struct NamedItems {
        std::vector<sql::NodePtr> items{};  ///< each one column
        Columns columns{};
    };
    /// The items of a SELECT with labels where they need them.
    NamedItems with_names(const std::vector<sql::NodePtr>& items, Naming naming);
    /// Those of a query in FROM or WITH.
    Columns named_of_query(const sql::Node& query);

private:
    Columns find_said(const sql::Node& source);

    std::unordered_map<const sql::Node*, Columns> named_{};
    std::unordered_map<const sql::Node*, Columns> said_{};
};

}  // namespace rowan::detail
