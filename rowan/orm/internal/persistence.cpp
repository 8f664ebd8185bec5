// The statements of a flush: INSERT in batches, UPDATE of what changed, DELETE, pairs of many-to-many relationships.
#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/engine/internal/connection_state.hpp>
#include <rowan/orm/internal/field_sets.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/key_array.hpp>
#include <rowan/orm/internal/mapper_statements.hpp>
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

/// What an ON UPDATE may have changed in the row meanwhile.
ColumnSet UnitOfWork::linked_to_changing_keys(const ObjectHeader& child) const {
    ColumnSet columns = 0;
    const auto [begin, end] = links_of_.equal_range(&child);
    for (auto entry = begin; entry != end; ++entry)
        if (const Link& link = links_[entry->second]; link.parent->store->mapper().key_may_change())
            columns |= column_set(link.child_fields);
    return columns;
}

// --- insert -------------------------------------------------------------------------------------------------------

/// Before any SQL: so that what does not fit is refused while nothing is half-written.
void UnitOfWork::prepare_values() {
    for (ObjectHeader* object : inserts_)
        fill_defaults(*object);
    for (const Link& link : links_)  // the order is that of the keys that there will be
        if (gets_other_key(*link.parent))
            session_.write_foreign_key(*link.child, link.child_fields, link.parent, link.parent_fields);
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
    const auto batch = [&] {
        return RowBatch{
            .mapper = mapper, .columns = columns, .objects = rows, .statement = statement, .all_inserted = true};
    };
    const auto note_key = [&](ObjectHeader* object) {
        object->set(ObjectHeader::generated_key);
        keyed_.push_back(object);
    };
    if (asks_for_key(mapper, columns)) {
        const std::vector<std::int64_t> keys =
            objects.size() > 1 ? reserve_keys(open, mapper, objects.size()) : std::vector<std::int64_t>();
        if (keys.empty()) {
            const KeysBack how = keys_back(open, mapper, objects.size());
            returning = returned_for_key(how, mapper);
            insert_for_keys(open, batch(), how, [&](std::size_t i) { note_key(objects[i]); });
            return;
        }
        for (std::size_t i = 0; i < objects.size(); ++i) {
            set_integer_at(mapper.key_slots()[0], objects[i]->object(), keys[i]);
            note_key(objects[i]);
        }
        columns |= ColumnSet{1} << mapper.key()[0];
    }
    bool copies = true;
    copy_or_insert_rows(open, batch(), copies);
}

// --- update -------------------------------------------------------------------------------------------------------

void UnitOfWork::update_batch(std::span<const Operation> updates) {
    std::vector<ObjectHeader*> objects;  // of one class, whose same columns are written
    ColumnSet columns = 0;
    const auto write = [&] {
        if (!objects.empty())
            write_updates(objects, columns);
        objects.clear();
    };
    for (const Operation& update : updates) {
        ObjectHeader& object = *update.object;
        const Mapper& mapper = object.store->mapper();
        ColumnSet wanted = update.columns;
        if (!links_.empty()) {
            write_links(object);
            if (object.phase == ObjectPhase::persistent)
                wanted |= object.store->changes(&object) | linked_to_changing_keys(object);
        }
        if (wanted == 0)
            continue;
        fit_values(object, wanted);
        if (mapper.version_field() >= 0) {
            const auto field = static_cast<std::uint16_t>(mapper.version_field());
            session_.write_field(object, field, Value(integer_at(mapper.slots()[field], object.object()) + 1));
            wanted |= ColumnSet{1} << field;
        }
        if (!objects.empty() && (object.store != objects.front()->store || wanted != columns))
            write();
        columns = wanted;
        objects.push_back(&object);
    }
    write();
}

