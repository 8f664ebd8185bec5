#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/key_values.hpp>
#include <rowan/orm/internal/relation_lists.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/internal/wanted_rows.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <string>

namespace rowan::detail {

namespace {

/// What a look-up by key gives for an object that is known already.
enum class Known { as_it_is, none, to_be_read };

Known judge(const ObjectHeader* known, std::uint32_t epoch) {
    if (!known)
        return Known::to_be_read;
    switch (known->phase) {
        case ObjectPhase::pending:
            return Known::as_it_is;
        case ObjectPhase::persistent:
            return known->epoch == epoch ? Known::as_it_is : Known::to_be_read;
        case ObjectPhase::removed:
        case ObjectPhase::deleted:
            return Known::none;
        case ObjectPhase::kept:
        case ObjectPhase::owned:
            break;
    }
    return Known::to_be_read;
}

bool has_null(std::span<const Value> key) {
    return std::any_of(key.begin(), key.end(), [](const Value& value) { return value.is_null(); });
}

/// The object of a key, which the spare one then has. Throws DataError for a value that is no key of this class.
ObjectHeader* find_known(EntityStore& home, std::span<const Value> key) {
    const Mapper& mapper = home.mapper();
    ObjectHeader& spare = home.spare();
    for (std::size_t i = 0; i < key.size(); ++i)
        assign_field(mapper.fields()[mapper.key()[i]], spare.object(), key[i]);
    return home.find_key(home.key_of(spare.object()));
}

}  // namespace

ObjectHeader* SessionCore::get(EntityStore& home, std::int64_t key) {
    require_usable();
    ObjectHeader* known = home.find_key({key, {}});
    switch (judge(known, epoch_)) {
        case Known::as_it_is:
            return known;
        case Known::none:
            return nullptr;
        case Known::to_be_read:
            break;
    }
    ObjectHeader& spare = home.spare();
    set_integer_at(home.mapper().key_slots()[0], spare.object(), key);
    return fetch_by_key(home, spare.object(), known);
}

ObjectHeader* SessionCore::get(EntityStore& home, std::span<const Value> key) {
    require_usable();
    const Mapper& mapper = home.mapper();
    if (key.size() != mapper.key().size())
        throw ArgumentError("get: the key of " + std::string(mapper.name()) + " has " +
                            std::to_string(mapper.key().size()) + " columns, but " + std::to_string(key.size()) +
                            " values were given");
    if (has_null(key))
        return nullptr;
    ObjectHeader* known = find_known(home, key);
    switch (judge(known, epoch_)) {
        case Known::as_it_is:
            return known;
        case Known::none:
            return nullptr;
        case Known::to_be_read:
            break;
    }
    return fetch_by_key(home, home.spare().object(), known);
}

std::vector<ObjectHeader*> SessionCore::get_many(EntityStore& home, const KeyValues& keys) {
    require_usable();
    const Mapper& mapper = home.mapper();
    const std::size_t width = mapper.key().size();
    if (keys.values.size() != keys.count * width)
        throw ArgumentError("get_many: the key of " + std::string(mapper.name()) + " has " + std::to_string(width) +
                            " columns: give " + (width == 1 ? "a value" : "a std::tuple of as many values") +
                            " for each object");
    std::vector<ObjectHeader*> found(keys.count, nullptr);
    WantedRows wanted;
    for (std::size_t place = 0; place < keys.count; ++place) {
        const std::span<const Value> key(keys.values.data() + place * width, width);
        if (has_null(key))
            continue;
        ObjectHeader* const known = find_known(home, key);
        const Known is = judge(known, epoch_);
        if (is == Known::as_it_is)
            found[place] = known;
        else if (is == Known::to_be_read)
            wanted.add(key_text(mapper, mapper.key(), home.spare().object()), place,
                       [&] { return read_values(mapper, mapper.key(), home.spare().object()); });
    }
    if (wanted.rows().empty())
        return found;
    guarded([&] {
        read_wanted(home, mapper.key(), wanted, mapper.key_slots()[0], {});
        for (const WantedRow& row : wanted.rows()) {
            if (!row.object) {
                if (ObjectHeader* const known = find_known(home, row.key))
                    find_gone(*known);
            } else if (is_living(*row.object)) {
                for (const std::size_t place : row.places)
                    found[place] = row.object;
            }
        }
    });
    return found;
}

ObjectHeader* SessionCore::fetch_by_key(EntityStore& home, const void* key_object, ObjectHeader* known,
                                        bool populate_existing) {
    return guarded([&]() -> ObjectHeader* {
        if (!look_up(connection(false).state(), home.select_by_key(), key_object, home.spare().object())) {
            if (known)
                find_gone(*known);
            return nullptr;
        }
        ObjectHeader* read = settle(home, {.populate_existing = populate_existing});
        // A key that the database finds equal without being so (collation, padding) leads to the row's own object.
        return known && read != known && known->phase == ObjectPhase::persistent ? known : read;
    });
}

/// The row of a persistent object is not there any more: the database deleted it, or others did.
void SessionCore::find_gone(ObjectHeader& object) {
    if (object.phase != ObjectPhase::persistent)
        return;
    object.phase = ObjectPhase::deleted;
    ++phase_changes_;
    object.store->erase_identity(&object);
    level().removed.push_back(&object);
    cohorts_.leave(&object);
}

ObjectHeader* SessionCore::read_row(Execution& execution, EntityStore& home, int first, const LoadOptions& options) {
    if (options.may_be_absent && execution.is_null(first + home.mapper().key()[0]))
        return nullptr;
    void* const object = home.spare().object();
    if (options.runs.empty())
        execution.read(first, home.mapper().row_slots(), object);
    else
        for (const ColumnRun& run : options.runs)
            execution.read(run.first, run.slots, object);
    return settle(home, options);
}

ObjectHeader* SessionCore::settle(EntityStore& home, const LoadOptions& options) {
    ObjectHeader& fresh = home.spare();
    ObjectHeader* const known = home.insert_key(home.key_of(fresh.object()), &fresh);
    last_row_ = fresh.object();
    if (known == &fresh) {
        try {
            home.take_snapshot(&fresh);
        } catch (...) {
            home.erase_key(home.key_of(fresh.object()), &fresh);
            throw;
        }
        home.take_spare();
        fresh.epoch = epoch_;
        if (!home.mapper().declared_relationships().empty())
            attach_relations(fresh);
        if (!home.mapper().deferred_members().empty())
            attach_deferred(fresh, options.deferred, options.raises);
        if (noting_ > 0 && !streams_.empty())
            streams_.back()->push_back({&home, fresh.object(), burials_});
        if (!row_listeners.empty())
            tell(RowEvent::after_load, fresh);
        return &fresh;
    }
    switch (known->phase) {
        case ObjectPhase::pending:
            // The row is still that of the removed object whose key the new one was given.
            for (ObjectHeader* removed : removed_)
                if (removed->store == &home && key_text(home.mapper(), home.mapper().key(), removed->object()) ==
                                                   key_text(home.mapper(), home.mapper().key(), fresh.object()))
                    return removed;
            throw IdentityConflict(
                "a row of " + std::string(home.mapper().table().name()) +
                " has the key of an object that is pending in this session, " + describe(*known) +
                ": the row was there already, or was written by others; use merge(), or get() before add()");
        case ObjectPhase::persistent: {
            if (!options.populate_existing) {
                if (known->epoch == epoch_ || known->has(ObjectHeader::touched) || home.changes(known) != 0) {
                    take_deferred(*known, fresh, options);
                    return known;
                }
            }
            overwrite(home, *known, fresh, options);
            last_row_ = known->object();
            if (!row_listeners.empty())
                tell(RowEvent::after_load, *known);
            return known;
        }
        default:
            return known;
    }
}

void SessionCore::overwrite(EntityStore& home, ObjectHeader& known, ObjectHeader& fresh, const LoadOptions& options) {
    const Mapper& mapper = home.mapper();
    const bool differs = !read_only_ && home.differences(known, fresh.object()) != 0;
    if (differs && known.level != levels_.size()) {
        level().earlier.push_back({&known, known.snapshot, known.epoch});
        known.snapshot = nullptr;
    }
    if (known.has(ObjectHeader::touched))
        drop_parents(known, fresh.object());
    for (const Field& field : mapper.fields().first(mapper.row_slots().size()))
        field.ops->move(field.in(known.object()), field.in(fresh.object()));
    replace_deferred(known, fresh, options);
    if (differs)
        home.take_snapshot(&known);
    known.epoch = epoch_;
    std::erase_if(nulls_, [&](const auto& entry) { return entry.first == &known; });
    unload_what_is_saved(known);
}

}  // namespace rowan::detail
