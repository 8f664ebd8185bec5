// Both ends of a relationship, kept in step in memory. What a change means for the database is decided at the flush.
#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/make_room.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>

#include <algorithm>

namespace rowan::detail {

using Contents = ManyState::Contents;

std::vector<Value> read_values(const Mapper& mapper, std::span<const std::uint16_t> fields, const void* object) {
    std::vector<Value> values;
    values.reserve(fields.size());
    for (const std::uint16_t field : fields)
        values.push_back(read_field(mapper.fields()[field], object));
    return values;
}

std::vector<Value> values_of(const ObjectHeader& object, std::span<const std::uint16_t> fields) {
    return read_values(object.store->mapper(), fields, object.object());
}

std::vector<Value> known_values(const ObjectHeader& object, std::span<const std::uint16_t> fields) {
    return read_values(object.store->mapper(), fields, object.store->as_known(object));
}

bool was_moved_from(ObjectHeader& object) noexcept {
    for (const RelationshipInfo& relationship : object.store->mapper().declared_relationships())
        if (relationship.many ? many_at(object, relationship).moved_from : one_at(object, relationship).moved_from)
            return true;
    for (const DeferredMember& member : object.store->mapper().deferred_members())
        if (member.in(object.object()).moved_from)
            return true;
    return false;
}

// --- attaching ----------------------------------------------------------------------------------------------------

void SessionCore::attach_relations(ObjectHeader& object) noexcept {
    for (const RelationshipInfo& relationship : object.store->mapper().declared_relationships()) {
        if (relationship.many)
            many_at(object, relationship).owner = &object;
        else
            one_at(object, relationship).owner = &object;
    }
}

void SessionCore::unload_relation(ObjectHeader& object, const RelationshipInfo& relationship) noexcept {
    if (relationship.many) {
        many_at(object, relationship).contents.reset();
        many_at(object, relationship).absent = false;
        many_at(object, relationship).moved_from = false;
    } else {
        OneState& state = one_at(object, relationship);
        state.is = OneState::Is::unset;
        state.object = nullptr;
        state.assigned = false;
        state.moved_from = false;
    }
}

void SessionCore::unload_relations(ObjectHeader& object) noexcept {
    for (const RelationshipInfo& relationship : object.store->mapper().declared_relationships())
        unload_relation(object, relationship);
}

/// So that the next `touch` can't fail, where only the change tells whether there is anything to note.
void SessionCore::make_room_to_touch() {
    make_room(level().relations);
    make_room(touched_);
}

/// Comes before the change: a rollback undoes what is noted.
void SessionCore::touch(ObjectHeader& owner, const RelationshipInfo& relationship) {
    level().relations.push_back({&owner, relationship.offset});
    if (owner.has(ObjectHeader::touched))
        return;
    touched_.push_back(&owner);
    owner.set(ObjectHeader::touched);
}

void SessionCore::write_field(ObjectHeader& object, std::uint16_t field, const Value& value) {
    const Field& written = object.store->mapper().fields()[field];
    Value before = read_field(written, object.object());
    if (before == value)
        return;
    std::vector<Level::Written>& noted = level().written;
    noted.push_back({&object, field, std::move(before), value});
    try {
        assign_field(written, object.object(), value);
    } catch (...) {
        noted.pop_back();
        throw;
    }
    noted.back().after = read_field(written, object.object());
}

void SessionCore::write_foreign_key(ObjectHeader& child, std::span<const std::uint16_t> fields,
                                    const ObjectHeader* parent, std::span<const std::uint16_t> parent_fields) {
    const Mapper& mapper = child.store->mapper();
    const bool has_key =
        parent && (parent->phase == ObjectPhase::persistent || parent->store->has_final_key(parent->object()));
    const ColumnSet emptied = emptied_fields(mapper, fields);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const bool may_be_blank = (emptied >> fields[i] & 1) != 0;
        const Value blank = blank_of(mapper.slots()[fields[i]]).value_or(Value());
        const std::size_t noted = level().written.size();
        if (has_key)
            write_field(child, fields[i],
                        read_field(parent->store->mapper().fields()[parent_fields[i]], parent->object()));
        else if (may_be_blank)
            write_field(child, fields[i], blank);
        // Of a new object, the relationship is what the program said last: a key that it wrote before is no more.
        if (level().written.size() > noted && may_be_blank && child.level != 0)
            level().written.back().before = blank;
    }
}

