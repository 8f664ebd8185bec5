#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace {

using namespace rowan;

TEST(NamingConvention, NamesEveryConstraint) {
    MetaData metadata;
    const Table t("line", metadata, Column("order_id", Integer{}, primary_key, ForeignKey("orders.id")),
                  Column("number", Integer{}, primary_key, check("number > 0"), check("number < 100")),
                  Column("code", String{10}, unique), Column("place", Integer{}, indexed),
                  Unique({"code", "place"}, "mine"), Check("code <> ''"),
                  Index({IndexPart::expression("lower(code)"), "place"}));
    EXPECT_EQ(t.primary_key().name, "pk_line");
    EXPECT_EQ(t.foreign_keys()[0].name, "fk_line_order_id_orders");
    EXPECT_EQ(t.uniques()[0].name, "uq_line_code");
    EXPECT_EQ(t.uniques()[1].name, "mine");
    EXPECT_EQ(t.checks()[0].name, "ck_line_number");
    EXPECT_EQ(t.checks()[1].name, "ck_line_number_2");
    EXPECT_EQ(t.checks()[2].name, "ck_line_bf136104");
    EXPECT_EQ(t.indexes()[0].name, "ix_line_place");
    EXPECT_EQ(t.indexes()[1].name, "ix_line_3c8529a6_place");
}

TEST(NamingConvention, KnowsSqlAlchemysTokens) {
    MetaData metadata(NamingConvention{
        .primary_key = "",
        .foreign_key =
            "fk_%(column_0_label)s_%(referred_column_0_name)s_%(referred_column_0_N_name)s_%(referred_table_name)s",
        .unique = "%(column_0N_name)s|%(column_0_N_name)s|%(column_0_name)s",
        .check = "%(constraint_name)s!",
        .index = "no token"});
    const Table t("t", metadata, Column("a", Integer{}, primary_key, check("a > 0")), Column("b", Integer{}, indexed),
                  ForeignKey({"a", "b"}, {"u.x", "u.y"}), Unique({"a", "b"}));
    EXPECT_EQ(t.primary_key().name, "");
    EXPECT_EQ(t.foreign_keys()[0].name, "fk_t_a_x_x_y_u");
    EXPECT_EQ(t.uniques()[0].name, "ab|a_b|a");
    EXPECT_EQ(t.checks()[0].name, "a!");
    EXPECT_EQ(t.indexes()[0].name, "no token");
}

TEST(NamingConvention, RefusesUnknownTokens) {
    for (const char* pattern : {"%(nonsense)s", "pk_%(table_name"}) {
        MetaData metadata(NamingConvention{.primary_key = pattern});
        try {
            Table("t", metadata, Column("a", Integer{}, primary_key));
            FAIL() << pattern;
        } catch (const ArgumentError& error) {
            EXPECT_THAT(error.what(), testing::HasSubstr("naming convention"));
        }
    }
}

}  // namespace
