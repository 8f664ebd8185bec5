#include "query_model.hpp"
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

namespace {

using namespace query_model;
using rowan::col, rowan::select, rowan::text, rowan::entity;
using testing::ElementsAre;
using testing::HasSubstr;
namespace func = rowan::func;

class QueryRowsTest : public QueryTest {};

TEST_F(QueryRowsTest, ColumnsAreTypedAndTakenApart) {
    std::vector<std::string> seen;
    for (auto [name, age] : session_.query(col<&User::name>, col<&User::age>).order_by(col<&User::id>)) {
        static_assert(std::is_same_v<decltype(name), std::string>);
        static_assert(std::is_same_v<decltype(age), std::optional<int>>);
        seen.push_back(name + (age ? std::to_string(*age) : "?"));
    }
    EXPECT_THAT(seen, ElementsAre("ed30", "wendy25", "mary?", "fred45"));
}

TEST_F(QueryRowsTest, LabelsNameItems) {
    for (auto row :
         session_.query(col<&User::name>.label<"name_label">(), func::length(col<&User::name>).label<"n">())) {
        static_assert(std::is_same_v<decltype(row.get<"name_label">()), std::string&>);
        EXPECT_EQ(row.get<"n">(), static_cast<std::int64_t>(row.get<"name_label">().size()));
    }
}

TEST_F(QueryRowsTest, GroupsAndAggregates) {
    std::vector<std::string> seen;
    for (auto [n, city] : session_.query(func::count(col<&User::id>), col<&City::name>)
                              .join<City>(col<&User::city_id> == col<&City::id>)
                              .group_by(col<&City::name>)
                              .having(func::count(col<&User::id>) > 0)
                              .order_by(col<&City::name>))
        seen.push_back(city + std::to_string(n));
    EXPECT_THAT(seen, ElementsAre("Austin2", "Dallas1"));
    EXPECT_THAT(session_.query(col<&User::city_id>).distinct().all().size(), 3U);
}

TEST_F(QueryRowsTest, ObjectsAreReferences) {
    for (auto [state, city] : session_.query<State, City>().join<City>(col<&State::id> == col<&City::state_id>)) {
        static_assert(std::is_same_v<decltype(state), State&>);
        static_assert(std::is_same_v<decltype(city), City&>);
        EXPECT_EQ(&*city.state, &state);
        city.name += "!";
    }
    session_.commit();
    EXPECT_EQ(session_.query<City>().filter(col<&City::name>.like("%!")).count(), 3);
}

TEST_F(QueryRowsTest, ObjectsAndColumnsMix) {
    const auto rows = session_.execute(
        select(entity<City>, func::length(col<&City::name>).label<"n">(), col<&State::name>, entity<State>)
            .join<State>(col<&State::id> == col<&City::state_id>)
            .order_by(col<&City::id>));
    ASSERT_EQ(rows.size(), 3U);
    const auto& [city, n, state_name, state] = rows[2];
    EXPECT_EQ(city.name, "Dayton");
    EXPECT_EQ(n, 6);
    EXPECT_EQ(state_name, "Ohio");
    EXPECT_EQ(state.name, "Ohio");
    EXPECT_EQ(rows[0].get<"n">(), 6);
    EXPECT_EQ(&rows[0].get<3>(), &rows[1].get<3>());
    EXPECT_EQ(rows.scalar()->name, "Austin");
    EXPECT_EQ(rows.first(), rows.all()[0]);
}

TEST_F(QueryRowsTest, AnOuterJoinGivesAPointerWhereOneIsAskedFor) {
    std::vector<std::string> seen;
    for (auto [user, city] : session_.query<User, City*>()
                                 .left_join<City>(col<&User::city_id> == col<&City::id>)
                                 .order_by(col<&User::id>)) {
        static_assert(std::is_same_v<decltype(city), City*>);
        seen.push_back(user.name + "@" + (city ? city->name : "nowhere"));
    }
    EXPECT_THAT(seen, ElementsAre("ed@Austin", "wendy@Austin", "mary@Dallas", "fred@nowhere"));
    const auto rows =
        session_.execute(select(entity<User>, entity<City*>).left_join<City>(col<&User::city_id> == col<&City::id>));
    EXPECT_EQ(rows[3].get<1>(), nullptr);
}

TEST_F(QueryRowsTest, AnAbsentObjectIsRefusedAsAReference) {
    const auto rows = session_.query<User, City>()
                          .left_join<City>(col<&User::city_id> == col<&City::id>)
                          .order_by(col<&User::id>)
                          .all();
    EXPECT_EQ(rows[0].get<1>().name, "Austin");
    EXPECT_EQ(rows[3].get_if<1>(), nullptr);
    EXPECT_EQ(rows[3].get_if<0>()->name, "fred");
    try {
        static_cast<void>(rows[3].get<1>());
        ADD_FAILURE() << "nothing was thrown";
    } catch (const rowan::StateError& error) {
        EXPECT_THAT(error.what(), HasSubstr("item 1 of this row, City, is absent"));
        EXPECT_THAT(error.what(), HasSubstr("City*"));
    }
}

TEST_F(QueryRowsTest, AliasesAreObjectsOfTheirStruct) {
    const auto other = rowan::aliased<User>("other");
    std::vector<std::string> pairs;
    for (auto [a, b] : session_.query(entity<User>, other)
                           .join(other, col<&User::city_id> == other[&User::city_id])
                           .filter(col<&User::id> < other[&User::id]))
        pairs.push_back(a.name + "+" + b.name);
    EXPECT_THAT(pairs, ElementsAre("ed+wendy"));
    for (auto [a, b] : session_.execute(select(entity<User>, other.or_null())
                                            .left_join(other, (col<&User::city_id> == other[&User::city_id]) &&
                                                                  (col<&User::id> < other[&User::id]))
                                            .where(col<&User::name> == "fred"))) {
        EXPECT_EQ(a.name, "fred");
        EXPECT_EQ(b, nullptr);
    }
}

TEST_F(QueryRowsTest, FirstOneAndScalarOfRows) {
    const auto by_id = [&](int id) {
        return session_.query(col<&User::name>, col<&User::age>).filter(col<&User::id> == id);
    };
    EXPECT_EQ(by_id(1).first()->get<0>(), "ed");
    EXPECT_EQ(by_id(1).one().get<1>(), 30);
    EXPECT_EQ(by_id(9).first(), std::nullopt);
    EXPECT_EQ(by_id(9).one_or_none(), std::nullopt);
    EXPECT_THROW(static_cast<void>(by_id(9).one()), rowan::NoResultFound);
    EXPECT_THROW(static_cast<void>(session_.query(col<&User::name>).one()), rowan::MultipleResultsFound);
    EXPECT_EQ(by_id(1).scalar(), "ed");
    EXPECT_EQ(by_id(9).scalar(), std::nullopt);
    EXPECT_EQ(session_.query(col<&User::age>).filter(col<&User::id> == 3).scalar(), std::nullopt);
    EXPECT_THROW(static_cast<void>(session_.query(col<&User::name>).scalar()), rowan::MultipleResultsFound);
    EXPECT_EQ(session_.query(func::count(col<&User::id>)).scalar(), 4);
}

TEST_F(QueryRowsTest, ManyRowsKeepTheirPlaces) {
    for (int i = 0; i < 1000; ++i)
        session_.add(Reading{.value = i * 0.5});
    session_.commit();
    const auto rows = session_.query(entity<Reading>, col<&Reading::value>).order_by(col<&Reading::id>).all();
    ASSERT_EQ(rows.size(), 1000U);
    double sum = 0;
    for (const auto& [reading, value] : rows) {
        EXPECT_EQ(reading.value, value);
        sum += value;
    }
    EXPECT_EQ(sum, 249'750.0);
    EXPECT_EQ(rows[999].get<1>(), 499.5);
}

TEST_F(QueryRowsTest, RunTimeTablesAndTextsGiveRowsByName) {
    rowan::MetaData found;
    found.reflect(engine_);
    const rowan::Table users = found.table("users");
    rowan::Result result = session_.execute(select(users["name"], users["age"]).where(users["age"] > 40));
    EXPECT_EQ(result.one()["name"].as<std::string>(), "fred");
    EXPECT_EQ(session_.execute(text("SELECT name FROM users WHERE age > :age ORDER BY id"), {{"age", 26}})
                  .scalars<std::string>()
                  .size(),
              2U);
    for (auto [id, name] : session_.execute(
             rowan::statement(text("SELECT id, name FROM users WHERE id = 1")).columns<int, std::string>("id", "name")))
        EXPECT_EQ(name + std::to_string(id), "ed1");
    EXPECT_THROW(session_.execute(rowan::statement(text("SELECT 1")).columns<int, int>("a", "b")),
                 rowan::ArgumentError);
}

TEST_F(QueryRowsTest, ReturningGivesObjectsOfTheSession) {
    const rowan::Capabilities& can = engine_.dialect().capabilities();
    if (!can.returning)
        GTEST_SKIP() << "this database has no RETURNING";
    const auto inserted =
        session_.execute(rowan::insert<Tag>().values(col<&Tag::name> = "green").returning(entity<Tag>));
    Tag& green = inserted[0].get<0>();
    EXPECT_EQ(green.name, "green");
    EXPECT_EQ(session_.get<Tag>(green.id), &green);
    if (!can.update_returning)
        return;
    const auto updated = session_.execute(rowan::update<Tag>()
                                              .set(col<&Tag::name> = "lime")
                                              .where(col<&Tag::id> == green.id)
                                              .returning(col<&Tag::id>, entity<Tag>));
    EXPECT_EQ(&updated[0].get<1>(), &green);
    EXPECT_EQ(green.name, "lime");
}

TEST_F(QueryRowsTest, SetOperationsGiveObjects) {
    const auto young = select<User>().where(col<&User::age> < 26);
    const auto old = select<User>().where(col<&User::age> > 40);
    EXPECT_THAT(names_of(session_.scalars(young.union_all(old))), ElementsAre("wendy", "fred"));
}

TEST_F(QueryRowsTest, ARowOutlivesItsResult) {
    const auto row = session_.query<User, City>().join<&User::city>().filter(col<&User::id> == 1).one();
    EXPECT_EQ(row.get<0>().name, "ed");
    EXPECT_EQ(row.get<1>().name, "Austin");
}

}  // namespace
