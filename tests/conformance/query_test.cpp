#include "query_model.hpp"
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

namespace {

using namespace query_model;
using rowan::col, rowan::select, rowan::text;
using testing::ElementsAre;
using testing::HasSubstr;
namespace func = rowan::func;

template <class Thrown, class Work>
std::string message_of(Work&& work) {
    try {
        work();
    } catch (const Thrown& error) {
        return error.what();
    }
    ADD_FAILURE() << "nothing was thrown";
    return {};
}

// --- scalars ------------------------------------------------------------------------------------------------------

TEST_F(QueryTest, ScalarsGiveReferencesToTheSessionsObjectsInOrder) {
    std::vector<std::string> names;
    for (User& user : session_.scalars(select<User>().where(col<&User::age> > 20).order_by(col<&User::age>)))
        names.push_back(user.name);
    EXPECT_THAT(names, ElementsAre("wendy", "ed", "fred"));
    EXPECT_EQ(session_.query<User>().filter_by(col<&User::name> = "ed").first(), session_.get<User>(1));
}

TEST_F(QueryTest, ScalarsOfColumnsGiveValues) {
    const auto names = session_.scalars(select(col<&User::name>).order_by(col<&User::id>));
    static_assert(std::is_same_v<decltype(names.all()), std::vector<std::string>>);
    EXPECT_THAT(names.all(), ElementsAre("ed", "wendy", "mary", "fred"));
    EXPECT_EQ(names.first(), "ed");
    EXPECT_EQ(names.size(), 4U);
    EXPECT_EQ(names[1], "wendy");
    EXPECT_EQ(session_.scalars(select(col<&User::age>).where(col<&User::name> == "mary")).first(), std::nullopt);
    EXPECT_EQ(session_.scalars(select(func::count(col<&User::id>))).one(), 4);
    EXPECT_EQ(session_.scalars(select(col<&User::name>).where(col<&User::id> == 99)).one_or_none(), std::nullopt);
    EXPECT_THROW(static_cast<void>(names.one()), rowan::MultipleResultsFound);
    bool any = false;
    for (const bool grown_up : session_.scalars(select(rowan::sql_expr<bool>("1 = 1"))))
        any = grown_up;
    EXPECT_TRUE(any);
}

TEST_F(QueryTest, ScalarGivesTheFirstItem) {
    EXPECT_EQ(session_.scalar(select(func::max(col<&User::age>))), 45);
    EXPECT_EQ(session_.scalar(select<User>().where(col<&User::id> == 1))->name, "ed");
    EXPECT_EQ(session_.scalar(select<User>().where(col<&User::id> == 99)), nullptr);
    EXPECT_EQ(session_.scalar(text("SELECT count(*) FROM users WHERE age > :age"), {{"age", 26}}).as<int>(), 2);
}

TEST_F(QueryTest, FirstOneAndNoneOfObjects) {
    const auto ed = select<User>().where(col<&User::name> == "ed");
    const auto nobody = select<User>().where(col<&User::name> == "nobody");
    EXPECT_EQ(session_.scalars(ed).one().fullname, "Ed Jones");
    EXPECT_EQ(session_.scalars(ed).one_or_none()->fullname, "Ed Jones");
    EXPECT_EQ(session_.scalars(nobody).one_or_none(), nullptr);
    EXPECT_EQ(session_.scalars(nobody).first(), nullptr);
    EXPECT_TRUE(session_.scalars(nobody).empty());
    const std::string none =
        message_of<rowan::NoResultFound>([&] { static_cast<void>(session_.scalars(nobody).one()); });
    EXPECT_THAT(none, HasSubstr("no row was found"));
    EXPECT_THAT(rowan::test::with_marks(none), HasSubstr("WHERE users.name = ?"));
    const std::string several =
        message_of<rowan::MultipleResultsFound>([&] { static_cast<void>(session_.scalars(select<User>()).one()); });
    EXPECT_THAT(several, HasSubstr("more than one row"));
    EXPECT_THAT(several, HasSubstr("FROM users"));
}

TEST_F(QueryTest, ValuesOutliveTheSessionAndBringNoRelationship) {
    std::vector<User> users;
    std::vector<Reading> readings;
    {
        rowan::Session session(engine_);
        session.add(Reading{.value = 1.5});
        users = session.query<User>().order_by(col<&User::id>).all().values();
        readings = session.query<Reading>().all().values();
    }
    ASSERT_EQ(users.size(), 4U);
    EXPECT_EQ(users[0].fullname, "Ed Jones");
    EXPECT_EQ(users[0].age, 30);
    EXPECT_THROW(static_cast<void>(users[0].posts.size()), rowan::DetachedError);
    EXPECT_THROW(static_cast<void>(users[0].city.get()), rowan::DetachedError);
    ASSERT_EQ(readings.size(), 1U);
    EXPECT_EQ(readings[0].value, 1.5);
}

TEST_F(QueryTest, PointersMayBeSorted) {
    auto users = session_.query<User>().all().pointers();
    std::sort(users.begin(), users.end(), [](const User* a, const User* b) { return a->name < b->name; });
    EXPECT_EQ(users.front()->name, "ed");
    EXPECT_EQ(users.back()->name, "wendy");
}

TEST_F(QueryTest, ALoopWalksWhatTheQueryGaveWhateverItsBodyDoes) {
    int seen = 0;
    for (User& user : session_.query<User>()) {
        ++seen;
        session_.add(User{.name = user.name + "'s twin"});
        if (user.name == "fred")
            session_.remove(user);
        session_.commit();
    }
    EXPECT_EQ(seen, 4);
    EXPECT_EQ(session_.query<User>().count(), 7);
}

// --- Query --------------------------------------------------------------------------------------------------------

TEST_F(QueryTest, FilterTakesConditions) {
    EXPECT_THAT(
        names_of(session_.query<User>().filter(col<&User::name> == "ed", col<&User::fullname> == "Ed Jones").all()),
        ElementsAre("ed"));
    EXPECT_THAT(names_of(session_.query<User>().filter(col<&User::name>.in({"ed", "fakeuser"})).all()),
                ElementsAre("ed"));
    EXPECT_THAT(
        names_of(session_.query<User>().filter(rowan::or_(col<&User::name> == "ed", col<&User::age>.is_null())).all()),
        ElementsAre("ed", "mary"));
    EXPECT_THAT(names_of(session_.query<User>().where(col<&User::age> > 26).where(col<&User::age> < 40).all()),
                ElementsAre("ed"));
}

TEST_F(QueryTest, FilterByComparesWithTheAssignedValues) {
    EXPECT_EQ(session_.query<User>().filter_by(col<&User::name> = "ed", col<&User::age> = 30).one().fullname,
              "Ed Jones");
    EXPECT_EQ(session_.query<User>().filter_by(col<&User::age> = std::nullopt).one().name, "mary");
}

TEST_F(QueryTest, MethodsLeaveTheirQueryAsItWas) {
    const auto all = session_.query<User>();
    const auto some = all.filter(col<&User::age> > 26).order_by(col<&User::age>.desc());
    EXPECT_EQ(all.all().size(), 4U);
    EXPECT_THAT(names_of(some.all()), ElementsAre("fred", "ed"));
    EXPECT_THAT(names_of(some.limit(1).all()), ElementsAre("fred"));
    EXPECT_THAT(names_of(some.offset(1).limit(1).all()), ElementsAre("ed"));
    EXPECT_THAT(names_of(some.order_by(nullptr).order_by(col<&User::id>).all()), ElementsAre("ed", "fred"));
    EXPECT_EQ(rowan::test::with_marks(some.to_sql()),
              "SELECT users.id, users.name, users.full_name, users.age, users.city_id FROM users WHERE users.age > ? "
              "ORDER BY users.age DESC");
}

TEST_F(QueryTest, SliceIsLimitAndOffset) {
    EXPECT_THAT(names_of(session_.query<User>().order_by(col<&User::id>).slice(1, 3).all()),
                ElementsAre("wendy", "mary"));
    EXPECT_THROW(static_cast<void>(session_.query<User>().slice(3, 1)), rowan::ArgumentError);
    EXPECT_THROW(static_cast<void>(session_.query<User>().limit(-1)), rowan::ArgumentError);
}

TEST_F(QueryTest, FirstAsksForOneRow) {
    rowan::StatementLog log(engine_);
    EXPECT_EQ(session_.query<User>().order_by(col<&User::id>).first()->name, "ed");
    EXPECT_THAT(rowan::test::with_marks(log.sql().front()), HasSubstr("LIMIT ?"));
    EXPECT_EQ(session_.query<User>().filter(col<&User::id> == 99).first(), nullptr);
    EXPECT_EQ(session_.query<User>().order_by(col<&User::id>).limit(0).first(), nullptr);
}

TEST_F(QueryTest, OneAndOneOrNone) {
    EXPECT_EQ(session_.query<User>().filter(col<&User::id> == 1).one_or_none()->name, "ed");
    EXPECT_EQ(session_.query<User>().filter(col<&User::id> == 99).one_or_none(), nullptr);
    EXPECT_THROW(static_cast<void>(session_.query<User>().filter(col<&User::id> == 99).one()), rowan::NoResultFound);
    EXPECT_THROW(static_cast<void>(session_.query<User>().one()), rowan::MultipleResultsFound);
    EXPECT_THROW(static_cast<void>(session_.query<User>().one_or_none()), rowan::MultipleResultsFound);
}

TEST_F(QueryTest, CountAndExistsAskTheDatabase) {
    rowan::StatementLog log(engine_);
    EXPECT_EQ(session_.query<User>().count(), 4);
    EXPECT_EQ(session_.query<User>().filter(col<&User::age> > 26).order_by(col<&User::name>).count(), 2);
    EXPECT_EQ(session_.query<User>().limit(3).count(), 3);
    EXPECT_EQ(session_.query(col<&User::city_id>).distinct().count(), 3);
    EXPECT_EQ((session_.query<User, City>().join<City>(col<&User::city_id> == col<&City::id>).count()), 3);
    EXPECT_EQ(session_.query(func::max(col<&User::age>)).group_by(col<&User::city_id>).count(), 3);
    EXPECT_TRUE(session_.query<User>().filter(col<&User::name> == "ed").exists());
    EXPECT_FALSE(session_.query<User>().filter(col<&User::name> == "nobody").exists());
    EXPECT_THAT(
        rowan::test::with_marks(log.sql()),
        ElementsAre("SELECT count(*) FROM users", "SELECT count(*) FROM users WHERE users.age > ?",
                    HasSubstr("SELECT count(*) FROM (SELECT"), HasSubstr("SELECT count(*) FROM (SELECT DISTINCT"),
                    "SELECT count(*) FROM users JOIN cities ON users.city_id = cities.id",
                    HasSubstr("SELECT count(*) FROM (SELECT max(users.age)"), HasSubstr("SELECT EXISTS (SELECT"),
                    HasSubstr("SELECT EXISTS (SELECT")));
    EXPECT_EQ(session_.counts().persistent, 0U);
}

TEST_F(QueryTest, DeleteAndUpdateSendOneStatementAndExpireTheirObjects) {
    User& ed = *session_.get<User>(1);
    rowan::StatementLog log(engine_);
    EXPECT_EQ(session_.query<User>().filter(col<&User::name> == "ed").update(col<&User::age> = col<&User::age> + 1), 1);
    EXPECT_EQ(ed.age, 30);
    session_.query<User>().all();
    EXPECT_EQ(ed.age, 31);
    EXPECT_EQ(session_.query<User>().filter(col<&User::name>.in({"fred", "mary"})).delete_(), 2);
    EXPECT_EQ(session_.query<User>().count(), 2);
    EXPECT_EQ(log.count("UPDATE"), 1U);
    EXPECT_EQ(rowan::test::with_marks(log.sql()[0]), "UPDATE users SET age = users.age + ? WHERE users.name = ?");
}

TEST_F(QueryTest, DeleteAndUpdateRefuseWhatTheyCannotSay) {
    EXPECT_THAT(message_of<rowan::ArgumentError>([&] { session_.query<User>().limit(1).delete_(); }),
                HasSubstr("delete_: the query has joins, an order, groups or a limit"));
    EXPECT_THAT(message_of<rowan::ArgumentError>(
                    [&] { session_.query<User>().join<&User::posts>().update(col<&User::age> = 1); }),
                HasSubstr("update: the query has joins"));
    EXPECT_THAT(message_of<rowan::ArgumentError>([&] { session_.query<User>().delete_(); }), HasSubstr("all_rows()"));
    const rowan::Predicate gathered = rowan::and_(std::vector<rowan::Predicate>{});
    EXPECT_EQ(session_.query<User>().filter(gathered).count(), 4);
    EXPECT_THAT(message_of<rowan::ArgumentError>([&] { session_.query<User>().filter(gathered).delete_(); }),
                HasSubstr("all_rows()"));
}

TEST_F(QueryTest, FromStatementFindsColumnsByTheirNames) {
    User& ed =
        session_.query<User>()
            .from_statement(text("SELECT city_id, 1 AS other, full_name, name, age, id FROM users WHERE name = :name"))
            .params({{"name", "ed"}})
            .one();
    EXPECT_EQ(ed.id, 1);
    EXPECT_EQ(ed.fullname, "Ed Jones");
    EXPECT_EQ(ed.age, 30);
    EXPECT_EQ(session_.query<User>().from_statement(text("SELECT * FROM users ORDER BY id DESC")).first()->name,
              "fred");
    EXPECT_EQ(session_.query<User>().from_statement(text("SELECT * FROM users")).all().size(), 4U);
}

TEST_F(QueryTest, FromStatementNamesTheMissingColumn) {
    const std::string message = message_of<rowan::ArgumentError>(
        [&] { session_.query<User>().from_statement(text("SELECT id, name, age, city_id FROM users")).all(); });
    EXPECT_THAT(message, HasSubstr("'full_name'"));
    EXPECT_THAT(message, HasSubstr("User::fullname"));
    EXPECT_THAT(
        message_of<rowan::ArgumentError>([&] {
            session_.query<User>().filter(col<&User::id> == 1).from_statement(text("SELECT * FROM users")).all();
        }),
        HasSubstr("sends that text as it is"));
    EXPECT_THAT(message_of<rowan::ArgumentError>(
                    [&] { static_cast<void>(session_.query<User>().from_statement(text("SELECT 1")).count()); }),
                HasSubstr("count"));
}

TEST_F(QueryTest, ParametersAreGivenByName) {
    const auto by_name = session_.query<User>().filter(col<&User::name> == rowan::parameter("name"));
    EXPECT_EQ(by_name.params({{"name", "ed"}}).one().id, 1);
    EXPECT_EQ(by_name.params({{"name", "ed"}}).params({{"name", "mary"}}).one().id, 3);
    EXPECT_THAT(message_of<rowan::ArgumentError>([&] { by_name.all(); }), HasSubstr(":name"));
    EXPECT_EQ(session_.scalars(select<User>().where(col<&User::name> == rowan::parameter("name")), {{"name", "wendy"}})
                  .one()
                  .id,
              2);
}

TEST_F(QueryTest, PopulateExistingOverwritesUnsavedChanges) {
    User& ed = *session_.get<User>(1);
    ed.age = 99;
    auto pause = session_.no_autoflush();
    session_.query<User>().all();
    EXPECT_EQ(ed.age, 99);
    session_.query<User>().populate_existing().all();
    EXPECT_EQ(ed.age, 30);
    ed.age = 98;
    static_cast<void>(session_.scalars(select<User>().options(rowan::populate_existing)));
    EXPECT_EQ(ed.age, 30);
}

TEST_F(QueryTest, RowLocksAreRefusedWhereThereAreNone) {
    const auto locked = session_.query<User>().with_for_update();
    if (engine_.dialect().capabilities().row_locks) {
        EXPECT_EQ(locked.all().size(), 4U);
    } else {
        EXPECT_THROW(locked.all(), rowan::UnsupportedError);
    }
}

// --- flush before, expire after -----------------------------------------------------------------------------------

/// SEMANTICS 4.1
TEST_F(QueryTest, AQueryFlushesTheTablesThatItNames) {
    session_.add(User{.name = "new"});
    rowan::StatementLog log(engine_);
    session_.query<State>().all();
    EXPECT_EQ(log.count("INSERT"), 0U);
    EXPECT_EQ(session_.query<User>().count(), 5);
    EXPECT_EQ(log.count("INSERT"), 1U);
    session_.add(User{.name = "newer"});
    EXPECT_EQ(session_.scalar(text("SELECT count(*) FROM users")).as<int>(), 6);
    {
        auto pause = session_.no_autoflush();
        session_.add(User{.name = "newest"});
        EXPECT_EQ(session_.query<User>().count(), 6);
    }
    EXPECT_EQ(session_.query<User>().filter(col<&User::name> == "newest", col<&User::id> > 0).one().name, "newest");
}

/// SEMANTICS 3.6
TEST_F(QueryTest, StatementsThatWriteExpireWhatTheyWrote) {
    User& ed = *session_.get<User>(1);
    City& austin = *session_.get<City>(1);
    session_.execute(rowan::update<User>().set(col<&User::age> = 77).where(col<&User::id> == 1));
    session_.execute(text("UPDATE cities SET name = 'Houston' WHERE id = 1"));
    EXPECT_EQ(ed.age, 30);
    session_.query<User>().all();
    session_.query<City>().all();
    EXPECT_EQ(ed.age, 77);
    EXPECT_EQ(austin.name, "Houston");
}

TEST_F(QueryTest, ARelationshipToWrittenRowsIsLoadedAgain) {
    User& ed = *session_.get<User>(1);
    EXPECT_EQ(ed.posts.size(), 2U);
    session_.execute(rowan::insert<Post>().values(col<&Post::title> = "fourth", col<&Post::author_id> = 1));
    EXPECT_FALSE(ed.posts.is_loaded());
    EXPECT_EQ(ed.posts.size(), 3U);
}

TEST_F(QueryTest, InsertsOfASetOfParameters) {
    const std::vector<rowan::Parameters> sets{{{"name", "a"}}, {{"name", "b"}}};
    session_.execute(rowan::insert<Tag>(), sets);
    EXPECT_EQ(session_.query<Tag>().count(), 4);
}

TEST_F(QueryTest, AnErrorOfTheDatabaseFailsTheTransaction) {
    EXPECT_THROW(session_.execute(text("SELECT * FROM no_such_table")), rowan::ProgrammingError);
    EXPECT_THROW(session_.query<User>().all(), rowan::PendingRollbackError);
    session_.rollback();
    EXPECT_EQ(session_.query<User>().count(), 4);
}

TEST_F(QueryTest, AQueryOfAClosedSessionIsRefused) {
    const auto query = session_.query<User>();
    session_.close();
    EXPECT_THROW(query.all(), rowan::StateError);
}

// --- joins --------------------------------------------------------------------------------------------------------

TEST_F(QueryTest, JoinsByRelationships) {
    EXPECT_EQ(session_.query<User>().join<&User::posts>().to_sql(),
              "SELECT users.id, users.name, users.full_name, users.age, users.city_id FROM users JOIN posts ON "
              "users.id = posts.author_id");
    EXPECT_EQ(session_.query<Post>().left_join<&Post::author>().to_sql(),
              "SELECT posts.id, posts.title, posts.author_id FROM posts LEFT JOIN users ON posts.author_id = users.id");
    EXPECT_EQ(session_.query<Post>().join<&Post::tags>().to_sql(),
              "SELECT posts.id, posts.title, posts.author_id FROM posts JOIN post_tags ON posts.id = post_tags.post_id "
              "JOIN tags ON post_tags.tag_id = tags.id");
    EXPECT_THAT(
        names_of(
            session_.query<User>().join<&User::posts>().join<&Post::tags>().filter(col<&Tag::name> == "blue").all()),
        ElementsAre("ed"));
    EXPECT_THAT(names_of(session_.scalars(select<User>().join<&User::city>().where(col<&City::name> == "Dallas"))),
                ElementsAre("mary"));
}

TEST_F(QueryTest, AQueryIsASelectToo) {
    const auto grown_up = session_.query<User>().filter(col<&User::age> > 26).statement();
    EXPECT_EQ(session_.scalars(grown_up).size(), 2U);
}

/// The whole of a query that is repeated is a look-up, a bind and a step.
TEST_F(QueryTest, ARepeatedQueryIsCompiledOnce) {
    const auto run = [&](int age) {
        return session_.query<User>()
            .filter(col<&User::age> > age, col<&User::name> != "x", col<&User::id> < 100)
            .all()
            .size();
    };
    EXPECT_EQ(run(20), 3U);
    const auto before = engine_.statement_cache_status();
    for (int i = 0; i < 10; ++i)
        run(i);
    EXPECT_EQ(engine_.statement_cache_status().misses, before.misses);
}

}  // namespace
