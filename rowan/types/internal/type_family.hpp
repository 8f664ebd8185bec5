// rowan/types/internal/type_family.hpp: what families of types have in common.
#pragma once

#include <rowan/types/sql_type.hpp>

namespace rowan::detail {

constexpr bool is_integer(TypeFamily family) {
    return family == TypeFamily::small_integer || family == TypeFamily::integer || family == TypeFamily::big_integer;
}

/// Types in which a program may keep texts, but whose values are texts neither always nor never.
constexpr bool may_hold_text(TypeFamily family) {
    return family == TypeFamily::date || family == TypeFamily::timestamp || family == TypeFamily::time ||
           family == TypeFamily::interval || family == TypeFamily::other;
}

constexpr bool is_text(TypeFamily family) { return family == TypeFamily::string || family == TypeFamily::text; }

}  // namespace rowan::detail
