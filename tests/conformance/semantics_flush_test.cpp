// SEMANTICS 4: the flush.
#include "rules_support.hpp"

#include <algorithm>

namespace rowan::rules {
namespace {

class Semantics4 : public RulesTest {};

TEST_F(Semantics4, R4_1_reading_touching_and_get_never_flush) {
    User& ed = saved_user("ed");
    City& rome = session.add(City{.name = "Rome"});
    ed.nickname = "eddie";
    static_cast<void>(ed.posts.size());
    static_cast<void>(ed.city.get());
    static_cast<void>(ed.posts.count());
    static_cast<void>(session.get<User>(99));
    EXPECT_EQ(session.state(rome), ObjectState::pending);
    EXPECT_EQ(session.modified_columns(ed), std::vector<std::string>{"nickname"});
}

TEST_F(Semantics4, R4_1_flush_commit_and_begin_nested_flush) {
    User& ed = session.add(User{.name = "ed"});
    session.flush();
    EXPECT_EQ(session.state(ed), ObjectState::persistent);
    ed.nickname = "a";
    Savepoint savepoint = session.begin_nested();
    EXPECT_EQ(number_inside("SELECT count(*) FROM users WHERE nick = 'a'"), 1);
    ed.nickname = "b";
    savepoint.commit();
    EXPECT_EQ(number_inside("SELECT count(*) FROM users WHERE nick = 'b'"), 1);
    ed.nickname = "c";
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick = 'c'"), 1);
}

TEST_F(Semantics4, R4_1_a_flush_of_nothing_sends_nothing) {
    User& ed = saved_user("ed");
    const StatementLog log(engine);
    ed.nickname = "x";
    ed.nickname = std::nullopt;
    session.flush();
    session.commit();
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    EXPECT_FALSE(session.in_transaction());
}

TEST_F(Semantics4, R4_5_an_error_names_the_table_on_every_database) {
    session.add(User{.name = "ed"});
    session.commit();
    session.add(User{.name = "ed"});
    try {
        session.flush();
        ADD_FAILURE() << "the name is unique";
    } catch (const IntegrityError& error) {
        EXPECT_EQ(error.table(), "users");
        EXPECT_NE(error.column() + error.constraint(), "");
        EXPECT_NE(error.sql(), "");
    }
}

TEST_F(Semantics4, R4_2_a_row_that_frees_a_unique_value_goes_first) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    ed.name = "fred";
    wendy.name = "ed";
    session.add(User{.name = "wendy"});
    session.commit();
    EXPECT_EQ(listed("SELECT name FROM users ORDER BY id"), "fred,ed,wendy");
}

TEST_F(Semantics4, R4_2_a_removed_row_frees_its_unique_value_for_an_update_and_an_insert) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    session.remove(ed);
    wendy.name = "ed";
    session.add(User{.name = "wendy"});
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE name IN ('ed', 'wendy')"), 2);
}

TEST_F(Semantics4, R4_2_values_in_a_circle_are_refused_before_any_sql) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    std::swap(ed.name, wendy.name);
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
    ed.name = "x";
    EXPECT_NO_THROW(session.flush()) << "nothing was sent: nothing has failed";
    ed.name = "wendy";
    session.commit();
    EXPECT_EQ(words("SELECT name FROM users WHERE id = 1"), "'wendy'");
}

TEST_F(Semantics4, R4_2_parents_before_children_whatever_the_order_of_add) {
    Post& post = session.add(Post{.title = "first", .author = User{.name = "ed", .city = City{.name = "Rome"}}});
    const StatementLog log(engine);
    session.flush();
    const std::vector<std::string> sql = log.sql();
    ASSERT_EQ(sql.size(), 3U) << log.to_string();
    EXPECT_NE(sql[0].find("cities"), std::string::npos);
    EXPECT_NE(sql[1].find("users"), std::string::npos);
    EXPECT_NE(sql[2].find("posts"), std::string::npos);
    EXPECT_EQ(post.author_id, post.author->id);
}

TEST_F(Semantics4, R4_2_children_are_deleted_before_parents) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}, Post{.title = "second"}}});
    session.commit();
    session.remove(ed);
    const StatementLog log(engine);
    session.commit();
    const std::vector<std::string> sql = log.sql();
    ASSERT_FALSE(sql.empty());
    EXPECT_NE(sql.back().find("users"), std::string::npos) << log.to_string();
    EXPECT_EQ(number("SELECT count(*) FROM posts"), 0);
}

