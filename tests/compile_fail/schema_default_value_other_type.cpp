// expect: rowan: default_value() has another type than the member
#include <rowan/schema/default_value.hpp>

constexpr auto option = rowan::detail::option_for<std::optional<int>>(rowan::default_value(1.5));
