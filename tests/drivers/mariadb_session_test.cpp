// Schema, statements and sessions on MariaDB: what stands above the driver works on it.
#include "mariadb_support.hpp"
#include <rowan/orm.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/uuid.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace rowan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Post;
struct Tag;

struct User {
    std::int64_t id{};
    std::string name{};
    std::optional<int> age{};
    many<Post> posts{};

    static constexpr auto mapping() {
        return table<User>("m_users", column<&User::id>(primary_key), column<&User::name>(String{50}, unique),
                           column<&User::age>(check("age >= 0")),
                           relationship<&User::posts>(cascade_all_delete_orphan));
    }
};

struct Post {
    int id{};
    std::string title{};
    std::int64_t author_id{};
    one<User> author{};
    many<Tag> tags{};

    static constexpr auto mapping() {
        return table<Post>("m_posts", column<&Post::id>(primary_key),
                           column<&Post::author_id>(foreign_key("m_users.id")),
                           relationship<&Post::tags>(secondary("m_post_tag")));
    }
};

struct Tag {
    int id{};
    std::string name{};
    many<Post> posts{};

    static constexpr auto mapping() {
        return table<Tag>("m_tags", column<&Tag::id>(primary_key), column<&Tag::name>(String{30}, unique),
                          relationship<&Tag::posts>(secondary("m_post_tag")));
    }
};

struct Everything {
    Uuid id{};
    std::string words{};
    Bytes bytes{};
    bool yes{};
    double number{};
    DecimalText amount{"0"};
    Date day{};
    Timestamp moment{};
    TimeOfDay time{};
    Interval span{};
    JsonText document{"{}"};
    std::uint64_t large{};
    int version{};

    static constexpr auto mapping() {
        return table<Everything>(
            "m_everything", column<&Everything::id>(primary_key), column<&Everything::amount>(Numeric{12, 2}),
            column<&Everything::large>(TypeSpec{.family = TypeFamily::big_integer, .is_unsigned = true}),
            column<&Everything::version>(rowan::version));
    }
};

class MariadbSession : public testing::Test {
protected:
    MariadbSession() {
        schema.drop_all(engine);
        schema.create_all(engine);
    }
    ~MariadbSession() override { schema.drop_all(engine); }
    std::int64_t number(const std::string& sql) {
        Connection connection = engine.connect();
        return connection.exec_driver_sql(sql).scalar().as<std::int64_t>();
    }

    Engine engine = create_engine(test::mariadb_url());
    MetaData schema = metadata<User, Post, Tag, Everything>();
    Table post_tag{"m_post_tag", schema, Column("post_id", Integer{}, primary_key, ForeignKey("m_posts.id")),
                   Column("tag_id", Integer{}, primary_key, ForeignKey("m_tags.id"))};
};

TEST_F(MariadbSession, StatementsOfTheExpressionLanguage) {
    Connection connection = engine.connect();
    std::vector<User> users(3);
    users[0].name = "ed";
    users[0].age = 30;
    users[1].name = "jo";
    users[1].age = 20;
    users[2].name = "al";
    EXPECT_EQ(connection.execute(insert<User>(), users).row_count(), 3);
    std::vector<std::string> names;
    for (const auto& [name] :
         connection.execute(select(col<&User::name>).where(col<&User::age> > 18).order_by(col<&User::age>)))
        names.push_back(name);
    EXPECT_THAT(names, ElementsAre("jo", "ed"));
    EXPECT_EQ(connection.execute(update<User>().where(col<&User::age>.is_null()).set(col<&User::age> = 7)).row_count(),
              1);
    EXPECT_EQ(connection.execute(select(func::sum(col<&User::age>))).scalar(), 57);
    // An upsert: the row is there, and gets the new age.
    connection.execute(
        insert<User>()
            .values(col<&User::name> = "ed", col<&User::age> = 40)
            .on_conflict_do_update(conflict_on(col<&User::name>), col<&User::age> = excluded(col<&User::age>)));
    EXPECT_EQ(connection.execute(select(col<&User::age>).where(col<&User::name> == "ed")).scalar(), 40);
    EXPECT_EQ(connection.execute(select(func::count(col<&User::id>))).scalar(), 3);
    connection.commit();
    EXPECT_EQ(connection.execute(delete_from<User>().where(col<&User::name> != "ed")).row_count(), 2);
    connection.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM m_users"), 3);
}

