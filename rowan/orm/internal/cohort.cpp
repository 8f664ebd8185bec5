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
        return number;
    }
    cohorts_.emplace_back();
    free_.reserve(cohorts_.size());
    return static_cast<std::uint32_t>(cohorts_.size() - 1);
}

void Cohorts::join(std::uint32_t cohort, ObjectHeader* object) {
    if (object->cohort == cohort) return;
    Cohort& joined = cohorts_[cohort];
    joined.members.push_back(object);
    ++joined.present;
    leave(object);
    object->cohort = cohort;
    object->place = static_cast<std::uint32_t>(joined.members.size() - 1);
}

void Cohorts::leave(ObjectHeader* object) noexcept {
    if (object->cohort == 0) return;
    const std::uint32_t number = object->cohort;
    Cohort& left = cohorts_[number];
    left.members[object->place] = nullptr;
    object->cohort = 0;
    if (--left.present == 0) end(number);
}

void Cohorts::end(std::uint32_t cohort) noexcept {
    Cohort& ended = cohorts_[cohort];
    if (cohort == 0 || ended.present > 0) return;
    if (std::find(free_.begin(), free_.end(), cohort) != free_.end()) return;
    ended.members = {};
    ended.counts = {};
    free_.push_back(cohort);
}

std::size_t Cohorts::next_count(std::uint32_t cohort, std::uint16_t relationship, std::size_t first) {
    Cohort& touched = cohorts_[cohort];
    if (touched.counts.size() <= relationship) touched.counts.resize(relationship + 1U, 0);
    std::size_t& count = touched.counts[relationship];
    count = count == 0 ? first : first == 1 ? 1 : std::min(count * 2, std::max(most_peers, first));
    return count;
}

void Cohorts::clear() noexcept {
    cohorts_.resize(1);
    free_.clear();
}

}  // namespace rowan::detail
