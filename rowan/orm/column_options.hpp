// rowan/orm/column_options.hpp: which columns a query loads.
//
//     select<Document>().options(undefer<&Document::body>());                  // with the rows, not by a touch each
//     session.query<Document>().options(raiseload<&Document::body>()).all();   // a touch is an error
//     (load_options.hpp) connection.fetch<Document>(select<Document>().options(load_only<&Document::title>()));
//     connection.fetch<Document>(select<Document>().options(defer<&Document::summary>()));
//
// In a session, plain members are always loaded: there these options are about members of type deferred<T>. Values that
// nobody tracks (connection.fetch) may lack any column but the key: their members keep what their initialisers say. The
// options are about every object of that struct which the statement itself selects.
#pragma once

#include <rowan/orm/attribute.hpp>
#include <rowan/sql/select.hpp>

#include <cstdint>
#include <span>

namespace rowan {

/// Said by the functions below. A value.
struct ColumnLoading {
    enum class How : std::uint8_t { load, defer, raise, only };
    How how = How::load;
    const Mapper& (*owner)() = nullptr;
    std::span<const std::uint32_t> offsets{};
};

namespace detail {

template <ColumnLoading::How How, auto First, auto... More>
ColumnLoading column_loading() {
    using T = owner_of<First>;
    static_assert((std::is_same_v<owner_of<More>, T> && ...), "rowan: one option is about the columns of one struct");
    static_assert(
        !is_relation<member_of<First>> && !(is_relation<member_of<More>> || ...),
        "rowan: undefer, defer and load_only name columns; a relationship is loaded by selectinload<...>() or "
        "joinedload<...>()");
    static constexpr std::uint32_t offsets[] = {offset_of<T, First>, offset_of<T, More>...};
    return {How, &mapper_of<T>, offsets};
}

template <auto Member>
inline constexpr bool is_deferred_member = deferred_state_offset<member_of<Member>> != 0;

/// The columns that the options want of a struct's rows, and those of which a touch is an error. Marks in `used` which
/// options are about it. `tracked`: of a session's objects. Throws ArgumentError.
struct WantedColumns {
    std::uint64_t columns = 0;
    std::uint64_t raises = 0;
};
WantedColumns wanted_columns(const Mapper& mapper, std::span<const ColumnLoading> options, bool tracked,
                             std::uint64_t& used);

}  // namespace detail

/// Loads these deferred members with the rows.
template <auto... Members>
    requires(sizeof...(Members) > 0)
ColumnLoading undefer() {
    static_assert((detail::is_deferred_member<Members> && ...),
                  "rowan: undefer<> names members of type rowan::deferred<...>; all others are loaded anyway");
    return detail::column_loading<ColumnLoading::How::load, Members...>();
}
/// Does not load these members. In a session they must be of type deferred<T>, and are not loaded with their rows
/// unless another option says so.
template <auto... Members>
    requires(sizeof...(Members) > 0)
ColumnLoading defer() {
    return detail::column_loading<ColumnLoading::How::defer, Members...>();
}
/// Loads the key and these members. In a session: all plain members, and of the deferred ones these.
template <auto... Members>
    requires(sizeof...(Members) > 0)
ColumnLoading load_only() {
    return detail::column_loading<ColumnLoading::How::only, Members...>();
}

/// What `options(…)` of Select and Query calls.
void apply_option(SelectCore& select, const ColumnLoading& option);

}  // namespace rowan
