// expect: rowan: default_value() fills an empty std::optional; a plain member's default is its own initialiser
#include <rowan/schema/default_value.hpp>

constexpr auto option = rowan::detail::option_for<int>(rowan::default_value(18));
