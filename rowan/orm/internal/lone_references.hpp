// rowan/orm/internal/lone_references.hpp: foreign keys that the struct they lead to knows nothing of.
#pragma once

#include <rowan/orm/internal/relationship_info.hpp>

#include <vector>

namespace rowan {

class Mapper;

namespace detail {

/// What the parent's end of the child's foreign keys would be, where the parent's struct has no such end, yet the
/// database does something to the child when the parent goes: ON DELETE CASCADE, SET NULL or SET DEFAULT. They have no
/// member, hence no offset and no state.
std::vector<RelationshipInfo> lone_references(const Mapper& parent, const Mapper& child);

inline bool is_lone_reference(const RelationshipInfo& relationship) noexcept { return relationship.member.empty(); }

}  // namespace detail
}  // namespace rowan
