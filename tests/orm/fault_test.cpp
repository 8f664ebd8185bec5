// What goes wrong outside of the program, as a session meets it on real files: what the program wrote stays, what rowan
// wrote goes, the first error is kept until the rollback, and after it the same objects can be saved.
#include "../drivers/sqlite_support.hpp"
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <thread>

namespace rowan {
namespace {

using namespace std::chrono_literals;
using test::message_of;
using test::TemporaryFolder;
using testing::HasSubstr;

struct FaultItem;

struct FaultOrder {
    int id{};
    std::string customer{};
    many<FaultItem> items{};

    static constexpr auto mapping() {
        return table<FaultOrder>("fault_orders", column<&FaultOrder::id>(primary_key),
                                 column<&FaultOrder::customer>(unique),
                                 relationship<&FaultOrder::items>(cascade_all_delete_orphan));
    }
};

struct FaultItem {
    int id{};
    int order_id{};
    std::string text{};
    int amount = 1;
    std::optional<int> parent_id{};
    one<FaultOrder> order{};

    static constexpr auto mapping() {
        return table<FaultItem>("fault_items", column<&FaultItem::id>(primary_key),
                                column<&FaultItem::order_id>(foreign_key("fault_orders.id")),
                                column<&FaultItem::amount>(check("amount > 0")),
                                column<&FaultItem::parent_id>(
                                    foreign_key("fault_items.id", {.deferrable = true, .initially_deferred = true})));
    }
};

class SessionFaults : public testing::Test {
protected:
    SessionFaults() { rowan::metadata<FaultOrder, FaultItem>().create_all(engine); }

    // The order's items, all new.
    static FaultOrder make_order(const std::string& customer, int items, std::size_t length = 8) {
        FaultOrder order{.customer = customer};
        for (int i = 0; i < items; ++i)
            order.items.add(FaultItem{.text = std::string(length, 'x')});
        return order;
    }
    std::int64_t count(const char* table) {
        return engine.connect().scalar(text(unsafe(std::string("SELECT count(*) FROM ") + table))).as<std::int64_t>();
    }
    void expect_rows(std::int64_t orders, std::int64_t items) {
        EXPECT_EQ(count("fault_orders"), orders);
        EXPECT_EQ(count("fault_items"), items);
    }
    // Nothing that rowan wrote is left in new objects.
    static void expect_as_the_program_wrote(FaultOrder& order, std::size_t items) {
        EXPECT_EQ(order.id, 0);
        EXPECT_EQ(order.items.size(), items);
        for (FaultItem& item : order.items) {
            EXPECT_EQ(item.id, 0);
            EXPECT_EQ(item.order_id, 0);
            EXPECT_EQ(item.order.get(), &order);
        }
    }
    // Until the rollback everything says what went wrong first.
    static void expect_waiting(Session& session, const std::string& first) {
        EXPECT_THAT(message_of<PendingRollbackError>([&] { session.flush(); }), HasSubstr(first));
        EXPECT_THAT(message_of<PendingRollbackError>([&] { session.commit(); }), HasSubstr(first));
        EXPECT_THAT(message_of<PendingRollbackError>([&] { session.get<FaultOrder>(77); }), HasSubstr(first));
        EXPECT_THAT(message_of<PendingRollbackError>([&] { session.add(FaultOrder{}); }), HasSubstr(first));
        EXPECT_THAT(message_of<PendingRollbackError>([&] { static_cast<void>(session.begin_nested()); }),
                    HasSubstr(first));
    }
    // A rollback makes the session usable; restored, the graph is saved whole.
    void expect_saved_after_rollback(Session& session, FaultOrder& order, std::int64_t items) {
        session.rollback();
        expect_saved(session, order, items);
    }
    void expect_saved(Session& session, FaultOrder& order, std::int64_t items) {
        EXPECT_FALSE(session.in_transaction());
        EXPECT_EQ(session.state(order), ObjectState::transient);
        expect_rows(0, 0);
        session.restore(order);
        session.commit();
        EXPECT_GT(order.id, 0);
        expect_rows(1, items);
        EXPECT_EQ(engine.connect()
                      .scalar(text("SELECT count(*) FROM fault_items JOIN fault_orders AS o ON o.id = order_id"))
                      .as<std::int64_t>(),
                  items);
    }