namespace {

/// Fewer go by themselves, by a statement that is prepared already.
constexpr std::size_t least_in_arrays = 4;
constexpr std::size_t most_in_arrays = 4096;

std::vector<const void*> places_of(std::span<ObjectHeader* const> objects) {
    std::vector<const void*> places;
    places.reserve(objects.size());
    for (ObjectHeader* object : objects)
        places.push_back(object->object());
    return places;
}

/// MariaDB leaves a row of a DELETE out if somebody sends a KILL QUERY meanwhile, and tells of success. What a second
/// DELETE by the key does not find is gone.
bool leaves_rows_to_kill(Connection& connection) { return connection.driver_connection().takes_many(); }

/// As arrays, one for each parameter, or object by object.
void bind_objects(Execution& execution, bool as_arrays, std::span<const driver::FieldSlot> slots,
                  std::span<const void* const> objects) {
    if (!as_arrays)
        return execution.bind_many(slots, objects);
    int parameter = 0;
    for (const driver::FieldSlot& slot : slots)
        execution.bind_column(parameter++, slot, objects);
}

/// Whether one statement may write them in whatever order it likes: none takes a value that another gives up.
bool is_order_free(const Mapper& mapper, ColumnSet columns) {
    const auto sets = unique_sets(mapper);
    return !mapper.key_may_change() &&
           std::none_of(sets.begin(), sets.end(), [&](const auto& set) { return (column_set(set) & columns) != 0; });
}

/// A row that another refers to by ON DELETE RESTRICT goes behind that one, also within one statement.
bool restricts_itself(const Mapper& mapper) {
    const auto& keys = mapper.table().foreign_keys();
    return std::any_of(keys.begin(), keys.end(), [&](const ForeignKey& key) {
        return key.on_delete == Action::restrict && key.referred_table == mapper.table().name();
    });
}

[[noreturn]] void throw_stale_update(const ObjectHeader& object, std::string_view sql) {
    const Mapper& mapper = object.store->mapper();
    throw StaleDataError("UPDATE of " + describe(object) + " found no row: it was deleted" +
                             (mapper.version_field() >= 0 ? " or changed (its version differs)" : "") +
                             " by others since it was read; roll back and read it again",
                         ErrorDetail{.sql = std::string(sql), .table = mapper.table().name()});
}

[[noreturn]] void throw_stale_delete(const ObjectHeader& object, std::string_view sql) {
    throw StaleDataError("DELETE of " + describe(object) +
                             " found no row: it was deleted or changed by others since it was read; roll back and "
                             "read it again",
                         ErrorDetail{.sql = std::string(sql), .table = object.store->mapper().table().name()});
}

}  // namespace

/// All of one class; their versions are the new ones already.
void UnitOfWork::write_updates(std::span<ObjectHeader* const> objects, ColumnSet columns) {
    Connection& open = session_.connection(true);
    EntityStore& home = *objects.front()->store;
    const Mapper& mapper = home.mapper();
    std::vector<driver::FieldSlot> slots = slots_of(mapper, columns);
    const auto width = static_cast<int>(slots.size());
    if (!mapper.key_may_change())
        slots.insert(slots.end(), mapper.key_slots().begin(), mapper.key_slots().end());
    const bool are_many = objects.size() >= least_in_arrays && !mapper.key_may_change();
    if (are_many && open.dialect().capabilities().any_of_array && is_order_free(mapper, columns)) {
        if (const CompiledStatement& plan = mapper_statements(open.state(), mapper).update_many(open.state(), columns))
            return update_many(plan, true, slots, objects);
    }
    if (are_many && open.driver_connection().takes_many()) {
        if (mapper.version_field() >= 0)
            slots.push_back(mapper.slots()[static_cast<std::size_t>(mapper.version_field())]);
        return update_many(home.update_by_new_version(columns), false, slots, objects);
    }
    // What is bound outlives the execution, which tells its parameters to listeners at its end.
    Value version;
    Execution execution(open, home.update(columns));
    for (ObjectHeader* object : objects) {
        execution.bind_fields(0, slots, object->object());
        if (mapper.key_may_change())
            execution.bind_fields(width, mapper.key_slots(), home.as_known(*object));
        if (mapper.version_field() >= 0) {
            const auto field = static_cast<std::size_t>(mapper.version_field());
            version = Value(integer_at(mapper.slots()[field], object->object()) - 1);
            execution.bind(width + static_cast<int>(mapper.key().size()), version);
        }
        if (execution.run() != 1 && !(is_view(mapper) && find_row(*object, object->object()) == RowFound::as_written))
            throw_stale_update(*object, execution.sql());
    }
}

