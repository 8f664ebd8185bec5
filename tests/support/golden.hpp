// Compares a text with a file that people can read.
//
//     rowan::test::expect_golden("sqlite/ddl/users", ddl.create_table(users.data()));
//
// The file is tests/golden/sqlite/ddl/users.sql. ROWAN_UPDATE_GOLDEN=1 in the environment writes the files instead;
// read the difference in git before you commit it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rowan::test {

// A failure of the running test if the file is missing or differs. A newline at the end is the file's own.
void expect_golden(std::string_view name, std::string_view actual);
// The statements, each with a semicolon, with an empty line between them.
void expect_golden(std::string_view name, const std::vector<std::string>& statements);
// The part of a page of the repository that stands between <!-- name --> and <!-- end of name -->.
void expect_section(std::string_view page, std::string_view name, std::string_view actual);

}  // namespace rowan::test
