// get_many: objects by many keys, in as few statements as the database allows.
#include "rules_support.hpp"

#include <gmock/gmock.h>

#include <array>
#include <list>
#include <set>
#include <tuple>

namespace rowan::rules {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Place {
    std::string land{};
    int number{};
    std::string name{};

    static constexpr auto mapping() {
        return table<Place>("places", column<&Place::land>(primary_key), column<&Place::number>(primary_key));
    }
};

struct Word {
    std::string word{};
    std::string meaning{};

    static constexpr auto mapping() { return table<Word>("words", column<&Word::word>(primary_key)); }
};

class GetMany : public RulesTest {
protected:
    GetMany() {
        for (const char* name : {"ed", "wendy", "mary"})
            ids.push_back(saved_user(name).id);
    }
    std::vector<int> ids;
};

TEST_F(GetMany, GivesObjectsInTheOrderOfTheKeysWithNullForThoseThatAreNot) {
    Session other(engine);
    const StatementLog log(engine);
    const std::vector<User*> found = other.get_many<User>(std::vector{ids[2], 4711, ids[0], ids[2]});
    EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0]->name, "mary");
    EXPECT_EQ(found[1], nullptr);
    EXPECT_EQ(found[2]->name, "ed");
    EXPECT_EQ(found[3], found[0]);
    EXPECT_EQ(other.get<User>(ids[0]), found[2]);
}

TEST_F(GetMany, AsksOnlyForWhatIsToBeRead) {
    Session other(engine);
    User& ed = other.get_one<User>(ids[0]);
    ed.nickname = "eddie";
    other.remove(other.get_one<User>(ids[1]));
    {
        const StatementLog log(engine);
        EXPECT_THAT(other.get_many<User>(std::array{ids[0], ids[1]}), ElementsAre(&ed, nullptr));
        EXPECT_EQ(log.count(), 0U) << log.to_string();
    }
    const StatementLog log(engine);
    EXPECT_THAT(other.get_many<User>(std::vector<int>{}), ElementsAre());
    EXPECT_EQ(log.count(), 0U);
    EXPECT_EQ(other.get_many<User>(std::list<long>{ids[0], ids[2]})[1]->name, "mary");
    EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
    EXPECT_EQ(ed.nickname, "eddie") << "unsaved changes stay";
}

TEST_F(GetMany, AsksOnceForAnObjectThatWasChangedBeforeThisTransaction) {
    User& ed = session.get_one<User>(ids[0]);
    session.commit();
    ed.nickname = "eddie";
    const NoAutoflush guard = session.no_autoflush();
    const StatementLog log(engine);
    EXPECT_THAT(session.get_many<User>(std::array{ids[0], 4711}), ElementsAre(&ed, nullptr));
    EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
    EXPECT_EQ(ed.nickname, "eddie");
}

TEST_F(GetMany, NoticesWhatOthersDeletedAndChanged) {
    Session other(engine);
    const std::vector<User*> before = other.get_many<User>(ids);
    other.commit();
    run("DELETE FROM users WHERE id = " + std::to_string(ids[1]));
    run("UPDATE users SET nick = 'm' WHERE id = " + std::to_string(ids[2]));
    const std::vector<User*> after = other.get_many<User>(ids);
    EXPECT_THAT(after, ElementsAre(before[0], nullptr, before[2]));
    EXPECT_EQ(after[2]->nickname, "m");
    EXPECT_EQ(other.state(*before[1]), ObjectState::deleted);
}

TEST_F(GetMany, ObjectsOfOneCallLoadTheirRelationshipsTogether) {
    for (User* user : session.get_many<User>(ids))
        user->posts.add(Post{.title = user->name});
    session.commit();
    Session other(engine);
    const std::vector<User*> users = other.get_many<User>(ids);
    const StatementLog log(engine);
    for (User* user : users)
        EXPECT_EQ(user->posts.size(), 1U);
    EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
}

TEST_F(GetMany, TakesKeysOfSeveralColumnsAsTuples) {
    rowan::metadata<Place>().create_all(engine);
    for (int i = 0; i < 5; ++i)
        session.add(Place{.land = i % 2 == 0 ? "de" : "fr", .number = i, .name = std::to_string(i)});
    session.commit();
    Session other(engine);
    using Key = std::tuple<std::string, int>;
    const auto found = other.get_many<Place>(std::vector<Key>{{"fr", 3}, {"de", 3}, {"de", 0}});
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0]->name, "3");
    EXPECT_EQ(found[1], nullptr);
    EXPECT_EQ(found[2]->name, "0");
    try {
        static_cast<void>(other.get_many<Place>(std::vector{1, 2}));
        FAIL() << "a key of Place has two columns";
    } catch (const ArgumentError& error) {
        EXPECT_THAT(error.what(), HasSubstr("Place has 2 columns"));
    }
}

TEST_F(GetMany, AKeyThatDoesNotFitIsRefusedAndNullIsNobodys) {
    EXPECT_THROW(static_cast<void>(session.get_many<User>(std::vector{std::int64_t{1} << 40U})), DataError);
    EXPECT_THAT(session.get_many<User>(std::vector{std::optional<int>{}}), ElementsAre(nullptr));
    EXPECT_NE(session.get<User>(ids[0]), nullptr) << "the session goes on";
}

TEST_F(GetMany, MoreKeysThanAStatementTakes) {
    constexpr int count = 40'000;
    std::vector<int> keys(count, ids[1]);
    for (int i = 0; i < count; ++i)
        keys[static_cast<std::size_t>(i)] = 1000 + i;
    keys.back() = ids[1];
    Session other(engine);
    const std::vector<User*> found = other.get_many<User>(keys);
    ASSERT_EQ(found.size(), keys.size());
    EXPECT_EQ(found.front(), nullptr);
    EXPECT_EQ(found.back()->name, "wendy");
}

TEST_F(GetMany, InAReadSessionGivesWhatIsConst) {
    ReadSession reader(engine);
    const std::vector<const User*> found = reader.get_many<User>(std::set<int>(ids.begin(), ids.end()));
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0]->name, "ed");
}

TEST_F(GetMany, AKeyThatTheDatabaseFindsEqual) {
    run("CREATE TABLE words (word " + test::case_blind_text(engine) +
        " PRIMARY KEY NOT NULL, meaning VARCHAR(20) NOT NULL);"
        "INSERT INTO words VALUES ('Ja', 'yes'), ('Nein', 'no')");
    const std::vector<Word*> found = session.get_many<Word>(std::vector<std::string>{"ja", "NEIN", "Ja", "vielleicht"});
    ASSERT_EQ(found.size(), 4U);
    EXPECT_EQ(found[0]->meaning, "yes");
    EXPECT_EQ(found[1]->meaning, "no");
    EXPECT_EQ(found[2], found[0]);
    EXPECT_EQ(found[3], nullptr);
}

}  // namespace
}  // namespace rowan::rules
