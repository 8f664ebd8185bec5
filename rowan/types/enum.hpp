// rowan/types/enum.hpp: members of enumeration types, stored by name or by number.
//
//     enum class Color { red, green, blue };      // a text column that holds 'red', 'green' or 'blue', with a CHECK
//                                                 // or a type of the database's own that allows no other
//
//     // values beyond 0..63
//     template <> inline constexpr rowan::EnumRange rowan::enum_range<Level>{-4, 200};
//     // names of your own; an enumerator that is not listed can't be stored
//     template <> inline constexpr rowan::EnumName<Color> rowan::enum_names<Color>[] = {
//         {Color::red, "R"}, {Color::green, "G"}, {Color::blue, "B"}};
//     // by number: an integer column; any value goes, with a name or without
//     template <> inline constexpr bool rowan::enum_by_number<Flags> = true;
//
// The specialisations stand in the global namespace (or in rowan), before the first struct that has such a member.
// A value without a name and a text that names no enumerator are DataErrors. Of two enumerators of one value, the
// first is its name. All of it is found out when the program is compiled, with one instantiation an enum.
#pragma once

#include <rowan/types/adapter.hpp>
#include <rowan/types/sql_type.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace rowan {

/// The values among which enumerators are looked for, both included.
struct EnumRange {
    std::int64_t first;
    std::int64_t last;
};
/// Specialise for an enum with enumerators outside of 0..63.
template <class E>
inline constexpr EnumRange enum_range{0, 63};

/// Specialise as true to store the enum's number.
template <class E>
inline constexpr bool enum_by_number = false;

/// A name that an enumerator has in the database.
template <class E>
struct EnumName {
    E value;
    std::string_view name;
};
/// Specialise as an array of EnumName<E> for names of your own.
template <class E>
inline constexpr std::nullptr_t enum_names = nullptr;

