// A flush of many objects at once: whether a database takes arrays, reserves keys or does one row after the other, the
// rows and the objects are the same.
#include "rules_support.hpp"
#include "traits.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/types/uuid.hpp>

#include <gmock/gmock.h>

#include <chrono>

namespace rowan::rules {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

enum class Grade { good, bad };

struct Sample {
    int id{};
    bool flag{};
    std::int16_t small{};
    std::int64_t big{};
    std::uint32_t without_sign{};
    float single{};
    double real{};
    std::string text{};
    std::optional<std::string> maybe{};
    std::optional<int> count{};
    Bytes bytes{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
    std::optional<Date> day{};
    Uuid key{};
    JsonText json{.text = "{}"};
    Grade grade{};
    DecimalText price{.digits = "0"};
    int version{};

    static constexpr auto mapping() {
        return table<Sample>("samples", column<&Sample::id>(primary_key), column<&Sample::maybe>(String{20}),
                             column<&Sample::price>(Numeric{10, 2}), column<&Sample::version>(rowan::version));
    }
};

struct Place {
    std::string land{};
    int number{};
    std::string name{};

    static constexpr auto mapping() {
        return table<Place>("places", column<&Place::land>(primary_key), column<&Place::number>(primary_key));
    }
};

/// The order of its UPDATEs counts, since a code may be given up by one row and taken by the next.
struct Coded {
    int id{};
    int code{};
    int version{};

    static constexpr auto mapping() {
        return table<Coded>("coded", column<&Coded::id>(primary_key(given)), column<&Coded::code>(unique),
                            column<&Coded::version>(rowan::version));
    }
};

constexpr int many = 40;

std::int64_t executions(const StatementLog& log, std::string_view beginning) {
    std::int64_t sum = 0;
    for (const StatementLog::Entry& entry : log.entries())
        if (entry.sql.starts_with(beginning))
            sum += entry.executions;
    return sum;
}

class ManyRows : public RulesTest {
protected:
    ManyRows() { metadata_of_these().create_all(engine); }
    static MetaData metadata_of_these() { return rowan::metadata<Sample, Place, Coded>(); }

