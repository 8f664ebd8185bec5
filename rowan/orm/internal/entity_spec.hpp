// rowan/orm/internal/entity_spec.hpp: a struct's mapping checked and made into one constant.
//
// Mistakes that show in the types stop the compilation here with one static_assert that names the struct and the
// member.
#pragma once

#include <rowan/orm/mapping.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace rowan {
namespace detail {

template <class T>
concept mapped_inside = requires { T::mapping(); };
template <class T>
concept mapped_outside = !std::is_same_v<std::remove_cvref_t<decltype(mapping_of<T>)>, NoMapping>;

template <class T>
constexpr auto table_spec() {
    if constexpr (mapped_outside<T>)
        return mapping_of<T>;
    else if constexpr (mapped_inside<T>)
        return T::mapping();
    else
        return NoMapping{};
}

enum class MappingProblem {
    none,
    foreign_line,
    no_primary_key,
    no_column_type,
    nothing_listed,
    array_member,
    base_class,
    too_many_members,
    uncountable,
    bad_line,
    two_lines,
    deferred_key,
};

/// A name as a template argument, so that the compilers print it: member<2>{"id"}.
template <std::size_t N>
struct member {
    char name[N + 1]{};
    consteval explicit member(std::string_view text) {
        for (std::size_t i = 0; i < N; ++i)
            name[i] = text[i];
    }
};

struct FoundProblem {
    MappingProblem problem = MappingProblem::none;
    std::string_view member{};
};

constexpr bool same_place(const MapLine& line, const MemberInfo& info) { return line.member.address == info.address; }

/// Not a template, since every struct would pay for it.
consteval FoundProblem find_problem(AggregateShape shape, std::string_view owner, const MapLine* lines,
                                    std::size_t line_count, const ColumnOption* options, const MemberInfo* members,
                                    std::size_t member_count) {
    using enum MappingProblem;
    bool has_key = false;
    std::size_t listed = 0;
    for (std::size_t i = 0; i < line_count; ++i) {
        const MapLine& line = lines[i];
        if (line.owner.empty())
            continue;
        if (line.owner != owner)
            return {foreign_line, line.member.name};
        if (line.mistake)
            return {bad_line, line.member.name};
        if (line.what != LineKind::table_option)
            ++listed;
        if ((line.what == LineKind::column || line.what == LineKind::nested_column) &&
            line.member.role != MemberRole::column)
            return {no_column_type, line.member.name};
        if (line.what == LineKind::column || line.what == LineKind::nested_column)
            for (std::size_t o = 0; o < line.options.count; ++o)
                if (options[line.options.first + o].kind == OptionKind::primary_key)
                    has_key = true;
        if (line.what == LineKind::column && line.member.deferred_state != 0)
            for (std::size_t o = 0; o < line.options.count; ++o) {
                const OptionKind kind = options[line.options.first + o].kind;
                if (kind == OptionKind::primary_key || kind == OptionKind::unique || kind == OptionKind::foreign_key ||
                    kind == OptionKind::version)
                    return {deferred_key, line.member.name};
            }
        if (line.what == LineKind::table_option || line.what == LineKind::nested_column)
            continue;
        for (std::size_t j = 0; j < i; ++j) {
            const MapLine& other = lines[j];
            if (other.what == LineKind::table_option || other.what == LineKind::nested_column)
                continue;
            if (other.owner == line.owner && other.member.address == line.member.address)
                return {two_lines, line.member.name};
        }
    }
    for (std::size_t m = 0; m < member_count; ++m) {
        const MemberInfo& info = members[m];
        if (info.role != MemberRole::other)
            continue;
        bool said = false;
        for (std::size_t i = 0; i < line_count; ++i) {
            const MapLine& line = lines[i];
            // Options of the table have no place, and UBSan's builds can't compare one with null in constants.
            if ((line.what == LineKind::unmapped || line.what == LineKind::composite) && line.owner == owner &&
                same_place(line, info))
                said = true;
        }
        if (!said)
            return {no_column_type, info.name};
    }
    if (shape == AggregateShape::too_many_members)
        return {too_many_members, {}};
    if (member_count == 0 && listed == 0) {
        if (shape == AggregateShape::has_array)
            return {array_member, {}};
        if (shape == AggregateShape::has_base)
            return {base_class, {}};
        if (shape == AggregateShape::not_counted)
            return {uncountable, {}};
        return {nothing_listed, {}};
    }
    if (!has_key)
        return {no_primary_key, {}};
    return {};
}

template <class T, MappingProblem Problem, auto Member>
constexpr bool check_mapping() {
    using enum MappingProblem;
    static_assert(Problem != foreign_line, "rowan: a line in mapping() is about another struct");
    static_assert(Problem != no_primary_key,
                  "rowan: this struct has no primary key: say column<&T::id>(primary_key) in its mapping()");
    static_assert(
        Problem != no_column_type,
        "rowan: a member has a type that no column can hold: say unmapped<&T::member>, composite<&T::member>(), "
        "or specialise rowan::type_adapter (rows of another table: rowan::many<Post> or rowan::one<Post>, not a "
        "container or pointer; decimals and JSON: include <rowan/types/decimal.hpp>, <rowan/types/json.hpp>)");
    static_assert(
        Problem != nothing_listed,
        "rowan: this class is no plain aggregate (a constructor, private or virtual members): list all of its "
        "columns in mapping(), each with column<&T::member>()");
    static_assert(
        Problem != array_member,
        "rowan: this struct has a raw array: make it a std::array or std::string, or list all of its columns");
    static_assert(Problem != base_class,
                  "rowan: this struct has a base class: list all of its columns, an inherited one with "
                  "column<&Base::member, T>()");
    static_assert(Problem != too_many_members,
                  "rowan: this struct has more than 64 members: group some in embedded structs, composite<&T::part>()");
    static_assert(Problem != uncountable,
                  "rowan: the members of this struct can't be found (a reference member?): list all of its columns");
    static_assert(Problem != bad_line, "rowan: a default_value() in mapping() is out of its member's range");
    static_assert(Problem != deferred_key,
                  "rowan: a deferred<> member can't be a key, a foreign key, unique, or the version: these are always "
                  "loaded");
    static_assert(Problem != two_lines, "rowan: mapping() has two lines for one member");
    return Problem == none;
}

/// The checked constant of T. `T::mapping()` is evaluated once.
template <class T>
struct entity_constants {
    static constexpr auto spec = table_spec<T>();
    static constexpr const auto& members = described_members<T>;
    static constexpr bool addressable =
        !std::is_same_v<std::remove_cvref_t<decltype(members)>, typename DescribeMembers<T>::unaddressable>;
    static_assert(addressable, "rowan: this struct has a bit-field: make it a whole member");

