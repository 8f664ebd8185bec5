// Keys that change (SEMANTICS 7.2) to those that others give up in the same flush, and children that are given to whom
// has the key then (4.2, 6.2, 6.6).
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Jar;
struct Shelf {
    std::string code{};
    std::string name{};
    many<Jar> jars{};

    static constexpr auto mapping() { return table<Shelf>("shelves", column<&Shelf::code>(primary_key(may_change))); }
};
struct Jar {
    int id{};
    std::optional<std::string> code{};
    one<Shelf> shelf{};

    static constexpr auto mapping() {
        return table<Jar>("jars", column<&Jar::id>(primary_key),
                          column<&Jar::code>(foreign_key("shelves.code", {.on_update = Action::cascade})));
    }
};

class SavedShelves : public DatabaseTest {
protected:
    SavedShelves() {
        metadata<Shelf, Jar>().create_all(engine);
        session.add(Shelf{.code = "A", .name = "a"});
        session.add(Shelf{.code = "B", .name = "b"});
        session.add(Jar{});
        session.commit();
    }
};

class HandedOnKeys : public SavedShelves {
protected:
    /// Memory and database agree, also about both ends.
    void expect_in(Jar& in, const Shelf* shelf) {
        EXPECT_EQ(in.shelf.get(), shelf);
        EXPECT_EQ(in.code, shelf ? std::optional(shelf->code) : std::nullopt);
        const auto row = session.connection().fetch<Jar>(select<Jar>().where(col<&Jar::id> == in.id));
        EXPECT_EQ(row.at(0).code, in.code);
        EXPECT_TRUE(!shelf || shelf->jars.contains(in));
    }

    Shelf& a = session.get_one<Shelf>("A");
    Shelf& b = session.get_one<Shelf>("B");
    Jar& jar = session.get_one<Jar>(1);
};

TEST_F(HandedOnKeys, R6_6_of_a_removed_parent_keep_the_children_that_were_given_to_the_heir) {
    Jar& second = session.add(Jar{.shelf = a});
    session.commit();
    session.remove(b);
    a.code = "B";
    jar.shelf = a;
    Jar& third = a.jars.add(Jar{});
    session.flush();
    for (Jar* each : {&jar, &second, &third})
        expect_in(*each, &a);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM jars WHERE code = 'B'"), 3);
}

TEST_F(HandedOnKeys, R7_1_of_a_persistent_object_may_be_those_of_a_new_one) {
    b.code = "C";
    Shelf& heir = session.add(Shelf{.code = "F", .name = "f"});
    heir.code = "B";
    session.commit();
    EXPECT_EQ(session.state(b), ObjectState::persistent);
    EXPECT_EQ(session.get<Shelf>("C"), &b);
    EXPECT_EQ(session.get<Shelf>("B"), &heir);
    b.name = "later";
    session.commit();
    EXPECT_EQ(words("SELECT name FROM shelves WHERE code = 'C'"), "'later'");
}

TEST_F(HandedOnKeys, R6_2_a_child_is_given_to_the_new_one) {
    jar.shelf = b;
    session.commit();
    b.code = "C";
    Shelf& heir = session.add(Shelf{.code = "F", .name = "f"});
    heir.code = "B";
    jar.shelf = heir;
    session.flush();
    expect_in(jar, &heir);
}

TEST_F(HandedOnKeys, R6_2_a_child_is_given_to_the_next_of_a_chain) {
    a.code = "X";
    b.code = "A";
    jar.shelf = b;
    session.flush();
    expect_in(jar, &b);
}

TEST_F(HandedOnKeys, R6_2_a_child_is_given_to_the_next_of_a_chain_by_its_key) {
    a.code = "X";
    b.code = "A";
    jar.code = "A";
    session.flush();
    expect_in(jar, &b);
}

TEST_F(HandedOnKeys, R7_2_a_child_stays_with_whom_it_was_when_the_key_goes_on) {
    jar.shelf = a;
    session.commit();
    a.code = "X";
    b.code = "A";
    session.flush();
    expect_in(jar, &a);
}

TEST_F(HandedOnKeys, R4_2_of_parents_are_written_before_new_children) {
    Jar& first = a.jars.add(Jar{});
    a.code = "X";
    Jar& second = a.jars.add(Jar{});
    Jar& third = session.add(Jar{.code = "X"});
    session.flush();
    for (Jar* each : {&first, &second, &third})
        expect_in(*each, &a);
}

TEST_F(HandedOnKeys, R4_2_a_child_by_the_key_that_its_parent_gives_up_goes_first) {
    jar.code = "A";
    a.code = "X";
    session.flush();
    expect_in(jar, &a);
}

}  // namespace
}  // namespace rowan::rules
