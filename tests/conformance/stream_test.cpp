#include "query_model.hpp"

#include <gmock/gmock.h>

#include <thread>

namespace {

using namespace query_model;
using rowan::col, rowan::select;
using testing::HasSubstr;

/// SEMANTICS 9.7
class StreamTest : public QueryTest {
protected:
    void add_readings(int count) {
        rowan::Session writer(engine_);
        for (int i = 0; i < count; ++i)
            writer.add(Reading{.value = i * 1.0});
        writer.commit();
    }
};

TEST_F(StreamTest, R9_1_a_result_is_read_whole_before_its_first_object_and_a_stream_is_not) {
    rowan::test::run_script(
        engine_,
        "DROP TABLE readings; CREATE TABLE readings (id BIGINT PRIMARY KEY, value DOUBLE PRECISION);"
        "INSERT INTO readings VALUES (1, 0), (2, 1), (3, 2), (4, NULL), (5, 4)");
    std::size_t seen = 0;
    const auto by_id = session_.query<Reading>().order_by(col<&Reading::id>);
    const auto walk = [&](auto&& readings) {
        for (const Reading& reading : readings)
            seen += reading.id > 0 ? 1 : 0;
    };
    EXPECT_THROW(walk(by_id), rowan::DataError);
    EXPECT_EQ(seen, 0U) << "the error comes before the first object";
    session_.rollback();
    EXPECT_THROW(walk(by_id.yield_per(2)), rowan::DataError);
    EXPECT_EQ(seen, 2U) << "the batch before the one that it is in";
}

TEST_F(StreamTest, EndsWhenItIsInterrupted) {
    add_readings(2'000);
    const auto read_and_interrupt = [&](rowan::Connection& connection, auto&& readings) {
        std::size_t seen = 0;
        for ([[maybe_unused]] const auto& reading : readings) {
            if (++seen == 10)
                std::thread([&] { connection.interrupt(); }).join();
        }
        ADD_FAILURE() << "all " << seen << " were read";
    };
    rowan::Connection connection = engine_.connect();
    EXPECT_THROW(read_and_interrupt(connection, connection.stream(rowan::text("SELECT id FROM readings"))),
                 rowan::CancelledError);
    connection.rollback();
    connection.interrupt();
    EXPECT_EQ(connection.fetch<Reading>(select<Reading>()).size(), 2'000U) << "nothing was under way";
    EXPECT_THROW(read_and_interrupt(session_.connection(), session_.query<Reading>().yield_per(5)),
                 rowan::CancelledError);
    session_.rollback();
    EXPECT_EQ(session_.query<Reading>().count(), 2'000);
}

TEST_F(StreamTest, R9_7_MemoryStaysFlat) {
    add_readings(100'000);
    double sum = 0;
    std::size_t most = 0;
    std::size_t count = 0;
    for (Reading& reading : session_.query<Reading>().yield_per(500)) {
        sum += reading.value;
        if (++count % 250 == 0)
            most = std::max(most, session_.counts().persistent);
    }
    EXPECT_EQ(count, 100'000U);
    EXPECT_EQ(sum, 99'999.0 * 100'000 / 2);
    EXPECT_LE(most, 500U);
}

TEST_F(StreamTest, R9_7_ABatchIsASetOfPeers) {
    rowan::StatementLog log(engine_);
    std::size_t posts = 0;
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(2))
        posts += user.posts.size();
    EXPECT_EQ(posts, 3U);
    EXPECT_EQ(log.count(), 3U) << log.to_string();
}

TEST_F(StreamTest, R9_7_WhatRelationshipsLoadedLeavesWithItsOwners) {
    for (const auto& option : {rowan::selectinload<&User::posts>(), rowan::lazyload<&User::posts>()}) {
        session_.clear();
        std::size_t seen = 0;
        for (User& user : session_.query<User>().order_by(col<&User::id>).options(option).yield_per(1)) {
            for (Post& post : user.posts)
                EXPECT_EQ(&*post.author, &user);
            EXPECT_LE(session_.counts().persistent, 3U);
            ++seen;
        }
        EXPECT_EQ(seen, 4U);
    }
}

TEST_F(StreamTest, R9_7_ChangedObjectsAndThoseThatWereThereStay) {
    User& wendy = *session_.get<User>(2);
    User* ed = nullptr;
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(1)) {
        if (user.id == 1) {
            ed = &user;
            user.age = 31;
        }
    }
    EXPECT_EQ(ed->age, 31);
    EXPECT_EQ(wendy.name, "wendy");
    EXPECT_TRUE(session_.contains(wendy));
    EXPECT_EQ(session_.get<User>(2), &wendy);
    session_.commit();
    EXPECT_EQ(session_.query<User>().filter(col<&User::age> == 31).count(), 1);
}

TEST_F(StreamTest, R9_7_AFlushedObjectStaysForTheRollback) {
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(1)) {
        user.age = 1;
        session_.flush();
    }
    EXPECT_EQ(session_.counts().persistent, 4U);
    session_.rollback();
    EXPECT_EQ(session_.get<User>(1)->age, 30);
}

TEST_F(StreamTest, R9_7_WhatALoadedRelationshipNamesStays) {
    Post& post = *session_.get<Post>(1);
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(1))
        EXPECT_EQ(&*post.author == &user, user.id == 1);
    EXPECT_TRUE(post.author.is_loaded());
    EXPECT_EQ(post.author->name, "ed");
}

TEST_F(StreamTest, R9_7_ObjectsOfOtherQueriesStay) {
    City* austin = nullptr;
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(1))
        if (user.id == 1)
            austin = session_.get<City>(1);
    EXPECT_EQ(austin->name, "Austin");
    EXPECT_TRUE(session_.contains(*austin));
}

TEST_F(StreamTest, R9_7_ACommitOrRollbackEndsTheStream) {
    const auto walk = [&](auto&& end) {
        std::size_t seen = 0;
        try {
            for (User& user : session_.query<User>().yield_per(3)) {
                static_cast<void>(user);
                ++seen;
                end();
            }
            ADD_FAILURE() << "nothing was thrown";
        } catch (const rowan::StateError& error) {
            EXPECT_THAT(error.what(), HasSubstr("stream has ended"));
        }
        EXPECT_EQ(seen, 1U);
    };
    walk([&] { session_.commit(); });
    walk([&] { session_.rollback(); });
    walk([&] {
        session_.commit();
        session_.query<City>().all();
    });
}

TEST_F(StreamTest, R9_7_ClearEndsTheStream) {
    const auto refused = [&](auto&& go_on) {
        try {
            go_on();
            ADD_FAILURE() << "nothing was thrown";
        } catch (const rowan::StateError& error) {
            EXPECT_THAT(error.what(), HasSubstr("stream has ended"));
        }
    };
    for (const std::size_t batch : {1U, 2U}) {
        const auto objects = session_.query<User>().yield_per(batch);
        auto object = objects.begin();
        const auto rows =
            session_.query<User, City>().join<City>(col<&User::city_id> == col<&City::id>).yield_per(batch);
        auto row = rows.begin();
        session_.clear();
        refused([&] { ++object; });
        refused([&] { ++row; });
        refused([&] { static_cast<void>(objects.begin()); });
    }
    EXPECT_EQ(session_.query<User>().count(), 4);
}

TEST_F(StreamTest, ALoopMayTakeObjectsOut) {
    std::size_t seen = 0;
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(4)) {
        ++seen;
        if (user.id == 1)
            static_cast<void>(session_.expunge(*session_.get<User>(2)));
    }
    EXPECT_EQ(seen, 3U);
}

