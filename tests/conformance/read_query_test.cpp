// ReadSession::query (SEMANTICS 4.1), and streams of rows (9.7).
#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace read_query_test {

using namespace rowan;

struct City;
struct Person {
    int id{};
    std::string name{};
    std::optional<int> city_id{};
    rowan::one<City> city{};

    static constexpr auto mapping() {
        return table<Person>("people", column<&Person::id>(primary_key),
                             column<&Person::city_id>(foreign_key("cities.id")));
    }
};
struct City {
    int id{};
    std::string name{};
    rowan::many<Person> people{};

    static constexpr auto mapping() { return table<City>("cities", column<&City::id>(primary_key)); }
};

class ReadQuery : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<Person, City>().create_all(made);
        Session session(made);
        for (int i = 0; i < 10; ++i)
            session.add(
                City{.name = "city " + std::to_string(i), .people = {Person{.name = "a"}, Person{.name = "b"}}});
        session.add(Person{.name = "homeless"});
        session.commit();
        return made;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    ReadSession reader = ReadSession(engine);
};

TEST_F(ReadQuery, GivesConstObjects) {
    auto cities = reader.query<City>().filter(col<&City::id> > 3).order_by(col<&City::id>);
    static_assert(std::is_same_v<decltype(cities.first()), const City*>);
    static_assert(std::is_same_v<decltype(cities.all()[0]), const City&>);
    static_assert(std::is_same_v<decltype(*cities.begin()), const City&>);
    EXPECT_EQ(cities.all().size(), 7U);
    EXPECT_EQ(cities.first()->name, "city 3");
    EXPECT_EQ(cities.count(), 7);
    EXPECT_TRUE(cities.exists());
    EXPECT_EQ(reader.query<City>().filter_by(col<&City::name> = "city 5").one().id, 6);
    EXPECT_EQ(reader.query<City>().filter_by(col<&City::name> = "none").one_or_none(), nullptr);
    EXPECT_THROW(reader.query<City>().one(), MultipleResultsFound);
    EXPECT_EQ(&reader.query<City>().filter_by(col<&City::id> = 6).one(), reader.get<City>(6));
}

TEST_F(ReadQuery, LoadsRelationshipsForPeers) {
    const auto before = engine.statement_count();
    std::size_t people = 0;
    for (const City& city : reader.query<City>())
        for (const Person& person : city.people)
            people += person.name.size();
    EXPECT_EQ(people, 20U);
    EXPECT_EQ(engine.statement_count(), before + 2);
    reader.clear();
    const auto eager = reader.query<City>().options(selectinload<&City::people>()).all();
    const auto loaded = engine.statement_count();
    EXPECT_EQ(eager[3].people.size(), 2U);
    EXPECT_EQ(eager[3].people[1].city->id, 4);
    EXPECT_EQ(engine.statement_count(), loaded);
}

TEST_F(ReadQuery, RowsMixConstObjectsAndValues) {
    int rows = 0;
    for (auto [person, city] : reader.query<Person, City>().join<&Person::city>()) {
        static_assert(std::is_same_v<decltype(person), const Person&>);
        EXPECT_EQ(*person.city_id, city.id);
        ++rows;
    }
    EXPECT_EQ(rows, 20);
    auto outer = reader.query<Person, City*>().left_join<&Person::city>().order_by(col<&Person::id>.desc()).first();
    static_assert(std::is_same_v<decltype(outer->get<1>()), const City*>);
    EXPECT_EQ(outer->get<0>().name, "homeless");
    EXPECT_EQ(outer->get<1>(), nullptr);
    auto row = reader.query(entity<City>, func::count(col<&Person::id>).label<"people">())
                   .join<&City::people>()
                   .group_by(col<&City::id>)
                   .order_by(col<&City::id>)
                   .first();
    EXPECT_EQ(row->get<0>().name, "city 0");
    EXPECT_EQ(row->get<"people">(), 2);
    auto twin = aliased<City>("twin");
    EXPECT_EQ(reader.query(twin, col<&City::name>)
                  .join(entity<City>, twin[&City::id] == col<&City::id>)
                  .filter(twin[&City::id] == 2)
                  .one()
                  .get<0>()
                  .name,
              "city 1");
    const auto rows_of_both = reader.execute(select(entity<City>, col<&City::id>).order_by(col<&City::id>));
    static_assert(std::is_same_v<decltype(rows_of_both[0].get<0>()), const City&>);
    EXPECT_EQ(rows_of_both[4].get<0>().id, rows_of_both[4].get<1>());
}

TEST_F(ReadQuery, Streams) {
    int count = 0;
    for (const City& city : reader.query<City>().order_by(col<&City::id>).yield_per(3))
        count += city.id;
    EXPECT_EQ(count, 55);
}

TEST_F(ReadQuery, R9_7_RowsAreStreamedInBatches) {
    Session session(engine);
    std::vector<std::string> names;
    for (auto [person, city] :
         session.query<Person, City>().join<&Person::city>().order_by(col<&Person::id>).yield_per(4)) {
        names.push_back(city.name);
        EXPECT_LE(session.identity_map<Person>().size(), 5U) << "what earlier batches brought has left";
        if (person.id == 3)
            person.name = "changed";
    }
    EXPECT_EQ(names.size(), 20U);
    EXPECT_EQ(names.back(), "city 9");
    session.commit();
    EXPECT_EQ(session.get<Person>(3)->name, "changed") << "what has changes stays";
    int sum = 0;
    for (auto [id, name] : session.query(col<&City::id>, col<&City::name>).yield_per(3))
        sum += id;
    EXPECT_EQ(sum, 55);
    auto stream = session.query(col<&City::id>).yield_per(3);
    auto row = stream.begin();
    session.commit();
    EXPECT_THROW(++row, StateError);
}

TEST_F(ReadQuery, AKeyThatNoColumnHolds) {
    try {
        reader.get<City>(std::uint64_t{1} << 63);
        FAIL();
    } catch (const DataError& error) {
        EXPECT_STREQ(error.what(),
                     "get: the key 9223372036854775808 is larger than any that an integer column of a database holds, "
                     "which end at 9223372036854775807");
    }
    EXPECT_EQ(reader.get<City>(std::uint64_t{3})->id, 3);
    reader.rollback();
    EXPECT_THROW(engine.connect().get<City>(~std::uint64_t{0}), DataError);
}

}  // namespace read_query_test
