// What the removal of an object, its return, and its end mean for the relationships around it.
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/internal/ascii_case.hpp>

#include <algorithm>
#include <unordered_set>

namespace rowan::detail {

using Contents = ManyState::Contents;

namespace {

/// Whether the child's foreign key is the owner's key, or one that a database may find equal to it.
bool may_refer_to(const ObjectHeader& child, const RelationshipInfo& relationship, const ObjectHeader& owner) {
    const Mapper& parent = owner.store->mapper();
    const std::string key = in_lower_case(key_text(child.store->mapper(), relationship.remote, child.object()));
    return key == in_lower_case(key_text(parent, relationship.local, owner.object())) ||
           key == in_lower_case(key_text(parent, relationship.local, owner.store->as_known(owner)));
}

}  // namespace

/// Whether the program has written another parent's key into a child since it stood with this one, although no flush
/// has moved it yet: what becomes of the parent is not the child's business then.
bool SessionCore::is_given_away(ObjectHeader& child, const RelationshipInfo& relationship, const ObjectHeader& owner) {
    if (relationship.direction != Direction::one_to_many || !owner.store->has_final_key(owner.object()))
        return false;
    if (child.phase == ObjectPhase::persistent && (child.store->changes(&child) & column_set(relationship.remote)) == 0)
        return !may_refer_to(child, relationship, owner);
    if (foreign_key_agrees(child, relationship.remote, nullptr, {}))
        return child.phase == ObjectPhase::persistent && !relationship.delete_orphan;
    if (owner.snapshot && key_text(owner.store->mapper(), relationship.local, owner.store->as_known(owner)) ==
                              key_text(child.store->mapper(), relationship.remote, child.object()))
        return false;
    return !foreign_key_agrees(child, relationship.remote, &owner, relationship.local);
}

/// What its removal takes along is in memory then. Throws as a load does.
void SessionCore::load_cascade(ObjectHeader& object) {
    std::vector<ObjectHeader*> going{&object};
    std::unordered_set<const ObjectHeader*> seen{&object};
    for (std::size_t i = 0; i < going.size(); ++i) {
        ObjectHeader& owner = *going[i];
        const auto follow = [&](void* member) {
            if (seen.insert(header_of(member)).second)
                going.push_back(header_of(member));
        };
        for (const RelationshipInfo& relationship : owner.store->mapper().relationships()) {
            if (relationship.view_only)
                continue;
            if (!relationship.cascade_delete &&
                (relationship.direction != Direction::one_to_many || relationship.on_delete != Action::cascade))
                continue;
            if (!relationship.many) {
                const OneState& state = one_at(owner, relationship);
                if (relationship.direction == Direction::many_to_one && state.is != OneState::Is::loaded)
                    load_one(owner, relationship);
                if (state.is == OneState::Is::loaded && state.object)
                    follow(state.object);
            } else if (const auto& contents = many_at(owner, relationship).contents) {
                if (contents->is == Contents::Is::loaded)
                    for (void* member : *contents->objects)
                        follow(member);
                for (ObjectHeader* member : contents->added)
                    follow(member->object());
            }
        }
    }
}

/// The object is being removed: what is loaded of it follows the cascade, or loses its parent.
void SessionCore::cascade_removal(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.view_only)
            continue;
        // Of what is not loaded, the members that were added since the last flush are known nevertheless.
        ObjectList members;
        if (!relationship.many) {
            if (const OneState& state = one_at(object, relationship); state.is == OneState::Is::loaded && state.object)
                members.push_back(state.object);
        } else if (const ManyState& state = many_at(object, relationship); state.is_loaded()) {
            members = *state.contents->objects;
        } else if (state.contents) {
            for (ObjectHeader* added : state.contents->added)
                members.push_back(added->object());
        }
        for (void* each : members) {
            ObjectHeader& member = *header_of(each);
            if (!is_living(member) || is_given_away(member, relationship, object))
                continue;
            if (relationship.cascade_delete || relationship.direction == Direction::one_to_many)
                level().taken_along.push_back({&member, &object, &relationship});
            if (relationship.cascade_delete)
                remove_loaded(member);
            else if (relationship.direction == Direction::one_to_many)
                leave_parent(member, relationship);
        }
    }
}

/// The parent of a child is removed, and no cascade of the mapping takes the child along.
void SessionCore::leave_parent(ObjectHeader& child, const RelationshipInfo& relationship) {
    if (relationship.on_delete == Action::cascade) {
        remove_loaded(child);
        return;
    }
    if (relationship.inverse) {
        leave_former_parent(child, *relationship.inverse);
        touch(child, *relationship.inverse);
        OneState& parent = one_at(child, *relationship.inverse);
        parent.is = OneState::Is::loaded;
        parent.object = nullptr;
        parent.assigned = true;
    }
    write_foreign_key(child, relationship.remote, nullptr, relationship.local);
}

