// SEMANTICS 3.2 (populate_existing), 3.6 and 4.1: what the program's own statements flush first, and what they make
// old.
#include "rules_support.hpp"
#include <rowan/dialects/dialect.hpp>

#include <functional>

namespace rowan::rules {
namespace {

using Statement = std::function<void(Session&)>;
struct NamedStatement {
    const char* name;
    Statement send;
};
void PrintTo(const NamedStatement& statement, std::ostream* out) { *out << statement.name; }

/// Statements of every kind that read the table of users, or write it.
const NamedStatement reading[] = {
    {"query_all", [](Session& s) { static_cast<void>(s.query<User>().all()); }},
    {"query_first", [](Session& s) { static_cast<void>(s.query<User>().first()); }},
    {"query_one_or_none", [](Session& s) { static_cast<void>(s.query<User>().limit(1).one_or_none()); }},
    {"query_count", [](Session& s) { static_cast<void>(s.query<User>().count()); }},
    {"query_exists", [](Session& s) { static_cast<void>(s.query<User>().exists()); }},
    {"query_of_a_column", [](Session& s) { static_cast<void>(s.query(col<&User::name>).all()); }},
    {"query_of_two_structs", [](Session& s) { static_cast<void>(s.query<City, User>().limit(1).all()); }},
    {"query_that_joins", [](Session& s) { static_cast<void>(s.query<City>().join<&City::users>().all()); }},
    {"query_with_a_subquery",
     [](Session& s) {
         static_cast<void>(s.query<City>().filter(col<&City::id>.in(select(col<&User::city_id>))).all());
     }},
    {"query_with_a_joined_load",
     [](Session& s) { static_cast<void>(s.query<City>().options(joinedload<&City::users>()).all()); }},
    {"from_statement",
     [](Session& s) { static_cast<void>(s.query<City>().from_statement(text("SELECT * FROM cities")).all()); }},
    {"yield_per",
     [](Session& s) {
         for (User& user : s.query<User>().yield_per(10))
             static_cast<void>(user);
     }},
    {"stream",
     [](Session& s) {
         for (User& user : s.stream(select<User>(), 10))
             static_cast<void>(user);
     }},
    {"scalars", [](Session& s) { static_cast<void>(s.scalars(select<User>())); }},
    {"scalar", [](Session& s) { static_cast<void>(s.scalar(select(col<&User::id>))); }},
    {"execute_select", [](Session& s) { static_cast<void>(s.execute(select(col<&User::id>, col<&User::name>))); }},
    {"execute_union",
     [](Session& s) { static_cast<void>(s.execute(select(col<&City::name>).union_all(select(col<&User::name>)))); }},
    {"paginate", [](Session& s) { static_cast<void>(paginate(s, select<User>().order_by(col<&User::id>), {})); }},
    {"keyset", [](Session& s) { static_cast<void>(keyset(s, select<User>(), {.limit = 5}, col<&User::id>)); }},
    {"scalar_text", [](Session& s) { static_cast<void>(s.scalar(text("SELECT 1"))); }},
    {"execute_text", [](Session& s) { static_cast<void>(s.execute(text("SELECT * FROM users"))); }},
};
const NamedStatement writing[] = {
    {"execute_update",
     [](Session& s) { s.execute(update<User>().set(col<&User::age> = 77).where(col<&User::name> == "ed")); }},
    {"execute_update_returning",
     [](Session& s) {
         static_cast<void>(s.execute(
             update<User>().set(col<&User::age> = 77).where(col<&User::name> == "ed").returning(col<&User::id>)));
     }},
    {"query_update", [](Session& s) { s.query<User>().filter(col<&User::name> == "ed").update(col<&User::age> = 77); }},
    {"execute_text", [](Session& s) { s.execute(text("UPDATE users SET age = 77 WHERE name = 'ed'")); }},
    {"execute_upsert",
     [](Session& s) {
         s.execute(insert<User>()
                       .values(col<&User::name> = "ed")
                       .on_conflict_do_update(conflict_on(col<&User::name>), col<&User::age> = 77));
     }},
    {"execute_many",
     [](Session& s) {
         s.execute(text("UPDATE users SET age = :age WHERE name = :name"),
                   std::vector<Parameters>{{{"age", 3}, {"name", "wendy"}}, {{"age", 77}, {"name", "ed"}}});
     }},
};

class Statements : public RulesTest, public testing::WithParamInterface<NamedStatement> {
protected:
    Statements() {
        run("INSERT INTO cities VALUES (1, 'Rome');"
            "INSERT INTO users (id, name, age, city_id) VALUES (1, 'ed', 30, 1), (2, 'wendy', 40, 1);"
            "INSERT INTO tags VALUES (1, 't')");
    }
};

/// Whether this database has what the statement is made of.
bool is_there(const Engine& engine, const NamedStatement& statement) {
    return statement.name != std::string_view("execute_update_returning") ||
           engine.dialect().capabilities().update_returning;
}

/// Of one statement.
class NamedStatements : public Statements {
protected:
    void SetUp() override {
        if (!is_there(engine, GetParam()))
            GTEST_SKIP() << "this database has no UPDATE ... RETURNING";
    }
};

class EveryStatement : public NamedStatements {};
TEST_P(EveryStatement, R4_1_flushes_if_a_table_that_it_names_has_unsaved_changes) {
    session.add(User{.name = "new"});
    Tag& tag = session.add(Tag{.name = "new"});
    GetParam().send(session);
    EXPECT_EQ(number_inside("SELECT count(*) FROM users WHERE name = 'new'"), 1);
    EXPECT_EQ(session.state(tag), ObjectState::persistent) << "a flush writes everything, in one order";
    session.get_one<User>(1).nickname = "eddie";
    GetParam().send(session);
    EXPECT_EQ(number_inside("SELECT count(*) FROM users WHERE nick = 'eddie'"), 1);
}

TEST_P(EveryStatement, R4_1_flushes_nothing_under_no_autoflush) {
    const NoAutoflush pause = session.no_autoflush();
    User& added = session.add(User{.name = "new"});
    GetParam().send(session);
    EXPECT_EQ(session.state(added), ObjectState::pending);
    EXPECT_EQ(number_inside("SELECT count(*) FROM users"), 2);
}

TEST_P(EveryStatement, R4_1_flushes_the_members_of_a_relationship_too) {
    City& rome = session.get_one<City>(1);
    rome.users.add(User{.name = "new"});
    GetParam().send(session);
    EXPECT_EQ(number_inside("SELECT count(*) FROM users WHERE city_id = 1"), 3);
}

const auto name_of_statement = [](const auto& info) { return std::string(info.param.name); };
INSTANTIATE_TEST_SUITE_P(Reading, EveryStatement, testing::ValuesIn(reading), name_of_statement);
INSTANTIATE_TEST_SUITE_P(Writing, EveryStatement, testing::ValuesIn(writing), name_of_statement);

/// Whether the statement may see any table.
bool is_text(const NamedStatement& statement) {
    const std::string_view name = statement.name;
    return name.find("text") != name.npos || name == "from_statement" || name == "execute_many";
}

TEST_F(Statements, R4_1_statements_that_name_other_tables_do_not_flush) {
    Tag& tag = session.add(Tag{.name = "new"});
    for (const auto& statements : {std::span<const NamedStatement>(reading), std::span<const NamedStatement>(writing)})
        for (const NamedStatement& statement : statements) {
            if (is_text(statement) || !is_there(engine, statement))
                continue;
            statement.send(session);
            EXPECT_EQ(session.state(tag), ObjectState::pending) << statement.name;
        }
    session.execute(text("SELECT 1"));
    EXPECT_EQ(session.state(tag), ObjectState::persistent) << "a text may name any";
}

TEST_F(Statements, R4_1_pairs_are_changes_of_their_table_and_its_ends) {
    Post& post = session.add(Post{.title = "a", .author = session.get_one<User>(1)});
    Tag& tag = session.get_one<Tag>(1);
    session.flush();
    const auto flushes = [&](auto&& send) {
        post.tags.add(tag);
        StatementLog log(engine);
        send();
        const bool flushed = log.count("INSERT INTO post_tag") > 0;
        session.flush();
        post.tags.remove(tag);
        session.flush();
        return flushed;
    };
    EXPECT_FALSE(flushes([&] { static_cast<void>(session.query<City>().all()); }));
    EXPECT_FALSE(flushes([&] { static_cast<void>(session.query<Profile>().count()); }));
    EXPECT_TRUE(flushes([&] { static_cast<void>(session.query<Post>().all()); }));
    EXPECT_TRUE(flushes([&] { static_cast<void>(session.query<Tag>().all()); }));
    EXPECT_TRUE(flushes([&] { static_cast<void>(session.execute(select(func::count()).select_from(post_tag))); }));
}

TEST_F(Statements, R4_1_a_removal_is_flushed_by_every_statement) {
    run("INSERT INTO posts (id, title, author_id) VALUES (1, 'a', 1)");
    session.remove(session.get_one<User>(1));
    EXPECT_EQ(session.query<Post>().count(), 0) << "what goes with it is gone, too";
}

TEST_F(Statements, R4_1_a_read_session_flushes_nothing_and_has_nothing_to_flush) {
    ReadSession reader(engine);
    const StatementLog log(engine);
    EXPECT_EQ(reader.get<User>(1)->name, "ed");
    EXPECT_EQ(log.count(), 1U);
    EXPECT_EQ(log.count("SELECT"), 1U);
}

// --- 3.6

class WritingStatement : public NamedStatements {};
TEST_P(WritingStatement, R3_6_makes_the_objects_of_what_it_wrote_old_and_only_those) {
    User& ed = session.get_one<User>(1);
    City& rome = session.get_one<City>(1);
    ASSERT_EQ(rome.users.size(), 2U);
    ASSERT_EQ(ed.city.get(), &rome);
    GetParam().send(session);
    EXPECT_EQ(ed.age, 30) << "until its row arrives";
    EXPECT_FALSE(rome.users.is_loaded());
    StatementLog log(engine);
    EXPECT_EQ(session.get<User>(1), &ed);
    EXPECT_EQ(ed.age, 77);
    EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
    EXPECT_EQ(session.get<City>(1), &rome);
    EXPECT_EQ(log.count("SELECT"), is_text(GetParam()) ? 2U : 1U) << log.to_string();
    EXPECT_EQ(rome.users.size(), 2U);
}

TEST_P(WritingStatement, R3_6_flushes_first_so_that_nothing_unsaved_is_lost) {
    User& ed = session.get_one<User>(1);
    ed.age = 55;
    ed.nickname = "eddie";
    GetParam().send(session);
    EXPECT_EQ(number_inside("SELECT age FROM users WHERE nick = 'eddie'"), 77);
    session.query<User>().all();
    EXPECT_EQ(ed.age, 77);
    session.commit();
    EXPECT_EQ(number("SELECT age FROM users WHERE nick = 'eddie'"), 77);
}

TEST_P(WritingStatement, R3_6_loses_nothing_unsaved_under_no_autoflush_either) {
    City& rome = session.get_one<City>(1);
    ASSERT_EQ(rome.users.size(), 2U);
    const Post& post = session.add(Post{.title = "a", .author = session.get_one<User>(2), .tags = {Tag{.name = "x"}}});
    session.flush();
    {
        const NoAutoflush pause = session.no_autoflush();
        rome.users.add(User{.name = "new"});
        rome.users.remove(session.get_one<User>(2));
        session.get_one<Post>(post.id).tags.add(session.get_one<Tag>(1));
        GetParam().send(session);
    }
    session.commit();
    EXPECT_EQ(listed("SELECT name FROM users WHERE city_id = 1 ORDER BY id"), "ed,new");
    EXPECT_EQ(number("SELECT count(*) FROM post_tag"), 2);
}
INSTANTIATE_TEST_SUITE_P(All, WritingStatement, testing::ValuesIn(writing), name_of_statement);

TEST_F(Statements, R3_6_a_statement_that_deletes_or_inserts_does_the_same) {
    City& rome = session.get_one<City>(1);
    User& wendy = session.get_one<User>(2);
    ASSERT_EQ(rome.users.size(), 2U);
    session.execute(delete_from<User>().where(col<&User::id> == 2));
    EXPECT_EQ(rome.users.size(), 1U);
    EXPECT_EQ(session.get<User>(2), nullptr);
    EXPECT_EQ(session.state(wendy), ObjectState::deleted);
    session.execute(insert<User>().values(col<&User::name> = "mary", col<&User::city_id> = 1));
    EXPECT_EQ(rome.users.size(), 2U);
    session.query<User>().filter(col<&User::name> == "mary").delete_();
    EXPECT_EQ(rome.users.size(), 1U);
}

TEST_F(Statements, R3_6_objects_that_a_delete_gave_back_are_gone) {
    if (!engine.dialect().capabilities().delete_returning)
        GTEST_SKIP() << "this database has no DELETE ... RETURNING";
    City& oslo = session.add(City{.name = "Oslo"});
    session.commit();
    const auto statement = delete_from<City>().where(col<&City::name> == "Oslo").returning(entity<City>);
    for (auto [city] : session.execute(statement)) {
        EXPECT_EQ(&city, &oslo);
    }
    EXPECT_EQ(session.get<City>(oslo.id), nullptr);
    session.rollback();
    EXPECT_EQ(
        session.query<City>().from_statement(text("DELETE FROM cities WHERE name = 'Oslo' RETURNING *")).all().size(),
        1U);
    EXPECT_EQ(session.get<City>(oslo.id), nullptr);
    EXPECT_EQ(session.state(oslo), ObjectState::deleted);
    session.rollback();
    EXPECT_EQ(session.get<City>(oslo.id), &oslo);
}

TEST_F(Statements, R3_6_a_statement_that_writes_pairs_unloads_both_ends) {
    Post& post = session.add(Post{.title = "a", .author = session.get_one<User>(1)});
    Tag& tag = session.get_one<Tag>(1);
    session.flush();
    ASSERT_EQ(post.tags.size() + tag.posts.size(), 0U);
    session.execute(insert(post_tag), {{"post_id", post.id}, {"tag_id", tag.id}});
    EXPECT_EQ(post.tags.size(), 1U);
    EXPECT_EQ(tag.posts.size(), 1U);
}

TEST_F(Statements, R3_6_a_failed_statement_fails_the_level_and_makes_nothing_old) {
    User& ed = session.get_one<User>(1);
    EXPECT_THROW(session.execute(update<User>().set(col<&User::name> = "wendy").where(col<&User::id> == 1)),
                 IntegrityError);
    EXPECT_THROW(static_cast<void>(session.query<User>().all()), PendingRollbackError);
    session.rollback();
    EXPECT_EQ(session.get<User>(1), &ed);
    EXPECT_EQ(ed.name, "ed");
}

// --- 3.2

TEST_F(Statements, R3_2_populate_existing_overwrites_what_was_read_and_what_was_changed) {
    User& ed = session.get_one<User>(1);
    User& wendy = session.get_one<User>(2);
    City& rome = session.get_one<City>(1);
    ASSERT_EQ(ed.posts.size(), 0U);
    ASSERT_EQ(rome.users.size(), 2U);
    session.connection().run_script(
        "UPDATE users SET age = 31 WHERE id = 1;"
        "INSERT INTO posts (title, author_id) VALUES ('a', 1)");
    const NoAutoflush pause = session.no_autoflush();
    wendy.name = "unsaved";
    wendy.posts.add(Post{.title = "pending"});
    const auto plain = session.query<User>().all();
    EXPECT_EQ(ed.age, 30) << "3.1";
    EXPECT_EQ(wendy.name, "unsaved");
    EXPECT_EQ(session.query<User>().populate_existing().order_by(col<&User::id>).all().size(), 2U);
    EXPECT_EQ(ed.age, 31);
    EXPECT_EQ(wendy.name, "wendy");
    EXPECT_TRUE(session.modified_columns(wendy).empty());
    EXPECT_EQ(ed.posts.size(), 1U) << "its relationships became not loaded";
    EXPECT_TRUE(rome.users.is_loaded()) << "a city is none of these";
}

TEST_F(Statements, R3_2_populate_existing_and_a_rollback_give_the_values_of_before) {
    User& ed = session.get_one<User>(1);
    session.connection().run_script("UPDATE users SET age = 31 WHERE id = 1");
    static_cast<void>(session.query<User>().populate_existing().all());
    EXPECT_EQ(ed.age, 31);
    session.rollback();
    EXPECT_EQ(session.get<User>(1), &ed);
    EXPECT_EQ(ed.age, 30);
}

TEST_F(Statements, R3_2_populate_existing_leaves_what_is_removed_or_pending) {
    User& ed = session.get_one<User>(1);
    const NoAutoflush pause = session.no_autoflush();
    session.remove(ed);
    User& added = session.add(User{.name = "new"});
    EXPECT_EQ(session.query<User>().populate_existing().all().size(), 2U);
    EXPECT_EQ(session.state(ed), ObjectState::removed);
    EXPECT_EQ(session.state(added), ObjectState::pending);
    session.commit();
    EXPECT_EQ(listed("SELECT name FROM users ORDER BY id"), "wendy,new");
}

}  // namespace
}  // namespace rowan::rules
