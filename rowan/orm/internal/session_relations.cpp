// Both ends of a relationship, kept in step in memory. What a change means for the database is decided at the flush.
#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <unordered_set>

namespace rowan::detail {

namespace {

using Contents = ManyState::Contents;

std::string spell(const RelationshipInfo& relationship) {
    return std::string(relationship.owner->name()) + "." + std::string(relationship.member);
}

void require_living(const ObjectHeader& object, const RelationshipInfo& relationship) {
    if (object.phase == ObjectPhase::pending || object.phase == ObjectPhase::persistent)
        return;
    throw ArgumentError(spell(relationship) + ": " + describe(object) +
                        (object.phase == ObjectPhase::kept ? " is not pending any more; restore() it first"
                                                           : " is being removed; restore() it first"));
}

/// The list of a loaded collection, for changing: loops that walk it keep the one they have.
ObjectList& edit_list(Contents& contents) {
    contents.looked_at = 0;
    if (!contents.objects)
        contents.objects = std::make_shared<ObjectList>();
    else if (contents.objects.use_count() > 1)
        contents.objects = std::make_shared<ObjectList>(*contents.objects);
    return *contents.objects;
}

/// The new member stands last; it is noted as unsaved unless it only undoes an unsaved removal.
bool list_add(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    Contents& contents = many_at(owner, relationship).make_contents();
    const bool unsaved_removal = std::erase(contents.removed, &member) > 0;
    if (contents.is == Contents::Is::loaded) {
        ObjectList& list = edit_list(contents);
        if (std::find(list.begin(), list.end(), member.object()) != list.end())
            return false;
        list.push_back(member.object());
    } else if (std::find(contents.added.begin(), contents.added.end(), &member) != contents.added.end()) {
        return false;
    }
    if (!unsaved_removal)
        contents.added.push_back(&member);
    return true;
}

bool list_remove(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    Contents& contents = many_at(owner, relationship).make_contents();
    const bool unsaved_addition = std::erase(contents.added, &member) > 0;
    if (contents.is == Contents::Is::loaded) {
        ObjectList& list = edit_list(contents);
        if (std::erase(list, member.object()) == 0)
            return false;
    } else if (!unsaved_addition &&
               std::find(contents.removed.begin(), contents.removed.end(), &member) != contents.removed.end()) {
        return false;
    }
    if (!unsaved_addition)
        contents.removed.push_back(&member);
    return true;
}

bool is_zero(const Value& value) {
    const auto* number = std::get_if<std::int64_t>(&value.storage());
    return value.is_null() || (number && *number == 0);
}

}  // namespace

void require_writable(const RelationshipInfo& relationship) {
    if (relationship.view_only)
        throw ArgumentError(spell(relationship) + " is view_only; change the relationship at its other end");
}

std::vector<Value> values_of(const ObjectHeader& object, std::span<const std::uint16_t> fields) {
    std::vector<Value> values;
    values.reserve(fields.size());
    for (const std::uint16_t field : fields)
        values.push_back(read_field(object.store->mapper().fields()[field], object.object()));
    return values;
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
    assign_field(written, object.object(), value);
    level().written.push_back({&object, field, std::move(before)});
}

void SessionCore::write_foreign_key(ObjectHeader& child, std::span<const std::uint16_t> fields,
                                    const ObjectHeader* parent, std::span<const std::uint16_t> parent_fields) {
    const Mapper& mapper = child.store->mapper();
    if (!parent || (parent->phase != ObjectPhase::persistent && !parent->store->has_final_key(parent->object()))) {
        const ColumnSet emptied = emptied_fields(mapper, fields);
        for (const std::uint16_t field : fields)
            if ((emptied >> field & 1) != 0)
                write_field(child, field, mapper.fields()[field].nullable() ? Value() : Value(std::int64_t{0}));
        return;
    }
    const Mapper& parent_mapper = parent->store->mapper();
    for (std::size_t i = 0; i < fields.size(); ++i)
        write_field(child, fields[i], read_field(parent_mapper.fields()[parent_fields[i]], parent->object()));
}

bool SessionCore::foreign_key_agrees(const ObjectHeader& child, std::span<const std::uint16_t> fields,
                                     const ObjectHeader* parent, std::span<const std::uint16_t> parent_fields) const {
    const Mapper& mapper = child.store->mapper();
    const bool has_key =
        parent && (parent->phase == ObjectPhase::persistent || parent->store->has_final_key(parent->object()));
    if (!has_key) {
        const ColumnSet emptied = emptied_fields(mapper, fields);
        return std::all_of(fields.begin(), fields.end(), [&](std::uint16_t field) {
            return (emptied >> field & 1) == 0 || is_zero(read_field(mapper.fields()[field], child.object()));
        });
    }
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const Value mine = read_field(mapper.fields()[fields[i]], child.object());
        const Value theirs = read_field(parent->store->mapper().fields()[parent_fields[i]], parent->object());
        if (mine.to_display(static_cast<std::size_t>(-1)) != theirs.to_display(static_cast<std::size_t>(-1)))
            return false;
    }
    return true;
}

