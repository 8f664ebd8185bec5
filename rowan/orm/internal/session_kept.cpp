// New objects that are kept after a removal or a rollback: what they know of each other, and their return.
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>
#include <unordered_set>

namespace rowan::detail {

using Contents = ManyState::Contents;

// --- before a rollback --------------------------------------------------------------------------------------------

namespace {

bool had_a_row(const ObjectHeader& object) {
    return object.phase == ObjectPhase::persistent || object.phase == ObjectPhase::removed ||
           object.phase == ObjectPhase::deleted;
}

bool is_unloaded(ObjectHeader& owner, const RelationshipInfo& relationship) {
    if (!relationship.many)
        return one_at(owner, relationship).is == OneState::Is::unset;
    const ManyState& state = many_at(owner, relationship);
    return !state.absent && (!state.contents || state.contents->is == Contents::Is::unloaded);
}

const std::vector<ObjectHeader*>& objects_of(const std::unordered_map<const Mapper*, std::vector<ObjectHeader*>>& all,
                                             const Mapper* mapper) {
    static const std::vector<ObjectHeader*> none;
    const auto found = all.find(mapper);
    return found == all.end() ? none : found->second;
}

/// By the columns that children refer to. A removed object's key may be another's by now: who is there comes first.
std::unordered_map<std::string, ObjectHeader*> by_referred_key(const std::vector<ObjectHeader*>& parents,
                                                               const Mapper& mapper,
                                                               std::span<const std::uint16_t> fields) {
    std::unordered_map<std::string, ObjectHeader*> found;
    for (const bool living : {true, false})
        for (ObjectHeader* parent : parents)
            if (is_living(*parent) == living)
                found.emplace(key_text(mapper, fields, parent->object()), parent);
    return found;
}

void load_from_memory(ObjectHeader& owner, const RelationshipInfo& relationship, const ObjectList& members) {
    if (!relationship.many) {
        OneState& state = one_at(owner, relationship);
        state.is = OneState::Is::loaded;
        state.object = members.empty() ? nullptr : members.back();
        return;
    }
    Contents& contents = many_at(owner, relationship).make_contents();
    ObjectList& list = edit_list(contents);
    list = members;
    for (void* member : members)
        header_of(member)->set(ObjectHeader::listed);
    append_missing(list, contents.added);
    for (ObjectHeader* removed : contents.removed)
        std::erase(list, removed->object());
    contents.is = Contents::Is::loaded;
}

}  // namespace

/// New objects are about to lose their rows and keys: what only those tell of their relationships is told in memory.
void SessionCore::hold_relations(const Level& level) {
    ByMapper added;
    std::unordered_set<const ObjectHeader*> seen;  // one that was removed and restored was added twice
    for (ObjectHeader* object : level.added)
        if ((object->phase == ObjectPhase::pending || had_a_row(*object)) && seen.insert(object).second)
            added[&object->store->mapper()].push_back(object);
    // Those that were told of the removal have left; whoever still refers to it then is one that was not told.
    for (const auto& [mapper, objects] : added)
        for (ObjectHeader* object : objects)
            if (object->phase == ObjectPhase::removed || object->phase == ObjectPhase::deleted)
                release_members(*object);
    for (const Direction direction : {Direction::many_to_one, Direction::one_to_many})
        for (const auto& [mapper, objects] : added)
            for (const RelationshipInfo& relationship : mapper->relationships()) {
                if (relationship.direction != direction || relationship.view_only)
                    continue;
                if (direction == Direction::many_to_one)
                    hold_parents(level, relationship, added);
                else
                    hold_children(relationship, added);
            }
    hold_pairs(level, added);
}

void SessionCore::hold_parents(const Level& level, const RelationshipInfo& relationship, const ByMapper& added) {
    std::vector<ObjectHeader*> children;
    for (ObjectHeader* child : objects_of(added, relationship.owner))
        if (had_a_row(*child) && is_unloaded(*child, relationship))
            children.push_back(child);
    if (children.empty())
        return;
    std::unordered_map<std::string, ObjectHeader*> parents =
        by_referred_key(objects_of(added, relationship.target), *relationship.target, relationship.remote);
    for (ObjectHeader* parent : level.removed)  // it is there again afterwards
        if (&parent->store->mapper() == relationship.target &&
            (parent->phase == ObjectPhase::removed || parent->phase == ObjectPhase::deleted))
            parents.emplace(key_text(*relationship.target, relationship.remote, parent->object()), parent);
    for (ObjectHeader* child : children) {
        const std::string key = key_text(*relationship.owner, relationship.local, child->object());
        if (key.empty())
            continue;
        if (const auto found = parents.find(key); found != parents.end()) {
            OneState& state = one_at(*child, relationship);
            state.is = OneState::Is::loaded;
            state.object = found->second->object();
        } else if (relationship.to_key) {
            follow_foreign_key(*child, relationship, true);
        }
    }
}

/// A child whose foreign key the program has written since it joined its parent's collection has left it.
void SessionCore::let_go_by_key(ObjectHeader& parent, const RelationshipInfo& relationship) {
    const auto has_left = [&](void* each) {
        ObjectHeader& child = *header_of(each);
        if (!is_living(child) || foreign_key_agrees(child, relationship.remote, &parent, relationship.local))
            return false;
        if (relationship.inverse) {
            OneState& state = one_at(child, *relationship.inverse);
            if (state.is == OneState::Is::loaded && state.object == parent.object())
                unload_relation(child, *relationship.inverse);
        }
        return true;
    };
    if (relationship.many) {
        ManyState& state = many_at(parent, relationship);
        if (state.contents && state.contents->objects)
            std::erase_if(edit_list(*state.contents), has_left);
    } else if (OneState& state = one_at(parent, relationship); state.object && has_left(state.object)) {
        state.object = nullptr;
    }
}

void SessionCore::hold_children(const RelationshipInfo& relationship, const ByMapper& added) {
    for (ObjectHeader* parent : objects_of(added, relationship.owner))
        if (had_a_row(*parent) && !is_unloaded(*parent, relationship))
            let_go_by_key(*parent, relationship);
    std::unordered_map<ObjectHeader*, ObjectList> lists;
    for (ObjectHeader* parent : objects_of(added, relationship.owner))
        if (had_a_row(*parent) && is_unloaded(*parent, relationship))
            lists.emplace(parent, ObjectList{});
    if (lists.empty())
        return;
    const std::unordered_map<std::string, ObjectHeader*> parents =
        by_referred_key(objects_of(added, relationship.owner), *relationship.owner, relationship.local);
    for (ObjectHeader* child : objects_of(added, relationship.target)) {
        if (child->phase != ObjectPhase::pending && child->phase != ObjectPhase::persistent)
            continue;
        if (const OneState* state = relationship.inverse ? &one_at(*child, *relationship.inverse) : nullptr;
            state && state->is == OneState::Is::loaded) {
            if (const auto list = state->object ? lists.find(header_of(state->object)) : lists.end();
                list != lists.end())
                list->second.push_back(child->object());
            continue;
        }
        const std::string key = key_text(*relationship.target, relationship.remote, child->object());
        if (const auto parent = parents.find(key); !key.empty() && parent != parents.end())
            if (const auto list = lists.find(parent->second); list != lists.end())
                list->second.push_back(child->object());
    }
    for (const auto& [parent, members] : lists)
        load_from_memory(*parent, relationship, members);
}

/// Pairs of new objects are all rowan's own work, so that its notes of them are the whole collection.
void SessionCore::hold_pairs(const Level& level, const ByMapper& added) {
    std::map<std::pair<ObjectHeader*, const RelationshipInfo*>, ObjectList> lists;
    for (const auto& [mapper, objects] : added)
        for (const RelationshipInfo& relationship : mapper->relationships())
            if (relationship.direction == Direction::many_to_many && !relationship.view_only)
                for (ObjectHeader* owner : objects)
                    if (had_a_row(*owner) && is_unloaded(*owner, relationship))
                        lists[{owner, &relationship}];
    const auto note = [&](ObjectHeader* owner, const RelationshipInfo* relationship, ObjectHeader* member,
                          bool inserted) {
        const auto list = lists.find({owner, relationship});
        if (list == lists.end())
            return;
        std::erase(list->second, member->object());
        if (inserted)
            list->second.push_back(member->object());
    };
    for (const Level::WrittenPair& pair : level.pairs) {
        note(pair.local, pair.relationship, pair.remote, pair.inserted);
        note(pair.remote, pair.relationship->inverse, pair.local, pair.inserted);
    }
    for (const auto& [end, members] : lists)
        load_from_memory(*end.first, *end.second, members);
}

// --- removal and return -------------------------------------------------------------------------------------------

/// A new object that is not to be saved has no children any more: they have no parent.
void SessionCore::release_members(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.direction != Direction::one_to_many || relationship.view_only)
            continue;
        if (relationship.many) {
            ManyState& state = many_at(object, relationship);
            if (!state.contents)
                continue;
            state.contents->added.clear();
            if (state.contents->objects)
                edit_list(*state.contents).clear();
        } else {
            one_at(object, relationship).object = nullptr;
        }
    }
}