bool is_spelling_of(const ObjectHeader& child, std::span<const std::uint16_t> fields, const ObjectHeader& parent,
                    std::span<const std::uint16_t> parent_fields) {
    return parent.store->find_spelling(parent_fields, key_text(child.store->mapper(), fields, child.object())) ==
           &parent;
}

bool SessionCore::foreign_key_agrees(const ObjectHeader& child, std::span<const std::uint16_t> fields,
                                     const ObjectHeader* parent, std::span<const std::uint16_t> parent_fields) const {
    const Mapper& mapper = child.store->mapper();
    const bool has_key =
        parent && (parent->phase == ObjectPhase::persistent || parent->store->has_final_key(parent->object()));
    if (!has_key) {
        const ColumnSet emptied = emptied_fields(mapper, fields);
        return std::all_of(fields.begin(), fields.end(), [&](std::uint16_t field) {
            return (emptied >> field & 1) == 0 || is_blank(mapper, field, child.object());
        });
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Value mine = read_field(mapper.fields()[fields[i]], child.object());
        const Value theirs = read_field(parent->store->mapper().fields()[parent_fields[i]], parent->object());
        if (key_part(mine, mapper.traits(fields[i]).comparison) !=
            key_part(theirs, parent->store->mapper().traits(parent_fields[i]).comparison))
            return is_spelling_of(child, fields, *parent, parent_fields);
    }
    return true;
}

/// Makes a loaded end of a relationship have the child, or not, as the foreign key says; nothing is left to be saved.
void SessionCore::stand_in(ObjectHeader& parent, const RelationshipInfo& relationship, ObjectHeader& child,
                           bool stands) {
    make_room(level().relations);
    if (relationship.many) {
        ManyState& state = many_at(parent, relationship);
        if (!state.contents || state.contents->is != Contents::Is::loaded)
            return;
        const bool stood = std::find(state.contents->objects->begin(), state.contents->objects->end(),
                                     child.object()) != state.contents->objects->end();
        if (stood == stands)
            return;
        if (stands) {
            child.set(ObjectHeader::listed);
            edit_list(*state.contents).push_back(child.object());
        } else {
            std::erase(edit_list(*state.contents), child.object());
        }
    } else {
        OneState& state = one_at(parent, relationship);
        if (state.is != OneState::Is::loaded || (state.object == child.object()) == stands)
            return;
        state.object = stands ? child.object() : nullptr;
    }
    level().relations.push_back({&parent, relationship.offset});
}

// --- changing -----------------------------------------------------------------------------------------------------

void SessionCore::set_one(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader* target) {
    require_usable();
    require_writable(relationship);
    if (target)
        require_living(*target, relationship);
    OneState& state = one_at(owner, relationship);
    ObjectHeader* before = nullptr;
    // The foreign key is on the other side: only the database knows whose it was.
    if (relationship.direction != Direction::many_to_one && owner.phase == ObjectPhase::persistent)
        load_one(owner, relationship);
    if (void* const former = state.object; former && state.is == OneState::Is::loaded &&
                                           relationship.direction == Direction::many_to_one &&
                                           !keeps_parent(owner, relationship) && relationship.inverse)
        changing([&] { unlink_parent(owner, relationship, *header_of(former)); });
    if (state.is == OneState::Is::loaded)
        before = state.object ? header_of(state.object) : nullptr;
    else if (relationship.to_key && (owner.phase == ObjectPhase::persistent || owner.phase == ObjectPhase::pending)) {
        follow_foreign_key(owner, relationship, true);
        if (state.is == OneState::Is::loaded && state.object)
            before = header_of(state.object);
        // A new object that was taken back and is restored has left the collection, though its key still names the
        // parent.
        if (owner.phase == ObjectPhase::pending && before == target)
            before = nullptr;
    }
    if (before && !is_living(*before))
        before = nullptr;
    changing([&] {
        touch(owner, relationship);
        state.is = OneState::Is::loaded;
        state.object = target ? target->object() : nullptr;
        state.assigned = true;
        if (relationship.direction == Direction::many_to_one)
            link_parent(owner, relationship, before, target);
        else
            link_child(owner, relationship, before, target);
    });
}

