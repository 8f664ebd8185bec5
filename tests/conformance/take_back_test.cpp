// What must not outlive the thing that it came from: a refused graph, a savepoint that was rolled back, a removed
// object's key, values of other rows.
#include "scratch_database.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine.hpp>
#include <rowan/orm.hpp>

#include <gtest/gtest.h>

namespace rowan {
namespace {

struct Kid;

struct Parent {
    int id{};
    std::string name{};
    std::optional<std::string> mail{};
    many<Kid> kids{};

    static constexpr auto mapping() { return table<Parent>("parents", column<&Parent::id>(primary_key)); }
};

struct Kid {
    int id{};
    std::optional<std::int64_t> parent_id{};
    std::string label{};
    one<Parent> parent{};

    static constexpr auto mapping() {
        return table<Kid>("kids", column<&Kid::id>(primary_key),
                          column<&Kid::parent_id>(foreign_key("parents.id", {.initially_deferred = true})));
    }
};

class TakeBack : public testing::Test {
protected:
    TakeBack() {
        if (!has_deferrable_keys())
            return;
        rowan::metadata<Parent, Kid>().create_all(engine_);
        Session writer(engine_);
        writer.add_all(Parent{.name = "one", .mail = "one@x"}, Parent{.name = "two", .mail = "two@x"});
        writer.flush();
        writer.add_all(Kid{.parent_id = 1, .label = "a"}, Kid{.parent_id = 2, .label = "b"});
        writer.commit();
    }
    void SetUp() override {
        if (!has_deferrable_keys())
            GTEST_SKIP() << "this database has no deferrable foreign keys";
    }
    bool has_deferrable_keys() const { return engine_.dialect().capabilities().deferrable_foreign_keys; }

    rowan::test::ScratchDatabase database_{};
    Engine engine_ = database_.engine();
    Session session_{engine_};
};

TEST_F(TakeBack, AMergedNewObjectHasNothingOfOtherRows) {
    (void)session_.query<Parent>().all();
    session_.commit();
    (void)session_.query<Parent>().all();
    const Parent& merged = session_.merge<&Parent::name>(Parent{.id = 99, .name = "new"});
    EXPECT_EQ(merged.mail, std::nullopt);
}

TEST_F(TakeBack, AKeyAssignedToARemovedObjectReachesNobodysChildren) {
    Parent& parent = session_.get_one<Parent>(1);
    session_.remove(parent);
    parent.id = 2;
    session_.commit();
    EXPECT_EQ(session_.get_one<Kid>(1).parent_id, std::nullopt);
    EXPECT_EQ(session_.get_one<Kid>(2).parent_id, 2);
}

TEST_F(TakeBack, WhatWasReadInARolledBackSavepointIsReadAgain) {
    {
        Savepoint savepoint = session_.begin_nested();
        session_.execute(text("UPDATE parents SET name = 'x' WHERE id = 1"));
        session_.execute(text("INSERT INTO parents (id, name) VALUES (50, 'ghost')"));
        EXPECT_EQ(session_.get_one<Parent>(1).name, "x");
        EXPECT_NE(session_.get<Parent>(50), nullptr);
        savepoint.rollback();
    }
    EXPECT_EQ(session_.get_one<Parent>(1).name, "one");
    EXPECT_EQ(session_.get<Parent>(50), nullptr);
}

TEST_F(TakeBack, ACollectionLoadedInARolledBackSavepointIsLoadedAgain) {
    Parent& parent = session_.get_one<Parent>(1);
    {
        Savepoint savepoint = session_.begin_nested();
        session_.add(Kid{.parent_id = 1, .label = "new"});
        session_.flush();
        EXPECT_EQ(parent.kids.size(), 2U);
        savepoint.rollback();
    }
    EXPECT_EQ(parent.kids.size(), 1U);
}

TEST_F(TakeBack, ACollectionLoadedWithANewMemberIsLoadedAgainAfterARollback) {
    Parent& parent = session_.get_one<Parent>(1);
    session_.add(Kid{.parent_id = 1, .label = "new"});
    session_.flush();
    EXPECT_EQ(parent.kids.size(), 2U);
    session_.rollback();
    EXPECT_EQ(parent.kids.size(), 1U);
}

TEST_F(TakeBack, ARefusedGraphLeavesNothingBehind) {
    EXPECT_THROW(session_.add(Parent{.name = "g", .kids = {Kid{.id = 70, .label = "x"}, Kid{.id = 70, .label = "y"}}}),
                 ArgumentError);
    EXPECT_EQ(session_.counts().pending, 0U);
    Parent& one = session_.get_one<Parent>(1);
    EXPECT_THROW(session_.add(Kid{.parent_id = 2, .label = "x", .parent = one}), ArgumentError);
    EXPECT_EQ(session_.counts().pending, 0U);
    session_.commit();
    EXPECT_EQ(session_.query<Kid>().count(), 2);
}

TEST_F(TakeBack, AKeyGoesBackToTheRemovedObjectThatHadIt) {
    session_.execute(text("DELETE FROM kids"));
    Parent& parent = session_.get_one<Parent>(1);
    session_.remove(parent);
    session_.remove(session_.add(Parent{.id = 1, .name = "new"}));
    EXPECT_EQ(session_.get<Parent>(1), nullptr) << "it is being removed";
    session_.restore(parent);
    EXPECT_EQ(session_.get<Parent>(1), &parent);
    session_.remove(parent);
    (void)session_.expunge(session_.add(Parent{.id = 1, .name = "new"}));
    EXPECT_EQ(session_.get<Parent>(1), nullptr);
    session_.commit();
    EXPECT_EQ(session_.query<Parent>().count(), 1);
}

TEST_F(TakeBack, WhatALoopKeepsInMemoryAfterACommitStaysGone) {
    Kid& left = session_.add(Kid{.label = "left"});
    session_.remove(left);
    for (const Kid& kid : session_.get_one<Parent>(1).kids) {
        EXPECT_EQ(kid.label, "a");
        session_.commit();
        EXPECT_THROW(session_.restore(left), ArgumentError);
    }
    session_.commit();
    EXPECT_EQ(session_.query<Kid>().count(), 2);
}

TEST_F(TakeBack, AListenerMayAddListeners) {
    int first = 0;
    int later = 0;
    session_.on_before_flush([&] {
        if (first++ > 0)
            return;
        for (int i = 0; i < 50; ++i)
            session_.on_before_flush([&] { ++later; });
    });
    session_.flush();
    EXPECT_EQ(later, 0);
    session_.flush();
    EXPECT_EQ(later, 50);
}

TEST_F(TakeBack, AListenerThatClosesTheSessionIsNoCommit) {
    session_.get_one<Parent>(1).name = "changed";
    session_.on_before_flush([&] { session_.close(); });
    EXPECT_THROW(session_.commit(), StateError);
    Session reader(engine_);
    EXPECT_EQ(reader.get_one<Parent>(1).name, "one");
}

TEST_F(TakeBack, AForeignKeyThatNoParentCanHaveIsForTheDatabaseToRefuse) {
    (void)session_.get_one<Parent>(1);
    Kid& far = session_.add(Kid{.parent_id = 5'000'000'000, .label = "far"});
    session_.flush();
    EXPECT_EQ(session_.state(far), ObjectState::persistent);
    EXPECT_THROW(session_.commit(), IntegrityError);
    session_.rollback();
    EXPECT_EQ(session_.query<Kid>().count(), 2);
}

}  // namespace
}  // namespace rowan