    std::vector<User*> saved_users() {
        std::vector<User*> users;
        for (int i = 0; i < many; ++i)
            users.push_back(&session.add(User{.name = "user " + std::to_string(i)}));
        session.commit();
        return users;
    }
    std::vector<Sample*> saved_samples() {
        std::vector<Sample*> samples;
        for (int i = 0; i < many; ++i)
            samples.push_back(&session.add(Sample{.text = std::to_string(i)}));
        session.commit();
        return samples;
    }
    bool takes_arrays() const { return engine.dialect().capabilities().any_of_array; }
};

TEST_F(ManyRows, AFlushBehindAFailedOneIsCountedAnew) {
    constexpr int rows = 400;
    for (int i = 0; i < rows; ++i)
        session.add(Coded{.id = i, .code = i});
    session.commit();
    for (const int bad : {1, 2, 255, 256, 300}) {
        SCOPED_TRACE(bad);
        {
            // One connection for all of it, with its statements.
            Session failing(engine);
            for (Coded& each : failing.query<Coded>().order_by(col<&Coded::id>))
                each.code = each.id == bad ? 5000 : 5000 + each.id;
            failing.get<Coded>(0)->code = 5000;
            EXPECT_THROW(failing.commit(), IntegrityError);
            failing.rollback();
        }
        {
            Session good(engine);
            for (Coded& each : good.query<Coded>().where(col<&Coded::id> < 10).order_by(col<&Coded::id>))
                each.code = -1000 * bad - each.id;
            EXPECT_NO_THROW(good.commit()) << "nobody has touched them";
        }
        Session stale(engine);
        const auto some = stale.query<Coded>().where(col<&Coded::id> < 10).order_by(col<&Coded::id>).all();
        stale.commit();
        run("UPDATE coded SET version = version + 1 WHERE id = 3");
        for (Coded& each : some)
            each.code -= 100'000;
        EXPECT_THROW(stale.commit(), StaleDataError);
        stale.rollback();
    }
}

TEST_F(ManyRows, GetKeysOfTheirOwn) {
    const StatementLog log(engine);
    const std::vector<User*> users = saved_users();
    EXPECT_LE(executions(log, "INSERT"), many / 10) << log.to_string();
    std::vector<int> ids;
    for (const User* user : users)
        ids.push_back(user->id);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end());
    Session other(engine);
    for (const User* user : users)
        EXPECT_EQ(other.get_one<User>(user->id).name, user->name);
}

TEST_F(ManyRows, HundredsGoByTheDatabasesOwnWay) {
    std::vector<User*> users;
    for (int i = 0; i < 300; ++i)
        users.push_back(&session.add(User{.name = "user " + std::to_string(i)}));
    const StatementLog log(engine);
    session.commit();
    if (test::is_tested_on("postgresql")) {
        EXPECT_EQ(log.count("COPY"), 1U) << log.to_string();
        EXPECT_EQ(log.count("INSERT"), 0U) << log.to_string();
    }
    users[7]->nickname = "seven";
    session.commit();
    Session other(engine);
    for (const User* user : users) {
        EXPECT_EQ(other.get_one<User>(user->id).name, user->name);
        EXPECT_EQ(user->age, 18) << "the default that the database gave is read back";
    }
}

TEST_F(ManyRows, HundredsOfWhichOneIsThereAlreadyLeaveNothing) {
    saved_user("user 250");
    for (int i = 0; i < 300; ++i)
        session.add(User{.name = "user " + std::to_string(i)});
    EXPECT_THROW(session.flush(), IntegrityError);
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    session.add(User{.name = "next"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 2);
}

TEST_F(ManyRows, KeysThatOthersTakeMeanwhileAreNobodyElses) {
    session.add_all(User{.name = "a"}, User{.name = "b"});
    session.flush();
    if (!engine.dialect().capabilities().row_locks)
        session.commit();  // nobody else could write before
    Session other(engine);
    other.add_all(User{.name = "c"}, User{.name = "d"}, User{.name = "e"});
    other.commit();
    session.add_all(User{.name = "f"}, User{.name = "g"});
    session.commit();
    EXPECT_EQ(number("SELECT count(DISTINCT id) FROM users"), 7);
}

TEST_F(ManyRows, AreUpdatedWithEveryTypeOfColumn) {
    const std::vector<Sample*> samples = saved_samples();
    for (int i = 0; i < many; ++i) {
        Sample& sample = *samples[static_cast<std::size_t>(i)];
        sample.flag = i % 2 == 0;
        sample.small = static_cast<std::int16_t>(-i);
        sample.big = i * 10'000'000'000;
        sample.without_sign = 4'000'000'000U + static_cast<unsigned>(i);
        sample.single = static_cast<float>(i) / 8;
        sample.real = i / 3.0;
        sample.text = "ö'\"{},\\" + std::to_string(i);
        if (i % 3 != 0) {
            sample.maybe = "maybe " + std::to_string(i);
            sample.count = i;
            sample.day = Date{std::chrono::days{i - 1000}};
        }
        sample.bytes.assign(static_cast<std::size_t>(i % 5), static_cast<std::byte>(255 - i));
        sample.at = std::chrono::sys_time<std::chrono::microseconds>(std::chrono::microseconds(i * 1'000'001));
        sample.key.bytes[0] = static_cast<decltype(sample.key.bytes)::value_type>(i);
        sample.json = {.text = "{\"a\": " + std::to_string(i) + "}"};
        sample.grade = i % 2 == 0 ? Grade::bad : Grade::good;
        sample.price = {.digits = std::to_string(i) + ".25"};
    }
    session.commit();
    Session other(engine);
    for (const Sample* sample : samples) {
        const Sample& read = other.get_one<Sample>(sample->id);
        EXPECT_TRUE(same_columns(read, *sample)) << sample->id;
        EXPECT_EQ(read.version, 2);
    }
}

TEST_F(ManyRows, AreUpdatedByOneStatementWhereArraysAre) {
    const std::vector<User*> users = saved_users();
    for (User* user : users)
        user->nickname = "nick " + user->name;
    users[3]->nickname.reset();
    users[20]->age = 99;
    const StatementLog log(engine);
    session.commit();
    if (takes_arrays()) {
        EXPECT_EQ(executions(log, "UPDATE"), 3) << "before, at, and behind the one with other columns:\n"
                                                << log.to_string();
    }
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick = 'nick ' || name"), many - 1);
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick IS NULL"), 1);
}

TEST_F(ManyRows, OneThatIsGoneIsNamed) {
    const std::vector<User*> users = saved_users();
    run("DELETE FROM users WHERE id = " + std::to_string(users[7]->id));
    for (User* user : users)
        user->nickname = "x";
    try {
        session.flush();
        ADD_FAILURE() << "a row was gone";
    } catch (const StaleDataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("UPDATE of User"));
        EXPECT_THAT(error.what(), HasSubstr(std::to_string(users[7]->id)));
    }
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick = 'x'"), 0);
}

TEST_F(ManyRows, OneWhoseVersionOthersChangedIsNamed) {
    const std::vector<Sample*> samples = saved_samples();
    run("UPDATE samples SET version = 5 WHERE id = " + std::to_string(samples[9]->id));
    for (Sample* sample : samples)
        sample->big = 1;
    try {
        session.flush();
        ADD_FAILURE() << "a version was another";
    } catch (const StaleDataError& error) {
        EXPECT_THAT(error.what(), HasSubstr("its version differs"));
        EXPECT_THAT(error.what(), HasSubstr("Sample(id=" + std::to_string(samples[9]->id)));
    }
    EXPECT_EQ(samples[8]->version, 1) << "what rowan wrote is taken back";
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM samples WHERE big = 1"), 0);
}

TEST_F(ManyRows, MayTakeUniqueValuesThatOthersGiveUp) {
    const std::vector<User*> users = saved_users();
    for (std::size_t i = 0; i + 1 < users.size(); ++i)
        users[i]->name = "user " + std::to_string(i + 1);
    users.back()->name = "last";
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE name = 'user 0'"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM users"), many);
}