/// Refuses a graph that can't be saved as it is before any of it is taken over: one that refers to strangers, has the
/// key of another object or one key twice, or says two things about a foreign key.
void SessionCore::check_graph(const Mapper& mapper, const void* value, NewKeys& keys) {
    const auto check = [&](const RelationshipInfo& relationship, void* object, bool owned) {
        require_writable(relationship);
        if (!owned)
            require_living(require(*relationship.target, object, spell(relationship)), relationship);
        if (relationship.direction == Direction::many_to_one)
            check_foreign_key(relationship, value, object);
        if (owned)
            check_node(*relationship.target, object, keys);
    };
    for (const RelationshipInfo& relationship : mapper.relationships()) {
        const auto* at = static_cast<const std::byte*>(value) + relationship.offset;
        if (relationship.many) {
            const auto& state = *reinterpret_cast<const ManyState*>(at);
            if (state.contents)
                for (const ManyState::Member& member : state.contents->given)
                    check(relationship, member.object, member.owned);
        } else {
            const auto& state = *reinterpret_cast<const OneState*>(at);
            if (state.is == OneState::Is::owned)
                check(relationship, state.object, true);
            else if (state.is == OneState::Is::referred && state.object)
                check(relationship, state.object, false);
        }
    }
}

void SessionCore::check_node(const Mapper& mapper, const void* value, NewKeys& keys) {
    require_free_key(mapper, value);
    require_deferred(mapper, value, mapper.deferred());
    if (mapper.relationships().empty() && keys.empty())
        return;
    if (store(mapper).has_final_key(value)) {
        std::vector<std::byte> bytes;
        pack_columns(bytes, mapper.key_slots(), value);
        std::string name(mapper.name());
        name.append(1, '\0').append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        if (!keys.insert(std::move(name)).second)
            throw ArgumentError("add: two objects of " + std::string(mapper.name()) +
                                " that were given together have the same key; give each its own, or leave one out");
    }
    check_graph(mapper, value, keys);
}

/// Both given and different in one literal is a mistake.
void SessionCore::check_foreign_key(const RelationshipInfo& relationship, const void* value, const void* other) const {
    const Mapper& mapper = *relationship.owner;
    const Mapper& target = *relationship.target;
    for (std::size_t i = 0; i < relationship.local.size(); ++i) {
        const Value mine = read_field(mapper.fields()[relationship.local[i]], value);
        const Value theirs = read_field(target.fields()[relationship.remote[i]], other);
        if (!is_zero(mine) && mine.to_display() != theirs.to_display())
            throw ArgumentError(spell(relationship) + " is given " + std::string(target.name()) + "(" +
                                std::string(target.fields()[relationship.remote[i]].member) + "=" +
                                theirs.to_display() + "), but its foreign key " +
                                std::string(mapper.fields()[relationship.local[i]].member) + " is given " +
                                mine.to_display() + "; give one of the two");
    }
}

