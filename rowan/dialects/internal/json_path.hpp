// rowan/dialects/internal/json_path.hpp: a path into a JSON document as most databases write it.
#pragma once

#include <rowan/sql/nodes.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// $."address"."lines"[0], each key in quotes, so that any text is one, with control characters as JSON writes them.
/// Throws UnsupportedError for a key with a quote.
std::string json_path(const std::vector<sql::JsonStep>& steps, std::string_view dialect);

}  // namespace rowan::detail