void UnitOfWork::update_many(const CompiledStatement& plan, bool as_arrays, std::span<const driver::FieldSlot> slots,
                             std::span<ObjectHeader* const> objects) {
    Connection& open = session_.connection(true);
    for (std::size_t begin = 0; begin < objects.size(); begin += most_in_arrays) {
        const auto some = objects.subspan(begin, std::min(most_in_arrays, objects.size() - begin));
        const std::vector<const void*> places = places_of(some);
        Execution execution(open, plan);
        bind_objects(execution, as_arrays, slots, places);
        if (execution.run() != static_cast<std::int64_t>(some.size()))
            throw_stale_update(first_stale(some), execution.sql());
    }
}

/// Of objects of which an UPDATE did not find all, the first that has no row, or none of its new version.
const ObjectHeader& UnitOfWork::first_stale(std::span<ObjectHeader* const> objects) {
    for (ObjectHeader* object : objects)
        if (find_row(*object, object->object()) != RowFound::as_written)
            return *object;
    return *objects.front();
}

/// By the key in `columns`.
UnitOfWork::RowFound UnitOfWork::find_row(const ObjectHeader& object, const void* columns) {
    EntityStore& home = *object.store;
    const Mapper& mapper = home.mapper();
    Execution execution(session_.connection(true), home.select_by_key().compiled);
    execution.bind_fields(0, mapper.key_slots(), columns);
    if (!execution.step())
        return RowFound::none;
    if (mapper.version_field() < 0)
        return RowFound::as_written;
    const driver::FieldSlot& version = mapper.slots()[static_cast<std::size_t>(mapper.version_field())];
    ObjectHeader& spare = home.spare();
    execution.read(0, mapper.row_slots(), spare.object());
    return integer_at(version, spare.object()) == integer_at(version, object.object()) ? RowFound::as_written
                                                                                       : RowFound::other_version;
}

/// SQLite does not count the rows of a view which its INSTEAD OF triggers wrote.
bool UnitOfWork::is_view(const Mapper& mapper) {
    Connection& open = session_.connection(true);
    const auto views = open.dialect().reflector(open.driver_connection())->view_names(mapper.table().schema());
    return std::find(views.begin(), views.end(), mapper.table().name()) != views.end();
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
    if (remove_many(objects))
        return;
    Connection& open = session_.connection(true);
    EntityStore& home = *objects.front()->store;
    const Mapper& mapper = home.mapper();
    Value version;
    Execution execution(open, home.remove());
    for (ObjectHeader* object : objects) {
        // By the key and version that the row has, whatever the program wrote into the object since.
        const void* known = home.as_known(*object);
        execution.bind_fields(0, mapper.key_slots(), known);
        if (mapper.version_field() < 0) {
            if (execution.run() == 0 && leaves_rows_to_kill(open)) {
                execution.bind_fields(0, mapper.key_slots(), known);
                execution.run();
            }
            continue;
        }
        version = read_field(mapper.fields()[static_cast<std::size_t>(mapper.version_field())], known);
        execution.bind(static_cast<int>(mapper.key().size()), version);
        if (execution.run() == 0 && !(is_view(mapper) && find_row(*object, home.as_known(*object)) == RowFound::none))
            throw_stale_delete(*object, execution.sql());
    }
}