    TemporaryFolder folder;
    Engine engine = create_engine(folder.url("a.db", "?busy_timeout=20"));
};

TEST_F(SessionFaults, FullDiskInTheMiddleOfAFlush) {
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 400, 500));
    sqlite3* handle = static_cast<sqlite3*>(session.connection().driver_connection().native_handle());
    ASSERT_EQ(sqlite3_exec(handle, "PRAGMA max_page_count = 20", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THAT(message_of<OperationalError>([&] { session.flush(); }), HasSubstr("full"));
    EXPECT_EQ(session.state(order), ObjectState::pending);
    expect_as_the_program_wrote(order, 400);
    expect_waiting(session, "full");
    ASSERT_EQ(sqlite3_exec(handle, "PRAGMA max_page_count = 1000000", nullptr, nullptr, nullptr), SQLITE_OK);
    expect_saved_after_rollback(session, order, 400);
}

TEST_F(SessionFaults, FullDiskInsideASavepoint) {
    Session session(engine);
    session.add(FaultOrder{.customer = "before"});
    Savepoint savepoint = session.begin_nested();
    FaultOrder& order = session.add(make_order("ed", 400, 500));
    sqlite3* handle = static_cast<sqlite3*>(session.connection().driver_connection().native_handle());
    ASSERT_EQ(sqlite3_exec(handle, "PRAGMA max_page_count = 20", nullptr, nullptr, nullptr), SQLITE_OK);
    EXPECT_THROW(session.flush(), OperationalError);
    ASSERT_EQ(sqlite3_exec(handle, "PRAGMA max_page_count = 1000000", nullptr, nullptr, nullptr), SQLITE_OK);
    // SQLite may have ended the whole transaction; the savepoint then can't be rolled back to, and says so.
    if (sqlite3_get_autocommit(handle) == 0) {
        savepoint.rollback();
        session.commit();
        expect_rows(1, 0);
    } else {
        EXPECT_THROW(savepoint.rollback(), Error);
        session.rollback();
        expect_rows(0, 0);
    }
    EXPECT_EQ(session.in_transaction(), false);
    static_cast<void>(order);
}

TEST_F(SessionFaults, LockHeldByAnotherAtBegin) {
    Connection other = engine.connect();
    Transaction writing = other.begin({.immediate = true});
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 3));
    // The session's transaction never began, so it does not have to be rolled back.
    EXPECT_THAT(message_of<TimeoutError>([&] { session.flush(); }), HasSubstr("locked"));
    EXPECT_EQ(session.state(order), ObjectState::pending);
    expect_as_the_program_wrote(order, 3);
    writing.rollback();
    other.close();
    session.commit();
    EXPECT_GT(order.id, 0);
    expect_rows(1, 3);
}

TEST_F(SessionFaults, LockHeldByAnotherAtTheFirstWriteOfATransactionThatRead) {
    Connection other = engine.connect();
    Session session(engine);
    EXPECT_EQ(session.get<FaultOrder>(1), nullptr);
    Transaction writing = other.begin({.immediate = true});
    FaultOrder& order = session.add(make_order("ed", 3));
    EXPECT_THAT(message_of<TimeoutError>([&] { session.flush(); }), HasSubstr("locked"));
    expect_as_the_program_wrote(order, 3);
    expect_waiting(session, "locked");
    writing.rollback();
    other.close();
    expect_saved_after_rollback(session, order, 3);
}

