// rowan/orm/internal/member_info.hpp: a struct's members as constants: name, offset, and what their type can do.
#pragma once

#include <rowan/orm/internal/bind_members.hpp>
#include <rowan/orm/internal/count_members.hpp>
#include <rowan/orm/internal/deferred_state.hpp>
#include <rowan/orm/internal/relation_ops.hpp>
#include <rowan/types/field.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

namespace rowan::detail {

/// What a member can be. (Its operations can't be compared with null in constants: UBSan's builds refuse that.)
enum class MemberRole : std::uint8_t { other, column, relation };

struct MemberInfo {
    std::string_view name{};
    const void* address = nullptr;  ///< in the twin: the member's identity in constant expressions
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
    std::uint32_t deferred_state = 0;  ///< of a deferred<T>: where its state stands in it
    MemberRole role = MemberRole::other;
    const TypeOps* ops = nullptr;           ///< null if no column can hold the type
    const RelationOps* relation = nullptr;  ///< of one<> and many<>
    std::string_view target_name{};         ///< of the struct that a relation leads to
};

template <class T>
constexpr std::string_view type_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    const std::size_t begin = text.find("T = ") + 4;
    const std::size_t end = text.find_first_of(";]", begin);
    return text.substr(begin, end - begin);
}

template <class M>
consteval std::string_view target_name() {
    if constexpr (is_relation<M>)
        return type_name<typename relation_target<M>::type>();
    else
        return {};
}

template <class M>
consteval const TypeOps* column_ops() {
    if constexpr (column_type<column_value_t<M>>)
        return &type_ops<column_value_t<M>>;
    else
        return nullptr;
}

template <class M>
consteval MemberRole member_role() {
    if constexpr (column_type<column_value_t<M>>)
        return MemberRole::column;
    else if constexpr (is_relation<M>)
        return MemberRole::relation;
    else
        return MemberRole::other;
}

template <auto... Members>
constexpr const char* pretty_members() {
    return __PRETTY_FUNCTION__;
}

/// Calls take(name) for each name in a text of pretty_members: entries stand between "= {" and "}" (g++) or "= <" and
/// ">" (clang), apart by commas that are in no brackets, and end with the member's name behind "::", "." or "&".
template <class Take>
constexpr void for_each_member_name(std::string_view text, Take take) {
    std::size_t at = text.find("= ") + 3;
    std::size_t name = at;  // where the current entry's name begins, as far as is known
    int depth = 0;
    for (; at < text.size(); ++at) {
        const char c = text[at];
        const bool closes = depth == 0 && (c == '}' || c == '>');
        if (closes || (depth == 0 && c == ',')) {
            std::size_t end = at;
            while (end > name && (text[end - 1] == ')' || text[end - 1] == ' '))
                --end;
            take(text.substr(name, end - name));
            if (closes)
                return;
            name = at + 1;
        } else if (c == '(' || c == '<' || c == '{' || c == '[') {
            ++depth;
        } else if (c == ')' || c == '>' || c == '}' || c == ']') {
            --depth;
        } else if (c == ':' || c == '.' || c == '&') {
            name = at + 1;
        }
    }
}

constexpr std::string_view first_member_name(std::string_view text) {
    std::string_view first;
    for_each_member_name(text, [&](std::string_view name) {
        if (first.empty())
            first = name;
    });
    return first;
}

/// What a member's type says of it; shared by all structs.
template <class M>
constexpr MemberInfo member_of_type() {
    MemberInfo info;
    info.size = sizeof(M);
    info.deferred_state = deferred_state_offset<M>;
    info.role = member_role<M>();
    info.ops = column_ops<M>();
    info.relation = relation_ops<M>();
    info.target_name = target_name<M>();
    return info;
}
template <class M>
inline constexpr MemberInfo member_type_info = member_of_type<M>();
template <class M>
constexpr const MemberInfo* type_info_of(const M*) {
    return &member_type_info<M>;
}
template <class M>
constexpr std::size_t align_of(const M*) {
    return alignof(M);
}

/// A member's address, and what its type says.
struct MemberPlace {
    const void* address;
    std::size_t align;
    const MemberInfo* type;
};

/// Puts together what is known of `count` members, in order; `bytes` are those of the twin, `names` is a text of
/// pretty_members. Not a template, since every struct would pay for it.
consteval void describe(MemberInfo* members, const MemberPlace* places, std::size_t count, const unsigned char* bytes,
                        std::size_t size, std::string_view names) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const MemberPlace& place = places[i];
        members[i] = *place.type;
        members[i].address = place.address;
        at = (at + place.align - 1) / place.align * place.align;
        while (at < size && static_cast<const void*>(bytes + at) != place.address)
            at += place.align;
        members[i].offset = static_cast<std::uint32_t>(at);
        at += members[i].size;
    }
    for_each_member_name(names, [&](std::string_view name) { (members++)->name = name; });
}

template <class T>
struct DescribeMembers {
    struct unaddressable {};

    template <const auto*... Members>
    static consteval auto run() {
        std::array<MemberInfo, sizeof...(Members)> result{};
        const MemberPlace places[] = {{Members, align_of(Members), type_info_of(Members)}...};
        describe(result.data(), places, sizeof...(Members), twin<T>.bytes, sizeof(T), pretty_members<Members...>());
        return result;
    }
};

/// The members of T: an array of MemberInfo, empty if T is no plain aggregate (all columns are then to be listed).
template <class T>
constexpr auto describe_members() {
    constexpr AggregateShape shape = aggregate_shape<T>();
    if constexpr (shape == AggregateShape::plain)
        return bind_members<T, initialiser_count<T>(), DescribeMembers<T>>();
    else
        return std::array<MemberInfo, 0>{};
}

/// The members of a plain aggregate, with static storage.
template <class T>
inline constexpr auto described_members = describe_members<T>();

}  // namespace rowan::detail