/// In one statement, or few round trips, where the database takes that; false if they have to go one by one.
bool UnitOfWork::remove_many(std::span<ObjectHeader* const> objects) {
    Connection& open = session_.connection(true);
    EntityStore& home = *objects.front()->store;
    const Mapper& mapper = home.mapper();
    const bool as_arrays = open.dialect().capabilities().any_of_array && !restricts_itself(mapper);
    if (objects.size() < least_in_arrays || (!as_arrays && !open.driver_connection().takes_many()))
        return false;
    std::vector<driver::FieldSlot> slots(mapper.key_slots().begin(), mapper.key_slots().end());
    ColumnSet matched = column_set(mapper.key());
    if (mapper.version_field() >= 0) {
        slots.push_back(mapper.slots()[static_cast<std::size_t>(mapper.version_field())]);
        matched |= ColumnSet{1} << mapper.version_field();
    }
    const bool as_in_their_rows = std::all_of(objects.begin(), objects.end(), [&](const ObjectHeader* object) {
        return object->snapshot == nullptr || (home.changes(object) & matched) == 0;
    });
    if (!as_in_their_rows)
        return false;
    const CompiledStatement& plan =
        as_arrays ? mapper_statements(open.state(), mapper).delete_many(open.state()) : home.remove();
    if (!plan)
        return false;
    for (std::size_t begin = 0; begin < objects.size(); begin += most_in_arrays) {
        const auto some = objects.subspan(begin, std::min(most_in_arrays, objects.size() - begin));
        const std::vector<const void*> places = places_of(some);
        Execution execution(open, plan);
        bind_objects(execution, as_arrays, slots, places);
        if (execution.run() == static_cast<std::int64_t>(some.size()))
            continue;
        // Which of them is still there, nobody can tell any more.
        if (mapper.version_field() >= 0)
            throw_stale_delete(*some.front(), execution.sql());
        if (!leaves_rows_to_kill(open))
            continue;
        do
            bind_objects(execution, as_arrays, slots, places);
        while (execution.run() != 0);
    }
    return true;
}

/// Rows that refer to the parents and are not in memory: left to the foreign key's action, or done by one statement
/// where it has none.
void UnitOfWork::release_children(std::span<ObjectHeader* const> parents) {
    Connection& open = session_.connection(true);
    const Mapper& mapper = parents.front()->store->mapper();
    const auto release = [&](std::span<const std::uint16_t> fields, const auto& make_statement) {
        std::vector<Value> key;
        if (parents.size() > 1 && fields.size() == 1 && KeyArray::takes(open.dialect(), mapper.slots()[fields[0]])) {
            KeyArray keys;
            for (ObjectHeader* parent : parents) {
                key = known_values(*parent, fields);
                if (!key[0].is_null())
                    keys.add(key[0].as<std::int64_t>());
            }
            Execution execution(open, session_.compile(make_statement(any_number)));
            keys.bind(execution, 0);
            execution.run();
            return;
        }
        Execution execution(open, session_.compile(make_statement(1)));
        for (ObjectHeader* parent : parents) {
            key = known_values(*parent, fields);
            bind_values(execution, 0, key);
            execution.run();
        }
    };
    for (const RelationshipInfo* relationship : parents.front()->store->pairs_from_elsewhere(open))
        release(relationship->remote, [&](std::size_t count) { return make_release_target(*relationship, count); });
    for (const RelationshipInfo& relationship : mapper.relationships()) {
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
        release(relationship.local,
                [&](std::size_t count) { return make_release_children(relationship, removes, count); });
    }
}

// --- pairs --------------------------------------------------------------------------------------------------------

namespace {

/// Rows of one INSERT of pairs, as of objects.
constexpr std::size_t pairs_at_once[] = {64, 16, 4, 1};

/// Those at the beginning that are of one relationship.
std::span<const Pair> of_first_relationship(std::span<const Pair> pairs) {
    const auto end = std::find_if_not(
        pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.relationship == pairs.front().relationship; });
    return {pairs.begin(), end};
}

}  // namespace

