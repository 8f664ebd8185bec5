#include <rowan/orm/load_options.hpp>

#include <rowan/orm/internal/query_options.hpp>
#include <rowan/types/error.hpp>

namespace rowan {

LoadOption& LoadOption::append(detail::LoadStrategy strategy, std::initializer_list<detail::LoadStep> path) {
    const bool loads = strategy == detail::LoadStrategy::select_in || strategy == detail::LoadStrategy::joined;
    std::size_t left = path.size();
    for (const detail::LoadStep& step : path) {
        --left;
        steps_.push_back({step, strategy, !loads && left > 0});
    }
    return *this;
}

LoadOption& LoadOption::append(const ColumnLoading& columns) {
    if (steps_.empty())
        throw ArgumentError("options: columns of no relationship: say selectinload<...>() before");
    steps_.back().columns.push_back(columns);
    return *this;
}

void apply_option(SelectCore& select, const LoadOption& option) {
    detail::change_options(select, [&](detail::QueryOptions& options) { options.loads.push_back(option); });
}

void apply_option(SelectCore& select, PopulateExisting) {
    detail::change_options(select, [](detail::QueryOptions& options) { options.populate_existing = true; });
}

}  // namespace rowan