namespace detail {

/// An enum's names, erased. Labels and values are of static storage.
struct EnumTable {
    std::string_view type;           ///< the enum's name in C++, for messages
    const std::string_view* labels;  ///< `count` of them
    const std::int64_t* values;
    std::size_t count;
};

std::string_view enum_label(const EnumTable& table, std::int64_t value);
std::int64_t enum_value(const EnumTable& table, std::string_view label);

/// "… [with E = Color; E ...values = {Color::red, (Color)1}]", or clang's "[E = Color, values = <Color::red,
/// (Color)1>]".
template <class E, E... values>
constexpr const char* enum_signature() {
#if defined(_MSC_VER) && !defined(__clang__)
    return __FUNCSIG__;
#else
    return __PRETTY_FUNCTION__;
#endif
}

constexpr bool is_name_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Where a name that ends before `end` begins.
constexpr std::size_t name_start(std::string_view text, std::size_t end) {
    while (end > 0 && is_name_char(text[end - 1]))
        --end;
    return end;
}

/// Where the entry that is written before `end` begins; its brackets are balanced.
constexpr std::size_t entry_start(std::string_view text, std::size_t end) {
    for (int depth = 0; end > 0; --end) {
        const char c = text[end - 1];
        if (c == ')' || c == '>' || c == '}' || c == ']')
            ++depth;
        else if (depth > 0 && (c == '(' || c == '<' || c == '{' || c == '['))
            --depth;
        else if (depth == 0 && c == ',')
            break;
    }
    return end;
}

/// What stands in a signature's list of N entries. Plain arrays, which the compiler evaluates fastest.
template <std::size_t N>
struct EnumScan {
    const char* name[N] = {};
    std::size_t size[N] = {};  ///< 0 for "(Color)7", which has no name
    std::size_t count = 0;     ///< of names
};

/// Reads the list from its end. What stands before the name ("app::Color::") or the number ("(app::Color)") is equally
/// long in each entry, so that it is read only once.
template <std::size_t N>
constexpr EnumScan<N> scan_enum(std::string_view signature) {
    EnumScan<N> scan;
    const char* const text = signature.data();
#if defined(_MSC_VER) && !defined(__clang__)
    std::size_t end = signature.rfind(">(");
#else
    std::size_t end = signature.find_last_of(">}", signature.rfind(']') - 1);
#endif
    std::size_t before_name = 0;
    std::size_t before_number = 0;
    for (std::size_t i = N; i-- > 0;) {
        std::size_t start = end;
        while (start > 0 && is_name_char(text[start - 1]))
            --start;
        const bool named = start < end && !(text[start] >= '0' && text[start] <= '9');
        if (named) {
            scan.name[i] = text + start;
            scan.size[i] = end - start;
            ++scan.count;
        } else if (start > 0 && text[start - 1] == '-') {
            --start;
        }
        std::size_t& before = named ? before_name : before_number;
        if (before == 0)
            before = start - entry_start(signature, start);
        end = start > before ? start - before - 1 : 0;
    }
    return scan;
}

/// "Color" of "… E = app::Color; …".
constexpr std::string_view enum_type_name(std::string_view signature) {
#if defined(_MSC_VER) && !defined(__clang__)
    std::size_t end = signature.find(',', signature.find("enum_signature<"));
#else
    const std::size_t begin = signature.find("E = ") + 4;
    std::size_t end = begin;
    for (int depth = 0; end < signature.size(); ++end) {
        const char c = signature[end];
        if (c == '(' || c == '<' || c == '{')
            ++depth;
        else if (depth > 0 && (c == ')' || c == '>' || c == '}'))
            --depth;
        else if (depth == 0 && (c == ';' || c == ','))
            break;
    }
#endif
    const std::size_t start = name_start(signature, end);
    return signature.substr(start, end - start);
}

// A value beyond the bits that the enumerators of an enum without a fixed underlying type need is no constant. g++
// takes it; clang refuses it, up to version 19 by a diagnostic that can be switched off, since then for good.
#if defined(__clang__)
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wunknown-warning-option"
#pragma clang diagnostic ignored "-Wenum-constexpr-conversion"
template <class E, std::int64_t N>
concept enum_can_hold =
    requires { typename std::integral_constant<E, std::bit_cast<E>(static_cast<std::underlying_type_t<E>>(N))>; };
#else
template <class E, std::int64_t N>
concept enum_can_hold = true;
#endif

/// `Bound`, halved until the enum can hold it.
template <class E, std::int64_t Bound>
constexpr std::int64_t enum_bound() {
    if constexpr (Bound == 0 || enum_can_hold<E, Bound>)
        return Bound;
    else
        return enum_bound<E, Bound / 2>();
}

/// The range as asked for, within what the enum can hold.
template <class E>
constexpr EnumRange searched_range() {
    using U = std::underlying_type_t<E>;
    EnumRange range = enum_range<E>;
    if constexpr (std::is_same_v<U, bool>) {
        range = {0, 1};
    } else {
        constexpr auto least = static_cast<std::int64_t>(std::numeric_limits<U>::min());
        constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<U>::max());
        if (range.first < least)
            range.first = least;
        if (range.last > 0 && static_cast<std::uint64_t>(range.last) > most)
            range.last = static_cast<std::int64_t>(most);
    }
    if constexpr (!requires { E{std::underlying_type_t<E>{}}; }) {
        constexpr std::int64_t below = std::is_signed_v<U> ? enum_bound<E, -2048>() : 0;
        constexpr std::int64_t above = enum_bound<E, 2047>();
        if (range.first < below)
            range.first = below;
        if (range.last > above)
            range.last = above;
    }
    return range;
}

template <std::size_t Count>
struct EnumEntries {
    // An enum without names is refused by one message, not by an array's beside it.
    std::string_view labels[Count == 0 ? 1 : Count];
    std::int64_t values[Count == 0 ? 1 : Count] = {};
};

/// What is found out about an enum. `Own` says that enum_names is specialised.
template <class E, bool Own>
struct EnumFacts;

template <class E>
struct EnumFacts<E, false> {
    static constexpr EnumRange range = searched_range<E>();
    static_assert(enum_range<E>.first <= enum_range<E>.last,
                  "rowan: enum_range<E> must be {first, last}, first <= last");
    static_assert(
        enum_range<E>.last - enum_range<E>.first < 2048,
        "rowan: enum_range<E> spans more than 2048 values: give enum_names<E>, or say enum_by_number<E> = true");
    static constexpr std::size_t searched = static_cast<std::size_t>(range.last - range.first + 1);

    // Copied bit by bit, since a cast would be warned of beyond the enumerators.
    template <std::size_t... I>
    static constexpr std::string_view signature_of(std::index_sequence<I...>) {
        using U = std::underlying_type_t<E>;
        return enum_signature<E, std::bit_cast<E>(static_cast<U>(range.first + static_cast<std::int64_t>(I)))...>();
    }
    static constexpr std::string_view signature = signature_of(std::make_index_sequence<searched>{});

    static constexpr EnumScan<searched> scan = scan_enum<searched>(signature);
    static constexpr std::size_t count = scan.count;
    static_assert(count > 0,
                  "rowan: no enumerator of this enum lies between 0 and 63: give rowan::enum_range<E>, names in "
                  "rowan::enum_names<E>, or say rowan::enum_by_number<E> = true");

