#include <rowan/engine/connection.hpp>
#include <rowan/engine/engine.hpp>
#include <rowan/schema/metadata.hpp>
#include <rowan/types/error.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

void add_blog(MetaData& metadata) {
    Table("posts", metadata, Column("id", Integer{}, primary_key),
          Column("user_id", Integer{}, indexed, ForeignKey("users.id")));
    Table("users", metadata, Column("id", Integer{}, primary_key),
          Column("best_post_id", Integer{}, ForeignKey("posts.id")));
    Table("tags", metadata, Column("id", Integer{}, primary_key),
          Column("post_id", Integer{}, not_null, ForeignKey("posts.id")));
}

std::vector<std::string> names(const MetaData& metadata) {
    std::vector<std::string> result;
    for (const Table& table : metadata.unsorted_tables())
        result.push_back(table.full_name());
    return result;
}

std::vector<std::string> tables_of(Engine& engine) {
    MetaData found;
    found.reflect(engine);
    return names(found);
}

void run(Engine& engine, std::string_view script) {
    engine.begin([&](Connection& connection) { connection.run_script(script); });
}

/// A folder that is gone when the test ends.
class Folder {
public:
    Folder() { std::filesystem::create_directory(path_); }
    ~Folder() { std::filesystem::remove_all(path_); }
    std::string url(std::string_view file) const { return "sqlite:///" + (path_ / file).string(); }

private:
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("rowan-schema-" + std::to_string(::getpid()) + "-" +
                                                  testing::UnitTest::GetInstance()->current_test_info()->name());
};

class SchemaOperations : public testing::Test {
protected:
    Engine engine = create_engine("sqlite://");
    MetaData metadata;
};

TEST_F(SchemaOperations, CreateReflectAndDropAsTheTourSays) {
    add_blog(metadata);
    metadata.create_all(engine);
    MetaData found;
    found.reflect(engine);
    EXPECT_THAT(names(found), UnorderedElementsAre("posts", "tags", "users"));
    EXPECT_FALSE(found.table("tags")["post_id"].nullable());
    EXPECT_EQ(found.table("posts").indexes().at(0).name, "ix_posts_user_id");
    found.drop_all(engine);
    EXPECT_THAT(tables_of(engine), IsEmpty());
}

TEST_F(SchemaOperations, RefuseAForeignKeyToATableThatNobodyHas) {
    Table("posts", metadata, Column("id", Integer{}, primary_key),
          Column("user_id", Integer{}, ForeignKey("users.id")));
    try {
        metadata.create_all(engine);
        FAIL() << "nothing was refused";
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("the foreign key posts.user_id refers to the table users, which neither"));
        EXPECT_THAT(error.what(), HasSubstr("{.elsewhere = {\"users\"}}"));
    }
    EXPECT_THAT(tables_of(engine), IsEmpty());
    metadata.create_all(engine, {.elsewhere = {"users"}});
    EXPECT_THAT(tables_of(engine), ElementsAre("posts"));
    metadata.create_all(engine);  // nothing to do: what is there is not asked about
    metadata.drop_all(engine);
    run(engine, "CREATE TABLE Users (id INTEGER PRIMARY KEY)");
    metadata.create_all(engine);
    EXPECT_THAT(tables_of(engine), UnorderedElementsAre("posts", "Users"));
}

TEST_F(SchemaOperations, RefuseAForeignKeyToAColumnThatIsNotThere) {
    Table("users", metadata, Column("id", Integer{}, primary_key));
    Table("posts", metadata, Column("id", Integer{}, primary_key),
          Column("user_id", Integer{}, ForeignKey("users.idd")));
    try {
        metadata.create_all(engine);
        FAIL() << "nothing was refused";
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("posts.user_id refers to users.idd, and that table has no such column"));
    }
}

TEST_F(SchemaOperations, KnowTemporaryTables) {
    Table("visits", metadata, Column("id", Integer{}, primary_key), Column("at", Integer{}, indexed),
          TableOptions{.temporary = true});
    metadata.create_all(engine);
    metadata.create_all(engine);
    run(engine, "INSERT INTO visits VALUES (1, 2)");
    metadata.drop_all(engine);
    EXPECT_THROW(run(engine, "INSERT INTO visits VALUES (1, 2)"), ProgrammingError);
}

