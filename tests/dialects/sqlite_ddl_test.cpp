#include "everything_schema.hpp"
#include "golden.hpp"
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/kind.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace rowan;
using testing::HasSubstr;

class SqliteDdl : public testing::Test {
protected:
    std::shared_ptr<const Dialect> dialect = sqlite_dialect();
    std::unique_ptr<DdlCompiler> ddl = dialect->ddl();
    MetaData metadata;

    template <class... Items>
    std::string create(Items&&... items) {
        MetaData own;
        return ddl->create_table(Table("t", own, std::forward<Items>(items)...).data());
    }
};

TEST_F(SqliteDdl, CreatesEverything) {
    const MetaData everything = test::everything_schema();
    test::expect_golden("sqlite/ddl/create_everything", ddl->create_statements(everything.unsorted_tables(), {}));
}

TEST_F(SqliteDdl, DropsEverythingInReverse) {
    const MetaData everything = test::everything_schema();
    std::vector<std::string> names;
    for (const Table& table : everything.unsorted_tables())
        names.push_back(table.full_name());
    test::expect_golden("sqlite/ddl/drop_everything",
                        ddl->drop_statements(everything.unsorted_tables(), {.tables = names}));
}

TEST_F(SqliteDdl, CreatesWhatTheTourSays) {
    Table("cities", metadata, Column("id", Integer{}, primary_key), Column("name", Text{}, not_null));
    Table("users", metadata, Column("id", Integer{}, primary_key), Column("name", String{50}, not_null, unique),
          Column("fullname", Text{}, not_null), Column("nick", Text{}), Column("age", Integer{}, check("age >= 0")),
          Column("city_id", Integer{}, foreign_key("cities.id", {.on_delete = Action::set_null}), indexed));
    test::expect_golden("sqlite/ddl/tour", ddl->create_statements(metadata.unsorted_tables(), {}));
}

TEST_F(SqliteDdl, CreatesAndDropsOnlyWhatIsMissingOrThere) {
    Table("Users", metadata, Column("id", Integer{}, primary_key));
    Table("posts", metadata, Column("id", Integer{}, primary_key),
          Column("user_id", Integer{}, ForeignKey("Users.id")));
    const auto& tables = metadata.unsorted_tables();
    EXPECT_THAT(ddl->create_statements(tables, {.tables = {"users"}}),
                testing::ElementsAre(HasSubstr("CREATE TABLE posts")));
    EXPECT_TRUE(ddl->create_statements(tables, {.tables = {"USERS", "posts"}}).empty());
    EXPECT_THAT(ddl->drop_statements(tables, {.tables = {"posts", "other"}}),
                testing::ElementsAre("PRAGMA defer_foreign_keys = ON", "DROP TABLE posts"));
    EXPECT_TRUE(ddl->drop_statements(tables, {}).empty());
}

TEST_F(SqliteDdl, SaysIfExists) {
    const Table t("t", metadata, Column("id", Integer{}, primary_key, indexed), Index({"id"}));
    EXPECT_THAT(ddl->create_table(t.data(), {.if_not_exists = true}), HasSubstr("CREATE TABLE IF NOT EXISTS t ("));
    EXPECT_EQ(ddl->create_index(t.data(), t.indexes()[0], {.if_not_exists = true}),
              "CREATE INDEX IF NOT EXISTS ix_t_id ON t (id)");
    EXPECT_EQ(ddl->drop_table(t.data(), {.if_exists = true}), "DROP TABLE IF EXISTS t");
    EXPECT_EQ(ddl->drop_index(t.data(), t.indexes()[0], {.if_exists = true}), "DROP INDEX IF EXISTS ix_t_id");
    EXPECT_EQ(ddl->drop_index(t.data(), t.indexes()[0]), "DROP INDEX ix_t_id");
}

TEST_F(SqliteDdl, QualifiesByTheAttachedDatabase) {
    const Table t("t", metadata, Column("id", Integer{}, primary_key),
                  Column("up", Integer{}, indexed, ForeignKey("aux.t.id")), TableOptions{.schema = "aux"});
    EXPECT_THAT(ddl->create_table(t.data()),
                testing::AllOf(HasSubstr("CREATE TABLE aux.t ("), HasSubstr("REFERENCES t (id)")));
    EXPECT_EQ(ddl->create_index(t.data(), t.indexes()[0]), "CREATE INDEX aux.ix_t_up ON t (up)");
    EXPECT_EQ(ddl->drop_index(t.data(), t.indexes()[0]), "DROP INDEX aux.ix_t_up");
}