/// What the relations of a value hold becomes the session's: owned nodes are adopted, references checked.
void SessionCore::adopt_relations(ObjectHeader& object) {
    const Mapper& mapper = object.store->mapper();
    if (mapper.declared_relationships().empty())
        return;
    attach_relations(object);
    for (const RelationshipInfo& relationship : mapper.relationships()) {
        const Mapper& target = *relationship.target;
        if (!relationship.many) {
            OneState& state = one_at(object, relationship);
            if (state.is == OneState::Is::referred && !state.object)
                state.is = OneState::Is::unset;
            if (state.is == OneState::Is::unset)
                join_loaded_collection(object, relationship);
            if (state.is != OneState::Is::owned && state.is != OneState::Is::referred)
                continue;
            const bool owned = state.is == OneState::Is::owned;
            void* const given = std::exchange(state.object, nullptr);
            state.is = OneState::Is::unset;
            require_writable(relationship);
            ObjectHeader& other =
                owned ? adopt(relationship, header_of(given)) : require(target, given, spell(relationship));
            set_one(object, relationship, &other);
        } else {
            ManyState& state = many_at(object, relationship);
            if (!state.absent && (!state.contents || state.contents->is == Contents::Is::value)) {
                std::vector<ManyState::Member> given;
                if (state.contents)
                    given = std::move(state.contents->given);
                Contents& contents = state.make_contents();
                contents.given.clear();
                contents.is = Contents::Is::loaded;  // a new object has no rows to load
                contents.objects = std::make_shared<ObjectList>();
                for (std::size_t i = 0; i < given.size(); ++i) {
                    require_writable(relationship);
                    ObjectHeader& member = given[i].owned ? adopt(relationship, header_of(given[i].object))
                                                          : require(target, given[i].object, spell(relationship));
                    add_member(object, relationship, member);
                }
            }
        }
    }
}

/// A new object whose parent is given by its key stands in the parent's collection at once, if that is loaded.
void SessionCore::join_loaded_collection(ObjectHeader& object, const RelationshipInfo& relationship) {
    if (relationship.direction != Direction::many_to_one || !relationship.to_key || !relationship.inverse)
        return;
    follow_foreign_key(object, relationship, true);
    OneState& state = one_at(object, relationship);
    if (state.is != OneState::Is::loaded || !state.object)
        return;
    ObjectHeader& parent = *header_of(state.object);
    stand_in(parent, *relationship.inverse, object, true);
    if (parent.phase != ObjectPhase::persistent || parent.epoch == epoch_)
        return;
    state.is = OneState::Is::unset;  // a touch reads the parent again
    state.object = nullptr;
}

