// rowan/orm/internal/resolve_relationships.hpp: which foreign key joins a relationship, and which member is its other
// end.
#pragma once

#include <rowan/orm/internal/relationship_info.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// Fills the resolved part of `relationship` from the tables of both ends. Throws ArgumentError that names the struct,
/// the member and the remedy if the target is not known, or no foreign key, or more than one, joins the two.
void resolve_relationship(RelationshipInfo& relationship);

/// The parts of "a, b, c", without blanks around them.
std::vector<std::string> split_at_commas(std::string_view text);

/// Whether the relationship goes over a table between, which may be defined after the mapping.
bool needs_secondary(const RelationshipInfo& relationship) noexcept;

}  // namespace rowan::detail
