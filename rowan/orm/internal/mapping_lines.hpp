// rowan/orm/internal/mapping_lines.hpp: what a line of a mapping says, found in the arrays that its lines share.
#pragma once

#include <rowan/orm/internal/entity.hpp>

#include <span>

namespace rowan::detail {

inline std::span<const ColumnOption> options_of(const EntitySpec& spec, const MapLine& line) noexcept {
    return {spec.all_options + line.options.first, line.options.count};
}
inline std::span<const RelationOption> relation_options_of(const EntitySpec& spec, const MapLine& line) noexcept {
    return {spec.all_relation_options + line.relation_options.first, line.relation_options.count};
}
/// Addresses of members.
inline std::span<const void* const> together_of(const EntitySpec& spec, const MapLine& line) noexcept {
    return {spec.all_together + line.together.first, line.together.count};
}

}  // namespace rowan::detail
