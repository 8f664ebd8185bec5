#include <rowan/types/sql_type.hpp>

#include <rowan/types/internal/type_family.hpp>
#include <rowan/types/kind.hpp>

namespace rowan {

SqlType::SqlType(const TypeSpec& spec)
    : family(spec.family),
      length(spec.length),
      precision(spec.precision),
      scale(spec.scale),
      timezone(spec.timezone),
      is_unsigned(spec.is_unsigned),
      name(spec.name) {
    labels.reserve(static_cast<std::size_t>(spec.label_count));
    for (std::int32_t i = 0; i < spec.label_count; ++i)
        labels.emplace_back(spec.labels[i]);
}

SqlType::SqlType(const TypeSpec& spec, Kind kind) : SqlType(spec) {
    holds_text = (kind == Kind::text || kind == Kind::json) && detail::may_hold_text(family);
}

}  // namespace rowan
