// Values in statements of the program's: brought to the precision of the column that they are assigned to (SEMANTICS
// 8.4), and decimals that come back as exact as the column is.
#include "scratch_database.hpp"
#include <rowan/orm.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/decimal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <string>

namespace assigned_values_test {

using namespace rowan;
using namespace std::chrono_literals;
using Time = std::chrono::sys_time<std::chrono::microseconds>;

struct Sale {
    int id{};
    Time at{};
    Decimal price{};
    std::optional<int> other{};
    std::optional<int> third{};

    static constexpr auto mapping() {
        return table<Sale>("sales", column<&Sale::id>(primary_key), column<&Sale::at>(DateTime{.precision = 0}),
                           column<&Sale::price>(Numeric{10, 2}));
    }
};

class AssignedValues : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<Sale>().create_all(made);
        return made;
    }
    /// The row as the database keeps it.
    static std::string stored(Connection& connection, int id) {
        return connection
            .execute(text("SELECT CAST(at AS CHAR(40)) || ' ' || CAST(price AS CHAR(40)) FROM sales WHERE id = :id"),
                     {{"id", id}})
            .scalar()
            .as<std::string>();
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Connection connection = engine.connect();
    const Time time = Time(1'999'999us);
    const std::string floored = "1970-01-01 00:00:01 1.24";
};

TEST_F(AssignedValues, R8_4_OfAnInsert) {
    connection.execute(
        insert<Sale>().values(col<&Sale::id> = 1, col<&Sale::at> = time, col<&Sale::price> = Decimal("1.235")));
    EXPECT_EQ(stored(connection, 1), floored);
    auto sales = rowan::mapper<Sale>().table();
    connection.execute(insert(sales).values({{"id", 2}, {"at", time}, {"price", Decimal("1.235")}}));
    EXPECT_EQ(stored(connection, 2), floored);
    connection.execute(insert<Sale>().values(col<&Sale::id> = 3, col<&Sale::at> = parameter("at"),
                                             col<&Sale::price> = parameter("price")),
                       {{"at", time}, {"price", Decimal("1.235")}});
    EXPECT_EQ(stored(connection, 3), floored);
}

TEST_F(AssignedValues, R8_4_OfAnUpdate) {
    connection.execute(
        insert<Sale>().values(col<&Sale::id> = 1, col<&Sale::at> = Time(), col<&Sale::price> = Decimal("7")));
    connection.execute(update<Sale>()
                           .set(col<&Sale::at> = time, col<&Sale::price> = Decimal("1.235"))
                           .where(col<&Sale::price> == Decimal("7.000")));
    EXPECT_EQ(stored(connection, 1), floored);
    connection.execute(update<Sale>().set(col<&Sale::price> = col<&Sale::price> + Decimal("1")).all_rows());
    EXPECT_EQ(stored(connection, 1), "1970-01-01 00:00:01 2.24");
}

TEST_F(AssignedValues, R8_4_OfAnUpsert) {
    const std::vector<Sale> sales{{.id = 1, .at = Time(), .price = 5}};
    connection.execute(insert<Sale>(), sales);
    connection.execute(insert<Sale>().on_conflict_do_update(conflict_on(col<&Sale::id>), col<&Sale::at> = time,
                                                            col<&Sale::price> = Decimal("1.235")),
                       sales);
    EXPECT_EQ(stored(connection, 1), floored);
}

TEST_F(AssignedValues, R8_4_OfAQuerysUpdate) {
    connection.close();
    Session session(engine);
    session.add(Sale{.at = Time(), .price = 5});
    session.commit();
    session.query<Sale>()
        .filter(col<&Sale::id> == 1)
        .update(col<&Sale::at> = time, col<&Sale::price> = Decimal("1.235"));
    EXPECT_EQ(stored(session.connection(), 1), floored);
}

struct Narrow {
    int id{};
    std::int8_t tiny{};
    std::uint32_t count{};
    int whole{};

    static constexpr auto mapping() { return table<Narrow>("narrow", column<&Narrow::id>(primary_key)); }
};

