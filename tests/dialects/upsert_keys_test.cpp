// Which unique key an upsert is about, where a database does not ask for one.
#include "sql_of.hpp"
#include "sql_tables.hpp"
#include <rowan/sql.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace rowan::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class UpsertKeys : public testing::Test {
protected:
    static std::string on_mysql(const Statement& statement) { return sql_of(mysql_dialect(8'000'036), statement); }
    static auto is_refused(const std::string& other) {
        return StartsWith("refused: a conflict on one unique key, where the row gets a value for another (" + other +
                          ")");
    }
    static auto is_mistaken(const std::string& columns) {
        return StartsWith("mistaken: an upsert on a conflict of (" + columns + "): table 't' is described without");
    }
    MetaData metadata{};
    Column id{"id", Integer{}, primary_key};
    Column txt{"txt", String{20}};
};

TEST_F(UpsertKeys, OfADefaultMayBeAnotherRows) {
    const Table t("t", metadata, id, txt, Column("slot", Integer{}, server_default(7), unique));
    const auto one = insert(t).values({{"id", 2}, {"txt", "two"}});
    const auto without_key = insert(t).values({{"txt", "two"}});
    EXPECT_THAT(on_mysql(one.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = "x")), is_refused("slot"));
    EXPECT_THAT(on_mysql(one.on_conflict_do_nothing(conflict_on(t["id"]))), is_refused("slot"));
    EXPECT_THAT(on_mysql(one.on_conflict_do_nothing()), StartsWith("INSERT ")) << "any conflict is meant";
    EXPECT_THAT(on_mysql(one.on_conflict_do_update(conflict_on(t["slot"]), t["txt"] = "x")), is_refused("id"));
    EXPECT_THAT(on_mysql(without_key.on_conflict_do_update(conflict_on(t["slot"]), t["txt"] = "x")),
                StartsWith("INSERT "))
        << "the key is generated";
}

TEST_F(UpsertKeys, OfPartsAreInConflictIfAllAre) {
    const Table t("t", metadata, id, txt, Column("tenant", Integer{}),
                  Column("slug", String{20}, server_default("home")), Unique({"tenant", "slug"}));
    const auto with = insert(t).values({{"id", 2}, {"tenant", 5}});
    const auto without = insert(t).values({{"id", 2}, {"txt", "b"}});
    EXPECT_THAT(on_mysql(with.on_conflict_do_nothing(conflict_on(t["id"]))), is_refused("tenant, slug"));
    EXPECT_THAT(on_mysql(without.on_conflict_do_nothing(conflict_on(t["id"]))), StartsWith("INSERT "))
        << "the tenant is NULL";
    const auto all = insert(t).from_select(select(t["id"], t["txt"], t["tenant"], t["slug"]));
    EXPECT_THAT(on_mysql(all.on_conflict_do_nothing(conflict_on(t["id"]))), is_refused("tenant, slug"));
}

TEST_F(UpsertKeys, ThatAreComputedMayBeAnotherRows) {
    const Table t("t", metadata, id, txt, Column("low", String{20}, computed("lower(txt)", stored), unique));
    const Table u("u", metadata, id, txt, Index({IndexPart::expression("lower(txt)")}, {.unique = true}));
    for (const Table& each : {t, u}) {
        const auto one = insert(each).values({{"id", 2}, {"txt", "b"}});
        EXPECT_THAT(on_mysql(one.on_conflict_do_nothing(conflict_on(each["id"]))),
                    is_refused(each == t ? "low" : "lower(txt)"));
    }
}

TEST_F(UpsertKeys, OfNewNumbersAndUuidsAreNoOtherRows) {
    const Table t("t", metadata, Column("id", String{36}, primary_key, server_default(text("uuid()"))),
                  Column("txt", String{20}, unique), Column("no", Integer{}, server_default(sequence("s")), unique));
    const auto one = insert(t).values({{"txt", "b"}});
    EXPECT_THAT(on_mysql(one.on_conflict_do_update(conflict_on(t["txt"]), t["txt"] = "x")), StartsWith("INSERT "));
}

