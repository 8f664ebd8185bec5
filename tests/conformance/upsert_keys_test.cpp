// Upserts that are about one of several unique keys: what is changed is the row that is in conflict by that, or
// nothing.
#include "rules_support.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/dialect.hpp>

#include <string>

namespace rowan::rules {
namespace {

class UpsertKeys : public DatabaseTest {
protected:
    template <class S>
    void write(const S& statement) {
        Connection connection = engine.connect();
        connection.execute(statement);
        connection.commit();
    }
    /// That another key is in conflict is an error, whether the database finds it or rowan.
    template <class S>
    void expect_error(const S& statement) {
        try {
            write(statement);
            ADD_FAILURE() << statement.to_sql(engine.dialect()) << " gave no error";
        } catch (const IntegrityError&) {
        } catch (const UnsupportedError&) {
        }
    }
    MetaData metadata{};
    Column id{"id", Integer{}, primary_key};
    Column txt{"txt", String{20}};
    std::string texts() { return listed("SELECT txt FROM things ORDER BY id"); }
};

TEST_F(UpsertKeys, OfADefaultBelongToTheirRow) {
    const Table t("things", metadata, id, txt, Column("slot", Integer{}, server_default(7), unique));
    metadata.create_all(engine);
    write(insert(t).values({{"txt", "one"}}));
    const auto two = insert(t).values({{"id", 2}, {"txt", "two"}});
    expect_error(two.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = excluded(t["txt"])));
    expect_error(two.on_conflict_do_nothing(conflict_on(t["id"])));
    EXPECT_EQ(texts(), "one");
    write(insert(t).values({{"txt", "new"}}).on_conflict_do_update(conflict_on(t["slot"]), t["txt"] = "newest"));
    EXPECT_EQ(texts(), "newest");
}

TEST_F(UpsertKeys, ThatAreComputedBelongToTheirRow) {
    if (!engine.dialect().capabilities().computed_columns)
        GTEST_SKIP() << "this database computes no columns";
    const Table t("things", metadata, id, txt, Column("low", String{20}, computed("lower(txt)", stored), unique));
    metadata.create_all(engine);
    write(insert(t).values({{"id", 1}, {"txt", "a@x"}}));
    const auto two = insert(t).values({{"id", 2}, {"txt", "A@X"}});
    expect_error(two.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = excluded(t["txt"])));
    EXPECT_EQ(texts(), "a@x");
}

TEST_F(UpsertKeys, ThatAreNotMeantAreErrors) {
    const Table t("things", metadata, id, Column("txt", String{20}, unique), Column("n", Integer{}));
    metadata.create_all(engine);
    write(insert(t).values({{"txt", "ann"}}));
    const auto ann = insert(t).values({{"txt", "ann"}, {"n", 2}});
    expect_error(ann.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = "bob"));
    expect_error(ann.on_conflict_do_nothing(conflict_on(t["id"])));
    EXPECT_THROW(write(ann.on_conflict_do_update(conflict_on(t["n"]), t["txt"] = "bob")), Error) << "no key";
    EXPECT_EQ(texts(), "ann");
    write(ann.on_conflict_do_update(conflict_on(t["txt"]), t["txt"] = "bob"));
    EXPECT_EQ(texts(), "bob");
}

TEST_F(UpsertKeys, ReturnWhatWasWritten) {
    const Table t("things", metadata, id, txt);
    metadata.create_all(engine);
    write(insert(t).values({{"id", 1}, {"txt", "one"}}));
    const auto both = insert(t).values({{"id", 1}, {"txt", "x"}}).values({{"id", 2}, {"txt", "two"}});
    const auto expect_second = [&](const auto& statement) {
        Connection connection = engine.connect();
        try {
            EXPECT_EQ(connection.execute(statement).scalar().template as<int>(), 2);
        } catch (const UnsupportedError&) {
        }
    };
    expect_second(both.on_conflict_do_nothing().returning(t["id"]));
    expect_second(both.on_conflict_do_update(conflict_on(t["id"]), t["txt"] = "y")
                      .on_conflict_where(t["txt"] == "none")
                      .returning(t["id"]));
    EXPECT_EQ(texts(), "one");
}

TEST_F(UpsertKeys, AreMetByRowsOfTheSameTable) {
    const Table t("things", metadata, id, txt);
    metadata.create_all(engine);
    write(insert(t).values({{"id", 1}, {"txt", "a"}}).values({{"id", 2}, {"txt", "b"}}));
    const auto copied = [&](const auto& query) { return insert(t).from_select(query, t["id"], t["txt"]); };
    write(copied(select(t["id"], t["txt"]).where(t["id"] == 1))
              .on_conflict_do_update(conflict_on(t["id"]),
                                     t["txt"] = func::replace(t["txt"], "a", func::upper(excluded(t["txt"])))));
    EXPECT_EQ(texts(), "A,b");
    write(copied(select(t["id"], t["txt"]).order_by(t["id"].desc())).on_conflict_do_nothing(conflict_on(t["id"])));
    EXPECT_EQ(texts(), "A,b");
    write(copied(select(t["id"] + 1, t["txt"]).where(t["id"] == 2)).on_conflict_do_nothing());
    EXPECT_EQ(texts(), "A,b,b");
}

}  // namespace
}  // namespace rowan::rules
