// Exceptions of the program's own code (listeners, adapters, copies) and of a connection that breaks, wherever they
// come: database and session agree afterwards, or the session says that it is closed and why.
#include "../drivers/sqlite_support.hpp"
#include "rules_support.hpp"
#include <rowan/engine/database_registry.hpp>

#include <gmock/gmock.h>

namespace rowan::rules {

// A text whose adapter and copies fail on request.
struct Moody {
    std::string text{};
    Moody() = default;
    Moody(std::string given) : text(std::move(given)) {}
    Moody(const Moody& other) : text(other.text) { complain(fails_to_copy); }
    Moody(Moody&&) = default;
    Moody& operator=(const Moody& other) {
        complain(fails_to_copy);
        text = other.text;
        return *this;
    }
    Moody& operator=(Moody&&) = default;
    ~Moody() = default;

    static void complain(bool wanted) {
        if (wanted)
            throw 42;  // nothing that derives from std::exception
    }
    static inline bool fails_to_copy = false;
    static inline bool fails_to_load = false;
    static inline bool fails_to_store = false;
    static inline int stores_before_failing = -1;  // none fails
};

}  // namespace rowan::rules

template <>
struct rowan::type_adapter<rowan::rules::Moody> {
    using stored = std::string;
    static stored store(const rowan::rules::Moody& moody) {
        rowan::rules::Moody::complain(rowan::rules::Moody::fails_to_store ||
                                      rowan::rules::Moody::stores_before_failing-- == 0);
        return moody.text;
    }
    static rowan::rules::Moody load(const stored& text) {
        rowan::rules::Moody::complain(rowan::rules::Moody::fails_to_load);
        return {text};
    }
};

namespace rowan::rules {
namespace {

using test::message_of;
using test::message_of_just;
using testing::HasSubstr;

struct Diary {
    int id{};
    std::string title{};
    Moody mood{};
    static constexpr auto mapping() { return table<Diary>("diaries", column<&Diary::id>(primary_key)); }
};

class SessionExceptions : public DatabaseTest {
protected:
    SessionExceptions() { rowan::metadata<Diary>().create_all(engine); }
    ~SessionExceptions() override { Moody::fails_to_copy = Moody::fails_to_load = Moody::fails_to_store = false; }

