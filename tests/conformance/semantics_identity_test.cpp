// SEMANTICS 7 and 8: identity, snapshots and values.
#include "rules_support.hpp"
#include "traits.hpp"
#include <rowan/types/decimal.hpp>
#include <rowan/types/enum.hpp>
#include <rowan/types/json.hpp>

#include <bit>
#include <chrono>
#include <cmath>
#include <limits>

namespace rowan::rules {
namespace {

class Semantics7 : public RulesTest {};

TEST_F(Semantics7, R7_1_one_object_per_key_and_session) {
    User& ed = saved_user("ed");
    EXPECT_EQ(session.get<User>(ed.id), &ed);
    EXPECT_THROW(session.add(User{.id = ed.id, .name = "another"}), ArgumentError);
    session.add(User{.id = 50, .name = "fifty"});
    EXPECT_THROW(session.add(User{.id = 50, .name = "fifty too"}), ArgumentError);
    session.remove(ed);
    EXPECT_NO_THROW(session.add(User{.id = ed.id, .name = "instead"}));
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users"), 2);
}

TEST_F(Semantics7, R7_1_restore_of_a_removed_object_whose_key_was_given_away_is_refused) {
    User& ed = saved_user("ed");
    session.remove(ed);
    session.add(User{.id = ed.id, .name = "instead"});
    EXPECT_THROW(session.restore(ed), ArgumentError);
    EXPECT_EQ(session.state(ed), ObjectState::removed);
}

TEST_F(Semantics7, R7_2_a_changed_key_is_found_at_the_flush_and_refused_before_any_sql) {
    User& ed = saved_user("ed");
    ed.id = 9;
    session.add(User{.name = "wendy"});
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(log.count(), 0U);
    ed.id = 1;
    EXPECT_NO_THROW(session.flush());
}

struct Country {
    std::string code{};
    std::string name{};
    many<struct Region> regions{};
    static constexpr auto mapping() {
        return table<Country>("countries", column<&Country::code>(primary_key(may_change)));
    }
};
struct Region {
    int id{};
    std::string name{};
    std::string country_code{};
    one<Country> country{};
    static constexpr auto mapping() {
        return table<Region>(
            "regions", column<&Region::id>(primary_key),
            column<&Region::country_code>(foreign_key("countries.code", {.on_update = Action::cascade})));
    }
};

class Semantics7Keys : public DatabaseTest {
protected:
    Semantics7Keys() { metadata<Country, Region>().create_all(engine); }
};

TEST_F(Semantics7Keys, R7_2_a_key_that_may_change) {
    Country& italy = session.add(Country{.code = "I", .name = "Italy"});
    session.commit();
    italy.code = "IT";
    session.commit();
    EXPECT_EQ(session.get<Country>("IT"), &italy);
    EXPECT_EQ(session.get<Country>("I"), nullptr);
    EXPECT_EQ(words("SELECT code FROM countries"), "'IT'");
    italy.code = "X";
    session.flush();
    session.rollback();
    EXPECT_EQ(italy.code, "IT");
    EXPECT_EQ(session.get<Country>("IT"), &italy);
}

TEST_F(Semantics7Keys, R7_2_a_new_key_must_be_free_in_the_session) {
    Country& italy = session.add(Country{.code = "I", .name = "Italy"});
    session.add(Country{.code = "D", .name = "Germany"});
    session.commit();
    italy.code = "D";
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
}

struct Keys {
    std::int64_t id{};
    std::string name{};
    static constexpr auto mapping() { return table<Keys>("keys", column<&Keys::id>(primary_key)); }
};
struct GivenKey {
    int id{};
    std::string name{};
    static constexpr auto mapping() { return table<GivenKey>("given_keys", column<&GivenKey::id>(primary_key(given))); }
};
struct OptionalKey {
    std::optional<int> id{};
    std::string name{};
    static constexpr auto mapping() {
        return table<OptionalKey>("optional_keys", column<&OptionalKey::id>(primary_key));
    }
};
struct SmallKey {
    std::int8_t id{};
    std::string name{};
    static constexpr auto mapping() { return table<SmallKey>("small_keys", column<&SmallKey::id>(primary_key)); }
};
struct Pair {
    int a{};
    int b{};
    std::string name{};
    static constexpr auto mapping() {
        return table<Pair>("pairs", column<&Pair::a>(primary_key), column<&Pair::b>(primary_key));
    }
};
struct FloatKey {
    double id{};
    static constexpr auto mapping() { return table<FloatKey>("float_keys", column<&FloatKey::id>(primary_key)); }
};

TEST_F(Semantics7Keys, R7_3_zero_asks_for_a_key_only_where_keys_are_generated) {
    metadata<Keys, GivenKey, OptionalKey, Pair>().create_all(engine);
    Keys& generated = session.add(Keys{.name = "x"});
    Keys& chosen = session.add(Keys{.id = 40, .name = "y"});
    Keys& after = session.add(Keys{.name = "z"});
    GivenKey& zero = session.add(GivenKey{.id = 0, .name = "x"});
    OptionalKey& asked = session.add(OptionalKey{.name = "x"});
    Pair& pair = session.add(Pair{.a = 0, .b = 0, .name = "x"});
    session.commit();
    EXPECT_NE(generated.id, 0);
    EXPECT_EQ(chosen.id, 40);
    EXPECT_NE(after.id, 0);
    EXPECT_EQ(zero.id, 0);
    ASSERT_TRUE(asked.id);
    EXPECT_EQ(session.get<OptionalKey>(*asked.id), &asked);
    EXPECT_EQ(session.get<GivenKey>(0), &zero);
    EXPECT_EQ((session.get<Pair>(0, 0)), &pair);
    EXPECT_EQ(number("SELECT count(*) FROM pairs WHERE a = 0 AND b = 0"), 1);
}

TEST_F(Semantics7Keys, R7_3_negative_and_large_keys_are_values) {
    metadata<Keys>().create_all(engine);
    session.add(Keys{.id = -5, .name = "x"});
    session.add(Keys{.id = std::numeric_limits<std::int64_t>::max(), .name = "y"});
    session.commit();
    EXPECT_EQ(session.get<Keys>(-5)->name, "x");
    EXPECT_EQ(session.get<Keys>(std::numeric_limits<std::int64_t>::max())->name, "y");
}

TEST_F(Semantics7Keys, R7_4_floating_keys_are_refused) { EXPECT_THROW(metadata<FloatKey>(), ArgumentError); }

TEST_F(Semantics7Keys, R7_4_a_key_too_large_for_the_member_is_a_data_error) {
    metadata<SmallKey>().create_all(engine);
    run("INSERT INTO small_keys VALUES (127, 'x')");
    SmallKey& one = session.add(SmallKey{.name = "y"});
    EXPECT_THROW(session.flush(), DataError);
    EXPECT_EQ(one.id, 0);
    session.rollback();
    session.add(SmallKey{.name = "y"});
    session.add(SmallKey{.name = "z"});
    EXPECT_THROW(session.flush(), DataError) << "a batch";
}

TEST_F(Semantics7Keys, R7_4_the_key_is_what_the_database_returned) {
    run("CREATE TABLE nocase (code " + test::case_blind_text(engine) +
        " PRIMARY KEY, name TEXT NOT NULL); INSERT INTO nocase VALUES ('It', 'Italy')");
    struct Local {
        std::string code{};
        std::string name{};
        static constexpr auto mapping() { return table<Local>("nocase", column<&Local::code>(primary_key)); }
    };
    Local* found = session.get<Local>("IT");
    ASSERT_NE(found, nullptr);
    EXPECT_EQ(found->code, "It");
    EXPECT_EQ(session.get<Local>("It"), found);
    EXPECT_EQ(session.get<Local>("IT"), found);
    EXPECT_EQ(session.identity_map<Local>().size(), 1U);
}

TEST_F(Semantics7, R7_5_merge_writes_all_columns_and_no_relationship) {
    User& ed = session.add(User{.name = "ed", .age = 30, .posts = {Post{.title = "first"}}});
    session.commit();
    User& merged = session.merge(User{.id = ed.id, .name = "edward"});
    EXPECT_EQ(&merged, &ed);
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(ed.age, std::nullopt);
    EXPECT_EQ(ed.posts.size(), 1U);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 1);
}

TEST_F(Semantics7, R7_5_merge_writes_those_named) {
    User& ed = session.add(User{.name = "ed", .age = 30});
    session.commit();
    session.merge<&User::name>(User{.id = ed.id, .name = "edward", .age = 1});
    EXPECT_EQ(ed.name, "edward");
    EXPECT_EQ(ed.age, 30);
}

TEST_F(Semantics7, R7_5_merge_reads_what_it_does_not_know_and_makes_new_what_has_no_row) {
    const int id = saved_user("ed").id;
    Session second(engine);
    User& merged = second.merge<&User::nickname>(User{.id = id, .nickname = "eddie"});
    EXPECT_EQ(merged.name, "ed");
    EXPECT_EQ(second.state(merged), ObjectState::persistent);
    User& fresh = second.merge(User{.id = 70, .name = "new"});
    EXPECT_EQ(second.state(fresh), ObjectState::pending);
    User& keyless = second.merge(User{.name = "keyless"});
    EXPECT_EQ(second.state(keyless), ObjectState::pending);
    second.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick = 'eddie' OR id = 70 OR name = 'keyless'"), 3);
}

// --- 8

enum class Color { red, green, blue };

struct Values {
    int id{};
    double real{};
    std::optional<double> maybe_real{};
    float single{};
    std::string text{};
    std::vector<std::byte> bytes{};
    std::chrono::sys_time<std::chrono::microseconds> at{};
    JsonText json{};
    Color color{};
    bool flag{};
    std::optional<std::string> maybe_text{};
    DecimalText price{.digits = "0"};