TEST_F(ManyRows, AreDeletedTogether) {
    const std::vector<User*> users = saved_users();
    for (User* user : users)
        user->posts.add(Post{.title = "of " + user->name});
    session.commit();
    session.clear();
    std::vector<User*> again;
    for (User& user : session.query<User>().order_by(col<&User::id>).all())
        again.push_back(&user);
    for (std::size_t i = 1; i < again.size(); ++i)
        session.remove(*again[i]);
    const StatementLog log(engine);
    session.commit();
    if (takes_arrays()) {
        EXPECT_EQ(executions(log, "DELETE FROM users"), 1) << log.to_string();
    }
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(ManyRows, WhoseRowsAreGoneAreDeletedAllTheSame) {
    const std::vector<User*> users = saved_users();
    run("DELETE FROM users WHERE id = " + std::to_string(users[7]->id));
    for (User* user : users)
        session.remove(*user);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 0);
}

TEST_F(ManyRows, WithVersionsAreNotDeletedIfOneHasChanged) {
    const std::vector<Sample*> samples = saved_samples();
    run("UPDATE samples SET version = 5 WHERE id = " + std::to_string(samples[9]->id));
    for (Sample* sample : samples)
        session.remove(*sample);
    EXPECT_THROW(session.flush(), StaleDataError);
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM samples"), many);
}

TEST_F(ManyRows, OfSeveralKeysAreFoundByAllOfThem) {
    std::vector<Place*> places;
    for (int i = 0; i < many; ++i)
        places.push_back(&session.add(Place{.land = i % 2 == 0 ? "DE" : "FR", .number = i / 2, .name = "x"}));
    session.commit();
    for (int i = 0; i < many; ++i)
        places[static_cast<std::size_t>(i)]->name = std::to_string(i);
    session.commit();
    EXPECT_EQ(words("SELECT name FROM places WHERE land = 'FR' AND number = 3"), "'7'");
    for (int i = 0; i < many; i += 2)
        session.remove(*places[static_cast<std::size_t>(i)]);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM places WHERE land = 'DE'"), 0);
    EXPECT_EQ(number("SELECT count(*) FROM places"), many / 2);
}

TEST_F(ManyRows, ThatReferToEachOtherAreLoadedByOneStatement) {
    for (User* user : saved_users()) {
        user->posts.add(Post{.title = "a"});
        user->city = City{.name = "in " + user->name};
    }
    session.commit();
    Session other(engine);
    const auto users = other.query<User>().order_by(col<&User::id>).all();
    const StatementLog log(engine);
    for (User& user : users) {
        EXPECT_EQ(user.posts.size(), 1U);
        EXPECT_EQ(user.city->name, "in " + user.name);
    }
    EXPECT_EQ(log.count(), 2U) << log.to_string();
    if (takes_arrays()) {
        EXPECT_THAT(log.sql()[0], HasSubstr("= ANY(")) << "whatever the number, it is one statement";
        EXPECT_THAT(log.to_string(), HasSubstr("([1, 2, 3")) << "and listeners see the keys";
    }
}

