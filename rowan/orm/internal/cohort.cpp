#include <rowan/orm/internal/cohort.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

constexpr std::size_t most_peers = 32'000;

}  // namespace

std::uint32_t Cohorts::begin() {
    if (!free_.empty()) {
        const std::uint32_t number = free_.back();
        free_.pop_back();
        cohorts_[number].open = true;
        return number;
    }
    cohorts_.emplace_back().open = true;
    free_.reserve(cohorts_.size());
    return static_cast<std::uint32_t>(cohorts_.size() - 1);
}

void Cohorts::leave(ObjectHeader* object) noexcept {
    if (object->cohort == 0)
        return;
    const std::uint32_t number = object->cohort;
    Cohort& left = cohorts_[number];
    left.members[object->place] = nullptr;
    object->cohort = 0;
    if (--left.present == 0 && !left.open)
        forget(number);
}

void Cohorts::end(std::uint32_t cohort) noexcept {
    if (cohort >= cohorts_.size() || !cohorts_[cohort].open)
        return;
    cohorts_[cohort].open = false;
    if (cohorts_[cohort].present == 0)
        forget(cohort);
}

void Cohorts::forget(std::uint32_t cohort) noexcept {
    cohorts_[cohort] = {};
    free_.push_back(cohort);
}

LoadStrategy Cohorts::strategy(std::uint32_t cohort, std::uint16_t relationship,
                               LoadStrategy otherwise) const noexcept {
    for (const auto& [said, strategy] : cohorts_[cohort].strategies)
        if (said == relationship)
            return strategy;
    return otherwise;
}

void Cohorts::set_strategy(std::uint32_t cohort, std::uint16_t relationship, LoadStrategy strategy) {
    auto& strategies = cohorts_[cohort].strategies;
    for (auto& [said, now] : strategies) {
        if (said != relationship)
            continue;
        now = strategy;
        return;
    }
    strategies.emplace_back(relationship, strategy);
}

std::size_t Cohorts::next_count(std::uint32_t cohort, std::uint16_t relationship, std::size_t first) {
    Cohort& touched = cohorts_[cohort];
    if (touched.counts.size() <= relationship)
        touched.counts.resize(relationship + 1U, 0);
    std::size_t& count = touched.counts[relationship];
    count = count == 0 ? first : first == 1 ? 1 : std::min(count * 2, std::max(most_peers, first));
    return count;
}

void Cohorts::clear() noexcept {
    cohorts_.resize(1);
    free_.clear();
}

}  // namespace rowan::detail
