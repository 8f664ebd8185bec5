// Tables that another connection changes between two executions of one statement.
#include "rules_support.hpp"

namespace rowan::rules {
namespace {

struct Pair {
    int id{};
    std::string a{};
    std::string b{};

    static constexpr auto mapping() { return table<Pair>("pairs", column<&Pair::id>(primary_key(given))); }
};

class ChangedTables : public DatabaseTest {
protected:
    ChangedTables() {
        metadata<Pair>().create_all(engine);
        run("INSERT INTO pairs (id, a, b) VALUES (1, 'is a', 'is b')");
    }
    void rename(const std::string& from, const std::string& to) {
        run(test::is_tested_on("mysql") ? "ALTER TABLE pairs CHANGE " + from + " " + to + " VARCHAR(255) NOT NULL"
                                        : "ALTER TABLE pairs RENAME COLUMN " + from + " TO " + to);
    }
};

TEST_F(ChangedTables, ColumnsThatSwapTheirNamesAreReadByTheseAtOnce) {
    Connection connection = engine.connect();
    const auto all = text("SELECT * FROM pairs WHERE id = 1");
    const auto look = [&](const std::string& a, const std::string& b) {
        const Row row = connection.execute(all).one();
        EXPECT_EQ(row["a"], Value(a));
        EXPECT_EQ(row["b"], Value(b));
        const std::vector<Pair> pairs = connection.fetch<Pair>(all);
        ASSERT_EQ(pairs.size(), 1U);
        EXPECT_EQ(pairs[0].a, a);
        EXPECT_EQ(pairs[0].b, b);
        connection.commit();
    };
    look("is a", "is b");
    look("is a", "is b");
    for (int i = 0; i < 2; ++i) {
        rename("a", "c");
        rename("b", "a");
        rename("c", "b");
        for (int j = 0; j < 3; ++j)
            i == 0 ? look("is b", "is a") : look("is a", "is b");
    }
}

}  // namespace
}  // namespace rowan::rules
