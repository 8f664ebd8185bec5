// rowan/orm/internal/relation_lists.hpp: the list of a collection in memory, and what may stand in one.
#pragma once

#include <rowan/orm/internal/relation_state.hpp>
#include <rowan/orm/internal/relationship_info.hpp>

#include <string>

namespace rowan::detail {

/// "User.posts", for messages.
std::string spell(const RelationshipInfo& relationship);
/// Throws ArgumentError if it is view_only.
void require_writable(const RelationshipInfo& relationship);
/// Pending or persistent.
bool is_living(const ObjectHeader& object) noexcept;
/// Throws ArgumentError unless the object is living.
void require_living(const ObjectHeader& object, const RelationshipInfo& relationship);

/// The list of a loaded collection, for changing: loops that walk it keep the one they have.
ObjectList& edit_list(ManyState::Contents& contents);
/// Those that are not in the list yet.
void append_missing(ObjectList& list, const ObjectSet& objects);
/// The new member stands last; it is noted as unsaved unless it only undoes an unsaved removal of a row that is known
/// to be there. False if it stood there.
bool list_add(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);
/// False if it did not stand there.
bool list_remove(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member);

}  // namespace rowan::detail
