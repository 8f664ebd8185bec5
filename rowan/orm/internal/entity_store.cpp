#include <rowan/orm/internal/entity_store.hpp>

#include <rowan/dialects/dialect.hpp>
#include <rowan/dialects/reflector.hpp>
#include <rowan/engine/internal/error_context.hpp>
#include <rowan/orm/internal/insert_rows.hpp>
#include <rowan/orm/internal/key_text.hpp>
#include <rowan/orm/internal/mapper_registry.hpp>
#include <rowan/orm/internal/resolve_relationships.hpp>
#include <rowan/orm/internal/session_core.hpp>
#include <rowan/orm/internal/statements.hpp>
#include <rowan/types/error.hpp>
#include <rowan/types/internal/native.hpp>

#include <algorithm>
#include <cstring>
#include <optional>

namespace rowan::detail {

EntityStore::EntityStore(SessionCore& session, const Mapper& mapper, std::size_t index)
    : session_(session),
      mapper_(mapper),
      index_(index),
      takes_snapshots_(!session.is_read_only()),
      slab_(mapper.ops()) {
    for (const ForeignKey& foreign : mapper.table().foreign_keys())
        for (const std::string& column : foreign.columns) {
            const int field = mapper.find_column(column);
            if (field < 0 || !mapper.traits(static_cast<std::size_t>(field)).key)
                continue;
            const driver::FieldSlot& slot = mapper.slots()[static_cast<std::size_t>(field)];
            if (!slot.optional && !slot.adapted && slot.kind >= Kind::int8 && slot.kind <= Kind::uint64)
                referring_key_slots_.push_back(slot);
        }
}

EntityStore::~EntityStore() {
    slab_.for_each([&](ObjectHeader* header) { mapper_.ops().destroy(header->object()); });
    for (ObjectHeader* header : heap_nodes_) {
        mapper_.ops().destroy(header->object());
        free_node(header, mapper_.ops());
    }
}

ObjectHeader& EntityStore::make_spare() {
    ObjectHeader* header = create();
    header->phase = ObjectPhase::owned;
    spare_ = header;
    return *header;
}

ObjectHeader* EntityStore::create() {
    ObjectHeader* header = slab_.allocate();
    try {
        mapper_.ops().construct(header->object());
    } catch (...) {
        slab_.release(header);
        throw;
    }
    header->store = this;
    return header;
}

ObjectHeader* EntityStore::create_from(void* object) {
    ObjectHeader* header = slab_.allocate();
    try {
        mapper_.ops().move_construct(header->object(), object);
    } catch (...) {
        slab_.release(header);
        throw;
    }
    header->store = this;
    return header;
}

void EntityStore::adopt(ObjectHeader* node) {
    heap_nodes_.insert(node);
    node->store = this;
}

void EntityStore::destroy(ObjectHeader* header) noexcept {
    if (!spellings_.empty())
        std::erase_if(spellings_, [&](const auto& entry) { return entry.second == header; });
    drop_snapshot(header);
    mapper_.ops().destroy(header->object());
    if (header->has(ObjectHeader::heap_node)) {
        heap_nodes_.erase(header);
        free_node(header, mapper_.ops());
    } else {
        slab_.release(header);
    }
}

void EntityStore::move_out(ObjectHeader* header, void* to) {
    mapper_.ops().move_construct(to, header->object());
    destroy(header);
}

ObjectHeader* EntityStore::find(const void* object) const noexcept {
    if (ObjectHeader* header = slab_.find(object))
        return header == spare_ ? nullptr : header;
    if (heap_nodes_.empty())
        return nullptr;
    auto* header = const_cast<ObjectHeader*>(header_of(object));
    return heap_nodes_.contains(header) ? header : nullptr;
}

std::int64_t any_integer_at(const driver::FieldSlot& slot, const void* object) noexcept {
    const void* member = static_cast<const std::byte*>(object) + slot.offset;
    switch (slot.kind) {
        case Kind::int8:
            return *static_cast<const std::int8_t*>(member);
        case Kind::int16:
            return *static_cast<const std::int16_t*>(member);
        case Kind::int32:
            return *static_cast<const std::int32_t*>(member);
        case Kind::int64:
            return *static_cast<const std::int64_t*>(member);
        case Kind::uint8:
            return *static_cast<const std::uint8_t*>(member);
        case Kind::uint16:
            return *static_cast<const std::uint16_t*>(member);
        case Kind::uint32:
            return *static_cast<const std::uint32_t*>(member);
        case Kind::uint64:
            return static_cast<std::int64_t>(*static_cast<const std::uint64_t*>(member));
        default:
            return 0;
    }
}

void set_any_integer_at(const driver::FieldSlot& slot, void* object, std::int64_t number) {
    assign_field(*slot.field, object, Value(number));
}

namespace {

/// Runs `work`, which calls adapters. Nothing is asked unless one refuses a value, which the engine may hide.
template <class Work>
decltype(auto) calling_adapters(const SessionCore& session, Work&& work) {
    try {
        return work();
    } catch (const DataError&) {
        hiding_values(session.engine().options().hide_parameters, [] { throw; });
        throw;
    }
}

}  // namespace

std::string_view EntityStore::pack_key(const void* object) {
    key_buffer_.clear();
    calling_adapters(session_, [&] {
        if (!mapper_.folds_key())
            return void(pack_columns(key_buffer_, mapper_.key_slots(), object));
        const std::string text = key_text(mapper_, mapper_.key(), object);
        const auto bytes = std::as_bytes(std::span(text));
        key_buffer_.assign(bytes.begin(), bytes.end());
    });
    return {reinterpret_cast<const char*>(key_buffer_.data()), key_buffer_.size()};
}

bool EntityStore::has_key(const void* object) const { return detail::has_key(mapper_, object); }

bool EntityStore::has_final_key(const void* object) const {
    for (const driver::FieldSlot& slot : referring_key_slots_)
        if (integer_at(slot, object) == 0)
            return false;
    return has_key(object);
}

void EntityStore::erase_key(const KeyView& key, const ObjectHeader* header) noexcept {
    if (mapper_.integer_key())
        integers_.erase(key.number, header);
    else
        bytes_.erase(key.bytes, header);
}

namespace {

std::string spelling_name(std::span<const std::uint16_t> fields, std::string_view text) {
    std::string name;
    for (const std::uint16_t field : fields)
        name += std::to_string(field) + ',';
    return name.append(text);
}

}  // namespace

void EntityStore::note_spelling(std::span<const std::uint16_t> fields, std::string_view text, ObjectHeader* header) {
    spellings_[spelling_name(fields, text)] = header;
}

ObjectHeader* EntityStore::find_spelling(std::span<const std::uint16_t> fields, std::string_view text) const {
    if (spellings_.empty() || text.empty())
        return nullptr;
    const auto found = spellings_.find(spelling_name(fields, text));
    return found == spellings_.end() ? nullptr : found->second;
}

void EntityStore::erase_identity(ObjectHeader* header) noexcept {
    if (!spellings_.empty())
        std::erase_if(spellings_, [&](const auto& entry) { return entry.second == header; });
    if (mapper_.integer_key())
        return integers_.erase_object(header, number_of(header->object()));
    std::string_view likely;
    try {
        likely = pack_key(header->object());
    } catch (...) {
        // An adapter refuses what the program wrote since: the object is searched for.
    }
    bytes_.erase_object(header, likely);
}

void EntityStore::reserve(std::size_t count) {
    if (mapper_.integer_key())
        integers_.reserve(count);
}

void EntityStore::take_snapshot(ObjectHeader* header) {
    if (!takes_snapshots_)
        return;
    header->snapshot = calling_adapters(
        session_, [&] { return retake_snapshot(arena_, header->snapshot, mapper_.row_slots(), header->object()); });
}

void EntityStore::drop_snapshot(ObjectHeader* header) noexcept {
    arena_.release(header->snapshot);
    header->snapshot = nullptr;
}

ColumnSet EntityStore::differences(const ObjectHeader& header, const void* object) const {
    return calling_adapters(session_, [&] { return changed_columns(header.snapshot, mapper_.row_slots(), object); });
}

ColumnSet EntityStore::changes(const ObjectHeader* header) const {
    if (!takes_snapshots_)
        return 0;
    ColumnSet changed = differences(*header, header->object());
    for (const DeferredMember& member : mapper_.deferred_members())
        if (member.in(header->object()).is == DeferredState::Is::assigned)
            changed |= ColumnSet{1} << member.field;
    return changed & mapper_.updatable();
}

const void* EntityStore::as_known(const ObjectHeader& header) {
    if (!header.snapshot)
        return header.object();
    void* const known = spare().object();
    restore_columns(header.snapshot, mapper_.row_slots(), known, mapper_.all_columns());
    return known;
}

std::span<const RelationshipInfo* const> EntityStore::pairs_from_elsewhere(Connection& connection) {
    if (!pairs_from_elsewhere_) {
        std::vector<const RelationshipInfo*> pairs;
        std::unique_ptr<Reflector> reflector;
        // Structs of other databases may lead here too; theirs are told by the tables that this one has.
        const auto is_here = [&](const RelationshipInfo& relationship) {
            if (!is_listed_without(mapper_, *relationship.owner))
                return true;
            try {
                if (!reflector)
                    reflector = connection.dialect().reflector(connection.driver_connection());
            } catch (const UnsupportedError&) {
                return true;
            }
            return reflector->has_table(relationship.secondary->name(), relationship.secondary->schema());
        };
        for (const Mapper* other : all_mappers()) {
            const auto declared = other->declared_relationships();
            const auto leads_here = [&](const RelationshipInfo& relationship) {
                return relationship.target_slot == &mapper_.slot() && needs_secondary(relationship);
            };
            if (std::none_of(declared.begin(), declared.end(), leads_here))
                continue;
            for (const RelationshipInfo& relationship : other->relationships())
                if (leads_here(relationship) && !relationship.inverse && !relationship.view_only &&
                    !relationship.passive_deletes && is_here(relationship))
                    pairs.push_back(&relationship);
        }
        pairs_from_elsewhere_ = std::move(pairs);
    }
    return *pairs_from_elsewhere_;
}

const RowByKey& EntityStore::select_by_key() {
    if (!select_by_key_.compiled)
        select_by_key_ = {session_.compile(make_select_by_key(mapper_)), mapper_.key_slots(), mapper_.row_slots()};
    return select_by_key_;
}

const CompiledStatement& EntityStore::select_deferred(std::uint16_t field) {
    CompiledStatement& plan = selects_deferred_[field];
    if (!plan)
        plan = session_.compile(make_select_column(mapper_, field));
    return plan;
}

const CompiledStatement& EntityStore::insert(ColumnSet columns, std::size_t rows, ColumnSet returning) {
    CompiledStatement& plan = inserts_[{columns, returning, rows}];
    if (!plan)
        plan = session_.compile(make_insert(mapper_, columns, rows, returning));
    return plan;
}

const CompiledStatement& EntityStore::update(ColumnSet columns) {
    CompiledStatement& plan = updates_[columns];
    if (!plan)
        plan = session_.compile(make_update(mapper_, columns));
    return plan;
}

const CompiledStatement& EntityStore::update_by_new_version(ColumnSet columns) {
    if (mapper_.version_field() < 0)
        return update(columns);
    CompiledStatement& plan = updates_by_new_version_[columns];
    if (!plan)
        plan = session_.compile(make_update(mapper_, columns, true));
    return plan;
}

const CompiledStatement& EntityStore::remove() {
    if (!remove_)
        remove_ = session_.compile(make_delete(mapper_));
    return remove_;
}

const CompiledStatement& EntityStore::select_in(std::span<const std::uint16_t> fields, std::size_t count,
                                                std::span<const RelationshipInfo::Order> order, ColumnSet deferred) {
    std::string name = std::to_string(count);
    if (deferred != 0)
        name += "+" + std::to_string(deferred);
    for (const std::uint16_t field : fields)
        name += "," + std::to_string(field);
    for (const auto& by : order)
        name += (by.descending ? ";-" : ";") + std::to_string(by.field);
    CompiledStatement& plan = selects_in_[name];
    if (!plan)
        plan = session_.compile(make_select_in(mapper_, fields, count, order, deferred));
    return plan;
}

}  // namespace rowan::detail