TEST_F(Semantics4, R4_2_a_removed_row_and_a_new_one_of_the_same_key_are_a_delete_and_an_insert) {
    User& ed = saved_user("ed");
    session.remove(ed);
    User& again = session.add(User{.id = ed.id, .name = "ed"});
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(log.count("DELETE FROM users"), 1U) << log.to_string();
    EXPECT_EQ(log.count("INSERT INTO users"), 1U);
    EXPECT_EQ(log.count("UPDATE users"), 0U);
    EXPECT_EQ(session.get<User>(again.id), &again);
}

TEST_F(Semantics4, R4_2_such_a_pair_rolled_back_leaves_the_old_object) {
    User& ed = saved_user("ed");
    const int id = ed.id;
    session.remove(ed);
    User& again = session.add(User{.id = id, .name = "other"});
    session.flush();
    session.rollback();
    EXPECT_EQ(session.state(ed), ObjectState::persistent);
    EXPECT_EQ(session.state(again), ObjectState::transient);
    EXPECT_EQ(session.get<User>(id), &ed);
}

// --- cycles

struct Person {
    int id{};
    std::string name{};
    std::optional<int> friend_id{};
    one<Person> buddy{};

    static constexpr auto mapping() {
        return table<Person>("people", column<&Person::id>(primary_key),
                             column<&Person::friend_id>(foreign_key("people.id")));
    }
};
struct Egg;
struct Hen {
    int id{};
    int egg_id{};
    one<Egg> egg{};
    static constexpr auto mapping() {
        return table<Hen>("hens", column<&Hen::id>(primary_key), column<&Hen::egg_id>(foreign_key("eggs.id")),
                          relationship<&Hen::egg>(joined_by("egg_id")));
    }
};
struct Egg {
    int id{};
    int hen_id{};
    one<Hen> hen{};
    static constexpr auto mapping() {
        return table<Egg>("eggs", column<&Egg::id>(primary_key), column<&Egg::hen_id>(foreign_key("hens.id")),
                          relationship<&Egg::hen>(joined_by("hen_id")));
    }
};

class Semantics4Cycles : public DatabaseTest {};

TEST_F(Semantics4Cycles, R4_2_a_cycle_is_broken_by_null_in_a_nullable_column) {
    metadata<Person>().create_all(engine);
    Person& a = session.add(Person{.name = "a"});
    Person& b = session.add(Person{.name = "b", .buddy = a});
    Person& c = session.add(Person{.name = "c", .buddy = b});
    a.buddy = c;
    session.commit();
    EXPECT_EQ(a.friend_id, c.id);
    EXPECT_EQ(number("SELECT count(*) FROM people p JOIN people f ON p.friend_id = f.id WHERE p.name || f.name IN "
                     "('ac', 'ba', 'cb')"),
              3);
    EXPECT_TRUE(session.dirty<Person>().empty());
}

TEST_F(Semantics4Cycles, R4_2_a_row_may_refer_to_itself) {
    metadata<Person>().create_all(engine);
    Person& a = session.add(Person{.name = "a"});
    a.buddy = a;
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM people WHERE friend_id = id"), 1);
    session.remove(a);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM people"), 0);
    for (int i = 0; i < 5; ++i) {
        Person& each = session.add(Person{.name = "p" + std::to_string(i)});
        each.buddy = each;
    }
    session.commit();
    for (Person& each : session.query<Person>().all())
        session.remove(each);
    session.flush();
    EXPECT_EQ(number_inside("SELECT count(*) FROM people"), 0);
    session.rollback();
    EXPECT_EQ(number("SELECT count(*) FROM people WHERE friend_id = id"), 5);
}

TEST_F(Semantics4Cycles, R4_2_a_cycle_of_removed_rows_is_broken_too) {
    metadata<Person>().create_all(engine);
    Person& a = session.add(Person{.name = "a"});
    Person& b = session.add(Person{.name = "b", .buddy = a});
    a.buddy = b;
    session.commit();
    session.remove(a);
    session.remove(b);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM people"), 0);
}

