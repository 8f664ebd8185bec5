// rowan/types/field.hpp: a mapped column, erased: a name, an offset, and the operations of the member's type.
//
// A struct is reflected once, when the program is compiled, into an array of Field. All that follows (binding, reading,
// comparing, flushing, loading) is ordinary code that walks this array; no template is instantiated per member.
// The operations belong to the member's *type*: every `int` of a program shares one TypeOps.
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/kind.hpp>
#include <rowan/types/sql_type.hpp>

#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

/// How a member of one type is handled through a pointer to it. All functions take a pointer to a live member.
struct TypeOps {
    Kind kind;           ///< the native representation that reaches the database
    bool optional;       ///< the member is a std::optional: it may hold NULL
    bool adapted;        ///< `store` and `load` convert; otherwise the member (or what its optional holds) *is* native
    std::uint32_t size;  ///< of the member
    std::uint32_t align;

    void (*copy)(void* to, const void* from);  ///< assigns
    void (*move)(void* to, void* from);        ///< assigns
    /// The contained value, or null if the optional is empty; the member itself if it is not optional.
    const void* (*value)(const void* member);
    /// Puts an empty optional. Null for other types.
    void (*reset)(void* member);
    /// Adapted types only: assigns to `native` (a live object of the native type) from the contained value (not from
    /// the optional), and to the member (engaging an optional) from `native`. May throw.
    void (*store)(const void* value, void* native);
    void (*load)(const void* native, void* member);

    /// The column's type where the mapping does not say one.
    TypeSpec sql_type;
};

/// One column of a mapped struct.
struct Field {
    std::string_view column{};  ///< its name in the database
    std::string_view member{};  ///< its name in the struct, "address.street" for an embedded one
    std::string_view table{};   ///< for messages
    std::string_view entity{};  ///< the struct's name, for messages
    const TypeOps* ops = nullptr;
    std::uint32_t offset = 0;  ///< bytes from the start of the struct

    bool nullable() const noexcept { return ops->optional; }
    const void* in(const void* object) const noexcept { return static_cast<const char*>(object) + offset; }
    void* in(void* object) const noexcept { return static_cast<char*>(object) + offset; }
};

namespace detail {

template <class T>
struct optional_value {
    using type = T;
    static constexpr bool is_optional = false;
};
template <class T>
struct optional_value<std::optional<T>> {
    using type = T;
    static constexpr bool is_optional = true;
};

/// The SQL type that a native kind has by itself.
constexpr TypeSpec default_sql_type(Kind kind) {
    switch (kind) {
        case Kind::boolean:
            return Boolean{};
        case Kind::int8:
        case Kind::uint8:
        case Kind::int16:
            return SmallInteger{};
        case Kind::uint16:
        case Kind::int32:
            return Integer{};
        case Kind::uint32:
        case Kind::int64:
        case Kind::uint64:
            return BigInteger{};
        case Kind::float32:
            return Real{};
        case Kind::float64:
            return Double{};
        case Kind::text:
            return String{};
        case Kind::bytes:
            return Binary{};
        case Kind::date:
            return DateType{};
        case Kind::timestamp:
            return DateTime{};
        case Kind::time_of_day:
            return TimeType{};
        case Kind::interval:
            return IntervalType{};
        case Kind::decimal:
            return Numeric{};
        case Kind::uuid:
            return UuidType{};
        case Kind::json:
            return JsonType{};
    }
    return {};
}

template <class V>
constexpr TypeSpec sql_type_of() {
    if constexpr (requires { TypeSpec{type_adapter<V>::sql_type}; })
        return type_adapter<V>::sql_type;
    else if constexpr (adapted<V>)
        return sql_type_of<typename type_adapter<V>::stored>();
    else
        return default_sql_type(static_cast<Kind>(native_kind<V>()));
}

template <class V>
void store_as_native(const V& value, native_of_t<V>& to) {
    if constexpr (native<V>)
        to = value;
    else
        store_as_native<typename type_adapter<V>::stored>(type_adapter<V>::store(value), to);
}

template <class V>
V load_from_native(const native_of_t<V>& from) {
    if constexpr (native<V>)
        return from;
    else
        return type_adapter<V>::load(load_from_native<typename type_adapter<V>::stored>(from));
}

template <class M>
struct Operations {
    using V = typename optional_value<M>::type;
    static constexpr bool is_optional = optional_value<M>::is_optional;

    static void copy(void* to, const void* from) { *static_cast<M*>(to) = *static_cast<const M*>(from); }
    static void move(void* to, void* from) { *static_cast<M*>(to) = std::move(*static_cast<M*>(from)); }
    static const void* value(const void* member) {
        if constexpr (is_optional) {
            const M& optional = *static_cast<const M*>(member);
            return optional ? &*optional : nullptr;
        } else {
            return member;
        }
    }
    static void reset(void* member) {
        if constexpr (is_optional)
            static_cast<M*>(member)->reset();
    }
    static void store(const void* value, void* to) {
        store_as_native<V>(*static_cast<const V*>(value), *static_cast<native_of_t<V>*>(to));
    }
    static void load(const void* from, void* member) {
        V loaded = load_from_native<V>(*static_cast<const native_of_t<V>*>(from));
        if constexpr (is_optional) {
            // Never through optional's converting assignment: a greedy V (nlohmann::json) converts to anything.
            M& optional = *static_cast<M*>(member);
            if (optional)
                *optional = std::move(loaded);
            else
                optional.emplace(std::move(loaded));
        } else {
            *static_cast<M*>(member) = std::move(loaded);
        }
    }
};

/// A type that a column can hold: native, adapted, or an optional of either.
template <class M>
concept column_type =
    (native<typename optional_value<M>::type> || adapted<typename optional_value<M>::type>) && !std::is_const_v<M>;

/// The one TypeOps of a member type.
template <column_type M>
inline constexpr TypeOps type_ops{
    .kind = static_cast<Kind>(native_kind<native_of_t<typename optional_value<M>::type>>()),
    .optional = optional_value<M>::is_optional,
    .adapted = !native<typename optional_value<M>::type>,
    .size = sizeof(M),
    .align = alignof(M),
    .copy = &Operations<M>::copy,
    .move = &Operations<M>::move,
    .value = &Operations<M>::value,
    .reset = optional_value<M>::is_optional ? &Operations<M>::reset : nullptr,
    .store = native<typename optional_value<M>::type> ? nullptr : &Operations<M>::store,
    .load = native<typename optional_value<M>::type> ? nullptr : &Operations<M>::load,
    .sql_type = sql_type_of<typename optional_value<M>::type>(),
};

}  // namespace detail
}  // namespace rowan
