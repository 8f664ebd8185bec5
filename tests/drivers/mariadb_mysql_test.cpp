// The driver on MySQL (5.6, the only one to be had): what differs from MariaDB. Skipped where there is no such server.
#include "driver_values.hpp"
#include "mariadb_support.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/orm.hpp>
#include <rowan/types/date_time.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace rowan {
namespace {

using driver::FieldSlot;
using test::ask;
using test::error_of;
using test::message_of;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

const char* mysql_url() { return std::getenv("ROWAN_TEST_MYSQL"); }

class Mysql : public test::DriverValues {
protected:
    Mysql() : DriverValues(mysql_url() == nullptr ? nullptr : mariadb_driver()->connect(Url::parse(mysql_url()))) {}
    void SetUp() override {
        if (connection == nullptr)
            GTEST_SKIP() << "there is no MySQL server: see tools/with_mariadb.py";
    }

    template <class T>
    T round_trip(const std::string& sql_type, const T& value) {
        const Field f = field<T>();
        const FieldSlot slot(f);
        connection->execute("DROP TEMPORARY TABLE IF EXISTS kept; CREATE TEMPORARY TABLE kept (c " + sql_type + ")");
        const auto insert = connection->prepare("INSERT INTO kept VALUES (?)");
        insert->bind_fields(0, std::span(&slot, 1), &value);
        EXPECT_FALSE(insert->step());
        return read<T>("c FROM kept");
    }
    template <class T>
    void expect_kept(const std::string& sql_type, const std::vector<T>& values) {
        for (const T& value : values) {
            EXPECT_EQ(round_trip(sql_type, value), value) << sql_type;
            EXPECT_EQ(round_trip(sql_type, std::optional<T>(value)), value) << sql_type;
        }
        EXPECT_EQ(round_trip(sql_type, std::optional<T>()), std::nullopt) << sql_type;
    }
};

TEST_F(Mysql, SessionsAreAsOnMariadb) {
    EXPECT_EQ(connection->server_version() / 1'000'000, 5);
    EXPECT_THAT(ask(*connection, "SELECT @@sql_mode").as<std::string>(),
                AllOf(HasSubstr("STRICT_ALL_TABLES"), HasSubstr("NO_AUTO_VALUE_ON_ZERO")));
    EXPECT_EQ(ask(*connection, "SELECT @@time_zone"), Value("+00:00"));
    EXPECT_EQ(ask(*connection, "SELECT @@character_set_connection"), Value("utf8mb4"));
    EXPECT_TRUE(connection->alive());
}

TEST_F(Mysql, AnEncryptedConnectionThatIsNotToBeHadIsRefused) {
    EXPECT_THAT(message_of<OperationalError>(
                    [] { mariadb_driver()->connect(Url::parse(mysql_url() + std::string("&ssl_mode=required"))); }),
                HasSubstr("SSL"));
}

TEST_F(Mysql, ValuesRoundTrip) {
    expect_kept<std::int8_t>("TINYINT", {-128, 0, 127});
    expect_kept<std::uint16_t>("SMALLINT UNSIGNED", {0, 65'535});
    expect_kept<std::int64_t>("BIGINT", {INT64_MIN, INT64_MAX});
    expect_kept<std::uint64_t>("BIGINT UNSIGNED", {0, UINT64_MAX});
    expect_kept<bool>("BOOL", {true, false});
    expect_kept<double>("DOUBLE", {0.1, -1e308, 1.0 / 3});
    expect_kept<float>("FLOAT", {0.1F, std::numeric_limits<float>::max()});
    expect_kept<std::string>("LONGTEXT CHARACTER SET utf8mb4", {"", "Grüße 🎈 \\ '", std::string(100'000, 'x')});
    expect_kept<Bytes>("LONGBLOB", {Bytes{}, Bytes{std::byte{0}, std::byte{255}}});
    expect_kept<Date>("DATE", {parse_date("1000-01-01"), parse_date("1969-07-20"), last_date});
    expect_kept<Timestamp>(
        "DATETIME(6)", {parse_timestamp("1000-01-01"), parse_timestamp("1969-12-31 23:59:59.999999"), last_timestamp});
    expect_kept<TimeOfDay>("TIME(6)", {TimeOfDay{}, last_time_of_day});
    expect_kept<Interval>("BIGINT", {Interval{-1}});
    expect_kept<DecimalText>("DECIMAL(30, 10)", {DecimalText{"-12345678901234567890.1234567890"}});
    expect_kept<Uuid>("CHAR(36)", {Uuid::parse("6f9619ff-8b86-d011-b42d-00c04fc964ff")});
    expect_kept<JsonText>("LONGTEXT", {JsonText{"[1]"}});
}

TEST_F(Mysql, ErrorsAreNamed) {
    connection->execute(
        "DROP TABLE IF EXISTS q; DROP TABLE IF EXISTS p;"
        "CREATE TABLE p (id INT PRIMARY KEY, a INT NOT NULL, b TINYINT, CONSTRAINT pair UNIQUE (a, b));"
        "CREATE TABLE q (p INT, CONSTRAINT to_p FOREIGN KEY (p) REFERENCES p (id)); INSERT INTO p VALUES (1, 1, 1)");
    const auto integrity = [&](std::string_view sql) {
        return error_of<IntegrityError>([&] { connection->prepare(sql)->step(); });
    };
    EXPECT_EQ(integrity("INSERT INTO p VALUES (2, 1, 1)").constraint(), "pair");
    EXPECT_EQ(integrity("INSERT INTO p VALUES (2, NULL, 1)").column(), "a");
    EXPECT_EQ(integrity("INSERT INTO p (id) VALUES (2)").column(), "a");
    const IntegrityError foreign = integrity("INSERT INTO q VALUES (7)");
    EXPECT_EQ(foreign.constraint(), "to_p");
    EXPECT_EQ(foreign.table(), "q");
    EXPECT_EQ(foreign.column(), "p");
    EXPECT_EQ(error_of<DataError>([&] { connection->execute("UPDATE p SET b = 300"); }).column(), "b");
    EXPECT_THROW(connection->prepare("WITH x AS (SELECT 1) SELECT * FROM x"), ProgrammingError);
    connection->execute("DROP TABLE q; DROP TABLE p");
}

TEST_F(Mysql, WhatTheBinaryProtocolDoesNotKnowIsSentAsText) {
    connection->execute("DROP TABLE IF EXISTS counted; CREATE TABLE counted (a INT)");
    const auto run = [&](std::string_view sql) { EXPECT_FALSE(connection->prepare(sql)->step()); };
    run("CREATE TRIGGER twice BEFORE INSERT ON counted FOR EACH ROW SET NEW.a = 2 * NEW.a");
    run("LOCK TABLES counted WRITE");
    run("INSERT INTO counted VALUES (7)");
    run("UNLOCK TABLES");
    EXPECT_EQ(ask(*connection, "SELECT a FROM counted"), Value(14));
    connection->execute("DROP TABLE counted");
}

TEST_F(Mysql, TransactionsEndAsOnMariadb) {
    connection->execute("DROP TABLE IF EXISTS kept_t; CREATE TABLE kept_t (a INT PRIMARY KEY)");
    connection->begin({.isolation = driver::Isolation::serializable});
    connection->execute("INSERT INTO kept_t VALUES (1)");
    connection->savepoint("one");
    connection->execute("INSERT INTO kept_t VALUES (2)");
    connection->rollback_to_savepoint("one");
    connection->commit();
    EXPECT_EQ(ask(*connection, "SELECT count(*) FROM kept_t"), Value(1));
    connection->begin({.read_only = true});
    EXPECT_THROW(connection->execute("INSERT INTO kept_t VALUES (3)"), ReadOnlyError);
    connection->rollback();
    connection->begin({});
    EXPECT_THROW(connection->execute("CREATE TABLE kept_t (a INT)"), ProgrammingError);
    EXPECT_FALSE(connection->in_transaction());
    connection->execute("DROP TABLE kept_t");
}

TEST_F(Mysql, StreamsAndBatches) {
    connection->execute("DROP TABLE IF EXISTS digits; CREATE TABLE digits (a INT)");
    connection->execute("INSERT INTO digits VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)");
    const auto statement = connection->prepare(
        "SELECT x.a + 10 * y.a + 100 * z.a FROM digits x, digits y, digits z ORDER BY z.a, y.a, x.a");
    statement->stream();
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(statement->step());
        EXPECT_EQ(statement->value(0), Value(i));
        if (i == 500) {
            EXPECT_EQ(ask(*connection, "SELECT 7"), Value(7));
        }
    }
    EXPECT_FALSE(statement->step());
    const Field f = field<int>();
    const FieldSlot slot(f);
    const int number = 5;
    const void* object = &number;
    const std::string column = "a";
    EXPECT_THAT(message_of<UnsupportedError>([&] {
                    connection->copy_in("digits", std::span(&column, 1), std::span(&slot, 1), std::span(&object, 1));
                }),
                HasSubstr("MySQL"));
    connection->execute("DROP TABLE digits");
}

struct Pet;

struct Owner {
    int id{};
    std::string name{};
    many<Pet> pets{};

    static constexpr auto mapping() {
        return table<Owner>("owners", column<&Owner::id>(primary_key), column<&Owner::name>(String{50}, unique),
                            relationship<&Owner::pets>(cascade_all_delete_orphan));
    }
};

struct Pet {
    int id{};
    std::optional<std::string> name{};
    Timestamp born{};
    int owner_id{};
    one<Owner> owner{};

    static constexpr auto mapping() {
        return table<Pet>("pets", column<&Pet::id>(primary_key), column<&Pet::owner_id>(foreign_key("owners.id")));
    }
};

TEST_F(Mysql, TheDialectIsThatOfTheServer) {
    const Engine engine = create_engine(Url::parse(mysql_url()).set_dialect("mariadb").to_string_with_password());
    EXPECT_EQ(engine.connect().dialect().name(), "mysql");
    EXPECT_FALSE(engine.connect().dialect().capabilities().common_table_expressions);
}

TEST_F(Mysql, ASessionWorks) {
    Engine engine = create_engine(mysql_url());
    const MetaData schema = metadata<Owner, Pet>();
    schema.drop_all(engine);
    schema.create_all(engine);
    schema.create_all(engine);  // they are there
    {
        Session session(engine);
        Owner& ed = session.add(Owner{.name = "ed"});
        for (int i = 0; i < 3; ++i)
            ed.pets.add(Pet{.name = "pet " + std::to_string(i), .born = parse_timestamp("1969-07-20 20:17:40.000001")});
        session.commit();
        EXPECT_GT(ed.id, 0);
    }
    {
        Session session(engine);
        Owner& ed = session.scalars(select<Owner>().where(col<&Owner::name> == "ed")).one();
        ASSERT_EQ(ed.pets.size(), 3U);
        EXPECT_EQ(ed.pets[0].born, parse_timestamp("1969-07-20 20:17:40.000001"));
        ed.pets[0].name.reset();
        ed.pets.remove(ed.pets[1]);
        session.commit();
        session.add(Owner{.name = "ed"});
        EXPECT_EQ(error_of<IntegrityError>([&] { session.commit(); }).code(), 1062);
    }
    Connection connected = engine.connect();
    EXPECT_EQ(connected.exec_driver_sql("SELECT count(*) FROM pets").scalar(), Value(2));
    connected.execute(insert<Owner>()
                          .values(col<&Owner::name> = "ed")
                          .on_conflict_do_update(conflict_on(col<&Owner::name>), col<&Owner::name> = "edward"));
    EXPECT_EQ(connected.exec_driver_sql("SELECT name FROM owners").scalar(), Value("edward"));
    connected.commit();

    MetaData found;
    found.reflect(engine, {.only = {"pets"}});
    const TableData& pets = found.table("pets").data();
    ASSERT_EQ(pets.columns.size(), 4U);
    EXPECT_EQ(pets.columns[pets.find("born")].type, SqlType(DateTime{}));
    EXPECT_FALSE(pets.columns[pets.find("id")].key_given);
    ASSERT_EQ(pets.foreign_keys.size(), 1U);
    EXPECT_EQ(pets.foreign_keys[0].referred_table, "owners");
    EXPECT_TRUE(pets.indexes.empty());
    EXPECT_THAT(found.table("owners").uniques().at(0).columns, ElementsAre("name"));
    schema.drop_all(engine);
}

TEST_F(Mysql, KeysOfManyRowsAreToldAlsoInACluster) {
    Url url = Url::parse(mysql_url());
    url.set_option("init_command", "SET auto_increment_increment = 3");
    Engine engine = create_engine(url.to_string_with_password());
    const MetaData schema = metadata<Owner, Pet>();
    schema.drop_all(engine);
    schema.create_all(engine);
    Session session(engine);
    std::vector<const Owner*> owners;
    for (int i = 0; i < 30; ++i)
        owners.push_back(&session.add(Owner{.name = std::to_string(i)}));
    session.commit();
    Session other(engine);
    for (const Owner* owner : owners)
        EXPECT_EQ(other.get_one<Owner>(owner->id).name, owner->name);
    EXPECT_EQ(owners[29]->id - owners[0]->id, 87);
    session.close();
    other.close();
    schema.drop_all(engine);
}

TEST_F(Mysql, IndexesOfTheBeginningsOfTextsAreFound) {
    Engine engine = create_engine(mysql_url());
    MetaData declared;
    Table("beginnings", declared, Column("id", Integer{}, primary_key), Column("code", String{}, unique),
          Column("body", Text{}, indexed), Column("title", String{300}, indexed), Column("name", String{20}, indexed));
    declared.drop_all(engine);
    declared.create_all(engine);
    connection->execute("CREATE INDEX short ON beginnings (name(5))");
    MetaData found;
    found.reflect(engine, {.only = {"beginnings"}});
    const TableData& data = found.table("beginnings").data();
    std::vector<std::string> names;
    for (const Index& index : data.indexes)
        names.push_back(index.name);
    EXPECT_THAT(names, ElementsAre("ix_beginnings_body", "ix_beginnings_name", "ix_beginnings_title"));
    EXPECT_EQ(data.columns[data.find("code")].type, SqlType(String{191}));
    declared.drop_all(engine);
    found.create_all(engine);
    found.drop_all(engine);
}

TEST_F(Mysql, DefaultsAreReadAsSql) {
    connection->execute(
        "DROP TABLE IF EXISTS defaults; CREATE TABLE defaults (a INT DEFAULT 5, b VARCHAR(9) DEFAULT 'it''s\\\\', "
        "c DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3), d DECIMAL(5,2) DEFAULT 1.5, e INT, f ENUM('x', 'y') DEFAULT 'y')");
    Engine engine = create_engine(mysql_url());
    MetaData found;
    found.reflect(engine, {.only = {"defaults"}});
    const TableData& table = found.table("defaults").data();
    const auto given = [&](std::string_view name) { return table.columns[table.find(name)].server_default; };
    EXPECT_EQ(given("a"), "5");
    EXPECT_EQ(given("b"), "'it''s\\'");
    EXPECT_EQ(given("c"), "CURRENT_TIMESTAMP(3)");
    EXPECT_EQ(given("d"), "1.50");
    EXPECT_EQ(given("e"), "");
    EXPECT_EQ(given("f"), "'y'");
    connection->execute("DROP TABLE defaults");
}

TEST_F(Mysql, DefaultsOfNativeTypesAreCreatedAgain) {
    connection->execute(
        "DROP TABLE IF EXISTS defaults; CREATE TABLE defaults (a TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON "
        "UPDATE "
        "CURRENT_TIMESTAMP, d DATETIME(3) DEFAULT CURRENT_TIMESTAMP(3), b TIMESTAMP(3) NULL DEFAULT "
        "CURRENT_TIMESTAMP(3), j BIT(4) DEFAULT b'101', "
        "n INT UNIQUE AUTO_INCREMENT)");
    Engine engine = create_engine(mysql_url());
    MetaData found;
    found.reflect(engine, {.only = {"defaults"}});
    found.drop_all(engine);
    found.create_all(engine);
    connection->execute("INSERT INTO defaults (j) VALUES (b'101'), (DEFAULT)");
    EXPECT_EQ(ask(*connection, "SELECT sum(j + 0) + max(n) FROM defaults WHERE b > '2020-01-01'").as<std::string>(),
              "12");
    MetaData again;
    again.reflect(engine, {.only = {"defaults"}});
    EXPECT_EQ(again.table("defaults").data().columns, found.table("defaults").data().columns);
    found.drop_all(engine);
}

}  // namespace
}  // namespace rowan
