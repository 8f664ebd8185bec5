// rowan/orm/mapping.hpp: how a plain struct says what its types don't.
//
//     struct User {
//         int id{};
//         std::string name{};
//         std::optional<int> city_id{};
//         rowan::one<City> city{};
//
//         static constexpr auto mapping() {
//             using namespace rowan;
//             return table<User>("users",
//                 column<&User::id>(primary_key),
//                 column<&User::name>("full_name", String{50}, unique),
//                 column<&User::city_id>(foreign_key("cities.id", {.on_delete = Action::set_null}), indexed));
//         }
//     };
//
// A member of type rowan::deferred<T> is a column that is loaded when touched (deferred.hpp).
//
// Every member is mapped, under its own name and by what its type says; a line refines one. A struct that can't be
// touched is mapped from outside: `template <> inline constexpr auto rowan::mapping_of<app::User> =
// rowan::table<…>(…);` A class that is no plain aggregate (a base, a constructor, private members, a raw array) lists
// all of its members: those that are no columns by `unmapped<…>`, or what can't be named by `rest_unmapped`.
#pragma once

#include <rowan/orm/internal/entity.hpp>
#include <rowan/schema/default_value.hpp>
#include <rowan/schema/option.hpp>
#include <rowan/types/bytes.hpp>
#include <rowan/types/date_time.hpp>
#include <rowan/types/enum.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

namespace detail {

struct NoMapping {};

template <class M>
struct member_pointer;
template <class C, class V>
struct member_pointer<V C::*> {
    using owner = C;
    using member = V;
    using value = column_value_t<V>;
};
template <auto Member>
using owner_of = typename member_pointer<decltype(Member)>::owner;
/// The type of a member, and of its value (which differ for deferred<T>).
template <auto Member>
using member_of = typename member_pointer<decltype(Member)>::member;
template <auto Member>
using value_of = typename member_pointer<decltype(Member)>::value;

/// A mapping as a constant.
template <std::size_t Lines>
struct TableSpec {
    std::string_view owner{};
    std::string_view name{};
    std::array<MapLine, Lines> lines{};
};

template <class T, auto Member>
constexpr MemberInfo member_at() {
    using V = member_of<Member>;
    MemberInfo info;
    info.name = first_member_name(pretty_members<Member>());
    info.address = &(twin<T>.value.*Member);
    info.size = sizeof(V);
    info.deferred_state = deferred_state_offset<V>;
    info.role = member_role<V>();
    info.ops = column_ops<V>();
    info.relation = relation_ops<V>();
    info.target_name = target_name<V>();
    if constexpr (aggregate_shape<T>() != AggregateShape::plain)
        info.offset = offset_in_twin<T>(&(twin<T>.value.*Member), 0, alignof(V));
    return info;
}

template <class T, auto Member>
constexpr Footprint footprint_at() {
    Footprint footprint;
    if constexpr (aggregate_shape<T>() != AggregateShape::plain) {
        using Owner = owner_of<Member>;
        footprint.align = alignof(member_of<Member>);
        if constexpr (!std::is_same_v<Owner, T>)
            footprint.base_align = alignof(Owner);
        footprint.has_vptr = std::is_polymorphic_v<T> || std::is_polymorphic_v<Owner>;
    }
    return footprint;
}

template <class V, class Option>
constexpr void add_option(MapLine& line, const Option& option) {
    if constexpr (std::is_convertible_v<const Option&, std::string_view>) {
        line.name = option;
    } else {
        if (line.option_count == max_options) {
            line.mistake = "more than 8 options";
            return;
        }
        ColumnOption& bound = line.options[line.option_count++];
        if constexpr (requires { bound = option_for<V>(option); }) {
            bound = option_for<V>(option);
            if (bound.kind == OptionKind::mistake)
                line.mistake = "a default_value() that is out of the member's range";
        } else {
            static_assert(std::is_convertible_v<const Option&, ColumnOption>,
                          "rowan: this is no option of a column; options are a name, a type (String{50}), primary_key, "
                          "unique, indexed, foreign_key(\"table.column\"), check(\"...\"), default_value(...) ...");
        }
    }
}

template <class V, class... Options>
constexpr MapLine column_line(std::string_view owner, const MemberInfo& member, Footprint footprint,
                              const Options&... options) {
    MapLine line;
    line.what = LineKind::column;
    line.owner = owner;
    line.member = member;
    line.footprint = footprint;
    (add_option<V>(line, options), ...);
    return line;
}

}  // namespace detail

