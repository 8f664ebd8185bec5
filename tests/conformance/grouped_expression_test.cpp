// Expressions that rows are grouped, chosen and ordered by, said again elsewhere in the statement.
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace rowan::rules {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Member {
    int id{};
    std::string name{};
    int age{};

    static constexpr auto mapping() { return table<Member>("members", column<&Member::id>(primary_key(given))); }
};

constexpr auto id = col<&Member::id>;
constexpr auto name = col<&Member::name>;
constexpr auto age = col<&Member::age>;

class GroupedExpressions : public DatabaseTest {
protected:
    void SetUp() override {
        metadata<Member>().create_all(engine);
        session.add(Member{1, "ann", 20});
        session.add(Member{2, "abe", 20});
        session.add(Member{3, "bob", 31});
        session.add(Member{4, "cid", 42});
        session.commit();
    }
    template <class S>
    std::vector<std::string> rows(const S& statement) {
        std::vector<std::string> found;
        for (const Row& row : engine.connect().execute(static_cast<const Statement&>(statement))) {
            std::string text;
            for (const Value& value : row)
                text += (text.empty() ? "" : " ") + value.to_display();
            found.push_back(text);
        }
        return found;
    }
};

TEST_F(GroupedExpressions, MayHaveOneValueTwice) {
    EXPECT_THAT(rows(select(func::count(), func::substr(name, 1, 1))
                         .group_by(func::substr(name, 1, 1))
                         .order_by(func::substr(name, 1, 1))),
                ElementsAre("2 'a'", "1 'b'", "1 'c'"));
    EXPECT_THAT(rows(select(func::floor_div(age, 10) * 10, func::count())
                         .group_by(func::floor_div(age, 10) * 10)
                         .order_by((func::floor_div(age, 10) * 10).desc())),
                ElementsAre("40 1", "30 1", "20 2"));
    EXPECT_THAT(rows(select((age + 1) * 1, func::count()).group_by((age + 1) * 1).order_by((age + 1) * 1)),
                ElementsAre("21 2", "32 1", "43 1"));
    const auto older = [] { return case_(when(age > 25, 1)).else_(25); };
    EXPECT_THAT(rows(select(older(), func::count()).group_by(older()).order_by(older())), ElementsAre("1 2", "25 2"));
}

TEST_F(GroupedExpressions, StandBesideTheSameValue) {
    EXPECT_THAT(rows(select(literal(1), age + 1, func::count()).group_by(age + 1).order_by(age + 1)),
                ElementsAre("1 21 2", "1 32 1", "1 43 1"));
    EXPECT_THAT(rows(select((age + 1) * 2, age + 1).group_by(age + 1).order_by(age + 1)),
                ElementsAre("42 21", "64 32", "86 43"));
    EXPECT_THAT(rows(select(age + 1, age - 1).group_by(age - 1, age + 1).order_by(age - 1)),
                ElementsAre("21 19", "32 30", "43 41"));
    EXPECT_THAT(rows(select(age.in({20, 31}), func::count()).group_by(age.in({20, 31})).order_by(func::count())),
                testing::SizeIs(2));
}

TEST_F(GroupedExpressions, OrderDistinctRows) {
    EXPECT_THAT(rows(select(func::substr(name, 1, 1)).distinct().order_by(func::substr(name, 1, 1).desc())),
                ElementsAre("'c'", "'b'", "'a'"));
    EXPECT_THAT(rows(select(literal(1), age + 1).distinct().order_by(age + 1)), ElementsAre("1 21", "1 32", "1 43"));
}

TEST_F(GroupedExpressions, OfOneShapeHaveTheirOwnValues) {
    const auto grouped = [](int listed, int by, int first) {
        return select(func::min(age + listed), func::count())
            .where(age + first > 0)
            .group_by(age / by)
            .order_by(age / by);
    };
    EXPECT_THAT(rows(grouped(1, 1, 1)), ElementsAre("21 2", "32 1", "43 1"));
    EXPECT_THAT(rows(grouped(5, 2, 7)), ElementsAre("25 2", "36 1", "47 1"));
    const auto starting = [](int length) {
        return select(func::substr(name, 1, length), func::count())
            .group_by(func::substr(name, 1, length))
            .order_by(func::substr(name, 1, length));
    };
    EXPECT_THAT(rows(starting(1)), ElementsAre("'a' 2", "'b' 1", "'c' 1"));
    EXPECT_THAT(rows(starting(2)), ElementsAre("'ab' 1", "'an' 1", "'bo' 1", "'ci' 1"));
}

TEST_F(GroupedExpressions, OneObjectServesForSeveralPlaces) {
    const auto next = age + 1;
    EXPECT_THAT(rows(select(age + 1, func::count()).where(next > 21).group_by(next).having(next > 0).order_by(next)),
                ElementsAre("32 1", "43 1"));
}

TEST_F(GroupedExpressions, AreKnownToHaving) {
    EXPECT_THAT(rows(select(func::count()).group_by(age + 1).having(age + 1 > 21).order_by(age + 1)),
                ElementsAre("1", "1"));
    EXPECT_THAT(rows(select(age + 1, func::sum(age + 1)).group_by(age + 1).having((age + 1) * 2 < 50)),
                ElementsAre("21 42"));
    EXPECT_THAT(rows(select(func::count()).group_by(age > 25).having((age > 25) && func::max(age + 1) > 40)),
                ElementsAre("2"));
    EXPECT_THAT(rows(select(func::count())
                         .group_by(func::substr(name, 1, 1))
                         .having(func::upper(func::substr(name, 1, 1)).in({"B", "X"}))),
                ElementsAre("1"));
    EXPECT_THAT(rows(select(func::count()).group_by(age + 1).having(age + 1 > 100)), IsEmpty());
    EXPECT_THAT(rows(select(age, func::count()).group_by(age).having(age > 25, func::count() > 0).order_by(age)),
                ElementsAre("31 1", "42 1"));
}

TEST_F(GroupedExpressions, MayHaveLongLists) {
    for (const int count : {3, 16, 17, 60}) {
        std::vector<int> ids{2, 3};
        for (int i = 2; i < count; ++i)
            ids.push_back(100 + i);
        const auto kind = [&] { return case_(when(id.in(ids), "in")).else_("out"); };
        EXPECT_THAT(rows(select(kind(), func::count()).group_by(kind()).order_by(kind())),
                    ElementsAre("'in' 2", "'out' 2"))
            << count;
        EXPECT_THAT(rows(select(kind()).distinct().order_by(kind().desc())), ElementsAre("'out'", "'in'")) << count;
        EXPECT_THAT(rows(select(func::count()).group_by(kind()).having(kind() == "in")), ElementsAre("2")) << count;
    }
}

TEST_F(GroupedExpressions, AreComparedWithRowsInHaving) {
    const auto other = aliased<Member>("o");
    const auto rest = age % 7;  // 6, 6, 3, 0
    const auto some = [&] { return select(other[&Member::age] % 7).where(other[&Member::id] < 4); };
    EXPECT_THAT(rows(select(rest, func::count()).group_by(rest).having(rest.in(some())).order_by(rest)),
                ElementsAre("3 1", "6 2"));
    EXPECT_THAT(rows(select(rest).group_by(rest).having(rest.not_in(some()))), ElementsAre("0"));
    const auto first = func::lower(name);
    EXPECT_THAT(rows(select(first)
                         .group_by(first)
                         .having(first.in(select(other[&Member::name]).where(other[&Member::id] != 1)))
                         .order_by(first)),
                ElementsAre("'abe'", "'bob'", "'cid'"));
    const auto ages = [&] { return select(other[&Member::age]).where(other[&Member::id] < 4); };
    EXPECT_THAT(rows(select(rest).group_by(rest).having(func::max(age).in(ages())).order_by(rest)),
                ElementsAre("3", "6"));
    EXPECT_THAT(rows(select(rest).group_by(rest).having(func::min(age).in(ages())).order_by(rest)),
                ElementsAre("3", "6"));
    EXPECT_THAT(rows(select(func::max(age)).having(func::max(age).in(select(other[&Member::age])))), ElementsAre("42"));
    if (engine.dialect().capabilities().quantified_comparisons) {
        EXPECT_THAT(rows(select(rest).group_by(rest).having(rest == any_(some())).order_by(rest)),
                    ElementsAre("3", "6"));
    }
}

TEST_F(GroupedExpressions, AreFoundInsideOtherFunctions) {
    const auto rest = age % 7;
    EXPECT_THAT(rows(select(rest).group_by(rest).having(func::call<int>("abs", rest) > 3)), ElementsAre("6"));
    if (!test::is_tested_on("sqlite")) {  // where it is a function of extensions
        EXPECT_THAT(rows(select(rest).group_by(rest).having(func::call<int>("mod", rest, 4) == 2)), ElementsAre("6"));
    }
}

TEST_F(GroupedExpressions, OfBooleansAndNumbersAreAggregated) {
    const auto old = [] { return case_(when(age > 25, true)).else_(false); };
    EXPECT_THAT(rows(select(func::count()).having(func::max(old()) == true)), ElementsAre("4"));
    EXPECT_THAT(rows(select(func::string_agg(age + 1, ",")).where(id == 1)), ElementsAre("'21'"));
    EXPECT_THAT(rows(select(func::string_agg(func::length(name), ",")).where(id == 1)), ElementsAre("'3'"));
}

}  // namespace
}  // namespace rowan::rules