TEST_F(ManyRows, PairsGoTogether) {
    Post& post = session.add(Post{.title = "a", .author = User{.name = "ed"}});
    for (int i = 0; i < many; ++i)
        post.tags.add(Tag{.name = std::to_string(i)});
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(executions(log, "INSERT INTO post_tag"), 2 + 2) << "2 of 16, 2 of 4:\n" << log.to_string();
    EXPECT_EQ(number("SELECT count(DISTINCT tag_id) FROM post_tag"), many);
    post.tags.clear();
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 0);
}

// --- what others have declared -------------------------------------------------------------------------------------

struct Host {
    int id{};
    std::string address{};
    std::string state{};
    static constexpr auto mapping() { return table<Host>("hosts", column<&Host::id>(primary_key)); }
};

class ManyForeignRows : public DatabaseTest {
protected:
    void SetUp() override {
        if (!test::traits().types_of_its_own)
            GTEST_SKIP() << "this database has no types of its own, nor sequences as defaults of keys";
    }
    void declare(const std::string& key) {
        rowan::metadata<Host>();
        run("CREATE TYPE state AS ENUM ('up', 'down'); CREATE TABLE hosts (id " + key +
            ", address inet NOT NULL, state state NOT NULL)");
    }
    std::vector<Host*> saved() {
        std::vector<Host*> hosts;
        for (int i = 0; i < 10; ++i)
            hosts.push_back(&session.add(Host{.address = "10.0.0." + std::to_string(i), .state = "up"}));
        session.commit();
        return hosts;
    }
    void expect_that_keys_agree() {
        const std::vector<Host*> hosts = saved();
        for (const Host* host : hosts)
            EXPECT_EQ(words("SELECT host(address) FROM hosts WHERE id = " + std::to_string(host->id)),
                      "'" + host->address + "'");
    }
};

TEST_F(ManyForeignRows, ATextMayBeOfAnotherTypeInTheDatabase) {
    declare("SERIAL PRIMARY KEY");
    for (Host* host : saved()) {
        host->address = "::" + std::to_string(host->id);
        host->state = "down";
    }
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM hosts WHERE state = 'down' AND family(address) = 6"), 10);
}

TEST_F(ManyForeignRows, KeysThatAreAlwaysGeneratedAreReadBack) {
    declare("INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY");
    expect_that_keys_agree();
}

TEST_F(ManyForeignRows, KeysThatATriggerGivesAreReadBack) {
    declare("SERIAL PRIMARY KEY");
    run("CREATE FUNCTION own_key() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.id := 1000 + NEW.id; RETURN NEW; "
        "END "
        "$$; CREATE TRIGGER own_key BEFORE INSERT ON hosts FOR EACH ROW EXECUTE FUNCTION own_key()");
    expect_that_keys_agree();
    EXPECT_GT(number("SELECT min(id) FROM hosts"), 1000);
}

TEST_F(ManyRows, KeysThatATriggerOfMariadbGivesAreReadBack) {
    if (!test::traits().triggers_set_keys)
        GTEST_SKIP() << "a trigger of this database can't set the key of a row";
    run("CREATE TABLE counter (n INTEGER NOT NULL); INSERT INTO counter VALUES (5000)");
    {
        Connection connection = engine.connect();
        connection.exec_driver_sql(
            "CREATE TRIGGER own_key BEFORE INSERT ON users FOR EACH ROW BEGIN UPDATE counter SET n = n - 1; SET NEW.id "
            "= "
            "(SELECT n FROM counter); END");
    }
    for (const User* user : saved_users())
        EXPECT_EQ(words("SELECT name FROM users WHERE id = " + std::to_string(user->id)), "'" + user->name + "'");
    EXPECT_EQ(number("SELECT max(id) FROM users"), 4999);
    const User& alone = saved_user("alone");
    EXPECT_EQ(words("SELECT name FROM users WHERE id = " + std::to_string(alone.id)), "'alone'");
}

TEST_F(ManyForeignRows, KeysOfADefaultThatIsNoSequenceOfTheTableAreReadBack) {
    run("CREATE SEQUENCE elsewhere START 500");
    declare("INTEGER PRIMARY KEY DEFAULT nextval('elsewhere')");
    expect_that_keys_agree();
    EXPECT_GE(number("SELECT min(id) FROM hosts"), 500);
}

