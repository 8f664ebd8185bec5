// Many rows at once, in SQL that every database takes, also one without WITH RECURSIVE.
//
//     run("INSERT INTO users (id, name) SELECT i, 'u' || i FROM " + rowan::test::numbers_to(1000) + " n");
#pragma once

#include <string>

namespace rowan::test {

/// A subquery whose column `i` has the numbers from 1 to `last`.
inline std::string numbers_to(int last) {
    const std::string digits =
        "(SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5 "
        "UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9) ";
    std::string sum = "1";
    std::string tables;
    for (int place = 1; place < last; place *= 10) {
        const std::string name = "digit_" + std::to_string(place);
        sum += " + " + std::to_string(place) + " * " + name + ".d";
        tables += (tables.empty() ? "" : ", ") + digits + name;
    }
    if (tables.empty())
        return "(SELECT 1 AS i)";
    return "(SELECT " + sum + " AS i FROM " + tables + " WHERE " + sum + " <= " + std::to_string(last) + ")";
}

}  // namespace rowan::test