TEST_F(StreamTest, StreamsMayBeNested) {
    std::size_t pairs = 0;
    for (User& user : session_.query<User>().order_by(col<&User::id>).yield_per(2)) {
        for (City& city : session_.stream(select<City>(), 1)) {
            static_cast<void>(city);
            ++pairs;
        }
        EXPECT_TRUE(session_.contains(user));
        EXPECT_GE(user.posts.size(), 0U);
    }
    EXPECT_EQ(pairs, 16U);
}

TEST_F(StreamTest, SelectsAndTextsAreStreamedToo) {
    std::size_t seen = 0;
    for (User& user : session_.stream(select<User>().where(col<&User::id> > rowan::parameter("id")), 1, {{"id", 2}}))
        seen += static_cast<std::size_t>(user.id);
    EXPECT_EQ(seen, 7U);
    for (User& user : session_.query<User>().from_statement(rowan::text("SELECT * FROM users")).yield_per(3))
        seen += static_cast<std::size_t>(user.id);
    EXPECT_EQ(seen, 17U);
    EXPECT_THROW(static_cast<void>(session_.query<User>().yield_per(0)), rowan::ArgumentError);
}

TEST_F(StreamTest, AStreamThatIsLeftEarlyEnds) {
    for (User& user : session_.query<User>().yield_per(1)) {
        EXPECT_EQ(user.id, 1);
        break;
    }
    session_.commit();
    EXPECT_EQ(session_.query<User>().count(), 4);
}

}  // namespace
