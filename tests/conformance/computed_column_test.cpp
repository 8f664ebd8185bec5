// Columns that the database computes: never sent, read back by a flush, and reflected as what they are.
#include "rules_support.hpp"
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <string>

namespace rowan::rules {
namespace {

struct Box {
    int id{};
    int width{};
    int height{};
    int area{};
    int outline{};

    static constexpr auto mapping() {
        return table<Box>("boxes", column<&Box::id>(primary_key), column<&Box::area>(computed("width * height")),
                          column<&Box::outline>(computed("2 * (width + height)", stored)));
    }
};

class ComputedColumns : public DatabaseTest {
protected:
    void SetUp() override {
        if (!engine.dialect().capabilities().computed_columns)
            GTEST_SKIP() << "this database computes no columns";
        metadata<Box>().create_all(engine);
    }
};

TEST_F(ComputedColumns, are_read_back_by_a_flush) {
    Box& box = session.add(Box{.width = 2, .height = 3, .area = 77});
    session.flush();
    EXPECT_EQ(box.area, 6);
    EXPECT_EQ(box.outline, 10);
    box.width = 4;
    session.commit();
    EXPECT_EQ(box.area, 12);
    EXPECT_EQ(box.outline, 14);
    EXPECT_EQ(number("SELECT area FROM boxes"), 12);
}

TEST_F(ComputedColumns, of_many_rows_are_those_of_each) {
    for (int i = 1; i <= 150; ++i)
        session.add(Box{.width = i, .height = 2});
    session.commit();
    for (Box& box : session.query<Box>()) {
        EXPECT_EQ(box.area, 2 * box.width);
        EXPECT_EQ(box.outline, 2 * box.width + 4);
    }
}

TEST_F(ComputedColumns, can_be_asked_for) {
    session.add(Box{.width = 2, .height = 3});
    session.add(Box{.width = 5, .height = 5});
    session.commit();
    EXPECT_EQ(session.scalars(select<Box>().where(col<&Box::area> > 6)).one().width, 5);
}

TEST_F(ComputedColumns, are_found_as_what_they_are) {
    MetaData found;
    found.reflect(engine);
    const TableData& boxes = found.table("boxes").data();
    const ColumnData& area = boxes.columns[boxes.find("area")];
    EXPECT_THAT(area.computed, testing::HasSubstr("width"));
    EXPECT_EQ(area.computed_stored, !engine.dialect().capabilities().virtual_columns) << "kept where it must be";
    EXPECT_TRUE(boxes.columns[boxes.find("outline")].computed_stored);
    EXPECT_EQ(boxes.columns[boxes.find("width")].computed, "");
}

}  // namespace
}  // namespace rowan::rules