/// Children that have rows after a rollback went back to the parents that they had.
void SessionCore::let_go_of_persistent(ObjectHeader& object) {
    const auto went_back = [](void* child) { return header_of(child)->phase == ObjectPhase::persistent; };
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.direction != Direction::one_to_many || relationship.view_only)
            continue;
        if (relationship.many) {
            ManyState& state = many_at(object, relationship);
            if (state.contents && state.contents->objects)
                std::erase_if(edit_list(*state.contents), went_back);
        } else if (OneState& state = one_at(object, relationship); state.object && went_back(state.object)) {
            state.object = nullptr;
        }
    }
}

/// A new object that was left behind is pending again: what it refers to, and what new objects it holds, come with it.
void SessionCore::rejoin_relations(ObjectHeader& object) {
    const auto revive = [&](ObjectHeader& other, const RelationshipInfo& relationship) {
        // What the program removed by itself comes back by itself, unless the object can't be without it.
        const bool needed = relationship.direction == Direction::many_to_one;
        if (other.phase == ObjectPhase::kept && relationship.cascade_save && (needed || !other.has(ObjectHeader::left)))
            restore(other);
    };
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.view_only)
            continue;
        if (!relationship.many) {
            OneState& state = one_at(object, relationship);
            if (state.is != OneState::Is::loaded || !state.object)
                continue;
            ObjectHeader& other = *header_of(state.object);
            const bool outwards = relationship.direction == Direction::many_to_one;
            const bool given = outwards && !foreign_key_agrees(object, relationship.local, nullptr, {}) &&
                               !foreign_key_agrees(object, relationship.local, &other, relationship.remote);
            revive(other, relationship);
            state.is = OneState::Is::unset;
            state.object = nullptr;
            state.assigned = false;
            const bool fits = outwards ? other.phase == ObjectPhase::persistent || other.phase == ObjectPhase::pending
                                       : other.phase == ObjectPhase::pending;
            if (fits && !given)
                set_one(object, relationship, &other);
            else if (outwards && !given)  // who is gone has no children
                write_foreign_key(object, relationship.local, nullptr, relationship.remote);
            continue;
        }
        ManyState& state = many_at(object, relationship);
        if (!state.contents || !state.contents->objects)
            continue;
        const ObjectList members = *state.contents->objects;
        state.contents->added.clear();
        state.contents->removed.clear();
        edit_list(*state.contents).clear();
        for (void* each : members) {
            ObjectHeader& member = *header_of(each);
            revive(member, relationship);
            // A persistent child went back to the parent that it had; a pair is what the new object says.
            if (member.phase == ObjectPhase::pending ||
                (member.phase == ObjectPhase::persistent && relationship.direction == Direction::many_to_many))
                add_member(object, relationship, member);
            else if (member.phase == ObjectPhase::kept && relationship.direction == Direction::many_to_many &&
                     relationship.inverse)
                list_add(member, *relationship.inverse, object);  // the pair comes back with it
        }
    }
}

}  // namespace rowan::detail
