#include <rowan/orm/metadata.hpp>

#include <rowan/orm/internal/mapper_registry.hpp>
#include <rowan/orm/internal/resolve_relationships.hpp>
#include <rowan/orm/mapper.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/type_family.hpp>

#include <algorithm>
#include <string>

namespace rowan::detail {
namespace {

/// A text is never equal to a number, so the foreign key would find nothing.
void require_comparable(const Mapper& mapper, const std::string& own, const TableColumn& referred) {
    const TypeFamily mine = mapper.table()[own].type().family;
    const TypeFamily theirs = referred.type().family;
    if ((is_text(mine) && is_integer(theirs)) || (is_integer(mine) && is_text(theirs)))
        throw ArgumentError(std::string("one of the two columns has numbers, the other has texts; give the member ") +
                            std::string(mapper.fields()[static_cast<std::size_t>(mapper.find_column(own))].member) +
                            " the type of what it refers to");
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
    }
}

}  // namespace

MetaData gather(const Mapper* const* mappers, std::size_t count) {
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
