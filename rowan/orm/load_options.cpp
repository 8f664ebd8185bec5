#include <rowan/orm/load_options.hpp>

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

namespace {

template <class Change>
void change_options(SelectCore& select, Change&& change) {
    const auto* now = static_cast<const detail::QueryOptions*>(select.data().attachment.get());
    auto options = now ? std::make_shared<detail::QueryOptions>(*now) : std::make_shared<detail::QueryOptions>();
    change(*options);
    select.set_attachment(std::move(options));
}

}  // namespace

void apply_option(SelectCore& select, const LoadOption& option) {
    change_options(select, [&](detail::QueryOptions& options) { options.loads.push_back(option); });
}

void apply_option(SelectCore& select, PopulateExisting) {
    change_options(select, [](detail::QueryOptions& options) { options.populate_existing = true; });
}

}  // namespace rowan
