// Deferred members of a session's objects: loaded by a touch, or by the query that says so.
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/types/error.hpp>

namespace rowan::detail {

namespace {

std::string spell(const Field& field) { return std::string(field.entity) + "::" + std::string(field.member); }

}  // namespace

void SessionCore::attach_deferred(ObjectHeader& object, ColumnSet loaded, ColumnSet raises) noexcept {
    const Mapper& mapper = object.store->mapper();
    for (const DeferredMember& member : mapper.deferred_members()) {
        DeferredState& state = member.in(object.object());
        state.owner = &object;
        state.field = &mapper.fields()[member.field];
        state.is = (loaded >> member.field & 1) != 0 ? DeferredState::Is::loaded : DeferredState::Is::unloaded;
        state.raises = (raises >> member.field & 1) != 0;
        state.epoch = epoch_;
    }
}

/// A row that changes nothing in an object may still bring what the object lacks.
void SessionCore::take_deferred(ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options) {
    const Mapper& mapper = known.store->mapper();
    for (const DeferredMember& member : mapper.deferred_members()) {
        DeferredState& state = member.in(known.object());
        if (state.is != DeferredState::Is::unloaded)
            continue;
        state.raises = (options.raises >> member.field & 1) != 0;
        if ((options.deferred >> member.field & 1) == 0)
            continue;
        const Field& field = mapper.fields()[member.field];
        field.ops->move(field.in(known.object()), field.in(fresh.object()));
        state.is = DeferredState::Is::loaded;
        state.epoch = epoch_;
    }
}

/// With the other columns, which a row overwrites. An object that is new in the transaction keeps what it has where the
/// row brings nothing: after a rollback there would be no row to load it from.
void SessionCore::replace_deferred(ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options) {
    for (const DeferredMember& member : known.store->mapper().deferred_members())
        if (known.level == 0 || (options.deferred >> member.field & 1) != 0)
            member.in(known.object()).is = DeferredState::Is::unloaded;
    take_deferred(known, fresh, options);
}

void SessionCore::load_deferred(ObjectHeader& owner, const DeferredState& touched) {
    const Field& field = *touched.field;
    require_usable();
    if (owner.phase == ObjectPhase::deleted)
        throw StaleDataError(spell(field) + " of " + describe(owner) + " is not loaded, and its row was deleted");
    if (touched.raises || options_.strict_loading)
        throw StateError(spell(field) + " of " + describe(owner) + " is not loaded, and must not be loaded by a touch" +
                         (options_.strict_loading ? " (strict_loading)" : " (raiseload)") +
                         ": load it with the query, options(undefer<&" + spell(field) + ">())");
    const Mapper& mapper = owner.store->mapper();
    for (const DeferredMember& member : mapper.deferred_members())
        if (&mapper.fields()[member.field] == &field)
            read_deferred(owner, member);
}

void SessionCore::read_deferred(ObjectHeader& object, const DeferredMember& member) {
    EntityStore& home = *object.store;
    const Mapper& mapper = home.mapper();
    const void* identity = object.object();
    if (mapper.key_may_change() && object.snapshot) {
        ObjectHeader& spare = home.spare();
        restore_columns(object.snapshot, mapper.row_slots(), spare.object(), mapper.all_columns());
        identity = spare.object();
    }
    guarded([&] {
        Execution execution(connection(false), home.select_deferred(member.field));
        execution.bind_fields(0, mapper.key_slots(), identity);
        if (!execution.step()) {
            find_gone(object);
            throw StaleDataError(spell(mapper.fields()[member.field]) + " of " + describe(object) +
                                     " can't be loaded: the row was deleted by others",
                                 ErrorDetail{.sql = std::string(execution.sql()), .table = mapper.table().name()});
        }
        execution.read(0, {&mapper.slots()[member.field], 1}, object.object());
        DeferredState& state = member.in(object.object());
        state.is = DeferredState::Is::loaded;
        state.epoch = epoch_;
    });
}

/// The flush has saved what was assigned. `unknown`: columns that the database has filled.
void SessionCore::settle_deferred(ObjectHeader& object, ColumnSet unknown) noexcept {
    for (const DeferredMember& member : object.store->mapper().deferred_members()) {
        DeferredState& state = member.in(object.object());
        if ((unknown >> member.field & 1) != 0)
            state.is = DeferredState::Is::unloaded;
        else if (state.is == DeferredState::Is::assigned)
            state.is = DeferredState::Is::loaded;
        else
            continue;
        state.epoch = epoch_;
    }
}

/// After a rollback: what was loaded, assigned or saved in the transaction may not be what the row has.
void SessionCore::unload_deferred(ObjectHeader& object) noexcept {
    for (const DeferredMember& member : object.store->mapper().deferred_members()) {
        DeferredState& state = member.in(object.object());
        if (state.epoch == epoch_)
            state.is = DeferredState::Is::unloaded;
        state.moved_from = false;
    }
}

}  // namespace rowan::detail
