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

/// A line as it is written, with all that it says.
template <std::size_t Options = 0, std::size_t Relations = 0, std::size_t Together = 0>
struct Line {
    static constexpr std::size_t option_count = Options;
    static constexpr std::size_t relation_count = Relations;
    static constexpr std::size_t together_count = Together;
    MapLine line{};
    std::array<ColumnOption, Options> options{};
    std::array<RelationOption, Relations> relation_options{};
    std::array<const void*, Together> together{};
};
template <class L>
inline constexpr bool is_line = false;
template <std::size_t Options, std::size_t Relations, std::size_t Together>
inline constexpr bool is_line<Line<Options, Relations, Together>> = true;

/// A mapping as a constant: its lines, and what they say one behind the other.
template <std::size_t Lines, std::size_t Options, std::size_t Relations, std::size_t Together>
struct TableSpec {
    std::string_view owner{};
    std::string_view name{};
    std::array<MapLine, Lines> lines{};
    std::array<ColumnOption, Options> options{};
    std::array<RelationOption, Relations> relation_options{};
    std::array<const void*, Together> together{};
};

/// Appends `count` items to an array that has room for them.
template <class Item>
constexpr Places append(Item* all, std::size_t& used, const Item* items, std::size_t count) {
    const Places places{used, count};
    for (std::size_t i = 0; i < count; ++i)
        all[used++] = items[i];
    return places;
}

struct UsedPlaces {
    std::size_t lines = 0;
    std::size_t options = 0;
    std::size_t relations = 0;
    std::size_t together = 0;
};
template <class Spec, class L>
constexpr void add_line(Spec& spec, UsedPlaces& used, const L& from) {
    MapLine& line = spec.lines[used.lines++];
    line = from.line;
    line.options = append(spec.options.data(), used.options, from.options.data(), L::option_count);
    line.relation_options =
        append(spec.relation_options.data(), used.relations, from.relation_options.data(), L::relation_count);
    line.together = append(spec.together.data(), used.together, from.together.data(), L::together_count);
}

template <class T, class... Lines>
constexpr auto spec_of(std::string_view name, const Lines&... lines) {
    TableSpec<sizeof...(Lines), (0 + ... + Lines::option_count), (0 + ... + Lines::relation_count),
              (0 + ... + Lines::together_count)>
        spec{type_name<T>(), name};
    UsedPlaces used;
    (add_line(spec, used, lines), ...);
    return spec;
}