/// The other end does without the child.
void SessionCore::unlink_parent(ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader& parent) {
    const RelationshipInfo& inverse = *relationship.inverse;
    touch(parent, inverse);
    if (inverse.many)
        list_remove(parent, inverse, child);
    else if (OneState& other = one_at(parent, inverse); other.object == child.object())
        other.object = nullptr;
}

/// The child is about to be nobody's. Where it stood last may be elsewhere than its key says.
void SessionCore::leave_former_parent(ObjectHeader& child, const RelationshipInfo& relationship) {
    const OneState& state = one_at(child, relationship);
    if (state.is == OneState::Is::loaded && state.object && !stands_by_key(child, relationship))
        stand_in(*header_of(state.object), *relationship.inverse, child, false);
}

/// The child has said whose it is: its foreign key and the other ends follow.
void SessionCore::link_parent(ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader* before,
                              ObjectHeader* parent) {
    const RelationshipInfo* inverse = relationship.inverse;
    write_foreign_key(child, relationship.local, parent, relationship.remote);
    if (!inverse)
        return;
    if (before && before != parent) {
        unlink_parent(child, relationship, *before);
        if (inverse->delete_orphan)
            child.set(ObjectHeader::orphaned);
    }
    if (!parent)
        return;
    if (before != parent) {
        touch(*parent, *inverse);
        if (inverse->many) {
            list_add(*parent, *inverse, child);
        } else {
            OneState& other = one_at(*parent, *inverse);
            if (other.is == OneState::Is::loaded && other.object && other.object != child.object() &&
                is_living(*header_of(other.object)))
                set_one(*header_of(other.object), relationship, nullptr);
            other.is = OneState::Is::loaded;
            other.object = child.object();
        }
    }
    if (inverse->delete_orphan)
        child.clear(ObjectHeader::orphaned);
}

/// One-to-one, seen from the side without the foreign key: the other side is written.
void SessionCore::link_child(ObjectHeader& parent, const RelationshipInfo& relationship, ObjectHeader* before,
                             ObjectHeader* child) {
    const RelationshipInfo* inverse = relationship.inverse;
    if (before && before != child) {
        touch(*before, relationship);
        if (inverse) {
            touch(*before, *inverse);
            OneState& other = one_at(*before, *inverse);
            other.is = OneState::Is::loaded;
            other.object = nullptr;
            other.assigned = true;
        }
        write_foreign_key(*before, relationship.remote, nullptr, relationship.local);
        if (relationship.delete_orphan)
            before->set(ObjectHeader::orphaned);
    }
    if (!child)
        return;
    // The one that it leaves, as its foreign key says until now.
    if (inverse && inverse->to_key && one_at(*child, *inverse).is != OneState::Is::loaded)
        follow_foreign_key(*child, *inverse, true);
    write_foreign_key(*child, relationship.remote, &parent, relationship.local);
    if (inverse) {
        touch(*child, *inverse);
        OneState& other = one_at(*child, *inverse);
        if (other.is == OneState::Is::loaded && other.object && other.object != parent.object()) {
            ObjectHeader& left = *header_of(other.object);
            touch(left, relationship);
            one_at(left, relationship).object = nullptr;
        }
        other.is = OneState::Is::loaded;
        other.object = parent.object();
        other.assigned = true;
    }
    child->clear(ObjectHeader::orphaned);
}

void SessionCore::add_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    require_usable();
    require_writable(relationship);
    require_living(owner, relationship);
    require_living(member, relationship);
    changing([&] { link_member(owner, relationship, member); });
}

void SessionCore::link_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    make_room_to_touch();
    const bool is_new = list_add(owner, relationship, member);
    const RelationshipInfo* inverse = relationship.inverse;
    if (relationship.direction == Direction::one_to_many && inverse) {
        // It may stand there still, while its foreign key has been assigned since.
        if (!is_new && foreign_key_agrees(member, relationship.remote, &owner, relationship.local))
            return;
        touch(owner, relationship);
        set_one(member, *inverse, &owner);
        return;
    }
    if (!is_new)
        return;
    touch(owner, relationship);
    if (relationship.direction == Direction::one_to_many) {
        write_foreign_key(member, relationship.remote, &owner, relationship.local);
        member.clear(ObjectHeader::orphaned);
        return;
    }
    make_room_to_touch();
    if (inverse && list_add(member, *inverse, owner))
        touch(member, *inverse);
}