TEST_F(SessionFaults, ReaderThatStaysInTheWayOfACommit) {
    // Without WAL a reader keeps a writer from committing.
    const TemporaryFolder old;
    Engine rollback_journal = create_engine(old.url("b.db", "?busy_timeout=20&journal_mode=delete"));
    rowan::metadata<FaultOrder, FaultItem>().create_all(rollback_journal);
    Connection reader = rollback_journal.connect();
    reader.execute(text("SELECT count(*) FROM fault_orders"));
    {
        Session session(rollback_journal);
        FaultOrder& order = session.add(make_order("ed", 3));
        session.flush();
        EXPECT_THAT(message_of<TimeoutError>([&] { session.commit(); }), HasSubstr("locked"));
        EXPECT_THROW(session.flush(), PendingRollbackError);
        session.rollback();
        expect_as_the_program_wrote(order, 3);
        reader.rollback();
        session.restore(order);
        session.commit();
        EXPECT_GT(order.items[2].id, 0);
    }
    EXPECT_EQ(reader.scalar(text("SELECT count(*) FROM fault_items")).as<int>(), 3);
}

TEST_F(SessionFaults, StaleSnapshotIsASerializationError) {
    transaction(engine, [](Session& session) { session.add(FaultOrder{.customer = "ed"}); });
    Session session(engine);
    FaultOrder& order = session.get_one<FaultOrder>(1);
    transaction(engine, [](Session& other) { other.get_one<FaultOrder>(1).customer = "edward"; });
    order.customer = "eddie";
    EXPECT_THROW(session.flush(), SerializationError);
    EXPECT_EQ(order.customer, "eddie") << "what the program wrote stays";
    session.rollback();
    EXPECT_EQ(order.customer, "ed") << "as it was last read";
    EXPECT_EQ(session.get<FaultOrder>(1)->customer, "edward");
}

TEST_F(SessionFaults, TransactionRunsAgainAfterASerializationFailure) {
    transaction(engine, [](Session& session) { session.add(FaultOrder{.customer = "0"}); });
    int runs = 0;
    const int result = transaction(engine, {.retries = 3}, [&](Session& session) {
        FaultOrder& order = session.get_one<FaultOrder>(1);
        if (++runs < 3)
            throw SerializationError("as if another had been faster");
        order.customer = std::to_string(runs);
        return runs;
    });
    EXPECT_EQ(result, 3);
    EXPECT_EQ(Session(engine).get_one<FaultOrder>(1).customer, "3");
}

TEST_F(SessionFaults, TransactionGivesUpAfterItsRetries) {
    int runs = 0;
    EXPECT_THROW(transaction(engine, {.retries = 2},
                             [&](Session& session) {
                                 ++runs;
                                 session.add(FaultOrder{.customer = "x"});
                                 session.flush();
                                 throw SerializationError("never");
                             }),
                 SerializationError);
    EXPECT_EQ(runs, 3);
    runs = 0;
    EXPECT_THROW(transaction(engine, {.retries = 2},
                             [&](Session&) {
                                 ++runs;
                                 throw IntegrityError("no use");
                             }),
                 IntegrityError);
    EXPECT_EQ(runs, 1) << "only what another try may mend";
    expect_rows(0, 0);
}

TEST_F(SessionFaults, TransactionThatFindsTheLockTakenRunsAgain) {
    Connection other = engine.connect();
    other.execute(text("INSERT INTO fault_orders (customer) VALUES ('first')"));
    std::thread later([&] {
        std::this_thread::sleep_for(60ms);
        other.commit();
    });
    transaction(engine, {.retries = 50}, [](Session& session) { session.add(FaultOrder{.customer = "second"}); });
    later.join();
    other.close();
    expect_rows(2, 0);
}

TEST_F(SessionFaults, ReadOnlyFileRefusesTheFlush) {
    transaction(engine, [](Session& session) { session.add(FaultOrder{.customer = "ed"}); });
    const Engine reader = create_engine(folder.url("a.db", "?mode=ro"));
    Session session(reader);
    EXPECT_EQ(session.get_one<FaultOrder>(1).customer, "ed");
    FaultOrder& order = session.add(make_order("mary", 2));
    const std::string first = message_of<ReadOnlyError>([&] { session.flush(); });
    expect_as_the_program_wrote(order, 2);
    expect_waiting(session, "read");
    session.rollback();
    EXPECT_EQ(session.get_one<FaultOrder>(1).customer, "ed") << "reading goes on: " << first;
}

