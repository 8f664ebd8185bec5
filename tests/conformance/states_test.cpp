// The table of states (SEMANTICS 2), kept as data and tested cell by cell.
#include "rules_support.hpp"

#include <array>
#include <functional>
#include <ostream>

namespace rowan::rules {
namespace {

/// A column of the table. (A kept object's state() is transient.)
enum class From : std::uint8_t { pending, persistent, removed, deleted, kept };
constexpr std::array all_states{From::pending, From::persistent, From::removed, From::deleted, From::kept};

enum class Event : std::uint8_t {
    restore,
    remove,
    expunge,
    assign_and_flush,
    flush,
    commit,
    rollback_of_older,
    rollback_of_new,
    rollback_to_savepoint_of_older,
    rollback_to_savepoint_of_new,
    rollback_of_the_next_transaction,
    get,
    row_arrives,
    refresh,
    expire,
    clear,
    close,
};

/// What becomes of the object.
enum class To : std::uint8_t {
    impossible,  ///< the table has no such cell
    pending,
    persistent,
    removed,
    deleted,
    kept,       ///< in its place, transient, and restore() makes it pending
    destroyed,  ///< a reference to it is dead
    moved_out,
    argument_error,
    stale_data_error,
    same,       ///< as before
    found,      ///< get gives it
    not_found,  ///< get gives nothing
    identity_conflict,
    refreshed,  ///< the row's values are in it
    as_it_was,  ///< given by the query, with the values that it had
    another,    ///< the query makes a new object of the row
};

struct Cell {
    Event event;
    std::array<To, 5> to;  ///< by From
};

// clang-format off
constexpr std::array<Cell, 17> table_of_states{{
    //                                        pending             persistent      removed             deleted               kept
    {Event::restore,                        {{To::same,           To::same,       To::persistent,     To::argument_error,   To::pending}}},
    {Event::remove,                         {{To::kept,           To::removed,    To::same,           To::same,             To::same}}},
    {Event::expunge,                        {{To::moved_out,      To::moved_out,  To::argument_error, To::argument_error,   To::moved_out}}},
    {Event::assign_and_flush,               {{To::persistent,     To::persistent, To::deleted,        To::deleted,          To::kept}}},
    {Event::flush,                          {{To::persistent,     To::persistent, To::deleted,        To::deleted,          To::kept}}},
    {Event::commit,                         {{To::persistent,     To::persistent, To::destroyed,      To::destroyed,        To::destroyed}}},
    {Event::rollback_of_older,              {{To::impossible,     To::persistent, To::persistent,     To::persistent,       To::impossible}}},
    {Event::rollback_of_new,                {{To::kept,           To::kept,       To::kept,           To::kept,             To::kept}}},
    {Event::rollback_to_savepoint_of_older, {{To::impossible,     To::persistent, To::persistent,     To::persistent,       To::impossible}}},
    {Event::rollback_to_savepoint_of_new,   {{To::kept,           To::kept,       To::kept,           To::kept,             To::kept}}},
    {Event::rollback_of_the_next_transaction, {{To::impossible,   To::impossible, To::impossible,     To::impossible,       To::destroyed}}},
    {Event::get,                            {{To::found,          To::found,      To::not_found,      To::not_found,        To::not_found}}},
    {Event::row_arrives,                    {{To::identity_conflict, To::refreshed, To::as_it_was,    To::impossible,       To::another}}},
    {Event::refresh,                        {{To::argument_error, To::persistent, To::argument_error, To::stale_data_error, To::argument_error}}},
    {Event::expire,                         {{To::argument_error, To::persistent, To::argument_error, To::stale_data_error, To::argument_error}}},
    {Event::clear,                          {{To::destroyed,      To::destroyed,  To::destroyed,      To::destroyed,        To::destroyed}}},
    {Event::close,                          {{To::destroyed,      To::destroyed,  To::destroyed,      To::destroyed,        To::destroyed}}},
}};
// clang-format on

std::string_view to_string(From from) {
    constexpr std::array names{"pending", "persistent", "removed", "deleted", "kept"};
    return names[static_cast<std::size_t>(from)];
}
std::string_view to_string(Event event) {
    constexpr std::array names{"restore",
                               "remove",
                               "expunge",
                               "assign_and_flush",
                               "flush",
                               "commit",
                               "rollback_of_older",
                               "rollback_of_new",
                               "rollback_to_savepoint_of_older",
                               "rollback_to_savepoint_of_new",
                               "rollback_of_the_next_transaction",
                               "get",
                               "row_arrives",
                               "refresh",
                               "expire",
                               "clear",
                               "close"};
    return names[static_cast<std::size_t>(event)];
}

struct Case {
    Event event;
    From from;
    To to;
};
void PrintTo(const Case& value, std::ostream* to) { *to << to_string(value.event) << " of " << to_string(value.from); }

std::vector<Case> all_cases() {
    std::vector<Case> cases;
    for (const Cell& cell : table_of_states)
        for (const From from : all_states)
            if (const To to = cell.to[static_cast<std::size_t>(from)]; to != To::impossible)
                cases.push_back({cell.event, from, to});
    return cases;
}

constexpr int key = 7;

class States : public RulesTest, public ::testing::WithParamInterface<Case> {
protected:
    /// An object in the state, whose row is of the level that began last (`is_new`) or older.
    City& object_in(From from, bool is_new) {
        if (from == From::pending)
            return session.add(City{.id = key, .name = "Rome"});
        if (from == From::kept) {
            City& city = session.add(City{.id = key, .name = "Rome"});
            session.remove(city);
            return city;
        }
        if (!is_new)
            run("INSERT INTO cities VALUES (7, 'Rome')");
        else
            session.add(City{.id = key, .name = "Rome"});
        session.flush();
        City& city = *session.get<City>(key);
        return change_to(from, city);
    }
    City& change_to(From from, City& city) {
        if (from == From::removed || from == From::deleted)
            session.remove(city);
        if (from == From::deleted)
            session.flush();
        return city;
    }
    /// The same, where the row is another's by now: Athens. Nothing was read in the transaction.
    City& object_with_another_row(From from) {
        if (from == From::pending || from == From::kept) {
            City& city = object_in(from, true);
            run("INSERT INTO cities VALUES (7, 'Athens')");
            return city;
        }
        City& city = object_in(From::persistent, false);
        session.commit();
        run("UPDATE cities SET name = 'Athens'");
        return change_to(from, city);
    }
    static ObjectState state_after(To to) {
        switch (to) {
            case To::pending:
                return ObjectState::pending;
            case To::persistent:
                return ObjectState::persistent;
            case To::removed:
                return ObjectState::removed;
            case To::deleted:
                return ObjectState::deleted;
            default:
                return ObjectState::transient;
        }
    }
};

TEST_P(States, S2_table) {
    const Event event = GetParam().event;
    const From from = GetParam().from;
    const To to = GetParam().to;
    std::optional<Savepoint> savepoint;
    City* object = nullptr;
    if (event == Event::rollback_to_savepoint_of_older) {
        City& city = object_in(From::persistent, false);
        city.name = "Roma";
        savepoint.emplace(session.begin_nested());
        object = &change_to(from, city);
    } else if (event == Event::row_arrives || event == Event::refresh) {
        object = &object_with_another_row(from);
    } else if (event == Event::rollback_of_the_next_transaction) {
        object = &object_in(from, true);
        session.rollback();
        session.get<City>(1);
    } else {
        if (event == Event::rollback_to_savepoint_of_new)
            savepoint.emplace(session.begin_nested());
        const bool is_new = event == Event::rollback_of_new || event == Event::rollback_to_savepoint_of_new;
        object = &object_in(from, is_new);
    }
    City& city = *object;
    ObjectRef<City> ref = session.ref(city);
    const ObjectState before = session.state(city);

    std::optional<City> taken;
    City* got = nullptr;
    const auto act = [&] {
        switch (event) {
            case Event::restore:
                session.restore(city);
                break;
            case Event::remove:
                session.remove(city);
                break;
            case Event::expunge:
                taken.emplace(session.expunge(city));
                break;
            case Event::assign_and_flush:
                city.name = "Paris";
                session.flush();
                break;
            case Event::flush:
                session.flush();
                break;
            case Event::commit:
                session.commit();
                break;
            case Event::rollback_of_older:
                city.name = "Paris";
                session.rollback();
                break;
            case Event::rollback_of_new:
                session.rollback();
                break;
            case Event::rollback_to_savepoint_of_older:
                city.name = "Paris";
                savepoint->rollback();
                break;
            case Event::rollback_to_savepoint_of_new:
                savepoint->rollback();
                break;
            case Event::rollback_of_the_next_transaction:
                session.rollback();
                break;
            case Event::get:
                got = session.get<City>(key);
                break;
            case Event::row_arrives: {
                const NoAutoflush as_it_is = session.no_autoflush();
                got = session.query<City>().first();
                break;
            }
            case Event::refresh:
                session.refresh(city);
                break;
            case Event::expire:
                session.expire(city);
                break;
            case Event::clear:
                session.clear();
                break;
            case Event::close:
                session.close();
                break;
        }
    };

    switch (to) {
        case To::argument_error:
            EXPECT_THROW(act(), ArgumentError);
            EXPECT_EQ(session.state(city), before);
            return;
        case To::stale_data_error:
            EXPECT_THROW(act(), StaleDataError);
            EXPECT_EQ(session.state(city), before);
            return;
        case To::identity_conflict:
            EXPECT_THROW(act(), IdentityConflict);
            EXPECT_EQ(session.state(city), before);
            return;
        default:
            break;
    }
    const StatementLog log(engine);
    ASSERT_NO_THROW(act());
    switch (to) {
        case To::destroyed:
            EXPECT_FALSE(ref.is_valid());
            EXPECT_THROW(ref.get(), DetachedError);
            break;
        case To::moved_out:
            EXPECT_FALSE(ref.is_valid());
            ASSERT_TRUE(taken);
            EXPECT_EQ(taken->name, "Rome");
            session.commit();
            EXPECT_EQ(number("SELECT count(*) FROM cities"), from == From::persistent ? 1 : 0);
            break;
        case To::same:
            EXPECT_EQ(session.state(city), before);
            break;
        case To::found:
            EXPECT_EQ(got, &city);
            EXPECT_EQ(log.count(), 0U) << log.to_string();
            break;
        case To::refreshed:
            EXPECT_EQ(got, &city);
            EXPECT_EQ(city.name, "Athens");
            break;
        case To::as_it_was:
            EXPECT_EQ(got, &city);
            EXPECT_EQ(city.name, "Rome");
            EXPECT_EQ(session.state(city), before);
            break;
        case To::another:
            ASSERT_NE(got, nullptr);
            EXPECT_NE(got, &city);
            EXPECT_EQ(got->name, "Athens");
            EXPECT_EQ(city.name, "Rome");
            EXPECT_EQ(session.state(city), before);
            break;
        case To::not_found:
            EXPECT_NE(got, &city);
            EXPECT_EQ(got, nullptr);
            break;
        case To::kept:
            EXPECT_TRUE(ref.is_valid());
            EXPECT_EQ(session.state(city), ObjectState::transient);
            session.restore(city);
            EXPECT_EQ(session.state(city), ObjectState::pending);
            break;
        default:
            EXPECT_EQ(session.state(city), state_after(to));
    }

    // What the row of the table says of values and statements.
    if (event == Event::rollback_of_older || event == Event::rollback_to_savepoint_of_older) {
        EXPECT_EQ(city.name, event == Event::rollback_of_older ? "Rome" : "Roma");
    }
    if (event == Event::refresh) {
        EXPECT_EQ(city.name, "Athens");
    }
    if (event == Event::expire) {
        EXPECT_EQ(log.count(), 0U) << log.to_string();
        EXPECT_EQ(city.name, "Rome");
        EXPECT_EQ(session.get<City>(key), &city);
        EXPECT_EQ(log.count("SELECT"), 1U) << log.to_string();
    }
    if (event == Event::assign_and_flush) {
        EXPECT_EQ(city.name, "Paris");
        const bool has_row = from != From::removed && from != From::deleted;  // what was kept is restored by now
        session.commit();
        EXPECT_EQ(words("SELECT name FROM cities WHERE id = 7"), has_row ? "'Paris'" : "NULL");
    }
    if (event == Event::commit) {
        const bool has_row = from == From::pending || from == From::persistent;
        EXPECT_EQ(number("SELECT count(*) FROM cities"), has_row ? 1 : 0);
    }
}

INSTANTIATE_TEST_SUITE_P(Table, States, ::testing::ValuesIn(all_cases()), [](const auto& each) {
    return std::string(to_string(each.param.event)) + "_" + std::string(to_string(each.param.from));
});

class StatesMore : public RulesTest {};

TEST_F(StatesMore, S2_kept_before_the_transaction_began_is_destroyed_by_a_rollback) {
    City& city = session.add(City{.name = "Rome"});
    const ObjectRef<City> ref = session.ref(city);
    session.rollback();
    EXPECT_TRUE(ref.is_valid());
    session.get<City>(1);
    session.rollback();
    EXPECT_FALSE(ref.is_valid());
}

TEST_F(StatesMore, S2_restored_in_the_next_transaction_and_rolled_back_it_is_kept_again) {
    City& city = session.add(City{.name = "Rome"});
    session.rollback();
    session.restore(city);
    session.flush();
    session.rollback();
    EXPECT_EQ(session.state(city), ObjectState::transient);
    session.restore(city);
    session.commit();
    EXPECT_EQ(session.state(city), ObjectState::persistent);
    EXPECT_EQ(number("SELECT count(*) FROM cities"), 1);
}

TEST_F(StatesMore, S2_a_row_that_has_the_key_of_a_pending_object_is_an_identity_conflict) {
    run("INSERT INTO cities VALUES (1, 'Rome'); INSERT INTO users (id, name, city_id) VALUES (5, 'ed', 1)");
    City& rome = *session.get<City>(1);
    session.add(User{.id = 5, .name = "another"});
    EXPECT_THROW(rome.users.size(), IdentityConflict);
}

TEST_F(StatesMore, S2_a_row_of_a_removed_object_is_returned_as_it_is) {
    City& rome = session.add(City{.name = "Rome"});
    User& ed = session.add(User{.name = "ed"});
    session.flush();
    ed.city_id = rome.id;
    session.commit();
    session.remove(ed);
    EXPECT_EQ(rome.users.size(), 0U);
    EXPECT_EQ(session.state(ed), ObjectState::removed);
}

TEST_F(StatesMore, S2_a_row_of_the_key_of_a_kept_object_is_a_new_object) {
    City& kept = session.add(City{.id = 7, .name = "Rome"});
    session.rollback();
    run("INSERT INTO cities VALUES (7, 'Athens')");
    City* found = session.get<City>(7);
    ASSERT_NE(found, nullptr);
    EXPECT_NE(found, &kept);
    EXPECT_EQ(found->name, "Athens");
    EXPECT_EQ(kept.name, "Rome");
}

TEST_F(StatesMore, S2_get_finds_the_row_of_a_persistent_object_gone_deleted) {
    City& rome = session.add(City{.name = "Rome"});
    session.commit();
    run("DELETE FROM cities");
    EXPECT_EQ(session.get<City>(rome.id), nullptr);
    EXPECT_EQ(session.state(rome), ObjectState::deleted);
    session.rollback();
    EXPECT_EQ(session.state(rome), ObjectState::persistent);
}

TEST_F(StatesMore, S2_calls_with_what_is_not_the_sessions_are_argument_errors) {
    City stranger{.id = 1, .name = "Rome"};
    EXPECT_THROW(session.remove(stranger), ArgumentError);
    EXPECT_THROW(session.restore(stranger), ArgumentError);
    EXPECT_THROW(session.refresh(stranger), ArgumentError);
    EXPECT_THROW(session.expire(stranger), ArgumentError);
    EXPECT_THROW(session.ref(stranger), ArgumentError);
    EXPECT_THROW(session.modified_columns(stranger), ArgumentError);
    EXPECT_THROW(session.assign(stranger, City{}), ArgumentError);
    EXPECT_THROW(static_cast<void>(session.expunge(stranger)), ArgumentError);
    EXPECT_EQ(session.state(stranger), ObjectState::transient);
    Session another(engine);
    City& theirs = another.add(City{.name = "Bonn"});
    EXPECT_THROW(session.remove(theirs), ArgumentError);
}

TEST_F(StatesMore, S2_a_detached_object_is_added_as_pending) {
    City& rome = session.add(City{.name = "Rome"});
    session.commit();
    City value = session.expunge(rome);
    run("DELETE FROM cities");
    City& again = session.add(std::move(value));
    EXPECT_EQ(session.state(again), ObjectState::pending);
    session.commit();
    EXPECT_EQ(number("SELECT count(*) FROM cities WHERE id = 1"), 1);
}

}  // namespace
}  // namespace rowan::rules