TEST_F(AssignedValues, R8_4_FitTheMember) {
    rowan::metadata<Narrow>().create_all(engine);
    connection.execute(insert<Narrow>().values(col<&Narrow::id> = 1, col<&Narrow::tiny> = 127,
                                               col<&Narrow::count> = 4'294'967'295U, col<&Narrow::whole> = 2.0));
    EXPECT_THROW(update<Narrow>().set(col<&Narrow::tiny> = 300), DataError);
    EXPECT_THROW(update<Narrow>().set(col<&Narrow::count> = -1), DataError);
    EXPECT_THROW(update<Narrow>().set(col<&Narrow::whole> = 1.5), DataError);
    EXPECT_THROW(update<Narrow>().set(col<&Narrow::whole> = 1e10), DataError);
    EXPECT_THROW(insert<Narrow>().values(col<&Narrow::tiny> = -129L), DataError);
    try {
        update<Narrow>().set(col<&Narrow::tiny> = 300);
    } catch (const DataError& error) {
        EXPECT_STREQ(
            error.what(),
            "narrow.tiny: the value 300 is no whole number from -128 to 127, and the member that the column is "
            "mapped to holds only these");
    }
    const Table narrow = rowan::mapper<Narrow>().table();
    EXPECT_THROW(connection.execute(update(narrow).set({{"whole", "abc"}}).all_rows()), DataError);
    EXPECT_THROW(connection.execute(update(narrow).set({{"whole", 0.5}}).all_rows()), DataError);
    EXPECT_EQ(connection.fetch<Narrow>(select<Narrow>()).at(0).tiny, 127);
}

struct Label {
    int id{};
    std::string name{};
    std::optional<std::int64_t> small{};
    std::optional<double> weight{};
    std::optional<std::vector<std::byte>> blob{};
    std::optional<DecimalText> price{};

    static constexpr auto mapping() {
        return table<Label>("labels", column<&Label::id>(primary_key), column<&Label::name>(String{5}),
                            column<&Label::small>(SmallInteger{}), column<&Label::weight>(Real{}),
                            column<&Label::blob>(Binary{2}), column<&Label::price>(Numeric{4, 2}));
    }
};

std::string refusal(const auto& work) {
    try {
        work();
    } catch (const DataError& error) {
        return error.what();
    }
    return "no DataError was thrown";
}

TEST_F(AssignedValues, R8_4_WithoutRoomInTheColumnAreRefused) {
    using testing::HasSubstr;
    rowan::metadata<Label>().create_all(connection);
    const auto inserted = [&](const Assignment& assignment) {
        return refusal([&] { connection.execute(insert<Label>().values(col<&Label::name> = "ok", assignment)); });
    };
    EXPECT_THAT(refusal([&] { connection.execute(insert<Label>().values(col<&Label::name> = "sixsix")); }),
                HasSubstr("labels.name: the value has 6 characters, and the column takes 5: 'sixsix'"));
    EXPECT_THAT(inserted(col<&Label::small> = 32'768), HasSubstr("labels.small: the value 32768 is out of"));
    EXPECT_THAT(inserted(col<&Label::weight> = 1e300),
                HasSubstr("labels.weight: the value 1e+300 is out of the range"));
    if (rowan::test::is_tested_on("sqlite")) {  // others keep it
        EXPECT_THAT(inserted(col<&Label::weight> = std::nan("")), HasSubstr("labels.weight: "));
    }
    EXPECT_THAT(inserted(col<&Label::blob> = std::vector<std::byte>(3)),
                HasSubstr("labels.blob: the value has 3 bytes, and the column takes 2: x'000000'"));
    EXPECT_THAT(inserted(col<&Label::price> = DecimalText{"123.4"}), HasSubstr("labels.price: "));
    EXPECT_EQ(connection.scalar(text("SELECT count(*) FROM labels")).as<int>(), 0);

    connection.execute(insert<Label>().values(col<&Label::id> = 1, col<&Label::name> = "äöüßé",
                                              col<&Label::small> = -32'768, col<&Label::weight> = 0.5,
                                              col<&Label::price> = DecimalText{"12.345"}));
    const auto updated = [&](const Assignment& assignment) {
        return refusal([&] { connection.execute(update(mapper<Label>().table()).set(assignment).all_rows()); });
    };
    auto labels = mapper<Label>().table();
    EXPECT_THAT(updated(labels["name"] = "sixsix"), HasSubstr("labels.name"));
    EXPECT_THAT(refusal([&] {
                    connection.execute(update<Label>().set(col<&Label::name> = parameter("name")).all_rows(),
                                       {{"name", "sixsix"}});
                }),
                HasSubstr("labels.name"));
    EXPECT_THAT(refusal([&] {
                    connection.execute(insert<Label>().on_conflict_do_update(conflict_on(col<&Label::id>),
                                                                             col<&Label::name> = "sixsix"),
                                       std::vector<Label>{{.id = 1, .name = "ok"}});
                }),
                HasSubstr("labels.name"));
    EXPECT_EQ(connection.scalar(text("SELECT name FROM labels")).as<std::string>(), "äöüßé");
    EXPECT_EQ(connection.execute(select<Label>().where(col<&Label::name> == "longer than any")).fetch_all().size(), 0u)
        << "what is compared needs no room";
}

TEST_F(AssignedValues, ASumOfDecimalsIsADecimalOfItsColumn) {
    std::vector<Sale> sales;
    for (int i = 0; i < 1000; ++i)
        sales.push_back({.at = time, .price = Decimal("12345678.10")});
    connection.execute(insert<Sale>(), sales);
    connection.execute(insert<Sale>().values(col<&Sale::at> = time, col<&Sale::price> = Decimal("0.20")));
    const Decimal sum("12345678100.20");
    EXPECT_EQ(connection.execute(select(func::sum(col<&Sale::price>))).one().get<0>(), sum);
    auto table = rowan::mapper<Sale>().table();
    EXPECT_EQ(connection.execute(select(func::sum(table["price"]))).scalar().as<DecimalText>().digits,
              "12345678100.20");
    const auto [low, high] =
        connection.execute(select(func::min(col<&Sale::price>), func::max(col<&Sale::price>))).one();
    EXPECT_EQ(low, Decimal("0.20"));
    EXPECT_EQ(high, Decimal("12345678.10"));
    connection.commit();
    connection.close();
    Session session(engine);
    EXPECT_EQ(session.query(func::sum(col<&Sale::price>).label<"total">()).one().get<"total">(), sum);
    EXPECT_EQ(session.scalar(select(func::sum(col<&Sale::price>))), sum);
}

TEST_F(AssignedValues, InOfExpressions) {
    connection.execute(insert<Sale>().values(col<&Sale::id> = 1, col<&Sale::at> = time,
                                             col<&Sale::price> = Decimal("1"), col<&Sale::other> = 1));
    connection.execute(insert<Sale>().values(col<&Sale::id> = 2, col<&Sale::at> = time,
                                             col<&Sale::price> = Decimal("1"), col<&Sale::third> = 2));
    connection.execute(
        insert<Sale>().values(col<&Sale::id> = 3, col<&Sale::at> = time, col<&Sale::price> = Decimal("1")));
    const auto ids = [&](const Predicate& condition) {
        std::string found;
        for (auto [id] : connection.execute(select(col<&Sale::id>).where(condition).order_by(col<&Sale::id>)))
            found += std::to_string(id);
        return found;
    };
    EXPECT_EQ(ids(col<&Sale::id>.in(col<&Sale::other>, col<&Sale::third>)), "12");
    EXPECT_EQ(ids(col<&Sale::id>.in(col<&Sale::other>, 3)), "13");
    EXPECT_EQ(ids(col<&Sale::id>.in(1, 2)), "12");
    EXPECT_EQ(ids(col<&Sale::id>.not_in(1, 3)), "2");
    EXPECT_EQ(ids(col<&Sale::other>.in(std::nullopt, 1)), "123") << "NULL in the list finds NULL";
    EXPECT_EQ(ids(col<&Sale::id>.not_in({})), "123") << "nothing is in an empty list";
    EXPECT_EQ(ids(col<&Sale::other>.in({})), "") << "not even NULL";
    EXPECT_EQ(ids(col<&Sale::other>.not_in({})), "123");
}

}  // namespace assigned_values_test
