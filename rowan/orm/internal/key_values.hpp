// rowan/orm/internal/key_values.hpp: many keys of a struct, as get_many sends them.
#pragma once

#include <rowan/types/value.hpp>

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <vector>

namespace rowan::detail {

template <class T>
inline constexpr bool is_key_tuple = false;
template <class... T>
inline constexpr bool is_key_tuple<std::tuple<T...>> = true;

/// One behind the other; a key of several columns as several values.
struct KeyValues {
    std::vector<Value> values{};
    std::size_t count = 0;
};

template <class Keys>
KeyValues key_values(const Keys& keys) {
    KeyValues all;
    for (const auto& key : keys) {
        if constexpr (is_key_tuple<std::remove_cvref_t<decltype(key)>>)
            std::apply([&](const auto&... part) { (all.values.emplace_back(part), ...); }, key);
        else
            all.values.emplace_back(key);
        ++all.count;
    }
    return all;
}

}  // namespace rowan::detail
