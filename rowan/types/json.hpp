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

/// JSON has no spelling for NaN and infinity; nlohmann's dump would write null for them.
inline bool has_json_form(const nlohmann::json& value) {
    if (value.is_number_float()) {
        const double number = value.get<double>();
        return number - number == 0.0;
    }
    if (value.is_structured()) {
        for (const nlohmann::json& part : value) {
            if (!has_json_form(part))
                return false;
        }
    }
    return !value.is_binary();
}

}  // namespace detail

template <>
struct type_adapter<nlohmann::json> {
    using stored = JsonText;
    static JsonText store(const nlohmann::json& document) {
        if (!detail::has_json_form(document)) {
            throw DataError("a JSON document can't hold NaN, infinity or binary data: use null or a string");
        }
        return {document.dump()};
    }
    static nlohmann::json load(const JsonText& text) { return nlohmann::json::parse(text.text); }
};

}  // namespace rowan
