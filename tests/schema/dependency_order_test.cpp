#include <rowan/schema/dependency_order.hpp>

#include <rowan/schema/metadata.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace {

using namespace rowan;
using testing::ElementsAre;

Table add_table(MetaData& metadata, const std::string& name, const std::vector<std::string>& refers_to) {
    TableBuilder builder(name);
    builder.add(Column("id", Integer{}, primary_key));
    for (const std::string& target : refers_to) {
        builder.add(Column("to_" + target, Integer{}, ForeignKey(target + ".id")));
    }
    return metadata.add(builder.finish());
}

std::vector<std::string> names(const std::vector<Table>& tables) {
    std::vector<std::string> result;
    for (const Table& table : tables)
        result.push_back(table.name());
    return result;
}

TEST(DependencyOrder, PutsTablesBehindThoseTheyReferTo) {
    MetaData metadata;
    add_table(metadata, "post", {"user", "city"});
    add_table(metadata, "user", {"city", "user"});
    add_table(metadata, "alone", {"nowhere"});
    add_table(metadata, "city", {});
    EXPECT_THAT(names(metadata.tables()), ElementsAre("alone", "city", "user", "post"));
    EXPECT_TRUE(dependency_order(metadata.unsorted_tables()).deferred.empty());
    EXPECT_THAT(names(metadata.unsorted_tables()), ElementsAre("post", "user", "alone", "city"));
}

TEST(DependencyOrder, KeepsTheOrderOfTheIndependent) {
    MetaData metadata;
    for (const char* name : {"c", "a", "b"})
        add_table(metadata, name, {});
    EXPECT_THAT(names(metadata.tables()), ElementsAre("c", "a", "b"));
}

TEST(DependencyOrder, TakesOneKeyOutOfACycle) {
    MetaData metadata;
    add_table(metadata, "before", {"a"});
    add_table(metadata, "a", {"b"});
    add_table(metadata, "b", {"c"});
    add_table(metadata, "c", {"a"});
    const DependencyOrder order = dependency_order(metadata.unsorted_tables());
    ASSERT_EQ(order.deferred.size(), 1U);
    EXPECT_EQ(order.deferred[0].table.name(), "a");
    EXPECT_EQ(order.deferred[0].table.foreign_keys()[order.deferred[0].foreign_key].referred_table, "b");
    EXPECT_THAT(names(order.tables), ElementsAre("a", "c", "before", "b"));
}

TEST(DependencyOrder, KnowsSchemas) {
    MetaData metadata;
    Table("a", metadata, Column("id", Integer{}, ForeignKey("b.id")), TableOptions{.schema = "s"});
    Table("b", metadata, Column("id", Integer{}, ForeignKey("s.a.id")));
    Table("b", metadata, Column("id", Integer{}), TableOptions{.schema = "s"});
    std::vector<std::string> full;
    for (const Table& table : metadata.tables())
        full.push_back(table.full_name());
    EXPECT_THAT(full, ElementsAre("s.b", "s.a", "b"));
}

TEST(DependencyOrder, PutsAPartitionBehindItsTableThoughTheirKeysMakeACycle) {
    MetaData metadata;
    TableBuilder part("part");
    part.add(TableOptions{.partition_of = "whole", .partition_rows = "DEFAULT"});
    metadata.add(part.finish());
    add_table(metadata, "other", {"part"});
    add_table(metadata, "whole", {"other"});
    const DependencyOrder order = dependency_order(metadata.unsorted_tables());
    const std::vector<std::string> placed = names(order.tables);
    EXPECT_LT(std::find(placed.begin(), placed.end(), "whole"), std::find(placed.begin(), placed.end(), "part"));
    ASSERT_EQ(order.deferred.size(), 1U);
    EXPECT_NE(order.deferred[0].table.name(), "part");
}

TEST(DependencyOrder, HoldsForAnyGraph) {
    std::mt19937 random(1);
    for (int round = 0; round < 200; ++round) {
        MetaData metadata;
        const unsigned count = 2 + random() % 8;
        for (unsigned i = 0; i < count; ++i) {
            std::vector<std::string> targets;
            for (unsigned j = 0; j < count; ++j) {
                if (random() % 4 == 0)
                    targets.push_back("t" + std::to_string(j));
            }
            add_table(metadata, "t" + std::to_string(i), targets);
        }
        const DependencyOrder order = dependency_order(metadata.unsorted_tables());
        ASSERT_EQ(order.tables.size(), count);
        std::vector<std::string> placed;
        for (const Table& table : order.tables) {
            placed.push_back(table.name());
            for (std::size_t k = 0; k < table.foreign_keys().size(); ++k) {
                bool deferred = false;
                for (const auto& each : order.deferred) {
                    deferred = deferred || (each.table == table && each.foreign_key == k);
                }
                if (deferred)
                    continue;
                EXPECT_THAT(placed, testing::Contains(table.foreign_keys()[k].referred_table));
            }
        }
    }
}

}  // namespace