TEST_F(Semantics4Cycles, R4_2_a_cycle_that_can_not_be_broken_is_refused_before_any_sql) {
    metadata<Hen, Egg>().create_all(engine);
    Hen& hen = session.add(Hen{});
    Egg& egg = session.add(Egg{.hen = hen});
    hen.egg = egg;
    const StatementLog log(engine);
    EXPECT_THROW(session.flush(), ArgumentError);
    EXPECT_EQ(log.count(), 0U) << log.to_string();
}

// --- 4.3

TEST_F(Semantics4, R4_3_only_changed_columns_are_written) {
    User& ed = saved_user("ed");
    ed.nickname = "eddie";
    EXPECT_EQ(session.modified_columns(ed), std::vector<std::string>{"nickname"});
    const StatementLog log(engine);
    session.commit();
    EXPECT_EQ(test::with_marks(log.sql()), std::vector<std::string>{"UPDATE users SET nick = ? WHERE users.id = ?"});
}

TEST_F(Semantics4, R4_3_columns_that_the_mapping_does_not_know_are_never_named) {
    run("ALTER TABLE users ADD COLUMN secret VARCHAR(9) DEFAULT 'x'");
    User& ed = saved_user("ed");
    ed.name = "edward";
    session.commit();
    Session second(engine);
    EXPECT_EQ(second.get<User>(ed.id)->name, "edward");
    EXPECT_EQ(words("SELECT secret FROM users"), "'x'");
}

TEST_F(Semantics4, R4_3_an_update_that_finds_no_row_is_stale_and_a_delete_is_done) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    run("DELETE FROM users");
    session.remove(wendy);
    EXPECT_NO_THROW(session.flush());
    ed.name = "edward";
    EXPECT_THROW(session.flush(), StaleDataError);
    EXPECT_THROW(session.flush(), PendingRollbackError);
    session.rollback();
    EXPECT_EQ(ed.name, "ed");
}

struct Account {
    int id{};
    int balance{};
    int revision{};
    static constexpr auto mapping() {
        return table<Account>("accounts", column<&Account::id>(primary_key), column<&Account::revision>(version));
    }
};

class Semantics4Versions : public DatabaseTest {
protected:
    Semantics4Versions() { metadata<Account>().create_all(engine); }
};

TEST_F(Semantics4Versions, R4_3_a_versioned_row_that_others_changed_is_stale) {
    Account& mine = session.add(Account{.balance = 1});
    session.commit();
    Session other(engine);
    other.get<Account>(1)->balance = 5;
    other.commit();
    mine.balance = 2;
    EXPECT_THROW(session.commit(), StaleDataError);
    EXPECT_EQ(mine.revision, 1) << "taken back";
    EXPECT_EQ(mine.balance, 2) << "the program's stays";
    session.rollback();
    EXPECT_EQ(session.get<Account>(1)->balance, 5);
    EXPECT_EQ(mine.revision, 2);
    mine.balance = 7;
    session.commit();
    EXPECT_EQ(number("SELECT balance * 10 + revision FROM accounts"), 73);
}

TEST_F(Semantics4Versions, R4_3_a_delete_of_a_versioned_row_that_finds_none_is_stale) {
    Account& changed = session.add(Account{.balance = 1});
    session.commit();
    run("UPDATE accounts SET revision = 9");
    session.remove(changed);
    EXPECT_THROW(session.commit(), StaleDataError);
    session.rollback();
    run("DELETE FROM accounts");
    session.remove(changed);
    EXPECT_THROW(session.commit(), StaleDataError);
}

TEST_F(Semantics4Versions, R7_5_a_merged_value_of_an_old_version_is_stale) {
    Account& account = session.add(Account{.balance = 10});
    session.commit();
    Account copied = account;
    copied.balance = 20;
    Session second(engine);
    second.merge(copied);
    second.commit();
    EXPECT_EQ(number("SELECT balance FROM accounts"), 20);
    copied.balance = 30;
    Session third(engine);
    EXPECT_THROW(third.merge(copied), StaleDataError);
    third.merge(Account{.id = account.id, .balance = 40});  // says nothing of a version
    third.commit();
    EXPECT_EQ(number("SELECT balance * 10 + revision FROM accounts"), 403);
}