    static constexpr FoundProblem problem = [] {
        if constexpr (addressable)
            return find_problem(aggregate_shape<T>(), spec.owner, spec.lines.data(), spec.lines.size(),
                                spec.options.data(), members.data(), members.size());
        else
            return FoundProblem{};
    }();
    static constexpr bool sound =
        addressable && check_mapping<T, problem.problem, member<problem.member.size()>{problem.member}>();
};

template <class T>
constexpr EntitySpec make_entity_spec() {
    constexpr bool is_mapped = mapped_outside<T> || mapped_inside<T>;
    static_assert(is_mapped,
                  "rowan: this struct is not mapped: give it a public `static constexpr auto mapping()`, or specialise "
                  "rowan::mapping_of<T>; a member function that uses the mapping must stand below it");
    constexpr bool is_made = std::is_default_constructible_v<T> || !is_mapped;
    static_assert(is_made,
                  "rowan: a mapped struct is made by T{} before its row is read into it: give it a default constructor "
                  "(every member a default, and no member a reference)");
    constexpr bool is_assigned = std::is_move_assignable_v<T> || !is_mapped || !is_made;
    static_assert(is_assigned,
                  "rowan: a mapped struct is assigned to when its row is read again: it can't have a const member or a "
                  "deleted move assignment");
    using constants = entity_constants<T>;
    if constexpr (!is_mapped || !is_made || !is_assigned)
        return {};
    else if constexpr (constants::sound)
        return {short_name(type_name<T>()),      constants::spec.name,
                constants::spec.lines.data(),    constants::spec.lines.size(),
                constants::spec.options.data(),  constants::spec.relation_options.data(),
                constants::spec.together.data(), constants::members.data(),
                constants::members.size(),       &entity_ops<T>};
    else
        return {};
}

template <class T>
inline constexpr EntitySpec entity_spec = make_entity_spec<T>();

/// The mapper of T; made at the first use.
template <class T>
const Mapper& mapper_of() {
    using Plain = std::remove_const_t<T>;
    EntitySlot& slot = entity_slot_of<Plain>;
    if (const Mapper* mapper = slot.mapper.load(std::memory_order_acquire))
        return *mapper;
    return make_mapper(slot, entity_spec<Plain>);
}

}  // namespace detail
}  // namespace rowan
