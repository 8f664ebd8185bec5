// Engines that hide parameters: no error shows a value, wherever it comes from.
#include "scratch_database.hpp"
#include <rowan/engine/statement_log.hpp>
#include <rowan/orm.hpp>
#include <rowan/types/decimal.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace hidden_values_test {

using namespace rowan;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

struct Card {
    int id{};
    std::string number{};
    Decimal amount{};
    std::int16_t pin{};
    std::chrono::year_month_day valid_from{std::chrono::year(1970) / 1 / 1};

    static constexpr auto mapping() {
        return table<Card>("cards", column<&Card::id>(primary_key), column<&Card::number>(String{8}),
                           column<&Card::amount>(Numeric{6, 2}));
    }
};

class HiddenValues : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine({.hide_parameters = true});
        rowan::metadata<Card>().create_all(made);
        return made;
    }
    template <class Work>
    static std::string error_of(Work&& work) {
        try {
            work();
        } catch (const Error& error) {
            return std::string(error.what()) + error.database_message();
        }
        return "no error";
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
};

TEST_F(HiddenValues, OfAFlush) {
    Session session(engine);
    session.add(Card{.number = "SECRET-4111111"});
    EXPECT_THAT(error_of([&] { session.flush(); }),
                AllOf(HasSubstr("cards.number: a value does not fit"), Not(HasSubstr("SECRET"))));
    session.clear();
    session.add(Card{.number = "1", .amount = Decimal("123456789.12")});
    EXPECT_THAT(error_of([&] { session.flush(); }), AllOf(HasSubstr("cards.amount"), Not(HasSubstr("123456789"))));
}

TEST_F(HiddenValues, OfAComparison) {
    Session session(engine);
    Card& card = session.add(Card{.number = "1"});
    session.commit();
    card.valid_from = std::chrono::year(1987) / 2 / 30;
    const auto hidden = AllOf(HasSubstr("cards.valid_from: a value does not fit"), Not(HasSubstr("1987")));
    EXPECT_THAT(error_of([&] { session.flush(); }), hidden);
    EXPECT_THAT(error_of([&] { static_cast<void>(session.dirty<Card>()); }), hidden);
    EXPECT_THAT(error_of([&] { static_cast<void>(session.modified_columns(card)); }), hidden);
    EXPECT_THAT(error_of([&] { static_cast<void>(session.query<Card>().all()); }), hidden);
}

TEST_F(HiddenValues, OfManyRows) {
    Connection connection = engine.connect();
    const std::vector<Card> cards{{.number = "1"}, {.number = "SECRET-4111111"}};
    EXPECT_THAT(error_of([&] { connection.execute(insert<Card>(), cards); }),
                AllOf(HasSubstr("cards.number"), Not(HasSubstr("SECRET"))));
}

TEST_F(HiddenValues, OfAStatement) {
    Connection connection = engine.connect();
    EXPECT_THAT(error_of([&] {
                    connection.execute(insert<Card>().values(col<&Card::number> = "SECRET-4111111",
                                                             col<&Card::amount> = Decimal(1), col<&Card::pin> = 1));
                }),
                AllOf(HasSubstr("a value does not fit"), HasSubstr("[hidden]"), Not(HasSubstr("SECRET"))));
}

TEST_F(HiddenValues, OfARowThatIsRead) {
    Session session(engine);
    const std::string told = error_of([&] {
        session.query<Card>()
            .from_statement(text("SELECT 1 AS id, 'x' AS number, 'SECRET' AS amount, 3 AS pin, "
                                 "'1970-01-01' AS valid_from"))
            .all();
    });
    EXPECT_THAT(told, HasSubstr("a value does not fit"));
    EXPECT_THAT(told.substr(0, told.find('\n')), Not(HasSubstr("SECRET")));
}

TEST_F(HiddenValues, AreShownOtherwise) {
    Session session(database.engine());
    session.add(Card{.number = "SECRET-4111111"});
    EXPECT_THAT(error_of([&] { session.flush(); }), HasSubstr("SECRET-4111111"));
}

}  // namespace hidden_values_test
