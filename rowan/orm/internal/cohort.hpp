// rowan/orm/internal/cohort.hpp: the objects that one query brought, in the order of its result.
//
// When a relationship of one of them is touched, it is loaded for those that follow it as well.
#pragma once

#include <rowan/orm/internal/load_strategy.hpp>
#include <rowan/orm/internal/object_header.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace rowan::detail {

/// All cohorts of a session. An object is in one at most; number 0 means none.
class Cohorts {
public:
    /// A new, empty cohort, which is kept until `end` even if all its members leave.
    std::uint32_t begin();
    /// The object leaves the cohort that it was in.
    void join(std::uint32_t cohort, ObjectHeader* object) {
        if (object->cohort == cohort)
            return;
        Cohort& joined = cohorts_[cohort];
        joined.members.push_back(object);
        ++joined.present;
        if (object->cohort != 0)
            leave(object);
        object->cohort = cohort;
        object->place = static_cast<std::uint32_t>(joined.members.size() - 1);
    }
    void leave(ObjectHeader* object) noexcept;
    /// Nobody joins it any more: it is forgotten once it is empty.
    void end(std::uint32_t cohort) noexcept;

    /// Members; null where one has left.
    const std::vector<ObjectHeader*>& members(std::uint32_t cohort) const noexcept { return cohorts_[cohort].members; }
    /// How many peers the next touch of this relationship loads: `first`, then twice as many each time, to 32 000.
    std::size_t next_count(std::uint32_t cohort, std::uint16_t relationship, std::size_t first);

    /// How the query that brought them loads a relationship of theirs, or `otherwise` if it did not say.
    LoadStrategy strategy(std::uint32_t cohort, std::uint16_t relationship, LoadStrategy otherwise) const noexcept;
    void set_strategy(std::uint32_t cohort, std::uint16_t relationship, LoadStrategy strategy);

    void clear() noexcept;

private:
    struct Cohort {
        std::vector<ObjectHeader*> members{};
        std::size_t present = 0;
        bool open = false;
        std::vector<std::size_t> counts{};  // by relationship; 0: not touched yet
        std::vector<std::pair<std::uint16_t, LoadStrategy>> strategies{};
    };
    void forget(std::uint32_t cohort) noexcept;

    std::vector<Cohort> cohorts_{1};
    std::vector<std::uint32_t> free_{};
};

}  // namespace rowan::detail
