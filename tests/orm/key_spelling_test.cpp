// Keys as the database compares them, and keys that change (SEMANTICS 7.2, 7.4).
#include "rules_support.hpp"

#include <vector>

namespace rowan::rules {
namespace {

struct City2;

struct Land {
    std::string code{};
    std::string name{};
    many<City2> cities{};

    static constexpr auto mapping() { return table<Land>("lands", column<&Land::code>(primary_key)); }
};

struct City2 {
    int id{};
    std::string name{};
    std::optional<std::string> land_code{};
    one<Land> land{};

    static constexpr auto mapping() {
        return table<City2>("land_cities", column<&City2::id>(primary_key),
                            column<&City2::land_code>(foreign_key("lands.code")));
    }
};

class KeySpelling : public DatabaseTest, public testing::WithParamInterface<std::vector<std::string>> {
protected:
    KeySpelling() {
        rowan::metadata<Land, City2>();
        const std::string key = "TEXT COLLATE " + GetParam()[0];
        run("CREATE TABLE lands (code " + key + " PRIMARY KEY NOT NULL, name TEXT NOT NULL);" +
            "CREATE TABLE land_cities (id INTEGER PRIMARY KEY, name TEXT NOT NULL, land_code " + key +
            " REFERENCES lands (code));" + "INSERT INTO lands VALUES ('" + GetParam()[1] +
            "', 'Germany'), ('fr', 'France');"
            "INSERT INTO land_cities VALUES (1, 'Bonn', '" +
            GetParam()[2] + "'), (2, 'Ulm', '" + GetParam()[1] + "'), (3, 'Lyon', 'fr'), (4, 'Atlantis', NULL)");
    }
};

TEST_P(KeySpelling, R7_4_collections_and_parents_are_as_the_database_finds_them) {
    Land& germany = *session.query<Land>().filter_by(col<&Land::name> = "Germany").one_or_none();
    EXPECT_EQ(germany.cities.size(), 2U);
    City2& bonn = session.get_one<City2>(1);
    EXPECT_EQ(bonn.land.get(), &germany);
    bonn.name = "Bonn am Rhein";
    session.commit();
    EXPECT_EQ(words("SELECT land_code FROM land_cities WHERE id = 1"), "'" + GetParam()[2] + "'") << "left alone";
}

TEST_P(KeySpelling, R7_4_a_parent_is_found_by_a_key_that_is_spelt_otherwise) {
    City2& bonn = session.get_one<City2>(1);
    ASSERT_NE(bonn.land.get(), nullptr);
    EXPECT_EQ(bonn.land->name, "Germany");
    const StatementLog log(engine);
    EXPECT_EQ(bonn.land->name, "Germany");
    EXPECT_EQ(log.count(), 0U) << "what the database said is remembered";
    EXPECT_EQ(bonn.land->cities.size(), 2U);
    bonn.land_code = "fr";
    EXPECT_EQ(bonn.land->name, "France") << "the last written wins";
}

TEST_P(KeySpelling, R6_2_a_new_child_joins_a_loaded_collection_at_the_flush) {
    Land& germany = *session.query<Land>().filter_by(col<&Land::name> = "Germany").one_or_none();
    ASSERT_EQ(germany.cities.size(), 2U);
    session.add(City2{.name = "Koeln", .land_code = GetParam()[2]});
    session.flush();
    EXPECT_EQ(germany.cities.size(), 3U);
}

TEST_P(KeySpelling, R6_2_keys_that_differ_at_their_end_only_are_two_things_said) {
    const std::string key(100, 'x');
    Land& land = session.add(Land{.code = key + "1", .name = "X"});
    EXPECT_THROW(session.add(City2{.name = "Xanten", .land_code = key + "2", .land = land}), ArgumentError);
    EXPECT_NO_THROW(session.add(City2{.name = "Xanten", .land_code = key + "1", .land = land}));
}

INSTANTIATE_TEST_SUITE_P(Collations, KeySpelling,
                         testing::Values(std::vector<std::string>{"NOCASE", "DE", "de"},
                                         std::vector<std::string>{"RTRIM", "de", "de  "}));

// --- keys that may change -----------------------------------------------------------------------------------------

struct Seat {
    int number{};
    std::string guest{};

    static constexpr auto mapping() { return table<Seat>("seats", column<&Seat::number>(primary_key(may_change))); }
};

class ChangingKeys : public DatabaseTest {
protected:
    ChangingKeys() {
        rowan::metadata<Seat>().create_all(engine);
        for (const int number : {1, 2, 3})
            session.add(Seat{.number = number, .guest = "guest " + std::to_string(number)});
        session.commit();
    }
};

TEST_F(ChangingKeys, R7_2_each_takes_the_key_that_the_next_gives_up) {
    Seat& one = session.get_one<Seat>(1);
    Seat& two = session.get_one<Seat>(2);
    Seat& three = session.get_one<Seat>(3);
    one.number = 2;
    two.number = 3;
    three.number = 4;
    session.commit();
    EXPECT_EQ(words("SELECT group_concat(number || guest) FROM (SELECT * FROM seats ORDER BY number)"),
              "'2guest 1,3guest 2,4guest 3'");
    EXPECT_EQ(session.get<Seat>(2), &one);
    EXPECT_EQ(session.get<Seat>(3), &two);
    EXPECT_EQ(session.get<Seat>(4), &three);
    EXPECT_EQ(session.get<Seat>(1), nullptr);
}

TEST_F(ChangingKeys, R7_2_a_circle_of_keys_is_refused_before_any_SQL) {
    Seat& one = session.get_one<Seat>(1);
    Seat& two = session.get_one<Seat>(2);
    std::swap(one.number, two.number);
    const StatementLog log(engine);
    try {
        session.flush();
        FAIL() << "no order exists";
    } catch (const ArgumentError& error) {
        EXPECT_NE(std::string(error.what()).find("circle"), std::string::npos) << error.what();
    }
    EXPECT_EQ(log.count(), 0U);
    std::swap(one.number, two.number);
    session.commit();
    EXPECT_EQ(words("SELECT guest FROM seats WHERE number = 1"), "'guest 1'");
}

// --- pairs without a way back --------------------------------------------------------------------------------------

struct Label {
    int id{};
    std::string text{};
    static constexpr auto mapping() { return table<Label>("labels", column<&Label::id>(primary_key)); }
};

struct Parcel {
    int id{};
    std::string name{};
    many<Label> labels{};
    static constexpr auto mapping() {
        return table<Parcel>("parcels", column<&Parcel::id>(primary_key),
                             relationship<&Parcel::labels>(secondary("parcel_label")));
    }
};

class OneSidedPairs : public DatabaseTest {
protected:
    OneSidedPairs() { metadata.create_all(engine); }
    MetaData metadata = rowan::metadata<Label, Parcel>();
    Table pairs{"parcel_label", metadata, Column("parcel_id", Integer{}, ForeignKey("parcels.id"), primary_key),
                Column("label_id", Integer{}, ForeignKey("labels.id"), primary_key)};
};

TEST_F(OneSidedPairs, R6_7_removing_either_end_removes_the_pairs) {
    Parcel& parcel = session.add(Parcel{.name = "p", .labels = {Label{.text = "a"}, Label{.text = "b"}}});
    Label& a = parcel.labels[0];
    session.commit();
    session.remove(a);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM parcel_label"), 1);
    EXPECT_EQ(parcel.labels.size(), 1U);
    Session second(engine);  // which has not met a parcel
    second.remove(*second.query<Label>().first());
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM parcel_label"), 0);
}

}  // namespace
}  // namespace rowan::rules
