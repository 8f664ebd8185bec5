// Levels: savepoints that begin and end, and what a rollback brings back in memory.
#include <rowan/orm/internal/foreign_key.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/make_room.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <map>
#include <unordered_map>

namespace rowan::detail {

// --- levels -------------------------------------------------------------------------------------------------------

std::uint64_t SessionCore::begin_nested() {
    require_usable();
    flush();
    Connection& open = connection(false);
    guarded([&] {
        Transaction savepoint = open.begin_nested();
        levels_.emplace_back();
        levels_.back().savepoint.emplace(std::move(savepoint));
        levels_.back().serial = ++savepoints_;
    });
    return savepoints_;
}

std::size_t SessionCore::depth_of(std::uint64_t savepoint) const noexcept {
    for (std::size_t i = 1; i < levels_.size(); ++i)
        if (levels_[i].serial == savepoint)
            return i + 1;
    return 0;
}

void SessionCore::release_level(std::uint64_t savepoint) {
    require_usable();
    const std::size_t depth = depth_of(savepoint);
    if (depth == 0)
        throw StateError("commit: this savepoint has ended");
    flush();
    std::exception_ptr told;  // by a listener, when it was done
    while (levels_.size() >= depth) {
        reserve_fold();
        try {
            guarded([&] { levels_.back().savepoint->commit(); });
        } catch (...) {
            if (levels_.back().savepoint->is_active())
                throw;
            told = std::current_exception();
        }
        fold_level();
    }
    if (told)
        std::rethrow_exception(told);
}

/// So that fold_level can't fail.
void SessionCore::reserve_fold() {
    const Level& inner = levels_.back();
    Level& around = levels_[levels_.size() - 2];
    make_room(around.added, inner.added.size());
    make_room(around.removed, inner.removed.size());
    make_room(around.taken_along, inner.taken_along.size());
    make_room(around.earlier, inner.earlier.size());
    make_room(around.written, inner.written.size());
    make_room(around.relations, inner.relations.size());
    make_room(around.pairs, inner.pairs.size());
}

/// What the innermost level changed is now the change of the one around it.
void SessionCore::fold_level() {
    reserve_fold();
    Level ended = std::move(levels_.back());
    levels_.pop_back();
    Level& around = levels_.back();
    for (ObjectHeader* object : ended.added)
        object->level = static_cast<std::uint16_t>(levels_.size());
    const auto append = [](auto& to, auto& from) {
        to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
    };
    append(around.added, ended.added);
    append(around.removed, ended.removed);
    append(around.taken_along, ended.taken_along);
    append(around.earlier, ended.earlier);
    append(around.written, ended.written);
    append(around.relations, ended.relations);
    append(around.pairs, ended.pairs);
}

void SessionCore::rollback_level(std::uint64_t savepoint) {
    require_open("rollback: ");
    require_no_row_listener();
    if (flushing_)
        throw StateError("rollback: the session is being flushed; a listener can't end its savepoint");
    const std::size_t depth = depth_of(savepoint);
    if (depth == 0)
        return;
    std::exception_ptr told;  // by a listener, when it was done
    const auto roll_back = [&] {
        try {
            levels_.back().savepoint->rollback();
        } catch (...) {
            if (levels_.back().savepoint->is_active())
                throw;
            told = std::current_exception();
        }
    };
    while (levels_.size() > depth) {
        reserve_fold();
        roll_back();
        fold_level();
    }
    roll_back();
    try {
        undo_level(levels_.back());
        levels_.pop_back();
    } catch (...) {
        close_for_good("the objects could not follow the rollback to a savepoint");
        throw;
    }
    failed_ = false;
    failure_.clear();
    if (told)
        std::rethrow_exception(told);
}

void SessionCore::rollback() {
    require_open("rollback: ");
    require_no_row_listener();
    if (flushing_)
        throw StateError("rollback: the session is being flushed; a listener can't end its transaction");
    std::exception_ptr told;  // by a listener, when it was done
    if (transaction_) {
        try {
            transaction_->rollback();
        } catch (const DatabaseError&) {
            connection_->invalidate();  // a closed connection has rolled back, too
        } catch (...) {
            told = std::current_exception();
            if (transaction_->is_active())
                connection_->invalidate();
        }
    }
    try {
        follow_rollback();
    } catch (...) {
        close_for_good("the objects could not follow its rollback");
        throw;
    }
    if (told)
        std::rethrow_exception(told);
    call(after_rollback);
}

void SessionCore::follow_rollback() {
    std::vector<ObjectHeader*> gone;
    std::erase_if(kept_, [&](ObjectHeader* object) {
        if (object->epoch == epoch_)
            return false;
        gone.push_back(object);
        return true;
    });
    while (levels_.size() > 1)
        fold_level();
    undo_level(levels_.front());
    levels_.front() = {};
    failed_ = false;
    failure_.clear();
    end_objects(gone);
    end_transaction();
}

// --- undoing ------------------------------------------------------------------------------------------------------

void reset_key(ObjectHeader& object) noexcept {
    const driver::FieldSlot& slot = object.store->mapper().key_slots()[0];
    if (slot.optional)
        slot.field->ops->reset(slot.field->in(object.object()));
    else
        set_integer_at(slot, object.object(), 0);
}

void SessionCore::restore_values(ObjectHeader& object) {
    const EntityStore& home = *object.store;
    ColumnSet changed = home.mapper().all_columns();
    try {
        changed = changed_columns(object.snapshot, home.mapper().row_slots(), object.object());
    } catch (...) {
        // The program wrote what can't be stored (an enumerator without a name): it goes with the rest.
    }
    if (changed != 0)
        restore_columns(object.snapshot, home.mapper().row_slots(), object.object(), changed);
}

void SessionCore::keep(ObjectHeader& object) {
    kept_.push_back(&object);
    EntityStore& home = *object.store;
    if (object.phase != ObjectPhase::deleted &&
        (object.phase != ObjectPhase::pending || object.has(ObjectHeader::identified)))
        home.erase_identity(&object);
    object.clear(ObjectHeader::identified);
    home.drop_snapshot(&object);
    cohorts_.leave(&object);
    if (object.phase == ObjectPhase::removed || object.phase == ObjectPhase::deleted)
        object.set(ObjectHeader::left);
    object.phase = ObjectPhase::kept;
    object.epoch = epoch_;
    object.level = 0;
}

/// Objects stand again under the keys that their rows have.
void SessionCore::restore_keys(EntityStore& home) {
    std::vector<ObjectHeader*> moved;
    home.for_each([&](ObjectHeader* object) {
        if (object->phase != ObjectPhase::persistent || !object->snapshot)
            return;
        home.erase_identity(object);
        restore_values(*object);
        moved.push_back(object);
    });
    for (ObjectHeader* object : moved)
        home.insert_key(home.key_of(object->object()), object);
}

void take_back(const Level::Written& entry) {
    const Field& field = entry.object->store->mapper().fields()[entry.field];
    if (read_field(field, entry.object->object()) == entry.after)
        assign_field(field, entry.object->object(), entry.before);
}

void SessionCore::undo_level(Level& level) {
    ++phase_changes_;
    hold_relations(level);
    for (ObjectHeader* object : level.added)
        if (object->phase != ObjectPhase::kept)
            keep(*object);
    for (auto entry = level.written.rbegin(); entry != level.written.rend(); ++entry)
        take_back(*entry);
    for (ObjectHeader* object : level.added) {
        if (!object->has(ObjectHeader::generated_key))
            continue;
        object->clear(ObjectHeader::generated_key);
        reset_key(*object);
    }
    for (auto entry = level.earlier.rbegin(); entry != level.earlier.rend(); ++entry) {
        ObjectHeader& object = *entry->object;
        SnapshotArena& arena = object.store->arena();
        if (object.phase == ObjectPhase::kept) {
            arena.release(entry->snapshot);
            continue;
        }
        arena.release(object.snapshot);
        object.snapshot = std::exchange(entry->snapshot, nullptr);
        object.epoch = entry->epoch;
    }
    for (ObjectHeader* object : level.removed) {
        if (object->phase == ObjectPhase::kept)
            continue;
        object->phase = ObjectPhase::persistent;
    }
    for (const auto& home : stores_)
        if (home->mapper().key_may_change() || key_follows_parents(home->mapper()))
            restore_keys(*home);
    pending_.clear();
    removed_.clear();
    for (ObjectHeader* object : touched_)
        object->clear(ObjectHeader::touched);
    touched_.clear();
    for (const auto& home : stores_)
        home->for_each([&](ObjectHeader* object) {
            object->clear(ObjectHeader::orphaned);
            if (object->phase == ObjectPhase::persistent && object->snapshot) {
                restore_values(*object);
                if (levels_.size() > 1)
                    object->epoch = 0;  // it may have been read first in this level
                if (was_moved_from(*object))
                    unload_relations(*object);
                unload_deferred(*object);
            } else if (object->phase == ObjectPhase::pending)
                pending_.push_back(object);
            else if (object->phase == ObjectPhase::removed)
                removed_.push_back(object);
        });
    for (ObjectHeader* object : level.removed)
        if (object->phase == ObjectPhase::persistent)
            object->store->insert_key(object->store->key_of(object->object()), object);
    for (ObjectHeader* object : level.added)
        if (object->phase == ObjectPhase::kept)
            let_go_of_persistent(*object);
    for (const Level::ChangedRelation& entry : level.relations) {
        ObjectHeader& object = *entry.object;
        if (object.phase != ObjectPhase::persistent)
            continue;
        if (const RelationshipInfo* relationship = object.store->mapper().find_relationship(entry.offset))
            unload_relation(object, *relationship);
    }
}

}  // namespace rowan::detail