TEST_F(SchemaOperations, CloseChecksThatEndInAComment) {
    Table("t", metadata, Column("a", Integer{}, check("a > 0 -- positive")), Column("b", Integer{}));
    metadata.create_all(engine);
    EXPECT_THROW(run(engine, "INSERT INTO t VALUES (0, 1)"), IntegrityError);
}

TEST_F(SchemaOperations, KeepDefaultsThatAreLargerThanSignedOnes) {
    const Table table("t", metadata, Column("a", BigInteger{}, server_default(18'446'744'073'709'551'615ULL)));
    EXPECT_EQ(table.columns()[0].server_default, "18446744073709551615");
}

TEST_F(SchemaOperations, CreateOnlyWhatIsMissing) {
    run(engine, "CREATE TABLE USERS (other TEXT)");
    add_blog(metadata);
    metadata.create_all(engine);
    EXPECT_THAT(tables_of(engine), UnorderedElementsAre("USERS", "posts", "tags"));
    const auto sent = engine.statement_count();
    metadata.create_all(engine);
    EXPECT_EQ(engine.statement_count(), sent) << "nothing was missing";
}

TEST_F(SchemaOperations, TakeAViewOfThatNameForWhatItIs) {
    run(engine, "CREATE VIEW users AS SELECT 1 AS id");
    add_blog(metadata);
    metadata.create_all(engine);
    EXPECT_THAT(tables_of(engine), UnorderedElementsAre("posts", "tags"));
    metadata.drop_all(engine);
    MetaData left;
    left.reflect(engine, {.views = true});
    EXPECT_THAT(names(left), ElementsAre("users"));
    EXPECT_TRUE(left.table("users").is_view());
    left.drop_all(engine);
    MetaData still;
    still.reflect(engine, {.views = true});
    EXPECT_TRUE(still.empty()) << "what was reflected as a view is dropped as one";
}

TEST_F(SchemaOperations, LeaveNothingBehindWhenTheyFail) {
    add_blog(metadata);
    Table("wrong", metadata, Column("id", Integer{}, check("no_such_column > 0")));
    EXPECT_THROW(metadata.create_all(engine), DatabaseError);
    EXPECT_THAT(tables_of(engine), IsEmpty());
}

TEST_F(SchemaOperations, DropCyclesThatHoldRows) {
    add_blog(metadata);
    metadata.create_all(engine);
    run(engine,
        "INSERT INTO users VALUES (1, NULL); INSERT INTO posts VALUES (1, 1); UPDATE users SET best_post_id = 1;"
        "INSERT INTO tags VALUES (1, 1)");
    metadata.drop_all(engine);
    EXPECT_THAT(tables_of(engine), IsEmpty());
}

TEST_F(SchemaOperations, DropNothingThatOthersStillReferTo) {
    add_blog(metadata);
    metadata.create_all(engine);
    run(engine,
        "CREATE TABLE likes (post_id INTEGER REFERENCES posts (id)); INSERT INTO posts VALUES (1, NULL);"
        "INSERT INTO likes VALUES (1)");
    EXPECT_THROW(metadata.drop_all(engine), IntegrityError);
    EXPECT_THAT(tables_of(engine), UnorderedElementsAre("likes", "posts", "tags", "users"));
}

TEST_F(SchemaOperations, TakePartInAnOpenTransaction) {
    add_blog(metadata);
    {
        Connection connection = engine.connect();
        Transaction transaction = connection.begin();
        metadata.create_all(connection);
        MetaData found;
        found.reflect(connection);
        EXPECT_EQ(found.size(), 3U);
        metadata.drop_all(connection);
        metadata.create_all(connection);
        transaction.rollback();
    }
    EXPECT_THAT(tables_of(engine), IsEmpty());
}

