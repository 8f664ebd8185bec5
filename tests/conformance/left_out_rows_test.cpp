// Tables that leave out rows of an INSERT: an object has a row of its own, or there is an error.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include "traits.hpp"

#include <gmock/gmock.h>

namespace rowan::rules {
namespace {

using test::message_of;
using testing::AllOf;
using testing::HasSubstr;

struct Note {
    int id{};
    std::string body{};

    static constexpr auto mapping() { return table<Note>("notes", column<&Note::id>(primary_key)); }
};

struct Label {
    int id{};
    std::string name{};

    static constexpr auto mapping() { return table<Label>("labels", column<&Label::id>(primary_key(given))); }
};

struct Tick {
    Timestamp at{};
    int count{};

    static constexpr auto mapping() {
        return table<Tick>("ticks", column<&Tick::at>(primary_key(given), DateTime{.precision = 0}));
    }
};

class LeftOutRows : public DatabaseTest {
protected:
    LeftOutRows() {
        rowan::metadata<Note, Label>().create_all(engine);
        run("INSERT INTO notes (id, body) VALUES (7, 'precious')");
    }
    /// Those of the text 'unwanted'.
    void leave_out() {
        for (const auto& [table, column] : {std::pair("notes", "body"), std::pair("labels", "name")}) {
            const std::string unwanted = std::string("NEW.") + column + " = 'unwanted'";
            const std::string name = std::string("leave_out_") + table;
            if (test::is_tested_on("sqlite"))
                run("CREATE TRIGGER " + name + " BEFORE INSERT ON " + table + " WHEN " + unwanted +
                    " BEGIN SELECT raise(IGNORE); END");
            else
                run("CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " + unwanted +
                    " THEN RETURN NULL; END IF; RETURN NEW; END $$; CREATE TRIGGER " + name + " BEFORE INSERT ON " +
                    table + " FOR EACH ROW EXECUTE FUNCTION " + name + "()");
        }
    }
    template <class T>
    static std::vector<T> values(int count, int unwanted, std::string T::* text, bool with_keys = false) {
        std::vector<T> all(static_cast<std::size_t>(count));
        for (int i = 0; i < count; ++i) {
            all[static_cast<std::size_t>(i)].*text = i == unwanted ? "unwanted" : "wanted";
            if (with_keys)
                all[static_cast<std::size_t>(i)].id = 100 + i;
        }
        return all;
    }
};

TEST_F(LeftOutRows, R4_3_of_a_flush_are_an_error) {
    if (!test::traits().triggers_leave_out_rows)
        GTEST_SKIP() << "no trigger of this database leaves out rows";
    leave_out();
    for (const int count : {1, 2, 6, 250}) {
        std::vector<Note*> notes;
        for (Note& note : values(count, count / 2, &Note::body))
            notes.push_back(&session.add(std::move(note)));
        EXPECT_THAT(message_of<OperationalError>([&] { session.flush(); }),
                    AllOf(HasSubstr("INSERT into notes (Note) inserted "), HasSubstr("ON CONFLICT IGNORE"),
                          HasSubstr("insert<Note>()"), HasSubstr("SQL: ")))
            << count;
        for (const Note* note : notes)
            EXPECT_EQ(note->id, 0) << count;
        EXPECT_THROW(session.flush(), PendingRollbackError);
        session.rollback();
    }
    EXPECT_EQ(words("SELECT body FROM notes"), "'precious'");
    EXPECT_EQ(number("SELECT count(*) FROM notes"), 1);
}

TEST_F(LeftOutRows, R4_3_of_given_keys_are_an_error) {
    if (!test::traits().triggers_leave_out_rows)
        GTEST_SKIP() << "no trigger of this database leaves out rows";
    leave_out();
    for (const int count : {1, 6, 250}) {
        for (Label& label : values(count, count - 1, &Label::name, true))
            session.add(std::move(label));
        EXPECT_THAT(message_of<OperationalError>([&] { session.flush(); }),
                    HasSubstr("INSERT into labels (Label) inserted "))
            << count;
        session.rollback();
        session.clear();
    }
    EXPECT_EQ(number("SELECT count(*) FROM labels"), 0);
}

TEST_F(LeftOutRows, are_an_error_where_keys_are_written_back) {
    if (!test::traits().triggers_leave_out_rows)
        GTEST_SKIP() << "no trigger of this database leaves out rows";
    leave_out();
    for (const int count : {1, 2, 6, 250}) {
        std::vector<Note> notes = values(count, count / 2, &Note::body);
        EXPECT_THAT(message_of<OperationalError>([&] {
                        engine.begin([&](Connection& connection) {
                            connection.execute(insert<Note>(), rows(notes).write_back());
                        });
                    }),
                    AllOf(HasSubstr("(the first is 0): INSERT into notes (Note) inserted "), HasSubstr("SQL: ")))
            << count;
        for (const Note& note : notes)
            EXPECT_EQ(note.id, 0) << count;
    }
    EXPECT_EQ(number("SELECT count(*) FROM notes"), 1);
}

TEST_F(LeftOutRows, of_a_plain_bulk_insert_are_told_by_its_count) {
    if (!test::traits().triggers_leave_out_rows)
        GTEST_SKIP() << "no trigger of this database leaves out rows";
    leave_out();
    for (const int count : {6, 250})
        engine.begin([&](Connection& connection) {
            EXPECT_EQ(connection.execute(insert<Note>(), values(count, 3, &Note::body)).row_count(), count - 1);
            EXPECT_EQ(connection.execute(insert<Label>(), values(count, 3, &Label::name, true)).row_count(), count - 1);
            connection.execute(delete_from<Label>().all_rows());
        });
    EXPECT_EQ(number("SELECT count(*) FROM notes"), 1 + 5 + 249);
}

TEST_F(LeftOutRows, R4_3_by_ON_CONFLICT_IGNORE_are_an_error) {
    if (!test::traits().conflict_clauses)
        GTEST_SKIP() << "this database has no ON CONFLICT in the declaration of a column";
    run("DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE ON CONFLICT IGNORE);"
        "INSERT INTO notes VALUES (7, 'precious'), (3, 'unwanted')");
    for (const int count : {1, 6}) {
        for (Note& note : values(count, 0, &Note::body))
            session.add(std::move(note));
        EXPECT_THROW(session.flush(), OperationalError) << count;
        session.rollback();
        session.clear();
    }
    EXPECT_EQ(listed("SELECT body FROM notes ORDER BY id"), "unwanted,precious");
}

TEST_F(LeftOutRows, R7_3_a_view_makes_no_keys_and_takes_those_given) {
    if (test::traits().counts_writes_by_triggers)
        GTEST_SKIP() << "this database counts what a view's triggers insert";
    run("DROP TABLE labels; CREATE TABLE base (id INTEGER PRIMARY KEY, text TEXT NOT NULL);"
        "CREATE VIEW labels AS SELECT id, text AS name FROM base; DROP TABLE notes;"
        "CREATE VIEW notes AS SELECT id, text AS body FROM base;"
        "CREATE TRIGGER i INSTEAD OF INSERT ON labels BEGIN INSERT INTO base VALUES (NEW.id, NEW.name); END;"
        "CREATE TRIGGER n INSTEAD OF INSERT ON notes BEGIN INSERT INTO base (text) VALUES (NEW.body); END;"
        "INSERT INTO base VALUES (7, 'precious')");
    session.add(Label{.id = 1, .name = "one"});
    session.add(Label{.id = 2, .name = "two"});
    session.flush();
    std::vector<Label> more{{3, "three"}, {4, "four"}};
    session.connection().execute(insert<Label>(), rows(more).write_back());
    session.commit();
    EXPECT_EQ(listed("SELECT text FROM base ORDER BY id"), "one,two,three,four,precious");

    for (const int count : {1, 2}) {
        for (Note& note : values(count, -1, &Note::body))
            session.add(std::move(note));
        EXPECT_THAT(message_of<ArgumentError>([&] { session.flush(); }),
                    HasSubstr("the database makes no keys for notes.id (Note)"));
        session.rollback();
        session.clear();
    }
    EXPECT_EQ(number("SELECT count(*) FROM base"), 5);
}

struct Draft {
    int id{};
    std::string body{};
    int version{};