/// Specialise to map a struct from outside: outside its namespace, beside its definition.
template <class T>
inline constexpr auto mapping_of = detail::NoMapping{};

/// Refines a member's column. The first option may be the column's name. An inherited member is named with its struct:
/// `column<&Base::created_at, User>()`.
template <auto Member, class T = detail::owner_of<Member>, class... Options>
constexpr detail::MapLine column(Options... options) {
    using V = detail::value_of<Member>;
    static_assert(!detail::is_relation<V>,
                  "rowan: column<...> is for columns; a one<> or many<> member is refined by relationship<...>()");
    return detail::column_line<V>(detail::type_name<T>(), detail::member_at<T, Member>(),
                                  detail::footprint_at<T, Member>(), options...);
}

/// Refines a column of an embedded struct: `column<&User::address, &Address::zip>("postcode")`.
template <auto Outer, auto Inner, class... Options>
    requires std::is_member_object_pointer_v<decltype(Inner)>
constexpr detail::MapLine column(Options... options) {
    using T = detail::owner_of<Outer>;
    detail::MemberInfo info;
    info.address = &((detail::twin<T>.value.*Outer).*Inner);
    info.role = detail::member_role<detail::value_of<Inner>>();
    info.ops = detail::column_ops<detail::value_of<Inner>>();
    detail::MapLine line =
        detail::column_line<detail::value_of<Inner>>(detail::type_name<T>(), info, detail::Footprint{}, options...);
    line.what = detail::LineKind::nested_column;
    return line;
}

/// Leaves a member out of the table. It stays as the program left it.
template <auto Member, class T = detail::owner_of<Member>>
inline constexpr detail::MapLine unmapped = [] {
    detail::MapLine line;
    line.what = detail::LineKind::unmapped;
    line.owner = detail::type_name<T>();
    line.member.address = &(detail::twin<T>.value.*Member);
    if constexpr (detail::aggregate_shape<T>() != detail::AggregateShape::plain) {
        using V = detail::member_of<Member>;
        line.member.name = detail::first_member_name(detail::pretty_members<Member>());
        line.member.size = sizeof(V);
        line.member.offset = detail::offset_in_twin<T>(&(detail::twin<T>.value.*Member), 0, alignof(V));
        line.footprint = detail::footprint_at<T, Member>();
    }
    return line;
}();

/// Maps each member of an embedded aggregate to a column of its own, named `prefix` + the member's name; without a
/// prefix given, as if the embedding member's name, "_" and the member's name were the name of a member.
template <auto Member, class T = detail::owner_of<Member>>
constexpr detail::MapLine composite(std::string_view prefix = {}) {
    using V = detail::value_of<Member>;
    static_assert(detail::aggregate_shape<V>() == detail::AggregateShape::plain,
                  "rowan: composite<> is for members whose type is a plain aggregate");
    detail::MapLine line;
    line.what = detail::LineKind::composite;
    line.owner = detail::type_name<T>();
    line.member = detail::member_at<T, Member>();
    line.footprint = detail::footprint_at<T, Member>();
    line.name = prefix;
    line.nested = detail::described_members<V>.data();
    line.nested_count = detail::described_members<V>.size();
    return line;
}

/// Refines a relationship; see relationship_options.hpp for what can be said.
template <auto Member, class T = detail::owner_of<Member>, class... Options>
constexpr detail::MapLine relationship(Options... options) {
    using V = detail::value_of<Member>;
    static_assert(detail::is_relation<V>,
                  "rowan: relationship<...> is for members of type rowan::one<...> or rowan::many<...>");
    static_assert(sizeof...(Options) <= detail::max_options, "rowan: a relationship takes at most 8 options");
    static_assert((std::is_convertible_v<Options, RelationOption> && ...),
                  "rowan: this is no option of a relationship; options are cascade_all_delete_orphan, secondary(...), "
                  "joined_by(...), ordered_by(...) ...");
    detail::MapLine line;
    line.what = detail::LineKind::relationship;
    line.owner = detail::type_name<T>();
    line.member = detail::member_at<T, Member>();
    line.footprint = detail::footprint_at<T, Member>();
    if constexpr ((std::is_convertible_v<Options, RelationOption> && ...))
        ((line.relation_options[line.option_count++] = options), ...);
    return line;
}

