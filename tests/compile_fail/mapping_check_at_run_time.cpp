// expect: could not convert 'condition' from 'std::string'
// expect-clang: no viable conversion from 'std::string'
#include <rowan/orm.hpp>

#include <string>

void use(std::string condition) { static_cast<void>(rowan::table_check(condition)); }