    static constexpr auto mapping() {
        return table<Values>("vals", column<&Values::id>(primary_key), column<&Values::maybe_text>(String{5}),
                             column<&Values::price>(Numeric{10, 2}));
    }
};

class Semantics8 : public DatabaseTest {
protected:
    Semantics8() { metadata<Values>().create_all(engine); }
    Values& saved() {
        Values& values = session.add(Values{.json = {.text = "{}"}});
        session.commit();
        return values;
    }
};

TEST_F(Semantics8, R8_1_floats_differ_by_bits) {
    Values& values = saved();
    values.real = -0.0;
    EXPECT_EQ(session.modified_columns(values), std::vector<std::string>{"real"});
    session.commit();
    EXPECT_TRUE(session.modified_columns(values).empty());
    values.single = std::bit_cast<float>(0x3E800001U);
    EXPECT_EQ(session.modified_columns(values), std::vector<std::string>{"single"});
}

TEST_F(Semantics8, R8_1_text_and_bytes_differ_by_bytes) {
    Values& values = saved();
    values.text = test::is_tested_on("postgresql") ? "a b" : std::string("a\0b", 3);
    values.bytes = {std::byte{0}, std::byte{255}};
    session.commit();
    session.expire(values);
    static_cast<void>(session.get<Values>(values.id));
    EXPECT_EQ(values.text.size(), 3U);
    EXPECT_EQ(values.bytes.size(), 2U);
    values.text[1] = 'x';
    values.bytes[0] = std::byte{1};
    EXPECT_EQ(session.modified_columns(values), (std::vector<std::string>{"text", "bytes"}));
}

TEST_F(Semantics8, R8_1_decimals_differ_by_value) {
    Values& values = saved();
    values.price.digits = "1.50";
    session.commit();
    const StatementLog log(engine);
    values.price.digits = "1.5";
    EXPECT_TRUE(session.modified_columns(values).empty());
    values.price.digits = "01.500";
    session.commit();
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    values.price.digits = "1.51";
    EXPECT_EQ(session.modified_columns(values), std::vector<std::string>{"price"});
}

TEST_F(Semantics8, R8_1_a_change_inside_a_value_is_found) {
    Values& values = saved();
    values.text = "abc";
    session.commit();
    values.text.back() = 'x';
    session.commit();
    EXPECT_EQ(words("SELECT text FROM vals"), "'abx'");
}

TEST_F(Semantics8, R8_1_every_kind_of_value_survives_a_flush_and_a_fresh_session) {
    using namespace std::chrono;
    Values& values = saved();
    values.real = 0.1;
    values.single = 0.25F;
    values.maybe_real = 1e300;
    values.text = "Zoë";
    values.bytes = {std::byte{1}, std::byte{2}};
    values.at = sys_days(2024y / 2 / 29) + 1h + 2us;
    values.json.text = R"({"a":[1,2]})";
    values.color = Color::blue;
    values.flag = true;
    values.maybe_text = "";
    values.price.digits = "-12.34";
    session.commit();
    Session second(engine);
    Values& read = *second.get<Values>(values.id);
    EXPECT_TRUE(same_columns(values, read));
    EXPECT_TRUE(second.modified_columns(read).empty());
}

TEST_F(Semantics8, R8_4_time_is_floored_and_decimals_are_rounded_when_sent_and_written_back) {
    Values& values = saved();
    values.price.digits = "1.005";
    session.flush();
    EXPECT_TRUE(values.price.digits == "1.01" || values.price.digits == "1.00") << values.price.digits;
    EXPECT_TRUE(session.modified_columns(values).empty());
    session.commit();
    Session second(engine);
    EXPECT_TRUE(same_columns(values, *second.get<Values>(values.id)));
}

TEST_F(Semantics8, R8_4_a_text_too_long_for_its_column_is_a_data_error_before_sending) {
    Values& values = saved();
    values.maybe_text = "123456";
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), DataError);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
}

