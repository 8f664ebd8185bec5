// rowan/schema/internal/nearest.hpp: "did you mean …" for unknown names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rowan::detail {

/// "; did you mean 'users', 'user_roles'?", of at most three candidates that look alike (letter case does not count);
/// else "; there are 'a', 'b', 'c' …", or "; there are none".
std::string nearest_names(std::string_view unknown, const std::vector<std::string_view>& candidates);

}  // namespace rowan::detail