TEST_F(SessionFaults, CorruptedFileIsSaidToBe) {
    transaction(engine, [](Session& session) { session.add(make_order("ed", 500, 200)); });
    engine = create_engine("sqlite://");
    const std::string file = folder.file("a.db");
    std::filesystem::remove(file + "-wal");
    std::filesystem::remove(file + "-shm");
    {
        std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
        bytes.seekp(4096);
        bytes << std::string(std::filesystem::file_size(file) - 4096, '\x5a');
    }
    const Engine broken = create_engine(folder.url("a.db"));
    Session session(broken);
    EXPECT_THAT(message_of<DatabaseError>([&] { session.get<FaultOrder>(1); }), HasSubstr("malformed"));
    EXPECT_THROW(session.get<FaultOrder>(1), PendingRollbackError);
    session.rollback();
    session.add(FaultOrder{.customer = "x"});
    EXPECT_THROW(session.commit(), DatabaseError);
    session.rollback();
    EXPECT_FALSE(session.in_transaction());
}

// Interrupts the connection when SQLite has done some work of a statement: as another thread would, but always.
struct InterruptAtWork {
    Connection& connection;
    int steps_left;

    void install() {
        auto* handle = static_cast<sqlite3*>(connection.driver_connection().native_handle());
        sqlite3_progress_handler(
            handle, 100,
            [](void* self) {
                auto& interrupt = *static_cast<InterruptAtWork*>(self);
                if (--interrupt.steps_left == 0)
                    interrupt.connection.interrupt();
                return 0;
            },
            this);
    }
    void remove() {
        auto* handle = static_cast<sqlite3*>(connection.driver_connection().native_handle());
        sqlite3_progress_handler(handle, 0, nullptr, nullptr);
    }
};

// At work that is in the first batch of the INSERTs, and in a later one.
class Interrupt : public SessionFaults, public testing::WithParamInterface<int> {};

TEST_P(Interrupt, InTheMiddleOfAFlushTakesItBack) {
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 3000, 100));
    InterruptAtWork interrupt{session.connection(), GetParam()};
    interrupt.install();
    EXPECT_THROW(session.flush(), CancelledError);
    ASSERT_EQ(interrupt.steps_left <= 0, true) << "it never came";
    interrupt.remove();
    EXPECT_EQ(session.state(order), ObjectState::pending);
    expect_as_the_program_wrote(order, 3000);
    expect_waiting(session, "interrupt");
    expect_saved_after_rollback(session, order, 3000);
}

TEST_P(Interrupt, InTheMiddleOfALoadLeavesWhatWasRead) {
    transaction(engine, [](Session& session) { session.add(make_order("ed", 3000, 100)); });
    Session session(engine);
    FaultOrder& order = session.get_one<FaultOrder>(1);
    InterruptAtWork interrupt{session.connection(), GetParam()};
    interrupt.install();
    EXPECT_THROW(static_cast<void>(order.items.size()), CancelledError);
    interrupt.remove();
    EXPECT_EQ(order.customer, "ed");
    EXPECT_FALSE(order.items.is_loaded());
    EXPECT_THAT(message_of<PendingRollbackError>([&] { static_cast<void>(order.items.size()); }),
                HasSubstr("interrupt"));
    session.rollback();
    EXPECT_EQ(order.items.size(), 3000U);
    expect_rows(1, 3000);
}
INSTANTIATE_TEST_SUITE_P(After, Interrupt, testing::Values(1, 50));

// One bad row among hundreds, for each kind of constraint.
class BadRow : public SessionFaults, public testing::WithParamInterface<const char*> {};

