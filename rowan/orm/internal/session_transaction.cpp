#include <rowan/dialects/compiled.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>
#include <rowan/sql/statement.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <unordered_set>

namespace rowan::detail {

// --- connection and state -----------------------------------------------------------------------------------------

void SessionCore::require_usable() const {
    if (telling_)
        require_no_row_listener();
    if (closed_)
        throw StateError("this session is closed");
    if (failed_)
        throw PendingRollbackError(
            "the session's transaction has failed; call rollback() to go on. The first error was: " + failure_);
}

void SessionCore::note_failure(const std::exception& error) noexcept {
    if (failed_ || !transaction_)
        return;
    failed_ = true;
    try {
        failure_ = error.what();
    } catch (...) {
        failure_.clear();
    }
}

Connection& SessionCore::connection(bool writes) {
    require_usable();
    if (transaction_)
        return *connection_;
    connection_.emplace(engine_.connect());
    try {
        TransactionOptions begin_with = options_.transaction;
        begin_with.immediate = begin_with.immediate || (writes && !begin_with.read_only);
        transaction_.emplace(connection_->begin(begin_with));
    } catch (...) {
        connection_.reset();
        throw;
    }
    return *connection_;
}

CompiledStatement SessionCore::compile(const Statement& statement) { return connection(false).compile(statement); }

// --- flush --------------------------------------------------------------------------------------------------------

void SessionCore::flush() {
    require_usable();
    if (flushing_)
        throw StateError("flush: the session is being flushed already; a listener can't flush");
    flushing_ = true;
    struct Reset {
        bool& flag;
        ~Reset() { flag = false; }
    } reset{flushing_};
    // A listener may add others, which are called from the next flush on.
    for (std::size_t i = 0, count = before_flush.size(); i < count; ++i) {
        const std::function<void()> listener = before_flush[i];
        listener();
        require_usable();  // it may have closed the session, or met an error of the database
    }
    UnitOfWork work(*this);
    work.collect();
    if (work.empty())
        return;
    work.execute();
    call(after_flush);
}

bool SessionCore::has_changes(const EntityStore& home) const {
    bool changed = false;
    home.for_each([&](ObjectHeader* object) {
        changed = changed || object->phase == ObjectPhase::pending || object->phase == ObjectPhase::removed ||
                  (object->phase == ObjectPhase::persistent && home.changes(object) != 0);
    });
    return changed;
}

bool SessionCore::names(const Compiled& compiled, const Mapper& mapper, bool written) const {
    if (compiled.tables_unknown)
        return true;
    const auto is_table = [&](const TableName& table) {
        return table.name == mapper.table().name() && table.schema == mapper.table().schema();
    };
    return std::any_of(compiled.tables_written.begin(), compiled.tables_written.end(), is_table) ||
           (!written && std::any_of(compiled.tables_read.begin(), compiled.tables_read.end(), is_table));
}

bool SessionCore::autoflush(const Compiled& compiled) {
    if (!autoflush_enabled || flushing_)
        return false;
    if (!may_see_changes(compiled))
        return false;
    flush();
    return true;
}

/// Whether a table that the statement names has unsaved changes.
bool SessionCore::may_see_changes(const Compiled& compiled) const {
    // What else goes with a removed row is the database's to say.
    if (!removed_.empty())
        return true;
    std::unordered_set<const Mapper*> changed;
    for (const ObjectHeader* object : touched_)
        changed.insert(&object->store->mapper());
    const auto names_end = [&](const RelationshipInfo& relationship) {
        return names(compiled, *relationship.target, false) ||
               (relationship.secondary &&
                std::any_of(compiled.tables_read.begin(), compiled.tables_read.end(),
                            [&](const TableName& table) { return table.name == relationship.secondary->name(); }));
    };
    for (const auto& home : stores_) {
        const Mapper& mapper = home->mapper();
        if (names(compiled, mapper, false) && (changed.contains(&mapper) || has_changes(*home)))
            return true;
        if (changed.contains(&mapper) &&
            std::any_of(mapper.relationships().begin(), mapper.relationships().end(), names_end))
            return true;
    }
    return false;
}

namespace {

/// Whether the program changed the relationship since the last flush (which no_autoflush() may have put off).
bool has_unsaved(ObjectHeader& object, const RelationshipInfo& relationship) {
    if (!relationship.many)
        return one_at(object, relationship).assigned;
    const auto& contents = many_at(object, relationship).contents;
    return contents && (!contents->added.empty() || !contents->removed.empty());
}

}  // namespace

void SessionCore::expire_written(const Compiled& compiled) {
    if (!compiled.writes)
        return;
    for (const auto& home : stores_) {
        const bool written = names(compiled, home->mapper(), true);
        std::vector<const RelationshipInfo*> stale;
        for (const RelationshipInfo& relationship : home->mapper().relationships()) {
            const bool between =
                relationship.secondary &&
                std::any_of(compiled.tables_written.begin(), compiled.tables_written.end(),
                            [&](const TableName& t) { return t.name == relationship.secondary->name(); });
            if (between || (relationship.target && names(compiled, *relationship.target, true)))
                stale.push_back(&relationship);
        }
        if (!written && stale.empty())
            continue;
        home->for_each([&](ObjectHeader* object) {
            if (object->phase != ObjectPhase::persistent)
                return;
            if (written)
                object->epoch = 0;
            for (const RelationshipInfo* relationship : stale)
                if (!has_unsaved(*object, *relationship))
                    unload_relation(*object, *relationship);
        });
    }
}

// --- commit -------------------------------------------------------------------------------------------------------

void SessionCore::commit() {
    require_usable();
    flush();
    while (levels_.size() > 1)
        release_level(levels_.back().serial);
    if (transaction_) {
        try {
            transaction_->commit();
        } catch (const CommitUnknownError&) {
            closed_ = true;
            throw;
        } catch (const DatabaseError& error) {
            note_failure(error);
            throw;
        }
    }
    Level ended = std::move(levels_.front());
    levels_.front() = {};
    for (const Level::Earlier& entry : ended.earlier)
        entry.object->store->arena().release(entry.snapshot);
    for (ObjectHeader* object : ended.added) {
        object->level = 0;
        object->clear(ObjectHeader::generated_key);
    }
    std::vector<ObjectHeader*> gone;
    for (ObjectHeader* object : ended.removed)
        if (object->phase == ObjectPhase::deleted)
            gone.push_back(object);
    for (ObjectHeader* object : ended.added)
        if (object->phase == ObjectPhase::deleted)
            gone.push_back(object);
    std::sort(gone.begin(), gone.end());
    gone.erase(std::unique(gone.begin(), gone.end()), gone.end());
    gone.insert(gone.end(), kept_.begin(), kept_.end());
    kept_.clear();
    if (!gone.empty())
        forget(gone);
    for (ObjectHeader* object : gone)
        bury(*object);
    end_transaction();
    call(after_commit);
}

void SessionCore::end_transaction() noexcept {
    ++epoch_;
    wrote_ = false;
    transaction_.reset();
    connection_.reset();
    dig_graves();
}

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
    while (levels_.size() >= depth) {
        guarded([&] { levels_.back().savepoint->commit(); });
        fold_level();
    }
}