    Diary& saved() {
        Diary& diary = session.add(Diary{.title = "first", .mood = Moody("calm")});
        session.commit();
        return diary;
    }
};

TEST_F(SessionExceptions, R4_5_a_listener_that_throws_in_the_middle_of_a_flush) {
    Diary& old = saved();
    old.title = "second";
    Diary& diary = session.add(Diary{.title = "new"});
    const ListenerId id = engine.before_execute([](const ExecutionEvent& event) {
        if (event.sql.starts_with("UPDATE"))
            throw 42;
    });
    EXPECT_THROW(session.flush(), int);
    engine.remove_listener(id);
    EXPECT_EQ(diary.id, 0);
    EXPECT_EQ(session.state(diary), ObjectState::pending);
    EXPECT_THROW(session.flush(), PendingRollbackError);
    session.rollback();
    EXPECT_EQ(old.title, "first");
    session.restore(diary);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM diaries"), 2);
    EXPECT_EQ(words("SELECT title FROM diaries WHERE id = 1"), "'first'");
}

TEST_F(SessionExceptions, R4_4_an_adapter_that_throws_in_a_flush) {
    Diary& diary = session.add(Diary{.title = "new", .mood = Moody("calm")});
    Moody::fails_to_store = true;
    EXPECT_ANY_THROW(session.flush());
    Moody::fails_to_store = false;
    EXPECT_EQ(diary.id, 0);
    session.rollback();
    session.restore(diary);
    session.commit();
    EXPECT_EQ(words("SELECT mood FROM diaries"), "'calm'");
}

TEST_F(SessionExceptions, R4_4_an_adapter_that_throws_when_the_rows_are_written) {
    for (const int calls : {1, 2, 3, 4}) {
        Diary& first = session.add(Diary{.title = "one", .mood = Moody("calm")});
        Diary& second = session.add(Diary{.title = "two", .mood = Moody("glad")});
        Moody::stores_before_failing = calls - 1;
        EXPECT_THAT(message_of<DataError>([&] { session.flush(); }), HasSubstr("diaries.mood (Diary::mood)")) << calls;
        Moody::stores_before_failing = -1;
        for (const Diary* diary : {&first, &second}) {
            EXPECT_EQ(diary->id, 0) << calls;
            EXPECT_EQ(session.state(*diary), ObjectState::pending) << calls;
        }
        EXPECT_THROW(session.commit(), PendingRollbackError) << calls;
        session.rollback();
        session.clear();
    }
    EXPECT_EQ(number("SELECT count(*) FROM diaries"), 0);
}

TEST_F(SessionExceptions, R8_4_a_value_that_an_adapter_refuses_is_a_data_error_wherever_it_is_looked_at) {
    Diary& diary = saved();
    Moody::fails_to_store = true;
    const auto tell = [&](auto&& work) {
        try {
            work();
        } catch (const DataError& error) {
            EXPECT_EQ(error.table() + "." + error.column(), "diaries.mood");
            EXPECT_THAT(error.what(), HasSubstr("(Diary::mood): the value is refused by its type's adapter"));
            return;
        }
        ADD_FAILURE() << "nothing was thrown";
    };
    tell([&] { session.flush(); });
    tell([&] { session.commit(); });
    tell([&] { static_cast<void>(session.modified_columns(diary)); });
    tell([&] { static_cast<void>(session.dirty<Diary>()); });
    tell([&] { static_cast<void>(session.begin_nested()); });
    tell([&] { static_cast<void>(session.query<Diary>().all()); });
    session.rollback();
    tell([&] { static_cast<void>(session.query<Diary>().all()); });
    session.rollback();
    Moody::fails_to_store = false;
    diary.title = "second";
    session.commit();
    EXPECT_EQ(words("SELECT title FROM diaries"), "'second'");
}

TEST_F(SessionExceptions, R4_5_a_listener_that_throws_when_the_COMMIT_is_done) {
    Diary& diary = session.add(Diary{.title = "new"});
    const ListenerId id = engine.on_connection([](const ConnectionEvent& event) {
        if (event.action == ConnectionAction::commit)
            throw 42;
    });
    EXPECT_THROW(session.commit(), int);
    engine.remove_listener(id);
    EXPECT_EQ(number("SELECT count(*) FROM diaries"), 1);
    EXPECT_FALSE(session.in_transaction());
    EXPECT_EQ(session.state(diary), ObjectState::persistent);
    diary.title = "changed";
    session.rollback();
    EXPECT_EQ(session.state(diary), ObjectState::persistent);
    EXPECT_EQ(diary.title, "new") << "the commit was final";
}

TEST_F(SessionExceptions, R5_4_a_listener_that_throws_when_a_savepoint_is_rolled_back) {
    Diary& diary = saved();
    Savepoint savepoint = session.begin_nested();
    diary.title = "second";
    session.flush();
    const ListenerId id = engine.on_connection([](const ConnectionEvent& event) {
        if (event.action == ConnectionAction::rollback_to_savepoint)
            throw 42;
    });
    EXPECT_THROW(savepoint.rollback(), int);
    engine.remove_listener(id);
    EXPECT_EQ(diary.title, "first");
    session.commit();
    EXPECT_EQ(words("SELECT title FROM diaries"), "'first'");
}

TEST_F(SessionExceptions, R5_1_a_rollback_that_an_adapter_keeps_from_the_objects_closes_the_session) {
    Diary& diary = saved();
    diary.mood = Moody("angry");
    session.flush();
    Moody::fails_to_load = true;
    EXPECT_ANY_THROW(session.rollback());
    Moody::fails_to_load = false;
    EXPECT_THAT(message_of<StateError>([&] { session.flush(); }), HasSubstr("rollback"));
    EXPECT_EQ(diary.title, "first") << "objects stay until the end";
    EXPECT_EQ(engine.pool_status().in_use, 0U);
    EXPECT_EQ(words("SELECT mood FROM diaries"), "'calm'");
    session.close();
}

TEST_F(SessionExceptions, R7_5_a_merge_whose_copy_throws_leaves_nothing_behind) {
    Diary& known = saved();
    const Diary fresh{.id = 7, .title = "merged", .mood = Moody("calm")};
    const Diary other{.id = known.id, .title = "merged", .mood = Moody("calm")};
    Moody::fails_to_copy = true;
    EXPECT_THROW(session.merge(fresh), int);
    EXPECT_THROW(session.merge(other), int);
    Moody::fails_to_copy = false;
    EXPECT_TRUE(session.pending<Diary>().empty());
    EXPECT_EQ(known.title, "first") << "all columns, or none";
    session.merge(fresh);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM diaries"), 2);
}

TEST_F(SessionExceptions, R9_1_an_adapter_that_throws_while_rows_are_read) {
    const int id = saved().id;
    Session second(engine);
    Moody::fails_to_load = true;
    EXPECT_ANY_THROW(static_cast<void>(second.get<Diary>(id)));
    Moody::fails_to_load = false;
    second.rollback();
    ASSERT_NE(second.get<Diary>(id), nullptr);
    Moody::fails_to_store = true;  // of the snapshot
    Session third(engine);
    EXPECT_ANY_THROW(static_cast<void>(third.get<Diary>(id)));
    Moody::fails_to_store = false;
    third.rollback();
    ASSERT_NE(third.get<Diary>(id), nullptr);
    third.get<Diary>(id)->title = "changed";
    third.commit();
    EXPECT_EQ(words("SELECT title FROM diaries"), "'changed'");
}

// --- a cascade that can't be loaded -------------------------------------------------------------------------------

struct Wing;

struct Bird {
    int id{};
    std::optional<int> wing_id{};
    one<Wing> wing{};
    static constexpr auto mapping() {
        return table<Bird>("birds", column<&Bird::id>(primary_key), column<&Bird::wing_id>(foreign_key("wings.id")),
                           relationship<&Bird::wing>(cascade_all));
    }
};

struct Wing {
    int id{};
    static constexpr auto mapping() { return table<Wing>("wings", column<&Wing::id>(primary_key)); }
};

TEST(SessionCascade, R6_6_a_removal_whose_cascade_can_not_be_loaded_changes_nothing) {
    const ScratchDatabase database;
    Engine engine = database.engine();
    rowan::metadata<Bird, Wing>().create_all(engine);
    {
        Session session(engine);
        session.add(Bird{.wing = Wing{}});
        session.commit();
    }
    Session session(engine, {.strict_loading = true});
    Bird& bird = session.get_one<Bird>(1);
    EXPECT_THROW(session.remove(bird), StateError);
    EXPECT_EQ(session.state(bird), ObjectState::persistent);
    session.commit();
    EXPECT_EQ(engine.connect().exec_driver_sql("SELECT count(*) FROM birds").scalar().as<int>(), 1);
}

// --- a connection that breaks --------------------------------------------------------------------------------------

// The database's own, whose COMMIT gets through, or not, but never answers.
class BreakingConnection : public driver::Connection {
public:
    enum class Breaks : std::uint8_t { never, before_commit, within_commit };
    static inline Breaks breaks = Breaks::never;
    explicit BreakingConnection(std::unique_ptr<driver::Connection> inner) : inner_(std::move(inner)) {}
    std::unique_ptr<driver::Statement> prepare(std::string_view sql) override { return inner_->prepare(sql); }
    void execute(std::string_view sql) override { inner_->execute(sql); }
    void begin(const driver::BeginMode& mode) override { inner_->begin(mode); }
    void commit() override {
        if (breaks == Breaks::before_commit)
            throw DisconnectedError("the connection is lost; the transaction is undone");
        inner_->commit();
        if (breaks == Breaks::within_commit)
            throw CommitUnknownError("nobody knows whether the COMMIT took effect");
    }
    void rollback() override { inner_->rollback(); }
    void savepoint(std::string_view name) override { inner_->savepoint(name); }
    void release_savepoint(std::string_view name) override { inner_->release_savepoint(name); }
    void rollback_to_savepoint(std::string_view name) override { inner_->rollback_to_savepoint(name); }
    bool in_transaction() const override { return inner_->in_transaction(); }
    bool alive() noexcept override { return inner_->alive(); }
    void interrupt() noexcept override { inner_->interrupt(); }
    int server_version() const override { return inner_->server_version(); }
    void* native_handle() noexcept override { return inner_->native_handle(); }

private:
    std::unique_ptr<driver::Connection> inner_;
};

class BreakingDriver : public driver::Driver {
public:
    explicit BreakingDriver(std::unique_ptr<driver::Driver> inner) : inner_(std::move(inner)) {}
    std::string_view name() const override { return "breaking"; }
    bool single_connection(const Url& url) const override { return inner_->single_connection(url); }
    std::unique_ptr<driver::Connection> connect(const Url& url) const override {
        return std::make_unique<BreakingConnection>(inner_->connect(url));
    }

private:
    std::unique_ptr<driver::Driver> inner_;
};

class BreakingCommit : public testing::Test {
protected:
    BreakingCommit() { rowan::metadata<Diary>().create_all(engine); }
    ~BreakingCommit() override { BreakingConnection::breaks = Breaks::never; }

