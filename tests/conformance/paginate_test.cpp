#include <rowan/orm/paginate.hpp>

#include "scratch_database.hpp"
#include <rowan/orm.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

namespace paginate_test {

struct User {
    int id{};
    std::string name{};
    double score{};
    std::optional<int> age{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<User>("users", column<&User::id>(primary_key));
    }
};
struct Other {
    int id{};

    static constexpr auto mapping() {
        using namespace rowan;
        return table<Other>("others", column<&Other::id>(primary_key));
    }
};

using namespace rowan;
using testing::ElementsAre;
using testing::HasSubstr;

std::string message_of(const auto& work) {
    try {
        work();
    } catch (const ArgumentError& error) {
        return error.what();
    }
    return "no ArgumentError was thrown";
}

class Paginate : public testing::Test {
protected:
    Engine prepared_engine() const {
        Engine made = database.engine();
        rowan::metadata<User, Other>().create_all(made);
        std::vector<User> users;
        for (int i = 0; i < 25; ++i)
            users.push_back({.name = std::string(1, static_cast<char>('a' + i % 5)), .score = i / 4 * 0.5});
        made.begin([&](Connection& connection) { connection.execute(insert<User>(), users); });
        return made;
    }
    static std::vector<int> ids(const auto& page) {
        std::vector<int> all;
        for (const User& user : page)
            all.push_back(user.id);
        return all;
    }
    rowan::test::ScratchDatabase database{};
    Engine engine = prepared_engine();
    Session session = Session(engine);
};

using Keyset = Paginate;

TEST_F(Paginate, GivesAPageAndItsNumbers) {
    const auto before = engine.statement_count();
    const auto page = paginate(session, select<User>().order_by(col<&User::id>), {.page = 2, .per_page = 10});
    EXPECT_EQ(engine.statement_count() - before, 2U);
    EXPECT_EQ(ids(page), (std::vector<int>{11, 12, 13, 14, 15, 16, 17, 18, 19, 20}));
    EXPECT_EQ(page.page(), 2);
    EXPECT_EQ(page.per_page(), 10);
    EXPECT_EQ(page.total(), 25);
    EXPECT_EQ(page.pages(), 3);
    EXPECT_TRUE(page.has_next());
    EXPECT_TRUE(page.has_prev());
    EXPECT_EQ(&page.items()[0], session.get<User>(11)) << "objects of the session";
}

TEST_F(Paginate, FirstLastAndBeyond) {
    const auto statement = select<User>().order_by(col<&User::id>);
    const auto last = paginate(session, statement, {.page = 3, .per_page = 10});
    EXPECT_EQ(last.items().size(), 5U);
    EXPECT_FALSE(last.has_next());
    const auto beyond = paginate(session, statement, {.page = 4, .per_page = 10});
    EXPECT_TRUE(beyond.items().empty());
    EXPECT_EQ(beyond.total(), 25);
    EXPECT_FALSE(beyond.has_next());
    const auto none = paginate(session, statement.where(col<&User::id> > 100));
    EXPECT_EQ(none.pages(), 0);
    EXPECT_EQ(none.total(), 0);
    EXPECT_FALSE(none.has_prev());
    EXPECT_TRUE(none.iter_pages().empty());
}

TEST_F(Paginate, CountsWhatTheStatementGives) {
    const auto page = paginate(session, select<User>().where(col<&User::name> == "a").distinct(), {.per_page = 2});
    EXPECT_EQ(page.total(), 5);
    EXPECT_EQ(page.pages(), 3);
}

TEST_F(Paginate, CutsAPageThatIsTooLarge) {
    EXPECT_EQ(paginate(session, select<User>(), {.per_page = 1000, .max_per_page = 7}).items().size(), 7U);
}

TEST_F(Paginate, RefusesWhatIsNoPage) {
    EXPECT_THAT(message_of([&] { paginate(session, select<User>(), {.page = 0}); }), HasSubstr("count from 1"));
    EXPECT_THAT(message_of([&] { paginate(session, select<User>(), {.per_page = 0}); }), HasSubstr("count from 1"));
    EXPECT_THAT(message_of([&] { paginate(session, select<User>().limit(3)); }), HasSubstr("LIMIT"));
}

TEST(PageNumbers, IteratesWithGaps) {
    EXPECT_THAT(PageNumbers(10, 1, 20).iter_pages(), ElementsAre(1, 2, 0, 8, 9, 10, 11, 12, 13, 14, 0, 19, 20));
    EXPECT_THAT(PageNumbers(1, 1, 3).iter_pages(), ElementsAre(1, 2, 3));
    constexpr int most = std::numeric_limits<int>::max();
    EXPECT_THAT(PageNumbers(most, 1, 3).iter_pages(), ElementsAre(1, 2, 3)) << "?page= may say anything";
    EXPECT_THAT(PageNumbers(1, 1, 3).iter_pages(most, most, most, most), ElementsAre(1, 2, 3));
    EXPECT_THAT(PageNumbers(5, 1, 5).iter_pages(1, 1, 1, 1), ElementsAre(1, 0, 4, 5));
    EXPECT_THAT(PageNumbers(1, 1, 9).iter_pages(0, 0, 0, 0), ElementsAre(1));
}

template <class... Order>
std::vector<int> walk(Session& session, int limit, const Order&... order) {
    std::vector<int> all;
    std::string after;
    do {
        const auto page = keyset(session, select<User>(), {.limit = limit, .after = after}, order...);
        EXPECT_LE(page.items().size(), static_cast<std::size_t>(limit));
        for (const User& user : page)
            all.push_back(user.id);
        after = page.next();
    } while (!after.empty() && all.size() < 100);
    return all;
}

TEST_F(Keyset, GoesThroughAllRowsInOrder) {
    const auto expected = [&](auto... order) { return ids(session.scalars(select<User>().order_by(order...))); };
    for (const int limit : {1, 4, 25, 30}) {
        EXPECT_EQ(walk(session, limit, col<&User::id>), expected(col<&User::id>));
        EXPECT_EQ(walk(session, limit, col<&User::id>.desc()), expected(col<&User::id>.desc()));
        EXPECT_EQ(walk(session, limit, col<&User::name>, col<&User::score>.desc(), col<&User::id>),
                  expected(col<&User::name>, col<&User::score>.desc(), col<&User::id>));
    }
}

TEST_F(Keyset, IsOneStatementAPageAndStableUnderInsertion) {
    const auto before = engine.statement_count();
    const auto first = keyset(session, select<User>(), {.limit = 3}, col<&User::id>);
    EXPECT_EQ(engine.statement_count() - before, 1U);
    EXPECT_EQ(ids(first), (std::vector<int>{1, 2, 3}));
    session.add(User{.id = -1});
    EXPECT_EQ(ids(keyset(session, select<User>(), {.limit = 3, .after = first.next()}, col<&User::id>)),
              (std::vector<int>{4, 5, 6}));
}

TEST_F(Keyset, GoesOnBehindTheRowWhateverItsObjectHas) {
    Session unsaved(engine, {.autoflush = false});
    const std::vector<int> all = walk(unsaved, 3, col<&User::score>, col<&User::id>);
    unsaved.get<User>(all[2])->score = 1e6;
    EXPECT_EQ(walk(unsaved, 3, col<&User::score>, col<&User::id>), all);
}

TEST_F(Keyset, RefusesCursorsThatAreNotItsOwn) {
    const std::string cursor = keyset(session, select<User>(), {.limit = 3}, col<&User::name>, col<&User::id>).next();
    const auto use = [&](std::string after) {
        return message_of([&] {
            keyset(session, select<User>(), {.limit = 3, .after = std::move(after)}, col<&User::name>, col<&User::id>);
        });
    };
    EXPECT_EQ(use(cursor), "no ArgumentError was thrown");
    for (std::size_t i = 0; i < cursor.size(); ++i) {
        std::string changed = cursor;
        changed[i] = changed[i] == 'A' ? 'B' : 'A';
        EXPECT_THAT(use(changed), HasSubstr("this cursor")) << i;
        EXPECT_THAT(use(cursor.substr(0, i) + (i == 0 ? "A" : "")), HasSubstr("this cursor")) << i;
    }
    EXPECT_THAT(use("not base64!"), HasSubstr("is damaged"));
    EXPECT_THAT(use(cursor + "A"), HasSubstr("is damaged"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>(), {.after = cursor}, col<&User::id>); }),
                HasSubstr("another order"));
    EXPECT_THAT(message_of([&] {
                    keyset(session, select<User>(), {.after = cursor}, col<&User::name>.desc(), col<&User::id>);
                }),
                HasSubstr("another order"));
}

TEST_F(Keyset, RefusesOrdersThatItCanNotKeep) {
    EXPECT_THAT(message_of([&] { keyset(session, select<User>(), {}, col<&User::age>); }), HasSubstr("may be NULL"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>(), {}, col<&Other::id>); }),
                HasSubstr("columns of User"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>(), {}, col<&User::id> + 1); }),
                HasSubstr("columns of User"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>().order_by(col<&User::id>), {}, col<&User::id>); }),
                HasSubstr("ORDER BY"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>().limit(1), {}, col<&User::id>); }), HasSubstr("LIMIT"));
    EXPECT_THAT(message_of([&] { keyset(session, select<User>(), {.limit = 0}, col<&User::id>); }),
                HasSubstr("at least 1"));
}

}  // namespace paginate_test