TEST_F(MariadbSession, EveryTypeRoundTrips) {
    Everything kept;
    kept.id = Uuid::parse("6f9619ff-8b86-d011-b42d-00c04fc964ff");
    kept.words = "Grüße 🎈 \\ ' \"";
    kept.bytes = {std::byte{0}, std::byte{255}};
    kept.yes = true;
    kept.number = 0.1;
    kept.amount.digits = "1234.50";
    kept.day = parse_date("1969-07-20");
    kept.moment = parse_timestamp("1969-07-20 20:17:40.000001");
    kept.time = last_time_of_day;
    kept.span = Interval{-1};
    kept.document.text = "{\"a\": [1]}";
    kept.large = UINT64_MAX;
    {
        Session session(engine);
        session.add(Everything(kept));
        session.commit();
    }
    Session session(engine);
    Everything& read = session.scalars(select<Everything>()).one();
    EXPECT_EQ(read.id, kept.id);
    EXPECT_EQ(read.words, kept.words);
    EXPECT_EQ(read.bytes, kept.bytes);
    EXPECT_EQ(read.yes, kept.yes);
    EXPECT_EQ(read.number, kept.number);
    EXPECT_EQ(read.amount, kept.amount);
    EXPECT_EQ(read.day, kept.day);
    EXPECT_EQ(read.moment, kept.moment);
    EXPECT_EQ(read.time, kept.time);
    EXPECT_EQ(read.span, kept.span);
    EXPECT_EQ(read.document, kept.document);
    EXPECT_EQ(read.large, kept.large);
    read.words = "changed";
    session.commit();
    EXPECT_EQ(read.version, kept.version + 2);
    // Somebody else was here.
    Session other(engine);
    Everything& theirs = other.scalars(select<Everything>()).one();
    theirs.words = "theirs";
    other.commit();
    read.words = "mine";
    EXPECT_THROW(session.commit(), StaleDataError);
}

TEST_F(MariadbSession, RelationshipsAreSavedAndLoaded) {
    {
        Session session(engine);
        User& ed = session.add(User{.name = "ed", .age = 30});
        for (int i = 0; i < 3; ++i)
            ed.posts.add(Post{.title = "post " + std::to_string(i)});
        Tag& tag = session.add(Tag{.name = "news"});
        for (Post& post : ed.posts)
            post.tags.add(tag);
        session.commit();
        EXPECT_GT(ed.id, 0);
    }
    EXPECT_EQ(number("SELECT count(*) FROM m_post_tag"), 3);
    Session session(engine);
    User& ed = session.scalars(select<User>()).one();
    EXPECT_EQ(ed.posts.size(), 3U);
    Tag& tag = session.scalars(select<Tag>()).one();
    EXPECT_EQ(tag.posts.size(), 3U);
    ed.posts.remove(ed.posts[0]);  // an orphan
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM m_posts"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM m_post_tag"), 2);
    session.remove(ed);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM m_posts"), 0);
}

TEST_F(MariadbSession, ConstraintsAreToldAndTheSessionGoesOn) {
    Session session(engine);
    session.add(User{.name = "ed"});
    session.commit();
    session.add(User{.name = "ed"});
    EXPECT_EQ(test::error_of<IntegrityError>([&] { session.commit(); }).constraint().empty(), false);
    session.rollback();
    session.add(User{.name = "jo", .age = -1});
    EXPECT_THROW(session.commit(), IntegrityError);
    session.rollback();
    session.add(User{.name = std::string(51, 'x')});
    EXPECT_THROW(session.commit(), DataError);
    session.rollback();
    session.add(User{.name = "al"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM m_users"), 2);
}

TEST_F(MariadbSession, RelationshipsAreLoadedWhileASessionStreams) {
    {
        Session session(engine);
        for (int i = 0; i < 500; ++i) {
            User& user = session.add(User{.name = "user " + std::to_string(i)});
            user.posts.add(Post{.title = "post " + std::to_string(i)});
        }
        session.commit();
    }
    Session session(engine);
    int count = 0;
    for (User& user : session.query<User>().order_by(col<&User::id>).yield_per(100)) {
        EXPECT_EQ(user.posts[0].title, "post " + std::to_string(count));
        ++count;
    }
    EXPECT_EQ(count, 500);
}

TEST_F(MariadbSession, ManyUpdatesAreOneExecutionWhoseFirstParametersAreTold) {
    Session session(engine);
    std::vector<User*> users;
    for (int i = 1; i <= 5; ++i)
        users.push_back(&session.add(User{.name = "user" + std::to_string(i)}));
    session.commit();
    for (User* user : users)
        user->age = static_cast<int>(user->id);
    std::vector<std::string> told;
    engine.on_execute([&](const ExecutionEvent& event) {
        if (event.sql.starts_with("UPDATE"))
            told.push_back(std::to_string(event.rows) + ": " + event.parameters());
    });
    session.flush();
    EXPECT_THAT(told, ElementsAre("5: (1, 1), (2, 2), (3, 3), …"));
    for (User* user : users)
        user->age = static_cast<int>(user->id) - 4;
    EXPECT_THAT(test::message_of<IntegrityError>([&] { session.flush(); }),
                HasSubstr("parameters: (-3, 1), (-2, 2), (-1, 3), …"));
}

TEST_F(MariadbSession, SavepointsAreUndone) {
    Session session(engine);
    session.add(User{.name = "ed"});
    {
        Savepoint inner = session.begin_nested();
        session.add(User{.name = "jo"});
        session.flush();
        inner.rollback();
    }
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM m_users"), 1);
}

}  // namespace
}  // namespace rowan
