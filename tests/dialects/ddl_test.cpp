// The part of DDL that is the same for all databases, over a small dialect that can do less, or more, than SQLite.
#include <rowan/dialects/ddl.hpp>

#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;

class PlainDdl final : public DdlCompiler {
public:
    using DdlCompiler::DdlCompiler;
    std::string type_name(const SqlType&) const override { return "ANYTHING"; }
};

class PlainDialect final : public Dialect {
public:
    explicit PlainDialect(const Capabilities& can) { capabilities_ = can; }
    std::string_view name() const noexcept override { return "plain"; }
    Compiled compile(const Statement&, Literals) const override { return {}; }
    std::string quote(std::string_view identifier) const override { return std::string(identifier); }
    std::unique_ptr<DdlCompiler> ddl() const override { return std::make_unique<PlainDdl>(*this); }
    std::unique_ptr<Reflector> reflector(driver::Connection&) const override { return nullptr; }
};

MetaData hen_and_egg() {
    MetaData metadata;
    Table("hen", metadata, Column("id", Integer{}, primary_key), Column("egg_id", Integer{}, ForeignKey("egg.id")));
    Table("egg", metadata, Column("id", Integer{}, primary_key), Column("hen_id", Integer{}, ForeignKey("hen.id")));
    return metadata;
}

TEST(Ddl, AddsAndDropsTheKeysOfACycleByAlter) {
    const PlainDialect dialect({.alter_add_constraint = true});
    const MetaData metadata = hen_and_egg();
    const auto ddl = dialect.ddl();
    const auto create = ddl->create_statements(metadata.unsorted_tables(), {});
    ASSERT_EQ(create.size(), 3U);
    EXPECT_THAT(create[0], testing::AllOf(HasSubstr("CREATE TABLE hen"), testing::Not(HasSubstr("FOREIGN KEY"))));
    EXPECT_THAT(create[1], testing::AllOf(HasSubstr("CREATE TABLE egg"), HasSubstr("FOREIGN KEY")));
    EXPECT_EQ(create[2], "ALTER TABLE hen ADD CONSTRAINT fk_hen_egg_id_egg FOREIGN KEY (egg_id) REFERENCES egg (id)");
    EXPECT_THAT(ddl->drop_statements(metadata.unsorted_tables(), {.tables = {"hen", "egg"}}),
                ElementsAre("ALTER TABLE hen DROP CONSTRAINT fk_hen_egg_id_egg", "DROP TABLE egg", "DROP TABLE hen"));
}

TEST(Ddl, RefusesACycleThatItCantCreate) {
    const PlainDialect dialect({});
    const MetaData metadata = hen_and_egg();
    EXPECT_THROW(static_cast<void>(dialect.ddl()->create_statements(metadata.unsorted_tables(), {})), UnsupportedError);
}

TEST(Ddl, RefusesByCapability) {
    const PlainDialect dialect({});
    const auto message = [&](auto... items) -> std::string {
        MetaData metadata;
        const Table table("t", metadata, Column("id", Integer{}), items...);
        try {
            static_cast<void>(dialect.ddl()->create_statements(metadata.unsorted_tables(), {}));
        } catch (const UnsupportedError& error) {
            return error.what();
        }
        return "(no error)";
    };
    EXPECT_EQ(message(), "(no error)");
    EXPECT_EQ(message(Column("a", Integer{}, computed("1"))), "table 't': plain has no computed columns ('a')");
    EXPECT_EQ(message(Index({"id"}, {.where = "id > 1"})), "table 't': plain has no partial indexes");
    EXPECT_EQ(message(Index({IndexPart::expression("id + 1")})), "table 't': plain has no indexes of expressions");
    EXPECT_EQ(message(TableOptions{.schema = "s"}), "table 's.t': plain has no schemas");
    EXPECT_EQ(message(ForeignKey({"id"}, {"t.id"}, {.deferrable = true})),
              "table 't': plain has no deferrable foreign keys");
}

TEST(Ddl, CutsLongNamesAtACharacter) {
    const PlainDialect dialect({.max_identifier_length = 20});
    MetaData metadata;
    const Table table("t", metadata, Column("id", Integer{}), Index({"id"}, {.name = "exactly_twenty_chars"}),
                      Index({"id"}, {.name = "more_than_twenty_characters"}),
                      Index({"id"}, {.name = "0123456789äöüßäö"}));
    const auto ddl = dialect.ddl();
    const auto name = [&](std::size_t i) {
        const std::string sql = ddl->create_index(table.data(), table.indexes()[i]);
        return sql.substr(13, sql.find(" ON") - 13);
    };
    EXPECT_EQ(name(0), "exactly_twenty_chars");
    EXPECT_THAT(name(1), testing::MatchesRegex("more_than_t_[0-9a-f]{8}"));
    EXPECT_THAT(name(2).substr(0, 11), "0123456789_");
}

TEST(Ddl, KeepsViewsAloneWhoseSelectNobodyKnows) {
    const PlainDialect dialect({});
    const Table view([] {
        TableBuilder builder("v");
        builder.add(Column("a", Integer{}));
        TableData data = builder.finish();
        data.is_view = true;
        return data;
    }());
    EXPECT_TRUE(dialect.ddl()->create_statements({view}, {}).empty());
    EXPECT_TRUE(dialect.ddl()->drop_statements({view}, {.views = {"v"}}).empty());
    EXPECT_THROW(static_cast<void>(dialect.ddl()->create_view(view.data())), ArgumentError);
}

TEST(Ddl, MakesTablesOfQueries) {
    TableData made;
    made.name = "made";
    const auto sql = [&](const Dialect& dialect) { return dialect.ddl()->create_table_as(made, "SELECT 1 AS a"); };
    EXPECT_EQ(sql(*postgresql_dialect()), "CREATE TABLE made AS\nSELECT 1 AS a");
    EXPECT_EQ(sql(*mssql_dialect()), "SELECT * INTO made FROM (SELECT 1 AS a) AS made");
    made.options.temporary = true;
    EXPECT_EQ(sql(*mariadb_dialect()), "CREATE TEMPORARY TABLE made AS\nSELECT 1 AS a");
    EXPECT_EQ(sql(*oracle_dialect()), "CREATE GLOBAL TEMPORARY TABLE made ON COMMIT PRESERVE ROWS AS\nSELECT 1 AS a");
    EXPECT_THROW(sql(*mssql_dialect()), UnsupportedError);
}

TEST(Ddl, DropsOnlyForeignKeysThatHaveANameByAlter) {
    const PlainDialect dialect({.alter_add_constraint = true});
    MetaData metadata(NamingConvention{.foreign_key = ""});
    const Table t("t", metadata, Column("id", Integer{}, ForeignKey("t.id")));
    EXPECT_THROW(static_cast<void>(dialect.ddl()->drop_foreign_key(t.data(), t.foreign_keys()[0])), ArgumentError);
}

TEST(Ddl, KnowsLiterals) {
    for (const char* literal : {"1", "-1", "+1", "1.5", ".5", "5.", "1e5", "1E-5", "0x1F", "''", "'it''s'", "x'00'",
                                "null", "TRUE", "current_timestamp"}) {
        EXPECT_TRUE(is_sql_literal(literal)) << literal;
    }
    for (const char* other : {"", "-", ".", "1e", "1e+", "0x", "0xZZ", "'a' || 'b'", "'a", "'", "''''' ", "now()", "a",
                              "1 + 1", "--1", "x'"}) {
        EXPECT_FALSE(is_sql_literal(other)) << other;
    }
    EXPECT_EQ(sql_string_literal("it's"), "'it''s'");
}

}  // namespace
