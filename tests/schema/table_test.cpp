#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace {

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;

template <class Action>
std::string argument_error(Action&& action) {
    try {
        action();
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return "(no ArgumentError)";
}

TEST(Table, IsMadeAsTheTourSays) {
    MetaData metadata;
    Table article_author("article_author", metadata,
                         Column("article_id", Integer{}, ForeignKey("articles.id"), primary_key),
                         Column("author_id", Integer{}, ForeignKey("users.id"), primary_key));
    EXPECT_EQ(article_author.name(), "article_author");
    EXPECT_THAT(article_author.primary_key().columns, ElementsAre("article_id", "author_id"));
    ASSERT_EQ(article_author.foreign_keys().size(), 2U);
    EXPECT_EQ(article_author.foreign_keys()[1].referred_table, "users");
    EXPECT_THAT(article_author.foreign_keys()[1].referred_columns, ElementsAre("id"));
    EXPECT_FALSE(article_author["author_id"].nullable());
    EXPECT_EQ(article_author["author_id"].data().primary_key, 2);
    EXPECT_TRUE(metadata.contains("article_author"));
    EXPECT_EQ(metadata.table("article_author"), article_author);
}

TEST(Table, TakesColumnOptionsApart) {
    MetaData metadata;
    const Table users(
        "users", metadata, Column("id", BigInteger{}, primary_key(given), autoincrement),
        Column("name", Integer{}, String{50}, not_null, unique, indexed, collate("NOCASE"), comment("who")),
        Column("city_id", Integer{}, foreign_key("geo.cities.id", {.on_delete = Action::set_null}), indexed),
        Column("age", Integer{}, check("age >= 0"), server_default(18)),
        Column("twice", Integer{}, computed("age * 2", stored)),
        Column("changed", Integer{}, version, server_generated));
    EXPECT_TRUE(users["id"].data().key_given);
    EXPECT_TRUE(users["id"].data().autoincrement);
    EXPECT_TRUE(users["id"].primary_key());
    EXPECT_EQ(users["name"].type(), SqlType(String{50}));
    EXPECT_FALSE(users["name"].nullable());
    EXPECT_EQ(users["name"].data().collation, "NOCASE");
    EXPECT_EQ(users["name"].data().comment, "who");
    EXPECT_TRUE(users["city_id"].nullable());
    EXPECT_EQ(users["age"].data().server_default, "18");
    EXPECT_EQ(users["twice"].data().computed, "age * 2");
    EXPECT_TRUE(users["twice"].data().computed_stored);
    EXPECT_TRUE(users["changed"].data().is_version);
    EXPECT_TRUE(users["changed"].data().server_generated);
    ASSERT_EQ(users.foreign_keys().size(), 1U);
    EXPECT_EQ(users.foreign_keys()[0].referred_schema, "geo");
    EXPECT_EQ(users.foreign_keys()[0].on_delete, Action::set_null);
    ASSERT_EQ(users.uniques().size(), 1U);
    ASSERT_EQ(users.indexes().size(), 1U) << "a unique constraint is an index already";
    EXPECT_EQ(users.indexes()[0].parts[0].column, "city_id");
    ASSERT_EQ(users.checks().size(), 1U);
}

TEST(Table, SpellsServerDefaults) {
    MetaData metadata;
    const Table t("t", metadata, Column("a", Text{}, server_default("it's")),
                  Column("b", Double{}, server_default(2.0)), Column("c", Boolean{}, server_default(false)),
                  Column("d", DateTime{}, server_default(text("now()"))), Column("e", Double{}, server_default(1e300)));
    EXPECT_EQ(t["a"].data().server_default, "'it''s'");
    EXPECT_EQ(t["b"].data().server_default, "2.0");
    EXPECT_EQ(t["c"].data().server_default, "FALSE");
    EXPECT_EQ(t["d"].data().server_default, "now()");
    EXPECT_EQ(t["e"].data().server_default, "1e+300");
}

TEST(Table, SaysWhichColumnsAreNear) {
    MetaData metadata;
    const Table users("users", metadata, Column("name", Text{}), Column("fullname", Text{}));
    EXPECT_EQ(argument_error([&] { users["nmae"]; }), "table 'users' has no column 'nmae'; did you mean 'name'?");
    EXPECT_EQ(argument_error([&] { users.column("zzz"); }),
              "table 'users' has no column 'zzz'; there are 'name', 'fullname'");
    EXPECT_EQ(argument_error([&] { metadata.table("user"); }),
              "the metadata has no table 'user'; did you mean 'users'?");
    EXPECT_EQ(argument_error([] { MetaData().table("user"); }), "the metadata has no table 'user'; there are none");
}

TEST(Table, RefusesMistakes) {
    const auto mistake = [](auto... items) {
        return argument_error([&] {
            MetaData metadata;
            Table("t", metadata, items...);
        });
    };
    const Column id("id", Integer{}, primary_key);
    EXPECT_EQ(mistake(), "table 't' has no columns");
    EXPECT_EQ(mistake(id, id), "table 't' has two columns 'id'");
    EXPECT_EQ(mistake(id, PrimaryKey({"id"}), PrimaryKey({"id"})), "table 't' has two primary keys");
    EXPECT_THAT(mistake(id, Column("b", Integer{}), PrimaryKey({"b"})), HasSubstr("'id' is marked primary_key"));
    EXPECT_EQ(mistake(id, Unique({"ix"})), "a unique constraint of table 't' has no column 'ix'; did you mean 'id'?");
    EXPECT_THAT(mistake(id, Index({"x"})), HasSubstr("an index of table 't' has no column 'x'"));
    EXPECT_EQ(mistake(id, Index(std::vector<IndexPart>{})), "table 't': an index has no columns");
    EXPECT_EQ(mistake(id, Unique({"id", "id"})), "table 't': a unique constraint names column 'id' twice");
    EXPECT_EQ(mistake(id, Check("")), "table 't': a check is empty");
    EXPECT_EQ(mistake(id, Exclude(std::vector<ExcludePart>{})), "table 't': an exclusion constraint has no columns");
    EXPECT_THAT(mistake(id, Exclude({{"room", "="}})), HasSubstr("an exclusion constraint of"));
    EXPECT_EQ(mistake(id, Exclude({{"id", ""}})), "table 't': an exclusion constraint has no operator for 'id'");
    EXPECT_EQ(mistake(id, Exclude({ExcludePart::expression("id + 1", "")})),
              "table 't': an exclusion constraint has no operator for 'id + 1'");
    EXPECT_THAT(mistake(TableOptions{.partition_of = "whole"}), HasSubstr("has both, partition_of and partition_rows"));
    EXPECT_THAT(mistake(id, TableOptions{.partition_rows = "DEFAULT"}), HasSubstr("partition_of and partition_rows"));
    EXPECT_THAT(mistake(id, TableOptions{.partition_of = "whole", .partition_rows = "DEFAULT"}),
                HasSubstr("'t' is a partition of 'whole', so it has the columns of that table"));
    EXPECT_THAT(mistake(id, ForeignKey("a.b")), HasSubstr("must name its own"));
    EXPECT_THAT(mistake(id, ForeignKey({"no"}, {"a.b"})), HasSubstr("has no column 'no'"));
    EXPECT_THAT(mistake(Column("a", Integer{}, autoincrement)), HasSubstr("only column of the primary key"));
    EXPECT_THAT(mistake(Column("a", Integer{}, computed("1")), PrimaryKey({"a"})),
                HasSubstr("can't be in the primary key"));
    EXPECT_THAT(argument_error([] { Column("", Integer{}); }), HasSubstr("no name"));
    EXPECT_THAT(argument_error([] { Column("a", Integer{}, computed("1"), server_default(1)); }),
                HasSubstr("can't have a server_default() as well"));
    EXPECT_THAT(argument_error([] { Column("a", Integer{}, primary_key, computed("1")); }),
                HasSubstr("can't be in the primary key"));
    EXPECT_THAT(argument_error([] { Column("a", Integer{}, ForeignKey({"a", "b"}, {"t.a", "t.b"})); }),
                HasSubstr("stands beside the columns"));
    EXPECT_THAT(argument_error([] { Column("a", Integer{}, ColumnOption(OptionKind::mistake, "wrong")); }),
                HasSubstr("column 'a': wrong"));
    EXPECT_THAT(argument_error([] { ForeignKey("nowhere"); }), HasSubstr("say \"table.column\""));
    EXPECT_THAT(argument_error([] { ForeignKey(".column"); }), HasSubstr("say \"table.column\""));
    EXPECT_THAT(argument_error([] { ForeignKey("table."); }), HasSubstr("say \"table.column\""));
    EXPECT_THAT(argument_error([] { ForeignKey({"a", "b"}, {"t.a"}); }), HasSubstr("2 columns and 1 targets"));
    EXPECT_THAT(argument_error([] { ForeignKey({"a", "b"}, {"t.a", "u.b"}); }), HasSubstr("columns of one table"));
    EXPECT_THAT(argument_error([] {
                    MetaData metadata;
                    Table("", metadata, Column("a", Integer{}));
                }),
                HasSubstr("no name"));
}

TEST(Table, OutlivesItsMetaData) {
    const Table users = [] {
        MetaData metadata;
        return Table("users", metadata, Column("id", Integer{}, primary_key));
    }();
    const TableColumn id = users["id"];
    EXPECT_EQ(id.name(), "id");
    EXPECT_EQ(id.table, users);
}

TEST(MetaData, AddsAndRemoves) {
    MetaData metadata;
    const Table a("a", metadata, Column("id", Integer{}, primary_key));
    const Table b("b", metadata, Column("id", Integer{}, primary_key), TableOptions{.schema = "s"});
    EXPECT_EQ(argument_error([&] { Table("a", metadata, Column("x", Integer{})); }),
              "the metadata has a table 'a' already");
    EXPECT_TRUE(metadata.contains("s.b"));
    EXPECT_FALSE(metadata.contains("b"));
    EXPECT_EQ(metadata["s.b"].full_name(), "s.b");
    EXPECT_EQ(metadata.size(), 2U);
    metadata.remove("a");
    EXPECT_FALSE(metadata.contains("a"));
    EXPECT_EQ(a.name(), "a");
    EXPECT_THAT(argument_error([&] { metadata.remove("a"); }), HasSubstr("no table 'a'"));
    MetaData moved = std::move(metadata);
    EXPECT_TRUE(moved.contains("s.b"));
    moved.clear();
    EXPECT_TRUE(moved.empty());
}

}  // namespace
