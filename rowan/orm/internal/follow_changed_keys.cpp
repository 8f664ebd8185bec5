// Children in memory after a flush that changed the key of their parent: the database's ON UPDATE has changed their
// foreign keys, too.
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>

namespace rowan::detail {

/// Runs before the snapshots of what was written are taken, which tell the keys that there were.
void UnitOfWork::follow_changed_keys() {
    const auto& stores = session_.stores();
    const bool any_acts = std::any_of(stores.begin(), stores.end(), [](const auto& home) {
        const auto& keys = home->mapper().table().foreign_keys();
        return std::any_of(keys.begin(), keys.end(), acts_on_update);
    });
    if (!any_acts)
        return;
    struct Changed {
        ObjectHeader* object;
        ColumnSet columns;
    };
    std::vector<Changed> changed;
    for (const Operation& update : updates_)
        if (update.columns != 0)
            changed.push_back({update.object, update.columns});
    std::unordered_map<const ObjectHeader*, ColumnSet> written;  // filled where a key has changed
    // Another row has the key that one gave up: who was given that key in this flush is the other's.
    const auto has_successor = [&](const ObjectHeader& parent, std::span<const std::uint16_t> referred,
                                   const std::string& key) {
        const auto has_key = [&](const ObjectHeader* object) {
            return object->store == parent.store && key_text(parent.store->mapper(), referred, object->object()) == key;
        };
        return std::any_of(inserts_.begin(), inserts_.end(), has_key) ||
               std::any_of(updates_.begin(), updates_.end(),
                           [&](const Operation& update) { return has_key(update.object); });
    };
    std::unordered_set<ObjectHeader*> followed;
    while (!changed.empty()) {
        std::vector<Changed> next;
        for (const auto& home : session_.stores()) {
            const Mapper& mapper = home->mapper();
            for (const ForeignKey& key : mapper.table().foreign_keys()) {
                if (!acts_on_update(key))
                    continue;
                const std::vector<std::uint16_t> fields = fields_of(mapper, key.columns);
                std::unordered_map<std::string, const ObjectHeader*> parents;  // by the key that they had
                std::vector<std::uint16_t> referred;
                for (const Changed& each : changed) {
                    const Mapper& parent = each.object->store->mapper();
                    if (key.referred_table != parent.table().name() || key.referred_schema != parent.table().schema())
                        continue;
                    referred = key.referred_columns.empty()
                                   ? std::vector<std::uint16_t>(parent.key().begin(), parent.key().end())
                                   : fields_of(parent, key.referred_columns);
                    if ((column_set(referred) & each.columns) != 0)
                        parents.emplace(key_text(parent, referred, each.object->store->as_known(*each.object)),
                                        each.object);
                }
                if (parents.empty() || fields.empty() || fields.size() != referred.size())
                    continue;
                if (written.empty())
                    for (const Operation& update : updates_)
                        written[update.object] |= update.columns | linked_to_changing_keys(*update.object);
                home->for_each([&](ObjectHeader* child) {
                    if (child->phase != ObjectPhase::persistent)
                        return;
                    const auto parent = parents.find(key_text(mapper, fields, child->object()));
                    if (parent == parents.end() || parent->first.empty())
                        return;
                    if (const auto columns = written.find(child);
                        columns != written.end() && (columns->second & column_set(fields)) != 0 &&
                        has_successor(*parent->second, referred, parent->first))
                        return;
                    // Only the database knows what it wrote: a default, or whether a key that equals the old one by its
                    // collation was a change.
                    if (key.on_update == Action::set_default || key_text(parent->second->store->mapper(), referred,
                                                                         parent->second->object()) == parent->first) {
                        child->epoch = 0;
                        return;
                    }
                    const bool is_known_by_it = (column_set(fields) & column_set(mapper.key())) != 0;
                    if (is_known_by_it)
                        home->erase_identity(child);
                    for (std::size_t i = 0; i < fields.size(); ++i)
                        assign_field(mapper.fields()[fields[i]], child->object(),
                                     key.on_update == Action::cascade
                                         ? read_field(parent->second->store->mapper().fields()[referred[i]],
                                                      parent->second->object())
                                         : Value());
                    if (is_known_by_it)
                        home->insert_key(home->key_of(child->object()), child);
                    followed.insert(child);
                    next.push_back({child, column_set(fields)});
                });
            }
        }
        changed = std::move(next);
    }
    for (const Operation& update : updates_)
        followed.erase(update.object);  // its snapshot is taken with the others
    for (ObjectHeader* child : followed) {
        if (child->level != session_.depth()) {
            session_.level().earlier.push_back({child, child->snapshot, child->epoch});
            child->snapshot = nullptr;
        }
        child->store->take_snapshot(child);
    }
}

}  // namespace rowan::detail
