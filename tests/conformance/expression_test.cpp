// What expressions mean, found out by the database itself.
#include "random_tree.hpp"
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace rowan::rules {
namespace {

using test::Known;
using test::RandomTree;
using testing::ElementsAre;

struct Number {
    int id{};
    int low{};
    std::int64_t high{};
    std::optional<int> none{};
    std::string pattern{};

    static constexpr auto mapping() { return table<Number>("numbers", column<&Number::id>(primary_key(given))); }
};

constexpr auto id = col<&Number::id>;
constexpr auto low = col<&Number::low>;
constexpr auto high = col<&Number::high>;
constexpr auto none = col<&Number::none>;
constexpr auto pattern = col<&Number::pattern>;

class Expressions : public DatabaseTest {
protected:
    void SetUp() override {
        metadata<Number>().create_all(engine);
        session.add(Number{1, 3, -2, std::nullopt, "^a"});
        session.add(Number{2, -1, 40, 7, "b$"});
        session.commit();
    }
    template <class E>
    auto both(const E& expression) {
        std::vector<std::decay_t<decltype(engine.connect().execute(select(expression)).one().template get<0>())>> found;
        for (const auto& row : engine.connect().execute(select(expression).order_by(id)))
            found.push_back(row.template get<0>());
        return found;
    }
};

TEST_F(Expressions, KeepTheirShape) {
    EXPECT_THAT(both(id.bit_not() + 1), ElementsAre(-1, -2));
    EXPECT_THAT(both(-id.bit_not() * 2), ElementsAre(4, 6));
    EXPECT_THAT(both(low - (id.bit_not() - 1)), ElementsAre(6, 3));
    EXPECT_THAT(both((id.bit_not() + 1).bit_and(low).bit_not()), ElementsAre(-4, 1));
}

TEST_F(Expressions, RandomOnesMeanWhatTheirNodesSay) {
    const std::vector<Known> leaves{{id.node(), 1},
                                    {low.node(), 3},
                                    {high.node(), -2},
                                    {none.node(), std::nullopt},
                                    {cast<std::int64_t>(literal(2)).node(), 2}};
    Connection connection = engine.connect();
    for (unsigned seed = 0; seed < 1000; ++seed) {
        const Known known = RandomTree(seed, leaves, RandomTree::Truth::is_no_number).number(5);
        const auto statement = select(Expr<std::optional<std::int64_t>>(known.node)).where(id == 1);
        ASSERT_EQ(connection.execute(statement).one().get<0>(), known.value)
            << seed << ": " << statement.to_sql(engine.dialect(), Literals::inline_);
        ASSERT_EQ(
            connection
                .execute(select(id).where(Expr<std::int64_t>(known.node).is_not_distinct_from(known.value), id == 1))
                .all()
                .size(),
            1u)
            << seed;
    }
}

TEST_F(Expressions, ShiftAllBitsOfANumber) {
    EXPECT_THAT(both(Expr<std::int64_t>(id.shift_left(31).node())), ElementsAre(2147483648, 4294967296));
    EXPECT_THAT(both(Expr<std::int64_t>((high + 2).shift_left(high + 3).node())), ElementsAre(0, 42LL << 43));
    EXPECT_THAT(both(Expr<std::int64_t>(literal(1).shift_left(high + 2).node())), ElementsAre(1, 1LL << 42));
    EXPECT_THAT(both(low.shift_right(id)), ElementsAre(1, -1));
}

TEST_F(Expressions, MatchAComposedPattern) {
    if (!engine.dialect().capabilities().regular_expressions)
        GTEST_SKIP() << engine.dialect().name() << " has no regular expressions";
    const auto matching = [&](const auto& condition) {
        std::vector<int> found;
        for (const auto& row : engine.connect().execute(select(id).where(condition).order_by(id)))
            found.push_back(row.template get<0>());
        return found;
    };
    EXPECT_THAT(matching(literal("abc").matches(pattern + "b")), ElementsAre(1));
    EXPECT_THAT(matching((literal("b") + "a").matches(literal("^") + "b" + "a$")), ElementsAre(1, 2));
}

}  // namespace
}  // namespace rowan::rules
