// expect: could not convert
// expect-clang: no viable conversion from 'const std::string'
#include <rowan/schema/option.hpp>

#include <string>

auto option(const std::string& condition) { return rowan::check(condition); }
