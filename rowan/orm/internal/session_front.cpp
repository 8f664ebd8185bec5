#include <rowan/orm/internal/session_front.hpp>

#include <rowan/orm/internal/deferred_columns.hpp>
#include <rowan/orm/internal/session_core.hpp>

namespace rowan::detail {

void* add_object(const std::shared_ptr<SessionCore>& core, const Mapper& mapper, void* object) {
    return core->add(mapper, object).object();
}

bool has_integer_key(const Mapper& mapper) noexcept { return mapper.integer_key(); }

void throw_too_large_key(std::uint64_t key) {
    throw DataError("get: the key " + std::to_string(key) +
                    " is larger than any that an integer column of a database holds, which end at " +
                    std::to_string(INT64_MAX));
}

void* get_object(SessionCore& core, const Mapper& mapper, std::int64_t key) {
    ObjectHeader* found = core.get(core.store(mapper), key);
    return found ? found->object() : nullptr;
}

void* get_object(SessionCore& core, const Mapper& mapper, std::span<const Value> key) {
    ObjectHeader* found = core.get(core.store(mapper), key);
    return found ? found->object() : nullptr;
}

void get_objects(SessionCore& core, const Mapper& mapper, const KeyValues& keys, void* context,
                 void (*take)(void* context, void* object)) {
    for (ObjectHeader* found : core.get_many(core.store(mapper), keys))
        take(context, found ? found->object() : nullptr);
}

void throw_not_found(const Mapper& mapper) {
    throw NoResultFound("get_one: there is no " + std::string(mapper.name()) + " of this key");
}

void remove_object(SessionCore& core, const Mapper& mapper, void* object) {
    core.remove(core.require(mapper, object, "remove"));
}
void restore_object(SessionCore& core, const Mapper& mapper, void* object) {
    core.restore(core.require(mapper, object, "restore"));
}
void expunge_object(SessionCore& core, const Mapper& mapper, void* object, void* to) {
    core.expunge(core.require(mapper, object, "expunge"), to);
}
void refresh_object(SessionCore& core, const Mapper& mapper, void* object) {
    core.refresh(core.require(mapper, object, "refresh"));
}
void expire_object(SessionCore& core, const Mapper& mapper, void* object) {
    core.expire(core.require(mapper, object, "expire"));
}

namespace {

std::size_t field_at(const Mapper& mapper, std::uint32_t offset) {
    const int field = mapper.find_offset(offset);
    if (field < 0)
        throw ArgumentError("a member of " + std::string(mapper.name()) + " is named that has no column");
    return static_cast<std::size_t>(field);
}

}  // namespace

void* merge_object(SessionCore& core, const Mapper& mapper, const void* value, const std::uint32_t* offsets,
                   std::size_t count) {
    ColumnSet which = count == 0 ? mapper.insertable() : 0;
    for (std::size_t i = 0; i < count; ++i)
        which |= ColumnSet{1} << field_at(mapper, offsets[i]);
    return core.merge(mapper, value, which).object();
}

void assign_object(SessionCore& core, const Mapper& mapper, void* object, const void* value) {
    core.require_usable();
    core.require(mapper, object, "assign");
    ColumnSet which = 0;
    for (std::size_t i = 0; i < mapper.fields().size(); ++i)
        if (!mapper.traits(i).key && !mapper.traits(i).version)
            which |= ColumnSet{1} << i;
    copy_all_or_none(core.store(mapper), object, value, which);
}

void set_null(SessionCore& core, const Mapper& mapper, void* object, std::uint32_t offset) {
    core.set_null(core.require(mapper, object, "set_null"), static_cast<std::uint16_t>(field_at(mapper, offset)));
}

ObjectState state_of(const SessionCore& core, const Mapper& mapper, const void* object) noexcept {
    const ObjectHeader* header = core.find(mapper, object);
    if (!header)
        return ObjectState::transient;
    switch (header->phase) {
        case ObjectPhase::pending:
            return ObjectState::pending;
        case ObjectPhase::persistent:
            return ObjectState::persistent;
        case ObjectPhase::removed:
            return ObjectState::removed;
        case ObjectPhase::deleted:
            return ObjectState::deleted;
        case ObjectPhase::kept:
        case ObjectPhase::owned:
            break;
    }
    return ObjectState::transient;
}

bool is_tracked(const SessionCore& core, const Mapper& mapper, const void* object) noexcept {
    const ObjectHeader* header = core.find(mapper, object);
    return header && (header->phase == ObjectPhase::pending || header->phase == ObjectPhase::persistent);
}

std::vector<std::string> modified_columns(const SessionCore& core, const Mapper& mapper, const void* object) {
    const ColumnSet changed = core.modified(core.require(mapper, object, "modified_columns"));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < mapper.fields().size(); ++i)
        if ((changed >> i & 1) != 0)
            names.emplace_back(mapper.fields()[i].member);
    return names;
}

ObjectPointers objects_in(const SessionCore& core, const Mapper& mapper, Group group) {
    ObjectPointers found;
    found.pin = core.pin();
    for (const auto& home : core.stores()) {
        if (&home->mapper() != &mapper)
            continue;
        home->for_each([&](ObjectHeader* object) {
            const bool in = [&] {
                switch (group) {
                    case Group::pending:
                        return object->phase == ObjectPhase::pending;
                    case Group::dirty:
                        return object->phase == ObjectPhase::persistent &&
                               (home->changes(object) != 0 || object->has(ObjectHeader::touched));
                    case Group::deleted:
                        return object->phase == ObjectPhase::removed;
                    case Group::known:
                        return object->phase == ObjectPhase::persistent || object->phase == ObjectPhase::removed;
                }
                return false;
            }();
            if (in)
                found.objects.push_back(object->object());
        });
    }
    return found;
}

// --- handles ------------------------------------------------------------------------------------------------------

ObjectHandle make_object_handle(SessionCore& core, const Mapper& mapper, void* object) {
    core.require(mapper, object, "ref");
    ObjectHandle handle;
    handle.session = core.weak_from_this();
    handle.store = &core.store(mapper);
    handle.object = object;
    handle.serial = core.burials();
    return handle;
}

bool ObjectHandle::is_valid() const noexcept {
    const std::shared_ptr<SessionCore> core = session.lock();
    return core && core->is_alive(store, object, serial);
}

void* ObjectHandle::get() const {
    if (!is_valid())
        throw DetachedError(
            "a reference to an object is used whose session has ended or that has left it; keep its key "
            "instead and get() it again");
    return object;
}

}  // namespace rowan::detail
