// rowan/dialects/sqlite/affinity.hpp: what SQLite makes of a type's name.
//
//     keeps_texts("VARCHAR(5)");    // true
//     keeps_texts("inet");          // false: '1.10' becomes 1.1
//     name_for_texts("inet");       // "inet TEXT", which is a type's name like any other
#pragma once

#include <string>
#include <string_view>

namespace rowan::detail {

/// Whether a column of a type so declared keeps any text as it is (https://www.sqlite.org/datatype3.html, 3.1).
bool keeps_texts(std::string_view declared);
/// A name for a type like `name` that keeps texts: that, with TEXT behind its words, or TEXT alone where that would not
/// help.
std::string name_for_texts(std::string_view name);

}  // namespace rowan::detail
