// rowan/orm/internal/cohort.hpp: the objects that one query brought, in the order of its result.
//
// When a relationship of one of them is touched, it is loaded for those that follow it as well.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <rowan/orm/internal/object_header.hpp>

namespace rowan::detail {

/// All cohorts of a session. An object is in one at most; number 0 means none.
class Cohorts {
public:
    /// A new, empty cohort.
    std::uint32_t begin();
    /// The object leaves the cohort that it was in.
    void join(std::uint32_t cohort, ObjectHeader* object);
    void leave(ObjectHeader* object) noexcept;
    /// An empty cohort is forgotten.
    void end(std::uint32_t cohort) noexcept;

    /// Members; null where one has left.
    const std::vector<ObjectHeader*>& members(std::uint32_t cohort) const noexcept { return cohorts_[cohort].members; }
    /// How many peers the next touch of this relationship loads: `first`, then twice as many each time, to 32 000.
    std::size_t next_count(std::uint32_t cohort, std::uint16_t relationship, std::size_t first);

    void clear() noexcept;

private:
    struct Cohort {
        std::vector<ObjectHeader*> members{};
        std::size_t present = 0;
        std::vector<std::size_t> counts{};  // by relationship; 0: not touched yet
    };
    std::vector<Cohort> cohorts_{1};
    std::vector<std::uint32_t> free_{};
};

}  // namespace rowan::detail
