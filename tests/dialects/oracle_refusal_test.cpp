// What Oracle would reject, or take for something else, is written in another way or refused by name.
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
        return statement.to_sql(*oracle_dialect());
    } catch (const UnsupportedError& error) {
        return std::string("refused: ") + error.what();
    } catch (const ArgumentError& error) {
        return std::string("mistaken: ") + error.what();
    }
}

TEST(OracleRefusal, ALimitGivesDoubledColumnsNames) {
    EXPECT_EQ(sql_of(select(id, posts::id, name, posts::title.label<"name">()).where(posts::author_id == id).limit(5)),
              "SELECT users.id, posts.id AS id_2, users.name, posts.title AS name_2 FROM users, posts WHERE "
              "posts.author_id = users.id FETCH FIRST :1 ROWS ONLY");
    EXPECT_THAT(sql_of(select(entity<User>, entity<Post>).offset(5)),
                HasSubstr("users.height, posts.id AS id_2, posts.author_id, posts.title, posts.parent_id FROM"));
    EXPECT_EQ(sql_of(select(id, posts::id)), "SELECT users.id, posts.id FROM users, posts");
    EXPECT_EQ(sql_of(select(func::count(), func::max(age), age + 1, age + 2).limit(1)),
              "SELECT count(*), max(users.age), users.age + :1, users.age + :2 AS item FROM users FETCH FIRST :3 "
              "ROWS ONLY");
}

}  // namespace
}  // namespace rowan::test
