// rowan/sql/clause.hpp: the words that statements, as programs write them, share with the nodes that hold them.
#pragma once

#include <rowan/types/kind.hpp>

#include <cstdint>
#include <variant>

namespace rowan::sql {

/// The lists that a statement grows by; see `add` of SelectCore, InsertCore, UpdateCore, DeleteCore, CompoundCore.
enum class Clause : std::uint8_t {
    items,
    from,
    where,
    group_by,
    having,
    order_by,
    distinct_on,
    correlate,
    ctes,
    returning,
};

enum class JoinKind : std::uint8_t { inner, left, right, full, cross };
enum class SetOperation : std::uint8_t { union_, union_all, intersect, intersect_all, except_, except_all };
enum class LockStrength : std::uint8_t { none, update, no_key_update, share, key_share };
/// How a sample is chosen: row by row, or by the pages on which rows are kept, which is quicker.
enum class SampleMethod : std::uint8_t { rows, pages };
/// How far the edge of a window's frame is from the current row: rows or peers, or the difference of values.
using FrameDistance = std::variant<std::int64_t, double, Interval>;
/// Whether a CTE is computed once, for all who read it.
enum class Materialized : std::uint8_t { as_the_database_likes, yes, no };

}  // namespace rowan::sql
