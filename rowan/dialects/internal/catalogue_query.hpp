// rowan/dialects/internal/catalogue_query.hpp: what a database's catalogue answers, for the reflectors.
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rowan {

namespace driver {
class Connection;
}  // namespace driver

namespace detail {

using CatalogueRow = std::vector<Value>;

/// All rows of a query, which own their values; `parameters` are bound in their order.
std::vector<CatalogueRow> query_catalogue(driver::Connection& connection, std::string_view sql,
                                          const std::vector<std::string>& parameters);

/// Calls `take` with each run of neighbours that agree in their first `shared` values.
template <class Take>
void for_each_run(std::span<const CatalogueRow> rows, std::size_t shared, const Take& take) {
    for (std::size_t begin = 0; begin < rows.size();) {
        const auto agrees = [&](const CatalogueRow& row) {
            for (std::size_t i = 0; i < shared; ++i) {
                if (!(row[i] == rows[begin][i]))
                    return false;
            }
            return true;
        };
        std::size_t end = begin + 1;
        while (end < rows.size() && agrees(rows[end]))
            ++end;
        take(rows.subspan(begin, end - begin));
        begin = end;
    }
}

}  // namespace detail
}  // namespace rowan