TEST_F(SqliteDdl, RefusesWhatSqliteCantDo) {
    EXPECT_THROW(create(Column("id", Integer{}, ForeignKey("other.t.id"))), UnsupportedError);
    EXPECT_THROW(create(Column("id", Text{}, primary_key, autoincrement)), UnsupportedError);
    EXPECT_THROW(create(Column("id", Integer{}, primary_key, autoincrement), TableOptions{.without_rowid = true}),
                 UnsupportedError);
    EXPECT_THROW(create(Column("id", TypeSpec{})), ArgumentError);
    const Table t("t", metadata, Column("id", Integer{}, ForeignKey("t.id")));
    EXPECT_THROW(static_cast<void>(ddl->add_foreign_key(t.data(), t.foreign_keys()[0])), UnsupportedError);
    EXPECT_THROW(static_cast<void>(ddl->drop_foreign_key(t.data(), t.foreign_keys()[0])), UnsupportedError);
    EXPECT_THROW(static_cast<void>(ddl->create_index(t.data(), Index({"id"}))), ArgumentError) << "no name";
}

TEST_F(SqliteDdl, RefusesWhatAnOldSqliteCantDo) {
    const auto old = sqlite_dialect(3'030'000);
    const auto refused = [&](auto... items) -> std::string {
        MetaData own;
        const Table t("t", own, Column("id", Integer{}), items...);
        try {
            static_cast<void>(old->ddl()->create_table(t.data()));
        } catch (const UnsupportedError& error) {
            return error.what();
        }
        return "(no error)";
    };
    EXPECT_EQ(refused(), "(no error)");
    EXPECT_EQ(refused(TableOptions{.strict = true}),
              "table 't': this version of sqlite has no STRICT tables (3.37 has)");
    EXPECT_EQ(refused(Column("b", Integer{}, computed("id"))), "table 't': sqlite has no computed columns ('b')");
}

// SQLite goes by the name of a type, and would make 1.1 of '1.10'.
TEST_F(SqliteDdl, GivesTextsATypeThatKeepsThem) {
    const auto type = [&](const TypeSpec& spec, Kind kind) { return ddl->type_name(SqlType(spec, kind)); };
    EXPECT_EQ(type(JsonType{}, Kind::json), "JSON TEXT");
    EXPECT_EQ(type(DateType{}, Kind::text), "DATE TEXT");
    EXPECT_EQ(type(DateTime{}, Kind::text), "DATETIME TEXT");
    EXPECT_EQ(type(TimeType{}, Kind::text), "TIME TEXT");
    EXPECT_EQ(type(IntervalType{}, Kind::text), "TEXT");
    EXPECT_EQ(type(NativeType{"inet"}, Kind::text), "inet TEXT");
    EXPECT_EQ(type(NativeType{"jsonb"}, Kind::json), "jsonb TEXT");
    EXPECT_EQ(type(NativeType{"geometry (4326)"}, Kind::text), "geometry TEXT (4326)");
    EXPECT_EQ(type(NativeType{"nvarchar(5)"}, Kind::text), "nvarchar(5)");
    EXPECT_EQ(type(NativeType{"point"}, Kind::text), "TEXT") << "it says INT";
    EXPECT_EQ(type(NativeType{"\"my type\""}, Kind::text), "TEXT") << "nothing behind the quotes would count";
    EXPECT_EQ(type(DateType{}, Kind::date), "DATE");
    EXPECT_EQ(type(NativeType{"money"}, Kind::decimal), "money");
    EXPECT_EQ(type(String{5}, Kind::text), "VARCHAR(5)");
    EXPECT_THAT(create(Column("id", SqlType(NativeType{"inet"}, Kind::text)), TableOptions{.strict = true}),
                HasSubstr("id TEXT"));
}

TEST_F(SqliteDdl, MakesOnlyASingleIntegerKeyTheRowid) {
    EXPECT_THAT(create(Column("id", BigInteger{}, primary_key)), HasSubstr("id INTEGER NOT NULL"));
    EXPECT_THAT(create(Column("id", BigInteger{}, primary_key), TableOptions{.without_rowid = true}),
                HasSubstr("id BIGINT NOT NULL"));
    EXPECT_THAT(create(Column("a", BigInteger{}, primary_key), Column("b", BigInteger{}, primary_key)),
                HasSubstr("a BIGINT NOT NULL"));
}

}  // namespace
