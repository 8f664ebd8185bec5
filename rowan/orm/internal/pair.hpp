// rowan/orm/internal/pair.hpp: rows of secondary tables.
#pragma once

#include <rowan/orm/internal/object_header.hpp>
#include <rowan/orm/internal/relationship_info.hpp>

#include <cstddef>
#include <functional>
#include <span>
#include <unordered_set>
#include <vector>

namespace rowan::detail {

/// A row of a secondary table, to be inserted or deleted.
struct Pair {
    const RelationshipInfo* relationship;
    ObjectHeader* local;
    ObjectHeader* remote;
    friend bool operator==(const Pair&, const Pair&) = default;
};

struct PairHash {
    std::size_t operator()(const Pair& pair) const noexcept {
        const std::hash<const void*> hash;
        return ((hash(pair.local) * 0x9E37'79B9'7F4A'7C15U) ^ hash(pair.remote)) * 0xC2B2'AE3D'27D4'EB4FU ^
               hash(pair.relationship);
    }
};

using PairSet = std::unordered_set<Pair, PairHash>;

/// Each once, in the order in which they came.
class PairList {
public:
    void add(const Pair& pair) {
        if (known_.insert(pair).second)
            pairs_.push_back(pair);
    }
    bool empty() const noexcept { return pairs_.empty(); }
    std::span<Pair> all() noexcept { return pairs_; }

private:
    std::vector<Pair> pairs_{};
    PairSet known_{};
};

}  // namespace rowan::detail
