// rowan/types/internal/type_family.hpp: what families of types have in common.
#pragma once

#include <rowan/types/sql_type.hpp>

namespace rowan::detail {

constexpr bool is_integer(TypeFamily family) {
    return family == TypeFamily::small_integer || family == TypeFamily::integer || family == TypeFamily::big_integer;
}

constexpr bool is_text(TypeFamily family) { return family == TypeFamily::string || family == TypeFamily::text; }

}  // namespace rowan::detail