namespace detail {

template <auto First, auto...>
struct first_of {
    using owner = owner_of<First>;
};

template <class T, auto... Members>
constexpr MapLine together_line(TableOptionKind kind, std::string_view name) {
    static_assert(sizeof...(Members) <= max_together, "rowan: at most 8 columns together");
    MapLine line;
    line.what = LineKind::table_option;
    line.owner = type_name<T>();
    line.table_option = kind;
    line.constraint_name = name;
    ((line.together[line.together_count++] = &(twin<T>.value.*Members)), ...);
    return line;
}

constexpr MapLine text_line(TableOptionKind kind, std::string_view text, std::string_view name = {}) {
    MapLine line;
    line.what = LineKind::table_option;
    line.table_option = kind;
    line.name = text;
    line.constraint_name = name;
    return line;
}

}  // namespace detail

/// A UNIQUE constraint over several columns.
template <auto... Members>
constexpr detail::MapLine unique_together(std::string_view name = {}) {
    return detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::unique_together, name);
}
/// An index over several columns.
template <auto... Members>
constexpr detail::MapLine index_on(std::string_view name = {}) {
    return detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::index, name);
}
/// A foreign key of several columns, to as many of one other table: `foreign_key_on<&Line::shop_id, &Line::order_no>(
/// "orders.shop_id, orders.no", {.on_delete = Action::cascade})`.
template <auto... Members>
constexpr detail::MapLine foreign_key_on(std::string_view targets, ForeignKeyOptions options = {}) {
    detail::MapLine line = detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::foreign_key, {});
    line.name = targets;
    line.foreign_key = options;
    return line;
}
/// A CHECK of the table.
constexpr detail::MapLine table_check(TextLiteral condition, std::string_view name = {}) {
    return detail::text_line(detail::TableOptionKind::check, condition.sql(), name);
}
constexpr detail::MapLine table_comment(std::string_view words) {
    return detail::text_line(detail::TableOptionKind::comment, words);
}
constexpr detail::MapLine in_schema(std::string_view schema) {
    return detail::text_line(detail::TableOptionKind::schema, schema);
}
/// How the columns are named that have no name of their own: `columns_named(pascal_case)` makes ArtistId of artist_id.
constexpr detail::MapLine columns_named(std::string (*rule)(std::string_view member)) {
    detail::MapLine line = detail::text_line(detail::TableOptionKind::naming, {});
    line.naming = rule;
    return line;
}
/// Of a class whose members are listed: those that no line names are no columns. It is how a mapping leaves out what it
/// can't name: a base's private members, a reference, a bit-field.
inline constexpr detail::MapLine rest_unmapped = detail::text_line(detail::TableOptionKind::rest_unmapped, {});
/// artist_id → ArtistId
std::string pascal_case(std::string_view member);
/// artist_id → artistId
std::string camel_case(std::string_view member);
/// ArtistId, artistId → artist_id
std::string snake_case(std::string_view member);

/// The mapping of T to a table, with any number of lines.
template <class T, class... Lines>
constexpr detail::TableSpec<sizeof...(Lines)> table(std::string_view name, const Lines&... lines) {
    static_assert((std::is_same_v<Lines, detail::MapLine> && ...),
                  "rowan: table<...>(name, ...) takes column<...>(...), relationship<...>(...), unmapped<...>, "
                  "composite<...>() and options of the table");
    if constexpr ((std::is_same_v<Lines, detail::MapLine> && ...))
        return {detail::type_name<T>(), name, {lines...}};
    else
        return {detail::type_name<T>(), name, {}};
}

}  // namespace rowan