TEST_F(Semantics8, R8_4_nan_is_refused_where_it_would_become_null) {
    if (test::traits().keeps_nan)
        GTEST_SKIP() << "this database keeps NaN";
    Values& values = saved();
    values.real = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(session.flush(), DataError);
    session.rollback();
    values.maybe_real = std::numeric_limits<double>::quiet_NaN();
    EXPECT_THROW(session.flush(), DataError);
}

TEST_F(Semantics8, R8_4_an_enum_without_a_name_is_refused) {
    Values& values = saved();
    values.color = static_cast<Color>(9);
    EXPECT_THROW(session.flush(), DataError);
    session.rollback();
    EXPECT_EQ(values.color, Color::red);
}

class Semantics8Defaults : public RulesTest {};

TEST_F(Semantics8Defaults, R8_5_an_empty_optional_takes_its_default_at_insert_and_set_null_stores_null) {
    User& ed = session.add(User{.name = "ed"});
    User& wendy = session.add(User{.name = "wendy", .age = 3});
    User& mary = session.add(User{.name = "mary"});
    session.set_null<&User::age>(mary);
    session.commit();
    EXPECT_EQ(ed.age, 18);
    EXPECT_EQ(wendy.age, 3);
    EXPECT_EQ(mary.age, std::nullopt);
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE age IS NULL"), 1);
    ed.age = std::nullopt;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE age IS NULL"), 2) << "an UPDATE takes no default";
    EXPECT_THROW(session.set_null<&User::name>(ed), ArgumentError);
}

struct BadServerDefault {
    int id{};
    int number{};
    static constexpr auto mapping() {
        return table<BadServerDefault>("bad", column<&BadServerDefault::id>(primary_key),
                                       column<&BadServerDefault::number>(server_default(3)));
    }
};

TEST_F(Semantics8Defaults, R8_5_a_server_default_needs_an_optional_member) {
    try {
        rowan::metadata<BadServerDefault>();
        ADD_FAILURE() << "no error";
    } catch (const ArgumentError& error) {
        EXPECT_NE(std::string(error.what()).find("BadServerDefault.number"), std::string::npos) << error.what();
        EXPECT_NE(std::string(error.what()).find("std::optional"), std::string::npos) << error.what();
    }
}

}  // namespace
}  // namespace rowan::rules
