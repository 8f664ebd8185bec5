// expect: rowan: enum_range<E> must be {first, last}, first <= last
#include <rowan/types.hpp>

enum class Code { teapot = 418, gone = 410 };
template <>
inline constexpr rowan::EnumRange rowan::enum_range<Code> = {500, 400};

rowan::TypeSpec type() { return rowan::detail::type_ops<Code>.sql_type; }
