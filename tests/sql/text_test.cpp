#include <rowan/sql/text.hpp>

#include <rowan/sql/internal/text_scanner.hpp>
#include <rowan/sql/statements.hpp>
#include <rowan/types/error.hpp>

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace rowan::test {
namespace {

/// The text with <name> for each parameter.
std::string scanned(std::string_view sql) {
    const sql::TextData data = sql::scan_text(sql);
    EXPECT_EQ(data.pieces.size(), data.parameters.size() + 1);
    EXPECT_EQ(data.bound.size(), data.parameters.size());
    std::string text = data.pieces[0];
    for (std::size_t i = 0; i < data.parameters.size(); ++i)
        text += "<" + data.parameters[i] + ">" + data.pieces[i + 1];
    return text;
}

TEST(TextScanner, FindsParameters) {
    EXPECT_EQ(scanned(":a"), "<a>");
    EXPECT_EQ(scanned("x = :a_1 and y=:b."), "x = <a_1> and y=<b>.");
    EXPECT_EQ(scanned("(:a,:a)"), "(<a>,<a>)");
    EXPECT_EQ(scanned(""), "");
    EXPECT_EQ(scanned(":größe"), "<größe>");
}

TEST(TextScanner, LeavesAllElse) {
    for (const char* sql :
         {"'a:b'",     "'it''s :b'", "\"a:b\"",    "`:a`",      "-- :a\n",     "/* :a */", "x::int",
          "a[1:2]",    "a[b:c]",     ": a",        ":",         ":1",          "$$ :a $$", "$tag$ :a $$ :b $tag$",
          "E'\\' :a'", "'open :a",   "/* open :a", "--open :a", "$x$ open :a", "x := 3",   "'\\'",
          "a$b"})
        EXPECT_EQ(scanned(sql), sql);
    EXPECT_EQ(scanned("'a' :b '\\' :c"), "'a' <b> '\\' <c>");
    EXPECT_EQ(scanned("\\:a :b"), ":a <b>");
    EXPECT_EQ(scanned("$1 :b$c"), "$1 <b>$c");
    EXPECT_EQ(scanned("type'\\' :a"), "type'\\' <a>");
    EXPECT_EQ(scanned("1-:a/:b"), "1-<a>/<b>");
}

TEST(TextScanner, LosesNothingOfAnyText) {
    constexpr std::string_view letters = ":::'\"`-/*$aE1_ \n[]";
    std::mt19937 random(1);
    for (int round = 0; round < 20'000; ++round) {
        std::string text(std::uniform_int_distribution<std::size_t>(0, 12)(random), ' ');
        for (char& c : text)
            c = letters[std::uniform_int_distribution<std::size_t>(0, letters.size() - 1)(random)];
        const sql::TextData data = sql::scan_text(text);
        std::string again = data.pieces[0];
        for (std::size_t i = 0; i < data.parameters.size(); ++i)
            again += ":" + data.parameters[i] + data.pieces[i + 1];
        ASSERT_EQ(again, text);
    }
}

const sql::TextStatementNode& data_of(const Statement& statement) {
    return sql::as<sql::TextStatementNode>(statement.node());
}

TEST(Text, BindsByName) {
    const auto statement = rowan::statement(text("select :a, :b, :a"));
    const auto bound = statement.bind({{"a", 1}});
    ASSERT_EQ(data_of(bound).text.bound.size(), 3u);
    EXPECT_TRUE(data_of(bound).text.bound[0]);
    EXPECT_FALSE(data_of(bound).text.bound[1]);
    EXPECT_TRUE(data_of(bound).text.bound[2]);
    EXPECT_FALSE(data_of(statement).text.bound[0]);
    EXPECT_THROW(statement.bind({{"c", 1}}), ArgumentError);
}

TEST(Text, TakesTheNamesOfItsColumns) {
    const auto typed = text(unsafe("select 1, 2")).columns<int, std::string>("a", "b");
    EXPECT_EQ(data_of(typed).columns, (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace rowan::test