/// Makes a loaded end of a relationship have the child, or not, as the foreign key says; nothing is left to be saved.
void SessionCore::stand_in(ObjectHeader& parent, const RelationshipInfo& relationship, ObjectHeader& child,
                           bool stands) {
    if (relationship.many) {
        ManyState& state = many_at(parent, relationship);
        if (!state.contents || state.contents->is != Contents::Is::loaded)
            return;
        const bool stood = std::find(state.contents->objects->begin(), state.contents->objects->end(),
                                     child.object()) != state.contents->objects->end();
        if (stood == stands)
            return;
        if (stands)
            edit_list(*state.contents).push_back(child.object());
        else
            std::erase(edit_list(*state.contents), child.object());
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
    state.is = OneState::Is::loaded;
    state.object = target ? target->object() : nullptr;
    state.assigned = true;
    touch(owner, relationship);

    const RelationshipInfo* inverse = relationship.inverse;
    if (relationship.direction == Direction::many_to_one) {
        write_foreign_key(owner, relationship.local, target, relationship.remote);
        if (before != target && inverse) {
            if (before) {
                if (inverse->many)
                    list_remove(*before, *inverse, owner);
                else if (OneState& other = one_at(*before, *inverse); other.object == owner.object())
                    other.object = nullptr;
                touch(*before, *inverse);
                if (inverse->delete_orphan)
                    owner.set(ObjectHeader::orphaned);
            }
            if (target) {
                if (inverse->many) {
                    list_add(*target, *inverse, owner);
                } else {
                    OneState& other = one_at(*target, *inverse);
                    if (other.is == OneState::Is::loaded && other.object && other.object != owner.object())
                        set_one(*header_of(other.object), relationship, nullptr);
                    other.is = OneState::Is::loaded;
                    other.object = owner.object();
                }
                touch(*target, *inverse);
            }
        }
        if (target && inverse && inverse->delete_orphan)
            owner.clear(ObjectHeader::orphaned);
        return;
    }
    // One-to-one, seen from the side without the foreign key: the other side is written.
    if (before && before != target) {
        if (inverse) {
            OneState& other = one_at(*before, *inverse);
            other.is = OneState::Is::loaded;
            other.object = nullptr;
            other.assigned = true;
            touch(*before, *inverse);
        }
        write_foreign_key(*before, relationship.remote, nullptr, relationship.local);
        touch(*before, relationship);
        if (relationship.delete_orphan)
            before->set(ObjectHeader::orphaned);
    }
    if (!target)
        return;
    write_foreign_key(*target, relationship.remote, &owner, relationship.local);
    if (inverse) {
        OneState& other = one_at(*target, *inverse);
        if (other.is == OneState::Is::loaded && other.object && other.object != owner.object()) {
            ObjectHeader& left = *header_of(other.object);
            one_at(left, relationship).object = nullptr;
            touch(left, relationship);
        }
        other.is = OneState::Is::loaded;
        other.object = owner.object();
        other.assigned = true;
        touch(*target, *inverse);
    }
    target->clear(ObjectHeader::orphaned);
}

void SessionCore::add_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    require_usable();
    require_writable(relationship);
    require_living(member, relationship);
    const RelationshipInfo* inverse = relationship.inverse;
    if (relationship.direction == Direction::one_to_many && inverse) {
        // It may stand there still, while its foreign key has been assigned since.
        if (!list_add(owner, relationship, member) &&
            foreign_key_agrees(member, relationship.remote, &owner, relationship.local))
            return;
        touch(owner, relationship);
        set_one(member, *inverse, &owner);
        return;
    }
    if (!list_add(owner, relationship, member))
        return;
    touch(owner, relationship);
    if (relationship.direction == Direction::one_to_many) {
        write_foreign_key(member, relationship.remote, &owner, relationship.local);
        member.clear(ObjectHeader::orphaned);
    } else if (inverse && list_add(member, *inverse, owner)) {
        touch(member, *inverse);
    }
}

/// Whether the child is the owner's, as far as is known without SQL.
bool SessionCore::refers_to(const ObjectHeader& child, const RelationshipInfo& relationship, ObjectHeader& owner) {
    const ManyState& state = many_at(owner, relationship);
    if (state.contents &&
        std::find(state.contents->added.begin(), state.contents->added.end(), &child) != state.contents->added.end())
        return true;
    return values_of(child, relationship.remote) == values_of(owner, relationship.local);
}

bool SessionCore::remove_member(ObjectHeader& owner, const RelationshipInfo& relationship, ObjectHeader& member) {
    require_usable();
    require_writable(relationship);
    if (!many_at(owner, relationship).is_loaded() && relationship.direction == Direction::one_to_many &&
        !refers_to(member, relationship, owner))
        return false;
    if (!list_remove(owner, relationship, member))
        return false;
    touch(owner, relationship);
    const RelationshipInfo* inverse = relationship.inverse;
    if (relationship.direction == Direction::many_to_many) {
        if (inverse && list_remove(member, *inverse, owner))
            touch(member, *inverse);
        return true;
    }
    if (relationship.delete_orphan)
        member.set(ObjectHeader::orphaned);
    if (inverse) {
        OneState& state = one_at(member, *inverse);
        state.is = OneState::Is::loaded;
        state.object = nullptr;
        state.assigned = true;
        touch(member, *inverse);
    }
    write_foreign_key(member, relationship.remote, nullptr, relationship.local);
    return true;
}

// --- removal ------------------------------------------------------------------------------------------------------