void UnitOfWork::write_pairs() {
    for (std::span<const Pair> rest = gone_pairs_.all(); !rest.empty();) {
        const std::span<const Pair> batch = of_first_relationship(rest);
        rest = rest.subspan(batch.size());
        write_pairs(session_.compile(make_delete_pair(*batch.front().relationship)), batch, 1, false);
    }
    const std::span<Pair> pairs = new_pairs_.all();
    const auto again = std::stable_partition(pairs.begin(), pairs.end(),
                                             [&](const Pair& pair) { return !session_.written_pairs_.contains(pair); });
    insert_pairs({pairs.begin(), again}, false);
    insert_pairs({again, pairs.end()}, true);
}

/// `are_written`: most of them have their rows already.
void UnitOfWork::insert_pairs(std::span<const Pair> pairs, bool are_written) {
    const bool several = session_.connection(true).dialect().capabilities().multi_row_values;
    while (!pairs.empty()) {
        std::span<const Pair> batch = of_first_relationship(pairs);
        pairs = pairs.subspan(batch.size());
        const RelationshipInfo& relationship = *batch.front().relationship;
        // One pair is one row, whichever end was written: so either end may say it.
        const bool ignores = are_written || relationship.ignore_duplicates ||
                             (relationship.inverse && relationship.inverse->ignore_duplicates);
        for (const std::size_t rows : pairs_at_once) {
            const std::size_t whole = batch.size() - batch.size() % rows;
            if (whole == 0 || (rows > 1 && !several))
                continue;
            write_pairs(session_.compile(make_insert_pair(relationship, rows, ignores)), batch.first(whole), rows,
                        true);
            batch = batch.subspan(whole);
        }
    }
}

/// `rows` pairs at once.
void UnitOfWork::write_pairs(const CompiledStatement& plan, std::span<const Pair> pairs, std::size_t rows,
                             bool inserted) {
    const RelationshipInfo& relationship = *pairs.front().relationship;
    Connection& open = session_.connection(true);
    std::vector<Value> values;
    Execution execution(open, plan);
    for (std::size_t begin = 0; begin < pairs.size(); begin += rows) {
        values.clear();
        for (const Pair& pair : pairs.subspan(begin, rows)) {
            for (Value& value : values_of(*pair.local, relationship.local))
                values.push_back(std::move(value));
            for (Value& value : values_of(*pair.remote, relationship.remote))
                values.push_back(std::move(value));
        }
        bind_values(execution, 0, values);
        if (execution.run() == 0 && !inserted && leaves_rows_to_kill(open)) {
            bind_values(execution, 0, values);
            execution.run();
        }
        for (const Pair& pair : pairs.subspan(begin, rows)) {
            if (pair.local->level != 0 || pair.remote->level != 0)
                session_.level().pairs.push_back({pair.relationship, pair.local, pair.remote, inserted});
            if (inserted)
                session_.written_pairs_.insert(pair);
        }
    }
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
    const bool as_array = mapper.integer_key() && KeyArray::takes(open.dialect(), mapper.key_slots()[0]);
    const std::size_t most = std::max<std::size_t>(
        1, std::min<std::size_t>(most_keys_read,
                                 static_cast<std::size_t>(open.dialect().capabilities().max_parameters) / width));
    for (std::size_t begin = 0; begin < objects.size(); begin += most) {
        const auto rows = objects.subspan(begin, std::min(most, objects.size() - begin));
        const std::size_t count = as_array ? any_number : std::min(std::bit_ceil(rows.size()), most);
        std::unordered_map<std::string, ObjectHeader*> by_key;
        KeyArray keys;
        Execution execution(open, home.select_in(mapper.key(), count, {}));
        for (std::size_t i = 0; i < std::max(count, rows.size()); ++i) {
            ObjectHeader* object = rows[std::min(i, rows.size() - 1)];
            if (as_array)
                keys.add(integer_at(mapper.key_slots()[0], object->object()));
            else
                execution.bind_fields(static_cast<int>(i * width), mapper.key_slots(), object->object());
            by_key.emplace(key_bytes(mapper, object->object()), object);
        }
        if (as_array)
            keys.bind(execution, 0);
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
