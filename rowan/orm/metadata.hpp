// rowan/orm/metadata.hpp: the tables of mapped structs, gathered.
//
//     auto metadata = rowan::metadata<City, User, Post>();
//     metadata.create_all(engine);
#pragma once

#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/schema/metadata.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace rowan {

namespace detail {

template <class... Listed>
inline constexpr std::array<std::string_view, sizeof...(Listed)> listed_names{type_name<Listed>()...};

consteval bool all_listed(const MemberInfo* members, std::size_t member_count, const MapLine* lines,
                          std::size_t line_count, const std::string_view* names, std::size_t name_count) {
    for (std::size_t m = 0; m < member_count; ++m) {
        bool said = members[m].role != MemberRole::relation;
        for (std::size_t i = 0; i < line_count && !said; ++i)
            said = lines[i].what == LineKind::unmapped && same_place(lines[i], members[m]);
        for (std::size_t i = 0; i < name_count && !said; ++i)
            said = members[m].target_name == names[i];
        if (!said)
            return false;
    }
    return true;
}

template <class T, class... Listed>
consteval bool targets_listed() {
    // What is not mapped is refused by name, where its mapper is made.
    if constexpr (mapped_outside<T> || mapped_inside<T>) {
        constexpr auto& members = entity_constants<T>::members;
        constexpr auto& lines = entity_constants<T>::spec.lines;
        return all_listed(members.data(), members.size(), lines.data(), lines.size(), listed_names<Listed...>.data(),
                          sizeof...(Listed));
    } else {
        return true;
    }
}

template <class T, bool Listed>
constexpr bool check_targets() {
    static_assert(Listed, "rowan: this relationship leads to a struct that is not listed in rowan::metadata<...>()");
    return Listed;
}

/// Adds the tables of the mappers and resolves their relationships.
MetaData gather(const Mapper* const* mappers, std::size_t count);

}  // namespace detail

/// The tables of these structs, which become known to every session. Each struct that a relationship of theirs leads to
/// must be among them. Throws ArgumentError, which names the struct and the member, for a mistake in the mappings.
/// Thread-safe.
template <class... T>
MetaData metadata() {
    (detail::check_targets<T, detail::targets_listed<T, T...>()>(), ...);
    const std::array<const Mapper*, sizeof...(T)> mappers{&detail::mapper_of<T>()...};
    return detail::gather(mappers.data(), mappers.size());
}

}  // namespace rowan
