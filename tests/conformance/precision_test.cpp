#include "scratch_database.hpp"
#include <rowan/orm.hpp>
#include <rowan/types/decimal.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>

namespace precision_test {

using namespace std::chrono_literals;
using Time = std::chrono::sys_time<std::chrono::microseconds>;

struct Sale {
    int id{};
    Time at{};
    std::optional<Time> exact{};
    std::optional<rowan::DecimalText> price{};
    std::string code{};
    std::int64_t small{};
    std::vector<std::byte> blob{};
    double weight{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Sale>("sales", column<&Sale::id>(primary_key), column<&Sale::at>(DateTime{.precision = 0}),
                           column<&Sale::exact>(DateTime{.precision = 3}), column<&Sale::price>(Numeric{6, 2}),
                           column<&Sale::code>(String{3}), column<&Sale::small>(SmallInteger{}),
                           column<&Sale::blob>(Binary{4}), column<&Sale::weight>(Real{}));
    }
};

using namespace rowan;
using testing::HasSubstr;

std::string message_of(const auto& work) {
    try {
        work();
    } catch (const DataError& error) {
        return error.what();
    }
    return "no DataError was thrown";
}

// SEMANTICS 8.4
class Precision : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<Sale>().create_all(made);
        return made;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
};

TEST_F(Precision, AFlushBringsValuesToTheColumnsPrecisionAndWritesThemBack) {
    Session session(engine);
    Sale& sale =
        session.add(Sale{.at = Time(1'500'000us), .exact = Time(-1us), .price = DecimalText{"2.345"}, .weight = 0.1});
    session.flush();
    EXPECT_EQ(sale.at, Time(1s));
    EXPECT_EQ(sale.exact, Time(-1ms)) << "floored, also before 1970";
    EXPECT_EQ(sale.price->digits, "2.35");
    EXPECT_EQ(sale.weight, static_cast<double>(0.1F));
    EXPECT_FALSE(session.has_changes());
    const Sale row = session.connection().get<Sale>(sale.id).value();
    EXPECT_EQ(row.at, sale.at);
    EXPECT_EQ(row.exact, sale.exact);
    EXPECT_EQ(row.price->digits, "2.35");

    sale.at = Time(2'999'999us);
    sale.price = DecimalText{"-0.005"};
    session.flush();
    EXPECT_EQ(sale.at, Time(2s));
    EXPECT_EQ(sale.price->digits, "-0.01");
    EXPECT_EQ(session.connection().get<Sale>(sale.id)->price->digits, "-0.01");
}

TEST_F(Precision, AFailedFlushTakesItBack) {
    Session session(engine);
    session.add(Sale{.id = 1});
    session.commit();
    session.clear();
    Sale& sale = session.add(Sale{.id = 1, .at = Time(1'500'000us)});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_EQ(sale.at, Time(1'500'000us));
}

TEST_F(Precision, BulkWritesSendTheSame) {
    Connection connection = engine.connect();
    std::vector<Sale> sales{{.id = 1, .at = Time(1'500'000us), .exact = Time(-1us), .price = DecimalText{"2.345"}}};
    connection.execute(insert<Sale>(), sales);
    EXPECT_EQ(connection.get<Sale>(1)->at, Time(1s));
    EXPECT_EQ(connection.get<Sale>(1)->exact, Time(-1ms));
    EXPECT_EQ(connection.get<Sale>(1)->price->digits, "2.35");
    EXPECT_EQ(sales[0].at, Time(1'500'000us)) << "the program's values are not touched";
    sales[0].price = DecimalText{"1.001"};
    connection.execute(update<Sale>(), sales);
    EXPECT_EQ(connection.get<Sale>(1)->price->digits, "1.00");
}

TEST_F(Precision, RefusesWhatDoesNotFit) {
    const auto flush_error = [&](Sale sale) {
        Session session(engine);
        session.add(std::move(sale));
        return message_of([&] { session.flush(); });
    };
    EXPECT_THAT(flush_error({.code = "abcd"}),
                HasSubstr("sales.code (Sale::code): the value has 4 characters, and the column takes 3: 'abcd'"));
    EXPECT_THAT(flush_error({.small = 40'000}), HasSubstr("out of the column's range, -32768 to 32767"));
    EXPECT_THAT(flush_error({.small = -32'769}), HasSubstr("sales.small"));
    EXPECT_THAT(flush_error({.price = DecimalText{"99999"}}), HasSubstr("sales.price"));
    EXPECT_THAT(flush_error({.blob = std::vector<std::byte>(5)}), HasSubstr("the value has 5 bytes"));
    EXPECT_THAT(flush_error({.weight = -1e39}), HasSubstr("sales.weight (Sale::weight): the value -1e+39 is out of"));
    if (rowan::test::is_tested_on("sqlite")) {  // others keep it
        EXPECT_THAT(flush_error({.weight = std::nan("")}), HasSubstr("sales.weight"));
    }
}

TEST_F(Precision, RefusesItOnUpdateAndInBulk) {
    Session session(engine);
    Sale& sale = session.add(Sale{.code = "äöü", .small = -32'768, .blob = std::vector<std::byte>(4)});
    EXPECT_NO_THROW(session.flush()) << "characters are counted, not bytes";
    sale.code = "toolong";
    EXPECT_THAT(message_of([&] { session.flush(); }), HasSubstr("sales.code"));
    session.rollback();
    session.close();

    Connection connection = engine.connect();
    std::vector<Sale> sales(3);
    sales[2].small = 32'768;
    EXPECT_THAT(message_of([&] { connection.execute(insert<Sale>(), sales); }),
                HasSubstr("row 2 (the first is 0): sales.small (Sale::small)"));
    connection.rollback();
    sales.resize(1);
    connection.execute(insert<Sale>(), rows(sales).write_back());
    sales[0].code = "toolong";
    EXPECT_THAT(message_of([&] { connection.execute(update<Sale>(), sales); }), HasSubstr("row 0 (the first is 0)"));
}

}  // namespace precision_test
