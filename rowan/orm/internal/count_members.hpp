// rowan/orm/internal/count_members.hpp: how many members an aggregate has, and whether it is one that can be bound.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

namespace rowan::detail {

inline constexpr std::size_t max_members = 64;

/// What the initialisers below have in common: a constructor that takes anything is not to take them.
struct AnyInitialiser {};

/// Converts to anything, in unevaluated code.
struct AnyMember : AnyInitialiser {
    template <class U>
    operator U() const;
};

/// Converts to classes only, and to all else.
struct AnyClass : AnyInitialiser {
    template <class U>
        requires(std::is_class_v<U> || std::is_union_v<U>)
    operator U() const;
};
struct AnyScalar : AnyInitialiser {
    template <class U>
        requires(!std::is_class_v<U> && !std::is_union_v<U>)
    operator U() const;
};

/// Converts to the bases of T only.
template <class T>
struct AnyBase : AnyInitialiser {
    template <class U>
        requires(std::is_base_of_v<U, T> && !std::is_same_v<U, T>)
    operator U() const;
};

template <std::size_t>
using AnyAt = AnyMember;

template <class T, std::size_t... I>
consteval bool takes(std::index_sequence<I...>) {
    return requires { T{AnyAt<I>{}...}; };
}

template <class T, std::size_t Low, std::size_t High>
consteval std::size_t search_upwards() {
    if constexpr (Low == High) {
        return Low;
    } else {
        constexpr std::size_t middle = (Low + High + 1) / 2;
        if constexpr (takes<T>(std::make_index_sequence<middle>{}))
            return search_upwards<T, middle, High>();
        else
            return search_upwards<T, Low, middle - 1>();
    }
}

template <class T, std::size_t Count>
consteval std::size_t search_downwards() {
    if constexpr (Count == 0 || takes<T>(std::make_index_sequence<Count>{}))
        return Count;
    else
        return search_downwards<T, Count - 1>();
}

/// The largest number of initialisers that T takes, at most max_members + 1. Where small numbers are refused (a member
/// without a default), the binary search ends at 0 and the numbers are tried from the top.
template <class T>
consteval std::size_t initialiser_count() {
    constexpr std::size_t top = sizeof(T) * 8 < max_members + 1 ? sizeof(T) * 8 : max_members + 1;
    constexpr std::size_t found = search_upwards<T, 0, top>();
    if constexpr (found == 0)
        return search_downwards<T, top>();
    else
        return found;
}

template <class T, std::size_t... Before>
consteval bool takes_class(std::index_sequence<Before...>) {
    return requires { T{AnyAt<Before>{}..., AnyClass{}}; };
}

template <class T, class Any, std::size_t... Before, std::size_t... After>
consteval bool takes_pair(std::index_sequence<Before...>, std::index_sequence<After...>) {
    return requires { T{AnyAt<Before>{}..., {Any{}, Any{}}, AnyAt<After>{}...}; };
}

/// Whether the initialiser at `Slot` of `Count` begins a raw array: then a braced pair takes the place of more than
/// one initialiser, and the others no longer fit behind it. The pair is of one kind, as an array's elements are: a pair
/// of anything would also find constructors of a class in that place, whose exception specifications may not compile
/// (those of Boost's numbers).
template <class T, std::size_t Slot, std::size_t Count>
consteval bool array_at() {
    using Before = std::make_index_sequence<Slot>;
    using Any = std::conditional_t<takes_class<T>(Before{}), AnyClass, AnyScalar>;
    if constexpr (!takes_pair<T, Any>(Before{}, std::index_sequence<>{}))
        return false;
    else
        return !takes_pair<T, Any>(Before{}, std::make_index_sequence<Count - Slot - 1>{});
}

/// Whether every initialiser is one member: parentheses, unlike braces, do not spread an array's elements. One member
/// in parentheses would be a cast.
template <class T, std::size_t... I>
consteval bool takes_in_parentheses(std::index_sequence<I...>) {
    if constexpr (sizeof...(I) < 2)
        return false;
    else
        return requires { T(AnyAt<I>{}...); };
}

enum class AggregateShape { plain, no_aggregate, has_base, has_array, too_many_members, not_counted };

template <class T>
consteval AggregateShape aggregate_shape() {
    if constexpr (!std::is_aggregate_v<T>) {
        return AggregateShape::no_aggregate;
    } else if constexpr (requires { T{AnyBase<T>{}}; }) {
        return AggregateShape::has_base;
    } else {
        constexpr std::size_t count = initialiser_count<T>();
        if constexpr (count == 0)
            return AggregateShape::not_counted;
        else if constexpr (count > max_members)
            return AggregateShape::too_many_members;
        else if constexpr (takes_in_parentheses<T>(std::make_index_sequence<count>{}))
            return AggregateShape::plain;
        else
            return []<std::size_t... I>(std::index_sequence<I...>) {
                return (array_at<T, I, count>() || ...) ? AggregateShape::has_array : AggregateShape::plain;
            }(std::make_index_sequence<count>{});
    }
}

}  // namespace rowan::detail