TEST_P(BadRow, TakesTheWholeFlushBack) {
    const std::string kind = GetParam();
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 200));
    FaultItem& bad = order.items[150];
    FaultOrder* twin = nullptr;
    if (kind == "CHECK")
        bad.amount = 0;
    if (kind == "UNIQUE")
        twin = &session.add(FaultOrder{.customer = "ed"});
    FaultItem* lost = nullptr;
    if (kind == "FOREIGN KEY")
        lost = &session.add(FaultItem{.order_id = 4711, .text = "of nobody"});
    EXPECT_THAT(message_of<IntegrityError>([&] { session.commit(); }), HasSubstr(kind));
    expect_as_the_program_wrote(order, 200);
    if (lost) {
        EXPECT_EQ(lost->order_id, 4711);
        EXPECT_EQ(lost->id, 0);
    }
    expect_waiting(session, kind);
    session.rollback();
    if (twin) {
        EXPECT_EQ(twin->id, 0);
    }
    EXPECT_EQ(bad.amount, kind == "CHECK" ? 0 : 1) << "what the program wrote stays";
    bad.amount = 1;
    expect_saved(session, order, 200);
}
INSTANTIATE_TEST_SUITE_P(SessionFaults, BadRow, testing::Values("CHECK", "UNIQUE", "FOREIGN KEY"),
                         [](const auto& each) {
                             std::string name = each.param;
                             std::erase(name, ' ');
                             return name;
                         });

TEST_F(SessionFaults, NotNullInTheMiddleOfABatch) {
    // The table wants more than the mapping says.
    engine.begin([](Connection& c) {
        c.run_script(
            "DROP TABLE fault_items; CREATE TABLE fault_items (id INTEGER PRIMARY KEY, order_id INT NOT NULL, "
            "text TEXT NOT NULL, amount INT NOT NULL, parent_id INT NOT NULL)");
    });
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 100));
    for (FaultItem& item : order.items)
        item.parent_id = 1;
    order.items[70].parent_id.reset();
    EXPECT_THAT(message_of<IntegrityError>([&] { session.flush(); }), HasSubstr("NOT NULL"));
    expect_as_the_program_wrote(order, 100);
    session.rollback();
    expect_as_the_program_wrote(order, 100);
    order.items[70].parent_id = 5;
    expect_saved(session, order, 100);
}

TEST_F(SessionFaults, UpdatesOfAFailedFlushAreStillUnsaved) {
    Session session(engine);
    FaultOrder& ed = session.add(make_order("ed", 2));
    FaultOrder& mary = session.add(FaultOrder{.customer = "mary"});
    session.commit();
    ed.customer = "mary";
    ed.items[0].text = "changed";
    FaultItem& added = ed.items.add(FaultItem{.text = "added"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_EQ(ed.customer, "mary");
    EXPECT_EQ(ed.items[0].text, "changed");
    EXPECT_EQ(added.id, 0);
    EXPECT_THAT(session.modified_columns(ed), testing::ElementsAre("customer"));
    session.rollback();
    EXPECT_EQ(ed.customer, "ed");
    EXPECT_EQ(ed.items.size(), 2U);
    mary.customer = "maria";
    session.restore(added);
    session.commit();
    EXPECT_EQ(added.order_id, ed.id) << "the order that it was added to is an object of its own";
    expect_rows(2, 3);
}

TEST_F(SessionFaults, ConstraintInsideASavepointLeavesWhatIsAroundIt) {
    Session session(engine);
    FaultOrder& ed = session.add(make_order("ed", 2));
    Savepoint savepoint = session.begin_nested();
    const int key = ed.id;
    FaultOrder& twin = session.add(FaultOrder{.customer = "ed"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_THROW(session.commit(), PendingRollbackError);
    savepoint.rollback();
    EXPECT_EQ(ed.id, key);
    EXPECT_EQ(session.state(ed), ObjectState::persistent);
    EXPECT_EQ(session.state(twin), ObjectState::transient);
    session.commit();
    expect_rows(1, 2);
}

TEST_F(SessionFaults, DeferredForeignKeyThatFailsAtCommit) {
    Session session(engine);
    FaultOrder& order = session.add(make_order("ed", 3));
    order.items[1].parent_id = 4711;
    session.flush();
    EXPECT_GT(order.id, 0);
    EXPECT_THAT(message_of<IntegrityError>([&] { session.commit(); }), HasSubstr("FOREIGN KEY"));
    expect_waiting(session, "FOREIGN KEY");
    session.rollback();
    expect_as_the_program_wrote(order, 3);
    EXPECT_EQ(order.items[1].parent_id, 4711);
    order.items[1].parent_id.reset();
    expect_saved(session, order, 3);
}

}  // namespace
}  // namespace rowan
