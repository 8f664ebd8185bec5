// rowan/orm/metadata.hpp: the tables of mapped structs, gathered.
//
//     auto metadata = rowan::metadata<City, User, Post>();
//     metadata.create_all(engine);
#pragma once

#include <rowan/orm/internal/entity_spec.hpp>
#include <rowan/schema/metadata.hpp>

#include <array>
#include <cstddef>
#include <type_traits>

namespace rowan {

namespace detail {

template <class T, class... Listed>
consteval bool all_listed() {
    for (const MemberInfo& member : entity_constants<T>::members) {
        if (member.role != MemberRole::relation)
            continue;
        bool unmapped_line = false;
        for (const MapLine& line : entity_constants<T>::spec.lines)
            if (line.what == LineKind::unmapped && same_place(line, member))
                unmapped_line = true;
        if (unmapped_line)
            continue;
        bool listed = false;
        ((listed = listed || member.target_name == type_name<Listed>()), ...);
        if (!listed)
            return false;
    }
    return true;
}

template <class T, class... Listed>
consteval bool targets_listed() {
    // What is not mapped is refused by name, where its mapper is made.
    if constexpr (mapped_outside<T> || mapped_inside<T>)
        return all_listed<T, Listed...>();
    else
        return true;
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
