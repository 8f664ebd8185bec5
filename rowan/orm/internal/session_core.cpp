#include <rowan/orm/internal/session_core.hpp>

#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/make_room.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <unordered_set>

namespace rowan::detail {

SessionCore::SessionCore(Engine engine, SessionOptions options, bool read_only)
    : autoflush_enabled(options.autoflush), engine_(engine), options_(options), read_only_(read_only), levels_(1) {}

SessionCore::~SessionCore() { close(); }

EntityStore& SessionCore::store(const Mapper& mapper) {
    if (last_mapper_ == &mapper)
        return *last_store_;
    EntityStore*& found = store_of_[&mapper];
    if (!found) {
        for (const RelationshipInfo& relationship : mapper.relationships())
            if (relationship.inverse)
                relationship.target->relationships();
        stores_.push_back(std::make_unique<EntityStore>(*this, mapper, stores_.size()));
        found = stores_.back().get();
    }
    last_mapper_ = &mapper;
    last_store_ = found;
    return *found;
}

ObjectHeader* SessionCore::find(const Mapper& mapper, const void* object) const noexcept {
    if (last_mapper_ != &mapper) {
        const auto found = store_of_.find(&mapper);
        if (found == store_of_.end() || !found->second)
            return nullptr;
        last_mapper_ = &mapper;
        last_store_ = found->second;
    }
    return last_store_->find(object);
}

ObjectHeader& SessionCore::require(const Mapper& mapper, const void* object, std::string_view action) const {
    if (ObjectHeader* header = find(mapper, object))
        return *header;
    throw ArgumentError(std::string(action) + ": this " + std::string(mapper.name()) +
                        " is not an object of this session; add() it, or take it from a query of this session");
}

std::string describe(const ObjectHeader& object) {
    const Mapper& mapper = object.store->mapper();
    std::string text(mapper.name());
    text += '(';
    for (std::size_t i = 0; i < mapper.key().size(); ++i) {
        const Field& field = mapper.fields()[mapper.key()[i]];
        if (i > 0)
            text += ", ";
        text += std::string(field.member) + "=" + read_field(field, object.object()).to_display();
    }
    return text + ")";
}

namespace {

template <class List>
void erase_all(List& list, const ObjectHeader* object) {
    std::erase(list, object);
}

}  // namespace

// --- pending ------------------------------------------------------------------------------------------------------

namespace {

[[noreturn]] void refuse_second(const ObjectHeader& known) {
    throw ArgumentError("add: the session has another object of this key, " + describe(known) +
                        "; change that one, use merge(), or remove() it first");
}

bool gives_way(const ObjectHeader& known) {
    return known.phase == ObjectPhase::removed || known.phase == ObjectPhase::deleted;
}

}  // namespace

ObjectHeader& SessionCore::add(const Mapper& mapper, void* object) {
    require_usable();
    EntityStore& home = store(mapper);
    NewKeys keys;
    check_node(mapper, object, keys);
    make_room_for_pending();
    ObjectHeader* header = home.create_from(object);
    begin_pending(*header);
    return *header;
}

ObjectHeader& SessionCore::adopt(const RelationshipInfo& relationship, ObjectHeader* node) {
    const Mapper& mapper = *relationship.target;
    try {
        require_usable();
        require_writable(relationship);
        NewKeys keys;
        check_node(mapper, node->object(), keys);
        make_room_for_pending();
        store(mapper).adopt(node);
    } catch (...) {
        destroy_owned(node);
        throw;
    }
    begin_pending(*node);
    return *node;
}

/// Two objects of one key are refused, unless the other one gives it up.
void SessionCore::require_free_key(const Mapper& mapper, const void* value) const {
    const auto found = store_of_.find(&mapper);
    if (found == store_of_.end() || !found->second->has_final_key(value))
        return;
    const ObjectHeader* known = found->second->find_key(found->second->key_of(value));
    if (known && !gives_way(*known))
        refuse_second(*known);
}

/// So that begin_pending notes the object for a rollback whatever fails behind.
void SessionCore::make_room_for_pending() {
    make_room(level().added);
    make_room(pending_);
}

void SessionCore::begin_pending(ObjectHeader& object) {
    EntityStore& home = *object.store;
    level().added.push_back(&object);
    pending_.push_back(&object);
    object.phase = ObjectPhase::pending;
    object.clear(ObjectHeader::left);
    object.level = static_cast<std::uint16_t>(levels_.size());
    changing([&] {
        if (home.has_final_key(object.object())) {
            const KeyView key = home.key_of(object.object());
            ObjectHeader* known = home.insert_key(key, &object);
            if (known != &object) {
                home.erase_key(key, known);
                home.insert_key(key, &object);
            }
            object.set(ObjectHeader::identified);
        }
        attach_deferred(object, home.mapper().all_columns(), 0);
        adopt_relations(object);
    });
}

void SessionCore::take_from_pending(ObjectHeader& object) {
    const auto found = std::find(pending_.rbegin(), pending_.rend(), &object);
    if (found != pending_.rend())
        pending_.erase(std::next(found).base());
    give_up_key(object);
}

/// The key is again that of the removed object whose place the new one was to take.
void SessionCore::give_up_key(ObjectHeader& object) {
    EntityStore& home = *object.store;
    home.erase_identity(&object);
    if (!object.has(ObjectHeader::identified))
        return;
    object.clear(ObjectHeader::identified);
    for (ObjectHeader* removed : removed_)
        if (removed->store == &home)
            home.insert_key(home.key_of(home.as_known(*removed)), removed);
}

// --- remove, restore ----------------------------------------------------------------------------------------------

void SessionCore::remove(ObjectHeader& object) {
    require_usable();
    if (object.phase != ObjectPhase::pending && object.phase != ObjectPhase::persistent)
        return;
    load_cascade(object);  // what may well fail comes first, while nothing is changed
    changing([&] { remove_loaded(object); });
}

void SessionCore::remove_loaded(ObjectHeader& object) {
    ++phase_changes_;
    if (object.phase == ObjectPhase::pending) {
        kept_.push_back(&object);
        take_from_pending(object);
        object.phase = ObjectPhase::kept;
        object.set(ObjectHeader::left);
        object.epoch = epoch_;
        cascade_removal(object);
        detach_from_relations(object);
        release_members(object);
    } else if (object.phase == ObjectPhase::persistent) {
        level().removed.push_back(&object);
        removed_.push_back(&object);
        object.phase = ObjectPhase::removed;  // which hides it from collections
        cascade_removal(object);
    }
}

void SessionCore::restore(ObjectHeader& object) {
    require_usable();
    ++phase_changes_;
    switch (object.phase) {
        case ObjectPhase::removed: {
            EntityStore& home = *object.store;
            const KeyView key = home.key_of(object.object());
            if (ObjectHeader* other = home.insert_key(key, &object); other != &object)
                refuse_second(*other);
            object.phase = ObjectPhase::persistent;
            erase_all(removed_, &object);
            return_to_relations(object);
            bring_back_members(object);
            break;
        }
        case ObjectPhase::kept: {
            EntityStore& home = *object.store;
            if (home.has_final_key(object.object())) {
                const ObjectHeader* known = home.find_key(home.key_of(object.object()));
                if (known && !gives_way(*known))
                    refuse_second(*known);
            }
            require_deferred(home.mapper(), object.object(), home.mapper().deferred());
            make_room_for_pending();
            erase_all(kept_, &object);
            begin_pending(object);
            changing([&] { rejoin_relations(object); });
            bring_back_members(object);
            break;
        }
        case ObjectPhase::deleted:
            throw ArgumentError("restore: " + describe(object) +
                                " was deleted by a flush; roll back, or add a copy of it");
        case ObjectPhase::pending:
        case ObjectPhase::persistent:
        case ObjectPhase::owned:
            break;
    }
}

// --- expunge, clear, close ----------------------------------------------------------------------------------------

void SessionCore::expunge(ObjectHeader& object, void* to) {
    require_usable();
    if (gives_way(object))
        throw ArgumentError("expunge: " + describe(object) +
                            " is being removed; restore() it first, or commit, which destroys it");
    EntityStore& home = *object.store;
    if (object.phase != ObjectPhase::kept)
        give_up_key(object);
    erase_all(pending_, &object);
    erase_all(kept_, &object);
    erase_all(touched_, &object);
    for (Level& level : levels_) {
        erase_all(level.added, &object);
        erase_all(level.removed, &object);
        std::erase_if(level.written, [&](const Level::Written& entry) { return entry.object == &object; });
        std::erase_if(level.relations, [&](const Level::ChangedRelation& entry) { return entry.object == &object; });
        std::erase_if(level.pairs, [&](const Level::WrittenPair& entry) {
            return entry.local == &object || entry.remote == &object;
        });
        erase_all(level.moved_by_key, &object);
        std::erase_if(level.joined_by_key, [&](const Level::JoinedByKey& entry) {
            return entry.child == &object || entry.parent == &object;
        });
        std::erase_if(level.taken_along, [&](const Level::TakenAlong& entry) {
            return entry.member == &object || entry.cause == &object;
        });
        std::erase_if(level.earlier, [&](const Level::Earlier& entry) {
            if (entry.object != &object)
                return false;
            home.arena().release(entry.snapshot);
            return true;
        });
    }
    cohorts_.leave(&object);
    std::erase_if(nulls_, [&](const auto& entry) { return entry.first == &object; });
    ObjectHeader* const leaving = &object;
    forget({&leaving, 1}, object.phase == ObjectPhase::persistent);
    buried_[object.object()] = ++burials_;
    home.move_out(&object, to);
}

void SessionCore::clear() {
    for (Level& level : levels_) {
        level.added.clear();
        level.removed.clear();
        level.taken_along.clear();
        level.joined_by_key.clear();
        level.moved_by_key.clear();
        level.earlier.clear();
        level.written.clear();
        level.relations.clear();
        level.pairs.clear();
    }
    pending_.clear();
    removed_.clear();
    kept_.clear();
    touched_.clear();
    graves_.clear();
    nulls_.clear();
    buried_.clear();
    cleared_at_ = ++burials_;
    cohorts_.clear();
    stores_.clear();
    store_of_.clear();
    last_mapper_ = nullptr;
    last_store_ = nullptr;
    ++epoch_;  // streams end
}

void SessionCore::close() noexcept {
    if (!closed_)
        failure_.clear();
    if (!closed_ && !changes_dropped.empty()) {
        try {
            std::size_t count = pending_.size() + removed_.size();
            for (const auto& home : stores_)
                home->for_each([&](ObjectHeader* object) {
                    if (object->phase == ObjectPhase::persistent && object->snapshot && home->changes(object) != 0)
                        ++count;
                });
            if (count > 0)
                for (const auto& listener : changes_dropped)
                    listener(count);
        } catch (...) {
            // A listener's exception can't leave a destructor.
        }
    }
    closed_ = true;
    failed_ = false;
    levels_.clear();
    transaction_.reset();
    connection_.reset();
    clear();
}

// --- looking, expire, refresh, merge ------------------------------------------------------------------------------

ColumnSet SessionCore::modified(const ObjectHeader& object) const {
    const Mapper& mapper = object.store->mapper();
    if (object.phase == ObjectPhase::pending)
        return mapper.insertable();
    if (object.phase != ObjectPhase::persistent)
        return 0;
    return object.store->changes(&object);
}

bool SessionCore::has_changes() const {
    if (!pending_.empty() || !removed_.empty() || !touched_.empty())
        return true;
    for (const auto& home : stores_) {
        bool changed = false;
        home->for_each([&](ObjectHeader* object) {
            changed = changed || (object->phase == ObjectPhase::persistent && home->changes(object) != 0);
        });
        if (changed)
            return true;
    }
    return false;
}

namespace {

/// `call` is what the program said.
void require_row(const char* call, const ObjectHeader& object) {
    if (object.phase == ObjectPhase::persistent)
        return;
    const std::string what = std::string(call) + ": " + describe(object);
    if (object.phase == ObjectPhase::deleted)
        throw StaleDataError(what + " was deleted");
    if (object.phase == ObjectPhase::removed)
        throw ArgumentError(what + " is being removed; restore() it first");
    throw ArgumentError(what + " has no row to be read again");
}

}  // namespace

void SessionCore::expire(ObjectHeader& object) {
    require_usable();
    require_row("expire", object);
    object.epoch = 0;
}

void SessionCore::refresh(ObjectHeader& object) {
    require_usable();
    require_row("refresh", object);
    std::vector<DeferredMember> loaded;
    for (const DeferredMember& member : object.store->mapper().deferred_members())
        if (member.in(object.object()).has_value())
            loaded.push_back(member);
    for (const DeferredMember& member : loaded)
        member.in(object.object()).is = DeferredState::Is::loaded;  // what was assigned is not kept
    if (!fetch_by_key(*object.store, object.store->as_known(object), &object, true))
        throw StaleDataError("refresh: " + describe(object) + " has no row any more; it was deleted by others");
    for (const DeferredMember& member : loaded)
        read_deferred(object, member);
}

ObjectHeader& SessionCore::merge(const Mapper& mapper, const void* value, ColumnSet which) {
    require_usable();
    EntityStore& home = store(mapper);
    ObjectHeader* known = nullptr;
    if (home.has_key(value)) {
        known = home.find_key(home.key_of(value));
        if (known && gives_way(*known))
            throw ArgumentError("merge: " + describe(*known) + " is being removed; restore() it first");
        if (!known || (known->phase == ObjectPhase::persistent && known->epoch != epoch_)) {
            ObjectHeader* read = fetch_by_key(home, value, known);
            if (!read && known)
                throw StaleDataError("merge: " + describe(*known) + " has no row any more");
            known = read;
        }
    }
    if (known) {
        // The version tells which reading the value comes from, and is not written; 0 says nothing.
        if (const int field = mapper.version_field(); field >= 0 && (which >> field & 1) != 0) {
            const Field& version = mapper.fields()[static_cast<std::size_t>(field)];
            const Value theirs = read_field(version, value);
            if (theirs != Value(std::int64_t{0}) && theirs != read_field(version, known->object()))
                throw StaleDataError("merge: " + describe(*known) + " was changed by others since version " +
                                     theirs.to_display() + ", which the value is of; read it again");
            which &= ~(ColumnSet{1} << field);
        }
        // The key stays as the row spells it, which may be otherwise.
        copy_all_or_none(home, known->object(), value, which & ~column_set(mapper.key()));
        return *known;
    }
    require_deferred(mapper, value, which);
    which |= column_set(mapper.key());
    make_room_for_pending();
    ObjectHeader* header = home.create();
    try {
        copy_all_or_none(home, header->object(), value, which);
    } catch (...) {
        home.destroy(header);
        throw;
    }
    begin_pending(*header);
    return *header;
}

void copy_all_or_none(EntityStore& home, void* to, const void* from, ColumnSet which) {
    const Mapper& mapper = home.mapper();
    const std::span<const Field> fields = mapper.fields().first(mapper.row_slots().size());
    void* const copied = home.spare().object();
    for (std::size_t i = 0; i < fields.size(); ++i)
        if ((which >> i & 1) != 0)
            fields[i].ops->copy(fields[i].in(copied), fields[i].in(from));
    copy_columns(mapper, which & mapper.deferred(), from, to);
    for (std::size_t i = 0; i < fields.size(); ++i)
        if ((which >> i & 1) != 0)
            fields[i].ops->move(fields[i].in(to), fields[i].in(copied));
}

// --- the end of objects -------------------------------------------------------------------------------------------

void SessionCore::end_objects(std::span<ObjectHeader* const> objects) {
    if (objects.empty())
        return;
    forget(objects, false);
    for (ObjectHeader* object : objects)
        bury(*object);
}

void SessionCore::bury(ObjectHeader& object) {
    graves_.push_back(&object);
    cohorts_.leave(&object);
    object.phase = ObjectPhase::deleted;  // a loop may keep it in memory, but nothing brings it back
}

void SessionCore::dig_graves() {
    while (!graves_.empty() && pins_.use_count() == 1) {
        ObjectHeader* object = graves_.back();
        std::erase_if(nulls_, [&](const auto& entry) { return entry.first == object; });
        buried_[object->object()] = ++burials_;
        graves_.pop_back();
        object->store->destroy(object);
    }
}

bool SessionCore::is_alive(const EntityStore* home, const void* object, std::uint64_t burials) const noexcept {
    if (closed_ || burials < cleared_at_)
        return false;
    const bool known =
        std::any_of(stores_.begin(), stores_.end(), [&](const auto& each) { return each.get() == home; });
    if (!known || !home->find(object))
        return false;
    const auto left = buried_.find(object);
    return left == buried_.end() || left->second <= burials;
}

void SessionCore::set_null(ObjectHeader& object, std::uint16_t field) {
    require_usable();
    const Field& member = object.store->mapper().fields()[field];
    if (!member.nullable())
        throw ArgumentError("set_null: " + describe(object) + "." + std::string(member.member) +
                            " is no std::optional");
    nulls_.emplace_back(&object, field);
    member.ops->reset(member.in(object.object()));
    for (const DeferredMember& deferred : object.store->mapper().deferred_members())
        if (deferred.field == field)
            deferred.in(object.object()).note_assigned();
}

bool SessionCore::is_null_on_purpose(const ObjectHeader& object, std::uint16_t field) const {
    return std::find(nulls_.begin(), nulls_.end(), std::pair{&object, field}) != nulls_.end();
}

}  // namespace rowan::detail