TEST_F(SchemaOperations, BeginATransactionThatTheCallerEnds) {
    add_blog(metadata);
    {
        Connection connection = engine.connect();
        metadata.create_all(connection);
        EXPECT_TRUE(connection.in_transaction());
        connection.rollback();
    }
    EXPECT_THAT(tables_of(engine), IsEmpty());
    {
        Connection connection = engine.connect();
        metadata.create_all(connection);
        connection.commit();
        metadata.create_all(connection);
        EXPECT_FALSE(connection.in_transaction()) << "there was nothing to do";
        metadata.drop_all(connection);
        EXPECT_TRUE(connection.in_transaction());
    }
    EXPECT_EQ(tables_of(engine).size(), 3U);
    {
        Connection connection = engine.connect();
        metadata.drop_all(connection);
        connection.commit();
    }
    EXPECT_THAT(tables_of(engine), IsEmpty());
}

TEST_F(SchemaOperations, ReflectOnlyTheseAndWhatTheyReferTo) {
    add_blog(metadata);
    metadata.create_all(engine);
    run(engine, "CREATE TABLE alone (x); CREATE TABLE lost (y INTEGER REFERENCES nowhere (z))");
    MetaData found;
    found.reflect(engine, {.only = {"TAGS", "lost"}});
    EXPECT_THAT(names(found), UnorderedElementsAre("tags", "lost", "posts", "users"));
    EXPECT_EQ(found.table("lost").foreign_keys().at(0).referred_table, "nowhere");
    MetaData other;
    try {
        other.reflect(engine, {.only = {"alne"}});
        FAIL();
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("no table 'alne'; did you mean 'alone'?"));
    }
}

TEST_F(SchemaOperations, CreateAgainWhatRefersInAnotherCase) {
    run(engine,
        "CREATE TABLE Employee (EmployeeId INTEGER PRIMARY KEY, ReportsTo INT REFERENCES employee (employeeid))");
    metadata.reflect(engine);
    Engine other = create_engine("sqlite://");
    metadata.create_all(other);
    EXPECT_THAT(tables_of(other), ElementsAre("Employee"));
}

TEST_F(SchemaOperations, ReflectDoesNotTouchWhatIsKnown) {
    const Table mine("alone", metadata, Column("mine", Integer{}));
    run(engine, "CREATE TABLE alone (x); CREATE TABLE other (y)");
    metadata.reflect(engine);
    EXPECT_EQ(metadata.table("alone"), mine);
    EXPECT_TRUE(mine.contains("mine"));
    EXPECT_TRUE(metadata.contains("other"));
}

TEST_F(SchemaOperations, WorkInAnAttachedDatabase) {
    Connection connection = engine.connect();
    connection.run_script("ATTACH ':memory:' AS annex");
    connection.commit();
    Table("t", metadata, Column("id", Integer{}, primary_key), TableOptions{.schema = "annex"});
    Table("t", metadata, Column("id", Integer{}, primary_key), Column("of_main", Integer{}));
    metadata.create_all(connection);
    MetaData found;
    found.reflect(connection, {.schema = "annex"});
    EXPECT_THAT(names(found), ElementsAre("annex.t"));
    found.drop_all(connection);
    MetaData left;
    left.reflect(connection);
    EXPECT_TRUE(left.table("t").contains("of_main"));
    MetaData annex;
    annex.reflect(connection, {.schema = "annex"});
    EXPECT_TRUE(annex.empty());
}

TEST_F(SchemaOperations, WorkOnAReadOnlyDatabaseWithNothingToDo) {
    const Folder folder;
    add_blog(metadata);
    {
        Engine writing = create_engine(folder.url("a.db"));
        metadata.create_all(writing);
    }
    Engine reading = create_engine(folder.url("a.db") + "?mode=ro");
    metadata.create_all(reading);
    EXPECT_THROW(metadata.drop_all(reading), ReadOnlyError);
}

TEST_F(SchemaOperations, MayBeDoneByTwoProgramsAtOnce) {
    const Folder folder;
    add_blog(metadata);
    for (int round = 0; round < 10; ++round) {
        std::vector<std::thread> programs;
        for (int i = 0; i < 3; ++i) {
            programs.emplace_back([&] {
                Engine own = create_engine(folder.url("a.db"));
                EXPECT_NO_THROW(metadata.create_all(own));
            });
        }
        for (std::thread& program : programs)
            program.join();
        Engine own = create_engine(folder.url("a.db"));
        EXPECT_EQ(tables_of(own).size(), 3U);
        metadata.drop_all(own);
    }
}

}  // namespace
