// rowan/orm/internal/query_options.hpp: what a SELECT carries for the session: how its objects are loaded.
#pragma once

#include <rowan/orm/column_options.hpp>
#include <rowan/orm/load_options.hpp>
#include <rowan/sql/select.hpp>
#include <rowan/sql/statements.hpp>

#include <memory>
#include <utility>
#include <vector>

namespace rowan::detail {

struct QueryOptions {
    std::vector<LoadOption> loads{};
    std::vector<ColumnLoading> columns{};  ///< at most 64
    bool populate_existing = false;
};

/// Those of a statement; null if it is no SELECT, or has none.
inline const QueryOptions* options_of(const sql::Node& statement) {
    if (statement.kind != sql::NodeKind::select)
        return nullptr;
    return static_cast<const QueryOptions*>(sql::as<sql::SelectNode>(statement).attachment.get());
}

/// Changes a copy of the statement's options.
template <class Change>
void change_options(SelectCore& select, Change&& change) {
    const auto* now = static_cast<const QueryOptions*>(select.data().attachment.get());
    auto options = now ? std::make_shared<QueryOptions>(*now) : std::make_shared<QueryOptions>();
    change(*options);
    select.set_attachment(std::move(options));
}

}  // namespace rowan::detail
