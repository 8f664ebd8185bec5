// expect: rowan: default_value() takes a number, a string literal, an enumerator, a date or time, or a lambda without
#include <rowan/schema/default_value.hpp>

auto option(int seen) {
    return rowan::default_value([seen] { return seen; });
}
