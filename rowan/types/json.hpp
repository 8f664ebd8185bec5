// rowan/types/json.hpp: members of type nlohmann::json. Include it where a mapped struct has one; <rowan/orm.hpp>
// does not.
//
//     struct Event {
//         int id{};
//         nlohmann::json payload{};      // a JSON column; a change anywhere inside is found at the flush
//     };
//
// A document is stored as compact text with sorted keys, so that equal documents have equal texts. NaN, infinity and
// strings that are not UTF-8 have no JSON form, and text that is no JSON has no document: DataError.
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/error.hpp>

#include <nlohmann/json.hpp>

#include <string>

namespace rowan {
namespace detail {

/// Deeper documents are refused: writing them is recursive, and a document from a database must not exhaust the stack.
inline constexpr int json_depth_limit = 1000;

/// Refuses what has no JSON text: NaN and infinity (nlohmann's dump would write null for them), binary data, what a
/// parser gave up ("discarded"), and what is nested too deeply.
inline void check_json(const nlohmann::json& value, int depth = 0) {
    if (depth > json_depth_limit)
        throw DataError("a JSON document can't be nested more than 1000 levels deep");
    bool has_text = !value.is_binary() && !value.is_discarded();
    if (value.is_number_float()) {
        const double number = value.get<double>();
        has_text = number - number == 0.0;
    }
    if (!has_text)
        throw DataError("a JSON document can't hold NaN, infinity, binary or discarded data: use null or a string");
    if (value.is_structured()) {
        for (const nlohmann::json& part : value)
            check_json(part, depth + 1);
    }
}

}  // namespace detail

template <>
struct type_adapter<nlohmann::json> {
    using stored = JsonText;
    static JsonText store(const nlohmann::json& document) {
        detail::check_json(document);
        return {document.dump()};
    }
    static nlohmann::json load(const JsonText& text) {
        nlohmann::json document = nlohmann::json::parse(text.text);
        detail::check_json(document);
        return document;
    }
};

}  // namespace rowan
