// Patterns mean the same everywhere: in queries, in writes, and in what the database keeps as a view.
#include "rules_support.hpp"
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/view.hpp>

#include <gmock/gmock.h>

#include <string>
#include <vector>

namespace rowan::rules {
namespace {

using testing::ElementsAre;

struct Path {
    int id{};
    std::string text{};
    std::string part{};

    static constexpr auto mapping() { return table<Path>("paths", column<&Path::id>(primary_key(given))); }
};
constexpr auto text = col<&Path::text>;
constexpr auto part = col<&Path::part>;

class Patterns : public DatabaseTest {
protected:
    void SetUp() override {
        metadata.create_all(engine);
        const std::vector<std::string> texts{"a\\b", "ab", "a\\b", "ab", "a%b", "a_b", "a/b", "a\\%b", "b\\"};
        const std::vector<std::string> parts{"a\\b", "a\\b", "\\", "_", "%", "%", "/b", "\\%", "\\"};
        for (std::size_t i = 0; i < texts.size(); ++i)
            session.add(Path{static_cast<int>(i) + 1, texts[i], parts[i]});
        session.commit();
    }

    /// The keys of the rows, in order.
    std::vector<int> rows(const Predicate& condition) {
        const auto found = read(select(col<&Path::id>).where(condition).order_by(col<&Path::id>));
        EXPECT_EQ(read(select(col<&Path::id>).where(!!condition).order_by(col<&Path::id>)), found) << "negated twice";
        return found;
    }
    /// Likewise, of a view.
    std::vector<int> kept_rows(const Predicate& condition) {
        const std::string name = "kept_" + std::to_string(++views_);
        MetaData added;
        const Table kept = view(name, added, select(col<&Path::id>.label<"id">()).where(condition));
        added.create_all(engine);
        std::vector<int> keys;
        Result found = engine.connect().execute(select(kept["id"]).order_by(kept["id"]));
        for (const Row& row : found)
            keys.push_back(row.get<int>(0));
        return keys;
    }

    MetaData metadata = rowan::metadata<Path>();

private:
    template <class S>
    std::vector<int> read(const S& statement) {
        std::vector<int> keys;
        for (const auto& row : engine.connect().execute(statement))
            keys.push_back(row.template get<0>());
        return keys;
    }
    int views_ = 0;
};

TEST_F(Patterns, TakeABackslashForItself) {
    EXPECT_THAT(rows(text.like("a\\b")), ElementsAre(1, 3));
    EXPECT_THAT(rows(text.like("%\\%")), ElementsAre(1, 3, 8, 9));
    EXPECT_THAT(rows(text.like("%\\")), ElementsAre(9));
    EXPECT_THAT(rows(text.not_like("%\\%")), ElementsAre(2, 4, 5, 6, 7));
    EXPECT_THAT(rows(text.ilike("A\\B")), ElementsAre(1, 3));
    EXPECT_THAT(rows(text.not_ilike("A%B")), ElementsAre(9));
    EXPECT_THAT(rows(text.contains("\\")), ElementsAre(1, 3, 8, 9));
    EXPECT_THAT(rows(text.ends_with("\\")), ElementsAre(9));
    EXPECT_THAT(rows(text.starts_with("a\\")), ElementsAre(1, 3, 8));
    EXPECT_THAT(rows(text.like(part)), ElementsAre(1, 5, 6));
    EXPECT_THAT(rows(text.contains(part)), ElementsAre(1, 3, 5, 7, 8, 9));
}

TEST_F(Patterns, OfWritesAreThoseOfQueries) {
    Connection connection = engine.connect();
    EXPECT_EQ(connection.execute(delete_from<Path>().where(text.like("a\\b"))).row_count(), 2);
    connection.commit();
    EXPECT_EQ(number("SELECT count(*) FROM paths WHERE id IN (2, 4)"), 2);
}

TEST_F(Patterns, AreKeptInViews) {
    EXPECT_THAT(kept_rows(text.like("a\\b")), ElementsAre(1, 3));
    EXPECT_THAT(kept_rows(text.like("%\\%")), ElementsAre(1, 3, 8, 9));
    EXPECT_THAT(kept_rows(text.not_like("%\\%")), ElementsAre(2, 4, 5, 6, 7));
    EXPECT_THAT(kept_rows(text.ilike("A\\B")), ElementsAre(1, 3));
    EXPECT_THAT(kept_rows(text.like(part)), ElementsAre(1, 5, 6));
    EXPECT_THAT(kept_rows(text.contains("\\")), ElementsAre(1, 3, 8, 9));
    EXPECT_THAT(kept_rows(text.contains("%")), ElementsAre(5, 8));
    EXPECT_THAT(kept_rows(text.icontains("_")), ElementsAre(6));
    EXPECT_THAT(kept_rows(text.ends_with("/b")), ElementsAre(7));
    EXPECT_THAT(kept_rows(text.like("a|%b", '|')), ElementsAre(5));
    EXPECT_THAT(kept_rows(text.like("a|\\|%b", '|')), ElementsAre(8));
    EXPECT_THAT(kept_rows(text.like("a\\%b", '\\')), ElementsAre(5));
}

}  // namespace
}  // namespace rowan::rules
