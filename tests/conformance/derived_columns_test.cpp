// Subqueries in FROM and CTEs whose columns have one name, or none: databases differ in what they take.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

namespace rowan::rules {
namespace {

using test::message_of;
using testing::HasSubstr;

class DerivedColumns : public RulesTest {
protected:
    DerivedColumns() {
        City& city = session.add(City{.name = "Rome"});
        session.flush();
        for (int i = 0; i < 3; ++i)
            session.add(User{.name = "u" + std::to_string(i), .age = i, .city_id = city.id});
        session.commit();
    }
    auto doubled() const {
        return select(col<&User::id>, col<&User::age>, col<&City::id>, col<&User::age> + 1, col<&User::age> + 2)
            .where(col<&User::city_id> == col<&City::id>);
    }
};

TEST_F(DerivedColumns, MayHaveOneName) {
    const auto inner = doubled().subquery("x");
    EXPECT_EQ(session.scalar(select(func::count()).select_from(inner)), 3);
    EXPECT_EQ(session.scalar(select(func::max(inner["age"]))), Value(2));
}

TEST_F(DerivedColumns, OfACteMayHaveOneName) {
    if (!engine.dialect().capabilities().common_table_expressions)
        GTEST_SKIP() << engine.dialect().name() << " has no WITH";
    const auto cte = doubled().cte("y");
    EXPECT_EQ(session.scalar(select(func::min(cte["age"]))), Value(0));
}

TEST_F(DerivedColumns, OfOneNameCanNotBeMeant) {
    const auto inner = doubled().subquery("x");
    EXPECT_THAT(message_of<ArgumentError>([&] { session.scalar(select(inner["id"])); }),
                HasSubstr("'x' has more than one column 'id'"));
}

TEST_F(DerivedColumns, OfFunctionsAreCalledAsThese) {
    const auto inner = select(col<&User::city_id>, func::count(), func::max(col<&User::age>))
                           .group_by(col<&User::city_id>)
                           .subquery("x");
    EXPECT_EQ(session.scalar(select(inner["count"] + inner["max"])), Value(5));
    const Result all = session.execute(select(inner));
    EXPECT_EQ(all.keys(), (std::vector<std::string>{"city_id", "count", "max"}));
}

TEST_F(DerivedColumns, OfNoNameAreReadWithTheOthers) {
    const auto inner = select(col<&User::age>, col<&User::age> + 10, col<&City::id>, col<&User::id>)
                           .where(col<&User::city_id> == col<&City::id>)
                           .order_by(col<&User::age>.desc())
                           .limit(1)
                           .subquery("x");
    const Result all = session.execute(select(inner));
    EXPECT_EQ(all.keys(), (std::vector<std::string>{"age", "item", "id", "id_2"}));
    EXPECT_EQ(session.scalar(select(inner["item"])), Value(12));
    const auto twice = select(inner, select(inner).subquery("y")).subquery("z");
    Result wide = session.execute(select(twice));
    EXPECT_EQ(wide.keys(),
              (std::vector<std::string>{"age", "item", "id", "id_2", "age_2", "item_2", "id_3", "id_2_2"}));
    const Row row = wide.one();
    EXPECT_EQ(row["id_2"], row["id_2_2"]);
}

TEST_F(DerivedColumns, OfOneNameOrderNoSetOperation) {
    const auto both = doubled().union_all(doubled());
    EXPECT_THAT(message_of<ArgumentError>([&] { session.execute(both.order_by(col<&City::id>)); }),
                HasSubstr("ordered by 'id', which its first SELECT has more than once"));
    EXPECT_EQ(session.execute(both.order_by(col<&User::age>.desc())).size(), 6U);
}

}  // namespace
}  // namespace rowan::rules