TEST_F(ManyForeignRows, KeysThatThisUserMayNotTakeAreReadBack) {
    declare("INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY");
    const std::string schema = listed("SELECT current_schema()::text");
    run("CREATE ROLE " + schema + "; GRANT USAGE ON SCHEMA " + schema + " TO " + schema +
        "; GRANT SELECT, INSERT ON hosts TO " + schema);
    session.connection().run_script("SET LOCAL ROLE " + schema);
    for (int i = 0; i < 10; ++i)
        session.add(Host{.address = "10.0.0." + std::to_string(i), .state = "up"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM hosts"), 10);
    run("DROP OWNED BY " + schema + "; DROP ROLE " + schema);
}

class BulkForeignRows : public ManyForeignRows {
protected:
    static std::vector<Host> hosts() {
        std::vector<Host> values;
        for (int i = 0; i < 150; ++i)
            values.push_back(Host{.address = "10.0.0." + std::to_string(i), .state = i % 2 == 0 ? "up" : "down"});
        return values;
    }
    void write(const std::vector<Host>& values) {
        engine.begin([&](Connection& connection) {
            EXPECT_EQ(connection.execute(insert<Host>(), values).row_count(), std::ssize(values));
        });
    }
};

TEST_F(BulkForeignRows, OfTypesThatCopyDoesNotConvertAreInserted) {
    declare("SERIAL PRIMARY KEY");
    write(hosts());
    EXPECT_EQ(number("SELECT count(*) FROM hosts WHERE state = 'down' AND family(address) = 4"), 75);
}

TEST_F(BulkForeignRows, MeetTheRulesOfTheTable) {
    rowan::metadata<Host>().create_all(engine);
    run("CREATE TABLE audit (id INTEGER); CREATE RULE seen AS ON INSERT TO hosts DO ALSO INSERT INTO audit VALUES (1)");
    const StatementLog log(engine);
    write(hosts());
    EXPECT_GT(number("SELECT count(*) FROM audit"), 0) << "a COPY would not have told";
    EXPECT_GT(log.count("INSERT"), 0U);
}

TEST_F(BulkForeignRows, MeetRulesThatCameWhileTheProgramRuns) {
    rowan::metadata<Host>().create_all(engine);
    const auto save_hosts = [&] {
        for (Host& host : hosts())
            session.add(std::move(host));
        session.commit();
    };
    const StatementLog log(engine);
    save_hosts();
    EXPECT_EQ(log.count("COPY"), 1U) << log.to_string();
    run("CREATE TABLE audit (id INTEGER); CREATE RULE seen AS ON INSERT TO hosts DO ALSO INSERT INTO audit VALUES (1)");
    save_hosts();
    EXPECT_GT(number("SELECT count(*) FROM audit"), 0) << "a COPY would not have told";
    EXPECT_EQ(number("SELECT count(*) FROM hosts"), 300);
}

TEST_F(BulkForeignRows, OfMoreThanAPortionGoOnWhereItEnded) {
    rowan::metadata<Host>().create_all(engine);
    std::vector<Host> values = hosts();
    for (Host& host : values)
        host.address.append(50'000, 'x');
    const StatementLog log(engine);
    write(values);
    EXPECT_GT(executions(log, "COPY"), 1) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM hosts WHERE length(address) > 50000"), 150);
    run("ALTER TABLE hosts ADD CONSTRAINT no_140 CHECK (state <> 'x')");
    values[140].state = "x";
    try {
        write(values);
        ADD_FAILURE() << "a check was violated";
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.constraint(), "no_140");
        EXPECT_THAT(error.what(),
                    AllOf(HasSubstr("one of the rows "), HasSubstr(" to 149"), Not(HasSubstr("rows 0 "))));
    }
    EXPECT_EQ(number("SELECT count(*) FROM hosts"), 150) << "of the second call nothing is left";
}

TEST_F(BulkForeignRows, ThatViolateAConstraintAreNamedAndLeaveNothing) {
    rowan::metadata<Host>().create_all(engine);
    run("ALTER TABLE hosts ADD CONSTRAINT no_17 CHECK (address <> '10.0.0.117')");
    const StatementLog log(engine);
    try {
        write(hosts());
        ADD_FAILURE() << "a check was violated";
    } catch (const IntegrityError& error) {
        EXPECT_THAT(error.what(), HasSubstr("one of the rows 0 to 149"));
        EXPECT_THAT(error.sql(), HasSubstr("COPY hosts (address, state) FROM STDIN"));
        EXPECT_EQ(error.constraint(), "no_17");
    }
    EXPECT_EQ(number("SELECT count(*) FROM hosts"), 0);
    std::vector<Host> values = hosts();
    values[117].address = "10.0.1.1";
    write(values);
    EXPECT_EQ(log.count("COPY"), 1U) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM hosts"), 150);
}

}  // namespace
}  // namespace rowan::rules