/// Loaded collections and partners forget a new object that is not to be saved.
void SessionCore::detach_from_relations(ObjectHeader& object) {
    // Its key may have been written since it joined one by that.
    for (const Level& each : levels_)
        for (const Level::JoinedByKey& entry : each.joined_by_key)
            if (entry.child == &object)
                stand_in(*entry.parent, *entry.relationship, object, false);
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        const RelationshipInfo* inverse = relationship.inverse;
        if (!inverse)
            continue;
        const auto leave = [&](ObjectHeader& other) {
            if (inverse->many) {
                ManyState& state = many_at(other, *inverse);
                if (!state.contents)
                    return;
                level().relations.push_back({&other, inverse->offset});
                state.contents->added.erase(&object);
                if (state.contents->is == Contents::Is::loaded)
                    std::erase(edit_list(*state.contents), object.object());
            } else if (OneState& state = one_at(other, *inverse); state.object == object.object()) {
                level().relations.push_back({&other, inverse->offset});
                state.object = nullptr;
            }
        };
        if (relationship.many) {
            ManyState& state = many_at(object, relationship);
            if (state.contents && state.contents->objects) {
                const std::shared_ptr<const ObjectList> others = state.contents->objects;
                for (void* other : *others)
                    leave(*header_of(other));
            }
        } else {
            const OneState& state = one_at(object, relationship);
            if (state.is != OneState::Is::loaded && relationship.to_key)
                follow_foreign_key(object, relationship, true);
            if (state.is == OneState::Is::loaded && state.object)
                leave(*header_of(state.object));
        }
    }
}

/// A removal is taken back. Loaded ends still have the object, unless it has had a successor that has gone since; its
/// children went their own way, and are loaded again.
void SessionCore::return_to_relations(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.direction == Direction::one_to_many &&
            (!relationship.many || many_at(object, relationship).is_loaded()))
            unload_relation(object, relationship);
        if (relationship.direction != Direction::many_to_one || !relationship.inverse || relationship.inverse->many)
            continue;
        OneState& state = one_at(object, relationship);
        if (state.is != OneState::Is::loaded && relationship.to_key)
            follow_foreign_key(object, relationship, true);
        if (state.is != OneState::Is::loaded || !state.object)
            continue;
        ObjectHeader& parent = *header_of(state.object);
        if (OneState& other = one_at(parent, *relationship.inverse);
            other.is == OneState::Is::loaded && !other.object) {
            level().relations.push_back({&parent, relationship.inverse->offset});
            other.object = object.object();
        }
    }
}

namespace {

/// Whether the removal of one end is that of the other.
bool removes_members(const RelationshipInfo& relationship) {
    return relationship.cascade_delete || relationship.on_delete == Action::cascade;
}

}  // namespace

/// A removal is taken back with all that it did to others, unless the program has said otherwise since.
void SessionCore::bring_back_members(ObjectHeader& owner) {
    std::vector<Level::TakenAlong> members;
    for (Level& level : levels_)
        std::erase_if(level.taken_along, [&](const Level::TakenAlong& entry) {
            if (entry.cause == &owner)
                members.push_back(entry);
            return entry.cause == &owner || (entry.member == &owner && removes_members(*entry.relationship));
        });
    for (const auto& [member, cause, relationship] : members) {
        if (removes_members(*relationship) &&
            (member->phase == ObjectPhase::removed || member->phase == ObjectPhase::kept))
            restore(*member);
        if (!is_living(*member) || relationship->direction != Direction::one_to_many)
            continue;
        const RelationshipInfo* const inverse = relationship->inverse;
        const OneState* const parent = inverse ? &one_at(*member, *inverse) : nullptr;
        const bool is_elsewhere =
            parent && parent->is == OneState::Is::loaded && parent->object && parent->object != owner.object();
        if (is_elsewhere || (!foreign_key_agrees(*member, relationship->remote, nullptr, {}) &&
                             !foreign_key_agrees(*member, relationship->remote, &owner, relationship->local)))
            continue;
        if (inverse)
            set_one(*member, *inverse, &owner);
        else if (relationship->many)
            changing([&] { link_member(owner, *relationship, *member); });
        else
            set_one(owner, *relationship, member);
    }
}

void SessionCore::forget(std::span<ObjectHeader* const> objects, bool rows_stay) {
    std::unordered_set<const void*> gone;
    std::unordered_set<const Mapper*> classes;
    for (const ObjectHeader* object : objects) {
        gone.insert(object->object());
        classes.insert(&object->store->mapper());
    }
    for (const auto& home : stores_) {
        for (const RelationshipInfo& relationship : home->mapper().relationships()) {
            if (!classes.contains(relationship.target))
                continue;
            home->for_each([&](ObjectHeader* object) {
                if (relationship.many) {
                    ManyState& state = many_at(*object, relationship);
                    if (!state.contents)
                        return;
                    const auto is_gone = [&](ObjectHeader* member) { return gone.contains(member->object()); };
                    state.contents->added.erase_if(is_gone);
                    state.contents->removed.erase_if(is_gone);
                    if (!state.contents->objects)
                        return;
                    const ObjectList& list = *state.contents->objects;
                    if (std::none_of(list.begin(), list.end(), [&](void* member) { return gone.contains(member); }))
                        return;
                    if (rows_stay && object->phase == ObjectPhase::persistent &&
                        state.contents->is == Contents::Is::loaded) {
                        state.contents->is = Contents::Is::unloaded;
                        state.contents->objects.reset();
                        state.contents->living.reset();
                        return;
                    }
                    std::erase_if(edit_list(*state.contents), [&](void* member) { return gone.contains(member); });
                } else if (OneState& state = one_at(*object, relationship);
                           state.object && gone.contains(state.object)) {
                    state.is = OneState::Is::unset;
                    state.object = nullptr;
                }
            });
        }
    }
}

}  // namespace rowan::detail
