// expect: could not convert 'condition' from 'std::string'
// expect-clang: no viable conversion from 'std::string'
#include <string>
#include <rowan/orm.hpp>

void use(std::string condition) { static_cast<void>(rowan::table_check(condition)); }
