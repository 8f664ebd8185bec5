// The statements of a flush: INSERT in batches, UPDATE of what changed, DELETE, pairs of many-to-many relationships.
#include <rowan/dialects/dialect.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/statements.hpp>
#include <rowan/orm/internal/unit_of_work.hpp>
#include <rowan/types/error.hpp>

#include <algorithm>
#include <bit>

namespace rowan::detail {

namespace {

/// Rows of one SELECT of what the database wrote.
constexpr std::size_t most_keys_read = 1024;

std::string key_bytes(const Mapper& mapper, const void* object) {
    std::vector<std::byte> bytes;
    pack_columns(bytes, mapper.key_slots(), object);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

void bind_values(Execution& execution, int first, const std::vector<Value>& values) {
    for (const Value& value : values)
        execution.bind(first++, value);
}

}  // namespace

void UnitOfWork::write_links(ObjectHeader& child) {
    const auto [begin, end] = links_of_.equal_range(&child);
    for (auto entry = begin; entry != end; ++entry) {
        const Link& link = links_[entry->second];
        session_.write_foreign_key(child, link.child_fields, link.parent, link.parent_fields);
    }
}

// --- insert -------------------------------------------------------------------------------------------------------

/// Before any SQL: so that what does not fit is refused while nothing is half-written.
void UnitOfWork::prepare_values() {
    for (ObjectHeader* object : inserts_)
        fill_defaults(*object);
    const auto has_rules = [](const Changes& changes) { return !changes.home->mapper().rules().empty(); };
    if (std::any_of(changes_.begin(), changes_.end(), has_rules))
        for (const Operation& update : updates_)
            fit_values(*update.object, update.columns);
}

void UnitOfWork::fill_defaults(ObjectHeader& object) {
    const Mapper& mapper = object.store->mapper();
    for (std::size_t i = 0; mapper.fills_at_insert() && i < mapper.fields().size(); ++i) {
        const ColumnTraits& traits = mapper.traits(i);
        const Field& field = mapper.fields()[i];
        if (traits.default_value && !field.ops->value(field.in(object.object())) &&
            !session_.is_null_on_purpose(object, static_cast<std::uint16_t>(i))) {
            ObjectHeader& spare = object.store->spare();
            traits.default_value->maker(field.in(spare.object()), *traits.default_value);
            session_.write_field(object, static_cast<std::uint16_t>(i), read_field(field, spare.object()));
        }
        if (traits.version && integer_at(mapper.slots()[i], object.object()) == 0)
            session_.write_field(object, static_cast<std::uint16_t>(i), Value(std::int64_t{1}));
    }
    fit_values(object, mapper.insertable());
}

/// The object gets what its columns will keep, so that it agrees with its row.
void UnitOfWork::fit_values(ObjectHeader& object, ColumnSet columns) {
    const Mapper& mapper = object.store->mapper();
    for (const ColumnRule& rule : mapper.rules())
        if ((columns >> rule.field & 1) != 0)
            if (const std::optional<Value> kept = fitted_value(mapper, rule, object.object()))
                session_.write_field(object, rule.field, *kept);
}

/// What is to be stored as NULL, whatever default the column has.
ColumnSet UnitOfWork::nulls_on_purpose(const ObjectHeader& object) const {
    const Mapper& mapper = object.store->mapper();
    ColumnSet nulls = 0;
    for (ColumnSet rest = mapper.defaulted(), i = 0; rest != 0; rest >>= 1, ++i)
        if ((rest & 1) != 0 && session_.is_null_on_purpose(object, static_cast<std::uint16_t>(i)))
            nulls |= ColumnSet{1} << i;
    return nulls;
}

void UnitOfWork::insert_batch(std::span<ObjectHeader* const> objects) {
    EntityStore& home = *objects.front()->store;
    const Mapper& mapper = home.mapper();
    const bool self_linked = !links_.empty();
    std::size_t begin = 0;
    while (begin < objects.size()) {
        // Objects of one class may depend on each other's generated keys: then one at a time, in their order.
        std::size_t end = begin;
        ColumnSet columns = 0;
        while (end < objects.size()) {
            if (self_linked && end > begin) {
                const auto [first, last] = links_of_.equal_range(objects[end]);
                bool waits = false;
                for (auto link = first; link != last; ++link) {
                    const ObjectHeader* parent = links_[link->second].parent;
                    waits = waits || (parent->phase == ObjectPhase::pending && parent->store == &home &&
                                      !home.has_key(parent->object()));
                }
                if (waits)
                    break;
            }
            if (self_linked)
                write_links(*objects[end]);
            ColumnSet wanted = columns_to_insert(mapper, objects[end]->object(), nulls_on_purpose(*objects[end]));
            if (const auto late = postponed_.find(objects[end]); late != postponed_.end())
                wanted &= ~late->second;
            if (end > begin && wanted != columns)
                break;
            columns = wanted;
            ++end;
        }
        const auto rows = objects.subspan(begin, end - begin);
        write_inserts(home, rows, columns);
        begin = end;
    }
}

/// All of them send the same columns.
void UnitOfWork::write_inserts(EntityStore& home, std::span<ObjectHeader* const> objects, ColumnSet columns) {
    ConnectionState& open = session_.connection(true).state();
    const Mapper& mapper = home.mapper();
    std::vector<const void*> rows;
    rows.reserve(objects.size());
    for (ObjectHeader* object : objects)
        rows.push_back(object->object());
    ColumnSet returning = 0;
    const std::function<RowStatement(std::size_t)> statement = [&](std::size_t count) {
        return RowStatement{.compiled = home.insert(columns, count, returning)};
    };
    const auto note_key = [&](ObjectHeader* object) {
        object->set(ObjectHeader::generated_key);
        keyed_.push_back(object);
    };
    if (asks_for_key(mapper, columns)) {
        const auto first_key = objects.size() > 1 ? reserve_keys(open, mapper, objects.size()) : std::nullopt;
        if (!first_key) {
            returning = returned_for_key(open, mapper);
            insert_for_keys(open, {.mapper = mapper, .columns = columns, .objects = rows, .statement = statement},
                            [&](std::size_t i) { note_key(objects[i]); });
            return;
        }
        std::int64_t key = *first_key;
        for (ObjectHeader* object : objects) {
            set_integer_at(mapper.key_slots()[0], object->object(), key++);
            note_key(object);
        }
        columns |= ColumnSet{1} << mapper.key()[0];
    }
    insert_rows(open, {.mapper = mapper, .columns = columns, .objects = rows, .statement = statement});
}

// --- update -------------------------------------------------------------------------------------------------------

void UnitOfWork::update_batch(std::span<const Operation> updates) {
    Connection& open = session_.connection(true);
    // What is bound outlives the execution, which tells its parameters to listeners at its end.
    Value version;
    std::vector<driver::FieldSlot> slots;
    int width = 0;  // of what is assigned
    std::optional<Execution> execution;
    EntityStore* home = nullptr;
    ColumnSet columns = 0;
    for (const Operation& update : updates) {
        ObjectHeader& object = *update.object;
        const Mapper& mapper = object.store->mapper();
        ColumnSet wanted = update.columns;
        if (!links_.empty()) {
            write_links(object);
            if (object.phase == ObjectPhase::persistent)
                wanted |= object.store->changes(&object);
        }
        if (wanted == 0)
            continue;
        fit_values(object, wanted);
        if (mapper.version_field() >= 0) {
            const auto field = static_cast<std::uint16_t>(mapper.version_field());
            version = read_field(mapper.fields()[field], object.object());
            session_.write_field(object, field, Value(version.as<std::int64_t>() + 1));
            wanted |= ColumnSet{1} << field;
        }
        if (&*object.store != home || wanted != columns) {
            execution.reset();
            home = object.store;
            columns = wanted;
            slots = slots_of(mapper, columns);
            width = static_cast<int>(slots.size());
            if (!mapper.key_may_change())
                slots.insert(slots.end(), mapper.key_slots().begin(), mapper.key_slots().end());
            execution.emplace(open, home->update(columns));
        }
        execution->bind_fields(0, slots, object.object());
        if (mapper.key_may_change())
            execution->bind_fields(width, mapper.key_slots(), home->as_known(object));
        if (mapper.version_field() >= 0)
            execution->bind(width + static_cast<int>(mapper.key().size()), version);
        if (execution->run() != 1)
            throw StaleDataError("UPDATE of " + describe(object) + " found no row: it was deleted" +
                                     (mapper.version_field() >= 0 ? " or changed (its version differs)" : "") +
                                     " by others since it was read; roll back and read it again",
                                 ErrorDetail{.sql = std::string(execution->sql()), .table = mapper.table().name()});
    }
}

void UnitOfWork::give_up(const Operation& operation) {
    EntityStore& home = *operation.object->store;
    const Mapper& mapper = home.mapper();
    const Value nothing;
    Value version;
    Execution execution(session_.connection(true), home.update(operation.columns));
    const void* known = home.as_known(*operation.object);
    execution.bind(0, nothing);
    execution.bind_fields(1, mapper.key_slots(), known);
    if (mapper.version_field() >= 0) {
        version = read_field(mapper.fields()[static_cast<std::size_t>(mapper.version_field())], known);
        execution.bind(1 + static_cast<int>(mapper.key().size()), version);
    }
    execution.run();
}

/// Removed rows that refer to each other in a circle: the keys in `released_` are emptied first.
void UnitOfWork::empty_released_keys() {
    Connection& open = session_.connection(true);
    for (const Released& released : released_) {
        EntityStore& home = *released.object->store;
        const Mapper& mapper = home.mapper();
        const ColumnSet columns = released.fields;
        ObjectHeader& spare = home.spare();
        restore_columns(released.object->snapshot, mapper.row_slots(), spare.object(), mapper.all_columns());
        for (std::size_t i = 0; i < mapper.fields().size(); ++i)
            if ((columns >> i & 1) != 0)
                mapper.fields()[i].ops->reset(mapper.fields()[i].in(spare.object()));
        Value version;
        const std::vector<driver::FieldSlot> slots = slots_of(mapper, columns);
        Execution execution(open, home.update(columns));
        const auto width = static_cast<int>(slots.size());
        execution.bind_fields(0, slots, spare.object());
        execution.bind_fields(width, mapper.key_slots(), spare.object());
        if (mapper.version_field() >= 0) {
            version = read_field(mapper.fields()[static_cast<std::size_t>(mapper.version_field())], spare.object());
            execution.bind(width + static_cast<int>(mapper.key().size()), version);
        }
        execution.run();
    }
}

// --- delete -------------------------------------------------------------------------------------------------------

void UnitOfWork::remove_batch(std::span<ObjectHeader* const> objects) {
    release_children(objects);
    Connection& open = session_.connection(true);
    EntityStore& home = *objects.front()->store;
    const Mapper& mapper = home.mapper();
    Value version;
    Execution execution(open, home.remove());
    for (ObjectHeader* object : objects) {
        // By the key and version that the row has, whatever the program wrote into the object since.
        const void* known = home.as_known(*object);
        execution.bind_fields(0, mapper.key_slots(), known);
        if (mapper.version_field() >= 0) {
            version = read_field(mapper.fields()[static_cast<std::size_t>(mapper.version_field())], known);
            execution.bind(static_cast<int>(mapper.key().size()), version);
        }
        if (execution.run() == 0 && mapper.version_field() >= 0)
            throw StaleDataError(
                "DELETE of " + describe(*object) +
                    " found no row: it was deleted or changed by others since it was read; roll back and "
                    "read it again",
                ErrorDetail{.sql = std::string(execution.sql()), .table = mapper.table().name()});
    }
}

/// Rows that refer to the parents and are not in memory: left to the foreign key's action, or done by one statement
/// where it has none.
void UnitOfWork::release_children(std::span<ObjectHeader* const> parents) {
    Connection& open = session_.connection(true);
    const auto release = [&](std::span<const std::uint16_t> fields, const Statement& statement) {
        std::vector<Value> key;
        Execution execution(open, session_.compile(statement));
        for (ObjectHeader* parent : parents) {
            key = known_values(*parent, fields);
            bind_values(execution, 0, key);
            execution.run();
        }
    };
    for (const RelationshipInfo* relationship : parents.front()->store->pairs_from_elsewhere(open))
        release(relationship->remote, make_release_target(*relationship));
    for (const RelationshipInfo& relationship : parents.front()->store->mapper().relationships()) {
        if (relationship.view_only || relationship.passive_deletes || relationship.direction == Direction::many_to_one)
            continue;
        const bool over_secondary = relationship.direction == Direction::many_to_many;
        const bool database_acts = !over_secondary && relationship.on_delete != Action::no_action &&
                                   relationship.on_delete != Action::restrict;
        if (database_acts)
            continue;
        const bool removes = relationship.cascade_delete || over_secondary;
        if (!removes && !relationship.foreign_key_nullable)
            continue;  // the database says what is in the way
        release(relationship.local, make_release_children(relationship, removes));
    }
}

// --- pairs --------------------------------------------------------------------------------------------------------

void UnitOfWork::write_pairs() {
    if (new_pairs_.empty() && gone_pairs_.empty())
        return;
    Connection& open = session_.connection(true);
    const auto write = [&](const std::vector<Pair>& pairs, auto&& make, bool inserted) {
        std::vector<Value> values;
        std::optional<Execution> execution;
        const RelationshipInfo* relationship = nullptr;
        for (const Pair& pair : pairs) {
            if (pair.relationship != relationship) {
                execution.reset();
                relationship = pair.relationship;
                execution.emplace(open, session_.compile(make(*relationship)));
            }
            values = values_of(*pair.local, relationship->local);
            for (Value& value : values_of(*pair.remote, relationship->remote))
                values.push_back(std::move(value));
            bind_values(*execution, 0, values);
            execution->run();
            if (pair.local->level != 0 || pair.remote->level != 0)
                session_.level().pairs.push_back({pair.relationship, pair.local, pair.remote, inserted});
        }
    };
    write(gone_pairs_, make_delete_pair, false);
    write(new_pairs_, make_insert_pair, true);
}

// --- what the database wrote --------------------------------------------------------------------------------------

/// Server defaults, computed and generated columns: one SELECT a class at the end of the flush.
void UnitOfWork::read_back() {
    std::unordered_map<EntityStore*, std::vector<ObjectHeader*>> by_store;
    for (ObjectHeader* object : inserts_) {
        const Mapper& mapper = object->store->mapper();
        bool wanted = (mapper.read_back() & ~mapper.deferred()) != 0;
        for (ColumnSet rest = mapper.defaulted() & ~mapper.deferred(), i = 0; rest != 0 && !wanted; rest >>= 1, ++i)
            wanted = (rest & 1) != 0 && !mapper.fields()[i].ops->value(mapper.fields()[i].in(object->object()));
        if (wanted)
            by_store[object->store].push_back(object);
    }
    const auto is_read_back = [](const Mapper& mapper) { return (mapper.read_back() & ~mapper.deferred()) != 0; };
    if (std::any_of(changes_.begin(), changes_.end(),
                    [&](const Changes& changes) { return is_read_back(changes.home->mapper()); }))
        for (const Operation& update : updates_)
            if (is_read_back(update.object->store->mapper()))
                by_store[update.object->store].push_back(update.object);
    if (by_store.empty())
        return;
    for (const auto& [home, objects] : by_store)
        read_back(*home, objects);
}

void UnitOfWork::read_back(EntityStore& home, std::span<ObjectHeader* const> objects) {
    Connection& open = session_.connection(true);
    const Mapper& mapper = home.mapper();
    const ColumnSet columns = (mapper.read_back() | mapper.defaulted()) & ~mapper.deferred();
    const std::size_t width = mapper.key().size();
    const std::size_t most = std::max<std::size_t>(
        1, std::min<std::size_t>(most_keys_read,
                                 static_cast<std::size_t>(open.dialect().capabilities().max_parameters) / width));
    for (std::size_t begin = 0; begin < objects.size(); begin += most) {
        const auto rows = objects.subspan(begin, std::min(most, objects.size() - begin));
        const std::size_t count = std::min(std::bit_ceil(rows.size()), most);
        std::unordered_map<std::string, ObjectHeader*> by_key;
        Execution execution(open, home.select_in(mapper.key(), count, {}));
        for (std::size_t i = 0; i < count; ++i) {
            ObjectHeader* object = rows[std::min(i, rows.size() - 1)];
            execution.bind_fields(static_cast<int>(i * width), mapper.key_slots(), object->object());
            by_key.emplace(key_bytes(mapper, object->object()), object);
        }
        while (execution.step()) {
            ObjectHeader& spare = home.spare();
            execution.read(0, mapper.row_slots(), spare.object());
            const auto found = by_key.find(key_bytes(mapper, spare.object()));
            if (found == by_key.end())
                continue;
            for (std::size_t i = 0; i < mapper.fields().size(); ++i)
                if ((columns >> i & 1) != 0)
                    session_.write_field(*found->second, static_cast<std::uint16_t>(i),
                                         read_field(mapper.fields()[i], spare.object()));
        }
    }
}

}  // namespace rowan::detail