    static constexpr EnumEntries<count> entries = [] {
        EnumEntries<count> result;
        std::size_t next = 0;
        for (std::size_t i = 0; i < searched; ++i) {
            if (scan.size[i] == 0)
                continue;
            result.labels[next] = {scan.name[i], scan.size[i]};
            result.values[next++] = range.first + static_cast<std::int64_t>(i);
        }
        return result;
    }();
};

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

template <class E>
struct EnumFacts<E, true> {
    static constexpr std::string_view signature = enum_signature<E, enum_names<E>[0].value>();
    static constexpr std::size_t count = std::extent_v<std::remove_cvref_t<decltype(enum_names<E>)>>;
    static constexpr EnumEntries<count> entries = [] {
        EnumEntries<count> result;
        for (std::size_t i = 0; i < count; ++i) {
            result.labels[i] = enum_names<E>[i].name;
            result.values[i] = static_cast<std::int64_t>(enum_names<E>[i].value);
        }
        return result;
    }();
};

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

/// "TrackKind" as "track_kind", "HTTPMethod" as "http_method": the name of the database's own type, where it has enums.
/// Returns the length; writes if `to` is not null.
constexpr std::size_t to_snake_case(std::string_view name, char* to) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool starts_word =
            i > 0 && is_upper(name[i]) && name[i - 1] != '_' &&
            (!is_upper(name[i - 1]) || (i + 1 < name.size() && name[i + 1] >= 'a' && name[i + 1] <= 'z'));
        if (starts_word) {
            if (to)
                to[size] = '_';
            ++size;
        }
        if (to)
            to[size] = lower(name[i]);
        ++size;
    }
    return size;
}

template <class E>
struct EnumInfo {
    using Facts = EnumFacts<E, std::is_array_v<std::remove_reference_t<decltype(enum_names<E>)>>>;
    static constexpr std::string_view type = enum_type_name(Facts::signature);
    static constexpr EnumTable table{type, Facts::entries.labels, Facts::entries.values, Facts::count};
    static constexpr auto snake_case = [] {
        std::array<char, to_snake_case(type, nullptr)> name{};
        to_snake_case(type, name.data());
        return name;
    }();
    static constexpr TypeSpec sql_type = [] {
        TypeSpec spec{.family = TypeFamily::enumeration,
                      .labels = Facts::entries.labels,
                      .label_count = static_cast<std::int32_t>(Facts::count),
                      .name = {snake_case.data(), snake_case.size()}};
        for (const std::string_view& label : Facts::entries.labels) {
            if (static_cast<std::size_t>(spec.length) < label.size())
                spec.length = static_cast<std::int32_t>(label.size());
        }
        return spec;
    }();
};

/// The integer type of an enum's column.
template <class E>
struct EnumNumber {
    using U = std::underlying_type_t<E>;
    using type = std::conditional_t<
        std::is_same_v<U, bool>, bool,
        std::conditional_t<
            std::is_signed_v<U>,
            std::conditional_t<sizeof(U) == 1, std::int8_t,
                               std::conditional_t<sizeof(U) == 2, std::int16_t,
                                                  std::conditional_t<sizeof(U) == 4, std::int32_t, std::int64_t>>>,
            std::conditional_t<sizeof(U) == 1, std::uint8_t,
                               std::conditional_t<sizeof(U) == 2, std::uint16_t,
                                                  std::conditional_t<sizeof(U) == 4, std::uint32_t, std::uint64_t>>>>>;
};

}  // namespace detail

/// Enums by name.
template <class E>
struct type_adapter<E, std::enable_if_t<std::is_enum_v<E> && !std::is_same_v<E, std::byte> && !enum_by_number<E>>> {
    using stored = std::string;
    static std::string store(const E& value) {
        return std::string(detail::enum_label(detail::EnumInfo<E>::table, static_cast<std::int64_t>(value)));
    }
    static E load(const std::string& label) {
        return static_cast<E>(detail::enum_value(detail::EnumInfo<E>::table, label));
    }
    /// Family enumeration with the labels, the length of the longest, and the enum's name in snake_case.
    static constexpr TypeSpec sql_type = detail::EnumInfo<E>::sql_type;
};

/// Enums by number.
template <class E>
struct type_adapter<E, std::enable_if_t<std::is_enum_v<E> && !std::is_same_v<E, std::byte> && enum_by_number<E>>> {
    using stored = typename detail::EnumNumber<E>::type;
    static stored store(const E& value) { return static_cast<stored>(value); }
    static E load(const stored& number) { return static_cast<E>(number); }
};

}  // namespace rowan
