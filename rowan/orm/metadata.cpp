#include <rowan/orm/metadata.hpp>

#include <rowan/orm/internal/mapper_registry.hpp>
#include <rowan/orm/internal/resolve_relationships.hpp>
#include <rowan/orm/internal/text_comparison.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/ascii_case.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace rowan::detail {
namespace {

/// A text is never equal to a number, so the foreign key would find nothing; and one that is compared otherwise than
/// what it refers to is another row's in a join than in the constraint.
void require_comparable(const Mapper& mapper, const std::string& own, const TableColumn& referred) {
    const TypeFamily mine = mapper.table()[own].type().family;
    const TypeFamily theirs = referred.type().family;
    if ((is_text(mine) && is_integer(theirs)) || (is_integer(mine) && is_text(theirs)))
        throw ArgumentError(std::string("one of the two columns has numbers, the other has texts; give the member ") +
                            std::string(mapper.fields()[static_cast<std::size_t>(mapper.find_column(own))].member) +
                            " the type of what it refers to");
    const std::string& collation = mapper.table()[own].data().collation;
    const std::string& referred_collation = referred.data().collation;
    if (comparison_of(collation) != comparison_of(referred_collation))
        throw ArgumentError(
            "one of the two columns compares texts by " + (collation.empty() ? referred_collation : collation) +
            ", the other " +
            (collation.empty() || referred_collation.empty() ? "does not" : "by " + referred_collation) +
            ": say collate(\"" + (referred_collation.empty() ? collation : referred_collation) + "\") of both");
}

bool are_same_columns(std::vector<std::string> a, std::vector<std::string> b) {
    std::ranges::sort(a);
    std::ranges::sort(b);
    return a == b;
}

/// Whether no two rows can be equal in these columns.
bool is_unique(const Table& table, const std::vector<std::string>& columns) {
    const auto is_same = [&](const Unique& unique) { return are_same_columns(unique.columns, columns); };
    const auto makes_unique = [&](const Index& index) {
        std::vector<std::string> parts;
        for (const IndexPart& part : index.parts)
            parts.push_back(part.column);
        return index.is_unique && index.where.empty() && are_same_columns(std::move(parts), columns);
    };
    return are_same_columns(table.primary_key().columns, columns) || std::ranges::any_of(table.uniques(), is_same) ||
           std::ranges::any_of(table.indexes(), makes_unique);
}

std::string list(const std::vector<std::string>& columns) {
    std::string text;
    for (const std::string& column : columns)
        text += (text.empty() ? "" : ", ") + column;
    return text;
}

/// SQLite would take the table, and refuse its rows.
void require_unique(const Mapper& mapper, const ForeignKey& key, const Table& target) {
    if (key.referred_columns.empty() || is_unique(target, key.referred_columns))
        return;
    const bool one = key.columns.size() == 1;
    throw ArgumentError(
        "the foreign key " + std::string(mapper.name()) + "." +
        std::string(mapper.fields()[static_cast<std::size_t>(mapper.find_column(key.columns[0]))].member) + " (" +
        list(key.columns) + ") refers to " + target.full_name() + "." + list(key.referred_columns) +
        ", which is not unique there: refer to the primary key, or say " +
        (one ? "column<...>(unique)" : "unique_together<...>()") + " of what it refers to");
}

/// Of the foreign keys to tables that are known here. Others may be of tables that the program does not map.
void check_referred_columns(const MetaData& metadata, const Mapper& mapper) {
    for (const ForeignKey& key : mapper.table().foreign_keys()) {
        const std::string target =
            key.referred_schema.empty() ? key.referred_table : key.referred_schema + "." + key.referred_table;
        if (!metadata.contains(target))
            continue;
        for (const std::string& column : key.referred_columns) {
            try {
                const TableColumn referred = metadata.table(target)[column];
                const std::string& own = key.columns[static_cast<std::size_t>(&column - key.referred_columns.data())];
                require_comparable(mapper, own, referred);
            } catch (const ArgumentError& error) {
                throw ArgumentError("a foreign key of " + std::string(mapper.name()) + ", " + target + "." + column +
                                    ": " + error.what());
            }
        }
        require_unique(mapper, key, metadata.table(target));
    }
}

/// Two structs of one table, or of two that a database may take for one.
void check_table_names(std::span<const Mapper* const> mappers) {
    for (std::size_t i = 0; i < mappers.size(); ++i) {
        for (const Mapper* other : mappers.first(i)) {
            const Mapper* const mapper = mappers[i];
            const std::string name = mapper->table().full_name();
            const std::string others = other->table().full_name();
            if (mapper == other)
                throw ArgumentError(std::string(mapper->name()) + " is listed twice in rowan::metadata<...>()");
            if (name == others)
                throw ArgumentError(std::string(other->name()) + " and " + std::string(mapper->name()) +
                                    " are both mapped to the table '" + name + "': give one of them another name");
            if (same_but_for_case(name, others))
                throw ArgumentError(std::string(other->name()) + " and " + std::string(mapper->name()) +
                                    " have tables whose names differ by case at most, '" + others + "' and '" + name +
                                    "', and a database may take them for one: give one of them another name");
        }
    }
}

}  // namespace

MetaData gather(const Mapper* const* mappers, std::size_t count) {
    check_table_names({mappers, count});
    MetaData metadata;
    for (std::size_t i = 0; i < count; ++i)
        metadata.add(mappers[i]->table());
    note_listed_together({mappers, count});
    for (std::size_t i = 0; i < count; ++i) {
        check_referred_columns(metadata, *mappers[i]);
        // A secondary table is defined with this very metadata, so those relationships are resolved at their first use.
        const auto declared = mappers[i]->declared_relationships();
        if (std::none_of(declared.begin(), declared.end(), needs_secondary))
            mappers[i]->relationships();
    }
    return metadata;
}

}  // namespace rowan::detail
