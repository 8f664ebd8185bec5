// Words found in texts, by the index that each database keeps of them.
#include "../drivers/driver_support.hpp"
#include "rules_support.hpp"
#include "traits.hpp"
#include <rowan/dialects/capability.hpp>
#include <rowan/dialects/ddl.hpp>
#include <rowan/dialects/dialect.hpp>

#include <gmock/gmock.h>

namespace rowan::rules {
namespace {

using test::message_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Article {
    int id{};
    std::string title{};
    std::optional<std::string> body{};

    static constexpr auto mapping() { return table<Article>("articles", column<&Article::id>(primary_key(given))); }
};

class FullTextSearch : public DatabaseTest {
protected:
    FullTextSearch() {
        if (test::is_tested_on("sqlite")) {
            run("CREATE VIRTUAL TABLE articles USING fts5 (id UNINDEXED, title, body)");
        } else {
            MetaData metadata = rowan::metadata<Article>();
            Table articles = metadata.table("articles");
            metadata.create_all(engine);
            if (test::is_tested_on_mysql_family()) {
                const auto ddl = engine.dialect().ddl();
                for (const std::vector<IndexPart>& parts :
                     {std::vector<IndexPart>{"title"}, {"body"}, {"title", "body"}}) {
                    Index words(parts, {.name = "words_" + std::to_string(parts.size()) + parts[0].column,
                                        .method = "fulltext"});
                    run(ddl->create_index(articles.data(), words));
                }
            }
        }
        session.add(Article{1, "Storms", "Wind over the sea, and rain"});
        session.add(Article{2, "Harbours", "Ships wait for the tide"});
        session.add(Article{3, "Tides", std::nullopt});
        session.commit();
    }

    std::vector<int> found(const Predicate& condition) {
        std::vector<int> ids;
        for (const Article& article : session.query<Article>().where(condition).order_by(col<&Article::id>))
            ids.push_back(article.id);
        return ids;
    }
    const Capabilities& can() const { return engine.dialect().capabilities(); }
};

constexpr auto title = col<&Article::title>;
constexpr auto body = col<&Article::body>;

TEST_F(FullTextSearch, FindsTheRowsThatHaveTheWords) {
    EXPECT_THAT(found(full_text(body).matches("tide")), ElementsAre(2));
    EXPECT_THAT(found(full_text(body).matches("RAIN")), ElementsAre(1));
    EXPECT_THAT(found(full_text(body).matches("zebra")), IsEmpty());
    EXPECT_THAT(found(full_text(body).matches("tid")), IsEmpty()) << "a part of a word is none";
    EXPECT_THAT(found(full_text(body).matches("ships") && title != "x"), ElementsAre(2));
    const std::string word = "wind";
    EXPECT_THAT(found(full_text(body).matches(word)), ElementsAre(1));
}

TEST_F(FullTextSearch, LooksIntoSeveralTextsAtOnce) {
    const auto both = full_text(title, body);
    if (!can().full_text_of_several) {
        EXPECT_THAT(message_of<UnsupportedError>([&] { found(both.matches("tides")); }),
                    HasSubstr("a full-text search of several columns"));
        const auto whole = full_text(text("articles"));
        EXPECT_THAT(found(whole.matches("tides")), ElementsAre(3));
        EXPECT_THAT(found(whole.matches("tide OR storms")), ElementsAre(1, 2));
        return;
    }
    EXPECT_THAT(found(both.matches("storms")), ElementsAre(1)) << "in the title";
    EXPECT_THAT(found(both.matches("rain")), ElementsAre(1)) << "in the body";
    EXPECT_THAT(found(both.matches("storms rain")), ElementsAre(1)) << "a word in each";
    EXPECT_THAT(found(!both.matches("rain")), ElementsAre(2, 3)) << "a text that is NULL has no words";
}

TEST_F(FullTextSearch, IsAValueToo) {
    if (!test::traits().full_text_values)
        GTEST_SKIP() << "FTS5 searches in WHERE alone";
    Connection connection = engine.connect();
    const auto rows =
        connection
            .execute(select(col<&Article::id>, full_text(title, body).matches("rain")).order_by(col<&Article::id>))
            .all();
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].get<1>(), true);
    EXPECT_EQ(rows[1].get<1>(), false);
    EXPECT_EQ(rows[2].get<1>(), false);
}

/// What a user types into a search box.
TEST_F(FullTextSearch, TakesEveryTextForWords) {
    if (!test::traits().full_text_values)
        GTEST_SKIP() << "FTS5 takes a query in a language of its own";
    for (const char* typed :
         {"", " ", "'", "\"", "rain' OR '1' = '1", "& | ! ( )", "+-*<>~@", "a:*", "\\", "%_", "-rain +"})
        EXPECT_NO_THROW(found(full_text(title, body).matches(typed))) << typed;
    EXPECT_THAT(found(full_text(title, body).matches("zebra' OR '1' = '1")), IsEmpty());
}

TEST_F(FullTextSearch, KnowsTheFormsOfWordsOfALanguage) {
    const auto statement = [] { return full_text(body).language("english").matches("ship waiting"); };
    if (can().full_text_languages)
        EXPECT_THAT(found(statement()), ElementsAre(2));
    else
        EXPECT_THAT(message_of<UnsupportedError>([&] { found(statement()); }),
                    HasSubstr("the language of a full-text search"));
    EXPECT_THAT(message_of<ArgumentError>([] { full_text(body).language("x', 'y").matches("a"); }),
                HasSubstr("no name of a language"));
}

}  // namespace
}  // namespace rowan::rules
