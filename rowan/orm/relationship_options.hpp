// rowan/orm/relationship_options.hpp: what can be said of a relationship in mapping().
//
//     relationship<&User::posts>(cascade_all_delete_orphan, ordered_by("created_at desc"))
//     relationship<&Article::authors>(secondary("article_author"))
//     relationship<&Flight::origin>(joined_by("origin_id"), raise_load)
#pragma once

#include <rowan/orm/internal/entity.hpp>

#include <string_view>

namespace rowan {

// --- cascades (what a relationship holds is added to the session with its owner)

/// Removing the owner removes what the relationship holds.
inline constexpr RelationOption cascade_delete{RelationOption::Kind::cascade_delete};
inline constexpr RelationOption cascade_all{RelationOption::Kind::cascade_delete};
/// … and what leaves the relationship is removed too: it can't be without its owner.
inline constexpr RelationOption cascade_all_delete_orphan{RelationOption::Kind::cascade_delete_orphan};
/// restore() brings the owner back without what the relationship held, which stays without it until it is added again.
inline constexpr RelationOption no_save_update{RelationOption::Kind::no_save_update};
/// Members that are not loaded are left to the foreign key's ON DELETE.
inline constexpr RelationOption passive_deletes{RelationOption::Kind::passive_deletes};

// --- how it is joined

/// Many-to-many over a table of pairs. The table is a rowan::Table of the program's metadata.
constexpr RelationOption secondary(std::string_view table) { return {RelationOption::Kind::secondary, table}; }
/// The foreign key, by its columns (of whichever table has it): where there is more than one.
constexpr RelationOption joined_by(std::string_view columns) { return {RelationOption::Kind::joined_by, columns}; }
/// The member at the other end: where there is more than one.
constexpr RelationOption inverse(std::string_view member) { return {RelationOption::Kind::inverse, member}; }
/// In which order a load gives the members: columns of the target, "a, b desc".
constexpr RelationOption ordered_by(std::string_view columns) { return {RelationOption::Kind::ordered_by, columns}; }
/// A pair that others have inserted already is no error.
inline constexpr RelationOption ignore_duplicates{RelationOption::Kind::ignore_duplicates};
/// Read, never written: changes of it are refused.
inline constexpr RelationOption view_only{RelationOption::Kind::view_only};

// --- how it is loaded, unless the query says otherwise

/// A touch that would send SQL is an error.
inline constexpr RelationOption raise_load{RelationOption::Kind::raise_load};
/// A touch finds nothing and sends nothing.
inline constexpr RelationOption no_load{RelationOption::Kind::no_load};
/// Loaded with every query of the owner, by a second statement.
inline constexpr RelationOption select_in_load{RelationOption::Kind::select_in_load};
/// Loaded with every query of the owner, by a join.
inline constexpr RelationOption joined_load{RelationOption::Kind::joined_load};
/// For how many objects of the same query a touch loads at first; 1: for itself alone.
constexpr RelationOption peers(int count) { return {RelationOption::Kind::peers, {}, count}; }

}  // namespace rowan
