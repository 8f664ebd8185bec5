// What SQL Server would reject, or take for something else, is written in another way or refused by name.
#include "sql_tables.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/sql.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rowan::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
using namespace users;

std::string sql_of(const Statement& statement) {
    try {
        return statement.to_sql(*mssql_dialect());
    } catch (const UnsupportedError& error) {
        return std::string("refused: ") + error.what();
    } catch (const ArgumentError& error) {
        return std::string("mistaken: ") + error.what();
    }
}

TEST(MssqlRefusal, ALockReachesTables) {
    const auto inner = select(id).subquery("inner");
    const auto cte = select(id).cte("c");
    EXPECT_THAT(sql_of(select(inner["id"]).for_update()), StartsWith("refused: FOR UPDATE of a subquery or a CTE"));
    EXPECT_THAT(sql_of(select(cte["id"]).for_update()), StartsWith("refused: FOR UPDATE of a subquery or a CTE"));
    EXPECT_EQ(sql_of(select(name, inner["id"]).where(inner["id"] == id).for_update({.of = {entity<User>}})),
              "SELECT users.name, [inner].id FROM users WITH (UPDLOCK, ROWLOCK), (SELECT users.id FROM users) AS "
              "[inner] WHERE [inner].id = users.id");
    EXPECT_EQ(sql_of(select(select(id).for_update().subquery("x")["id"])),
              "SELECT x.id FROM (SELECT users.id FROM users WITH (UPDLOCK, ROWLOCK)) AS x");
    EXPECT_THAT(sql_of(select(id).for_update({.of = {entity<Post>}})),
                StartsWith("mistaken: FOR UPDATE OF: the table 'posts' does not stand in FROM"));
}

}  // namespace
}  // namespace rowan::test