    static constexpr auto mapping() {
        return table<Draft>("drafts", column<&Draft::id>(primary_key(given)), column<&Draft::version>(rowan::version));
    }
};

TEST_F(LeftOutRows, R4_3_a_view_does_not_count_what_its_triggers_write) {
    if (test::traits().counts_writes_by_triggers)
        GTEST_SKIP() << "this database counts what a view's triggers write";
    metadata<Draft>();
    run("CREATE TABLE base (id INTEGER PRIMARY KEY, text TEXT NOT NULL, version INTEGER NOT NULL);"
        "DROP TABLE labels; CREATE VIEW labels AS SELECT id, text AS name FROM base;"
        "CREATE VIEW drafts AS SELECT id, text AS body, version FROM base;"
        "CREATE TRIGGER u INSTEAD OF UPDATE ON labels BEGIN UPDATE base SET text = NEW.name WHERE id = OLD.id; END;"
        "CREATE TRIGGER v INSTEAD OF UPDATE ON drafts BEGIN "
        "UPDATE base SET text = NEW.body, version = NEW.version WHERE id = OLD.id; END;"
        "CREATE TRIGGER d INSTEAD OF DELETE ON drafts BEGIN DELETE FROM base WHERE id = OLD.id; END;"
        "INSERT INTO base VALUES (1, 'one', 1), (2, 'two', 1), (3, 'three', 1)");
    Label& one = session.get_one<Label>(1);
    one.name = "uno";
    session.commit();
    run("DELETE FROM base WHERE id = 1");
    one.name = "eins";
    EXPECT_THROW(session.flush(), StaleDataError);
    session.rollback();

    Draft& two = session.get_one<Draft>(2);
    Draft& three = session.get_one<Draft>(3);
    two.body = "due";
    session.remove(three);
    session.commit();
    EXPECT_EQ(two.version, 2);
    EXPECT_EQ(listed("SELECT text FROM base ORDER BY id"), "due");
    run("UPDATE base SET version = 7");
    two.body = "deux";
    EXPECT_THROW(session.flush(), StaleDataError);
    session.rollback();
    session.remove(two);
    EXPECT_THROW(session.flush(), StaleDataError);
    session.rollback();
    EXPECT_EQ(listed("SELECT text FROM base ORDER BY id"), "due");
}

TEST_F(LeftOutRows, R7_1_two_new_objects_do_not_share_a_key) {
    if (!test::traits().conflict_clauses)
        GTEST_SKIP() << "this database has no ON CONFLICT in the declaration of a column";
    metadata<Tick>();
    run("CREATE TABLE ticks (at TEXT PRIMARY KEY ON CONFLICT REPLACE, count INTEGER NOT NULL)");
    const Timestamp noon{std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)};
    Tick& first = session.add(Tick{.at = noon + std::chrono::milliseconds(1), .count = 1});
    Tick& second = session.add(Tick{.at = noon + std::chrono::milliseconds(2), .count = 2});
    EXPECT_THAT(message_of<OperationalError>([&] { session.flush(); }), HasSubstr("two new objects got one key"));
    EXPECT_THROW(session.flush(), PendingRollbackError);
    EXPECT_EQ(first.count + second.count, 3);
    session.rollback();
    EXPECT_EQ(session.state(first), ObjectState::transient);
    EXPECT_EQ(session.state(second), ObjectState::transient);
    EXPECT_EQ(number("SELECT count(*) FROM ticks"), 0);
}

}  // namespace
}  // namespace rowan::rules
