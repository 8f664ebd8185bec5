// rowan/orm/internal/statements.hpp: the statements that the session sends of itself, as data.
//
// Their parameters are placeholders, numbered in the order in which an object's fields are bound.
#pragma once

#include <rowan/orm/internal/relationship_info.hpp>
#include <rowan/sql/statement.hpp>

#include <cstddef>
#include <cstdint>
#include <span>

namespace rowan::sql {
struct InsertNode;
}

namespace rowan::detail {

/// As a count of keys: any number, which is one parameter, an array (see KeyArray).
inline constexpr std::size_t any_number = 0;

Statement make_select_by_key(const Mapper& mapper);
/// SELECT of one column. Parameters: the key.
Statement make_select_column(const Mapper& mapper, std::uint16_t field);
/// `like`: an INSERT without rows whose other parts it takes over (on_conflict_do_update).
Statement make_insert(const Mapper& mapper, ColumnSet columns, std::size_t rows, ColumnSet returning,
                      const sql::InsertNode* like = nullptr);
/// Parameters: the columns, the key, and the version that the row has; `by_new_version`: that which it gets.
Statement make_update(const Mapper& mapper, ColumnSet columns, bool by_new_version = false);
Statement make_delete(const Mapper& mapper);
/// WHERE field IN (…), or for several fields (a, b) IN (…) spelt with AND and OR, so that every database takes it. Of
/// the deferred members only those in `deferred` are selected.
Statement make_select_in(const Mapper& mapper, std::span<const std::uint16_t> fields, std::size_t count,
                         std::span<const RelationshipInfo::Order> order, ColumnSet deferred = 0);
/// Columns: those of the secondary table that refer to the owner, then those of the target.
Statement make_select_over_secondary(const RelationshipInfo& relationship, std::size_t count, ColumnSet deferred = 0);
Statement make_insert_pair(const RelationshipInfo& relationship, std::size_t rows, bool ignores_duplicates);
Statement make_delete_pair(const RelationshipInfo& relationship);
/// The members of one owner, counted. Parameters: the owner's fields of `local`.
Statement make_count(const RelationshipInfo& relationship);
/// DELETE FROM secondary WHERE its columns for the target = the target's fields of `remote`, of `count` targets.
Statement make_release_target(const RelationshipInfo& relationship, std::size_t count);
/// UPDATE target SET foreign key = NULL, or DELETE, WHERE foreign key = owner's key, of `count` owners.
Statement make_release_children(const RelationshipInfo& relationship, bool remove, std::size_t count);

}  // namespace rowan::detail