TEST_F(Semantics4Versions, R4_3_a_version_that_the_program_changes_is_refused) {
    Account& account = session.add(Account{.balance = 1});
    session.commit();
    account.revision = 9;
    EXPECT_THROW(session.flush(), ArgumentError);
}

// --- 4.4, 4.5

TEST_F(Semantics4, R4_4_what_a_failed_flush_wrote_is_taken_back_and_the_programs_stays) {
    saved_user("taken");
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed", .city = rome});
    User& clash = session.add(User{.name = "taken", .nickname = "mine"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_EQ(rome.id, 0);
    EXPECT_EQ(ed.id, 0);
    EXPECT_EQ(ed.city_id, std::nullopt);
    EXPECT_EQ(ed.age, std::nullopt) << "the default";
    EXPECT_EQ(clash.id, 0);
    EXPECT_EQ(clash.nickname, "mine");
    EXPECT_EQ(ed.city.get(), &rome);
    EXPECT_EQ(session.state(rome), ObjectState::pending);
}

TEST_F(Semantics4, R4_4_after_the_rollback_a_mended_graph_can_be_saved) {
    saved_user("taken");
    City& rome = session.add(City{.name = "Rome"});
    User& clash = session.add(User{.name = "taken", .city = rome, .posts = {Post{.title = "first"}}});
    EXPECT_THROW(session.flush(), IntegrityError);
    session.rollback();
    clash.name = "free";
    session.restore(clash);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM posts JOIN users ON author_id = users.id JOIN cities ON city_id = cities.id "
                     "WHERE users.name = 'free'"),
              1);
}

struct Throwing {
    static inline int allowed = 0;
    int id{};
    std::string name{};
    std::optional<int> number{};
    static constexpr auto mapping() {
        return table<Throwing>("throwing", column<&Throwing::id>(primary_key),
                               column<&Throwing::number>(default_value([] {
                                   if (allowed <= 0)
                                       throw std::runtime_error("no number");
                                   return allowed--;
                               })));
    }
};

TEST_F(Semantics4, R4_4_a_default_that_throws_fails_the_flush_and_all_is_taken_back) {
    rowan::metadata<Throwing>().create_all(engine);
    Throwing::allowed = 1;
    Throwing& a = session.add(Throwing{.name = "a"});
    session.flush();
    EXPECT_EQ(a.number, 1);
    Throwing& b = session.add(Throwing{.name = "b", .number = 5});
    Throwing& c = session.add(Throwing{.name = "c"});
    EXPECT_THROW(session.flush(), std::runtime_error);
    EXPECT_EQ(b.id, 0);
    EXPECT_EQ(c.number, std::nullopt);
    EXPECT_EQ(session.state(b), ObjectState::pending);
    session.rollback();
    EXPECT_EQ(session.state(a), ObjectState::transient);
    EXPECT_EQ(number("SELECT count(*) FROM throwing"), 0);
}

TEST_F(Semantics4, R4_5_a_failed_level_lets_read_what_is_loaded_and_roll_back_and_nothing_else) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
    session.commit();
    ASSERT_EQ(ed.posts.size(), 1U);
    session.add(User{.name = "ed"});
    EXPECT_THROW(session.flush(), IntegrityError);

    EXPECT_EQ(ed.name, "ed");
    EXPECT_EQ(ed.posts.size(), 1U);
    for (Post& post : ed.posts)
        EXPECT_EQ(post.title, "first");
    EXPECT_THROW(session.flush(), PendingRollbackError);
    EXPECT_THROW(session.commit(), PendingRollbackError);
    EXPECT_THROW(session.get<User>(9), PendingRollbackError);
    EXPECT_THROW(session.add(User{.name = "x"}), PendingRollbackError);
    EXPECT_THROW(session.remove(ed), PendingRollbackError);
    EXPECT_THROW(session.refresh(ed), PendingRollbackError);
    EXPECT_THROW(session.expire(ed), PendingRollbackError);
    EXPECT_THROW(session.merge(User{.name = "x"}), PendingRollbackError);
    EXPECT_THROW(static_cast<void>(session.begin_nested()), PendingRollbackError);
    EXPECT_THROW(session.connection(), PendingRollbackError);
    EXPECT_THROW(ed.posts.add(Post{.title = "x"}), PendingRollbackError);
    EXPECT_THROW(static_cast<void>(ed.profile.get()), PendingRollbackError) << "not loaded";
    EXPECT_THROW(ed.city = nullptr, PendingRollbackError);
    try {
        session.flush();
    } catch (const PendingRollbackError& error) {
        EXPECT_NE(std::string(error.what()).find("another row has this value already"), std::string::npos)
            << error.what();
    }
    session.rollback();
    EXPECT_NO_THROW(session.flush());
    EXPECT_EQ(ed.posts.size(), 1U);
}

