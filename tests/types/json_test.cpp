#include <rowan/types/json.hpp>

#include "support.hpp"

#include <limits>
#include <optional>
#include <string>

namespace {

using nlohmann::json;
using rowan::JsonText;
using rowan::Value;
using rowan::test::data_error;
using rowan::test::round_trip;

TEST(Json, IsStoredCompactlyWithSortedKeys) {
    const json document = {{"b", 1}, {"a", {1, 2.5, nullptr, "x"}}};
    EXPECT_EQ(Value(document), Value(JsonText{R"({"a":[1,2.5,null,"x"],"b":1})"}));
    EXPECT_EQ(rowan::detail::type_ops<json>.sql_type.family, rowan::TypeFamily::json);
}

TEST(Json, RoundTrips) {
    for (const char* text :
         {"null", "true", "1", "-1.5", "18446744073709551615", "\"Zoë\"", "[]", "{}", "[[],{\"a\":[1]}]"}) {
        const json document = json::parse(text);
        EXPECT_EQ(round_trip(document), document) << text;
        EXPECT_EQ(Value(text).as<json>(), document) << text;
    }
}

TEST(Json, KeepsAnEmptyOptionalApartFromJsonNull) {
    EXPECT_TRUE(Value(std::optional<json>{}).is_null());
    EXPECT_EQ(Value(std::optional<json>{json(nullptr)}), Value(JsonText{"null"}));
    EXPECT_EQ(Value().as<std::optional<json>>(), std::nullopt);
    const auto document = Value(JsonText{"null"}).as<std::optional<json>>();
    ASSERT_TRUE(document.has_value());
    EXPECT_TRUE(document->is_null());
    EXPECT_EQ(round_trip(std::optional<json>{json{1, 2}}), (json{1, 2}));
}

TEST(Json, RefusesTextThatIsNoJson) {
    const std::string message = data_error([] { Value(JsonText{"{\"a\":"}).as<json>(); });
    EXPECT_TRUE(message.starts_with("'{\"a\":' is refused by its type's adapter: ")) << message;
    EXPECT_NE(message.find("parse error at line 1, column 6"), std::string::npos) << message;
    EXPECT_THROW(Value("").as<json>(), rowan::DataError);
    EXPECT_EQ(data_error([] { Value(1).as<json>(); }), "1 does not fit JSON");
}

TEST(Json, RefusesWhatHasNoJsonForm) {
    const std::string refusal =
        "a JSON document can't hold NaN, infinity, binary or discarded data: use null or a string";
    EXPECT_EQ(data_error([] { (void)Value(json(std::numeric_limits<double>::quiet_NaN())); }), refusal);
    EXPECT_EQ(data_error([] { (void)Value(json{{"a", {1, {{"b", -std::numeric_limits<double>::infinity()}}}}}); }),
              refusal);
    EXPECT_EQ(data_error([] { (void)Value(json::binary({1, 2})); }), refusal);
    EXPECT_EQ(data_error([] { (void)Value(json{{"a", json(json::value_t::discarded)}}); }), refusal);
    EXPECT_EQ(data_error([] { (void)Value(json::parse("{", nullptr, false)); }), refusal);
    const std::string message = data_error([] { (void)Value(json("\xFF")); });
    EXPECT_TRUE(message.starts_with("the value is refused by its type's adapter: ")) << message;
    EXPECT_NE(message.find("invalid UTF-8"), std::string::npos) << message;
}

TEST(Json, RefusesWhatIsNestedTooDeeply) {
    const auto nested = [](std::size_t levels) { return std::string(levels, '[') + std::string(levels, ']'); };
    const std::string refusal = "a JSON document can't be nested more than 1000 levels deep";
    EXPECT_EQ(Value(Value(nested(1000)).as<json>()), Value(JsonText{nested(1000)}));
    EXPECT_EQ(data_error([&] { Value(nested(1002)).as<json>(); }), refusal);
    EXPECT_EQ(data_error([&] { Value(nested(1'000'000)).as<json>(); }), refusal);
    EXPECT_EQ(data_error([&] { (void)Value(json::parse(nested(1002))); }), refusal);
}

}  // namespace