/// Whether the child is the owner's, as far as is known without SQL.
bool SessionCore::refers_to(const ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader& owner) {
    const ManyState& state = many_at(owner, relationship);
    if (state.contents && state.contents->added.contains(&child))
        return true;
    return values_of(child, relationship.remote) == values_of(owner, relationship.local) ||
           is_spelling_of(child, relationship.remote, owner, relationship.local);
}

bool SessionCore::remove_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    require_usable();
    require_writable(relationship);
    if (!many_at(owner, relationship).is_loaded() && relationship.direction == Direction::one_to_many &&
        !refers_to(member, relationship, owner))
        return false;
    return changing([&] { return unlink_member(owner, relationship, member); });
}

bool SessionCore::unlink_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    make_room_to_touch();
    // One that has left already may have come back by its key.
    if (!list_remove(owner, relationship, member) &&
        (relationship.direction != Direction::one_to_many ||
         !foreign_key_agrees(member, relationship.remote, &owner, relationship.local)))
        return false;
    touch(owner, relationship);
    const RelationshipInfo* inverse = relationship.inverse;
    if (relationship.direction == Direction::many_to_many) {
        make_room_to_touch();
        if (inverse && list_remove(member, *inverse, owner))
            touch(member, *inverse);
        return true;
    }
    if (relationship.delete_orphan)
        member.set(ObjectHeader::orphaned);
    if (inverse) {
        leave_former_parent(member, *inverse);
        touch(member, *inverse);
        OneState& state = one_at(member, *inverse);
        state.is = OneState::Is::loaded;
        state.object = nullptr;
        state.assigned = true;
    }
    write_foreign_key(member, relationship.remote, nullptr, relationship.local);
    return true;
}

// --- a row that overwrites changes --------------------------------------------------------------------------------

/// The foreign keys of a child are about to be overwritten by those of its row, `fresh`: the parents that the program
/// gave it do without it again, and those that it took it from have it back.
void SessionCore::drop_parents(ObjectHeader& child, const void* fresh) {
    const Mapper& mapper = child.store->mapper();
    child.clear(ObjectHeader::orphaned);
    for (const auto& home : stores_)
        for (const RelationshipInfo& relationship : home->mapper().relationships()) {
            if (relationship.direction != Direction::one_to_many || relationship.target != &mapper)
                continue;
            const std::string key = key_text(mapper, relationship.remote, fresh);
            // A parent that is new has no key to tell it by.
            if (key == key_text(mapper, relationship.remote, child.object()) && (!key.empty() || pending_.empty()))
                continue;
            home->for_each([&](ObjectHeader* parent) {
                const bool stands =
                    !key.empty() && key == key_text(home->mapper(), relationship.local, parent->object());
                if (relationship.many) {
                    ManyState& state = many_at(*parent, relationship);
                    if (!state.contents)
                        return;
                    state.contents->added.erase(&child);
                    state.contents->removed.erase(&child);
                }
                stand_in(*parent, relationship, child, stands);
            });
        }
}

namespace {

/// Whether the partner is one whose row does not say so yet.
bool has_unsaved_partner(ObjectHeader& owner, const RelationshipInfo& relationship) noexcept {
    const OneState& state = one_at(owner, relationship);
    if (state.assigned || !state.object)
        return state.assigned;
    ObjectHeader& partner = *header_of(state.object);
    if (partner.phase == ObjectPhase::pending)
        return true;
    const OneState* const other = relationship.inverse ? &one_at(partner, *relationship.inverse) : nullptr;
    return other && other->assigned && other->object == owner.object();
}

}  // namespace

/// Columns and what they tell are as in the row; unsaved additions and removals of collections are rows of others.
void SessionCore::unload_what_is_saved(ObjectHeader& object) noexcept {
    for (const RelationshipInfo& relationship : object.store->mapper().declared_relationships()) {
        if (relationship.many) {
            ManyState& state = many_at(object, relationship);
            if (state.contents && (!state.contents->added.empty() || !state.contents->removed.empty())) {
                state.contents->is = Contents::Is::unloaded;
                state.contents->objects.reset();
                state.contents->living.reset();
                continue;
            }
        } else if (relationship.direction == Direction::one_to_many && has_unsaved_partner(object, relationship)) {
            continue;
        }
        unload_relation(object, relationship);
    }
}

}  // namespace rowan::detail
