// rowan/sql/returning.hpp: what INSERT, UPDATE and DELETE have in common.
#pragma once

#include <rowan/sql/source.hpp>
#include <rowan/sql/statement.hpp>

#include <initializer_list>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

/// Columns and values by name, for tables known at run time: `{{"name", "ed"}, {"age", 30}}`.
using NamedValues = std::initializer_list<std::pair<std::string_view, Value>>;

namespace detail {

template <class A>
Assignment assignment(const A& a) {
    static_assert(std::is_base_of_v<Assignment, A>, "rowan: say `column = value` here (== compares)");
    if constexpr (std::is_base_of_v<Assignment, A>)
        return a;
    else
        return {};
}

}  // namespace detail
}  // namespace rowan