/// The object is being removed: what is loaded of it follows the cascade, or loses its parent.
void SessionCore::cascade_removal(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.view_only)
            continue;
        if (!relationship.many) {
            OneState& state = one_at(object, relationship);
            if (relationship.cascade_delete && relationship.direction == Direction::many_to_one &&
                state.is != OneState::Is::loaded)
                load_one(object, relationship);
            if (state.is != OneState::Is::loaded || !state.object)
                continue;
            ObjectHeader& other = *header_of(state.object);
            if (relationship.cascade_delete)
                remove(other);
            else if (relationship.direction == Direction::one_to_many)
                write_foreign_key(other, relationship.remote, nullptr, relationship.local);
            continue;
        }
        ManyState& state = many_at(object, relationship);
        if (!state.contents)
            continue;
        // Of what is not loaded, the members that were added since the last flush are known nevertheless.
        ObjectList members;
        if (state.contents->is == Contents::Is::loaded)
            members = *state.contents->objects;
        else
            for (ObjectHeader* added : state.contents->added)
                members.push_back(added->object());
        for (void* each : members) {
            ObjectHeader& member = *header_of(each);
            if (member.phase != ObjectPhase::pending && member.phase != ObjectPhase::persistent)
                continue;
            if (relationship.cascade_delete) {
                remove(member);
            } else if (relationship.direction == Direction::one_to_many) {
                const bool follows_database = relationship.on_delete == Action::cascade;
                if (follows_database) {
                    remove(member);
                    continue;
                }
                if (relationship.inverse) {
                    OneState& parent = one_at(member, *relationship.inverse);
                    parent.is = OneState::Is::loaded;
                    parent.object = nullptr;
                    parent.assigned = true;
                    touch(member, *relationship.inverse);
                }
                write_foreign_key(member, relationship.remote, nullptr, relationship.local);
            }
        }
    }
}

/// Loaded collections and partners forget an object that is removed or no longer pending.
void SessionCore::detach_from_relations(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        const RelationshipInfo* inverse = relationship.inverse;
        if (!inverse)
            continue;
        const auto leave = [&](ObjectHeader& other) {
            if (inverse->many) {
                ManyState& state = many_at(other, *inverse);
                if (!state.contents)
                    return;
                std::erase(state.contents->added, &object);
                if (state.contents->is == Contents::Is::loaded)
                    std::erase(edit_list(*state.contents), object.object());
                level().relations.push_back({&other, inverse->offset});
            } else if (OneState& state = one_at(other, *inverse); state.object == object.object()) {
                state.object = nullptr;
                level().relations.push_back({&other, inverse->offset});
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

/// A removal is taken back: loaded ends that forgot the object have it again. Its children went their own way, and are
/// loaded again.
void SessionCore::return_to_relations(ObjectHeader& object) {
    for (const RelationshipInfo& relationship : object.store->mapper().relationships()) {
        if (relationship.direction == Direction::one_to_many) {
            if (!relationship.many || many_at(object, relationship).is_loaded())
                unload_relation(object, relationship);
        } else if (!relationship.inverse) {
            continue;
        } else if (relationship.direction == Direction::many_to_one) {
            const OneState& state = one_at(object, relationship);
            if (state.is == OneState::Is::loaded && state.object)
                stand_in(*header_of(state.object), *relationship.inverse, object, true);
        } else if (const auto& contents = many_at(object, relationship).contents) {
            for (ObjectHeader* member : contents->added)
                if (list_add(*member, *relationship.inverse, object))
                    touch(*member, *relationship.inverse);
            if (contents->is != Contents::Is::loaded)
                continue;
            const std::shared_ptr<const ObjectList> members = contents->objects;
            for (void* member : *members)
                stand_in(*header_of(member), *relationship.inverse, object, true);
        }
    }
}

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

/// A new object that was left behind is pending again: what it refers to, and what new objects it holds, come with it.
void SessionCore::rejoin_relations(ObjectHeader& object) {
    const auto revive = [&](ObjectHeader& other, const RelationshipInfo& relationship) {
        if (other.phase == ObjectPhase::kept && relationship.cascade_save)
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
        }
    }
}

void SessionCore::forget(std::span<ObjectHeader* const> objects) {
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
                    std::erase_if(state.contents->added, is_gone);
                    std::erase_if(state.contents->removed, is_gone);
                    if (!state.contents->objects)
                        return;
                    const ObjectList& list = *state.contents->objects;
                    if (std::none_of(list.begin(), list.end(), [&](void* member) { return gone.contains(member); }))
                        return;
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