TEST_F(Semantics4, R4_5_a_failed_savepoint_is_mended_by_its_own_rollback) {
    User& ed = session.add(User{.name = "ed"});
    {
        Savepoint savepoint = session.begin_nested();
        session.add(User{.name = "ed"});
        EXPECT_THROW(session.flush(), IntegrityError);
        EXPECT_THROW(session.flush(), PendingRollbackError);
        EXPECT_THROW(savepoint.commit(), PendingRollbackError);
        savepoint.rollback();
        EXPECT_NO_THROW(session.flush());
    }
    session.add(User{.name = "wendy"});
    session.commit();
    EXPECT_EQ(session.state(ed), ObjectState::persistent);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 2);
}

TEST_F(Semantics4, R4_5_close_works_in_a_failed_level) {
    saved_user("ed");
    session.add(User{.name = "ed"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_NO_THROW(session.close());
    EXPECT_EQ(number("SELECT count(*) FROM users"), 1);
    EXPECT_THROW(session.flush(), StateError);
    EXPECT_THROW(session.rollback(), StateError);
    EXPECT_THROW(session.get<User>(1), StateError);
}

TEST_F(Semantics4, R4_5_what_is_refused_before_any_sql_fails_no_level) {
    User& ed = session.add(User{.name = "ed", .posts = {Post{.title = "first"}}});
    session.commit();
    Post& post = ed.posts[0];
    post.id = 77;
    EXPECT_THROW(session.flush(), ArgumentError);
    post.id = 1;
    EXPECT_NO_THROW(session.flush());
}

TEST_F(Semantics4, R4_6_before_flush_may_add_remove_and_change) {
    User& ed = saved_user("ed");
    User& wendy = saved_user("wendy");
    int calls = 0;
    session.on_before_flush([&] {
        if (++calls > 1)
            return;
        ed.nickname = "eddie";
        session.remove(wendy);
        session.add(User{.name = "mary"});
    });
    session.flush();
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE nick = 'eddie' OR name = 'mary'"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM users"), 2);
}

TEST_F(Semantics4, R4_6_no_listener_of_a_flush_destroys_the_objects_that_a_query_is_about) {
    saved_user("ed").name = "eddie";
    session.on_before_flush([&] { EXPECT_THROW(session.clear(), StateError); });
    bool closes = false;
    session.on_after_flush([&] {
        EXPECT_THROW(session.clear(), StateError);
        if (closes)
            session.close();
    });
    auto users = session.query<User>().all();
    ASSERT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0].name, "eddie");
    users[0].name = "ed";
    closes = true;
    EXPECT_THROW(static_cast<void>(session.query<User>().all()), StateError);
}

TEST_F(Semantics4, R4_6_a_listener_that_flushes_or_commits_is_a_state_error) {
    session.on_before_flush([&] { session.flush(); });
    EXPECT_THROW(session.flush(), StateError);
    Session second(engine);
    second.on_before_flush([&] { second.commit(); });
    EXPECT_THROW(second.flush(), StateError);
    Session third(engine);
    third.on_before_flush([&] { third.rollback(); });
    EXPECT_THROW(third.flush(), StateError);
}

// --- batches

TEST_F(Semantics4, R10_2_many_new_rows_go_in_batches_and_get_their_keys_in_order) {
    std::vector<User*> users;
    for (int i = 0; i < 1000; ++i)
        users.push_back(&session.add(User{.name = std::to_string(i)}));
    const StatementLog log(engine);
    session.flush();
    EXPECT_LE(log.count(), 1000U / 64 + 10) << log.to_string();
    for (std::size_t i = 0; i < users.size(); ++i)
        EXPECT_EQ(users[i]->id, static_cast<int>(i) + 1);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM users WHERE name = CAST(id - 1 AS CHAR(9)) AND age = 18"), 1000);
}

}  // namespace
}  // namespace rowan::rules
