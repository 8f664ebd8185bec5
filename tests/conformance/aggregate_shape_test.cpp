#include "scratch_database.hpp"
#include <rowan/orm.hpp>
#include <rowan/types/decimal.hpp>

#include <gtest/gtest.h>

#include <array>

namespace aggregate_shape_test {

using namespace rowan;
using detail::aggregate_shape, detail::AggregateShape;

struct Pair {
    int x{};
    std::string y{};
};
template <class T>
struct Between {
    int before{};
    T member{};
    std::string behind{};
};

template <class T>
constexpr bool is_plain = aggregate_shape<Between<T>>() == AggregateShape::plain;
template <class T>
constexpr bool has_array = aggregate_shape<Between<T[2]>>() == AggregateShape::has_array;

// A raw array is told from everything else that takes a pair in braces.
static_assert(is_plain<int> && is_plain<double> && is_plain<const char*> && is_plain<bool>);
static_assert(is_plain<std::string> && is_plain<std::optional<int>> && is_plain<std::optional<std::string>>);
static_assert(is_plain<Decimal> && is_plain<std::optional<Decimal>> && is_plain<Pair> && is_plain<std::array<int, 2>>);
static_assert(is_plain<Bytes> && is_plain<Timestamp> && is_plain<Interval> && is_plain<std::vector<std::string>>);
static_assert(has_array<int> && has_array<char> && has_array<const char*> && has_array<int[2]>);
static_assert(has_array<std::string> && has_array<std::optional<int>> && has_array<std::optional<std::string>>);
static_assert(has_array<Decimal> && has_array<Pair> && has_array<Timestamp> && has_array<std::vector<int>>);

struct Track {
    int id{};
    Decimal price{};
    std::optional<Decimal> discount{};

    static constexpr auto mapping() {
        return table<Track>("tracks", column<&Track::id>(primary_key), column<&Track::price>(Numeric{10, 2}),
                            column<&Track::discount>(Numeric{10, 2}));
    }
};

TEST(AggregateShape, DecimalsAreMembersLikeOthers) {
    rowan::test::ScratchDatabase database{};
    Engine engine = database.engine();
    rowan::metadata<Track>().create_all(engine);
    Session session(engine);
    Track& track = session.add(Track{.price = Decimal("0.99"), .discount = Decimal("0.1")});
    session.add(Track{.price = Decimal("1.99")});
    session.commit();
    EXPECT_TRUE(session.dirty<Track>().empty());

    track.price += Decimal("0.01");
    session.commit();
    session.clear();
    const auto read = session.query<Track>().order_by(col<&Track::id>).all();
    ASSERT_EQ(read.size(), 2u);
    EXPECT_EQ(read[0].price, Decimal(1));
    EXPECT_EQ(read[0].discount, Decimal("0.1"));
    EXPECT_EQ(read[1].price, Decimal("1.99"));
    EXPECT_EQ(read[1].discount, std::nullopt);
    EXPECT_EQ(session.query<Track>().filter(col<&Track::price> == Decimal("1.99")).count(), 1);
    EXPECT_EQ(session.query(func::sum(col<&Track::price>)).one().get<0>(), Decimal("2.99"));
}

}  // namespace aggregate_shape_test