template <class T, auto Member>
constexpr MemberInfo member_at() {
    using V = member_of<Member>;
    MemberInfo info = member_type_info<V>;
    info.name = first_member_name(pretty_members<Member>());
    info.address = &(twin<T>.value.*Member);
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
constexpr void add_option(MapLine& line, ColumnOption*& next, const Option& option) {
    if constexpr (std::is_convertible_v<const Option&, std::string_view>) {
        line.name = option;
    } else {
        ColumnOption& bound = *next++;
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

/// How many options are not the column's name.
template <class... Options>
inline constexpr std::size_t count_options =
    (std::size_t{0} + ... + (std::is_convertible_v<const Options&, std::string_view> ? 0 : 1));

template <class V, class... Options>
constexpr auto column_line(std::string_view owner, const MemberInfo& member, Footprint footprint,
                           const Options&... options) {
    Line<count_options<Options...>> result;
    result.line.what = LineKind::column;
    result.line.owner = owner;
    result.line.member = member;
    result.line.footprint = footprint;
    [[maybe_unused]] ColumnOption* next = result.options.data();
    (add_option<V>(result.line, next, options), ...);
    return result;
}

}  // namespace detail

/// Specialise to map a struct from outside: outside its namespace, beside its definition.
template <class T>
inline constexpr auto mapping_of = detail::NoMapping{};

/// Refines a member's column. The first option may be the column's name. An inherited member is named with its struct:
/// `column<&Base::created_at, User>()`.
template <auto Member, class T = detail::owner_of<Member>, class... Options>
constexpr auto column(Options... options) {
    using V = detail::value_of<Member>;
    static_assert(!detail::is_relation<V>,
                  "rowan: column<...> is for columns; a one<> or many<> member is refined by relationship<...>()");
    return detail::column_line<V>(detail::type_name<T>(), detail::member_at<T, Member>(),
                                  detail::footprint_at<T, Member>(), options...);
}

/// Refines a column of an embedded struct: `column<&User::address, &Address::zip>("postcode")`.
template <auto Outer, auto Inner, class... Options>
    requires std::is_member_object_pointer_v<decltype(Inner)>
constexpr auto column(Options... options) {
    using T = detail::owner_of<Outer>;
    detail::MemberInfo info;
    info.address = &((detail::twin<T>.value.*Outer).*Inner);
    info.role = detail::member_role<detail::value_of<Inner>>();
    info.ops = detail::column_ops<detail::value_of<Inner>>();
    auto result =
        detail::column_line<detail::value_of<Inner>>(detail::type_name<T>(), info, detail::Footprint{}, options...);
    result.line.what = detail::LineKind::nested_column;
    return result;
}

/// Leaves a member out of the table. It stays as the program left it.
template <auto Member, class T = detail::owner_of<Member>>
inline constexpr detail::Line<> unmapped = [] {
    detail::Line<> result;
    detail::MapLine& line = result.line;
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
    return result;
}();

/// Maps each member of an embedded aggregate to a column of its own, named `prefix` + the member's name; without a
/// prefix given, as if the embedding member's name, "_" and the member's name were the name of a member.
template <auto Member, class T = detail::owner_of<Member>>
constexpr detail::Line<> composite(std::string_view prefix = {}) {
    using V = detail::value_of<Member>;
    static_assert(detail::aggregate_shape<V>() == detail::AggregateShape::plain,
                  "rowan: composite<> is for members whose type is a plain aggregate");
    detail::Line<> result;
    detail::MapLine& line = result.line;
    line.what = detail::LineKind::composite;
    line.owner = detail::type_name<T>();
    line.member = detail::member_at<T, Member>();
    line.footprint = detail::footprint_at<T, Member>();
    line.name = prefix;
    line.nested = detail::described_members<V>.data();
    line.nested_count = detail::described_members<V>.size();
    return result;
}

/// Refines a relationship; see relationship_options.hpp for what can be said.
template <auto Member, class T = detail::owner_of<Member>, class... Options>
constexpr auto relationship(Options... options) {
    using V = detail::value_of<Member>;
    static_assert(detail::is_relation<V>,
                  "rowan: relationship<...> is for members of type rowan::one<...> or rowan::many<...>");
    static_assert((std::is_convertible_v<Options, RelationOption> && ...),
                  "rowan: this is no option of a relationship; options are cascade_all_delete_orphan, secondary(...), "
                  "joined_by(...), ordered_by(...) ...");
    detail::Line<0, sizeof...(Options)> result;
    detail::MapLine& line = result.line;
    line.what = detail::LineKind::relationship;
    line.owner = detail::type_name<T>();
    line.member = detail::member_at<T, Member>();
    line.footprint = detail::footprint_at<T, Member>();
    if constexpr ((std::is_convertible_v<Options, RelationOption> && ...))
        result.relation_options = {options...};
    return result;
}

namespace detail {

template <auto First, auto...>
struct first_of {
    using owner = owner_of<First>;
};

template <class T, auto... Members>
constexpr Line<0, 0, sizeof...(Members)> together_line(TableOptionKind kind, std::string_view name) {
    Line<0, 0, sizeof...(Members)> result;
    result.line.what = LineKind::table_option;
    result.line.owner = type_name<T>();
    result.line.table_option = kind;
    result.line.constraint_name = name;
    result.together = {&(twin<T>.value.*Members)...};
    return result;
}

constexpr Line<> text_line(TableOptionKind kind, std::string_view text, std::string_view name = {}) {
    Line<> result;
    result.line.what = LineKind::table_option;
    result.line.table_option = kind;
    result.line.name = text;
    result.line.constraint_name = name;
    return result;
}

}  // namespace detail

/// A UNIQUE constraint over several columns.
template <auto... Members>
constexpr auto unique_together(std::string_view name = {}) {
    return detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::unique_together, name);
}
/// An index over several columns.
template <auto... Members>
constexpr auto index_on(std::string_view name = {}) {
    return detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::index, name);
}
/// A foreign key of several columns, to as many of one other table: `foreign_key_on<&Line::shop_id, &Line::order_no>(
/// "orders.shop_id, orders.no", {.on_delete = Action::cascade})`.
template <auto... Members>
constexpr auto foreign_key_on(std::string_view targets, ForeignKeyOptions options = {}) {
    auto result = detail::together_line<typename detail::first_of<Members...>::owner, Members...>(
        detail::TableOptionKind::foreign_key, {});
    result.line.name = targets;
    result.line.foreign_key = options;
    return result;
}
/// A CHECK of the table.
constexpr detail::Line<> table_check(TextLiteral condition, std::string_view name = {}) {
    return detail::text_line(detail::TableOptionKind::check, condition.sql(), name);
}
constexpr detail::Line<> table_comment(std::string_view words) {
    return detail::text_line(detail::TableOptionKind::comment, words);
}
constexpr detail::Line<> in_schema(std::string_view schema) {
    return detail::text_line(detail::TableOptionKind::schema, schema);
}
/// The table is a view, which create_all makes of this SELECT behind the tables: `view_of(text("SELECT id, name FROM
/// users WHERE age >= 18"))`. Its columns are those of the members, in their order. Objects of it are read; whether
/// they can be written is the database's affair.
constexpr detail::Line<> view_of(TextLiteral select) {
    return detail::text_line(detail::TableOptionKind::view, select.sql());
}
/// How the columns are named that have no name of their own: `columns_named(pascal_case)` makes ArtistId of artist_id.
constexpr detail::Line<> columns_named(std::string (*rule)(std::string_view member)) {
    detail::Line<> result = detail::text_line(detail::TableOptionKind::naming, {});
    result.line.naming = rule;
    return result;
}
/// Of a class whose members are listed: those that no line names are no columns. It is how a mapping leaves out what it
/// can't name: a base's private members, a reference, a bit-field.
inline constexpr detail::Line<> rest_unmapped = detail::text_line(detail::TableOptionKind::rest_unmapped, {});
/// artist_id → ArtistId
std::string pascal_case(std::string_view member);
/// artist_id → artistId
std::string camel_case(std::string_view member);
/// ArtistId, artistId → artist_id
std::string snake_case(std::string_view member);

/// The mapping of T to a table, with any number of lines.
template <class T, class... Lines>
constexpr auto table(std::string_view name, const Lines&... lines) {
    static_assert((detail::is_line<Lines> && ...),
                  "rowan: table<...>(name, ...) takes column<...>(...), relationship<...>(...), unmapped<...>, "
                  "composite<...>() and options of the table");
    if constexpr ((detail::is_line<Lines> && ...))
        return detail::spec_of<T>(name, lines...);
    else
        return detail::spec_of<T>(name);
}

}  // namespace rowan