TEST_F(UpsertKeys, WithMoreColumnsAreTheSameRows) {
    const Table t("t", metadata, id, txt, Column("a", Integer{}), Unique({"id", "a"}));
    const auto one = insert(t).values({{"id", 2}, {"a", 5}});
    EXPECT_THAT(on_mysql(one.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = "x")), StartsWith("INSERT "));
    EXPECT_THAT(on_mysql(one.on_conflict_do_update(conflict_on(t["a"], t["id"]), t["txt"] = "x")), is_refused("id"));
}

TEST_F(UpsertKeys, MustBeThere) {
    const Table t("t", metadata, id, txt, Column("a", Integer{}), Column("b", Integer{}), Unique({"a", "b"}),
                  Index({IndexPart("txt")}, {.unique = true, .name = "some", .where = "a > 1"}));
    const auto one = insert(t).values({{"id", 2}, {"txt", "x"}, {"a", 5}, {"b", 5}});
    for (const DialectPtr& dialect : {mysql_dialect(), mariadb_dialect(), mssql_dialect(), oracle_dialect()}) {
        const auto on = [&](const ConflictTarget& target) {
            return sql_of(dialect, one.on_conflict_do_nothing(target));
        };
        EXPECT_THAT(on(conflict_on(t["a"])), is_mistaken("a"));
        EXPECT_THAT(on(conflict_on(t["id"], t["a"])), is_mistaken("id, a"));
        EXPECT_THAT(on(conflict_on(t["txt"])), is_mistaken("txt")) << "unique in a part of the table";
        EXPECT_THAT(on(conflict_on(t["b"], t["a"])), Not(StartsWith("mistaken"))) << "in any order";
    }
    for (const DialectPtr& dialect : {sqlite_dialect(), postgresql_dialect()}) {
        EXPECT_THAT(sql_of(dialect, one.on_conflict_do_nothing(conflict_on(t["a"]))), HasSubstr("ON CONFLICT ("))
            << "the database knows by itself";
    }
    EXPECT_EQ(sql_of(sqlite_dialect(), one.on_conflict_do_nothing(conflict_on(func::lower(t["txt"])))),
              "mistaken: conflict_on() takes columns of the table");
}

TEST_F(UpsertKeys, OfRowsThatStayAreNotReturned) {
    using namespace users;
    const auto one = insert<User>().values(name = "x", age = 1);
    const auto update = one.on_conflict_do_update(conflict_on(name), age = 2);
    const auto on_mariadb = [](const Statement& statement) { return sql_of(mariadb_dialect(), statement); };
    const auto refused = StartsWith("refused: RETURNING of an upsert that may leave rows as they are");
    EXPECT_THAT(on_mariadb(one.on_conflict_do_nothing().returning(users::id)), refused);
    EXPECT_THAT(on_mariadb(update.on_conflict_where(age > 1).returning(users::id)), refused);
    EXPECT_THAT(on_mariadb(update.returning(users::id)), HasSubstr("RETURNING"));
}

TEST_F(UpsertKeys, FromTheSameTableAreSelectedApart) {
    using namespace posts;
    const auto upsert = [](const auto& query) {
        return insert<Post>()
            .from_select(query, posts::id, title)
            .on_conflict_do_update(conflict_on(posts::id), title = excluded(title));
    };
    EXPECT_EQ(
        on_mysql(upsert(select(posts::id, title).where(posts::id > 1))),
        "INSERT INTO posts (id, title) SELECT * FROM (SELECT posts.id, posts.title FROM posts WHERE posts.id > ?) "
        "AS part_1 ON DUPLICATE KEY UPDATE title = VALUES(title)");
    EXPECT_EQ(on_mysql(upsert(select(users::id, users::name))),
              "INSERT INTO posts (id, title) SELECT users.id, users.name FROM users ON DUPLICATE KEY UPDATE title = "
              "VALUES(title)");
    EXPECT_THAT(on_mysql(upsert(select(posts::id, title).order_by(title))),
                HasSubstr("ORDER BY posts.title LIMIT 18446744073709551615) AS part_1 ON DUPLICATE"));
}

}  // namespace
}  // namespace rowan::test
