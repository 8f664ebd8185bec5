// Subqueries with a limit behind IN, ANY and ALL, also in statements that write the table they read.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <vector>

namespace rowan::rules {
namespace {

using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;

struct Item {
    int id{};
    int rank{};

    static constexpr auto mapping() { return table<Item>("items", column<&Item::id>(primary_key(given))); }
};

constexpr auto id = col<&Item::id>;
constexpr auto rank = col<&Item::rank>;

class LimitedSubqueries : public DatabaseTest {
protected:
    void SetUp() override {
        metadata<Item>().create_all(engine);
        for (int i = 1; i <= 5; ++i)
            session.add(Item{i, 10 * i});
        session.commit();
    }
    template <class C>
    std::vector<int> found(const C& condition) {
        std::vector<int> ids;
        for (const auto& row : engine.connect().execute(select(id).where(condition).order_by(id)))
            ids.push_back(row.template get<0>());
        return ids;
    }
    std::vector<int> left() { return found(id > 0); }
    /// Two of the rows, by a set operation.
    auto some() const {
        const auto other = aliased<Item>("o");
        return select(other[&Item::id])
            .where(other[&Item::id] < 3)
            .union_(select(other[&Item::id]).where(other[&Item::id] > 4))
            .order_by(other[&Item::id]);
    }
    const Capabilities& can() const { return engine.dialect().capabilities(); }
};

TEST_F(LimitedSubqueries, GiveTheirRowsToIn) {
    const auto other = aliased<Item>("o");
    EXPECT_THAT(found(id.in(some().limit(1))), ElementsAre(1));
    EXPECT_THAT(found(id.in(some().limit(1).offset(2))), ElementsAre(5));
    EXPECT_THAT(found(id.in(some().offset(1))), ElementsAre(2, 5));
    EXPECT_THAT(found(id.in(select(other[&Item::id]).order_by(other[&Item::id]).offset(3))), ElementsAre(4, 5));
    EXPECT_THAT(found(id.not_in(select(other[&Item::id]).order_by(other[&Item::id]).limit(2))), ElementsAre(3, 4, 5));
    EXPECT_THAT(found(id.in(select(other[&Item::id]).order_by(other[&Item::id]).limit(2).offset(1))),
                ElementsAre(2, 3));
}

TEST_F(LimitedSubqueries, SayWhichRowsAreWritten) {
    const auto other = aliased<Item>("o");
    Connection connection = engine.connect();
    connection.execute(update<Item>().set(rank = 0).where(id.in(some().offset(2))));
    connection.execute(delete_from<Item>().where(id.in(some().limit(1))));
    connection.execute(delete_from<Item>().where(id.in(select(other[&Item::id]).order_by(other[&Item::id]).offset(3))));
    connection.commit();
    EXPECT_THAT(left(), ElementsAre(2, 3, 4));
}

TEST_F(LimitedSubqueries, AreComparedByAnyAndAll) {
    if (!can().quantified_comparisons)
        GTEST_SKIP() << engine.dialect().name() << " has no ANY";
    const auto other = aliased<Item>("o");
    const auto last = [&] { return select(other[&Item::rank]).order_by(other[&Item::rank].desc()).limit(2); };
    EXPECT_THAT(found(rank > any_(last())), ElementsAre(5));
    EXPECT_THAT(found(rank < all_(last())), ElementsAre(1, 2, 3));
}

TEST_F(LimitedSubqueries, OfTheRowAroundThemWorkOrAreRefused) {
    const auto other = aliased<Item>("o");
    const auto next =
        id.in(select(other[&Item::id] - 1).where(other[&Item::id] > id).order_by(other[&Item::id]).limit(1));
    if (can().limited_in || can().lateral_join)
        EXPECT_THAT(found(next), ElementsAre(1, 2, 3, 4));
    else
        EXPECT_THAT(message_of<UnsupportedError>([&] { found(next); }), HasSubstr("a limit in a subquery behind IN"));
    const auto has_next = exists(select(other[&Item::id]).where(other[&Item::id] > id));
    const auto drop = [&] {
        Connection connection = engine.connect();
        connection.execute(delete_from<Item>().where(has_next));
        connection.commit();
    };
    if (can().reads_written_table) {
        drop();
        EXPECT_THAT(left(), ElementsAre(5));
    } else {
        EXPECT_THAT(message_of<UnsupportedError>(drop), HasSubstr("reads the table which is written"));
    }
    EXPECT_THAT(found(has_next).size(), can().reads_written_table ? 0u : 4u);
}

}  // namespace
}  // namespace rowan::rules
