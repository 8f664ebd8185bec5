// expect: rowan: enum_range<E> spans more than 2048 values
#include <rowan/types.hpp>

enum class Code { first = 1, last = 5000 };
template <>
inline constexpr rowan::EnumRange rowan::enum_range<Code> = {1, 5000};

rowan::TypeSpec type() { return rowan::detail::type_ops<Code>.sql_type; }
