#include <rowan/orm/internal/lone_references.hpp>

#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/mapper.hpp>

#include <algorithm>

namespace rowan::detail {

namespace {

bool has_end_of_its_own(const Mapper& parent, const RelationshipInfo& reference) {
    return std::ranges::any_of(parent.relationships(), [&](const RelationshipInfo& known) {
        return known.direction == Direction::one_to_many && !known.view_only && known.target == reference.target &&
               known.remote == reference.remote;
    });
}

}  // namespace

std::vector<RelationshipInfo> lone_references(const Mapper& parent, const Mapper& child) {
    std::vector<RelationshipInfo> found;
    for (const ForeignKey& key : child.table().foreign_keys()) {
        if (key.referred_table != parent.table().name() || key.referred_schema != parent.table().schema())
            continue;
        if (key.on_delete != Action::cascade && key.on_delete != Action::set_null &&
            key.on_delete != Action::set_default)
            continue;
        RelationshipInfo reference;
        reference.owner = &parent;
        reference.target = &child;
        reference.direction = Direction::one_to_many;
        reference.many = true;
        reference.on_delete = key.on_delete;
        reference.local = key.referred_columns.empty()
                              ? std::vector<std::uint16_t>(parent.key().begin(), parent.key().end())
                              : fields_of(parent, key.referred_columns);
        reference.remote = fields_of(child, key.columns);
        if (reference.local.empty() || reference.remote.empty() || has_end_of_its_own(parent, reference))
            continue;
        reference.foreign_key_nullable = may_be_without_parent(child, reference.remote);
        if (key.on_delete == Action::set_null && !reference.foreign_key_nullable)
            continue;  // the database refuses
        for (const RelationshipInfo& back : child.relationships())
            if (back.direction == Direction::many_to_one && !back.view_only && back.target == &parent &&
                back.local == reference.remote)
                reference.inverse = &back;
        found.push_back(std::move(reference));
    }
    return found;
}

}  // namespace rowan::detail
