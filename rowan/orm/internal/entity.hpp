// rowan/orm/internal/entity.hpp: a mapped struct as one constant (EntitySpec), and the place where the whole process
// finds it (EntitySlot).
//
// A header may only declare the struct that a relationship leads to, so a relationship knows its target by the address
// of its slot alone; the slot is filled where the target is complete: in metadata<…>(), or at its first use.
#pragma once

#include <rowan/orm/internal/member_info.hpp>
#include <rowan/orm/internal/object_header.hpp>
#include <rowan/schema/option.hpp>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rowan {

class Mapper;

/// How a relationship behaves. A literal value; made by the functions and objects of relationship_options.hpp.
struct RelationOption {
    enum class Kind : std::uint8_t {
        none,
        cascade_delete,
        cascade_delete_orphan,  ///< implies cascade_delete
        no_save_update,
        secondary,   ///< `text`: the table between
        joined_by,   ///< `text`: the foreign key's columns, apart by commas
        inverse,     ///< `text`: the member at the other end
        ordered_by,  ///< `text`: columns of the target, apart by commas, each with an optional " desc"
        passive_deletes,
        ignore_duplicates,
        view_only,
        raise_load,
        no_load,
        select_in_load,
        joined_load,
        peers,  ///< `number`
    };
    Kind kind = Kind::none;
    std::string_view text{};
    int number = 0;
};

namespace detail {

/// The name without its namespaces.
constexpr std::string_view short_name(std::string_view name) {
    int depth = 0;
    for (std::size_t i = name.size(); i > 0; --i) {
        const char c = name[i - 1];
        if (c == '>')
            ++depth;
        else if (c == '<')
            --depth;
        else if (c == ':' && depth == 0)
            return name.substr(i);
    }
    return name;
}

enum class LineKind : std::uint8_t { column, nested_column, relationship, unmapped, composite, table_option };

enum class TableOptionKind : std::uint8_t {
    none,
    schema,
    comment,
    check,
    unique_together,
    index,
    foreign_key,
    naming,
    view,
    rest_unmapped,
};

/// What explains the bytes around a member of a class whose members are listed: all others belong to one that is not.
struct Footprint {
    std::uint32_t align = 0;
    std::uint32_t base_align = 0;  ///< of the base that the member is inherited from; 0: it is the class's own
    bool has_vptr = false;         ///< the class or that base has virtual functions
};

/// Places in one of the arrays that all lines of a mapping share.
struct Places {
    std::size_t first = 0;
    std::size_t count = 0;
};

/// One line of a mapping, erased.
struct MapLine {
    LineKind what = LineKind::column;
    std::string_view owner{};            ///< type name of the struct that the line is about
    MemberInfo member{};                 ///< of the member; its name may be found later, by address
    Footprint footprint{};               ///< of the member, where members are listed
    std::string_view name{};             ///< column name, composite's prefix, table option's text
    Places options{};                    ///< in EntitySpec::all_options
    Places relation_options{};           ///< in EntitySpec::all_relation_options
    const MemberInfo* nested = nullptr;  ///< the members of a composite
    std::size_t nested_count = 0;
    TableOptionKind table_option = TableOptionKind::none;
    Places together{};  ///< in EntitySpec::all_together; the members of unique_together, index, foreign_key
    std::string_view constraint_name{};
    ForeignKeyOptions foreign_key{};  ///< of the table option
    std::string (*naming)(std::string_view member) = nullptr;
    const char* mistake = nullptr;  ///< what is wrong with the line, found where it was made
};

/// All that is known of a mapped struct when the program is compiled.
struct EntitySpec {
    std::string_view name;
    std::string_view table;
    const MapLine* lines;
    std::size_t line_count;
    const ColumnOption* all_options;
    const RelationOption* all_relation_options;
    const void* const* all_together;  ///< addresses of members
    const MemberInfo* members;        ///< none for a class whose columns are all listed
    std::size_t member_count;
    const EntityOps* ops;
};

struct EntitySlot {
    std::string_view name;
    std::atomic<const EntitySpec*> spec{nullptr};
    std::atomic<const Mapper*> mapper{nullptr};
};

template <class T>
inline constinit EntitySlot entity_slot_of{type_name<T>()};

template <class T>
EntitySlot& entity_slot() noexcept {
    return entity_slot_of<T>;
}

/// The mapper of a slot, made at the first call. Thread-safe. Throws ArgumentError for a mistake in the mapping.
const Mapper& make_mapper(EntitySlot& slot, const EntitySpec& spec);

}  // namespace detail
}  // namespace rowan