    using Breaks = BreakingConnection::Breaks;
    static Engine engine_of(const ScratchDatabase& database) {
        DatabaseEntry breaking = find_database(test::tested_database(), "");
        breaking.driver = "breaking";
        breaking.make_driver = [usual = breaking.make_driver] { return std::make_unique<BreakingDriver>(usual()); };
        register_database(breaking);
        return create_engine(Url::parse(database.url()).set_driver("breaking"));
    }
    const ScratchDatabase database{};
    Engine engine = engine_of(database);
};

TEST_F(BreakingCommit, R4_5_if_the_connection_breaks_before_a_COMMIT_nothing_is_committed) {
    Session session(engine);
    Diary& diary = session.add(Diary{.title = "new"});
    session.flush();
    BreakingConnection::breaks = Breaks::before_commit;
    EXPECT_THAT(message_of_just<DisconnectedError>([&] { session.commit(); }), HasSubstr("the transaction is undone"));
    BreakingConnection::breaks = Breaks::never;
    session.rollback();
    session.restore(diary);
    session.commit();
    EXPECT_EQ(Session(engine).query<Diary>().all().size(), 1U);
}

TEST_F(BreakingCommit, R4_5_if_nobody_knows_whether_a_COMMIT_took_effect_the_session_is_closed) {
    Session session(engine);
    Diary& diary = session.add(Diary{.title = "new"});
    session.flush();
    BreakingConnection::breaks = Breaks::within_commit;
    EXPECT_THROW(session.commit(), CommitUnknownError);
    BreakingConnection::breaks = Breaks::never;
    EXPECT_EQ(diary.title, "new") << "objects stay until the end";
    EXPECT_EQ(engine.pool_status().in_use, 0U);
    EXPECT_EQ(engine.pool_status().idle, 0U) << "a connection that broke is not used again";
    EXPECT_THAT(message_of<StateError>([&] { session.rollback(); }), HasSubstr("nobody knows"));
    EXPECT_THAT(message_of<StateError>([&] { session.add(Diary{}); }), HasSubstr("nobody knows"));
    session.close();
    Session again(engine);
    EXPECT_EQ(again.query<Diary>().all().size(), 1U);
}

}  // namespace
}  // namespace rowan::rules
