#include <rowan/orm/metadata.hpp>

#include <rowan/orm/internal/resolve_relationships.hpp>
#include <rowan/orm/mapper.hpp>

#include <algorithm>

namespace rowan::detail {

MetaData gather(const Mapper* const* mappers, std::size_t count) {
    MetaData metadata;
    for (std::size_t i = 0; i < count; ++i)
        metadata.add(mappers[i]->table());
    for (std::size_t i = 0; i < count; ++i) {
        // A secondary table is defined with this very metadata, so those relationships are resolved at their first use.
        const auto declared = mappers[i]->declared_relationships();
        if (std::none_of(declared.begin(), declared.end(), needs_secondary))
            mappers[i]->relationships();
    }
    return metadata;
}

}  // namespace rowan::detail
