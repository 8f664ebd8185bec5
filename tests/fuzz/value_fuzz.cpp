// Any bytes into every parser of rowan/types: each must refuse them with a DataError, or give a value that comes back
// from its own text.
#include "fuzz.hpp"
#include <rowan/types.hpp>
#include <rowan/types/json.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace rowan::fuzz {

/// Calls the parser; "" if it refuses, the finding of `check` on what it read otherwise.
template <class Parse, class Check>
Finding parse_and_check(const Parse& parse, const Check& check, int& accepted) {
    try {
        const auto value = parse();
        ++accepted;
        return check(value);
    } catch (const DataError&) {
        return nullptr;
    }
}

/// Feeds the text to all parsers. `accepted` counts those that took it.
inline Finding check_text(std::string_view text, int& accepted) {
    Finding finding =
        parse_and_check([&] { return parse_date(text); },
                        [](Date date) { return parse_date(to_text(date)) == date ? nullptr : "date"; }, accepted);
    if (finding)
        return finding;
    finding = parse_and_check(
        [&] { return parse_timestamp(text); },
        [](Timestamp time) { return parse_timestamp(to_text(time)) == time ? nullptr : "timestamp"; }, accepted);
    if (finding)
        return finding;
    finding = parse_and_check(
        [&] { return parse_time_of_day(text); },
        [](TimeOfDay time) { return parse_time_of_day(to_text(time)) == time ? nullptr : "time of day"; }, accepted);
    if (finding)
        return finding;
    finding =
        parse_and_check([&] { return Uuid::parse(text); },
                        [](Uuid uuid) { return Uuid::parse(uuid.to_string()) == uuid ? nullptr : "uuid"; }, accepted);
    if (finding)
        return finding;
    finding = parse_and_check([&] { return parse_decimal(text); },
                              [&](const DecimalText& decimal) -> Finding {
                                  if (!is_plain_decimal(decimal.digits))
                                      return "decimal is not plain";
                                  if (compare_decimals(decimal.digits, text) != 0)
                                      return "decimal differs from its text";
                                  const std::string normal = normalise_decimal(decimal.digits);
                                  if (compare_decimals(normal, decimal.digits) != 0)
                                      return "decimal differs from its normal form";
                                  if (normalise_decimal(normal) != normal)
                                      return "normal form is not normal";
                                  const std::int32_t places = decimal_size(normal).fraction_digits;
                                  if (compare_decimals(round_decimal(normal, places), normal) != 0)
                                      return "rounding to all places changes";
                                  const std::string rounded = round_decimal(normal, 2);
                                  if (round_decimal(rounded, 2) != rounded)
                                      return "rounding twice changes";
                                  return nullptr;
                              },
                              accepted);
    if (finding)
        return finding;
    finding = parse_and_check(
        [&] { return Value(text).as<nlohmann::json>(); },
        [](const nlohmann::json& json) { return Value(json).as<nlohmann::json>() == json ? nullptr : "json"; },
        accepted);
    if (finding)
        return finding;
    // What messages show is always a valid line of text.
    const std::string shown = Value(text).to_display();
    if (!is_valid_utf8(shown) || shown.find('\n') != std::string::npos)
        return "display is no line of text";
    if (is_valid_utf8(text) != (find_invalid_utf8(text) == text.size()))
        return "utf-8";
    return nullptr;
}

}  // namespace rowan::fuzz

ROWAN_FUZZ_TARGET(rowan::fuzz::check_text)