/// What the innermost level changed is now the change of the one around it.
void SessionCore::fold_level() {
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
    append(around.earlier, ended.earlier);
    append(around.written, ended.written);
    append(around.relations, ended.relations);
}

void SessionCore::rollback_level(std::uint64_t savepoint) {
    if (closed_)
        throw StateError("rollback: this session is closed");
    require_no_row_listener();
    if (flushing_)
        throw StateError("rollback: the session is being flushed; a listener can't end its savepoint");
    const std::size_t depth = depth_of(savepoint);
    if (depth == 0)
        return;
    while (levels_.size() > depth) {
        levels_.back().savepoint->rollback();
        fold_level();
    }
    levels_.back().savepoint->rollback();
    undo_level(levels_.back());
    levels_.pop_back();
    failed_ = false;
    failure_.clear();
}

void SessionCore::rollback() {
    if (closed_)
        throw StateError("rollback: this session is closed");
    require_no_row_listener();
    if (flushing_)
        throw StateError("rollback: the session is being flushed; a listener can't end its transaction");
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
    if (transaction_) {
        try {
            transaction_->rollback();
        } catch (const DatabaseError&) {
            connection_->invalidate();  // a closed connection has rolled back, too
        }
    }
    failed_ = false;
    failure_.clear();
    if (!gone.empty())
        forget(gone);
    for (ObjectHeader* object : gone)
        bury(*object);
    end_transaction();
    call(after_rollback);
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
    } catch (const std::exception&) {
        // The program wrote what can't be stored (an enumerator without a name): it goes with the rest.
    }
    if (changed != 0)
        restore_columns(object.snapshot, home.mapper().row_slots(), object.object(), changed);
}

void SessionCore::keep(ObjectHeader& object) noexcept {
    EntityStore& home = *object.store;
    home.erase_identity(&object);
    home.drop_snapshot(&object);
    cohorts_.leave(&object);
    object.phase = ObjectPhase::kept;
    object.epoch = epoch_;
    object.level = 0;
    kept_.push_back(&object);
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

void SessionCore::undo_level(Level& level) noexcept {
    ++phase_changes_;
    for (ObjectHeader* object : level.added)
        if (object->phase != ObjectPhase::kept)
            keep(*object);
    for (auto entry = level.written.rbegin(); entry != level.written.rend(); ++entry)
        assign_field(entry->object->store->mapper().fields()[entry->field], entry->object->object(), entry->before);
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
        object.snapshot = entry->snapshot;
        object.epoch = entry->epoch;
    }
    for (ObjectHeader* object : level.removed) {
        if (object->phase == ObjectPhase::kept)
            continue;
        object->phase = ObjectPhase::persistent;
    }
    for (const auto& home : stores_)
        if (home->mapper().key_may_change())
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
    for (const Level::ChangedRelation& entry : level.relations) {
        ObjectHeader& object = *entry.object;
        if (object.phase != ObjectPhase::persistent)
            continue;
        if (const RelationshipInfo* relationship = object.store->mapper().find_relationship(entry.offset))
            unload_relation(object, *relationship);
    }
}

}  // namespace rowan::detail
