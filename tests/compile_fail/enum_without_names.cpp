// expect: rowan: no enumerator of this enum lies between 0 and 63: give rowan::enum_range<E>
// expect-clang: rowan: no enumerator of this enum lies between 0 and 63: give rowan::enum_range<E>
#include <rowan/types.hpp>

enum class Code { teapot = 418, gone = 410 };

rowan::TypeSpec type() { return rowan::detail::type_ops<Code>.sql_type; }
