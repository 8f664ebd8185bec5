// Keys that change, where the database carries them on to the rows that refer to them (ON UPDATE).
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Town;
struct Land {
    std::string code{};
    std::string name{};
    many<Town> towns{};
    static constexpr auto mapping() { return table<Land>("lands", column<&Land::code>(primary_key(may_change))); }
};
struct Street;
struct Town {
    std::string land_code{};
    int number{};
    std::string name{};
    one<Land> land{};
    many<Street> streets{};
    static constexpr auto mapping() {
        return table<Town>(
            "towns", column<&Town::land_code>(primary_key, foreign_key("lands.code", {.on_update = Action::cascade})),
            column<&Town::number>(primary_key));
    }
};
struct Street {
    int id{};
    std::string land_code{};
    int town_number{};
    one<Town> town{};
    static constexpr auto mapping() {
        return table<Street>("streets", column<&Street::id>(primary_key),
                             foreign_key_on<&Street::land_code, &Street::town_number>("towns.land_code, towns.number",
                                                                                      {.on_update = Action::cascade}));
    }
};
struct Coin {
    int id{};
    std::optional<std::string> land_code{};
    one<Land> land{};
    static constexpr auto mapping() {
        return table<Coin>("coins", column<&Coin::id>(primary_key),
                           column<&Coin::land_code>(foreign_key("lands.code", {.on_update = Action::set_null})));
    }
};

class SavedLands : public DatabaseTest {
protected:
    SavedLands() {
        metadata<Land, Town, Street, Coin>().create_all(engine);
        session.add(Land{.code = "DE", .name = "Germany", .towns = {Town{.number = 1, .name = "Bonn"}}});
        session.flush();
        session.add(Street{.land_code = "DE", .town_number = 1});
        session.add(Coin{.land_code = "DE"});
        session.commit();
    }
};

class ChangedKeys : public SavedLands {
protected:
    Land& land = *session.get<Land>("DE");
    Town& town = *session.get<Town>("DE", 1);
    Street& street = *session.get<Street>(1);
    Coin& coin = *session.get<Coin>(1);
};

TEST_F(ChangedKeys, R7_2_are_those_of_the_children_in_memory_and_of_theirs) {
    land.code = "GER";
    session.commit();
    EXPECT_EQ(town.land_code, "GER");
    EXPECT_EQ(town.land.get(), &land);
    EXPECT_EQ(session.get<Town>("GER", 1), &town);
    EXPECT_EQ(session.get<Town>("DE", 1), nullptr);
    EXPECT_EQ(street.land_code, "GER");
    EXPECT_EQ(street.town.get(), &town);
    EXPECT_EQ(coin.land_code, std::nullopt);
    EXPECT_FALSE(session.has_changes());
    town.name = "Ulm";
    street.town_number = 1;
    session.commit();
    EXPECT_EQ(words("SELECT name FROM towns WHERE land_code = 'GER'"), "'Ulm'");
}

TEST_F(ChangedKeys, R5_1_come_back_with_a_rollback) {
    land.code = "GER";
    session.flush();
    session.rollback();
    EXPECT_EQ(land.code, "DE");
    EXPECT_EQ(town.land_code, "DE");
    EXPECT_EQ(session.get<Town>("DE", 1), &town);
    EXPECT_EQ(session.get<Town>("GER", 1), nullptr);
    EXPECT_EQ(street.land_code, "DE");
    EXPECT_EQ(coin.land_code, "DE");
    EXPECT_EQ(coin.land.get(), &land);
}

TEST_F(ChangedKeys, R5_4_come_back_with_a_savepoint) {
    Savepoint savepoint = session.begin_nested();
    land.code = "GER";
    session.flush();
    savepoint.rollback();
    EXPECT_EQ(town.land_code, "DE");
    EXPECT_EQ(session.get<Town>("DE", 1), &town);
    town.name = "Ulm";
    session.commit();
    EXPECT_EQ(words("SELECT name FROM towns WHERE land_code = 'DE'"), "'Ulm'");
}

}  // namespace
}  // namespace rowan::rules
