// Loaded collections after a flush: where the program assigned foreign keys, the children change their places.
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <utility>

namespace rowan::detail {

namespace {

/// The parent in the session to which the fields of an object refer; null if it has none, or is not known.
ObjectHeader* find_parent(EntityStore& parents, const RelationshipInfo& relationship, const Mapper& child,
                          const void* object) {
    ObjectHeader& spare = parents.spare();
    for (std::size_t i = 0; i < relationship.local.size(); ++i) {
        const Value value = read_field(child.fields()[relationship.remote[i]], object);
        if (value.is_null())
            return nullptr;
        try {
            assign_field(parents.mapper().fields()[relationship.local[i]], spare.object(), value);
        } catch (const DataError&) {
            return nullptr;  // no parent can have this key
        }
    }
    if (ObjectHeader* parent = parents.find_key(parents.key_of(spare.object())))
        return parent;
    return parents.find_spelling(relationship.local, key_text(child, relationship.remote, object));
}

/// Whether the database may find keys equal that differ by their bytes.
bool may_be_spelt_otherwise(const RelationshipInfo& relationship) {
    return std::any_of(relationship.local.begin(), relationship.local.end(),
                       [&](std::uint16_t field) { return relationship.owner->slots()[field].kind == Kind::text; });
}

}  // namespace

/// Runs before the snapshots of what was written are taken, so that they tell where the children stood.
void UnitOfWork::follow_foreign_keys() {
    std::vector<ObjectHeader*> moved_by_key;
    for (Level& level : session_.levels_) {
        const std::vector<ObjectHeader*> moved = std::exchange(level.moved_by_key, {});
        moved_by_key.insert(moved_by_key.end(), moved.begin(), moved.end());
        for (const auto& [child, parent, relationship] : std::exchange(level.joined_by_key, {}))
            if (!session_.foreign_key_agrees(*child, relationship->remote, parent, relationship->local))
                session_.stand_in(*parent, *relationship, *child, false);
    }
    for (const auto& parents : session_.stores()) {
        for (const RelationshipInfo& relationship : parents->mapper().relationships()) {
            if (relationship.direction != Direction::one_to_many)
                continue;
            const std::span<const std::uint16_t> key = parents->mapper().key();
            const bool by_key =
                std::equal(relationship.local.begin(), relationship.local.end(), key.begin(), key.end());
            const ColumnSet foreign_key = column_set(relationship.remote);
            bool unloaded = false;
            const auto stand = [&](ObjectHeader& child, const void* columns, bool stands) {
                ObjectHeader* parent = nullptr;
                if (by_key)
                    parent = find_parent(*parents, relationship, child.store->mapper(), columns);
                if (parent) {
                    session_.stand_in(*parent, relationship, child, stands);
                    return;
                }
                if (unloaded || (by_key && !may_be_spelt_otherwise(relationship)) ||
                    key_text(child.store->mapper(), relationship.remote, columns).empty())
                    return;
                unloaded = true;
                parents->for_each([&](ObjectHeader* each) {
                    if (each->phase == ObjectPhase::persistent)
                        session_.unload_relation(*each, relationship);
                });
            };
            const auto linked_parent = [&](const ObjectHeader* child) -> ObjectHeader* {
                const auto [begin, end] = links_of_.equal_range(child);
                const auto found = std::find_if(begin, end, [&](const auto& entry) {
                    return std::ranges::equal(links_[entry.second].child_fields, relationship.remote);
                });
                return found == end ? nullptr : links_[found->second].parent;
            };
            for (ObjectHeader* child : inserts_)
                if (&child->store->mapper() == relationship.target && !linked_parent(child)) {
                    if (relationship.inverse)
                        session_.leave_former_parent(*child, *relationship.inverse);
                    stand(*child, child->object(), true);
                }
            for (ObjectHeader* child : moved_by_key) {
                if (&child->store->mapper() != relationship.target || !is_living(*child))
                    continue;
                ObjectHeader* const parent = linked_parent(child);
                if (!parent)
                    stand(*child, child->object(), true);
                else if (parent->store == parents.get())  // it may have left, and come back by its key
                    session_.stand_in(*parent, relationship, *child, true);
            }
            for (const Operation& update : updates_) {
                ObjectHeader& child = *update.object;
                if (&child.store->mapper() != relationship.target || (update.columns & foreign_key) == 0)
                    continue;
                ObjectHeader& spare = child.store->spare();
                restore_columns(child.snapshot, child.store->mapper().row_slots(), spare.object(), foreign_key);
                stand(child, spare.object(), false);
                stand(child, child.object(), true);
            }
        }
    }
}

}  // namespace rowan::detail
